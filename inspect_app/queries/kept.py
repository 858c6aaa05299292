"""What was worked out of the log, kept in this process for as long as nothing it rests on has changed: exact, never out of date.

A figure that is kept follows from the tables that are folded from the log, from the day and from what a person may see. For each table the org's row
says which op changed it last (`org.marks`), read in the same snapshot as the figure: while the marks of its tables stand, so does the figure. What the
tablets send all day long changes none of them; a decision on a finding leaves the settings and the registries as they are. Both are measured by
`python -m tests.bench pages`.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from inspect_app.domain.people import Actor
from inspect_app.queries import scope
from inspect_app.storage import tables as t
from inspect_app.storage.db import SNAPSHOT

T = TypeVar("T")
Key = tuple[Hashable, ...]
Version = tuple[int, int]  # epoch, op
HELD = 256  # figures a process keeps; the one not asked for the longest goes first
WHOLE = ("seq",)  # whatever is in the log
_lock = threading.Lock()
_marks: WeakKeyDictionary[sa.Connection, dict[str, Mapping[str, int]]] = WeakKeyDictionary()
_held: WeakKeyDictionary[sa.Engine, OrderedDict[Key, tuple[Version, Any]]] = WeakKeyDictionary()


def kept(
    connection: sa.Connection, actor: Actor, key: Key, make: Callable[[], T], of: tuple[str, ...] = WHOLE
) -> T:
    """What `make` gives for what this person may see, made again only after one of the tables `of` has changed. `key` names the figure and all it
    depends on beside them. Whoever gets it leaves it as it is: others are given the same object.

    Inside a write transaction it is always made anew: what is written there may never come to be.
    """
    return kept_of_org(connection, actor.org, (scope.key(actor), *key), make, (*of, *scope.rests_on(actor)))


def kept_of_org(
    connection: sa.Connection, org: str, key: Key, make: Callable[[], T], of: tuple[str, ...] = WHOLE
) -> T:
    """The same for what does not depend on who asks: settings, registries."""
    if not snapshot(connection):
        return make()
    known = marks(connection, org)
    # One number says which of several tables changed last: numbers are given in the order of the commits.
    version = known.get("epoch", 0), max(known.get(name, 0) for name in of)
    found = look(connection, (org, *key))
    if found and found[0] == version:
        return cast(T, found[1])
    made = make()
    hold(connection, (org, *key), version, made)
    return made


def snapshot(connection: sa.Connection) -> bool:
    """Whether this connection sees one state of the tables that is committed."""
    return bool(connection.get_execution_options().get(SNAPSHOT))


def marks(connection: sa.Connection, org: str) -> Mapping[str, int]:
    """Table → the op that changed it last, `seq` → the last op, in this connection's snapshot: read once, since a snapshot does not change. `epoch` is
    another one when tables were made anew, whose ops may have the same numbers."""
    with _lock:
        known = _marks.setdefault(connection, {})
    if org not in known:
        row = connection.execute(sa.select(t.org.c.seq, t.org.c.marks).where(t.org.c.id == org)).one_or_none()
        known[org] = {**(row.marks or {}), "seq": row.seq} if row else {}
    return known[org]


def look(connection: sa.Connection, key: Key) -> tuple[Version, Any] | None:
    """The version and the figure that are held under a key."""
    with _lock:
        held = _held.setdefault(connection.engine, OrderedDict())
        if key in held:
            held.move_to_end(key)
        return held.get(key)


def hold(connection: sa.Connection, key: Key, version: Version, made: Any) -> None:
    """Keeps a figure in place of what was held."""
    with _lock:
        held = _held.setdefault(connection.engine, OrderedDict())
        held[key] = (version, made)
        held.move_to_end(key)
        while len(held) > HELD:
            held.popitem(last=False)
