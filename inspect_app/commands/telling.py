"""Tells the parties of every event that the table in domain.notices names, in the transaction that appends it: nothing is forgotten, and nothing is
told that did not happen. Replaying the log never comes here.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.commands import messages
from inspect_app.domain.notices import EVENTS, Draft, Known, of_event
from inspect_app.domain.reminding import quiet_until
from inspect_app.queries.deadlines import deadlines
from inspect_app.queries.rows import one
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms

Row = dict[str, Any]
Heard = tuple[str, str, Row, Row, Row]  # case, event, its value, the row before, the row after
STALE_MS = 86_400_000  # a year of history that is loaded (demo) tells nobody anything


def hears(case: str, event: str) -> bool:
    """Whether an event tells anybody."""
    return (case, event) in EVENTS


def tell(db: Database, connection: sa.Connection, org: str, now: int, heard: list[Heard]) -> None:
    """Writes the messages of the events of one transaction."""
    if not heard or now < now_ms() - STALE_MS:
        return
    drafts: list[Draft] = []
    for case, event, value, before, after in heard:
        drafts += of_event(case, event, value, before, after, _known(connection, org, case, event, after))
    if drafts:
        held_back = quiet_until(now + messages.GATHER_MS, deadlines(connection, org).quiet)
        messages.gather(db, connection, org, drafts, now, held_back)


def _known(connection: sa.Connection, org: str, case: str, event: str, row: Row) -> Known:
    to = {notice.to for notice in EVENTS[case, event]}
    return Known(
        finder=_finder(connection, org, row) if "finder" in to else "",
        department=str(one(connection, t.department, org, row.get("department_id")).get("name") or "") if event == "transfer" else "",
        maker=str(row.get("made_by") or "") if "maker" in to else "",
        units=_units(connection, org) if case == "meeting" else (),
    )  # fmt: skip


def _units(connection: sa.Connection, org: str) -> tuple[tuple[str, str, str], ...]:
    """Who can be asked to a meeting and has an inbox: departments and townships, as (name, party, key)."""
    found: list[tuple[str, str, str]] = []
    for party, table in (("department", t.department), ("township", t.township)):
        query = sa.select(table.c.name, table.c.id).where(table.c.org_id == org).order_by(table.c.id)
        found += [(name, party, key) for name, key in connection.execute(query)]
    return tuple(found)


def _finder(connection: sa.Connection, org: str, row: Row) -> str:
    """Who recorded the finding; who led the visit when nobody is known."""
    h, p = t.head.c, t.person.c
    author = connection.scalar(
        sa.select(h.author)
        .join(t.person, sa.and_(p.org_id == h.org_id, p.id == h.author))
        .where(h.org_id == org, h.subject == f"finding/{row['id']}", h.path.in_(("item", "statement")), p.role.in_(("expert", "officer")))
        .order_by(h.path, h.seq)
        .limit(1)
    )  # fmt: skip
    return str(author or one(connection, t.visit, org, row.get("visit_id")).get("lead_id") or "")
