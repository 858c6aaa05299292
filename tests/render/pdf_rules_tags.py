"""The structure: everything on a page is in it or an artifact, pictures and tables can be read aloud, headings don't jump."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary

from tests.render.pdf_file import File, Instruction

STANDARD = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private", "H", "H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"}  # fmt: skip
PAINTS = {
    "f",
    "F",
    "f*",
    "B",
    "B*",
    "b",
    "b*",
    "S",
    "s",
    "sh",
    "Do",
    "EI",
    "INLINE IMAGE",
    "Tj",
    "TJ",
    "'",
    '"',
}
ROW_HOMES = {"Table", "THead", "TBody", "TFoot"}


def tagging(file: File) -> Iterator[str]:
    root = file.pdf.Root
    marks = root.get("/MarkInfo", Dictionary())
    if not marks.get("/Marked") or marks.get("/Suspects"):
        yield "structure: not marked, or suspect"
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(root.get("/Lang", ""))):
        yield "structure: no language"
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle"):
        yield "title: not shown in the window"
    tree = root.get("/StructTreeRoot")
    if tree is None:
        yield "structure: none"
        return
    if "/ParentTree" not in tree:
        yield "structure: no ParentTree"
    elements = list(_elements(tree, ()))
    yield from _roles(tree, elements)
    yield from _figures(elements)
    yield from _headings(elements)
    yield from _tables(tree, elements)
    yield from _contents(file, elements)


def _elements(node: Any, path: tuple[str, ...]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """(element, types of its ancestors and its own) in the order of reading."""
    kids = node.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            own = (*path, str(kid.S).removeprefix("/"))
            yield kid, own
            yield from _elements(kid, own)


def _roles(tree: Any, elements: list[Any]) -> Iterator[str]:
    mapped = {str(key).removeprefix("/") for key in tree.get("/RoleMap", Dictionary()).keys()}  # noqa: SIM118
    for _, path in elements:
        if path[-1] not in STANDARD | mapped:
            yield f"structure: unknown type {path[-1]}"
        if path[-1] == "TR" and path[-2] not in ROW_HOMES:
            yield "table: a row outside a table"
        if path[-1] in ("TH", "TD") and path[-2] != "TR":
            yield "table: a cell outside a row"


def _figures(elements: list[Any]) -> Iterator[str]:
    for element, path in elements:
        if path[-1] in ("Figure", "Formula") and not (
            str(element.get("/Alt", "")).strip() or str(element.get("/ActualText", "")).strip()
        ):
            yield f"{path[-1].lower()}: no alternate text"
        if path[-1] == "Figure" and "/BBox" not in _attributes(element):
            yield "figure: no BBox"


def _headings(elements: list[Any]) -> Iterator[str]:
    last = 0
    for _, path in elements:
        if re.fullmatch(r"H[1-6]", path[-1]):
            level = int(path[-1][1])
            if level > last + 1:
                yield f"heading: H{level} after {'H' + str(last) if last else 'none'}"
            last = level
    if not last:
        yield "heading: none"


def _attributes(element: Any) -> dict[str, Any]:
    given = element.get("/A", Array())
    found: dict[str, Any] = {}
    for one in given if isinstance(given, Array) else [given]:
        if isinstance(one, Dictionary):
            found |= dict(one.items())
    return found


def _tables(tree: Any, elements: list[Any]) -> Iterator[str]:
    """A header cell says of what it is the header, or each cell names its headers by identifiers that exist."""
    ids = Counter(str(element.ID) for element, _ in elements if "/ID" in element)
    if any(count > 1 for count in ids.values()):
        yield "structure: an identifier twice"
    if ids and "/IDTree" not in tree:
        yield "structure: identifiers without an IDTree"
    for table, path in elements:
        if path[-1] != "Table":
            continue
        cells = [(cell, own[-1]) for cell, own in _elements(table, path) if own[-1] in ("TH", "TD")]
        heads = [cell for cell, kind in cells if kind == "TH"]
        if not heads:
            yield "table: no header cell"
        if all("/Scope" in _attributes(cell) for cell in heads):
            continue
        for cell, kind in cells:
            named = [str(one) for one in _attributes(cell).get("/Headers", [])]
            if kind == "TD" and not named:
                yield "table: a cell without headers, and header cells without a scope"
            if any(one not in ids for one in named):
                yield "table: a cell names a header that is not there"


def _contents(file: File, elements: list[Any]) -> Iterator[str]:
    named: Counter[tuple[Any, int]] = Counter()
    for element, _ in elements:
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                named[element.get("/Pg", Dictionary()).objgen, int(kid)] += 1
            elif isinstance(kid, Dictionary) and kid.get("/Type") == "/MCR":
                named[kid.get("/Pg", element.get("/Pg")).objgen, int(kid.MCID)] += 1
    if any(count > 1 for count in named.values()):
        yield "structure: content that belongs to two elements"
    drawn: set[tuple[Any, int]] = set()
    for number, (page, done) in enumerate(file.pages, 1):
        if "/StructParents" not in page.obj:
            yield f"page {number}: no StructParents"
        yield from (f"page {number}: {problem}" for problem in _page(page, done, drawn))
    if lost := drawn - named.keys():
        yield f"structure: {len(lost)} pieces of content that no element holds"
    if absent := named.keys() - drawn:
        yield f"structure: {len(absent)} pieces of content that are not on the page"


def _page(page: Any, done: list[Instruction], drawn: set[tuple[Any, int]]) -> Iterator[str]:
    open_: list[str] = []  # "artifact", "tagged" or "" for what is neither
    for operands, name in done:
        if name in ("BDC", "BMC"):
            kind = "artifact" if str(operands[0]) == "/Artifact" else ""
            properties = operands[1] if name == "BDC" else None
            if isinstance(properties, Dictionary) and "/MCID" in properties:
                kind = "tagged"
                drawn.add((page.obj.objgen, int(properties.MCID)))
            if (kind == "tagged" and "artifact" in open_) or (kind == "artifact" and "tagged" in open_):
                yield "an artifact inside tagged content, or the other way round"
            open_.append(kind)
        elif name == "EMC":
            if not open_:
                yield "an end of marked content without a beginning"
                return
            open_.pop()
        elif name in PAINTS and not {"artifact", "tagged"} & set(open_):
            yield f"content ({name}) that is neither in the structure nor an artifact"
    if open_:
        yield "marked content that does not end"
