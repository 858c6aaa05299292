"""What still stands in the way of issuing a draft, in words, each with the place where it can be put right. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

import msgspec

from inspect_app.domain import dates
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.documents import Finding, NoticeFacts, missing_facts

# Head of a path of the facts → where it is kept: the visit, the enterprise, the bureau's settings, the list of experts and officers.
KEPT: Mapping[str, str] = {
    "officers": "visit", "team": "visit", "signatures": "visit", "visit_date": "visit", "planned_date": "visit", "enterprise": "enterprise",
    "org": "settings", "issuer": "settings", "relief": "settings", "system_name": "settings", "findings": "findings",
}  # fmt: skip


class Gap(msgspec.Struct, frozen=True):
    """`at`: the element of the editor (`field-place`, `finding-2`), or a place of KEPT, or ''."""

    text: str
    at: str = ""


def gaps(facts: NoticeFacts) -> list[Gap]:
    """The required facts that are empty."""
    kind = DOC_TYPES[facts.doc_type]
    at = {text: _place(path) for path, text in kind.required.items()}
    at |= {blank.label: f"field-{blank.name}" for blank in kind.fields}
    found: dict[str, Gap] = {}
    for text in missing_facts(facts):
        place = at.get(text) or (
            "visit" if "执法人员" in text else "experts" if text.endswith("执法证号") else ""
        )
        found.setdefault(place if place.startswith("field-") else text, Gap(f"还缺少：{text}", place))
    return list(found.values())


def _place(path: str) -> str:
    head, _, name = path.partition(".")
    return f"field-{name}" if head == "fields" else KEPT.get(head, "")


def cautions(facts: NoticeFacts) -> list[Gap]:
    """What is unusual and may still be right: shown to whoever issues, and no obstacle."""
    found = []
    for blank in DOC_TYPES[facts.doc_type].fields:
        day = facts.fields.get(blank.name, "")
        latest = dates.add_months(facts.issue_date, blank.usual_months) if blank.usual_months else day
        if day > latest:
            text = f"{blank.label}（{dates.chinese(day)}）晚于签发之日起 {blank.usual_months} 个月（{dates.chinese(latest)}），一般不超过这一期限，请核对。"
            found.append(Gap(text, f"field-{blank.name}"))
    return found


def unprintable(facts: NoticeFacts, characters: Iterable[str]) -> list[Gap]:
    """Where the characters stand that no font of ours has."""
    wanted = set(characters)
    places = [
        (f"field-{blank.name}", blank.label, facts.fields.get(blank.name, ""))
        for blank in DOC_TYPES[facts.doc_type].fields
    ]
    places += [
        (f"finding-{n}", f"第 {n} 项隐患", _words(finding)) for n, finding in enumerate(facts.findings, 1)
    ]
    places.append(
        (
            "enterprise",
            "企业信息",
            " ".join(str(value) for value in msgspec.to_builtins(facts.enterprise).values()),
        )
    )
    made = []
    for at, label, text in places:
        there = sorted(wanted & set(text))
        if there:
            made.append(
                Gap(
                    f"{label}里有不能打印的字：{'、'.join(_named(char) for char in there)}，请改用规范汉字或删去",
                    at,
                )
            )
    return made  # fmt: skip


def _words(finding: Finding) -> str:
    return " ".join([finding.location, finding.statement, finding.measure, *(basis.text for basis in finding.basis)])  # fmt: skip


def _named(char: str) -> str:
    code = f"U+{ord(char):04X}"
    return f"“{char}”（{code}）" if unicodedata.category(char)[0] not in "CZ" else code
