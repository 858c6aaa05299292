"""Checklists become part of the log: one record a version, immutable, so that a draft can keep its version for ever (design § 7.7)."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from inspect_app.commands.log import writing
from inspect_app.domain.checklist import Checklist, content_hash, to_wire
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database


def publish(db: Database, actor: Actor, checklists: Iterable[Checklist], now: int | None = None) -> list[str]:
    """Publishes the versions that the bureau doesn't have yet; returns their keys (`electrical@0.1.0`).

    All or nothing. Raises Refusal(`immutable`) when a version is held with other content, LookupError for an unknown org.
    """
    with writing(db, actor.org, now) as log:
        query = sa.select(t.checklist.c.id, t.checklist.c.content_hash).where(
            t.checklist.c.org_id == actor.org
        )
        held = {row.id: row.content_hash for row in log.c.execute(query)}
        fresh = []
        for checklist in checklists:
            digest = content_hash(checklist)
            if held.get(checklist.key, digest) != digest:
                raise Refusal(
                    "immutable",
                    f"检查表 {checklist.key} 已发布，内容不能修改：正在使用它的检查会对不上。请把 version 改成新的版本号再发布",
                )
            if checklist.key in held:
                continue
            record = {
                "name": checklist.id, "version": checklist.version, "title": checklist.title, "status": checklist.status,
                "content_hash": digest, "content": to_wire(checklist),
            }  # fmt: skip
            log.record(actor, f"checklist/{checklist.key}", record)
            fresh.append(checklist.key)
    return fresh
