"""What WeasyPrint leaves undone in the structure of a tagged PDF (seen in 70.0; tests/render/pdf_rules_tags.py looks for both).

Page headers and numbers are marked as content of elements that hang in no tree: they become artifacts, so that nobody is read the same header on every
page. Cells name their headers by identifiers, which need the document's list of identifiers (ISO 32000-1, table 322: IDTree). Header cells say whether
they head a column or a row, which is all that some readers look at.
"""

from typing import Any

PAGINATION = "<</Type /Pagination>>"


def tidy(pdf: Any) -> None:
    """Changes a pydyf.PDF in place; called before its streams are compressed."""
    import pydyf  # type: ignore[import-untyped]

    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    held = set(_held(pdf, root))
    elements = [
        item
        for item in pdf.objects
        if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem"
    ]
    loose = [item for item in elements if item.reference not in held]
    _to_artifacts(pdf, loose)
    gone = {item.reference for item in loose}
    for numbers in _at(pdf, root["ParentTree"])["Nums"]:
        if isinstance(numbers, pydyf.Array):
            numbers[:] = [b"null" if item in gone else item for item in numbers]
    for item in elements:
        if item["S"] == "/TH":
            item["A"]["Scope"] = "/Column" if _at(pdf, _at(pdf, item["P"])["P"])["S"] == "/THead" else "/Row"
    named = sorted((item["ID"].data, item) for item in elements if "ID" in item and item.reference in held)
    if named:
        root["IDTree"] = pydyf.Dictionary(
            {"Names": pydyf.Array(part for _, item in named for part in (item["ID"], item.reference))}
        )


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _held(pdf: Any, node: Any) -> list[bytes]:
    """References of all that hangs below a node."""
    found, waiting = [], [node]
    while waiting:
        for kid in waiting.pop().get("K", ()):
            if isinstance(kid, bytes):
                found.append(kid)
                waiting.append(_at(pdf, kid))
    return found


def _to_artifacts(pdf: Any, loose: list[Any]) -> None:
    pages: dict[bytes, set[int]] = {}
    for item in loose:
        pages.setdefault(item["Pg"], set()).update(kid for kid in item["K"] if isinstance(kid, int))
    for page, marks in pages.items():
        parts = _at(pdf, _at(pdf, page)["Contents"]).stream
        for at, part in enumerate(parts):
            if part == b"BDC" and isinstance(parts[at - 1], dict) and parts[at - 1].get("MCID") in marks:
                parts[at - 2 : at] = ["/Artifact", PAGINATION]
