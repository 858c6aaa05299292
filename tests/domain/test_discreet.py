"""Names and numbers that are shortened before they leave the house."""

from __future__ import annotations

import pytest

from inspect_app.domain.discreet import short_name, short_phone


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("王建国", "王**"),
        ("王芳", "王**"),
        ("王建国、李明", "王**、李**"),
        ("", ""),
        (None, None),
        (" 赵 ", "赵**"),
    ],
)
def test_a_name_keeps_its_first_sign(name: str | None, short: str | None) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("number", "short"),
    [
        ("13800000000", "138****0000"), ("0395-8123456", "039****3456"), ("8123456", "****56"), ("", ""), (None, None), ("不详", "****"),
        ("王建国 13812345678", "138****5678"), ("13812345678、13998765432", "138****5678、139****5432"), ("1", "****"),
        ("138 1234 5678 / 13998765432", "138****5678、139****5432"),
    ],
)  # fmt: skip
def test_a_number_keeps_its_ends(number: str | None, short: str | None) -> None:
    assert short_phone(number) == short
