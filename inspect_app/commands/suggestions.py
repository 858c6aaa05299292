"""投诉建议 from the tablets and the enterprises' pages: stored once however often it comes, answered by the bureau. Operational rows, no operations."""

from __future__ import annotations

import sqlalchemy as sa

from inspect_app.domain import suggestions as rules
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms

SAME = ("person_id", "device_id", "category", "text", "contact")


class DeviceUnknown(Exception):
    """The author never enrolled on this device."""


def receive(db: Database, actor: Actor, given: rules.Suggestion) -> bool:
    """Stores it; False when the same was held already. Raises Refusal (a wrong field, an id with another content) or DeviceUnknown."""
    rules.check(given)
    row = {
        "org_id": actor.org, "id": given.id, "person_id": given.author, "uploaded_by": actor.id, "device_id": given.device,
        "category": given.category, "text": given.text, "contact": given.contact, "written_at": given.at, "received_at": now_ms(), "state": "new",
    }  # fmt: skip
    with db.write() as connection:
        if not _enrolled(connection, actor.org, given):
            raise DeviceUnknown(given.device)
        held = connection.execute(_of(actor.org, given.id)).mappings().first()
        if held is None:
            connection.execute(t.suggestion.insert().values(row))
            return True
    if any(held[name] != row[name] for name in SAME):
        raise Refusal("id_reused", "同一编号已有另一条内容，请重新提交")
    return False


def write(db: Database, actor: Actor, key: str, category: str, text: str, contact: str) -> bool:
    """From the enterprises' pages; `key` is the form's own UUID, so that sent twice it is kept once (False). Raises Refusal."""
    if category not in {**rules.PORTAL, **rules.ASKED}:
        raise Refusal("malformed", "请选择类别")
    now = now_ms()
    row = {
        "org_id": actor.org, "id": key, "person_id": actor.id, "uploaded_by": actor.id, "device_id": "portal", "category": category,
        "text": text, "contact": contact, "written_at": now, "received_at": now, "state": "new",
    }  # fmt: skip
    with db.write() as connection:
        held = connection.execute(_of(actor.org, key)).mappings().first()
        if held is None:
            connection.execute(t.suggestion.insert().values(row))
            return True
    if any(held[name] != row[name] for name in SAME):
        raise Refusal("id_reused", "这张表单已经提交过别的内容，请打开新的表单再提交")
    return False


def answer(db: Database, actor: Actor, suggestion: str, state: str, reply: str) -> None:
    """The bureau read it, or dealt with it. Raises Refusal; LookupError when there is none."""
    if state not in ("read", "done"):
        raise Refusal("incomplete", "请选择“已读”或“已处理”")
    if state == "done" and not reply:
        raise Refusal("incomplete", "标为已处理时请写明答复，提出人会看到")
    if len(reply) > rules.MAX_REPLY:
        raise Refusal("too_long", f"答复最多 {rules.MAX_REPLY} 个字")
    with db.write() as connection:
        changed = connection.execute(
            t.suggestion.update()
            .where(t.suggestion.c.org_id == actor.org, t.suggestion.c.id == suggestion)
            .values(state=state, reply=reply, replied_by=actor.id, replied_at=now_ms())
        )
    if not changed.rowcount:
        raise LookupError(suggestion)


def _of(org: str, suggestion: str) -> sa.Select[tuple[object, ...]]:
    return sa.select(t.suggestion).where(t.suggestion.c.org_id == org, t.suggestion.c.id == suggestion)


def _enrolled(connection: sa.Connection, org: str, given: rules.Suggestion) -> bool:
    pairs = t.device_person.c
    wanted = (pairs.org_id == org, pairs.device_id == given.device, pairs.person_id == given.author)
    return connection.execute(sa.select(pairs.person_id).where(*wanted)).first() is not None
