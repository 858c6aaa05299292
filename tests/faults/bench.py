"""Where a trial happens: a tablet that was made ready in the office, its server, and both copied anew for every batch of trials."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import socket
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from playwright.sync_api import Page, Playwright

from inspect_app.commands import photos, verify, visits
from inspect_app.domain.dates import day_of
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import now_ms
from tests.e2e import held
from tests.e2e import tablet_steps as steps
from tests.e2e.conftest import Browser, Server, founded
from tests.faults.book import TOLD, Book, Faults, Outcome, tablet_against_server
from tests.faults.machine import CHECKOUT
from tests.helpers import ORG, actor, plan_value
from tests.netproxy import BadNet
from tests.servers import free_port

DRIVER = Path(__file__).with_name("driver.js").read_text(encoding="utf-8")
FIRM, OTHER_FIRM = "临颍县颍川食品有限公司", "漯河淼犇机械有限公司"
FINDING_ITEM = "elec-sub-01"
ONLINE = "dispatchEvent(new Event('online'))"
WHILE_ANSWERING, WHILE_SIGNING = ["answer", "answer", "answer", "text"], ["sign"]


class Tablet(Browser):
    """Chromium over a profile, with a book of what its screen said."""

    def __init__(self, playwright: Playwright, profile: Path, url: str, *args: str) -> None:
        super().__init__(playwright, profile, 1280, 800, *args)
        self.url, self.book = url, Book()

    def start(self, offline: bool = False, **options: Any) -> Page:
        """A page whose console is written down."""
        page = super().start(offline, **options)
        assert self.context
        self.context.add_init_script(DRIVER)
        self.listen(page)
        return page

    def listen(self, page: Page) -> None:
        """Writes down what a page says."""
        page.on("console", lambda message: self.book.hear(message.text))
        # Nothing is tried before we have heard that it will be: what a killed page said last may never arrive.
        page.expose_function("faultsHeard", lambda: None)

    def open(self, page: Page, visit: str, step: str = "check") -> None:
        """Goes to a page of the visit; returns when it can be worked on."""
        page.goto(f"{self.url}/field/#/visit/{visit}/{step}")
        self.ready(page, step)

    def ready(self, page: Page, step: str = "check") -> None:
        """Waits for the page of a visit. Raises with the words of the screen when the app does not open."""
        steps.wait_for(
            page, f"faults.refused() || (faults.{'drawn' if step == 'check' else 'signable'}() && 1)", 30
        )
        refused = page.evaluate("faults.refused()")
        assert not refused, f"the app did not open: {refused}"


def busy(bench: Bench, page: Page, tag: str, kinds: list[str], pause: int = 0) -> None:
    """The driver works from now on; returns when the first thing was tried."""
    before = len(bench.book.deeds)
    page.evaluate(
        "([tag, kinds, pause]) => { void faults.work(tag, kinds, Infinity, pause); }", [tag, kinds, pause]
    )
    steps.until(lambda: pump(page, 5) or len(bench.book.deeds) > before, "nothing is tried", 30, pause=0)


def pump(page: Page, ms: int) -> None:
    """Lets time pass while the console is heard."""
    page.wait_for_timeout(ms)


def last_look(bench: Bench) -> Page:
    """The end of a batch: one more start, then everything goes up and is compared."""
    page = bench.tablet.start()
    bench.tablet.open(page, bench.visit)
    bench.check_tablet(page)
    bench.check_server(page)
    return page


def stop(page: Page) -> None:
    """Lets the driver finish what it is at."""
    page.evaluate("faults.stop()")


def deeds(page: Page, tag: str, kinds: list[str], count: int) -> None:
    """Some deeds, one after the other, to their end."""
    page.evaluate("([tag, kinds, count]) => faults.work(tag, kinds, count)", [tag, kinds, count])


class Ready:
    """What every batch is copied from: a county, and a profile in which two visits are begun. Made once a run."""

    def __init__(self, playwright: Playwright, root: Path) -> None:
        self.playwright, self.root = playwright, root
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.data, self.profile = root / "ready-data", root / "ready-profile"
        self.batches = 0
        self._make()

    def _make(self) -> None:
        founded(self.data).db.close()
        _allow_persistence(self.profile, self.url)
        with contextlib.ExitStack() as ending:
            server = serve(self.data, self.port, ending)
            self.visit, self.other = (
                visits.plan(
                    server.db,
                    actor("p-sec"),
                    plan_value(enterprise=firm, planned_date=day_of(now_ms()), members=["p-exp1"]),
                )
                for firm in ("e-1", "e-2")
            )
            tablet = Tablet(self.playwright, self.profile, self.url)
            ending.callback(tablet.kill)
            page = tablet.start()
            steps.sign_in(page, self.url)
            for firm in (FIRM, OTHER_FIRM):
                page.goto("about:blank")
                page.goto(f"{self.url}/field/")
                steps.begin(page, firm)
            tablet.open(page, self.visit)
            steps.answer(page, FINDING_ITEM, "不符合")
            steps.upload(page)
            tablet.close()

    @contextlib.contextmanager
    def batch(self, *args: str, net: bool = False, profile: Path | None = None) -> Iterator[Bench]:
        """A copy of both, served. `net`: a proxy stands between; `profile`: where the profile is to lie."""
        self.batches += 1
        folder = self.root / f"batch-{self.batches}"
        where = profile or folder / "profile"
        with contextlib.ExitStack() as ending:
            for gone in (folder, where):
                ending.callback(shutil.rmtree, gone, ignore_errors=True)
            shutil.copytree(self.data, folder / "data")
            shutil.copytree(self.profile, where, symlinks=True, ignore=shutil.ignore_patterns("Singleton*"))
            server = serve(folder / "data", free_port() if net else self.port, ending)
            proxy = BadNet(self.port, server.port).start() if net else None
            if proxy:
                ending.callback(proxy.stop)
            tablet = Tablet(self.playwright, where, self.url, *args)
            ending.callback(tablet.kill)
            yield Bench(self, server, tablet, proxy)


def _listens(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


class Here(Server):
    """A server that runs this checkout, whatever is installed."""

    def start(self, program: Path | None = None) -> None:
        """`program`: another one."""
        steps.until(
            lambda: not _listens(self.port), f"somebody else serves on {self.port}"
        )  # a killed one takes a moment
        super().start(program or CHECKOUT)


def serve(data: Path, port: int, ending: contextlib.ExitStack) -> Here:
    """A server process on a port that stays the same, since the browser keeps its data by address; it ends with `ending`."""
    server = Here(data)
    server.port, server.url = port, f"http://127.0.0.1:{port}"
    ending.callback(server.kill)
    server.start()
    return server


def _allow_persistence(profile: Path, url: str) -> None:
    """As on a tablet where the app is installed: the browser may not evict it. CDP's grant would only be said, not meant."""
    allowed = {f"{url},*": {"setting": 1, "last_modified": "13340000000000000"}}
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text(
        json.dumps({"profile": {"content_settings": {"exceptions": {"durable_storage": allowed}}}})
    )


class Bench:
    """One tablet and its server."""

    def __init__(self, ready: Ready, server: Server, tablet: Tablet, net: BadNet | None) -> None:
        self.visit, self.other = ready.visit, ready.other
        self.server, self.tablet, self.net = server, tablet, net
        self.found, self.person = Faults(), 0
        self.notes: list[str] = []

    @property
    def book(self) -> Book:
        """What the screen said so far."""
        return self.tablet.book

    def outcome(self) -> Outcome:
        """For the ledger."""
        told = sum(deed.outcome == TOLD for deed in self.book.deeds.values())
        return Outcome(
            dict(Counter(deed.kind for deed in self.book.saved)),
            self.found,
            told,
            self.person,
            [*self.notes, *self.book.strange],
        )

    def check_tablet(self, page: Page, screen: bool = True) -> dict[str, Any]:
        """After a restart: what was saved is on the disk, and (on the page of the items) on the screen."""
        disk: dict[str, Any] = page.evaluate("faults.disk()")
        self.book.unheard(disk["ops"])
        self.found.add(self.book.against_ops(disk["ops"], "tablet"))
        self.found.add(
            self.book.against_photos({one["sha"]: one["hash"] for one in disk["photos"]}, "tablet")
        )
        if screen:
            self.found.add(self.book.against_screen(page.evaluate("faults.screen()")))
        return disk

    def upload(self, page: Page, seconds: float = 90) -> None:
        """Until the screen says twice that nothing waits. A sign-in that it asks for is counted: a person was needed."""
        end, calm = time.monotonic() + seconds, 0
        while calm < 2:
            page.evaluate(ONLINE)
            page.wait_for_timeout(300)
            status = page.locator(".status").inner_text()
            calm = calm + 1 if "已全部上传" in status else 0
            asks = page.locator(".banner", has_text="登录已过期").get_by_role("button", name="登录")
            if asks.count():
                self.person += 1
                asks.click()
                steps.fill_sheet(page, "p-exp1")
            if time.monotonic() > end:
                self.found.add(Faults(dropped=[f"never uploaded: {status!r}"]))
                return

    def check_server(self, page: Page) -> None:
        """Sends what is left and compares tablet, server and book."""
        self.upload(page)
        disk = self.check_tablet(page, screen=False)
        rows = held.ops(self.server.db, self.visit) + held.ops(self.server.db, self.other)
        self.found.add(self.book.against_ops(rows, "server"))
        self.found.add(self.book.against_heads(rows))
        self.found.add(tablet_against_server(disk["ops"], rows))
        self.found.add(self.book.against_photos(self.stored(), "server"))
        self.found.add(self.book.silent())
        waiting = [op["path"] for op in disk["ops"] if op["state"] != 1] + [
            p["sha"] for p in disk["photos"] if p["state"] != 1
        ]
        self.found.add(Faults(dropped=[f"left behind: {one}" for one in waiting]))
        problems = verify.verify(self.server.db, ORG).problems
        self.found.add(Faults(lost=[f"verify: {problem}" for problem in problems]))

    def stored(self) -> dict[str, str]:
        """Pictures that the server holds: name -> hash of the stored bytes."""
        db, blobs = self.server.db, Folder(self.server.data / "blobs")
        with db.read() as connection:
            names = list(connection.scalars(sa.select(t.photo.c.sha256)))
        db.close()
        return {
            name: hashlib.sha256(blobs.get(photos.blob_name(ORG, "original", name)) or b"").hexdigest()
            for name in names
        }
