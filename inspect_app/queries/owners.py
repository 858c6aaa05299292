"""Whom a resolution can be given to: departments, townships, sections of the bureau and its people."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain.people import ROLES
from inspect_app.storage import tables as t

Choice = tuple[str, list[tuple[str, str]]]
KINDS = ("department", "township", "role", "owner")
SHARED = ("section", "officer", "committee", "leader")


def choices(connection: sa.Connection, org: str) -> list[Choice]:
    """(group, [(`kind:key`, name)]) for a list to choose from."""

    def named(table: Any, *where: Any) -> list[Any]:
        c = table.c
        return list(
            connection.execute(sa.select(c.id, c.name).where(c.org_id == org, *where).order_by(c.name, c.id))
        )

    people = named(t.person, t.person.c.active, t.person.c.role.in_(SHARED))
    townships = sorted(named(t.township), key=lambda row: str(row.id))
    return [
        ("部门", [(f"department:{row.id}", row.name) for row in named(t.department)]),
        ("乡镇（街道）", [(f"township:{row.id}", row.name) for row in townships]),
        ("本局", [(f"role:{role}", ROLES[role]) for role in SHARED]),
        ("人员", [(f"owner:{row.id}", row.name) for row in people]),
    ]
