"""One spelling of a value, and hashes that any change breaks."""

from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain import canon, wire

text = st.text(st.characters(exclude_categories=["Cs"]))
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-wire.LARGEST_INT, wire.LARGEST_INT) | text,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(text, inner, max_size=6),
    max_leaves=25,
)


@given(plain)
def test_our_bytes_are_those_of_rfc_8785(value: Any) -> None:
    assert canon.canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    "value",
    [
        {"\U00010000": 1, "\uffff": 2, "é": 3, "e": 4, "": 5},
        '\x00\x1f\x7f\u2028"\\/\b\f\n\r\t',
        {"b": {"b": 1, "a": 2}, "a": []},
    ],
)
def test_names_sort_by_utf_16_and_controls_are_escaped_as_rfc_8785_says(value: Any) -> None:
    assert canon.canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    "value", [2**53, -(2**53), float("nan"), float("inf"), {1: 2}, "\ud800", {"a": object()}]
)
def test_what_has_no_canonical_form_is_an_error(value: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the library has several kinds
        canon.canonical(value)


@given(
    st.dictionaries(
        st.text("abcdefgh_", min_size=1),
        st.none() | text | st.integers(0, wire.LARGEST_INT) | st.lists(text, max_size=4),
    )
)
def test_an_envelope_has_the_bytes_of_rfc_8785_too(envelope: dict[str, Any]) -> None:
    assert canon.flat(envelope) == rfc8785.dumps(envelope)


def test_the_chain_depends_on_everything_before() -> None:
    one = canon.chain_hash(canon.GENESIS, {"seq": 1}, "a")
    assert (
        len(
            {
                one,
                canon.chain_hash(one, {"seq": 1}, "a"),
                canon.chain_hash(canon.GENESIS, {"seq": 2}, "a"),
                canon.chain_hash(canon.GENESIS, {"seq": 1}, "b"),
            }
        )
        == 4
    )


def test_a_value_cannot_be_guessed_from_its_hash_without_the_salt() -> None:
    assert canon.value_hash(b"1" * 16, b'"ok"') != canon.value_hash(b"2" * 16, b'"ok"')


@given(st.lists(st.text("ab", min_size=1)), st.lists(st.text("cd", min_size=1)))
def test_the_hash_of_a_manifest_does_not_depend_on_order(ops: list[str], photos: list[str]) -> None:
    assert canon.manifest_hash(ops, photos) == canon.manifest_hash(ops[::-1], photos[::-1])
    assert canon.manifest_hash([*ops, "x"], photos) != canon.manifest_hash(ops, photos)
