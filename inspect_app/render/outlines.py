"""Any OpenType face -> a small TrueType face under a name of our own.

CFF outlines print blank or wrong in some viewers and fail PDF/A (shared measurements), so they become quadratic once,
when the fonts are set up. HarfBuzz subsets and draws, fontTools fits the quadratics and writes the other tables.
"""

import io
import struct
from itertools import accumulate
from pathlib import Path

import uharfbuzz as hb
from fontTools.cu2qu import curve_to_quadratic
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

from inspect_app.render.charset import SCRIPTS

Point = tuple[int, int, bool]
Contours = list[list[Point]]

MAX_ERROR = 1.0  # em/1000 units between a cubic and its quadratic fit: 0.006 mm at 16 pt
DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "gasp", "CFF ", "CFF2")
MAXP_ZEROES = [
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxPoints",
    "maxContours",
    "maxCompositePoints",
    "maxCompositeContours",
    "maxComponentElements",
    "maxComponentDepth",
]
EPOCH = 3_786_912_000  # 2024-01-01 in seconds since 1904: the same fonts, byte for byte, on every machine
# OS/2 fsType: what the owner of a font forbids
RESTRICTED, NO_SUBSET, BITMAP_ONLY = 0x0002, 0x0100, 0x0200
SCRIPT_SCALE = 0.62


class NotEmbeddable(ValueError):
    """The font's licence bits forbid embedding it in a document."""


def coverage(path: Path, index: int = 0) -> set[int]:
    """Code points of a face (index: its place in a collection)."""
    return set(hb.Face(hb.Blob.from_file_path(str(path)), index).unicodes)


def face_index(path: Path, family: str) -> int:
    """Place of `family` in a collection; 0 for a plain font file or when the name is absent."""
    blob = hb.Blob.from_file_path(str(path))
    for index in range(hb.Face(blob).count):
        if hb.Face(blob, index).get_name(hb.OTNameIdPredefined.FONT_FAMILY) == family:
            return index
    return 0


def truetype(path: Path, index: int, codepoints: set[int], family: str) -> bytes:
    """A TrueType font file with `codepoints` of the face, named `family` Regular. Raises NotEmbeddable.

    A face that has digits gets the SCRIPTS among `codepoints` as small copies of them (H₂S, 10⁻⁶): no free Song or Fang has these.
    """
    font = TTFont(io.BytesIO(_subset(path, index, codepoints)), recalcTimestamp=False)
    licence = font["OS/2"].fsType
    if licence & 0x000F == RESTRICTED or licence & (NO_SUBSET | BITMAP_ONLY):
        raise NotEmbeddable(f"字体文件 {path.name} 的许可不允许嵌入文书，请换用允许嵌入的字体。")
    _redraw(font, {point for point in SCRIPTS if point in codepoints})
    _rename(font, family)
    for tag in DROPPED:
        if tag in font:
            del font[tag]
    font["head"].created = font["head"].modified = EPOCH
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


def _subset(path: Path, index: int, codepoints: set[int]) -> bytes:
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(codepoints)
    wanted.flags = hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
    return bytes(hb.subset(hb.Face(hb.Blob.from_file_path(str(path)), index), wanted).blob.data)


def _redraw(font: TTFont, scripts: set[int]) -> None:
    """Write every glyph anew as quadratics, in place, and add the small digits. The font must come from `_subset`.

    The table is written here rather than by fontTools' pens: 30,000 glyphs take seconds instead of a minute.
    """
    drawn = _contours(font)
    _add_scripts(font, drawn, scripts)
    widths, maxp = font["hmtx"].metrics, font["maxp"]
    table, offsets = bytearray(), [0]
    for name in font.getGlyphOrder():
        glyph, left = _simple_glyph(drawn[name])
        table += glyph
        offsets.append(len(table))
        widths[name] = (widths[name][0], left)
    font["glyf"], font["loca"] = DefaultTable("glyf"), DefaultTable("loca")
    font["glyf"].data = bytes(table)
    font["loca"].data = struct.pack(f">{len(offsets)}I", *offsets)
    font["head"].indexToLocFormat = 1
    font.recalcBBoxes = False  # fontTools would have to parse what was just written
    maxp.tableVersion, maxp.maxZones, maxp.numGlyphs = 0x00010000, 1, len(drawn)
    for field in MAXP_ZEROES:
        setattr(maxp, field, 0)
    maxp.maxPoints = max(sum(map(len, contours)) for contours in drawn.values())
    maxp.maxContours = max(map(len, drawn.values()))
    post = font["post"]
    post.formatType, post.extraNames, post.mapping = 3.0, [], {}
    font.sfntVersion = "\0\1\0\0"


def _contours(font: TTFont) -> dict[str, Contours]:
    """Glyph name -> its contours, drawn by HarfBuzz. CFF runs the other way round than TrueType, so it is turned."""
    buffer = io.BytesIO()
    font.save(buffer)
    source, draw = hb.Font(hb.Face(hb.Blob(buffer.getvalue()))), _draw_functions()
    turn = -1 if "glyf" not in font else 1
    drawn: dict[str, Contours] = {}
    for gid, name in enumerate(font.getGlyphOrder()):
        contours: Contours = []
        source.draw_glyph(gid, draw, contours)
        drawn[name] = [_closed(contour)[::turn] for contour in contours if len(contour) > 2]
    return drawn


def _add_scripts(font: TTFont, drawn: dict[str, Contours], scripts: set[int]) -> None:
    """Small copies of digits and signs, raised or lowered; skipped where the font has the character or lacks the digit."""
    cmap, order, widths = font.getBestCmap(), font.getGlyphOrder(), font["hmtx"].metrics
    em = font["head"].unitsPerEm
    for point in sorted(scripts - set(cmap)):
        base, rise = SCRIPTS[point]
        if ord(base) not in cmap:
            continue
        source, name = cmap[ord(base)], f"script{point:04X}"
        drawn[name] = [
            [(round(x * SCRIPT_SCALE), round(y * SCRIPT_SCALE + rise * em), on) for x, y, on in contour]
            for contour in drawn[source]
        ]
        widths[name] = (round(widths[source][0] * SCRIPT_SCALE), 0)
        order = [*order, name]
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[point] = name
    font.setGlyphOrder(order)


def _draw_functions() -> hb.DrawFuncs:
    """HarfBuzz draws into a list of contours: points (x, y, on the curve), cubics fitted by quadratics on the way."""

    def move(x: float, y: float, contours: Contours) -> None:
        contours.append([(round(x), round(y), True)])

    def line(x: float, y: float, contours: Contours) -> None:
        contours[-1].append((round(x), round(y), True))

    def cubic(x1: float, y1: float, x2: float, y2: float, x: float, y: float, contours: Contours) -> None:
        contour = contours[-1]
        start = contour[-1][:2]
        *between, end = curve_to_quadratic((start, (x1, y1), (x2, y2), (x, y)), MAX_ERROR)[1:]
        contour.extend((round(px), round(py), False) for px, py in between)
        contour.append((round(end[0]), round(end[1]), True))

    def quadratic(x1: float, y1: float, x: float, y: float, contours: Contours) -> None:
        contours[-1] += [(round(x1), round(y1), False), (round(x), round(y), True)]

    functions = hb.DrawFuncs()
    functions.set_quadratic_to_func(quadratic)
    functions.set_move_to_func(move)
    functions.set_line_to_func(line)
    functions.set_cubic_to_func(cubic)
    functions.set_close_path_func(lambda contours: None)
    return functions


def _closed(contour: list[Point]) -> list[Point]:
    """Without the last point when it repeats the first: TrueType closes by itself."""
    return contour[:-1] if contour[-1] == contour[0] else contour


def _simple_glyph(contours: Contours) -> tuple[bytes, int]:
    """(description of a simple glyph padded to 4 bytes, its left edge); see the OpenType specification, table glyf."""
    points = [point for contour in contours for point in contour]
    if not points:
        return b"", 0
    xs, ys, on_curve = zip(*points, strict=True)
    box = min(xs), min(ys), max(xs), max(ys)
    ends = list(accumulate(map(len, contours)))
    flags, x_bytes, y_bytes = bytearray(map(int, on_curve)), bytearray(), bytearray()
    for values, out, short, same in ((xs, x_bytes, 0x02, 0x10), (ys, y_bytes, 0x04, 0x20)):
        before = 0
        for index, value in enumerate(values):
            step, before = value - before, value
            if step == 0:
                flags[index] |= same
            elif -256 < step < 256:
                flags[index] |= short | (same if step > 0 else 0)
                out.append(abs(step))
            else:
                out += struct.pack(">h", step)
    head = struct.pack(f">h4h{len(ends)}HH", len(contours), *box, *(end - 1 for end in ends), 0)
    glyph = head + flags + x_bytes + y_bytes
    return glyph + bytes(-len(glyph) % 4), box[0]


def _rename(font: TTFont, family: str) -> None:
    names = font["name"]
    names.names = [
        record for record in names.names if record.nameID in (0, 13, 14)
    ]  # copyright, licence, its address
    texts = {
        1: family,
        2: "Regular",
        3: f"{family} 1",
        4: family,
        5: "Version 1.000",
        6: family.replace(" ", "") + "-Regular",
    }
    for name_id, text in texts.items():
        names.setName(text, name_id, 3, 1, 0x409)
    os2 = font["OS/2"]
    os2.usWeightClass, os2.fsSelection = (
        400,
        (os2.fsSelection & ~0x21) | 0x40,
    )  # not bold, not italic: regular
    font["head"].macStyle = 0
