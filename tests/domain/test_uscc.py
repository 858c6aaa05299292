"""GB 32100-2015: the check character, and messages a clerk can act on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain.uscc import (
    ALPHABET,
    body_check_character,
    check_character,
    is_valid,
    problem,
)

# Codes printed on public business licences of well-known companies and bodies.
PUBLIC_CODES = [
    "91330100799655058B",
    "9144030071526726XG",
    "914403001922038216",
    "91110000802100433B",
    "91110108551385082Q",
    "9144030027939873X7",
]

first17s = st.builds(
    lambda head, area, body: head + f"{area:06d}" + body,
    st.text(ALPHABET, min_size=2, max_size=2),
    st.integers(0, 999999),
    st.text(ALPHABET, min_size=9, max_size=9),
)


@pytest.mark.parametrize("code", PUBLIC_CODES)
def test_public_codes_are_valid(code):
    assert problem(code) is None
    assert is_valid(code)


@pytest.mark.parametrize("code", PUBLIC_CODES)
def test_body_code_of_public_codes_carries_its_own_check_character(code):
    assert body_check_character(code[8:16]) == code[16]


@given(first17s)
def test_a_code_with_its_check_character_is_valid(first17):
    assert is_valid(first17 + check_character(first17))


@given(first17s, st.integers(0, 17), st.sampled_from(ALPHABET + ALPHABET.lower() + "IOSVZ 　０"))
def test_any_change_of_one_character_is_detected(first17, position, char):
    code = first17 + check_character(first17)
    changed = code[:position] + char + code[position + 1 :]
    assert is_valid(changed) == (changed == code)


@given(first17s, st.integers(0, 16))
def test_swapped_neighbours_are_detected(first17, position):
    code = first17 + check_character(first17)
    swapped = code[:position] + code[position + 1] + code[position] + code[position + 2 :]
    assert is_valid(swapped) == (swapped == code)


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("", "未填写"),
        ("9133010079965505", "实际 16 位"),
        ("91330100799655058b", "第 18 位“b”不是代码字符，字母应为大写半角"),
        ("9133O100799655058B", "不使用 I、O、S、V、Z"),
        ("9133010079965505 B", "U+0020"),
        ("91330100799655058Ｂ", "半角"),
        ("91A30100799655058B", "行政区划码"),
        ("91330100799655085B", "校验位不符"),
    ],
)
def test_problem_says_what_is_wrong(code, part):
    assert part in problem(code)


@pytest.mark.parametrize("first17", ["", "9133010079965505", "9133010079965505I"])
def test_check_character_refuses_what_it_cannot_weigh(first17):
    with pytest.raises(ValueError, match=r"位|字符"):
        check_character(first17)
