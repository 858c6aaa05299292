"""研判: the queue, the decision, and everything that stands in its way."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspect_app.commands import findings, push
from inspect_app.queries import finding as q
from inspect_app.web.bureau import bases
from tests.helpers import Tablet, actor, raw
from tests.web.bureau_case import DECISION, Bureau, fields, submit


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def row(bureau: Bureau, finding: str) -> dict:
    with bureau.db.read() as connection:
        found = q.one(connection, actor("p-lead"), finding)
    assert found is not None
    return found


def decide(bureau: Bureau, finding: str, person: str = "p-sec", **given: str):
    page = f"/bureau/review/{finding}"
    return submit(bureau.desk(person), page, f"{page}/decide", **{**DECISION, **given})


def test_the_oldest_submitted_finding_stands_first(bureau: Bureau) -> None:
    first = bureau.inspected(seed=1)[1]
    second = bureau.inspected(seed=3)[1]
    page = bureau.desk().get("/bureau/review").text
    assert (
        0
        < page.index(f"/bureau/review/{first}")
        < page.index(f"/bureau/review/{second}", page.index("<tbody>"))
    )


def test_an_empty_queue_says_where_findings_come_from(bureau: Bureau) -> None:
    assert "专家在现场提交" in bureau.desk().get("/bureau/review").text


def test_a_general_finding_is_confirmed_graded_and_assigned_in_one_step_and_the_next_comes_by_itself(
    bureau: Bureau,
) -> None:
    first, second = bureau.inspected(seed=1)[1], bureau.inspected(seed=3)[1]
    answer = decide(bureau, first)
    assert answer.status_code == 302
    assert answer.location == f"/bureau/review/{second}"
    found = row(bureau, first)
    assert (found["state"], found["severity"], found["due_date"]) == ("assigned", "general", "2026-12-08")
    assert found["statement"] == "一号车间配电室门向内开启。"
    assert found["rectify_owner"] == "杨经理"


def test_after_the_last_finding_the_queue_is_shown(bureau: Bureau) -> None:
    answer = decide(bureau, bureau.inspected()[1])
    assert answer.location == "/bureau/review?queue=submitted"


def test_the_page_shows_marks_of_the_basis_and_what_the_enterprise_had_before(bureau: Bureau) -> None:
    before = bureau.accepted(seed=1)[1]
    page = bureau.desk().get(f"/bureau/review/{bureau.inspected(seed=3)[1]}").text
    assert "条文未核对" in page
    assert "缺条款号" in page
    assert f"/bureau/findings/{before}" in page


def test_a_verified_clause_is_kept_and_an_unverified_basis_is_printed_by_name_only(bureau: Bureau) -> None:
    finding = bureau.inspected()[1]
    decide(bureau, finding)
    assert row(bureau, finding)["basis"] == [
        {"name": "低压配电设计规范", "number": "GB 50054-2011", "clause": "4.3.2"},
        {"name": "用电安全导则", "number": "GB/T 13869-2017", "clause": ""},
    ]


def test_an_unverified_clause_is_refused_until_the_original_was_read(bureau: Bureau) -> None:
    finding = bureau.inspected()[1]
    refused = decide(bureau, finding, **{"basis-1": "full", "clause-1": "第六条"})
    assert refused.status_code == 409
    assert "尚未核对原文" in refused.text
    assert 'value="第六条"' in refused.text, "what was typed stays"
    assert row(bureau, finding)["state"] == "submitted"
    assert (
        decide(bureau, finding, **{"basis-1": "full", "clause-1": "第六条", "ticked-1": "1"}).status_code
        == 302
    )
    assert row(bureau, finding)["basis"][1]["clause"] == "第六条"


def test_at_least_one_basis_stays(bureau: Bureau) -> None:
    refused = decide(bureau, bureau.inspected()[1], **{"basis-0": "drop", "basis-1": "drop"})
    assert refused.status_code == 409
    assert "至少保留一条依据" in refused.text


def test_a_clause_that_was_ticked_once_is_not_asked_for_again(bureau: Bureau) -> None:
    first, second = (bureau.inspected(seed=seed)[1] for seed in (1, 2))
    assert 'name="ticked-1"' in bureau.desk().get(f"/bureau/findings/{second}").text
    assert (
        decide(bureau, first, **{"basis-1": "full", "clause-1": "第6.1条", "ticked-1": "1"}).status_code
        == 302
    )
    page = bureau.desk().get(f"/bureau/findings/{second}").text
    assert 'name="ticked-1"' not in page
    assert "《用电安全导则》第6.1条" in page
    assert decide(bureau, second, **{"basis-1": "full"}).status_code == 302
    assert bureau.finding_row(second)["basis"][1]["clause"] == "第6.1条"


def test_a_basis_that_is_added_needs_its_tick_when_it_names_a_clause() -> None:
    given = {"basis-name-new": "《消防法》", "clause-new": "第二十八条"}
    with pytest.raises(Exception, match="尚未核对原文"):
        bases.chosen(given, [])
    assert bases.chosen({**given, "ticked-new": "1"}, []) == [
        {"name": "消防法", "number": "", "clause": "第二十八条"}
    ]


def test_a_basis_that_ends_or_begins_elsewhere_is_said_beside_it_and_not_offered_with_its_clause() -> None:
    basis = {"name": "用电安全导则", "number": "GB/T 13869-2017", "clause": "5.1", "src": "V"}
    [before], [after] = (
        bases.choices({"found_on": day}, {"basis": [basis]}) for day in ("2026-12-01", "2027-03-01")
    )
    assert (before["print"], before["doubts"]) == ("full", [])
    assert (after["print"], after["printable"]) == ("name", "name")
    assert "自2027-02-01起由 GB/T 13869-2026 代替" in after["doubts"][0]
    assert bases.chosen({}, [after], "2027-03-01") == [
        {"name": "用电安全导则", "number": "GB/T 13869-2017", "clause": ""}
    ]
    with pytest.raises(Exception, match="已不施行"):
        bases.chosen({"basis-0": "full", "ticked-0": "1"}, [after], "2027-03-01")


def test_a_basis_that_is_added_must_have_been_in_force(bureau: Bureau) -> None:
    finding = bureau.inspected()[1]
    added = {
        "basis-name-new": "安全色和安全标志",
        "number-new": "GB 2894-2008",
        "clause-new": "4.1",
        "ticked-new": "1",
    }
    refused = decide(bureau, finding, **added)
    assert refused.status_code == 409
    assert "由 GB 2894-2025 代替，检查日 2026-11-23 时已不施行" in refused.text
    assert row(bureau, finding)["state"] == "submitted"
    assert decide(bureau, finding, **{**added, "number-new": "GB 2894-2025"}).status_code == 302


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"due_date": ""}, "请填写“整改期限”"), ({"due_date": "12月8日"}, "不是有效的日期"), ({"due_date": "2020-01-01"}, "不能早于检查日期"),
        ({"statement": " "}, "请填写“问题描述”"), ({"severity": "major", "criterion": "第三条"}, "须由局领导"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_in_words(bureau: Bureau, given: dict[str, str], words: str) -> None:
    finding = bureau.inspected()[1]
    answer = decide(bureau, finding, **given)
    assert answer.status_code == 409
    assert words in answer.text
    assert row(bureau, finding)["state"] == "submitted"


def test_a_clerk_confirms_a_suspected_major_finding_and_the_leader_grades_it(bureau: Bureau) -> None:
    finding = bureau.inspected(suspected=True)[1]
    page = bureau.desk().get(f"/bureau/review/{finding}").text
    assert "特种作业人员未按照规定" in page, "the criterion's own words"
    assert "确认，转局领导定级" in page
    assert decide(bureau, finding).status_code == 302
    assert (row(bureau, finding)["state"], row(bureau, finding)["severity"]) == (
        "confirmed",
        "suspected_major",
    )
    assert "等待局领导" in bureau.desk().get(f"/bureau/review/{finding}").text
    assert decide(bureau, finding).status_code == 409, (
        "a clerk cannot grade it by sending the form all the same"
    )
    no_criterion = decide(bureau, finding, "p-lead", severity="major")
    assert "判定标准条款" in no_criterion.text
    assert (
        decide(bureau, finding, "p-lead", severity="major", criterion="令第10号第三条第（二）项").status_code
        == 302
    )
    assert (row(bureau, finding)["state"], row(bureau, finding)["severity"]) == ("assigned", "major")


def test_the_leader_may_find_a_suspected_major_finding_to_be_general(bureau: Bureau) -> None:
    finding = bureau.inspected(suspected=True)[1]
    assert decide(bureau, finding, "p-lead").status_code == 302
    assert (row(bureau, finding)["state"], row(bureau, finding)["severity"]) == ("assigned", "general")


def test_returning_needs_a_reason(bureau: Bureau) -> None:
    finding = bureau.inspected()[1]
    page, to = f"/bureau/review/{finding}", f"/bureau/review/{finding}/return"
    assert "请填写“退回理由”" in submit(bureau.desk(), page, to, reason=" ").text
    assert submit(bureau.desk(), page, to, reason="照片看不清铭牌").status_code == 302
    assert row(bureau, finding)["reason"] == "照片看不清铭牌"


def test_a_finding_is_merged_into_another_of_the_same_enterprise_only(bureau: Bureau) -> None:
    one, other = bureau.inspected(seed=1)[1], bureau.inspected(enterprise="e-2", seed=3)[1]
    to = f"/bureau/review/{one}/merge"
    assert submit(bureau.desk(), f"/bureau/review/{one}", to, into=other).status_code == 409
    assert "请填写" in submit(bureau.desk(), f"/bureau/review/{one}", to).text


def test_a_page_that_is_out_of_date_explains_what_changed_and_keeps_what_was_typed(bureau: Bureau) -> None:
    finding = bureau.inspected(suspected=True)[1]
    desk, page = bureau.desk("p-lead"), f"/bureau/review/{finding}"
    shown = desk.get(page).text
    findings.accept(bureau.db, actor("p-sec"), finding, {}, {})
    answer = desk.post(f"{page}/decide", data={**fields(shown), **DECISION, "measure": "我写的措施"})
    assert answer.status_code == 409
    assert "已被他人处理" in answer.text
    assert '<span class="new">新</span>' in answer.text
    assert "我写的措施" in answer.text
    assert row(bureau, finding)["state"] == "confirmed"


def test_a_finding_that_was_decided_meanwhile_leads_to_its_own_page(bureau: Bureau) -> None:
    finding = bureau.accepted()[1]
    assert bureau.desk().get(f"/bureau/review/{finding}").location == f"/bureau/findings/{finding}"


def test_values_that_two_tablets_wrote_are_both_shown_with_author_and_time(bureau: Bureau) -> None:
    visit, finding, _ = bureau.inspected()
    other = Tablet(bureau.db, "p-exp2")
    op = other.op(visit, f"finding/{finding}", "statement", "另一台平板的描述")
    push.push(bureau.db, actor("p-exp2"), other.device, raw([op]))
    page = bureau.desk().get(f"/bureau/review/{finding}").text
    assert "同一内容有不同记录" in page
    assert "另一台平板的描述" in page
    assert "配电室门向内开启，未向疏散方向开启。" in page
    assert "李红霞" in page
    assert "补充记录" in page, "it came after the signed version"


def test_an_unknown_command_is_refused(bureau: Bureau) -> None:
    finding = bureau.inspected()[1]
    answer = submit(bureau.desk(), f"/bureau/review/{finding}", f"/bureau/review/{finding}/close_everything")
    assert answer.status_code == 409
    assert "没有这种操作" in answer.text


def test_the_reviewer_of_advice_is_told_of_words_that_order(bureau: Bureau) -> None:
    finding = bureau.inspected()[1]
    page = bureau.desk().get(f"/bureau/review/{finding}").text
    assert 'id="statement-orders" aria-live="polite" hidden' in page
    refused = decide(bureau, finding, statement="配电箱必须停用。", due_date="")
    assert "“必须”是命令的口气" in refused.text
    assert decide(bureau, finding, statement="配电箱必须停用。").status_code == 302, "a hint stops nobody"
