"""台账: findings under any filters, sorted by one of three columns, by keyset pages, with counts by state group.

The indexes ix_finding_listed and ix_finding_counted (storage.tables) hold every column that is filtered, sorted or counted often, so that rows
themselves are read for one page only (measured: 3 ms for counts over 20,000 findings, 30 and more when rows are read). A keyword is looked up
once for the page and the counts together.
"""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain.people import Actor
from inspect_app.queries import scope
from inspect_app.queries.ended import counted
from inspect_app.queries.finding import rows, with_place
from inspect_app.queries.kept import kept
from inspect_app.queries.ledger_filters import FLAGS as FLAGS
from inspect_app.queries.ledger_filters import GROUPS as GROUPS
from inspect_app.queries.ledger_filters import PAPERS as PAPERS
from inspect_app.queries.ledger_filters import SORTS as SORTS
from inspect_app.queries.ledger_filters import F as F
from inspect_app.queries.ledger_filters import Filters as Filters
from inspect_app.queries.ledger_filters import in_group, where
from inspect_app.queries.ledger_filters import overdue as overdue
from inspect_app.storage import tables as t

Row = dict[str, Any]
Place = tuple[str, str]  # (value of the sorted column, id)
PAGE = 50
CHOICES_OF = ("township", "enterprise", "checklist", "department")
NEVER = "9999-12-31"  # those without a deadline come after all that have one
SHOWN = (
    F.id, F.state, F.severity, F.track, F.location, F.statement, F.found_on, F.due_date, F.item, F.checklist, F.round, F.visit_id, F.recurs, F.updated_at,
    F.urged, F.urged_at, F.listed_at,
)  # fmt: skip


class Sort(msgspec.Struct, frozen=True):
    """A column of the rows and the way it runs."""

    name: str
    column: sa.ColumnElement[Any]
    falling: bool

    def of(self, row: Row) -> Place:
        """The place of a row that the list shows, as it stands in an address."""
        value = row[self.name]
        return (NEVER if value is None else str(value), row["id"])

    def literal(self, place: Place) -> sa.Tuple:
        """A place from an address in the column's own kind; a damaged one is before everything."""
        value, key = place
        if self.name == "updated_at":
            return sa.tuple_(sa.literal(_instant(value), sa.BigInteger), sa.literal(key))
        return sa.tuple_(sa.literal(value), sa.literal(key))


BY: dict[str, Sort] = {
    "found": Sort("found_on", F.found_on, True),
    "due": Sort("due_date", sa.func.coalesce(F.due_date, sa.literal_column(f"'{NEVER}'")), False),
    "changed": Sort("updated_at", F.updated_at, True),
}


def _instant(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 16 else 0


class Counted(msgspec.Struct, frozen=True):
    """Findings of a state: all, past their deadline, listed (挂牌督办)."""

    n: int = 0
    late: int = 0
    listed: int = 0

    def __add__(self, other: Counted) -> Counted:
        return Counted(self.n + other.n, self.late + other.late, self.listed + other.listed)


NOTHING = Counted()


class Page(msgspec.Struct, frozen=True):
    """One page in its sort; whether there are `newer` (before it) and `older` (after it) ones; findings by group under the filters (`all` = any)."""

    rows: list[Row]
    newer: bool
    older: bool
    counts: dict[str, int]


def sort_of(filters: Filters) -> Sort:
    """The sort that filters ask for."""
    return BY[filters.sort or "found"]


def page(
    connection: sa.Connection,
    actor: Actor,
    filters: Filters,
    today: str,
    after: Place | None = None,
    before: Place | None = None,
) -> Page:
    """The page that begins `after` a place or ends `before` one, in the order of the sort; without either the first."""
    if filters.q:
        return _found_by_word(connection, actor, filters, today, after, before)
    sort = sort_of(filters)
    key = sa.tuple_(sort.column, F.id)
    back = before is not None
    falling = sort.falling != back
    query = sa.select(F.id).where(where(actor, filters, today)).limit(PAGE + 1)
    query = query.order_by(*[c.desc() if falling else c for c in (sort.column, F.id)])
    place = before or after
    if place:
        query = query.where(key < sort.literal(place) if falling else key > sort.literal(place))
    ids = list(connection.scalars(query))
    more = len(ids) > PAGE
    listed = _rows_at(connection, actor.org, ids[:PAGE], sort)
    newer, older = (more, True) if back else (after is not None, more)
    return Page(listed, newer, older, _counts(connection, actor, filters, today))


def _found_by_word(
    connection: sa.Connection,
    actor: Actor,
    filters: Filters,
    today: str,
    after: Place | None,
    before: Place | None,
) -> Page:
    """What a keyword finds is read once, for the page and the counts together."""
    sort = sort_of(filters)
    late, listed = sa.func.coalesce(F.due_date < today, sa.false()), F.listed_at.is_not(None)
    query = sa.select(sort.column, F.id, F.state, late, listed).where(
        where(actor, msgspec.structs.replace(filters, group=""), today)
    )
    hits = sorted(connection.execute(query), key=itemgetter(0, 1), reverse=sort.falling)
    kinds = Counter(map(itemgetter(2, 3, 4), hits))
    by_state: dict[str, Counted] = {}
    for (state, past, on), n in kinds.items():
        by_state[state] = by_state.get(state, NOTHING) + Counted(n, n * past, n * on)
    wanted = {kind for kind in kinds if in_group(filters.group, *kind)}
    ids = [(hit[0], hit[1]) for hit in hits if hit[2:] in wanted]
    start, end = _window(ids, sort, after, before)
    shown = _rows_at(connection, actor.org, [id_ for _, id_ in ids[start:end]], sort)
    return Page(shown, start > 0, end < len(ids), _by_group(by_state))


def _window(
    places: list[tuple[Any, str]], sort: Sort, after: Place | None, before: Place | None
) -> tuple[int, int]:
    """Where the page lies in sorted places: (first, one past the last)."""

    def typed(place: Place) -> tuple[Any, str]:
        value = place[0]
        return (_instant(value) if sort.name == "updated_at" else value, place[1])

    if before:
        mark = typed(before)
        end = sum((place > mark) if sort.falling else (place < mark) for place in places)
        return max(0, end - PAGE), end
    if not after:
        return 0, min(PAGE, len(places))
    mark = typed(after)
    start = sum((place >= mark) if sort.falling else (place <= mark) for place in places)
    return start, min(start + PAGE, len(places))


def _rows_at(connection: sa.Connection, org: str, ids: list[str], sort: Sort) -> list[Row]:
    """What the table shows of these findings, in the order of the sort; whoever asks has checked that they may be seen."""
    found = rows(connection, with_place(*SHOWN).where(F.org_id == org, F.id.in_(ids)))
    missing: Any = 0 if sort.name == "updated_at" else NEVER
    return sorted(
        found,
        key=lambda row: (missing if row[sort.name] is None else row[sort.name], row["id"]),
        reverse=sort.falling,
    )


def _counts(connection: sa.Connection, actor: Actor, filters: Filters, today: str) -> dict[str, int]:
    wide = msgspec.structs.replace(filters, group="", sort="")
    of = ("finding", "visit", "document", "enterprise")
    return kept(
        connection, actor, ("ledger", wide, today), lambda: _counted(connection, actor, wide, today), of
    )


def _counted(connection: sa.Connection, actor: Actor, filters: Filters, today: str) -> dict[str, int]:
    late = sa.func.sum(sa.case((F.due_date < today, 1), else_=0))

    def count(tests: sa.ColumnElement[bool]) -> dict[str, Counted]:
        query = (
            sa.select(F.state, sa.func.count(), late, sa.func.count(F.listed_at))
            .where(where(actor, filters, today), tests)
            .group_by(F.state)
        )
        return {state: Counted(n, past or 0, on) for state, n, past, on in connection.execute(query)}

    if (
        filters.industry or filters.expert or filters.paper or filters.q
    ):  # other tables say which findings these are
        return _by_group(count(sa.true()))
    return _by_group(counted(connection, actor, ("ledger", filters, today), count))


def _by_group(by_state: dict[str, Counted]) -> dict[str, int]:
    """What is counted by state, summed up by group."""
    parts = {"overdue": "late", "supervised": "listed"}
    made = {
        name: sum(getattr(by_state.get(state, NOTHING), parts.get(name, "n")) for state in states)
        for name, (_, states) in GROUPS.items()
    }
    return {**made, "all": sum(of.n for of in by_state.values())}


def choices(connection: sa.Connection, actor: Actor) -> dict[str, list[Row]]:
    """What the filters offer: townships in their fixed order, industries, checklists and departments by name."""
    return kept(connection, actor, ("ledger.choices",), lambda: _choices(connection, actor), CHOICES_OF)


def _choices(connection: sa.Connection, actor: Actor) -> dict[str, list[Row]]:
    e, c, d = t.enterprise.c, t.checklist.c, t.department.c
    places = sa.select(t.township.c.id, t.township.c.name).where(t.township.c.org_id == actor.org)
    return {
        "townships": rows(connection, places.order_by(t.township.c.id)),
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
        "departments": rows(
            connection, sa.select(d.id, d.name).where(d.org_id == actor.org).order_by(d.name)
        ),
    }


def names(connection: sa.Connection, actor: Actor, filters: Filters) -> dict[str, str]:
    """What the page calls the enterprise and the expert that it is narrowed to; only those of findings that this person may see have a name."""
    e, p, member = t.enterprise.c, t.person.c, t.visit_member.c
    seen = scope.findings(actor)
    asked = {
        "enterprise": sa.select(e.name).where(e.org_id == actor.org, e.id == filters.enterprise, e.id.in_(sa.select(F.enterprise_id).where(seen))),
        "expert": sa.select(p.name)
        .join(t.visit_member, sa.and_(member.org_id == p.org_id, member.person_id == p.id))
        .where(p.org_id == actor.org, p.id == filters.expert, member.visit_id.in_(sa.select(F.visit_id).where(seen)))
        .limit(1),
    }  # fmt: skip
    said = {"criterion": filters.criterion} if filters.criterion else {}
    return said | {
        name: connection.scalar(query) or "（没有这个编号）"
        for name, query in asked.items()
        if getattr(filters, name)
    }
