"""What is to be reminded of: findings under rectification by enterprise, the bureau's own steps that wait, and tasks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from inspect_app.domain import rules
from inspect_app.queries.inbox import RUN
from inspect_app.storage import tables as t

Row = dict[str, Any]
f = t.finding.c
COLUMNS = (
    f.id, f.state, f.severity, f.enterprise_id, f.township_id, f.department_id, f.visit_id, f.location, f.statement, f.due_date, f.recheck_on, f.reinspector,
    f.outcome, f.transfer, f.state_at, f.track,
)  # fmt: skip
WAITING = tuple(sorted((rules.OPEN_FINDING | {"transferred"}) - rules.RUNNING | {"ext_pending"}))


def rectifying(connection: sa.Connection, org: str, until: str) -> Iterator[Row]:
    """Findings that an enterprise is rectifying and whose deadline is no later than a day, by enterprise and deadline."""
    yield from _findings(
        connection,
        org,
        f.state.in_(sorted(rules.RUNNING)),
        f.due_date <= until,
        order=(f.enterprise_id, f.due_date, f.id),
    )


def waiting(connection: sa.Connection, org: str) -> Iterator[Row]:
    """Findings that wait for the bureau, an expert or a department."""
    yield from _findings(connection, org, f.state.in_(WAITING), order=(f.state, f.state_at, f.id))


def _findings(
    connection: sa.Connection, org: str, *tests: sa.ColumnElement[bool], order: tuple[Any, ...]
) -> Iterator[Row]:
    e, v = t.enterprise.c, t.visit.c
    query = (
        sa.select(*COLUMNS, e.name.label("enterprise"), v.lead_id)
        .outerjoin(t.enterprise, sa.and_(e.org_id == f.org_id, e.id == f.enterprise_id))
        .outerjoin(t.visit, sa.and_(v.org_id == f.org_id, v.id == f.visit_id))
        .where(f.org_id == org, *tests)
        .order_by(*order)
    )
    for row in connection.execute(query).mappings():
        yield dict(row)


def tasks(connection: sa.Connection, org: str) -> Iterator[Row]:
    """Tasks that are not answered."""
    c = t.task.c
    query = (
        sa.select(t.task).where(c.org_id == org, c.state.in_(("open", "accepted"))).order_by(c.due_date, c.id)
    )
    for row in connection.execute(query).mappings():
        yield dict(row)


def told_of(connection: sa.Connection, org: str, message: str) -> set[str]:
    """The cases that a message names; empty when there is none."""
    about = t.message_about.c
    return set(
        connection.scalars(sa.select(about.about).where(about.org_id == org, about.message_id == message))
    )


def last_round(connection: sa.Connection, org: str, today: str) -> str | None:
    """The day of the latest round of reminders before today."""
    m = t.message.c
    return connection.scalar(
        sa.select(sa.func.max(m.party_id)).where(m.org_id == org, m.party == RUN, m.party_id < today)
    )
