"""Photos come in by hash: checked, stored durably, then counted; the copies for screens are made when first asked for, as masked as they must be now."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.commands.log import writing
from inspect_app.commands.receive import receive_if_complete
from inspect_app.domain import wire
from inspect_app.domain.marks import Marks
from inspect_app.domain.people import ROLES, Actor
from inspect_app.domain.rules import Refusal
from inspect_app.queries import marks as q
from inspect_app.render import photos as pictures
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Blobs
from inspect_app.storage.db import Database, Full

Row = dict[str, Any]
MASKERS = frozenset({"section", "leader"})


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
    """Where bytes lie: kind is `original`, `clean`, `thumb`, `bare`, `print` or `document`."""
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


class Shown(msgspec.Struct, frozen=True):
    """A copy for screens and the tag that changes with what is drawn on it."""

    data: bytes
    tag: str


# Kind of copy → how it is made, and which of the marks it carries.
COPIES: dict[str, tuple[Callable[[bytes, Marks], bytes], Callable[[Marks], Marks]]] = {
    "clean": (pictures.clean_copy, lambda marks: marks),
    "thumb": (pictures.thumbnail, lambda marks: Marks(marks.shapes, marks.masks)),
    "bare": (pictures.bare_copy, lambda marks: Marks(masks=marks.masks)),
}


def shown_copy(
    db: Database, blobs: Blobs, org: str, sha256: str, kind: str, of: str | None = None
) -> Shown | None:
    """A copy as it must look now, made from the original when first asked for; None when the photo isn't held.

    kind: `clean`, `thumb`, or `bare` (masked, without strokes and stamp); of: the finding or visit it is shown for. What was made before a
    mask was set lies under another name and is never asked for again.
    """
    with db.read() as connection:
        marks = q.of_photo(connection, org, sha256, of)
    make, carried = COPIES[kind]
    carries = carried(marks)
    name = blob_name(org, kind, f"{sha256}.{carries.tag}" if carries.tag else sha256)
    held = blobs.get(name)
    if held is not None:
        return Shown(held, carries.tag)
    original = blobs.get(blob_name(org, "original", sha256))
    if original is None:
        return None
    made = make(original, carries)
    with suppress(Full):  # a copy to save time; a full disk must not hide the photo
        blobs.put(name, made)
    return Shown(made, carries.tag)


def set_masks(db: Database, actor: Actor, finding: str, sha256: str, masks: list[Row], seen: str) -> None:
    """The bureau hides parts of a photo of a finding, as the enterprise asked (安全生产法 第67条). Replaces what was hidden before.

    seen: tag of the masks that the person's page showed. Raises rules.Refusal, wire.Invalid.
    """
    if actor.role not in MASKERS:
        raise Refusal("not_your_role", f"{ROLES.get(actor.role, actor.role)}不能遮挡照片")
    subject = f"finding/{finding}"
    with writing(db, actor.org) as log:
        row = log.row("finding", finding)
        named = sa.select(t.photo_ref.c.sha256).where(
            t.photo_ref.c.org_id == actor.org,
            t.photo_ref.c.sha256 == sha256,
            t.photo_ref.c.subject == subject,
        )
        if row is None or log.c.execute(named).first() is None:
            raise Refusal("unknown", "这条隐患没有这张照片")
        if q.of_photo(log.c, actor.org, sha256, finding).hidden != seen:
            raise Refusal("stale", "这张照片的遮挡刚刚被他人改动，请看过最新的画面后再操作")
        log.set(actor, subject, f"masks/{sha256}", masks or None, row["visit_id"])
