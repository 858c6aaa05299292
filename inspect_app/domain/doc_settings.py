"""What a bureau sets of its documents: fields with defaults, never template code. Frozen into the facts of each document at issue.

Kept as the record `setting/documents`; what is absent there follows from the bureau's own record (`setting/bureau`) or from doc_types.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from inspect_app.domain.doc_types import DOC_TYPES


class DocSettings(msgspec.Struct, frozen=True, kw_only=True):
    """region: 机构简称 in numbers of the enforcement track (豫漯临). government, court: organs of relief. internet: where an application for
    reconsideration can be made online, named when a document was served electronically. committee: who issues a listed supervision.

    code_words: type → word; words: type → key → text (doc_words); ticked: type → names of DocType.unsure that the bureau confirmed;
    review: types that must be reviewed besides those that always are; fonts: face → sha256 of the bureau's own file; font_names: face → what that
    font calls itself; seal: sha256 of the image.
    """

    region: str = ""
    government: str = ""
    court: str = ""
    internet: str = ""
    committee: str = ""
    code_words: Mapping[str, str] = {}
    words: Mapping[str, Mapping[str, str]] = {}
    ticked: Mapping[str, tuple[str, ...]] = {}
    review: tuple[str, ...] = ()
    fonts: Mapping[str, str] = {}
    font_names: Mapping[str, str] = {}
    seal: str = ""


# The places for a bureau's own fonts, in the words of GB/T 9704.
FACE_LABELS: Mapping[str, str] = {
    "body": "正文（仿宋）",
    "title": "标题（小标宋）",
    "hei": "一级标题、表头（黑体）",
    "kai": "二级标题（楷体）",
    "fallback": "生僻字",
}


def of(bureau: Mapping[str, Any], kept: Mapping[str, Any] | None) -> DocSettings:
    """The settings in force: what was kept, and for what was not, what follows from the bureau's name (临颍县应急管理局 → 临颍县人民政府)."""
    name = str(bureau.get("name", ""))
    county = name.removesuffix("应急管理局")
    county = county if county != name else ""
    defaults = {
        "region": str(bureau.get("region") or bureau.get("abbr") or ""),
        "government": str(bureau.get("county_government") or (f"{county}人民政府" if county else "")),
        "court": str(bureau.get("court") or (f"{county}人民法院" if county else "")),
        "committee": f"{county}安全生产委员会办公室" if county else "",
    }
    known = {
        key: value for key, value in (kept or {}).items() if key in DocSettings.__struct_fields__ and value
    }
    return msgspec.convert({**defaults, **known}, DocSettings)


def code_word(settings: DocSettings, doc_type: str) -> str:
    """The word in the number: the bureau's, else the type's."""
    return settings.code_words.get(doc_type) or DOC_TYPES[doc_type].code_word


def unticked(settings: DocSettings, doc_type: str) -> list[str]:
    """What the sources leave open for this type and the bureau has not confirmed, in words."""
    done = settings.ticked.get(doc_type, ())
    return [words for name, words in DOC_TYPES[doc_type].unsure.items() if name not in done]


def needs_review(settings: DocSettings, doc_type: str) -> bool:
    """Whether a second person must have looked at it before it is issued."""
    return DOC_TYPES[doc_type].review or doc_type in settings.review
