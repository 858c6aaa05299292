"""总览: numbers that each lead to a list, months, townships in their fixed order, this week's visits."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.people import Actor
from inspect_app.queries import document, scope, serving, visit
from inspect_app.queries.finding import rows
from inspect_app.queries.ledger import F
from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms

Row = dict[str, Any]
MONTHS = 12
WEEK_SHOWN = 12
GRADING = ("confirmed", "graded")
# Counted as found: confirmed and later, without returned, merged and cancelled ones (workflow § 8.1).
FOUND = ("confirmed", "graded", "supervised", "assigned", "rectifying", "feedback", "rechecking", "closed")
ASSIGNED = ("assigned", "rectifying", "feedback", "rechecking", "closed")
NOT_CLOSED = ("submitted", "returned", *(state for state in FOUND if state != "closed"))


def tally(connection: sa.Connection, actor: Actor, today: str) -> list[Row]:
    """Findings counted once for the whole page: rows of `state`, `severity`, `township_id`, `n`, `late` (before today), `due` (until today)."""
    late = sa.func.sum(sa.case((F.due_date < today, 1), else_=0)).label("late")
    due = sa.func.sum(sa.case((F.due_date <= today, 1), else_=0)).label("due")
    keys = (F.state, F.severity, F.township_id)
    return rows(
        connection,
        sa.select(*keys, sa.func.count().label("n"), late, due).where(scope.findings(actor)).group_by(*keys),
    )


def numbers(connection: sa.Connection, actor: Actor, counted: list[Row]) -> Row:
    """What waits for somebody, and the two rates' parts, from `tally` and the documents."""
    papers = document.counts(connection, actor)
    return {
        "submitted": _sum(counted, ("submitted",)), "grade": _sum(counted, GRADING), "suspected": _sum(counted, GRADING, severity="suspected_major"),
        "to_draft": papers["todo"], "drafts": papers["ready"], "to_serve": papers["issued"], "serve_late": serving.overdue(connection, scope.documents(actor), now_ms()), "feedback": _sum(counted, ("feedback", "rechecking")),
        "overdue": _sum(counted, ("rectifying",), "late"), "major": _sum(counted, NOT_CLOSED, severity="major"), "found": _sum(counted, FOUND),
        "closed": _sum(counted, ("closed",)), "assigned": _sum(counted, ASSIGNED), "due": _sum(counted, ASSIGNED, "due"),
        "closed_due": _sum(counted, ("closed",), "due"),
    }  # fmt: skip


def _sum(counted: list[Row], states: tuple[str, ...], name: str = "n", severity: str | None = None) -> int:
    return sum(
        row[name] or 0 for row in counted if row["state"] in states and severity in (None, row["severity"])
    )


def months(connection: sa.Connection, actor: Actor, today: str) -> list[Row]:
    """The last twelve months, oldest first: `month` (2026-11), `found` by date of the visit, `closed` by date of close-out."""
    names = month_names(today)
    month = sa.func.substr(F.found_on, 1, 7).label(
        "month"
    )  # grouped by name: PostgreSQL takes an expression with parameters for another
    found = connection.execute(
        sa.select(month, sa.func.count())
        .where(scope.findings(actor), F.found_on >= f"{names[0]}-01", F.state.in_(FOUND))
        .group_by("month")
    )
    by_found: dict[str, int] = dict(found.all())
    starts = [dates.parse_instant(f"{name}-01T00:00:00+08:00") for name in names]
    label = sa.case(
        *[(F.closed_at >= start, name) for start, name in reversed(list(zip(starts, names, strict=True)))]
    ).label("month")
    closed = connection.execute(
        sa.select(label, sa.func.count())
        .where(scope.findings(actor), F.state == "closed", F.closed_at >= starts[0])
        .group_by("month")
    )
    by_closed: dict[str, int] = dict(closed.all())
    return [
        {"month": name, "found": by_found.get(name, 0), "closed": by_closed.get(name, 0)} for name in names
    ]


def month_names(today: str) -> list[str]:
    """The twelve months that end with today's, as 2026-11."""
    day = dt.date.fromisoformat(today)
    last = day.year * 12 + day.month - 1
    return [f"{n // 12}-{n % 12 + 1:02d}" for n in range(last - MONTHS + 1, last + 1)]


def townships(connection: sa.Connection, actor: Actor, counted: list[Row]) -> list[Row]:
    """Every township this person may see, in the order of its code and never another (国办函〔2026〕12号: no ranking)."""
    place = t.township.c
    query = sa.select(place.id, place.name).where(place.org_id == actor.org).order_by(place.id)
    if actor.role == "grid":
        query = query.where(place.id == actor.township)
    by_place: dict[str, list[Row]] = {}
    for row in counted:
        by_place.setdefault(row["township_id"], []).append(row)
    return [{**row, **_of_township(by_place.get(row["id"], []))} for row in rows(connection, query)]


def _of_township(counted: list[Row]) -> Row:
    return {
        "found": _sum(counted, FOUND), "rectifying": _sum(counted, ("assigned", "rectifying")), "overdue": _sum(counted, ("rectifying",), "late"),
        "feedback": _sum(counted, ("feedback", "rechecking")), "closed": _sum(counted, ("closed",)), "major": _sum(counted, NOT_CLOSED, severity="major"),
    }  # fmt: skip


def week(connection: sa.Connection, actor: Actor, today: str) -> Row:
    """This week's visits, Monday to Sunday: `since`, `until`, `states` counts and the first of the list by day."""
    day = dt.date.fromisoformat(today)
    monday = day - dt.timedelta(days=day.weekday())
    since, until = monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat()
    counted = connection.execute(
        sa.select(t.visit.c.state, sa.func.count())
        .where(scope.visits(actor), t.visit.c.planned_date.between(since, until))
        .group_by(t.visit.c.state)
    )
    states: dict[str, int] = dict(counted.all())
    listed = visit.listed(connection, actor, since=today, until=until, limit=500)
    ahead = sorted(listed, key=lambda row: (row["planned_date"], row["enterprise"] or ""))
    return {
        "since": since,
        "until": until,
        "states": states,
        "total": sum(states.values()),
        "listed": ahead[:WEEK_SHOWN],
        "more": max(0, len(ahead) - WEEK_SHOWN),
    }
