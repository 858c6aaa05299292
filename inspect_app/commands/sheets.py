"""The PDF of a draft while somebody works on it: drawn once for the same facts, kept for a while, and not at all for a request that a newer one
has overtaken. Held by this process only; losing it costs a rendering."""

from __future__ import annotations

import itertools
import threading
from collections import OrderedDict
from collections.abc import Callable

from inspect_app.render.pdf import Rendered

MAX_BYTES = 24 * 1024 * 1024


class Superseded(Exception):
    """Whoever asked has asked again since: nobody waits for this answer any more."""


class Sheets:
    """Rendered drafts by what they were made of, the least used dropped first."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max = max_bytes
        self._held: OrderedDict[str, Rendered] = OrderedDict()
        self._asked: dict[str, int] = {}
        self._tickets = itertools.count(1)
        self._guard = threading.Lock()
        self._turn = (
            threading.Lock()
        )  # one rendering at a time; those that wait learn here that they were overtaken

    def held(self, key: str) -> Rendered | None:
        """The file made of exactly this, if it is still here."""
        with self._guard:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
            return found

    def drawn(self, asker: str, key: str, make: Callable[[], Rendered]) -> Rendered:
        """The file of `key`, made if need be. `asker`: one person at one draft. Raises Superseded, and what `make` raises."""
        with self._guard:
            ticket = self._asked[asker] = next(self._tickets)
        try:
            with self._turn:
                found = self.held(key)
                if found is not None:
                    return found
                with self._guard:
                    if self._asked.get(asker) != ticket:
                        raise Superseded
                made = make()
                self._keep(key, made)
                return made
        finally:
            with self._guard:
                if self._asked.get(asker) == ticket:
                    del self._asked[asker]

    def _keep(self, key: str, made: Rendered) -> None:
        with self._guard:
            self._held[key] = made
            while len(self._held) > 1 and sum(len(one.pdf) for one in self._held.values()) > self._max:
                self._held.popitem(last=False)
