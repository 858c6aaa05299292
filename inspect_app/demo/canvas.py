"""A drawing surface for demo photos: shaded solids, a room with a floor, signs.

Coordinates are pixels of a 1440 x 1080 picture, x to the right, y downward. Colours are
(red, green, blue). All chance comes from one seeded generator, so a scene repeats exactly.
"""

import math
import random
from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageDraw

from inspect_app.demo.camera import HEIGHT, WIDTH, develop

Colour = tuple[int, int, int]
Point = tuple[float, float]
Box = tuple[float, float, float, float]

BLACK: Colour = (24, 24, 26)
STEEL: Colour = (146, 152, 158)
YELLOW: Colour = (238, 190, 30)
RED: Colour = (196, 36, 32)
GREEN: Colour = (22, 132, 78)
BLUE: Colour = (38, 92, 168)
WHITE: Colour = (238, 238, 232)
CARDBOARD: Colour = (186, 142, 92)

_WALLS: tuple[Colour, ...] = (
    (206, 208, 200),
    (190, 200, 206),
    (214, 206, 190),
    (196, 204, 190),
    (182, 186, 192),
)
_FLOORS: tuple[Colour, ...] = (
    (128, 130, 128),
    (112, 128, 118),
    (140, 132, 120),
    (120, 126, 138),
    (104, 122, 112),
)


def tone(colour: Colour, factor: float) -> Colour:
    """The colour made lighter (factor > 1) or darker."""
    red, green, blue = (max(0, min(255, round(part * factor))) for part in colour)
    return red, green, blue


class Canvas:
    """One picture in the making; methods draw from back to front."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        # Half of the seeds see the scene from the other side.
        self.mirrored = rng.random() < 0.5
        self.image = Image.new("RGB", (WIDTH, HEIGHT), (90, 90, 90))
        self.draw = ImageDraw.Draw(self.image)

    def room(self, horizon: int = 720, *, dirty: bool = False) -> int:
        """A wall above `horizon` and a floor in perspective below; returns the horizon."""
        rng = self.rng
        wall, floor = rng.choice(_WALLS), rng.choice(_FLOORS)
        self.shade((0, 0, WIDTH, horizon), (tone(wall, 1.06), tone(wall, 0.86)))
        for x in range(rng.randint(80, 240), WIDTH, rng.randint(300, 420)):
            self.line([(x, 0), (x, horizon)], tone(wall, 0.84), 3)
        self.shade((0, horizon - 120, WIDTH, horizon), (tone(wall, 0.62), tone(wall, 0.58)))
        self.shade((0, horizon, WIDTH, HEIGHT), (tone(floor, 0.78), tone(floor, 1.18)))
        vanishing = rng.randint(520, 920)
        for x in range(-2400, 3900, 330):
            self.line([(vanishing + (x - vanishing) * 0.32, horizon), (x, HEIGHT)], tone(floor, 0.86), 2)
        for step in (0.06, 0.17, 0.35, 0.63):
            y = horizon + (HEIGHT - horizon) * step
            self.line([(0, y), (WIDTH, y)], tone(floor, 0.86), 2)
        if dirty:
            self._stains((0, horizon + 20, WIDTH, HEIGHT), tone(floor, 0.42), 16, 0.3)
            self._stains((0, 40, WIDTH, horizon), tone(wall, 0.62), 8, 1.3)
        return horizon

    def _stains(self, box: Box, colour: Colour, count: int, flat: float) -> None:
        left, top, right, bottom = box
        for _ in range(count):
            x, y = self.rng.uniform(left, right), self.rng.uniform(top, bottom)
            width = self.rng.uniform(50, 190)
            self.glow(
                (x - width, y - width * flat, x + width, y + width * flat),
                colour,
                self.rng.uniform(0.25, 0.6),
            )

    def shade(self, box: Box, colours: Sequence[Colour], *, across: bool = False) -> None:
        """Fill a box with colours blended downward, or from left to right with `across`."""
        left, top, right, bottom = (round(edge) for edge in box)
        if right <= left or bottom <= top:
            return
        size = (len(colours), 1) if across else (1, len(colours))
        strip = Image.frombytes("RGB", size, bytes(part for colour in colours for part in colour))
        # Half a pixel inward on both ends, so that the first and last colour reach the edges.
        inner = (0.5, 0, len(colours) - 0.5, 1) if across else (0, 0.5, 1, len(colours) - 0.5)
        filled = strip.resize((right - left, bottom - top), Image.Resampling.BILINEAR, box=inner)
        self.image.paste(filled, (left, top))

    def panel(self, box: Box, colour: Colour, edge: int = 5) -> None:
        """A sheet of painted metal: lit from above left, with a dark edge."""
        self.draw.rectangle(box, fill=tone(colour, 0.55))
        left, top, right, bottom = box
        inner = (left + edge, top + edge, right - edge, bottom - edge)
        self.shade(inner, (tone(colour, 1.12), colour, tone(colour, 0.86)))

    def block(self, box: Box, colour: Colour, depth: float = 40) -> None:
        """A cuboid seen a little from above and from the left: front `box`, top and right side."""
        left, top, right, bottom = box
        up = depth * 0.55
        self.poly(
            [(left, top), (left + depth, top - up), (right + depth, top - up), (right, top)],
            tone(colour, 1.2),
        )
        self.poly(
            [(right, top), (right + depth, top - up), (right + depth, bottom - up), (right, bottom)],
            tone(colour, 0.62),
        )
        self.shade(box, (tone(colour, 1.02), tone(colour, 0.84)))

    def upright(self, box: Box, colour: Colour, *, lid: bool = True) -> None:
        """A standing cylinder inside `box`, with an elliptic top and bottom."""
        left, top, right, bottom = box
        ry = (right - left) * 0.14
        shades = [tone(colour, f) for f in (0.5, 0.9, 1.22, 1.02, 0.74, 0.42)]
        self.draw.ellipse((left, bottom - ry, right - 1, bottom + ry), fill=tone(colour, 0.55))
        self.shade((left, top, right, bottom), shades, across=True)
        if lid:
            self.draw.ellipse(
                (left, top - ry, right - 1, top + ry),
                fill=tone(colour, 1.18),
                outline=tone(colour, 0.6),
                width=3,
            )

    def pipe(self, box: Box, colour: Colour) -> None:
        """A lying cylinder that fills `box`: a duct, a pipe, a vessel's shell."""
        self.shade(box, [tone(colour, f) for f in (0.62, 1.05, 1.28, 1.0, 0.72, 0.4)])

    def riser(self, box: Box, colour: Colour) -> None:
        """A standing pipe that fills `box`."""
        self.shade(box, [tone(colour, f) for f in (0.55, 1.0, 1.25, 0.95, 0.5)], across=True)

    def poly(self, points: Sequence[Point], colour: Colour, outline: Colour | None = None) -> None:
        self.draw.polygon(list(points), fill=colour, outline=outline, width=3)

    def disc(
        self, centre: Point, radius: float, colour: Colour, outline: Colour | None = None, width: int = 4
    ) -> None:
        x, y = centre
        self.draw.ellipse(
            (x - radius, y - radius, x + radius, y + radius), fill=colour, outline=outline, width=width
        )

    def line(self, points: Sequence[Point], colour: Colour, width: int = 4) -> None:
        self.draw.line(list(points), fill=colour, width=width, joint="curve")

    def cable(self, points: Sequence[Point], colour: Colour, width: int = 12) -> None:
        """A flexible cable through the points, with a light along its upper side."""
        path = smooth(points)
        self.line([(x + 3, y + width * 0.5) for x, y in path], (50, 50, 50), width)
        self.line(path, tone(colour, 0.8), width)
        self.line([(x, y - width * 0.2) for x, y in path], tone(colour, 1.35), max(2, width // 4))

    def shadow(self, box: Box, strength: float = 0.6) -> None:
        """A soft dark ellipse inside `box`, as things leave on a floor; strength 0 to 1."""
        self.glow(box, (18, 18, 20), strength)

    def glow(self, box: Box, colour: Colour, strength: float = 0.7) -> None:
        """A soft ellipse of any colour: steam, dust in the air, a lamp, a puddle's edge."""
        left, top, right, bottom = (round(edge) for edge in box)
        mask = _soft_ellipse(round(strength * 100)).resize(
            (right - left, bottom - top), Image.Resampling.BILINEAR
        )
        self.image.paste(colour, (left, top), mask)

    def blotches(
        self,
        box: Box,
        colour: Colour,
        count: int,
        size: tuple[int, int],
        *,
        flat: float = 0.7,
        spread: float = 0.18,
    ) -> None:
        """Irregular spots inside `box`: rust, dirt, dust; `flat` is height over width."""
        left, top, right, bottom = box
        for _ in range(count):
            x, y = self.rng.uniform(left, right), self.rng.uniform(top, bottom)
            radius = self.rng.uniform(*size)
            shade = tone(colour, 1 + self.rng.uniform(-spread, spread))
            points = []
            for step in range(9):
                angle, reach = step * math.tau / 9, radius * self.rng.uniform(0.55, 1.0)
                points.append(
                    (
                        min(max(x + reach * math.cos(angle), left), right),
                        min(max(y + reach * flat * math.sin(angle), top), bottom),
                    )
                )
            self.poly(points, shade)

    def heap(self, box: Box, colour: Colour) -> None:
        """Loose powder lying on the lower edge of `box`, highest in the middle."""
        left, top, right, bottom = box
        steps = 24
        outline: list[Point] = [(right, bottom), (left, bottom)]
        for step in range(steps + 1):
            part = step / steps
            height = (bottom - top) * math.sin(math.pi * part) ** 0.7 * self.rng.uniform(0.82, 1.0)
            outline.append((left + (right - left) * part, bottom - height))
        self.poly(outline, colour)
        crest = [(x, y + 5) for x, y in outline[4:-2]]
        self.line(crest, tone(colour, 1.18), 7)

    def stripes(self, box: Box, pitch: int = 44, colours: tuple[Colour, Colour] = (YELLOW, BLACK)) -> None:
        """Slanted warning stripes inside `box`."""
        left, top, right, bottom = (round(edge) for edge in box)
        width, height = right - left, bottom - top
        tile = Image.new("RGB", (width, height), colours[0])
        pen = ImageDraw.Draw(tile)
        for x in range(-height - pitch, width + pitch, pitch):
            half = pitch / 2
            pen.polygon(
                [(x, height), (x + half, height), (x + half + height, 0), (x + height, 0)], fill=colours[1]
            )
        self.image.paste(tile, (left, top))

    def carton(self, box: Box, depth: float = 34) -> None:
        """A cardboard box with tape and a label."""
        colour = tone(CARDBOARD, self.rng.uniform(0.86, 1.1))
        self.block(box, colour, depth)
        left, top, right, bottom = box
        middle = (left + right) / 2
        self.draw.rectangle((middle - 9, top, middle + 9, bottom), fill=tone(colour, 1.2))
        label_left = left + (right - left) * 0.62
        self.draw.rectangle((label_left, top + 14, right - 10, top + (bottom - top) * 0.42), fill=WHITE)
        self.draw.rectangle(box, outline=tone(colour, 0.6), width=2)

    def warning_sign(self, centre: Point, size: float, symbol: str) -> None:
        """A yellow triangle; symbol "bolt", "mark" (!) or "flame"."""
        x, y = centre
        self.poly([(x, y - size), (x + size, y + size * 0.75), (x - size, y + size * 0.75)], BLACK)
        inner = size * 0.8
        self.poly([(x, y - inner + 2), (x + inner, y + inner * 0.72), (x - inner, y + inner * 0.72)], YELLOW)
        shapes = {"bolt": _BOLT, "flame": _FLAME, "mark": _MARK}
        for shape in shapes[symbol]:
            self.poly([(x + px * size, y + py * size) for px, py in shape], BLACK)

    def ban_sign(self, centre: Point, radius: float) -> None:
        """A red prohibition ring over a standing figure (no entry for persons)."""
        x, y = centre
        self.disc(centre, radius, WHITE, RED, max(6, round(radius * 0.18)))
        self.disc((x, y - radius * 0.42), radius * 0.14, BLACK)
        self.draw.rounded_rectangle(
            (x - radius * 0.16, y - radius * 0.24, x + radius * 0.16, y + radius * 0.58),
            radius * 0.1,
            fill=BLACK,
        )
        reach = radius * 0.64
        self.line([(x - reach, y - reach), (x + reach, y + reach)], RED, max(6, round(radius * 0.16)))

    def jpeg(self) -> bytes:
        """The finished picture as a camera would give it."""
        return develop(self.image, self.rng, mirrored=self.mirrored)


_BOLT = (((0.1, -0.5), (-0.24, 0.12), (-0.02, 0.12), (-0.12, 0.56), (0.26, -0.08), (0.03, -0.08)),)
_FLAME = (((0.0, -0.45), (0.3, 0.1), (0.2, 0.45), (-0.2, 0.45), (-0.3, 0.12), (-0.12, 0.1)),)
_MARK = (
    ((-0.09, -0.4), (0.09, -0.4), (0.06, 0.2), (-0.06, 0.2)),
    ((-0.08, 0.3), (0.08, 0.3), (0.08, 0.46), (-0.08, 0.46)),
)


def smooth(points: Sequence[Point], steps: int = 10) -> list[Point]:
    """A Catmull-Rom curve through the points."""
    padded = [points[0], *points, points[-1]]
    path: list[Point] = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            part = step / steps
            path.append(
                (
                    _between(before[0], start[0], end[0], after[0], part),
                    _between(before[1], start[1], end[1], after[1], part),
                )
            )
    return [*path, points[-1]]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


@lru_cache
def _soft_ellipse(percent: int) -> Image.Image:
    # radial_gradient runs from 0 in the middle past 180 at the edge of the inscribed circle.
    return Image.radial_gradient("L").point(
        [max(0, round((128 - v) / 128 * 255 * percent / 100)) for v in range(256)]
    )
