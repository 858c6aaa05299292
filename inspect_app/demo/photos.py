"""Photos for the demo county, drawn: no camera, no fonts, the same bytes for the same seed."""

import random
from io import BytesIO
from itertools import pairwise
from typing import Literal

from PIL import Image, ImageDraw

from inspect_app.demo.canvas import Canvas, Point, smooth
from inspect_app.demo.names import seeded
from inspect_app.demo.scenes import SCENES

State = Literal["before", "after"]

VARIANTS = 4
"""Seeds 0 to 3 of each scene and state make the pool: the demo stores no more files than that."""


def draw(scene: str, state: State, seed: int) -> bytes:
    """A JPEG of 1440 x 1080 pixels, 60 to 250 KB, without EXIF.

    `scene` is a key of `SCENES`. The place is the same before and after for one seed.
    Raises ValueError for an unknown scene or state.
    """
    if scene not in SCENES:
        raise ValueError(f"unknown scene {scene!r}; known: {', '.join(SCENES)}")
    if state not in ("before", "after"):
        raise ValueError(f"state is 'before' or 'after', not {state!r}")
    canvas = Canvas(seeded("photo", scene, seed))
    SCENES[scene](canvas, state == "after")
    return canvas.jpeg()


def signature(name: str, seed: int) -> bytes:
    """A JPEG of 600 x 240 pixels with a running hand: one tangle of strokes a character of `name`."""
    rng = seeded("signature", name, seed)
    image = Image.new("L", (600 * _INK_SCALE, 240 * _INK_SCALE), 255)
    pen = ImageDraw.Draw(image)
    size = min(190.0, 500 / max(2, len(name)))
    left = (600 - size * len(name)) / 2
    slope = rng.uniform(-0.12, 0.02)
    for index in range(len(name)):
        x = left + index * size
        _character(pen, rng, (x, 120 - size * 0.42 + slope * x), size * rng.uniform(0.84, 1.0))
    _stroke(pen, _flourish(rng, left + size * len(name)))
    out = BytesIO()
    image.reduce(_INK_SCALE).save(out, "JPEG", quality=80)
    return out.getvalue()


_INK_SCALE = 2  # drawn twice as large and reduced, which smooths the strokes


def _character(pen: ImageDraw.ImageDraw, rng: random.Random, corner: Point, size: float) -> None:
    """A crossbar, a falling stroke and one long zigzag, as hurried characters run together."""
    x, y = corner

    def at(across: float, down: float) -> Point:
        return x + (across + rng.uniform(-0.07, 0.07)) * size, y + (down + rng.uniform(-0.07, 0.07)) * size

    _stroke(pen, [at(0.08, 0.22), at(0.45, 0.18), at(0.84, 0.1)])
    if rng.random() < 0.7:
        _stroke(pen, [at(0.46, 0.0), at(0.4, 0.4), at(0.08, 0.9)])
    zigzag = [at(0.3, 0.3), at(0.76, 0.26)]
    for turn in range(rng.randint(2, 4)):
        down = 0.42 + turn * 0.14
        zigzag += [at(0.3, down), at(0.74, down + 0.02)]
    zigzag += [at(0.5, 0.98), at(0.42, 0.84)]
    _stroke(pen, zigzag)


def _flourish(rng: random.Random, end: float) -> list[Point]:
    y = 176 + rng.uniform(-10, 14)
    return [(end - 130, y), (end - 40, y - 12), (end + 20, y - 26), (end - 10, y + 8)]


def _stroke(pen: ImageDraw.ImageDraw, points: list[Point]) -> None:
    """One stroke of a pen: pressed at the start, thin at the end, in pixels of the finished picture."""
    path = [(x * _INK_SCALE, y * _INK_SCALE) for x, y in smooth(points, 12)]
    for step, (start, end) in enumerate(pairwise(path)):
        part = step / len(path)
        radius = (3.1 - 1.9 * part + (0.8 if part < 0.05 else 0)) * _INK_SCALE
        pen.line((start, end), fill=30, width=round(2 * radius))
        x, y = end
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=30)
