"""The pages around the form, in every state that an expert meets: nothing for axe (AAA contrast included) in both looks, nothing too small for a
glove, everything within reach of a keyboard, and no complaint in the console."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from inspect_app.commands import visits
from inspect_app.domain.dates import day_of
from inspect_app.storage.db import now_ms
from tests.e2e import tablet_steps as tablet
from tests.e2e.screens import in_both_looks, out_of_reach
from tests.helpers import actor, plan_value

FIRM = "临颍县颍川食品有限公司"


class Walk:
    """Remembers what is wrong with which screen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: dict[str, list[str]] = {}

    def go(self, address: str, shows: str) -> None:
        """Opens a page of the app and waits for words on it."""
        self.page.evaluate(f"location.hash = '#{address}'")
        expect(self.page.get_by_text(shows).first).to_be_visible()

    def look(self, name: str, keyboard: bool = False) -> None:
        """Judges the screen as it stands."""
        found = in_both_looks(self.page)
        if keyboard:
            found += [f"out of reach: {one}" for one in out_of_reach(self.page)]
        if found:
            self.wrong[name] = found


def test_the_pages_around_the_form_are_for_everybody(server: Any, browser: Callable[..., Any]) -> None:
    visits.plan(server.db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    chromium = browser("tablet")
    page = chromium.start()
    tablet.sign_in(page, server.url)
    walk = Walk(page)
    walk.look("today", keyboard=True)
    walk.go("/help", "开始一次检查")
    walk.look("help", keyboard=True)
    walk.go("/help/sign", "组长、成员和企业代表在平板上签名")
    walk.look("help, open")
    walk.go("/suggest", "我提交的")
    walk.look("suggestions", keyboard=True)
    walk.go("/register", "登记新企业并检查")
    page.get_by_role("button", name="登记并建立检查").click()
    walk.look("register, with faults", keyboard=True)
    walk.go("/enterprise/e-2", "发起临时检查")
    walk.look("enterprise without a visit", keyboard=True)
    walk.go("/new/e-2", "建立检查")
    walk.look("unplanned visit")
    walk.go("/practice", "用虚构企业走完一次检查")
    walk.look("practice")
    walk.go("/", "今日任务")
    page.get_by_role("button", name="扫企业码").click()
    expect(page.get_by_role("dialog", name="扫企业码")).to_be_visible()
    walk.look("scan")
    page.keyboard.press("Escape")

    chromium.context.set_offline(True)
    tablet.begin(page, FIRM)
    tablet.answer(page, "elec-mgmt-02", "符合")
    walk.go("/upload", "等待上传")
    walk.look("upload, offline and waiting", keyboard=True)
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("heading", name="现在不能退出登录")).to_be_visible()
    walk.look("signing out refused")
    page.get_by_role("button", name="知道了").click()
    page.get_by_role("button", name="重新登录").click()
    walk.look("sign-in sheet")
    page.keyboard.press("Escape")
    chromium.context.set_offline(False)
    tablet.upload(page)
    walk.look("upload, all is there")

    assert [f"{screen}: {fault}" for screen, found in walk.wrong.items() for fault in found] == []
    assert chromium.complaints == []
