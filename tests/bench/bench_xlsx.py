"""Excel: 50,000 rows with the 32 columns of the ledger, time and memory, the writer alone and the whole download (tests.bench.excel); each in a
process of its own, so that the memory is only its own."""

from __future__ import annotations

import datetime as dt
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from inspect_app.paths import CHECKOUT
from tests.bench.bench_pages import county

ROWS, SECONDS, GROWTH_MB = 50_000, 4.0, 20
Figure = dict[str, Any]


def figures() -> list[Figure]:
    """Seconds for all rows, and how much memory grew between the first 5,000 rows and the last."""
    found = _said("tests.bench.bench_xlsx")
    with county() as data:
        whole = _said("tests.bench.excel", str(data))
    return [
        {"name": "xlsx_50000_rows_of_32_columns", "value": found["s"], "unit": "s", "budget": SECONDS, "ok": found["s"] <= SECONDS},
        {"name": "xlsx_memory_grown_after_5000_rows", "value": found["mb"], "unit": "MB", "budget": GROWTH_MB, "ok": found["mb"] <= GROWTH_MB},
        {"name": "excel, ledger of 50,000 findings through the web", "value": whole["s"], "unit": "s", "budget": SECONDS, "ok": whole["s"] <= SECONDS},
        {"name": "excel, processor of it", "value": whole["cpu"], "unit": "s", "budget": SECONDS, "ok": whole["cpu"] <= SECONDS},
        {"name": "excel, memory grown in its second half", "value": whole["mb"], "unit": "MB", "budget": GROWTH_MB, "ok": whole["mb"] <= GROWTH_MB},
    ]  # fmt: skip


def _said(module: str, *arguments: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=CHECKOUT, stdout=subprocess.PIPE, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Writes the file to nowhere and prints what it took."""
    from inspect_app.render import xlsx

    columns = [
        xlsx.Column(f"列{n}", kind="day" if n in (6, 19) else "number" if n in (18, 27) else "text")
        for n in range(32)
    ]
    peaks: list[int] = []

    row = [
        "2026-11-23" if c.kind == "day" else 1234 if c.kind == "number" else f"配电箱未装漏电保护器{c.title}"
        for c in columns
    ]

    def rows() -> Iterator[list[Any]]:
        for n in range(ROWS):
            if n == ROWS // 10:
                peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
            yield [f"YH-{n:07d}", *row[1:]]

    begun = time.perf_counter()
    for _ in xlsx.book(
        [xlsx.Sheet("台账", "隐患台账", columns, rows())], "导出", dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    ):
        pass
    taken = time.perf_counter() - begun
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peaks[0]) / 1024
    print(json.dumps({"s": round(taken, 2), "mb": round(grown, 1)}))


if __name__ == "__main__":
    main()
