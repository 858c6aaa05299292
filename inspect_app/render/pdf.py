"""Facts and photos -> the PDF of a document. The only entrance: `render`.

The same facts and assets always give the same bytes: every date comes from the facts, and versions are pinned.
"""

import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import jinja2
import msgspec
from markupsafe import Markup, escape

from inspect_app.domain import doc_slots, doc_words, order_words, punctuation, wording
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.documents import NoticeFacts, Signature, missing_facts
from inspect_app.render.annex import annex, attached
from inspect_app.render.engine import TEMPLATES, MissingAsset, MissingGlyph, RenderError, RendererUnfit, write

__all__ = ["MissingAsset", "MissingGlyph", "RenderError", "Rendered", "RendererUnfit", "render"]

SIGNATURE_BOX = (34, 10)
FILLED_SLOTS = (
    "issuer",
    "officers",
    "cert_nos",
    "government",
    "court",
    "reference_title",
    "reference_number",
)
FILLED_PATTERN = r"\d{4}年\d{1,2}月\d{1,2}日|第\d+(?:[、至]\d+)*项"


class Rendered(NamedTuple):
    """The file, its SHA-256 in hex, and how many pages it has."""

    pdf: bytes
    sha256: str
    pages: int


def render(
    facts: NoticeFacts, assets: Mapping[str, bytes], mark: str = "", *, partial: bool = False
) -> Rendered:
    """The PDF of these facts. `mark` stands large across every page of what is no document (样稿). `partial`: also while required facts are
    empty, for the preview of a draft; never for what is issued.

    `assets`: 'photo/<sha256>' and 'signature/<sha256>' -> JPEG without EXIF (render.photos), embedded byte for byte; 'seal/<sha256>' -> PNG
    (render.seal).
    Raises RenderError when a required fact is empty, MissingGlyph for characters that cannot be printed (emoji, scripts
    that are not ours), MissingAsset for a photo that is not there; fonts.FontsMissing or RendererUnfit for the machine.
    """
    facts = clean(facts)
    if not partial and (empty := missing_facts(facts)):
        raise RenderError(f"文书缺少必填内容：{'、'.join(empty)}。请补全后再生成。")
    images = _images(facts, assets)
    served = {name: ("image/jpeg", content) for name, (content, _) in images.items()}
    if facts.seal == "image":
        name = f"seal/{facts.seal_image}"
        served[name] = ("image/png", _seal(name, assets))
    if facts.verify:
        served["qr.svg"] = ("image/svg+xml", qr_code(facts.verify.url))
    doc_type = DOC_TYPES[facts.doc_type]
    # A document of an earlier version froze no sentences: it says what its type says.
    said = dict(facts.words) or doc_words.spoken(facts)
    words = {words.key: said.get(words.key, "") for words in doc_words.WORDS[facts.doc_type]}
    names = attached(facts)
    html = (
        _templates()
        .get_template(doc_type.template)
        .render(
            facts=facts,
            doc_type=doc_type,
            words=words,
            number=wording.number_text(facts),
            made=wording.file_instant(facts),
            annex=annex(facts),
            attached=names,
            tail="" if words.get("contact") and names else "last",  # two lines go with the signature, no more
            major=any(finding.severity == "major" for finding in facts.findings),
            size={name: size for name, (_, size) in images.items()},
        )
    )
    if mark:
        html = html.replace("<body>", f'<body><p class="specimen">{mark}</p>', 1)
    made = datetime.fromisoformat(wording.file_instant(facts))
    pdf, pages = write(punctuation.unbroken(html), served, notice_json(facts), made, facts.fonts)
    return Rendered(pdf, hashlib.sha256(pdf).hexdigest(), pages)


def notice_json(facts: NoticeFacts) -> bytes:
    """The facts as the attachment notice.json holds them: UTF-8, keys sorted."""
    return json.dumps(msgspec.to_builtins(facts), ensure_ascii=False, sort_keys=True, indent=1).encode(
        "utf-8"
    )


def clean(facts: NoticeFacts) -> NoticeFacts:
    """The facts without invisible characters (controls, direction marks, zero-width spaces), texts in Unicode form NFC.

    Raises MissingGlyph for lone surrogates and private-use characters: to drop one would change somebody's name silently.
    """
    return msgspec.convert(_clean(msgspec.to_builtins(facts)), NoticeFacts)


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return _clean_text(value) if isinstance(value, str) else value


def _clean_text(text: str) -> str:
    kinds = {char: unicodedata.category(char) for char in set(text)}
    if bad := {char for char, kind in kinds.items() if kind in ("Cs", "Co")}:
        raise MissingGlyph(bad)
    text = re.sub(r"[\t\r\n\v\f\x85\u2028\u2029]+", "\n", text)
    return unicodedata.normalize(
        "NFC", "".join(char for char in text if char == "\n" or kinds.get(char) not in ("Cc", "Cf"))
    )


def asset_names(facts: NoticeFacts) -> list[str]:
    """The pictures that a document is made of, by the names under which `render` wants them: what follows the / is the SHA-256."""
    names = [f"photo/{photo.sha256}" for finding in facts.findings for photo in finding.photos]
    names += [f"signature/{signature.image}" for signature in facts.signatures if signature.image]
    names += [f"seal/{facts.seal_image}"] if facts.seal == "image" else []
    return list(dict.fromkeys(names))


def _images(facts: NoticeFacts, assets: Mapping[str, bytes]) -> dict[str, tuple[bytes, tuple[int, int]]]:
    """name -> (JPEG, (width, height) in pixels) of every image the facts name. Raises MissingAsset."""
    names = [name for name in asset_names(facts) if not name.startswith("seal/")]
    if absent := [name for name in names if name not in assets]:
        raise MissingAsset(f"文书缺少 {len(absent)} 张照片或签名：{'、'.join(name[:20] for name in absent)}")
    return {name: (assets[name], _jpeg_size(name, assets[name])) for name in names}


def _jpeg_size(name: str, content: bytes) -> tuple[int, int]:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
            return image.size
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise MissingAsset(f"图片 {name[:20]} 不是可用的 JPEG") from error


def _seal(name: str, assets: Mapping[str, bytes]) -> bytes:
    if name not in assets:
        raise MissingAsset("文书缺少印章图片，请在“文书设置”中重新上传")
    return assets[name]


def qr_code(url: str) -> bytes:
    """SVG of the address: error correction M, four modules of quiet zone (both for damaged and stamped-over paper)."""
    import segno

    buffer = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        buffer, kind="svg", border=4, xmldecl=False, svgns=True, omitsize=True
    )
    return buffer.getvalue()


def fit(size: tuple[int, int], box: tuple[int, int]) -> str:
    """CSS that puts `size` pixels into a box of millimetres, whole and undistorted."""
    scale = min(box[0] / size[0], box[1] / size[1])
    return f"width:{size[0] * scale:.2f}mm;height:{size[1] * scale:.2f}mm"


def paragraphs(text: str) -> list[str]:
    """Non-empty lines of what somebody typed."""
    return [line for line in (part.strip() for part in text.split("\n")) if line]


def _signatures(facts: NoticeFacts, *roles: str) -> list[Signature]:
    return [signature for signature in facts.signatures if signature.role in roles]


def _signed_by(facts: NoticeFacts, name: str) -> Signature | None:
    """The signature that an officer gave on site, if the facts carry it."""
    return next((signed for signed in _signatures(facts, "officer") if signed.name == name), None)


def _officers_signed(facts: NoticeFacts) -> list[Signature | None]:
    """One entry an officer, in their order; None for who has yet to sign by hand."""
    return [_signed_by(facts, officer.name) for officer in facts.officers]


def filled(text: str, facts: NoticeFacts) -> Markup:
    """A fixed sentence with what it was filled with underlined, as on a form: names, organs, numbers, days, items."""
    names = [doc_slots.value_of(facts, slot) for slot in FILLED_SLOTS]
    known = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
    found = re.compile("|".join([*map(re.escape, known), FILLED_PATTERN]))
    parts, end = [], 0
    for match in found.finditer(text):
        parts += [escape(text[end : match.start()]), Markup('<span class="fill">%s</span>') % match[0]]
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


@cache
def _templates() -> jinja2.Environment:
    """Templates of documents only: read from the package, everything escaped, an unknown name is an error."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(
        fit=fit, signature_box=SIGNATURE_BOX,
        due_text=wording.due_text, place_text=wording.place_text, fact_text=wording.fact_text, recheck_text=wording.recheck_text, severity_text=wording.severity_text,
        outcome_text=wording.outcome_text, blank=doc_slots.value_of, refusal_text=wording.refusal_text, copies_text=wording.copies_text, signatures=_signatures,
        signed_by=_signed_by, officers_signed=_officers_signed,
    )  # fmt: skip
    env.filters.update(
        day=wording.day_text, instant=wording.time_text, sentence=punctuation.sentence, hanzi=wording.count_word, paragraphs=paragraphs, filled=filled, hour=order_words.hour_text,
        local_day=order_words.local_day, found=order_words.found_text, against=order_words.against_text, shots=order_words.photos_text,
    )  # fmt: skip
    return env
