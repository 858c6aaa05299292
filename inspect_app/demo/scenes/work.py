"""Work scenes: a manhole, a belt drive, a raised platform, a notice board."""

from inspect_app.demo.canvas import BLACK, GREEN, RED, STEEL, WHITE, YELLOW, Canvas, Colour, Point, tone

_BELT: Colour = (44, 44, 46)


def manhole(c: Canvas, after: bool) -> None:
    """An open shaft without guard or sign; after: covered, fenced and signed."""
    x = c.rng.randint(620, 760)
    wall: Colour = c.rng.choice(((176, 170, 158), (150, 160, 150), (188, 178, 160)))
    c.room(430, dirty=not after)
    c.pipe((0, 250, 1440, 310), (70, 120, 84))
    c.riser((150, 0, 196, 430), wall)
    c.draw.ellipse((x - 430, 600, x + 430, 1030), fill=tone(wall, 0.72))
    c.draw.ellipse((x - 410, 586, x + 410, 1000), fill=wall)
    c.draw.ellipse((x - 310, 632, x + 310, 942), fill=(70, 66, 60))
    if after:
        _covered_and_fenced(c, x)
        return
    c.draw.ellipse((x - 292, 650, x + 292, 942), fill=(22, 22, 22))
    c.glow((x - 250, 760, x + 250, 930), (46, 60, 50), 0.9)
    for rail in (-66, 66):
        c.line([(x + rail, 640), (x + rail * 0.8, 900)], (150, 120, 80), 15)
    for rung in range(5):
        y = 690 + rung * 46
        c.line([(x - 62, y), (x + 62, y)], (150, 120, 80), 13)
    cover = (1130, 990) if x < 690 else (260, 990)
    c.shadow((cover[0] - 260, cover[1] - 90, cover[0] + 260, cover[1] + 110), 0.6)
    _cover(c, cover[0], cover[1] - 20, 220, 84, (104, 96, 88))
    for step in range(7):
        size = 90 + step * 16
        px, py = x + c.rng.randint(-120, 120), 640 - step * 44
        c.glow((px - size, py - size * 0.6, px + size, py + size * 0.6), (196, 206, 176), 0.3)


def _cover(c: Canvas, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
    c.draw.ellipse((x - rx, y - ry + 20, x + rx, y + ry + 20), fill=tone(colour, 0.5))
    c.draw.ellipse((x - rx, y - ry, x + rx, y + ry), fill=colour, outline=tone(colour, 0.7), width=8)
    for step in range(-3, 4):
        c.line(
            [(x + step * rx * 0.24, y - ry * 0.6), (x + step * rx * 0.24, y + ry * 0.6)],
            tone(colour, 0.75),
            9,
        )
        c.line(
            [(x - rx * 0.8, y + step * ry * 0.22), (x + rx * 0.8, y + step * ry * 0.22)],
            tone(colour, 1.18),
            5,
        )


def _covered_and_fenced(c: Canvas, x: int) -> None:
    _cover(c, x, 790, 296, 144, (120, 122, 124))
    c.panel((x - 26, 800, x + 26, 846), (200, 160, 50), 4)
    for y in (470, 600):
        c.stripes((x - 480, y, x + 480, y + 34), 70)
    for side in (-480, 480):
        for y in (500, 640):
            tilt = 60 if side > 0 else -60
            c.poly(
                [(x + side, y), (x + side + tilt, y + 330), (x + side + tilt, y + 370), (x + side, y + 36)],
                YELLOW,
            )
        c.riser((x + side - 16, 440, x + side + 16, 760), YELLOW)
        c.riser(
            (x + side + (44 if side > 0 else -76), 760, x + side + (76 if side > 0 else -44), 1070), YELLOW
        )
    c.panel((x - 210, 250, x + 210, 560), WHITE, 8)
    c.warning_sign((x - 104, 390), 84, "mark")
    c.ban_sign((x + 104, 386), 82)
    c.draw.rectangle((x - 180, 490, x + 180, 530), fill=RED)
    c.draw.rectangle((x - 140, 502, x + 140, 518), fill=WHITE)


def machine_guard(c: Canvas, after: bool) -> None:
    """A belt running bare between motor and machine; after: behind a yellow mesh guard."""
    left = c.rng.randint(190, 280)
    body: Colour = c.rng.choice(((62, 110, 92), (70, 100, 140), (130, 134, 138)))
    c.room(700, dirty=not after)
    c.shadow((left - 80, 850, left + 1100, 1050), 0.7)
    c.block((left + 560, 210, left + 1000, 930), body, 90)
    c.panel((left + 760, 280, left + 930, 430), tone(body, 0.7), 5)
    for index, lamp in enumerate((GREEN, YELLOW, RED)):
        c.disc((left + 790 + index * 55, 470), 18, tone(lamp, 1.2), BLACK)
    c.block((left - 30, 880, left + 420, 950), (80, 82, 84), 80)
    c.pipe((left + 60, 690, left + 400, 880), (60, 90, 130))
    for fin in range(left + 90, left + 380, 28):
        c.line([(fin, 700), (fin, 872)], (40, 62, 94), 6)
    big, small = (left + 610, 470), (left + 190, 780)
    _belt_drive(c, big, small)
    if after:
        _mesh_guard(c, left)
        return
    c.blotches((left + 40, 930, left + 620, 1060), (50, 44, 34), 14, (30, 100), flat=0.3)
    for centre, radius in ((big, 226), (small, 118)):  # it turns
        box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
        c.draw.arc(box, 200, 250, fill=WHITE, width=6)
        c.draw.arc(box, 20, 70, fill=WHITE, width=6)


def _belt_drive(c: Canvas, big: Point, small: Point) -> None:
    """Two pulleys and the belt around them."""
    c.poly(
        [
            (big[0] - 100, big[1] - 176),
            (small[0] - 70, small[1] - 66),
            (small[0] + 20, small[1] + 92),
            (big[0] + 96, big[1] + 180),
        ],
        _BELT,
    )
    c.poly(
        [
            (big[0] - 76, big[1] - 136),
            (small[0] - 48, small[1] - 44),
            (small[0] + 16, small[1] + 62),
            (big[0] + 70, big[1] + 142),
        ],
        (104, 106, 104),
    )
    for centre, radius in ((big, 204), (small, 98)):
        c.disc(centre, radius, _BELT)
        c.disc(centre, radius * 0.9, tone(STEEL, 1.05), BLACK)
        for dx, dy in ((1, 0), (0.31, 0.95), (-0.81, 0.59), (-0.81, -0.59), (0.31, -0.95)):
            c.disc(
                (centre[0] + dx * radius * 0.52, centre[1] + dy * radius * 0.52), radius * 0.2, (70, 72, 74)
            )
        c.disc(centre, radius * 0.17, (60, 60, 62), STEEL)


def _mesh_guard(c: Canvas, left: int) -> None:
    frame = [
        (left + 380, 220),
        (left + 850, 220),
        (left + 850, 690),
        (left + 340, 930),
        (left + 50, 930),
        (left + 50, 640),
    ]
    # A mesh lets the pulleys be guessed: crossing bars clipped to the frame by its two slopes.
    for x in range(left + 60, left + 850, 26):
        edge = x - left
        top = 220 if edge > 380 else 640 - (edge - 50) * 420 / 330
        bottom = 930 if edge < 340 else 930 - (edge - 340) * 240 / 510
        c.line([(x, top), (x, bottom)], tone(YELLOW, 0.9), 11)
    for y in range(230, 930, 26):
        start = 380 - (y - 220) * 330 / 420 if y < 640 else 50
        end = 850 if y < 690 else 850 - (y - 690) * 510 / 240
        c.line([(left + start, y), (left + end, y)], YELLOW, 11)
    c.line([*frame, frame[0]], tone(YELLOW, 0.85), 26)
    for x, y in frame:
        c.disc((x, y), 15, STEEL, BLACK)
    c.warning_sign((left + 600, 470), 84, "mark")


def guardrail(c: Canvas, after: bool) -> None:
    """A platform with a bare edge; after: rails, mid rails, a toe board and a chained ladder gate."""
    top = c.rng.randint(520, 570)
    left = c.rng.randint(160, 240)
    deck: Colour = c.rng.choice((STEEL, (110, 130, 150), (150, 140, 120)))
    c.room(800, dirty=not after)
    c.upright((left + 640, top - 420, left + 980, top - 6), (170, 180, 186))
    c.shade((left, top + 46, left + 1080, 1000), ((52, 54, 56), (86, 88, 90)))
    for x in (left + 10, left + 360, left + 710, left + 1040):
        c.riser((x, top + 40, x + 44, 1010), tone(deck, 0.9))
    c.poly(
        [(left - 20, top), (left + 1100, top), (left + 1040, top - 70), (left + 60, top - 70)],
        tone(deck, 1.15),
    )
    for x in range(left + 20, left + 1080, 46):
        c.line([(x, top), (x + (left + 540 - x) * 0.1, top - 68)], tone(deck, 0.8), 4)
    c.shade((left - 20, top, left + 1100, top + 48), (tone(deck, 0.9), tone(deck, 0.6)))
    _ladder(c, left + 80, top, after)
    if after:
        for x in range(left - 10, left + 1100, 182):
            c.riser((x, top - 310, x + 26, top + 10), YELLOW)
        for y in (top - 316, top - 170):
            c.pipe((left - 10, y, left + 1092, y + 24), YELLOW)
        c.stripes((left - 10, top - 60, left + 1092, top - 4), 60)
        c.panel((left + 300, top + 80, left + 520, top + 260), WHITE, 6)
        c.warning_sign((left + 410, top + 176), 62, "mark")
        return
    for x in (left + 300, left + 860):  # cut-off stubs of a rail that was there
        c.riser((x, top - 34, x + 24, top + 6), (130, 80, 50))
    c.block((left + 360, top - 130, left + 520, top - 20), (170, 130, 80), 30)
    c.line([(left + 520, top - 20), (left + 700, top + 20)], (150, 110, 60), 20)


def _ladder(c: Canvas, x: int, top: int, after: bool) -> None:
    colour = YELLOW if after else (122, 104, 84)
    for rail in (0, 110):
        c.riser((x + rail, top - 30, x + rail + 20, 1040), colour)
    for y in range(top + 30, 1030, 62):
        c.pipe((x + 10, y, x + 120, y + 18), colour)


def notice_board(c: Canvas, after: bool) -> None:
    """A bare board with a torn sheet; after: risk map in four colours, rules, duties, records."""
    left, top = c.rng.randint(170, 250), c.rng.randint(130, 180)
    frame: Colour = c.rng.choice(((140, 146, 152), (120, 80, 50), (40, 84, 150)))
    c.room(900, dirty=not after)
    right, bottom = left + 1010, top + 620
    c.shadow((left - 50, top, right + 60, bottom + 80), 0.5)
    c.block((left, top, right, bottom), frame, 30)
    c.shade(
        (left + 26, top + 26, right - 26, bottom - 26),
        ((206, 214, 220), (186, 196, 204)) if after else ((186, 180, 160), (166, 160, 142)),
    )
    if after:
        _filled_board(c, left, top)
        return
    for _ in range(9):
        x, y = c.rng.randint(left + 60, right - 90), c.rng.randint(top + 60, bottom - 90)
        c.disc((x, y), 7, tone(STEEL, 0.7))
        c.line([(x - 20, y), (x + 30, y + 4)], (206, 200, 180), 9)
    x, y = left + 420, top + 170
    c.poly(
        [
            (x, y),
            (x + 200, y - 14),
            (x + 220, y + 130),
            (x + 150, y + 118),
            (x + 130, y + 210),
            (x + 60, y + 170),
            (x + 16, y + 230),
        ],
        (226, 222, 204),
        (150, 146, 130),
    )
    for line in range(4):
        c.line([(x + 30, y + 30 + line * 26), (x + 170 - line * 12, y + 22 + line * 26)], (140, 138, 130), 6)
    c.blotches((left + 30, top + 30, right - 30, bottom - 30), (150, 142, 120), 16, (16, 60))
    c.line([(left + 700, top + 30), (left + 760, top + 300), (left + 730, bottom - 40)], (120, 114, 98), 4)


def _filled_board(c: Canvas, left: int, top: int) -> None:
    c.draw.rectangle((left + 26, top + 26, left + 984, top + 106), fill=(176, 32, 30))
    for index in range(9):
        c.draw.rectangle(
            (left + 230 + index * 62, top + 48, left + 272 + index * 62, top + 86), fill=(250, 226, 120)
        )
    zones = (RED, (232, 132, 36), YELLOW, (52, 110, 190))
    map_left, map_top = left + 60, top + 140
    c.panel((map_left, map_top, map_left + 400, map_top + 300), WHITE, 5)
    for index, (x, y, w, h) in enumerate(
        ((24, 24, 150, 120), (190, 24, 180, 80), (190, 120, 180, 156), (24, 160, 150, 116))
    ):
        c.draw.rectangle(
            (map_left + x, map_top + y, map_left + x + w, map_top + y + h),
            fill=zones[index],
            outline=BLACK,
            width=4,
        )
    for index, zone in enumerate(zones):
        c.draw.rectangle(
            (map_left + index * 100, map_top + 320, map_left + index * 100 + 70, map_top + 356), fill=zone
        )
    for column in range(3):
        for row in range(2):
            x, y = left + 500 + column * 164, top + 140 + row * 226
            c.panel((x, y, x + 146, y + 206), WHITE, 4)
            c.draw.rectangle((x + 24, y + 18, x + 122, y + 34), fill=RED if row == 0 else GREEN)
            for line in range(7):
                c.draw.rectangle(
                    (x + 16, y + 52 + line * 20, x + 126 - line * 29 % 40, y + 60 + line * 20),
                    fill=(120, 122, 126),
                )
            c.disc((x + 73, y + 8), 7, RED)
    c.draw.rectangle((left + 60, top + 540, left + 460, top + 580), fill=GREEN)
