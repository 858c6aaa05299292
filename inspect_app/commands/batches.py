"""Batches: many documents issued or printed in one go. Rows first: they say what is to be done, whoever does it (commands.batch_work).

A batch is `running` until all its items are settled, then `done`; `cancelled` by a person, or `stopped` by something that concerns all of it
(a full disk). An item is `waiting`, `done`, `failed` (with the reason in words) or `skipped` (cancelled before its turn). What was issued
stays issued, whatever becomes of the batch.
"""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa

from inspect_app.commands.photos import blob_name
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.queries import batches as q
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Blobs
from inspect_app.storage.db import Database, now_ms

Row = dict[str, Any]
KEPT_MS = 7 * 24 * 3600 * 1000  # a merged PDF; it can be made again
SKIPPED = "批次已取消，没有轮到"


def start(db: Database, actor: Actor, kind: str, wanted: list[str], options: Row) -> str:
    """A batch of those of the documents that can go into it; returns its uuid. Raises Refusal when none can.

    kind: `issue` | `print`; options: `order` (queries.batches.ORDERS), for printing also `copies` and `duplex` (bool).
    """
    if kind not in q.KINDS or options.get("order", "made") not in q.ORDERS:
        raise Refusal("unknown", "没有这种批量办理")
    if len(set(wanted)) > q.MOST:
        raise Refusal("not_allowed", f"一批最多 {q.MOST} 份，请分几批办理")
    batch, now = str(uuid.uuid4()), now_ms()
    with db.write() as connection:
        found = q.candidates(connection, actor, kind, wanted)
        chosen = q.in_order([row for row in found if not row["why"]], options.get("order", "made"))
        if not chosen:
            reason = next((row["why"] for row in found), "没有选择文书")
            raise Refusal("not_allowed", f"选中的文书都不能办理：{reason}")
        connection.execute(
            t.batch.insert().values(
                org_id=actor.org, id=batch, kind=kind, state="running", options=options, made_by=actor.id, made_at=now, tries=0
            )
        )  # fmt: skip
        connection.execute(
            t.batch_item.insert(),
            [
                {"org_id": actor.org, "batch_id": batch, "n": n, "document_id": row["id"], "state": "waiting", "tries": 0}
                for n, row in enumerate(chosen, 1)
            ],
        )  # fmt: skip
    return batch


def cancel(db: Database, actor: Actor, batch: str) -> None:
    """Nothing more is begun; the document in work is finished, what is issued stays issued. Raises Refusal."""
    with db.write() as connection:
        row = _of(connection, actor, batch)
        if row["state"] != "running":
            raise Refusal("wrong_state", "这一批已经结束，不能取消")
        _set(connection, row, state="cancelled", ended_at=now_ms())
        item = t.batch_item.c
        unbegun = sa.and_(item.state == "waiting", item.claimed_by.is_(None))
        connection.execute(
            t.batch_item.update()
            .where(item.org_id == actor.org, item.batch_id == batch, unbegun)
            .values(state="skipped", reason=SKIPPED)
        )


def resume(db: Database, actor: Actor, batch: str) -> None:
    """Goes on with what was skipped and tries again what failed; a printing is merged anew. Raises Refusal."""
    with db.write() as connection:
        row = _of(connection, actor, batch)
        if row["state"] == "running":
            raise Refusal("wrong_state", "这一批正在办理")
        item = t.batch_item.c
        again = ("failed", "skipped", "done") if row["kind"] == "print" else ("failed", "skipped")
        changed = connection.execute(
            t.batch_item.update()
            .where(item.org_id == actor.org, item.batch_id == batch, item.state.in_(again))
            .values(state="waiting", reason=None, claimed_by=None, claimed_at=None, tries=0)
        )
        if not changed.rowcount and not _any_waiting(connection, row):
            raise Refusal("not_allowed", "这一批都已办完，没有要继续的")
        _set(
            connection, row, state="running", ended_at=None, reason=None, file=None, claimed_by=None, claimed_at=now_ms(), tries=0
        )  # fmt: skip


def _any_waiting(connection: sa.Connection, row: Row) -> bool:
    item = t.batch_item.c
    mine = (item.org_id == row["org_id"], item.batch_id == row["id"], item.state == "waiting")
    return connection.execute(sa.select(item.n).where(*mine).limit(1)).first() is not None


def _of(connection: sa.Connection, actor: Actor, batch: str) -> Row:
    """The batch, to be changed by who made it or by the section or a leader. Raises Refusal."""
    row = q.one(connection, actor, batch)
    if row is None:
        raise Refusal("unknown", "没有这一批")
    return row


def _set(connection: sa.Connection, row: Row, **values: Any) -> None:
    connection.execute(
        t.batch.update().where(t.batch.c.org_id == row["org_id"], t.batch.c.id == row["id"]).values(**values)
    )


def unfinished(db: Database) -> list[tuple[str, str]]:
    """(org, batch) of all that are to be worked on, oldest first."""
    with db.read() as connection:
        found = connection.execute(
            sa.select(t.batch.c.org_id, t.batch.c.id)
            .where(t.batch.c.state == "running")
            .order_by(t.batch.c.made_at, t.batch.c.id)
        )
        return [(row.org_id, row.id) for row in found]


def clear(db: Database, blobs: Blobs, now: int | None = None) -> int:
    """Removes merged PDFs older than KEPT_MS; returns how many. The batch can make its own again."""
    before = (now_ms() if now is None else now) - KEPT_MS
    with db.read() as connection:
        old = connection.execute(
            sa.select(t.batch.c.org_id, t.batch.c.id, t.batch.c.file).where(
                t.batch.c.file.is_not(None), t.batch.c.ended_at < before
            )
        ).all()
    for row in old:
        blobs.remove(blob_name(row.org_id, "merged", row.file))
        with db.write() as connection:
            _set(connection, {"org_id": row.org_id, "id": row.id}, file=None)
    return len(old)
