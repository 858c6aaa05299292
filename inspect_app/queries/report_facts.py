"""What a period's tables are counted from: the findings that count in it, with what the log says of them, and its visits."""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.figures import COUNTED, DATED, LISTING, UNDATED, Fact, Move, Period, overdue_spans
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import FINDING
from inspect_app.queries import scope
from inspect_app.queries.ledger_filters import F
from inspect_app.storage import tables as t

Row = dict[str, Any]
# Events that say where a finding stood (those that move it or its deadline), and when it was listed.
MOVES = sorted(name for name, step in FINDING.items() if step.target or name in DATED | LISTING)
NO_INDUSTRY = "（未登记行业）"


def relevant(actor: Actor, now: Period) -> sa.ColumnElement[bool]:
    """Findings that may have a part in the period: found, due or ended in it, or still open when it ended."""
    ended = F.closed_at.is_(None) | (F.closed_at >= now.begins)
    return sa.and_(
        scope.findings(actor),
        F.state.in_(sorted(COUNTED)),
        F.confirmed_at < now.ends,
        ended | (F.due_date >= now.first),
    )


def facts(connection: sa.Connection, actor: Actor, now: Period) -> list[Fact]:
    """One for each finding that has a part in the period."""
    firm = t.enterprise
    moved = _moves(connection, actor, now)
    query = (
        sa.select(
            F.id, F.state, F.township_id, F.enterprise_id, F.severity, F.confirmed_at, F.closed_at, F.due_date, F.feedback, F.referral, F.listed_at, firm.c.industry
        )
        .outerjoin(firm, sa.and_(firm.c.org_id == F.org_id, firm.c.id == F.enterprise_id))
        .where(relevant(actor, now))
    )  # fmt: skip
    return [_fact(row, moved.get(row.id, []), now) for row in connection.execute(query)]


def _fact(row: Any, moves: list[Move], now: Period) -> Fact:
    referral = row.referral or {}
    ended = _day(row.closed_at)
    return Fact(
        id=row.id, township=row.township_id or "", industry=row.industry or NO_INDUSTRY, enterprise=row.enterprise_id or "", major=row.severity == "major",
        confirmed=_day(row.confirmed_at), closed=ended if row.state == "closed" else None, concluded=ended if row.state == "enforced" else None,
        due=None if row.state == "transferred" else row.due_date, cost_cents=(row.feedback or {}).get("cost_cents", 0), penalty_cents=referral.get("penalty_cents", 0),
        supervised=tuple(move.day for move in moves if move.path in LISTING and row.listed_at), escalated=tuple(move.day for move in moves if move.path == "escalate"),
        overdue=tuple(overdue_spans(moves, now.last)),
    )  # fmt: skip


def _moves(connection: sa.Connection, actor: Actor, now: Period) -> dict[str, list[Move]]:
    """Finding → what moved it before the period ended, in the order of the log."""
    o, v = t.op.c, t.op_value.c
    subjects = sa.select(sa.literal("finding/") + F.id).where(relevant(actor, now))
    query = (
        sa.select(o.subject, o.path, o.received_at, v.value)
        .outerjoin(t.op_value, sa.and_(v.org_id == o.org_id, v.seq == o.seq))
        .where(
            o.org_id == actor.org,
            o.kind == "event",
            o.path.in_(MOVES),
            o.received_at < now.ends,
            o.subject.in_(subjects),
        )
        .order_by(o.seq)
    )
    found: dict[str, list[Move]] = {}
    for subject, path, at, value in connection.execute(query):
        found.setdefault(subject.removeprefix("finding/"), []).append(
            Move(dates.day_of(at), path, _due(path, value))
        )
    return found


def _due(path: str, value: str | None) -> str | None:
    if path in UNDATED:
        return ""
    if path not in DATED or value is None:
        return None
    due: str | None = msgspec.json.decode(value).get("due_date")
    return due


def _day(at: int | None) -> str | None:
    return dates.day_of(at) if at else None


def begun(connection: sa.Connection, actor: Actor, now: Period) -> list[Row]:
    """Inspections that began in the period: `enterprise_id`, `township_id`, `industry`."""
    v, e = t.visit.c, t.enterprise.c
    query = (
        sa.select(v.id, v.enterprise_id, e.township_id, e.industry)
        .outerjoin(t.enterprise, sa.and_(e.org_id == v.org_id, e.id == v.enterprise_id))
        .where(
            scope.visits(actor),
            v.started_at >= now.begins,
            v.started_at < now.ends,
            v.state.in_(("inspecting", "waiting", "received")),
        )
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def registered(connection: sa.Connection, actor: Actor) -> list[Row]:
    """Enterprises by township and industry: `township_id`, `industry`, `n`."""
    e = t.enterprise.c
    query = (
        sa.select(e.township_id, e.industry, sa.func.count().label("n"))
        .where(scope.enterprises(actor))
        .group_by(e.township_id, e.industry)
    )
    return [dict(row) for row in connection.execute(query).mappings()]
