"""Verifying a leave-behind copy without an account, and what the bureau's page says of it."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from typing import Any

import pytest

from inspect_app.commands import documents, drafts, push, visits
from inspect_app.commands.log import writing
from inspect_app.domain import slip
from inspect_app.domain.doc_types import OPINION
from inspect_app.domain.people import system
from tests.helpers import ORG, Tablet, actor, plan_value, raw
from tests.slip_case import hash_of, signed, submit
from tests.web.bureau_case import Bureau

PRIVATE = ("颍川食品", "杨经理", "王建国", "孙网格", "配电室", "91411122")


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def left(bureau: Bureau, told: str = "", **fields: Any) -> tuple[str, str]:
    """(visit, hash on its paper) of a visit that was signed, submitted and received."""
    visit, tablet = visits.plan(bureau.db, actor("p-sec"), plan_value()), Tablet(bureau.db)
    ops = signed(tablet, visit, **fields)
    hashed = told or hash_of(ops, visit)
    push.push(bureau.db, actor("p-exp1"), tablet.device, raw([*ops, submit(tablet, visit, ops, hashed)]))
    return visit, hashed


def ask(bureau: Bureau, code: str, hashed: str, **environ: str) -> Any:
    return bureau.browser(**environ).get("/verify/slip", query_string={"code": code, "hash": hashed})


def test_a_genuine_paper_is_the_same_with_sixteen_digits_or_all_and_says_nothing_private(
    bureau: Bureau,
) -> None:
    visit, hashed = left(bureau)
    code = slip.visit_code(visit)
    for typed_code, typed in ((code, slip.short_hash(hashed)), (code.lower().replace("-", ""), hashed)):
        answer = ask(bureau, typed_code, typed)
        assert answer.status_code == 200
        assert "内容一致" in answer.text
        assert "尚未签发" in answer.text
        assert not [word for word in PRIVATE if word in answer.text]
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]


def test_the_number_of_the_opinion_is_told_once_it_is_issued(bureau: Bureau) -> None:
    visit, hashed = left(bureau)
    document = drafts.draft(bureau.db, actor("p-sec"), OPINION, visit)
    row = documents.issue(bureau.db, bureau.press, actor("p-lead"), document)
    assert row["number"] in ask(bureau, slip.visit_code(visit), hashed).text


def test_another_hash_differs_and_another_code_has_not_arrived(bureau: Bureau) -> None:
    visit, hashed = left(bureau)
    wrong = "0" * 16 if not hashed.startswith("0") else "f" * 16
    differs = ask(bureau, slip.visit_code(visit), wrong)
    assert "内容不一致" in differs.text
    waiting = ask(bureau, slip.visit_code(str(uuid.uuid4())), hashed)
    assert (waiting.status_code, "局端尚未收到" in waiting.text) == (404, True)
    planned = visits.plan(bureau.db, actor("p-sec"), plan_value())
    assert "局端尚未收到" in ask(bureau, slip.visit_code(planned), hashed).text


@pytest.mark.parametrize(
    ("code", "hashed", "problem"),
    [("ABC", "0" * 16, "检查编号是 16 位"), ("A" * 16, "xyz", "内容校验码至少 16 位"), ("A" * 16, "0" * 15, "内容校验码至少 16 位"), ("", "<b>", "检查编号是 16 位")],
)  # fmt: skip
def test_what_was_mistyped_comes_back_with_what_is_wrong(
    bureau: Bureau, code: str, hashed: str, problem: str
) -> None:
    answer = ask(bureau, code, hashed)
    assert answer.status_code == 400
    assert problem in answer.text
    assert "<b>" not in answer.text.replace("<b>{{", "")
    assert "核对现场告知单" in bureau.browser().get("/verify/slip").text
    assert "核对现场告知单" in bureau.browser().get("/verify/").text


def test_guessing_is_stopped_for_the_guesser_only(bureau: Bureau) -> None:
    visit, hashed = left(bureau)
    code = slip.visit_code(visit)
    answers = [ask(bureau, code, f"{n:016x}", REMOTE_ADDR="198.51.100.7").status_code for n in range(1, 32)]
    assert answers == [200] * 30 + [429]
    assert ask(bureau, code, hashed, REMOTE_ADDR="198.51.100.8").status_code == 200


def card(bureau: Bureau, visit: str) -> str:
    page = bureau.desk().get(f"/bureau/visits/{visit}").text
    found = re.search(r'<section class="card" id="slip">.*?</section>', page, re.DOTALL)
    assert found
    return found[0]


def test_the_desk_sees_that_paper_and_content_are_the_same(bureau: Bureau) -> None:
    visit, hashed = left(bureau)
    shown = card(bureau, visit)
    assert "与现场告知单一致" in shown
    assert hashed in shown
    assert slip.visit_code(visit) in shown


def test_the_desk_sees_both_hashes_when_they_differ_and_where_the_registry_does(bureau: Bureau) -> None:
    visit, told = left(bureau, told="f" * 64)
    with writing(bureau.db, ORG) as log:
        log.record(system(ORG), "enterprise/e-1", {"name": "改名后的公司", "uscc": "91411122000000001X"})
    shown = card(bureau, visit)
    assert "与现场告知单不一致" in shown
    assert len(set(re.findall("[0-9a-f]{64}", shown))) == 2
    assert told in shown
    assert "企业名称：单上“临颍县颍川食品有限公司”，局端“改名后的公司”" in shown


def test_answers_from_paper_are_marked_at_the_desk(bureau: Bureau) -> None:
    visit, _ = left(bureau)
    page = bureau.desk().get(f"/bureau/visits/{visit}").text
    assert '其中纸质记录补录 <b class="num">1</b>' in page
    assert "写于纸质检查表第 1 页" in page
