"""The image of a seal: what is taken, what is refused in words, and that it is printed over name and date."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib

import msgspec
import pikepdf
import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from inspect_app.render import pdf, seal
from tests.render import samples


def drawn(size: tuple[int, int] = (800, 800), back: tuple[int, ...] = (255, 255, 255, 0)) -> Image.Image:
    """A red ring with a star's worth of ink in the middle."""
    image = Image.new("RGBA", size, back)
    pen = ImageDraw.Draw(image)
    pen.ellipse((20, 20, size[0] - 20, size[1] - 20), outline=(220, 20, 20, 255), width=30)
    pen.ellipse(
        (size[0] // 2 - 80, size[1] // 2 - 80, size[0] // 2 + 80, size[1] // 2 + 80), fill=(220, 20, 20, 255)
    )
    return image


def png(image: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", **options)
    return out.getvalue()


def seal_png() -> bytes:
    """A seal as somebody would upload it."""
    return png(drawn())


def test_a_seal_is_cut_to_its_square_made_small_and_says_nothing_but_its_pixels() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "某某刻章店")
    wide = Image.new("RGBA", (2600, 2400), (9, 9, 9, 0))
    wide.paste(drawn((2000, 2000)), (300, 100))
    made = seal.normalised(png(wide, pnginfo=info))
    with Image.open(io.BytesIO(made)) as opened:
        assert (opened.size, opened.mode, opened.info) == ((1000, 1000), "RGBA", {})
        assert opened.getpixel((1, 1)) == (0, 0, 0, 0)
        assert opened.getpixel((500, 500)) == (220, 20, 20, 255)
    assert b"Author" not in made
    assert made == seal.normalised(png(wide))
    small = seal.normalised(seal_png())
    assert small == seal.normalised(small)


def bomb() -> bytes:
    """A few hundred bytes that say they are 60,000 pixels wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 999))
        + chunk(b"IEND", b"")
    )


def animated() -> bytes:
    out = io.BytesIO()
    drawn().save(out, "PNG", save_all=True, append_images=[drawn((800, 800)).rotate(90)], duration=100)
    return out.getvalue()


def as_format(kind: str) -> bytes:
    out = io.BytesIO()
    drawn().convert("RGB").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "没有收到"),
        (b"MZ\x90\x00 this is no image", "不是可用的 PNG"),
        (b"%PDF-1.7\n", "不是可用的 PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是可用的 PNG"),
        (as_format("JPEG"), "不是可用的 PNG"),
        (as_format("GIF"), "不是可用的 PNG"),
        (seal_png()[:2000], "不是可用的 PNG"),
        (bomb(), "太大了"),
        (b"\0" * (seal.MOST_BYTES + 1), "超过 8 MB"),
        (animated(), "动画"),
        (png(drawn((200, 200))), "会模糊"),
        (png(Image.new("RGBA", (800, 800), (255, 0, 0, 0))), "完全透明"),
        (png(drawn(back=(255, 255, 255, 255))), "背景不透明"),
        (png(drawn((1200, 600))), "大致相等"),
        (png(Image.new("RGB", (800, 800), "white")), "背景不透明"),
    ],
    ids=["none", "program", "pdf", "svg", "jpeg", "gif", "cut", "bomb", "huge", "animated", "small", "empty", "opaque", "oblong", "no-alpha"],
)  # fmt: skip
def test_what_is_no_seal_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(seal.BadSeal, match=said):
        seal.normalised(content)


def test_a_solid_square_is_no_seal() -> None:
    solid = Image.new("RGBA", (800, 800), (0, 0, 0, 0))
    solid.paste((255, 0, 0, 255), (10, 10, 790, 790))
    with pytest.raises(seal.BadSeal, match="实色"):
        seal.normalised(png(solid))


def test_it_is_printed_with_its_words_for_who_cannot_see_it_and_the_file_stays_reproducible() -> None:
    facts, assets = samples.notice(pictures=0)
    made = seal.normalised(seal_png())
    digest = hashlib.sha256(made).hexdigest()
    facts = msgspec.structs.replace(facts, seal="image", seal_image=digest)
    one, two = (pdf.render(facts, {**assets, f"seal/{digest}": made}) for _ in range(2))
    assert one.sha256 == two.sha256
    with pikepdf.open(io.BytesIO(one.pdf)) as opened:
        words = [
            str(part.Alt)
            for part in opened.objects
            if isinstance(part, pikepdf.Dictionary) and "/Alt" in part
        ]
        masks = [part for part in opened.objects if isinstance(part, pikepdf.Stream) and "/SMask" in part]
    assert f"{facts.issuer}印章" in words
    assert len(masks) == 1


def test_a_seal_that_was_not_handed_over_is_missed() -> None:
    facts, assets = samples.notice(pictures=0)
    with pytest.raises(pdf.MissingAsset, match="印章"):
        pdf.render(msgspec.structs.replace(facts, seal="image", seal_image="0" * 64), assets)
