"""整改预警: the bureau's thresholds (one op on `setting/warning`), and the daily record of the levels that changed (operational rows)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from msgspec.structs import asdict

from inspect_app.commands.log import writing
from inspect_app.domain import warning
from inspect_app.domain.people import Actor, system
from inspect_app.domain.rules import Refusal
from inspect_app.domain.warning import Problem
from inspect_app.queries import warning as q
from inspect_app.queries.finding import timeline
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]
SUBJECT = "setting/warning"
EDITORS = frozenset({"leader", "admin"})


class Unfit(Refusal):
    """Thresholds that can't be so; `problems` name the fields."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("unfit", f"有 {len(problems)} 处需要修改")
        self.problems = problems


class Stale(Refusal):
    """Somebody saved other thresholds since the page was opened."""

    def __init__(self, by: str) -> None:
        super().__init__(
            "stale", f"您打开页面以后，{by}已修改了预警阈值，请核对后再保存；再点“保存”将以您的为准"
        )


def versions(connection: sa.Connection, org: str) -> list[Row]:
    """Every record of the thresholds that was kept, oldest first: `seq`, `value`, `name` and `role` of who set it, `received_at`."""
    return timeline(connection, org, [SUBJECT])


def change(db: Database, actor: Actor, fields: Mapping[str, str], seen: int) -> bool:
    """Sets the thresholds as typed; `seen` is the `seq` of the version that the page showed (0: none). Whether anything changed.

    Raises Unfit, Stale, Refusal.
    """
    if actor.role not in EDITORS:
        raise Refusal("not_your_role", "预警阈值由局领导或系统管理员修改")
    numbers, wrong = warning.typed(fields)
    if wrong:
        raise Unfit(wrong)
    with writing(db, actor.org) as log:
        held = versions(log.c, actor.org)
        if warning.thresholds(numbers) == warning.thresholds(held[-1]["value"] if held else None):
            return False
        if held and held[-1]["seq"] > seen:
            raise Stale(held[-1]["name"] or held[-1]["author"])
        log.record(actor, SUBJECT, numbers)
    return True


def record(db: Database, org: str, today: str) -> int:
    """Writes down each level that is another than at its last record before today; run again on the same day it writes what holds now.

    An object without a record is blue. Returns how many levels stand recorded for today.
    """
    with db.read() as connection:
        limits = asdict(q.thresholds(connection, org))
        found = q.levels(connection, system(org), today)
        before, kept = _last_before(connection, org, today), _of_day(connection, org, today)
    changed = {
        (of, one.key): _row(org, of, one, today, limits)
        for of, one in _all(found)
        if one.level != before.get((of, one.key), "blue")
    }
    if {key: row["level"] for key, row in changed.items()} == kept:
        return len(changed)
    w = t.warning_level.c
    with db.write() as connection:
        for of, key in kept.keys() - changed.keys():  # it changed earlier today and changed back
            connection.execute(
                t.warning_level.delete().where(w.org_id == org, w.of == of, w.key == key, w.day == today)
            )
        db.upsert(connection, t.warning_level, changed.values())
    return len(changed)


def _row(org: str, of: str, one: q.Object, today: str, limits: dict[str, int]) -> Row:
    facts = {"counts": asdict(one.counts), "why": one.verdict.why, "thresholds": limits}
    return {"org_id": org, "of": of, "key": one.key, "day": today, "level": one.level, "facts": facts}


def _of_day(connection: sa.Connection, org: str, today: str) -> dict[tuple[str, str], str]:
    w = t.warning_level.c
    found = connection.execute(sa.select(w.of, w.key, w.level).where(w.org_id == org, w.day == today))
    return {(row.of, row.key): row.level for row in found}


def _all(found: q.Levels) -> Iterable[tuple[str, q.Object]]:
    yield from (("enterprise", one) for one in found.enterprises)
    yield from (("township", one) for one in found.townships)
    yield from (("industry", one) for one in found.industries)


def _last_before(connection: sa.Connection, org: str, today: str) -> dict[tuple[str, str], str]:
    w = t.warning_level.c
    query = sa.select(w.of, w.key, w.level).where(w.org_id == org, w.day < today).order_by(w.of, w.key, w.day)
    return {(row.of, row.key): row.level for row in connection.execute(query)}
