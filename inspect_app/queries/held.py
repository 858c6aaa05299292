"""What the server holds of a manifest."""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.storage import tables as t

Row = dict[str, Any]


class Missing(msgspec.Struct, frozen=True):
    """What a manifest names and the server doesn't hold yet; `refused` of the ops held are held outside the chain."""

    ops: list[str]
    photos: list[str]
    refused: int


def missing_of(connection: sa.Connection, org: str, visit: str, manifest: Row) -> Missing:
    """Compares a manifest with what is held (design: refused ops count as held)."""
    held = set(connection.scalars(sa.select(t.op.c.id).where(t.op.c.org_id == org, t.op.c.visit_id == visit)))
    wanted = [id_ for id_ in manifest["ops"] if id_ not in held]
    refused = set(
        connection.scalars(
            sa.select(t.op_refused.c.id).where(t.op_refused.c.org_id == org, t.op_refused.c.id.in_(wanted))
        )
    )
    return Missing(
        ops=[id_ for id_ in wanted if id_ not in refused],
        photos=photos_missing(connection, org, manifest["photos"]),
        refused=len(refused),
    )


def photos_missing(connection: sa.Connection, org: str, wanted: list[str]) -> list[str]:
    """Those of the photos that the server does not hold, in their order."""
    held = set(
        connection.scalars(
            sa.select(t.photo.c.sha256).where(t.photo.c.org_id == org, t.photo.c.sha256.in_(wanted))
        )
    )
    return [sha for sha in wanted if sha not in held]
