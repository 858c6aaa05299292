"""整改预警: the level (blue, yellow, orange, red) of an enterprise, a township or an industry from counts of its findings, and why. Pure.

Source: domain workflow § 7. The level says how far what was due has been rectified; the colours of risk grading are another thing. Nothing here
ranks: objects are never ordered by level or by rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, get_args

import msgspec

LEVELS = ("blue", "yellow", "orange", "red")  # calm to grave
WORDS = {"blue": "蓝色", "yellow": "黄色", "orange": "橙色", "red": "红色"}
MEANINGS = {"blue": "正常", "yellow": "提醒", "orange": "警示", "red": "严重"}
ADVICE = {
    "blue": "按常规跟踪。",
    "yellow": "提醒企业，请乡镇（街道）催办。",
    "orange": "业务科室约谈企业，缩短复查周期。",
    "red": "分管领导督办；建议移交执法，或提请联席处置。",
}
OBJECTS = {"enterprise": "企业", "township": "乡镇（街道）", "industry": "行业"}
FORMULA = "达标率 R = 按期整改合格数 ÷ 应到期数 × 100%"
RATES = ("blue", "yellow", "orange")
LABELS = {
    "blue": "蓝色：达标率不低于（%）",
    "yellow": "黄色：达标率不低于（%）",
    "orange": "橙色：达标率不低于（%）",
    "yellow_days": "黄色：逾期不超过（天）",
    "orange_days": "橙色：逾期不超过（天）",
    "months": "统计最近几个月到期的隐患",
}


Areas = Literal["rate", "all"]
AREAS: dict[str, str] = {"rate": "按达标率定", "all": "与企业相同（有重大未销号或逾期过久即列为红色）"}


class Thresholds(msgspec.Struct, frozen=True):
    """Where one level ends and the next begins, and what a township's or an industry's level comes from; the bureau's own in `setting/warning`."""

    blue: int = 95
    yellow: int = 85
    orange: int = 60
    yellow_days: int = 3
    orange_days: int = 15
    months: int = 12
    areas: Areas = "rate"


class Counts(msgspec.Struct, frozen=True):
    """What an object has: findings whose deadline went by (`due`), those of them rectified in time (`on_time`), those overdue now and for how many days
    the longest; open ones that recurred, that are major, that are listed (挂牌督办)."""

    due: int = 0
    on_time: int = 0
    overdue: int = 0
    days: int = 0
    recurring: int = 0
    major: int = 0
    listed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.due + other.due, self.on_time + other.on_time, self.overdue + other.overdue, max(self.days, other.days),
            self.recurring + other.recurring, self.major + other.major, self.listed + other.listed,
        )  # fmt: skip


class Reason(msgspec.Struct, frozen=True):
    """One fact that calls for a level: in words, with its number and the threshold that it crossed."""

    level: str
    fact: str  # rate | overdue | recurring | major | listed
    value: int
    text: str


class Verdict(msgspec.Struct, frozen=True):
    """The level and every reason, the gravest first; a blue one says what is well. `noted`: facts that are told without making the level."""

    level: str
    reasons: tuple[Reason, ...]
    noted: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The reasons that made the level, in one sentence."""
        return "；".join(reason.text for reason in self.reasons if reason.level == self.level)


def permille(counts: Counts) -> int | None:
    """The rate in tenths of a percent, rounded down so that what is shown never reaches a threshold that was missed; None while nothing was due."""
    return counts.on_time * 1000 // counts.due if counts.due else None


def rate_text(counts: Counts) -> str:
    """ "83.3%", or a dash."""
    found = permille(counts)
    return "—" if found is None else f"{found // 10}.{found % 10}%"


def judge(counts: Counts, limits: Thresholds) -> Verdict:
    """The level of an object: the gravest that any fact calls for."""
    reasons = sorted(_reasons(counts, limits), key=lambda reason: -LEVELS.index(reason.level))
    level = reasons[0].level if reasons else "blue"
    return Verdict(level, tuple(reasons) or (_well(counts, limits),))


@lru_cache(4096)
def judge_once(counts: Counts, limits: Thresholds) -> Verdict:
    """`judge`, worked out once: most enterprises of a county have the same few counts."""
    return judge(counts, limits)


@lru_cache(4096)
def judge_area(counts: Counts, limits: Thresholds) -> Verdict:
    """The level of a township or an industry. A single finding of one enterprise would make all of them red, for as long as there is any: unless the
    bureau wants it so, the rate alone decides, and what would be a veto for an enterprise is told beside it."""
    if limits.areas == "all":
        return judge(counts, limits)
    level = _by_rate(counts, limits) if counts.due else "blue"
    reason = _by_rate_alone(counts, limits, level)
    return Verdict(level, (reason,), tuple(_noted(counts)))


def _by_rate_alone(counts: Counts, limits: Thresholds, level: str) -> Reason:
    if not counts.due:
        return Reason("blue", "rate", 1000, "没有到期的隐患")
    if level != "blue":
        return Reason(level, "rate", permille(counts) or 0, _rate_words(counts, limits, level))
    said = f"达标率 {rate_text(counts)}（{counts.on_time}/{counts.due}），不低于 {limits.blue}%"
    return Reason("blue", "rate", permille(counts) or 0, said)


def _noted(counts: Counts) -> Iterator[str]:
    if counts.listed:
        yield f"挂牌督办 {counts.listed} 条未销号"
    if counts.major:
        yield f"重大隐患 {counts.major} 条未销号"
    if counts.overdue:
        yield f"逾期 {counts.overdue} 条，最长 {counts.days} 天"
    if counts.recurring:
        yield f"复发 {counts.recurring} 条未销号"


def _reasons(counts: Counts, limits: Thresholds) -> Iterator[Reason]:
    if counts.listed:
        yield Reason("red", "listed", counts.listed, f"挂牌督办的隐患 {counts.listed} 条未销号，直接列为红色")
    if counts.major:
        yield Reason("red", "major", counts.major, f"重大隐患 {counts.major} 条未销号，直接列为红色")
    if counts.overdue:
        yield _overdue(counts, limits)
    if counts.due and (level := _by_rate(counts, limits)) != "blue":
        yield Reason(level, "rate", permille(counts) or 0, _rate_words(counts, limits, level))
    if counts.recurring:
        yield Reason(
            "orange", "recurring", counts.recurring, f"同一问题复发 {counts.recurring} 条未销号，列为橙色"
        )


def _overdue(counts: Counts, limits: Thresholds) -> Reason:
    said = f"逾期 {counts.overdue} 条，最长 {counts.days} 天，"
    if counts.days <= limits.yellow_days:
        return Reason("yellow", "overdue", counts.days, f"{said}未超过 {limits.yellow_days} 天，列为黄色")
    if counts.days <= limits.orange_days:
        words = f"超过 {limits.yellow_days} 天，未超过 {limits.orange_days} 天，列为橙色"
        return Reason("orange", "overdue", counts.days, said + words)
    return Reason("red", "overdue", counts.days, f"{said}超过 {limits.orange_days} 天，列为红色")


def _by_rate(counts: Counts, limits: Thresholds) -> str:
    share = counts.on_time * 100
    for level in RATES:
        if share >= int(getattr(limits, level)) * counts.due:
            return level
    return "red"


def _rate_words(counts: Counts, limits: Thresholds, level: str) -> str:
    below = {"yellow": limits.blue, "orange": limits.yellow, "red": limits.orange}[level]
    part = f"{counts.on_time}/{counts.due}"
    return f"达标率 {rate_text(counts)}（{part}），低于 {below}%，列为{WORDS[level]}"


def _well(counts: Counts, limits: Thresholds) -> Reason:
    if not counts.due:
        return Reason("blue", "rate", 1000, "没有到期的隐患，没有逾期，没有重大隐患")
    said = f"达标率 {rate_text(counts)}（{counts.on_time}/{counts.due}），不低于 {limits.blue}%，没有逾期，没有重大隐患"
    return Reason("blue", "rate", permille(counts) or 0, said)


# --- thresholds that a bureau sets ----------------------------------------------------------------------------------------------------


class Problem(msgspec.Struct, frozen=True):
    """What can't be so, at which field."""

    field: str
    text: str


def thresholds(record: Mapping[str, Any] | None) -> Thresholds:
    """Those of a record of `setting/warning`; what it doesn't say is the default."""
    known = {name: value for name, value in (record or {}).items() if name in LABELS or name == "areas"}
    return msgspec.convert(known, Thresholds)


def typed(fields: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
    """What a form says, and what is wrong with it."""
    numbers: dict[str, Any] = {}
    wrong = []
    for name, label in LABELS.items():
        text = fields.get(name, "").strip()
        if text.isascii() and text.isdecimal() and len(text) <= 4:
            numbers[name] = int(text)
        else:
            wrong.append(Problem(name, f"“{label}”请填写整数"))
    numbers["areas"] = fields.get("areas") or "rate"
    if numbers["areas"] not in get_args(Areas):
        wrong.append(Problem("areas", "请选择乡镇（街道）和行业的等级怎么定"))
    return numbers, wrong or problems(numbers)


def problems(numbers: Mapping[str, Any]) -> list[Problem]:
    """Thresholds that contradict each other."""
    limits = thresholds(numbers)
    wrong = []
    if limits.blue > 100:
        wrong.append(Problem("blue", "达标率不能超过 100%"))
    if limits.yellow >= limits.blue:
        wrong.append(Problem("yellow", f"黄色的达标率须低于蓝色的 {limits.blue}%"))
    if limits.orange >= limits.yellow:
        wrong.append(Problem("orange", f"橙色的达标率须低于黄色的 {limits.yellow}%"))
    if limits.orange < 1:
        wrong.append(Problem("orange", "橙色的达标率须在 1% 以上，否则没有红色"))
    if limits.yellow_days < 1:
        wrong.append(Problem("yellow_days", "黄色的逾期天数至少为 1 天"))
    if limits.orange_days <= limits.yellow_days:
        wrong.append(Problem("orange_days", f"橙色的逾期天数须多于黄色的 {limits.yellow_days} 天"))
    if limits.orange_days > 365:
        wrong.append(Problem("orange_days", "逾期天数不能超过 365 天"))
    if not 1 <= limits.months <= 36:
        wrong.append(Problem("months", "统计范围须在 1 至 36 个月之间"))
    return wrong


def differences(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> list[tuple[str, int | str, int | str]]:
    """What a change of the thresholds changed: (label, before, after)."""
    old, new = thresholds(before), thresholds(after)
    changed: list[tuple[str, int | str, int | str]] = [
        (label, getattr(old, name), getattr(new, name))
        for name, label in LABELS.items()
        if getattr(old, name) != getattr(new, name)
    ]
    if old.areas != new.areas:
        changed.append(("乡镇（街道）和行业", AREAS[old.areas], AREAS[new.areas]))
    return changed
