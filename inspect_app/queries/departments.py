"""协办部门: the registry, and the one that a name means."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain import clocks
from inspect_app.domain.people import Actor
from inspect_app.queries.deadlines import deadlines
from inspect_app.queries.finding import rows, with_place
from inspect_app.queries.kept import kept_of_org
from inspect_app.storage import tables as t

Row = dict[str, Any]
D = t.department.c


def listed(connection: sa.Connection, org: str) -> list[Row]:
    """All by name."""
    query = sa.select(t.department).where(D.org_id == org).order_by(D.name, D.id)
    return kept_of_org(connection, org, ("departments",), lambda: rows(connection, query), ("department",))


def with_people(connection: sa.Connection, org: str) -> list[Row]:
    """All by name with `people` (names of those who sign in for it) and `seen`, the number of the op that wrote the record."""
    found = listed(connection, org)
    p, h = t.person.c, t.head.c
    people: dict[str, list[str]] = {}
    for row in connection.execute(
        sa.select(p.department_id, p.name).where(p.org_id == org, p.role == "dept", p.active).order_by(p.name)
    ):
        people.setdefault(row.department_id or "", []).append(row.name)
    written: dict[str, int] = dict(
        connection.execute(
            sa.select(h.subject, sa.func.max(h.seq))
            .where(h.org_id == org, h.subject.in_([f"department/{row['id']}" for row in found]))
            .group_by(h.subject)
        ).all()
    )
    return [
        {**row, "people": people.get(row["id"], []), "seen": written.get(f"department/{row['id']}", 0)}
        for row in found
    ]


def name_of(connection: sa.Connection, org: str, key: str | None) -> str:
    """What a department is called; one that stands in no registry is known by what was written on the letter to it."""
    if not key:
        return ""
    return connection.scalar(sa.select(D.name).where(D.org_id == org, D.id == key)) or key


def names(connection: sa.Connection, org: str) -> dict[str, str]:
    """id → name of every department and township, for stories that name them."""
    place = t.township.c
    query = sa.select(place.id, place.name).where(place.org_id == org)
    townships: dict[str, str] = kept_of_org(
        connection, org, ("townships",), lambda: dict(connection.execute(query).all()), ("township",)
    )
    return {**townships, **{row["id"]: row["name"] for row in listed(connection, org)}}


def of_name(connection: sa.Connection, org: str, name: str) -> str:
    """The id of the department that a letter names: the same name, or the only one whose name contains it or is contained in it; else the name itself."""
    known = {row["name"]: row["id"] for row in listed(connection, org)}
    if name in known:
        return str(known[name])
    near = [key for held, key in known.items() if held in name or name in held]
    return str(near[0]) if len(near) == 1 else name


def sent(connection: sa.Connection, actor: Actor, today: str, limit: int = 50) -> list[Row]:
    """What was transferred to this person's department: `due` (the day it is asked to answer by), `accepted`, `answered`, `late`; unanswered ones first."""
    f = t.finding.c
    if actor.role != "dept" or not actor.department:
        return []
    found = rows(
        connection,
        with_place(f.id, f.state, f.severity, f.location, f.statement, f.transfer, f.state_at)
        .where(f.org_id == actor.org, f.department_id == actor.department, f.state == "transferred")
        .order_by(f.state_at, f.id),
    )
    settings = deadlines(connection, actor.org)
    made = []
    for row in found:
        told, end = row["transfer"] or {}, clocks.due(row, settings)
        due = told.get("reply_by") or (end.day if end else None)
        answered = bool(told.get("answered_at"))
        made.append(
            {
                **row, "due": due, "accepted": bool(told.get("accepted_at")), "answered": answered,
                "late": not answered and due is not None and due < today,
            }
        )  # fmt: skip
    return sorted(made, key=lambda row: (row["answered"], row["due"] or ""))[:limit]
