"""The enforcement track as documents: what an order rests on, who does what, and the whole way to a reinspection (design § 7.6)."""

from __future__ import annotations

import pytest

from inspect_app.commands import documents, drafts, findings, service, verify
from inspect_app.commands.log import writing
from inspect_app.commands.press import Press
from inspect_app.domain.doc_types import APPROVAL, INSPECT_NOTICE, ORDER
from inspect_app.domain.people import system
from inspect_app.domain.rules import Refusal
from inspect_app.render import fonts
from tests.conftest import County
from tests.helpers import NOW, ORG, PEOPLE, actor, jpeg, sha
from tests.store import enforcement as e

RECHECK, MEASURES = "doc_recheck_opinion", "doc_site_measures"


@pytest.fixture(scope="module", autouse=True)
def font_set() -> None:
    fonts.build()


@pytest.fixture
def press(county: County) -> Press:
    e.tick_everything(county)
    return Press(county.blobs, "secret", "http://localhost")


@pytest.fixture
def quick(small: County) -> Press:
    e.tick_everything(small)
    return Press(small.blobs, "secret", "http://localhost")


def test_from_approval_to_reinspection_with_numbers_of_each_type(county: County, press: Press) -> None:
    visit, order, ids = e.ordered(county, press)
    row = county.row("document", order)
    assert (row["number"], row["reviewed_by"], row["issued_by"]) == (
        "（豫漯临）应急责改〔2026〕1号",
        "p-sec",
        "p-lead",
    )
    facts = row["facts"]
    assert [officer["cert_no"] for officer in facts["officers"]] == ["豫L0001", "豫L0002"]
    assert facts["relief"] == {"government": "临颍县人民政府", "court": "临颍县人民法院", "internet": ""}
    assert "现责令你单位对上述第1项问题于2027年1月8日前整改完毕" in facts["words"]["demand"]
    assert facts["anchor"]["seq"] > 0
    assert len(facts["anchor"]["hash"]) == 64
    service.serve(county.db, actor("p-off1"), order, e.HANDED)
    assert county.row("finding", ids[0])["state"] == "rectifying"
    photo = jpeg(7)
    county.photo(photo, "p-ent1")
    proof = {"measure": "已改为向外开启", "owner": "韩安全", "done_on": "2026-11-27", "photos": [sha(photo)]}
    findings.act(county.db, actor("p-ent1"), ids[0], "feedback", proof)
    outcome = {"reinspector": "p-off2", "at": NOW, "note": "现场核对属实"}
    findings.reinspect(county.db, actor("p-off2"), ids[0], True, outcome)
    opinion = e.issued(county, press, RECHECK, refers=order)
    said = county.row("document", opinion)["facts"]
    assert said["reference"]["number"] == "（豫漯临）应急责改〔2026〕1号"
    assert said["findings"][0]["outcome"]["result"] == "pass"
    assert [p["stage"] for p in said["findings"][0]["photos"]] == ["before", "after"]
    sheet = e.issued(county, press, "doc_close_sheet", findings=ids)
    assert county.row("finding", ids[0])["state"] == "closed"
    assert county.row("document", sheet)["facts"]["issued_by"] == "刘局长"
    receipt = e.issued(county, press, "doc_service_receipt", refers=order)
    assert [line["number"] for line in county.row("document", receipt)["facts"]["services"]][-1] == row[
        "number"
    ]
    assert verify.verify(county.db, ORG).problems == []
    assert verify.rebuild(county.db, ORG) > 0
    assert verify.verify(county.db, ORG).problems == []
    assert county.row("visit", visit)["state"] == "received"


def test_an_order_needs_an_inspection_that_was_approved_and_announced_before_it_began(
    small: County, quick: Press
) -> None:
    visit = small.plan(track="enforcement", lead="p-off1", members=["p-off1", "p-off2"])
    e.assigned(small, e.inspected(small, visit))
    with pytest.raises(Refusal, match="《行政检查审批表》、《行政检查通知书》"):
        drafts.draft(small.db, actor("p-off1"), ORDER, visit)
    for doc_type in (APPROVAL, INSPECT_NOTICE):  # and neither is made afterwards
        with pytest.raises(Refusal):
            drafts.draft(small.db, actor("p-off1"), doc_type, visit)
    approval_only = small.plan(track="enforcement", lead="p-off1", members=["p-off1", "p-off2"])
    approval = e.issued(small, quick, APPROVAL, visit=approval_only)
    e.issued(small, quick, INSPECT_NOTICE, refers=approval)  # issued, but nobody was told
    e.assigned(small, e.inspected(small, approval_only))
    with pytest.raises(Refusal, match="没有《行政检查通知书》"):
        drafts.draft(small.db, actor("p-off1"), ORDER, approval_only)


def test_an_order_needs_two_officers_who_signed(small: County, quick: Press) -> None:
    visit = e.announced(small, quick)
    e.assigned(small, e.inspected(small, visit, signers=("p-off1",)))
    document = drafts.draft(small.db, actor("p-off1"), ORDER, visit)
    drafts.review(small.db, actor("p-sec"), document)
    with pytest.raises(Refusal, match="两名执法人员在检查记录上签名"):
        documents.issue(small.db, quick, actor("p-lead"), document)
    assert e.numbers_of(small, ORDER) == []


def test_an_order_rests_on_no_finding_of_another_visit(small: County, quick: Press) -> None:
    visit = e.announced(small, quick)
    e.assigned(small, e.inspected(small, visit))
    advisory = small.plan()
    tablet = small.tablet()
    small.push(tablet, tablet.inspection(advisory, [jpeg(9)]))
    small.photo(jpeg(9))
    with small.db.read() as connection:
        from tests.helpers import finding_ids

        assert connection is not None
        [foreign] = finding_ids(small.db, advisory)
    e.assigned(small, [foreign])
    with pytest.raises(Refusal, match="不能列入"):
        drafts.draft(small.db, actor("p-off1"), ORDER, visit, [foreign])
    with pytest.raises(Refusal, match="两条轨道"):
        drafts.draft(small.db, actor("p-off1"), ORDER, advisory)


def test_who_may_draft_review_issue_and_serve_an_order(small: County, quick: Press) -> None:
    visit = e.announced(small, quick)
    e.assigned(small, e.inspected(small, visit))
    for person in ("p-exp1", "p-grid", "p-comm", "p-audit", "p-admin", "p-ent1"):
        with pytest.raises(Refusal):
            drafts.draft(small.db, actor(person), ORDER, visit)
    document = drafts.draft(small.db, actor("p-off1"), ORDER, visit)
    for person in ("p-lead", "p-sec"):
        with pytest.raises(Refusal, match="先由另一人审核"):
            documents.issue(
                small.db, quick, actor(person) if person == "p-lead" else actor("p-lead"), document
            )
    for person in ("p-off1", "p-exp1", "p-comm"):
        with pytest.raises(Refusal):
            drafts.review(small.db, actor(person), document)
    drafts.review(small.db, actor("p-sec"), document)
    for person in ("p-sec", "p-off1", "p-exp1"):
        with pytest.raises(Refusal):
            documents.issue(small.db, quick, actor(person), document)
    documents.issue(small.db, quick, actor("p-lead"), document)
    for bad, words in (
        ({"also": ""}, "两名执法人员"),
        ({"by": "p-sec"}, "执法人员"),
        ({"also": "p-off1"}, "同一人"),
        ({"also": "p-gone"}, "在岗"),
    ):
        with pytest.raises(Refusal, match=words):
            service.serve(small.db, actor("p-off1"), document, {**e.HANDED, **bad})
    assert service.serve(small.db, actor("p-off1"), document, e.HANDED)


def test_what_the_sources_leave_open_is_not_printed_before_the_bureau_confirmed_it(small: County) -> None:
    press = Press(small.blobs, "secret", "http://localhost")
    e.tick_everything(small, confirmed=False)
    visit = small.plan(track="enforcement", lead="p-off1", members=["p-off1", "p-off2"])
    approval = drafts.draft(small.db, actor("p-off1"), APPROVAL, visit)
    e.fill(small, approval, e.BLANKS[APPROVAL])
    drafts.review(small.db, actor("p-sec"), approval)
    with pytest.raises(Refusal, match="尚未经本局核定"):
        documents.issue(small.db, press, actor("p-lead"), approval)
    assert e.numbers_of(small, APPROVAL) == []
    e.tick_everything(small)
    assert (
        documents.issue(small.db, press, actor("p-lead"), approval)["number"]
        == "（豫漯临）应急检审〔2026〕1号"
    )


def test_an_officer_who_was_not_there_drafts_nothing(small: County, quick: Press) -> None:
    from inspect_app.commands.log import writing
    from inspect_app.domain.people import Actor, system

    with writing(small.db, ORG) as log:
        log.record(system(ORG), "person/p-off3", {"name": "郑三", "role": "officer", "cert_no": "豫L0003"})
    visit = small.plan(track="enforcement", lead="p-off1", members=["p-off1", "p-off2"])
    with pytest.raises(Refusal, match="参加这次检查"):
        drafts.draft(small.db, Actor(org=ORG, id="p-off3", role="officer"), APPROVAL, visit)


def test_an_order_rests_on_no_words_that_somebody_else_wrote_beside_an_officer(
    small: County, quick: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PEOPLE, "p-zexp", ("郑专家", "expert"))
    with writing(small.db, ORG) as log:
        log.record(system(ORG), "person/p-zexp", {"name": "郑专家", "role": "expert"})
    visit = e.announced(small, quick, members=["p-off1", "p-off2", "p-zexp"])
    [finding] = e.inspected(small, visit)
    expert = small.tablet("p-zexp")  # did not see what the officer wrote: both stand
    small.push(expert, [expert.op(visit, f"finding/{finding}", "statement", "配电室门向内开。")])
    e.assigned(small, [finding])
    document = drafts.draft(small.db, actor("p-off1"), ORDER, visit)
    drafts.review(small.db, actor("p-sec"), document)
    with pytest.raises(Refusal, match="不是参加本次检查的执法人员记录的"):
        documents.issue(small.db, quick, actor("p-lead"), document)


def test_measures_on_site_need_a_major_hazard_when_drafted_and_when_issued(
    small: County, quick: Press
) -> None:
    visit = e.announced(small, quick)
    general, major = e.inspected(small, visit, findings_=2)
    e.assigned(small, [general])
    with pytest.raises(Refusal, match="须先由局领导认定重大隐患"):
        drafts.draft(small.db, actor("p-off1"), MEASURES, visit)
    findings.act(small.db, actor("p-sec"), major, "confirm", {})
    grade = {"severity": "major", "criterion": "第三条第（二）项"}
    findings.act(small.db, actor("p-lead"), major, "grade", grade)
    document = drafts.draft(small.db, actor("p-off1"), MEASURES, visit)
    e.fill(small, document, {"measures": "责令暂停使用配电室。"})
    drafts.review(small.db, actor("p-sec"), document)
    findings.act(small.db, actor("p-lead"), major, "grade", {"severity": "general"})
    drafts.revise(small.db, actor("p-lead"), document, "级别改了")
    drafts.review(small.db, actor("p-sec"), document)
    with pytest.raises(Refusal, match="须先由局领导认定重大隐患"):
        documents.issue(small.db, quick, actor("p-lead"), document)
    findings.act(small.db, actor("p-lead"), major, "grade", grade)
    drafts.revise(small.db, actor("p-lead"), document, "级别改回")
    drafts.review(small.db, actor("p-sec"), document)
    documents.issue(small.db, quick, actor("p-lead"), document)
    listed = small.row("document", document)["facts"]["findings"]
    assert [one["severity"] for one in listed] == ["major", "general"]


def test_what_was_reviewed_is_what_is_issued(small: County, quick: Press) -> None:
    visit = e.announced(small, quick)
    ids = e.inspected(small, visit)
    e.assigned(small, ids)
    document = drafts.draft(small.db, actor("p-off1"), ORDER, visit)
    drafts.review(small.db, actor("p-sec"), document)
    findings.act(small.db, actor("p-sec"), ids[0], "assign", {"due_date": "2027-03-01"})
    with pytest.raises(Refusal, match="审核之后内容有改动"):
        documents.issue(small.db, quick, actor("p-lead"), document)
    drafts.revise(small.db, actor("p-lead"), document, "期限改了")
    with pytest.raises(Refusal, match="起草或修改过"):  # who changed it does not review it
        drafts.review(small.db, actor("p-sec"), document)
    drafts.review(small.db, actor("p-lead"), document)
    assert documents.issue(small.db, quick, actor("p-lead"), document)["state"] == "issued"


def test_a_notice_of_inspection_is_not_issued_on_an_approval_that_is_void(
    small: County, quick: Press
) -> None:
    visit = small.plan(track="enforcement", lead="p-off1", members=["p-off1", "p-off2"])
    approval = e.issued(small, quick, APPROVAL, visit=visit)
    notice = drafts.draft(small.db, actor("p-off1"), INSPECT_NOTICE, refers=approval)
    e.fill(small, notice, e.BLANKS[INSPECT_NOTICE])
    drafts.review(small.db, actor("p-sec"), notice)
    service.void(small.db, actor("p-lead"), approval, "改期")
    with pytest.raises(Refusal, match="已作废或被替代"):
        documents.issue(small.db, quick, actor("p-lead"), notice)
    assert e.numbers_of(small, INSPECT_NOTICE) == []


def test_what_changes_between_the_trial_print_and_the_issue_takes_no_number(
    small: County, quick: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = small.plan(track="enforcement", lead="p-off1", members=["p-off1", "p-off2"])
    approval = drafts.draft(small.db, actor("p-off1"), APPROVAL, visit)
    e.fill(small, approval, e.BLANKS[APPROVAL])
    drafts.review(small.db, actor("p-sec"), approval)
    render = documents.render

    def and_somebody_writes(*given: object) -> object:
        made = render(*given)  # type: ignore[arg-type]
        e.fill(small, approval, {"reason": "😀"})
        return made

    monkeypatch.setattr(documents, "render", and_somebody_writes)
    with pytest.raises(Refusal, match=r"改动|刚被修改"):
        documents.issue(small.db, quick, actor("p-lead"), approval)
    assert e.numbers_of(small, APPROVAL) == []
    assert small.row("document", approval)["state"] == "reviewed"
