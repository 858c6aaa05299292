"""Prints of photos are computed when a proof is handed in, and for older photos a few at a time. Operational rows: lost ones are made again."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from inspect_app.commands.photos import blob_name
from inspect_app.render.prints import fingerprint
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Blobs
from inspect_app.storage.db import Database, now_ms

PORTION = 40  # photos of one round: under a second


def note(db: Database, blobs: Blobs, org: str, photos: Iterable[str]) -> int:
    """Computes what is missing of these photos; returns how many. A photo whose bytes are not here yet is left for another time."""
    p = t.photo_print.c
    with db.read() as connection:
        wanted = set(photos)
        known = set(
            connection.scalars(sa.select(p.sha256).where(p.org_id == org, db.among(p.sha256, wanted)))
        )
    rows = []
    for sha in sorted(wanted - known):
        data = blobs.get(blob_name(org, "original", sha))
        if data is not None:
            rows.append({"org_id": org, "sha256": sha, "print": fingerprint(data), "at": now_ms()})
    if rows:
        with db.write() as connection:
            db.insert_new(connection, t.photo_print, rows)
    return len(rows)


def fill(db: Database, blobs: Blobs, most: int = PORTION) -> int:
    """Computes at most `most` prints of photos that findings name and that have none yet; returns how many."""
    ref, p = t.photo_ref.c, t.photo_print.c
    missing = (
        sa.select(ref.org_id, ref.sha256)
        .join(t.photo, sa.and_(t.photo.c.org_id == ref.org_id, t.photo.c.sha256 == ref.sha256))
        .outerjoin(t.photo_print, sa.and_(p.org_id == ref.org_id, p.sha256 == ref.sha256))
        .where(p.sha256.is_(None), ref.subject.startswith("finding/"))
        .distinct()
        .limit(most)
    )
    with db.read() as connection:
        found = connection.execute(missing).all()
    return sum(
        note(db, blobs, org, [row.sha256 for row in found if row.org_id == org])
        for org in {row.org_id for row in found}
    )
