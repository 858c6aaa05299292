"""The registry of 协办部门. Each function is one transaction."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa

from inspect_app.commands.log import writing
from inspect_app.commands.stale import Stale
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]
MAX_NAME, MAX_WORD, MAX_WORDS = 60, 20, 60


def save(
    db: Database, actor: Actor, value: Row, department: str | None = None, seen: int | None = None
) -> str:
    """Adds a department, or changes it: `name`, `contact`, `phone`, `duties` (words). Returns its id. Raises Refusal, Stale."""
    record = {
        "name": str(value.get("name") or "").strip(), "contact": str(value.get("contact") or "").strip(),
        "phone": str(value.get("phone") or "").strip(), "duties": words(value.get("duties") or []),
    }  # fmt: skip
    _check(record)
    with writing(db, actor.org) as log:
        key = department or str(uuid.uuid4())
        others = sa.select(t.department.c.id).where(
            t.department.c.org_id == log.org, t.department.c.name == record["name"], t.department.c.id != key
        )
        if log.c.execute(others).first():
            raise Refusal("exists", f"已经登记过“{record['name']}”，请直接修改那一个")
        if department:
            held = log.slot(f"department/{key}", "record").shown
            if held is None:
                raise Refusal("unknown", "没有这个部门")
            if seen is not None and held.seq != seen:
                raise Stale("这个部门")
        log.record(actor, f"department/{key}", record)
    return key


def words(given: list[str]) -> list[str]:
    """Duty words, each once, in the order given."""
    return list(dict.fromkeys(word.strip() for word in given if word.strip()))


def _check(record: Row) -> None:
    if not record["name"]:
        raise Refusal("incomplete", "请填写“部门名称”")
    if len(record["name"]) > MAX_NAME:
        raise Refusal("too_long", f"部门名称最多 {MAX_NAME} 个字，现在有 {len(record['name'])} 个")
    if len(record["contact"]) > MAX_NAME or len(record["phone"]) > MAX_NAME:
        raise Refusal("too_long", f"联系人和电话各最多 {MAX_NAME} 个字")
    if len(record["duties"]) > MAX_WORDS:
        raise Refusal("too_many", f"职责词最多 {MAX_WORDS} 个，现在有 {len(record['duties'])} 个")
    long = [word for word in record["duties"] if len(word) > MAX_WORD]
    if long:
        raise Refusal(
            "too_long", f"职责词要短，每个最多 {MAX_WORD} 个字：“{long[0][:30]}”过长，请用顿号或逗号分开"
        )
