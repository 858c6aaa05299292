"""What the bureau's reviewers verified in the library of checklists: a clause that somebody compared with the original and ticked counts for every
later finding of the same item (design § 7.8). Kept as records `setting/basis.<item>`: who, when, which clause of which basis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def overlaid(item: Row, verified: dict[str, Row]) -> Row:
    """The item with the bureau's clauses on the bases that the library itself has not verified; those are marked `ticked`."""
    if not verified:
        return item
    bases = [
        {**basis, "clause": verified[basis["name"]]["clause"], "ticked": True}
        if basis["name"] in verified and not sure(basis, item)
        else basis
        for basis in item["basis"]
    ]
    return {**item, "basis": bases}


def sure(basis: Mapping[str, Any], item: Mapping[str, Any]) -> bool:
    """Whether the library verified the clause, or a reviewer of this bureau did."""
    if basis.get("ticked"):
        return True
    return basis.get("src") == "V" and bool(basis.get("clause")) and not item.get("check")
