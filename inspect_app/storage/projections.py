"""From folded state to table rows: shared by the writer (commands.log) and by the replay (commands.verify)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain.fold import Slot
from inspect_app.storage import tables as t

Row = dict[str, Any]

CASE_TABLES: dict[str, sa.Table] = {
    "visit": t.visit,
    "finding": t.finding,
    "document": t.document,
    "task": t.task,
    "meeting": t.meeting,
}
REGISTRY_TABLES: dict[str, sa.Table] = {
    "township": t.township, "enterprise": t.enterprise, "person": t.person, "department": t.department, "checklist": t.checklist, "setting": t.setting,
}  # fmt: skip
DEFAULTS: dict[str, Row] = {
    "enterprise": {"hazards": [], "checklists": []}, "person": {"active": True}, "department": {"duties": []}, "setting": {}, "township": {}, "checklist": {},
}  # fmt: skip


def case_row(org: str, case: str, row: Row) -> Row:
    """The row of a visit, finding or document with its org."""
    return {"org_id": org, **row}


def member_rows(org: str, visit: Row) -> list[Row]:
    """Who takes part in a visit; the lead is always one."""
    people = {*visit["members"], visit["lead_id"]} - {None}
    return [{"org_id": org, "visit_id": visit["id"], "person_id": person} for person in sorted(people)]


def document_finding_rows(org: str, document: Row) -> list[Row]:
    """The findings of a document in their order, numbered from 1."""
    return [
        {"org_id": org, "document_id": document["id"], "finding_id": finding, "n": n}
        for n, finding in enumerate(document["findings"], 1)
    ]


def registry_row(org: str, case: str, key: str, record: Row | None) -> Row | None:
    """The row of a registry from the record of its shown head; None when the record was withdrawn, or only says which other it became."""
    if record is None or record.get("merged_into"):
        return None
    if case == "setting":
        return {"org_id": org, "id": key, "value": record}
    table = REGISTRY_TABLES[case]
    known = {column.name: None for column in table.columns} | DEFAULTS[case]
    return (
        known | {name: value for name, value in record.items() if name in known} | {"org_id": org, "id": key}
    )


def head_rows(org: str, subject: str, path: str, slot: Slot) -> list[Row]:
    """One row a head."""
    return [
        {
            "org_id": org, "subject": subject, "path": path, "id": head.id, "rank": head.rank, "seq": head.seq, "author": head.author,
            "value": head.value,
        }
        for head in slot.heads
    ]  # fmt: skip


def awaited_rows(org: str, subject: str, path: str, slot: Slot) -> list[Row]:
    """Ids that were named as replaced before they arrived."""
    return [{"org_id": org, "subject": subject, "path": path, "id": id_} for id_ in sorted(slot.awaited)]
