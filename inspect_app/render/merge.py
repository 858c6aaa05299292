"""Many issued documents as one PDF for the printer.

Documents go in portions into files on disk, the portions then into one file by qpdf's own job. What stays in memory then are objects, no streams: about
0.4 MB a document, most of it the widths of its fonts. The result is a copy for paper: signatures do not survive a merge, and its metadata says so.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

PORTION = 20
TITLE = "批量打印稿（合并副本，不含电子签名；以各份文书的原文件为准）"


class Sheet(NamedTuple):
    """One document to print: its file, how often, and its line in the table of contents."""

    pdf: bytes
    copies: int
    label: str


class Merged(NamedTuple):
    """The file written, and how many pages it has."""

    path: Path
    pages: int


def merge(sheets: Iterable[Sheet], folder: Path, *, duplex: bool, done: Callable[[], None]) -> Merged:
    """Writes `merged.pdf` into the folder. duplex: every document, and every copy, begins on a front page; `done` is called after each sheet.

    Raises ValueError when no sheet is given.
    """
    portions: list[tuple[Path, list[tuple[str, int]]]] = []
    following = iter(sheets)
    while portion := _portion(following, folder / f"portion-{len(portions)}.pdf", duplex, done):
        portions.append(portion)
    if not portions:
        raise ValueError("nothing to merge")
    return _join(portions, folder / "merged.pdf")


def _portion(
    sheets: Iterator[Sheet], target: Path, duplex: bool, done: Callable[[], None]
) -> tuple[Path, list[tuple[str, int]]] | None:
    """The next sheets in one file: (file, [label and pages of each]), or None when there are none."""
    import pikepdf

    lines: list[tuple[str, int]] = []
    with pikepdf.new() as out, tempfile.TemporaryDirectory(dir=target.parent) as parts:
        for n, sheet in enumerate(islice(sheets, PORTION)):
            path = Path(parts, f"{n}.pdf")
            path.write_bytes(sheet.pdf)
            with pikepdf.open(path) as source:
                before = len(out.pages)
                for _ in range(sheet.copies):
                    _append(out, source, duplex)
            lines.append((sheet.label, len(out.pages) - before))
            done()
        if lines:
            out.save(target)  # reads the sources' streams, so it comes before their folder goes
    return (target, lines) if lines else None


def _append(out: Any, source: Any, duplex: bool) -> None:
    """All pages once more. Widgets (the invisible signature) and the marks of the structure tree belong to the original only."""
    import pikepdf

    for page in source.pages:
        out.pages.append(page)
        copy = out.pages[-1].obj
        if "/Annots" in copy:
            kept = [note for note in copy.Annots if note.get("/Subtype") != pikepdf.Name.Widget]
            copy.Annots = pikepdf.Array(kept)
        for key in ("/StructParents", "/Tabs"):
            if key in copy:
                del copy[key]
    if duplex and len(out.pages) % 2:
        last = out.pages[-1].mediabox
        out.add_blank_page(page_size=(float(last[2] - last[0]), float(last[3] - last[1])))


def _join(portions: list[tuple[Path, list[tuple[str, int]]]], target: Path) -> Merged:
    """All portions in one file. Pages copied by pikepdf would hold their streams in memory until the end; qpdf's job copies from file to file."""
    import pikepdf

    whole = target.with_name("whole.pdf")
    pikepdf.Job(
        ["pikepdf", "--empty", "--pages", *(str(path) for path, _ in portions), "--", str(whole)]
    ).run()
    with pikepdf.open(whole) as out:
        _describe(out, [line for _, lines in portions for line in lines])
        pages = len(out.pages)
        out.save(target)
    whole.unlink()
    return Merged(target, pages)


def _describe(out: Any, lines: list[tuple[str, int]]) -> None:
    """Title, language, and a table of contents that finds a document on the printer's screen."""
    import pikepdf

    out.docinfo["/Title"] = TITLE
    with out.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = TITLE
        metadata["dc:description"] = f"共 {len(lines)} 份文书"
    out.Root.Lang = pikepdf.String("zh-CN")
    out.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    at = 0
    with out.open_outline() as outline:
        for label, pages in lines:
            outline.root.append(pikepdf.OutlineItem(label, at))
            at += pages
