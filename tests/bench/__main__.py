"""`make bench`: one JSON line a figure, {"name", "value", "unit", "budget", "ok"}; ends non-zero when a budget is missed.

Budgets stand in the modules beside this one; `python -m tests.bench pdf push` runs only those. Loopback only, bounded.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path


def main(wanted: list[str]) -> int:
    """Runs the benchmarks named, or all."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    chosen = [name for name in names if not wanted or name.removeprefix("bench_") in wanted]
    missed = 0
    for name in chosen:
        for figure in importlib.import_module(f"tests.bench.{name}").figures():
            print(json.dumps(figure, ensure_ascii=False), flush=True)
            missed += not figure["ok"]
    return 1 if missed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
