"""Faults of the browser and of the tablet around it: killed, its database gone, its clock wrong, opened twice."""

from __future__ import annotations

import random
import shutil

from playwright.sync_api import Page

from tests.faults.bench import (
    ONLINE,
    WHILE_ANSWERING,
    WHILE_SIGNING,
    Bench,
    Ready,
    busy,
    deeds,
    last_look,
    pump,
    stop,
)
from tests.faults.book import Outcome

DAY_MS = 86_400_000
ACTIVITIES = (("answering", WHILE_ANSWERING), ("photographing", ["photo", "photo", "answer"]), ("signing", WHILE_SIGNING),
              ("syncing", ["answer", "text", "photo"]))  # fmt: skip
EVERYTHING = ["answer", "answer", "text", "photo"]
# A clock that can be set while the page runs.
CLOCK = """(() => { const Real = Date; globalThis.faultsShift = %d; globalThis.Date = class extends Real {
  constructor(...given) { given.length ? super(...given) : super(Real.now() + globalThis.faultsShift); }
  static now() { return Real.now() + globalThis.faultsShift; } }; })()"""
DELETE = """new Promise((done) => { const asked = indexedDB.deleteDatabase("inspect");
  asked.onsuccess = () => done("deleted"); asked.onerror = () => done("failed"); setTimeout(() => done("blocked"), 5000); })"""


def kill_browser(ready: Ready, chance: random.Random, first: int, count: int) -> Outcome:
    """SIGKILL to all processes of Chromium at a random moment, in turn while answering, photographing, signing and syncing; every seventh
    time while the app starts."""
    with ready.batch() as bench:
        for trial in range(first, first + count):
            name, kinds = ACTIVITIES[trial % 4]
            _killed(bench, chance, trial, name, kinds)
        last_look(bench)
        return bench.outcome()


def _killed(bench: Bench, chance: random.Random, trial: int, name: str, kinds: list[str]) -> None:
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
    busy(bench, page, f"k{trial}", kinds)
    if name == "syncing":
        pump(page, chance.randrange(0, 400))
        page.evaluate(ONLINE)
    pump(page, chance.randrange(30, 1500))
    tablet.kill()


def delete_database(ready: Ready, chance: random.Random, first: int, count: int) -> Outcome:
    """IndexedDB goes away: its files removed while the app is closed (even trials), or deleteDatabase from another page in the middle of the
    work (odd trials). The second copy brings everything back."""
    with ready.batch() as bench:
        tablet = bench.tablet
        for trial in range(first, first + count):
            page = tablet.start(offline=chance.random() < 0.6)
            tablet.open(page, bench.visit)
            bench.check_tablet(page)
            busy(bench, page, f"d{trial}", EVERYTHING)
            pump(page, chance.randrange(100, 1200))
            if trial % 2:
                _deleted_while_running(bench, page, chance)
            else:
                tablet.kill()
                for folder in (tablet.profile / "Default" / "IndexedDB").iterdir():
                    shutil.rmtree(folder)
        last_look(bench)
        return bench.outcome()


def _deleted_while_running(bench: Bench, page: Page, chance: random.Random) -> None:
    assert bench.tablet.context
    other = bench.tablet.context.new_page()
    other.goto(f"{bench.tablet.url}/field/manifest.webmanifest")
    said = other.evaluate(DELETE)
    bench.notes += [] if said == "deleted" else [f"deleteDatabase: {said}"]
    pump(page, chance.randrange(200, 1500))
    stop(page)
    pump(page, 200)
    bench.person += page.locator(".banner", has_text="请关闭本窗口后重新打开").count()
    bench.tablet.kill()


def clock_jump(ready: Ready, chance: random.Random, first: int, count: int) -> Outcome:
    """The tablet's clock jumps a day back or ahead, in the middle of the work and between two starts; work is never refused for it, and what
    was written last counts."""
    with ready.batch() as bench:
        tablet, shift = bench.tablet, 0
        for trial in range(first, first + count):
            page = tablet.start(offline=chance.random() < 0.5)
            assert tablet.context
            tablet.context.add_init_script(CLOCK % shift)
            tablet.open(page, bench.visit)
            bench.check_tablet(page)
            deeds(page, f"c{trial}", EVERYTHING, 6)
            shift = chance.choice([-DAY_MS, 0, DAY_MS])
            page.evaluate(f"globalThis.faultsShift = {shift}")
            deeds(page, f"c{trial}b", EVERYTHING, 6)
            tablet.kill() if chance.random() < 0.5 else tablet.close()
        last_look(bench)
        return bench.outcome()


def two_windows(ready: Ready, chance: random.Random, first: int, count: int) -> Outcome:
    """The app is open twice. The second window shows and writes nothing; when the first is closed in the middle of its work the second goes
    on. Then both are killed."""
    with ready.batch() as bench:
        tablet = bench.tablet
        for trial in range(first, first + count):
            page = tablet.start(offline=chance.random() < 0.5)
            tablet.open(page, bench.visit)
            bench.check_tablet(page)
            assert tablet.context
            second = tablet.context.new_page()
            tablet.listen(second)
            tablet.open(second, bench.visit)
            assert second.locator(".banner", has_text="另一个窗口正在填写").count(), "two windows may write"
            busy(bench, page, f"w{trial}", EVERYTHING)
            second.evaluate("([tag, kinds]) => { void faults.work(tag, kinds); }", [f"x{trial}", EVERYTHING])
            pump(page, chance.randrange(50, 800))
            page.close()
            pump(second, chance.randrange(300, 1500))
            tablet.kill()
        last_look(bench)
        return bench.outcome()
