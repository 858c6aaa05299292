"""docs/loss-ledger.md, written from the lines of the ledger."""

from __future__ import annotations

from pathlib import Path

from tests.faults import ledger
from tests.faults.catalogue import CATALOGUE, NOT_HERE, Fault

HEAD = """# Loss ledger

Written by `python -m tests.faults --report` from [loss-ledger.jsonl](loss-ledger.jsonl) (one line a batch of trials; `make faults` goes on where
it ends, figures add up). Don't edit.

Real Chromium on a real profile, the real server in a process of its own, real disks, real SIGKILLs. The driver (tests/faults/driver.js) works in the page as a
person does and writes to the console what it tries and what the screen says then: **acknowledged** = the screen said 已保存 (or, where
tablets are played by threads, the server's answer said so). The test hears the console as it happens and, after the fault and a new start,
compares with the screen, with the raw database, with the bytes of every photo, and after an upload with the server's log, its stored pictures
and `verify`.

- **lost**: acknowledged, and missing or different on the tablet after the restart, or on the server after the upload.
- **duplicated**: one deed that stands there twice.
- **silently dropped**: tried in a page that lived on, and neither 已保存 nor 未保存 within 15 s; or left behind on the tablet after 已全部上传.
- **told**: the screen said 未保存 at once; the person knows, and taps again.
- **needed a person**: somebody had to do something besides working (sign in, make room, reopen the app).
"""


def write(lines: list[ledger.Line], file: Path) -> None:
    """The whole page anew."""
    file.write_text(
        "\n".join([HEAD, _made_with(lines), _table(lines), _how(), _found(lines), _wrong(lines), NOT_HERE]),
        encoding="utf-8",
    )


def _made_with(lines: list[ledger.Line]) -> str:
    if not lines:
        return "No trial is on record.\n"
    days = sorted(line.at for line in lines)
    names = {
        "commit": "code (git describe)",
        "app": "field app",
        "chromium": "Chromium",
        "kernel": "Linux",
        "python": "Python",
    }
    found = ledger.groups(lines, *names)
    rows = [f"| {title} | {', '.join(found[name])} |" for name, title in names.items()]
    return "\n".join([f"| trials of | {days[0][:16]} to {days[-1][:16]} UTC |", "|---|---|", *rows, ""])


def _table(lines: list[ledger.Line]) -> str:
    sums = ledger.sums(lines)
    rows = [_row(fault, sums.get(name)) for name, fault in CATALOGUE.items()]
    head = "| fault | tried | of | acknowledged | lost | duplicated | silently dropped | told | needed a person | s a trial |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    total = ledger.Sum()
    for line in ledger.counting(lines):
        total.add(line)
    last = f"| **all** | {total.tried} | | {total.acknowledged} | **{total.lost}** | **{total.duplicated}** | **{total.silently_dropped}** | {total.told} | {total.needed_person} | |"
    return "\n".join(["## Figures", "", head, *rows, last, ""])


def _row(fault: Fault, found: ledger.Sum | None) -> str:
    if found is None:
        reason = fault.impossible()
        return f"| {fault.title} (`{fault.name}`) | {f'无法在此触发: {reason}' if reason else 'not yet'} | {fault.count} | | | | | | | |"
    kinds = ", ".join(f"{times} {kind}" for kind, times in sorted(found.kinds.items()))
    return (
        f"| {fault.title} (`{fault.name}`) | {found.tried} | {fault.count} | {found.acknowledged} ({kinds}) | **{found.lost}** | **{found.duplicated}** | "
        f"**{found.silently_dropped}** | {found.told} | {found.needed_person} | {found.seconds / found.tried:.1f} |"
    )


def _how() -> str:
    return "\n".join(
        [
            "## How each is provoked",
            "",
            *(f"- **{fault.title}**: {_text(fault)}" for fault in CATALOGUE.values()),
            "",
        ]
    )


def _text(fault: Fault) -> str:
    return " ".join((fault.provoke.__doc__ or "").split())


def _wrong(lines: list[ledger.Line]) -> str:
    notes = [f"- {_batch(line)}: {note}" for line in ledger.counting(lines) for note in line.notes]
    return "\n".join(["## Notes of single batches", "", *(notes or ["None."]), ""])


def _batch(line: ledger.Line) -> str:
    return f"`{line.fault}` trials {line.first}-{line.first + line.tried - 1}, {line.at[:16]}, {line.commit}"


def _found(lines: list[ledger.Line]) -> str:
    """What the ledger was for: batches that lost something, and what was done about it."""
    rows = [
        f"| {_batch(line)} | {line.acknowledged} | {line.lost} | {line.duplicated} | {line.silently_dropped} | {line.fixed} |"
        for line in lines
        if line.fixed
    ]
    head = [
        "| batch | acknowledged | lost | duplicated | silently dropped | what it was |",
        "|---|--:|--:|--:|--:|---|",
    ]
    return "\n".join(["## Found, repaired, run again", "", *([*head, *rows] if rows else ["Nothing."]), ""])
