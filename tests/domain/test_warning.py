"""整改预警: the table of workflow § 7 at its borders, that worse is never calmer, and that every reason given is true."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain import warning as w
from inspect_app.domain.warning import Counts, Thresholds, judge

DEFAULT = Thresholds()
RANK = w.LEVELS.index


@pytest.mark.parametrize(
    ("counts", "level"),
    [
        (Counts(), "blue"),
        (Counts(due=100, on_time=95), "blue"),
        (Counts(due=1000, on_time=949), "yellow"),
        (Counts(due=100, on_time=85), "yellow"),
        (Counts(due=100, on_time=84), "orange"),
        (Counts(due=100, on_time=60), "orange"),
        (Counts(due=100, on_time=59), "red"),
        (Counts(due=200, on_time=199, overdue=1, days=1), "yellow"),
        (Counts(due=200, on_time=199, overdue=1, days=3), "yellow"),
        (Counts(due=200, on_time=199, overdue=1, days=4), "orange"),
        (Counts(due=200, on_time=199, overdue=1, days=15), "orange"),
        (Counts(due=200, on_time=199, overdue=1, days=16), "red"),
        (Counts(due=9, on_time=9, recurring=1), "orange"),
        (Counts(due=9, on_time=9, major=1), "red"),
        (Counts(due=9, on_time=9, listed=1), "red"),
    ],
)
def test_the_table_of_the_specification_at_its_borders(counts: Counts, level: str) -> None:
    assert judge(counts, DEFAULT).level == level


def test_the_reasons_say_the_numbers_and_what_they_crossed() -> None:
    found = judge(Counts(due=8, on_time=6, overdue=2, days=6, recurring=1), DEFAULT)
    assert found.level == "orange"
    assert found.why == (
        "逾期 2 条，最长 6 天，超过 3 天，未超过 15 天，列为橙色；达标率 75.0%（6/8），低于 85%，列为橙色；同一问题复发 1 条未销号，列为橙色"
    )
    assert (
        judge(Counts(due=3, on_time=3), DEFAULT).why
        == "达标率 100.0%（3/3），不低于 95%，没有逾期，没有重大隐患"
    )
    assert (
        judge(Counts(due=3, on_time=2, major=1, overdue=1, days=2), DEFAULT).why
        == "重大隐患 1 条未销号，直接列为红色"
    )


def test_a_rate_just_below_a_threshold_is_not_shown_as_reaching_it() -> None:
    counts = Counts(due=100000, on_time=94999)
    assert (w.rate_text(counts), judge(counts, DEFAULT).level) == ("94.9%", "yellow")


@st.composite
def counted(draw: st.DrawFn) -> Counts:
    due = draw(st.integers(0, 60))
    on_time = draw(st.integers(0, due))
    overdue = draw(st.integers(0, due - on_time))
    days = draw(st.integers(1, 400)) if overdue else 0
    few = st.integers(0, 3)
    return Counts(due, on_time, overdue, days, draw(few), draw(few), draw(few))


@st.composite
def limited(draw: st.DrawFn) -> Thresholds:
    orange, yellow, blue = sorted(draw(st.sets(st.integers(1, 100), min_size=3, max_size=3)))
    yellow_days, orange_days = sorted(draw(st.sets(st.integers(1, 365), min_size=2, max_size=2)))
    made = Thresholds(blue, yellow, orange, yellow_days, orange_days, draw(st.integers(1, 36)))
    assert w.problems(msgspec.structs.asdict(made)) == []
    return made


@given(counted(), limited())
def test_there_is_always_one_level_and_a_reason_for_it(counts: Counts, limits: Thresholds) -> None:
    found = judge(counts, limits)
    assert found.level == max((reason.level for reason in found.reasons), key=RANK)
    assert found.why


@given(counted(), limited(), st.integers(0, 5), st.integers(0, 30), st.integers(0, 2), st.integers(0, 2))
def test_worse_is_never_calmer(
    counts: Counts, limits: Thresholds, late: int, longer: int, major: int, recurring: int
) -> None:
    worse = Counts(
        counts.due + late, counts.on_time, counts.overdue + late, counts.days + longer if counts.overdue else (longer + 1) * bool(late),
        counts.recurring + recurring, counts.major + major, counts.listed,
    )  # fmt: skip
    assert RANK(judge(worse, limits).level) >= RANK(judge(counts, limits).level)


@given(counted(), limited())
def test_every_reason_is_true_and_none_is_left_out(counts: Counts, limits: Thresholds) -> None:
    """Said once more in the words of the specification, without the code's own helpers."""
    rate = counts.on_time / counts.due * 100 if counts.due else 100
    by_rate = "blue" if rate >= limits.blue else "yellow" if rate >= limits.yellow else "orange" if rate >= limits.orange else "red"  # fmt: skip
    by_days = "yellow" if counts.days <= limits.yellow_days else "orange" if counts.days <= limits.orange_days else "red"  # fmt: skip
    true = {
        **({"rate": by_rate} if by_rate != "blue" else {}), **({"overdue": by_days} if counts.overdue else {}),
        **({"recurring": "orange"} if counts.recurring else {}), **({"major": "red"} if counts.major else {}), **({"listed": "red"} if counts.listed else {}),
    }  # fmt: skip
    found = judge(counts, limits)
    assert {reason.fact: reason.level for reason in found.reasons} == (true or {"rate": "blue"})
    numbers = {
        "overdue": counts.days,
        "recurring": counts.recurring,
        "major": counts.major,
        "listed": counts.listed,
    }
    for reason in found.reasons:
        if reason.fact in numbers:
            assert str(numbers[reason.fact]) in reason.text


@given(counted(), limited())
def test_an_area_is_judged_by_its_rate_and_the_rest_is_told_beside_it(
    counts: Counts, limits: Thresholds
) -> None:
    found = w.judge_area(counts, limits)
    by_rate = judge(Counts(due=counts.due, on_time=counts.on_time), limits)
    assert found.level == by_rate.level
    assert [reason.fact for reason in found.reasons] == ["rate"]
    for number, word in (
        (counts.listed, "挂牌督办"),
        (counts.major, "重大隐患"),
        (counts.overdue, "逾期"),
        (counts.recurring, "复发"),
    ):
        assert [said for said in found.noted if word in said and str(number) in said] or not number
        assert bool(number) == any(word in said for said in found.noted)
    assert w.judge_area(counts, msgspec.structs.replace(limits, areas="all")) == judge(counts, limits)


@given(counted(), counted(), limited())
def test_a_whole_is_never_calmer_than_its_gravest_veto(one: Counts, two: Counts, limits: Thresholds) -> None:
    both = one + two
    assert (both.due, both.overdue, both.days) == (
        one.due + two.due,
        one.overdue + two.overdue,
        max(one.days, two.days),
    )
    if one.major or two.major or max(one.days, two.days) > limits.orange_days:
        assert judge(both, limits).level == "red"


def test_thresholds_out_of_order_are_refused_with_their_field() -> None:
    said = {
        problem.field: problem.text
        for problem in w.problems(
            {"blue": 101, "yellow": 85, "orange": 90, "yellow_days": 5, "orange_days": 5, "months": 0}
        )
    }
    assert said == {
        "blue": "达标率不能超过 100%", "orange": "橙色的达标率须低于黄色的 85%", "orange_days": "橙色的逾期天数须多于黄色的 5 天",
        "months": "统计范围须在 1 至 36 个月之间",
    }  # fmt: skip
    given_, wrong = w.typed(
        {
            "blue": "九十五",
            "yellow": "85",
            "orange": "-1",
            "yellow_days": "3",
            "orange_days": "15",
            "months": "12",
        }
    )
    assert given_["yellow"] == 85
    assert {problem.field for problem in wrong} == {"blue", "orange"}
    numbers = {name: str(getattr(DEFAULT, name)) for name in w.LABELS}
    assert w.typed(numbers) == ({**{name: int(text) for name, text in numbers.items()}, "areas": "rate"}, [])
    assert [problem.field for problem in w.typed({**numbers, "areas": "score"})[1]] == ["areas"]


def test_a_record_of_an_earlier_or_later_version_still_counts() -> None:
    assert w.thresholds(None) == DEFAULT
    assert w.thresholds({"blue": 90, "a_later_field": 1}).blue == 90
    assert w.differences(None, {"blue": 90, "orange_days": 15}) == [("蓝色：达标率不低于（%）", 95, 90)]
    assert w.differences({"blue": 90}, {"blue": 90, "areas": "all"}) == [
        ("乡镇（街道）和行业", w.AREAS["rate"], w.AREAS["all"])
    ]
