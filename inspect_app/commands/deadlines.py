"""A bureau changes its deadlines and reminders: one op on `setting/deadlines`. What is due is computed from them, so a change counts at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from inspect_app.commands.doc_settings import EDITORS, Stale, Unfit
from inspect_app.commands.log import writing
from inspect_app.domain import deadline_settings as rules
from inspect_app.domain.doc_setting_rules import merged, picked
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.queries.finding import timeline
from inspect_app.storage.db import Database

Row = dict[str, Any]
SUBJECT = "setting/deadlines"


def versions(connection: sa.Connection, org: str) -> list[Row]:
    """Every record that was kept, oldest first: `seq`, `value`, `name` and `role` of who set it, `received_at`."""
    return timeline(connection, org, [SUBJECT])


def change(db: Database, actor: Actor, patch: Mapping[str, Any], seen: int) -> bool:
    """Merges `patch` into the record; `seen` is the `seq` of the version that the page showed (0: none). Whether anything changed.

    Raises Unfit, Stale, Refusal.
    """
    if actor.role not in EDITORS:
        raise Refusal("not_your_role", "时限由局领导或系统管理员修改")
    with writing(db, actor.org) as log:
        held = versions(log.c, actor.org)
        kept = dict(held[-1]["value"] or {}) if held else {}
        record = merged(kept, patch)
        if record == kept:
            return False
        shown = next((row["value"] or {} for row in reversed(held) if row["seq"] <= seen), {})
        if changed := rules.differences(picked(shown, patch), picked(kept, patch)):
            raise Stale(changed, held[-1]["name"] or held[-1]["author"])
        if found := rules.problems(record):
            raise Unfit(found)
        log.record(actor, SUBJECT, record)
    return True
