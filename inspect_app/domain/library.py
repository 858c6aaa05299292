"""Which clauses of the library of checklists may be printed: verified there, or by a reviewer of the bureau (design § 7.8). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Row = dict[str, Any]


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
