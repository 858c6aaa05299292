"""Storage scenes: gas cylinders, chemical drums, stacked goods."""

from inspect_app.demo.canvas import BLACK, BLUE, GREEN, RED, STEEL, WHITE, YELLOW, Canvas, Colour, tone

_OXYGEN: Colour = (60, 132, 190)
_ACETYLENE: Colour = (224, 224, 218)


def cylinders(c: Canvas, after: bool) -> None:
    """Oxygen and acetylene together, leaning and lying; after: apart, capped and chained."""
    left = c.rng.randint(120, 220)
    lean = c.rng.randint(34, 60)
    c.room(740, dirty=not after)
    if after:
        for start, colour in ((left, _OXYGEN), (left + 680, _ACETYLENE)):
            _rack(c, start, colour)
        c.block((left + 546, 250, left + 616, 960), (176, 100, 78), 80)
        for y in range(290, 960, 44):
            c.line([(left + 546, y), (left + 616, y)], (212, 190, 170), 4)
        return
    for index, colour in enumerate((_OXYGEN, _ACETYLENE, _OXYGEN, _ACETYLENE)):
        x = left + 90 + index * 190
        tilt = lean * (1 if index % 2 else -1)
        _leaning(c, x, 930 - index % 2 * 40, tilt, colour)
    c.shadow((left + 560, 900, left + 1210, 1060), 0.75)
    x, y = left + 620, 880
    c.pipe((x, y, x + 460, y + 132), _OXYGEN)
    c.draw.ellipse((x - 30, y, x + 34, y + 131), fill=tone(_OXYGEN, 0.6))
    c.poly([(x + 458, y + 4), (x + 530, y + 44), (x + 530, y + 90), (x + 458, y + 128)], tone(_OXYGEN, 0.8))
    c.panel((x + 528, y + 48, x + 574, y + 86), (190, 150, 70), 3)
    c.cable(
        [
            (x + 570, y + 66),
            (x + 620, y + 150),
            (x + 380, y + 190),
            (x + 100, y + 170),
            (left - 120, y + 120),
        ],
        RED,
        16,
    )


def _leaning(c: Canvas, x: float, bottom: float, tilt: float, colour: Colour) -> None:
    c.shadow((x - 110, bottom - 30, x + 150, bottom + 50), 0.65)
    half, height = 62, 560
    c.draw.ellipse((x - half, bottom - 16, x + half, bottom + 16), fill=tone(colour, 0.5))
    for strip in range(12):  # lit strips make the leaning body round
        part = (strip - 5.5) / 6
        light = 1.25 - 0.9 * abs(part + 0.25)
        x0, x1 = x - half + strip * half / 6, x - half + (strip + 1) * half / 6 + 1
        c.poly(
            [(x0, bottom), (x1, bottom), (x1 + tilt * 2, bottom - height), (x0 + tilt * 2, bottom - height)],
            tone(colour, max(0.45, light)),
        )
    top_x, top_y = x + tilt * 2, bottom - height
    c.draw.pieslice((top_x - half, top_y - 56, top_x + half, top_y + 56), 180, 360, fill=tone(colour, 1.05))
    c.panel((top_x - 16, top_y - 108, top_x + 18, top_y - 48), (196, 156, 70), 3)
    c.panel((top_x + 10, top_y - 98, top_x + 56, top_y - 78), (196, 156, 70), 3)
    if colour == _ACETYLENE:
        c.line([(x - 40 + tilt * 1.2, bottom - 330), (x + 40 + tilt * 1.2, bottom - 330)], RED, 34)


def _rack(c: Canvas, left: int, colour: Colour) -> None:
    c.shadow((left - 60, 860, left + 560, 1020), 0.65)
    c.draw.rectangle((left - 20, 300, left + 480, 330), fill=tone(STEEL, 0.8))
    for index in range(3):
        x = left + 10 + index * 156
        c.upright((x, 380, x + 126, 930), colour)
        c.draw.pieslice((x, 322, x + 125, 440), 180, 360, fill=tone(colour, 1.1))
        c.upright((x + 34, 260, x + 92, 336), tone(colour, 0.75))
        c.draw.rectangle((x + 4, 540, x + 122, 590), fill=WHITE if colour == _OXYGEN else RED)
    for y in (470, 760):
        for x in range(left - 20, left + 480, 26):
            c.draw.ellipse((x, y, x + 34, y + 20), outline=(60, 60, 58), width=6)
    for x in (left - 40, left + 470):
        c.riser((x, 290, x + 28, 960), YELLOW)
    c.warning_sign((left + 220, 150), 90, "flame" if colour == _ACETYLENE else "mark")


def drums(c: Canvas, after: bool) -> None:
    """Different drums mixed on the floor in a spill; after: by kind, on spill pallets, labelled."""
    left = c.rng.randint(60, 150)
    first, second = c.rng.choice(((BLUE, RED), ((40, 120, 110), (206, 120, 40)), (BLUE, (226, 176, 50))))
    c.room(640, dirty=not after)
    if after:
        for start, colour in ((left, first), (left + 690, second)):
            _spill_pallet(c, start, colour)
        return
    spill: Colour = c.rng.choice(((92, 104, 40), (86, 62, 40), (60, 84, 96)))
    c.glow((left + 20, 800, left + 1240, 1100), tone(spill, 0.7), 1.0)
    c.blotches((left + 200, 880, left + 1050, 1070), spill, 14, (60, 160), flat=0.3, spread=0.1)
    c.glow((left + 380, 910, left + 820, 990), (176, 186, 170), 0.5)
    for index, (x, y, colour) in enumerate(
        (
            (20, 760, first),
            (230, 720, second),
            (470, 740, WHITE),
            (900, 730, first),
            (130, 900, second),
            (640, 890, first),
            (1010, 900, WHITE),
        )
    ):
        c.shadow((left + x - 30, y - 20, left + x + 240, y + 60), 0.6)
        c.upright((left + x, y - 290, left + x + 190, y), tone(colour, 0.85))
        for ring in (90, 190):
            c.line([(left + x, y - ring), (left + x + 190, y - ring)], tone(colour, 0.6), 7)
        c.blotches((left + x + 8, y - 250, left + x + 180, y - 6), (120, 74, 44), 5 + index % 3 * 4, (6, 24))
    _tipped_drum(c, left + 330, 960, second)
    for x in (left + 850, left + 560):
        c.block((x, 930, x + 110, 1050), (236, 236, 224), 34)
        c.panel((x + 30, 900, x + 66, 936), RED, 3)


def _tipped_drum(c: Canvas, x: float, y: float, colour: Colour) -> None:
    c.shadow((x - 20, y + 50, x + 330, y + 130), 0.6)
    c.pipe((x + 50, y - 80, x + 310, y + 100), colour)
    c.draw.ellipse((x, y - 80, x + 110, y + 99), fill=tone(colour, 0.8), outline=tone(colour, 0.5), width=6)
    c.disc((x + 34, y + 44), 15, BLACK)
    c.line([(x + 34, y + 52), (x + 12, y + 112)], (92, 104, 40), 18)


def _spill_pallet(c: Canvas, left: int, colour: Colour) -> None:
    c.shadow((left - 40, 900, left + 640, 1070), 0.6)
    for offset, bottom in ((110, 820), (330, 820), (30, 900), (250, 900), (470, 900)):
        if offset == 470:
            continue
        x = left + offset
        c.upright((x, bottom - 330, x + 196, bottom), colour)
        for ring in (110, 220):
            c.line([(x, bottom - ring), (x + 196, bottom - ring)], tone(colour, 0.66), 7)
        centre_x, centre_y = x + 98, bottom - 166
        c.poly(
            [
                (centre_x, centre_y - 58),
                (centre_x + 58, centre_y),
                (centre_x, centre_y + 58),
                (centre_x - 58, centre_y),
            ],
            WHITE,
            RED,
        )
        c.draw.rectangle((centre_x - 22, centre_y - 10, centre_x + 22, centre_y + 12), fill=BLACK)
    c.block((left - 10, 900, left + 530, 1010), YELLOW, 90)
    for x in range(left + 10, left + 520, 40):
        c.draw.rectangle((x, 906, x + 22, 926), fill=BLACK)
    c.panel((left + 130, 120, left + 430, 400), WHITE, 8)
    c.warning_sign((left + 210, 230), 62, "flame")
    for line in range(4):
        c.draw.rectangle(
            (left + 296, 170 + line * 34, left + 400, 184 + line * 34), fill=GREEN if line == 0 else STEEL
        )
    c.draw.rectangle((left + 160, 330, left + 400, 346), fill=STEEL)
    c.draw.rectangle((left + 160, 362, left + 330, 376), fill=STEEL)


def stacks(c: Canvas, after: bool) -> None:
    """Cartons up to the lamp and against the wall; after: lower, on pallets, with a marked aisle."""
    shift = c.rng.randint(-50, 50)
    c.room(700, dirty=not after)
    c.draw.rectangle((0, 0, 1440, 54), fill=(92, 96, 100))
    for x in range(-60, 1440, 240):
        c.line([(x, 0), (x + 120, 54), (x + 240, 0)], (130, 134, 138), 8)
    lamp = 560 + shift
    c.line([(lamp + 130, 54), (lamp + 130, 110)], BLACK, 7)
    c.panel((lamp, 110, lamp + 260, 146), WHITE, 4)
    c.glow((lamp - 150, 60, lamp + 410, 330), (255, 244, 190), 0.7)
    if after:
        for left in (40 + shift, 860 + shift):
            _pallet(c, left, 930, 3, 3)
        c.line([(530 + shift, 1080), (640 + shift, 700)], YELLOW, 22)
        c.line([(880 + shift, 1080), (790 + shift, 700)], YELLOW, 22)
        return
    for row in range(6):
        y = 990 - (row + 1) * 146
        for column in range(8 if row < 5 else 5):
            x = 40 + column * 168 + c.rng.randint(-14, 14) + shift
            c.carton((x, y + c.rng.randint(-5, 5), x + 162, y + 144), 40)
    c.glow((lamp - 60, 70, lamp + 320, 220), (255, 214, 120), 0.9)
    c.panel((lamp, 104, lamp + 260, 140), (255, 250, 220), 4)
    for x, y in ((300 + shift, 900), (820 + shift, 940)):
        c.carton((x, y, x + 200, y + 130), 40)


def _pallet(c: Canvas, left: float, bottom: float, columns: int, rows: int) -> None:
    c.shadow((left - 50, bottom - 60, left + columns * 172 + 110, bottom + 80), 0.65)
    c.block((left - 14, bottom - 30, left + columns * 166 + 8, bottom), (156, 118, 70), 60)
    for x in (left + 40, left + 220, left + 400):
        c.draw.rectangle((x, bottom - 24, x + 90, bottom - 4), fill=(60, 46, 30))
    for row in range(rows):
        y = bottom - 32 - (row + 1) * 140
        for column in range(columns):
            c.carton((left + column * 166, y, left + column * 166 + 162, y + 138), 46)
