"""Faults of the browser and of the tablet around it: killed, its database gone, its clock wrong, opened twice."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator

from playwright.sync_api import Error, Page

from tests.faults.bench import ONLINE, WHILE_ANSWERING, WHILE_SIGNING, Bench, Ready, deeds, stop, until, work

DAY_MS = 86_400_000
ACTIVITIES = (("answering", WHILE_ANSWERING), ("photographing", ["photo", "photo", "answer"]), ("signing", WHILE_SIGNING),
              ("syncing", ["answer", "text", "photo"]))  # fmt: skip


def kill_browser(ready: Ready, chance: random.Random, first: int, count: int) -> Iterator[Bench]:
    """SIGKILL to all processes of Chromium at a random moment, in turn while answering, photographing, signing and syncing; every seventh
    time while the app starts."""
    with ready.batch() as bench:
        for trial in range(first, first + count):
            name, kinds = ACTIVITIES[trial % 4]
            killed(bench, chance, trial, name, kinds)
        page = bench.tablet.start()
        bench.tablet.open(page, bench.visit)
        bench.check_tablet(page)
        bench.check_server(page)
        yield bench


def killed(bench: Bench, chance: random.Random, trial: int, name: str, kinds: list[str]) -> None:
    """One life of the browser: started, looked at, worked with, killed."""
    tablet, signing = bench.tablet, name == "signing"
    page = tablet.start(offline=name != "syncing" and chance.random() < 0.7)
    if chance.random() < 1 / 7:
        page.evaluate("address => { location.href = address; }", f"{tablet.url}/field/")
        pump(page, chance.randrange(0, 900))
        tablet.kill()
        return
    tablet.open(page, bench.other if signing else bench.visit, "sign" if signing else "check")
    bench.check_tablet(page, screen=not signing)
    before = len(tablet.book.deeds)
    work(page, f"k{trial}", kinds)
    until(lambda: pump(page, 5) or len(tablet.book.deeds) > before, "nothing is tried")
    if name == "syncing":
        pump(page, chance.randrange(0, 400))
        page.evaluate(ONLINE)
    pump(page, chance.randrange(30, 1500))
    tablet.kill()


def pump(page: Page, ms: int) -> None:
    """Lets time pass while the console is heard."""
    page.wait_for_timeout(ms)
