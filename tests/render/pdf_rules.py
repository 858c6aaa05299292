"""Rules of PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) that a change of templates, fonts or libraries is likely to break, checked on the file alone.

An early warning and never a claim of conformance: that only a validator such as veraPDF can support (docs/documents.md). Each rule is a generator
of problems; `problems` runs them all. Works on signed files too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

from tests.render.pdf_file import File
from tests.render.pdf_rules_fonts import fonts
from tests.render.pdf_rules_tags import tagging

FORBIDDEN_ACTIONS = {
    "/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView", "/SubmitForm",
}  # fmt: skip
FORBIDDEN_ANNOTATIONS = {"/3D", "/Sound", "/Screen", "/Movie", "/FileAttachment"}
BLEND_MODES = {
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight",
    "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity",
}  # fmt: skip


def problems(content: bytes) -> list[str]:
    """What is wrong, each once, in order of the rules; [] for nothing found."""
    file = File(content)
    return list(dict.fromkeys(problem for rule in RULES for problem in rule(file)))


def frame(file: File) -> Iterator[str]:
    """Header, identifier, encryption."""
    if not re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", file.content):
        yield "header: %PDF-1.n and a comment of four high bytes"
    if not file.content.rstrip().endswith(b"%%EOF"):
        yield "end: something stands after %%EOF"
    if "/ID" not in file.pdf.trailer:
        yield "trailer: no ID"
    if file.pdf.is_encrypted or "/Encrypt" in file.pdf.trailer:
        yield "encrypted"


def metadata(file: File) -> Iterator[str]:
    """XMP: one rdf:RDF that says which standards are meant, title and date; the same date in the information dictionary."""
    if "/Metadata" not in file.pdf.Root:
        yield "metadata: none"
        return
    stream = file.pdf.Root.Metadata
    xmp = stream.read_bytes().decode("utf-8")
    if len(re.findall(r"<rdf:RDF\b", xmp)) != 1:
        yield "metadata: not exactly one rdf:RDF"
    for name, wanted in (("pdfaid:part", "3"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")):
        if not re.search(rf'{name}(?:="{wanted}"|>{wanted}</{name})', xmp):
            yield f"metadata: {name} is not {wanted}"
    if not re.search(r"<dc:title>.*?<rdf:li[^>]*>[^<]+</rdf:li>", xmp, re.DOTALL):
        yield "metadata: no dc:title"
    made = re.search(r"xmp:CreateDate(?:=\"|>)(\d{4})-(\d\d)-(\d\d)", xmp)
    info = str(file.pdf.trailer.get("/Info", Dictionary()).get("/CreationDate", ""))
    if info and not (made and info.startswith("D:" + "".join(made.groups()))):
        yield "metadata: CreationDate and xmp:CreateDate differ"


def output_intent(file: File) -> Iterator[str]:
    """An ICC profile for the device colours, and only the colours that it covers."""
    intents = [
        intent for intent in file.pdf.Root.get("/OutputIntents", []) if intent.get("/S") == "/GTS_PDFA1"
    ]
    if not intents:
        yield "output intent: none for PDF/A"
        return
    profile = intents[0].get("/DestOutputProfile")
    if profile is None or profile.read_bytes()[36:40] != b"acsp":
        yield "output intent: no ICC profile"
    elif int(profile.N) != 3:
        yield "output intent: not RGB"
    if any(item.get("/ColorSpace") == "/DeviceCMYK" for item in file.dictionaries):
        yield "colour: DeviceCMYK image under an RGB output intent"
    for _, done in file.pages:
        if any(operator in ("k", "K") for _, operator in done):
            yield "colour: DeviceCMYK operator under an RGB output intent"


def transparency(file: File) -> Iterator[str]:
    """Groups with a colour space, blend modes and graphics states that the standard knows."""
    for item in file.dictionaries:
        group = item.get("/Group")
        if group is not None and "/CS" not in group:
            yield "transparency: a group without a colour space"
        if item.get("/BM") is not None and not _names(item.BM) <= BLEND_MODES:
            yield "transparency: a blend mode that the standard does not know"
        if "/TR" in item or item.get("/TR2", Name.Default) != "/Default" or "/HTP" in item:
            yield "graphics state: transfer function or halftone phase"


def nothing_active(file: File) -> Iterator[str]:
    """No scripts, actions or forms that fetch."""
    root = file.pdf.Root
    form = root.get("/AcroForm", Dictionary())
    if "/AA" in root or "/JavaScript" in root.get("/Names", Dictionary()):
        yield "active: additional actions or scripts in the catalog"
    if "/XFA" in form or form.get("/NeedAppearances"):
        yield "active: XFA or NeedAppearances"
    for item in file.dictionaries:
        if str(item.get("/S", "")) in FORBIDDEN_ACTIONS and item.get("/Type", Name.Action) == "/Action":
            yield f"active: action {item.S}"
        if item.get("/Type") == "/Page" and "/AA" in item:
            yield "active: additional actions of a page"
        if item.get("/Type") == "/Annot":
            yield from _annotation(item)


def streams(file: File) -> Iterator[str]:
    """Everything lies in the file, in filters that last, and is drawn as it is."""
    for item in file.dictionaries:
        if not isinstance(item, Stream):
            continue
        if {"/F", "/FFilter", "/FDecodeParms"} & set(item.keys()):
            yield "stream: contents in another file"
        if {"/LZWDecode", "/Crypt"} & _names(item.get("/Filter", Array())):
            yield "stream: LZW or Crypt filter"
        if item.get("/Subtype") == "/PS":
            yield "stream: PostScript"
        if item.get("/Subtype") == "/Image" and (
            item.get("/Interpolate") or "/Alternates" in item or "/OPI" in item
        ):
            yield "image: Interpolate, Alternates or OPI"


def _annotation(item: Any) -> Iterator[str]:
    if str(item.get("/Subtype")) in FORBIDDEN_ANNOTATIONS:
        yield f"annotation: {item.Subtype}"
    flags = int(item.get("/F", 0))
    if item.get("/Subtype") != "/Popup" and not flags & 4:
        yield "annotation: not printed"
    if flags & 0b100011:
        yield "annotation: hidden, invisible or not viewed"
    hidden_field = item.get("/Subtype") == "/Widget" and list(item.get("/Rect", [])) in ([0, 0, 0, 0], [])
    if "/StructParent" not in item and not hidden_field:
        yield "annotation: outside the structure"
    if item.get("/Subtype") == "/Link" and not str(item.get("/Contents", "")).strip():
        yield "annotation: a link without a description"


def attachments(file: File) -> Iterator[str]:
    """Every embedded file says what it is to the document, its type and its date, and is associated with it."""
    associated = [item.objgen for item in file.pdf.Root.get("/AF", [])]
    if len(associated) != len(set(associated)):
        yield "attachment: associated twice"
    files = [item for item in file.dictionaries if "/EF" in item]
    if files and not associated:
        yield "attachment: not associated with the document"
    for item in files:
        if str(item.get("/AFRelationship", "")) not in (
            "/Data",
            "/Source",
            "/Alternative",
            "/Supplement",
            "/Unspecified",
        ):
            yield "attachment: no AFRelationship"
        if not (item.get("/F") and item.get("/UF")):
            yield "attachment: F and UF"
        embedded = item.EF.get("/F")
        if embedded is None or "/Subtype" not in embedded:
            yield "attachment: no media type"
        elif "/ModDate" not in embedded.get("/Params", Dictionary()):
            yield "attachment: no ModDate"


def limits(file: File) -> Iterator[str]:
    """Pages between 3 and 14,400 units, graphics states nested at most 28 deep, an order of tabbing."""
    for number, (page, done) in enumerate(file.pages, 1):
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        if not all(3 <= side <= 14400 for side in (right - left, top - bottom)):
            yield f"page {number}: size"
        if page.obj.get("/Tabs") != "/S":
            yield f"page {number}: tab order is not that of the structure"
        depth = deepest = 0
        for _, operator in done:
            depth += {"q": 1, "Q": -1}.get(operator, 0)
            deepest = max(deepest, depth)
        if deepest > 28 or depth:
            yield f"page {number}: nesting of graphics states"


def _names(value: Any) -> set[str]:
    return {str(one) for one in value} if isinstance(value, Array) else {str(value)}


RULES = (
    frame,
    metadata,
    output_intent,
    transparency,
    nothing_active,
    streams,
    attachments,
    limits,
    fonts,
    tagging,
)
