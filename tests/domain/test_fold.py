"""The state of a field does not depend on the order in which its ops arrive, nor on how often."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain.clock import base36
from inspect_app.domain.fold import Head, Slot, fold, merge, shown_values

Triple = tuple[str, Head, list[str]]


@st.composite
def histories(draw: st.DrawFn) -> list[Triple]:
    """Ops of two or three tablets on two fields; each replaces the heads that its tablet had seen, which may be few or none."""
    made: list[Triple] = []
    seen: dict[tuple[int, str], set[str]] = {}
    for n in range(draw(st.integers(1, 14))):
        tablet, path = draw(st.integers(0, 2)), draw(st.sampled_from(["statement", "location"]))
        if draw(st.booleans()):  # the tablet learns what all others wrote on this field
            seen[tablet, path] = _heads([t for t in made if t[0] == path])
        known = seen.get((tablet, path), set())
        id_ = f"{base36(draw(st.integers(0, 5)), 9)}-{base36(n, 3)}-{tablet:08}"
        made.append(
            (
                path,
                Head(id_, id_[:9], n + 1, f"p{tablet}", draw(st.sampled_from(["a", "b", None]))),
                sorted(known),
            )
        )
        seen[tablet, path] = {id_}
    return made


def _heads(ops: list[Triple]) -> set[str]:
    """The definition: ops that no other op names."""
    return {head.id for _, head, _ in ops} - {p for _, _, prev in ops for p in prev}


@given(histories(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_heads_conflicts_and_values(
    ops: list[Triple], rng: random.Random
) -> None:
    shuffled = list(ops)
    rng.shuffle(shuffled)
    one, other = fold(ops), fold(shuffled)
    assert one.keys() == other.keys()
    for path in one:
        assert (
            {h.id for h in one[path].heads}
            == {h.id for h in other[path].heads}
            == _heads([t for t in ops if t[0] == path])
        )
        assert one[path].in_conflict == other[path].in_conflict
        assert one[path].shown == other[path].shown
    assert shown_values(one) == shown_values(other)


@given(histories())
def test_a_field_that_was_written_never_loses_all_its_heads(ops: list[Triple]) -> None:
    assert all(slot.heads for slot in fold(ops).values())


def head(id_: str, value: Any = "x") -> Head:
    return Head(id_, id_[:9], 1, "p", value)


A, B, C = "000000001-000-aaaaaaaa", "000000002-000-bbbbbbbb", "000000003-000-cccccccc"


def test_an_op_replaces_what_its_author_saw_and_nothing_else() -> None:
    slot = merge(merge(merge(Slot(), head(A), []), head(B, "y"), []), head(C, "z"), [A])
    assert [h.id for h in slot.heads] == [B, C]
    assert slot.in_conflict
    assert slot.shown == head(C, "z")


def test_a_choosing_op_ends_the_conflict() -> None:
    slot = fold([("p", head(A), []), ("p", head(B, "y"), []), ("p", head(C, "z"), [A, B])])["p"]
    assert (slot.heads, slot.in_conflict) == ([head(C, "z")], False)


def test_two_who_say_the_same_do_not_conflict() -> None:
    assert not fold([("p", head(A), []), ("p", head(B), [])])["p"].in_conflict


def test_an_op_that_was_replaced_before_it_came_is_never_shown() -> None:
    assert fold([("p", head(B, "y"), [A]), ("p", head(A), [])])["p"].heads == [head(B, "y")]


def test_causality_beats_clocks() -> None:
    late, early = "0zzzzzzzz-000-aaaaaaaa", "000000001-000-bbbbbbbb"
    slot = fold([("p", head(late), []), ("p", head(early, "right"), [late])])["p"]
    assert slot.shown == head(early, "right")


def test_a_withdrawn_value_is_not_shown() -> None:
    assert shown_values(fold([("p", head(A), []), ("p", head(B, None), [A]), ("q", head(C), [])])) == {
        "q": "x"
    }
