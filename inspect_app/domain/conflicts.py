"""What two people wrote differently without knowing of each other, and a person has to choose. The tablet decides alike (static/field/ui/conflicts.js)."""

from __future__ import annotations

import re
from typing import Any

# What one person did, not a fact that two could disagree about.
OWN = re.compile("(signature|ink|late|rest)/")


def _meaning(value: Any) -> Any:
    """The time of a tap does not make two taps differ."""
    return {**value, "at": ""} if isinstance(value, dict) else value


def to_choose(path: str, values: list[Any]) -> bool:
    """Whether these values of the heads of one path are a conflict that somebody has to settle."""
    if len(values) < 2 or OWN.match(path):
        return False
    return any(_meaning(value) != _meaning(values[0]) for value in values[1:])
