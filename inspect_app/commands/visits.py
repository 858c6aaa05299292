"""Dispatch of visits by the bureau."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa

from inspect_app.commands.findings import check_case_visit
from inspect_app.commands.log import writing
from inspect_app.domain.people import FIELD_ROLES, Actor
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database


def plan(
    db: Database,
    actor: Actor,
    value: dict[str, Any],
    visit: str | None = None,
    *,
    referred: str | None = None,
) -> str:
    """Plans a visit (value as in values.Plan) or changes one that is still planned; returns its uuid. Raises Refusal.

    `referred`: a finding that was referred to enforcement, which this visit verifies; both are linked.
    """
    visit = visit or str(uuid.uuid4())
    with writing(db, actor.org) as log:
        _check_names(log.c, actor.org, value)
        log.event(actor, f"visit/{visit}", "plan", value)
        if referred:
            check_case_visit(log, log.row("finding", referred) or {"enterprise_id": None}, visit)
            log.event(actor, f"finding/{referred}", "link", {"visit": visit})
    return visit


def _check_names(connection: sa.Connection, org: str, value: dict[str, Any]) -> None:
    def found(table: sa.Table, ids: list[str]) -> set[str]:
        return set(
            connection.scalars(sa.select(table.c.id).where(table.c.org_id == org, table.c.id.in_(ids)))
        )

    if not found(t.enterprise, [value["enterprise"]]):
        raise Refusal("unknown", "没有这家企业")
    people = {
        row.id: row.role
        for row in connection.execute(
            sa.select(t.person.c.id, t.person.c.role).where(
                t.person.c.org_id == org, t.person.c.id.in_([value["lead"], *value["members"]])
            )
        )
    }
    if any(people.get(id_) not in FIELD_ROLES for id_ in [value["lead"], *value["members"]]):
        raise Refusal("unknown", "检查人员须是已登记的专家或执法人员")
    if value["track"] == "enforcement" and sum(role == "officer" for role in people.values()) < 2:
        raise Refusal("two_officers", "执法检查须有两名以上持证执法人员（行政处罚法第四十二条）")
    unknown = set(value["checklists"]) - found(t.checklist, value["checklists"])
    if unknown or not value["checklists"]:
        raise Refusal("unknown", f"没有这些检查表：{'、'.join(sorted(unknown)) or '（未选择）'}")


def cancel(db: Database, actor: Actor, visit: str, reason: str) -> None:
    """Cancels a visit that has not begun, with a reason. Raises Refusal."""
    with writing(db, actor.org) as log:
        if log.row("visit", visit) is None:
            raise Refusal("unknown", "没有这次检查任务")
        log.event(actor, f"visit/{visit}", "cancel", {"reason": reason})
