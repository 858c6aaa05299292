"""A bureau's deadlines, with the defaults where nothing was set."""

from __future__ import annotations

import sqlalchemy as sa

from inspect_app.domain.clocks import Deadlines
from inspect_app.domain.deadline_settings import of
from inspect_app.queries.kept import kept_of_org
from inspect_app.queries.rows import one
from inspect_app.storage import tables as t

RECORD = "deadlines"  # setting/deadlines


def deadlines(connection: sa.Connection, org: str) -> Deadlines:
    """The deadlines in force now."""
    return kept_of_org(
        connection,
        org,
        (RECORD,),
        lambda: of(one(connection, t.setting, org, RECORD).get("value")),
        ("setting",),
    )
