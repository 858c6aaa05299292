"""One finding as the bureau sees it: its facts, what led to it, everything that was done with it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.library import overlaid
from inspect_app.domain.people import Actor
from inspect_app.queries import library, scope
from inspect_app.queries.kept import kept_of_org
from inspect_app.queries.rows import one as one_row
from inspect_app.storage import tables as t

Row = dict[str, Any]
EARLIER = 6
STAFF = ("officer", "section", "leader")  # whom the bureau may always send


def rows(connection: sa.Connection, statement: sa.Select) -> list[Row]:
    """The rows of a select as dicts."""
    return [dict(row) for row in connection.execute(statement).mappings()]


def names(connection: sa.Connection, org: str, ids: Iterable[str | None]) -> dict[str, str]:
    """Person id → name, of those asked for."""
    wanted = {id_ for id_ in ids if id_}
    found = connection.execute(
        sa.select(t.person.c.id, t.person.c.name).where(t.person.c.org_id == org, t.person.c.id.in_(wanted))
    )
    return {"system": "系统", **dict(found.all())}


@lru_cache(64)
def with_place(*columns: Any) -> sa.Select:
    """A select of findings with the names of their enterprise and township; the same one again for the same columns, since a select never changes."""
    firm, place = t.enterprise, t.township
    return (
        sa.select(*(columns or (t.finding,)), firm.c.name.label("enterprise"), place.c.name.label("township"))
        .select_from(t.finding)
        .outerjoin(firm, sa.and_(firm.c.org_id == t.finding.c.org_id, firm.c.id == t.finding.c.enterprise_id))
        .outerjoin(
            place, sa.and_(place.c.org_id == t.finding.c.org_id, place.c.id == t.finding.c.township_id)
        )
    )


def one(connection: sa.Connection, actor: Actor, finding: str) -> Row | None:
    """The finding with `enterprise`, `township`, `visit` (row) and `firm` (row), or None when it isn't this person's to see."""
    found = rows(connection, with_place().where(scope.findings(actor), t.finding.c.id == finding))
    if not found:
        return None
    row = found[0]
    row["visit"] = one_row(connection, t.visit, actor.org, row["visit_id"])
    row["firm"] = one_row(connection, t.enterprise, actor.org, row["enterprise_id"])
    return row


def has_photo(connection: sa.Connection, org: str, finding: str, sha256: str) -> bool:
    """Whether something of the finding's story names the photo."""
    ref = t.photo_ref.c
    return (
        connection.execute(
            sa.select(ref.sha256).where(
                ref.org_id == org, ref.sha256 == sha256, ref.subject == f"finding/{finding}"
            )
        ).first()
        is not None
    )


def item_of(connection: sa.Connection, org: str, row: Row) -> Row | None:
    """The checklist item a finding came from, in the version that was used, with all marks and the clauses that the bureau verified since; None
    for a free finding."""
    if not row["checklist"] or not row["item"]:
        return None
    found = one_row(connection, t.checklist, org, row["checklist"])
    for item in (found.get("content") or {}).get("items", []):
        if item["id"] == row["item"]:
            verified = library.ticks(connection, org, [item["id"]]).get(item["id"], {})
            return {**overlaid(item, verified), "list_title": found["title"], "list_key": found["id"]}
    return None


def earlier(connection: sa.Connection, actor: Actor, row: Row) -> list[Row]:
    """Other findings of the same item at the same enterprise, newest first."""
    if not row["item"]:
        return []
    return rows(
        connection,
        sa.select(t.finding.c.id, t.finding.c.found_on, t.finding.c.state, t.finding.c.severity, t.finding.c.statement, t.finding.c.due_date)
        .where(scope.findings(actor), t.finding.c.enterprise_id == row["enterprise_id"], t.finding.c.item == row["item"], t.finding.c.id != row["id"])
        .order_by(t.finding.c.found_on.desc(), t.finding.c.id)
        .limit(EARLIER),
    )  # fmt: skip


def case_visits(connection: sa.Connection, actor: Actor, row: Row) -> list[Row]:
    """Enforcement inspections of the same enterprise that a referred finding may be linked with, latest first."""
    v = t.visit.c
    return rows(
        connection,
        sa.select(v.id, v.planned_date, v.state)
        .where(
            scope.visits(actor),
            v.enterprise_id == row["enterprise_id"],
            v.track == "enforcement",
            v.state != "cancelled",
        )
        .order_by(v.planned_date.desc(), v.id)
        .limit(EARLIER),
    )


def recurrence(connection: sa.Connection, actor: Actor, row: Row) -> Row | None:
    """The earlier finding that this one repeats."""
    if not row["recurs"]:
        return None
    f = t.finding.c
    found = rows(
        connection,
        sa.select(f.id, f.found_on, f.closed_at, f.statement).where(
            scope.findings(actor), f.id == row["recurs"]
        ),
    )
    return found[0] if found else None


def referred_by(connection: sa.Connection, actor: Actor, visit: Row) -> list[Row]:
    """Findings that were referred to enforcement and are verified by this inspection."""
    f = t.finding.c
    found = rows(
        connection,
        sa.select(f.id, f.state, f.statement, f.found_on, f.referral).where(
            scope.findings(actor), f.enterprise_id == visit["enterprise_id"], f.referral.is_not(None)
        ),
    )
    return [one for one in found if (one["referral"] or {}).get("visit") == visit["id"]]


def siblings(connection: sa.Connection, actor: Actor, row: Row) -> list[Row]:
    """The other findings of the visit that this one could be merged into."""
    return rows(
        connection,
        sa.select(t.finding.c.id, t.finding.c.location, t.finding.c.statement, t.finding.c.state)
        .where(scope.findings(actor), t.finding.c.visit_id == row["visit_id"], t.finding.c.id != row["id"])
        .where(t.finding.c.state.not_in(("merged", "cancelled", "returned")))
        .order_by(t.finding.c.submitted_at, t.finding.c.id),
    )


def sightings(connection: sa.Connection, org: str, row: Row) -> list[Row]:
    """What experts saw of the finding on later visits: `on`, `name`, `state`, `note`, `visit`, `photos`, newest first."""
    v = t.visit.c
    later = connection.scalars(
        sa.select(v.id).where(
            v.org_id == org, v.enterprise_id == row["enterprise_id"], v.id != row["visit_id"]
        )
    ).all()
    path, photo = f"earlier/{row['id']}", f"earlier_photo/{row['id']}/"
    found = connection.execute(
        sa.select(t.head, t.op.c.visit_id, t.person.c.name)
        .join(t.op, sa.and_(t.op.c.org_id == t.head.c.org_id, t.op.c.seq == t.head.c.seq))
        .outerjoin(t.person, sa.and_(t.person.c.org_id == t.head.c.org_id, t.person.c.id == t.head.c.author))
        .where(t.head.c.org_id == org, t.head.c.subject.in_([f"visit/{id_}" for id_ in later]))
        .where((t.head.c.path == path) | t.head.c.path.startswith(photo))
        .order_by(t.head.c.rank.desc(), t.head.c.id.desc())
    ).all()
    shots: dict[str, list[str]] = {}
    for head in reversed(found):
        if head.path != path and head.value:
            shots.setdefault(head.visit_id, []).append(head.path[len(photo) :])
    return [
        {
            "on": dates.day_of(dates.parse_instant(head.value["at"])), "name": head.name or head.author, "state": head.value["state"],
            "note": head.value.get("note", ""), "visit": head.visit_id, "photos": shots.get(head.visit_id, []),
        }
        for head in found if head.path == path and head.value
    ]  # fmt: skip


def documents(connection: sa.Connection, actor: Actor, finding: str) -> list[Row]:
    """Documents that carry the finding, oldest first."""
    return rows(
        connection,
        sa.select(
            t.document.c.id,
            t.document.c.type,
            t.document.c.number,
            t.document.c.state,
            t.document.c.issued_at,
            t.document.c.served_at,
        )
        .join(
            t.document_finding,
            sa.and_(
                t.document_finding.c.org_id == t.document.c.org_id,
                t.document_finding.c.document_id == t.document.c.id,
            ),
        )
        .where(scope.documents(actor), t.document_finding.c.finding_id == finding)
        .order_by(t.document.c.drafted_at, t.document.c.id),
    )


def timeline(connection: sa.Connection, org: str, subjects: list[str]) -> list[Row]:
    """Every op of these subjects in the order of the log, with decoded `value`, `name` and `role` of its author and `label` of its device."""
    found = rows(
        connection,
        sa.select(
            t.op.c.seq, t.op.c.subject, t.op.c.kind, t.op.c.path, t.op.c.author, t.op.c.device, t.op.c.received_at, t.op.c.uploaded_by,
            t.op_value.c.value, t.person.c.name, t.person.c.role, t.device.c.label,
        )
        .outerjoin(t.op_value, sa.and_(t.op_value.c.org_id == t.op.c.org_id, t.op_value.c.seq == t.op.c.seq))
        .outerjoin(t.person, sa.and_(t.person.c.org_id == t.op.c.org_id, t.person.c.id == t.op.c.author))
        .outerjoin(t.device, sa.and_(t.device.c.org_id == t.op.c.org_id, t.device.c.id == t.op.c.device))
        .where(t.op.c.org_id == org, t.op.c.subject.in_(subjects))
        .order_by(t.op.c.seq),
    )  # fmt: skip
    for row in found:
        row["value"] = msgspec.json.decode(row["value"]) if row["value"] else None
    return found


def story(connection: sa.Connection, actor: Actor, finding: str) -> list[Row]:
    """The ops of a finding, of the documents that carry it and of the tasks about it, as far as this person may see these."""
    carried = [f"document/{row['id']}" for row in documents(connection, actor, finding)]
    asked = [
        f"task/{id_}"
        for id_ in connection.scalars(
            sa.select(t.task.c.id).where(scope.tasks(actor), t.task.c.finding_id == finding)
        )
    ]
    return timeline(connection, actor.org, [f"finding/{finding}", *carried, *asked])


def reinspectors(connection: sa.Connection, org: str, row: Row) -> list[Row]:
    """Who may be sent to reinspect: officers and desk staff, and the experts of the visit."""
    p = t.person.c
    people = sa.select(p.id, p.name, p.role).where(p.org_id == org, p.active)

    def staff() -> list[Row]:
        return rows(connection, people.where(p.role.in_(STAFF)))

    team = {row["visit"].get("lead_id"), *(row["visit"].get("members") or [])} - {None}
    known = kept_of_org(connection, org, ("reinspectors",), staff, ("person",))
    experts = rows(connection, people.where(p.id.in_(sorted(team)), p.role.not_in(STAFF))) if team else []
    return sorted([*known, *experts], key=lambda one: (one["role"], one["name"], one["id"]))
