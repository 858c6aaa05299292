"""导出: who took which list out, when, and under which filters (workflow § 10.10). Operational rows, shown to the auditor; nothing else is written."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.people import ROLES, Actor
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database


def record(db: Database, actor: Actor, what: str, detail: str, now: int) -> str:
    """Records that the file was asked for, and returns the watermark that it carries. Raises Full or Busy: then nothing leaves."""
    with db.write() as connection:
        note(connection, actor, what, detail, now)
    return f"导出人：{actor.name}（{ROLES.get(actor.role, actor.role)}）　导出时间：{dates.moment(now).strftime('%Y-%m-%d %H:%M')}　内部资料，请按规定保管"


def note(connection: sa.Connection, actor: Actor, what: str, detail: str, now: int) -> None:
    """A line of the record of exports, in the caller's transaction."""
    row = {
        "org_id": actor.org, "id": str(uuid.uuid4()), "at": now, "person_id": actor.id, "what": what, "detail": detail[:2000],
    }  # fmt: skip
    connection.execute(t.export_log.insert().values(row))
