"""Registries to look things up in: enterprises, experts, checklists, and the log for the auditor."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.people import Actor
from inspect_app.queries import scope
from inspect_app.queries.finding import rows
from inspect_app.storage import tables as t

Row = dict[str, Any]
PAGE = 50
LOG_PAGE = 100


def enterprises(
    connection: sa.Connection,
    actor: Actor,
    word: str,
    township: str,
    industry: str,
    after: tuple[str, str] | None,
) -> list[Row]:
    """A page of enterprises by name, and one more when there is a next page."""
    e = t.enterprise.c
    query = (
        sa.select(
            e.id,
            e.name,
            e.uscc,
            e.industry,
            e.scale,
            e.hazards,
            e.address,
            t.township.c.name.label("township"),
        )
        .select_from(t.enterprise)
        .outerjoin(t.township, sa.and_(t.township.c.org_id == e.org_id, t.township.c.id == e.township_id))
        .where(scope.enterprises(actor))
        .order_by(e.name, e.id)
        .limit(PAGE + 1)
    )
    if word:
        query = query.where(
            e.name.contains(word, autoescape=True)
            | e.uscc.contains(word.upper(), autoescape=True)
            | e.address.contains(word, autoescape=True)
        )
    if township:
        query = query.where(e.township_id == township)
    if industry:
        query = query.where(e.industry == industry)
    if after:
        query = query.where(sa.tuple_(e.name, e.id) > sa.tuple_(sa.literal(after[0]), sa.literal(after[1])))
    return rows(connection, query)


def enterprise_count(connection: sa.Connection, actor: Actor) -> int:
    """Enterprises this person may see."""
    return (
        connection.scalar(
            sa.select(sa.func.count()).select_from(t.enterprise).where(scope.enterprises(actor))
        )
        or 0
    )


def open_by_enterprise(
    connection: sa.Connection, actor: Actor, ids: list[str], states: frozenset[str]
) -> dict[str, int]:
    """enterprise → findings in these states."""
    f = t.finding.c
    found = connection.execute(
        sa.select(f.enterprise_id, sa.func.count())
        .where(scope.findings(actor), f.enterprise_id.in_(ids), f.state.in_(sorted(states)))
        .group_by(f.enterprise_id)
    )
    return dict(found.all())


def enterprise(connection: sa.Connection, actor: Actor, key: str) -> Row | None:
    """One enterprise with its `township`, `visits`, `findings` and `documents`, newest first."""
    found = rows(
        connection,
        sa.select(t.enterprise, t.township.c.name.label("township"))
        .select_from(t.enterprise)
        .outerjoin(
            t.township,
            sa.and_(
                t.township.c.org_id == t.enterprise.c.org_id, t.township.c.id == t.enterprise.c.township_id
            ),
        )
        .where(scope.enterprises(actor), t.enterprise.c.id == key),
    )
    if not found:
        return None
    v, f, d = t.visit.c, t.finding.c, t.document.c
    lead = t.person.c.name.label("lead")
    return {
        **found[0],
        "visits": rows(
            connection,
            sa.select(v.id, v.planned_date, v.state, v.track, lead)
            .select_from(t.visit).outerjoin(t.person, sa.and_(t.person.c.org_id == v.org_id, t.person.c.id == v.lead_id))
            .where(scope.visits(actor), v.enterprise_id == key).order_by(v.planned_date.desc(), v.id).limit(PAGE),
        ),
        "findings": rows(
            connection,
            sa.select(f.id, f.found_on, f.state, f.severity, f.location, f.statement, f.due_date)
            .where(scope.findings(actor), f.enterprise_id == key).order_by(f.found_on.desc(), f.id).limit(PAGE * 2),
        ),
        "documents": rows(
            connection,
            sa.select(d.id, d.type, d.number, d.state, d.issued_at, d.updated_at)
            .where(scope.documents(actor), d.enterprise_id == key).order_by(d.updated_at.desc(), d.id).limit(PAGE),
        ),
    }  # fmt: skip


def experts(connection: sa.Connection, actor: Actor, word: str, specialty: str, today: str) -> list[Row]:
    """Experts by specialty and name, with their workload: `ahead` visits planned, `done` visits in twelve months. Never sorted by it."""
    p, v, m = t.person.c, t.visit.c, t.visit_member.c
    ahead = sa.func.sum(
        sa.case((v.state.in_(("planned", "inspecting")) & (v.planned_date >= today), 1), else_=0)
    )
    done = sa.func.sum(sa.case((v.state.in_(("waiting", "received")), 1), else_=0))
    work = (
        sa.select(m.person_id, ahead.label("ahead"), done.label("done"))
        .join(t.visit, sa.and_(v.org_id == m.org_id, v.id == m.visit_id))
        .where(m.org_id == actor.org, v.planned_date >= dates.add_days(today, -365))
        .group_by(m.person_id)
        .subquery()
    )
    query = (
        sa.select(p.id, p.name, p.specialty, p.title, p.unit, p.cert_no, p.active, work.c.ahead, work.c.done)
        .outerjoin(work, work.c.person_id == p.id)
        .where(p.org_id == actor.org, p.role == "expert")
        .order_by(p.specialty, p.name, p.id)
    )
    if word:
        query = query.where(p.name.contains(word, autoescape=True) | p.unit.contains(word, autoescape=True))
    if specialty:
        query = query.where(p.specialty == specialty)
    return rows(connection, query)


def specialties(connection: sa.Connection, org: str) -> list[str]:
    """Specialties of the experts, by name."""
    p = t.person.c
    return list(
        connection.scalars(
            sa.select(p.specialty)
            .where(p.org_id == org, p.role == "expert", p.specialty.is_not(None))
            .distinct()
            .order_by(p.specialty)
        )
    )


def checklists(connection: sa.Connection, org: str) -> list[Row]:
    """Every version of every checklist, newest version of each first."""
    return rows(
        connection,
        sa.select(t.checklist)
        .where(t.checklist.c.org_id == org)
        .order_by(t.checklist.c.name, t.checklist.c.id.desc()),
    )


def checklist(connection: sa.Connection, org: str, key: str) -> Row | None:
    """One version with its content."""
    found = rows(
        connection, sa.select(t.checklist).where(t.checklist.c.org_id == org, t.checklist.c.id == key)
    )
    return found[0] if found else None


def log_page(connection: sa.Connection, org: str, subject: str, before: int | None) -> list[Row]:
    """A page of the log, newest first, and one more when there is an older one. `subject` narrows to one case or one kind (`finding/`)."""
    o = t.op.c
    query = (
        sa.select(
            o.seq, o.id, o.subject, o.kind, o.path, o.author, o.device, o.uploaded_by, o.received_at, o.hash, o.prev, t.person.c.name, t.person.c.role,
            t.op_value.c.value,
        )
        .select_from(t.op)
        .outerjoin(t.person, sa.and_(t.person.c.org_id == o.org_id, t.person.c.id == o.author))
        .outerjoin(t.op_value, sa.and_(t.op_value.c.org_id == o.org_id, t.op_value.c.seq == o.seq))
        .where(o.org_id == org)
        .order_by(o.seq.desc())
        .limit(LOG_PAGE + 1)
    )  # fmt: skip
    if subject.endswith("/"):
        query = query.where(o.subject >= subject, o.subject < f"{subject[:-1]}0")  # "0" follows "/"
    elif subject:
        query = query.where(o.subject == subject)
    if before is not None:
        query = query.where(o.seq < before)
    return rows(connection, query)


def chain_head(connection: sa.Connection, org: str) -> Row:
    """The last number and hash of the log."""
    found = connection.execute(sa.select(t.org.c.seq, t.org.c.chain).where(t.org.c.id == org)).one()
    return {"seq": found.seq, "chain": found.chain}
