"""派单 and 文书: from dispatch to the slip with the code, and what is refused on the way."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from inspect_app.commands import documents, findings, links
from inspect_app.domain import dates
from inspect_app.queries import document as q
from inspect_app.storage import tables as t
from inspect_app.web.views import today
from tests.helpers import actor
from tests.web.bureau_case import DECISION, Bureau, submit


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def plan(bureau: Bureau, person: str = "p-sec", **given):
    day = dates.add_days(today(), 1)
    values = {
        "enterprise": "e-1",
        "planned_date": day,
        "track": "advisory",
        "lead": "p-exp1",
        "members": ["p-exp2"],
        "checklists": ["electrical@0.1.0"],
        **given,
    }
    return submit(bureau.desk(person), "/bureau/visits/new?enterprise=e-1", "/bureau/visits/new", **values)


def draft(bureau: Bureau, visit: str, doc_type: str = "doc_rectify_notice", person: str = "p-sec") -> str:
    answer = submit(
        bureau.desk(person), f"/bureau/visits/{visit}", f"/bureau/visits/{visit}/draft", type=doc_type
    )
    assert answer.status_code == 302, answer.text
    return answer.location.rsplit("/", 1)[1]


def serve(bureau: Bureau, document: str, person: str = "p-sec", **given):
    page = f"/bureau/documents/{document}"
    return submit(
        bureau.desk(person),
        page,
        f"{page}/serve",
        **{"method": "direct", "day": today(), "to": "杨经理", **given},
    )


def row(bureau: Bureau, document: str) -> dict:
    with bureau.db.read() as connection:
        found = q.one(connection, actor("p-sec"), document)
    assert found is not None
    return found


def test_a_notice_goes_from_draft_to_the_hands_of_the_enterprise(bureau: Bureau) -> None:
    visit, finding = bureau.accepted()
    assert "待起草" in bureau.desk().get("/bureau/documents").text
    document = draft(bureau, visit)
    page = f"/bureau/documents/{document}"
    preview = bureau.desk().get(f"{page}/preview.pdf")
    assert preview.data[:5] == b"%PDF-"
    asked = bureau.desk().get(f"{page}/issue").text
    assert "取用下一个文号" in asked
    assert row(bureau, document)["state"] == "draft", "asking changes nothing"
    assert submit(bureau.desk("p-lead"), f"{page}/issue", f"{page}/issue").status_code == 302
    year = dt.date.fromisoformat(today()).year
    assert row(bureau, document)["number"] == f"临应急隐改〔{year}〕1号"
    file = bureau.desk().get(f"{page}/file.pdf")
    assert file.headers["Content-Disposition"].startswith("attachment")
    slip = serve(bureau, document)
    assert slip.status_code == 200
    code = re.search(r'slip-code"[^>]*>([^<]+)<', slip.text)
    assert code
    found = links.find(bureau.db, code[1], "service")
    assert found is not None
    assert found.document == document
    assert code[1] not in bureau.desk().get(page).text, "shown once"
    with bureau.db.read() as connection:
        assert (
            connection.exec_driver_sql(f"SELECT state FROM finding WHERE id = '{finding}'").scalar()
            == "rectifying"
        )
    again = serve_again(bureau, document)
    assert again.status_code == 409
    assert "已送达" in again.text
    assert bureau.desk().get(f"{page}/file.pdf").data == file.data, "an issued file never changes"


def serve_again(bureau: Bureau, document: str):
    """The form of a page that was loaded before somebody else registered the service."""
    return submit(
        bureau.desk(),
        f"/bureau/documents/{document}",
        f"/bureau/documents/{document}/serve",
        method="direct",
        day=today(),
        to="杨经理",
    )


def test_a_lost_code_is_replaced_and_the_old_one_ends(bureau: Bureau) -> None:
    notice = bureau.served()
    page = f"/bureau/documents/{notice.document}"
    slip = submit(bureau.desk(), page, f"{page}/code")
    code = re.search(r'slip-code"[^>]*>([^<]+)<', slip.text)
    assert code
    assert links.find(bureau.db, code[1], "service") is not None
    assert links.find(bureau.db, notice.service, "service") is None


def test_there_is_no_code_before_service(bureau: Bureau) -> None:
    document, *_ = bureau.issued()
    page = f"/bureau/documents/{document}"
    assert submit(bureau.desk(), page, f"{page}/code").status_code == 409


def test_an_expert_opinion_is_drafted_beside_the_notice(bureau: Bureau) -> None:
    visit, _ = bureau.accepted()
    document = draft(bureau, visit, "doc_expert_opinion")
    assert row(bureau, document)["type"] == "doc_expert_opinion"
    assert "专家检查意见书" in bureau.desk().get(f"/bureau/documents/{document}").text


def test_without_assigned_findings_there_is_nothing_to_notify(bureau: Bureau) -> None:
    visit = bureau.inspected()[0]
    answer = submit(
        bureau.desk(), f"/bureau/visits/{visit}", f"/bureau/visits/{visit}/draft", type="doc_rectify_notice"
    )
    assert answer.status_code == 409
    assert "没有已交办、尚未通知的隐患" in answer.text


def test_a_character_that_cannot_be_printed_is_named_on_the_page_before_a_number_is_taken(
    bureau: Bureau,
) -> None:
    visit, finding, _ = bureau.inspected()
    findings.accept(
        bureau.db,
        actor("p-sec"),
        finding,
        {"severity": "general"},
        {"due_date": "2026-12-08", "statement": "配电箱😀未接地。"},
    )
    document = draft(bureau, visit)
    page = f"/bureau/documents/{document}"
    shown = bureau.desk().get(page)
    assert shown.status_code == 200
    assert "U+1F600" in shown.text
    assert "<iframe" not in shown.text
    assert bureau.desk().get(f"{page}/preview.pdf").status_code == 422
    refused = submit(bureau.desk(), page, f"{page}/issue")
    assert refused.status_code == 409
    assert row(bureau, document)["number"] is None


def test_void_needs_a_reason_and_ends_the_codes(bureau: Bureau) -> None:
    notice = bureau.served()
    page = f"/bureau/documents/{notice.document}"
    assert "请填写“作废理由”" in submit(bureau.desk(), page, f"{page}/void").text
    assert submit(bureau.desk(), page, f"{page}/void", reason="企业名称有误").status_code == 302
    assert "企业名称有误" in bureau.desk().get(page).text
    assert links.find(bureau.db, notice.service) is None
    assert bureau.desk().get(f"{page}/file.pdf").status_code == 200, "the file stays"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"to": ""}, "请填写“受送达人”"),
        ({"method": "pigeon"}, "请选择送达方式"),
        ({"day": "昨天"}, "不是有效的日期"),
    ],
)
def test_service_that_is_not_complete_is_refused(bureau: Bureau, given: dict[str, str], words: str) -> None:
    document, *_ = bureau.issued()
    answer = serve(bureau, document, **given)
    assert answer.status_code == 409
    assert words in answer.text
    assert row(bureau, document)["state"] == "issued"


@pytest.mark.parametrize(
    ("person", "status"), [("p-off1", 409), ("p-grid", 403), ("p-audit", 403), ("p-comm", 409)]
)
def test_only_the_desk_issues(bureau: Bureau, person: str, status: int) -> None:
    visit, _ = bureau.accepted()
    document = draft(bureau, visit)
    page = f"/bureau/documents/{document}"
    desk = bureau.desk(person)
    assert desk.get(page).status_code == (404 if person == "p-grid" else 200), "a township sees no draft"
    assert submit(desk, "/bureau/documents", f"{page}/issue").status_code == status
    assert row(bureau, document)["state"] == "draft"


def test_another_townships_documents_are_not_there(bureau: Bureau) -> None:
    notice = bureau.served(enterprise="e-2")
    grid = bureau.desk("p-grid")
    for path in ("", "/preview.pdf", "/file.pdf"):
        assert grid.get(f"/bureau/documents/{notice.document}{path}").status_code == 404
    assert grid.get(f"/bureau/visits/{notice.visit}").status_code == 404
    assert notice.document not in grid.get("/bureau/documents?tab=all").text


def test_a_township_sees_what_its_enterprises_were_given_and_no_draft_nor_paper_of_the_bureau(
    bureau: Bureau,
) -> None:
    notice, grid = bureau.served(), bureau.desk("p-grid")
    visit, _ = bureau.accepted(seed=5)
    document = draft(bureau, visit)
    seen = grid.get("/bureau/documents?tab=all").text
    assert notice.document in seen
    assert document not in seen
    assert grid.get(f"/bureau/documents/{notice.document}/file.pdf").status_code == 200
    for path in ("", "/preview.pdf", "/file.pdf"):
        assert grid.get(f"/bureau/documents/{document}{path}").status_code == 404
    assert document not in grid.get(f"/bureau/visits/{visit}").text
    with bureau.db.write() as connection:
        connection.execute(
            t.document.update().where(t.document.c.id == notice.document).values(type="doc_close_sheet")
        )
    assert grid.get(f"/bureau/documents/{notice.document}/file.pdf").status_code == 404


def test_the_list_is_narrowed_by_enterprise_or_number(bureau: Bureau) -> None:
    notice = bureau.served()
    desk = bureau.desk()
    assert notice.document in desk.get("/bureau/documents?tab=served&q=颍川").text
    assert notice.document in desk.get("/bureau/documents?tab=all&q=1号").text
    assert "没有找到文书" in desk.get("/bureau/documents?tab=served&q=不存在").text


# --- visits ------------------------------------------------------------------------------------------------------------------------------


def test_a_visit_is_dispatched_from_a_search(bureau: Bureau) -> None:
    assert "/bureau/visits/new?enterprise=e-1" in bureau.desk().get("/bureau/visits/new?q=颍川").text
    assert "没有找到这家企业" in bureau.desk().get("/bureau/visits/new?q=不存在").text
    answer = plan(bureau)
    assert answer.status_code == 302
    page = bureau.desk().get(answer.location).text
    assert "王建国" in page
    assert "李红霞" in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"checklists": []}, "检查表"), ({"lead": ""}, "请填写“组长”"), ({"planned_date": "2020-01-01"}, "已经过去"), ({"lead": "p-sec"}, "已登记的专家或执法人员"),
        ({"track": "enforcement"}, "两名以上"), ({"checklists": ["nothing@9"]}, "没有这些检查表"),
    ],
)  # fmt: skip
def test_a_dispatch_that_does_not_hold_is_refused_and_keeps_the_choices(
    bureau: Bureau, given: dict, words: str
) -> None:
    answer = plan(bureau, **given)
    assert answer.status_code == 409
    assert words in answer.text
    assert 'value="p-exp2" checked' in answer.text


def test_a_planned_visit_is_cancelled_with_a_reason(bureau: Bureau) -> None:
    visit = plan(bureau).location.rsplit("/", 1)[1]
    page = f"/bureau/visits/{visit}"
    assert "请填写“取消理由”" in submit(bureau.desk(), page, f"{page}/cancel").text
    assert submit(bureau.desk(), page, f"{page}/cancel", reason="企业停产").status_code == 302
    assert "企业停产" in bureau.desk().get(page).text
    assert submit(bureau.desk(), page, f"{page}/cancel", reason="再取消").status_code == 409


def test_a_visit_shows_what_was_answered_by_whom_and_what_was_signed(bureau: Bureau) -> None:
    visit, _, _ = bureau.inspected()
    page = bureau.desk().get(f"/bureau/visits/{visit}").text
    assert "已查 2 / 2" in page
    assert "elec-sub-01" in page
    assert "不符合" in page
    assert "第 1 版" in page
    assert "无异议" in page


def test_readers_cannot_dispatch(bureau: Bureau) -> None:
    assert bureau.desk("p-grid").get("/bureau/visits/new").status_code == 403
    assert bureau.desk("p-audit").get("/bureau/visits/new").status_code == 403


def test_a_document_of_a_changed_finding_is_refused_in_words(bureau: Bureau) -> None:
    visit, finding = bureau.accepted()
    document = draft(bureau, visit)
    findings.act(bureau.db, actor("p-sec"), finding, "cancel", {"reason": "设备已拆除"})
    page = f"/bureau/documents/{document}"
    answer = submit(bureau.desk(), page, f"{page}/issue")
    assert answer.status_code == 409
    assert "重新起草" in answer.text


def test_issuing_twice_gives_one_number(bureau: Bureau) -> None:
    visit, _ = bureau.accepted()
    document = draft(bureau, visit)
    page = f"/bureau/documents/{document}"
    submit(bureau.desk(), page, f"{page}/issue")
    assert submit(bureau.desk(), page, f"{page}/issue").status_code == 409
    assert bureau.desk().get(f"{page}/issue").status_code == 302
    assert documents.sweep(bureau.db, bureau.press) == 0


def test_the_whole_way_is_offered_step_by_step(bureau: Bureau) -> None:
    finding = bureau.inspected()[1]
    page = f"/bureau/review/{finding}"
    submit(bureau.desk(), page, f"{page}/decide", **DECISION)
    shown = bureau.desk().get(f"/bureau/findings/{finding}").text
    assert "起草整改通知书" in shown
