"""A table of figures as data: the same rows make the page, the Excel sheet and the print."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Cell = str | int | float | None
Link = dict[str, str] | None


class Head(msgspec.Struct, frozen=True):
    """A column. `width` in characters of an Excel sheet."""

    title: str
    kind: Literal["text", "number", "money", "percent", "day"] = "number"
    width: float = 10


class Table(msgspec.Struct, frozen=True):
    """`links[n][k]`: filters of the ledger that list what the cell counts; None where a filter can't say it. `total`: the last row is a sum."""

    kind: str
    title: str
    heads: tuple[Head, ...]
    rows: list[list[Any]]
    notes: tuple[str, ...] = ()
    links: list[list[Link]] = []
    total: bool = False
