"""Saved views: the filters of a list under a name, one's own or the bureau's. Operational rows."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa

from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms

MAX_NAME, MAX_VIEWS = 20, 30
SHARERS = frozenset({"section", "leader"})  # who keeps the bureau's common views
V = t.saved_view.c


def save(db: Database, actor: Actor, page: str, name: str, query: str, shared: bool) -> str:
    """Keeps the filters; returns the view's id. Raises Refusal: a bad name, one that is taken, too many, no right to share."""
    owner = _owner(actor, shared)
    view = str(uuid.uuid4())
    with db.write() as connection:
        _check_name(connection, actor.org, page, owner, name)
        count = connection.scalar(
            sa.select(sa.func.count()).select_from(t.saved_view).where(_of(actor.org, page, owner))
        )
        if (count or 0) >= MAX_VIEWS:
            raise Refusal("too_many", f"最多保存 {MAX_VIEWS} 个视图，请先删除不用的")
        connection.execute(
            t.saved_view.insert().values(
                org_id=actor.org,
                id=view,
                person_id=owner,
                page=page,
                name=name,
                query=query,
                made_at=now_ms(),
            )
        )
    return view


def rename(db: Database, actor: Actor, view: str, name: str) -> None:
    """Raises Refusal, also for somebody else's."""
    with db.write() as connection:
        row = _mine(connection, actor, view)
        if row.name != name:
            _check_name(connection, actor.org, row.page, row.person_id, name)
        connection.execute(t.saved_view.update().where(V.org_id == actor.org, V.id == view).values(name=name))


def delete(db: Database, actor: Actor, view: str) -> str:
    """Returns its name. Raises Refusal."""
    with db.write() as connection:
        row = _mine(connection, actor, view)
        connection.execute(t.saved_view.delete().where(V.org_id == actor.org, V.id == view))
    return str(row.name)


def _owner(actor: Actor, shared: bool) -> str | None:
    if shared and actor.role not in SHARERS:
        raise Refusal("not_your_role", "全局共用的视图由业务科室或局领导保存，您可以保存为自己的")
    return None if shared else actor.id


def _of(org: str, page: str, owner: str | None) -> sa.ColumnElement[bool]:
    return sa.and_(V.org_id == org, V.page == page, V.person_id == owner if owner else V.person_id.is_(None))


def _mine(connection: sa.Connection, actor: Actor, view: str) -> Any:
    found = connection.execute(
        sa.select(V.name, V.person_id, V.page).where(V.org_id == actor.org, V.id == view)
    ).first()
    if found is None or (found.person_id and found.person_id != actor.id):
        raise Refusal("unknown", "没有这个视图，可能已被删除")
    _owner(actor, found.person_id is None)
    return found


def _check_name(connection: sa.Connection, org: str, page: str, owner: str | None, name: str) -> None:
    if not name:
        raise Refusal("incomplete", "请填写视图名称")
    if len(name) > MAX_NAME:
        raise Refusal("too_long", f"视图名称最多 {MAX_NAME} 个字，现在有 {len(name)} 个")
    if not name.isprintable():
        raise Refusal("malformed", "视图名称里有看不见的控制字符，请重新输入")
    taken = connection.scalar(sa.select(V.id).where(_of(org, page, owner), V.name == name))
    if taken:
        raise Refusal("not_allowed", f"已有名为“{name}”的视图，请换一个名称")
