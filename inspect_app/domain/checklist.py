"""Checklists (检查表): what an expert goes through on site, item by item. Pure: no file is opened here.

A version is immutable. Its content hash names it: drafts pin `id@version`, and the library refuses a published
version whose hash has changed. The marks (`check`, `src`, `status_note`, `see_also`, `note`, `extra_major_topics`)
say how far a basis was verified; they go to the reviewer's screen as written and are part of the hash.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, cast

import msgspec

from inspect_app.domain.canon import canonical, sha256
from inspect_app.domain.limits import LOWER_OPS, BadNumber, Limit, number

Path = tuple[str | int, ...]
Source = Literal[
    "V", "K"
]  # V: clause read in its source; K: the researcher's knowledge, not compared word by word
Method = Literal["查资料", "看现场", "测试", "询问"]


class ChecklistError(ValueError):
    """A checklist that cannot be used; the message says where and why."""


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Strict: an unknown field is an error, so that nothing written in a file is silently dropped from the hash."""


class Section(_Part, frozen=True):
    id: str
    title: str


class Basis(_Part, frozen=True):
    """A legal basis. Without `clause` (or with `src` K) a reviewer has to supply and tick it before it is printed."""

    name: str
    number: str
    src: Source
    clause: str | None = None
    status_note: str | None = None


class Criterion(_Part, frozen=True):
    """The published criterion (判据) whose wording the facts must meet entirely to be a major finding."""

    name: str
    number: str
    clause: str
    text: str
    src: Source
    see_also: str | None = None


class Entry(_Part, frozen=True):
    """One quantity to measure; `key` is its stable name within the item."""

    key: str
    quantity: str
    unit: str
    limits: tuple[Limit, ...]


class Measurement(_Part, frozen=True):
    """`quantity`, `unit` and `limit` are the words to show; `entries` is what is filled in and judged."""

    quantity: str
    unit: str
    limit: str
    entries: tuple[Entry, ...]


class Item(_Part, frozen=True):
    """A checklist item. `check` means: at least one basis still needs its clause verified."""

    id: str
    section: str
    text: str
    method: tuple[Method, ...]
    basis: tuple[Basis, ...]
    severity: Literal["general", "major"]
    typical_finding: str
    suggested_measure: str
    photo_required: bool
    major_criterion: tuple[Criterion, ...] = ()
    applies_when: str | None = None
    measurement: Measurement | None = None
    note: str | None = None
    check: bool = False


class MajorTopic(_Part, frozen=True):
    """A clause known by number and short topic only; `text` stays null until someone copies the original."""

    number: str
    clause: str
    topic: str
    text: str | None
    check: bool


class Checklist(_Part, frozen=True):
    """One version of one checklist."""

    id: str
    title: str
    version: str
    date: str
    status: Literal["draft", "approved"]
    issuing_basis: tuple[str, ...]
    applies_to: tuple[str, ...]
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    item_count: int
    major_count: int
    check_count: int
    items: tuple[Item, ...]
    extra_major_topics: tuple[MajorTopic, ...] = ()

    @property
    def key(self) -> str:
        """`electrical@0.1.0`: what a draft pins."""
        return f"{self.id}@{self.version}"

    def item(self, item_id: str) -> Item:
        """The item of this id. Raises ChecklistError when there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise ChecklistError(f"检查表 {self.key} 中没有检查项 {item_id}。")


class Fault(msgspec.Struct, frozen=True):
    """What is wrong, and the path to it in the data, e.g. `("items", 3, "severity")`."""

    path: Path
    message: str


def parse(data: dict[str, Any]) -> Checklist:
    """A checklist from plain data (dict, list, str, int, bool, None). Raises ChecklistError with the first fault."""
    checklist = structure(data)
    for fault in faults(checklist):
        raise ChecklistError(f"检查表 {checklist.key} 的 {shown(fault.path)}：{fault.message}")
    return checklist


def structure(data: dict[str, Any]) -> Checklist:
    """The shape alone, without the rules that `faults` applies. Raises ChecklistError."""
    try:
        return msgspec.convert(data, Checklist)
    except msgspec.ValidationError as error:
        raise ChecklistError(f"检查表结构不符：{error}") from error


def to_wire(checklist: Checklist) -> dict[str, Any]:
    """The JSON for tablets: dict, list, str, int, bool and null only; equal to the data it was parsed from."""
    return cast(dict[str, Any], msgspec.json.decode(msgspec.json.encode(checklist)))


def content_hash(checklist: Checklist) -> str:
    """sha256 (hex) of the canonical JSON of `to_wire`: the identity of a published version."""
    return sha256(canonical(to_wire(checklist)))


def shown(path: Path) -> str:
    """`("items", 0, "basis", 1, "src")` as `items[0].basis[1].src`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def faults(checklist: Checklist) -> Iterator[Fault]:
    """Everything a well-shaped checklist can still get wrong."""
    yield from _head_faults(checklist)
    yield from _count_faults(checklist)
    sections = {section.id for section in checklist.sections}
    yield from _repeated([section.id for section in checklist.sections], ("sections",), "id", "分区编号")
    yield from _repeated([item.id for item in checklist.items], ("items",), "id", "检查项编号")
    for index, item in enumerate(checklist.items):
        yield from _item_faults(item, ("items", index), sections)


def _head_faults(checklist: Checklist) -> Iterator[Fault]:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", checklist.date) or not _is_date(checklist.date):
        yield Fault(("date",), f"“{checklist.date}”不是日期，应写成 '2026-11-23' 这样的年-月-日。")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _count_faults(checklist: Checklist) -> Iterator[Fault]:
    real = {
        "item_count": len(checklist.items),
        "major_count": sum(item.severity == "major" for item in checklist.items),
        "check_count": sum(item.check for item in checklist.items),
    }
    for field, count in real.items():
        if getattr(checklist, field) != count:
            yield Fault((field,), f"写的是 {getattr(checklist, field)}，实际为 {count}，请改为 {count}。")


def _repeated(values: list[str], path: Path, field: str, what: str) -> Iterator[Fault]:
    seen = Counter[str]()
    for index, value in enumerate(values):
        seen[value] += 1
        if seen[value] > 1:
            yield Fault((*path, index, field), f"{what} {value} 重复，每个编号只能用一次。")


def _item_faults(item: Item, path: Path, sections: set[str]) -> Iterator[Fault]:
    if item.section not in sections:
        yield Fault((*path, "section"), f"分区 {item.section} 未在 sections 中列出。")
    if item.severity == "major" and not item.major_criterion:
        yield Fault((*path, "major_criterion"), "severity 为 major 的检查项必须给出重大事故隐患判据原文。")
    if item.severity == "general" and item.major_criterion:
        yield Fault((*path, "severity"), "给出了重大事故隐患判据，severity 却是 general；两者须一致。")
    if item.measurement:
        entries = item.measurement.entries
        where: Path = (*path, "measurement", "entries")
        yield from _repeated([entry.key for entry in entries], where, "key", "测量项 key")
        for index, entry in enumerate(entries):
            yield from _entry_faults(entry, (*where, index))


def _entry_faults(entry: Entry, path: Path) -> Iterator[Fault]:
    if len(entry.limits) == 1 and entry.limits[0].when is not None:
        yield Fault((*path, "limits", 0, "when"), "只有一个限值时不写 when；分情形时须把各情形都列出。")
    if len(entry.limits) > 1:
        for index, limit in enumerate(entry.limits):
            if limit.when is None:
                yield Fault(
                    (*path, "limits", index, "when"), "有多个限值时，每个限值都要用 when 写明适用情形。"
                )
        named = [limit.when for limit in entry.limits if limit.when is not None]
        if len(named) == len(entry.limits):
            yield from _repeated(named, (*path, "limits"), "when", "适用情形")
    for index, limit in enumerate(entry.limits):
        yield from _limit_faults(limit, (*path, "limits", index))


def _limit_faults(limit: Limit, path: Path) -> Iterator[Fault]:
    values = []
    for index, bound in enumerate(limit.bounds):
        try:
            values.append((bound.op in LOWER_OPS, number(bound.value)))
        except BadNumber as error:
            yield Fault((*path, "bounds", index, "value"), str(error))
            return
    if not limit.bounds and limit.binding:
        yield Fault((*path, "bounds"), "没有数值的限值不能用来判定，请写数值，或写 binding: false。")
    lower = [value for is_lower, value in values if is_lower]
    upper = [value for is_lower, value in values if not is_lower]
    if len(lower) > 1 or len(upper) > 1:
        yield Fault((*path, "bounds"), "一个限值最多一个下限和一个上限；不同情形请分开写，并用 when 说明。")
    elif lower and upper and lower[0] > upper[0]:
        yield Fault((*path, "bounds"), f"下限 {lower[0]} 大于上限 {upper[0]}，没有数值能满足。")
