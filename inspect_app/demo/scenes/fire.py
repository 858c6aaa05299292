"""Fire safety scenes: extinguishers, an exit door, an emergency cabinet."""

from inspect_app.demo.canvas import BLACK, GREEN, RED, STEEL, WHITE, YELLOW, Canvas, Colour, tone


def _extinguisher(c: Canvas, x: float, bottom: float, size: float = 1.0) -> None:
    """A portable extinguisher standing on `bottom`, 400 * size high."""
    half, top = 66 * size, bottom - 300 * size
    c.shadow((x - half * 1.7, bottom - 30, x + half * 2, bottom + 46), 0.6)
    c.upright((x - half, top, x + half, bottom), RED)
    c.draw.pieslice((x - half, top - half, x + half - 1, top + half), 180, 360, fill=tone(RED, 1.08))
    c.panel((x - 15 * size, top - 96 * size, x + 15 * size, top - 50 * size), STEEL, 3)
    c.poly(
        [
            (x - 20 * size, top - 96 * size),
            (x + 80 * size, top - 122 * size),
            (x + 84 * size, top - 104 * size),
            (x - 16 * size, top - 78 * size),
        ],
        BLACK,
    )
    c.poly(
        [
            (x - 16 * size, top - 70 * size),
            (x + 72 * size, top - 60 * size),
            (x + 70 * size, top - 46 * size),
            (x - 16 * size, top - 54 * size),
        ],
        BLACK,
    )
    c.disc((x - 26 * size, top - 64 * size), 17 * size, WHITE, BLACK, 3)
    c.draw.pieslice(
        (x - 40 * size, top - 78 * size, x - 12 * size, top - 50 * size), 200, 340, fill=(46, 170, 80)
    )
    c.cable(
        [
            (x - 14 * size, top - 40 * size),
            (x - 110 * size, top + 30 * size),
            (x - 84 * size, top + 190 * size),
        ],
        BLACK,
        max(6, round(15 * size)),
    )
    _label(c, x, top, size)


def _label(c: Canvas, x: float, top: float, size: float) -> None:
    half = 66 * size
    c.draw.rectangle((x - half * 0.62, top + 90 * size, x + half * 0.62, top + 210 * size), fill=WHITE)
    for line in range(4):
        y = top + (104 + line * 26) * size
        c.draw.rectangle((x - half * 0.5, y, x + half * 0.4, y + 10 * size), fill=tone(STEEL, 0.8))


def _extinguisher_sign(c: Canvas, left: float, top: float) -> None:
    c.panel((left, top, left + 200, top + 200), RED, 6)
    c.draw.rounded_rectangle((left + 74, top + 66, left + 126, top + 176), 16, fill=WHITE)
    c.draw.rectangle((left + 92, top + 40, left + 108, top + 70), fill=WHITE)
    c.line([(left + 84, top + 40), (left + 140, top + 30)], WHITE, 10)
    c.line([(left + 80, top + 60), (left + 50, top + 84), (left + 50, top + 130)], WHITE, 9)


def extinguisher(c: Canvas, after: bool) -> None:
    """An empty place behind cartons and one lying on the floor; after: two in their box under a sign."""
    left = c.rng.randint(460, 620)
    tall = c.rng.randint(0, 40)
    c.room(760, dirty=not after)
    _extinguisher_sign(c, left + 140, 60 + tall)
    c.shadow((left - 60, 860, left + 560, 1010), 0.6)
    c.block((left, 330 + tall, left + 480, 930), (214, 214, 208), 60)
    c.shade((left + 26, 356 + tall, left + 454, 904), ((86, 88, 90), (120, 120, 118)))
    if after:
        for offset in (132, 344):
            _extinguisher(c, left + offset, 880, 1.12)
        c.draw.rectangle((left, 906, left + 480, 930), fill=RED)
        c.line([(left - 180, 1060), (left - 60, 960), (left + 570, 960), (left + 700, 1060)], YELLOW, 20)
        return
    for offset in (132, 344):  # clean outlines in the dust show what is missing
        c.draw.ellipse((left + offset - 74, 846, left + offset + 74, 892), fill=(142, 142, 138))
    c.line([(left + 60, 380 + tall), (left + 180, 520)], (160, 160, 156), 3)
    c.line([(left + 60, 430 + tall), (left + 140, 380 + tall)], (160, 160, 156), 3)
    for x, y, w, h in (
        (left - 330, 730, 300, 230),
        (left - 290, 540, 230, 190),
        (left + 230, 800, 300, 210),
        (left + 470, 720, 280, 260),
    ):
        c.carton((x, y, x + w, y + h), 46)
    x, y = left - 40, 1000
    c.shadow((x - 60, y - 20, x + 330, y + 70), 0.7)
    c.pipe((x, y - 66, x + 250, y + 34), tone(RED, 0.85))
    c.draw.ellipse((x - 22, y - 66, x + 24, y + 34), fill=tone(RED, 0.6))
    c.poly([(x + 248, y - 46), (x + 330, y - 30), (x + 330, y + 4), (x + 248, y + 18)], BLACK)


def exit_door(c: Canvas, after: bool) -> None:
    """A chained exit behind pallets of cartons; after: the way out is clear and marked."""
    left = c.rng.randint(430, 560)
    door = c.rng.choice(((150, 164, 170), (120, 146, 130), (176, 160, 130)))
    c.room(800, dirty=not after)
    _exit_sign(c, left + 90)
    c.panel((left - 26, 220, left + 546, 810), tone(door, 0.6), 6)
    for side in (0, 262):
        c.panel((left + side, 240, left + side + 258, 806), door, 6)
        c.panel((left + side + 70, 300, left + side + 190, 430), (196, 216, 224), 6)
        c.panel((left + side + 20, 540, left + side + 238, 576), RED if after else STEEL, 4)
    if after:
        c.poly(
            [(left - 10, 812), (left + 530, 812), (left + 790, 1080), (left - 270, 1080)], tone(GREEN, 0.82)
        )
        for y, half in ((860, 50), (960, 78)):
            x = left + 260
            c.poly(
                [
                    (x, y - 40),
                    (x + half, y + 10),
                    (x + half * 0.4, y + 10),
                    (x + half * 0.4, y + 60),
                    (x - half * 0.4, y + 60),
                    (x - half * 0.4, y + 10),
                    (x - half, y + 10),
                ],
                WHITE,
            )
        c.line([(left - 20, 812), (left - 290, 1080)], YELLOW, 22)
        c.line([(left + 540, 812), (left + 810, 1080)], YELLOW, 22)
        return
    for x in range(left + 150, left + 380, 26):
        c.draw.ellipse(
            (x, 550 + (x // 26 % 2) * 8, x + 36, 574 + (x // 26 % 2) * 8), outline=(60, 60, 62), width=7
        )
    c.panel((left + 236, 574, left + 292, 640), (190, 150, 50), 4)
    c.draw.arc((left + 242, 540, left + 286, 600), 180, 360, fill=STEEL, width=9)
    _pallet_of_cartons(c, left - 230, 1030, 3, 3)
    _pallet_of_cartons(c, left + 320, 1010, 3, 2)


def _exit_sign(c: Canvas, left: float) -> None:
    c.panel((left, 60, left + 340, 180), (26, 150, 84), 6)
    c.panel((left + 222, 78, left + 304, 164), WHITE, 2)
    x, y = left + 250, 100
    c.disc((x, y), 12, GREEN)
    c.line([(x, y + 12), (x - 12, y + 40), (x + 18, y + 60)], GREEN, 12)
    c.line([(x - 12, y + 40), (x - 40, y + 58)], GREEN, 12)
    c.line([(x - 26, y + 16), (x, y + 14), (x + 26, y + 32)], GREEN, 10)
    c.poly(
        [
            (left + 40, 120),
            (left + 96, 82),
            (left + 96, 106),
            (left + 190, 106),
            (left + 190, 134),
            (left + 96, 134),
            (left + 96, 158),
        ],
        WHITE,
    )


def _pallet_of_cartons(c: Canvas, left: float, bottom: float, columns: int, rows: int) -> None:
    c.shadow((left - 60, bottom - 60, left + columns * 165 + 120, bottom + 70), 0.7)
    c.block((left - 12, bottom - 34, left + columns * 160 + 6, bottom), (150, 112, 66), 60)
    for row in range(rows):
        y = bottom - 36 - (row + 1) * 150
        for column in range(columns):
            x = left + column * 160 + c.rng.randint(-6, 6)
            c.carton((x, y, x + 154, y + 148), 52)


def emergency_cabinet(c: Canvas, after: bool) -> None:
    """A glazed cabinet with cobwebs and one torn mask; after: breathing sets, helmets, ropes, gloves."""
    left = c.rng.randint(330, 430)
    frame: Colour = c.rng.choice(((196, 44, 38), (214, 150, 36), (52, 104, 160)))
    c.room(930, dirty=not after)
    c.shadow((left - 60, 120, left + 800, 1030), 0.55)
    c.block((left, 110, left + 680, 960), frame, 60)
    c.shade((left + 34, 220, left + 646, 930), ((188, 192, 190), (150, 152, 150)))
    c.draw.rectangle((left + 120, 138, left + 560, 196), fill=WHITE)
    c.poly([(left + 322, 148), (left + 358, 148), (left + 358, 186), (left + 322, 186)], GREEN)
    for x in (left + 150, left + 400):
        c.draw.rectangle((x, 160, x + 130, 174), fill=frame)
    for y in (460, 690):
        c.panel((left + 34, y, left + 646, y + 20), tone(STEEL, 0.9), 3)
    if after:
        _stocked(c, left)
        return
    for corner, sx in ((left + 34, 1), (left + 646, -1)):
        for reach in (70, 120, 170):
            c.line(
                [
                    (corner + sx * reach, 220),
                    (corner + sx * reach * 0.5, 220 + reach * 0.5),
                    (corner, 220 + reach),
                ],
                (226, 228, 226),
                3,
            )
        for dx, dy in ((180, 20), (140, 120), (30, 180)):
            c.line([(corner, 220), (corner + sx * dx, 220 + dy)], (226, 228, 226), 3)
    for y in (460, 690, 930):
        c.blotches((left + 50, y - 16, left + 630, y), (122, 116, 104), 34, (6, 26), flat=0.3)
    c.poly(
        [(left + 160, 690), (left + 150, 640), (left + 220, 606), (left + 290, 634), (left + 286, 690)],
        (92, 94, 98),
    )
    c.disc((left + 220, 656), 22, (60, 62, 66))
    c.poly([(left + 430, 930), (left + 470, 880), (left + 560, 894), (left + 596, 930)], (196, 176, 120))


def _stocked(c: Canvas, left: int) -> None:
    for x in (left + 130, left + 330):  # breathing sets: cylinder, harness, mask
        c.panel((x - 64, 480, x + 84, 690), BLACK, 4)
        c.upright((x - 36, 520, x + 40, 676), YELLOW)
        c.disc((x + 2, 506), 14, STEEL)
        c.cable([(x + 50, 560), (x + 110, 600), (x + 90, 660)], BLACK, 12)
    c.draw.ellipse((left + 470, 540, left + 600, 690), fill=(60, 64, 70))
    c.draw.ellipse((left + 486, 556, left + 584, 640), fill=(176, 206, 220))
    c.disc((left + 535, 664), 22, STEEL, BLACK)
    for index, colour in enumerate((YELLOW, (222, 70, 40), WHITE, (50, 110, 190))):
        x = left + 110 + index * 152
        c.draw.pieslice((x - 64, 340, x + 64, 560), 180, 360, fill=colour)
        c.draw.rectangle((x - 76, 444, x + 76, 458), fill=tone(colour, 0.8))
        c.line([(x, 344), (x, 440)], tone(colour, 0.8), 10)
    for radius in (96, 76, 56):
        c.disc((left + 160, 820), radius, (214, 204, 170), (150, 130, 84), 9)
    c.disc((left + 160, 820), 38, (160, 162, 160))
    for x in (left + 320, left + 420):
        c.draw.rounded_rectangle((x, 800, x + 76, 926), 24, fill=(60, 130, 90))
        for finger in range(4):
            c.draw.rounded_rectangle((x + finger * 19, 750, x + finger * 19 + 17, 830), 8, fill=(66, 140, 96))
    c.block((left + 520, 810, left + 620, 926), WHITE, 20)
    c.draw.rectangle((left + 562, 834, left + 578, 902), fill=RED)
    c.draw.rectangle((left + 536, 860, left + 604, 876), fill=RED)
