"""总览: numbers that each lead to a list, townships in their fixed order, this week's visits; findings whose referral is proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain.clocks import MAJOR, Deadlines
from inspect_app.domain.counting import ASSIGNED, FOUND, GRADING, NOT_CLOSED
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import RUNNING
from inspect_app.domain.warning import Verdict
from inspect_app.queries import document, scope, tally, visit, warning
from inspect_app.queries.finding import rows, with_place
from inspect_app.queries.kept import kept
from inspect_app.queries.tally import Cell, F, refer_days
from inspect_app.storage import tables as t

Row = dict[str, Any]
MONTHS = 12
WEEK_SHOWN = 8
SHOWN = 100


class Overview(msgspec.Struct, frozen=True):
    """What 总览 says of the whole county: `numbers` that wait for somebody, townships in their order, their warning levels by id, this week's visits."""

    numbers: Row
    townships: list[Row]
    levels: dict[str, Verdict]
    week: Row


def overview(connection: sa.Connection, actor: Actor, today: str) -> Overview:
    """All that follows from the log; what the clock alone changes is asked for beside it."""
    of = ("finding", "document", "visit", "enterprise", "township", "person", "setting")
    return kept(connection, actor, ("overview", today), lambda: _overview(connection, actor, today), of)


def _overview(connection: sa.Connection, actor: Actor, today: str) -> Overview:
    counted = tally.cells(connection, actor, today)
    levels = warning.of_townships(connection, actor, counted, today)
    return Overview(
        numbers(connection, actor, counted), townships(connection, actor, counted), levels, week(connection, actor, today)
    )  # fmt: skip


def refer(today: str, settings: Deadlines) -> sa.ColumnElement[bool]:
    """Findings past their deadline for the days after which a referral is proposed."""
    general, major = refer_days(today, settings)
    by_severity = sa.case((F.severity.in_(sorted(MAJOR)), F.due_date <= major), else_=F.due_date <= general)
    return F.state.in_(sorted(RUNNING)) & by_severity


def numbers(connection: sa.Connection, actor: Actor, counted: list[Cell]) -> Row:
    """What waits for somebody, and the two rates' parts, from the cells of `tally` and the documents."""
    papers, running = document.counts(connection, actor), tuple(sorted(RUNNING))
    return {
        "submitted": _sum(counted, ("submitted",)), "grade": _sum(counted, GRADING), "suspected": _sum(counted, GRADING, severity="suspected_major"),
        "to_draft": papers["todo"], "drafts": papers["ready"], "to_serve": papers["issued"], "feedback": _sum(counted, ("feedback", "rechecking")),
        "ext_pending": _sum(counted, ("ext_pending",)), "overdue": _sum(counted, running, "late"), "refer": _sum(counted, running, "refer"),
        "recurs": _sum(counted, NOT_CLOSED, "recurs"), "transferred": _unanswered(connection, actor),
        "major": _sum(counted, NOT_CLOSED, severity="major"), "found": _sum(counted, FOUND),
        "closed": _sum(counted, ("closed",)), "assigned": _sum(counted, ASSIGNED), "due": _sum(counted, ASSIGNED, "due"),
        "closed_due": _sum(counted, ("closed",), "due"),
    }  # fmt: skip


def _unanswered(connection: sa.Connection, actor: Actor) -> int:
    """Findings at other departments that have not said what they did."""
    query = sa.select(F.transfer).where(scope.findings(actor), F.state == "transferred")
    return sum(not (told or {}).get("answer") for told in connection.scalars(query))


def referrals(
    connection: sa.Connection, actor: Actor, today: str, settings: Deadlines
) -> tuple[list[Row], int]:
    """Findings for which a referral to enforcement is proposed, the earliest deadlines first, and how many there are in all."""
    columns = (F.id, F.state, F.severity, F.location, F.statement, F.due_date, F.urged, F.urged_at)
    query = (
        with_place(*columns).where(scope.findings(actor), refer(today, settings)).order_by(F.due_date, F.id)
    )
    total = sa.select(sa.func.count()).where(scope.findings(actor), refer(today, settings))
    return rows(connection, query.limit(SHOWN)), connection.scalar(total) or 0


def _sum(
    counted: Iterable[Cell], states: Collection[str], name: str = "n", severity: str | None = None
) -> int:
    return sum(
        getattr(cell, name) for cell in counted if cell.state in states and severity in (None, cell.severity)
    )


def month_names(today: str) -> list[str]:
    """The twelve months that end with today's, as 2026-11."""
    day = dt.date.fromisoformat(today)
    last = day.year * 12 + day.month - 1
    return [f"{n // 12}-{n % 12 + 1:02d}" for n in range(last - MONTHS + 1, last + 1)]


def townships(connection: sa.Connection, actor: Actor, counted: list[Cell]) -> list[Row]:
    """Every township this person may see, in the order of its code and never another (国办函〔2026〕12号: no ranking)."""
    place = t.township.c
    query = sa.select(place.id, place.name).where(place.org_id == actor.org).order_by(place.id)
    if actor.role == "grid":
        query = query.where(place.id == actor.township)
    by_place: dict[str, list[Cell]] = {}
    for cell in counted:
        by_place.setdefault(cell.township, []).append(cell)
    return [{**row, **_of_township(by_place.get(row["id"], []))} for row in rows(connection, query)]


def _of_township(counted: list[Cell]) -> Row:
    running = tuple(sorted(RUNNING))
    return {
        "found": _sum(counted, FOUND), "rectifying": _sum(counted, ("assigned", *running)), "overdue": _sum(counted, running, "late"),
        "feedback": _sum(counted, ("feedback", "rechecking")), "closed": _sum(counted, ("closed",)), "major": _sum(counted, NOT_CLOSED, severity="major"),
    }  # fmt: skip


def week(connection: sa.Connection, actor: Actor, today: str) -> Row:
    """This week's visits, Monday to Sunday: `since`, `until`, `states` counts and the first of the list by day."""
    of = ("visit", "enterprise", "township", "person")
    return kept(connection, actor, ("week", today), lambda: _week(connection, actor, today), of)


def _week(connection: sa.Connection, actor: Actor, today: str) -> Row:
    day = dt.date.fromisoformat(today)
    monday = day - dt.timedelta(days=day.weekday())
    since, until = monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat()
    counted = connection.execute(
        sa.select(t.visit.c.state, sa.func.count())
        .where(scope.visits(actor), t.visit.c.planned_date.between(since, until))
        .group_by(t.visit.c.state)
    )
    states: dict[str, int] = dict(counted.all())
    ahead = (t.visit.c.planned_date >= today) & (t.visit.c.planned_date <= until)
    more = connection.scalar(sa.select(sa.func.count()).where(scope.visits(actor), ahead)) or 0
    listed = visit.ahead(connection, actor, today, until, WEEK_SHOWN)
    return {
        "since": since,
        "until": until,
        "states": states,
        "total": sum(states.values()),
        "listed": listed,
        "more": max(0, more - WEEK_SHOWN),
    }
