"""The legal bases that a document prints for its findings: what a reviewer fixed, else what its checklist gives, as the law stood on the day of the
inspection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from inspect_app.domain import law
from inspect_app.domain.library import sure

Row = dict[str, Any]


def basis_of(finding: Row, item: Row | None, day: str | None) -> list[Row]:
    """The bases of a finding: those a reviewer fixed, else those of its item with unverified clauses left out (design § 7.8), and with them
    what was not in force on `day`, the day of the inspection: nobody chose that for paper, so that less of it is printed rather than refused.
    `day` None asks for them as the checklist has them, which is what a tablet prints."""
    if finding.get("basis"):
        return [dict(row) for row in finding["basis"]]
    listed = [
        (basis, law.printable(basis, day) if day else "full") for basis in (item or {}).get("basis", [])[:3]
    ]
    return [
        {
            "name": basis["name"], "number": basis.get("number", ""),
            "clause": basis.get("clause", "") if sure(basis, item or {}) and allowed == "full" else "",
        }
        for basis, allowed in listed if allowed != "drop"
    ]  # fmt: skip


def listed_of(finding: Row, items: Mapping[str, Row], day: str | None) -> list[Row]:
    """The same, with the item looked up in the visit's checklists."""
    return basis_of(finding, items.get(finding["item"] or ""), day)


def less_than_on_site(findings: Iterable[Row], items: Mapping[str, Row]) -> bool:
    """Whether the paper left on site quotes what was not in force: a document without that is not the same."""
    return any(listed_of(row, items, row["found_on"]) != listed_of(row, items, None) for row in findings)


def check(findings: Iterable[tuple[int, Row]], items: Mapping[str, Row]) -> None:
    """`findings` with their numbers on the document. Raises Refusal naming finding and basis that was not in force when it was found."""
    for n, row in findings:
        if row["found_on"]:
            law.check_bases([(n, listed_of(row, items, row["found_on"]))], row["found_on"])
