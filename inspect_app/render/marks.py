"""What is drawn on copies of photos: masks first, then the expert's strokes, then the stamp on a band below.

A mask is a solid field: mosaics can be guessed back, a field cannot. Masks are drawn before the picture is made smaller, so that nothing of
what they hide is mixed into the pixels around them. Strokes have the same geometry on the tablet (static/field/ui/marks.js).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from inspect_app.domain.values import Mask, Shape
from inspect_app.render import fonts

FULL = 10_000  # shapes are given in 1/10000 of the width and of the height
RED, EDGE = (214, 0, 28), (255, 255, 255)
FIELD, FIELD_TEXT = (24, 28, 36), (222, 226, 233)
MARGIN = 3  # px beyond a mask: the blocks of a JPEG reach over its edge
SMOOTH = 2  # strokes are drawn this many times larger: Pillow's lines have no anti-aliasing
FACES = ("InspectHei.ttf", "InspectFallback.ttf", "InspectRare.ttf")
MASKED = "已遮挡"


def hide(image: Image.Image, masks: Sequence[Mask]) -> None:
    """Fills the masked parts of an upright RGB picture, in place."""
    draw = ImageDraw.Draw(image)
    for mask in masks:
        left, top = mask.x * image.width // FULL - MARGIN, mask.y * image.height // FULL - MARGIN
        right = -(-(mask.x + mask.w) * image.width // FULL) + MARGIN
        bottom = -(-(mask.y + mask.h) * image.height // FULL) + MARGIN
        draw.rectangle((left, top, right, bottom), fill=FIELD)
        size = min((right - left) // (len(MASKED) + 1), (bottom - top) // 2, image.width // 30)
        if size >= 12:
            _text(
                draw,
                ((left + right - size * len(MASKED)) // 2, (top + bottom - size) // 2),
                MASKED,
                size,
                FIELD_TEXT,
            )


def annotate(image: Image.Image, shapes: Sequence[Shape]) -> Image.Image:
    """The picture with the strokes: red with a white edge, readable on any ground."""
    if not shapes:
        return image
    layer = Image.new("RGBA", (image.width * SMOOTH, image.height * SMOOTH))
    draw = ImageDraw.Draw(layer)
    for shape in shapes:
        _shape(draw, shape, layer.width, layer.height)
    layer = layer.resize(image.size, Image.Resampling.BOX)
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def stamped(image: Image.Image, lines: Sequence[str]) -> Image.Image:
    """The picture with the stamp's lines on a white band below it, cut with … where they are wider than the picture."""
    if not lines:
        return image
    size = max(16, image.width // 44)
    row = int(size * 1.5)
    taller = Image.new("RGB", (image.width, image.height + row * len(lines) + size // 2), "white")
    taller.paste(image)
    draw = ImageDraw.Draw(taller)
    for n, line in enumerate(lines):
        _text(
            draw,
            (size // 2, image.height + size // 4 + row * n),
            _fitted(line, size, image.width - size),
            size,
            (0, 0, 0),
        )
    return taller


def _shape(draw: ImageDraw.ImageDraw, shape: Shape, width: int, height: int) -> None:
    unit = max(width, height) / 100
    points = [value * (width if n % 2 == 0 else height) / FULL for n, value in enumerate(shape.points)]
    if shape.kind == "text":
        size = round(4 * unit)
        _text(draw, (points[0], points[1]), shape.text, size, RED, edge=max(2, round(0.45 * unit)))
        return
    if len(points) < 4:
        return
    for colour, line in ((EDGE, 1.5 * unit), (RED, 0.7 * unit)):
        if shape.kind == "circle":
            left, right = sorted((points[0], points[2]))
            top, bottom = sorted((points[1], points[3]))
            half = line / 2
            draw.ellipse(
                (left - half, top - half, right + half, bottom + half), outline=colour, width=round(line)
            )
        else:
            _arrow(draw, points, unit, line, colour)


def _arrow(
    draw: ImageDraw.ImageDraw, points: list[float], unit: float, line: float, colour: tuple[int, int, int]
) -> None:
    """A shaft and two barbs, with round ends."""
    x, y, tip_x, tip_y = points
    angle = math.atan2(tip_y - y, tip_x - x)
    barbs = [
        (tip_x - 4 * unit * math.cos(angle + turn), tip_y - 4 * unit * math.sin(angle + turn))
        for turn in (0.5, -0.5)
    ]
    for start, end in (((x, y), (tip_x, tip_y)), *((barb, (tip_x, tip_y)) for barb in barbs)):
        draw.line((*start, *end), fill=colour, width=round(line))
        for cx, cy in (start, end):
            draw.ellipse((cx - line / 2, cy - line / 2, cx + line / 2, cy + line / 2), fill=colour)


# --- text: each character in the first of our faces that has it --------------------------------------------------------------------


def _text(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    size: int,
    fill: tuple[int, int, int],
    edge: int = 0,
) -> None:
    x, y = at
    for char in text:
        face = _face(char, size)
        draw.text((x, y), char, fill=fill, font=face, stroke_width=edge, stroke_fill=EDGE if edge else None)
        x += face.getlength(char)


def _fitted(text: str, size: int, width: int) -> str:
    if sum(_face(char, size).getlength(char) for char in text) <= width:
        return text
    room = width - _face("…", size).getlength("…")
    kept = ""
    for char in text:
        room -= _face(char, size).getlength(char)
        if room < 0:
            break
        kept += char
    return kept + "…"


def _face(char: str, size: int) -> ImageFont.FreeTypeFont:
    name = next((name for name in FACES if ord(char) in _characters(name)), FACES[0])
    return _font(name, size)


def _path(name: str) -> Path:
    return fonts.configured().parent / name


@cache
def _characters(name: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(_path(name), lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_path(name)), size, layout_engine=ImageFont.Layout.BASIC)
