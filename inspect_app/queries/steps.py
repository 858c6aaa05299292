"""What findings wait for by their own states: how many at each step, and how many of them past the bureau's deadline for it. One query."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain import clocks, dates, rules
from inspect_app.domain.clocks import CLOCKS, MAJOR, Deadlines
from inspect_app.domain.people import Actor
from inspect_app.queries import scope
from inspect_app.storage import tables as t

Row = dict[str, Any]
F = t.finding.c
SEVERITIES = ("general", "major")  # a suspected major one is as urgent as a major one (clocks.MAJOR)
STEPS = tuple((clock, severity) for clock in CLOCKS if clock != "task" for severity in SEVERITIES)
STATES = tuple(sorted(state for state in rules.FINDING_STATES if clocks.of_state(state)))


def waiting(connection: sa.Connection, actor: Actor, now: int, settings: Deadlines) -> list[Row]:
    """Every step at which something waits, in the order of the course: `clock`, `label`, `owner`, `severity`, `span`, `n`, `late`."""
    cuts: Row = {"today": dates.day_of(now)}
    for clock, severity in STEPS:
        cut = clocks.cutoff(clock, severity, now, settings)
        assert cut.column == _column(clock)
        cuts[f"{clock}/{severity}"] = cut.value
    query = COUNTED.where(scope.findings(actor), F.state.in_(STATES))
    counted = connection.execute(query, cuts).mappings().one()
    return [
        {
            "clock": clock, "label": CLOCKS[clock].label, "owner": clocks.owner(clock, severity), "severity": severity,
            "span": clocks.span_text(settings.span(clock, severity)), "n": counted[f"{clock}/{severity}/n"], "late": counted[f"{clock}/{severity}/late"] or 0,
        }
        for clock, severity in STEPS if counted[f"{clock}/{severity}/n"]
    ]  # fmt: skip


def _count(test: sa.ColumnElement[bool], name: str) -> sa.ColumnElement[Any]:
    return sa.func.sum(sa.case((test, 1), else_=0)).label(name)


def _at(clock: str) -> sa.ColumnElement[bool]:
    """Findings whose clock this is (clocks.clock_of as a condition)."""
    states = sorted(state for state in STATES if clock in clocks.of_state(state))
    at = F.state.in_(states)
    passed = F.outcome["result"].as_string() == "pass"
    if clock == "close":
        return at & sa.func.coalesce(passed, sa.false())
    if clock == "outcome":
        return at & ~sa.func.coalesce(passed, sa.false())
    if clock == "transfer":
        return at & F.transfer["answered_at"].as_string().is_(None)
    return at


def _graded(severity: str) -> sa.ColumnElement[bool]:
    major = F.severity.in_(sorted(MAJOR))
    return major if severity == "major" else ~major


def _column(clock: str) -> str:
    """What is held against the cut-off: the day that the step itself names, or since when it waits."""
    return CLOCKS[clock].general if CLOCKS[clock].general in clocks.COLUMNS else "state_at"


def _late(clock: str, severity: str) -> sa.ColumnElement[bool]:
    """Its cut-off is a parameter, so that the question is put together once and not for every page."""
    column = F[_column(clock)]
    late: sa.ColumnElement[bool] = column < sa.bindparam(f"{clock}/{severity}", type_=column.type)
    if clock != "transfer":
        return late
    agreed = F.transfer["reply_by"].as_string()
    return sa.case((agreed.is_not(None), agreed < sa.bindparam("today", type_=sa.Text)), else_=late)


def _sums() -> list[sa.ColumnElement[Any]]:
    made = []
    for clock, severity in STEPS:
        here = _at(clock) & _graded(severity)
        made.append(_count(here, f"{clock}/{severity}/n"))
        made.append(_count(here & _late(clock, severity), f"{clock}/{severity}/late"))
    return made


COUNTED = sa.select(*_sums()).select_from(t.finding)
