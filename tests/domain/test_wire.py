"""Shape, size and characters of operations: whatever comes in, an op is read or refused with a sentence, never a crash."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain import canon, paths, salvage, wire

VISIT = "11111111-2222-3333-4444-555555555555"
GOOD: dict[str, Any] = {
    "id": "0mjk2l3x4-000-a1b2c3d4", "visit": VISIT, "subject": f"visit/{VISIT}", "kind": "set", "path": "area", "value": "一号车间", "prev": [],
    "author": "p-exp1", "device": "a1b2c3d4",
}  # fmt: skip

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
plain_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-wire.LARGEST_INT, wire.LARGEST_INT)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), inner, max_size=5)
    ),
    max_leaves=20,
)


def reason(op: Any) -> str | None:
    raw = op if isinstance(op, bytes) else json.dumps(op).encode()
    try:
        parsed, _ = wire.parse_op(raw)
        paths.check_value(parsed)
    except wire.Invalid as problem:
        return problem.reason if problem.message else "without a sentence"
    return None


def test_a_good_op_is_read_and_its_value_is_canonical() -> None:
    op, value = wire.parse_op(json.dumps({**GOOD, "value": {"b": 1, "a": "é"}}).encode())
    assert (op.case, op.key) == ("visit", VISIT)
    assert value == '{"a":"é","b":1}'.encode()


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown member": ({"colour": 1}, "malformed"),
    "a member of a wrong type": ({"author": 5}, "malformed"),
    "a kind that does not exist": ({"kind": "delete"}, "malformed"),
    "an id that is no stamp": ({"id": "1"}, "bad_id"),
    "an id of another device": ({"id": "0mjk2l3x4-000-zzzzzzzz"}, "bad_id"),
    "a device with a line break": ({"device": "a1b2c3d4\n", "id": "0mjk2l3x4-000-a1b2c3d4\n"}, "bad_id"),
    "a subject outside the list": ({"subject": "org/1"}, "bad_subject"),
    "a subject with NUL": ({"subject": "visit/\x00"}, "bad_subject"),
    "a path with capitals": ({"path": "Area"}, "bad_path"),
    "a path with dots that climb": ({"path": "../area"}, "bad_path"),
    "an empty author": ({"author": ""}, "bad_author"),
    "an author with a control character": ({"author": "p\x07"}, "bad_author"),
    "a prev that is no stamp": ({"prev": ["x"]}, "bad_prev"),
    "too many prev": ({"prev": ["0mjk2l3x4-000-a1b2c3d4"] * 65}, "bad_prev"),
    "no visit": ({"visit": None}, "bad_visit"),
    "the visit of another": ({"visit": VISIT.replace("1", "2")}, "bad_visit"),
    "NUL in the value": ({"value": "a\x00b"}, "bad_text"),
    "NUL in a name": ({"value": {"a\x00": 1}}, "bad_text"),
    "half an emoji": ({"value": "\ud83d"}, "bad_text"),
    "the other half": ({"value": "x\ude00"}, "bad_text"),
    "a fraction": ({"value": 0.35}, "bad_value"),
    "an integer past 2^53": ({"value": 2**53}, "bad_value"),
    "an integer below": ({"value": -(2**53)}, "bad_value"),
    "a huge integer": ({"value": 10**60}, "bad_value"),
    "13 levels": ({"value": json.loads("[" * 13 + "]" * 13)}, "bad_value"),
    "a value of the wrong type": ({"value": ["list"]}, "bad_value"),
    "more than 64 KB": ({"value": "长" * 22000}, "too_large"),
    "10 MB": ({"value": "x" * 10_000_000}, "too_large"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_op_is_refused_by_its_reason(name: str) -> None:
    changes, expected = BAD[name]
    assert reason({**GOOD, **changes}) == expected


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"5",
        b"[]",
        b'"x"',
        b"{",
        b'{"id":',
        b"\xff",
        b'{"id":"\xff"}',
        b"[" * 100_000,
        b"NaN",
        b"1e999",
        b"9" * 400,
    ],
)
def test_what_is_no_object_is_malformed(raw: bytes) -> None:
    assert reason(raw) in ("malformed", "too_large")


@pytest.mark.parametrize(
    "value",
    [
        2**53 - 1,
        -(2**53) + 1,
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        True,
        None,
        [],
        {},
    ],
)
def test_what_is_just_within_the_limits_has_a_canonical_form(value: Any) -> None:
    assert json.loads(wire.check_op(wire.Op(**{**GOOD, "value": value, "path": "some/later/path"}))) == value


@pytest.mark.parametrize(
    ("path", "value", "fine"),
    [
        ("answer/elec-sub-01", "ok", True), ("answer/elec-sub-01", "maybe", False), ("answer/elec-sub-01", None, True),
        ("measured/elec-sub-01/gap", "0.35", True), ("measured/elec-sub-01/gap", "0.35\n", False), ("measured/elec-sub-01/gap", 35, False),
        ("consent", {"photos": True, "signature": True, "position": False, "by": "杨", "at": "2026-11-23T02:00:00Z"}, True),
        ("consent", {"photos": True, "signature": True, "position": False, "by": "杨", "at": "2026-02-30T02:00:00Z"}, False),
        ("consent", {"photos": True, "signature": True, "position": False, "by": "杨", "at": "2026-11-23T02:00:00"}, False),
        ("signature/p-exp1", {"at": "2026-11-23T02:00:00Z", "manifest_hash": "0" * 64, "image": "0" * 64 + "\n"}, False),
        ("some/later/path", {"anything": [1]}, True),
    ],
)  # fmt: skip
def test_the_value_of_a_known_path_is_of_its_type(path: str, value: Any, fine: bool) -> None:
    assert (reason({**GOOD, "path": path, "value": value}) is None) == fine


@given(json_values)
def test_any_json_is_an_op_or_refused(value: Any) -> None:
    found = [reason(json.dumps(value).encode()), *(reason({**GOOD, member: value}) for member in GOOD)]
    assert [one for one in found if one is not None and not one.isidentifier()] == []


@given(st.binary(max_size=60))
def test_any_bytes_are_an_op_or_refused(raw: bytes) -> None:
    found = reason(raw)
    assert found is None or found.isidentifier()


@given(plain_values)
def test_the_canonical_form_says_the_same_and_does_not_depend_on_the_order_of_names(value: Any) -> None:
    text = canon.canonical(value)
    assert json.loads(text) == value
    assert canon.canonical(json.loads(text)) == text


# --- a broken op in a batch ----------------------------------------------------------------------------------------------------------

BROKEN = [
    rb'{"id":"a","value":"\ud800"}', rb'{"id":"a","value":"\x"}', b'{"id":"a","value":"\x01"}', b"[" * 3000 + b"]" * 3000, b"NaN", b"+1",
    rb'{"id":"\u12","value":"],[\\\""}', b'{"a":[{"ops":[1,2]}]}', b"'x'",
]  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_op_leaves_the_others_of_its_batch(broken: bytes) -> None:
    good = json.dumps(GOOD).encode()
    body = b'{"now": 5, "ops": [' + b", ".join([good, broken, good]) + b'], "device": "a1b2c3d4"}'
    pushed = wire.parse_push(body)
    assert (pushed.device, pushed.now) == ("a1b2c3d4", 5)
    assert [bytes(op) for op in pushed.ops] == [good, broken, good]


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"null", b"[]", b'{"ops": []}', b'{"device": "a", "ops": 5}', b'{"device": "a", "ops": [', b'{"device": "a", "ops": [{]}',
     rb'{"device": "\ud800", "ops": []}', b'{"device": "a", "ops": {"ops": [+]}}', b"[" * 200_000, b'{"device":"a","ops":[+1]', b"\xff"],
)  # fmt: skip
def test_a_body_that_is_no_push_is_malformed_as_a_whole(body: bytes) -> None:
    with pytest.raises(wire.Invalid) as problem:
        wire.parse_push(body)
    assert problem.value.reason == "malformed"


@given(st.lists(json_values, max_size=6), st.booleans())
def test_cutting_finds_the_same_elements_as_reading(elements: list[Any], spaced: bool) -> None:
    body = json.dumps(
        {"x": {"ops": [1]}, "device": "a", "ops": elements}, indent=1 if spaced else None
    ).encode()
    rest, cut = salvage.cut_list(body, b"ops")
    assert [json.loads(one) for one in cut] == elements
    assert json.loads(rest) == {"x": {"ops": [1]}, "device": "a", "ops": []}


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (rb'{"value": {"id": "wrong"}, "id": "right"}', "right"), (rb'{"id": "right", "value": "\ud800"}', "right"),
        (rb'{"id": "right", "value": "\x"}', "right"), (b'{"id": "right", "value": ' + b"[" * 5000, "right"), (b"[1]", None), (b"", None),
        (rb'{"id": 5}', None), (rb'{"id": "a\u0000b\ud800"}', "ab"), (b'{"id": "' + b"x" * 100 + b'"}', "x" * 64),
    ],
)  # fmt: skip
def test_a_broken_op_still_tells_its_id(raw: bytes, found: str | None) -> None:
    assert salvage.hint(raw, "id") == found
