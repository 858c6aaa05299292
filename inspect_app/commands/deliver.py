"""Sends what is to go out, each message by each way once. A row of `delivery` is claimed before anything is sent: of several workers one gets it, and a
sending that died with its process is not repeated, for nobody knows whether it arrived.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from inspect_app.commands import channels
from inspect_app.commands.sending import Outcome, send
from inspect_app.domain.channels import STUCK_MS, next_try
from inspect_app.domain.rules import Refusal
from inspect_app.queries.outgoing import due_again, phone_of, said_now, to_send
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms

Row = dict[str, Any]
d = t.delivery.c


def deliver(db: Database, secret: str, hosts: Iterable[str] = (), now: int | None = None) -> int:
    """Sends everything that may go out now. Returns how many sendings were tried."""
    now = now_ms() if now is None else now
    with db.read() as connection:
        ways = list(connection.execute(sa.select(t.channel).where(t.channel.c.active)).mappings())
    if not ways:
        return 0
    _give_up_stuck(db, now)
    tried = 0
    for way in ways:
        with db.read() as connection:
            fresh = to_send(connection, dict(way), now)
            again = due_again(connection, dict(way), now)
        tried += sum(_one(db, secret, hosts, dict(way), row, now, None) for row in fresh)
        tried += sum(_one(db, secret, hosts, dict(way), row, now, row["tries"]) for row in again)
    return tried


def _one(
    db: Database, secret: str, hosts: Iterable[str], way: Row, message: Row, now: int, tries: int | None
) -> bool:
    if not _claimed(db, way, message, now, tries):
        return False
    with db.read() as connection:
        phone = phone_of(connection, way["org_id"], message["party"], message["party_id"])
        # Until it was claimed a line could still be added.
        message = message | said_now(connection, way["org_id"], message["id"])
    try:
        outcome = send(channels.unseal(secret, way["url"]), message["title"], message["text"], phone, hosts)
    except Refusal as refusal:
        outcome = Outcome("failed", refusal.message)
    _note(db, way, message, outcome, (tries or 0) + 1, max(now, now_ms()))
    return True


def _claimed(db: Database, way: Row, message: Row, now: int, tries: int | None) -> bool:
    with db.write() as connection:
        if tries is None:
            row = {
                "org_id": way["org_id"], "message_id": message["id"], "channel_id": way["id"], "state": "sending", "tries": 1, "at": now, "error": None,
            }  # fmt: skip
            return db.insert_if_new(connection, t.delivery, row)
        changed = connection.execute(
            _of(way, message)
            .where(d.state == "retry", d.tries == tries)
            .values(state="sending", tries=tries + 1, at=now)
        )
        return changed.rowcount == 1


def _note(db: Database, way: Row, message: Row, outcome: Outcome, tries: int, now: int) -> None:
    state, at = outcome.state, now
    if state == "retry":
        again = next_try(tries, now)
        state, at = ("retry", again) if again is not None else ("failed", now)
    with db.write() as connection:
        connection.execute(_of(way, message).values(state=state, at=at, error=outcome.error or None))


def _of(way: Row, message: Row) -> sa.Update:
    return t.delivery.update().where(
        d.org_id == way["org_id"], d.message_id == message["id"], d.channel_id == way["id"]
    )


def _give_up_stuck(db: Database, now: int) -> None:
    stuck = (d.state == "sending") & (d.at < now - STUCK_MS)
    with db.read() as connection:
        if connection.execute(sa.select(d.message_id).where(stuck).limit(1)).first() is None:
            return
    with db.write() as connection:
        connection.execute(
            t.delivery.update()
            .where(stuck)
            .values(state="unknown", at=now, error="发送时程序中断，不知道是否送到，不再重发")
        )
