"""The ledger of 50,000 findings as an Excel file, downloaded from the server: query, rows and writing together. A process of its own, so that the memory is
only its own: `python -m tests.bench.excel <folder of a county of 20,000 findings>`.

The large county is the demo's, its findings and what hangs on them repeated; the log behind them is left out, since no file reads it.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from inspect_app import create_app
from inspect_app.config import from_environment
from inspect_app.storage.db import Database
from inspect_app.storage.migrate import upgrade

FINDINGS = 50_000
HALF = 7_000_000  # bytes of about 14 million
COPIED = (
    "org", "counter", "person", "account", "township", "department", "enterprise", "checklist", "setting", "visit", "visit_member", "document", "finding", "document_finding",
)  # fmt: skip


def grow(source: Path, folder: Path) -> None:
    """A county of FINDINGS findings from one that has fewer."""
    shutil.copy(source / "secret", folder / "secret")
    db = Database(f"sqlite:///{folder / 'inspect.db'}")
    upgrade(db)
    db.close()
    with sqlite3.connect(folder / "inspect.db") as made:
        made.execute("PRAGMA synchronous=OFF")
        made.execute("ATTACH ? AS source", (f"{source / 'inspect.db'}",))
        known = {
            name for (name,) in made.execute("SELECT name FROM source.sqlite_master WHERE type = 'table'")
        }
        for table in COPIED:
            if table in known:
                names = ", ".join(row[1] for row in made.execute(f"PRAGMA source.table_info({table})"))
                made.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM source.{table}")  # nosec B608
        while (missing := FINDINGS - made.execute("SELECT count(*) FROM finding").fetchone()[0]) > 0:
            _again(made, missing)


def _again(made: sqlite3.Connection, most: int) -> None:
    names = ", ".join(row[1] for row in made.execute("PRAGMA table_info(finding)") if row[1] != "id")
    made.execute("DROP TABLE IF EXISTS temp.twin")
    made.execute(
        "CREATE TEMP TABLE twin AS SELECT id AS old, lower(hex(randomblob(4))) || substr(id, 9) AS new FROM finding"
        " WHERE id IN (SELECT id FROM source.finding) LIMIT ?", (most,)
    )  # fmt: skip
    made.execute("CREATE UNIQUE INDEX temp.twin_old ON twin(old)")
    made.execute(f"INSERT INTO finding (id, {names}) SELECT new, {names} FROM finding JOIN twin ON old = id")  # nosec B608
    made.execute(
        "INSERT INTO document_finding (org_id, document_id, finding_id, n) SELECT org_id, document_id, new, n FROM document_finding JOIN twin ON old = finding_id"
    )


def _own_memory() -> int:
    """KB that are this process's alone: pages of the database that the kernel maps in are anybody's and go when they are needed elsewhere."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1])
    return 0


def main(source: Path) -> None:
    """Prints what the download took: wall, processor, and how much memory grew in the second half of the file (in the first, SQLite's
    page cache fills, which has a bound)."""
    with tempfile.TemporaryDirectory() as name:
        grow(source, Path(name))
        app = create_app(replace(from_environment({"INSPECT_DATA": name}), testing=True))
        client = app.test_client()
        answer = client.post("/api/v1/session", json={"login": "leader", "password": "demo-2026"})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        client.get("/bureau/ledger")
        size, halves = 0, [0, 0]
        wall, processor = time.perf_counter(), time.process_time()
        response = client.get("/bureau/ledger.xlsx", buffered=False)
        assert response.status_code == 200, response.status_code
        for piece in response.iter_encoded():
            size += len(piece)
            half = size > HALF
            halves[half] = max(halves[half], _own_memory())
        grown = (halves[1] - halves[0]) / 1024
        print(json.dumps({
            "s": round(time.perf_counter() - wall, 2), "cpu": round(time.process_time() - processor, 2), "mb": round(grown, 1), "bytes": size,
        }))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
