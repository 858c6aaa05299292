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
from inspect_app.queries.finding import rows
from inspect_app.queries.kept import kept
from inspect_app.storage import tables as t
from inspect_app.storage.days import county_day

Row = dict[str, Any]
F = t.finding.c
TOP = 20
TRADES = 12  # industries with a column of their own
STOCK = ("rectifying", "ext_pending", "feedback", "rechecking", "closed")  # what was or may be overdue
# What each month counts beside the median.
COUNTED = (
    "found",
    "closed",
    "due",
    "due_closed",
    "assigned",
    "assigned_closed",
    "overdue",
    "major",
    "major_closed",
    "recurs",
    "median",
    "handled",
)
SPREAD = ((0, 3), (4, 7), (8, 15), (16, 30), (31, 60), (61, None))  # days


def progress(connection: sa.Connection, actor: Actor, today: str) -> Row:
    """`months`: a row a month, oldest first; `spread`: how long what was closed took."""
    return kept(connection, actor, ("charts.progress", today), lambda: _progress(connection, actor, today))


def _progress(connection: sa.Connection, actor: Actor, today: str) -> Row:
    names = month_names(today)
    months: dict[str, Row] = {
        name: {**dict.fromkeys(COUNTED, 0), "month": name, "median": None} for name in names
    }
    _count_cells(_cells(connection, actor), months)
    _count_special(_special(connection, actor, names[0]), months)
    total: Counter[int] = Counter()
    for name, days in _days(connection, actor, names[0]).items():
        if name in months:
            took = {day: n for day, n in days.items() if day is not None}
            total.update(took)
            months[name] |= {
                "closed": sum(days.values()),
                "handled": sum(took.values()),
                "median": median(took),
            }
    months[names[-1]]["overdue"] = connection.scalar(
        sa.select(sa.func.count()).where(
            scope.findings(actor), F.state.in_(sorted(RUNNING)), F.due_date < today
        )
    )
    return {"months": list(months.values()), "spread": _spread(total), "median": median(total)}


def _cells(connection: sa.Connection, actor: Actor) -> list[Any]:
    """Findings counted by state and the months of inspection, deadline and handing in."""
    keys = (
        F.state, sa.func.substr(F.found_on, 1, 7).label("found"), sa.func.substr(F.due_date, 1, 7).label("due"),
        sa.case((F.state.in_(sorted(RUNNING)), None), else_=sa.func.substr(county_day(sa.func.coalesce(F.feedback_at, F.closed_at)), 1, 7)).label("handed"),
    )  # fmt: skip
    return _grouped(connection, keys, scope.findings(actor), F.state.in_(FOUND))


def _special(connection: sa.Connection, actor: Actor, first: str) -> list[Any]:
    """The few that are major or recurred, by state, severity and month of inspection."""
    keys = (
        F.state,
        F.severity,
        sa.func.substr(F.found_on, 1, 7).label("found"),
        sa.case((F.recurs.is_(None), 0), else_=1).label("recurs"),
    )
    few = (F.severity == "major") | F.recurs.is_not(None)
    return _grouped(
        connection, keys, scope.findings(actor), F.state.in_(FOUND), F.found_on >= f"{first}-01", few
    )


def _grouped(connection: sa.Connection, keys: tuple[Any, ...], *tests: sa.ColumnElement[bool]) -> list[Any]:
    """Counted by `keys`: grouped by their places, since PostgreSQL takes an expression with parameters for another."""
    places: list[Any] = [sa.literal_column(str(n)) for n in range(1, len(keys) + 1)]
    query = sa.select(*keys, sa.func.count().label("n")).where(*tests).group_by(*places)
    return list(connection.execute(query))


def _count_cells(cells: list[Any], months: dict[str, Row]) -> None:
    for cell in cells:
        closed, assigned = cell.state == "closed", cell.state in ASSIGNED
        if month := months.get(cell.found):
            month["found"] += cell.n
            month["assigned"] += cell.n * assigned
            month["assigned_closed"] += cell.n * closed
        if (month := months.get(cell.due)) and assigned:
            month["due"] += cell.n
            month["due_closed"] += cell.n * closed
        if cell.state in STOCK and cell.due:
            for (
                name
            ) in months:  # overdue at the end of each month from its deadline on until it was handed in
                months[name]["overdue"] += cell.n * (
                    cell.due <= name and (cell.handed is None or cell.handed > name)
                )


def _count_special(cells: list[Any], months: dict[str, Row]) -> None:
    for cell in cells:
        if month := months.get(cell.found):
            month["recurs"] += cell.n * cell.recurs
            if cell.severity == "major":
                month["major"] += cell.n
                month["major_closed"] += cell.n * (cell.state == "closed")


def _days(connection: sa.Connection, actor: Actor, first: str) -> dict[str, dict[int | None, int]]:
    """Month of close-out → days from the notice to close-out (None: no notice is known) → how many."""
    month = sa.func.substr(county_day(F.closed_at), 1, 7).label("month")
    took = ((F.closed_at - F.notified_at) // sa.literal_column("86400000")).label("took")
    made: dict[str, dict[int | None, int]] = {}
    for row in _grouped(
        connection,
        (month, took),
        scope.findings(actor),
        F.state == "closed",
        F.closed_at >= midnight(f"{first}-01"),
    ):
        made.setdefault(row.month, {})[None if row.took is None else int(row.took)] = row.n
    return made


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
    return kept(connection, actor, ("charts.top_items", today), lambda: _top_items(connection, actor, today))


def _top_items(connection: sa.Connection, actor: Actor, today: str) -> list[Row]:
    latest = sa.func.max(F.checklist).label("checklist")
    query = (
        sa.select(F.item, latest, sa.func.count().label("n"))
        .where(scope.findings(actor), F.found_on >= since(today), F.state.in_(FOUND), F.item.is_not(None))
        .group_by(F.item)
        .order_by(sa.desc("n"), F.item)
        .limit(TOP)
    )
    found = rows(connection, query)
    titles = _titles(connection, actor.org, {row["checklist"] for row in found})
    return [{**row, "title": titles.get((row["checklist"], row["item"]), row["item"])} for row in found]


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
    return kept(connection, actor, ("charts.criteria", today), lambda: _criteria(connection, actor, today))


def _criteria(connection: sa.Connection, actor: Actor, today: str) -> list[Row]:
    return rows(
        connection,
        sa.select(F.criterion, sa.func.count().label("n"))
        .where(
            scope.findings(actor), F.state.in_(FOUND), F.severity == "major", F.found_on >= since(today), F.criterion.is_not(None)
        )
        .group_by(F.criterion)
        .order_by(sa.desc("n"), F.criterion)
        .limit(TOP),
    )  # fmt: skip


def heat(connection: sa.Connection, actor: Actor, today: str) -> Row:
    """Counts of findings by township (in the order of the codes) and industry (the most frequent ones by name, the others together)."""
    return kept(connection, actor, ("charts.heat", today), lambda: _heat(connection, actor, today))


def _heat(connection: sa.Connection, actor: Actor, today: str) -> Row:
    counted = connection.execute(
        sa.select(F.enterprise_id, sa.func.count())
        .where(
            scope.findings(actor),
            F.found_on >= since(today),
            F.state.in_(FOUND),
            F.enterprise_id.is_not(None),
        )
        .group_by(F.enterprise_id)
    )
    by_firm: dict[str, int] = dict(counted.all())
    e, place = t.enterprise.c, t.township.c
    cells: Counter[tuple[str, str]] = Counter()
    trades: Counter[str] = Counter()
    for key, township, industry in connection.execute(
        sa.select(e.id, e.township_id, e.industry).where(scope.enterprises(actor))
    ):
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
