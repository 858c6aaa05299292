"""What somebody is asked to do beside the states of a finding (domain.tasks). Each function is one transaction; `opened` and `acted` join another's."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa

from inspect_app.commands.log import Log, writing
from inspect_app.commands.stale import Stale
from inspect_app.domain import dates
from inspect_app.domain.people import PORTAL_ROLES, Actor, system
from inspect_app.domain.rules import Refusal
from inspect_app.queries.held import photos_missing
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]
# Which table holds what a member of OpenTask names, and what to say when it isn't there.
NAMED: dict[str, tuple[sa.Table, str]] = {
    "owner": (t.person, "没有这个承办人"),
    "department": (t.department, "没有这个部门，请先在“部门”中登记"),
    "township": (t.township, "没有这个乡镇（街道）"),
    "finding": (t.finding, "没有这条隐患"),
    "enterprise": (t.enterprise, "没有这家企业"),
    "meeting": (t.meeting, "没有这次会议"),
}


def open_task(db: Database, actor: Actor, value: Row, task: str | None = None) -> Row:
    """Asks somebody to do something until a day (value as in loop_values.OpenTask); returns the task's row. Raises Refusal, wire.Invalid."""
    with writing(db, actor.org) as log:
        return opened(log, actor, value, task)


def opened(log: Log, actor: Actor, value: Row, task: str | None = None) -> Row:
    """The same inside the caller's transaction. A task about a finding is about its enterprise, too."""
    value = {name: given for name, given in value.items() if given not in (None, "")}
    if value.get("finding") and not value.get("enterprise"):
        held = log.row("finding", str(value["finding"])) or {}
        value["enterprise"] = held.get("enterprise_id") or ""
    _check_names(log, value)
    if actor.role != "system":
        _check_day(log, value)
    return log.event(actor, f"task/{task or uuid.uuid4()}", "open", value)


def act(db: Database, actor: Actor, task: str, command: str, value: Row, seen: int | None = None) -> Row:
    """accept, answer, back, move, done or cancel. `seen` is the `updated_seq` that the page showed. Raises Refusal, Stale, wire.Invalid."""
    with writing(db, actor.org) as log:
        return acted(log, actor, task, command, value, seen)


def acted(log: Log, actor: Actor, task: str, command: str, value: Row, seen: int | None = None) -> Row:
    """The same inside the caller's transaction."""
    row = log.row("task", task)
    if row is None:
        raise Refusal("unknown", "没有这项任务")
    if seen is not None and row["updated_seq"] != seen:
        raise Stale("这项任务")
    if command == "answer" and photos_missing(log.c, log.org, value.get("photos") or []):
        raise Refusal("photo_missing", "有照片还没有上传成功，请重新选择照片再提交")
    if command == "move":
        _check_day(log, value)
    return log.event(actor, f"task/{task}", command, value)


def end_with(log: Log, finding: str) -> None:
    """Nobody is asked for help with a finding that has ended; what was answered already waits for the desk."""
    k = t.task.c
    open_ = log.c.scalars(
        sa.select(k.id).where(
            k.org_id == log.org,
            k.finding_id == finding,
            k.kind == "co_handle",
            k.state.in_(("open", "accepted")),
        )
    ).all()
    for task in open_:
        log.event(system(log.org), f"task/{task}", "cancel", {"reason": "隐患已办结，不再需要协办。"})


def _check_names(log: Log, value: Row) -> None:
    """Whoever and whatever the task names is there. An enterprise isn't asked this way: it is served notices. Raises Refusal."""
    for name, (table, sentence) in NAMED.items():
        if not value.get(name):
            continue
        found = (
            log.c.execute(sa.select(table).where(table.c.org_id == log.org, table.c.id == str(value[name])))
            .mappings()
            .first()
        )
        if found is None and not (name == "meeting" and log.row("meeting", str(value[name]))):
            raise Refusal("unknown", sentence)
        if name == "owner" and found and (not found["active"] or found["role"] in PORTAL_ROLES):
            raise Refusal("unknown", "承办人须是本系统在用的工作人员或专家")


def _check_day(log: Log, value: Row) -> None:
    """Nobody is asked to have done something yesterday. Raises Refusal."""
    day = str(value.get("due_date") or "")
    if day and day < dates.day_of(log.now):
        raise Refusal("not_allowed", f"办理期限 {day} 已经过去，请选择今天或以后的日期")
