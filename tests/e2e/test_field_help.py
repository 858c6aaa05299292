"""Help, 投诉建议 and the first-use tour on the tablet: offline, by keyboard, after a kill, and the bureau's answer at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from inspect_app.commands import suggestions, visits
from inspect_app.domain.dates import day_of
from inspect_app.queries import suggestions as q
from inspect_app.storage.db import now_ms
from tests.e2e import tablet_steps as tablet
from tests.e2e.screens import faults
from tests.helpers import ORG, actor, plan_value

WORDS = "戴手套时按钮点不准，希望离边缘远一点。"


def take_the_tour(page: Page, seen: dict[str, list[str]]) -> None:
    """By keyboard only; each step's heading has the focus, so that a screen reader says it."""
    page.get_by_role("button", name="看一遍", exact=True).focus()
    page.keyboard.press("Enter")
    for step in range(1, 7):
        heading = page.locator("dialog.tour h2")
        expect(heading).to_be_focused()
        expect(heading).to_contain_text(f"第 {step} 步，共 6 步")
        seen[f"tour {step}"] = faults(page)
        page.locator("dialog.tour .button.primary").focus()
        page.keyboard.press("Enter")
    expect(page.locator("dialog.tour")).to_have_count(0)
    expect(page.get_by_text("第一次使用？")).to_have_count(0)


def test_help_suggestions_and_the_tour_work_offline(server: Any, browser: Callable[..., Any]) -> None:
    visits.plan(server.db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    seen: dict[str, list[str]] = {}
    chromium = browser("tablet", 800, 1280)
    page = chromium.start(color_scheme="dark")
    tablet.sign_in(page, server.url)
    expect(page.get_by_text("第一次使用？")).to_be_visible()
    chromium.context.set_offline(True)
    page.reload()
    take_the_tour(page, seen)

    page.get_by_label("帮助").click()
    page.get_by_label("搜索帮助").fill("拒签")
    expect(page.get_by_text("企业拒签：写明原因、见证人和单位，有全过程记录的填记录编号。")).to_be_visible()
    seen["help"] = faults(page)
    page.get_by_label("搜索帮助").fill("没有这个词")
    expect(page.get_by_role("heading", name="没有找到")).to_be_visible()
    seen["help, nothing found"] = faults(page)

    page.get_by_role("link", name="投诉建议").click()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("alert").filter(has_text="请先写明您的意见")).to_be_visible()
    seen["suggestion, empty"] = faults(page)
    page.get_by_label("意见", exact=True).fill(WORDS)
    page.get_by_label("意见", exact=True).blur()
    expect(page.locator(".label-row").filter(has_text="意见")).to_contain_text("已保存")
    chromium.kill()

    page = chromium.start(offline=True, color_scheme="dark")
    page.goto(f"{server.url}/field/#/suggest")
    expect(page.get_by_label("意见", exact=True)).to_have_value(WORDS)
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".remark")).to_contain_text("等待上传")
    expect(page.locator(".status")).to_contain_text("待上传 1 项")
    seen["suggestion, waiting"] = faults(page)
    chromium.kill()

    page = chromium.start(offline=True, color_scheme="dark")
    page.goto(f"{server.url}/field/#/suggest")
    expect(page.locator(".remark")).to_contain_text(WORDS)
    chromium.context.set_offline(False)
    tablet.upload(page)
    with server.db.read() as connection:
        [held] = q.listed(connection, ORG)
    assert (held["text"], held["state"], held["author"]) == (WORDS, "new", "王建国")
    suggestions.answer(server.db, actor("p-sec"), held["id"], "done", "下个版本改到右下角。")
    page.get_by_role("button", name="立即上传").click()
    page.evaluate("location.hash = '#/suggest'")
    expect(page.locator(".remark-reply")).to_contain_text("下个版本改到右下角。", timeout=30_000)
    seen["suggestion, answered"] = faults(page)
    page.evaluate("location.hash = '#/'")
    expect(page.locator(".visit-card").first).to_be_visible()
    expect(page.get_by_text("第一次使用？")).to_have_count(0)
    assert {screen: wrong for screen, wrong in seen.items() if wrong} == {}
