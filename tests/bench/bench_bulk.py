"""Bulk (issue 4): signed notices a second and core, and memory while one process issues 500 of them and merges them for the printer.

The county is made here; a process of its own does the work, so that its memory is only what the work takes. BULK=60 for a quick look.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from inspect_app.commands import batch_work, batches, drafts, findings
from inspect_app.commands.press import Press
from inspect_app.commands.signing import Signing
from inspect_app.paths import CHECKOUT
from inspect_app.render import fonts
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database
from inspect_app.storage.migrate import upgrade
from tests.conftest import County
from tests.helpers import ORG, actor, finding_ids, found_county, jpeg
from tests.render.certificates import SECRET, Authority

COUNT = int(os.environ.get("BULK", "500"))
RATE, MEMORY_MB = 5.0, 250
Figure = dict[str, Any]


def figures() -> list[Figure]:
    """Rate, memory after issuing, memory after merging."""
    fonts.build()
    with tempfile.TemporaryDirectory(prefix="bench-bulk-") as folder:
        _make_county(Path(folder))
        env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
        said = subprocess.run(
            [sys.executable, "-m", "tests.bench.bench_bulk", folder], env=env, cwd=CHECKOUT, stdout=subprocess.PIPE, check=True
        )  # fmt: skip
    found = json.loads(said.stdout)
    assert found["done"] == COUNT, found
    rate, flat = found["rate"], found["issued_mb"] - found["early_mb"]
    return [
        _figure("bulk_signed_notices", rate, "1/s of a core", RATE, rate >= RATE),
        _figure("bulk_memory_issuing", found["issued_mb"], "MB", MEMORY_MB, found["issued_mb"] <= MEMORY_MB),
        _figure("bulk_memory_grown_after_the_first_50", flat, "MB", None, True),
        _figure("bulk_memory_merging", found["merged_mb"], "MB", MEMORY_MB, found["merged_mb"] <= MEMORY_MB),
        _figure("bulk_merge", found["merge_s"], "s CPU", None, True),
        _figure("bulk_merged_file", found["file_mb"], "MB", None, True),
    ]


def _figure(name: str, value: float, unit: str, budget: float | None, ok: bool) -> Figure:
    return {"name": name, "value": value, "unit": unit, "budget": budget, "ok": ok}


def _open(folder: Path) -> tuple[Database, Press]:
    db = Database(f"sqlite:///{folder / 'a.db'}")
    return db, Press(
        Folder(folder / "blobs"), "secret", "http://localhost", Signing(folder / "signing", SECRET)
    )


def _make_county(folder: Path) -> None:
    db, press = _open(folder)
    upgrade(db)
    found_county(db)
    county = County(db, press.blobs)  # type: ignore[arg-type]
    (folder / "signing").mkdir()
    Authority().p12(folder / "signing" / f"{ORG}.p12")
    for n in range(COUNT):
        visit, tablet, pictures = county.plan(), county.tablet(), [jpeg(2 * n), jpeg(2 * n + 1)]
        county.push(tablet, tablet.inspection(visit, pictures))
        for picture in pictures:
            county.photo(picture)
        for finding in finding_ids(db, visit):
            findings.accept(db, actor("p-sec"), finding, {"severity": "general"}, {"due_date": "2026-12-08"})
        drafts.draft(db, actor("p-sec"), "doc_rectify_notice", visit)
    db.close()


def _memory_mb() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def _work(folder: Path) -> Figure:
    db, press = _open(folder)
    with db.read() as connection:
        from inspect_app.queries.batches import matching

        made = matching(connection, actor("p-lead"), "draft", "")
    warm, first, rest = made[:5], made[5:50], made[50:] or made[5:]
    early = [_issue(db, press, some) for some in (warm, first)]
    early_mb = _memory_mb()
    spent = _issue(db, press, rest) if len(made) > 50 else early[1]
    issued_mb = _memory_mb()
    began = time.process_time()
    batch = batches.start(db, actor("p-lead"), "print", made, {"duplex": True, "copies": True})
    batch_work.work(db, press, ORG, batch)
    with db.read() as connection:
        from inspect_app.queries.batches import one

        row = one(connection, actor("p-lead"), batch) or {}
    return {
        "rate": round((len(rest) if len(made) > 50 else len(first)) / spent, 2), "early_mb": early_mb, "issued_mb": issued_mb, "merged_mb": _memory_mb(),
        "merge_s": round(time.process_time() - began, 2), "file_mb": round(row["bytes"] / 2**20, 1), "done": row["counts"].get("done", 0),
    }  # fmt: skip


def _issue(db: Database, press: Press, wanted: list[str]) -> float:
    """CPU seconds of a batch."""
    began = time.process_time()
    batch_work.work(db, press, ORG, batches.start(db, actor("p-lead"), "issue", wanted, {}))
    return time.process_time() - began


if __name__ == "__main__":
    print(json.dumps(_work(Path(sys.argv[1]))))
