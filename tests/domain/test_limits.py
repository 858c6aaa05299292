"""Judging a measured value: decimal strings in, a verdict out, never a guess."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain.limits import BadNumber, Bound, Limit, exceeded, judge, number

AT_MOST_10 = Limit(bounds=(Bound("≤", "10"),))
OXYGEN = Limit(bounds=(Bound("≥", "19.5"), Bound("≤", "23.5")))
OPEN_AIR = Limit(when="露天", bounds=(Bound("≤", "10"),))
ENCLOSED = Limit(when="封闭或通风不良", bounds=(Bound("≤", "5"),))
ADVISORY = Limit(bounds=(Bound("≤", "4"),), binding=False)
BY_DESIGN = Limit(when="跨接/联合接地", bounds=(), binding=False)

decimals = st.decimals(min_value=-(10**6), max_value=10**6, places=3).map(
    lambda value: f"{value:f}".replace("-0.000", "0.000")
)


@pytest.mark.parametrize(
    ("value", "verdict"),
    [("19.4", "outside"), ("19.5", "within"), ("21", "within"), ("23.50", "within"), ("23.51", "outside")],
)
def test_a_range_has_two_bounds_and_includes_both(value: str, verdict: str) -> None:
    assert judge([OXYGEN], value) == verdict


@pytest.mark.parametrize(
    ("op", "verdict"), [("≥", "within"), ("≤", "within"), (">", "outside"), ("<", "outside")]
)
def test_only_the_strict_operators_exclude_the_bound_itself(op: str, verdict: str) -> None:
    assert judge([Limit(bounds=(Bound(op, "2.0"),))], "2") == verdict  # type: ignore[arg-type]


def test_cases_that_disagree_leave_the_verdict_open_until_one_is_picked() -> None:
    cases = [OPEN_AIR, ENCLOSED]
    assert [judge(cases, value) for value in ("4", "7", "12")] == ["within", "unknown", "outside"]
    assert judge(cases, "7", when="露天") == "within"
    assert judge(cases, "7", when="封闭或通风不良") == "outside"
    with pytest.raises(KeyError, match="地下"):
        judge(cases, "7", when="地下")


def test_an_advisory_limit_warns_and_never_judges() -> None:
    assert judge([ADVISORY], "5") == "unknown"
    assert exceeded([ADVISORY], "5") == (ADVISORY,)
    assert exceeded([ADVISORY], "4") == ()


def test_no_limit_and_a_case_without_a_number_are_unknown() -> None:
    assert judge([], "1") == "unknown"
    assert judge([BY_DESIGN], "1") == "unknown"
    assert exceeded([BY_DESIGN], "1") == ()


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1 ", "1\n", "０.５", "1,5", "1e3", "+1", ".5", "1.", "007", "10m", "NaN", "∞", "1" * 17],
)
def test_what_is_not_a_plain_decimal_is_refused_and_quoted(text: str) -> None:
    with pytest.raises(BadNumber, match="请用半角数字填写") as refused:
        judge([AT_MOST_10], text)
    assert text in str(refused.value)


def test_a_very_long_value_is_refused_with_a_short_message() -> None:
    with pytest.raises(BadNumber) as refused:
        number("9" * 1_000_000)
    assert len(str(refused.value)) < 100


@given(decimals, decimals)
def test_within_is_exactly_the_comparison_of_decimals(value: str, bound: str) -> None:
    verdict = judge([Limit(bounds=(Bound("≤", bound),))], value)
    assert verdict == ("within" if Decimal(value) <= Decimal(bound) else "outside")


@given(decimals)
def test_trailing_zeros_change_nothing(value: str) -> None:
    assert judge([OXYGEN], value) == judge([OXYGEN], value + "0")


limits = st.lists(st.sampled_from([AT_MOST_10, OXYGEN, ADVISORY, BY_DESIGN, OPEN_AIR, ENCLOSED]), max_size=4)


@given(limits, decimals)
def test_a_verdict_is_what_every_case_alone_would_say(cases: list[Limit], value: str) -> None:
    alone = {judge([case], value) for case in cases}
    assert judge(cases, value) == (alone.pop() if len(alone) == 1 else "unknown")


@given(limits, decimals)
def test_outside_is_always_explained_by_an_exceeded_limit(cases: list[Limit], value: str) -> None:
    if judge(cases, value) == "outside":
        assert exceeded(cases, value) == tuple(cases)
    if judge(cases, value) == "within":
        assert exceeded(cases, value) == ()


@given(st.text())
def test_any_text_is_either_a_number_or_refused(text: str) -> None:
    with contextlib.suppress(BadNumber):
        assert judge([AT_MOST_10], text) in ("within", "outside")
