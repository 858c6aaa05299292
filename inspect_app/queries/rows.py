"""One row by its key, as a dict."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

Row = dict[str, Any]


def one(connection: sa.Connection, table: sa.Table, org: str, key: str | None) -> Row:
    """The row of an org's table, {} when there is none or no key."""
    if key is None:
        return {}
    found = (
        connection.execute(sa.select(table).where(table.c.org_id == org, table.c.id == key))
        .mappings()
        .one_or_none()
    )
    return dict(found) if found else {}
