"""The cases of a bureau as one transaction sees them, for commands that ask before they write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

import sqlalchemy as sa

from inspect_app.storage import projections as pr
from inspect_app.storage.db import Database

Row = dict[str, Any]
Pair = tuple[str, str]
T = TypeVar("T")


class View:
    """The cases of one org as a transaction sees them: enough to ask whether a command would be refused, without a word in the log."""

    def __init__(self, db: Database, connection: sa.Connection, org: str) -> None:
        self.db, self.c, self.org = db, connection, org
        self._rows: dict[Pair, Row | None] = {}
        self._asked: dict[Any, Any] = {}

    def once(self, key: Any, ask: Callable[[], T]) -> T:
        """What `ask` gives, asked once: nothing changes under a view. A log, which writes, asks again."""
        if type(self) is not View:
            return ask()
        if key not in self._asked:
            self._asked[key] = ask()
        return cast(T, self._asked[key])

    def row(self, case: str, key: str) -> Row | None:
        """The row of a case as it stands within this transaction."""
        if (case, key) not in self._rows:
            self.prefetch_rows(case, [key])
        return self._rows[case, key]

    def prefetch_rows(self, case: str, keys: Iterable[str]) -> None:
        """Loads rows of one case in one query."""
        wanted = {key for key in keys if (case, key) not in self._rows}
        if not wanted:
            return
        table = pr.CASE_TABLES[case]
        for key in wanted:
            self._rows[case, key] = None
        for found in self.c.execute(
            sa.select(table).where(table.c.org_id == self.org, self.db.among(table.c.id, wanted))
        ).mappings():
            self._rows[case, found["id"]] = {name: value for name, value in found.items() if name != "org_id"}


@contextmanager
def viewing(db: Database, org: str) -> Iterator[View]:
    """A read transaction with the same eyes as `writing`."""
    with db.read() as connection:
        yield View(db, connection, org)
