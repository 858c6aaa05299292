"""A new version of the app while work is on the tablet: also one with a new schema of the database, and one that reads the bundle of the version before."""

from __future__ import annotations

import contextlib
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Error, Page, expect

from inspect_app.paths import PACKAGE, checklists_dir, static_dir
from tests.e2e import tablet_steps as steps
from tests.faults.bench import Bench, Ready, busy, deeds, last_look, pump
from tests.faults.book import Faults, Outcome
from tests.faults.machine import folder

EVERYTHING = ["answer", "answer", "text", "photo"]
SCHEMA = "indexedDB.databases().then((all) => all.find((one) => one.name === 'inspect').version)"


@contextlib.contextmanager
def _program(file: str, pattern: str, instead: str) -> Iterator[Path]:
    """The whole program once more in a folder of its own, with one place of the field app changed."""
    with folder() as where:
        shutil.copytree(
            PACKAGE,
            where / "inspect_app",
            ignore=shutil.ignore_patterns("__pycache__", "static", "checklists"),
        )
        for source in (static_dir(), checklists_dir()):
            shutil.copytree(source, where / source.name)
        changed = where / "static" / file
        text, times = re.subn(pattern, instead, changed.read_text(encoding="utf-8"), count=1)
        assert times == 1, f"{file} has no {pattern}"
        changed.write_text(text, encoding="utf-8")
        yield where


def next_schema() -> contextlib.AbstractContextManager[Path]:
    """A version whose database has one step more."""
    return _program("field/db.js", r"\n\];\n", '\n  (db) => { db.createObjectStore("a-later-step"); },\n];\n')


def previous_api() -> contextlib.AbstractContextManager[Path]:
    """A version that speaks the API's version before this one, and so gets and keeps its bundle."""
    return _program("field/api.js", r'const VERSION = "2"', 'const VERSION = "1"')


def app_update(ready: Ready, chance: random.Random, first: int, count: int) -> Outcome:
    """A version with a new database schema arrives while drafts and photos wait; it is taken with 更新, and every other time the browser is
    killed in the middle of that."""
    with next_schema() as program:
        outcome = Outcome({}, Faults())
        for trial in range(first, first + count):
            with ready.batch() as bench:
                page = bench.tablet.start()
                _unsent(bench, page, f"u{trial}")
                before = page.evaluate(SCHEMA)
                bench.server.kill()
                bench.server.start(program)
                _take(bench, page, chance.randrange(0, 700) if trial % 2 else None)
                page = bench.tablet.start()
                bench.tablet.open(page, bench.visit)
                bench.check_tablet(page)
                deeds(page, f"u{trial}b", EVERYTHING, 6)
                bench.tablet.close()
                page = last_look(bench)
                _newer(bench, page, before, sure=not trial % 2)
                outcome.add(bench.outcome())
        return outcome


def _newer(bench: Bench, page: Page, before: int, sure: bool) -> None:
    now = page.evaluate(SCHEMA)
    if sure and now != before + 1:
        bench.found.add(Faults(dropped=[f"the schema is {now} after {before}"]))


def old_bundle(ready: Ready, chance: random.Random, first: int, count: int) -> Outcome:
    """The tablet works with an app and a bundle of the API's version before; with drafts on it the present app takes over without a network and
    works with that bundle, then gets a new one."""
    with previous_api() as program:
        outcome = Outcome({}, Faults())
        for trial in range(first, first + count):
            with ready.batch() as bench:
                bench.server.kill()
                bench.server.start(program)
                page = bench.tablet.start()
                _take(bench, page, None)
                page = bench.tablet.start()
                bench.tablet.open(page, bench.visit)
                bench.upload(page)
                assert page.evaluate(KEPT_API) == 1
                _unsent(bench, page, f"b{trial}")
                bench.server.kill()
                bench.server.start()
                _take(bench, page, None)
                bench.server.kill()
                page = bench.tablet.start()
                bench.tablet.open(page, bench.visit)
                assert page.evaluate(KEPT_API) == 1
                bench.check_tablet(page)
                busy(bench, page, f"b{trial}b", EVERYTHING)
                pump(page, chance.randrange(100, 900))
                bench.tablet.kill()
                bench.server.start()
                _renewed(bench, last_look(bench))
                outcome.add(bench.outcome())
        return outcome


KEPT_API = """new Promise((done) => { const asked = indexedDB.open("inspect"); asked.onsuccess = () => {
  const got = asked.result.transaction("bundle").objectStore("bundle").get("current"); got.onsuccess = () => { asked.result.close(); done(got.result.bundle.api); }; }; })"""


def _renewed(bench: Bench, page: Page) -> None:
    if page.evaluate(KEPT_API) != 2:
        bench.found.add(Faults(dropped=["the bundle of the version before stays"]))


def _unsent(bench: Bench, page: Page, tag: str) -> None:
    """Work that the server does not have yet."""
    assert bench.tablet.context
    bench.tablet.open(page, bench.visit)
    bench.tablet.context.set_offline(True)
    deeds(page, tag, EVERYTHING, 10)
    bench.tablet.context.set_offline(False)


def _take(bench: Bench, page: Page, killed_after: int | None) -> None:
    """On the list page, 更新 when it is offered; the browser ends in the middle or after it."""
    page.goto("about:blank")
    page.goto(f"{bench.tablet.url}/field/")
    before = page.evaluate("document.documentElement.dataset.version")
    page.evaluate("navigator.serviceWorker.ready.then((r) => void r.update().catch(() => {}))")
    offer = page.locator(".banner", has_text="有新版本")
    expect(offer).to_be_visible(timeout=60_000)
    offer.get_by_role("button", name="更新").click()
    if killed_after is not None:
        pump(page, killed_after)
        bench.tablet.kill()
        return
    steps.until(lambda: _is_newer(page, before), "the new version never starts", 60)
    bench.tablet.close()


def _is_newer(page: Page, before: str) -> bool:
    with contextlib.suppress(Error):  # it is being loaded
        return bool(
            page.evaluate(
                f"document.documentElement.dataset.version !== '{before}' && Boolean(document.querySelector('.visit-card'))"
            )
        )
    return False
