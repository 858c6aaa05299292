"""What is to go out by a way, and the number of the person it goes to."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.queries.inbox import RUN
from inspect_app.queries.rows import one
from inspect_app.storage import tables as t

Row = dict[str, Any]
AT_ONCE = 200
OLD_MS = 7 * 86_400_000  # what nobody could send for a week is no news
m, d = t.message.c, t.delivery.c


def to_send(connection: sa.Connection, way: Row, now: int) -> list[Row]:
    """Messages made since the way was, whose quiet hours are over and that were not handed to it; oldest first."""
    handed = sa.exists().where(d.org_id == m.org_id, d.message_id == m.id, d.channel_id == way["id"])
    since = max(way["made_at"], now - OLD_MS)
    query = (
        sa.select(t.message)
        .where(
            m.org_id == way["org_id"],
            m.party != RUN,
            m.made_at >= since,
            sa.func.coalesce(m.not_before, 0) <= now,
            ~handed,
        )
        .where(m.kind.in_(way["kinds"]["kinds"]), m.party.in_(way["kinds"]["parties"]))
        .order_by(m.made_at, m.id)
        .limit(AT_ONCE)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def said_now(connection: sa.Connection, org: str, message: str) -> Row:
    """What a message says at this moment: `title`, `text`."""
    row = (
        connection.execute(sa.select(m.title, m.text).where(m.org_id == org, m.id == message))
        .mappings()
        .one()
    )
    return dict(row)


def due_again(connection: sa.Connection, way: Row, now: int) -> list[Row]:
    """Messages whose sending failed and is due again, with `tries`."""
    query = (
        sa.select(t.message, d.tries)
        .join(t.message, sa.and_(m.org_id == d.org_id, m.id == d.message_id))
        .where(d.org_id == way["org_id"], d.channel_id == way["id"], d.state == "retry", d.at <= now)
        .order_by(d.at)
        .limit(AT_ONCE)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def phone_of(connection: sa.Connection, org: str, party: str, key: str) -> str:
    """The number that messages to a party go to; '' when there is none (a township, a role)."""
    if party == "enterprise":
        row = one(connection, t.enterprise, org, key)
        return str(row.get("safety_manager_phone") or row.get("principal_phone") or "")
    table = {"person": t.person, "department": t.department}.get(party)
    return str(one(connection, table, org, key).get("phone") or "") if table is not None else ""
