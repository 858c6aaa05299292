"""Faults of the tablet's disk, on a small disk of its own: the power goes, the space runs out."""

from __future__ import annotations

import contextlib
import random

from playwright.sync_api import Error, Page

from tests.faults.bench import WHILE_SIGNING, Bench, Ready, busy, deeds, last_look, pump, stop
from tests.faults.book import Outcome
from tests.faults.machine import Disk, check_disk, folder

EVERYTHING = ["answer", "answer", "text", "photo"]


def power_cut(ready: Ready, chance: random.Random, first: int, count: int) -> Outcome:
    """The profile lies on an ext4 disk of its own. At a random moment its image is copied as it is: nothing that was not flushed is in it. The
    copy is checked with e2fsck, mounted, and the tablet goes on from it."""
    with folder() as where, contextlib.ExitStack() as mounted:
        disk = mounted.enter_context(Disk.make(where, 400))
        with ready.batch(f"--disk-cache-dir={where}/cache", profile=disk.mount / "profile") as bench:
            disk.flush()
            for trial in range(first, first + count):
                signing = trial % 5 == 4
                page = bench.tablet.start(offline=chance.random() < 0.6)
                bench.tablet.open(
                    page, bench.other if signing else bench.visit, "sign" if signing else "check"
                )
                bench.check_tablet(page, screen=not signing)
                busy(bench, page, f"p{trial}", WHILE_SIGNING if signing else EVERYTHING)
                pump(page, chance.randrange(200, 3000))
                bench.tablet.kill()  # so that nobody writes while the image is copied; closing files flushes nothing
                image = disk.cut(where / f"cut-{trial}.img")
                mounted.close()
                disk.image.unlink()
                check_disk(image)
                disk = mounted.enter_context(Disk(image, disk.mount))
            last_look(bench)
            bench.tablet.kill()
        return bench.outcome()


def full_disk(ready: Ready, chance: random.Random, first: int, count: int) -> Outcome:
    """The profile lies on a small disk that is filled to the last byte at a random moment of the work; the work goes on, every failure must be
    told; killed, started on the full disk, freed, started again, worked on."""
    with folder() as where, Disk.make(where, 120) as disk:
        with ready.batch(f"--disk-cache-dir={where}/cache", profile=disk.mount / "profile") as bench:
            for trial in range(first, first + count):
                page = bench.tablet.start(offline=chance.random() < 0.5)
                bench.tablet.open(page, bench.visit)
                bench.check_tablet(page)
                busy(bench, page, f"f{trial}", EVERYTHING)
                pump(page, chance.randrange(0, 1500))
                disk.fill()
                with contextlib.suppress(
                    Error
                ):  # Chromium may end by itself; what it held is compared all the same
                    pump(page, chance.randrange(500, 4000))
                bench.person += 1  # somebody has to make room
                end(bench, page, orderly=chance.random() < 0.3)
                on_full_disk(bench)
                disk.free()
                page = bench.tablet.start()
                bench.tablet.open(page, bench.visit)
                bench.check_tablet(page)
                deeds(page, f"f{trial}b", EVERYTHING, 8)
                bench.tablet.kill()
            last_look(bench)
            bench.tablet.kill()
        return bench.outcome()


def end(bench: Bench, page: Page, orderly: bool) -> None:
    """Closed by the person, or killed by the system."""
    if orderly:
        with contextlib.suppress(Error):  # Chromium may have ended by itself
            stop(page)
            pump(page, 100)
            bench.tablet.close()
    bench.tablet.kill()


def on_full_disk(bench: Bench) -> None:
    """Somebody looks whether it opens; whatever the screen says, the data must survive it."""
    with contextlib.suppress(Error, AssertionError):
        page = bench.tablet.start()
        page.goto(f"{bench.tablet.url}/field/", timeout=8_000)
        pump(page, 1500)
    bench.tablet.kill()
