"""Photos: what may come in, and the copies made of it.

Only JPEG that decodes to its last byte. Kinds of copy (design.md § 2): `clean_copy` for screens, `thumbnail` for lists, `bare_copy` to draw
masks on, `print_copy` for documents, where it is embedded byte for byte. Every copy hides what is masked (render.marks); the original is never
changed. The same input gives the same bytes with the same Pillow.
"""

import io
import struct
from collections.abc import Sequence
from typing import NamedTuple

from PIL import Image, ImageFile, ImageOps

from inspect_app.domain.marks import PLAIN, Marks
from inspect_app.domain.values import Mask
from inspect_app.render.marks import annotate, hide, stamped

MAX_PIXELS = 50_000_000
PRINT_SIDE = 1040  # px: 132 mm at 200 dpi
PRINT_BYTES = 230_000
CLEAN_SIDE = 1600
THUMBNAIL_SIDE = 320
SIGNATURE_SIDE = 480  # px: 34 mm at 350 dpi
START_OF_FRAME = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
STANDALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length: TEM, RST0-7
SIGNATURES = (
    b"\x89PNG",
    b"GIF8",
    b"%!PS",
    b"II*\0",
    b"MM\0*",
    b"RIFF",
    b"BM",
    b"%PDF",
    b"<?xml",
    b"<svg",
    b"\0\0\0\x0cjP",
    b"PK\x03\x04",
)


class PhotoInfo(NamedTuple):
    """Size as stored, before orientation is applied."""

    width: int
    height: int


class BadPhoto(ValueError):
    """A file that is no photo of ours. `reason`: empty, not_jpeg, too_large, truncated, trailing_data or damaged."""

    def __init__(self, reason: str, message: str):
        self.reason = reason
        super().__init__(message)


def inspect(jpeg: bytes) -> PhotoInfo:
    """Check the whole file: markers first, without decoding anything, then every pixel. Raises BadPhoto."""
    if not jpeg:
        raise BadPhoto("empty", "照片文件是空的，请重新拍摄或选择。")
    if jpeg[:3] != b"\xff\xd8\xff":
        raise BadPhoto(
            "not_jpeg", f"照片必须是 JPEG 格式，这个文件{_kind(jpeg)}。请用相机拍摄或另存为 JPEG 后再传。"
        )
    info = _walk(jpeg)
    _decode(jpeg)
    return info


def print_copy(jpeg: bytes, marks: Marks = PLAIN) -> bytes:
    """For documents: upright, no EXIF, at most 1040 px and 230 KB, with strokes, masks and stamp. Raises BadPhoto."""
    image = _marked(jpeg, PRINT_SIDE, marks)
    for quality in (88, 84, 80, 75, 70, 64, 58, 50, 40):
        if len(out := _save(image, quality)) <= PRINT_BYTES:
            return out
    while len(out := _save(image, 40)) > PRINT_BYTES:  # noise, or a very long stamp
        image = image.resize((image.width * 4 // 5, image.height * 4 // 5), Image.Resampling.LANCZOS)
    return out


def clean_copy(jpeg: bytes, marks: Marks = PLAIN) -> bytes:
    """For screens: upright, re-encoded, so that no EXIF and nothing hidden survives. Raises BadPhoto."""
    return _save(_marked(jpeg, CLEAN_SIDE, marks), 82)


def bare_copy(jpeg: bytes, marks: Marks = PLAIN) -> bytes:
    """For drawing masks on: as `clean_copy`, masked too, without strokes and stamp. Raises BadPhoto."""
    return _save(_marked(jpeg, CLEAN_SIDE, Marks(masks=marks.masks)), 82)


def thumbnail(jpeg: bytes, marks: Marks = PLAIN) -> bytes:
    """For lists: at most 320 px, without the stamp, which nobody could read. Raises BadPhoto."""
    return _save(_marked(jpeg, THUMBNAIL_SIDE, Marks(marks.shapes, marks.masks)), 75)


def signature_copy(image: bytes) -> bytes:
    """A drawn signature (PNG, or JPEG) as a grey JPEG on white, cut to its ink: 480 px at most. Raises BadPhoto."""
    try:
        with Image.open(io.BytesIO(image), formats=["PNG", "JPEG"]) as opened:
            _check_pixels(*opened.size)
            drawn = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadPhoto("damaged", "签名图像无法读取，请重新签名。") from error
    grey = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("L")
    ink = ImageOps.invert(grey).point(lambda level: 255 if level > 24 else 0).getbbox()
    if not ink:
        raise BadPhoto("empty", "签名是空白的，请重新签名。")
    grey = ImageOps.expand(grey.crop(ink), 8, 255)
    grey.thumbnail((SIGNATURE_SIDE, SIGNATURE_SIDE), Image.Resampling.LANCZOS)
    return _save(grey, 85)


def _walk(jpeg: bytes) -> PhotoInfo:
    """The size from the frame header, after seeing that segments are whole and nothing follows the end marker."""
    size = None
    at = 2
    while True:
        at, marker = _marker(jpeg, at)
        if marker == 0xD9:
            break
        if marker in STANDALONE:
            continue
        length = struct.unpack(">H", jpeg[at : at + 2])[0] if at + 2 <= len(jpeg) else 0
        if length < 2 or at + length > len(jpeg):
            raise BadPhoto("truncated", "照片不完整（文件中途断了），请重新上传或重新拍摄。")
        if marker in START_OF_FRAME and length >= 8:
            height, width = struct.unpack(">HH", jpeg[at + 3 : at + 7])
            _check_pixels(width, height)
            size = PhotoInfo(width, height)
        at += length
        if marker == 0xDA:
            at = _after_scan(jpeg, at)
    if size is None:
        raise BadPhoto("damaged", "照片文件已损坏（没有图像数据），请重新拍摄。")
    if jpeg[at:].strip(b"\0"):
        raise BadPhoto(
            "trailing_data",
            f"照片后面附有 {len(jpeg) - at} 字节别的数据，不能接收。请用相机重新拍摄（关闭动态照片）。",
        )
    return size


def _marker(jpeg: bytes, at: int) -> tuple[int, int]:
    """(offset after the marker, its second byte); fill bytes are skipped."""
    if at >= len(jpeg):
        raise BadPhoto("truncated", "照片不完整（没有结束标记），请重新上传或重新拍摄。")
    if jpeg[at] != 0xFF:
        raise BadPhoto("damaged", f"照片文件在第 {at} 字节处损坏，请重新拍摄。")
    while at < len(jpeg) and jpeg[at] == 0xFF:
        at += 1
    if at >= len(jpeg):
        raise BadPhoto("truncated", "照片不完整（没有结束标记），请重新上传或重新拍摄。")
    return at + 1, jpeg[at]


def _after_scan(jpeg: bytes, at: int) -> int:
    """Offset of the next real marker after entropy-coded data (FF00 is data, FFD0-D7 restart it)."""
    while (at := jpeg.find(b"\xff", at)) != -1 and at + 1 < len(jpeg):
        if jpeg[at + 1] not in (0x00, *range(0xD0, 0xD8)):
            return at
        at += 2
    raise BadPhoto("truncated", "照片不完整（没有结束标记），请重新上传或重新拍摄。")


def _check_pixels(width: int, height: int) -> None:
    if not width or not height:
        raise BadPhoto("damaged", "照片的宽或高是 0，请重新拍摄。")
    if width * height > MAX_PIXELS:
        raise BadPhoto(
            "too_large", f"照片有 {width}×{height} 像素，超过 5000 万像素的上限。请调低相机分辨率后重拍。"
        )


def _decode(jpeg: bytes) -> Image.Image:
    """All pixels, whatever the process-wide flag for truncated files says (WeasyPrint sets it)."""
    try:
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
            _check_pixels(*image.size)
            ImageFile.LOAD_TRUNCATED_IMAGES = False
            image.load()
            return image.copy()
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError) as error:
        if isinstance(error, BadPhoto):
            raise
        raise BadPhoto("damaged", "照片文件已损坏，无法解码，请重新拍摄。") from error


def _kind(content: bytes) -> str:
    head = content[:64].lstrip(b"\xef\xbb\xbf \r\n\t")
    known = next((mark for mark in SIGNATURES if head.startswith(mark)), None)
    if known in (b"<?xml", b"<svg"):
        return "是 SVG/XML"
    if known in (b"\x89PNG", b"GIF8", b"RIFF", b"BM", b"%PDF"):
        return "是 " + known.decode("latin-1").strip("\x89%8")
    return "不是"


def _marked(jpeg: bytes, side: int, marks: Marks) -> Image.Image:
    return stamped(annotate(_upright(jpeg, side, marks.masks), marks.shapes), marks.stamp)


def _upright(jpeg: bytes, side: int, masks: Sequence[Mask]) -> Image.Image:
    """Decoded small (the decoder drops what is not needed), turned by its EXIF orientation, RGB, masked, within `side`."""
    inspect(jpeg)
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as opened:
        opened.draft("RGB", (side * 2, side * 2))
        image = ImageOps.exif_transpose(opened).convert("RGB")
    hide(image, masks)
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    return image


def _save(image: Image.Image, quality: int) -> bytes:
    """Baseline JPEG without any metadata."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=quality, optimize=True, subsampling="4:2:0")
    return out.getvalue()
