"""The editor in a real Chromium: what is typed is saved and the page beside it changes, two people meet in one field, another reviews, a leader issues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from inspect_app.commands import drafts, findings
from tests.helpers import actor
from tests.web.test_bureau_browser import Site, faults, serving

LISTED = "doc_listed_notice"


@pytest.fixture
def site(tmp_path: Path, browser: Browser) -> Iterator[Site]:
    with serving(tmp_path, browser) as made:
        yield made


def notice(site: Site) -> str:
    visit, _ = site.bureau.accepted()
    return drafts.draft(site.bureau.db, actor("p-sec"), "doc_rectify_notice", visit)


def listed(site: Site) -> str:
    _, finding, _ = site.bureau.inspected(suspected=True)
    findings.act(site.bureau.db, actor("p-sec"), finding, "confirm", {})
    findings.act(
        site.bureau.db, actor("p-lead"), finding, "grade", {"severity": "major", "criterion": "第三条"}
    )
    return drafts.draft(site.bureau.db, actor("p-sec"), LISTED, findings=[finding])


def opened(site: Site, document: str, person: str = "p-sec", **how: object) -> Page:
    """The editor with its first page drawn; an error of a script or the CSP fails the test."""
    page = site.desk(person, **how)  # type: ignore[arg-type]
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"/bureau/documents/{document}/edit")
    shown(page)
    return page


def shown(page: Page, besides: str = "") -> str:
    """The address of the first page's picture once it is there, and not the one of before."""
    page.wait_for_function(
        "(old) => { const i = document.querySelector('.sheet img'); return i && i.complete && i.naturalWidth > 0 && i.src && i.src !== old }",
        arg=besides,
    )
    return str(page.evaluate("document.querySelector('.sheet img').src"))


def saved(page: Page) -> None:
    expect(page.locator("[data-status]")).to_have_text(re.compile(r"^已保存 \d\d:\d\d:\d\d$"))


def test_a_notice_is_worded_seen_reviewed_by_another_and_issued(site: Site) -> None:
    document = notice(site)
    page = opened(site, document)
    assert faults(page) == []
    before = shown(page)
    field = page.locator("[data-field=statement]")
    field.fill("北侧配电室门向内开启，未向疏散方向开启。")
    saved(page)
    assert shown(page, before) != before
    page.reload()
    expect(page.locator("[data-field=statement]")).to_have_value("北侧配电室门向内开启，未向疏散方向开启。")
    page.click("text=完成，去核对")
    expect(page.locator(".story")).to_contain_text("北侧配电室门向内开启，未向疏散方向开启。")
    leader = site.desk("p-lead")
    leader.goto(f"/bureau/documents/{document}")
    leader.fill("#review-note", "描述准确")
    leader.click("text=审核通过")
    expect(leader.locator(".flash-ok")).to_contain_text("已审核通过")
    assert faults(leader) == []
    leader.click("text=签发…")
    leader.click("text=确认签发")
    expect(leader.locator("h1")).to_contain_text("临应急隐改")
    expect(leader.locator(".decide")).to_contain_text("陈科员")


def test_two_people_meet_in_one_blank_and_choose(site: Site) -> None:
    document = listed(site)
    one, two = opened(site, document), opened(site, document, "p-lead")
    two.fill("#field-charge", "杜曲镇人民政府")
    saved(two)
    one.fill("#field-charge_person", "李主任")
    one.fill("#field-charge", "城关街道办事处")
    note = one.locator("#field-charge-note")
    expect(note).to_contain_text("刘局长")
    expect(note).to_contain_text("杜曲镇人民政府")
    expect(one.locator("[data-status]")).to_contain_text("没有保存")
    assert one.input_value("#field-charge") == "城关街道办事处"
    assert faults(one) == []
    one.click("text=用我写的")
    saved(one)
    expect(note).to_be_hidden()
    two.fill("#field-charge", "杜曲镇")
    two.click("text=用对方的")
    saved(two)
    assert two.input_value("#field-charge") == "城关街道办事处"
    two.reload()
    assert two.input_value("#field-charge_person") == "李主任"


def test_what_could_not_be_saved_survives_a_reload_and_an_expired_session(site: Site) -> None:
    document = listed(site)
    page = opened(site, document)
    page.context.set_offline(True)
    page.fill("#field-charge", "城关街道办事处")
    expect(page.locator("[data-status]")).to_contain_text("网络不通")
    page.context.set_offline(False)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="inspect_session")
    page.fill("#field-charge_person", "李主任")
    expect(page.locator("[data-status]")).to_contain_text("登录已过期")
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.reload()
    saved(page)
    assert page.input_value("#field-charge") == "城关街道办事处"
    page.reload()
    assert (page.input_value("#field-charge"), page.input_value("#field-charge_person")) == (
        "城关街道办事处",
        "李主任",
    )
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))") == []


def test_the_keyboard_reaches_every_gap_and_the_save(site: Site) -> None:
    page = opened(site, listed(site))
    page.locator("[data-gaps] a", has_text="督办责任单位").press("Enter")
    expect(page.locator("#field-charge")).to_be_focused()
    page.keyboard.type("城关街道办事处")
    page.keyboard.press("Control+s")
    saved(page)
    expect(page.locator("[data-gaps]")).not_to_contain_text("督办责任单位")


def test_the_place_where_one_reads_stays_while_pages_are_drawn_again(site: Site) -> None:
    page = opened(site, notice(site), height=500)
    page.evaluate("document.querySelector('[data-pane]').scrollTop = 700")
    before = shown(page)
    page.locator("[data-field=measure]").fill("改为向外开启，并加装闭门器。")
    saved(page)
    page.wait_for_function(
        "(old) => [...document.querySelectorAll('.sheet[data-near] img')].every((i) => i.src && !i.src.includes(new URL(old).searchParams.get('key')))",
        arg=before,
    )
    assert page.evaluate("document.querySelector('[data-pane]').scrollTop") == 700


def test_nothing_scrolls_sideways_in_the_dark_on_a_wide_screen(site: Site) -> None:
    page = opened(site, listed(site), width=1440, height=900, scheme="dark")
    assert faults(page) == []
    page.goto(f"/bureau/documents?tab=draft&type={LISTED}")
    assert faults(page) == []


def test_without_the_script_the_form_saves_and_the_pdf_is_beside_it(site: Site) -> None:
    document = listed(site)
    context = site.browser.new_context(base_url=site.url, java_script_enabled=False, locale="zh-CN")
    context.add_cookies([site.cookie("p-sec")])
    page = context.new_page()
    page.goto(f"/bureau/documents/{document}/edit")
    page.fill("#field-charge", "城关街道办事处")
    page.locator("form[data-unit=''] noscript button").click()
    expect(page.locator(".flash-ok")).to_contain_text("已保存")
    assert page.input_value("#field-charge") == "城关街道办事处"
    assert page.locator(".sheets-pane iframe").count() == 1
