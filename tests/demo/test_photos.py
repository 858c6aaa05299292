"""Drawn photos: JPEGs of the agreed size, the same for the same seed, before and after unlike."""

import hashlib
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat

from inspect_app.demo import photos
from inspect_app.demo.scenes import SCENES


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data), formats=("JPEG",))


@pytest.mark.parametrize("scene", SCENES)
def test_each_scene_is_a_jpeg_of_photo_size_and_differs_before_and_after(scene):
    before, after = (photos.draw(scene, state, 0) for state in ("before", "after"))
    for data in (before, after):
        assert opened(data).size == (1440, 1080)
        assert not opened(data).getexif()
        assert 60_000 <= len(data) <= 250_000
    difference = ImageStat.Stat(ImageChops.difference(opened(before), opened(after)))
    assert sum(difference.mean) > 20  # of 765; noise alone gives about 6


def test_at_least_12_scenes_and_at_most_150_photos():
    assert len(SCENES) >= 12
    assert len(SCENES) * 2 * photos.VARIANTS <= 150


def test_the_variants_of_a_scene_differ():
    hashes = [
        hashlib.sha256(photos.draw(scene, state, seed)).hexdigest()
        for scene in ("cables", "manhole", "gauge", "stacks")
        for state in ("before", "after")
        for seed in range(photos.VARIANTS)
    ]
    assert len(set(hashes)) == len(hashes)


@pytest.mark.parametrize("scene", ["distribution_box", "duct"])
def test_the_same_seed_gives_the_same_bytes(scene):
    assert photos.draw(scene, "before", 3) == photos.draw(scene, "before", 3)


@pytest.mark.parametrize(("scene", "state"), [("kitchen", "before"), ("duct", "during")])
def test_unknown_scenes_and_states_are_refused_by_name(scene, state):
    with pytest.raises(ValueError, match=r"kitchen|during"):
        photos.draw(scene, state, 0)


def test_a_signature_is_repeatable_ink_on_white_and_differs_by_name():
    ink = photos.signature("张建国", 1)
    assert ink == photos.signature("张建国", 1)
    assert ink != photos.signature("李敏", 1)
    image = opened(ink).convert("L")
    assert image.size == (600, 240)
    dark = sum(image.histogram()[:128])
    assert 0.005 < dark / (600 * 240) < 0.2


def test_a_long_name_stays_on_the_paper():
    image = opened(photos.signature("古丽巴哈尔买买提江", 1)).convert("L")
    assert all(image.getpixel((x, y)) > 200 for x in (0, 599) for y in range(240))
