"""导出记录, newest first."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.queries.finding import rows
from inspect_app.storage import tables as t

Row = dict[str, Any]
PAGE = 50


def listed(connection: sa.Connection, org: str, after: tuple[int, str] | None) -> list[Row]:
    """Up to one more than PAGE, with `name` and `role` of who took it."""
    e, p = t.export_log.c, t.person
    query = sa.select(t.export_log, p.c.name, p.c.role).outerjoin(
        p, sa.and_(p.c.org_id == e.org_id, p.c.id == e.person_id)
    )
    if after:
        query = query.where(
            sa.tuple_(e.at, e.id) < sa.tuple_(sa.literal(after[0], sa.BigInteger), sa.literal(after[1]))
        )
    return rows(connection, query.where(e.org_id == org).order_by(e.at.desc(), e.id.desc()).limit(PAGE + 1))
