"""Faults that a second pair of eyes found: each was provoked once and stays provoked here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands import accounts, documents, drafts, findings, photos, push, service, verify, visits
from inspect_app.commands.press import Press
from inspect_app.domain.doc_types import NOTICE, OPINION
from inspect_app.domain.rules import Refusal
from inspect_app.queries import facts
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database
from tests.helpers import (
    NOW,
    ORG,
    PASSWORD,
    Tablet,
    actor,
    finding_ids,
    found_county,
    jpeg,
    plan_value,
    raw,
    sha,
)

PHOTO = jpeg(1)
SERVED = {"method": "direct", "at": NOW, "to": "杨经理", "by": "p-sec"}


class Received:
    """One received visit with one finding and one photo."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db, self.press = db, Press(Folder(folder), "secret", "http://127.0.0.1:8000")
        found_county(db)
        self.visit = visits.plan(db, actor("p-sec"), plan_value())
        self.tablet = Tablet(db)
        self.ops = self.tablet.inspection(self.visit, [PHOTO])
        self.push(self.ops)
        photos.put_photo(db, self.press.blobs, actor("p-exp1"), sha(PHOTO), PHOTO)
        (self.finding,) = finding_ids(db, self.visit)

    def push(self, ops: list[dict[str, Any]], person: str = "p-exp1") -> list[push.Result]:
        return push.push(self.db, actor(person), self.tablet.device, raw(ops))

    def value(self, column: sa.Column[Any], table: sa.Table, key: str) -> Any:
        with self.db.read() as connection:
            return connection.scalar(sa.select(column).where(table.c.id == key))

    def state(self) -> str:
        return str(self.value(t.finding.c.state, t.finding, self.finding))

    def issued(self) -> str:
        findings.accept(
            self.db, actor("p-sec"), self.finding, {"severity": "general"}, {"due_date": "2026-12-08"}
        )
        document = drafts.draft(self.db, actor("p-sec"), NOTICE, self.visit)
        documents.issue(self.db, self.press, actor("p-lead"), document)
        return document


@pytest.fixture
def received(sqlite: Database, tmp_path: Path) -> Received:
    return Received(sqlite, tmp_path / "blobs")


def test_what_an_issued_notice_says_can_be_neither_changed_nor_cancelled_before_it_is_served(
    received: Received,
) -> None:
    document = received.issued()
    for command, value in (("assign", {"due_date": "2027-01-31"}), ("cancel", {"reason": "误报"})):
        with pytest.raises(Refusal, match="请先作废或撤回重发该文书"):
            findings.act(received.db, actor("p-sec"), received.finding, command, value)
    service.serve(received.db, actor("p-sec"), document, SERVED)
    assert received.state() == "rectifying"


def test_a_later_op_on_a_signed_photo_does_not_change_the_time_that_is_printed(received: Received) -> None:
    late = received.tablet.op(
        received.visit,
        f"finding/{received.finding}",
        f"photo/{sha(PHOTO)}",
        {"at": "2001-01-01T00:00:00Z", "w": 640, "h": 480},
    )
    assert received.push([late])[0].state == "applied"
    document = drafts.draft(received.db, actor("p-sec"), OPINION, received.visit)
    with received.db.read() as connection:
        row = dict(
            connection.execute(sa.select(t.document).where(t.document.c.id == document)).mappings().one()
        )
        prints = {facts.Shot(received.finding, sha(PHOTO)): facts.Print(sha(PHOTO), sha(PHOTO))}
        made = facts.notice_facts(
            connection,
            ORG,
            row,
            number=None,
            code="X",
            base_url="http://x",
            today="2026-11-24",
            prints=prints,
            signature_prints={},
        )
    assert made.findings[0].photos[0].taken_at == "2026-11-23T02:00:00Z"


def test_a_returned_finding_that_the_expert_takes_back_ends(received: Received) -> None:
    findings.act(received.db, actor("p-sec"), received.finding, "return", {"reason": "不是隐患"})
    back = received.tablet.op(received.visit, f"finding/{received.finding}", "withdrawn", True)
    again = received.tablet.submit(received.visit, [*received.ops[:-1], back], version=2, reason="撤回误报")
    assert {r.state for r in received.push([back, again])} == {"applied"}
    assert received.state() == "cancelled"
    assert drafts.draft(received.db, actor("p-sec"), OPINION, received.visit)
    assert verify.verify(received.db, ORG).problems == []


def test_a_visit_done_offline_counts_although_the_bureau_cancelled_it_meanwhile(sqlite: Database) -> None:
    found_county(sqlite)
    visit = visits.plan(sqlite, actor("p-sec"), plan_value())
    tablet = Tablet(sqlite)
    ops = tablet.inspection(visit, [])
    visits.cancel(sqlite, actor("p-sec"), visit, "企业改期")
    assert {r.state for r in push.push(sqlite, actor("p-exp1"), tablet.device, raw(ops))} == {"applied"}
    assert len(finding_ids(sqlite, visit)) == 1


def test_a_stranger_cannot_upload_in_a_members_name(received: Received) -> None:
    late = received.tablet.op(received.visit, f"visit/{received.visit}", "area", "伪造")
    (result,) = received.push([late], "p-exp3")
    assert (result.state, result.reason) == ("refused", "not_your_upload")
    (result,) = received.push([late], "p-exp2")  # a colleague of the same visit may carry it in
    assert result.state == "applied"


def test_one_opinion_at_a_time_and_none_before_everything_arrived(received: Received) -> None:
    first = drafts.draft(received.db, actor("p-sec"), OPINION, received.visit)
    with pytest.raises(Refusal, match="已有一份安全生产专家检查意见书"):
        drafts.draft(received.db, actor("p-sec"), OPINION, received.visit)
    service.void(received.db, actor("p-sec"), first, "重来")
    drafts.draft(received.db, actor("p-sec"), OPINION, received.visit)
    planned = visits.plan(received.db, actor("p-sec"), plan_value())
    with pytest.raises(Refusal, match="还没有提交并收齐"):
        drafts.draft(received.db, actor("p-sec"), OPINION, planned)


def test_a_new_password_ends_the_sessions_of_the_old_one(sqlite: Database) -> None:
    found_county(sqlite)
    accounts.set_account(sqlite, ORG, "p-sec", "p-sec", PASSWORD)
    token = accounts.sign_in(sqlite, "p-sec", PASSWORD)
    assert accounts.who(sqlite, token) is not None
    accounts.set_account(sqlite, ORG, "p-sec", "p-sec", "another-password")
    assert accounts.who(sqlite, token) is None


def test_sqlite_knows_that_the_bureau_selects_nothing(sqlite: Database) -> None:
    with sqlite.read() as connection:
        plan = connection.execute(
            sa.text(
                "EXPLAIN QUERY PLAN SELECT * FROM op WHERE org_id = 'x' AND subject IN ('a', 'b') ORDER BY seq"
            )
        ).all()
    assert any("ix_op_org_id_subject_seq" in row[3] for row in plan)
