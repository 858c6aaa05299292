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
STATES = tuple(sorted(state for state in rules.FINDING_STATES if clocks.of_state(state)))


def waiting(connection: sa.Connection, actor: Actor, now: int, settings: Deadlines) -> list[Row]:
    """Every step at which something waits, in the order of the course: `clock`, `label`, `owner`, `severity`, `n`, `late`."""
    sums = []
    for clock in CLOCKS:
        if clock == "task":
            continue
        for severity in SEVERITIES:
            here = _at(clock) & _graded(severity)
            sums += [
                _count(here, f"{clock}/{severity}/n"),
                _count(here & _late(clock, severity, now, settings), f"{clock}/{severity}/late"),
            ]
    counted = (
        connection.execute(sa.select(*sums).where(scope.findings(actor), F.state.in_(STATES)))
        .mappings()
        .one()
    )
    made = []
    for clock, kind in CLOCKS.items():
        for severity in SEVERITIES if clock != "task" else ():
            if counted[f"{clock}/{severity}/n"]:
                made.append(
                    {
                        "clock": clock, "label": kind.label, "owner": clocks.owner(clock, severity), "severity": severity,
                        "n": counted[f"{clock}/{severity}/n"], "late": counted[f"{clock}/{severity}/late"] or 0, "span": clocks.span_text(settings.span(clock, severity)),
                    }
                )  # fmt: skip
    return made


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


def _late(clock: str, severity: str, now: int, settings: Deadlines) -> sa.ColumnElement[bool]:
    cut = clocks.cutoff(clock, severity, now, settings)
    late: sa.ColumnElement[bool] = F[cut.column] < cut.value
    if clock != "transfer":
        return late
    agreed = F.transfer["reply_by"].as_string()
    return sa.case((agreed.is_not(None), agreed < dates.day_of(now)), else_=late)
