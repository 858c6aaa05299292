"""The field app with as much on its screens as a day can bring, and what its first start costs on a slow network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from inspect_app.commands import visits
from inspect_app.commands.log import writing
from inspect_app.domain.dates import day_of
from inspect_app.domain.people import system
from inspect_app.storage.db import Database, now_ms
from tests.e2e import tablet_steps as tablet
from tests.e2e.screens import faults
from tests.helpers import ORG, actor, plan_value

FIRM, OTHER = "漯河市临颍县产业集聚区颍川弘远食品科技（集团）股份有限公司第二分公司", "临颍县颍川食品有限公司"
LISTS = ["electrical", "hazardous-chemicals", "dust-explosion", "confined-space"]
HAZARDS = [
    "hazchem",
    "dust",
    "confined_space",
    "ammonia",
    "electrical",
    "fire",
    "special_equipment",
    "boiler",
]
LONG = (
    "一号车间北侧配电室门向内开启，未向疏散方向开启；配电箱AP-3-GGD-0001-ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789未标识。"
    * 6
)
FIRST_LOAD_BYTES = 60_000
# When the first screen stands, and what the network brought until then: bodies as they came over the wire.
WATCH = """new MutationObserver((_, me) => { if (!document.querySelector(".signin-form")) return; me.disconnect(); globalThis.stood = performance.now(); })
  .observe(document, { childList: true, subtree: true })"""
LOADED = """() => performance.getEntriesByType("resource").filter((e) => e.startTime < stood && /[.](js|css)$/.test(new URL(e.name).pathname))
  .map((e) => ({ name: e.name, wire: e.encodedBodySize, full: e.decodedBodySize, sent: e.transferSize }))"""


def crowd(db: Database) -> str:
    """A visit with 232 items to an enterprise with every hazard and a long name; returns the uuid of another one, to be given away."""
    with writing(db, ORG) as log:
        log.record(system(ORG), "enterprise/e-2", {
            "name": FIRM, "uscc": "91411122000000002X", "industry": "农副食品加工业", "hazards": HAZARDS, "township_id": "411122101",
            "address": LONG[:80], "principal": "欧阳明月", "principal_phone": "19900000003", "safety_manager": "买买提·阿卜杜热合曼",
            "safety_manager_phone": "19900000004", "employees": 999999, "scale": "large",
        })  # fmt: skip
    today = plan_value(planned_date=day_of(now_ms()))
    visits.plan(
        db, actor("p-sec"), today | {"enterprise": "e-2", "checklists": [f"{name}@0.1.0" for name in LISTS]}
    )
    return visits.plan(db, actor("p-sec"), today)


def fill(page: Page, folder: Path) -> None:
    """A long finding with photos, and one that no list names."""
    tablet.answer(page, "elec-sub-01", "不符合")
    tablet.describe(page, "elec-sub-01", LONG[:60], LONG, LONG, "30 日")
    for seed in range(1, 7):
        tablet.choose_photo(page, "elec-sub-01", folder, seed)
    page.get_by_role("button", name="记一条清单外隐患").click()
    free = page.locator("#s-free .finding")
    for label in ("部位", "问题描述", "整改建议"):
        free.get_by_label(label, exact=True).fill(LONG[:200])
        free.get_by_label(label, exact=True).blur()
    due = free.get_by_role("button", name="立即", exact=True)
    due.click()
    expect(due).to_have_attribute("aria-pressed", "true")  # a must: without it nobody signs


@pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 800, "dark"), (800, 1280, "light")])
def test_full_screens_stay_readable_and_in_their_width(
    server: Any, browser: Callable[..., Any], tmp_path: Path, width: int, height: int, scheme: str
) -> None:
    db = server.db
    taken = crowd(db)
    seen: dict[str, list[str]] = {}
    chromium = browser("tablet", width, height)
    page = chromium.start(color_scheme=scheme)
    tablet.sign_in(page, server.url)
    chromium.context.set_offline(True)
    tablet.begin(page, OTHER)
    page.get_by_label("返回").click()
    page.locator(".visit-card", has_text=FIRM).click()
    expect(page.get_by_role("button", name="开始诊断")).to_be_visible()
    seen["enterprise"] = faults(page)
    page.get_by_label("返回").click()

    tablet.begin(page, FIRM)
    fill(page, tmp_path)
    drawn = "[...document.querySelectorAll('article.item[id^=item-]')].filter((item) => item.querySelector('.answers')).length"
    tablet.wait_for(page, f"{drawn} > 200")
    seen["check"] = faults(page)
    tablet.open_signing(page)
    tablet.opinion(page)
    page.get_by_role("button", name="有异议", exact=True).click()
    tablet.sign(page, "王建国")
    tablet.sign(page, "李红霞")
    tablet.refuse_signature(page, LONG[:120], "买买提·阿卜杜热合曼", "城关街道办事处应急管理和安全生产办公室")
    name = page.locator("li.signer", has_text="企业代表").locator("strong").bounding_box()
    assert name
    assert name["height"] < 40, "the signer's name is squeezed by the reason"
    seen["sign"] = faults(page)
    tablet.submit(page)
    page.evaluate("location.hash = '#/upload'")
    expect(page.locator(".pending").first).to_be_visible()
    seen["waiting"] = faults(page)

    visits.plan(db, actor("p-sec"), plan_value(lead="p-exp2", members=["p-exp2"]), taken)
    chromium.context.set_offline(False)
    tablet.upload(page)
    expect(page.locator(".pending.is-bad").first).to_be_visible()
    seen["refused"] = faults(page)
    page.get_by_label("返回").click()
    expect(page.locator(".visit-card", has_text=FIRM)).to_contain_text(
        "8/8 张照片已由局端接收", timeout=30_000
    )
    seen["today"] = faults(page)

    assert {screen: wrong for screen, wrong in seen.items() if wrong} == {}


def test_the_first_screen_costs_less_than_60_kb(server: Any, browser: Callable[..., Any]) -> None:
    """Scripts and styles that arrive before somebody can type, compressed; the screens that come later are fetched after that."""
    chromium = browser()
    page = chromium.start()
    chromium.context.add_init_script(WATCH)
    page.goto(f"{server.url}/field/")
    expect(page.get_by_label("账号")).to_be_visible()
    files = page.evaluate(LOADED)
    assert len(files) > 10
    assert all(file["sent"] > 0 for file in files), "came from a cache"
    assert all(file["wire"] < file["full"] for file in files if file["full"] > 1000), "not compressed"
    assert sum(file["wire"] for file in files) <= FIRST_LOAD_BYTES
