"""整改预警: the levels of all enterprises, townships and industries from one grouped query, how each came about, and what stands behind it."""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain import dates, rules, warning
from inspect_app.domain.people import Actor
from inspect_app.domain.warning import Counts, Thresholds, Verdict
from inspect_app.queries import scope, tally, tasks
from inspect_app.queries.ended import FIRM, counted
from inspect_app.queries.enterprises import every
from inspect_app.queries.finding import rows
from inspect_app.queries.kept import kept
from inspect_app.queries.tally import DUE_OPEN, HANDED_IN, OPEN
from inspect_app.queries.tally import thresholds as thresholds
from inspect_app.storage import tables as t
from inspect_app.storage.days import county_day

Row = dict[str, Any]
F = t.finding.c
NO_INDUSTRY = "未登记行业"
NONE = Counts()
LEVELS_OF = ("finding", "enterprise", "township", "setting")


class Object(msgspec.Struct, frozen=True):
    """An enterprise, a township or an industry with its counts and what they mean."""

    key: str
    name: str
    counts: Counts
    verdict: Verdict
    township: str = ""
    industry: str = ""
    township_id: str = ""

    @property
    def level(self) -> str:
        """Its colour."""
        return self.verdict.level

    @property
    def rate(self) -> str:
        """Its rate in words."""
        return warning.rate_text(self.counts)


class Levels(msgspec.Struct, frozen=True):
    """All objects that a person may see: townships by code, industries and enterprises by name; never by level."""

    enterprises: list[Object]
    townships: list[Object]
    industries: list[Object]


def levels(connection: sa.Connection, actor: Actor, today: str) -> Levels:
    """Everything, from four queries however many enterprises there are."""
    return kept(connection, actor, ("levels", today), lambda: _levels(connection, actor, today), LEVELS_OF)


def _levels(connection: sa.Connection, actor: Actor, today: str) -> Levels:
    limits = thresholds(connection, actor.org)

    def count(tests: sa.ColumnElement[bool]) -> dict[str, Counts]:
        return dict(_counts(connection, scope.findings(actor) & tests, limits, today))

    by_firm = counted(connection, actor, ("levels", today, limits.months), count)
    places = _places(connection, actor)
    by_place = tally.by_township(tally.cells(connection, actor, today), today)
    by_trade: dict[str, Counts] = {}
    enterprises = []
    for key, name, place, industry in every(connection, actor):
        counts, trade = by_firm.get(key, NONE), industry or NO_INDUSTRY
        held = by_trade.get(trade, NONE)
        by_trade[trade] = held if counts is NONE else held + counts
        of = warning.judge_once(counts, limits)
        enterprises.append(Object(key, name, counts, of, places.get(place or "", ""), trade, place or ""))
    return Levels(
        enterprises,
        [_area(key, name, by_place.get(key, NONE), limits) for key, name in places.items()],
        [_area(name, name, counts, limits) for name, counts in sorted(by_trade.items())],
    )


def _area(key: str, name: str, counts: Counts, limits: Thresholds) -> Object:
    return Object(key, name, counts, warning.judge_area(counts, limits))


def of_townships(
    connection: sa.Connection, actor: Actor, cells: list[tally.Cell], today: str
) -> dict[str, Verdict]:
    """Township → its level and why, from what 总览 has counted; who has no findings is not in it. The same as in `levels`."""
    limits = thresholds(connection, actor.org)
    return {
        place: warning.judge_area(counts, limits) for place, counts in tally.by_township(cells, today).items()
    }


def of_enterprise(connection: sa.Connection, org: str, enterprise: str, today: str) -> Object:
    """The level of one enterprise. Whoever asks has checked that it may be seen."""
    limits = thresholds(connection, org)
    where = (F.org_id == org) & (F.enterprise_id == enterprise)
    counts = next((found for _, found in _counts(connection, where, limits, today)), NONE)
    return Object(enterprise, "", counts, warning.judge_once(counts, limits))


def of_own(connection: sa.Connection, actor: Actor, today: str) -> Object:
    """The level of the person's own enterprise, from what it was told of: nothing of a finding shows before its notice was served."""
    limits = thresholds(connection, actor.org)
    counts = next((found for _, found in _counts(connection, scope.findings(actor), limits, today)), NONE)
    return Object(actor.enterprise or "", "", counts, warning.judge_once(counts, limits))


def _counts(
    connection: sa.Connection, where: sa.ColumnElement[bool], limits: Thresholds, today: str
) -> list[tuple[str, Counts]]:
    """(enterprise, counts) of those that have findings which count."""
    since = dates.add_months(today, -limits.months)
    passed = (F.due_date < today) & (F.due_date >= since)
    handed = county_day(
        sa.func.coalesce(F.feedback_at, F.closed_at)
    )  # who answers on paper is reinspected without a feedback
    in_time = passed & (F.state == "closed") & (handed <= F.due_date)
    late_in = passed & F.state.in_(HANDED_IN) & (handed > F.due_date)
    due = passed & (F.state.in_(("closed", *DUE_OPEN)) | late_in)
    overdue = F.state.in_(sorted(rules.RUNNING)) & (F.due_date < today)
    open_ = F.state.in_(OPEN)
    query = sa.select(
        FIRM, _sum(due), _sum(in_time), _sum(overdue), sa.func.min(sa.case((overdue, F.due_date))),
        _sum(F.recurs.is_not(None) & open_), _sum((F.severity == "major") & open_), _sum(F.listed_at.is_not(None) & open_),
    ).where(where, passed | open_, FIRM.is_not(None)).group_by(sa.literal_column("1"))  # fmt: skip
    return [
        (
            firm,
            Counts(due_, fine, late, dates.days_between(first, today) if first else 0, again, major, listed),
        )
        for firm, due_, fine, late, first, again, major, listed in connection.execute(query)
    ]


def _sum(test: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((test, 1), else_=0))


def _places(connection: sa.Connection, actor: Actor) -> dict[str, str]:
    place = t.township.c
    query = sa.select(place.id, place.name).where(place.org_id == actor.org).order_by(place.id)
    if actor.role == "grid":
        query = query.where(place.id == (actor.township or ""))
    return dict(connection.execute(query).all())


def history(connection: sa.Connection, org: str, of: str, key: str) -> list[Row]:
    """When the level of an object changed, newest first: `day`, `level`, `facts`."""
    w = t.warning_level.c
    query = (
        sa.select(w.day, w.level, w.facts)
        .where(w.org_id == org, w.of == of, w.key == key)
        .order_by(w.day.desc())
        .limit(50)
    )
    return rows(connection, query)


def behind(connection: sa.Connection, actor: Actor, enterprise: str, today: str) -> list[Row]:
    """The findings of an enterprise that hold its level up: overdue ones, major and recurring ones that are open; by deadline."""
    overdue = F.state.in_(sorted(rules.RUNNING)) & (F.due_date < today)
    pressing = F.state.in_(OPEN) & (
        (F.severity == "major") | F.recurs.is_not(None)
    )  # what is listed is major
    query = (
        sa.select(
            F.id, F.state, F.severity, F.location, F.statement, F.due_date, F.recurs, F.urged, F.urged_at
        )
        .where(scope.findings(actor), F.enterprise_id == enterprise, overdue | pressing)
        .order_by(F.due_date, F.id)
    )
    return rows(connection, query)


def talks(connection: sa.Connection, actor: Actor, enterprise: str) -> list[Row]:
    """Interviews with an enterprise that were asked for and are not ended, by deadline."""
    task = tasks.T
    query = (
        tasks.named()
        .where(
            scope.tasks(actor),
            task.enterprise_id == enterprise,
            task.kind == "talk",
            task.state.in_(tasks.ALIVE),
        )
        .order_by(task.due_date, task.id)
    )
    return rows(connection, query)
