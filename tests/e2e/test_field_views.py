"""Every screen of the field app at the sizes of a tablet, light and dark: nothing for axe (AAA contrast included), nothing that scrolls
sideways, nothing too small for a glove."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from inspect_app.commands import visits
from inspect_app.domain.dates import day_of
from inspect_app.storage.db import now_ms
from tests.e2e import tablet_steps as tablet
from tests.e2e.screens import faults
from tests.helpers import actor, plan_value

FIRM = "临颍县颍川食品有限公司"
MAJOR_ITEM = "elec-mgmt-01"


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1280, 800, "light"), (800, 1280, "dark"), (1280, 800, "dark")]
)
def test_every_screen_is_readable_and_large_enough(
    server: Any, browser: Callable[..., Any], width: int, height: int, scheme: str
) -> None:
    visits.plan(server.db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    page = browser("tablet", width, height).start(color_scheme=scheme)
    seen: dict[str, list[str]] = {}

    page.goto(f"{server.url}/field/")
    expect(page.get_by_label("账号")).to_be_visible()
    seen["sign-in"] = faults(page)
    tablet.sign_in(page, server.url)
    seen["today"] = faults(page)
    page.get_by_role("searchbox").fill("漯河")
    expect(page.get_by_text("找到 1 家企业")).to_be_visible()
    seen["search"] = faults(page)
    page.get_by_role("searchbox").fill("")
    page.locator(".visit-card", has_text=FIRM).click()
    page.get_by_role("button", name="开始诊断").click()
    seen["consent"] = faults(page)
    page.get_by_role("button", name="取消").click()
    seen["enterprise"] = faults(page)
    page.goto(f"{server.url}/field/#/")
    tablet.begin(page, FIRM)
    seen["check"] = faults(page)
    tablet.answer(page, MAJOR_ITEM, "不符合")
    one = tablet.item(page, MAJOR_ITEM)
    one.get_by_role("button", name="依据", exact=True).click()
    one.get_by_role("checkbox").first.click()
    tablet.photograph(page, MAJOR_ITEM)
    seen["finding"] = faults(page)
    one.locator(".thumb").first.click()
    expect(page.locator(".viewer img")).to_be_visible()
    seen["photo"] = faults(page)
    page.get_by_role("button", name="关闭").click()
    tablet.open_signing(page)
    seen["gaps"] = faults(page)
    page.goto(f"{server.url}/field/#/upload")
    expect(page.get_by_role("heading", name="平板存储")).to_be_visible()
    seen["upload"] = faults(page)

    assert {screen: wrong for screen, wrong in seen.items() if wrong} == {}


def test_a_finding_may_be_taken_back_and_restored_with_its_photos(
    server: Any, browser: Callable[..., Any]
) -> None:
    visits.plan(server.db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    page = browser().start()
    tablet.sign_in(page, server.url)
    tablet.begin(page, FIRM)
    tablet.answer(page, MAJOR_ITEM, "不符合")
    tablet.photograph(page, MAJOR_ITEM)
    tablet.answer(page, MAJOR_ITEM, "符合")
    expect(tablet.item(page, MAJOR_ITEM).locator(".finding")).to_have_count(0)

    page.get_by_role("button", name="恢复").click()

    finding = tablet.item(page, MAJOR_ITEM).locator(".finding")
    expect(finding.locator(".thumb")).to_have_count(1)
    expect(finding.get_by_label("问题描述")).not_to_have_value("")


def test_what_is_missing_is_listed_and_stops_the_signatures_until_it_is_filled(
    server: Any, browser: Callable[..., Any]
) -> None:
    visits.plan(server.db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    page = browser().start()
    tablet.sign_in(page, server.url)
    tablet.begin(page, FIRM)
    tablet.answer(page, MAJOR_ITEM, "不符合")
    tablet.open_signing(page)
    for lacking in ("缺部位", "未选建议期限"):
        expect(page.locator(".gaps")).to_contain_text(lacking)
    expect(page.locator("li.signer").first.get_by_role("button", name="签字")).to_be_disabled()

    page.locator(".gap-must a").first.click()
    tablet.describe(
        page, MAJOR_ITEM, "配电室", "抽查3名电工，其中1名未持证上岗。", "立即停止无证作业。", "立即"
    )
    tablet.open_signing(page)

    expect(page.locator(".gap-must")).to_have_count(0)
    expect(page.locator("li.signer").first.get_by_role("button", name="签字")).to_be_enabled()


def test_a_measured_value_is_judged_by_its_limit_and_words_are_no_number(
    server: Any, browser: Callable[..., Any]
) -> None:
    visits.plan(
        server.db, actor("p-sec"), plan_value(planned_date=day_of(now_ms()), checklists=["fire-safety@0.1.0"])
    )
    page = browser().start()
    tablet.sign_in(page, server.url)
    tablet.begin(page, FIRM)
    box = page.locator(".field-decimal", has=page.locator(".limit", has_text="≥")).first
    value = box.get_by_role("textbox")
    value.scroll_into_view_if_needed()

    value.fill("很多")
    value.blur()
    expect(box).to_contain_text("请输入数字")
    value.fill("0")
    value.blur()
    expect(box.locator(".limit").first).to_contain_text("超出限值")
    value.fill("99999")
    value.blur()
    expect(box.locator(".limit").first).to_contain_text("在限值内")
    expect(box.locator(".mark")).to_contain_text("已保存")
