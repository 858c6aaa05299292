"""What arrives after the signed manifest is kept and counted, and never stands on a document."""

from __future__ import annotations

import sqlalchemy as sa

from inspect_app.commands import drafts, photos, push, visits
from inspect_app.domain.doc_types import OPINION
from inspect_app.queries import facts
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database
from tests.helpers import ORG, Tablet, actor, found_county, jpeg, plan_value, raw, sha


def test_a_remark_changed_after_reception_does_not_reach_the_expert_opinion(db: Database, tmp_path) -> None:
    found_county(db)
    visit = visits.plan(db, actor("p-sec"), plan_value())
    tablet, photo = Tablet(db), jpeg(1)
    v = f"visit/{visit}"
    ops = [tablet.op(visit, v, "area", "一号车间"), tablet.op(visit, v, "highlights", "台账规范")]
    ops += tablet.inspection(visit, [photo])[:-1]
    ops.append(tablet.submit(visit, ops))
    assert {r.state for r in push.push(db, actor("p-exp1"), tablet.device, raw(ops))} == {"applied"}
    photos.put_photo(db, Folder(tmp_path), actor("p-exp1"), sha(photo), photo)

    late = tablet.op(visit, v, "highlights", "签字之后改的话")
    assert push.push(db, actor("p-exp1"), tablet.device, raw([late]))[0].state == "applied"

    document = drafts.draft(db, actor("p-sec"), OPINION, visit)
    with db.read() as connection:
        row = dict(
            connection.execute(sa.select(t.document).where(t.document.c.id == document)).mappings().one()
        )
        made = facts.notice_facts(
            connection,
            ORG,
            row,
            number=None,
            code="X",
            base_url="http://x",
            today="2026-11-24",
            prints={sha(photo): sha(photo)},
            signature_prints={},
        )
        supplementary = connection.scalar(sa.select(t.visit.c.supplementary).where(t.visit.c.id == visit))
    assert (made.area, made.highlights, made.opinion.agree) == ("一号车间", "台账规范", True)
    assert supplementary == 1
