"""The loss ledger: one JSON line a batch of trials, appended and synced at once, so that runs can be killed, resumed and added up."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from tests.faults.machine import CHECKOUT

JSONL = CHECKOUT / "docs" / "loss-ledger.jsonl"


class Line(msgspec.Struct, kw_only=True):
    """A batch of trials of one fault. `acknowledged`: items that the screen (or the server's answer) called saved."""

    fault: str
    seed: int
    first: int  # number of the first trial of the batch
    tried: int
    acknowledged: int
    lost: int
    duplicated: int
    silently_dropped: int
    needed_person: int
    seconds: float
    at: str
    commit: str
    app: str
    chromium: str
    kernel: str
    python: str
    told: int = 0  # failures that the screen told at once (未保存)
    kinds: dict[str, int] = {}  # what was acknowledged: answers, texts, photos, signatures, ops of a push
    notes: list[str] = []
    fixed: str = ""  # what was wrong and is not any more: the batch counts no more and is run again


class Sum(msgspec.Struct):
    """Lines of one fault added up."""

    tried: int = 0
    acknowledged: int = 0
    lost: int = 0
    duplicated: int = 0
    silently_dropped: int = 0
    needed_person: int = 0
    told: int = 0
    seconds: float = 0.0
    kinds: dict[str, int] = {}

    def add(self, line: Line) -> None:
        """One more batch."""
        for name in self.__struct_fields__[:-1]:
            setattr(self, name, getattr(self, name) + getattr(line, name))
        for kind, times in line.kinds.items():
            self.kinds[kind] = self.kinds.get(kind, 0) + times


def read(file: Path = JSONL) -> list[Line]:
    """All lines; one that was cut off by a kill is left out."""
    if not file.exists():
        return []
    lines = []
    for text in file.read_text(encoding="utf-8").splitlines():
        try:
            lines.append(msgspec.json.decode(text, type=Line))
        except msgspec.DecodeError:
            continue
    return lines


def append(line: Line, file: Path = JSONL) -> None:
    """On the disk before it returns. A line that was cut off before it is closed first."""
    torn = file.exists() and file.stat().st_size and not file.read_bytes().endswith(b"\n")
    with file.open("ab") as out:
        out.write(
            (b"\n" if torn else b"")
            + json.dumps(msgspec.to_builtins(line), ensure_ascii=False).encode()
            + b"\n"
        )
        out.flush()
        os.fsync(out.fileno())


def counting(lines: Iterable[Line]) -> list[Line]:
    """Without those that led to a repair."""
    return [line for line in lines if not line.fixed]


def sums(lines: Iterable[Line]) -> dict[str, Sum]:
    """Fault -> its figures."""
    found: dict[str, Sum] = {}
    for line in counting(lines):
        found.setdefault(line.fault, Sum()).add(line)
    return found


def missing(lines: Iterable[Line], fault: str, seed: int, count: int, batch: int) -> list[tuple[int, int]]:
    """(first trial, how many) of the batches that are still to be run. Trials are numbered per fault and seed."""
    done = {
        n
        for line in counting(lines)
        if (line.fault, line.seed) == (fault, seed)
        for n in range(line.first, line.first + line.tried)
    }
    found: list[tuple[int, int]] = []
    for n in (n for n in range(count) if n not in done):
        first, size = found[-1] if found else (-1, batch)
        if first + size == n and size < batch:
            found[-1] = (first, size + 1)
        else:
            found.append((n, 1))
    return found


def groups(lines: Iterable[Line], *names: str) -> dict[str, list[Any]]:
    """Which versions the lines were made with, in order of appearance."""
    return {name: list(dict.fromkeys(getattr(line, name) for line in lines)) for name in names}
