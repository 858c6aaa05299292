"""统计图表: the figures behind the charts of the last twelve months, from a few grouped queries that indexes answer alone (ix_finding_counted, ix_finding_firms).

A finding stands in one month only: that of its inspection, its deadline or its close-out, as each chart says.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.counting import ASSIGNED, FOUND, median
from inspect_app.domain.dates import midnight
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import RUNNING
from inspect_app.queries import scope
from inspect_app.queries.dashboard import month_names
from inspect_app.queries.ended import FIRM, FOUND_ON, counted
from inspect_app.queries.enterprises import every
from inspect_app.queries.finding import rows
from inspect_app.queries.kept import kept
from inspect_app.storage import tables as t
from inspect_app.storage.days import county_day

Row = dict[str, Any]
F = t.finding.c
TOP = 20
TRADES = 12  # industries with a column of their own
STOCK = ("rectifying", "ext_pending", "feedback", "rechecking", "closed")  # what was or may be overdue
# What each month counts beside the median and how many it is of.
COUNTED = (
    "found", "closed", "due", "due_closed", "assigned", "assigned_closed", "overdue", "major", "major_closed", "recurs",
)  # fmt: skip
Group = tuple[str | None, str | int]  # a month, and what is counted there: a word of COUNTED, or days
SPREAD = ((0, 3), (4, 7), (8, 15), (16, 30), (31, 60), (61, None))  # days


def progress(connection: sa.Connection, actor: Actor, today: str) -> Row:
    """`months`: a row a month, oldest first; `spread`: how long what was closed took."""
    return kept(
        connection,
        actor,
        ("charts.progress", today),
        lambda: _progress(connection, actor, today),
        ("finding",),
    )


def _progress(connection: sa.Connection, actor: Actor, today: str) -> Row:
    names = month_names(today)

    def count(tests: sa.ColumnElement[bool]) -> Counter[Group]:
        seen = scope.findings(actor) & tests
        return _of_months(connection, seen, names) + _special(connection, seen, names[0]) + _days(connection, seen, names[0])  # fmt: skip

    found = counted(connection, actor, ("charts.progress", names[0]), count)
    months: dict[str, Row] = {
        name: {**{what: found.get((name, what), 0) for what in COUNTED}, "month": name} for name in names
    }
    took: dict[str, Counter[int]] = {name: Counter() for name in names}
    for (name, what), n in found.items():
        if isinstance(what, int) and name in took:
            took[name][what] += n
    for name, month in months.items():
        month |= {"handled": took[name].total(), "median": median(took[name])}
    months[names[-1]]["overdue"] = connection.scalar(
        sa.select(sa.func.count()).where(
            scope.findings(actor), F.state.in_(sorted(RUNNING)), F.due_date < today
        )
    )
    total = sum(took.values(), Counter())
    return {"months": list(months.values()), "spread": _spread(total), "median": median(total)}


def _of_months(connection: sa.Connection, where: sa.ColumnElement[bool], names: list[str]) -> Counter[Group]:
    """Findings by the months of inspection and deadline; what was overdue at the end of each month."""
    keys = (
        F.state, sa.func.substr(F.found_on, 1, 7).label("found"), sa.func.substr(F.due_date, 1, 7).label("due"),
        sa.case((F.state.in_(sorted(RUNNING)), None), else_=sa.func.substr(county_day(sa.func.coalesce(F.feedback_at, F.closed_at)), 1, 7)).label("handed"),
    )  # fmt: skip
    counts: Counter[Group] = Counter()
    for cell in _grouped(connection, keys, where, F.state.in_(FOUND)):
        closed, assigned = cell.state == "closed", cell.state in ASSIGNED
        counts[cell.found, "found"] += cell.n
        counts[cell.found, "assigned"] += cell.n * assigned
        counts[cell.found, "assigned_closed"] += cell.n * closed
        counts[cell.due, "due"] += cell.n * assigned
        counts[cell.due, "due_closed"] += cell.n * closed
        if cell.state in STOCK and cell.due:
            # Overdue at the end of each month from its deadline on until it was handed in.
            until = cell.handed or names[-1] + "~"
            for name in names:
                counts[name, "overdue"] += cell.n * (cell.due <= name < until)
    return counts


def _special(connection: sa.Connection, where: sa.ColumnElement[bool], first: str) -> Counter[Group]:
    """The few that are major or recurred, by month of inspection."""
    keys = (
        F.state,
        F.severity,
        sa.func.substr(F.found_on, 1, 7).label("found"),
        sa.case((F.recurs.is_(None), 0), else_=1).label("recurs"),
    )
    few = (F.severity == "major") | F.recurs.is_not(None)
    counts: Counter[Group] = Counter()
    for cell in _grouped(connection, keys, where, F.state.in_(FOUND), f"{first}-01" <= FOUND_ON, few):
        counts[cell.found, "recurs"] += cell.n * cell.recurs
        if cell.severity == "major":
            counts[cell.found, "major"] += cell.n
            counts[cell.found, "major_closed"] += cell.n * (cell.state == "closed")
    return counts


def _days(connection: sa.Connection, where: sa.ColumnElement[bool], first: str) -> Counter[Group]:
    """By month of close-out: how many, and how many days (from the notice to close-out) they took, where a notice is known."""
    month = sa.func.substr(county_day(F.closed_at), 1, 7).label("month")
    took = ((F.closed_at - F.notified_at) // sa.literal_column("86400000")).label("took")
    counts: Counter[Group] = Counter()
    tests = (where, F.state == "closed", F.closed_at >= midnight(f"{first}-01"))
    for row in _grouped(connection, (month, took), *tests):
        counts[row.month, "closed"] += row.n
        if row.took is not None:
            counts[row.month, int(row.took)] += row.n
    return counts


def _grouped(connection: sa.Connection, keys: tuple[Any, ...], *tests: sa.ColumnElement[bool]) -> list[Any]:
    """Counted by `keys`: grouped by their places, since PostgreSQL takes an expression with parameters for another."""
    places: list[Any] = [sa.literal_column(str(n)) for n in range(1, len(keys) + 1)]
    query = sa.select(*keys, sa.func.count().label("n")).where(*tests).group_by(*places)
    return list(connection.execute(query))


def _spread(days: dict[int, int]) -> list[Row]:
    return [
        {
            "label": f"{low}–{high} 天" if high is not None else f"{low} 天以上",
            "n": sum(n for day, n in days.items() if low <= day <= (high or day)),
        }
        for low, high in SPREAD
    ]


# --- where: items, criteria, townships and industries ---------------------------------------------------------------------------------


def since(today: str) -> str:
    """The first day of the twelve months."""
    return f"{month_names(today)[0]}-01"


def top_items(connection: sa.Connection, actor: Actor, today: str) -> list[Row]:
    """The items that failed most often: `item`, `title`, `checklist`, `n`."""
    of = ("finding", "checklist")
    return kept(
        connection, actor, ("charts.top_items", today), lambda: _top_items(connection, actor, today), of
    )


def _top_items(connection: sa.Connection, actor: Actor, today: str) -> list[Row]:
    by_version = _found(connection, actor, today, F.item, F.checklist)
    total: Counter[str] = Counter()
    latest: dict[str, str] = {}
    for (item, checklist), n in by_version.items():
        if item is not None:
            total[item] += n
            latest[item] = max(latest.get(item, ""), checklist or "")
    most = sorted(total.items(), key=lambda one: (-one[1], one[0]))[:TOP]
    titles = _titles(connection, actor.org, {latest[item] for item, _ in most})
    return [
        {"item": item, "checklist": latest[item], "n": n, "title": titles.get((latest[item], item), item)}
        for item, n in most
    ]


def _found(
    connection: sa.Connection, actor: Actor, today: str, *keys: Any, only: Any = None
) -> dict[Any, int]:
    """What was found in the twelve months, counted by `keys`, of those for which `only` holds."""

    def count(tests: sa.ColumnElement[bool]) -> dict[Any, int]:
        where = (scope.findings(actor), tests, since(today) <= FOUND_ON, F.state.in_(FOUND))
        found = _grouped(connection, keys, *where, *(() if only is None else (only,)))
        return {tuple(row[:-1]): row.n for row in found}

    return counted(connection, actor, ("charts.found", since(today), *(key.name for key in keys)), count)


def _titles(connection: sa.Connection, org: str, keys: set[str]) -> dict[tuple[str, str], str]:
    """(checklist, item) → what it asks for."""
    query = sa.select(t.checklist.c.id, t.checklist.c.content).where(
        t.checklist.c.org_id == org, t.checklist.c.id.in_(sorted(keys))
    )
    return {
        (key, item["id"]): item["text"]
        for key, content in connection.execute(query)
        for item in (content or {}).get("items", [])
    }


def criteria(connection: sa.Connection, actor: Actor, today: str) -> list[Row]:
    """判据命中: criteria of the major findings, the most frequent first: `criterion`, `n`."""
    return kept(
        connection,
        actor,
        ("charts.criteria", today),
        lambda: _criteria(connection, actor, today),
        ("finding",),
    )


def _criteria(connection: sa.Connection, actor: Actor, today: str) -> list[Row]:
    # The day once more, for an index: no index that begins with the state holds the criterion.
    major = (F.severity == "major") & (F.found_on >= since(today))
    found = _found(connection, actor, today, F.criterion, only=major)
    most = sorted((-n, criterion) for (criterion,), n in found.items() if criterion is not None)[:TOP]
    return [{"criterion": criterion, "n": -n} for n, criterion in most]


def heat(connection: sa.Connection, actor: Actor, today: str) -> Row:
    """Counts of findings by township (in the order of the codes) and industry (the most frequent ones by name, the others together)."""
    of = ("finding", "enterprise", "township")
    return kept(connection, actor, ("charts.heat", today), lambda: _heat(connection, actor, today), of)


def _heat(connection: sa.Connection, actor: Actor, today: str) -> Row:
    by_firm = {key: n for (key,), n in _found(connection, actor, today, FIRM.label("firm")).items()}
    place = t.township.c
    cells: Counter[tuple[str, str]] = Counter()
    trades: Counter[str] = Counter()
    for key, _, township, industry in every(connection, actor):
        if n := by_firm.get(key):
            cells[township or "", industry or ""] += n
            trades[industry or ""] += n
    shown = sorted(name for name, _ in trades.most_common(TRADES) if name)
    query = sa.select(place.id, place.name).where(place.org_id == actor.org).order_by(place.id)
    if actor.role == "grid":
        query = query.where(place.id == (actor.township or ""))
    places = rows(connection, query)
    for row in places:
        of = {industry: n for (township, industry), n in cells.items() if township == row["id"]}
        row["counts"] = [of.get(name, 0) for name in shown]
        row["others"] = sum(of.values()) - sum(row["counts"])
    return {"industries": shown, "townships": places}


def month_end(name: str) -> str:
    """The last day of 2026-11."""
    return dates.add_days(dates.add_months(f"{name}-01", 1), -1)
