"""Reads an Excel file plainly, as a test wants it: the cells of each sheet as they are stored. Not through the code that wrote it."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheets(data: bytes) -> dict[str, list[list[str | float | None]]]:
    """Name of the sheet → rows of cells, texts as str and numbers as float."""
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        assert held.testzip() is None
        book = ET.fromstring(held.read("xl/workbook.xml"))
        shared = _shared(held)
        names = [str(one.get("name")) for one in book.findall("m:sheets/m:sheet", NS)]
        return {
            name: [_row(row, shared) for row in ET.fromstring(held.read(f"xl/worksheets/sheet{n}.xml")).iterfind("m:sheetData/m:row", NS)]
            for n, name in enumerate(names, 1)
        }  # fmt: skip


def part(data: bytes, name: str) -> str:
    """One part of the file as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return held.read(name).decode()


def _shared(held: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in held.namelist():
        return []
    root = ET.fromstring(held.read("xl/sharedStrings.xml"))
    return ["".join(one.itertext()) for one in root.findall("m:si", NS)]


def _row(row: ET.Element, shared: list[str]) -> list[str | float | None]:
    return [_cell(cell, shared) for cell in row.findall("m:c", NS)]


def _cell(cell: ET.Element, shared: list[str]) -> str | float | None:
    assert cell.find("m:f", NS) is None, "a formula"
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    value = cell.findtext("m:v", namespaces=NS)
    if value is None:
        return None
    return shared[int(value)] if cell.get("t") == "s" else float(value)
