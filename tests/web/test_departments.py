"""Departments: their registry; what one of them sees and may do, and everything else refused."""

from __future__ import annotations

import io

import pytest
from werkzeug.test import TestResponse

from inspect_app.commands import documents, drafts, findings, transfers, verify
from inspect_app.commands.log import writing
from inspect_app.domain import dates
from inspect_app.queries import tasks as qt
from inspect_app.web.bureau import actions
from inspect_app.web.views import today
from tests.helpers import ORG, actor, jpeg
from tests.web.bureau_case import DECISION, Bureau, submit

PAGE = "/bureau/departments"
SOON = dates.add_days(today(), 12)


def test_the_registry_takes_a_department_and_shows_what_proposes_it(bureau: Bureau) -> None:
    desk = bureau.desk()
    assert "县消防救援大队" in desk.get(PAGE).text
    answer = submit(
        desk, PAGE, PAGE, name="县商务局", contact="张三", phone="1", duties="加油站、成品油，加油站"
    )
    assert answer.status_code == 302
    page = desk.get(PAGE).text
    assert "县商务局" in page
    assert "加油站、成品油" in page


def test_a_refused_registration_says_why_and_keeps_what_was_typed(bureau: Bureau) -> None:
    desk = bureau.desk()
    answer = submit(desk, PAGE, PAGE, name="县消防救援大队", contact="李四", phone="", duties="")
    assert answer.status_code == 409
    assert "已经登记过" in answer.text
    assert 'value="李四"' in answer.text
    long = submit(desk, PAGE, PAGE, name="甲", contact="", phone="", duties="很长" * 20)
    assert "每个最多 20 个字" in long.text


def test_two_clerks_who_change_one_department_do_not_overwrite_each_other(bureau: Bureau) -> None:
    desk, other = bureau.desk(), bureau.desk("p-lead")
    seen = desk.get(PAGE).text.split('id="d-d-fire"')[1].split('name="seen" value="')[1].split('"')[0]
    change = {"name": "县消防救援大队", "contact": "新联系人", "phone": "", "duties": "", "seen": seen}
    assert submit(desk, PAGE, f"{PAGE}/d-fire", **change).status_code == 302
    refused = submit(other, PAGE, f"{PAGE}/d-fire", **{**change, "contact": "别人"})
    assert refused.status_code == 409
    assert "已被他人处理" in refused.text
    assert "新联系人" in other.get(PAGE).text


# --- one finding in the hands of the fire brigade -----------------------------------------------------------------------------------------


def act(bureau: Bureau, finding: str, command: str, person: str = "p-sec", **given: object) -> TestResponse:
    page = f"/bureau/findings/{finding}"
    return submit(bureau.desk(person), page, f"{page}/{command}", **given)


def confirmed(bureau: Bureau, seed: int = 1) -> str:
    _, finding, _ = bureau.inspected(seed=seed)
    findings.act(bureau.db, actor("p-sec"), finding, "confirm", {})
    return finding


def sent(bureau: Bureau, department: str = "d-fire") -> str:
    """A finding that was transferred on its page."""
    finding = confirmed(bureau)
    answer = act(bureau, finding, "transfer", department=department, reason="属消防职责", reply_by=SOON)
    assert answer.status_code == 302, answer.text
    return finding


def test_a_transfer_is_accepted_and_answered_with_photos_by_the_department(bureau: Bureau) -> None:
    finding = sent(bureau)
    page = bureau.desk("p-dept").get(f"/bureau/findings/{finding}").text
    assert "属消防职责" in page
    assert "企业档案" not in page
    assert "19900000002" not in page  # nobody's telephone
    assert act(bureau, finding, "accept_transfer", "p-dept").status_code == 302
    photo = (io.BytesIO(jpeg(8)), "a.jpg")
    answer = act(
        bureau, finding, "answer_transfer", "p-dept", note="已责令清理通道", done_on=today(), photos=photo
    )
    assert answer.status_code == 302, answer.text
    row = bureau.finding_row(finding)
    assert (row["state"], row["transfer"]["answer"]["note"], len(row["transfer"]["answer"]["photos"])) == (
        "transferred", "已责令清理通道", 1,
    )  # fmt: skip
    assert "已责令清理通道" in bureau.desk().get(f"/bureau/findings/{finding}").text
    assert verify.verify(bureau.db, ORG).problems == []


def test_a_department_gives_back_what_is_not_its_own_and_sees_it_no_more(bureau: Bureau) -> None:
    finding = sent(bureau)
    assert act(bureau, finding, "reject_transfer", "p-dept", reason="").status_code == 409
    answer = act(bureau, finding, "reject_transfer", "p-dept", reason="不属本部门职责")
    assert answer.status_code == 302
    assert bureau.finding_row(finding)["state"] == "confirmed"
    assert bureau.desk("p-dept").get(f"/bureau/findings/{finding}").status_code == 404
    assert "不属本部门职责" in bureau.desk().get(f"/bureau/findings/{finding}").text


def test_another_department_sees_and_does_nothing(bureau: Bureau) -> None:
    finding = sent(bureau, "d-market")
    assert bureau.desk("p-dept").get(f"/bureau/findings/{finding}").status_code == 404
    target = f"/bureau/findings/{finding}/accept_transfer"
    assert submit(bureau.desk("p-dept"), "/bureau/", target).status_code == 404
    assert finding not in bureau.desk("p-dept").get("/bureau/").text


OTHERS = sorted(set(actions.COMMANDS) - {"accept_transfer", "reject_transfer", "answer_transfer"})


@pytest.mark.parametrize("command", OTHERS)
def test_a_department_may_do_nothing_else_with_a_finding(bureau: Bureau, command: str) -> None:
    finding = sent(bureau)
    before = bureau.finding_row(finding)
    answer = act(
        bureau, finding, command, "p-dept", reason="理由", note="说明", due_date=SOON, severity="general", statement="x", measure="x", department="d-market",
        reply_by=SOON, result="kept", on=today(), planned_date=SOON, reinspector="p-off1", day=today(), into=finding, visit=before["visit_id"], decision="yes",
    )  # fmt: skip
    assert answer.status_code in (403, 404, 409), answer.text
    assert bureau.finding_row(finding) == before


def test_co_handling_is_asked_on_the_form_of_review_in_one_entry(bureau: Bureau) -> None:
    _, finding, _ = bureau.inspected()
    page = f"/bureau/review/{finding}"
    assert "请部门协办" in bureau.desk().get(page).text
    answer = submit(
        bureau.desk(), page, f"{page}/decide", **DECISION, co="d-fire", co_due=SOON, co_note="核查疏散"
    )
    assert answer.status_code == 302, answer.text
    assert bureau.finding_row(finding)["state"] == "assigned"
    with bureau.db.read() as connection:
        (task,) = qt.of_finding(connection, actor("p-sec"), finding)
    assert (task["department"], task["note"], task["due_date"], task["state"]) == (
        "县消防救援大队",
        "核查疏散",
        SOON,
        "open",
    )
    assert "核查疏散" in bureau.desk("p-dept").get(f"/bureau/tasks/{task['id']}").text


def test_a_department_that_does_not_exist_refuses_the_whole_decision(bureau: Bureau) -> None:
    _, finding, _ = bureau.inspected()
    page = f"/bureau/review/{finding}"
    answer = submit(bureau.desk(), page, f"{page}/decide", **DECISION, co="d-none", co_due=SOON)
    assert answer.status_code == 409
    assert "没有这个部门" in answer.text
    assert bureau.finding_row(finding)["state"] == "submitted"


def test_a_co_handled_finding_is_read_by_the_department_and_its_task_answered(bureau: Bureau) -> None:
    finding = confirmed(bureau)
    page = f"/bureau/findings/{finding}"
    form = {"finding": finding, "kind": "co_handle", "title": "核查消防通道", "department": "d-fire"}
    refused = submit(bureau.desk(), page, "/bureau/tasks", **form, due_date="2020-01-01", note="写了一半")
    assert refused.status_code == 409
    assert "已经过去" in refused.text
    assert "写了一半" in refused.text
    assert submit(bureau.desk(), page, "/bureau/tasks", **form, due_date=SOON).status_code == 302
    dept = bureau.desk("p-dept")
    assert "核查消防通道" in dept.get("/bureau/").text
    assert "核查消防通道" in dept.get(page).text
    with bureau.db.read() as connection:
        (task,) = qt.of_finding(connection, actor("p-sec"), finding)
    home = f"/bureau/tasks/{task['id']}"
    assert submit(dept, home, f"{home}/done").status_code == 409
    photo = (io.BytesIO(jpeg(8)), "a.jpg")
    assert submit(dept, home, f"{home}/answer", note="通道已清理", photos=photo).status_code == 302
    assert "通道已清理" in bureau.desk().get(page).text
    assert submit(bureau.desk(), home, f"{home}/done").status_code == 302
    assert verify.verify(bureau.db, ORG).problems == []


def test_a_letter_transfers_what_it_lists_when_it_is_issued(bureau: Bureau) -> None:
    _, finding = bureau.accepted()
    bureau.set_documents(ticked={transfers.LETTER: ["code_word"]})
    document = drafts.draft(bureau.db, actor("p-sec"), transfers.LETTER, findings=[finding])
    with writing(bureau.db, ORG) as log:
        log.set(actor("p-sec"), f"document/{document}", "field/department", "县消防救援大队", None)
        log.set(actor("p-sec"), f"document/{document}", "field/duty", "属消防职责", None)
        log.set(actor("p-sec"), f"document/{document}", "field/reply_by", SOON, None)
    documents.issue(bureau.db, bureau.press, actor("p-lead"), document)
    row = bureau.finding_row(finding)
    assert (row["state"], row["department_id"], row["transfer"]["document"], row["transfer"]["reply_by"]) == (
        "transferred", "d-fire", document, SOON,
    )  # fmt: skip
    assert bureau.desk("p-dept").get(f"/bureau/findings/{finding}").status_code == 200
    assert verify.verify(bureau.db, ORG).problems == []


def test_a_letter_to_somebody_in_no_registry_keeps_the_name_that_it_was_signed_with(bureau: Bureau) -> None:
    _, finding = bureau.accepted()
    bureau.set_documents(ticked={transfers.LETTER: ["code_word"]})
    document = drafts.draft(bureau.db, actor("p-sec"), transfers.LETTER, findings=[finding])
    with writing(bureau.db, ORG) as log:
        log.set(actor("p-sec"), f"document/{document}", "field/department", "漯河海关", None)
        log.set(actor("p-sec"), f"document/{document}", "field/duty", "属海关职责", None)
    documents.issue(bureau.db, bureau.press, actor("p-lead"), document)
    assert bureau.finding_row(finding)["department_id"] == "漯河海关"
    assert "漯河海关" in bureau.desk().get(f"/bureau/findings/{finding}").text
    assert verify.verify(bureau.db, ORG).problems == []


def test_a_letter_about_what_was_transferred_on_the_page_is_filled_from_it(bureau: Bureau) -> None:
    finding = sent(bureau)
    bureau.set_documents(ticked={transfers.LETTER: ["code_word"]})
    document = drafts.draft(bureau.db, actor("p-sec"), transfers.LETTER, findings=[finding])
    page = bureau.desk().get(f"/bureau/documents/{document}/edit").text
    assert "县消防救援大队" in page
    assert "属消防职责" in page
    documents.issue(bureau.db, bureau.press, actor("p-lead"), document)
    assert bureau.finding_row(finding)["state"] == "transferred"
