"""The expert opinion says what was signed on site; what the bureau grades and rewords stands on the bureau's own notice."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa

from inspect_app.commands import drafts, findings, photos, push, visits
from inspect_app.domain.doc_types import DOC_TYPES, NOTICE, OPINION
from inspect_app.domain.documents import NoticeFacts
from inspect_app.domain.rules import Refusal
from inspect_app.queries import facts
from inspect_app.render.engine import TEMPLATES
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database
from tests.conftest import County
from tests.helpers import ORG, Tablet, actor, finding_ids, found_county, jpeg, plan_value, raw, sha

SIGNED = "配电室门向内开启，未向疏散方向开启。"


def received(db: Database, folder: Path) -> tuple[str, str]:
    """A received visit with one suspected major finding: (visit, finding)."""
    found_county(db)
    visit = visits.plan(db, actor("p-sec"), plan_value())
    tablet, photo = Tablet(db), jpeg(1)
    push.push(db, actor("p-exp1"), tablet.device, raw(tablet.inspection(visit, [photo], suspected=True)))
    photos.put_photo(db, Folder(folder), actor("p-exp1"), sha(photo), photo)
    (finding,) = finding_ids(db, visit)
    return visit, finding


def facts_of(db: Database, doc_type: str, visit: str) -> NoticeFacts:
    """The facts that a draft of this type would print."""
    document = drafts.draft(db, actor("p-sec"), doc_type, visit)
    with db.read() as connection:
        row = dict(
            connection.execute(sa.select(t.document).where(t.document.c.id == document)).mappings().one()
        )
        return facts.notice_facts(
            connection,
            ORG,
            row,
            number=None,
            code="X",
            base_url="http://x",
            today="2026-11-24",
            prints={},
            signature_prints={},
        )


def test_the_opinion_keeps_the_signed_words_and_the_suspicion_whatever_the_bureau_decides(
    db: Database, tmp_path: Path
) -> None:
    visit, finding = received(db, tmp_path)
    findings.accept(db, actor("p-sec"), finding, {}, {})
    findings.grade_and_assign(
        db,
        actor("p-lead"),
        finding,
        {"severity": "major", "criterion": "第三条第（二）项"},
        {"due_date": "2026-12-30", "statement": "局里改写的描述。"},
    )
    (printed,) = facts_of(db, OPINION, visit).findings
    assert (printed.severity, printed.statement, printed.due_date) == (
        "suspected_major",
        SIGNED,
        "2026-11-30",
    )
    (notice,) = facts_of(db, NOTICE, visit).findings
    assert (notice.severity, notice.statement, notice.due_date) == ("major", "局里改写的描述。", "2026-12-30")


def test_no_opinion_while_a_finding_is_back_with_the_expert(db: Database, tmp_path: Path) -> None:
    visit, finding = received(db, tmp_path)
    findings.act(db, actor("p-sec"), finding, "return", {"reason": "照片不清"})
    with pytest.raises(Refusal, match="退回补正"):
        drafts.draft(db, actor("p-sec"), OPINION, visit)


def test_a_document_freezes_of_people_only_what_it_prints(sqlite: Database, tmp_path: Path) -> None:
    visit, finding = received(sqlite, tmp_path)
    findings.accept(sqlite, actor("p-sec"), finding, {}, {})
    grade = {"severity": "major", "criterion": "第三条第（二）项"}
    findings.grade_and_assign(sqlite, actor("p-lead"), finding, grade, {"due_date": "2026-12-08"})
    with sqlite.write() as connection:
        said = connection.scalar(sa.select(t.visit.c.signed).where(t.visit.c.id == visit))
        more = {
            "companion": "韩安全",
            "highlights": "班前会记录完整",
            "opinion": {"agree": False, "text": "有异议"},
        }
        connection.execute(t.visit.update().where(t.visit.c.id == visit).values(signed={**said, **more}))
    notice, opinion = (facts_of(sqlite, code, visit) for code in (NOTICE, OPINION))
    assert (notice.companion, notice.highlights, notice.opinion) == ("", "", None)
    assert (opinion.companion, opinion.highlights) == ("韩安全", "班前会记录完整")
    assert opinion.opinion is not None
    assert opinion.opinion.text == "有异议"
    assert (notice.enterprise.principal, notice.enterprise.phone, opinion.enterprise.phone) == (
        "杨经理",
        "",
        "",
    )


def test_the_types_that_print_the_telephone_are_those_that_get_it() -> None:
    for code, kind in DOC_TYPES.items():
        assert ("enterprise.phone" in (TEMPLATES / kind.template).read_text()) == kind.phone, code


def test_a_correction_is_printed_over_its_own_signatures_whatever_the_bureau_took_up_before(
    county: County,
) -> None:
    visit, tablet = county.plan(), county.tablet()
    v = f"visit/{visit}"
    kept, gone = (f"finding/{uuid.uuid4()}" for _ in range(2))
    at = {"at": "2026-11-23T02:00:00Z"}
    ops = [tablet.op(visit, v, "start", at, "event")]
    for finding in (kept, gone):
        fields = {
            "location": "一号车间",
            "statement": "配电箱箱门未跨接。",
            "measure": "跨接。",
            "due_days": 7,
        }
        ops += [tablet.op(visit, finding, path, value) for path, value in fields.items()]
    county.push(tablet, [*ops, tablet.submit(visit, ops)])
    for finding in (kept, gone):
        findings.act(county.db, actor("p-sec"), finding[8:], "confirm", {})
    later = [
        tablet.op(visit, kept, "statement", "配电箱（编号AP-3）箱门未跨接。"),
        tablet.op(visit, gone, "withdrawn", True),
    ]
    county.push(tablet, [*later, tablet.submit(visit, [*ops, *later], version=2, reason="更正")])
    said = facts_of(county.db, OPINION, visit)
    assert [finding.statement for finding in said.findings] == ["配电箱（编号AP-3）箱门未跨接。"]
    assert (
        county.row("finding", kept[8:])["statement"] == "配电箱箱门未跨接。"
    )  # the ledger keeps what was taken up
