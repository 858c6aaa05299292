"""What the enterprise typed, checked field by field. Nothing is lost: the fields come back as typed, each with its own sentence.

Money is parsed as text to whole cents; no floats (1.005 yuan has no place in a ledger).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from inspect_app.domain import dates
from inspect_app.domain.money import cents, yuan
from inspect_app.domain.suggestions import PORTAL

NAME, LONG, CONTACT = 60, 2000, 100
# What the principal stands for (反馈签认), kept in the log in these words.
PROMISE = "本人已核对整改措施、照片和完成情况，确认属实，并负责保持整改效果。"
LONGEST = 366  # days more than the present deadline: beyond lies a typing error


class Given(msgspec.Struct, frozen=True):
    """A form that came in. `typed` is what stands in the fields, `errors` what is wrong with which, `value` the event's facts as far as they are right."""

    typed: dict[str, str]
    errors: dict[str, str]
    value: dict[str, Any]


def clean(text: str) -> str:
    """What a person typed, without characters that no screen shows (NUL, lone surrogates) and without spaces around it."""
    text = text.encode("utf-8", "ignore").decode()
    return "".join(ch for ch in text if ch in "\n\t" or (ch >= " " and ch != "\x7f")).strip()


def _day(text: str, found_on: str | None, today: str) -> str:
    try:
        day = dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("请选择完成日期（年-月-日）") from None
    if day > today:
        raise ValueError("完成日期不能晚于今天；尚未完成的，请完成后再反馈")
    if found_on and day < found_on:
        raise ValueError(f"完成日期不能早于检查日期 {found_on}")
    return day


def _text(text: str, label: str, most: int, required: bool = True) -> str:
    if required and not text:
        raise ValueError(f"请填写{label}")
    if len(text) > most:
        raise ValueError(f"{label}最多 {most} 字，现在是 {len(text)} 字")
    return text


def _read(form: Mapping[str, str], rules: Mapping[str, tuple[str, Callable[[str], Any]]]) -> Given:
    """Each field by its rule: name → (member of the value, what reads it or raises ValueError with a sentence)."""
    typed = {name: clean(form.get(name, "")) for name in rules}
    errors: dict[str, str] = {}
    value: dict[str, Any] = {}
    for name, (member, read) in rules.items():
        try:
            value[member] = read(typed[name])
        except ValueError as problem:
            errors[name] = str(problem)
    return Given(typed, errors, value)


def proof(form: Mapping[str, str], found_on: str | None, today: str) -> Given:
    """Reads the form of a proof; photos come apart."""
    given = _read(form, {
        "measure": ("measure", lambda text: _text(text, "整改措施", LONG)),
        "owner": ("owner", lambda text: _text(text, "责任人", NAME)),
        "done_on": ("done_on", lambda text: _day(text, found_on, today)),
        "cost": ("cost_cents", cents),
        "interim": ("interim", lambda text: _text(text, "临时管控措施", LONG, required=False)),
    })  # fmt: skip
    return Given({**given.typed, "promise": clean(form.get("promise", ""))[:3]}, given.errors, given.value)


def _later_day(text: str, due: str, today: str) -> str:
    try:
        day = dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("请选择申请延长到的日期（年-月-日）") from None
    if day <= due:
        raise ValueError(f"新的期限须晚于现在的期限 {due}")
    if day <= today:
        raise ValueError("新的期限须晚于今天")
    if dates.days_between(max(due, today), day) > LONGEST:
        raise ValueError("延长超过一年，请核对年份；确需更长时间的，请先联系应急管理局")
    return day


def extension(form: Mapping[str, str], due: str, today: str) -> Given:
    """Reads the form that asks for more time. `due`: the present deadline."""
    return _read(form, {
        "due_date": ("due_date", lambda text: _later_day(text, due, today)),
        "reason": ("reason", lambda text: _text(text, "不能按期完成的原因", LONG)),
        "interim": ("interim", lambda text: _text(text, "延期期间的管控措施", LONG)),
        "owner": ("owner", lambda text: _text(text, "责任人", NAME)),
    })  # fmt: skip


def progress(form: Mapping[str, str]) -> Given:
    """Reads the form that says how far the rectification is."""
    return _read(form, {"note": ("note", lambda text: _text(text, "整改进展", LONG))})


CONSENT = "申请办理《电子送达确认书》，请将文书送达下列地址。"


def consent(form: Mapping[str, str]) -> Given:
    """Reads the form that asks for the 电子送达确认书."""
    return _read(form, {"address": ("address", lambda text: _text(text, "接收文书的手机号或邮箱", CONTACT))})


def suggestion(form: Mapping[str, str]) -> Given:
    """Reads the form of a 投诉建议."""
    return _read(form, {
        "category": ("category", _category),
        "text": ("text", lambda text: _text(text, "内容", LONG)),
        "contact": ("contact", lambda text: _text(text, "联系方式", CONTACT, required=False)),
    })  # fmt: skip


def _category(text: str) -> str:
    if text not in PORTAL:
        raise ValueError("请选择类别")
    return text


def filled(feedback: Mapping[str, Any] | None, owner: str, today: str) -> dict[str, str]:
    """What stands in the fields when the form is first shown: the feedback to correct, or an empty one."""
    given = feedback or {}
    return {
        "measure": given.get("measure", ""), "owner": given.get("owner", owner), "done_on": given.get("done_on", today),
        "cost": yuan(given.get("cost_cents")), "interim": given.get("interim", ""), "promise": "",
    }  # fmt: skip


def receipt(form: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """(typed, errors) of the form that signs for receipt."""
    typed = {name: clean(form.get(name, "")) for name in ("name", "title")}
    errors: dict[str, str] = {}
    for name, label, required in (("name", "签收人姓名", True), ("title", "职务", False)):
        try:
            _text(typed[name], label, NAME, required)
        except ValueError as problem:
            errors[name] = str(problem)
    return typed, errors
