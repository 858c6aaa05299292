"""What may come of a visit besides a receipt: refused by the server, returned by the bureau, declined by the enterprise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from inspect_app.commands import findings, verify, visits
from inspect_app.domain.dates import day_of
from inspect_app.storage.db import now_ms
from tests.e2e import held
from tests.e2e import tablet_steps as tablet
from tests.helpers import ORG, actor, plan_value

FIRM, OTHER = "临颍县颍川食品有限公司", "漯河淼犇机械有限公司"
PLACE, FACT, BETTER = (
    "一号车间北侧配电室",
    "配电室门向内开启。",
    "一号车间北侧配电室1扇门向内开启，未向疏散方向开启。",
)


def today(**changes: Any) -> dict[str, Any]:
    """A visit of p-exp1 alone, today."""
    return plan_value(planned_date=day_of(now_ms()), members=["p-exp1"], **changes)


def record(page: Page, item_id: str, place: str, fact: str, folder: Path, seed: int) -> None:
    """A finding with everything it needs and one photo."""
    tablet.answer(page, item_id, "不符合")
    tablet.describe(page, item_id, place, fact, "建议改为向外开启。", "7 日")
    tablet.choose_photo(page, item_id, folder, seed)


def test_what_the_server_refuses_is_shown_with_its_reason_and_stops_nothing_else(
    server: Any, browser: Callable[..., Any]
) -> None:
    """The bureau gives a visit to somebody else while the tablet that begins it has no network; later it gives it back."""
    db = server.db
    taken = visits.plan(db, actor("p-sec"), today())
    mine = visits.plan(db, actor("p-sec"), today(enterprise="e-2"))
    chromium = browser()
    page = chromium.start()
    tablet.sign_in(page, server.url)
    chromium.context.set_offline(True)
    for firm in (FIRM, OTHER):
        tablet.begin(page, firm)
        tablet.answer(page, "elec-mgmt-02", "符合")
        page.get_by_label("返回").click()
    given = {**today(), "lead": "p-exp2", "members": ["p-exp2"]}
    visits.plan(db, actor("p-sec"), given, taken)

    chromium.context.set_offline(False)
    tablet.upload(page)
    assert held.answers(db, mine) == {"elec-mgmt-02": "ok"}
    assert held.answers(db, taken) == {}
    expect(page.locator(".status")).to_contain_text("3 项需处理")
    stuck = page.locator(".pending.is-bad")
    expect(stuck).to_have_count(3)
    expect(stuck.filter(has_text="检查结果").or_(stuck.filter(has_text="：符合"))).to_contain_text(
        "作者不在这次检查任务的人员名单中"
    )
    page.get_by_label("返回").click()
    expect(page.locator(".visit-card", has_text=FIRM)).to_contain_text("3 项需处理")

    visits.plan(db, actor("p-sec"), {**given, "members": ["p-exp2", "p-exp1"]}, taken)
    page.locator(".status").click()
    for left in (2, 1, 0):
        stuck.first.get_by_role("button", name="再试一次").click()
        expect(stuck).to_have_count(left)
    expect(page.locator(".status")).to_contain_text("已全部上传")
    assert held.answers(db, taken) == {"elec-mgmt-02": "ok"}
    assert held.row(db, taken).state == "inspecting"
    assert verify.verify(db, ORG).problems == []


def test_a_returned_finding_is_corrected_signed_and_submitted_again(
    server: Any, browser: Callable[..., Any], tmp_path: Path
) -> None:
    db = server.db
    visit = visits.plan(db, actor("p-sec"), today())
    page = browser().start()
    tablet.sign_in(page, server.url)
    tablet.begin(page, FIRM)
    record(page, "elec-sub-01", PLACE, FACT, tmp_path, 3)
    record(page, "elec-sub-03", "配电室门口", "配电室门口未设挡鼠板。", tmp_path, 4)
    tablet.open_signing(page)
    tablet.opinion(page)
    tablet.sign(page, "王建国")
    tablet.sign(page, "企业代表")
    tablet.submit(page)
    tablet.until(lambda: held.row(db, visit).state == "received", "no receipt", 40)

    vague, other = sorted(held.findings(db, visit), key=lambda row: row.item != "elec-sub-01")
    findings.act(db, actor("p-sec"), vague.id, "return", {"reason": "请写明门的数量"}, vague.updated_seq)
    findings.act(db, actor("p-sec"), other.id, "confirm", {}, other.updated_seq)
    page.evaluate("location.hash = '#/upload'")
    page.get_by_role("button", name="立即上传").click()
    page.get_by_label("返回").click()
    card = page.locator(".visit-card", has_text=FIRM)
    expect(card).to_contain_text("退回补正")
    card.click()
    expect(page.get_by_role("heading", name="局端退回 1 条")).to_be_visible()
    expect(page.locator(".notice", has_text="请写明门的数量")).to_be_visible()

    page.get_by_role("link", name="去补正").click()
    finding = tablet.item(page, "elec-sub-01").locator(".finding")
    expect(finding).to_contain_text("局端退回：请写明门的数量")
    text = finding.get_by_label("问题描述", exact=True)
    text.fill(BETTER)
    text.blur()
    expect(finding.locator(".field", has=page.get_by_label("问题描述", exact=True))).to_contain_text("已保存")
    tablet.open_signing(page)
    expect(page.locator("img.signature")).to_have_count(0)
    tablet.sign(page, "王建国")
    tablet.sign(page, "企业代表")
    page.get_by_role("button", name="重新提交", exact=True).click()
    sheet = page.locator("dialog")
    sheet.get_by_role("button", name="已补充事实描述").click()
    sheet.get_by_role("button", name="提交", exact=True).click()
    tablet.until(
        lambda: (held.row(db, visit).version, held.row(db, visit).state) == (2, "received"), "no receipt", 40
    )

    rows = held.ops(db, visit)
    submitted = [
        row["value"] for row in rows if row["kind"] == "event" and row["subject"] == f"visit/{visit}"
    ]
    versions = [(value["version"], value["reason"]) for value in submitted if "manifest" in value]
    assert versions == [(1, ""), (2, "已补充事实描述")]
    frozen = {
        (row["subject"].removeprefix("finding/"), row["value"]["version"]): row["value"]["facts"]["statement"]
        for row in rows
        if row["path"] == "submit" and row["subject"].startswith("finding/")
    }
    assert frozen == {(vague.id, 1): FACT, (vague.id, 2): BETTER, (other.id, 1): "配电室门口未设挡鼠板。"}
    now = {row.id: (row.state, row.statement) for row in held.findings(db, visit)}
    assert now == {vague.id: ("submitted", BETTER), other.id: ("confirmed", "配电室门口未设挡鼠板。")}
    assert verify.verify(db, ORG).problems == []


def test_an_enterprise_that_declines_ends_the_visit_with_its_reason(
    server: Any, browser: Callable[..., Any]
) -> None:
    db = server.db
    visit = visits.plan(db, actor("p-sec"), today())
    chromium = browser()
    page = chromium.start()
    tablet.sign_in(page, server.url)
    chromium.context.set_offline(True)
    page.locator(".visit-card", has_text=FIRM).click()
    page.get_by_role("button", name="企业谢绝").click()
    sheet = page.locator("dialog")
    sheet.get_by_role("button", name="记录为企业谢绝").click()
    expect(sheet).to_be_visible()  # not without a reason
    sheet.get_by_role("button", name="企业停产，无人接待").click()
    sheet.get_by_role("button", name="记录为企业谢绝").click()
    expect(page.get_by_text("本次任务已结束：企业谢绝")).to_be_visible()
    expect(page.get_by_role("button", name="开始诊断")).to_have_count(0)

    chromium.context.set_offline(False)
    tablet.upload(page)
    assert held.row(db, visit).state == "declined"
    declined = [row["value"] for row in held.ops(db, visit) if row["path"] == "decline"]
    assert declined == [{"reason": "企业停产，无人接待", "by": "杨经理"}]
