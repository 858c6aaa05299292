"""The queues of 研判: submitted findings, and those that wait for grading."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain.people import Actor
from inspect_app.queries import scope
from inspect_app.queries.finding import rows, with_place
from inspect_app.queries.kept import kept
from inspect_app.storage import tables as t

Row = dict[str, Any]
SHOWN = 200
# Queue → states. A confirmed or graded finding that has no deadline yet waits for the one who grades it.
QUEUES: dict[str, tuple[str, ...]] = {"submitted": ("submitted",), "grade": ("confirmed", "graded")}
_ORDER = (t.finding.c.submitted_at, t.finding.c.id)


def counts(connection: sa.Connection, actor: Actor) -> dict[str, int]:
    """How many findings stand in each queue."""
    return kept(connection, actor, ("review",), lambda: _counts(connection, actor), ("finding",))


def _counts(connection: sa.Connection, actor: Actor) -> dict[str, int]:
    found = connection.execute(
        sa.select(t.finding.c.state, sa.func.count())
        .where(scope.findings(actor), t.finding.c.state.in_(("submitted", "confirmed", "graded")))
        .group_by(t.finding.c.state)
    )
    by_state: dict[str, int] = dict(found.all())
    return {name: sum(by_state.get(state, 0) for state in states) for name, states in QUEUES.items()}


def queue(connection: sa.Connection, actor: Actor, name: str, limit: int = SHOWN) -> list[Row]:
    """The findings of a queue, oldest first."""
    f = t.finding.c
    columns = (
        f.id,
        f.state,
        f.severity,
        f.location,
        f.statement,
        f.found_on,
        f.submitted_at,
        f.version,
        f.photos,
        f.visit_id,
        f.recurs,
    )
    return rows(connection, with_place(*columns).where(_of(actor, name)).order_by(*_ORDER).limit(limit))


def following(
    connection: sa.Connection, actor: Actor, name: str, row: Row, without: str | None = None
) -> Row | None:
    """`id` and `photos` of the finding after this one in its queue, beginning again at the first; None when no other is left."""
    after = sa.tuple_(*_ORDER) > sa.tuple_(sa.literal(row["submitted_at"] or 0), sa.literal(row["id"]))
    others = (
        sa.select(t.finding.c.id, t.finding.c.photos)
        .where(_of(actor, name, without), t.finding.c.id != row["id"])
        .order_by(*_ORDER)
        .limit(1)
    )
    found = rows(connection, others.where(after)) or rows(connection, others)
    return found[0] if found else None


def place(
    connection: sa.Connection, actor: Actor, name: str, row: Row, without: str | None = None
) -> tuple[int, int]:
    """(position from 1, length) of a finding in its queue."""
    before = sa.tuple_(*_ORDER) < sa.tuple_(sa.literal(row["submitted_at"] or 0), sa.literal(row["id"]))
    count = sa.select(sa.func.count()).select_from(t.finding).where(_of(actor, name, without))
    return 1 + (connection.scalar(count.where(before)) or 0), connection.scalar(count) or 0


def queue_of(row: Row) -> str | None:
    """The queue in which a finding stands now, if any."""
    return next((name for name, states in QUEUES.items() if row["state"] in states), None)


def _of(actor: Actor, name: str, without: str | None = None) -> sa.ColumnElement[bool]:
    """What stands in a queue, or will once the finding `without` has left it; one that doesn't stand there changes nothing."""
    here = scope.findings(actor) & t.finding.c.state.in_(QUEUES[name])
    return here & (t.finding.c.id != without) if without else here
