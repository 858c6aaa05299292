"""The image of a bureau's seal, as it was uploaded → as it is printed: a square PNG with transparency, without metadata, the same bytes every time."""

from __future__ import annotations

import io
from typing import Any

from inspect_app.render.engine import RenderError

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 36_000_000
LEAST_SIDE, MOST_SIDE = 300, 1000
"""Pixels. 42 mm at 600 dots an inch are 992."""
SQUARE = 1.15
"""A round seal has a square box; a scan may be cut a little unevenly."""
LEAST_INK, MOST_INK = 0.02, 0.85
VISIBLE = 24
"""Of 255: what is fainter is the haze of a scan."""


class BadSeal(RenderError):
    """An uploaded file that can't serve as the image of a seal; the message (Chinese) says why and what to do."""


def normalised(data: bytes) -> bytes:
    """The PNG to print. Raises BadSeal."""
    from PIL import Image

    if not data:
        raise BadSeal("没有收到印章图片，请选择文件后再上传")
    if len(data) > MOST_BYTES:
        raise BadSeal(
            f"印章图片有 {len(data) / 1048576:.1f} MB，超过 {MOST_BYTES // 1048576} MB，请缩小后再上传"
        )
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            _check_size(*image.size)  # before a pixel is unpacked
            if getattr(image, "n_frames", 1) != 1:
                raise BadSeal("印章图片是动画，请上传静止的 PNG 图片")
            pixels = image.convert("RGBA")
    except BadSeal:
        raise
    except Image.DecompressionBombError as error:
        raise BadSeal("印章图片的像素太大了；边长 1000 像素就够") from error
    except Exception as error:  # Pillow raises many kinds for damaged files
        raise BadSeal(
            "这个文件不是可用的 PNG 图片。请上传背景透明的 PNG 印章图片（不能用 PDF、Word 或改了扩展名的文件）"
        ) from error
    return _packed(_trimmed(pixels))


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise BadSeal(f"印章图片有 {width}×{height} 像素，太大了；边长 1000 像素就够")
    if min(width, height) < LEAST_SIDE:
        raise BadSeal(f"印章图片只有 {width}×{height} 像素，印出来会模糊；边长至少 {LEAST_SIDE} 像素")


def _trimmed(image: Any) -> Any:
    """The seal without the empty margin around it, in the middle of a square."""
    from PIL import Image

    opacity = image.getchannel("A").point([0 if level < VISIBLE else level for level in range(256)])
    box = opacity.getbbox()
    if box is None:
        raise BadSeal("印章图片是空的（完全透明），请检查后重新上传")
    if opacity.getextrema()[0] > 0:
        raise BadSeal("印章图片的背景不透明，印上去会盖住文字。请换成背景透明的 PNG 图片")
    width, height = box[2] - box[0], box[3] - box[1]
    if max(width, height) > SQUARE * min(width, height):
        raise BadSeal(f"印章图片去掉空白后是 {width}×{height}，不是圆形或方形的公章（宽高应大致相等）")
    if min(width, height) < LEAST_SIDE:
        raise BadSeal(
            f"图片里的印章只有 {width}×{height} 像素，印出来会模糊；请裁去四周空白，印章本身至少 {LEAST_SIDE} 像素"
        )
    ink = sum(opacity.crop(box).histogram()[VISIBLE:]) / (width * height)
    if not LEAST_INK <= ink <= MOST_INK:
        raise BadSeal(
            "这不像印章图片："
            + ("几乎是空白" if ink < LEAST_INK else "几乎整幅都是实色，印上去会盖住文字")
            + "。请检查后重新上传"
        )
    image.putalpha(opacity)
    side = max(width, height)
    square = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    square.paste(image.crop(box), ((side - width) // 2, (side - height) // 2))
    return square if side <= MOST_SIDE else square.resize((MOST_SIDE, MOST_SIDE), Image.Resampling.LANCZOS)


def _packed(image: Any) -> bytes:
    """Only pixels: colour under full transparency could still hold what the uploader did not mean to give away."""
    from PIL import Image

    clean = Image.composite(
        image, Image.new("RGBA", image.size, (0, 0, 0, 0)), image.getchannel("A").point([0] + [255] * 255)
    )
    out = io.BytesIO()
    clean.save(out, "PNG", compress_level=9)
    return out.getvalue()
