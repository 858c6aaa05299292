"""跟进回访: asks for visits to what was closed, and takes down what they found. And finds what came back by itself."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.commands import setting_records, tasks
from inspect_app.commands.log import Log, writing
from inspect_app.commands.stale import Stale
from inspect_app.domain import dates
from inspect_app.domain import followups as rule
from inspect_app.domain.people import Actor, system
from inspect_app.domain.rules import Refusal
from inspect_app.queries.held import photos_missing
from inspect_app.queries.rows import one
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]
SETTING = "setting/followups"
ENDED = ("closed", "enforced")
AT_ONCE = 25  # visits a transaction: tablets push meanwhile, and the round may open thousands after a bureau turns visits on


def open_due(db: Database, org: str, today: str) -> int:
    """Opens the visits that have become due; how many. Run it as often as you like, also twice at once: a visit is asked for once."""
    with db.read() as connection:
        settings = settings_of(connection, org)
        wanted = _wanted(connection, org, settings, today)
    return sum(
        _open(db, org, wanted[at : at + AT_ONCE], settings, today) for at in range(0, len(wanted), AT_ONCE)
    )


def _open(db: Database, org: str, wanted: list[tuple[Row, int]], settings: rule.FollowUps, today: str) -> int:
    """One transaction of it; how many were not there."""
    with writing(db, org) as log:
        log.prefetch_rows("task", [rule.task_id(row["id"], after) for row, after in wanted])
        fresh = [
            (row, after) for row, after in wanted if log.row("task", rule.task_id(row["id"], after)) is None
        ]
        for row, after in fresh:
            title = f"回访：销号满 {after} 天，核实整改是否保持"
            value = {
                "kind": "follow_up", "title": title, "due_date": dates.add_days(today, settings.within), "role": "section", "finding": row["id"],
                "enterprise": row["enterprise_id"],
            }  # fmt: skip
            tasks.opened(log, system(org), value, rule.task_id(row["id"], after))
    return len(fresh)


def _wanted(
    connection: sa.Connection, org: str, settings: rule.FollowUps, today: str
) -> list[tuple[Row, int]]:
    """(finding, days after close-out) of every visit that is due and not asked for."""
    if not settings.days:
        return []
    f = t.finding.c
    since = dates.midnight(dates.add_days(today, -max(settings.days) - rule.GRACE))
    until = dates.midnight(dates.add_days(today, 1 - min(settings.days)))
    found = connection.execute(
        sa.select(f.id, f.severity, f.closed_at, f.enterprise_id)
        .where(f.org_id == org, f.state == "closed", f.closed_at >= since, f.closed_at < until)
        .order_by(f.closed_at, f.id)
    ).mappings()
    rows = [dict(row) for row in found]
    pairs = [(row, after) for row in rows for after in rule.due(row, settings, today)]
    ids = [rule.task_id(row["id"], after) for row, after in pairs]
    asked = set(
        connection.scalars(
            sa.select(t.task.c.id).where(
                t.task.c.org_id == org, t.task.c.kind == "follow_up", t.task.c.finding_id.in_([row["id"] for row, _ in pairs])
            )
        )
    )  # fmt: skip
    return [pair for pair, id_ in zip(pairs, ids, strict=True) if id_ not in asked]


def settings_of(connection: sa.Connection, org: str) -> rule.FollowUps:
    """When whom is visited."""
    return rule.of(one(connection, t.setting, org, "followups").get("value"))


def change(db: Database, actor: Actor, value: Row, seen: int) -> bool:
    """Sets when whom is visited; `seen` is the `seq` of the version that the page showed (0: none). Whether anything changed. Raises Stale."""
    return setting_records.change(db, actor, SETTING, "回访设置", rule.of, value, seen)


def record(
    db: Database, actor: Actor, finding: str, value: Row, task: str = "", seen: int | None = None
) -> Row:
    """What a visit found (value as in loop_values.FollowUp without `after`); ends the task that asked for it. Returns the finding's row.

    Raises Refusal, Stale, wire.Invalid.
    """
    with writing(db, actor.org) as log:
        row = log.row("finding", finding)
        if row is None:
            raise Refusal("unknown", "没有这条隐患")
        if seen is not None and row["updated_seq"] != seen:
            raise Stale
        if photos_missing(log.c, log.org, value.get("photos") or []):
            raise Refusal("photo_missing", "有照片还没有上传成功，请重新选择照片再提交")
        if str(value.get("on", "")) > dates.day_of(log.now):
            raise Refusal("not_allowed", "回访日期还没有到，请填写实际回访的日期")
        asked = log.row("task", task) if task else None
        if task and (asked is None or asked["finding_id"] != finding or asked["kind"] != "follow_up"):
            raise Refusal("unknown", "没有这项回访任务")
        after = rule.after_of(task, finding, settings_of(log.c, log.org)) if task else 0
        row = log.event(actor, f"finding/{finding}", "follow_up", {**value, "after": after})
        if asked is not None and asked["state"] not in ("done", "cancelled"):
            log.event(actor, f"task/{task}", "done", {"note": rule.RESULTS[value["result"]]})
        return row


def note_recurrence(log: Log, enterprise: str | None, fresh: list[str]) -> None:
    """Marks those of the findings just submitted that were closed at this enterprise within twelve months: one query a visit."""
    rows = [row for key in fresh if (row := log.row("finding", key)) and row["item"]]
    if not rows or not enterprise:
        return
    f = t.finding.c
    since = dates.midnight(dates.add_months(min(str(row["found_on"]) for row in rows), -rule.RECUR_MONTHS))
    closed: list[Row] = [
        dict(row)
        for row in log.c.execute(
            sa.select(f.id, f.item, f.closed_at).where(
                f.org_id == log.org, f.enterprise_id == enterprise, f.state.in_(ENDED), f.closed_at >= since,
                f.item.in_({row["item"] for row in rows}),
            )
        ).mappings()
    ]  # fmt: skip
    for row in rows:
        earlier = rule.recurs(row["item"], str(row["found_on"]), closed)
        if earlier is not None and row["recurs"] != earlier["id"]:
            value = {"of": earlier["id"], "closed_on": dates.day_of(earlier["closed_at"])}
            log.event(system(log.org), f"finding/{row['id']}", "recur", value, row["visit_id"])
