"""Faults between tablet and server: connections cut at any byte, photos changed on the way, a session that ended."""

from __future__ import annotations

import random
import time

from playwright.sync_api import Page

from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms
from tests.e2e import tablet_steps as steps
from tests.faults.bench import ONLINE, Bench, Ready, busy, deeds, last_look, pump, stop
from tests.faults.book import Faults, Outcome
from tests.netproxy import Fault

# First line of the request, what must be done for it to be sent, how often it is the victim.
VICTIMS = (
    (b"POST /api/v1/ops ", ["answer", "text"], 8), (b"PUT /api/v1/photos/", ["photo"], 6), (b"HEAD /api/v1/photos/", ["photo"], 1),
    (b"GET /api/v1/bundle ", ["answer"], 2), (b"GET /api/v1/visits/", ["answer"], 3),
)  # fmt: skip
EVERYTHING = ["answer", "answer", "text", "photo"]


def cut_connection(ready: Ready, chance: random.Random, first: int, count: int) -> Outcome:
    """A proxy resets the connection after a random byte of a request or of its answer: ops, photos, bundle, the ops of a visit; once a batch
    those of a submission and of its receipt."""
    with ready.batch(net=True) as bench:
        page = bench.tablet.start()
        bench.tablet.open(page, bench.visit)
        for trial in range(first, first + count - 1):
            line, kinds, _ = chance.choices(VICTIMS, [weight for _, _, weight in VICTIMS])[0]
            fault = _arm(bench, chance, line)
            deeds(page, f"n{trial}", kinds, chance.randint(1, 3))
            _strike(bench, page, fault)
        _submission(bench, page, chance)
        bench.tablet.kill()
        last_look(bench)
        return bench.outcome()


def _arm(bench: Bench, chance: random.Random, line: bytes) -> Fault:
    assert bench.net
    fault = Fault(line, chance.choice(["cut", "cut_answer"]), share=chance.random())
    bench.net.faults = [fault]
    return fault


def _strike(bench: Bench, page: Page, fault: Fault) -> None:
    """Syncs until the fault has struck."""
    end = time.monotonic() + 40
    while not fault.hits:
        page.evaluate(ONLINE)
        pump(page, 60)
        if time.monotonic() > end:
            bench.notes.append(f"{fault.line.decode()} was never sent")
            return
    pump(page, 40)


def _submission(bench: Bench, page: Page, chance: random.Random) -> None:
    """The other visit is signed and submitted; its ops, then its receipt are cut."""
    assert bench.net
    bench.net.faults = []
    bench.tablet.open(page, bench.other, "sign")
    steps.opinion(page)
    steps.sign(page, "王建国")
    steps.refuse_signature(page, "企业负责人拒绝签字", "孙网格", "城关街道办事处")
    faults = [
        _arm(bench, chance, f"GET /api/v1/visits/{bench.other}/receipt ".encode()),
        _arm(bench, chance, b"POST /api/v1/ops "),
    ]
    bench.net.faults = faults
    steps.submit(page)
    for fault in faults:
        _strike(bench, page, fault)
    end = time.monotonic() + 60
    while "由局端接收" not in page.locator(".foot-note").inner_text():
        page.evaluate(ONLINE)
        pump(page, 100)
        if time.monotonic() > end:
            bench.found.add(Faults(dropped=["no receipt for the submitted visit"]))
            return


def corrupt_photo(ready: Ready, chance: random.Random, first: int, count: int) -> Outcome:
    """One random byte of the body of every photo's first upload is changed on the way."""
    with ready.batch(net=True) as bench:
        assert bench.net
        page = bench.tablet.start()
        bench.tablet.open(page, bench.visit)
        for trial in range(first, first + count):
            fault = Fault(b"PUT /api/v1/photos/", "flip", share=chance.random())
            bench.net.faults = [fault]
            deeds(page, f"i{trial}", ["photo"], 1)
            _strike(bench, page, fault)
        bench.tablet.kill()
        last_look(bench)
        return bench.outcome()


def session_expiry(ready: Ready, chance: random.Random, first: int, count: int) -> Outcome:
    """The server ends the session in the middle of the work. Filling goes on, also over a kill; after a sign-in everything goes up."""
    with ready.batch() as bench:
        for trial in range(first, first + count):
            page = bench.tablet.start()
            bench.tablet.open(page, bench.visit)
            busy(bench, page, f"e{trial}", EVERYTHING)
            pump(page, chance.randrange(0, 500))
            db = bench.server.db
            with db.write() as connection:
                connection.execute(t.session.update().values(revoked_at=now_ms()))
            db.close()
            page.evaluate(ONLINE)
            page.locator(".banner", has_text="登录已过期").wait_for()
            pump(page, chance.randrange(100, 800))
            if chance.random() < 0.5:
                bench.tablet.kill()
                page = bench.tablet.start()
                bench.tablet.open(page, bench.visit)
                bench.check_tablet(page)
            stop(page)
            pump(page, 300)
            bench.check_server(page)
            bench.tablet.close()
        return bench.outcome()
