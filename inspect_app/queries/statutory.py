"""The ledger that an enterprise keeps by law (应急管理部令第16号第10条、安全生产法第41条; workflow § 8.3): its findings with the least columns."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.doc_types import METHODS
from inspect_app.domain.documents import SEVERITY_TEXTS
from inspect_app.domain.figures import COUNTED
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import FINDING_STATES
from inspect_app.queries import scope
from inspect_app.queries.ledger_filters import F
from inspect_app.storage import tables as t

RESULTS = {"pass": "合格", "fail": "不合格"}


def rows(connection: sa.Connection, actor: Actor, enterprise: str) -> list[list[Any]]:
    """Cells in the order of render.sheets.STATUTORY, oldest first, of what this person may see of the enterprise."""
    d = t.document.c
    query = (
        sa.select(F.id, F.state, F.found_on, F.location, F.statement, F.severity, F.measure, F.rectify_owner, F.due_date, F.feedback, F.outcome, F.reinspector, F.closed_at, d.service, d.served_at)
        .outerjoin(t.document, sa.and_(d.org_id == F.org_id, d.id == F.document_id))
        .where(scope.findings(actor), F.enterprise_id == enterprise, F.state.in_(sorted(COUNTED)))
        .order_by(F.found_on, F.id)
    )  # fmt: skip
    found = connection.execute(query).all()
    people = _names(connection, actor.org, {(row.outcome or {}).get("reinspector") or "" for row in found})
    return [_cells(row, people) for row in found]


def _cells(row: Any, people: dict[str, str]) -> list[Any]:
    feedback = row.feedback or {}
    return [
        row.found_on, row.location, row.statement, SEVERITY_TEXTS[row.severity], feedback.get("measure") or row.measure, feedback.get("owner") or row.rectify_owner,
        row.due_date, f"{FINDING_STATES[row.state]}，{feedback['done_on']} 完成" if feedback.get("done_on") else FINDING_STATES[row.state], _accepted(row, people), _told(row),
    ]  # fmt: skip


def _accepted(row: Any, people: dict[str, str]) -> str:
    """验收: the reinspection and the close-out."""
    outcome = row.outcome or {}
    said = ""
    if outcome.get("result"):
        by = outcome.get("reinspector") or ""
        said = f"{dates.day_of(dates.parse_instant(outcome['at']))} 复查{RESULTS[outcome['result']]}（{people.get(by, by)}）"
    if row.state == "closed" and row.closed_at:
        said += f"{'，' if said else ''}{dates.day_of(row.closed_at)} 销号"
    return said


def _told(row: Any) -> str:
    """通报方式: how the notice reached the enterprise; how its people were told is the enterprise's to write."""
    if not row.service or not row.served_at:
        return ""
    return f"整改通知书{METHODS.get(row.service['method'], '')}，{dates.day_of(row.served_at)}"


def _names(connection: sa.Connection, org: str, keys: set[str]) -> dict[str, str]:
    p = t.person.c
    found: dict[str, str] = dict(
        connection.execute(sa.select(p.id, p.name).where(p.org_id == org, p.id.in_(sorted(keys)))).all()
    )
    return found
