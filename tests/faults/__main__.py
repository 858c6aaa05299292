"""`python -m tests.faults`: provokes faults and keeps the ledger."""

from tests.faults.run import main

main()
