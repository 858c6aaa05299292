"""What a bureau may set of its documents and what not: every problem in words, with the field of the form that it belongs to. Pure.

Sources: documents.md § 0 (numbers), regulations.md § 0.5 (one organ of reconsideration), 国办发〔2024〕54号 (advice never commands).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from inspect_app.domain import doc_words
from inspect_app.domain.commanding import hint
from inspect_app.domain.doc_settings import FACE_LABELS, DocSettings, code_word, of
from inspect_app.domain.doc_slots import SLOT
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.documents import doc_number

Row = dict[str, Any]

HANZI = r"[㐀-鿿\U00020000-\U0003ffff]"
CODE_WORD, REGION = re.compile(f"{HANZI}{{1,6}}"), re.compile(f"{HANZI}{{1,8}}")
ORGANS = {"government": "行政复议机关", "court": "行政诉讼管辖法院", "committee": "挂牌督办机关"}
LABELS = {"region": "机构简称", **ORGANS, "internet": "互联网复议渠道", "seal": "印章"}
MAX_NAME, MAX_INTERNET = 60, 200


class Problem(msgspec.Struct, frozen=True):
    """What is wrong, and with which field: 'region', 'code_words/<type>', 'words/<type>/<key>' …"""

    field: str
    text: str


def merged(kept: Mapping[str, Any], patch: Mapping[str, Any]) -> Row:
    """The record after a change: mappings are merged, and what is empty is left out, so that the default holds."""
    record = dict(kept)
    for key, value in patch.items():
        record[key] = merged(record.get(key) or {}, value) if isinstance(value, Mapping) else value
    return {key: value for key, value in record.items() if value not in ("", None, {}, [], ())}


def picked(record: Mapping[str, Any], patch: Mapping[str, Any]) -> Row:
    """Of a record only what a patch would change."""
    chosen = {
        key: picked(record.get(key) or {}, value) if isinstance(value, Mapping) else record.get(key)
        for key, value in patch.items()
    }
    return {key: value for key, value in chosen.items() if value not in ("", None, {}, [], ())}


def problems(bureau: Mapping[str, Any], record: Mapping[str, Any]) -> list[Problem]:
    """Everything that stands against this record, in the order of the pages."""
    settings = of(bureau, record)
    found = [
        *_organs(record),
        *_numbers(settings),
        *_clashes(bureau, settings),
        *_sentences(settings),
        *_choices(settings),
    ]
    return list(dict.fromkeys(found))


def _organs(record: Mapping[str, Any]) -> Iterator[Problem]:
    region, internet = record.get("region", ""), record.get("internet", "")
    if region and not REGION.fullmatch(region):
        yield Problem("region", "“机构简称”应为 1 到 8 个汉字，如“豫漯临”，不含括号、数字和空格")
    for name, label in ORGANS.items():
        text = record.get(name, "")
        if text and (len(text) > MAX_NAME or not text.isprintable() or re.search(r"[<>{}\s]", text)):
            yield Problem(name, f"“{label}”应写机关全称，不超过 {MAX_NAME} 字，不含空格和特殊符号")
    government = record.get("government", "")
    if re.search(r"或者?|、|，|；", government):
        yield Problem(
            "government",
            "“行政复议机关”只能写一个：对县级部门的行政行为，由本级人民政府管辖（行政复议法第二十四条）",
        )
    elif government.endswith(("局", "厅", "委员会")):
        yield Problem(
            "government", "“行政复议机关”应为本级人民政府，不是上级主管部门（行政复议法第二十四条）"
        )
    court = record.get("court", "")
    if court and (not court.endswith("法院") or re.search(r"或者?|、|，|；", court)):
        yield Problem(
            "court",
            "“行政诉讼管辖法院”应写一个法院的全称，如“临颍县人民法院”；实行集中管辖的写集中管辖法院",
        )
    if len(internet) > MAX_INTERNET or not internet.isprintable() or re.search(r"[<>{}]", internet):
        yield Problem("internet", f"“互联网复议渠道”不超过 {MAX_INTERNET} 字，写成一行，不含特殊符号")
    elif "://" in internet and not re.fullmatch(r"https://[\w.-]+(:\d{1,5})?(/\S*)?", internet, re.ASCII):
        yield Problem(
            "internet", "“互联网复议渠道”中的网址应以 https:// 开头，网址前后不写别的字；也可以只写渠道的名称"
        )


def _numbers(settings: DocSettings) -> Iterator[Problem]:
    for doc_type, word in settings.code_words.items():
        if doc_type not in DOC_TYPES:
            yield Problem(f"code_words/{doc_type}", "没有这种文书")
        elif not CODE_WORD.fullmatch(word):
            yield Problem(
                f"code_words/{doc_type}",
                f"《{DOC_TYPES[doc_type].title}》的代字应为 1 到 6 个汉字，不含数字、括号和空格",
            )


def prefix(bureau: Mapping[str, Any], settings: DocSettings, doc_type: str, year: int) -> str:
    """A number of this type up to its running number: '（豫漯临）应急责改〔2026〕'."""
    whole = doc_number(
        doc_type,
        str(bureau.get("abbr", "")),
        year,
        0,
        region=settings.region,
        word=code_word(settings, doc_type),
    )
    return whole[: whole.rindex("〕") + 1]


def _clashes(bureau: Mapping[str, Any], settings: DocSettings) -> Iterator[Problem]:
    """Two types never give the same number: nobody could tell which document it means."""
    seen: dict[str, str] = {}
    for doc_type, kind in DOC_TYPES.items():
        start = prefix(bureau, settings, doc_type, 2000)
        if start in seen:
            other = DOC_TYPES[seen[start]].title
            yield Problem(
                f"code_words/{doc_type}",
                f"《{kind.title}》与《{other}》的文号会相同（{start.replace('2000', '年份')}…号），请换一个代字",
            )
        seen.setdefault(start, doc_type)


def _sentences(settings: DocSettings) -> Iterator[Problem]:
    for doc_type, texts in settings.words.items():
        if doc_type not in DOC_TYPES:
            yield Problem(f"words/{doc_type}", "没有这种文书")
            continue
        for key, text in texts.items():
            for said in sentence_problems(doc_type, key, text):
                yield Problem(f"words/{doc_type}/{key}", said)


def advises(doc_type: str) -> bool:
    """Whether it may go to an enterprise on the advisory track, where nothing is ordered; papers that stay in the bureau quote its own rules."""
    kind = DOC_TYPES[doc_type]
    return kind.served and kind.track != "enforcement"


def sentence_problems(doc_type: str, key: str, text: str) -> list[str]:
    """Why a bureau can't have this sentence."""
    found = doc_words.problems_of(doc_type, key, text)
    label = next((words.label for words in doc_words.WORDS[doc_type] if words.key == key), key)
    if re.search(r"[{}]", SLOT.sub("", text)):
        found.append(f"“{label}”里的花括号不成对，或里面不是空格名；空格名只能从说明中选用")
    if advises(doc_type) and (told := hint(text)):
        found.append(f"“{label}”中，{told}")
    return found


def _choices(settings: DocSettings) -> Iterator[Problem]:
    for doc_type in settings.review:
        if doc_type not in DOC_TYPES:
            yield Problem(f"review/{doc_type}", "没有这种文书")
    for doc_type, names in settings.ticked.items():
        if doc_type not in DOC_TYPES or set(names) - set(DOC_TYPES[doc_type].unsure):
            yield Problem(f"ticked/{doc_type}", "没有这一核定项")


# --- what changed, for the history --------------------------------------------------------------------------------------------------------


class Difference(msgspec.Struct, frozen=True):
    """One thing that was set otherwise; '' = the default."""

    label: str
    before: str
    after: str


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Difference]:
    """What a change changed, in words."""
    old, new = _flat(before or {}), _flat(after or {})
    return [
        Difference(label, old.get(label, ""), new.get(label, ""))
        for label in dict.fromkeys([*old, *new])
        if old.get(label, "") != new.get(label, "")
    ]


def _flat(record: Mapping[str, Any]) -> dict[str, str]:
    flat = {label: str(record[name]) for name, label in LABELS.items() if record.get(name)}
    if "印章" in flat:
        flat["印章"] = f"图片 {flat['印章'][:12]}…"
    for doc_type, word in (record.get("code_words") or {}).items():
        flat[f"{_title(doc_type)}代字"] = word
    for doc_type, texts in (record.get("words") or {}).items():
        labels = {words.key: words.label for words in doc_words.WORDS.get(doc_type, ())}
        flat |= {f"{_title(doc_type)}“{labels.get(key, key)}”": text for key, text in texts.items()}
    for doc_type, names in (record.get("ticked") or {}).items():
        unsure = DOC_TYPES[doc_type].unsure if doc_type in DOC_TYPES else {}
        flat |= {f"{_title(doc_type)}核定“{unsure.get(name, name)}”": "已核定" for name in names}
    flat |= {f"{_title(doc_type)}须经审核": "是" for doc_type in record.get("review") or ()}
    named = record.get("font_names") or {}
    for face, sha256 in (record.get("fonts") or {}).items():
        flat[f"字体：{FACE_LABELS.get(face, face)}"] = f"{named.get(face, '')}（{sha256[:12]}…）"
    return flat


def _title(doc_type: str) -> str:
    return f"《{DOC_TYPES[doc_type].title}》" if doc_type in DOC_TYPES else doc_type
