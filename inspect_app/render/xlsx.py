"""Rows → an Excel file, piece by piece while somebody downloads it: memory is that of one row, however many there are.

XlsxWriter makes the book (styles, head, widths, print set-up) without its rows; they are written into its sheets here, because it needs 15 s
and a temporary file for the 1.6 million cells of a ledger that take 2 s this way. Texts are inline strings: what begins with `=`, `+`, `-` or `@`
is never computed, and stays a text when somebody edits the cell. The same rows at the same instant give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import getitem
from typing import Any, Literal
from xml.sax.saxutils import escape

import msgspec
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from inspect_app.render.zipped import Zipped

Cell = str | int | float | None
Kind = Literal["text", "number", "money", "percent", "day"]

MAX_ROWS = 1_048_576  # of a sheet of Excel
MAX_TEXT = 32_767  # characters of a cell
CHUNK = 200  # rows that are deflated at once
KEPT, KEPT_TEXT = 1000, 400  # cells of a column that are remembered, and how long each may be
EPOCH = dt.date(1899, 12, 30)
FORMATS: dict[Kind, str] = {
    "text": "@",
    "number": "0",
    "money": "#,##0.00",
    "percent": "0.0%",
    "day": "yyyy-mm-dd",
}
BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML characters
CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read `_x0041_` as A
NAME_BAD = re.compile(r"[\[\]:*?/\\']")
RISKY = ("=", "+", "-", "@", "\t", "\r")
# A text with neither can be copied as it is; the others need escapes, their space kept, or the guard of a formula.
SPECIAL = re.compile("[&<>\n_" + BAD.pattern[1:])
ENDS = frozenset("=+-@ \t\r\n\u3000")


class Column(msgspec.Struct, frozen=True):
    """`width` in characters. kind `day`: ISO dates become dates of Excel; `percent`: a share between 0 and 1."""

    title: str
    width: float = 12
    kind: Kind = "text"


class Sheet(msgspec.Struct, frozen=True):
    """`notes` stand below the title, a line each: definitions, filters. `rows` is read once. `plain`: no filter buttons (tables of figures)."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    notes: Sequence[str] = ()
    plain: bool = False


class TooMany(ValueError):
    """More rows than a sheet of Excel holds."""


def book(sheets: Sequence[Sheet], mark: str, at: dt.datetime) -> Iterator[bytes]:
    """The file piece by piece. mark: who took it and when (导出带水印), below every title and on every printed page; at: its time of making."""
    styles: dict[str, int] = {}
    empty = zipfile.ZipFile(io.BytesIO(_skeleton(sheets, mark, at, styles)))
    names = empty.namelist()
    packed = Zipped(at)
    last: dict[bytes, bytes] = {}
    for index, sheet in enumerate(sheets):
        name = f"xl/worksheets/sheet{index + 1}.xml"
        yield from packed.add(name, "", _sheet(sheet, empty.read(name), index, styles, last), fast=True)
    for name in names:
        if not name.startswith("xl/worksheets/sheet"):
            yield from packed.add(name, "", [_with_ends(empty.read(name), last)])
    yield from packed.close()


def file(sheets: Sequence[Sheet], mark: str, at: dt.datetime) -> bytes:
    """The whole file, for small tables."""
    return b"".join(book(sheets, mark, at))


# --- the book without its rows -------------------------------------------------------------------------------------------------------


def _skeleton(sheets: Sequence[Sheet], mark: str, at: dt.datetime, styles: dict[str, int]) -> bytes:
    held = io.BytesIO()
    made = xlsxwriter.Workbook(
        held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )  # fmt: skip
    made.set_properties({"created": at.replace(tzinfo=None)})
    look = _looks(made, styles)
    taken: set[str] = set()
    for index, sheet in enumerate(sheets):
        _head(made, sheet, _sheet_name(sheet.name, taken), index, mark, look)
    made.close()
    return held.getvalue()


def _looks(made: Any, styles: dict[str, int]) -> dict[str, Any]:
    """The styles of cells; `styles` gets the number of each one, by kind."""
    base = {"font_name": "宋体", "font_size": 10, "valign": "top", "border": 1, "border_color": "#B8C2CC"}
    for kind, form in FORMATS.items():
        wrap = {"text_wrap": True} if kind == "text" else {"align": "left"} if kind == "day" else {}
        styles[kind] = made.add_format({**base, **wrap, "num_format": form})._get_xf_index()
    risky = {**base, "text_wrap": True, "num_format": "@", "quote_prefix": True}
    styles["risky"] = made.add_format(risky)._get_xf_index()
    head = {
        **base,
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center",
        "bg_color": "#DCE6F1",
    }
    return {
        "title": made.add_format({"font_name": "宋体", "bold": True, "font_size": 16}),
        "mark": made.add_format({"font_name": "宋体", "font_size": 9, "font_color": "#5A6672"}),
        "head": made.add_format(head),
    }  # fmt: skip


def _head(made: Any, sheet: Sheet, name: str, index: int, mark: str, look: dict[str, Any]) -> None:
    paper = made.add_worksheet(name)
    top = _top(sheet)
    for n, column in enumerate(sheet.columns):
        paper.set_column(n, n, column.width)
        paper.write_string(top, n, column.title, look["head"])
    paper.write_string(0, 0, _clean(sheet.title), look["title"])
    for n, line in enumerate((mark, *sheet.notes), 1):
        paper.write_string(n, 0, _clean(line), look["mark"])
    paper.set_row(0, 26)
    paper.set_row(top, 32)
    paper.freeze_panes(top + 1, 0)
    if not sheet.plain:
        paper.autofilter(top, 0, _placeholder(index) - 1, len(sheet.columns) - 1)
    paper.set_landscape()
    paper.set_paper(9 if len(sheet.columns) <= 20 else 8)  # A4, A3
    paper.fit_to_pages(1, 0)
    paper.repeat_rows(top)
    paper.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    said = _clean(mark).replace("&", "&&")[:200]  # Excel takes 255 characters
    paper.set_header(f"&L&8{said}")
    paper.set_footer(f"&L&8{said}&R&8第 &P 页，共 &N 页")


def _top(sheet: Sheet) -> int:
    """The row of the column titles, from 0."""
    return 2 + len(sheet.notes)


def _placeholder(index: int) -> int:
    """Stands for a sheet's last row until its rows are written; only the range of its filter names a row that far down."""
    return MAX_ROWS - index


def _with_ends(part: bytes, last: dict[bytes, bytes]) -> bytes:
    for before, after in last.items():
        part = part.replace(before, after)
    return part


def _sheet_name(name: str, taken: set[str]) -> str:
    """Excel refuses some characters, more than 31 of them, and the same name twice."""
    short = NAME_BAD.sub("_", _clean(name))[:28].strip() or "表"
    made, n = short, 2
    while made in taken:
        made, n = f"{short}{n}", n + 1
    taken.add(made)
    return made


# --- its rows ------------------------------------------------------------------------------------------------------------------------


def _sheet(
    sheet: Sheet, part: bytes, index: int, styles: dict[str, int], last: dict[bytes, bytes]
) -> Iterator[bytes]:
    """`last` gets the row that the sheet ended with."""
    before, _, after = part.partition(b"</sheetData>")
    yield re.sub(
        rb"<dimension [^>]*/>", b"", before
    )  # says how many rows there are; not needed, and not known yet
    kept: list[bytes] = []
    n = _top(sheet) + 1
    write = _writer(sheet.columns, styles)
    for row in sheet.rows:
        n += 1
        if n > MAX_ROWS - 100:
            raise TooMany(f"Excel 一张表最多 {MAX_ROWS} 行，请缩小范围后分次导出")
        kept.append(write(row, n))
        if len(kept) == CHUNK:
            yield b"".join(kept)
            kept.clear()
    yield b"".join(kept)
    last[str(_placeholder(index)).encode()] = str(n).encode()
    yield b"</sheetData>" + _with_ends(after, last)


def _writer(columns: Sequence[Column], styles: dict[str, int]) -> Callable[[Sequence[Cell], int], bytes]:
    """(row, its number from 1) → XML. Most cells of a table were met before (names, states, dates): what stands between a cell's number and the next
    one's is kept by its value, encoded, and the number joins them, since this runs for every cell of every row."""
    begins = [f'<c r="{xl_col_to_name(n)}' for n in range(len(columns))]
    tails = [_Tails(*given, styles) for given in zip(columns, [*begins[1:], "</row>"], strict=True)]
    head = [b'<row r="', f'">{begins[0]}'.encode()]

    def write(row: Sequence[Cell], n: int) -> bytes:
        if len(row) != len(tails):
            raise ValueError(f"{len(row)} cells for {len(tails)} columns")
        return (b"%d" % n).join([*head, *map(getitem, tails, row)])

    return write


class _Tails(dict[Cell, bytes]):
    """value → the XML of its cell after the number of the row, of one column, and `after` it. Keeps texts only: 1, 1.0 and True are one key."""

    def __init__(self, column: Column, after: str, styles: dict[str, int]) -> None:
        super().__init__()
        self.style, self.is_day, self.after = f'" s="{styles[column.kind]}', column.kind == "day", after
        self.plain, self.risky = (f'" s="{styles[kind]}" t="inlineStr"><is><t' for kind in ("text", "risky"))

    def __missing__(self, value: Cell) -> bytes:
        text = (self._made(value) + self.after).encode()
        if (value is None or value.__class__ is str) and len(text) <= KEPT_TEXT:
            if len(self) >= KEPT:
                self.clear()
            self[value] = text
        return text

    def _made(self, value: Cell) -> str:
        if value is None or value == "":
            return f'{self.style}"/>'
        if not isinstance(value, str):
            return f'{self.style}"><v>{value}</v></c>'
        if self.is_day and (serial := _serial(value)):
            return f'{self.style}"><v>{serial}</v></c>'
        if (
            SPECIAL.search(value) is None
            and value[0] not in ENDS
            and value[-1] not in ENDS
            and len(value) <= MAX_TEXT
        ):
            return f"{self.plain}>{value}</t></is></c>"
        look = self.risky if value.startswith(RISKY) else self.plain
        return f'{look} xml:space="preserve">{escape(_clean(value))}</t></is></c>'


@lru_cache(maxsize=4096)
def _serial(day: str) -> int | None:
    """The number by which Excel knows an ISO date; None for anything else."""
    try:
        return (dt.date.fromisoformat(day) - EPOCH).days
    except ValueError:
        return None


def _clean(value: str) -> str:
    value = CODED.sub("_x005F_", BAD.sub("", value))
    return value if len(value) <= MAX_TEXT else f"{value[: MAX_TEXT - 12]}…（内容过长已截断）"
