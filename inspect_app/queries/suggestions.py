"""投诉建议: the bureau's list, and a person's own with what the bureau answered."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain.people import Actor
from inspect_app.storage import tables as t

Row = dict[str, Any]
SHOWN = 200
OWN = 50
RANK = sa.case((t.suggestion.c.state == "new", 0), (t.suggestion.c.state == "read", 1), else_=2)


def listed(connection: sa.Connection, org: str, state: str = "") -> list[Row]:
    """What is to be read first, then the newest; at most SHOWN, with the names of author and answerer."""
    author, answerer, firm = t.person.alias("author"), t.person.alias("answerer"), t.enterprise
    s = t.suggestion.c
    query = (
        sa.select(
            t.suggestion,
            author.c.name.label("author"),
            firm.c.name.label("enterprise"),
            answerer.c.name.label("answerer"),
        )
        .join(author, sa.and_(author.c.org_id == s.org_id, author.c.id == s.person_id), isouter=True)
        .join(answerer, sa.and_(answerer.c.org_id == s.org_id, answerer.c.id == s.replied_by), isouter=True)
        .join(firm, sa.and_(firm.c.org_id == s.org_id, firm.c.id == author.c.enterprise_id), isouter=True)
        .where(s.org_id == org)
        .order_by(RANK, s.received_at.desc(), s.id)
        .limit(SHOWN)
    )
    if state:
        query = query.where(s.state == state)
    return [dict(row) for row in connection.execute(query).mappings()]


def counts(connection: sa.Connection, org: str) -> dict[str, int]:
    """How many stand in each state."""
    s = t.suggestion.c
    query = sa.select(s.state, sa.func.count().label("n")).where(s.org_id == org).group_by(s.state)
    return {row.state: row.n for row in connection.execute(query)}


def of_person(connection: sa.Connection, actor: Actor) -> list[Row]:
    """What the person wrote, in full, with what the bureau answered; newest first."""
    s = t.suggestion.c
    query = (
        sa.select(s.id, s.category, s.text, s.contact, s.written_at, s.state, s.reply, s.replied_at)
        .where(s.org_id == actor.org, s.person_id == actor.id)
        .order_by(s.received_at.desc(), s.id)
        .limit(OWN)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def own(connection: sa.Connection, actor: Actor) -> list[Row]:
    """What became of the person's own, newest first."""
    s = t.suggestion.c
    query = (
        sa.select(s.id, s.state, s.reply, s.replied_at)
        .where(s.org_id == actor.org, s.person_id == actor.id)
        .order_by(s.received_at.desc(), s.id)
        .limit(OWN)
    )
    return [dict(row) for row in connection.execute(query).mappings()]
