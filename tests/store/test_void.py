"""A void notice ends its codes and gives its unanswered findings back for another notice."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from inspect_app.commands import documents, drafts, findings, links, photos, push, service, verify, visits
from inspect_app.commands.press import Press
from inspect_app.domain.doc_types import NOTICE
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database
from tests.helpers import NOW, ORG, Tablet, actor, finding_ids, found_county, jpeg, plan_value, raw, sha


def test_voiding_a_served_notice_returns_its_findings_and_the_next_one_takes_the_next_number(
    db: Database, tmp_path: Path
) -> None:
    found_county(db)
    visit = visits.plan(db, actor("p-sec"), plan_value())
    tablet, photo, blobs = Tablet(db), jpeg(1), Folder(tmp_path)
    push.push(db, actor("p-exp1"), tablet.device, raw(tablet.inspection(visit, [photo])))
    photos.put_photo(db, blobs, actor("p-exp1"), sha(photo), photo)
    (finding,) = finding_ids(db, visit)
    findings.accept(db, actor("p-sec"), finding, {"severity": "general"}, {"due_date": "2026-12-08"})
    press = Press(blobs, "secret", "http://127.0.0.1:8000")

    first = drafts.draft(db, actor("p-sec"), NOTICE, visit)
    documents.issue(db, press, actor("p-lead"), first)
    code = service.serve(
        db,
        actor("p-sec"),
        first,
        {"method": "direct", "at": NOW, "to": "杨经理", "by": "p-sec"},
    )
    assert state(db, finding) == "rectifying"
    service.void(db, actor("p-lead"), first, "受送达人写错")
    assert state(db, finding) == "assigned"
    assert links.state_of(db, code) == "revoked"

    second = drafts.draft(db, actor("p-sec"), NOTICE, visit)
    row = documents.issue(db, press, actor("p-lead"), second)
    assert row["number"].endswith("〕2号")
    assert verify.verify(db, ORG).problems == []


def state(db: Database, finding: str) -> str:
    """Of one finding."""
    with db.read() as connection:
        return str(connection.scalar(sa.select(t.finding.c.state).where(t.finding.c.id == finding)))
