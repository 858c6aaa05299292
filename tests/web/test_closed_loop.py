"""More time, urging and enforcement on a finding's page: who may, what is asked for, and what stands in the row afterwards."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inspect_app.commands import findings, push, tasks, verify, visits
from inspect_app.commands.log import writing
from inspect_app.domain import dates
from inspect_app.domain.people import system
from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms
from inspect_app.web.views import today
from tests.helpers import ORG, Tablet, actor, finding_ids, plan_value, raw
from tests.web.bureau_case import Bureau, submit
from tests.xlsx_file import sheets


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def act(bureau: Bureau, finding: str, command: str, person: str = "p-sec", **given: str):
    page = f"/bureau/findings/{finding}"
    return submit(bureau.desk(person), page, f"{page}/{command}", **given)


def asked(bureau: Bureau, days: int = 20, **how: str) -> str:
    """A finding whose enterprise asked for `days` more than its deadline in a letter."""
    finding = bureau.served().finding
    due = bureau.finding_row(finding)["due_date"]
    answer = act(
        bureau,
        finding,
        "request_ext",
        on=today(),
        due_date=dates.add_days(due, days),
        reason="配件须从外地采购",
        interim="专人看护，停用该回路",
        **how,
    )
    assert answer.status_code == 302, answer.text
    return finding


def replays(bureau: Bureau) -> bool:
    return not verify.verify(bureau.db, ORG).problems


def test_a_request_is_granted_and_the_new_deadline_holds(bureau: Bureau) -> None:
    finding = asked(bureau)
    row = bureau.finding_row(finding)
    assert row["state"] == "ext_pending"
    page = bureau.desk().get(f"/bureau/findings/{finding}").text
    assert "审批延期申请" in page
    assert "配件须从外地采购" in page
    until = row["extension"]["due_date"]
    assert (
        act(bureau, finding, "extension", decision="yes", due_date=until, note="情况属实").status_code == 302
    )
    row = bureau.finding_row(finding)
    assert (row["state"], row["due_date"], row["extensions"]) == ("rectifying", until, 1)
    assert (row["extension"]["decision"], row["extension"]["decided_by"]) == ("yes", "p-sec")
    assert replays(bureau)


def test_a_refusal_needs_its_reason_and_leaves_the_deadline(bureau: Bureau) -> None:
    finding = asked(bureau)
    due = bureau.finding_row(finding)["due_date"]
    answer = act(bureau, finding, "extension", decision="no", note="")
    assert answer.status_code == 409
    assert "请填写“不同意的理由”" in answer.text
    assert act(bureau, finding, "extension", decision="no", note="无正当理由").status_code == 302
    row = bureau.finding_row(finding)
    assert (row["state"], row["due_date"], row["extension"]["decision"]) == ("rectifying", due, "no")
    assert "不同意" in bureau.desk().get(f"/bureau/findings/{finding}").text


def test_more_time_is_later_than_the_deadline_and_not_in_the_past(bureau: Bureau) -> None:
    finding = bureau.served().finding
    due = bureau.finding_row(finding)["due_date"]
    given = {"on": today(), "reason": "配件未到"}
    same = act(bureau, finding, "request_ext", due_date=due, **given)
    assert same.status_code == 409
    assert "延期后的期限须晚于原整改期限" in same.text
    assert "配件未到" in same.text, "what was typed is still there"
    past = act(bureau, finding, "request_ext", due_date="2020-01-01", **given)
    assert "已经过去" in past.text
    assert bureau.finding_row(finding)["state"] == "rectifying"


def test_the_extension_of_a_major_finding_is_the_leaders(bureau: Bureau) -> None:
    finding = asked(bureau)
    with bureau.db.write() as connection:
        connection.execute(t.finding.update().where(t.finding.c.id == finding).values(severity="major"))
    until = bureau.finding_row(finding)["extension"]["due_date"]
    refused = act(bureau, finding, "extension", decision="yes", due_date=until)
    assert refused.status_code == 409
    assert "重大隐患的延期申请须由局领导审批" in refused.text
    assert act(bureau, finding, "extension", "p-lead", decision="yes", due_date=until).status_code == 302


def test_proof_handed_in_meanwhile_leaves_nothing_to_decide(bureau: Bureau) -> None:
    finding = asked(bureau)
    findings.act(
        bureau.db,
        actor("p-ent1"),
        finding,
        "feedback",
        {"measure": "已更换", "owner": "韩安全", "done_on": today(), "photos": []},
    )
    row = bureau.finding_row(finding)
    assert (row["state"], row["extension"]["decision"]) == ("feedback", "lapsed")
    assert replays(bureau)


def test_a_referral_is_the_leaders_and_links_both_tracks(bureau: Bureau) -> None:
    finding = bureau.late(5)
    assert act(bureau, finding, "escalate", "p-sec", reason="逾期", ground="overdue").status_code == 409
    assert (
        act(bureau, finding, "escalate", "p-lead", reason="逾期 5 日仍未反馈", ground="overdue").status_code
        == 302
    )
    row = bureau.finding_row(finding)
    assert (row["state"], row["referral"]["from"], row["referral"]["by"]) == (
        "enforcement",
        "rectifying",
        "p-lead",
    )
    page = bureau.desk().get(f"/bureau/findings/{finding}").text
    assert "派执法检查核实" in page
    form = f"/bureau/visits/new?enterprise=e-1&referred={finding}"
    made = submit(
        bureau.desk("p-off1"), form, "/bureau/visits/new", enterprise="e-1", referred=finding, track="enforcement", planned_date=today(), lead="p-off1",
        members=["p-off1", "p-off2"], checklists="electrical@0.1.0",
    )  # fmt: skip
    assert made.status_code == 302, made.text
    visit = made.location.rpartition("/")[2]
    assert bureau.finding_row(finding)["referral"]["visit"] == visit
    assert finding in bureau.desk().get(f"/bureau/visits/{visit}").text, "and back again"
    assert (
        act(
            bureau,
            finding,
            "conclude",
            "p-off1",
            note="已处罚并完成整改",
            case_no="临应急罚〔2026〕3号",
            penalty="20,000元",
        ).status_code
        == 302
    )
    row = bureau.finding_row(finding)
    assert (row["state"], row["referral"]["penalty_cents"]) == ("enforced", 2_000_000)


def test_a_case_ends_with_its_number_and_a_readable_amount(bureau: Bureau) -> None:
    finding = bureau.late(5)
    act(bureau, finding, "escalate", "p-lead", reason="逾期", ground="overdue")
    nothing = act(bureau, finding, "conclude", "p-off1", note="已处理")
    assert nothing.status_code == 409
    assert "请填写案号" in nothing.text
    unreadable = act(bureau, finding, "conclude", "p-off1", note="已处理", case_no="3号", penalty="两万")
    assert "罚款金额请填写数字" in unreadable.text
    assert bureau.finding_row(finding)["state"] == "enforcement"


def test_only_an_enforcement_visit_of_the_same_enterprise_is_linked(bureau: Bureau) -> None:
    finding = bureau.late(5)
    act(bureau, finding, "escalate", "p-lead", reason="逾期", ground="overdue")
    advisory = visits.plan(bureau.db, actor("p-sec"), plan_value())
    elsewhere = visits.plan(
        bureau.db, actor("p-sec"), plan_value(enterprise="e-2", track="enforcement", lead="p-off1", members=["p-off1", "p-off2"])
    )  # fmt: skip
    for visit in (advisory, elsewhere, "0b0e7a52-0000-4000-8000-000000000001"):
        answer = act(bureau, finding, "link", visit=visit)
        assert answer.status_code == 409
        assert "只能关联同一家企业" in answer.text


def test_what_enforcement_gives_back_is_notified_anew(bureau: Bureau) -> None:
    finding = bureau.late(5)
    act(bureau, finding, "escalate", "p-lead", reason="逾期", ground="overdue")
    until = dates.add_days(today(), 10)
    assert (
        act(bureau, finding, "resume", "p-lead", reason="情节轻微，继续帮扶", due_date=until).status_code
        == 302
    )
    row = bureau.finding_row(finding)
    assert (row["state"], row["due_date"], row["document_id"]) == ("assigned", until, None)
    assert row["referral"]["resumed_for"] == "情节轻微，继续帮扶"
    assert replays(bureau)


def test_urging_is_written_down_and_counted(bureau: Bureau) -> None:
    finding = bureau.late(1)
    for _ in range(2):
        assert act(bureau, finding, "urge", note="请尽快整改", way="电话").status_code == 302
    assert bureau.finding_row(finding)["urged"] == 2
    assert "已催办 2 次" in bureau.desk().get(f"/bureau/findings/{finding}").text


def test_a_stale_page_says_what_changed(bureau: Bureau) -> None:
    finding = bureau.late(1)
    desk, page = bureau.desk(), f"/bureau/findings/{finding}"
    before = desk.get(page).text
    act(bureau, finding, "urge", "p-lead", note="局长电话催办")
    sent = dict(re.findall(r'name="(csrf_token|seen)" value="([^"]+)"', before))
    answer = desk.post(f"{page}/urge", data={**sent, "note": "再次催办"})
    assert answer.status_code == 409
    assert "您打开页面之后的变化" in answer.text
    assert "局长电话催办" in answer.text.split("您打开页面之后的变化")[1][:400]
    assert "再次催办" in answer.text, "what was typed is not lost"


def test_a_corrected_feedback_was_handed_in_on_its_first_day(bureau: Bureau) -> None:
    finding = bureau.answered()
    first = bureau.finding_row(finding)
    value = {**first["feedback"], "measure": "已改为向外开启并加装闭门器。"}
    findings.act(bureau.db, actor("p-ent1"), finding, "feedback", value)
    row = bureau.finding_row(finding)
    assert row["feedback"]["measure"] == "已改为向外开启并加装闭门器。"
    assert (row["feedback_at"], row["state_at"]) == (first["feedback_at"], first["state_at"])
    assert replays(bureau)


def test_what_comes_back_from_enforcement_needs_proof_of_its_own(bureau: Bureau) -> None:
    finding = bureau.answered()
    assert bureau.finding_row(finding)["after_photos"]
    act(bureau, finding, "escalate", "p-lead", reason="反馈照片与现场不符", ground="violation")
    until = dates.add_days(today(), 10)
    assert act(bureau, finding, "resume", "p-lead", reason="继续整改", due_date=until).status_code == 302
    row = bureau.finding_row(finding)
    assert (row["after_photos"], row["outcome"], row["reinspector"]) == ([], None, None)
    assert replays(bureau)


def test_an_issued_notice_is_not_overtaken_by_a_referral(bureau: Bureau) -> None:
    _, visit, *_ = bureau.issued()
    [finding] = finding_ids(bureau.db, visit)
    refused = act(bureau, finding, "escalate", "p-lead", reason="拒不整改", ground="refusal")
    assert refused.status_code == 409
    assert "已列入已签发的文书" in refused.text


def test_no_more_time_is_granted_until_a_day_that_is_gone(bureau: Bureau) -> None:
    finding = asked(bureau)
    answer = act(bureau, finding, "extension", decision="yes", due_date="2020-01-01")
    assert answer.status_code == 409
    assert "已经过去" in answer.text


def test_a_fine_stands_in_the_inspection_that_verified_what_was_referred(bureau: Bureau) -> None:
    finding = bureau.late(5)
    act(bureau, finding, "escalate", "p-lead", reason="逾期", ground="overdue")
    officers = {
        "track": "enforcement",
        "lead": "p-off1",
        "members": ["p-off1", "p-off2"],
        "planned_date": today(),
    }
    visit = visits.plan(bureau.db, actor("p-off1"), plan_value(**officers), referred=finding)
    tablet = Tablet(bureau.db, "p-off1")
    started = tablet.op(visit, f"visit/{visit}", "start", {"at": dates.instant(now_ms())}, "event")
    push.push(bureau.db, actor("p-off1"), tablet.device, raw([started]))
    assert act(bureau, finding, "conclude", "p-off1", note="已处罚", penalty="２0,000元").status_code == 302
    book = sheets(bureau.desk().get(f"/bureau/reports.xlsx?month={today()[:7]}").data)
    [table] = [rows for name, rows in book.items() if "执法统计" in name]
    heads = next(row for row in table if row and row[0] == "被检查单位")
    [line] = [
        dict(zip(heads, row, strict=False)) for row in table if row and row[0] == "临颍县颍川食品有限公司"
    ]
    assert line["罚款额（万元）"] == 2


def test_nobody_is_asked_for_help_with_what_has_ended(bureau: Bureau) -> None:
    with writing(bureau.db, ORG) as log:
        log.record(system(ORG), "department/d-fire", {"name": "消防救援大队", "duties": []})
    finding = bureau.accepted()[1]
    value = {
        "kind": "co_handle",
        "title": "请协助核查",
        "department": "d-fire",
        "finding": finding,
        "due_date": dates.add_days(today(), 5),
    }
    task = tasks.open_task(bureau.db, actor("p-sec"), value)["id"]
    assert act(bureau, finding, "cancel", reason="设备已拆除").status_code == 302
    with bureau.db.read() as connection:
        row = connection.execute(t.task.select().where(t.task.c.id == task)).mappings().one()
    assert (row["state"], row["reason"]) == ("cancelled", "隐患已办结，不再需要协办。")
    assert replays(bureau)


def test_what_the_desk_notes_of_the_progress_is_not_shown_as_the_enterprises_word(bureau: Bureau) -> None:
    finding = bureau.late(1)
    act(bureau, finding, "progress", note="电话询问，配件在途")
    findings.act(bureau.db, actor("p-ent1"), finding, "progress", {"note": "已订购防护隔板"})
    page = bureau.browser("p-ent1").get(f"/portal/findings/{finding}").text
    assert "已订购防护隔板" in page
    assert "电话询问" not in page
