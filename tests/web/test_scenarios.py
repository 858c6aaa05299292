"""The acceptance scenarios of workflow.md § 10, each through the pages that people use. Scenario 1 in real browsers: tests/e2e; 9 over 24 months: tests/store/test_reports.py."""

from __future__ import annotations

import io
import random
import uuid
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands import photos, verify, visits
from inspect_app.domain import clock, dates
from inspect_app.domain.doc_types import NOTICE
from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms
from inspect_app.web.views import today
from tests.helpers import ORG, Tablet, actor, finding_ids, jpeg, plan_value, raw, sha
from tests.web.bureau_case import Bureau, submit
from tests.web.portal_case import send
from tests.xlsx_file import sheets

HOUR = 3_600_000


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


# --- what people do, by the page they do it on ---------------------------------------------------------------------------------------


def inspect(
    bureau: Bureau, faults: list[str], *, suspected: frozenset[int] = frozenset(), person: str = "p-exp1"
) -> str:
    """An expert's whole visit, sent by the tablet: a finding for each of these statements."""
    visit = visits.plan(bureau.db, actor("p-sec"), plan_value())
    tablet, at = Tablet(bureau.db, person), "2026-11-23T02:00:00Z"
    ops = [tablet.op(visit, f"visit/{visit}", "start", {"at": at}, "event")]
    for n, statement in enumerate(faults):
        finding, picture = f"finding/{uuid.uuid4()}", jpeg(n + 1)
        fields: dict[str, Any] = {
            "location": f"{n + 1}号车间",
            "statement": statement,
            "measure": "建议整改。",
            "due_days": 7,
            "item": {"checklist": "electrical", "version": "0.1.0", "item": "elec-sub-01"},
            f"photo/{sha(picture)}": {"at": at, "w": 640, "h": 480, "role": "scene"},
        }
        if n in suspected:
            fields |= {
                "item": {"checklist": "electrical", "version": "0.1.0", "item": "elec-mgmt-01"},
                "suspected_major": 0,
            }
        ops += [tablet.op(visit, finding, path, value) for path, value in fields.items()]
        photos.put_photo(bureau.db, bureau.blobs, actor(person), sha(picture), picture)
    push(bureau, person, tablet, [*ops, tablet.submit(visit, ops)])
    return visit


def push(bureau: Bureau, person: str, tablet: Tablet, ops: list[dict[str, Any]]) -> list[str]:
    from inspect_app.commands import push as wire

    return [result.state for result in wire.push(bureau.db, actor(person), tablet.device, raw(ops))]


def rows(bureau: Bureau, visit: str) -> list[dict[str, Any]]:
    """The findings of a visit by their place."""
    found = [bureau.finding_row(finding) for finding in finding_ids(bureau.db, visit)]
    return sorted(found, key=lambda row: row["location"])


def decide(bureau: Bureau, finding: str, person: str = "p-sec", **given: str) -> Any:
    values = {
        "severity": "general",
        "statement": "配电箱缺少防护隔板。",
        "measure": "加装防护隔板。",
        "due_date": dates.add_days(today(), 15),
        **given,
    }
    return submit(
        bureau.desk(person), f"/bureau/review/{finding}", f"/bureau/review/{finding}/decide", **values
    )


def notice(bureau: Bureau, visit: str, *, serve: bool = True) -> dict[str, Any]:
    """The clerk drafts the notice on the page of the visit, the leader issues it, the clerk hands it over."""
    desk, page = bureau.desk(), f"/bureau/visits/{visit}"
    drafted = submit(desk, page, f"{page}/draft", type=NOTICE)
    assert drafted.status_code == 302, drafted.text
    document = drafted.location.rstrip("/").rpartition("/documents/")[2].split("/")[0]
    page = f"/bureau/documents/{document}"
    issued = submit(bureau.desk("p-lead"), page, f"{page}/issue")
    assert issued.status_code == 302, issued.text
    if serve:
        answer = serve_it(bureau, document, method="direct", to="杨经理")
        assert answer.status_code < 400, answer.text
    return document_row(bureau, document)


def serve_it(bureau: Bureau, document: str, **given: str) -> Any:
    page = f"/bureau/documents/{document}"
    return submit(bureau.desk(), page, f"{page}/serve", **{"day": today(), "by": "p-sec", **given})


def document_row(bureau: Bureau, document: str) -> dict[str, Any]:
    with bureau.db.read() as connection:
        return dict(
            connection.execute(sa.select(t.document).where(t.document.c.id == document)).mappings().one()
        )


def said(document: dict[str, Any]) -> str:
    """Every sentence of a document as frozen."""
    return str(document["facts"])


def hand_in(bureau: Bureau, finding: str) -> Any:
    """The enterprise's safety manager, on the phone."""
    phone, page = bureau.browser("p-ent1"), f"/portal/findings/{finding}/proof"
    picture = (io.BytesIO(jpeg(60 + finding_number(finding))), "整改后.jpg")
    return send(
        phone,
        page,
        measure="已加装防护隔板。",
        owner="韩安全",
        done_on=today(),
        photos=picture,
        action="send",
    )


def finding_number(finding: str) -> int:
    return int(finding[:4], 16) % 100


def act(bureau: Bureau, finding: str, command: str, person: str = "p-sec", **given: Any) -> Any:
    page = f"/bureau/findings/{finding}"
    return submit(bureau.desk(person), page, f"{page}/{command}", **given)


# --- the scenarios -------------------------------------------------------------------------------------------------------------------


def test_1_three_firms_are_inspected_offline_for_a_day_and_nothing_is_lost_or_numbered_twice(
    bureau: Bureau,
) -> None:
    tablet = Tablet(bureau.db)
    tablet.last = clock.next_stamp(
        "", now_ms() - 24 * HOUR, tablet.device
    )  # all was written a day before it is sent
    made: dict[str, list[dict[str, Any]]] = {}
    for n in range(3):
        visit = visits.plan(bureau.db, actor("p-sec"), plan_value(enterprise=f"e-{n % 2 + 1}"))
        made[visit] = tablet.inspection(visit, [jpeg(n + 1)])
    for n, (visit, ops) in enumerate(made.items()):
        shuffled = ops[:-1]
        random.Random(n).shuffle(shuffled)
        statuses = push(bureau, "p-exp1", tablet, [*shuffled, ops[-1]]) + push(bureau, "p-exp1", tablet, ops)
        assert "refused" not in statuses
        photos.put_photo(bureau.db, bureau.blobs, actor("p-exp1"), sha(jpeg(n + 1)), jpeg(n + 1))
        assert len(finding_ids(bureau.db, visit)) == 1
    for visit in made:
        assert decide(bureau, finding_ids(bureau.db, visit)[0]).status_code == 302
    numbers = [notice(bureau, visit)["number_seq"] for visit in made]
    assert numbers == [1, 2, 3]
    assert not verify.verify(bureau.db, ORG).problems


def test_2_the_same_hazard_of_two_experts_is_merged_and_stands_once_in_the_notice(bureau: Bureau) -> None:
    visit = inspect(bureau, ["配电箱缺少防护隔板。", "配电箱没有装隔板。"])
    one, two = (row["id"] for row in rows(bureau, visit))
    merged = submit(
        bureau.desk(), f"/bureau/review/{two}", f"/bureau/review/{two}/merge", into=one, reason="同一处"
    )
    assert merged.status_code == 302
    assert decide(bureau, one).status_code == 302
    assert notice(bureau, visit)["findings"] == [one]
    assert "合并" in bureau.desk().get(f"/bureau/findings/{two}").text


def test_3_a_general_and_a_major_one_the_major_is_named_and_is_the_leaders(bureau: Bureau) -> None:
    visit = inspect(bureau, ["配电箱缺少防护隔板。", "电工无证上岗。"], suspected=frozenset({1}))
    general, major = (row["id"] for row in rows(bureau, visit))
    assert decide(bureau, general).status_code == 302
    assert decide(bureau, major).status_code == 302, "the clerk confirms; the grade waits for the leader"
    assert bureau.finding_row(major)["state"] == "confirmed"
    leader = bureau.desk("p-lead").get("/bureau/review").text
    assert major in leader, "it waits on the leader's page"
    assert (
        decide(
            bureau,
            major,
            "p-lead",
            severity="major",
            criterion="第三条第（二）项",
            statement="电工无证上岗。",
        ).status_code
        == 302
    )
    document = notice(bureau, visit)
    assert document["findings"] == [major, general], "worst first"
    assert "第1项经研判为重大事故隐患" in said(document)
    refused = act(bureau, major, "close_out")
    assert refused.status_code == 409, "and only the leader closes it"


def test_4_three_findings_with_two_deadlines_are_grouped_in_one_sentence(bureau: Bureau) -> None:
    visit = inspect(bureau, ["缺隔板。", "无标识。", "线路老化。"])
    near, far = dates.add_days(today(), 7), dates.add_days(today(), 30)
    for row, due in zip(rows(bureau, visit), (near, far, near), strict=True):
        assert decide(bureau, row["id"], due_date=due, statement=row["statement"]).status_code == 302
    document = notice(bureau, visit)
    n = {finding: str(at) for at, finding in enumerate(document["findings"], 1)}
    first, second, third = (n[row["id"]] for row in rows(bureau, visit))
    assert (
        f"第{'、'.join(sorted((first, third)))}项于{dates.chinese(near)}前完成整改，第{second}项于{dates.chinese(far)}前完成整改"
        in said(document)
    )


def test_5_more_time_asked_for_nine_days_before_is_taken_and_marked_late(bureau: Bureau) -> None:
    finding = bureau.served(due=dates.add_days(today(), 9)).finding
    began = now_ms() - 20 * 24 * HOUR  # the deadline left more than ten days when it was set
    with bureau.db.write() as connection:
        connection.execute(t.finding.update().where(t.finding.c.id == finding).values(notified_at=began))
    page = bureau.browser("p-ent1").get(f"/portal/findings/{finding}/extension")
    assert "10 日" in page.text, "said before it is sent"
    answer = send(
        bureau.browser("p-ent1"),
        f"/portal/findings/{finding}/extension",
        due_date=dates.add_days(today(), 30),
        reason="配件须从外地采购",
        interim="停用该回路",
        owner="韩安全",
    )
    assert answer.status_code == 302, answer.text
    row = bureau.finding_row(finding)
    assert (row["state"], row["extension"]["late"]) == ("ext_pending", True)
    assert "不足 10 日" in bureau.desk().get(f"/bureau/findings/{finding}").text


def test_6_two_pass_one_fails_the_rest_goes_on_under_a_number_that_continues(bureau: Bureau) -> None:
    visit = inspect(bureau, ["缺隔板。", "无标识。", "线路老化。"])
    all_three = [row["id"] for row in rows(bureau, visit)]
    for finding in all_three:
        assert decide(bureau, finding).status_code == 302
    first = notice(bureau, visit)
    for finding in all_three:
        assert hand_in(bureau, finding).status_code == 302
    for finding, result in zip(all_three, ("pass", "pass", "fail"), strict=True):
        answer = act(
            bureau,
            finding,
            "outcome",
            "p-off1",
            result=result,
            reinspector="p-off1",
            day=today(),
            note="现场核查。",
            due_date=dates.add_days(today(), 10) if result == "fail" else "",
        )
        assert answer.status_code == 302, answer.text
    for finding in all_three[:2]:
        assert act(bureau, finding, "close_out").status_code == 302
    states = [bureau.finding_row(finding)["state"] for finding in all_three]
    assert states == ["closed", "closed", "rectifying"]
    assert bureau.finding_row(all_three[2])["round"] == 2
    again = inspect(bureau, ["线路仍然老化。"])
    assert decide(bureau, finding_ids(bureau.db, again)[0]).status_code == 302
    assert notice(bureau, again)["number_seq"] == first["number_seq"] + 1


def test_7_who_refuses_to_sign_needs_a_witness_or_a_recording_and_a_report_is_asked_for(
    bureau: Bureau,
) -> None:
    visit = inspect(bureau, ["缺隔板。"])
    assert decide(bureau, finding_ids(bureau.db, visit)[0]).status_code == 302
    document = notice(bureau, visit, serve=False)["id"]
    left = {"method": "leave", "also": "p-off1", "to": "杨经理", "reason": "拒绝签收", "place": "厂区办公室"}
    refused = serve_it(bureau, document, **left)
    assert refused.status_code == 409
    assert "见证人" in refused.text
    assert document_row(bureau, document)["state"] == "issued"
    assert serve_it(bureau, document, **left, witness="赵村长", witness_unit="赵庄村委会").status_code < 400
    with bureau.db.read() as connection:
        [task] = connection.execute(sa.select(t.task)).mappings().all()
    assert (task["kind"], task["role"], task["state"]) == ("report", "section", "open")
    assert "拒签" in task["title"]


def test_8_three_days_late_enforcement_is_proposed_and_only_the_leader_changes_the_track(
    bureau: Bureau,
) -> None:
    finding = bureau.late(3)
    page = f"/bureau/findings/{finding}"
    assert "建议移交执法" in bureau.desk("p-lead").get(page).text
    assert "建议移交执法" not in bureau.desk("p-lead").get(f"/bureau/findings/{bureau.late(2, seed=5)}").text
    assert bureau.finding_row(finding)["state"] == "rectifying", "a proposal changes nothing"
    assert act(bureau, finding, "escalate", "p-sec", reason="逾期 3 日").status_code == 409
    assert act(bureau, finding, "escalate", "p-lead", reason="逾期 3 日").status_code == 302
    assert bureau.finding_row(finding)["state"] == "enforcement"


def test_9_the_months_rate_is_what_one_counts_in_the_ledger_by_hand(bureau: Bureau) -> None:
    visit = inspect(bureau, ["缺隔板。", "无标识。", "线路老化。"])
    three = [row["id"] for row in rows(bureau, visit)]
    for finding in three:
        assert decide(bureau, finding, due_date=today()).status_code == 302
    notice(bureau, visit)
    assert hand_in(bureau, three[0]).status_code == 302
    assert (
        act(
            bureau,
            three[0],
            "outcome",
            "p-off1",
            result="pass",
            reinspector="p-off1",
            day=today(),
            note="合格。",
        ).status_code
        == 302
    )
    assert act(bureau, three[0], "close_out").status_code == 302
    desk, month = bureau.desk(), today()[:7]
    [book] = [
        table
        for name, table in sheets(desk.get(f"/bureau/reports.xlsx?month={month}").data).items()
        if "汇总表（按乡镇）" in name
    ]
    heads = next(line for line in book if line and line[0] == "乡镇（街道）")
    total = dict(zip(heads, book[-1], strict=True))
    ledger = [bureau.finding_row(finding) for finding in three]
    by_hand = sum(row["state"] == "closed" for row in ledger) / sum(
        row["due_date"][:7] == month for row in ledger
    )
    assert total["整改率"] == by_hand
    assert (total["排查隐患 合计"], total["已整改 一般"]) == (3, 1)
    # Over months: tests/store/test_reports.py, a finding overdue over three of them is new once and in each stock once.


def test_10_an_enterprise_sees_its_own_only_and_the_log_can_be_read(bureau: Bureau) -> None:
    own, other = bureau.served(enterprise="e-1"), bureau.served(enterprise="e-2", seed=9)
    phone = bureau.browser("p-ent1")
    assert phone.get(f"/portal/findings/{own.finding}").status_code == 200
    assert phone.get(f"/portal/findings/{other.finding}").status_code == 404
    assert phone.get(f"/portal/documents/{other.document}").status_code == 404
    assert "漯河淼犇机械有限公司" not in phone.get("/portal/").text
    assert phone.get("/bureau/ledger").status_code == 403
    audit = bureau.desk("p-audit").get("/bureau/audit")
    assert audit.status_code == 200
    assert "签发" in audit.text
