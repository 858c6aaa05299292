"""The photos and signatures of a plan, drawn in two processes and stored as if tablets had uploaded them.

A picture's bytes depend only on its arguments, so visits share a bounded pool: 128 photos, and for older signers of enterprises a
signature of as many strokes as their name has characters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from inspect_app.commands import documents
from inspect_app.commands.photos import blob_name
from inspect_app.demo import photos
from inspect_app.demo.plan import PhotoRef, Plan, SiteSignature
from inspect_app.storage.blobs import open_blobs

HANDS = 24
"""Different signatures of signers outside the roster, for each length of name."""

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


def wanted(plan: Plan) -> list[Key]:
    """Every picture that the plan refers to, each once, in a fixed order."""
    signed = {hand(s): None for visit in plan.visits for s in visit.signatures if s.refusal is None}
    return [*plan.photos, *signed]


def draw_all(pool: Executor, where: str, org: str, keys: Iterable[Key]) -> dict[Key, Picture]:
    """Draws and stores the originals, and of what documents show the copies for paper. `where`: as Config.blobs."""
    running: dict[Key, Future[Picture]] = {key: pool.submit(_draw, where, org, key) for key in keys}
    return {key: future.result() for key, future in running.items()}


def _draw(where: str, org: str, key: Key) -> Picture:
    blobs = open_blobs(where)
    data = (
        photos.draw(key.scene, key.state, key.seed) if isinstance(key, PhotoRef) else photos.signature(*key)
    )
    sha256 = hashlib.sha256(data).hexdigest()
    blobs.put(blob_name(org, "original", sha256), data)
    if not isinstance(key, PhotoRef):
        return Picture(sha256, len(data), 600, 240, documents._signature_copy(blobs, org, sha256))
    paper = (
        documents._print_copy(blobs, org, sha256) if key.state == "before" else ""
    )  # notices show what was found
    return Picture(sha256, len(data), 1440, 1080, paper)
