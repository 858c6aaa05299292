"""台账: findings under any filters, by keyset pages of (found_on, id), with counts by state group.

One wide index (storage.tables, ix of org, found_on, id, …) holds every column that is filtered or counted, so that the rows themselves are
read for one page only; a keyword is the exception.
"""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain.people import Actor
from inspect_app.domain.rules import OPEN_FINDING
from inspect_app.queries import scope
from inspect_app.queries.finding import rows, with_place
from inspect_app.storage import tables as t

Row = dict[str, Any]
PAGE = 50
F = t.finding.c
# Group → (words, states). 逾期 is computed, not a state; it and 未销号 overlap with others.
GROUPS: dict[str, tuple[str, frozenset[str]]] = {
    "open": ("未销号", OPEN_FINDING),
    "submitted": ("待审核", frozenset({"submitted"})),
    "returned": ("已退回", frozenset({"returned"})),
    "grade": ("待定级", frozenset({"confirmed", "graded"})),
    "assigned": ("已交办", frozenset({"assigned"})),
    "rectifying": ("整改中", frozenset({"rectifying"})),
    "overdue": ("逾期", frozenset({"rectifying"})),
    "feedback": ("已反馈待复查", frozenset({"feedback", "rechecking"})),
    "supervised": ("挂牌督办", frozenset({"supervised"})),
    "closed": ("已销号", frozenset({"closed"})),
    "ended": ("合并与作废", frozenset({"merged", "cancelled"})),
}


class Filters(msgspec.Struct, frozen=True):
    """What the ledger is narrowed to; empty texts narrow nothing. Dates are inclusive."""

    q: str = ""
    township: str = ""
    group: str = ""
    severity: str = ""
    track: str = ""
    industry: str = ""
    checklist: str = ""
    item: str = ""
    since: str = ""
    until: str = ""


def overdue(today: str) -> sa.ColumnElement[bool]:
    """Past the deadline and nothing handed in (workflow § 2: a judgement, not a state)."""
    return (F.state == "rectifying") & (F.due_date < today)


def page(
    connection: sa.Connection, actor: Actor, filters: Filters, today: str, after: tuple[str, str] | None = None, before: tuple[str, str] | None = None
) -> tuple[list[Row], bool, bool]:
    """(rows newest first, whether there are newer ones, whether there are older ones). `after` walks on, `before` walks back."""
    columns = (F.id, F.state, F.severity, F.track, F.location, F.statement, F.found_on, F.due_date, F.item, F.checklist, F.round, F.visit_id)
    query = with_place(*columns).where(_where(actor, filters, today)).limit(PAGE + 1)
    key = sa.tuple_(F.found_on, F.id)
    if before:
        query = query.where(key > sa.tuple_(sa.literal(before[0]), sa.literal(before[1]))).order_by(F.found_on, F.id)
        found = rows(connection, query)
        return list(reversed(found[:PAGE])), len(found) > PAGE, True
    if after:
        query = query.where(key < sa.tuple_(sa.literal(after[0]), sa.literal(after[1])))
    found = rows(connection, query.order_by(F.found_on.desc(), F.id.desc()))
    return found[:PAGE], after is not None, len(found) > PAGE


def counts(connection: sa.Connection, actor: Actor, filters: Filters, today: str) -> dict[str, int]:
    """Findings by group under the filters without their own group; `all` is the sum over states."""
    late = sa.func.sum(sa.case((F.due_date < today, 1), else_=0))
    query = sa.select(F.state, sa.func.count(), late).where(_where(actor, msgspec.structs.replace(filters, group=""), today)).group_by(F.state)
    found = {state: (count, past or 0) for state, count, past in connection.execute(query)}
    made = {name: sum(found.get(state, (0, 0))[0] for state in states) for name, (_, states) in GROUPS.items()}
    return {**made, "overdue": found.get("rectifying", (0, 0))[1], "all": sum(count for count, _ in found.values())}


def _where(actor: Actor, filters: Filters, today: str) -> sa.ColumnElement[bool]:
    tests: list[sa.ColumnElement[bool]] = [scope.findings(actor)]
    exact = ((F.township_id, filters.township), (F.severity, filters.severity), (F.track, filters.track), (F.item, filters.item))
    tests += [column == value for column, value in exact if value]
    if filters.group == "overdue":
        tests.append(overdue(today))
    elif filters.group in GROUPS:
        tests.append(F.state.in_(sorted(GROUPS[filters.group][1])))
    if filters.checklist:
        tests.append((F.checklist >= f"{filters.checklist}@") & (F.checklist < f"{filters.checklist}A"))  # "A" follows "@"
    if filters.since:
        tests.append(F.found_on >= filters.since)
    if filters.until:
        tests.append(F.found_on <= filters.until)
    if filters.industry:
        tests.append(F.enterprise_id.in_(_firms(actor, t.enterprise.c.industry == filters.industry)))
    if filters.q:
        firms = _firms(actor, t.enterprise.c.name.contains(filters.q, autoescape=True))
        said = F.statement.contains(filters.q, autoescape=True) | F.location.contains(filters.q, autoescape=True)
        tests.append(said | F.enterprise_id.in_(firms))
    return sa.and_(*tests)


def _firms(actor: Actor, test: sa.ColumnElement[bool]) -> sa.Select:
    return sa.select(t.enterprise.c.id).where(t.enterprise.c.org_id == actor.org, test)


def choices(connection: sa.Connection, actor: Actor) -> dict[str, list[Row]]:
    """What the filters offer: townships in their fixed order, industries and checklists by name."""
    e, c = t.enterprise.c, t.checklist.c
    return {
        "townships": rows(connection, sa.select(t.township.c.id, t.township.c.name).where(t.township.c.org_id == actor.org).order_by(t.township.c.id)),
        "industries": rows(connection, sa.select(e.industry).where(e.org_id == actor.org, e.industry.is_not(None)).group_by(e.industry).order_by(e.industry)),
        "checklists": rows(connection, sa.select(c.name, sa.func.max(c.title).label("title")).where(c.org_id == actor.org).group_by(c.name).order_by(c.name)),
    }
