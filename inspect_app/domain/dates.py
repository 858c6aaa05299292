"""Dates and instants: instants are ms UTC, deadlines are dates in Asia/Shanghai (UTC+8, no summer time since 1991)."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache

SHANGHAI = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")
_EPOCH = dt.datetime(
    1970, 1, 1, tzinfo=dt.UTC
)  # counted in whole milliseconds: fractions of seconds are not exact


def moment(ms: int) -> dt.datetime:
    """The instant on a clock in the county."""
    return (_EPOCH + dt.timedelta(milliseconds=ms)).astimezone(SHANGHAI)


def day_of(ms: int) -> str:
    """ISO date in Asia/Shanghai of an instant."""
    return _day(int(ms + 28_800_000) // 86_400_000)


@lru_cache(maxsize=8192)
def _day(days: int) -> str:
    """The date so many days after 1970-01-01: asked for every row of a table."""
    return (_EPOCH.date() + dt.timedelta(days=days)).isoformat()


def parse_instant(text: str) -> int:
    """ms of "2026-11-23T08:00:00Z". Raises ValueError."""
    value = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if value.tzinfo is None:
        raise ValueError(f"时间缺少时区：{text}")
    return (value - _EPOCH) // dt.timedelta(milliseconds=1)


def instant(ms: int) -> str:
    """ "2026-11-23T08:00:00.000Z" of ms."""
    return (_EPOCH + dt.timedelta(milliseconds=ms)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def midnight(day: str) -> int:
    """The instant (ms) at which a day begins in the county."""
    return parse_instant(f"{day}T00:00:00+08:00")


def add_days(day: str, days: int) -> str:
    """ISO date `days` calendar days later."""
    return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()


def add_months(day: str, months: int) -> str:
    """ISO date `months` calendar months later; the last day of a shorter month."""
    date = dt.date.fromisoformat(day)
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(date.day, last)).isoformat()


def days_between(start: str, end: str) -> int:
    """end - start in calendar days."""
    return (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days


def chinese(day: str) -> str:
    """2026年11月23日"""
    date = dt.date.fromisoformat(day)
    return f"{date.year}年{date.month}月{date.day}日"
