"""导出审批: somebody asks for a full ledger, a leader approves or refuses, and whoever asked fetches exactly that. Operational rows; every step is
also a line of the record of exports, and is told to whom it concerns."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa

from inspect_app.commands import exports, messages, setting_records
from inspect_app.domain import dates
from inspect_app.domain import exporting as rule
from inspect_app.domain.people import Actor
from inspect_app.domain.reminding import quiet_until
from inspect_app.domain.rules import Refusal
from inspect_app.queries import exports as q
from inspect_app.queries.deadlines import deadlines
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]
SETTING = "setting/exports"


def ask(db: Database, actor: Actor, query: str, said: str, count: int, purpose: str, now: int) -> str:
    """Asks a leader for the full ledger of these filters; the same asked again while it waits is the same request. Returns its id. Raises Refusal."""
    if not purpose:
        raise Refusal("incomplete", "请选择用途；选“其他”的，请写明用来做什么")
    row = {
        "org_id": actor.org, "id": str(uuid.uuid4()), "at": now, "person_id": actor.id, "query": query, "said": said, "count": count, "purpose": purpose,
        "state": "asked", "decided_by": None, "decided_at": None, "reason": None, "until": None,
    }  # fmt: skip
    with db.write() as connection:
        waiting = q.waiting(connection, actor.org, actor.id)
        same = next((one for one in waiting if one["query"] == query), None)
        if same is not None:
            return str(same["id"])
        connection.execute(t.export_request.insert().values(row))
        exports.note(connection, actor, "申请导出台账完整版", f"{said}；共 {count} 条；用途：{purpose}", now)
        _tell(db, connection, actor.org, row, actor.name, now)
    return str(row["id"])


def decide(db: Database, actor: Actor, request: str, granted: bool, reason: str, now: int) -> Row:
    """A leader's word on a request that waits. Raises Refusal."""
    if actor.role != "leader":
        raise Refusal("not_your_role", "台账完整版的导出由局领导审批")
    if not granted and not reason.strip():
        raise Refusal("incomplete", "请写明不批准的理由")
    with db.write() as connection:
        row = q.request(connection, actor.org, request)
        if row is None:
            raise Refusal("unknown", "没有这件导出申请")
        if row["person_id"] == actor.id:
            raise Refusal("not_allowed", "不能审批本人提出的导出申请，请由其他局领导审批")
        until = dates.add_days(dates.day_of(now), q.setting(connection, actor.org).days) if granted else None
        changed = {
            "state": "approved" if granted else "refused", "decided_by": actor.id, "decided_at": now, "reason": None if granted else reason.strip()[: rule.LONG],
            "until": until,
        }  # fmt: skip
        c = t.export_request.c
        done = connection.execute(
            t.export_request.update()
            .where(c.org_id == actor.org, c.id == request, c.state == "asked")
            .values(changed)
        )
        if not done.rowcount:
            raise Refusal("stale", "这件申请已经审批过，请刷新后查看")
        row |= changed
        detail = f"申请人：{row['name'] or row['person_id']}；{row['said']}；共 {row['count']} 条；用途：{row['purpose']}"
        detail += f"；可下载至 {until}" if granted else f"；理由：{row['reason']}"
        exports.note(
            connection, actor, "批准导出台账完整版" if granted else "不批准导出台账完整版", detail, now
        )
        _tell(db, connection, actor.org, row, "", now)
    return row


def _tell(db: Database, connection: sa.Connection, org: str, row: Row, asker: str, now: int) -> None:
    held_back = quiet_until(now + messages.GATHER_MS, deadlines(connection, org).quiet)
    messages.gather(db, connection, org, [rule.news(row, asker)], now, held_back)


def approved(db: Database, actor: Actor, request: str, today: str) -> Row:
    """The request whose file this person may fetch today. Raises Refusal."""
    with db.read() as connection:
        row = q.request(connection, actor.org, request)
    if row is None or row["person_id"] != actor.id:
        raise Refusal("unknown", "没有这件导出申请，或不是您本人申请的；批准的文件只能由申请人本人下载")
    now = rule.state(row, today)
    if now == "asked":
        raise Refusal("not_allowed", "这件导出申请还在等待局领导审批")
    if now == "refused":
        raise Refusal("not_allowed", f"这件导出申请没有批准。理由：{row['reason']}")
    if now == "expired":
        raise Refusal("not_allowed", f"下载期限 {row['until']} 已过，请重新申请")
    return row


def change(db: Database, actor: Actor, value: Row, seen: int) -> bool:
    """Sets when approval is needed; `seen` is the `seq` of the version that the page showed (0: none). Whether anything changed. Raises Stale."""
    if actor.role not in rule.APPROVERS:
        raise Refusal("not_your_role", "导出设置由局领导或系统管理员修改")
    return setting_records.change(db, actor, SETTING, "导出设置", rule.of, value, seen)
