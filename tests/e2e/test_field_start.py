"""How the field app gets onto a tablet and starts there: installed, without a network, with a session that ended, without https."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from inspect_app.commands import visits
from inspect_app.domain.dates import day_of
from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms
from tests.e2e import held
from tests.e2e import tablet_steps as tablet
from tests.helpers import PASSWORD, actor, plan_value

FIRM = "临颍县颍川食品有限公司"


def test_it_can_be_installed_and_starts_cold_with_the_server_dead(
    server: Any, browser: Callable[..., Any]
) -> None:
    visits.plan(server.db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    chromium = browser()
    page = chromium.start()
    tablet.sign_in(page, server.url)

    protocol = chromium.context.new_cdp_session(page)
    manifest = protocol.send("Page.getAppManifest")
    assert manifest["url"] == f"{server.url}/field/manifest.webmanifest"
    assert manifest["errors"] == []
    # The tests' Chromium has throw-away permissions like a private window; that is the one reason left.
    assert {e["errorId"] for e in protocol.send("Page.getInstallabilityErrors")["installabilityErrors"]} <= {
        "in-incognito"
    }
    for icon in page.evaluate("fetch('/field/manifest.webmanifest').then((r) => r.json())")["icons"]:
        png = chromium.context.request.get(server.url + icon["src"]).body()
        assert "x".join(map(str, struct.unpack(">II", png[16:24]))) == icon["sizes"]

    chromium.close()
    server.kill()
    page = chromium.start()
    page.goto(f"{server.url}/field/")
    expect(page.locator(".visit-card", has_text=FIRM)).to_be_visible()
    expect(page.locator(".status")).to_contain_text("离线")
    page.locator(".visit-card", has_text=FIRM).click()
    expect(page.get_by_role("button", name="开始诊断")).to_be_enabled()


def test_on_plain_http_off_localhost_it_refuses_filling_and_says_why(
    server: Any, browser: Callable[..., Any]
) -> None:
    page = browser("tablet", 1280, 800, "--host-resolver-rules=MAP tablet.example 127.0.0.1").start()
    page.goto(f"http://tablet.example:{server.port}/field/")
    expect(page.get_by_role("heading", name="这个地址不能用来填写")).to_be_visible()
    expect(page.get_by_text("没有加密（不是 https）")).to_be_visible()
    expect(page.get_by_role("link", name=f"https://tablet.example:{server.port}/field/")).to_be_visible()
    assert page.locator("input, button").count() == 0
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0


def test_signing_in_says_what_is_wrong(server: Any, browser: Callable[..., Any]) -> None:
    """A wrong password, somebody who does not inspect, no network: each in its own words, and the typed name stays."""
    chromium = browser()
    page = chromium.start()
    page.goto(f"{server.url}/field/")

    def attempt(login: str, password: str) -> None:
        page.get_by_label("账号").fill(login)
        page.get_by_label("密码").fill(password)
        page.get_by_role("button", name="登录", exact=True).click()

    message = page.locator(".form-message.is-bad")
    attempt("p-exp1", "wrong-password")
    expect(message).to_contain_text("账号或密码不正确")
    expect(page.get_by_label("账号")).to_have_value("p-exp1")
    attempt("p-sec", PASSWORD)
    expect(message).to_contain_text("您没有权限进行这项操作")
    tablet.wait_for(page, "navigator.serviceWorker.ready.then((r) => Boolean(r.active))")

    chromium.context.set_offline(True)
    page.reload()
    attempt("p-exp1", PASSWORD)
    expect(message).to_contain_text("登录需要网络，请连接后重试")
    chromium.context.set_offline(False)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", name="还没有派给您的任务")).to_be_visible()


def test_a_session_that_ends_keeps_everything_and_goes_on_after_signing_in(
    server: Any, browser: Callable[..., Any]
) -> None:
    db = server.db
    visit = visits.plan(db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    page = browser().start()
    tablet.sign_in(page, server.url)
    tablet.begin(page, FIRM)
    tablet.answer(page, "elec-mgmt-02", "符合")
    expect(page.locator(".status")).to_contain_text("已全部上传")

    with db.write() as connection:
        connection.execute(t.session.update().values(revoked_at=now_ms()))
    tablet.answer(page, "elec-mgmt-03", "符合")
    banner = page.locator(".banner", has_text="登录已过期，填写不受影响")
    expect(banner).to_contain_text("1 项等待上传")
    tablet.answer(page, "elec-mgmt-04", "不适用")
    expect(page.locator(".status")).to_contain_text("请登录 · 待上传 2 项")

    banner.get_by_role("button", name="登录").click()
    tablet.fill_sheet(page, "p-exp1")
    expect(page.locator(".status")).to_contain_text("已全部上传")
    expect(banner).to_have_count(0)
    assert held.answers(db, visit) == {"elec-mgmt-02": "ok", "elec-mgmt-03": "ok", "elec-mgmt-04": "na"}
