"""检查 at work: the rest of a section with one tap, the last tap undone, a search, what earlier visits left, and 常用语 at the caret."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from inspect_app.commands import findings, photos, push, visits
from inspect_app.domain.dates import day_of
from inspect_app.queries import visit as visit_queries
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database, now_ms
from tests.e2e import tablet_steps as tablet
from tests.e2e.screens import faults
from tests.helpers import ORG, Tablet, actor, finding_ids, jpeg, plan_value, raw, sha

FIRM, ITEM = "临颍县颍川食品有限公司", "elec-sub-01"
PHOTO = jpeg(1)


def visited_before(db: Database, data: Path) -> str:
    """A visit of last month left one finding open; returns its uuid."""
    earlier = visits.plan(
        db, actor("p-sec"), plan_value(planned_date="2026-10-12", lead="p-exp2", members=["p-exp2"])
    )
    other = Tablet(db, "p-exp2")
    push.push(db, actor("p-exp2"), other.device, raw(other.inspection(earlier, [PHOTO])))
    photos.put_photo(db, Folder(data / "blobs"), actor("p-exp2"), sha(PHOTO), PHOTO)
    (finding,) = finding_ids(db, earlier)
    findings.accept(db, actor("p-sec"), finding, {"severity": "general"}, {"due_date": "2027-01-08"})
    return finding


def test_a_section_is_judged_undone_searched_and_compared_with_last_time(
    server: Any, browser: Callable[..., Any]
) -> None:
    db = server.db
    finding = visited_before(db, server.data)
    visit = visits.plan(db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    chromium = browser("tablet", 800, 1280)
    page = chromium.start()
    tablet.sign_in(page, server.url)
    tablet.begin(page, FIRM)
    chromium.context.set_offline(True)

    one = tablet.item(page, ITEM)
    expect(one).to_contain_text("上次 2026-11-23 不符合")
    expect(one.locator(".earlier")).to_contain_text("配电室门向内开启，未向疏散方向开启。")
    one.get_by_role("button", name="仍存在").click()
    expect(one.get_by_role("button", name="仍存在")).to_have_attribute("aria-pressed", "true")

    section = page.locator("#s-electrical-mgmt")
    tablet.answer(page, "elec-mgmt-02", "不适用")
    section.locator(".rest").click()
    expect(section.locator(".whole")).to_contain_text("整体判为符合", timeout=20_000)
    expect(tablet.item(page, "elec-mgmt-01").locator(".answer-state")).to_contain_text("整体")
    section.locator(".whole").get_by_role("button", name="撤销").click()
    expect(section.locator(".whole")).to_have_count(0)
    expect(
        tablet.item(page, "elec-mgmt-02").get_by_role("button", name="不适用", exact=True)
    ).to_have_attribute("aria-pressed", "true")
    expect(section.locator('.answer[aria-pressed="true"]')).to_have_count(1)
    section.locator(".rest").click()
    expect(section.locator(".whole")).to_contain_text("整体判为符合", timeout=20_000)

    tablet.answer(page, ITEM, "不符合")
    place = one.locator(".finding").get_by_label("部位", exact=True)
    place.fill("北侧")
    place.evaluate("(box) => { box.focus(); box.setSelectionRange(0, 0); }")
    one.get_by_role("button", name="部位：常用语").click()
    page.locator("dialog").get_by_role("button", name="配电室", exact=True).click()
    expect(place).to_have_value("配电室北侧")
    page.keyboard.press("Control+z")
    expect(place).to_have_value("北侧")
    place.blur()
    page.locator(".foot-undo").get_by_role("button", name="撤销：不符合").click()
    expect(one.locator(".finding")).to_have_count(0)
    expect(one.locator('.answer[aria-pressed="true"]')).to_have_count(0)

    page.get_by_role("button", name="在检查项中查找").click()
    page.get_by_role("searchbox").fill("特种作业 操作证")
    expect(page.locator("#item-elec-mgmt-01")).to_be_visible()
    expect(page.locator(f"#item-{ITEM}")).to_be_hidden()
    assert faults(page) == []
    page.get_by_role("searchbox").press("Escape")
    expect(page.get_by_role("searchbox")).to_have_count(0)
    expect(page.locator(f"#item-{ITEM}")).to_be_visible()
    assert faults(page) == []

    chromium.context.set_offline(False)
    tablet.upload(page)
    with db.read() as connection:
        fields = visit_queries.fields(connection, ORG, visit)
    assert fields[f"earlier/{finding}"]["value"]["state"] == "stands"
    assert "elec-mgmt-01" in fields["rest/electrical/mgmt"]["value"]["items"]
    assert fields[f"answer/{ITEM}"]["value"] is None
