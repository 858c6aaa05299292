"""What the server holds, read from its tables."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from inspect_app.storage import tables as t
from inspect_app.storage.db import Database


def ops(db: Database, visit: str) -> list[Any]:
    """Every op of a visit in the order of the log: rows with id, subject, kind, path, rank, value (decoded), author, received_at."""
    with db.read() as connection:
        rows = connection.execute(
            sa.select(t.op, t.op_value.c.value)
            .join(t.op_value, sa.and_(t.op_value.c.org_id == t.op.c.org_id, t.op_value.c.seq == t.op.c.seq))
            .where(t.op.c.visit_id == visit)
            .order_by(t.op.c.seq)
        ).mappings()
        return [dict(row, value=json.loads(row["value"])) for row in rows]


def answers(db: Database, visit: str) -> dict[str, Any]:
    """Item id to the last answer."""
    return {
        row["path"].removeprefix("answer/"): row["value"]
        for row in ops(db, visit)
        if row["path"].startswith("answer/")
    }


def row(db: Database, visit: str) -> Any:
    """The visit as the server sees it."""
    with db.read() as connection:
        return connection.execute(sa.select(t.visit).where(t.visit.c.id == visit)).one()


def findings(db: Database, visit: str) -> list[Any]:
    """Its findings, as the bureau sees them."""
    with db.read() as connection:
        return list(
            connection.execute(
                sa.select(t.finding).where(t.finding.c.visit_id == visit).order_by(t.finding.c.id)
            )
        )
