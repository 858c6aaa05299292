"""联席会议: which findings speak for one, the meetings, and those that talked about a finding."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain import dates, rules
from inspect_app.domain import meetings as rule
from inspect_app.domain.dates import midnight
from inspect_app.domain.people import Actor
from inspect_app.queries import scope
from inspect_app.queries.finding import rows, with_place
from inspect_app.storage import tables as t

Row = dict[str, Any]
M = t.meeting.c
SHOWN = 100


def proposed(connection: sa.Connection, actor: Actor, today: str, limit: int = SHOWN) -> list[Row]:
    """Open findings that speak for a joint meeting and were not talked about lately, each with `why`; those overdue longest first."""
    f, task = t.finding.c, t.task.c
    asked = (
        sa.select(task.finding_id, sa.func.count(task.department_id.distinct()).label("n"))
        .where(task.org_id == actor.org, task.kind == "co_handle", task.state != "cancelled", task.finding_id.is_not(None))
        .group_by(task.finding_id)
        .subquery()
    )  # fmt: skip
    late = f.state.in_(sorted(rules.RUNNING)) & (f.due_date <= dates.add_days(today, -rule.OVERDUE_DAYS))
    columns = (f.id, f.state, f.severity, f.due_date, f.extensions, f.location, f.statement, asked.c.n)
    query = (
        with_place(*columns)
        .outerjoin(asked, asked.c.finding_id == f.id)
        .where(scope.findings(actor), f.state.in_(sorted(rules.OPEN_FINDING)), f.id.not_in(_talked(connection, actor.org, today)))
        .where((f.severity == "major") | (f.extensions >= rule.EXTENSIONS) | late | (asked.c.n >= rule.DEPARTMENTS))
        .order_by(f.due_date, f.id)
        .limit(limit)
    )  # fmt: skip
    return [{**row, "why": rule.why(row, row["n"] or 0, today)} for row in rows(connection, query)]


def _talked(connection: sa.Connection, org: str, today: str) -> list[str]:
    """Findings of meetings that are to come or were held in the last weeks."""
    lately = midnight(dates.add_days(today, -rule.REST_DAYS))
    found = connection.scalars(
        sa.select(M.findings).where(
            M.org_id == org, (M.state == "called") | (M.state == "held") & (M.held_at >= lately)
        )
    )
    return sorted({finding for listed in found for finding in listed})


def listed(connection: sa.Connection, org: str, state: str, limit: int = SHOWN) -> list[Row]:
    """Meetings of a state: those to come by day, the others newest first."""
    order = (M.day, M.time, M.id) if state == "called" else (M.day.desc(), M.id)
    return rows(
        connection,
        sa.select(t.meeting).where(M.org_id == org, M.state == state).order_by(*order).limit(limit),
    )


def counts(connection: sa.Connection, org: str) -> dict[str, int]:
    """State → meetings."""
    found = connection.execute(sa.select(M.state, sa.func.count()).where(M.org_id == org).group_by(M.state))
    return dict(found.all())


def one(connection: sa.Connection, org: str, meeting: str) -> Row | None:
    """A meeting's row."""
    found = rows(connection, sa.select(t.meeting).where(M.org_id == org, M.id == meeting))
    return found[0] if found else None


def findings(connection: sa.Connection, actor: Actor, ids: list[str], today: str) -> list[Row]:
    """What is talked about, in the order of the agenda, each with `why`."""
    f, task = t.finding.c, t.task.c
    found = rows(connection, with_place().where(scope.findings(actor), f.id.in_(ids)))
    asked: dict[str, int] = dict(
        connection.execute(
            sa.select(task.finding_id, sa.func.count(task.department_id.distinct()))
            .where(task.org_id == actor.org, task.kind == "co_handle", task.state != "cancelled", task.finding_id.in_(ids))
            .group_by(task.finding_id)
        ).all()
    )  # fmt: skip
    by_id = {row["id"]: {**row, "why": rule.why(row, asked.get(row["id"], 0), today)} for row in found}
    return [by_id[id_] for id_ in ids if id_ in by_id]


def of_finding(connection: sa.Connection, org: str, finding: str) -> list[Row]:
    """Meetings that talk or talked about a finding, newest first. Their number is small: the list is read whole."""
    found = rows(
        connection,
        sa.select(M.id, M.title, M.day, M.state, M.findings)
        .where(M.org_id == org, M.state != "cancelled")
        .order_by(M.day.desc(), M.id),
    )
    return [row for row in found if finding in row["findings"]]
