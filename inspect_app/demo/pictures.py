"""The photos and signatures of a plan, drawn in two processes and stored as if tablets had uploaded them.

A picture's bytes depend only on its arguments, so visits share a bounded pool: 128 photos, and for older signers of enterprises a
signature of as many strokes as their name has characters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from inspect_app.commands.photos import blob_name
from inspect_app.commands.press import print_copy_of, signature_copy_of
from inspect_app.demo import photos
from inspect_app.demo.plan import PhotoRef, Plan, SiteSignature
from inspect_app.demo.scenes import SCENES
from inspect_app.storage.blobs import open_blobs

HANDS = 24
"""Different signatures of signers outside the roster, for each length of name."""

STATES: tuple[photos.State, ...] = ("before", "after")

Key = PhotoRef | tuple[str, int]
"""What a picture is drawn from: a photo, or (name, seed) of a signature."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored picture; `width` and `height` in pixels; `paper` is the SHA-256 of its copy for documents, "" when it has none."""

    sha256: str
    bytes: int
    width: int
    height: int
    paper: str = ""


def hand(signature: SiteSignature) -> tuple[str, int]:
    """The signature's key: a person of the roster has an own hand, others share some."""
    if signature.person_id:
        return signature.name, 0
    digest = hashlib.sha256(signature.name.encode()).digest()
    return "某" * len(signature.name), digest[0] % HANDS


class Studio:
    """Draws in the processes of a pool; `where` as Config.blobs."""

    def __init__(self, pool: Executor, where: str, org: str) -> None:
        self._pool, self._where, self._org = pool, where, org
        self._running: dict[Key, Future[Picture]] = {}

    def begin(self) -> None:
        """Starts on the whole pool of photos, while the plan is still being made: a large plan shows them all."""
        self._begin(
            PhotoRef(scene, state, n) for scene in SCENES for state in STATES for n in range(photos.VARIANTS)
        )

    def pictures(self, plan: Plan) -> dict[Key, Picture]:
        """The photos and signatures of a plan. Stores the originals, and of what documents show the copies for paper."""
        self._begin(plan.photos)
        self._begin(hand(s) for visit in plan.visits for s in visit.signatures if s.refusal is None)
        return {key: future.result() for key, future in self._running.items()}

    def _begin(self, keys: Iterable[Key]) -> None:
        for key in keys:
            if key not in self._running:
                self._running[key] = self._pool.submit(_draw, self._where, self._org, key)


def _draw(where: str, org: str, key: Key) -> Picture:
    blobs = open_blobs(where)
    data = (
        photos.draw(key.scene, key.state, key.seed) if isinstance(key, PhotoRef) else photos.signature(*key)
    )
    sha256 = hashlib.sha256(data).hexdigest()
    blobs.put(blob_name(org, "original", sha256), data)
    if not isinstance(key, PhotoRef):
        return Picture(sha256, len(data), 600, 240, signature_copy_of(blobs, org, sha256))
    paper = (
        print_copy_of(blobs, org, sha256).sha256 if key.state == "before" else ""
    )  # notices show what was found
    return Picture(sha256, len(data), 1440, 1080, paper)
