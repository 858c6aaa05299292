"""A clause that a reviewer verified is asked for once and printed from then on; what was signed stays as it was (design § 7.8)."""

from __future__ import annotations

import pytest

from inspect_app.commands import drafts, findings, library, verify
from inspect_app.domain.doc_types import NOTICE, OPINION
from inspect_app.domain.rules import Refusal
from inspect_app.queries import facts
from inspect_app.storage import tables as t
from tests.conftest import County
from tests.helpers import ORG, actor, finding_ids, jpeg

UNSURE = "用电安全导则"  # src K in the tests' checklist


def printed(county: County, doc_type: str, visit: str) -> list[str]:
    """The bases as a document of the visit prints them."""
    document = drafts.draft(county.db, actor("p-sec"), doc_type, visit)
    with county.db.read() as connection:
        row = dict(
            connection.execute(t.document.select().where(t.document.c.id == document)).mappings().one()
        )
        said = facts.notice_facts(
            connection, ORG, row, number=None, code="X" * 12, base_url="http://localhost", today="2026-11-27", prints={}, signature_prints={}
        )  # fmt: skip
    return [basis.text for basis in said.findings[0].basis]


def inspected(county: County, seed: int) -> tuple[str, str]:
    visit, tablet, picture = county.plan(), county.tablet(), jpeg(seed)
    county.push(tablet, tablet.inspection(visit, [picture]))
    county.photo(picture)
    [finding] = finding_ids(county.db, visit)
    findings.accept(county.db, actor("p-sec"), finding, {"severity": "general"}, {"due_date": "2027-01-08"})
    return visit, finding


def test_a_clause_is_ticked_once_and_printed_for_every_later_finding_of_the_item(county: County) -> None:
    visit, _ = inspected(county, 1)
    assert printed(county, NOTICE, visit)[1] == "《用电安全导则》"
    library.tick(county.db, actor("p-sec"), "elec-sub-01", {UNSURE: "第6.1条"})
    library.tick(county.db, actor("p-lead"), "elec-sub-01", {"别的依据": "第1条"})  # what others ticked stays
    later, _ = inspected(county, 2)
    assert printed(county, NOTICE, later)[1] == "《用电安全导则》（GB/T 13869-2017）第6.1条"
    assert printed(county, OPINION, later)[1] == "《用电安全导则》"
    assert verify.verify(county.db, ORG).problems == []


def test_only_reviewers_verify(small: County) -> None:
    for person in ("p-exp1", "p-off1", "p-admin", "p-ent1"):
        with pytest.raises(Refusal):
            library.tick(small.db, actor(person), "elec-sub-01", {UNSURE: "第6.1条"})
