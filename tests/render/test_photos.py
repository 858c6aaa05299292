"""Photos that may come in, and the copies made of them. Each bad kind has its reason and a message for its sender."""

import io
import struct

import pytest
from PIL import Image, ImageFile

from inspect_app.domain.marks import Marks
from inspect_app.render import photos
from inspect_app.render.photos import BadPhoto, inspect
from tests.render import samples

JPEG = samples.drawn_photo(1, (640, 480))


def encoded(kind, **options):
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(out, kind, **options)
    return out.getvalue()


def header_only(width, height):
    """A JPEG whose frame header claims this size; no pixels behind it."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8"
        + frame
        + b"\xff\xda"
        + struct.pack(">HB", 8, 1)
        + b"\x01\x00\x00\x3f\x00"
        + b"\0" * 40
        + b"\xff\xd9"
    )


BAD = {
    "empty": (b"", "empty"),
    "png": (encoded("PNG"), "not_jpeg"),
    "gif": (encoded("GIF"), "not_jpeg"),
    "webp": (encoded("WEBP"), "not_jpeg"),
    "tiff": (encoded("TIFF"), "not_jpeg"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "not_jpeg"),
    "eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n", "not_jpeg"),
    "html": (b"<html>", "not_jpeg"),
    "truncated": (JPEG[:-2000], "truncated"),
    "cut in a segment": (JPEG[:30], "truncated"),
    "no end marker": (JPEG[:-2], "truncated"),
    "polyglot zip": (JPEG + b"PK\x03\x04" + b"evil" * 20, "trailing_data"),
    "polyglot html": (JPEG + b"<script>alert(1)</script>", "trailing_data"),
    "motion photo": (JPEG + b"\0\0\0\x18ftypmp42" + b"x" * 50, "trailing_data"),
    "30000 x 30000": (header_only(30000, 30000), "too_large"),
    "no width": (header_only(0, 100), "damaged"),
    "no pixels": (b"\xff\xd8\xff\xd9", "damaged"),
    "noise after start": (b"\xff\xd8\xff\xe0\x00\x10" + b"\x11" * 100, "damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_photo_is_refused_with_its_reason(name):
    content, reason = BAD[name]
    with pytest.raises(BadPhoto) as caught:
        inspect(content)
    assert caught.value.reason == reason
    assert "照片" in str(caught.value)


def test_pixels_are_never_decoded_when_the_header_claims_too_many(monkeypatch):
    monkeypatch.setattr(photos, "_decode", lambda *_: pytest.fail("decoded"))
    with pytest.raises(BadPhoto, match="30000×30000"):
        inspect(header_only(30000, 30000))


def test_scan_data_that_does_not_decode_is_damaged():
    with pytest.raises(BadPhoto) as caught:
        inspect(header_only(2000, 2000))
    assert caught.value.reason == "damaged"


def test_a_cut_photo_is_refused_even_when_a_library_allows_cut_files_for_the_whole_process(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    for copy in (inspect, photos.print_copy, photos.clean_copy, photos.thumbnail):
        with pytest.raises(BadPhoto, match="不完整"):
            copy(JPEG[:-2000])


def test_good_photos_pass_with_their_size():
    assert inspect(JPEG) == (640, 480)
    assert inspect(encoded("JPEG", progressive=True)) == (64, 48)
    assert inspect(JPEG + b"\0\0\0") == (640, 480)  # some cameras pad with zeroes


def rotated():
    """Stored lying on its side with EXIF orientation 6, and a maker's note with a place."""
    image = Image.new("RGB", (800, 400), "blue")
    image.paste("red", (0, 0, 100, 400))  # left edge as stored; top edge once upright
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "secret maker"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


@pytest.mark.parametrize("make", [photos.print_copy, photos.clean_copy, photos.thumbnail])
def test_copies_are_upright_and_carry_no_metadata(make):
    copy = make(rotated())
    assert b"Exif" not in copy
    assert b"secret" not in copy
    with Image.open(io.BytesIO(copy)) as image:
        assert image.height == 2 * image.width
        assert image.getpixel((image.width // 2, 3))[0] > 200  # red is on top


def test_print_copies_stay_within_size_and_bytes_and_are_the_same_each_time():
    noise = Image.effect_noise((4000, 3000), 120).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=95)
    copy = photos.print_copy(out.getvalue())
    assert len(copy) <= 230_000
    assert copy == photos.print_copy(out.getvalue())
    assert max(inspect(photos.print_copy(samples.drawn_photo(3, (4000, 3000))))) == 1040


def test_a_stamp_becomes_a_band_below():
    plain, captioned = (
        photos.print_copy(JPEG),
        photos.print_copy(JPEG, Marks(stamp=("照片1-1 一号车间", "2026年12月1日 09:35"))),
    )
    assert inspect(captioned).height > inspect(plain).height
    with Image.open(io.BytesIO(captioned)) as image:
        band = image.crop((0, inspect(plain).height + 4, image.width, image.height)).convert("L")
    assert band.getextrema()[0] < 80
    assert band.getextrema()[1] > 240


def test_a_signature_is_cut_to_its_ink_and_a_blank_one_refused():
    copy = photos.signature_copy(samples.drawn_signature(1))
    assert max(inspect(copy)) <= 480
    assert len(copy) < 20_000
    blank = io.BytesIO()
    Image.new("RGBA", (300, 100), (0, 0, 0, 0)).save(blank, "PNG")
    with pytest.raises(BadPhoto, match="空白"):
        photos.signature_copy(blank.getvalue())
    with pytest.raises(BadPhoto, match="签名图像无法读取"):
        photos.signature_copy(b"<svg/>")
