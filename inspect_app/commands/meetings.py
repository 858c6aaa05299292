"""联席会议: called, changed, cancelled, held. Each function is one transaction; what a meeting decides is asked for in the one that holds it."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa

from inspect_app.commands import tasks
from inspect_app.commands.log import Log, writing
from inspect_app.commands.stale import Stale
from inspect_app.domain import dates
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]


def call(db: Database, actor: Actor, value: Row, meeting: str | None = None, seen: int | None = None) -> Row:
    """Calls a meeting (value as in loop_values.CallMeeting) or changes one that was not held yet. Raises Refusal, Stale, wire.Invalid."""
    with writing(db, actor.org) as log:
        if meeting is not None:
            _fresh(log, meeting, seen)
        _check_findings(log, list(value.get("findings") or []))
        command = "call" if meeting is None else "change"
        return log.event(actor, f"meeting/{meeting or uuid.uuid4()}", command, value)


def cancel(db: Database, actor: Actor, meeting: str, reason: str, seen: int | None = None) -> Row:
    """It will not take place. Raises Refusal, Stale."""
    with writing(db, actor.org) as log:
        _fresh(log, meeting, seen)
        return log.event(actor, f"meeting/{meeting}", "cancel", {"reason": reason})


def hold(
    db: Database, actor: Actor, meeting: str, value: Row, resolutions: list[Row], seen: int | None = None
) -> Row:
    """Minutes, who was there, and each resolution as a task with its owner and deadline (value as in OpenTask, without kind and meeting).

    All or nothing: a resolution that makes no sense refuses the minutes, too. Raises Refusal, Stale, wire.Invalid.
    """
    with writing(db, actor.org) as log:
        row = _fresh(log, meeting, seen)
        if str(row["day"]) > dates.day_of(log.now):
            raise Refusal(
                "not_allowed", f"会议定于 {row['day']} 召开，还没有到日期；如已提前召开，请先修改会议日期"
            )
        made = []
        for n, one in enumerate(resolutions, 1):
            try:
                task = tasks.opened(log, actor, {**one, "kind": "resolution", "meeting": meeting})
            except Refusal as problem:
                raise Refusal(problem.reason, f"第 {n} 项决议：{problem.message}") from None
            made.append(task["id"])
        return log.event(actor, f"meeting/{meeting}", "hold", {**value, "resolutions": made})


def _fresh(log: Log, meeting: str, seen: int | None) -> Row:
    row = log.row("meeting", meeting)
    if row is None:
        raise Refusal("unknown", "没有这次会议")
    if seen is not None and row["updated_seq"] != seen:
        raise Stale("这次会议")
    return row


def _check_findings(log: Log, ids: list[str]) -> None:
    known = set(
        log.c.scalars(sa.select(t.finding.c.id).where(t.finding.c.org_id == log.org, t.finding.c.id.in_(ids)))
    )
    if len(known) < len(set(ids)):
        raise Refusal("unknown", "所议隐患中有的已找不到，请重新选择")
