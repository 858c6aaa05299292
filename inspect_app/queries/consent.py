"""Whether an enterprise agreed to be served electronically: its 电子送达确认书, signed and in force."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain.doc_types import CONFIRM
from inspect_app.storage import tables as t

Row = dict[str, Any]


def confirmation(connection: sa.Connection, org: str, enterprise: str) -> Row | None:
    """The last one that it signed for: `id`, `number`, `address`, `at`; None without."""
    d = t.document.c
    rows = connection.execute(
        sa.select(d.id, d.number, d.facts, d.receipt)
        .where(d.org_id == org, d.enterprise_id == enterprise, d.type == CONFIRM, d.state == "served")
        .order_by(d.served_at.desc(), d.id)
    )
    for row in rows:
        if row.receipt:
            address = row.facts.get("fields", {}).get("address", "")
            return {"id": row.id, "number": row.number, "address": address, "at": row.receipt["at"]}
    return None
