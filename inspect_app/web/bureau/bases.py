"""The legal bases of a finding on the reviewer's screen: what may be printed, and what the reviewer chose. Pure (design § 7.8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_app.domain import law
from inspect_app.domain.library import sure
from inspect_app.domain.rules import Refusal

Row = dict[str, Any]


def choices(finding: Mapping[str, Any], item: Mapping[str, Any] | None) -> list[Row]:
    """One row a basis: `n`, `name`, `number`, `clause`, `src`, `status_note`, `verified` (its clause may be printed as it is), `print`, and what
    the day of the inspection says: `printable` (law.printable) and `doubts`.

    print: `full` with clause, `name` only. What a reviewer fixed before counts as verified.
    """
    day = finding.get("found_on")
    return [_as_of(basis, day) for basis in _listed(finding, item)]


def _as_of(basis: Row, day: str | None) -> Row:
    """No more than was in force on that day is offered to begin with."""
    allowed = law.printable(basis, day) if day else "full"
    offered = basis["print"] if allowed == "full" or basis["print"] == "drop" else allowed
    return {**basis, "print": offered, "printable": allowed, "doubts": law.doubts(basis, day) if day else []}


def _listed(finding: Mapping[str, Any], item: Mapping[str, Any] | None) -> list[Row]:
    if finding.get("basis"):
        return [
            {
                "n": n,
                **basis,
                "src": "",
                "status_note": "",
                "verified": bool(basis.get("clause")),
                "print": "full" if basis.get("clause") else "name",
            }
            for n, basis in enumerate(finding["basis"])
        ]
    listed = []
    for n, basis in enumerate((item or {}).get("basis", [])):
        verified = sure(basis, item or {})
        listed.append({
            "n": n, "name": basis["name"], "number": basis.get("number", ""), "clause": basis.get("clause") or "", "src": basis.get("src", ""),
            "status_note": basis.get("status_note") or "", "verified": verified, "print": ("full" if verified else "name") if n < 3 else "drop",
        })  # fmt: skip
    return listed


def chosen(form: Mapping[str, str], offered: list[Row], day: str | None = None) -> list[Row]:
    """The bases to print, as values.Basis. `day` of the inspection.

    Raises Refusal for a clause nobody ticked, for what was not in force on that day, or when none is left of several.
    """
    picked = [row for basis in offered if (row := _picked(form, basis))]
    name = form.get("basis-name-new", "").strip()
    if name:
        picked.append(_added(form, name, day))
    if offered and not picked:
        raise Refusal("no_basis", "至少保留一条依据（没有核对过条款时可以只印名称）")
    return picked


def ticked(form: Mapping[str, str], offered: list[Row]) -> dict[str, str]:
    """Clauses of the library's own bases that the reviewer compared and ticked now: name → clause (queries/library)."""
    return {
        basis["name"]: form.get(f"clause-{basis['n']}", basis["clause"]).strip()
        for basis in offered
        if form.get(f"ticked-{basis['n']}") and form.get(f"basis-{basis['n']}") == "full" and basis["src"]
    }


def _picked(form: Mapping[str, str], basis: Row) -> Row | None:
    n = basis["n"]
    how = form.get(f"basis-{n}", basis["print"])
    if how == "drop":
        return None
    if (how, basis["printable"]) in (("full", "name"), ("full", "drop"), ("name", "drop")):
        raise Refusal("basis_not_in_force", basis["doubts"][0])
    row = {"name": basis["name"], "number": basis["number"], "clause": ""}
    if how == "name":
        return row
    clause = form.get(f"clause-{n}", basis["clause"]).strip()
    if not clause:
        raise Refusal("no_clause", f"《{basis['name']}》选择了印出条款，请填写条款号，或改为只印名称")
    untouched = basis["verified"] and clause == basis["clause"]
    if not untouched and not form.get(f"ticked-{n}"):
        raise Refusal(
            "unticked", f"《{basis['name']}》{clause} 尚未核对原文：请核对后勾选“已核对原文”，或改为只印名称"
        )
    return {**row, "clause": clause}


def _added(form: Mapping[str, str], name: str, day: str | None) -> Row:
    clause = form.get("clause-new", "").strip()
    if clause and not form.get("ticked-new"):
        raise Refusal(
            "unticked", f"补充的依据《{name}》{clause} 尚未核对原文：请核对后勾选“已核对原文”，或不填条款"
        )
    row = {"name": name.strip("《》"), "number": form.get("number-new", "").strip(), "clause": clause}
    allowed = law.printable(row, day) if day else "full"
    if allowed == "drop" or (clause and allowed == "name"):
        raise Refusal("basis_not_in_force", f"补充的依据{law.doubts(row, day or '')[0]}")
    return row
