"""What the bureau's reviewers verified in the library of checklists: a clause that somebody compared with the original and ticked counts for every
later finding of the same item (design § 7.8). Kept as records `setting/basis.<item>`: who, when, which clause of which basis."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from inspect_app.storage import tables as t

Row = dict[str, Any]
PREFIX = "basis."


def ticks(connection: sa.Connection, org: str, items: Iterable[str]) -> dict[str, dict[str, Row]]:
    """item → name of the basis → {clause, by, at}, of those items that have any."""
    keys = [PREFIX + item for item in items]
    found = connection.execute(
        sa.select(t.setting.c.id, t.setting.c.value).where(
            t.setting.c.org_id == org, t.setting.c.id.in_(keys)
        )
    )
    return {row.id.removeprefix(PREFIX): row.value["clauses"] for row in found}
