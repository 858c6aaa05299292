"""Process scenes: an ammonia vessel, a pressure gauge, a dust duct."""

import math

from inspect_app.demo.canvas import BLACK, GREEN, RED, STEEL, WHITE, YELLOW, Canvas, Colour, Point, tone

_RUST: Colour = (142, 80, 42)
_DUST: Colour = (202, 170, 118)


def vessel(c: Canvas, after: bool) -> None:
    """A rusty receiver with a leaking flange; after: painted, marked, with a guarded valve and alarm."""
    left, top = c.rng.randint(150, 230), c.rng.randint(360, 410)
    paint: Colour = c.rng.choice(((208, 196, 60), (176, 188, 196), (224, 206, 120)))
    body = paint if after else tone(paint, 0.74)
    c.room(780, dirty=not after)
    right, bottom = left + 960, top + 330
    c.shadow((left - 40, bottom + 60, right + 80, bottom + 240), 0.7)
    for x in (left + 130, right - 260):
        c.block((x, bottom - 40, x + 120, bottom + 170), (150, 150, 146), 40)
    c.draw.ellipse((left - 110, top, left + 110, bottom - 1), fill=tone(body, 0.75))
    c.draw.ellipse((right - 110, top, right + 110, bottom - 1), fill=tone(body, 0.86))
    c.pipe((left, top, right, bottom), body)
    for x in (left + 240, left + 640):
        c.riser((x, 0, x + 60, top), body)
        c.panel((x - 26, top - 46, x + 86, top - 18), STEEL, 4)
        c.panel((x - 26, top - 16, x + 86, top + 12), STEEL, 4)
    _valve(c, left + 670, top - 170, RED if after else _RUST)
    if not after:
        _rust_and_leak(c, left, top, right, bottom)
        return
    _marked(c, left, top, right, bottom)


def _marked(c: Canvas, left: int, top: int, right: int, bottom: int) -> None:
    c.draw.rectangle((left + 420, top, left + 470, bottom), fill=tone(RED, 0.95))
    c.poly(
        [
            (left + 60, top + 150),
            (left + 250, top + 150),
            (left + 250, top + 110),
            (left + 360, top + 172),
            (left + 250, top + 234),
            (left + 250, top + 194),
            (left + 60, top + 194),
        ],
        WHITE,
    )
    c.panel((left + 560, top + 90, left + 860, top + 240), WHITE, 6)
    c.warning_sign((left + 640, top + 176), 54, "mark")
    for line in range(3):
        c.draw.rectangle(
            (left + 712, top + 126 + line * 36, left + 836, top + 142 + line * 36), fill=(40, 60, 120)
        )
    c.block((right + 60, 210, right + 180, 330), YELLOW, 30)
    c.glow((right + 70, 220, right + 170, 320), (70, 240, 120), 0.9)
    c.disc((right + 120, 270), 18, (120, 250, 150), BLACK)
    c.stripes((left - 120, bottom + 190, right + 160, bottom + 220), 50)


def _valve(c: Canvas, x: float, y: float, colour: Colour) -> None:
    c.riser((x - 12, y - 10, x + 12, y + 60), STEEL)
    c.draw.ellipse((x - 86, y - 40, x + 86, y + 14), outline=colour, width=17)
    c.line([(x - 76, y - 12), (x + 76, y - 12)], colour, 12)


def _rust_and_leak(c: Canvas, left: int, top: int, right: int, bottom: int) -> None:
    c.blotches((left, top + 60, right, bottom), _RUST, 60, (10, 52))
    c.blotches((left, bottom - 110, right, bottom), tone(_RUST, 0.6), 36, (10, 46))
    for x in range(left + 40, right, 90):
        length = c.rng.randint(60, 190)
        c.line([(x, top + 110), (x + c.rng.randint(-6, 6), top + 110 + length)], tone(_RUST, 0.8), 7)
    for _ in range(16):  # frost around the leak
        x, y = left + c.rng.randint(190, 350), top + c.rng.randint(-70, 40)
        c.glow((x - 60, y - 44, x + 60, y + 44), (236, 242, 246), 0.8)
    for step in range(13):  # ammonia escaping from the flange
        x, y = left + 270 + step * 26 + c.rng.randint(-30, 30), top - 30 - step * 22
        size = 90 + step * 17
        c.glow((x - size, y - size * 0.7, x + size, y + size * 0.7), (240, 244, 246), 0.5)
    c.glow((left + 140, bottom + 120, left + 560, bottom + 230), (64, 76, 84), 0.9)


def gauge(c: Canvas, after: bool) -> None:
    """A cracked pressure gauge beyond its range, no label; after: in range, red line, test label."""
    c.mirrored = False  # a dial reads one way only
    x, y = c.rng.randint(560, 660), c.rng.randint(400, 440)
    pipe: Colour = c.rng.choice((STEEL, (80, 130, 150), (170, 60, 50)))
    c.room(1010, dirty=not after)
    pipe = pipe if after else tone(pipe, 0.75)
    c.pipe((0, 850, 1440, 980), pipe)
    c.riser((x - 34, 660, x + 34, 860), STEEL)
    c.panel((x - 64, 760, x + 64, 830), (190, 150, 70), 5)
    c.shadow((x - 330, y - 280, x + 390, y + 390), 0.6)
    c.disc((x, y), 310, (70, 72, 76))
    c.disc((x, y), 292, tone(STEEL, 1.2))
    c.disc((x, y), 262, (240, 240, 232) if after else (206, 196, 168), BLACK, 5)
    _dial(c, x, y, after)
    _safety_valve(c, x + 480, after)
    if after:
        c.draw.rectangle((x - 74, y + 96, x + 74, y + 188), fill=(36, 150, 84))
        c.draw.rectangle((x - 54, y + 112, x + 54, y + 128), fill=WHITE)
        c.draw.rectangle((x - 54, y + 146, x + 30, y + 160), fill=WHITE)
        c.poly(
            [(980, 900), (1150, 900), (1150, 876), (1230, 916), (1150, 956), (1150, 932), (980, 932)], WHITE
        )
        return
    _crack(c, (x - 80, y - 90))
    c.blotches((0, 860, 1440, 980), _RUST, 44, (10, 46))
    c.blotches((x - 60, 690, x + 60, 850), _RUST, 16, (8, 26))
    c.line([(x + 20, 830), (x + 26, 1010)], (150, 180, 196), 8)


def _dial(c: Canvas, x: int, y: int, after: bool) -> None:
    box = (x - 216, y - 216, x + 216, y + 216)
    c.draw.arc(box, 135, 300, fill=(40, 160, 80), width=26)
    c.draw.arc(box, 300, 405, fill=RED, width=26)
    for tick in range(19):
        angle = math.radians(135 + tick * 15)
        inner = 160 if tick % 3 == 0 else 186
        c.line(
            [
                (x + inner * math.cos(angle), y + inner * math.sin(angle)),
                (x + 216 * math.cos(angle), y + 216 * math.sin(angle)),
            ],
            BLACK,
            8 if tick % 3 == 0 else 4,
        )
    pointed = math.radians(c.rng.randint(215, 262) if after else c.rng.randint(372, 398))
    tip = (x + 198 * math.cos(pointed), y + 198 * math.sin(pointed))
    tail = (x - 60 * math.cos(pointed), y - 60 * math.sin(pointed))
    side = (12 * math.sin(pointed), -12 * math.cos(pointed))
    c.poly([tip, (tail[0] + side[0], tail[1] + side[1]), (tail[0] - side[0], tail[1] - side[1])], BLACK)
    c.disc((x, y), 26, BLACK)


def _crack(c: Canvas, hit: Point) -> None:
    for spoke in range(9):
        angle, reach = spoke * math.tau / 9 + c.rng.uniform(-0.2, 0.2), c.rng.randint(110, 230)
        bend = angle + c.rng.uniform(-0.3, 0.3)
        middle = (hit[0] + reach * 0.5 * math.cos(bend), hit[1] + reach * 0.5 * math.sin(bend))
        end = (hit[0] + reach * math.cos(angle), hit[1] + reach * math.sin(angle))
        c.line([hit, middle, end], (250, 250, 250), 4)
        c.line([(hit[0] + 3, hit[1] + 3), (middle[0] + 3, middle[1] + 3), end], (90, 90, 86), 2)


def _safety_valve(c: Canvas, x: int, after: bool) -> None:
    colour = (196, 160, 80) if after else (128, 100, 66)
    c.riser((x - 60, 560, x + 60, 850), colour)
    c.riser((x - 42, 400, x + 42, 560), colour)
    c.pipe((x + 50, 640, x + 200, 720), colour)
    c.upright((x - 26, 340, x + 26, 400), colour)
    c.panel((x - 84, 800, x + 84, 850), STEEL, 4)
    if after:
        c.line([(x + 40, 460), (x + 104, 500)], BLACK, 4)
        c.draw.rectangle((x + 80, 490, x + 190, 580), fill=(240, 220, 90))
        c.draw.rectangle((x + 96, 512, x + 172, 524), fill=BLACK)
        c.draw.rectangle((x + 96, 544, x + 150, 556), fill=BLACK)
    else:
        c.blotches((x - 60, 400, x + 60, 850), _RUST, 26, (8, 32))


def duct(c: Canvas, after: bool) -> None:
    """A duct, beam and floor under thick dust; after: clean, bonded across its flanges."""
    top = c.rng.randint(190, 250)
    colour: Colour = c.rng.choice((STEEL, (178, 186, 190), (120, 148, 168)))
    dust: Colour = c.rng.choice((_DUST, (188, 150, 104), (150, 148, 146)))
    c.room(740, dirty=not after)
    c.panel((0, 40, 1440, 76), (150, 76, 58), 4)
    c.panel((0, 76, 1440, 110), (110, 56, 44), 2)
    c.panel((0, 110, 1440, 132), (150, 76, 58), 3)
    for x in (210, 1130):
        c.line([(x, 132), (x, top)], (70, 70, 72), 10)
    c.pipe((0, top, 1440, top + 190), colour)
    c.riser((590, top + 170, 740, 600), colour)
    c.poly([(590, 600), (740, 600), (850, 740), (480, 740)], tone(colour, 0.86), tone(colour, 0.5))
    for x in (330, 940, 1290):
        c.shade((x, top - 16, x + 34, top + 206), [tone(colour, f) for f in (0.5, 0.9, 1.1, 0.8, 0.4)])
        c.line([(x + 17, top - 16), (x + 17, top + 206)], tone(colour, 0.4), 4)
    _bench(c, 380, after)
    if after:
        for x in (330, 940, 1290):
            c.cable([(x - 40, top + 90), (x + 16, top + 150), (x + 74, top + 90)], (120, 190, 50), 15)
            for bolt in (x - 40, x + 74):
                c.disc((bolt, top + 90), 13, (210, 180, 80), BLACK)
        c.panel((1000, 480, 1230, 690), WHITE, 8)
        c.warning_sign((1115, 580), 74, "flame")
        return
    for left in range(-40, 1440, 230):
        c.heap(
            (left, top - 54 - c.rng.randint(0, 26), left + 270, top + 22),
            tone(dust, c.rng.uniform(0.9, 1.08)),
        )
    for left in range(-30, 1440, 200):
        c.heap((left, 4, left + 240, 44), tone(dust, c.rng.uniform(0.84, 1.0)))
    for _ in range(10):
        left = c.rng.randint(-60, 1200)
        y = c.rng.randint(780, 1060)
        c.heap((left, y - 60, left + c.rng.randint(240, 480), y), tone(dust, c.rng.uniform(0.86, 1.1)))
    c.blotches((0, 760, 1440, 1080), dust, 60, (16, 60), flat=0.3)
    for _ in range(9):
        x, y = c.rng.randint(100, 1300), c.rng.randint(200, 760)
        c.glow((x - 300, y - 170, x + 300, y + 170), tone(dust, 1.1), 0.34)


def _bench(c: Canvas, left: int, after: bool) -> None:
    """The machine under the hood."""
    c.shadow((left - 60, 900, left + 620, 1040), 0.6)
    c.block((left, 800, left + 520, 960), (70, 108, 96) if after else (92, 104, 84), 70)
    c.block((left + 180, 700, left + 330, 800), (90, 96, 100), 50)
    c.disc((left + 255, 750), 40, (210, 206, 190), BLACK)
    c.panel((left + 400, 840, left + 480, 900), GREEN if after else STEEL, 4)
