"""Service as the law asks of each way, the first reading, and a document that takes the place of another."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_app.commands import documents, drafts, edits, findings, links, service, verify
from inspect_app.commands.press import Press
from inspect_app.domain.doc_types import CONFIRM, NOTICE
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.render import fonts
from inspect_app.storage.db import now_ms
from tests.conftest import County
from tests.helpers import NOW, ORG, TODAY, actor, finding_ids, jpeg, sha
from tests.store import enforcement as e

HAND = {"method": "direct", "at": NOW, "to": "杨经理", "by": "p-sec"}


@pytest.fixture(scope="module", autouse=True)
def font_set() -> None:
    fonts.build()


@pytest.fixture
def quick(small: County) -> Press:
    e.tick_everything(small)
    return Press(small.blobs, "secret", "http://localhost")


def issued(county: County, press: Press, seed: int = 1) -> tuple[str, str]:
    """An issued notice and its one finding."""
    visit, tablet, picture = county.plan(), county.tablet(), jpeg(seed)
    county.push(tablet, tablet.inspection(visit, [picture]))
    county.photo(picture)
    [finding] = finding_ids(county.db, visit)
    findings.accept(county.db, actor("p-sec"), finding, {"severity": "general"}, {"due_date": "2027-01-08"})
    document = drafts.draft(county.db, actor("p-sec"), NOTICE, visit)
    documents.issue(county.db, press, actor("p-lead"), document)
    return document, finding


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"method": "leave"}, "拒收事由"),
        ({"method": "leave", "reason": "负责人拒收"}, "见证人或拍照录像"),
        ({"method": "leave", "reason": "负责人拒收", "witness": "王村长"}, "第二名送达人"),
        ({"method": "mail"}, "邮件号码"),
        ({"method": "electronic"}, "电子送达确认书"),
        ({"at": "2026-11-20T01:00:00Z"}, "不能早于签发日期"),
        ({"at": "2099-01-01T00:00:00Z"}, "还没有到"),
        ({"by": "p-exp-gone"}, "在岗人员"),
    ],
)
def test_what_each_way_of_service_needs(small: County, quick: Press, how: dict[str, Any], words: str) -> None:
    document, finding = issued(small, quick)
    with pytest.raises(Refusal, match=words):
        service.serve(small.db, actor("p-sec"), document, {**HAND, **how})
    assert (small.row("document", document)["state"], small.row("finding", finding)["state"]) == (
        "issued",
        "assigned",
    )


def test_left_behind_with_a_witness_it_is_served(small: County, quick: Press) -> None:
    document, finding = issued(small, quick)
    left = {
        "method": "leave",
        "reason": "负责人拒收",
        "witness": "王村长",
        "witness_unit": "北街村委会",
        "also": "p-lead",
    }
    assert service.serve(small.db, actor("p-sec"), document, {**HAND, **left})
    assert small.row("finding", finding)["state"] == "rectifying"


def test_electronic_service_rests_on_a_signed_confirmation_and_names_its_address(
    small: County, quick: Press
) -> None:
    document, _ = issued(small, quick)
    blanks = {"address": "助千企平台企业端", "receiver": "韩安全"}
    confirmation = e.issued(small, quick, CONFIRM, enterprise="e-1", blanks=blanks)
    electronic = {**HAND, "method": "electronic"}
    service.serve(small.db, actor("p-off1"), confirmation, HAND)
    with pytest.raises(Refusal, match="还没有签订"):  # served, but nobody signed it
        service.serve(small.db, actor("p-sec"), document, electronic)
    service.paper_receipt(small.db, actor("p-sec"), confirmation, {"name": "杨经理", "at": NOW})
    service.serve(small.db, actor("p-sec"), document, electronic)
    how = small.row("document", document)["service"]
    assert (how["consent"], how["address"]) == (confirmation, "助千企平台企业端")
    other, _ = issued(small, quick, seed=2)
    service.void(small.db, actor("p-off1"), confirmation, "企业撤回同意")
    with pytest.raises(Refusal, match="还没有签订"):
        service.serve(small.db, actor("p-sec"), other, electronic)


def test_the_first_reading_is_kept_once_and_is_no_service(small: County, quick: Press) -> None:
    document, finding = issued(small, quick)
    for person in ("p-ent1", "p-head1"):
        service.opened(small.db, actor(person), small.row("document", document), now_ms())
    row = small.row("document", document)
    assert (row["opened"]["name"], row["state"]) == ("韩安全", "issued")
    assert small.row("finding", finding)["state"] == "assigned"
    with pytest.raises(Refusal):
        service.opened(
            small.db, actor("p-ent2"), {**row, "opened": None, "id": issued(small, quick, 3)[0]}, now_ms()
        )
    assert verify.verify(small.db, ORG).problems == []


def test_a_receipt_on_paper_is_registered_once(small: County, quick: Press) -> None:
    document, _ = issued(small, quick)
    with pytest.raises(Refusal):
        service.paper_receipt(small.db, actor("p-sec"), document, {"name": "杨经理", "at": NOW})
    service.serve(small.db, actor("p-sec"), document, HAND)
    service.paper_receipt(small.db, actor("p-sec"), document, {"name": "杨经理", "at": NOW})
    with pytest.raises(Refusal, match="已由杨经理签收"):
        service.paper_receipt(small.db, actor("p-sec"), document, {"name": "别人", "at": NOW})


# --- withdrawn and replaced ----------------------------------------------------------------------------------------------------------


def test_a_replacement_takes_the_next_number_and_ends_the_old_one(county: County) -> None:
    press = Press(county.blobs, "secret", "http://localhost")
    old, finding = issued(county, press)
    stored = county.row("document", old)["sha256"]
    new = drafts.draft(county.db, actor("p-sec"), NOTICE, replaces=old)
    with pytest.raises(Refusal, match="已经有一份替代"):
        drafts.draft(county.db, actor("p-sec"), NOTICE, replaces=old)
    assert county.row("document", old)["state"] == "issued"
    documents.issue(county.db, press, actor("p-lead"), new)
    before, after = county.row("document", old), county.row("document", new)
    assert (before["state"], before["replaced_by"], before["sha256"]) == ("superseded", new, stored)
    assert (after["state"], after["number_seq"], after["replaces"]) == ("issued", 2, old)
    with pytest.raises(Refusal):
        service.serve(county.db, actor("p-sec"), old, HAND)
    service.serve(county.db, actor("p-sec"), new, HAND)
    assert county.row("finding", finding)["document_id"] == new
    assert verify.verify(county.db, ORG).problems == []


def test_a_served_paper_holds_until_its_replacement_is_served(small: County, quick: Press) -> None:
    blanks = {"address": "助千企平台企业端", "receiver": "韩安全"}
    old = e.issued(small, quick, CONFIRM, enterprise="e-1", blanks=blanks)
    code = service.serve(small.db, actor("p-off1"), old, HAND)
    new = drafts.draft(small.db, actor("p-off1"), CONFIRM, replaces=old)
    documents.issue(small.db, quick, actor("p-off1"), new)
    assert small.row("document", old)["state"] == "served"
    service.serve(
        small.db, actor("p-sec"), new, HAND
    )  # whoever hands it over; the decision was made at the issue
    assert small.row("document", old)["state"] == "superseded"
    assert small.row("document", new)["facts"]["fields"]["receiver"] == "韩安全"
    holder = Actor(org=ORG, id="link-x", role="holder", enterprise="e-1", document=old)
    with pytest.raises(Refusal):
        service.sign_receipt(small.db, holder, old, {"name": "杨经理", "at": NOW})
    assert (
        links.state_of(small.db, code) == "valid"
    )  # the paper stays genuine; the session of its holder ends with the document
    assert verify.verify(small.db, ORG).problems == []


def test_a_notice_whose_clock_runs_is_void_and_made_anew_not_replaced(small: County, quick: Press) -> None:
    old, finding = issued(small, quick)
    service.serve(small.db, actor("p-sec"), old, HAND)
    with pytest.raises(Refusal, match="作废它"):
        drafts.draft(small.db, actor("p-sec"), NOTICE, replaces=old)
    photo = jpeg(7)
    small.photo(photo, "p-ent1")
    proof = {"measure": "已改", "owner": "韩安全", "done_on": "2026-11-27", "photos": [sha(photo)]}
    findings.act(small.db, actor("p-ent1"), finding, "feedback", proof)
    with pytest.raises(Refusal, match="企业已反馈"):
        service.void(small.db, actor("p-sec"), old, "开错了")


def test_a_replacement_is_changed_before_it_is_issued_and_the_old_one_is_not_served_meanwhile(
    small: County, quick: Press
) -> None:
    old, finding = issued(small, quick)
    new = drafts.draft(small.db, actor("p-sec"), NOTICE, replaces=old)
    held = small.row("finding", finding)
    seen = {"due_date": edits.mark_of(held["due_date"])}
    done = edits.edit_finding(small.db, actor("p-sec"), new, finding, {"due_date": "2027-02-01"}, seen)
    assert done.saved == ["due_date"]
    with pytest.raises(Refusal, match="替代它的文书"):
        service.serve(small.db, actor("p-sec"), old, HAND)
    made = documents.issue(small.db, quick, actor("p-lead"), new)
    assert made["facts"]["findings"][0]["due_date"] == "2027-02-01"
    assert small.row("document", old)["facts"]["findings"][0]["due_date"] == "2027-01-08"


def test_what_took_effect_is_not_replaced(small: County, quick: Press) -> None:
    notice, finding = issued(small, quick)
    service.serve(small.db, actor("p-sec"), notice, HAND)
    blanks = {
        "applied_on": "2026-11-27",
        "cause": "供货周期长",
        "decision": "yes",
        "until": "2027-02-01",
        "why": "属实",
    }
    reply = e.issued(small, quick, "doc_extension_reply", by="p-sec", refers=notice, blanks=blanks)
    assert small.row("finding", finding)["due_date"] == "2027-02-01"
    with pytest.raises(Refusal, match="已经生效"):
        drafts.draft(small.db, actor("p-sec"), "doc_extension_reply", replaces=reply)
    with pytest.raises(Refusal, match="以它为依据"):
        service.void(small.db, actor("p-sec"), notice, "开错了")


def test_public_service_counts_after_thirty_days(small: County, quick: Press) -> None:
    document, _ = issued(small, quick)
    for how, words in (({}, "公告日期"), ({"announced_on": TODAY}, "满 30 日")):
        with pytest.raises(Refusal, match=words):
            service.serve(small.db, actor("p-sec"), document, {**HAND, "method": "public", **how})


def test_a_replacement_whose_original_is_gone_is_not_issued(small: County, quick: Press) -> None:
    old, _ = issued(small, quick)
    new = drafts.draft(small.db, actor("p-sec"), NOTICE, replaces=old)
    service.void(small.db, actor("p-sec"), old, "开错了企业")
    with pytest.raises(Refusal, match="已经作废或被替代"):
        documents.issue(small.db, quick, actor("p-lead"), new)


def test_review_is_undone_with_a_reason_and_an_advisory_notice_may_do_without(
    small: County, quick: Press
) -> None:
    visit, tablet, picture = small.plan(), small.tablet(), jpeg(4)
    small.push(tablet, tablet.inspection(visit, [picture]))
    small.photo(picture)
    [finding] = finding_ids(small.db, visit)
    findings.accept(small.db, actor("p-sec"), finding, {"severity": "general"}, {"due_date": "2027-01-08"})
    document = drafts.draft(small.db, actor("p-sec"), NOTICE, visit)
    drafts.review(small.db, actor("p-lead"), document, "可以签发")
    assert small.row("document", document)["reviewed_by"] == "p-lead"
    drafts.revise(small.db, actor("p-sec"), document, "依据写错")
    row = small.row("document", document)
    assert (row["state"], row["reviewed_by"]) == ("draft", None)
    assert documents.issue(small.db, quick, actor("p-sec"), document)["state"] == "issued"
