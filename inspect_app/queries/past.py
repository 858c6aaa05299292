"""What a tablet is told of earlier visits to the enterprises it goes to: the last result of each item, and the notices."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.doc_types import DOC_TYPES, TO_ENTERPRISE
from inspect_app.storage import tables as t

Row = dict[str, Any]
LOOKED_BACK = 3  # received visits of an enterprise: each may have had other checklists
SHOWN_DOCUMENTS = 200


def results(connection: sa.Connection, org: str, firms: set[str]) -> dict[str, dict[str, Row]]:
    """enterprise → item → `value`, `on`, `visit` and, where it was measured, `measured`: the newest answer among the last received visits."""
    visits = _last_received(connection, org, firms)
    if not visits:
        return {}
    heads = connection.execute(
        sa.select(t.head.c.subject, t.head.c.path, t.head.c.value)
        .where(t.head.c.org_id == org, t.head.c.subject.in_([f"visit/{visit}" for visit in visits]))
        .where(t.head.c.path.startswith("answer/") | t.head.c.path.startswith("measured/"))
        .order_by(t.head.c.rank, t.head.c.id)  # of several heads the last one counts
    )
    shown: dict[tuple[str, str], dict[str, Any]] = {}
    for head in heads:
        visit, (kind, item, *key) = head.subject.partition("/")[2], head.path.split("/")
        entry = shown.setdefault((visit, item), {"value": None, "measured": {}})
        if kind == "answer":
            entry["value"] = head.value
        elif key and head.value is not None:
            entry["measured"][key[0]] = head.value
    found: dict[str, dict[str, Row]] = {}
    for (visit, item), entry in sorted(shown.items(), key=lambda pair: visits[pair[0][0]]["on"]):
        if entry["value"] is None:
            continue
        told = {"value": entry["value"], "on": visits[visit]["on"], "visit": visit}
        found.setdefault(visits[visit]["firm"], {})[item] = told | (
            {"measured": entry["measured"]} if entry["measured"] else {}
        )
    return found


def _last_received(connection: sa.Connection, org: str, firms: set[str]) -> dict[str, Row]:
    """visit → `firm`, `on` (the day it was begun) of the last few received visits of each enterprise."""
    v = t.visit.c
    turn = sa.func.row_number().over(
        partition_by=v.enterprise_id, order_by=(v.planned_date.desc(), v.id.desc())
    )
    ranked = (
        sa.select(v.id, v.enterprise_id, v.planned_date, v.started_at, turn.label("turn"))
        .where(v.org_id == org, v.enterprise_id.in_(firms), v.state == "received")
        .subquery()
    )
    return {
        r.id: {
            "firm": r.enterprise_id,
            "on": dates.day_of(r.started_at) if r.started_at else r.planned_date,
        }
        for r in connection.execute(sa.select(ranked).where(ranked.c.turn <= LOOKED_BACK))
    }


def documents(connection: sa.Connection, org: str, firms: set[str]) -> list[Row]:
    """Documents that were issued to these enterprises and still hold, newest first."""
    d = t.document.c
    rows = connection.execute(
        sa.select(d.id, d.enterprise_id, d.type, d.number, d.state, d.issued_at)
        .where(
            d.org_id == org,
            d.enterprise_id.in_(firms),
            d.state.in_(("issued", "served")),
            d.type.in_(TO_ENTERPRISE),
        )
        .order_by(d.issued_at.desc(), d.id)
        .limit(SHOWN_DOCUMENTS)
    )
    return [
        {
            "id": r.id, "enterprise": r.enterprise_id, "type": r.type, "title": DOC_TYPES[r.type].title if r.type in DOC_TYPES else r.type,
            "number": r.number, "date": dates.day_of(r.issued_at) if r.issued_at else None, "state": r.state,
        }
        for r in rows
    ]  # fmt: skip
