"""What was judged as a whole, and what two people must choose between: the same decisions as on the tablet (tests/js/check.test.js)."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_app.domain.conflicts import to_choose
from inspect_app.domain.whole import whole_items

RECORD = {
    "path": "rest/electrical/sub",
    "id": "000000005-000-aaaaaaaa",
    "value": {"items": ["i-1", "i-2", "i-3"], "at": "x"},
}


def answer(id_: str, value: str | None = "ok", heads: int = 1) -> dict[str, Any]:
    return {"id": id_, "value": value, "heads": heads}


def test_an_answer_counts_as_whole_while_it_stands_as_the_tap_left_it() -> None:
    fields = {
        "answer/i-1": answer("000000004-000-aaaaaaaa"),
        "answer/i-2": answer("000000006-000-aaaaaaaa"),  # judged again
        "answer/i-3": answer("000000004-001-aaaaaaaa", "nok"),
        "answer/i-4": answer("000000004-002-aaaaaaaa"),  # never part of it
    }
    assert whole_items("electrical", fields, [RECORD]) == {"i-1"}
    assert whole_items("fire", fields, [RECORD]) == set()
    assert whole_items("electrical", fields, [{**RECORD, "value": None}]) == set()


def test_two_who_tapped_at_the_same_time_both_count() -> None:
    other = {**RECORD, "id": "000000005-000-bbbbbbbb", "value": {"items": ["i-4"], "at": "x"}}
    fields = {"answer/i-1": answer("000000004-000-aaaaaaaa"), "answer/i-4": answer("000000004-000-bbbbbbbb")}
    assert whole_items("electrical", fields, [RECORD, other]) == {"i-1", "i-4"}


@pytest.mark.parametrize(
    ("path", "values", "expected"),
    [
        ("answer/i-1", ["ok", "nok"], True),
        ("answer/i-1", ["ok", "ok"], False),
        ("answer/i-1", ["ok", None], True),
        ("statement", ["门锁损坏"], False),
        ("earlier/f", [{"state": "stands", "at": "10:00"}, {"state": "stands", "at": "10:05"}], False),
        ("earlier/f", [{"state": "stands", "at": "10:00"}, {"state": "gone", "at": "10:00"}], True),
        ("rest/electrical/sub", [{"items": ["a"]}, {"items": ["b"]}], False),
        ("signature/p-exp1", [{"image": "a"}, {"image": "b"}], False),
    ],
)
def test_only_what_says_something_else_is_to_be_chosen(
    path: str, values: list[object], expected: bool
) -> None:
    assert to_choose(path, values) is expected


def test_what_a_colleague_judged_by_itself_at_the_same_time_is_nobodys_rest() -> None:
    fields = {
        "answer/i-1": answer("000000004-000-aaaaaaaa", heads=2),
        "answer/i-2": answer("000000004-001-aaaaaaaa"),
    }
    assert whole_items("electrical", fields, [RECORD]) == {"i-2"}
    assert whole_items("electrical", fields, [RECORD, {**RECORD, "id": "000000005-000-bbbbbbbb"}]) == {
        "i-1",
        "i-2",
    }
