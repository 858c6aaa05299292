"""What a small camera does to a picture: a tilt, uneven light, grain, JPEG."""

import random
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageChops

from inspect_app.demo.names import seeded

WIDTH, HEIGHT = 1440, 1080
_QUALITY = 80  # with the grain below: 60 to 250 KB


def develop(image: Image.Image, rng: random.Random, *, mirrored: bool) -> bytes:
    """JPEG bytes of a drawn picture of WIDTH x HEIGHT pixels."""
    corners = [rng.uniform(0, 34) for _ in range(8)]
    left, right = (0, WIDTH) if not mirrored else (WIDTH, 0)
    inward = 1 if not mirrored else -1
    quad = (
        left + inward * corners[0],
        corners[1],
        left + inward * corners[2],
        HEIGHT - corners[3],
        right - inward * corners[4],
        HEIGHT - corners[5],
        right - inward * corners[6],
        corners[7],
    )
    image = image.transform((WIDTH, HEIGHT), Image.Transform.QUAD, quad, Image.Resampling.BILINEAR)
    image = ImageChops.multiply(image, _light(rng.randrange(4)))
    image = ImageChops.add(image, _grain(rng.randrange(3)), 1, -24)
    out = BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


@lru_cache
def _light(variant: int) -> Image.Image:
    """A lens's dark corners with the brightest spot in one of four places."""
    bright = Image.radial_gradient("L").point([255 - round(v * 0.24) for v in range(256)])
    left, top = (variant % 2) * 56, (variant // 2) * 40
    layer = bright.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR, box=(left, top, left + 200, top + 200))
    return Image.merge("RGB", (layer, layer, layer))


@lru_cache
def _grain(variant: int) -> Image.Image:
    """Sensor noise around 24 of 255, a little coarser than one pixel, as small sensors show."""
    rng = seeded("grain", variant)
    size = (WIDTH * 3 // 4, HEIGHT * 3 // 4)
    raw = Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))
    layer = raw.point([round(24 + (v - 127.5) * 0.06) for v in range(256)]).resize(
        (WIDTH, HEIGHT), Image.Resampling.BILINEAR
    )
    return Image.merge("RGB", (layer, layer, layer))
