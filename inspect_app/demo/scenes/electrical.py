"""Electrical scenes: a distribution box, cables on a floor, a gas alarm panel."""

from inspect_app.demo.canvas import BLACK, BLUE, GREEN, RED, STEEL, WHITE, YELLOW, Canvas, Colour, tone

_COPPER: Colour = (206, 122, 62)
_WIRES: tuple[Colour, ...] = ((198, 52, 44), (222, 184, 44), (48, 122, 62), (44, 84, 160), (40, 40, 42))


def distribution_box(c: Canvas, after: bool) -> None:
    """Door open on bare wires and a missing breaker; after: shut, marked, cabled through glands."""
    left, top = c.rng.randint(420, 540), c.rng.randint(110, 170)
    colour = c.rng.choice((STEEL, (178, 180, 172), (126, 142, 158), (200, 190, 160)))
    c.room(840, dirty=not after)
    right, bottom = left + 480, top + 620
    c.riser((left + 210, 0, left + 246, top), STEEL)
    c.shadow((left - 60, top + 20, right + 110, bottom + 90), 0.6)
    if after:
        _closed_box(c, left, top, right, bottom, colour)
    else:
        _open_box(c, left, top, right, bottom, colour)


def _closed_box(c: Canvas, left: int, top: int, right: int, bottom: int, colour: Colour) -> None:
    c.block((left, top, right, bottom), colour, 56)
    c.panel((left + 18, top + 18, right - 18, bottom - 18), colour, 6)
    c.warning_sign((left + 240, top + 220), 118, "bolt")
    c.draw.rectangle((left + 110, top + 372, right - 110, top + 432), fill=BLUE)
    c.draw.rectangle((left + 130, top + 392, right - 130, top + 412), fill=WHITE)
    c.panel((right - 66, top + 300, right - 34, top + 410), BLACK, 3)
    c.disc((right - 50, top + 332), 9, STEEL)
    for x in range(left + 90, right - 60, 90):
        c.riser((x, bottom, x + 34, 840), STEEL)
        c.panel((x - 8, bottom, x + 42, bottom + 24), BLACK, 3)
    c.line([(left - 160, 1040), (left + 40, 880), (right + 40, 880), (right + 240, 1040)], YELLOW, 22)


def _open_box(c: Canvas, left: int, top: int, right: int, bottom: int, colour: Colour) -> None:
    c.block((left, top, right, bottom), colour, 56)
    c.shade((left + 22, top + 22, right - 22, bottom - 22), ((58, 58, 56), (84, 82, 78)))
    door = [(left, top), (left - 250, top + 70), (left - 250, bottom + 110), (left, bottom)]
    c.poly(door, tone(colour, 0.92), tone(colour, 0.5))
    c.poly(
        [(left - 30, top + 60), (left - 220, top + 112), (left - 220, bottom + 40), (left - 30, bottom - 46)],
        tone(colour, 0.8),
    )
    c.blotches((left - 240, top + 120, left - 10, bottom), (134, 84, 50), 16, (6, 22))
    for row in (0, 1):
        y = top + 90 + row * 210
        c.panel((left + 40, y + 40, right - 40, y + 62), STEEL, 2)
        for slot in range(6):
            if (row, slot) == (1, 3):
                continue  # the missing breaker
            x = left + 48 + slot * 66
            c.panel((x, y, x + 56, y + 112), (222, 222, 216), 3)
            c.panel((x + 18, y + 36, x + 38, y + 76), BLACK, 2)
    for _ in range(13):
        start = (left + c.rng.randint(60, 410), top + c.rng.choice((205, 415)))
        end = (left + c.rng.randint(-60, 480), bottom + c.rng.randint(30, 170))
        middle = (start[0] + c.rng.randint(-120, 120), (start[1] + end[1]) / 2 + c.rng.randint(-40, 80))
        c.cable([start, middle, end], c.rng.choice(_WIRES), 11)
        c.line([end, (end[0] + c.rng.randint(-18, 18), end[1] + 44)], _COPPER, 8)
    for _ in range(5):
        x, y = left + c.rng.randint(80, 400), top + c.rng.choice((80, 292))
        c.line([(x, y), (x + c.rng.randint(-30, 30), y - 44)], _COPPER, 9)
    c.blotches((left + 30, bottom - 110, right - 30, bottom - 26), (112, 102, 88), 30, (8, 34), flat=0.4)


def cables(c: Canvas, after: bool) -> None:
    """Spliced cables and chained sockets across a wet floor; after: conduit, tray and wall sockets."""
    shift = c.rng.randint(-80, 80)
    tray = c.rng.choice((STEEL, (170, 174, 170), (196, 186, 150)))
    c.room(560, dirty=not after)
    if after:
        _conduit(c, shift, tray)
    else:
        _tangle(c, shift)


def _conduit(c: Canvas, shift: int, tray: Colour) -> None:
    c.pipe((0, 120, 1440, 178), tray)
    for x in range(20, 1440, 64):
        c.draw.rectangle((x, 142, x + 34, 154), fill=tone(tray, 0.45))
    for x in (260 + shift, 680 + shift, 1100 + shift):
        c.riser((x + 48, 178, x + 74, 390), tray)
        for y in (226, 316):
            c.panel((x + 36, y, x + 86, y + 16), tone(tray, 0.8), 2)
        c.panel((x, 380, x + 122, 506), WHITE, 5)
        c.panel((x + 14, 396, x + 108, 490), BLUE, 4)
        c.disc((x + 61, 443), 32, (30, 60, 110), BLACK)
        for px, py in ((-12, 4), (12, 4), (0, -14)):
            c.disc((x + 61 + px, 443 + py), 5, BLACK)
        c.warning_sign((x + 61, 560), 34, "bolt")
    for y in (760, 940):
        c.line([(0, y), (1440, y - 30)], YELLOW, 16)


def _tangle(c: Canvas, shift: int) -> None:
    c.glow((180 + shift, 760, 900 + shift, 1060), (92, 108, 120), 0.9)
    c.glow((280 + shift, 800, 760 + shift, 980), (150, 166, 176), 0.6)
    for _ in range(11):
        points = [(c.rng.randint(-40, 1480), c.rng.randint(600, 1060)) for _ in range(4)]
        points.sort()
        c.cable(
            [(-20, c.rng.randint(600, 1060)), *points, (1460, c.rng.randint(600, 1060))],
            c.rng.choice(_WIRES),
            c.rng.randint(12, 22),
        )
    for step in range(3):
        x, y = 240 + shift + step * 330, 700 + step * 90
        c.shadow((x - 30, y + 40, x + 300, y + 130), 0.7)
        c.block((x, y, x + 240, y + 60), (232, 230, 220), 50)
        for hole in range(4):
            c.panel((x + 16 + hole * 56, y + 14, x + 58 + hole * 56, y + 48), (70, 70, 70), 3)
        c.block((x + 20, y - 26, x + 62, y + 14), BLACK, 18)
        c.cable([(x + 40, y - 20), (x + 30, y - 90), (x - 80, y - 70), (x - 160, y + 50)], BLACK, 14)
    x, y = 900 + shift, 660
    c.cable([(x - 300, y - 60), (x - 60, y), (x, y)], (200, 52, 44), 22)
    c.cable([(x + 130, y + 6), (x + 200, y), (x + 420, y - 80)], (200, 52, 44), 22)
    for spread in (-26, -9, 9, 26):
        c.line([(x, y), (x + 70, y + spread), (x + 130, y + 6)], _COPPER, 7)
    c.line([(x - 34, y - 2), (x + 6, y)], BLACK, 34)
    c.glow((x + 26, y - 46, x + 118, y + 52), (255, 226, 150), 0.75)


def gas_detector(c: Canvas, after: bool) -> None:
    """An alarm panel with faults and a detector wrapped in plastic; after: all green, detector free."""
    left = c.rng.randint(150, 250)
    body = c.rng.choice(((208, 212, 214), (226, 222, 206), (170, 186, 200)))
    c.room(900, dirty=not after)
    c.shadow((left - 40, 180, left + 680, 860), 0.55)
    c.block((left, 170, left + 560, 780), body, 50)
    c.panel((left + 30, 200, left + 530, 360), (36, 60, 52), 6)
    reading = (96, 226, 130) if after else (246, 96, 60)
    for bar in range(12):
        height = 18 + (bar * 37 % 30 if after else 40 + bar * 29 % 66)
        c.draw.rectangle((left + 54 + bar * 38, 340 - height, left + 78 + bar * 38, 340), fill=reading)
    faulty = set() if after else {1, 2, 5, 7}
    for channel in range(8):
        x, y = left + 84 + channel % 4 * 128, 450 + channel // 4 * 150
        bad = channel in faulty
        lamp = RED if bad else (40, 190, 90)
        c.glow((x - 56, y - 56, x + 56, y + 56), lamp, 0.7)
        c.disc((x, y), 25, tone(lamp, 1.25), BLACK)
        c.draw.rectangle((x - 36, y + 44, x + 36, y + 62), fill=YELLOW if bad else WHITE)
    _detector(c, left + 860, after)


def _detector(c: Canvas, x: int, after: bool) -> None:
    c.riser((x - 22, 0, x + 22, 300), STEEL)
    c.block((x - 100, 300, x + 100, 500), YELLOW, 46)
    c.disc((x, 400), 62, tone(STEEL, 0.8), BLACK)
    c.disc((x, 400), 40, (40, 52, 48))
    c.upright((x - 58, 520, x + 58, 640), STEEL)
    for y in (560, 590, 620):
        c.line([(x - 54, y), (x + 54, y)], BLACK, 5)
    if after:
        c.glow((x - 46, 354, x + 46, 446), (60, 230, 110), 0.95)
        c.disc((x, 400), 16, (110, 250, 150))
        c.draw.rectangle((x - 84, 690, x + 84, 780), fill=GREEN)
        c.draw.rectangle((x - 62, 712, x + 62, 724), fill=WHITE)
        c.draw.rectangle((x - 62, 746, x + 30, 758), fill=WHITE)
        return
    bag = (206, 218, 226)
    outline = [
        (x - 60, 270),
        (x + 70, 262),
        (x + 150, 420),
        (x + 130, 640),
        (x + 50, 740),
        (x - 70, 730),
        (x - 150, 600),
        (x - 140, 400),
    ]
    c.poly(outline, bag, tone(bag, 0.7))
    for _ in range(24):
        px, py = x + c.rng.randint(-110, 90), c.rng.randint(310, 690)
        c.line(
            [(px, py), (px + c.rng.randint(-34, 34), py + c.rng.randint(20, 80))],
            tone(bag, c.rng.choice((0.84, 1.1))),
            5,
        )
    c.glow((x - 90, 360, x + 90, 500), YELLOW, 0.55)
    c.stripes((x - 74, 282, x + 86, 306), 26, (RED, (150, 30, 26)))
