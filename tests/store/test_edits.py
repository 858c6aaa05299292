"""A draft is changed by several people: nothing is written over unseen, ledger and document say the same, and the log replays to what stands."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_app.commands import documents, drafts, edits, findings, verify
from inspect_app.commands.press import Press
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.queries import drafts as q
from inspect_app.render import fonts
from tests.conftest import County
from tests.helpers import ORG, actor, finding_ids, jpeg

NOTICE, OPINION, LISTED = "doc_rectify_notice", "doc_expert_opinion", "doc_listed_notice"
SECTION, LEADER = actor("p-sec"), actor("p-lead")


@pytest.fixture(scope="module", autouse=True)
def font_set() -> None:
    fonts.build()


def inspected(county: County, count: int = 1, *, suspected: bool = False) -> tuple[str, list[str]]:
    """A received visit with so many findings, each with a photo."""
    visit, tablet = county.plan(), county.tablet()
    ops: list[dict[str, Any]] = []
    for n in range(count):
        picture = jpeg(n + 1)
        ops = [op for op in ops if op["path"] != "submit"] + tablet.inspection(
            visit, [picture], suspected=suspected
        )
        county.photo(picture)
    ops = [op for op in ops if op["path"] != "submit"]
    county.push(tablet, [*ops, tablet.submit(visit, ops)])
    return visit, finding_ids(county.db, visit)


def notice(county: County, count: int = 1) -> tuple[str, list[str]]:
    """A draft of a notice with its findings in order."""
    visit, ids = inspected(county, count)
    for id_ in ids:
        findings.accept(county.db, SECTION, id_, {"severity": "general"}, {"due_date": "2026-12-08"})
    document = drafts.draft(county.db, SECTION, NOTICE, visit)
    return document, county.row("document", document)["findings"]


def listed_notice(county: County) -> str:
    """A draft with blanks: supervision of a major finding."""
    _, [finding] = inspected(county, suspected=True)
    findings.act(county.db, SECTION, finding, "confirm", {})
    grade = {"severity": "major", "criterion": "第三条第（二）项"}
    findings.act(county.db, LEADER, finding, "grade", grade)
    return drafts.draft(county.db, SECTION, LISTED, findings=[finding])


def heads(county: County, document: str) -> dict[str, list[str]]:
    """What a page opened now has seen of each blank."""
    with county.db.read() as connection:
        return {name: one["heads"] for name, one in q.blanks(connection, ORG, document).items()}


def value(county: County, document: str, name: str) -> str:
    with county.db.read() as connection:
        return str(q.blanks(connection, ORG, document)[name]["value"])


def marks(county: County, finding: str) -> dict[str, str]:
    """What a page opened now has seen of a finding's words."""
    return {name: edits.mark_of(county.row("finding", finding)[name]) for name in edits.WORDS_OF_FINDING}


def test_a_blank_is_filled_and_the_document_says_it(county: County) -> None:
    document = listed_notice(county)
    typed = {"charge": "  城关街道办事处\r\n", "charge_person": "李主任", "until": "2027-01-31"}
    done = edits.edit(county.db, SECTION, document, typed, {})
    assert (sorted(done.saved), done.clashes, done.refused) == (sorted(typed), [], {})
    with county.db.read() as connection:
        facts = q.bare_facts(connection, ORG, county.row("document", document))
    assert (
        facts.words["until"]
        == "请你单位于2027年1月31日前完成治理。督办责任单位：城关街道办事处，督办责任人：李主任。"
    )
    assert verify.verify(county.db, ORG).problems == []


def test_two_people_at_different_blanks_never_meet(county: County) -> None:
    document = listed_notice(county)
    before = heads(county, document)
    assert edits.edit(county.db, SECTION, document, {"charge": "城关街道办事处"}, before).clashes == []
    assert edits.edit(county.db, LEADER, document, {"charge_person": "李主任"}, before).clashes == []
    assert (value(county, document, "charge"), value(county, document, "charge_person")) == (
        "城关街道办事处",
        "李主任",
    )


def test_a_blank_that_somebody_else_changed_is_not_written_over_and_the_others_are_saved(
    county: County,
) -> None:
    document = listed_notice(county)
    before = heads(county, document)
    edits.edit(county.db, LEADER, document, {"charge": "杜曲镇人民政府"}, before)
    done = edits.edit(
        county.db, SECTION, document, {"charge": "城关街道办事处", "charge_person": "李主任"}, before
    )
    assert (done.saved, done.clashes) == (["charge_person"], ["charge"])
    assert value(county, document, "charge") == "杜曲镇人民政府"
    again = edits.edit(county.db, SECTION, document, {"charge": "城关街道办事处"}, heads(county, document))
    assert again.saved == ["charge"], "having seen the other's words, one may decide"
    assert verify.verify(county.db, ORG).problems == []


def test_the_same_text_again_is_no_clash_and_no_op(county: County) -> None:
    """The answer got lost and the page sends once more what it had sent."""
    document = listed_notice(county)
    edits.edit(county.db, SECTION, document, {"charge": "城关街道办事处"}, {})
    length = verify.verify(county.db, ORG).ops
    done = edits.edit(county.db, SECTION, document, {"charge": "城关街道办事处"}, {})
    assert (done.saved, done.clashes) == (["charge"], [])
    assert verify.verify(county.db, ORG).ops == length


def test_an_emptied_blank_stays_empty_and_does_not_fall_back_to_its_default(county: County) -> None:
    document = listed_notice(county)
    edits.edit(county.db, SECTION, document, {"demands": ""}, {})
    with county.db.read() as connection:
        facts = q.bare_facts(connection, ORG, county.row("document", document))
    assert facts.fields.get("demands", "") == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"until": "2026-02-30"}, "不是有效的日期"), ({"charge": "一\n二"}, "只有一行"), ({"charge": "字" * 501}, "最多 500 字"), ({"demands": "字" * 20001}, "最多 20000 字"),
        ({"nothing": "x"}, "没有这一项"),
    ],
)  # fmt: skip
def test_what_a_blank_cannot_hold_is_refused_in_words_and_the_others_are_saved(
    small: County, changes: dict[str, str], words: str
) -> None:
    document = listed_notice(small)
    done = edits.edit(small.db, SECTION, document, {**changes, "charge_person": "李主任"}, {})
    [reason] = done.refused.values()
    assert words in reason
    assert done.saved == ["charge_person"]


@pytest.mark.parametrize("person", ["p-exp1", "p-grid", "p-audit", "p-comm", "p-off1"])
def test_only_those_who_draft_or_review_the_type_change_it(small: County, person: str) -> None:
    document, [finding] = notice(small)
    for change in (
        lambda who: edits.edit(small.db, who, document, {}, {}),
        lambda who: edits.edit_finding(
            small.db, who, document, finding, {"statement": "x"}, marks(small, finding)
        ),
        lambda who: edits.arrange(small.db, who, document, [finding]),
    ):
        with pytest.raises(Refusal, match="不能"):
            change(actor(person))


def test_what_was_issued_or_reviewed_is_not_edited(small: County) -> None:
    document, [finding] = notice(small)
    drafts.review(small.db, LEADER, document)
    with pytest.raises(Refusal, match="已审核"):
        edits.edit(small.db, SECTION, document, {}, {})
    drafts.revise(small.db, LEADER, document, "描述不准")
    edits.edit_finding(
        small.db, SECTION, document, finding, {"statement": "北侧配电室门向内开启。"}, marks(small, finding)
    )
    documents.issue(small.db, Press(small.blobs, "secret", "http://localhost"), LEADER, document)
    with pytest.raises(Refusal, match="已签发"):
        edits.edit_finding(small.db, SECTION, document, finding, {"statement": "x"}, marks(small, finding))


def test_the_words_of_a_finding_change_in_the_ledger_and_the_document_alike(county: County) -> None:
    document, [finding] = notice(county)
    done = edits.edit_finding(
        county.db, SECTION, document, finding, {"statement": "北侧配电室门向内开启。", "due_date": "2026-12-20"}, marks(county, finding)
    )  # fmt: skip
    assert sorted(done.saved) == ["due_date", "statement"]
    row = county.row("finding", finding)
    assert (row["state"], row["statement"], row["due_date"], row["measure"]) == (
        "assigned",
        "北侧配电室门向内开启。",
        "2026-12-20",
        "建议改为向外开启。",
    )
    with county.db.read() as connection:
        facts = q.bare_facts(connection, ORG, county.row("document", document))
    assert (facts.findings[0].statement, facts.findings[0].due_date) == (
        "北侧配电室门向内开启。",
        "2026-12-20",
    )
    assert verify.verify(county.db, ORG).problems == []


def test_two_people_at_one_finding_clash_only_at_the_same_words(county: County) -> None:
    document, [finding] = notice(county)
    seen = marks(county, finding)
    edits.edit_finding(county.db, LEADER, document, finding, {"statement": "甲"}, seen)
    done = edits.edit_finding(
        county.db, SECTION, document, finding, {"statement": "乙", "measure": "丙"}, seen
    )
    assert (done.saved, done.clashes) == (["measure"], ["statement"])
    row = county.row("finding", finding)
    assert (row["statement"], row["measure"]) == ("甲", "丙")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"statement": " "}, "请填写“问题描述”"),
        ({"due_date": "明天"}, "不是有效的日期"),
        ({"location": "x"}, "不能在这里修改"),
        ({"basis": []}, "请填写“依据”"),
    ],
)
def test_what_a_finding_cannot_say_is_refused(small: County, changes: dict[str, Any], words: str) -> None:
    document, [finding] = notice(small)
    done = edits.edit_finding(small.db, SECTION, document, finding, changes, marks(small, finding))
    assert words in next(iter(done.refused.values()))
    assert done.saved == []


def test_a_deadline_before_the_inspection_is_refused(small: County) -> None:
    document, [finding] = notice(small)
    with pytest.raises(Refusal, match="不能早于检查日期"):
        edits.edit_finding(
            small.db, SECTION, document, finding, {"due_date": "2020-01-01"}, marks(small, finding)
        )


def test_what_was_signed_is_not_rewritten(small: County) -> None:
    visit, [finding] = inspected(small)
    document = drafts.draft(small.db, SECTION, OPINION, visit)
    with pytest.raises(Refusal, match="现场签字"):
        edits.edit_finding(small.db, SECTION, document, finding, {"statement": "x"}, marks(small, finding))
    with pytest.raises(Refusal, match="现场签字"):
        edits.arrange(small.db, SECTION, document, [])


def test_findings_are_ordered_taken_out_and_put_in_again(county: County) -> None:
    document, ids = notice(county, 3)
    turned = [ids[2], ids[0], ids[1]]
    assert edits.arrange(county.db, SECTION, document, turned)["findings"] == turned
    assert edits.arrange(county.db, SECTION, document, turned[:2])["findings"] == turned[:2]
    with county.db.read() as connection:
        facts = q.bare_facts(connection, ORG, county.row("document", document))
    assert [finding.n for finding in facts.findings] == [1, 2]
    assert edits.arrange(county.db, SECTION, document, [ids[1], *turned[:2]])["findings"][0] == ids[1]
    assert verify.verify(county.db, ORG).problems == []
    verify.rebuild(county.db, ORG)
    assert county.row("document", document)["findings"] == [ids[1], *turned[:2]]


def test_only_what_fits_is_put_in(county: County) -> None:
    document, ids = notice(county, 2)
    _, [other] = inspected(county)
    with pytest.raises(Refusal, match="不能列入"):
        edits.arrange(county.db, SECTION, document, [*ids, other])
    with pytest.raises(Refusal, match="至少要列一条"):
        edits.arrange(county.db, SECTION, document, [])
    with pytest.raises(Refusal, match="不能列两次"):
        edits.arrange(county.db, SECTION, document, [ids[0], ids[0]])


def test_what_another_notice_took_meanwhile_is_not_put_in(county: County) -> None:
    document, ids = notice(county, 2)
    edits.arrange(county.db, SECTION, document, ids[:1])
    visit = county.row("document", document)["visit_id"]
    drafts.draft(county.db, SECTION, NOTICE, visit, [ids[1]])
    with pytest.raises(Refusal, match="不能列入"):
        edits.arrange(county.db, SECTION, document, ids)


def test_an_order_that_somebody_else_changed_is_looked_at_first(county: County) -> None:
    document, ids = notice(county, 2)
    seen = county.row("document", document)["updated_seq"]
    edits.arrange(county.db, LEADER, document, ids[::-1], seen)
    with pytest.raises(Refusal, match="已被他人调整"):
        edits.arrange(county.db, SECTION, document, ids[:1], seen)


def test_an_officer_drafts_but_the_desk_words_the_findings(small: County) -> None:
    document, [finding] = notice(small)
    officer = Actor(ORG, "p-off1", "officer", name="周执法")
    assert edits.finding_obstacle(
        drafts.DOC_TYPES["doc_rectify_order"], small.row("finding", finding), officer
    )
    with pytest.raises(Refusal):
        edits.edit(small.db, officer, document, {}, {})
