"""Reinspections that a person of the field was sent to: what the tablet needs to do them without a network."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain.people import Actor
from inspect_app.queries import marks
from inspect_app.storage import tables as t

Row = dict[str, Any]
FACTS = (
    "id",
    "item",
    "severity",
    "location",
    "statement",
    "measure",
    "found_on",
    "due_date",
    "round",
    "photos",
)


def of_person(connection: sa.Connection, actor: Actor) -> list[Row]:
    """Findings that wait for this person's conclusion, by planned date: facts, `enterprise`, `visit`, the enterprise's `feedback` with its photos."""
    rows = connection.execute(
        sa.select(t.finding)
        .where(
            t.finding.c.org_id == actor.org,
            t.finding.c.reinspector == actor.id,
            t.finding.c.state == "rechecking",
        )
        .order_by(t.finding.c.recheck_on, t.finding.c.id)
    ).mappings()
    waiting = [row for row in rows if not row["outcome"]]
    masked = marks.hidden_of(connection, actor.org, [row["id"] for row in waiting])
    return [
        {
            **{name: row[name] for name in FACTS}, "enterprise": row["enterprise_id"], "visit": row["visit_id"], "planned_date": row["recheck_on"],
            "feedback": _feedback(row["feedback"]), "masked": masked.get(row["id"], {}),
        }
        for row in waiting
    ]  # fmt: skip


def _feedback(said: Row | None) -> Row | None:
    return said and {name: said.get(name) for name in ("measure", "owner", "done_on", "interim", "photos")}
