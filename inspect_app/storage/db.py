"""One way to read and one way to write, the same on SQLite and PostgreSQL.

SQLite: WAL with synchronous=FULL (a commit is on disk before it is acknowledged), writers begin IMMEDIATE; the lock in this process is
for fairness only, since the command line and jobs write too. PostgreSQL: synchronous_commit=on; the org's counter row orders writers.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

WAIT_S = 10  # for another writer
SNAPSHOT = "snapshot"  # the execution option that connections of `read()` carry
POOL = 72  # more than the server's 64 blocking threads, so that no request waits for a connection


class Full(Exception):
    """The server's disk is full; nothing was written."""


class Busy(Exception):
    """Another writer held the database for longer than the timeout."""


class Database:
    """An engine with `read()` and `write()` transactions."""

    def __init__(self, url: str) -> None:
        self.url = sa.make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        self.engine = sa.create_engine(
            self.url, pool_size=POOL, max_overflow=0, json_serializer=_dump, json_deserializer=msgspec.json.decode,
            **({"connect_args": {"timeout": WAIT_S, "check_same_thread": False}, "poolclass": sa.QueuePool} if self.is_sqlite else {"pool_pre_ping": True, "connect_args": {"options": "-c synchronous_commit=on"}}),
        )  # fmt: skip
        self._lock: contextlib.AbstractContextManager[Any] = (
            threading.Lock() if self.is_sqlite else contextlib.nullcontext()
        )
        self._upserts: dict[tuple[sa.Table, tuple[str, ...]], sa.Insert] = {}
        self._insert = sqlite.insert if self.is_sqlite else postgresql.insert
        self._writer = self.engine
        # SQLite's readers have one snapshot anyway.
        isolation = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reader = self.engine.execution_options(**{SNAPSHOT: True}, **isolation)
        if self.is_sqlite:
            sa.event.listen(self.engine, "connect", _configure_sqlite)
            sa.event.listen(self.engine, "begin", _begin_sqlite)
            self._writer = self.engine.execution_options(begin="BEGIN IMMEDIATE")

    @contextlib.contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A read-only transaction: one snapshot for everything in it. Raises Busy."""
        try:
            with self._reader.connect() as connection:
                yield connection
        except sa.exc.OperationalError as error:
            _raise_named(error)

    @contextlib.contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction that is durable when the block ends. Raises Full or Busy, having written nothing."""
        try:
            with self._lock, self._writer.begin() as connection:
                yield connection
        except sa.exc.OperationalError as error:
            _raise_named(error)

    def upsert(self, connection: sa.Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
        """Inserts rows or replaces those with the same primary key."""
        listed = list(rows)
        if not listed:
            return
        connection.execute(self._upsert(table, tuple(listed[0])), listed)

    def _upsert(self, table: sa.Table, names: tuple[str, ...]) -> sa.Insert:
        """The statement for rows of these columns, built once: building it takes longer than a small write."""
        if (table, names) not in self._upserts:
            statement = self._insert(table)
            keys = [column.name for column in table.primary_key]
            others = {name: statement.excluded[name] for name in names if name not in keys}
            if others:
                statement = statement.on_conflict_do_update(index_elements=keys, set_=others)
            else:
                statement = statement.on_conflict_do_nothing(index_elements=keys)
            self._upserts[table, names] = statement
        return self._upserts[table, names]

    def insert_new(self, connection: sa.Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
        """Inserts rows, leaving those whose primary key exists as they are."""
        listed = list(rows)
        if listed:
            keys = [column.name for column in table.primary_key]
            connection.execute(self._insert(table).on_conflict_do_nothing(index_elements=keys), listed)

    def insert_if_new(self, connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> bool:
        """Inserts one row; False when its primary key is taken. Of several at once exactly one is told True."""
        keys = [column.name for column in table.primary_key]
        statement = self._insert(table).values(row).on_conflict_do_nothing(index_elements=keys)
        return connection.execute(statement.returning(table.c[keys[0]])).first() is not None

    def among(self, column: sa.Column[str], values: Iterable[str]) -> sa.ColumnElement[bool]:
        """`column IN values` with one parameter: a batch of hundreds costs as much to compile as a single one."""
        listed = sorted(values)
        if self.is_sqlite:
            name = f"among_{column.name}"  # plain text: building the expression took longer than running it
            return column.op("IN", is_comparison=True)(
                sa.text(f"(SELECT value FROM json_each(:{name}))").bindparams(**{name: _dump(listed)})  # nosec B608 - a column's name, never data
            )
        return column == sa.any_(sa.bindparam(None, listed, type_=postgresql.ARRAY(sa.Text)))

    def packed(self, connection: sa.Connection, query: sa.Select) -> str:
        """All rows of a query as one JSON text, a list for each, in no order. It is one step of the database, during which other threads run, and
        msgspec decodes it in less time than rows take to be fetched cell by cell."""
        columns = list(query.selected_columns)
        if self.is_sqlite:
            listed = [sa.func.json(one) if isinstance(one.type, sa.JSON) else one for one in columns]
            whole: sa.ColumnElement[str] = sa.func.json_group_array(
                sa.func.json_array(*listed), type_=sa.Text
            )
        else:
            whole = sa.cast(sa.func.json_agg(sa.func.json_build_array(*columns)), sa.Text)
        return connection.scalar(query.with_only_columns(whole, maintain_column_froms=True)) or "[]"

    def fields(self, column: sa.Column[Any], names: Iterable[str]) -> sa.ColumnElement[Any]:
        """These fields of a JSON object as a list of JSON, for `packed`."""
        if self.is_sqlite:
            return sa.func.json_extract(column, *(sa.literal_column(f"'$.{name}'") for name in names))
        return sa.func.json_build_array(*(column.op("->")(sa.literal_column(f"'{name}'")) for name in names))

    def close(self) -> None:
        """Gives all connections back."""
        self.engine.dispose()


def now_ms() -> int:
    """The server's clock, ms since 1970 UTC."""
    return time.time_ns() // 1_000_000


def _dump(value: Any) -> str:
    return msgspec.json.encode(value).decode()


FULL_WORDS = ("disk is full", "No space left", "disk I/O error")
BUSY_WORDS = (
    "locked",
    "busy",
    "timeout",
    "deadlock",
    "serialize",
    "connection",
    "shutting down",
    "starting up",
)


def _raise_named(error: sa.exc.OperationalError) -> NoReturn:
    """Full and Busy are the person's to know; anything else (a missing table) is ours."""
    text = str(error.orig)
    if any(word in text for word in FULL_WORDS):
        raise Full(text) from error
    if any(word in text for word in BUSY_WORDS):
        raise Busy(text) from error
    raise error


def _configure_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    _turn_to_wal(connection)
    for pragma in (
        "synchronous=FULL", f"busy_timeout={WAIT_S * 1000}", "foreign_keys=ON", "cache_size=-16000", "mmap_size=268435456", "temp_store=MEMORY",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


def _turn_to_wal(connection: sqlite3.Connection) -> None:
    """SQLite asks its busy handler for every lock but the one that turns a new file to WAL: processes that open it first at the same
    moment would be refused at once, so the waiting is done here."""
    deadline = time.monotonic() + WAIT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
