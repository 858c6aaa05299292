"""Messages: those to a person (by name, role, township, department, enterprise), what was told about a case, and the log of what went out."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain.people import PORTAL_ROLES, Actor
from inspect_app.storage import tables as t

Row = dict[str, Any]
PAGE = 50
RUN = "run"  # party of the rows that remember the rounds of reminders; nobody's mail
m, d = t.message.c, t.delivery.c


def mine(actor: Actor) -> sa.ColumnElement[bool]:
    """Messages to this person or to what the person acts for."""
    return (m.org_id == actor.org) & sa.or_(*_parties(actor))


def _parties(actor: Actor) -> list[sa.ColumnElement[bool]]:
    to: list[sa.ColumnElement[bool]] = [
        (m.party == "person") & (m.party_id == actor.id),
        (m.party == "role") & (m.party_id == actor.role),
    ]
    if actor.role == "grid" and actor.township:
        to.append((m.party == "township") & (m.party_id == actor.township))
    if actor.role == "dept" and actor.department:
        to.append((m.party == "department") & (m.party_id == actor.department))
    if actor.role in PORTAL_ROLES and actor.enterprise and not actor.document:
        to.append((m.party == "enterprise") & (m.party_id == actor.enterprise))
    return to


def unread(connection: sa.Connection, actor: Actor) -> int:
    """How many the person has not read. Each party is looked up by an index of its own: every page asks."""
    fresh = sa.or_(*((m.org_id == actor.org) & own & m.read_at.is_(None) for own in _parties(actor)))
    return int(connection.scalar(sa.select(sa.func.count()).select_from(t.message).where(fresh)) or 0)


def inbox(
    connection: sa.Connection, actor: Actor, kind: str = "", fresh: bool = False, before: tuple[int, str] | None = None
) -> list[Row]:  # fmt: skip
    """The newest first, PAGE + 1 of them; `kind` and `fresh` narrow."""
    tests = [mine(actor)]
    tests += [m.kind == kind] if kind else []
    tests += [m.read_at.is_(None)] if fresh else []
    tests += [_older(before)] if before else []
    rows = connection.execute(
        sa.select(t.message).where(*tests).order_by(m.made_at.desc(), m.id.desc()).limit(PAGE + 1)
    ).mappings()
    return [dict(row) for row in rows]


def _older(before: tuple[int, str]) -> sa.ColumnElement[bool]:
    at, key = before
    return (m.made_at < at) | (m.made_at == at) & (m.id < key)


def message(connection: sa.Connection, org: str, key: str) -> Row | None:
    """One message."""
    row = (
        connection.execute(sa.select(t.message).where(m.org_id == org, m.id == key)).mappings().one_or_none()
    )
    return dict(row) if row else None


def lines(connection: sa.Connection, org: str, key: str) -> list[tuple[str, str]]:
    """(case, line) of a message, as it lists them."""
    a = t.message_about.c
    found = connection.execute(
        sa.select(a.about, a.line).where(a.org_id == org, a.message_id == key).order_by(a.n)
    )
    return [(row.about, row.line) for row in found]


def went_out(connection: sa.Connection, org: str, key: str) -> bool:
    """Whether a way out has begun to send it."""
    return (
        connection.scalar(sa.select(d.channel_id).where(d.org_id == org, d.message_id == key).limit(1))
        is not None
    )


def told(connection: sa.Connection, org: str, case: str) -> list[Row]:
    """What was told about a case: to whom, when, its line, whether it was read, and by which ways it went out."""
    a = t.message_about.c
    query = (
        sa.select(t.message, a.line)
        .join(t.message, sa.and_(m.org_id == a.org_id, m.id == a.message_id))
        .where(a.org_id == org, a.about == case)
        .order_by(m.made_at.desc(), m.id)
        .limit(200)
    )
    return named(connection, org, [dict(row) for row in connection.execute(query).mappings()])


def sent(
    connection: sa.Connection, org: str, kind: str = "", party: str = "", state: str = "", before: tuple[int, str] | None = None
) -> list[Row]:  # fmt: skip
    """The log of what was told, newest first, PAGE + 1; `state`: read, unread, or a state of delivery."""
    tests = [m.org_id == org, m.party != RUN]
    tests += [m.kind == kind] if kind else []
    tests += [m.party == party] if party else []
    tests += [_older(before)] if before else []
    if state in ("read", "unread"):
        tests.append(m.read_at.is_not(None) if state == "read" else m.read_at.is_(None))
    elif state:
        tests.append(sa.exists().where(d.org_id == m.org_id, d.message_id == m.id, d.state == state))
    rows = connection.execute(
        sa.select(t.message).where(*tests).order_by(m.made_at.desc(), m.id.desc()).limit(PAGE + 1)
    ).mappings()
    return named(connection, org, [dict(row) for row in rows])


def named(connection: sa.Connection, org: str, rows: list[Row]) -> list[Row]:
    """Adds `to` (the party's name), `reader` and `deliveries` to messages."""
    names = _names(connection, org, rows)
    ways: dict[str, list[Row]] = {}
    listed = [row["id"] for row in rows]
    c = t.channel.c
    found = connection.execute(
        sa.select(t.delivery, c.name)
        .outerjoin(t.channel, sa.and_(c.org_id == d.org_id, c.id == d.channel_id))
        .where(d.org_id == org, d.message_id.in_(listed))
        .order_by(d.at)
    ).mappings()
    for way in found:
        ways.setdefault(way["message_id"], []).append(dict(way))
    for row in rows:
        row["to"] = names.get((row["party"], row["party_id"]), "")
        row["reader"] = names.get(("person", row["read_by"]), "") if row["read_by"] else ""
        row["deliveries"] = ways.get(row["id"], [])
    return rows


TABLES = {"enterprise": t.enterprise, "person": t.person, "township": t.township, "department": t.department}


def _names(connection: sa.Connection, org: str, rows: list[Row]) -> dict[tuple[str, str], str]:
    wanted: dict[str, set[str]] = {"person": {row["read_by"] for row in rows if row["read_by"]}}
    for row in rows:
        wanted.setdefault(row["party"], set()).add(row["party_id"])
    found: dict[tuple[str, str], str] = {}
    for party, table in TABLES.items():
        if keys := wanted.get(party):
            query = sa.select(table.c.id, table.c.name).where(table.c.org_id == org, table.c.id.in_(keys))
            found |= {(party, row.id): row.name for row in connection.execute(query)}
    return found
