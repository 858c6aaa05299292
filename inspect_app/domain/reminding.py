"""When to remind of what is due, and when nobody is to be disturbed. Pure.

Days are counted from the last round to this one, so that a machine that was off tells the day after what it would have told (`crossed`).
"""

from __future__ import annotations

from collections.abc import Iterable

from inspect_app.domain import dates
from inspect_app.domain.clocks import DAY, MAJOR, Deadlines

MAX_GAP = 14  # days that a round catches up; after a longer pause only what is due today
INNER = (1, 0)  # the bureau's own steps are short: the day before and the day itself


def offsets(settings: Deadlines) -> tuple[int, ...]:
    """Days left on which the enterprise is reminded; negative when overdue."""
    return tuple(sorted({*settings.before, 0, *(-day for day in settings.after)}, reverse=True))


def inner_offsets(settings: Deadlines) -> tuple[int, ...]:
    """The same for the steps of the bureau itself, of departments and of tasks."""
    return tuple(sorted({*INNER, *(-day for day in settings.after)}, reverse=True))


def crossed(due: str, last: str, today: str, at: Iterable[int]) -> bool:
    """Whether one of the days `at` before `due` came after the round of `last` and no later than `today`."""
    now = dates.days_between(today, due)
    before = dates.days_between(max(last, dates.add_days(today, -MAX_GAP)), due)
    return any(now <= left < before for left in at)


def remind(due: str, severity: str, last: str, today: str, settings: Deadlines) -> bool:
    """Whether an enterprise is reminded of a deadline today: on the days of the settings, of a major finding every day from the first of them on."""
    if severity in MAJOR:
        return last < today and dates.days_between(today, due) <= max(settings.before, default=0)
    return crossed(due, last, today, offsets(settings))


def in_words(due: str, today: str) -> str:
    """还剩 3 天 / 今天到期 / 逾期 2 天."""
    left = dates.days_between(today, due)
    return f"还剩 {left} 天" if left > 0 else "今天到期" if left == 0 else f"逾期 {-left} 天"


def quiet_until(now: int, quiet: tuple[str, str]) -> int:
    """The end of the quiet hours that `now` is in; `now` itself outside them. Hours may span midnight; equal ones mean none."""
    start, end = quiet
    moment, day = dates.moment(now), dates.day_of(now)
    clock = f"{moment:%H:%M}"
    if (start < end and start <= clock < end) or (start > end and clock < end):
        return dates.midnight(day) + _ms(end)
    if start > end and clock >= start:
        return dates.midnight(day) + DAY + _ms(end)
    return now


def _ms(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return (int(hour) * 60 + int(minute)) * 60_000
