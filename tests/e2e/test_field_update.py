"""A new version of the field app while the tablet holds unsent work: it waits for the tap on 更新, and a broken download changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from inspect_app.commands import visits
from inspect_app.domain.dates import day_of
from inspect_app.paths import PACKAGE, checklists_dir, static_dir
from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms
from tests.e2e import held
from tests.e2e import tablet_steps as tablet
from tests.helpers import actor, plan_value
from tests.netproxy import Fault, bad_net
from tests.servers import free_port

FIRM = "临颍县颍川食品有限公司"
CHANGED = "field/views/today.js"
OLD, NEW = "今日任务", "今日任务（新版）"
SIGN_IN_PAGE = b"HTTP/1.1 302 Found\r\nLocation: /field/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/javascript\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
CHANGED_ON_THE_WAY = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\nContent-Length: 3\r\nConnection: close\r\n\r\n1;\n"
)


@pytest.fixture
def next_version(tmp_path: Path) -> Path:
    """The whole program once more in a folder of its own, with one word of the list page changed."""
    folder = tmp_path / "program"
    shutil.copytree(
        PACKAGE, folder / "inspect_app", ignore=shutil.ignore_patterns("__pycache__", "static", "checklists")
    )
    for source in (static_dir(), checklists_dir()):
        shutil.copytree(source, folder / source.name)
    file = folder / "static" / CHANGED
    text = file.read_text(encoding="utf-8")
    assert text.count(f'title: "{OLD}"') == 1
    file.write_text(text.replace(f'title: "{OLD}"', f'title: "{NEW}"'), encoding="utf-8")
    return folder


def version(page: Page) -> str:
    """Of the shell that is running."""
    return str(page.evaluate("document.documentElement.dataset.version"))


def reopen(page: Page, url: str) -> None:
    """The list page, loaded anew: the browser then looks for a new service worker."""
    page.goto("about:blank")
    page.goto(f"{url}/field/")
    expect(page.locator(".visit-card", has_text=FIRM)).to_be_visible()


def test_a_new_version_waits_for_the_tap_and_keeps_the_unsent_work(
    server: Any, browser: Callable[..., Any], next_version: Path
) -> None:
    db = server.db
    visit = visits.plan(db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    page = browser().start()
    tablet.sign_in(page, server.url)
    with db.write() as connection:  # from now on nothing is sent
        connection.execute(t.session.update().values(revoked_at=now_ms()))
    tablet.begin(page, FIRM)
    tablet.answer(page, "elec-mgmt-02", "符合")
    tablet.answer(page, "elec-mgmt-03", "不适用")
    before = version(page)

    server.kill()
    server.start(next_version)
    reopen(page, server.url)
    offer = page.locator(".banner", has_text="有新版本")
    expect(offer).to_be_visible(timeout=30_000)
    page.reload()
    expect(offer).to_be_visible(timeout=30_000)
    expect(page.get_by_role("heading", name=OLD, exact=True)).to_be_visible()
    assert version(page) == before
    page.locator(".visit-card", has_text=FIRM).click()
    tablet.answer(page, "elec-mgmt-04", "符合")
    expect(offer).to_have_count(0)

    page.get_by_label("返回").click()
    offer.get_by_role("button", name="更新").click()
    expect(page.get_by_role("heading", name=NEW, exact=True)).to_be_visible()
    assert version(page) != before
    expect(offer).to_have_count(0)
    assert page.evaluate("caches.keys()") == [version(page)]
    expect(page.locator(".visit-card", has_text=FIRM)).to_contain_text("3/")
    assert held.answers(db, visit) == {}
    page.locator(".banner", has_text="登录已过期").get_by_role("button", name="登录").click()
    tablet.fill_sheet(page, "p-exp1")
    expect(page.locator(".status")).to_contain_text("已全部上传")
    assert held.answers(db, visit) == {"elec-mgmt-02": "ok", "elec-mgmt-03": "na", "elec-mgmt-04": "ok"}


def test_a_broken_download_leaves_the_old_version_working(
    server: Any, browser: Callable[..., Any], next_version: Path
) -> None:
    """One file redirected to a sign-in page, missing, or not the one that was listed: the install fails as a whole, and is tried again."""
    visits.plan(server.db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    page = browser().start()
    with bad_net(free_port(), server.port) as net:
        tablet.sign_in(page, net.url)
        before = version(page)
        server.kill()
        server.start(next_version)
        offer = page.locator(".banner", has_text="有新版本")
        for answer in (SIGN_IN_PAGE, NOT_FOUND, CHANGED_ON_THE_WAY):
            # However often the browser asks: opening the page may have begun a try of its own before the one below.
            fault = Fault(f"GET /field/static/{CHANGED} ".encode(), "answer", answer=answer, times=100)
            net.faults = [fault]
            reopen(page, net.url)
            page.evaluate("navigator.serviceWorker.ready.then((r) => void r.update().catch(() => {}))")
            tablet.until(lambda fault=fault: fault.hits > 0, "the new version was never asked for")
            # Chromium gives up a worker that failed to install when it likes: mostly at once, now and then after half a minute.
            tablet.wait_for(
                page, "navigator.serviceWorker.ready.then((r) => !r.installing && !r.waiting)", 90
            )
            expect(page.get_by_role("heading", name=OLD, exact=True)).to_be_visible()
            expect(offer).to_have_count(0)
        assert version(page) == before

        server.kill()
        reopen(page, net.url)
        tablet.begin(page, FIRM)
        tablet.answer(page, "elec-mgmt-02", "符合")
        net.faults = []  # before the server is back: no further try meets the broken file
        server.start(next_version)
        reopen(page, net.url)
        # A try that failed just before is given up first (see above), and the browser asks for no second one meanwhile.
        expect(offer).to_be_visible(timeout=90_000)
        offer.get_by_role("button", name="更新").click()
        expect(page.get_by_role("heading", name=NEW, exact=True)).to_be_visible()
        expect(page.locator(".visit-card", has_text=FIRM)).to_contain_text("1/")
