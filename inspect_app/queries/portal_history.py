"""What an enterprise has been through: every inspection that it was told of, with its documents, its findings and what came of each."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.doc_types import DOC_TYPES, METHODS
from inspect_app.domain.documents import SEVERITY_TEXTS
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import FINDING_STATES
from inspect_app.queries import scope
from inspect_app.storage import tables as t

Row = dict[str, Any]
PAGE = 12  # inspections
MOST = 20_000  # findings of one ledger: more than an enterprise ever has


def visits(connection: sa.Connection, actor: Actor, before: str = "") -> tuple[list[Row], str]:
    """Inspections, newest first: `day`, `track`, `findings`, `documents`; and where the next page begins ("" at the end)."""
    f = t.finding.c
    wanted = (
        sa.select(f.visit_id, sa.func.max(f.found_on).label("day"), sa.func.max(f.track).label("track"))
        .where(scope.findings(actor))
        .group_by(f.visit_id)
        .order_by(sa.func.max(f.found_on).desc(), f.visit_id)
    )
    day, _, visit = before.partition("~")
    if before:
        last = sa.func.max(f.found_on)
        wanted = wanted.having((last < day) | ((last == day) & (f.visit_id > visit)))
    found = connection.execute(wanted.limit(PAGE + 1)).all()
    page = [
        {"id": row.visit_id, "day": row.day, "track": row.track, "findings": [], "documents": []}
        for row in found[:PAGE]
    ]
    by_id = {row["id"]: row for row in page}
    for row in _findings(connection, actor, list(by_id)):
        by_id[row["visit_id"]]["findings"].append(row)
    for row in _documents(connection, actor, list(by_id)):
        by_id[row["visit_id"]]["documents"].append(row)
    more = f"{page[-1]['day']}~{page[-1]['id']}" if len(found) > PAGE else ""
    return page, more


def _findings(connection: sa.Connection, actor: Actor, ids: list[str]) -> list[Row]:
    f = t.finding.c
    rows = connection.execute(
        sa.select(
            f.id,
            f.visit_id,
            f.state,
            f.severity,
            f.location,
            f.statement,
            f.due_date,
            f.outcome,
            f.closed_at,
        )
        .where(scope.findings(actor), f.visit_id.in_(ids))
        .order_by(f.submitted_at, f.id)
    ).mappings()
    return [dict(row) for row in rows]


def _documents(connection: sa.Connection, actor: Actor, ids: list[str]) -> list[Row]:
    d = t.document.c
    rows = connection.execute(
        sa.select(d.id, d.visit_id, d.type, d.number, d.state)
        .where(scope.documents(actor), d.visit_id.in_(ids), d.facts.is_not(None))
        .order_by(d.issued_at, d.id)
    ).mappings()
    return [{**row, "title": DOC_TYPES[row["type"]].title} for row in rows]


def ledger(connection: sa.Connection, actor: Actor) -> list[list[Any]]:
    """The cells of the statutory ledger (render.sheets.STATUTORY): every finding that the enterprise was told of, oldest first."""
    f, d = t.finding.c, t.document.c
    rows = connection.execute(
        sa.select(
            f.found_on, f.location, f.statement, f.severity, f.measure, f.rectify_owner, f.due_date, f.state, f.feedback, f.outcome, f.closed_at, f.notified_at,
            d.number, d.service,
        )
        .select_from(t.finding)
        .outerjoin(t.document, sa.and_(d.org_id == f.org_id, d.id == f.document_id))
        .where(scope.findings(actor))
        .order_by(f.found_on, f.submitted_at, f.id)
        .limit(MOST)
    ).mappings()  # fmt: skip
    return [
        [
            row["found_on"], row["location"], row["statement"], SEVERITY_TEXTS.get(row["severity"], ""), (row["feedback"] or {}).get("measure") or row["measure"],
            (row["feedback"] or {}).get("owner") or row["rectify_owner"] or "", row["due_date"], _done(row), _accepted(row), _told(row),
        ]
        for row in rows
    ]  # fmt: skip


def _done(row: Any) -> str:
    """完成情况"""
    said = row["feedback"]
    state = FINDING_STATES.get(row["state"], row["state"])
    return f"{said['done_on']} 完成（{state}）" if said else state


def _accepted(row: Any) -> str:
    """验收"""
    said = row["outcome"]
    if not said:
        return ""
    result = "复查合格" if said["result"] == "pass" else "复查未通过"
    closed = f"；{dates.day_of(row['closed_at'])} 销号" if row["state"] == "closed" else ""
    return f"{dates.day_of(dates.parse_instant(said['at']))} {result}：{said['note']}{closed}"


def _told(row: Any) -> str:
    """通报方式: how and when the bureau told the enterprise."""
    way = METHODS.get((row["service"] or {}).get("method", ""), "")
    day = dates.day_of(row["notified_at"]) if row["notified_at"] else ""
    return "，".join(part for part in (f"{day} {way}".strip(), row["number"]) if part)
