"""台账: findings under any filters, by keyset pages of (found_on, id), with counts by state group.

The indexes ix_finding_listed and ix_finding_counted (storage.tables) hold every column that is filtered or counted, so that rows
themselves are read for one page only (measured: 3 ms for counts over 20,000 findings, 30 and more when rows are read). A keyword is the exception.
"""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain.people import Actor
from inspect_app.domain.rules import OPEN_FINDING
from inspect_app.queries import scope
from inspect_app.queries.finding import rows, with_place
from inspect_app.queries.text import holds
from inspect_app.storage import tables as t

Row = dict[str, Any]
Place = tuple[str, str]  # (found_on, id)
PAGE = 50
F = t.finding.c
# Group → (words, states). 逾期 is computed, not a state; it and 未销号 overlap with others.
GROUPS: dict[str, tuple[str, frozenset[str]]] = {
    "open": ("未销号", OPEN_FINDING),
    "submitted": ("待审核", frozenset({"submitted"})),
    "returned": ("已退回", frozenset({"returned"})),
    "grade": ("待定级交办", frozenset({"confirmed", "graded"})),
    "assigned": ("已交办", frozenset({"assigned"})),
    "rectifying": ("整改中", frozenset({"rectifying"})),
    "overdue": ("逾期", frozenset({"rectifying"})),
    "feedback": ("待复查", frozenset({"feedback", "rechecking"})),
    "supervised": ("挂牌督办", frozenset({"supervised"})),
    "closed": ("已销号", frozenset({"closed"})),
    "ended": ("合并作废", frozenset({"merged", "cancelled"})),
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


class Page(msgspec.Struct, frozen=True):
    """One page, newest first; whether there are `newer` and `older` ones; findings by group under the filters (`all` = any state)."""

    rows: list[Row]
    newer: bool
    older: bool
    counts: dict[str, int]


def page(
    connection: sa.Connection,
    actor: Actor,
    filters: Filters,
    today: str,
    after: Place | None = None,
    before: Place | None = None,
) -> Page:
    """The page that begins `after` a place (towards older) or ends `before` one (towards newer); without either the first."""
    if filters.q:
        return _found_by_word(connection, actor, filters, today, after, before)
    key = sa.tuple_(F.found_on, F.id)
    query = sa.select(F.found_on, F.id).where(_where(actor, filters, today)).limit(PAGE + 1)
    if before:
        query = query.where(key > sa.tuple_(sa.literal(before[0]), sa.literal(before[1]))).order_by(
            F.found_on, F.id
        )
    else:
        query = query.order_by(F.found_on.desc(), F.id.desc())
    if after and not before:
        query = query.where(key < sa.tuple_(sa.literal(after[0]), sa.literal(after[1])))
    places = [(day, id_) for day, id_ in connection.execute(query)]
    more = len(places) > PAGE
    listed = _rows_at(connection, actor.org, [id_ for _, id_ in places[:PAGE]])
    newer, older = (more, True) if before else (after is not None, more)
    return Page(listed, newer, older, _counts(connection, actor, filters, today))


def _found_by_word(
    connection: sa.Connection,
    actor: Actor,
    filters: Filters,
    today: str,
    after: Place | None,
    before: Place | None,
) -> Page:
    """A keyword reads the rows themselves, so it does so once, for the page and the counts together."""
    query = sa.select(F.found_on, F.id, F.state, F.due_date).where(
        _where(actor, msgspec.structs.replace(filters, group=""), today)
    )
    hits = sorted(connection.execute(query), key=lambda hit: hit[:2], reverse=True)
    by_state: dict[str, tuple[int, int]] = {}
    for _, _, state, due in hits:
        count, late = by_state.get(state, (0, 0))
        by_state[state] = (count + 1, late + bool(due and due < today))
    places = [(day, id_) for day, id_, state, due in hits if _in_group(filters.group, state, due, today)]
    start, end = _window(places, after, before)
    listed = _rows_at(connection, actor.org, [id_ for _, id_ in places[start:end]])
    return Page(listed, start > 0, end < len(places), _by_group(by_state))


def _window(places: list[Place], after: Place | None, before: Place | None) -> tuple[int, int]:
    """Where the page lies in places that run from new to old: (first, one past the last)."""
    if before:
        end = sum(place > before for place in places)
        return max(0, end - PAGE), end
    start = sum(place >= after for place in places) if after else 0
    return start, min(start + PAGE, len(places))


def _in_group(group: str, state: str, due: str | None, today: str) -> bool:
    if group == "overdue":
        return state == "rectifying" and bool(due) and str(due) < today
    return group not in GROUPS or state in GROUPS[group][1]


def _rows_at(connection: sa.Connection, org: str, ids: list[str]) -> list[Row]:
    """What the table shows of these findings, newest first; whoever asks has checked that they may be seen."""
    columns = (
        F.id,
        F.state,
        F.severity,
        F.track,
        F.location,
        F.statement,
        F.found_on,
        F.due_date,
        F.item,
        F.checklist,
        F.round,
        F.visit_id,
    )
    found = rows(connection, with_place(*columns).where(F.org_id == org, F.id.in_(ids)))
    return sorted(found, key=lambda row: (row["found_on"], row["id"]), reverse=True)


def _counts(connection: sa.Connection, actor: Actor, filters: Filters, today: str) -> dict[str, int]:
    late = sa.func.sum(sa.case((F.due_date < today, 1), else_=0))
    query = (
        sa.select(F.state, sa.func.count(), late)
        .where(_where(actor, msgspec.structs.replace(filters, group=""), today))
        .group_by(F.state)
    )
    return _by_group({state: (count, past or 0) for state, count, past in connection.execute(query)})


def _by_group(by_state: dict[str, tuple[int, int]]) -> dict[str, int]:
    """state → (findings, past their deadline) summed up by group."""
    made = {
        name: sum(by_state.get(state, (0, 0))[0] for state in states) for name, (_, states) in GROUPS.items()
    }
    return {
        **made,
        "overdue": by_state.get("rectifying", (0, 0))[1],
        "all": sum(count for count, _ in by_state.values()),
    }


def _where(actor: Actor, filters: Filters, today: str) -> sa.ColumnElement[bool]:
    tests: list[sa.ColumnElement[bool]] = [scope.findings(actor)]
    exact = (
        (F.township_id, filters.township),
        (F.severity, filters.severity),
        (F.track, filters.track),
        (F.item, filters.item),
    )
    tests += [column == value for column, value in exact if value]
    if filters.group == "overdue":
        tests.append(overdue(today))
    elif filters.group in GROUPS:
        tests.append(F.state.in_(sorted(GROUPS[filters.group][1])))
    if filters.checklist:
        tests.append(
            (F.checklist >= f"{filters.checklist}@") & (F.checklist < f"{filters.checklist}A")
        )  # "A" follows "@"
    if filters.since:
        tests.append(F.found_on >= filters.since)
    if filters.until:
        tests.append(F.found_on <= filters.until)
    if filters.industry:
        tests.append(F.enterprise_id.in_(_firms(actor, t.enterprise.c.industry == filters.industry)))
    if filters.q:
        firms = _firms(actor, holds(t.enterprise.c.name, filters.q))
        said = holds(F.statement, filters.q) | holds(F.location, filters.q)
        tests.append(said | F.enterprise_id.in_(firms))
    return sa.and_(*tests)


def _firms(actor: Actor, test: sa.ColumnElement[bool]) -> sa.Select:
    return sa.select(t.enterprise.c.id).where(t.enterprise.c.org_id == actor.org, test)


def choices(connection: sa.Connection, actor: Actor) -> dict[str, list[Row]]:
    """What the filters offer: townships in their fixed order, industries and checklists by name."""
    e, c = t.enterprise.c, t.checklist.c
    return {
        "townships": rows(
            connection,
            sa.select(t.township.c.id, t.township.c.name)
            .where(t.township.c.org_id == actor.org)
            .order_by(t.township.c.id),
        ),
        "industries": rows(
            connection,
            sa.select(e.industry)
            .where(e.org_id == actor.org, e.industry.is_not(None))
            .group_by(e.industry)
            .order_by(e.industry),
        ),
        "checklists": rows(
            connection,
            sa.select(c.name, sa.func.max(c.title).label("title"))
            .where(c.org_id == actor.org)
            .group_by(c.name)
            .order_by(c.name),
        ),
    }
