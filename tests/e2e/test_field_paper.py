"""Where no tablet may go: the checklist on paper, printed without a network, and its answers entered afterwards with their mark."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from inspect_app.commands import visits
from inspect_app.domain import slip
from inspect_app.domain.dates import day_of
from inspect_app.storage.db import now_ms
from tests.e2e import held
from tests.e2e import tablet_steps as tablet
from tests.e2e.screens import faults
from tests.helpers import actor, plan_value

FIRM = "临颍县颍川食品有限公司"  # dust: its explosive zones are named on the page


def test_a_checklist_is_filled_on_paper_and_entered_later_with_its_mark(
    server: Any, browser: Callable[..., Any], tmp_path: Path
) -> None:
    db = server.db
    visit = visits.plan(db, actor("p-sec"), plan_value(planned_date=day_of(now_ms()), members=["p-exp1"]))
    chromium = browser("tablet", 800, 1280)
    page = chromium.start()
    tablet.sign_in(page, server.url)
    chromium.context.set_offline(True)
    page.locator(".visit-card", has_text=FIRM).click()
    page.get_by_role("link", name="打印纸质检查表").click()
    paper = page.locator(".paper")
    expect(paper).to_contain_text(slip.visit_code(visit))
    assert faults(page) == []
    page.pdf(path=tmp_path / "paper.pdf", prefer_css_page_size=True)
    text = re.sub(
        r"\s", "",
        subprocess.run(["pdftotext", "-raw", tmp_path / "paper.pdf", "-"], capture_output=True, text=True, check=True).stdout,
    )  # fmt: skip
    for word in (
        "现场检查纸质底稿",
        FIRM,
        "用电安全专项检查表",
        "符合",
        "不适用",
        "实测",
        "限值",
        "记录人（签名）",
        "第1页",
        slip.visit_code(visit),
    ):
        assert word in text, word
    assert "待上传" not in text
    assert "打印" not in text

    page.get_by_label("返回").click()
    tablet.begin_here(page)
    tablet.answer(page, "elec-mgmt-02", "符合")
    page.get_by_role("button", name="补录纸质记录").click()
    sheet = page.locator("dialog")
    sheet.get_by_label("写在纸上的时间").fill("2099-01-01T08:00")
    sheet.get_by_role("button", name="开始补录").click()
    expect(sheet).to_contain_text("不能晚于现在")
    sheet.get_by_label("写在纸上的时间").fill("2026-11-20T09:30")
    sheet.get_by_label("纸质底稿页码").fill("2")
    assert faults(page) == []
    sheet.get_by_role("button", name="开始补录").click()
    expect(page.get_by_role("heading", name="正在补录纸质记录")).to_be_visible()
    for item_id in ("elec-sub-02", "elec-sub-04"):
        tablet.answer(page, item_id, "符合")
        expect(tablet.item(page, item_id)).to_contain_text("补录 11-20 09:30 第 2 页")
    expect(page.locator(".head")).to_contain_text("正在补录纸质记录 · 第 2 页")
    assert faults(page) == []
    page.get_by_role("button", name="结束补录").click()
    tablet.answer(page, "elec-sub-04", "不适用")
    expect(tablet.item(page, "elec-sub-04")).not_to_contain_text("补录")
    expect(tablet.item(page, "elec-mgmt-02")).not_to_contain_text("补录")

    chromium.context.set_offline(False)
    tablet.upload(page)
    marks = [(op["path"], op["value"]) for op in held.ops(db, visit) if op["path"].startswith("late/")]
    mark = {"at": "2026-11-20T01:30:00.000Z", "sheet": "2"}
    assert marks == [("late/elec-sub-02", mark), ("late/elec-sub-04", mark), ("late/elec-sub-04", None)]
