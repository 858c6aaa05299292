"""The tablet's part of the story, in real Chromium: install → offline → fill → SIGKILL → reopened offline, nothing lost → receipt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from playwright.sync_api import expect

from inspect_app.commands import verify, visits
from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms
from inspect_app.domain.dates import day_of
from tests.e2e import tablet_steps as tablet
from tests.helpers import ORG, actor, finding_ids, plan_value

FIRM = "临颍县颍川食品有限公司"
OK_ITEMS = ["elec-mgmt-02", "elec-mgmt-03", "elec-mgmt-04", "elec-mgmt-05", "elec-sub-02", "elec-sub-04", "elec-sub-05", "elec-sub-06"]


def test_an_inspection_filled_offline_survives_sigkill_and_reaches_the_bureau_whole(server: Any, browser: Callable[..., Any], tmp_path: Path) -> None:
    db = server.db
    visit = visits.plan(db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    chromium = browser("tablet")
    page = chromium.start()
    tablet.sign_in(page, server.url)

    chromium.context.set_offline(True)
    page.reload()
    tablet.begin(page, FIRM)
    for item_id in OK_ITEMS:
        tablet.answer(page, item_id, "符合")
    tablet.answer(page, "elec-sub-01", "不符合")
    tablet.describe(page, "elec-sub-01", "一号车间北侧配电室", "配电室门向内开启，未向疏散方向开启。", "建议改为向外开启。", "7 日")
    tablet.photograph(page, "elec-sub-01")
    tablet.choose_photo(page, "elec-sub-01", tmp_path, 3)

    chromium.kill()
    page = chromium.start(offline=True)
    page.goto(f"{server.url}/field/")
    expect(page.locator(".visit-card", has_text=FIRM)).to_contain_text("检查中")
    page.locator(".visit-card", has_text=FIRM).click()
    for item_id in OK_ITEMS:
        expect(tablet.item(page, item_id).get_by_role("button", name="符合", exact=True)).to_have_attribute("aria-pressed", "true")
    finding = tablet.item(page, "elec-sub-01").locator(".finding")
    expect(finding.get_by_label("部位", exact=True)).to_have_value("一号车间北侧配电室")
    expect(finding.locator(".strip li")).to_have_count(2)

    tablet.answer(page, "elec-sub-03", "不符合")
    tablet.describe(page, "elec-sub-03", "配电室门口", "配电室门口未设挡鼠板，电缆穿墙孔洞2处未封堵。", "建议设置挡鼠板并封堵孔洞。", "15 日")
    tablet.photograph(page, "elec-sub-03")
    tablet.choose_photo(page, "elec-sub-03", tmp_path, 4)
    tablet.open_signing(page)
    tablet.opinion(page)
    tablet.sign(page, "王建国")
    tablet.sign(page, "企业代表")
    tablet.submit(page)

    chromium.context.set_offline(False)
    tablet.upload(page)
    expect(page.get_by_text("6/6 张照片已由局端接收").first).to_be_visible(timeout=30_000)

    assert len(finding_ids(db, visit)) == 2
    with db.read() as connection:
        row = connection.execute(sa.select(t.visit).where(t.visit.c.id == visit)).one()
        photos = connection.scalar(sa.select(sa.func.count()).select_from(t.photo))
    assert (row.state, row.version, row.supplementary, photos) == ("received", 1, 0, 6)
    assert verify.verify(db, ORG).problems == []
