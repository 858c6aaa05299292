"""Brings a database to this version's tables. A database made by any earlier commit upgrades; it never goes back."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from inspect_app.storage.db import Database
from inspect_app.storage.planner import tell_planner

UPGRADE_LOCK = 411122
SCRIPTS = Path(__file__).parent / "migrations"


class Newer(Exception):
    """The database was made by a newer version of the program."""


@cache
def newest() -> str:
    """The revision of this program, read from the file names (`0002_….py`) so that a start needs no Alembic."""
    return max(path.name.partition("_")[0] for path in (SCRIPTS / "versions").glob("[0-9]*.py"))


def upgrade(db: Database) -> bool:
    """Upgrades when needed; returns whether it was. Raises Newer for a database from the future."""
    with db.read() as connection:
        current = revision(connection)
    if current == newest():
        tell_planner(db)
        return False
    if current is not None and current > newest():
        raise Newer(f"数据库版本 {current} 比程序版本 {newest()} 新，请升级程序后再启动")
    with db.write() as connection:
        if (
            not db.is_sqlite
        ):  # several workers start at once; on SQLite the write transaction itself lets one in
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
        run("upgrade", connection, "head")
    tell_planner(db)
    return True


def revision(connection: sa.Connection) -> str | None:
    """The revision a database stands at; None for an empty one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return found


def run(command: str, connection: sa.Connection, *arguments: Any, **options: Any) -> None:
    """One Alembic command on a connection."""
    from alembic import command as commands
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    getattr(commands, command)(config, *arguments, **options)
