"""What a document says of a reinspection that failed: the photos of that round and the enterprise's answer to it, of no earlier one."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_app.commands import documents, drafts, findings, service
from inspect_app.commands.press import Press
from inspect_app.domain.documents import NoticeFacts
from inspect_app.domain.wording import outcome_text
from inspect_app.render import fonts
from tests.conftest import County
from tests.helpers import NOW, ORG, actor, jpeg, sha
from tests.store import enforcement as e

RECHECK = "doc_recheck_opinion"
SEEN = {"reinspector": "p-off2", "at": NOW}


@pytest.fixture(scope="module", autouse=True)
def font_set() -> None:
    fonts.build()


def _answer(county: County, finding: str, photo: bytes, measure: str) -> None:
    county.photo(photo, "p-ent1")
    proof = {"measure": measure, "owner": "韩安全", "done_on": "2026-11-27", "photos": [sha(photo)]}
    findings.act(county.db, actor("p-ent1"), finding, "feedback", proof)


def _look(county: County, finding: str, passed: bool, *photos: bytes, **said: Any) -> None:
    for photo in photos:
        county.photo(photo, "p-off2")
    value = {**SEEN, "photos": [sha(photo) for photo in photos], **said}
    findings.reinspect(county.db, actor("p-off2"), finding, passed, value)


def _said(county: County, press: Press, order: str) -> NoticeFacts:
    """A reinspection opinion drafted now."""
    document = drafts.draft(county.db, actor("p-off1"), RECHECK, refers=order)
    return documents.draft_facts(county.db, press, ORG, document)[0]


def test_a_round_that_failed_shows_its_own_photos_and_no_answer_of_an_earlier_one(county: County) -> None:
    e.tick_everything(county)
    press = Press(county.blobs, "secret", "http://localhost")
    _, order, [finding] = e.ordered(county, press)
    service.serve(county.db, actor("p-off1"), order, e.HANDED)

    _answer(county, finding, jpeg(7), "门已外开")
    _look(county, finding, False, jpeg(8), note="门仍向内", due_date="2027-01-20")
    first = _said(county, press, order).findings[0]
    assert outcome_text(first) == "整改不合格，门仍向内。"
    assert first.outcome
    assert first.outcome.done == "门已外开"
    assert [photo.stage for photo in first.photos] == ["before", "after"]

    _look(county, finding, False, jpeg(9), note="仍未动工", due_date="2027-02-01")  # nobody answered
    second = _said(county, press, order).findings[0]
    assert outcome_text(second) == "未按期整改完成，仍未动工。"
    assert second.outcome
    assert second.outcome.done == ""
    assert [photo.stage for photo in second.photos] == ["before", "after"]
    assert first.photos[1].sha256 != second.photos[1].sha256

    _answer(county, finding, jpeg(10), "门已重装")
    _look(county, finding, True, note="现场核对属实")
    third = _said(county, press, order).findings[0]
    assert third.outcome
    assert third.outcome.done == "门已重装"
    assert [photo.stage for photo in third.photos] == ["before", "after"]
