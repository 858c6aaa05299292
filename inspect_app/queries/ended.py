"""Counts of findings that grow with a county's history, at the cost of what is open now: findings that have ended are counted once in a process,
and what ended since is added.

It holds because a finding that has ended hardly changes any more. When one does (a follow-up is written down, it is opened again), the writer marks it
(`org.marks`, "ended") and everything is counted anew. `tests/store/test_ended.py` compares both ways over random days of a bureau.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import sqlalchemy as sa

from inspect_app.domain.people import Actor
from inspect_app.domain.rules import ENDED_FINDING, FINDING_STATES
from inspect_app.queries import scope
from inspect_app.queries.kept import Key, hold, look, marks, snapshot
from inspect_app.storage import tables as t

K = TypeVar("K")
V = TypeVar("V")
F = t.finding.c
ENDED = tuple(sorted(ENDED_FINDING))
LIVE = tuple(sorted(state for state in FINDING_STATES if state and state not in ENDED_FINDING))
# As parts of a count: begun with the state, of which few are open, and not with an index of these, by which all findings would be read (measured: 12.7 ms
# instead of 4 for the levels of 1,795 enterprises).
FIRM, FOUND_ON = F.enterprise_id.concat(""), F.found_on.concat("")
MOST_ADDED = 500  # of more that ended since, counting all is no slower


def counted(
    connection: sa.Connection,
    actor: Actor,
    key: Key,
    count: Callable[[sa.ColumnElement[bool]], Mapping[K, V]],
) -> dict[K, V]:
    """`count` over all findings that this person may see. It gives what can be added up (`+`) by group, of those findings for which the condition it
    is given holds; `key` names the figure and everything it depends on beside the findings."""
    return _total(_ended(connection, actor, key, count), count(F.state.in_(LIVE)))


def _ended(connection: sa.Connection, actor: Actor, key: Key, count: Any) -> Mapping[Any, Any]:
    if not snapshot(connection) or not scope.by_row(actor):
        return count(F.state.in_(ENDED))
    known = marks(connection, actor.org)
    epoch, version = known.get("epoch", 0), known.get("finding", 0)
    name = (actor.org, "ended", scope.key(actor), *key)
    (then, since), made = look(connection, name) or ((-1, -1), {})
    if (then, since) == (epoch, version):
        return made
    grown = then == epoch and known.get("ended", 0) <= since <= version
    added = _added(connection, actor.org, since) if grown else None
    if added is None:
        made = count(F.state.in_(ENDED))
    elif added:
        made = _total(made, count(F.id.in_(added)))
    hold(connection, name, (epoch, version), made)
    return made


def _added(connection: sa.Connection, org: str, since: int) -> list[str] | None:
    """The findings that ended after an op; None when they are many."""
    query = sa.select(F.id).where(F.org_id == org, F.updated_seq > since, F.state.in_(ENDED))
    found = list(connection.scalars(query.limit(MOST_ADDED + 1)))
    return found if len(found) <= MOST_ADDED else None


def _total(one: Mapping[K, Any], other: Mapping[K, Any]) -> dict[K, Any]:
    made = dict(one)
    for key, value in other.items():
        made[key] = made[key] + value if key in made else value
    return made
