"""Many issued documents as one PDF for the printer.

One document is in memory at a time: its objects are written straight to the file under new numbers, and what is kept of it are the numbers of its pages. (Pages
appended by pikepdf keep every document's objects until the end, qpdf's own job too: 0.4 MB each.) The result is a copy for paper: signatures do not survive a
merge, and its metadata says so. Structure of the file: ISO 32000-1, 7.5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

TITLE = "批量打印稿（合并副本，不含电子签名；以各份文书的原文件为准）"
# The structure tree belongs to the original, and the tree of pages is made anew.
LEFT_OUT = ("/Parent", "/StructParents", "/Tabs")


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
    target = folder / "merged.pdf"
    with target.open("wb") as file:
        out = _Printout(file)
        for sheet in sheets:
            out.add(sheet, duplex)
            done()
        if not out.lines:
            raise ValueError("nothing to merge")
        out.finish()
    return Merged(target, len(out.pages))


class _Printout:
    """The file as it grows. Numbers of objects are given as they are asked for; `at` has each one's place in the file (0: not yet written)."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.at: list[int] = [0]
        self.pages: list[int] = []
        self.lines: list[tuple[str, int]] = []  # label, number of the first page's object
        file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self.catalog, self.tree = self._number(), self._number()

    def add(self, sheet: Sheet, duplex: bool) -> None:
        """All copies of one document."""
        import pikepdf

        first = len(self.pages)
        with pikepdf.open(BytesIO(sheet.pdf)) as source:
            objects = _Objects(self)
            for _ in range(sheet.copies):
                for page in source.pages:
                    self.pages.append(self._number())
                    self._write(self.pages[-1], self._page(page.obj, objects))
                    objects.write_all()
                if duplex and len(self.pages) % 2:
                    self._blank(objects.spell(source.pages[-1].obj.MediaBox))
        self.lines.append((sheet.label, self.pages[first]))

    def _page(self, page: Any, objects: _Objects) -> bytes:
        """A page of its own. Widgets (the invisible signature) belong to the original only."""
        import pikepdf

        parts = [b"/Parent %d 0 R" % self.tree]
        for key, value in page.items():
            if key == "/Annots":
                value = pikepdf.Array([note for note in value if note.get("/Subtype") != pikepdf.Name.Widget])
            if key not in LEFT_OUT:
                parts.append(_name(key) + b" " + objects.spell(value))
        return b"<<" + b" ".join(parts) + b">>"

    def _blank(self, box: bytes) -> None:
        """A page's empty back."""
        self.pages.append(
            self._add(b"<</Type /Page /Parent %d 0 R /Resources <<>> /MediaBox %s>>" % (self.tree, box))
        )

    def finish(self) -> None:
        """Tree of pages, contents, title, table of objects."""
        kids = b" ".join(b"%d 0 R" % page for page in self.pages)
        self._write(self.tree, b"<</Type /Pages /Count %d /Kids [%s]>>" % (len(self.pages), kids))
        info, metadata = self._title()
        self._write(
            self.catalog,
            b"<</Type /Catalog /Pages %d 0 R /Outlines %d 0 R /Metadata %d 0 R /Lang (zh-CN) /PageMode /UseOutlines"
            b" /ViewerPreferences <</DisplayDocTitle true>>>>" % (self.tree, self._outline(), metadata),
        )
        table = self.file.tell()
        self.file.write(b"xref\n0 %d\n0000000000 65535 f \n" % len(self.at))
        self.file.writelines(b"%010d 00000 n \n" % at for at in self.at[1:])
        self.file.write(
            b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(self.at), self.catalog, info, table)
        )  # fmt: skip

    def _title(self) -> tuple[int, int]:
        """Numbers of the two places where a PDF has its title."""
        import pikepdf

        info = self._add(b"<</Title %s>>" % _text(TITLE))
        with pikepdf.new() as made:
            with made.open_metadata(set_pikepdf_as_editor=False) as metadata:
                metadata["dc:title"] = TITLE
                metadata["dc:description"] = f"共 {len(self.lines)} 份文书"
            objects = _Objects(self)
            number = objects.number(made.Root.Metadata)
            objects.write_all()
        return info, number

    def _outline(self) -> int:
        """The table of contents, which finds a document on the printer's screen."""
        root = self._number()
        items = [self._number() for _ in self.lines]
        for n, (label, page) in enumerate(self.lines):
            near = b"/Prev %d 0 R " % items[n - 1] if n else b""
            near += b"/Next %d 0 R " % items[n + 1] if n + 1 < len(items) else b""
            self._write(
                items[n],
                b"<</Title %s /Parent %d 0 R %s/Dest [%d 0 R /Fit]>>" % (_text(label), root, near, page),
            )
        self._write(
            root,
            b"<</Type /Outlines /Count %d /First %d 0 R /Last %d 0 R>>" % (len(items), items[0], items[-1]),
        )
        return root

    def _number(self) -> int:
        self.at.append(0)
        return len(self.at) - 1

    def _add(self, body: bytes) -> int:
        number = self._number()
        self._write(number, body)
        return number

    def _write(self, number: int, body: bytes) -> None:
        self.at[number] = self.file.tell()
        self.file.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))


class _Objects:
    """What one document's pages refer to: each object is written once, under its number in the printout."""

    def __init__(self, out: _Printout) -> None:
        self.out = out
        self.numbers: dict[tuple[int, int], int] = {}
        self.waiting: list[tuple[int, Any]] = []

    def number(self, indirect: Any) -> int:
        """The object's number in the printout; it waits to be written when it is new."""
        known = self.numbers.get(indirect.objgen)
        if known is None:
            known = self.numbers[indirect.objgen] = self.out._number()
            self.waiting.append((known, indirect))
        return known

    def write_all(self) -> None:
        """Writes what waits, and what that refers to."""
        import pikepdf

        while self.waiting:
            number, thing = self.waiting.pop()
            if isinstance(thing, pikepdf.Stream):
                data = thing.read_raw_bytes()
                members = {**dict(thing.items()), "/Length": len(data)}
                self.out._write(number, self._members(members) + b"\nstream\n" + data + b"\nendstream")
            else:
                self.out._write(number, self._body(thing))

    def spell(self, thing: Any) -> bytes:
        """A value in the file's syntax: a reference, or the thing itself."""
        import pikepdf

        if isinstance(thing, pikepdf.Object) and thing.is_indirect:
            return b"%d 0 R" % self.number(thing)
        return self._body(thing)

    def _body(self, thing: Any) -> bytes:
        import pikepdf

        if isinstance(thing, pikepdf.Dictionary):
            # A page that a note names stays behind: it would bring the original's tree of pages along.
            return b"null" if thing.get("/Type") == pikepdf.Name.Page else self._members(dict(thing.items()))
        if isinstance(thing, pikepdf.Array):
            return b"[" + b" ".join(map(self.spell, thing)) + b"]"
        whole = thing if isinstance(thing, pikepdf.Object) else pikepdf.Array([thing])
        spelled: bytes = whole.unparse(resolved=True)
        return spelled if whole is thing else spelled[1:-1].strip()

    def _members(self, members: dict[str, Any]) -> bytes:
        return (
            b"<<" + b" ".join(_name(key) + b" " + self.spell(value) for key, value in members.items()) + b">>"
        )


def _name(key: str) -> bytes:
    import pikepdf

    spelled: bytes = pikepdf.Name(key).unparse()
    return spelled


def _text(text: str) -> bytes:
    import pikepdf

    spelled: bytes = pikepdf.String(text).unparse()
    return spelled
