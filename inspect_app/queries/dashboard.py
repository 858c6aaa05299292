"""总览: numbers that each lead to a list, months, townships in their fixed order, this week's visits."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.people import Actor
from inspect_app.queries import document, scope, visit
from inspect_app.queries.finding import rows
from inspect_app.queries.ledger import F, overdue
from inspect_app.storage import tables as t

Row = dict[str, Any]
MONTHS = 12
WEEK_SHOWN = 12
# Counted as found: confirmed and later, without returned, merged and cancelled ones (workflow § 8.1).
FOUND = ("confirmed", "graded", "supervised", "assigned", "rectifying", "feedback", "rechecking", "closed")
ASSIGNED = ("assigned", "rectifying", "feedback", "rechecking", "closed")
NOT_CLOSED = ("submitted", "returned", *(state for state in FOUND if state != "closed"))


def numbers(connection: sa.Connection, actor: Actor, today: str) -> Row:
    """Counts by state, and what is computed: overdue, major findings not closed, documents to draft and to serve, rates in percent."""
    late = sa.func.sum(sa.case((F.due_date < today, 1), else_=0))
    due = sa.func.sum(sa.case((F.due_date <= today, 1), else_=0))
    suspected = sa.func.sum(sa.case((F.severity == "suspected_major", 1), else_=0))
    major = sa.func.sum(sa.case((F.severity == "major", 1), else_=0))
    found = connection.execute(sa.select(F.state, sa.func.count(), late, due, suspected, major).where(scope.findings(actor)).group_by(F.state))
    by_state = {state: {"n": n, "late": a or 0, "due": b or 0, "suspected": c or 0, "major": d or 0} for state, n, a, b, c, d in found}
    papers = document.counts(connection, actor)
    return {
        "submitted": _sum(by_state, ("submitted",), "n"), "grade": _sum(by_state, ("confirmed", "graded"), "n"),
        "suspected": _sum(by_state, ("confirmed", "graded"), "suspected"), "to_draft": papers["todo"], "drafts": papers["draft"],
        "to_serve": papers["issued"], "feedback": _sum(by_state, ("feedback", "rechecking"), "n"), "overdue": _sum(by_state, ("rectifying",), "late"),
        "major": _sum(by_state, NOT_CLOSED, "major"), "rectifying": _sum(by_state, ("rectifying",), "n"), "found": _sum(by_state, FOUND, "n"),
        "closed": _sum(by_state, ("closed",), "n"), "assigned": _sum(by_state, ASSIGNED, "n"), "due": _sum(by_state, ASSIGNED, "due"),
        "closed_due": _sum(by_state, ("closed",), "due"),
    }  # fmt: skip


def _sum(by_state: dict[str, Row], states: tuple[str, ...], name: str) -> int:
    return sum(by_state[state][name] for state in states if state in by_state)


def months(connection: sa.Connection, actor: Actor, today: str) -> list[Row]:
    """The last twelve months, oldest first: `month` (2026-11), `found` by date of the visit, `closed` by date of close-out."""
    names = month_names(today)
    month = sa.func.substr(F.found_on, 1, 7)
    found = connection.execute(
        sa.select(month, sa.func.count()).where(scope.findings(actor), F.found_on >= f"{names[0]}-01", F.state.in_(FOUND)).group_by(month)
    )
    by_found: dict[str, int] = dict(found.tuples().all())
    starts = [dates.parse_instant(f"{name}-01T00:00:00+08:00") for name in names]
    label = sa.case(*[(F.closed_at >= start, name) for start, name in reversed(list(zip(starts, names, strict=True)))])
    closed = connection.execute(sa.select(label, sa.func.count()).where(scope.findings(actor), F.state == "closed", F.closed_at >= starts[0]).group_by(label))
    by_closed: dict[str, int] = dict(closed.tuples().all())
    return [{"month": name, "found": by_found.get(name, 0), "closed": by_closed.get(name, 0)} for name in names]


def month_names(today: str) -> list[str]:
    """The twelve months that end with today's, as 2026-11."""
    day = dt.date.fromisoformat(today)
    last = day.year * 12 + day.month - 1
    return [f"{n // 12}-{n % 12 + 1:02d}" for n in range(last - MONTHS + 1, last + 1)]


def townships(connection: sa.Connection, actor: Actor, today: str) -> list[Row]:
    """Every township this person may see, in the order of its code and never another (国办函〔2026〕12号: no ranking)."""
    place = t.township.c

    def count(test: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        return sa.func.sum(sa.case((test, 1), else_=0))

    counted = connection.execute(
        sa.select(F.township_id, count(F.state.in_(FOUND)), count(F.state.in_(("rectifying", "assigned"))), count(overdue(today)),
                  count(F.state.in_(("feedback", "rechecking"))), count(F.state == "closed"), count((F.severity == "major") & F.state.in_(NOT_CLOSED)))
        .where(scope.findings(actor)).group_by(F.township_id)
    )  # fmt: skip
    names = ("found", "rectifying", "overdue", "feedback", "closed", "major")
    by_place = {row[0]: dict(zip(names, row[1:], strict=True)) for row in counted}
    query = sa.select(place.id, place.name).where(place.org_id == actor.org).order_by(place.id)
    if actor.role == "grid":
        query = query.where(place.id == actor.township)
    return [{**row, **by_place.get(row["id"], dict.fromkeys(names, 0))} for row in rows(connection, query)]


def week(connection: sa.Connection, actor: Actor, today: str) -> Row:
    """This week's visits, Monday to Sunday: `since`, `until`, `states` counts and the first of the list by day."""
    day = dt.date.fromisoformat(today)
    monday = day - dt.timedelta(days=day.weekday())
    since, until = monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat()
    counted = connection.execute(
        sa.select(t.visit.c.state, sa.func.count()).where(scope.visits(actor), t.visit.c.planned_date.between(since, until)).group_by(t.visit.c.state)
    )
    states: dict[str, int] = dict(counted.tuples().all())
    listed = visit.listed(connection, actor, since=today, until=until, limit=500)
    ahead = sorted(listed, key=lambda row: (row["planned_date"], row["enterprise"] or ""))
    return {"since": since, "until": until, "states": states, "total": sum(states.values()), "listed": ahead[:WEEK_SHOWN], "more": max(0, len(ahead) - WEEK_SHOWN)}
