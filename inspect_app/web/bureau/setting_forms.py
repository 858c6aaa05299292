"""The forms of 设置 · 文书: a field is named by its place in the record (`words/<type>/<key>`), here it becomes a patch and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from flask import request

from inspect_app.domain import dates, doc_words
from inspect_app.domain.doc_samples import sample
from inspect_app.domain.doc_setting_rules import Problem, advises, differences, prefix
from inspect_app.domain.doc_settings import of
from inspect_app.domain.doc_slots import SLOT_LABELS, slots_in, value_of
from inspect_app.domain.doc_types import DOC_TYPES, ORDER
from inspect_app.render.engine import RenderError
from inspect_app.storage.db import now_ms
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import text
from inspect_app.web.security import actor

Row = dict[str, Any]
ORGANS = ("region", "government", "court", "internet", "committee")


def doc_type() -> str:
    """The type that the page or its preview is about."""
    asked = request.values.get("type", "")
    return asked if asked in DOC_TYPES else ORDER


def seen() -> int:
    """Which version of the record the page showed."""
    given = request.form.get("seen", "")
    return int(given) if given.isdecimal() and len(given) < 16 else 0


def _organs() -> Row:
    return {name: text(name, 300) for name in ORGANS}


def _numbers() -> Row:
    words = {code: text(f"code_words/{code}", 40) for code in DOC_TYPES}
    own = {code: "" if word == DOC_TYPES[code].code_word else word for code, word in words.items()}
    ticked = {
        code: [name for name in kind.unsure if request.form.get(f"ticked/{code}/{name}")]
        for code, kind in DOC_TYPES.items()
    }
    review = [
        code for code, kind in DOC_TYPES.items() if not kind.review and request.form.get(f"review/{code}")
    ]
    return {"code_words": own, "ticked": ticked, "review": review}


def _words() -> Row:
    code = doc_type()
    said = {words.key: _one_line(text(f"words/{code}/{words.key}", 5000)) for words in doc_words.WORDS[code]}
    same = {words.key: words.text for words in doc_words.WORDS[code]}
    return {"words": {code: {key: "" if own == same[key] else own for key, own in said.items()}}}


def _one_line(typed: str) -> str:
    """Paragraphs as they were typed, without what a browser or a word processor adds."""
    return "\n".join(line.strip() for line in typed.splitlines() if line.strip())


PATCHES: Mapping[str, Callable[[], Row]] = {"organs": _organs, "numbers": _numbers, "words": _words}


def typed() -> Row:
    """What stands in the form, by field."""
    return {
        name: value for name, value in request.form.items() if name not in ("csrf_token", "seen", "group")
    }


def refilled() -> Row | None:
    """The form as it is to be shown again when a sentence shall begin from its default (`take`) or go back to it (`reset`); else None."""
    code = doc_type()
    for button in ("take", "reset"):
        if key := request.form.get(button):
            found = next((words for words in doc_words.WORDS[code] if words.key == key), None)
            if found is not None:
                return {**typed(), f"words/{code}/{key}": found.text if button == "take" else ""}
    return None


def values(record: Mapping[str, Any]) -> Row:
    """What is kept, by field."""
    found = {name: record.get(name, "") for name in ORGANS}
    found |= {f"code_words/{code}": word for code, word in (record.get("code_words") or {}).items()}
    found |= {
        f"words/{code}/{key}": own
        for code, said in (record.get("words") or {}).items()
        for key, own in said.items()
    }
    found |= {
        f"ticked/{code}/{name}": "1" for code, names in (record.get("ticked") or {}).items() for name in names
    }
    found |= {f"review/{code}": "1" for code in record.get("review") or ()}
    return found


def errors(problem: Exception | None) -> dict[str, list[str]]:
    """Field → what is wrong with it."""
    found: dict[str, list[str]] = {}
    listed: list[Problem] = getattr(problem, "problems", [])
    for one in listed:
        found.setdefault(one.field, []).append(one.text)
    return found


def more(group: str, chosen: str, about: Row, record: Row, held: list[Row], used: Mapping[str, int]) -> Row:
    """What only one of the groups shows."""
    if group == "numbers":
        return {"next_numbers": _next_numbers(about, record, used)}
    if group == "words":
        return {"sentences": doc_words.WORDS[chosen], "slots": _slots(chosen), "advises": advises(chosen)}
    if group == "seal":
        return {"signing": _signing()}
    if group == "history":
        return {"history": history(held)}
    return {}


def this_year() -> int:
    """The year of numbers given now, in the county."""
    return int(dates.day_of(now_ms())[:4])


def _next_numbers(about: Row, record: Row, used: Mapping[str, int]) -> dict[str, str]:
    settings, year = of(about, record), this_year()
    return {code: f"{prefix(about, settings, code, year)}{used.get(code, 0) + 1}号" for code in DOC_TYPES}


def _slots(code: str) -> list[tuple[str, str, str]]:
    """(name, what it says, as in the sample) of what sentences of this type use, then of everything else that has something to say."""
    facts, kind = sample(code), DOC_TYPES[code]
    labels = {**SLOT_LABELS, **{field.name: field.label for field in kind.fields}}
    used = [name for words in doc_words.WORDS[code] for name in slots_in(words.text)]
    names = dict.fromkeys([*used, *(field.name for field in kind.fields), *SLOT_LABELS])
    return [
        (name, labels.get(name, name), said)
        for name in names
        if (said := value_of(facts, name)) or name in used
    ]


def _signing() -> Row:
    """What would sign today, in words for the page."""
    try:
        signer = parts().press.signing.ready(actor().org, dt.datetime.now(dt.UTC))
        return {"about": signer.about() if signer else None, "problem": ""}
    except RenderError as problem:
        return {"about": None, "problem": str(problem)}


def history(held: list[Row]) -> list[Row]:
    """The changes, newest first: who, when, and each thing before and after."""
    before: Row = {}
    found = []
    for row in held:
        after = row["value"] or {}
        found.append({**row, "changes": differences(before, after)})
        before = after
    return found[::-1]
