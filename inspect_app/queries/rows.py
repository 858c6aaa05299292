"""One row by its key, as a dict."""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa

Row = dict[str, Any]


def one(connection: sa.Connection, table: sa.Table, org: str, key: str | None) -> Row:
    """The row of an org's table, {} when there is none or no key."""
    if key is None:
        return {}
    found = connection.execute(_by_key(table), {"org": org, "key": key}).mappings().one_or_none()
    return dict(found) if found else {}


@cache
def _by_key(table: sa.Table) -> sa.Select:
    """Built once a table: a page asks for many single rows, and building the statement took longer than running it."""
    return sa.select(table).where(
        table.c.org_id == sa.bindparam("org", type_=sa.Text), table.c.id == sa.bindparam("key", type_=sa.Text)
    )
