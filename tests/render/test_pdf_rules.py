"""Every type of document as a file: rules of our own and independent tools (qpdf, poppler) find nothing, and each rule does find what it is there for.

A further type is covered by its row in DOC_TYPES and its sample (samples.of). None of this is a claim of conformance: docs/documents.md.
"""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.wording import number_text
from inspect_app.render import pdf
from inspect_app.render.engine import TEMPLATES
from tests.render import samples
from tests.render.pdf_rules import problems

TYPES = [code for code, kind in DOC_TYPES.items() if (TEMPLATES / kind.template).is_file()]
A4 = (595.28, 841.89)


@cache
def made(code: str) -> tuple[Any, dict[str, bytes], bytes]:
    facts, assets = samples.of(code)
    return facts, assets, pdf.render(facts, assets).pdf


@pytest.fixture(params=TYPES)
def document(request: pytest.FixtureRequest) -> tuple[Any, dict[str, bytes], bytes]:
    return made(request.param)


def said(*command: str, content: bytes) -> str:
    done = subprocess.run(command, input=content, capture_output=True)
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout.decode()


def test_our_own_rules_find_nothing(document: tuple[Any, Any, bytes]) -> None:
    assert problems(document[2]) == []


def test_qpdf_finds_nothing(document: tuple[Any, Any, bytes], tmp_path: Any) -> None:
    path = tmp_path / "document.pdf"
    path.write_bytes(document[2])
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    assert (done.returncode, "WARNING" in done.stdout + done.stderr) == (0, False), done.stdout + done.stderr


def test_poppler_sees_tagged_a4_pages_and_embedded_subsets_with_unicode(
    document: tuple[Any, Any, bytes],
) -> None:
    info = said("pdfinfo", "-", content=document[2])
    for line in ("Tagged:          yes", "JavaScript:      no", "Encrypted:       no", "UserProperties:  no"):
        assert line in info
    assert "(A4)" in info
    rows = said("pdffonts", "-", content=document[2]).splitlines()[2:]
    assert rows
    for row in rows:
        assert re.search(r"^[A-Z]{6}\+Inspect-\w+\s+CID TrueType\s+Identity-H\s+yes yes yes", row), row
    with pikepdf.open(io.BytesIO(document[2])) as reader:
        for page in reader.pages:
            width, height = (float(page.mediabox[k + 2]) - float(page.mediabox[k]) for k in (0, 1))
            assert sorted((width, height)) == pytest.approx(A4, abs=0.2)


def test_the_words_can_be_copied(document: tuple[Any, Any, bytes]) -> None:
    facts, _, content = document
    words = re.sub(r"\s", "", said("pdftotext", "-layout", "-", "-", content=content))
    for wanted in (DOC_TYPES[facts.doc_type].title, number_text(facts), facts.enterprise.name):
        assert re.sub(r"\s", "", wanted) in words
    assert "\ufffd" not in words
    assert not re.search("[\ue000-\uf8ff]", words)


def test_photos_lie_in_the_file_byte_for_byte_once_each(document: tuple[Any, Any, bytes]) -> None:
    facts, assets, content = document
    printed = {photo.sha256 for finding in facts.findings for photo in finding.photos}
    with pikepdf.open(io.BytesIO(content)) as reader:
        inside = [
            hashlib.sha256(item.read_raw_bytes()).hexdigest()
            for item in reader.objects
            if isinstance(item, Stream) and item.get("/Subtype") == "/Image"
        ]
    shown = [digest for digest in inside if f"photo/{digest}" in assets]
    assert len(shown) == len(set(shown))
    if shown or DOC_TYPES[facts.doc_type].carries:
        assert set(shown) == printed


def test_the_same_facts_give_the_same_bytes(document: tuple[Any, Any, bytes]) -> None:
    facts, assets, content = document
    assert pdf.render(facts, assets).pdf == content


# --- the rules themselves: what is broken is found -----------------------------------------------------------------------------------


@cache
def small() -> bytes:
    """One page with everything that a rule looks at."""
    facts, assets = samples.of("doc_expert_opinion", pictures=0)
    return pdf.render(msgspec.structs.replace(facts, findings=facts.findings[:1]), assets).pdf


def _first(reader: pikepdf.Pdf, wanted: Callable[[Any], bool]) -> Any:
    return next(item for item in reader.objects if isinstance(item, Dictionary | Stream) and wanted(item))


def _element(reader: pikepdf.Pdf, kind: str) -> Any:
    return _first(reader, lambda item: item.get("/Type") == "/StructElem" and item.get("/S") == kind)


def _replace_in_xmp(reader: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    xmp = reader.Root.Metadata.read_bytes()
    assert re.search(old, xmp)
    reader.Root.Metadata = reader.make_stream(re.sub(old, new, xmp), Type=Name.Metadata, Subtype=Name.XML)


def _page_stream(reader: pikepdf.Pdf, change: Callable[[bytes], bytes]) -> None:
    page = reader.pages[0]
    page.obj.Contents = reader.make_stream(change(page.obj.Contents.read_bytes()))


def _font(reader: pikepdf.Pdf) -> Any:
    return _first(reader, lambda item: item.get("/Subtype") == "/Type0")


def _image(reader: pikepdf.Pdf) -> Any:
    return _first(reader, lambda item: item.get("/Subtype") == "/Image")


def _graphics_state(reader: pikepdf.Pdf) -> Any:
    return next(iter(reader.pages[0].obj.Resources.ExtGState.values()))


def _attachment(reader: pikepdf.Pdf) -> Any:
    return reader.Root.AF[0]


def _action(reader: pikepdf.Pdf, kind: str) -> None:
    reader.Root.OpenAction = reader.make_indirect(Dictionary(Type=Name.Action, S=Name(kind)))


def _set(target: Callable[[pikepdf.Pdf], Any], key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(reader: pikepdf.Pdf) -> None:
        target(reader)[key] = value

    return change


def _drop(target: Callable[[pikepdf.Pdf], Any], key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(reader: pikepdf.Pdf) -> None:
        del target(reader)[key]

    return change


BREAKS: dict[str, tuple[Callable[[pikepdf.Pdf], Any], str]] = {
    "no metadata": (_drop(lambda r: r.Root, "/Metadata"), "metadata: none"),
    "another part": (lambda r: _replace_in_xmp(r, rb'part="3"', b'part="2"'), "pdfaid:part"),
    "no accessibility": (lambda r: _replace_in_xmp(r, rb"<pdfuaid:part>1", b"<pdfuaid:part>9"), "pdfuaid:part"),
    "two rdf:RDF": (lambda r: _replace_in_xmp(r, rb"</rdf:RDF>", b"</rdf:RDF><rdf:RDF></rdf:RDF>"), "one rdf:RDF"),
    "no title": (lambda r: _replace_in_xmp(r, rb"(?s)<dc:title>.*?</dc:title>", b""), "dc:title"),
    "no profile": (_drop(lambda r: r.Root, "/OutputIntents"), "output intent"),
    "cmyk": (lambda r: _page_stream(r, lambda data: data + b"\n/Artifact BMC 0 0 0 1 k EMC"), "DeviceCMYK operator"),
    "group": (lambda r: _set(lambda p: p.pages[0].obj, "/Group", Dictionary(S=Name.Transparency))(r), "group without a colour space"),
    "blend mode": (_set(_graphics_state, "/BM", Name.Strange), "blend mode"),
    "script": (lambda r: _action(r, "/JavaScript"), "active: action /JavaScript"),
    "launch": (lambda r: _action(r, "/Launch"), "active: action /Launch"),
    "catalog script": (_set(lambda r: r.Root, "/AA", Dictionary()), "active: additional actions"),
    "interpolate": (_set(_image, "/Interpolate", True), "image: Interpolate"),
    "outside stream": (_set(_image, "/F", pikepdf.String("other.jpg")), "contents in another file"),
    "not embedded": (_drop(lambda r: _first(r, lambda item: "/FontFile2" in item), "/FontFile2"), "no embedded TrueType"),
    "no unicode": (_drop(_font, "/ToUnicode"), "no ToUnicode"),
    "wrong unicode": (lambda r: _set(_font, "/ToUnicode", r.make_stream(b"1 beginbfchar <0001> <FEFF> endbfchar"))(r), "without a character"),
    "widths": (lambda r: _set(_font, "/DescendantFonts", Array([_wider(_font(r))]))(r), "width of glyph"),
    "whole font": (_set(_font, "/BaseFont", Name("/Whole")), "not a subset"),
    "no mark": (_drop(lambda r: r.Root, "/MarkInfo"), "not marked"),
    "no language": (_drop(lambda r: r.Root, "/Lang"), "no language"),
    "no structure": (_drop(lambda r: r.Root, "/StructTreeRoot"), "structure: none"),
    "title hidden": (_drop(lambda r: r.Root, "/ViewerPreferences"), "title: not shown"),
    "no alt": (_drop(lambda r: _element(r, "/Figure"), "/Alt"), "figure: no alternate text"),
    "heading jump": (_set(lambda r: _element(r, "/H2"), "/S", Name.H4), "heading: H4 after H1"),
    "odd type": (_set(lambda r: _element(r, "/P"), "/S", Name.Absatz), "unknown type Absatz"),
    "no identifiers": (_drop(lambda r: r.Root.StructTreeRoot, "/IDTree"), "without an IDTree"),
    "header lost": (lambda r: _strip_headers(r), "header cells without a scope"),
    "lost content": (_set(lambda r: _element(r, "/P"), "/K", Array()), "that no element holds"),
    "loose content": (lambda r: _page_stream(r, lambda data: data + b"\n0 0 9 9 re f"), "neither in the structure nor an artifact"),
    "open mark": (lambda r: _page_stream(r, lambda data: data + b"\n/P BMC"), "does not end"),
    "tab order": (_drop(lambda r: r.pages[0].obj, "/Tabs"), "tab order"),
    "nesting": (lambda r: _page_stream(r, lambda data: data + b"\nq" * 29 + b"\nQ" * 29), "nesting"),
    "attachment loose": (_drop(lambda r: r.Root, "/AF"), "not associated"),
    "attachment unrelated": (_drop(_attachment, "/AFRelationship"), "no AFRelationship"),
    "attachment undated": (_drop(lambda r: _attachment(r).EF.F.Params, "/ModDate"), "no ModDate"),
    "attachment type": (_drop(lambda r: _attachment(r).EF.F, "/Subtype"), "no media type"),
    "link": (lambda r: _link(r), "a link without a description"),
}  # fmt: skip


def _wider(font: Any) -> Any:
    inner = font.DescendantFonts[0]
    inner.W[1][0] = 7777
    return inner


def _strip_headers(reader: pikepdf.Pdf) -> None:
    for item in reader.objects:
        if isinstance(item, Dictionary) and item.get("/S") in ("/TH", "/TD"):
            for key in ("/Scope", "/Headers"):
                if key in item.get("/A", {}):
                    del item.A[key]


def _link(reader: pikepdf.Pdf) -> None:
    reader.pages[0].obj.Annots = Array(
        [
            reader.make_indirect(
                Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), F=4, StructParent=99)
            )
        ]
    )


@pytest.mark.parametrize("fault", BREAKS)
def test_a_rule_finds_what_was_broken(fault: str) -> None:
    change, expected = BREAKS[fault]
    with pikepdf.open(io.BytesIO(small())) as reader:
        change(reader)
        out = io.BytesIO()
        reader.save(out)
    assert [problem for problem in problems(out.getvalue()) if expected in problem], problems(out.getvalue())


def test_an_encrypted_file_and_one_with_something_after_the_end_are_found() -> None:
    content = made("doc_rectify_notice")[2]
    assert problems(content + b"\nmore") == ["end: something stands after %%EOF"]
    with pikepdf.open(io.BytesIO(content)) as reader:
        out = io.BytesIO()
        reader.save(out, encryption=pikepdf.Encryption(owner="x", user=""))
    assert "encrypted" in problems(out.getvalue())
