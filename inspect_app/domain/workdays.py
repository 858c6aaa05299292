"""Working days by the statutory holidays (法定节假日): the published table, continued by the bureau's own where the table ends. Pure.

The State Council publishes a year's holidays in November of the year before: beyond the table Monday to Friday count, and whoever shows such a
day says so (`provisional`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

import chinese_calendar
import msgspec

# More than any span that may be set: a table of nothing but holidays must not hang a page.
MAX_WALK = 800


class Calendar(msgspec.Struct, frozen=True):
    """The bureau's own days: ISO day → whether it is worked. They go before the published table."""

    own: Mapping[str, bool] = {}

    def works(self, day: str) -> bool:
        """Whether it is a working day."""
        kept = self.own.get(day)
        return _published(day)[0] if kept is None else kept

    def known(self, day: str) -> bool:
        """Whether the holidays of that year were published, or the bureau entered days of that year."""
        return _published(day)[1] or any(kept[:4] == day[:4] for kept in self.own)

    def add(self, day: str, count: int) -> str:
        """The `count`th working day after `day`; 0 is the day itself."""
        date = dt.date.fromisoformat(day)
        for _ in range(MAX_WALK):
            if count <= 0:
                break
            date += dt.timedelta(days=1)
            count -= self.works(date.isoformat())
        return date.isoformat()

    def provisional(self, start: str, end: str) -> bool:
        """Whether days of a year count here whose holidays nobody knows yet."""
        return any(not self.known(f"{year}-01-01") for year in range(int(start[:4]), int(end[:4]) + 1))


def published_until() -> int:
    """The last year of the published table."""
    return max(int(day.year) for day in chinese_calendar.constants.holidays)


@lru_cache(maxsize=4096)
def _published(day: str) -> tuple[bool, bool]:
    """(worked, known): what the published table says, or Monday to Friday beyond it."""
    date = dt.date.fromisoformat(day)
    try:
        return bool(chinese_calendar.is_workday(date)), True
    except NotImplementedError:  # what the library raises beyond its table
        return date.weekday() < 5, False
