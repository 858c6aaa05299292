"""Findings that were ticked in a list, for those who may see them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain.people import Actor
from inspect_app.queries import scope
from inspect_app.queries.finding import rows, with_place
from inspect_app.queries.ledger_filters import F

Row = dict[str, Any]


def listed(connection: sa.Connection, actor: Actor, keys: list[str]) -> list[Row]:
    """Their rows in the order of `keys`; one that isn't this person's to see is not there."""
    columns = (F.id, F.state, F.severity, F.location, F.statement, F.found_on, F.due_date, F.urged)
    found = {
        row["id"]: row
        for row in rows(connection, with_place(*columns).where(scope.findings(actor), F.id.in_(keys)))
    }
    return [found[key] for key in dict.fromkeys(keys) if key in found]
