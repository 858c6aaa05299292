"""Runs trials in batches and writes the ledger: `python -m tests.faults --fault kill_browser --count 300`, `--all`, `--report`."""

from __future__ import annotations

import argparse
import datetime
import random
import signal
import sys
import tempfile
import time
import traceback
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Error, expect, sync_playwright

from tests.faults import ledger, report
from tests.faults.bench import Ready
from tests.faults.book import Outcome
from tests.faults.catalogue import CATALOGUE, Fault
from tests.faults.machine import folder, versions

SEED = 20261127


class Runner:
    """Holds what all faults share, made when the first one needs it."""

    def __init__(self, stack: ExitStack, root: Path) -> None:
        self.playwright, self.root = stack.enter_context(sync_playwright()), root
        self._ready: Ready | None = None

    @property
    def ready(self) -> Ready:
        """The tablet that was made ready in the office."""
        if self._ready is None:
            self._ready = Ready(self.playwright, Path(tempfile.mkdtemp(dir=self.root)))
        return self._ready

    def batch(self, fault: Fault, first: int, count: int, seed: int) -> ledger.Line:
        """`count` trials from number `first` on."""
        ready, began = self.ready, time.monotonic()
        outcome = fault.provoke(ready, random.Random(f"{seed}/{fault.name}/{first}"), first, count)
        return line(fault.name, seed, first, count, outcome, time.monotonic() - began)


def line(fault: str, seed: int, first: int, tried: int, outcome: Outcome, seconds: float) -> ledger.Line:
    """What a batch found, for the ledger."""
    found = outcome.found
    notes = [
        *(f"lost: {n}" for n in found.lost),
        *(f"duplicated: {n}" for n in found.duplicated),
        *(f"dropped: {n}" for n in found.dropped),
    ]
    return ledger.Line(
        fault=fault, seed=seed, first=first, tried=tried, acknowledged=sum(outcome.kinds.values()), lost=len(found.lost),
        duplicated=len(found.duplicated), silently_dropped=len(found.dropped), needed_person=outcome.person, told=outcome.told,
        seconds=round(seconds, 1), kinds=outcome.kinds, at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        notes=[*outcome.notes, *notes][:20], **versions(),
    )  # fmt: skip


def campaign(faults: list[tuple[Fault, int]], seed: int, file: Path) -> bool:
    """Runs until each fault has been tried so often, counting what the ledger holds already; whether nothing was ever lost."""
    clean = True
    with ExitStack() as stack:
        runner = Runner(stack, stack.enter_context(folder()))
        for fault, count in faults:
            if reason := fault.impossible():
                print(f"{fault.name}: 无法在此触发 ({reason})", flush=True)
                continue
            for first, size in ledger.missing(ledger.read(file), fault.name, seed, count, fault.batch):
                try:
                    one = runner.batch(fault, first, size, seed)
                except (AssertionError, Error, OSError):  # no figures: the batch stays to be run
                    clean = False
                    print(
                        f"{fault.name} {first}+{size} broke off", traceback.format_exc(), sep="\n", flush=True
                    )
                    continue
                ledger.append(one, file)
                bad = one.lost + one.duplicated + one.silently_dropped
                clean &= not bad
                print(f"{one.fault} {one.first + one.tried}/{count}: acknowledged {one.acknowledged} {one.kinds}, lost {one.lost}, duplicated {one.duplicated}, "
                      f"dropped {one.silently_dropped}, person {one.needed_person}, {one.seconds} s", *one.notes, sep="\n    ", flush=True)  # fmt: skip
    return clean


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument(
        "--fault", choices=sorted(CATALOGUE), action="append", help="which (again for more); all when absent"
    )
    parser.add_argument(
        "--count", type=int, help="trials each, with those that the ledger holds (default: the full number)"
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--ledger", type=Path, default=ledger.JSONL)
    parser.add_argument("--report", action="store_true", help="only write docs/loss-ledger.md")
    given = parser.parse_args()
    clean = True
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and browsers end, too
    expect.set_options(timeout=30_000)  # nobody waits for a campaign
    if not given.report:
        chosen = [CATALOGUE[name] for name in given.fault or CATALOGUE]
        clean = campaign([(fault, given.count or fault.count) for fault in chosen], given.seed, given.ledger)
    report.write(ledger.read(given.ledger), given.ledger.with_suffix(".md"))
    raise SystemExit(0 if clean else 1)
