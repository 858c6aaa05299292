"""企业登记: what the bureau settles about an enterprise that an expert registered on site (commands.unplanned): it is verified, or it is
found to be one that the registry knows already."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.commands.log import Log, writing
from inspect_app.domain import uscc
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]
DESK = frozenset({"section", "leader"})


def verify(db: Database, actor: Actor, enterprise: str, given: Row) -> None:
    """核实: writes the facts as the bureau knows them (`name`, `uscc`, `township_id`, `address`, `industry`). Raises Refusal."""
    with writing(db, actor.org) as log:
        record = _provisional(log, actor, enterprise)
        code = given["uscc"].strip().upper()
        problem = uscc.problem(code) if code else None
        if problem:
            raise Refusal("uscc", problem)
        holder = log.c.execute(
            sa.select(t.enterprise.c.id, t.enterprise.c.name).where(
                t.enterprise.c.org_id == log.org, t.enterprise.c.uscc == code, t.enterprise.c.id != enterprise
            )
        ).first()
        if code and holder:
            raise Refusal("taken", f"这个信用代码已登记为“{holder.name}”。是同一家企业的，请用“并入已有企业”")
        kept = {
            name: value
            for name, value in record.items()
            if name not in ("provisional", "claimed_uscc", "uscc_reason")
        }
        log.record(actor, f"enterprise/{enterprise}", {**kept, **given, "uscc": code or None})


def merge(db: Database, actor: Actor, enterprise: str, into: str) -> int:
    """并入已有企业: moves its visits and their findings, and takes it out of the registry; returns how many visits. Raises Refusal.

    A document names its enterprise, so there may be none of it yet but void ones.
    """
    with writing(db, actor.org) as log:
        _provisional(log, actor, enterprise)
        target = log.c.execute(
            sa.select(t.enterprise.c.township_id).where(
                t.enterprise.c.org_id == log.org, t.enterprise.c.id == into
            )
        ).one_or_none()
        if target is None or into == enterprise:
            raise Refusal("unknown", "请选择登记簿里的另一家企业")
        papers = sa.select(sa.func.count()).select_from(t.document).where(
            t.document.c.org_id == log.org, t.document.c.enterprise_id == enterprise, t.document.c.state != "void"
        )  # fmt: skip
        if log.c.scalar(papers):
            raise Refusal("documents", "这家企业已有文书（草稿也算），请先作废这些文书，再并入")
        moved = _ids(log, t.visit, enterprise)
        for visit in moved:
            log.event(actor, f"visit/{visit}", "relink", {"enterprise": into})
        for finding in _ids(log, t.finding, enterprise):
            log.event(
                actor,
                f"finding/{finding}",
                "relink",
                {"enterprise": into, "township": target.township_id or ""},
            )
        log.record(actor, f"enterprise/{enterprise}", {"merged_into": into})
    return len(moved)


def _ids(log: Log, table: sa.Table, enterprise: str) -> list[str]:
    query = sa.select(table.c.id).where(table.c.org_id == log.org, table.c.enterprise_id == enterprise)
    return list(log.c.scalars(query.order_by(table.c.id)))


def _provisional(log: Log, actor: Actor, enterprise: str) -> Row:
    if actor.role not in DESK:
        raise Refusal("not_your_role", "核实企业由业务科室或局领导办理")
    shown = log.slot(f"enterprise/{enterprise}", "record").shown
    record: Row = (shown.value if shown else None) or {}
    if not record.get("provisional"):
        raise Refusal("settled", "这家企业已经核实或并入，请刷新页面")
    return record
