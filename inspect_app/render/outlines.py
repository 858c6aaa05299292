"""Any OpenType face -> a small TrueType face under a name of our own.

CFF outlines print blank or wrong in some viewers and fail PDF/A (shared measurements), so they become quadratic once,
when the fonts are set up. HarfBuzz subsets and draws; only the quadratic fit and the file itself are fontTools'.
"""

import io
from pathlib import Path

import uharfbuzz as hb
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

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
RESTRICTED = 0x0002  # OS/2 fsType: the owner forbids embedding


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
    """A TrueType font file with `codepoints` of the face, named `family` Regular. Raises NotEmbeddable."""
    font = TTFont(io.BytesIO(_subset(path, index, codepoints)), recalcTimestamp=False)
    if font["OS/2"].fsType & 0x000F == RESTRICTED:
        raise NotEmbeddable(f"字体文件 {path.name} 的许可不允许嵌入文书，请换用允许嵌入的字体。")
    if "glyf" not in font:
        _quadratic(font)
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


def _quadratic(font: TTFont) -> None:
    """Replace CFF by glyf, in place. The font must come from `_subset` (no subroutines, no hints)."""
    buffer = io.BytesIO()
    font.save(buffer)
    source = hb.Font(hb.Face(hb.Blob(buffer.getvalue())))
    order = font.getGlyphOrder()
    glyphs = {}
    for gid, name in enumerate(order):
        pen = TTGlyphPen(None)
        source.draw_glyph_with_pen(gid, Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    font["loca"] = newTable("loca")
    widths = font["hmtx"].metrics
    for name, glyph in glyphs.items():
        glyph.recalcBounds(glyf)
        widths[name] = (widths[name][0], getattr(glyph, "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion, maxp.maxZones = 0x00010000, 1
    for field in MAXP_ZEROES:
        setattr(maxp, field, 0)
    post = font["post"]
    post.formatType, post.extraNames, post.mapping = 3.0, [], {}
    font.sfntVersion = "\0\1\0\0"


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
