"""What was worked out of the log, kept in this process for as long as the log has not grown: exact, never out of date.

A figure that is kept follows from the tables that are folded from the log, from the day and from what a person may see. The log's counter
(`org.seq`) is read in the same snapshot as the figure: while the counter stands, so does the figure, and the next op of anybody ends it. A county's
clerks open 总览, 预警 and 图表 far more often than something changes (measured by `python -m tests.bench pages`, which shows both).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from inspect_app.domain.people import Actor
from inspect_app.queries import scope
from inspect_app.storage import tables as t
from inspect_app.storage.db import SNAPSHOT

T = TypeVar("T")
HELD = 256  # figures a process keeps; the one not asked for the longest goes first
_lock = threading.Lock()
_seqs: WeakKeyDictionary[sa.Connection, dict[str, int]] = WeakKeyDictionary()
_held: WeakKeyDictionary[sa.Engine, OrderedDict[Hashable, tuple[int, Any]]] = WeakKeyDictionary()


def kept(connection: sa.Connection, actor: Actor, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
    """What `make` gives for what this person may see, made again only after the log has grown. `key` names the figure and all it depends on beside the
    log. Whoever gets it leaves it as it is: others are given the same object.

    Inside a write transaction it is always made anew: what is written there may never come to be.
    """
    return kept_of_org(connection, actor.org, (scope.key(actor), *key), make)


def kept_of_org(connection: sa.Connection, org: str, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
    """The same for what does not depend on who asks: settings, registries."""
    if not connection.get_execution_options().get(SNAPSHOT):
        return make()
    seq = _seq(connection, org)
    with _lock:
        held = _held.setdefault(connection.engine, OrderedDict())
        found = held.get((org, *key))
        if found and found[0] == seq:
            held.move_to_end((org, *key))
            return cast(T, found[1])
    made = make()
    with _lock:
        held[org, *key] = (seq, made)
        held.move_to_end((org, *key))
        while len(held) > HELD:
            held.popitem(last=False)
    return made


def _seq(connection: sa.Connection, org: str) -> int:
    """The counter of the log in this connection's snapshot: read once, since a snapshot does not change."""
    with _lock:
        known = _seqs.setdefault(connection, {})
    if org not in known:
        known[org] = connection.scalar(sa.select(t.org.c.seq).where(t.org.c.id == org)) or 0
    return known[org]
