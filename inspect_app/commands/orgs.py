"""A bureau (org) is born: its counter row, then its settings as the first ops of its log."""

from __future__ import annotations

import secrets
from typing import Any

import sqlalchemy as sa

from inspect_app.commands.log import Log, writing
from inspect_app.domain import canon
from inspect_app.domain.people import system
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]


def exists(db: Database, org: str) -> bool:
    """Whether this bureau has a log."""
    with db.read() as connection:
        return connection.execute(sa.select(t.org.c.id).where(t.org.c.id == org)).first() is not None


def all_ids(db: Database) -> list[str]:
    """Every bureau of this database, in order."""
    with db.read() as connection:
        return list(connection.scalars(sa.select(t.org.c.id).order_by(t.org.c.id)))


def begin_marks() -> dict[str, int]:
    """`org.marks` of tables that are made anew: nothing that a process kept of others with the same numbers counts (queries.kept)."""
    return {"epoch": secrets.randbits(48)}


def create(db: Database, org: str, about: Row, now: int | None = None) -> None:
    """Creates the bureau with `setting/bureau` (name, abbr, contact, phone, system_name, demo …). Raises Refusal when it exists."""
    with db.write() as connection:
        if connection.execute(sa.select(t.org.c.id).where(t.org.c.id == org)).first():
            raise Refusal("exists", f"单位 {org} 已经存在")
        connection.execute(
            t.org.insert().values(id=org, seq=0, chain=canon.GENESIS, clock="", marks=begin_marks())
        )
        log = Log(db, connection, org, now)
        log.record(system(org), "setting/bureau", about)
        log.flush()


def describe(db: Database, org: str, about: Row, now: int | None = None) -> None:
    """Changes what the bureau says of itself; earlier documents keep what they froze. Raises LookupError for an unknown org."""
    with writing(db, org, now) as log:
        log.record(system(org), "setting/bureau", about)
