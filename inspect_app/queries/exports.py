"""导出记录, newest first; and 导出审批: what was asked for, and what waits for a leader."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain import exporting
from inspect_app.domain.people import Actor
from inspect_app.queries.finding import rows
from inspect_app.queries.kept import kept_of_org
from inspect_app.queries.rows import one
from inspect_app.storage import tables as t

Row = dict[str, Any]
PAGE, OWN = 50, 10
RECORD = "exports"  # setting/exports
R = t.export_request.c


def listed(connection: sa.Connection, org: str, after: tuple[int, str] | None) -> list[Row]:
    """Up to one more than PAGE, with `name` and `role` of who took it."""
    e, p = t.export_log.c, t.person
    query = sa.select(t.export_log, p.c.name, p.c.role).outerjoin(
        p, sa.and_(p.c.org_id == e.org_id, p.c.id == e.person_id)
    )
    if after:
        query = query.where(
            sa.tuple_(e.at, e.id) < sa.tuple_(sa.literal(after[0], sa.BigInteger), sa.literal(after[1]))
        )
    return rows(connection, query.where(e.org_id == org).order_by(e.at.desc(), e.id.desc()).limit(PAGE + 1))


# --- 导出审批 ------------------------------------------------------------------------------------------------------------------------


def setting(connection: sa.Connection, org: str) -> exporting.Exports:
    """When approval is needed, as it holds now."""
    return kept_of_org(
        connection,
        org,
        (RECORD,),
        lambda: exporting.of(one(connection, t.setting, org, RECORD).get("value")),
        ("setting",),
    )


def _requests(org: str) -> sa.Select:
    """With `name` and `role` of who asked, `decider` of who decided."""
    asker, decider = t.person.alias(), t.person.alias()
    return (
        sa.select(t.export_request, asker.c.name, asker.c.role, decider.c.name.label("decider"))
        .outerjoin(asker, sa.and_(asker.c.org_id == R.org_id, asker.c.id == R.person_id))
        .outerjoin(decider, sa.and_(decider.c.org_id == R.org_id, decider.c.id == R.decided_by))
        .where(R.org_id == org)
    )


def request(connection: sa.Connection, org: str, key: str) -> Row | None:
    """One request."""
    found = rows(connection, _requests(org).where(R.id == key))
    return found[0] if found else None


def waiting(connection: sa.Connection, org: str, person: str = "") -> list[Row]:
    """Requests that no leader has decided, oldest first; `person`: only this one's."""
    query = _requests(org).where(R.state == "asked").order_by(R.at, R.id).limit(PAGE)
    return rows(connection, query.where(R.person_id == person) if person else query)


def own(connection: sa.Connection, actor: Actor) -> list[Row]:
    """What this person asked for, newest first."""
    query = _requests(actor.org).where(R.person_id == actor.id).order_by(R.at.desc(), R.id.desc()).limit(OWN)
    return rows(connection, query)
