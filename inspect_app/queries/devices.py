"""Tablets as the bureau sees them: their last report, the risks that follow from it, and what was done to them. Never where they are."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa

from inspect_app.domain import reports
from inspect_app.queries.finding import rows
from inspect_app.storage import tables as t

Row = dict[str, Any]
CLONE_MS = 30 * 86_400_000
LOG_SHOWN = 50


def listed(connection: sa.Connection, org: str, now: int, current: str) -> list[Row]:
    """All tablets with their `people` and `risks`, in fixed groups by the worst risk, by name within each. `current`: the app that is served."""
    found = rows(connection, sa.select(t.device).where(t.device.c.org_id == org))
    people, clones = _people(connection, org), _clones(connection, org, now)
    shown = [_shown(row, people.get(row["id"], []), row["id"] in clones, now, current) for row in found]
    return sorted(shown, key=lambda row: (row["group"], _by_name(row["name"]), row["id"]))


def _by_name(name: str | None) -> list[Any]:
    """9号 before 10号; those without a name last."""
    words = re.split(r"(\d+)", name or "\uffff")
    return [int(word) if place % 2 else word for place, word in enumerate(words)]


def one(connection: sa.Connection, org: str, device: str, now: int, current: str) -> Row | None:
    """One tablet, with its `log`, newest first."""
    found = rows(connection, sa.select(t.device).where(t.device.c.org_id == org, t.device.c.id == device))
    if not found:
        return None
    people, clones = _people(connection, org, device), _clones(connection, org, now)
    shown = _shown(found[0], people.get(device, []), device in clones, now, current)
    return {**shown, "log": log(connection, org, device)}


def at_risk(connection: sa.Connection, org: str, now: int, current: str) -> dict[str, int]:
    """risk → how many tablets have it, in the fixed order, only those that occur; `all` tablets that have any."""
    d = t.device.c
    clones = _clones(connection, org, now)
    told = rows(connection, sa.select(d.id, d.report, d.reported_at, d.clock_offset).where(d.org_id == org))
    found = [_risks(row, row["id"] in clones, now, current) for row in told]
    counts = {name: sum(name in risks for risks in found) for name in reports.RISKS}
    return {**{name: n for name, n in counts.items() if n}, "all": sum(bool(risks) for risks in found)}


def log(connection: sa.Connection, org: str, device: str | None = None) -> list[Row]:
    """What the bureau did to tablets, newest first: `device_id`, `device`, `at`, `act`, `detail`, `who`."""
    entry, d, p = t.device_log.c, t.device.c, t.person.c
    query = (
        sa.select(
            entry.device_id, d.name.label("device"), entry.at, entry.act, entry.detail, p.name.label("who")
        )
        .select_from(t.device_log)
        .outerjoin(t.device, sa.and_(d.org_id == entry.org_id, d.id == entry.device_id))
        .outerjoin(t.person, sa.and_(p.org_id == entry.org_id, p.id == entry.person_id))
        .where(entry.org_id == org)
        .order_by(entry.at.desc(), entry.id.desc())
        .limit(LOG_SHOWN)
    )
    return rows(connection, query.where(entry.device_id == device) if device else query)


def _risks(row: Row, clone: bool, now: int, current: str) -> list[str]:
    return reports.risks(
        row["report"], row["reported_at"] or 0, now, offset=row["clock_offset"], current=current, clone=clone
    )


def _shown(row: Row, people: list[Row], clone: bool, now: int, current: str) -> Row:
    told, told_at = row["report"], row["reported_at"] or 0
    found = _risks(row, clone, now, current)
    return {
        **row, "people": people, "risks": found, "group": reports.group(found, told is not None),
        "waits": reports.unsent_for(told, told_at, now) if told else 0, "unsent": told["ops"] + told["photos"] if told else None,
        "current": bool(told) and told["app"] == current,
    }  # fmt: skip


def _people(connection: sa.Connection, org: str, device: str | None = None) -> dict[str, list[Row]]:
    link, p = t.device_person.c, t.person.c
    query = (
        sa.select(link.device_id, p.id, p.name, p.role, p.phone)
        .join(t.person, sa.and_(p.org_id == link.org_id, p.id == link.person_id))
        .where(link.org_id == org)
        .order_by(p.name, p.id)
    )
    enrolled: dict[str, list[Row]] = {}
    for row in rows(connection, query.where(link.device_id == device) if device else query):
        enrolled.setdefault(row["device_id"], []).append(row)
    return enrolled


def _clones(connection: sa.Connection, org: str, now: int) -> set[str]:
    """Tablets of which lately two different ops with one id came: their whole disk was copied."""
    r = t.op_refused.c
    query = sa.select(r.device).where(
        r.org_id == org, r.reason == "id_reused", r.received_at > now - CLONE_MS
    )
    return set(connection.scalars(query.distinct()))
