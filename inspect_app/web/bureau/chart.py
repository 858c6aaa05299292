"""A bar chart as plain numbers for an SVG without inline style: two bars a month, with a scale of round figures. Pure."""

from __future__ import annotations

from typing import Any

import msgspec

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 200, 40, 26, 10
GAP = 0.34  # of a month's width


class Bar(msgspec.Struct, frozen=True):
    """One bar in units of the viewBox."""

    kind: str
    x: float
    y: float
    width: float
    height: float


class Chart(msgspec.Struct, frozen=True):
    """What the template draws: bars, grid lines (y, value) and month labels (x, text)."""

    bars: list[Bar]
    lines: list[tuple[float, int]]
    labels: list[tuple[float, str]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = HEIGHT - BOTTOM


def chart(months: list[dict[str, Any]]) -> Chart:
    """The chart of queries.dashboard.months."""
    top = scale(max([1, *(max(m["found"], m["closed"]) for m in months)]))
    base, room = HEIGHT - BOTTOM, HEIGHT - BOTTOM - TOP
    step = (WIDTH - LEFT) / len(months)
    thick = step * (1 - GAP) / 2
    bars, labels = [], []
    for n, month in enumerate(months):
        x = LEFT + n * step + step * GAP / 2
        for k, kind in enumerate(("found", "closed")):
            tall = room * month[kind] / top
            bars.append(
                Bar(
                    kind,
                    round(x + k * thick, 1),
                    round(base - tall, 1),
                    round(thick - 1.5, 1),
                    round(tall, 1),
                )
            )
        labels.append((round(x + thick, 1), f"{int(month['month'][5:])}月"))
    lines = [(round(base - room * part / 4, 1), top * part // 4) for part in range(5)]
    return Chart(bars, lines, labels)


def scale(highest: int) -> int:
    """The smallest of 4, 8, 20, 40, 80, 200 … that holds the highest value: its quarters are whole numbers."""
    unit = 1
    while True:
        for top in (4 * unit, 8 * unit, 20 * unit):
            if top >= highest:
                return top
        unit *= 10
