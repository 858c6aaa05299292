"""A copy of a photo is known again however it was saved; other photos, also of the same kind of place, are not taken for it."""

from __future__ import annotations

import io
import itertools
import random
import time
from collections.abc import Callable

import pytest
from PIL import Image, ImageEnhance

from inspect_app.demo import photos
from inspect_app.demo.scenes import SCENES
from inspect_app.domain import prints
from inspect_app.render.prints import fingerprint
from tests.helpers import jpeg


def saved(image: Image.Image, quality: int = 85) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def cut(image: Image.Image, share: float) -> Image.Image:
    x, y = int(image.width * share), int(image.height * share)
    return image.crop((x, y, image.width - x, image.height - y))


SAME: dict[str, Callable[[Image.Image], bytes]] = {
    "encoded anew": lambda image: saved(image, 25),
    "made small": lambda image: saved(image.resize((480, 360), Image.Resampling.BILINEAR)),
    "brightened": lambda image: saved(ImageEnhance.Brightness(image).enhance(1.25)),
    "darkened": lambda image: saved(ImageEnhance.Brightness(image).enhance(0.8)),
    "in black and white": lambda image: saved(image.convert("L").convert("RGB")),
}
LIKE: dict[str, Callable[[Image.Image], bytes]] = {
    "cut by one percent on each side": lambda image: saved(cut(image, 0.01)),
    "cut, brightened and small": lambda image: saved(
        ImageEnhance.Brightness(cut(image, 0.01).resize((960, 720))).enhance(1.15), 50
    ),
}


@pytest.fixture(scope="module")
def drawn() -> dict[tuple[str, str], tuple[Image.Image, str]]:
    """A photo of each kind of place, before and after, with its print."""
    made = {}
    for n, scene in enumerate(SCENES):
        state = ("before", "after")[n % 2]
        data = photos.draw(scene, state, 1)  # type: ignore[arg-type]
        print_ = fingerprint(data)
        assert print_ is not None, (scene, state)
        made[scene, state] = Image.open(io.BytesIO(data)).convert("RGB"), print_
    return made


def apart(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


@pytest.mark.parametrize("name", [*SAME, *LIKE])
def test_a_copy_is_known_again(drawn: dict[tuple[str, str], tuple[Image.Image, str]], name: str) -> None:
    most = prints.SAME if name in SAME else prints.NEAR
    change = SAME.get(name) or LIKE[name]
    far = {}
    for key, (image, print_) in itertools.islice(drawn.items(), 0, None, 3):
        again = fingerprint(change(image))
        if again is None or apart(print_, again) > most:
            far[key] = again and apart(print_, again)
    assert far == {}


def test_photos_of_other_places_are_not_taken_for_it(
    drawn: dict[tuple[str, str], tuple[Image.Image, str]],
) -> None:
    near = [
        (one, other)
        for (one, (_, a)), (other, (_, b)) in itertools.combinations(drawn.items(), 2)
        if apart(a, b) <= prints.NEAR
    ]
    assert near == []


def test_what_has_no_features_or_is_no_picture_has_no_print() -> None:
    assert fingerprint(saved(Image.new("RGB", (640, 480), (3, 3, 3)))) is None
    assert fingerprint(b"not a picture") is None
    assert fingerprint(jpeg(1)[:900]) is None
    assert fingerprint(jpeg(1)) != fingerprint(jpeg(7))


def test_near_ones_are_found_exactly_and_quickly_among_sixty_thousand() -> None:
    rng = random.Random(7)
    all_ = [rng.getrandbits(64) for _ in range(60_000)]
    for n in range(0, 60_000, 6):  # some families, as photos of one place are
        near = all_[n]
        for bit in rng.sample(range(64), rng.randint(0, 14)):
            near ^= 1 << bit
        all_[n + 1] = near
    held = prints.Prints()
    for n, print_ in enumerate(all_):
        held.add(f"{n:064x}", f"{print_:016x}")
        held.add(f"{n:064x}", "0" * 16)  # known already
    assert len(held) == 60_000
    asked, began = all_[:30], time.process_time()
    answers = [held.near(f"{print_:016x}") for print_ in asked]
    assert (time.process_time() - began) / len(asked) < 0.010  # measured: about 1.2 ms
    for print_, answer in zip(asked[:5], answers, strict=False):
        exact = sorted(
            ((print_ ^ other).bit_count(), f"{n:064x}")
            for n, other in enumerate(all_)
            if (print_ ^ other).bit_count() <= prints.NEAR
        )
        assert answer == exact
    assert prints.Prints().near("0" * 16) == []
