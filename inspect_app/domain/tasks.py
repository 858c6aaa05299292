"""Tasks: what somebody was asked to do until when, beside the finding's own states (the five mechanisms, workflow § 6). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_app.domain.people import ROLES, Actor

Row = Mapping[str, Any]
# Kind → its name. 部门协办 asks a department, 会议决议 comes from a meeting, 回访 looks at what was closed, 约谈 and 督促 press an enterprise.
KINDS = {
    "co_handle": "部门协办",
    "resolution": "联席会议决议",
    "follow_up": "跟进回访",
    "talk": "约谈",
    "press": "督促整改",
    "study": "研判",
    "report": "拒签情况报告",
}


def opening(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """A task has one owner: a person, a department or a township."""
    if value.get("kind") not in KINDS:
        return "没有这种任务"
    owners = [name for name in ("owner", "department", "township", "role") if value.get(name)]
    if len(owners) != 1:
        return "一项任务须有且只有一个承办人或承办单位"
    if value.get("role") and value["role"] not in ROLES:
        return "没有这种角色"
    return None


def owner(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """Who was asked answers; the desk may register an answer that came on paper."""
    if actor.role in ("section", "leader", "committee") or mine(row, actor):
        return None
    return "这项任务不由您承办"


def mine(row: Row, actor: Actor) -> bool:
    """Whether the task waits for this person."""
    if row.get("owner_id"):
        return bool(row["owner_id"] == actor.id)
    if row.get("department_id"):
        return actor.role == "dept" and bool(row["department_id"] == actor.department)
    if row.get("township_id"):
        return actor.role == "grid" and bool(row["township_id"] == actor.township)
    return bool(row.get("role")) and row["role"] == actor.role
