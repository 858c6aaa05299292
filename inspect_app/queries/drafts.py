"""A draft as its editor shows it: who wrote which blank, and what the page must send along to change it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.documents import NoticeFacts
from inspect_app.domain.people import Actor
from inspect_app.queries import scope
from inspect_app.queries.facts import notice_facts
from inspect_app.queries.finding import rows, with_place
from inspect_app.queries.rows import one
from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms

Row = dict[str, Any]


def blanks(connection: sa.Connection, org: str, document: str) -> dict[str, Row]:
    """Blanks that somebody filled or emptied: name → `value`, `heads` (their ids), `author` and `name` of who wrote the shown one, `at` (ms UTC)."""
    h = t.head.c
    heads = connection.execute(
        sa.select(h.path, h.id, h.value, h.author, t.op.c.received_at, t.person.c.name)
        .join(t.op, sa.and_(t.op.c.org_id == h.org_id, t.op.c.seq == h.seq))
        .outerjoin(t.person, sa.and_(t.person.c.org_id == h.org_id, t.person.c.id == h.author))
        .where(h.org_id == org, h.subject == f"document/{document}", h.path.startswith("field/"))
        .order_by(h.rank, h.id)
    )
    found: dict[str, Row] = {}
    for row in heads:  # the last is the one that is shown
        name = row.path.removeprefix("field/")
        found[name] = {
            "value": row.value or "",
            "heads": [*found.get(name, {}).get("heads", []), row.id],
            "author": row.author,
            "name": row.name or row.author,
            "at": row.received_at,
        }
    return found


def words_of_finding(connection: sa.Connection, org: str, finding: str) -> dict[str, Row]:
    """What a document says of a finding: name → `value`, and `author`, `name` and `at` of the last who assigned it."""
    row, o = one(connection, t.finding, org, finding), t.op.c
    last = connection.execute(
        sa.select(o.author, o.received_at, t.person.c.name)
        .outerjoin(t.person, sa.and_(t.person.c.org_id == o.org_id, t.person.c.id == o.author))
        .where(
            o.org_id == org,
            o.subject == f"finding/{finding}",
            o.kind == "event",
            o.path.in_(("submit", "assign")),
        )
        .order_by(o.seq.desc())
        .limit(1)
    ).one_or_none()
    if not row or last is None:
        return {}
    who = {"author": last.author, "name": last.name or last.author, "at": last.received_at}
    return {name: {"value": row[name] or "", **who} for name in ("statement", "measure", "due_date", "basis")}


def cards(connection: sa.Connection, actor: Actor, findings: list[str]) -> list[tuple[Row, Row | None]]:
    """The findings that this person may see, in this order, each with the checklist item it came from: two queries, however many they are."""
    held = {
        row["id"]: row
        for row in rows(connection, with_place().where(scope.findings(actor), t.finding.c.id.in_(findings)))
    }
    sheets = {row["checklist"] for row in held.values() if row["checklist"]}
    c = t.checklist.c
    items = {
        (sheet.id, item["id"]): item
        for sheet in connection.execute(
            sa.select(c.id, c.content).where(c.org_id == actor.org, c.id.in_(sheets))
        )
        for item in sheet.content["items"]
    }
    return [
        (held[id_], items.get((held[id_]["checklist"], held[id_]["item"]))) for id_ in findings if id_ in held
    ]


def bare_facts(connection: sa.Connection, org: str, document: Row) -> NoticeFacts:
    """What the draft says, without its pictures: for its form."""
    today = dates.day_of(now_ms())
    return notice_facts(
        connection,
        org,
        document,
        number=None,
        code="",
        base_url="",
        today=today,
        prints={},
        signature_prints={},
    )
