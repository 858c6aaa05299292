"""Photos come in by hash: checked, stored durably, then counted; the clean copy and thumbnail are made when first asked for."""

from __future__ import annotations

import hashlib
from contextlib import suppress

import msgspec
import sqlalchemy as sa

from inspect_app.commands.log import writing
from inspect_app.commands.receive import receive_if_complete
from inspect_app.domain import wire
from inspect_app.domain.people import Actor
from inspect_app.render import photos as pictures
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Blobs
from inspect_app.storage.db import Database, Full


class Rejected(Exception):
    """Bytes that are not the photo they claim to be. `reason` for programs, `message` for people."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(f"{reason}: {message}")
        self.reason = reason
        self.message = message


class Stored(msgspec.Struct, frozen=True):
    """What is held now; `new` is false when it was held before."""

    sha256: str
    bytes: int
    new: bool


def blob_name(org: str, kind: str, sha256: str) -> str:
    """Where bytes lie: kind is `original`, `clean`, `thumb`, `print` or `document`."""
    return f"{org}/{kind}/{sha256}"


def put_photo(db: Database, blobs: Blobs, actor: Actor, sha256: str, data: bytes) -> Stored:
    """Stores one photo and submits any visit that waited for it. Raises Rejected, storage.Full, storage.Busy."""
    if len(data) > wire.MAX_PHOTO_BYTES:
        raise Rejected(
            "too_large", f"照片有 {len(data) // 1024} KB，单张上限 {wire.MAX_PHOTO_BYTES // 1024} KB"
        )
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Rejected("wrong_hash", "照片内容与其编号不符（传输中损坏），请重新上传")
    if holds(db, blobs, actor.org, sha256):
        return Stored(sha256, len(data), False)
    try:
        info = pictures.inspect(data)
    except pictures.BadPhoto as problem:
        raise Rejected("bad_photo", str(problem)) from None
    blobs.put(blob_name(actor.org, "original", sha256), data)
    with writing(db, actor.org) as log:
        db.insert_new(
            log.c, t.photo,
            [{
                "org_id": actor.org, "sha256": sha256, "bytes": len(data), "width": info.width, "height": info.height,
                "received_at": log.now, "uploaded_by": actor.id,
            }],
        )  # fmt: skip
        # The manifests are asked, not the refs: the op that names the photo may have been refused, and counts as held all the same.
        waiting = log.c.execute(
            sa.select(t.visit.c.id, t.visit.c.manifest)
            .where(t.visit.c.org_id == actor.org, t.visit.c.state == "waiting")
            .order_by(t.visit.c.id)
        ).all()
        for visit in waiting:
            if sha256 in visit.manifest["photos"]:
                receive_if_complete(log, visit.id)
    return Stored(sha256, len(data), True)


def holds(db: Database, blobs: Blobs, org: str, sha256: str) -> bool:
    """Whether a photo is held: its row and its bytes (a crash between them must not make a tablet believe it is)."""
    with db.read() as connection:
        row = connection.execute(
            sa.select(t.photo.c.sha256).where(t.photo.c.org_id == org, t.photo.c.sha256 == sha256)
        ).first()
    return row is not None and blobs.has(blob_name(org, "original", sha256))


def shown_copy(blobs: Blobs, org: str, sha256: str, kind: str) -> bytes | None:
    """The `clean` copy or the `thumb` of a photo, made from the original when first asked for; None when it isn't held."""
    held = blobs.get(blob_name(org, kind, sha256))
    if held is not None:
        return held
    original = blobs.get(blob_name(org, "original", sha256))
    if original is None:
        return None
    made = pictures.clean_copy(original) if kind == "clean" else pictures.thumbnail(original)
    with suppress(Full):  # a copy to save time; a full disk must not hide the photo
        blobs.put(blob_name(org, kind, sha256), made)
    return made
