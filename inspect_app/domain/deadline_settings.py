"""`setting/deadlines`: what a bureau may set of its deadlines and reminders, every problem in words, and what differs between two versions. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from inspect_app.domain import dates
from inspect_app.domain.clocks import CLOCKS, EDITABLE, RECTIFY_DAYS, SPAN, SUGGESTED, Deadlines, span_text
from inspect_app.domain.doc_setting_rules import Difference, Problem
from inspect_app.domain.workdays import Calendar

Row = dict[str, Any]
SEVERITIES = {"general": "一般", "major": "重大"}
RECTIFY = {"general": "一般隐患", "suspected_major": "疑似重大隐患", "major": "重大隐患"}
LIMITS = {"w": 60, "d": 180, "h": 240}
MAX_RECTIFY, MAX_REMIND, MAX_ESCALATE, MAX_OWN = 365, 60, 60, 366
TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
EXAMPLE = "写成“数字+单位”，如 3w（工作日）、10d（天）、24h（小时）"
DEFAULT = Deadlines()


def of(record: Mapping[str, Any] | None) -> Deadlines:
    """The deadlines in force: what was set, and the defaults for the rest."""
    kept = record or {}
    spans = {
        name: (one.get("general") or CLOCKS[name].general, one.get("major") or CLOCKS[name].major)
        for name, one in (kept.get("spans") or {}).items()
        if name in CLOCKS
    }
    remind, quiet, escalate, own = (
        kept.get(name) or {} for name in ("remind", "quiet", "escalate", "holidays")
    )
    days = dict.fromkeys(own.get("off") or (), False) | dict.fromkeys(own.get("on") or (), True)
    return Deadlines(
        spans=spans, rectify={**RECTIFY_DAYS, **(kept.get("rectify") or {})},
        before=tuple(remind.get("before") or DEFAULT.before), after=tuple(remind.get("after") or DEFAULT.after),
        quiet=(quiet.get("from") or DEFAULT.quiet[0], quiet.get("to") or DEFAULT.quiet[1]),
        escalate=(escalate.get("general", DEFAULT.escalate[0]), escalate.get("major", DEFAULT.escalate[1])), calendar=Calendar(days),
    )  # fmt: skip


def problems(record: Mapping[str, Any]) -> list[Problem]:
    """Everything that stands against this record, in the order of the page."""
    return [
        *_spans(record),
        *_rectify(record),
        *_remind(record),
        *_quiet(record),
        *_escalate(record),
        *_holidays(record),
    ]


def _spans(record: Mapping[str, Any]) -> Iterator[Problem]:
    for name, kept in (record.get("spans") or {}).items():
        clock = CLOCKS.get(name)
        if clock is None or name not in EDITABLE:
            yield Problem(f"spans/{name}", "没有这个环节")
            continue
        for severity, span in kept.items():
            if said := _span(clock.label, str(span), clock.general, clock.source):
                yield Problem(
                    f"spans/{name}/{severity}",
                    f"{clock.label}（{SEVERITIES.get(severity, severity)}）：{said}",
                )


def _span(label: str, span: str, default: str, source: str) -> str:
    found = SPAN.fullmatch(span)
    if not found:
        return f"“{span}”看不明白，请{EXAMPLE}"
    count, unit = int(found[1]), found[2]
    if not 1 <= count <= LIMITS[unit]:
        return f"应在 1 到 {LIMITS[unit]} 之间"
    if source != SUGGESTED and (unit == "w" or count * (1 if unit == "d" else 1 / 24) > int(default[:-1])):
        return f"{source}规定为 {span_text(default)}，可以缩短（用天或小时），不能延长"
    return ""


def _whole(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _rectify(record: Mapping[str, Any]) -> Iterator[Problem]:
    for severity, days in (record.get("rectify") or {}).items():
        if severity not in RECTIFY or not _whole(days, 0, MAX_RECTIFY):
            yield Problem(
                f"rectify/{severity}",
                f"{RECTIFY.get(severity, severity)}的整改期限应为 0（立即）到 {MAX_RECTIFY} 天的整数",
            )


def _remind(record: Mapping[str, Any]) -> Iterator[Problem]:
    for name, label in (("before", "到期前提醒"), ("after", "逾期后提醒")):
        listed = (record.get("remind") or {}).get(name) or []
        if (
            len(listed) > 10
            or len(set(listed)) != len(listed)
            or not all(_whole(day, 1, MAX_REMIND) for day in listed)
        ):
            yield Problem(
                f"remind/{name}",
                f"{label}：请填 1 到 {MAX_REMIND} 之间互不相同的整数，最多 10 个，用逗号隔开",
            )


def _quiet(record: Mapping[str, Any]) -> Iterator[Problem]:
    for name, label in (("from", "开始"), ("to", "结束")):
        at = (record.get("quiet") or {}).get(name)
        if at and not TIME.fullmatch(str(at)):
            yield Problem(f"quiet/{name}", f"免打扰{label}时间应写成 20:00 这样的时:分")


def _escalate(record: Mapping[str, Any]) -> Iterator[Problem]:
    for severity, days in (record.get("escalate") or {}).items():
        if severity not in SEVERITIES or not _whole(days, 1, MAX_ESCALATE):
            yield Problem(
                f"escalate/{severity}",
                f"建议移交执法（{SEVERITIES.get(severity, severity)}）：应为逾期 1 到 {MAX_ESCALATE} 天的整数",
            )


def _holidays(record: Mapping[str, Any]) -> Iterator[Problem]:
    own = record.get("holidays") or {}
    off, on = list(own.get("off") or ()), list(own.get("on") or ())
    for name, listed in (("off", off), ("on", on)):
        for day in listed:
            if not is_day(day):
                yield Problem(
                    f"holidays/{name}",
                    f"“{day}”不是有效的日期，请写成 2027-01-01，一行一个；连续几天写成 2027-02-06 至 2027-02-12",
                )
        if len(listed) > MAX_OWN:
            yield Problem(f"holidays/{name}", f"最多 {MAX_OWN} 天")
    if both := sorted(set(off) & set(on)):
        yield Problem("holidays/on", f"{both[0]} 既是放假又是上班，请保留一个")


def is_day(text: Any) -> bool:
    """Whether it is an ISO date between 2000 and 2099."""
    try:
        return dates.add_days(str(text), 0) == text and "2000" <= str(text) < "2100"
    except (ValueError, OverflowError):
        return False


RANGE = re.compile(r"(\S+)\s*(?:至|到|~|～|—)\s*(\S+)")


def days_of(text: str) -> list[str]:
    """The days of a text with one day or one range a line; what isn't a day is kept as it was typed, for `problems` to name."""
    found: list[str] = []
    for line in filter(None, (line.strip() for line in re.split(r"[\n,，;；]", text))):
        pair = RANGE.fullmatch(line)
        if (
            pair
            and is_day(pair[1])
            and is_day(pair[2])
            and 0 <= dates.days_between(pair[1], pair[2]) <= MAX_OWN
        ):
            found += [dates.add_days(pair[1], n) for n in range(dates.days_between(pair[1], pair[2]) + 1)]
        else:
            found.append(line)
    return sorted(dict.fromkeys(found))


def text_of(days: list[str]) -> str:
    """The same back, neighbours as one range."""
    lines: list[list[str]] = []
    for day in sorted(days):
        if lines and dates.add_days(lines[-1][-1], 1) == day:
            lines[-1].append(day)
        else:
            lines.append([day])
    return "\n".join(run[0] if len(run) == 1 else f"{run[0]} 至 {run[-1]}" for run in lines)


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Difference]:
    """What a change changed, in words."""
    old, new = dict(_flat(before or {})), dict(_flat(after or {}))
    return [
        Difference(label, old.get(label, ""), new.get(label, ""))
        for label in dict.fromkeys([*old, *new])
        if old.get(label) != new.get(label)
    ]


def _flat(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, kept in (record.get("spans") or {}).items():
        for severity, span in kept.items():
            yield f"{CLOCKS[name].label}时限（{SEVERITIES[severity]}）", span_text(span)
    for severity, days in (record.get("rectify") or {}).items():
        yield f"{RECTIFY[severity]}的整改期限", f"{days} 天" if days else "立即"
    yield from _flat_rest(record)


def _flat_rest(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, label in (("before", "到期前提醒"), ("after", "逾期后提醒")):
        if listed := (record.get("remind") or {}).get(name):
            yield label, "、".join(map(str, listed)) + " 天"
    for name, label in (("from", "免打扰开始"), ("to", "免打扰结束")):
        if at := (record.get("quiet") or {}).get(name):
            yield label, at
    for severity, days in (record.get("escalate") or {}).items():
        yield f"建议移交执法（{SEVERITIES[severity]}）", f"逾期 {days} 天"
    for name, label in (("off", "本局放假日"), ("on", "本局上班日")):
        if listed := (record.get("holidays") or {}).get(name):
            yield label, text_of(listed).replace("\n", "；")
