"""Merging of fields: the state of a path is its heads, the ops that no other op names in `prev`.

Pure and independent of the order of arrival (design: causality beats clocks). Events are folded in `cases.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from inspect_app.domain.canon import canonical


class Head(msgspec.Struct, frozen=True):
    """One op that nobody replaced yet. `rank` orders heads by time, ties are broken by id."""

    id: str
    rank: str
    seq: int
    author: str
    value: Any


class Slot(msgspec.Struct):
    """The state of one (subject, path): its heads, and the ids that were named as replaced before they arrived."""

    heads: list[Head] = []
    awaited: set[str] = msgspec.field(default_factory=set)

    @property
    def shown(self) -> Head | None:
        """The head whose value counts: the greatest by (rank, id)."""
        return max(self.heads, key=lambda head: (head.rank, head.id), default=None)

    @property
    def in_conflict(self) -> bool:
        """Several heads that do not say the same."""
        if len(self.heads) < 2:
            return False
        first = canonical(self.heads[0].value)  # in Python alone 1 is True
        return any(canonical(head.value) != first for head in self.heads[1:])


def merge(slot: Slot, head: Head, prev: Iterable[str]) -> Slot:
    """The slot after one more op. `head` must not have been merged before (ids are unique in the log)."""
    replaced = set(prev)
    held = {h.id for h in slot.heads}
    heads = [h for h in slot.heads if h.id not in replaced]
    awaited = (slot.awaited | (replaced - held)) - {head.id}
    if head.id not in slot.awaited:
        heads.append(head)
    return Slot(heads, awaited)


def fold(ops: Iterable[tuple[str, Head, list[str]]]) -> dict[str, Slot]:
    """Folds (path, head, prev) triples of one subject from nothing: what the incremental merge must equal."""
    slots: dict[str, Slot] = {}
    for path, head, prev in ops:
        slots[path] = merge(slots.get(path, Slot()), head, prev)
    return slots


def shown_values(slots: dict[str, Slot]) -> dict[str, Any]:
    """path -> the value that counts, without withdrawn ones."""
    values = {}
    for path, slot in slots.items():
        head = slot.shown
        if head is not None and head.value is not None:
            values[path] = head.value
    return values
