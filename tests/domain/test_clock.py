"""Stamps only grow, sort as text, and a clock that runs ahead does not win by it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain import clock, dates

times = st.integers(0, 36**9 - 1)


@given(st.lists(times, min_size=2, max_size=30))
def test_every_stamp_is_later_than_the_one_before_whatever_the_wall_clock_does(walls: list[int]) -> None:
    stamps, last = [], ""
    for wall in walls:
        last = clock.next_stamp(last, min(wall, 36**9 - 10**6))
        stamps.append(last)
    assert stamps == sorted(set(stamps))
    assert all(clock.STAMP.fullmatch(stamp) for stamp in stamps)


@given(times, times)
def test_text_order_is_time_order(one: int, other: int) -> None:
    assert (clock.base36(one, 9) < clock.base36(other, 9)) == (one < other)
    assert int(clock.base36(one, 9), 36) == one


def test_a_full_counter_borrows_a_millisecond() -> None:
    last = f"{clock.base36(1000, 9)}-zzz-server00"
    assert clock.next_stamp(last, 900) == f"{clock.base36(1001, 9)}-000-server00"


@given(times, st.integers(-(10**10), 10**10))
def test_a_stamp_far_ahead_is_ranked_by_its_receipt(wall: int, ahead: int) -> None:
    received = min(max(wall, 0), 36**9 - 1)
    stamp = clock.next_stamp("", min(max(received + ahead, 0), 36**9 - 1), "aaaaaaaa")
    rank = clock.rank(stamp, received)
    assert int(rank, 36) <= received + clock.MAX_AHEAD_MS
    if clock.millis(stamp) <= received + clock.MAX_AHEAD_MS:
        assert rank == stamp[:9]


@given(st.integers(-62135596800000, 253402271999999))
def test_an_instant_is_read_as_it_was_written(ms: int) -> None:
    assert dates.parse_instant(dates.instant(ms)) == ms


def test_the_day_begins_at_midnight_in_the_county() -> None:
    assert dates.day_of(dates.parse_instant("2026-11-22T15:59:59Z")) == "2026-11-22"
    assert dates.day_of(dates.parse_instant("2026-11-22T16:00:00Z")) == "2026-11-23"
