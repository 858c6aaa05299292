"""A bureau's settings of its documents, with what follows from its name where nothing was set."""

from __future__ import annotations

import sqlalchemy as sa

from inspect_app.domain.doc_settings import DocSettings, of
from inspect_app.queries.rows import one
from inspect_app.storage import tables as t

RECORD = "documents"  # setting/documents


def doc_settings(connection: sa.Connection, org: str) -> DocSettings:
    """The settings in force now."""
    about = one(connection, t.setting, org, "bureau").get("value") or {}
    return of(about, one(connection, t.setting, org, RECORD).get("value"))
