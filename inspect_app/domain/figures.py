"""Figures of the monthly and quarterly tables (workflow § 8.1): what counts in a period, each formula once and in words.

A finding counts as found in the period that holds the day of its confirmation, unless it was returned, merged or cancelled since; as rectified
in the period of its close-out. Overdue is judged by the log: the state and the deadline as they stood on that day, whatever happened later, so
that a finding overdue over three months is once in each end-of-month stock and once, in its first month, among the newly overdue. Days are the
county's. Pure.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from inspect_app.domain import dates
from inspect_app.domain.rules import FINDING, FINDING_STATES, RUNNING

Row = dict[str, Any]
NOT_COUNTED = frozenset({"", "submitted", "returned", "merged", "cancelled"})
COUNTED = frozenset(FINDING_STATES) - NOT_COUNTED
# Events that set the deadline.
DATED = frozenset({"assign", "approve_ext", "extend", "fail", "resume"})
UNDATED = frozenset({"reject_transfer"})
# Events that put it on the list (挂牌督办).
LISTING = frozenset({"supervise", "list"})
FORMULAS = (
    ("检查企业数", "本期开始过检查的企业，同一企业只计一次；已派单未开始、企业谢绝、已取消的不计。"),
    ("覆盖率", "检查企业数 ÷ 登记簿中的企业数。"),
    ("排查隐患", "确认日期在本期内的隐患；退回、合并、作废的不计。疑似重大未经局领导定级的计入一般。"),
    ("已整改", "销号日期在本期内的隐患。"),
    ("整改率", "整改期限在本期内的隐患中，期末前已销号的 ÷ 整改期限在本期内的隐患（已交办且到期）。"),
    ("总整改率", "本期确认并已交办的隐患中，期末前已销号的 ÷ 本期确认并已交办的隐患。"),
    ("逾期未整改", "期末当天仍在整改中、期限已过的隐患（存量），跨月的每月只计一次。"),
    ("新增逾期", "本期内开始逾期的隐患；上期已经逾期的不再计。"),
    ("挂牌督办数", "本期内挂牌督办的隐患。"),
    ("移交执法", "本期内移交执法的隐患；一条多次移交只计一次。"),
    ("处罚", "本期内登记执法结案且有罚款的件数和罚款额。"),
    ("投入资金", "本期销号的隐患中企业填报的整改投入。"),
)  # fmt: skip


class Period(msgspec.Struct, frozen=True):
    """A month or a quarter: its first and last day."""

    name: str
    title: str
    first: str
    last: str

    def holds(self, day: str | None) -> bool:
        """Whether a day lies in it."""
        return bool(day) and self.first <= str(day) <= self.last

    @property
    def begins(self) -> int:
        """ms of its first instant."""
        return dates.midnight(self.first)

    @property
    def ends(self) -> int:
        """ms of the first instant after it."""
        return dates.midnight(dates.add_days(self.last, 1))


def period(name: str) -> Period | None:
    """`2026-10` or `2026Q3`; None for anything else."""
    month = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", name)
    quarter = re.fullmatch(r"(20\d\d)Q([1-4])", name)
    if month:
        year, first = int(month[1]), int(month[2])
        return Period(name, f"{year}年{first}月", f"{name}-01", _last(year, first))
    if quarter:
        year, last = int(quarter[1]), int(quarter[2]) * 3
        return Period(name, f"{year}年第{quarter[2]}季度", f"{year}-{last - 2:02d}-01", _last(year, last))
    return None


def _last(year: int, month: int) -> str:
    return dt.date(year, month, calendar.monthrange(year, month)[1]).isoformat()


class Move(msgspec.Struct, frozen=True):
    """An event of a finding that moved it or its deadline. `due`: the deadline that it set, '' for none, None for one that it left alone."""

    day: str
    path: str
    due: str | None


def overdue_spans(moves: Sequence[Move], until: str) -> list[tuple[str, str]]:
    """The stretches of days (first, last) on which a finding was overdue at the end of the day, up to `until`. moves: in the order of the log."""
    spans: list[tuple[str, str]] = []
    state, due = "", ""
    for index, move in enumerate(moves):
        state, due = FINDING[move.path].target or state, due if move.due is None else move.due
        end = dates.add_days(moves[index + 1].day, -1) if index + 1 < len(moves) else until
        if state in RUNNING and due:
            first, last = max(move.day, dates.add_days(due, 1)), min(end, until)
            if first <= last:
                _join(spans, first, last)
    return spans


def _join(spans: list[tuple[str, str]], first: str, last: str) -> None:
    """An urge or an extension that was too short does not begin being overdue anew."""
    if spans and spans[-1][1] >= dates.add_days(first, -1):
        spans[-1] = (spans[-1][0], last)
    else:
        spans.append((first, last))


class Fact(msgspec.Struct, frozen=True):
    """What the tables need of a finding that counts."""

    id: str
    township: str
    industry: str
    enterprise: str
    major: bool
    confirmed: str | None
    closed: str | None
    concluded: str | None
    due: str | None
    cost_cents: int
    penalty_cents: int
    supervised: tuple[str, ...] = ()
    escalated: tuple[str, ...] = ()
    overdue: tuple[tuple[str, str], ...] = ()


class Sums(msgspec.Struct):
    """A line of the summary. Money in 1/100 yuan."""

    firms: set[str] = msgspec.field(default_factory=set)
    registered: int = 0
    visits: int = 0
    found_general: int = 0
    found_major: int = 0
    closed_general: int = 0
    closed_major: int = 0
    due: int = 0
    due_closed: int = 0
    assigned: int = 0
    assigned_closed: int = 0
    overdue: int = 0
    overdue_new: int = 0
    supervised: int = 0
    escalated: int = 0
    penalties: int = 0
    penalty_cents: int = 0
    cost_cents: int = 0

    def add(self, fact: Fact, now: Period) -> None:
        """One finding's part in the period."""
        found, closed = now.holds(fact.confirmed), now.holds(fact.closed)
        done = bool(fact.closed) and str(fact.closed) <= now.last
        self.found_major += found and fact.major
        self.found_general += found and not fact.major
        self.closed_major += closed and fact.major
        self.closed_general += closed and not fact.major
        self.due += now.holds(fact.due)
        self.due_closed += now.holds(fact.due) and done
        self.assigned += found and bool(fact.due)
        self.assigned_closed += found and bool(fact.due) and done
        self.overdue += any(first <= now.last <= last for first, last in fact.overdue)
        self.overdue_new += sum(now.holds(first) for first, _ in fact.overdue)
        self.supervised += any(now.holds(day) for day in fact.supervised)
        self.escalated += any(now.holds(day) for day in fact.escalated)
        self.cost_cents += fact.cost_cents if closed else 0
        if now.holds(fact.concluded) and fact.penalty_cents:
            self.penalties += 1
            self.penalty_cents += fact.penalty_cents


def share(part: int, whole: int) -> float | None:
    """A rate between 0 and 1; None when there is nothing to divide by."""
    return part / whole if whole else None


def summed(facts: Iterable[Fact], key: Any, now: Period) -> dict[Any, Sums]:
    """key(fact) → its line."""
    lines: dict[Any, Sums] = {}
    for fact in facts:
        lines.setdefault(key(fact), Sums()).add(fact, now)
    return lines
