"""What enterprises type and photograph, before anything is stored: money without floats, phones' pictures of every kind."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from inspect_app.domain.money import cents, yuan
from inspect_app.render.phone import LONG_SIDE, MAX_BYTES, photo_from_phone
from inspect_app.render.photos import BadPhoto, inspect
from inspect_app.web.portal.forms import clean
from tests.helpers import jpeg


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("", 0), ("0", 0), ("1200", 120000), ("1,200.5", 120050), ("１２００．０５", 120005), ("0.07元", 7), (" 12 元", 1200), ("007", 700), ("9999999999.99", 999999999999)],
)  # fmt: skip
def test_yuan_become_whole_cents(typed: str, amount: int) -> None:
    assert cents(typed) == amount


@pytest.mark.parametrize(
    "typed", ["-1", "1.234", "1.", ".5", "1e3", "12万", "NaN", "٣", "1 2", "10000000000", "元元"]
)
def test_what_is_no_amount_is_told(typed: str) -> None:
    with pytest.raises(ValueError, match="元"):
        cents(typed)


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_an_amount_comes_back_as_it_was_typed(amount: int) -> None:
    assert cents(yuan(amount)) == amount


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_cleaned_text_can_be_stored_anywhere(text: str) -> None:
    kept = clean(text)
    kept.encode("utf-8")
    assert "\0" not in kept
    assert kept == clean(kept)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def corner(data: bytes) -> tuple[int, int, int]:
    return Image.open(io.BytesIO(data)).convert("RGB").getpixel((8, 8))  # type: ignore[return-value]


def test_a_small_upright_jpeg_stays_byte_for_byte() -> None:
    assert photo_from_phone(jpeg(1)) == jpeg(1)


def test_a_turned_photo_is_stored_upright() -> None:
    image = Image.new("RGB", (640, 480), "white")
    image.paste("red", (0, 0, 320, 240))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: turn clockwise
    made = photo_from_phone(encoded(image, "JPEG", exif=exif.tobytes(), quality=95))
    shown = Image.open(io.BytesIO(made))
    assert shown.size == (480, 640)
    assert not shown.getexif()
    red, green, _ = shown.getpixel((400, 100))
    assert (red > 200, green < 60) == (True, True)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_screenshots_become_jpeg_on_white(kind: str) -> None:
    image = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    made = photo_from_phone(encoded(image, kind))
    inspect(made)
    assert min(corner(made)) > 250


def test_a_large_photo_is_made_small_enough() -> None:
    noise = encoded(Image.effect_noise((4000, 3000), 90).convert("RGB"), "JPEG", quality=90)
    made = photo_from_phone(noise)
    inspect(made)
    assert len(made) <= MAX_BYTES < len(noise)
    assert max(Image.open(io.BytesIO(made)).size) <= LONG_SIDE


def test_a_motion_photo_loses_its_film_and_keeps_its_picture() -> None:
    with_film = jpeg(2) + b"\0\0\0\x18ftypmp42" + b"film" * 100
    with pytest.raises(BadPhoto):
        inspect(with_film)
    made = photo_from_phone(with_film)
    inspect(made)
    assert b"ftypmp42" not in made


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 9, "heic"),
        (b"\0\0\0\x18ftypqt  " + b"\0" * 9, "video"),
        (b"\x1aE\xdf\xa3webm", "video"),
        (b"%PDF-1.7", "pdf"),
        (b"GIF89a", "not_photo"),
        (b"<svg/>", "not_photo"),
        (b"PK\x03\x04", "not_photo"),
        (jpeg(3)[:3000], "damaged"),
        (b"\xff\xd8\xff" + b"x" * 50, "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "damaged"),
        (encoded(Image.new("1", (30_000, 30_000)), "PNG"), "too_large"),
        (encoded(Image.new("L", (7_000, 7_000)), "PNG"), "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_files_are_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(BadPhoto) as told:
        photo_from_phone(data)
    assert told.value.reason == reason
    assert len(str(told.value)) > 8
