"""The county's day of an instant, inside the database: instants are ms UTC, days are dates in Asia/Shanghai (UTC+8, no summer time)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

AHEAD_S = 8 * 3600


class county_day(GenericFunction[str]):
    """`county_day(column)`: 2026-11-23 of ms since 1970 UTC; NULL stays NULL."""

    type = sa.Text()
    inherit_cache = True


@compiles(county_day, "sqlite")
def _sqlite(element: county_day, compiler: Any, **options: Any) -> str:
    return f"date({compiler.process(element.clauses, **options)} / 1000 + {AHEAD_S}, 'unixepoch')"


@compiles(county_day, "postgresql")
def _postgresql(element: county_day, compiler: Any, **options: Any) -> str:
    seconds = f"{compiler.process(element.clauses, **options)} / 1000 + {AHEAD_S}"
    return f"to_char(to_timestamp({seconds}) AT TIME ZONE 'UTC', 'YYYY-MM-DD')"
