"""Reviewing by keys in a real Chromium: the next finding comes in place, and what stands in its way is said without losing what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from inspect_app.commands import findings
from tests.helpers import actor
from tests.web.bureau_case import DECISION
from tests.web.test_bureau_browser import Site, serving
from tests.web.test_scenarios import inspect, rows


@pytest.fixture
def site(tmp_path: Path, browser: Browser) -> Iterator[Site]:
    with serving(tmp_path, browser) as made:
        yield made


def begin(site: Site, count: int) -> tuple[Page, str]:
    """A clerk at the first of `count` findings; and the visit. The page is marked, so that a test sees whether it is still the same one."""
    visit = inspect(site.bureau, [f"第 {n} 处配电箱缺少防护隔板。" for n in range(1, count + 1)])
    page = site.desk()
    page.goto("/bureau/review")
    page.click("text=从第一条开始")
    page.wait_for_load_state()
    page.evaluate("window.mark = 1")
    return page, visit


def pause(page: Page) -> None:
    """Longer than letters are taken for those of somebody who goes on typing in the page that went away (review.js, PAUSE_MS)."""
    page.wait_for_timeout(1000)


def states(site: Site, visit: str) -> list[str]:
    """How many of the findings are in which state."""
    return sorted(row["state"] for row in rows(site.bureau, visit))


def test_the_next_finding_comes_in_place_and_back_shows_what_became_of_the_one_before(site: Site) -> None:
    page, visit = begin(site, 3)
    addresses = [page.url]
    for left in (2, 1):
        page.keyboard.press("c")
        expect(page.locator(".crumbs")).to_contain_text(f"共 {left} 条")
        expect(page.locator("#main")).to_be_focused()
        expect(page).to_have_title(re.compile(f"研判 1/{left}"))
        expect(page.locator(".flash-ok")).to_contain_text("已确认、定级并交办")
        addresses.append(page.url)
    assert len(set(addresses)) == 3
    assert page.evaluate("window.mark") == 1, "no navigation"
    assert states(site, visit) == ["assigned", "assigned", "submitted"]
    page.locator("a[data-photo]").first.click()
    expect(page.locator("dialog.viewer p")).to_contain_text("1 /")
    page.keyboard.press("c")
    page.get_by_role("button", name="关闭").click()
    expect(page.locator("dialog.viewer")).to_be_hidden()
    expect(page.locator("[data-trouble]")).to_be_hidden()
    assert page.url == addresses[-1], "keys belong to the photo while it is open"
    page.go_back()
    expect(page.locator(".flash-info")).to_contain_text("已经办理")
    expect(page.locator("h1")).to_be_visible()
    assert page.url.endswith(f"/bureau/findings/{addresses[1].rpartition('/')[2]}")
    page.go_forward()
    expect(page.locator(".crumbs")).to_contain_text("共 1 条")
    page.wait_for_load_state()
    page.keyboard.press("c")
    page.wait_for_url("**/bureau/review?queue=submitted")
    expect(page.locator(".flash-ok")).to_contain_text("已确认、定级并交办")
    assert states(site, visit) == ["assigned"] * 3


def test_a_key_that_is_pressed_twice_at_once_decides_one_finding(site: Site) -> None:
    page, visit = begin(site, 3)
    page.evaluate(
        """() => { for (let n = 0; n < 2; n++) document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "c", bubbles: true })); }"""
    )
    expect(page.locator(".crumbs")).to_contain_text("共 2 条")
    expect(page.locator(".flash-ok")).to_be_visible()
    page.wait_for_timeout(300)  # a second decision would have come by now
    assert states(site, visit) == ["assigned", "submitted", "submitted"]


def test_without_network_it_is_said_and_what_was_typed_stays(site: Site) -> None:
    page, visit = begin(site, 2)
    first = page.url
    page.fill("#measure", "我写的措施")
    page.keyboard.press("Escape")
    page.context.set_offline(True)
    page.keyboard.press("n")
    expect(page.locator("[data-trouble]")).to_contain_text("没有读到下一条")
    page.keyboard.press("c")
    expect(page.locator("[data-trouble]")).to_contain_text("不能确定这条隐患是否已经办理")
    expect(page.locator("[data-trouble]")).to_be_focused()
    assert (page.url, page.input_value("#measure")) == (first, "我写的措施")
    assert states(site, visit) == ["submitted", "submitted"]
    page.context.set_offline(False)
    pause(page)
    page.keyboard.press("c")
    expect(page.locator(".crumbs")).to_contain_text("共 1 条")
    expect(page.locator(".flash-ok")).to_be_visible()
    expect(page.locator("[data-trouble]")).to_be_hidden()
    assert "我写的措施" in {row["measure"] for row in rows(site.bureau, visit)}


def test_an_answer_that_was_lost_on_its_way_is_no_second_decision(site: Site) -> None:
    page, visit = begin(site, 2)
    page.route("**/decide", lambda route: (route.fetch(), route.abort()))
    page.fill("#measure", "我写的措施")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page.locator("[data-trouble]")).to_contain_text("不能确定")
    page.unroute("**/decide")
    pause(page)
    page.keyboard.press("c")
    expect(page.locator("[role=alert][data-focus]")).to_contain_text("已被他人处理")
    expect(page.locator("#main")).to_contain_text("我写的措施")
    assert states(site, visit) == ["assigned", "submitted"]
    page.keyboard.press("n")
    expect(page.locator(".crumbs")).to_contain_text("共 1 条")


def test_a_page_that_is_out_of_date_says_in_place_what_changed_and_keeps_what_was_typed(site: Site) -> None:
    page, visit = begin(site, 2)
    finding = page.url.rpartition("/")[2]
    page.fill("#measure", "我写的措施")
    page.keyboard.press("Escape")
    value = {"statement": DECISION["statement"], "measure": "别人写的措施", "due_date": DECISION["due_date"]}
    [seen] = [row for row in rows(site.bureau, visit) if row["id"] == finding]
    findings.accept(site.bureau.db, actor("p-lead"), finding, {"severity": "general", "criterion": ""}, {**value, "basis": seen["basis"] or [], "rectify_unit": "", "rectify_owner": ""})  # fmt: skip
    page.keyboard.press("c")
    told = page.locator("[role=alert][data-focus]")
    expect(told).to_contain_text("已被他人处理")
    expect(told).to_contain_text("别人写的措施")
    expect(told).to_be_focused()
    assert page.input_value("#measure") == "我写的措施"
    assert page.url.endswith(finding)
    assert page.evaluate("window.mark") == 1
    page.keyboard.press("n")
    expect(page.locator(".crumbs")).to_contain_text("共 1 条")


def test_everything_works_without_scripts(site: Site) -> None:
    visit = inspect(site.bureau, ["甲处配电箱缺少防护隔板。", "乙处配电箱缺少防护隔板。"])
    context = site.browser.new_context(base_url=site.url, java_script_enabled=False)
    context.add_cookies([site.cookie("p-sec")])
    page = context.new_page()
    page.goto("/bureau/review")
    page.click("text=从第一条开始")
    page.click("[data-key=c]")
    expect(page.locator(".flash-ok")).to_contain_text("已确认、定级并交办")
    expect(page.locator(".crumbs")).to_contain_text("共 1 条")
    page.click("[data-key=c]")
    expect(page).to_have_url(re.compile(r"/bureau/review\?queue=submitted$"))
    assert states(site, visit) == ["assigned", "assigned"]
