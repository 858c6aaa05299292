"""Service on the pages: what each way asks, what the enterprise opened, withdrawn and replaced, and papers that stay in the bureau."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspect_app.commands import documents, drafts, findings, links
from inspect_app.commands.press import Press
from inspect_app.domain.doc_types import DOC_TYPES, NOTICE
from tests.helpers import NOW, TODAY, actor
from tests.web.bureau_case import Bureau, submit


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


TICKED = {code: list(kind.unsure) for code, kind in DOC_TYPES.items() if kind.unsure}


def state(bureau: Bureau, document: str) -> str:
    from inspect_app.storage import tables as t

    with bureau.db.read() as connection:
        return str(
            connection.scalar(
                t.document.select().with_only_columns(t.document.c.state).where(t.document.c.id == document)
            )
        )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"method": "leave"}, "拒收事由"), ({"method": "leave", "reason": "拒收", "witness": "王村长"}, "第二名送达人"), ({"method": "mail"}, "邮件号码"),
        ({"method": "electronic"}, "电子送达确认书"), ({"method": "direct", "time": "25:10"}, "时:分"), ({"method": "direct", "day": "2026-01-01"}, "不能早于签发日期"),
    ],
)  # fmt: skip
def test_a_way_of_service_says_what_it_needs_and_keeps_what_was_typed(
    bureau: Bureau, given: dict[str, str], words: str
) -> None:
    document, *_ = bureau.issued()
    page = f"/bureau/documents/{document}"
    day = given.get("day") or TODAY
    answer = submit(
        bureau.desk(), page, f"{page}/serve", **{"to": "杨经理", "place": "厂区门口", **given, "day": day}
    )
    assert answer.status_code == 409
    assert words in answer.text
    assert 'value="厂区门口"' in answer.text
    assert state(bureau, document) == "issued"


def test_the_desk_sees_that_the_enterprise_opened_it_and_that_this_is_no_service(bureau: Bureau) -> None:
    document, *_ = bureau.issued()
    assert "企业尚未打开" in bureau.desk().get(f"/bureau/documents/{document}").text
    firm = bureau.desk("p-ent1")
    for _ in range(2):
        assert firm.get(f"/portal/documents/{document}").status_code == 200
    page = bureau.desk().get(f"/bureau/documents/{document}").text
    assert "首次打开（韩安全）" in page
    assert "阅读不等于送达" in page
    assert page.count("企业首次打开") == 1
    assert state(bureau, document) == "issued"


def test_withdrawn_and_replaced_from_the_page(bureau: Bureau) -> None:
    document, *_ = bureau.issued()
    page, desk = f"/bureau/documents/{document}", bureau.desk()
    answer = submit(desk, page, f"{page}/replace")
    new = answer.location.rsplit("/", 1)[-1]
    assert answer.status_code == 302
    documents.issue(bureau.db, Press(bureau.blobs, "secret", "http://localhost"), actor("p-lead"), new)
    assert state(bureau, document) == "superseded"
    text = desk.get(page).text
    assert "已被替代" in text
    assert f"/bureau/documents/{new}" in text
    assert submit(desk, page, f"{page}/replace").status_code in (404, 409)


def test_a_paper_receipt_is_registered_at_the_desk(bureau: Bureau) -> None:
    notice = bureau.served()
    page = f"/bureau/documents/{notice.document}"
    assert submit(bureau.desk(), page, f"{page}/receipt", name="", day=TODAY).status_code == 409
    assert (
        submit(bureau.desk(), page, f"{page}/receipt", name="杨经理", title="经理", day=TODAY).status_code
        == 302
    )
    assert "杨经理（经理）" in bureau.desk().get(page).text


def test_what_stays_in_the_bureau_is_neither_the_enterprises_to_see_nor_opened_by_its_code(
    bureau: Bureau,
) -> None:
    bureau.set_documents(ticked=TICKED)
    finding = bureau.answered()
    outcome = {"reinspector": "p-off1", "at": NOW, "note": "属实"}
    findings.reinspect(bureau.db, actor("p-off1"), finding, True, outcome)
    sheet = drafts.draft(bureau.db, actor("p-sec"), "doc_close_sheet", findings=[finding])
    codes = []
    with pytest.MonkeyPatch.context() as patch:
        make = links.new_code
        patch.setattr(links, "new_code", lambda kind: codes.append(make(kind)) or codes[-1])
        documents.issue(bureau.db, Press(bureau.blobs, "secret", "http://localhost"), actor("p-sec"), sheet)
    assert bureau.finding_row(finding)["state"] == "closed"
    anybody, firm = bureau.app.test_client(), bureau.desk("p-ent1")
    for path in ("", "/notice.pdf"):
        answer = anybody.get(f"/n/{codes[0]}{path}")
        assert (answer.status_code, answer.location) == (302, f"/verify/{codes[0]}")
    assert "隐患销号审批单" in anybody.get(f"/verify/{codes[0]}").text
    assert firm.get(f"/portal/documents/{sheet}").status_code == 404
    assert sheet not in firm.get("/portal/").text
    page = bureau.desk().get(f"/bureau/documents/{sheet}").text
    assert "登记送达" not in page
    assert NOTICE not in page
