"""Until when the next step must be done: spans per step and severity, the instant or day they end, and whether it has passed. Pure.

A clock runs in a state because a step that leads there names it (rules.Step.clock). Source: domain workflow § 5; what it marks 建议 a bureau may
set as it likes, what the law says only shorter. "Now" and "today" come from the caller.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from inspect_app.domain import dates, rules
from inspect_app.domain.workdays import MAX_WALK, Calendar

Row = Mapping[str, Any]
HOUR, DAY = 3_600_000, 86_400_000
SPAN = re.compile(r"(\d{1,3})([wdh])")
UNITS = {"w": "个工作日", "d": "天", "h": "小时"}
MAJOR = frozenset({"major", "suspected_major"})  # until it is graded a suspected one is as urgent
COLUMNS = frozenset({"due_date", "recheck_on"})
SUGGESTED = "建议"
RECTIFY_DAYS = {"general": 15, "suspected_major": 15, "major": 30}  # what the form of review proposes


class Clock(msgspec.Struct, frozen=True):
    """What runs: `general` and `major` are spans ("1w" working days, "10d" days, "24h" hours) or the column that holds the day.

    `owner`: whose turn it is (a role; `enterprise`, `reinspector`, `owner` of a task); `source`: 建议, or the law that sets the span.
    """

    label: str
    owner: str
    general: str
    major: str
    major_owner: str = ""
    source: str = SUGGESTED


CLOCKS: dict[str, Clock] = {
    "review": Clock("审核", "section", "1w", "2h"),
    "correct": Clock("补正", "expert", "3w", "3w"),
    "grade": Clock("定级研判", "section", "2w", "24h", "leader"),
    "assign": Clock("交办", "section", "3w", "24h"),
    "serve": Clock("签发送达", "section", "3d", "1d"),
    "rectify": Clock("整改反馈", "enterprise", "due_date", "due_date"),
    "extension": Clock("延期答复", "section", "5d", "5d", "leader", "令15"),
    "recheck": Clock("复查", "section", "10d", "10d", source="令15、令16"),
    "outcome": Clock("复查结论", "reinspector", "recheck_on", "recheck_on"),
    "close": Clock("销号", "section", "2d", "2d", "leader"),
    "enforce": Clock("执法核查", "officer", "15d", "7d"),
    "transfer": Clock("移送回执", "dept", "10d", "10d"),
    "task": Clock("办理", "owner", "due_date", "due_date"),
}
EDITABLE = tuple(name for name, clock in CLOCKS.items() if clock.general not in COLUMNS)


class Deadlines(msgspec.Struct, frozen=True):
    """`setting/deadlines` with its defaults (deadline_settings.of). `spans`: clock → (general, major)."""

    spans: Mapping[str, tuple[str, str]] = {}
    rectify: Mapping[str, int] = msgspec.field(default_factory=lambda: dict(RECTIFY_DAYS))
    before: tuple[int, ...] = (10, 3, 1)
    after: tuple[int, ...] = (1, 3, 7, 15, 30)
    quiet: tuple[str, str] = ("20:00", "08:00")
    escalate: tuple[int, int] = (
        3,
        1,
    )  # days past the deadline after which enforcement is proposed: general, major
    calendar: Calendar = Calendar()

    def span(self, clock: str, severity: str) -> str:
        """The span of a clock for a severity."""
        own = self.spans.get(clock) or (CLOCKS[clock].general, CLOCKS[clock].major)
        return own[severity in MAJOR]


class Due(msgspec.Struct, frozen=True):
    """Until when: `day` in the county; `at` (ms) when the span counts hours. `provisional`: holidays within it are not published yet."""

    clock: str
    label: str
    owner: str
    day: str
    at: int | None = None
    provisional: bool = False

    def late(self, now: int) -> bool:
        """Whether it has passed. A day lasts until midnight."""
        return now > self.at if self.at is not None else dates.day_of(now) > self.day


class Cutoff(msgspec.Struct, frozen=True):
    """A row whose `column` is less than `value` is late: for conditions in SQL."""

    column: str
    value: int | str


def of_state(state: str) -> tuple[str, ...]:
    """The clocks that may run in a state of a finding, by the steps that lead there."""
    steps = rules.FINDING.values()
    return tuple(dict.fromkeys(step.clock for step in steps if step.target == state and step.clock))


def clock_of(row: Row) -> str | None:
    """The clock that runs for a finding now: once its reinspection passed, that of closing."""
    named = of_state(str(row.get("state") or ""))
    if "close" in named:
        return "close" if (row.get("outcome") or {}).get("result") == "pass" else "outcome"
    if named == ("transfer",) and (row.get("transfer") or {}).get("answer"):
        return None
    return named[0] if named else None


def due(row: Row, settings: Deadlines) -> Due | None:
    """When the step that a finding waits for is due; None when nothing waits or no day was set."""
    name = clock_of(row)
    if name is None:
        return None
    agreed = (row.get("transfer") or {}).get("reply_by") if name == "transfer" else None
    return _due(name, row, agreed or settings.span(name, str(row.get("severity") or "")), settings)


def late(row: Row, now: int, settings: Deadlines) -> bool:
    """Whether the step that a finding waits for is overdue."""
    end = due(row, settings)
    return end is not None and end.late(now)


def owner(clock: str, severity: str) -> str:
    """Whose turn it is."""
    kind = CLOCKS[clock]
    return (kind.major_owner if severity in MAJOR else "") or kind.owner


def _due(name: str, row: Row, span: str, settings: Deadlines) -> Due | None:
    severity = str(row.get("severity") or "")
    label, whose = CLOCKS[name].label, owner(name, severity)
    if not (found := SPAN.fullmatch(span)):
        day = row.get(span) if span in COLUMNS else span
        return Due(name, label, whose, str(day)) if day else None
    count, start = int(found[1]), int(row.get("state_at") or 0)
    if found[2] == "h":
        end = start + count * HOUR
        return Due(name, label, whose, dates.day_of(end), end)
    first = dates.day_of(start)
    if found[2] == "d":
        return Due(name, label, whose, dates.add_days(first, count))
    day = settings.calendar.add(first, count)
    return Due(name, label, whose, day, None, settings.calendar.provisional(first, day))


def cutoff(clock: str, severity: str, now: int, settings: Deadlines) -> Cutoff:
    """The inverse of `due`: findings of this severity whose clock this is are late when their column is less than the value."""
    span, today = settings.span(clock, severity), dates.day_of(now)
    if not (found := SPAN.fullmatch(span)):
        return Cutoff(span, today)
    count = int(found[1])
    if found[2] == "h":
        return Cutoff("state_at", now - count * HOUR)
    if found[2] == "d":
        return Cutoff("state_at", dates.midnight(dates.add_days(today, -count)))
    return Cutoff("state_at", dates.midnight(_earliest(today, count, settings.calendar)))


def _earliest(today: str, count: int, calendar: Calendar) -> str:
    """The first day whose `count`th working day is today or later."""
    day, passed = today, 0
    for _ in range(MAX_WALK):
        passed += day < today and calendar.works(day)  # working days from `day` up to yesterday
        if passed >= count:
            break
        day = dates.add_days(day, -1)
    return day


def span_text(span: str) -> str:
    """ "1w" → 1 个工作日."""
    found = SPAN.fullmatch(span)
    return (
        f"{found[1]} {UNITS[found[2]]}"
        if found
        else {"due_date": "整改期限", "recheck_on": "复查日期"}.get(span, span)
    )


def suggest_escalation(row: Row, today: str, settings: Deadlines) -> str | None:
    """Why a referral to enforcement is proposed (workflow § 5: three days past a general deadline, at once for a major one); only proposed."""
    deadline = row.get("due_date")
    if row.get("state") not in rules.RUNNING or not deadline:
        return None
    days, major = dates.days_between(str(deadline), today), row.get("severity") in MAJOR
    if days < max(1, settings.escalate[major]):
        return None
    kind = "重大隐患" if row.get("severity") == "major" else "疑似重大隐患" if major else "一般隐患"
    return f"{kind}逾期 {days} 天仍未反馈整改情况，建议移交执法"
