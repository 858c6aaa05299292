"""What the settings of documents show besides themselves: numbers that were given this year."""

from __future__ import annotations

import sqlalchemy as sa

from inspect_app.queries.doc_settings import doc_settings
from inspect_app.storage import tables as t

__all__ = ["doc_settings", "used_numbers"]


def used_numbers(connection: sa.Connection, org: str, year: int) -> dict[str, int]:
    """Type → the last running number that was given in a year."""
    found = connection.execute(
        sa.select(t.document.c.type, sa.func.max(t.document.c.number_seq))
        .where(t.document.c.org_id == org, t.document.c.year == year)
        .group_by(t.document.c.type)
    )
    return {doc_type: seq for doc_type, seq in found if seq}
