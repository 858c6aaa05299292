"""Which risks follow from what a tablet told of itself."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from inspect_app.domain import reports

HOUR = reports.HOUR_MS
TOLD_AT = 1_795_430_000_000
GOOD: dict[str, Any] = msgspec.to_builtins(reports.Report(ops=0, photos=0, free=8_000_000_000, app="v2"))


def risks(
    told: dict[str, Any] | None, later: int = 0, offset: int | None = 0, clone: bool = False
) -> list[str]:
    return reports.risks(told, TOLD_AT, TOLD_AT + later, offset=offset, current="v2", clone=clone)


def test_a_tablet_without_trouble_has_no_risk_and_one_that_never_told_anything_neither() -> None:
    assert risks(GOOD) == []
    assert risks(None) == []


@pytest.mark.parametrize(
    ("change", "risk"),
    [
        ({"ops": 1, "oldest": 24 * HOUR + 1}, "unsent"),
        ({"quarantined": 1}, "stuck"),
        ({"free": 499_999_999}, "space"),
        ({"room": False}, "space"),
        ({"mirrored": False}, "copy"),
        ({"persisted": False}, "persist"),
        ({"app": "v1"}, "app"),
    ],
)
def test_each_trouble_is_one_risk(change: dict[str, Any], risk: str) -> None:
    assert risks({**GOOD, **change}) == [risk]


@pytest.mark.parametrize(
    ("change", "offset"),
    [
        ({"ops": 3, "oldest": 24 * HOUR}, 0),
        ({"free": None}, 0),
        ({"free": 500_000_000}, 0),
        ({"app": ""}, 0),
        ({}, 300_000),
        ({}, -300_000),
        ({}, None),
    ],
)
def test_what_is_just_within_the_limit_is_none(change: dict[str, Any], offset: int | None) -> None:
    assert risks({**GOOD, **change}, offset=offset) == []


def test_a_clock_off_by_more_than_five_minutes_is_one_in_both_directions() -> None:
    assert risks(GOOD, offset=300_001) == risks(GOOD, offset=-300_001) == ["clock"]


def test_unsent_work_grows_older_while_a_tablet_stays_away_and_nothing_grows_out_of_nothing() -> None:
    told = {**GOOD, "photos": 2, "oldest": 5 * HOUR}
    assert risks(told, later=19 * HOUR) == []
    assert risks(told, later=19 * HOUR + 1) == ["unsent"]
    assert reports.unsent_for(told, TOLD_AT, TOLD_AT + HOUR) == 6 * HOUR
    assert risks({**GOOD, "oldest": 5 * HOUR}, later=1000 * HOUR) == []


def test_the_order_is_fixed_worst_first() -> None:
    told = {**GOOD, "app": "v1", "persisted": False, "ops": 1, "oldest": 48 * HOUR}
    assert risks(told, offset=900_000, clone=True) == ["clone", "unsent", "persist", "clock", "app"]
    order = [
        reports.group(["clone"], True),
        reports.group(["unsent", "app"], True),
        reports.group(["app"], True),
        reports.group([], True),
        reports.group([], False),
    ]
    assert order == sorted(order)
    assert set(reports.ADVICE) == set(reports.RISKS)
