"""Fonts: embedded TrueType, widths that agree, and a Unicode character for every glyph that is shown."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Stream

from tests.render.pdf_file import File, Instruction, instructions

FORBIDDEN_POINTS = {0, 0xFEFF, 0xFFFE}
SHOWS = ("Tj", "TJ", "'", '"')


def fonts(file: File) -> Iterator[str]:
    shown = _shown(file)
    for item in file.pdf.objects:
        if (
            isinstance(item, pikepdf.Dictionary)
            and item.get("/Type") == "/Font"
            and "/Subtype" in item
            and not str(item.Subtype).startswith("/CIDFont")
        ):
            yield from _font(item, shown.get(item.objgen, set()))


def _font(font: Any, used: set[int]) -> Iterator[str]:
    name = str(font.get("/BaseFont", "?"))
    if font.Subtype != "/Type0":
        yield f"font {name}: a simple font, which the renderer never makes"
        return
    inner = font.DescendantFonts[0]
    descriptor = inner.get("/FontDescriptor", {})
    if "/FontFile2" not in descriptor:
        yield f"font {name}: no embedded TrueType file"
        return
    if not re.match(r"/[A-Z]{6}\+", name):
        yield f"font {name}: not a subset"
    if font.get("/Encoding") != "/Identity-H":
        yield f"font {name}: encoding is not Identity-H"
    mapped = inner.get("/CIDToGIDMap")
    if not (mapped == "/Identity" or isinstance(mapped, Stream)):
        yield f"font {name}: no CIDToGIDMap"
    yield from _widths(name, inner, descriptor)
    if "/ToUnicode" not in font:
        yield f"font {name}: no ToUnicode"
        return
    points = to_unicode(font.ToUnicode.read_bytes())
    if lost := used - points.keys():
        yield f"font {name}: {len(lost)} shown glyphs without a character"
    if any(FORBIDDEN_POINTS & {ord(char) for char in text} or not text for text in points.values()):
        yield f"font {name}: ToUnicode maps to nothing"
    if any(0xE000 <= ord(char) <= 0xF8FF for text in points.values() for char in text):
        yield f"font {name}: ToUnicode maps to private use"


def _widths(name: str, inner: Any, descriptor: Any) -> Iterator[str]:
    """ISO 19005-3, 6.2.11.5: the widths in the dictionary are those of the file, within 1/1000."""
    file = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()), lazy=True)
    order, metrics, units = file.getGlyphOrder(), file["hmtx"], file["head"].unitsPerEm
    listed, at = list(inner.get("/W", [])), 0
    while at < len(listed):
        first, widths = int(listed[at]), listed[at + 1]
        for glyph, width in enumerate(widths, first):
            if glyph >= len(order):
                yield f"font {name}: glyph {glyph} is not in the file"
            elif abs(metrics[order[glyph]][0] * 1000 / units - float(width)) > 1:
                yield f"font {name}: width of glyph {glyph}"
        at += 2


def to_unicode(cmap: bytes) -> dict[int, str]:
    """Code → text of a ToUnicode CMap."""
    found: dict[int, str] = {}
    text = cmap.decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, value in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>", block):
            found[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, value in re.findall(
            r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block
        ):
            start = bytes.fromhex(value).decode("utf-16-be")
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)
    return found


def _shown(file: File) -> dict[Any, set[int]]:
    """Font → codes of two bytes that are shown with it."""
    shown: dict[Any, set[int]] = {}
    for page, done in file.pages:
        _read(done, page.obj.get("/Resources", {}), shown, 0)
    return shown


def _read(done: list[Instruction], resources: Any, shown: dict[Any, set[int]], depth: int) -> None:
    font = None
    for operands, operator in done:
        if operator == "Tf":
            font = resources.get("/Font", {}).get(str(operands[0]))
        elif operator in SHOWS and font is not None:
            shown.setdefault(font.objgen, set()).update(_codes(operands[-1]))
        elif operator == "Do" and depth < 4:
            form = resources.get("/XObject", {}).get(str(operands[0]))
            if form is not None and form.get("/Subtype") == "/Form":
                _read(instructions(form), form.get("/Resources", resources), shown, depth + 1)


def _codes(shown: Any) -> Iterator[int]:
    for part in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(part, pikepdf.String):
            raw = bytes(part)
            yield from (int.from_bytes(raw[k : k + 2]) for k in range(0, len(raw), 2))
