"""Deadlines: spans in hours, days and working days, the end of the table of holidays, and the cutoff that says the same in SQL."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain import clocks, dates, rules
from inspect_app.domain.clocks import CLOCKS, Deadlines, clock_of, cutoff, due, late, suggest_escalation
from inspect_app.domain.workdays import Calendar

CALENDAR = Calendar()
SETTINGS = Deadlines()
NOON = "T12:00:00+08:00"
days = st.dates(dt.date(2024, 1, 1), dt.date(2029, 12, 31)).map(lambda day: day.isoformat())
TERMINAL = {"", "merged", "closed", "cancelled", "enforced"}


def at(text: str) -> int:
    return dates.parse_instant(text)


def test_every_state_that_waits_has_a_clock() -> None:
    for state in rules.FINDING_STATES.keys() - TERMINAL:
        named = clocks.of_state(state)
        assert named, state
        assert set(named) <= set(CLOCKS)
        assert clock_of({"state": state}) in CLOCKS
    for state in TERMINAL:
        assert clock_of({"state": state}) is None
    named = {step.clock for table, _ in rules.TABLES.values() for step in table.values() if step.clock}
    assert named == set(CLOCKS)


@pytest.mark.parametrize(
    ("state", "severity", "since", "day", "instant"),
    [
        ("submitted", "general", "2026-11-27" + NOON, "2026-11-30", None),  # Friday → Monday
        ("submitted", "suspected_major", "2026-11-27T23:30:00+08:00", "2026-11-28", "2026-11-28T01:30:00+08:00"),
        ("confirmed", "general", "2026-09-30" + NOON, "2026-10-09", None),  # over the National Day
        ("graded", "general", "2026-10-08" + NOON, "2026-10-12", None),  # Saturday the 10th is worked
        ("graded", "major", "2026-10-01" + NOON, "2026-10-02", "2026-10-02" + NOON),  # hours know no holiday
        ("assigned", "general", "2026-10-01" + NOON, "2026-10-04", None),
        ("assigned", "major", "2026-10-01" + NOON, "2026-10-02", None),
        ("ext_pending", "general", "2026-11-01" + NOON, "2026-11-06", None),
        ("feedback", "general", "2026-11-01" + NOON, "2026-11-11", None),
    ],
)  # fmt: skip
def test_the_defaults(state: str, severity: str, since: str, day: str, instant: str | None) -> None:
    row = {"state": state, "severity": severity, "state_at": at(since)}
    end = due(row, SETTINGS)
    assert end is not None
    assert (end.day, end.at) == (day, at(instant) if instant else None)
    last = end.at if end.at is not None else at(f"{day}T23:59:59+08:00")
    assert not late(row, last, SETTINGS)
    assert late(row, last + 1001, SETTINGS)


def test_days_that_stand_in_the_row() -> None:
    row = {"state": "rectifying", "severity": "general", "state_at": 0, "due_date": "2026-11-27"}
    assert not late(row, at("2026-11-27T23:59:59+08:00"), SETTINGS)
    assert late(row, at("2026-11-28T00:00:00+08:00"), SETTINGS)
    assert due({**row, "due_date": None}, SETTINGS) is None
    sent = {
        "state": "rechecking",
        "severity": "general",
        "state_at": at("2026-11-20" + NOON),
        "recheck_on": "2026-11-24",
    }
    assert due(sent, SETTINGS).day == "2026-11-24"  # type: ignore[union-attr]
    passed = due({**sent, "outcome": {"result": "pass"}}, SETTINGS)
    assert passed is not None
    assert (passed.clock, passed.day) == ("close", "2026-11-22")


def test_a_department_answers_by_the_day_that_was_asked() -> None:
    row = {"state": "transferred", "severity": "general", "state_at": at("2026-11-01" + NOON), "transfer": {}}
    assert due(row, SETTINGS).day == "2026-11-11"  # type: ignore[union-attr]
    assert due({**row, "transfer": {"reply_by": "2026-11-05"}}, SETTINGS).day == "2026-11-05"  # type: ignore[union-attr]
    assert due({**row, "transfer": {"answer": {"note": "已办"}}}, SETTINGS) is None


def test_the_turn_is_the_leaders_for_major_ones() -> None:
    assert clocks.owner("grade", "general") == "section"
    assert clocks.owner("grade", "suspected_major") == "leader"
    assert clocks.owner("review", "major") == "section"


def test_where_the_table_ends_plain_weekdays_count_and_say_so() -> None:
    row = {"state": "graded", "severity": "general", "state_at": at("2030-01-04" + NOON)}
    end = due(row, SETTINGS)
    assert end is not None
    assert (end.day, end.provisional) == ("2030-01-09", True)
    own = Deadlines(calendar=Calendar({"2030-01-07": False, "2030-01-05": True}))
    kept = due(row, own)
    assert kept is not None
    assert (kept.day, kept.provisional) == ("2030-01-09", False)
    within = due({**row, "state_at": at("2026-06-01" + NOON)}, SETTINGS)
    assert within is not None
    assert not within.provisional


def between(calendar: Calendar, start: str, end: str) -> int:
    """How many working days come after `start` up to and with `end`."""
    return sum(calendar.works(dates.add_days(start, n)) for n in range(1, dates.days_between(start, end) + 1))


@given(days, st.integers(0, 40), st.dictionaries(days, st.booleans(), max_size=8))
def test_adding_working_days_counts_exactly_them(day: str, count: int, own: dict[str, bool]) -> None:
    calendar = Calendar(own)
    end = calendar.add(day, count)
    assert between(calendar, day, end) == count
    assert count == 0 or calendar.works(end)
    assert calendar.add(day, count + 1) > end >= day


def test_a_table_of_nothing_but_holidays_ends() -> None:
    first = dt.date(2030, 1, 1)
    never = Calendar({(first + dt.timedelta(days=n)).isoformat(): False for n in range(1200)})
    assert never.add("2030-01-01", 3) > "2031"
    assert (
        cutoff("assign", "general", at("2032-06-01" + NOON), Deadlines(calendar=never)).column == "state_at"
    )


PAST = Calendar({"2026-11-25": False, "2026-11-28": True})
instants = st.integers(at("2025-01-01" + NOON), at("2028-01-01" + NOON))


@given(
    st.sampled_from(sorted(rules.FINDING_STATES.keys() - TERMINAL - {"rechecking", "transferred", "rectifying"})),
    st.sampled_from(["general", "suspected_major", "major"]), instants, st.integers(0, 40 * clocks.DAY),
    st.sampled_from(["", "0d", "1d", "10d", "1w", "3w", "10w", "2h", "24h"]), st.sampled_from([CALENDAR, PAST]),
)  # fmt: skip
def test_the_cutoff_says_what_late_says(
    state: str, severity: str, since: int, waited: int, span: str, calendar: Calendar
) -> None:
    row, now = {"state": state, "severity": severity, "state_at": since}, since + waited
    name = clock_of(row)
    assert name
    settings = Deadlines(spans={name: (span, span)} if span else {}, calendar=calendar)
    cut = cutoff(name, severity, now, settings)
    assert cut.column == "state_at"
    assert late(row, now, settings) == (since < int(cut.value))


def test_the_cutoff_of_a_day_in_the_row_is_today() -> None:
    now = at("2026-11-28" + NOON)
    assert cutoff("rectify", "general", now, SETTINGS) == clocks.Cutoff("due_date", "2026-11-28")
    assert cutoff("outcome", "major", now, SETTINGS) == clocks.Cutoff("recheck_on", "2026-11-28")


@pytest.mark.parametrize(
    ("severity", "today", "proposed"),
    [
        ("general", "2026-11-22", False), ("general", "2026-11-23", True), ("major", "2026-11-20", False), ("major", "2026-11-21", True),
        ("suspected_major", "2026-11-21", True),
    ],
)  # fmt: skip
def test_enforcement_is_proposed_three_days_late_or_at_once(
    severity: str, today: str, proposed: bool
) -> None:
    row = {"state": "rectifying", "severity": severity, "due_date": "2026-11-20"}
    said = suggest_escalation(row, today, SETTINGS)
    assert bool(said) == proposed
    assert suggest_escalation({**row, "state": "feedback"}, "2026-12-30", SETTINGS) is None
    if said:
        assert f"逾期 {dates.days_between('2026-11-20', today)} 天" in said


def test_spans_in_words() -> None:
    assert [clocks.span_text(one) for one in ("1w", "24h", "10d", "due_date")] == [
        "1 个工作日", "24 小时", "10 天", "整改期限",
    ]  # fmt: skip
