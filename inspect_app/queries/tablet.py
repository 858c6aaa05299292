"""What a tablet reads: its bundle, the ops of one visit, the receipt."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import OPEN_FINDING
from inspect_app.queries import facts, marks, past, recheck, scope
from inspect_app.queries.held import missing_of
from inspect_app.queries.visit import unplanned
from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms

Row = dict[str, Any]
PAGE = 500
KEPT_VISITS_DAYS = 45


def bundle(connection: sa.Connection, actor: Actor, phrases: list[Row]) -> Row:
    """Everything a tablet needs offline (docs/wire.md); domain.versions makes what each version of the API gets of it. Sizes: 1,795 enterprises and six checklists are about 0.9 MB, 0.15 MB gz."""
    today = dates.day_of(now_ms())
    mine = _visits(connection, actor, today)
    rechecks = recheck.of_person(connection, actor)
    firms = {visit["enterprise"] for visit in mine}
    about = facts.bureau(connection, actor.org)
    keys = sorted(
        {key for visit in mine for key in visit["checklists"]}
        | set(_latest_checklists(connection, actor.org))
    )
    return {
        "today": today, "org": {"id": actor.org, "name": about.get("name", ""), "demo": bool(about.get("demo")), "contact": about.get("contact", ""), "phone": about.get("phone", "")},
        "person": {"id": actor.id, "name": actor.name, "role": actor.role, "specialty": actor.specialty, "title": actor.title},
        "people": _people(connection, actor.org), "visits": mine, "enterprises": _enterprises(connection, actor, firms | {one["enterprise"] for one in rechecks}),
        "townships": [
            {"id": r.id, "name": r.name}
            for r in connection.execute(sa.select(t.township).where(t.township.c.org_id == actor.org).order_by(t.township.c.id))
        ],
        "checklists": {
            r.id: r.content
            for r in connection.execute(sa.select(t.checklist).where(t.checklist.c.org_id == actor.org, t.checklist.c.id.in_(keys)))
        },
        "findings": _open_findings(connection, actor.org, firms), "results": past.results(connection, actor.org, firms),
        "documents": past.documents(connection, actor.org, firms), "rechecks": rechecks, "phrases": phrases, "encryption": facts.encryption(connection, actor.org),
    }  # fmt: skip


def etag(content: Row) -> str:
    """Changes exactly when the bundle does."""
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()[:32]


def _visits(connection: sa.Connection, actor: Actor, today: str) -> list[Row]:
    since = dates.add_days(today, -KEPT_VISITS_DAYS)
    my = sa.select(t.visit_member.c.visit_id).where(
        t.visit_member.c.org_id == actor.org, t.visit_member.c.person_id == actor.id
    )
    returned = _returned(connection, actor.org, my)
    listed = connection.execute(
        sa.select(t.visit)
        .where(t.visit.c.org_id == actor.org, t.visit.c.id.in_(my), t.visit.c.state != "cancelled")
        .where(
            (t.visit.c.planned_date >= since)
            | t.visit.c.state.in_(("planned", "inspecting", "waiting"))
            | t.visit.c.id.in_(returned)
        )
        .order_by(t.visit.c.planned_date, t.visit.c.id)
    ).all()
    own = unplanned(connection, actor.org, [r.id for r in listed])
    return [
        {
            "id": r.id, "enterprise": r.enterprise_id, "track": r.track, "state": r.state, "version": r.version, "planned_date": r.planned_date,
            "lead": r.lead_id, "members": r.members, "checklists": r.checklists, "returned": returned.get(r.id, []), "unplanned": r.id in own,
        }
        for r in listed
    ]  # fmt: skip


def _returned(connection: sa.Connection, org: str, visits: sa.Select) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    query = sa.select(t.finding.c.id, t.finding.c.visit_id, t.finding.c.reason).where(
        t.finding.c.org_id == org, t.finding.c.state == "returned", t.finding.c.visit_id.in_(visits)
    )
    for r in connection.execute(query):
        found.setdefault(r.visit_id, []).append({"finding": r.id, "reason": r.reason or ""})
    return found


def _people(connection: sa.Connection, org: str) -> list[Row]:
    rows = connection.execute(
        sa.select(t.person)
        .where(t.person.c.org_id == org, t.person.c.role.in_(("expert", "officer")), t.person.c.active)
        .order_by(t.person.c.id)
    )
    return [
        {"id": r.id, "name": r.name, "specialty": r.specialty or "", "title": r.title or ""} for r in rows
    ]


def _enterprises(connection: sa.Connection, actor: Actor, mine: set[str]) -> list[Row]:
    rows = connection.execute(
        sa.select(t.enterprise).where(scope.enterprises(actor)).order_by(t.enterprise.c.id)
    )
    return [_enterprise(r, r.id in mine) for r in rows]


def _enterprise(r: sa.Row, with_contacts: bool) -> Row:
    shown = {
        "id": r.id, "name": r.name, "uscc": r.uscc or "", "industry": r.industry or "", "scale": r.scale or "", "hazards": r.hazards,
        "township": r.township_id or "", "address": r.address or "",
    }  # fmt: skip
    if with_contacts:
        contacts = (
            ("主要负责人", r.principal, r.principal_phone),
            ("安全管理人员", r.safety_manager, r.safety_manager_phone),
        )
        shown["contacts"] = [
            {"name": name, "title": title, "phone": phone or ""} for title, name, phone in contacts if name
        ]
    return shown


def _latest_checklists(connection: sa.Connection, org: str) -> list[str]:
    rows = connection.execute(
        sa.select(t.checklist.c.id, t.checklist.c.name, t.checklist.c.version).where(
            t.checklist.c.org_id == org
        )
    ).all()
    by_version = sorted(
        rows, key=lambda r: [int(part) if part.isdecimal() else 0 for part in r.version.split(".")]
    )
    return list({r.name: r.id for r in by_version}.values())  # 0.10.0 is later than 0.9.0


def _open_findings(connection: sa.Connection, org: str, firms: set[str]) -> list[Row]:
    rows = connection.execute(
        sa.select(t.finding)
        .where(
            t.finding.c.org_id == org,
            t.finding.c.enterprise_id.in_(firms),
            t.finding.c.state.in_(OPEN_FINDING),
        )
        .order_by(t.finding.c.found_on.desc(), t.finding.c.id)
        .limit(500)
    ).all()
    masked = marks.hidden_of(connection, org, [r.id for r in rows])
    return [
        {
            "id": r.id, "enterprise": r.enterprise_id, "visit": r.visit_id, "item": r.item, "state": r.state, "severity": r.severity,
            "location": r.location, "statement": r.statement, "measure": r.measure, "due_date": r.due_date, "found_on": r.found_on,
            "photos": r.photos, **({"masked": masked[r.id]} if r.id in masked else {}),
        }
        for r in rows
    ]  # fmt: skip


def visit_ops(connection: sa.Connection, actor: Actor, visit: str, after: int) -> Row | None:
    """Ops of a visit, its findings and documents after a number; None when the visit isn't this person's."""
    if not connection.execute(
        sa.select(t.visit.c.id).where(scope.visits(actor), t.visit.c.id == visit)
    ).first():
        return None
    rows = connection.execute(
        sa.select(t.op, t.op_value.c.value)
        .join(t.op_value, sa.and_(t.op_value.c.org_id == t.op.c.org_id, t.op_value.c.seq == t.op.c.seq))
        .where(t.op.c.org_id == actor.org, t.op.c.visit_id == visit, t.op.c.seq > after)
        .order_by(t.op.c.seq)
        .limit(PAGE + 1)
    ).all()
    ops = [
        {
            "id": r.id, "visit": r.visit_id, "subject": r.subject, "kind": r.kind, "path": r.path, "value": msgspec.Raw(r.value.encode()),
            "prev": r.prev, "author": r.author, "device": r.device, "seq": r.seq, "rank": r.rank, "received_at": r.received_at,
            "uploaded_by": r.uploaded_by,
        }
        for r in rows[:PAGE]
    ]  # fmt: skip
    return {"ops": ops, "next": ops[-1]["seq"] if ops else after, "more": len(rows) > PAGE}


def receipt(connection: sa.Connection, actor: Actor, visit: str) -> Row | None:
    """What the server holds of a visit; None when it isn't this person's."""
    row = (
        connection.execute(sa.select(t.visit).where(scope.visits(actor), t.visit.c.id == visit))
        .mappings()
        .one_or_none()
    )
    if row is None:
        return None
    manifest = row["manifest"] or _last_manifest(connection, actor.org, visit)
    if manifest is None:
        return {"state": "open", "version": 0, "missing": {"ops": [], "photos": []}}
    lacking = missing_of(connection, actor.org, visit, manifest)
    state = "received" if row["state"] == "received" and not lacking.ops and not lacking.photos else "waiting"
    return {
        "state": state, "version": row["version"], "manifest_hash": row["manifest_hash"],
        "ops": {"held": len(manifest["ops"]) - len(lacking.ops), "of": len(manifest["ops"]), "refused": lacking.refused},
        "photos": {"held": len(manifest["photos"]) - len(lacking.photos), "of": len(manifest["photos"])},
        "missing": {"ops": lacking.ops, "photos": lacking.photos},
        "received_at": dates.instant(row["received_at"]) if row["received_at"] else None,
    }  # fmt: skip


def _last_manifest(connection: sa.Connection, org: str, visit: str) -> Row | None:
    text = connection.scalar(
        sa.select(t.op_value.c.value)
        .join(t.op, sa.and_(t.op_value.c.org_id == t.op.c.org_id, t.op_value.c.seq == t.op.c.seq))
        .where(
            t.op.c.org_id == org,
            t.op.c.subject == f"visit/{visit}",
            t.op.c.kind == "event",
            t.op.c.path == "submit",
        )
        .order_by(t.op.c.seq.desc())
        .limit(1)
    )
    return msgspec.json.decode(text)["manifest"] if text else None
