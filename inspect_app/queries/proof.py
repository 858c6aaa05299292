"""What the log holds about a document: which ops are its own, where its photos are named, and the chain between two ops.

Everything here reads in pages of its own short transactions: a package may take minutes to send, and the log only grows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from inspect_app.domain import canon, paths
from inspect_app.domain.documents import Anchor
from inspect_app.domain.proof import Link
from inspect_app.domain.wire import envelope_of
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]
PAGE = 1000
VALUES = 100  # a page of ops with their values: one may have 4 MB
PHOTO_EVENTS = sorted({path for _, path in paths.WITH_PHOTOS})


class Named(NamedTuple):
    """The first op that names a photo; `soundly`: its value still has the hash that the chain covers (or was erased)."""

    seq: int
    soundly: bool


def document(connection: sa.Connection, org: str, key: str) -> Row | None:
    """A document by its uuid, or by its number as printed."""
    found = connection.execute(
        sa.select(t.document).where(t.document.c.org_id == org, (t.document.c.id == key) | (t.document.c.number == key))
    )  # fmt: skip
    row = found.mappings().first()
    return dict(row) if row else None


def subjects(row: Row) -> list[str]:
    """The cases whose ops belong to a document: itself, its findings, its visit."""
    visit = [f"visit/{row['visit_id']}"] if row["visit_id"] else []
    return [f"document/{row['id']}", *(f"finding/{id_}" for id_ in row["findings"]), *visit]


def own_seqs(connection: sa.Connection, org: str, listed: list[str]) -> list[int]:
    """Numbers of all ops of these cases."""
    return list(
        connection.scalars(
            sa.select(t.op.c.seq).where(t.op.c.org_id == org, t.op.c.subject.in_(listed)).order_by(t.op.c.seq)
        )
    )


def issue_of(connection: sa.Connection, org: str, document: str) -> Anchor | None:
    """The op that gave the document its number: where the chain ends for documents that carry no anchor."""
    row = connection.execute(
        sa.select(t.op.c.seq, t.op.c.hash).where(
            t.op.c.org_id == org, t.op.c.subject == f"document/{document}", t.op.c.path == "issue"
        )
    ).first()
    return Anchor(seq=row.seq, hash=row.hash) if row else None


def hash_at(connection: sa.Connection, org: str, seq: int) -> str:
    """The chain's hash after an op; before the first it is canon.GENESIS."""
    if seq == 0:
        return canon.GENESIS
    return connection.scalar(sa.select(t.op.c.hash).where(t.op.c.org_id == org, t.op.c.seq == seq)) or ""


def named(connection: sa.Connection, org: str, photos: list[str]) -> dict[str, Named]:
    """Photo → the first op that names it, of those that an op names."""
    refs = sa.select(t.photo_ref.c.subject).where(
        t.photo_ref.c.org_id == org, t.photo_ref.c.sha256.in_(photos)
    )
    path = t.op.c.path
    found: dict[str, Named] = {}
    query = (
        _with_values()
        .where(t.op.c.org_id == org, t.op.c.subject.in_(refs))
        .where(path.like("photo/%") | path.like("earlier_photo/%") | path.like("recheck_photo/%") | path.in_(PHOTO_EVENTS))
        .order_by(t.op.c.seq)
    )  # fmt: skip
    for row in connection.execute(query).mappings():
        erased = row["salt"] is None
        value = {} if erased else msgspec.json.decode(row["value"])
        soundly = erased or canon.value_hash(bytes(row["salt"]), row["value"].encode()) == row["value_hash"]
        for sha in paths.photos_named(row["subject"].partition("/")[0], row["path"], value):
            found.setdefault(sha, Named(row["seq"], soundly))
    return found


def _with_values() -> sa.Select:
    values = sa.and_(t.op_value.c.org_id == t.op.c.org_id, t.op_value.c.seq == t.op.c.seq)
    return sa.select(t.op, t.op_value.c.salt, t.op_value.c.value).outerjoin(t.op_value, values)


def ops(db: Database, org: str, seqs: list[int]) -> Iterator[Row]:
    """These ops in order: `envelope`, `value_hash`, `hash`, `salt` and `value` (canonical JSON); both None when the value was erased."""
    for start in range(0, len(seqs), VALUES):
        wanted = seqs[start : start + VALUES]
        with db.read() as connection:
            page = connection.execute(
                _with_values().where(t.op.c.org_id == org, t.op.c.seq.in_(wanted)).order_by(t.op.c.seq)
            )
            rows = [dict(row) for row in page.mappings()]
        for row in rows:
            erased = row["salt"] is None
            yield {
                "envelope": envelope_of(row), "value_hash": row["value_hash"], "hash": row["hash"],
                "salt": None if erased else bytes(row["salt"]), "value": None if erased else row["value"],
            }  # fmt: skip


def chain(db: Database, org: str, first: int, last: int) -> Iterator[Link]:
    """The links of all ops from one number to another, as they stand in the table now."""
    at = first
    while at <= last:
        with db.read() as connection:
            page = connection.execute(
                sa.select(t.op).where(t.op.c.org_id == org, t.op.c.seq >= at, t.op.c.seq <= last).order_by(t.op.c.seq).limit(PAGE)
            )  # fmt: skip
            rows = [dict(row) for row in page.mappings()]
        if not rows:
            return
        for row in rows:
            yield Link(row["seq"], canon.leaf(envelope_of(row), row["value_hash"]), row["hash"])
        at = rows[-1]["seq"] + 1
