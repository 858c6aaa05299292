"""协办部门: the registry, and the one that a name means."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.queries.finding import rows
from inspect_app.storage import tables as t

Row = dict[str, Any]
D = t.department.c


def listed(connection: sa.Connection, org: str) -> list[Row]:
    """All by name."""
    return rows(connection, sa.select(t.department).where(D.org_id == org).order_by(D.name, D.id))


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


def of_name(connection: sa.Connection, org: str, name: str) -> str:
    """The id of the department that a letter names: the same name, or the only one whose name contains it or is contained in it; else the name itself."""
    known = {row["name"]: row["id"] for row in listed(connection, org)}
    if name in known:
        return str(known[name])
    near = [key for held, key in known.items() if held in name or name in held]
    return str(near[0]) if len(near) == 1 else name
