"""Findings counted once for everything that 总览 and the warning of townships say of them: one pass over ix_finding_counted."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa

from inspect_app.domain import dates, rules, warning
from inspect_app.domain.clocks import MAJOR, Deadlines
from inspect_app.domain.people import Actor
from inspect_app.domain.warning import Counts, Thresholds
from inspect_app.queries import scope
from inspect_app.queries.deadlines import deadlines
from inspect_app.queries.ended import counted
from inspect_app.queries.kept import kept
from inspect_app.queries.rows import one
from inspect_app.storage import tables as t
from inspect_app.storage.days import county_day

F = t.finding.c
RECORD = "warning"  # setting/warning
# Graded and not ended: what a major or recurring finding must be in to count.
OPEN = tuple(sorted(rules.OPEN_FINDING - {"submitted", "returned"}))
HANDED_IN = ("feedback", "rechecking")
Group = tuple[str, str, str]  # state, severity, township
# Not closed although due. What was handed in in time and waits for its reinspection is left out: it waits for the bureau, not for the enterprise.
DUE_OPEN = (*sorted(rules.RUNNING), "enforcement", "enforced")


class Cell(msgspec.Struct, frozen=True):
    """Findings of one state, severity and township: how many (`n`), the earliest deadline (`first`), of how many it lies until today (`due`) and in the
    months that the warning looks at (`passed`). Of closed ones those handed in by then (`in_time`); of the others those with a deadline before today
    (`late`), handed in too late and waiting for their reinspection (`late_in`), that recurred, that are listed (挂牌督办), late for so long that a referral is proposed (`refer`).
    """

    state: str
    severity: str
    township: str
    n: int
    first: str | None
    due: int = 0
    passed: int = 0
    in_time: int = 0
    late: int = 0
    late_in: int = 0
    recurs: int = 0
    listed: int = 0
    refer: int = 0

    def __add__(self, other: Cell) -> Cell:
        """The findings of two cells of the same group together."""
        added = [getattr(self, name) + getattr(other, name) for name in SUMMED]
        first = min(filter(None, (self.first, other.first)), default=None)
        return Cell(self.state, self.severity, self.township, added[0], first, *added[1:])

    def counts(self, today: str) -> Counts:
        """Its part in a warning level."""
        running, closed = self.state in rules.RUNNING, self.state == "closed"
        late = self.late if running else 0
        return Counts(
            due=self.passed if closed or self.state in DUE_OPEN else self.late_in,
            on_time=self.in_time, overdue=late, days=dates.days_between(self.first, today) if late and self.first else 0,
            recurring=self.recurs if self.state in OPEN else 0, major=self.n if self.severity == "major" and self.state in OPEN else 0,
            listed=self.listed if self.state in OPEN else 0,
        )  # fmt: skip


SUMMED = ("n", *Cell.__struct_fields__[Cell.__struct_fields__.index("due") :])


def thresholds(connection: sa.Connection, org: str) -> Thresholds:
    """Those of the warning in force."""
    return warning.thresholds(one(connection, t.setting, org, RECORD).get("value"))


def cells(connection: sa.Connection, actor: Actor, today: str) -> list[Cell]:
    """All that this person may see."""

    def made() -> list[Cell]:
        settings, limits = deadlines(connection, actor.org), thresholds(connection, actor.org)

        def count(tests: sa.ColumnElement[bool]) -> dict[Group, Cell]:
            return _count(connection, scope.findings(actor) & tests, today, settings, limits)

        # Of what has ended only the months count: the rest looks at running findings.
        return list(counted(connection, actor, ("tally", today, limits.months), count).values())

    return kept(connection, actor, ("tally", today), made, ("finding", "setting"))


def _count(
    connection: sa.Connection,
    where: sa.ColumnElement[bool],
    today: str,
    settings: Deadlines,
    limits: Thresholds,
) -> dict[Group, Cell]:
    passed = (F.due_date < today) & (F.due_date >= dates.add_months(today, -limits.months))
    # Who answers on paper is reinspected without a feedback.
    handed = county_day(sa.func.coalesce(F.feedback_at, F.closed_at))
    general, major = refer_days(today, settings)
    running = F.state.in_(sorted(rules.RUNNING))
    sums = {
        "due": F.due_date <= today, "passed": passed, "in_time": passed & (F.state == "closed") & (handed <= F.due_date), "late": F.due_date < today,
        "recurs": F.recurs.is_not(None), "listed": F.listed_at.is_not(None), "late_in": passed & F.state.in_(HANDED_IN) & (handed > F.due_date),
        "refer": running & sa.case((F.severity.in_(sorted(MAJOR)), F.due_date <= major), else_=F.due_date <= general),
    }  # fmt: skip
    keys = (F.state, F.severity, F.township_id)
    counts = [sa.func.sum(sa.case((test, 1), else_=0)) for test in sums.values()]
    query = sa.select(*keys, sa.func.count(), sa.func.min(F.due_date), *counts).where(where).group_by(*keys)
    return {
        (state, severity, place or ""): Cell(
            state, severity, place or "", n, first, **dict(zip(sums, each, strict=True))
        )
        for state, severity, place, n, first, *each in connection.execute(query)
    }


def refer_days(today: str, settings: Deadlines) -> tuple[str, str]:
    """clocks.suggest_escalation as days: a general and a major finding due by then is late for so long that a referral is proposed."""
    general, major = (dates.add_days(today, -max(1, days)) for days in settings.escalate)
    return general, major


def by_township(found: list[Cell], today: str) -> dict[str, Counts]:
    """Township → the counts of its warning level; those with findings only."""
    made: dict[str, Counts] = {}
    for cell in found:
        made[cell.township] = made.get(cell.township, Counts()) + cell.counts(today)
    return made
