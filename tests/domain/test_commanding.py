"""Which words order somebody about, and which only tell of an order: documents.md § 7.1, 国办发〔2024〕54号."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain.commanding import commands_in, hint

CASES = json.loads((Path(__file__).parents[1] / "data" / "commanding.json").read_text("utf-8"))
TEXTS = st.text(
    st.sampled_from('责令必须限期整改不得少于“”《》"。，；第三条规定你单位被未按严禁烟火 \n😀'), max_size=60
)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:20] for case in CASES])
def test_the_words_that_order(case: dict) -> None:
    assert [found.word for found in commands_in(case["text"])] == case["words"]


@given(TEXTS)
def test_every_word_is_where_it_is_said_to_be_and_none_stands_twice(text: str) -> None:
    found = commands_in(text)
    assert all(text[one.start : one.end] == one.word for one in found)
    assert [one.start for one in found] == sorted({one.start for one in found})


@given(TEXTS)
def test_what_is_quoted_never_orders(text: str) -> None:
    inside = "".join(char for char in text if char not in '《》“”"\n')
    for before, after in ("《》", "“”", '""'):
        assert commands_in(f"如{before}{inside}{after}所述") == []


@given(TEXTS)
def test_a_hint_is_given_exactly_when_there_is_an_order(text: str) -> None:
    assert bool(hint(text)) == bool(commands_in(text))


def test_the_author_is_told_which_words_and_what_to_write_instead() -> None:
    said = hint("必须停用，必须断电，责令整改")
    assert said.startswith("“必须”“责令”是命令的口气")
    assert "“建议”" in said
    assert commands_in(said) == []
