"""Pictures as phones send them, made into the JPEG that the photo store takes (render.photos.inspect).

A small upright JPEG stays as it is, byte for byte. Everything else that shows one still picture (large or turned JPEG, motion photo with a
film behind it, PNG, WebP) is drawn upright into a JPEG of at most 0.7 MB. Films, HEIC and other files are refused with what to do.
"""

from __future__ import annotations

import io

from PIL import Image, ImageFile, ImageOps

from inspect_app.render.photos import MAX_PIXELS, BadPhoto, inspect

MAX_BYTES = 700 * 1024
LONG_SIDE = 1920  # px, as the tablets send
MAX_FLAT_PIXELS = 24_000_000  # PNG and WebP decode whole: 100 MB at four bytes a pixel
QUALITIES = (85, 78, 70, 60, 50, 40)
ORIENTATION = 0x0112
HEIC = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}


def photo_from_phone(data: bytes) -> bytes:
    """A JPEG that `inspect` accepts, at most MAX_BYTES. Raises BadPhoto with a sentence for the person."""
    if not data:
        raise BadPhoto("empty", "文件是空的，请重新拍摄或选择。")
    _refuse_other_files(data)
    if len(data) <= MAX_BYTES and _stays(data):
        return data
    return _fitted(_drawn(data))


def _refuse_other_files(data: bytes) -> None:
    head = data[:16]
    if head[4:8] == b"ftyp":
        if head[8:12] in HEIC:
            raise BadPhoto(
                "heic",
                "这是 HEIC 格式的照片，暂不能接收。苹果手机：设置→相机→格式，选“兼容性最佳”；安卓手机：在相机设置里关闭“高效图片（HEIF）”。改好后重拍，或把照片截图后上传截图。",
            )
        raise BadPhoto(
            "video", "这是视频，只能上传照片。请对着整改后的部位拍照再上传；视频里的画面可以截图后上传。"
        )
    if head.startswith(b"\x1aE\xdf\xa3") or (head.startswith(b"RIFF") and data[8:12] == b"AVI "):
        raise BadPhoto(
            "video", "这是视频，只能上传照片。请对着整改后的部位拍照再上传；视频里的画面可以截图后上传。"
        )
    if head.startswith(b"%PDF"):
        raise BadPhoto("pdf", "这是 PDF 文件，只能上传照片。请拍摄整改后的照片再上传。")
    webp = head.startswith(b"RIFF") and data[8:12] == b"WEBP"
    if not (head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or webp):
        raise BadPhoto("not_photo", "这个文件不是照片（支持 JPEG、PNG、WebP），请重新选择。")


def _stays(data: bytes) -> bool:
    """Whether the bytes can be kept as they came: a whole JPEG that is upright."""
    try:
        inspect(data)
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            return image.getexif().get(ORIENTATION, 1) in (0, 1)
    except BadPhoto:
        return False


def _drawn(data: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"]) as opened:
            if opened.width * opened.height > (MAX_PIXELS if opened.format == "JPEG" else MAX_FLAT_PIXELS):
                raise BadPhoto(
                    "too_large",
                    f"照片有 {opened.width}×{opened.height} 像素，太大了。请调低相机分辨率后重拍。",
                )
            opened.draft("RGB", (LONG_SIDE * 2, LONG_SIDE * 2))
            ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it for the whole process
            image = ImageOps.exif_transpose(opened).convert(
                "RGBA" if opened.mode in ("RGBA", "LA", "P", "PA") else "RGB"
            )
    except Image.DecompressionBombError as error:
        raise BadPhoto("too_large", "照片的像素太大了，请调低相机分辨率后重拍。") from error
    except (OSError, ValueError, SyntaxError) as error:
        if isinstance(error, BadPhoto):
            raise
        raise BadPhoto("damaged", "照片不完整或已损坏，请重新拍摄或重新选择。") from error
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    return image


def _fitted(image: Image.Image) -> bytes:
    """Lower quality first, then fewer pixels, until it is small enough."""
    while True:
        for quality in QUALITIES:
            out = io.BytesIO()
            image.save(out, "JPEG", quality=quality, optimize=True, exif=b"", icc_profile=None)
            if out.tell() <= MAX_BYTES:
                return out.getvalue()
        image = image.resize((image.width * 4 // 5, image.height * 4 // 5), Image.Resampling.LANCZOS)
