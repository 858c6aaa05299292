"""Visits for the bureau: the list, one visit as far as it has come, and what dispatching needs to choose from."""

from __future__ import annotations

from collections import Counter
from typing import Any

import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.clock import SERVER_DEVICE
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import OPEN_FINDING
from inspect_app.queries import scope
from inspect_app.queries.finding import rows, timeline
from inspect_app.storage import tables as t

Row = dict[str, Any]
PAGE = 50
CHOICES = 20


def counts(connection: sa.Connection, actor: Actor) -> dict[str, int]:
    """How many visits stand in each state."""
    found = connection.execute(
        sa.select(t.visit.c.state, sa.func.count()).where(scope.visits(actor)).group_by(t.visit.c.state)
    )
    return dict(found.all())


def listed(
    connection: sa.Connection, actor: Actor, *, state: str = "", word: str = "", since: str = "", until: str = "", before: tuple[str, str] | None = None,
    limit: int = PAGE,
) -> list[Row]:  # fmt: skip
    """A page of visits, latest day first, and one row more when there is a next page. Dates are inclusive."""
    v = t.visit.c
    query = _named(actor).order_by(v.planned_date.desc(), v.id.desc()).limit(limit + 1)
    if state:
        query = query.where(v.state == state)
    if word:
        query = query.where(
            t.enterprise.c.name.contains(word, autoescape=True)
            | t.person.c.name.contains(word, autoescape=True)
        )
    if since:
        query = query.where(v.planned_date >= since)
    if until:
        query = query.where(v.planned_date <= until)
    if before:
        query = query.where(
            sa.tuple_(v.planned_date, v.id) < sa.tuple_(sa.literal(before[0]), sa.literal(before[1]))
        )
    return rows(connection, query)


def _named(actor: Actor) -> sa.Select:
    """Visits with the names of their enterprise, its township and their leader."""
    v = t.visit.c
    return (
        sa.select(
            v.id, v.state, v.track, v.planned_date, v.lead_id, v.members, v.checklists, v.version, v.supplementary, v.received_at,
            t.enterprise.c.name.label("enterprise"), t.township.c.name.label("township"), t.person.c.name.label("lead"),
        )
        .select_from(t.visit)
        .outerjoin(t.enterprise, sa.and_(t.enterprise.c.org_id == v.org_id, t.enterprise.c.id == v.enterprise_id))
        .outerjoin(t.township, sa.and_(t.township.c.org_id == v.org_id, t.township.c.id == t.enterprise.c.township_id))
        .outerjoin(t.person, sa.and_(t.person.c.org_id == v.org_id, t.person.c.id == v.lead_id))
        .where(scope.visits(actor))
    )  # fmt: skip


def ahead(connection: sa.Connection, actor: Actor, since: str, until: str, limit: int) -> list[Row]:
    """The first visits between two days (inclusive), by day and enterprise."""
    v = t.visit.c
    near = sa.and_(v.planned_date >= since, v.planned_date <= until)
    return rows(
        connection, _named(actor).where(near).order_by(v.planned_date, t.enterprise.c.name, v.id).limit(limit)
    )


def unplanned(connection: sa.Connection, org: str, visits: list[str]) -> set[str]:
    """Those of these visits that an expert planned on the tablet (临时检查): the log says so, whatever the bureau changed since."""
    found = connection.scalars(
        sa.select(t.op.c.subject).where(
            t.op.c.org_id == org, t.op.c.subject.in_([f"visit/{visit}" for visit in visits]), t.op.c.kind == "event", t.op.c.path == "plan",
            t.op.c.device != SERVER_DEVICE,
        )
    )  # fmt: skip
    return {subject.partition("/")[2] for subject in found}


def one(connection: sa.Connection, actor: Actor, visit: str) -> Row | None:
    """The visit with `firm`, `team` (people in order, the lead first) and `lists` (its checklists); None when it isn't this person's to see."""
    found = rows(connection, sa.select(t.visit).where(scope.visits(actor), t.visit.c.id == visit))
    if not found:
        return None
    row = found[0]
    firm = rows(
        connection,
        sa.select(t.enterprise).where(
            t.enterprise.c.org_id == actor.org, t.enterprise.c.id == row["enterprise_id"]
        ),
    )
    ids = list(dict.fromkeys(id_ for id_ in [row["lead_id"], *row["members"]] if id_))
    people = {
        p["id"]: p
        for p in rows(
            connection, sa.select(t.person).where(t.person.c.org_id == actor.org, t.person.c.id.in_(ids))
        )
    }
    row["firm"] = (firm or [{}])[0]
    row["team"] = [people[id_] for id_ in ids if id_ in people]
    row["lists"] = rows(
        connection,
        sa.select(t.checklist).where(
            t.checklist.c.org_id == actor.org, t.checklist.c.id.in_(row["checklists"])
        ),
    )
    return row


def fields(connection: sa.Connection, org: str, visit: str) -> dict[str, Row]:
    """path → the head that counts (`value`, `author`, `name`, `at`, `id`) of a visit's own fields, and how many `heads` there are."""
    found = connection.execute(
        sa.select(t.head, t.op.c.received_at, t.person.c.name)
        .join(t.op, sa.and_(t.op.c.org_id == t.head.c.org_id, t.op.c.seq == t.head.c.seq))
        .outerjoin(t.person, sa.and_(t.person.c.org_id == t.head.c.org_id, t.person.c.id == t.head.c.author))
        .where(t.head.c.org_id == org, t.head.c.subject == f"visit/{visit}")
        .order_by(t.head.c.rank, t.head.c.id)
    ).all()
    counts = Counter(h.path for h in found)
    return {
        h.path: {
            "value": h.value,
            "author": h.author,
            "name": h.name or h.author,
            "at": h.received_at,
            "seq": h.seq,
            "id": h.id,
            "heads": counts[h.path],
        }
        for h in found
    }


def rest_records(connection: sa.Connection, org: str, visit: str) -> list[Row]:
    """Every head (`path`, `id`, `value`, `name`) of what was judged for the rest of a section at once."""
    return rows(
        connection,
        sa.select(t.head.c.path, t.head.c.id, t.head.c.value, t.person.c.name)
        .outerjoin(t.person, sa.and_(t.person.c.org_id == t.head.c.org_id, t.person.c.id == t.head.c.author))
        .where(
            t.head.c.org_id == org, t.head.c.subject == f"visit/{visit}", t.head.c.path.startswith("rest/")
        )
        .order_by(t.head.c.path, t.head.c.id),
    )


def findings(connection: sa.Connection, actor: Actor, visit: str) -> list[Row]:
    """The findings that the visit's submissions made."""
    f = t.finding.c
    return rows(
        connection,
        sa.select(f.id, f.state, f.severity, f.location, f.statement, f.due_date, f.photos, f.version)
        .where(scope.findings(actor), f.visit_id == visit)
        .order_by(f.submitted_at, f.id),
    )


def documents(connection: sa.Connection, actor: Actor, visit: str) -> list[Row]:
    """The documents of a visit, oldest first."""
    d = t.document.c
    return rows(
        connection,
        sa.select(d.id, d.type, d.number, d.state, d.updated_at)
        .where(scope.documents(actor), d.visit_id == visit)
        .order_by(d.drafted_at, d.id),
    )


def supplementary(connection: sa.Connection, org: str, visit: str) -> list[Row]:
    """The field ops of a visit that came after it had been received: outside every signed version."""
    received = connection.scalar(
        sa.select(sa.func.max(t.op.c.seq)).where(
            t.op.c.org_id == org,
            t.op.c.subject == f"visit/{visit}",
            t.op.c.kind == "event",
            t.op.c.path == "received",
        )
    )
    if received is None:
        return []
    subjects = connection.scalars(
        sa.select(t.op.c.subject)
        .where(
            t.op.c.org_id == org,
            t.op.c.visit_id == visit,
            t.op.c.kind == "set",
            t.op.c.seq > received,
            t.op.c.device != SERVER_DEVICE,
        )
        .distinct()
    ).all()
    return [
        op
        for op in timeline(connection, org, list(subjects))
        if op["kind"] == "set" and op["seq"] > received and op["device"] != SERVER_DEVICE
    ]


def story(connection: sa.Connection, org: str, visit: str) -> list[Row]:
    """The events of the visit itself."""
    return [op for op in timeline(connection, org, [f"visit/{visit}"]) if op["kind"] == "event"]


# --- dispatch --------------------------------------------------------------------------------------------------------------------------


def find_enterprises(connection: sa.Connection, actor: Actor, word: str) -> list[Row]:
    """Enterprises whose name or code holds the word, by name."""
    e = t.enterprise.c
    query = (
        sa.select(e.id, e.name, e.uscc, e.industry, e.address, t.township.c.name.label("township"))
        .select_from(t.enterprise)
        .outerjoin(t.township, sa.and_(t.township.c.org_id == e.org_id, t.township.c.id == e.township_id))
        .where(
            scope.enterprises(actor),
            e.name.contains(word, autoescape=True) | e.uscc.contains(word.upper(), autoescape=True),
        )
        .order_by(e.name, e.id)
        .limit(CHOICES + 1)
    )
    return rows(connection, query)


def enterprise(connection: sa.Connection, actor: Actor, key: str) -> Row | None:
    """The enterprise to visit, with `visits` in the last twelve months and `open` findings."""
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
    row = found[0]
    row["open"] = connection.scalar(
        sa.select(sa.func.count())
        .select_from(t.finding)
        .where(scope.findings(actor), t.finding.c.enterprise_id == key, t.finding.c.state.in_(OPEN_FINDING))
    )
    return row


def visits_within_year(connection: sa.Connection, actor: Actor, enterprise: str, today: str) -> int:
    """Visits of an enterprise in the twelve months before today, cancelled ones left out."""
    v = t.visit.c
    return connection.scalar(
        sa.select(sa.func.count()).select_from(t.visit)
        .where(scope.visits(actor), v.enterprise_id == enterprise, v.planned_date >= dates.add_days(today, -365), v.planned_date <= today, v.state != "cancelled")
    ) or 0  # fmt: skip


def field_people(connection: sa.Connection, org: str) -> list[Row]:
    """Experts and officers who can be sent, by specialty and name."""
    p = t.person.c
    return rows(
        connection,
        sa.select(p.id, p.name, p.role, p.specialty, p.title, p.unit)
        .where(p.org_id == org, p.active, p.role.in_(("expert", "officer")))
        .order_by(p.role, p.specialty, p.name, p.id),
    )


def busy_on(connection: sa.Connection, org: str, day: str) -> dict[str, int]:
    """person → number of visits on a day, so that nobody is sent twice by mistake."""
    found = connection.execute(
        sa.select(t.visit_member.c.person_id, sa.func.count())
        .join(
            t.visit,
            sa.and_(t.visit.c.org_id == t.visit_member.c.org_id, t.visit.c.id == t.visit_member.c.visit_id),
        )
        .where(
            t.visit_member.c.org_id == org,
            t.visit.c.planned_date == day,
            t.visit.c.state.not_in(("cancelled", "declined")),
        )
        .group_by(t.visit_member.c.person_id)
    )
    return dict(found.all())


def current_checklists(connection: sa.Connection, org: str) -> list[Row]:
    """The newest version of each checklist: `id` (with version), `name`, `version`, `title`, `status`."""
    c = t.checklist.c
    found = rows(
        connection,
        sa.select(c.id, c.name, c.version, c.title, c.status).where(c.org_id == org).order_by(c.name, c.id),
    )
    newest: dict[str, Row] = {}
    for row in found:
        kept = newest.get(row["name"])
        if kept is None or version_key(row["version"]) >= version_key(kept["version"]):
            newest[row["name"]] = row
    return list(newest.values())


def version_key(version: str) -> tuple[int, ...]:
    """0.10.0 comes after 0.9.0."""
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))
