"""Saved views that a person may choose: the bureau's, then one's own."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain.people import Actor
from inspect_app.queries.finding import rows
from inspect_app.storage import tables as t

Row = dict[str, Any]


def listed(connection: sa.Connection, actor: Actor, page: str) -> list[Row]:
    """`id`, `name`, `query`, `shared`."""
    v = t.saved_view.c
    found = rows(
        connection,
        sa.select(v.id, v.name, v.query, v.person_id)
        .where(v.org_id == actor.org, v.page == page, v.person_id.is_(None) | (v.person_id == actor.id))
        .order_by(v.made_at, v.id),
    )
    return sorted(
        ({**row, "shared": row["person_id"] is None} for row in found), key=lambda row: not row["shared"]
    )
