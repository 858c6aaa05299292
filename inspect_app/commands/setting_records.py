"""A small setting of a bureau: one op on its record, and nothing when what it means stays the same or somebody saved another one meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from inspect_app.commands.log import writing
from inspect_app.commands.stale import Stale
from inspect_app.domain.people import Actor
from inspect_app.storage.db import Database

Row = dict[str, Any]


def change(
    db: Database, actor: Actor, subject: str, name: str, read: Callable[[Row | None], Any], value: Row, seen: int
) -> bool:  # fmt: skip
    """Sets the record `subject`, called `name` on the page; `read` gives what a record means. `seen` is the `seq` of the version that the page showed
    (0: none). Whether anything changed. Raises Stale."""
    with writing(db, actor.org) as log:
        held = log.slot(subject, "record").shown
        if read(value) == read(held.value if held else None):
            return False
        if held is not None and held.seq > seen:
            raise Stale(name)
        log.record(actor, subject, value)
    return True
