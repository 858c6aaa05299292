"""What service needs to know: who may hand a document over, and what waits for it too long."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.queries.finding import rows
from inspect_app.storage import tables as t

Row = dict[str, Any]

SERVED_TYPES = tuple(code for code, kind in DOC_TYPES.items() if kind.served)
REMIND_DAYS = 3  # issued and not served: said on 总览 and in the list; 行政处罚法第六十一条 gives seven days
DAY_MS = 86_400_000


def servers(connection: sa.Connection, org: str, *, officers: bool) -> list[Row]:
    """People who may serve: `id`, `name`, `role`, `cert_no`; of the enforcement track officers only."""
    p = t.person.c
    wanted = ("officer",) if officers else ("section", "officer", "leader", "committee")
    return rows(
        connection,
        sa.select(p.id, p.name, p.role, p.cert_no)
        .where(p.org_id == org, p.active, p.role.in_(wanted))
        .order_by(p.role.desc(), p.name, p.id),
    )


def waiting(shown: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Documents among `shown` that were issued for somebody outside and not served yet."""
    return shown & (t.document.c.state == "issued") & t.document.c.type.in_(SERVED_TYPES)


def overdue(connection: sa.Connection, shown: sa.ColumnElement[bool], now: int) -> int:
    """How many of those wait longer than REMIND_DAYS."""
    late = waiting(shown) & (t.document.c.issued_at < now - REMIND_DAYS * DAY_MS)
    return connection.scalar(sa.select(sa.func.count()).select_from(t.document).where(late)) or 0
