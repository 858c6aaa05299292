"""反馈告知: writes what a party is told, once. Operational rows; the log holds the events that they tell of.

The id of a message is made from its key: of two processes that tell the same thing at the same moment, one writes it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.notices import Draft, body, headline
from inspect_app.domain.people import Actor
from inspect_app.queries import inbox as q
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms

Row = dict[str, Any]
SPACE = uuid.UUID("6f0a4f0e-3a46-5c0b-9f63-6b6e4d3a7c11")
GATHER_MS = 30 * 60_000  # what somebody does at one sitting goes out as one message


class Message(msgspec.Struct, frozen=True):
    """What one party is told. `about`: (case, line) pairs; `key` keeps it from being told twice; `not_before` holds back the ways out, never the inbox."""

    key: str
    kind: str
    party: str
    party_id: str
    title: str
    text: str
    about: tuple[tuple[str, str], ...] = ()
    enterprise: str | None = None
    not_before: int | None = None


def tell(db: Database, connection: sa.Connection, org: str, message: Message, now: int) -> bool:
    """Writes a message in the caller's transaction; False when it was told already."""
    key = message_id(org, message.key)
    fresh = db.insert_if_new(connection, t.message, {
        "org_id": org, "id": key, "key": message.key, "kind": message.kind, "party": message.party, "party_id": message.party_id,
        "about": message.about[0][0] if message.about else None, "enterprise_id": message.enterprise, "title": message.title, "text": message.text,
        "made_at": now, "not_before": message.not_before, "read_at": None, "read_by": None,
    })  # fmt: skip
    if fresh:
        _link(connection, org, key, message.about, 0)
    return fresh


def message_id(org: str, key: str) -> str:
    """The id of the message with this key."""
    return str(uuid.uuid5(SPACE, f"{org}/{key}"))


def gather(
    db: Database, connection: sa.Connection, org: str, drafts: Iterable[Draft], now: int, not_before: int
) -> None:
    """Adds drafts of one transaction to today's message of their kind and party; once that was read or sent, a further one begins."""
    grouped: dict[tuple[str, str, str], list[Draft]] = {}
    for draft in drafts:
        grouped.setdefault((draft.kind, draft.party, draft.party_id), []).append(draft)
    for (kind, party, party_id), listed in grouped.items():
        held = _open(connection, org, f"{kind}/{party}/{party_id}/{dates.day_of(now)}")
        _add(db, connection, org, held, listed, now, not_before)


def _open(connection: sa.Connection, org: str, start: str) -> tuple[str, Row | None]:
    """The key to write under, and the message of that key that may still grow."""
    n = 1
    while True:
        key = f"{start}/{n}"
        row = q.message(connection, org, message_id(org, key))
        if row is None or (row["read_at"] is None and not q.went_out(connection, org, row["id"])):
            return key, row
        n += 1


def _add(
    db: Database, connection: sa.Connection, org: str, held: tuple[str, Row | None], drafts: list[Draft], now: int, not_before: int
) -> None:  # fmt: skip
    key, row = held
    kind, party, party_id = drafts[0].kind, drafts[0].party, drafts[0].party_id
    firms = {draft.enterprise for draft in drafts} | ({row["enterprise_id"]} if row else set())
    firm = firms.pop() if len(firms) == 1 else None
    fresh = [(draft.about, draft.line) for draft in drafts]
    if row is None:
        title, text = headline(kind, len(dict(fresh))), body(kind, [line for _, line in fresh])
        tell(
            db,
            connection,
            org,
            Message(key, kind, party, party_id, title, text, tuple(fresh), firm, not_before),
            now,
        )
        return
    lines = q.lines(connection, org, row["id"])
    merged = {**dict(lines), **dict(fresh)}  # of one case the last word counts
    connection.execute(
        t.message.update().where(t.message.c.org_id == org, t.message.c.id == row["id"]).values(
            title=headline(kind, len(merged)), text=body(kind, list(merged.values())), enterprise_id=firm,
        )
    )  # fmt: skip
    connection.execute(
        t.message_about.delete().where(
            t.message_about.c.org_id == org, t.message_about.c.message_id == row["id"]
        )
    )
    _link(connection, org, row["id"], tuple(merged.items()), 0)


def _link(
    connection: sa.Connection, org: str, key: str, about: tuple[tuple[str, str], ...], start: int
) -> None:
    rows = [
        {"org_id": org, "message_id": key, "about": case, "n": n, "line": line}
        for n, (case, line) in enumerate(dict(about).items(), start)
    ]
    if rows:
        connection.execute(t.message_about.insert(), rows)


def read(db: Database, actor: Actor, keys: Iterable[str]) -> int:
    """Marks messages to this person as read; whose they are not stay as they are. Returns how many."""
    wanted = list(keys)
    with db.write() as connection:
        changed = connection.execute(
            t.message.update()
            .where(q.mine(actor), t.message.c.read_at.is_(None), t.message.c.id.in_(wanted) if wanted else sa.true())
            .values(read_at=now_ms(), read_by=actor.id)
        )  # fmt: skip
    return changed.rowcount
