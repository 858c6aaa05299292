"""Which rows a person may see: conditions that every query on cases carries."""

from __future__ import annotations

import sqlalchemy as sa

from inspect_app.domain.doc_types import TO_ENTERPRISE
from inspect_app.domain.people import FIELD_ROLES, Actor
from inspect_app.storage import tables as t

WHOLE_ORG = frozenset({"section", "leader", "committee", "audit", "officer", "system"})
NOTIFIED = ("rectifying", "ext_pending", "feedback", "rechecking", "closed")
ELSEWHERE = ("enforcement", "enforced", "transferred")  # seen by the enterprise that had been notified before
NOTHING = sa.false()


def key(actor: Actor) -> tuple[str | None, ...]:
    """What the conditions below depend on: two people with the same key see the same rows of an org."""
    if actor.role in WHOLE_ORG:
        return ("whole",)
    return (actor.role, actor.id, actor.township, actor.department, actor.enterprise, actor.document)


def rests_on(actor: Actor) -> tuple[str, ...]:
    """The tables that decide, beside the rows themselves, what this person may see."""
    if actor.role in WHOLE_ORG:
        return ()
    return ("enterprise",) if actor.role == "grid" else ("enterprise", "visit", "task", "document")


def by_row(actor: Actor) -> bool:
    """Whether a finding's own row alone says that this person may see it."""
    return actor.role in WHOLE_ORG or actor.role == "grid"


def findings(actor: Actor) -> sa.ColumnElement[bool]:
    """Findings this person may see."""
    own = t.finding.c.org_id == actor.org
    if actor.role in WHOLE_ORG:
        return own
    if actor.role == "grid":
        return own & (t.finding.c.township_id == actor.township)
    if actor.role == "dept":
        return (
            own & (t.finding.c.department_id == actor.department) | own & t.finding.c.id.in_(_asked_of(actor))
            if actor.department
            else NOTHING
        )
    if actor.role == "expert":
        return own & t.finding.c.visit_id.in_(_my_visits(actor))
    if actor.role in ("ent_safety", "ent_head"):
        return own & (t.finding.c.enterprise_id == actor.enterprise) & _told()
    if actor.role == "holder":
        return own & (t.finding.c.document_id == actor.document) & _told()
    return NOTHING


def _told() -> sa.ColumnElement[bool]:
    """What an enterprise was notified of, also when enforcement or another department has taken it over since."""
    f = t.finding.c
    return f.state.in_(NOTIFIED) | (f.state.in_(ELSEWHERE) & f.notified_at.is_not(None))


def visits(actor: Actor) -> sa.ColumnElement[bool]:
    """Visits this person may see."""
    own = t.visit.c.org_id == actor.org
    if actor.role in WHOLE_ORG:
        return own
    if actor.role == "grid":
        mine = sa.select(t.enterprise.c.id).where(
            t.enterprise.c.org_id == actor.org, t.enterprise.c.township_id == actor.township
        )
        return own & t.visit.c.enterprise_id.in_(mine)
    if actor.role == "expert":
        return own & t.visit.c.id.in_(_my_visits(actor))
    return NOTHING


def documents(actor: Actor) -> sa.ColumnElement[bool]:
    """Documents this person may see; the enterprise and its township only what was issued to the enterprise."""
    own = t.document.c.org_id == actor.org
    if actor.role in WHOLE_ORG:
        return own
    if actor.role == "expert":
        return own & t.document.c.visit_id.in_(_my_visits(actor))
    shown = t.document.c.state.in_(("issued", "served", "void", "superseded")) & t.document.c.type.in_(
        TO_ENTERPRISE
    )
    if actor.role == "grid":
        mine = sa.select(t.enterprise.c.id).where(
            t.enterprise.c.org_id == actor.org, t.enterprise.c.township_id == actor.township
        )
        return own & t.document.c.enterprise_id.in_(mine) & shown
    if actor.role in ("ent_safety", "ent_head"):
        return own & (t.document.c.enterprise_id == actor.enterprise) & shown
    if actor.role == "holder":
        return own & (t.document.c.id == actor.document) & shown
    return NOTHING


def enterprises(actor: Actor) -> sa.ColumnElement[bool]:
    """Enterprises this person may see."""
    own = t.enterprise.c.org_id == actor.org
    if actor.role in WHOLE_ORG or actor.role == "expert":
        return own  # experts see names and hazards of all, contacts only of their own visits (queries.bundle)
    if actor.role == "grid":
        return own & (t.enterprise.c.township_id == actor.township)
    return own & (t.enterprise.c.id == (actor.enterprise or ""))


def tasks(actor: Actor) -> sa.ColumnElement[bool]:
    """Tasks this person may see: the bureau all, others what they were asked."""
    own = t.task.c.org_id == actor.org
    if actor.role in WHOLE_ORG:
        return own
    if actor.role == "dept" and actor.department:
        return own & (t.task.c.department_id == actor.department)
    if actor.role == "grid" and actor.township:
        return own & (t.task.c.township_id == actor.township)
    return own & (t.task.c.owner_id == actor.id) if actor.role == "expert" else NOTHING


def _asked_of(actor: Actor) -> sa.Select:
    return sa.select(t.task.c.finding_id).where(
        t.task.c.org_id == actor.org,
        t.task.c.department_id == actor.department,
        t.task.c.state != "cancelled",
    )


def _my_visits(actor: Actor) -> sa.Select:
    return sa.select(t.visit_member.c.visit_id).where(
        t.visit_member.c.org_id == actor.org, t.visit_member.c.person_id == actor.id
    )


def may_see_photo(connection: sa.Connection, actor: Actor, sha256: str, of: str | None = None) -> bool:
    """Whether any case this person may see shows the photo; with `of` (uuid of a finding or visit that shows it) whether that one is.

    Experts also see those of open findings of enterprises they visit, and of findings they are sent to reinspect.
    """
    refs = connection.execute(
        sa.select(t.photo_ref.c.subject, t.photo_ref.c.visit_id).where(
            t.photo_ref.c.org_id == actor.org, t.photo_ref.c.sha256 == sha256
        )
    ).all()
    refs = [ref for ref in refs if ref.subject in (f"finding/{of}", f"visit/{of}")] or refs
    found = [ref.subject.partition("/")[2] for ref in refs if ref.subject.startswith("finding/")]
    if _any(connection, t.finding, findings(actor), found):
        return True
    asked = [ref.subject.partition("/")[2] for ref in refs if ref.subject.startswith("task/")]
    if _any(connection, t.task, tasks(actor), asked):
        return True
    if _any(connection, t.visit, visits(actor), [ref.visit_id for ref in refs if ref.visit_id]):
        return True
    if actor.role not in FIELD_ROLES:
        return False
    firms = sa.select(t.visit.c.enterprise_id).where(visits(actor))
    near = t.finding.c.enterprise_id.in_(firms) | (t.finding.c.reinspector == actor.id)
    return _any(connection, t.finding, (t.finding.c.org_id == actor.org) & near, found)


def _any(connection: sa.Connection, table: sa.Table, seen: sa.ColumnElement[bool], ids: list[str]) -> bool:
    return (
        bool(ids)
        and connection.execute(sa.select(table.c.id).where(seen, table.c.id.in_(ids)).limit(1)).first()
        is not None
    )
