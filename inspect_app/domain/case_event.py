"""One event of the log, as the folds see it."""

from __future__ import annotations

from typing import Any

import msgspec


class Event(msgspec.Struct, frozen=True):
    """One event of the log."""

    seq: int
    subject: str
    visit: str | None
    path: str
    value: dict[str, Any]
    author: str
    received_at: int

    @property
    def case(self) -> str:
        """visit | finding | document"""
        return self.subject.partition("/")[0]

    @property
    def key(self) -> str:
        """The uuid of the case."""
        return self.subject.partition("/")[2]
