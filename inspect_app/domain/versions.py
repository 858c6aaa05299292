"""Versions of the API: the newest, and the one before it, which tablets that have not been updated still speak."""

from __future__ import annotations

from typing import Any

NEWEST = "2"
SPOKEN = frozenset({"1", NEWEST})

# What a bundle of version 1 had: its members, and the members of the records in its lists. Checklists are published files: every version as it is.
_BUNDLE_1 = frozenset({"api", "today", "org", "person", "people", "visits", "enterprises", "townships", "checklists", "findings", "phrases"})  # fmt: skip
_RECORDS_1: dict[str, frozenset[str]] = {
    "org": frozenset({"id", "name", "demo"}),
    "person": frozenset({"id", "name", "role", "specialty", "title"}),
    "people": frozenset({"id", "name", "specialty", "title"}),
    "visits": frozenset({"id", "enterprise", "track", "state", "version", "planned_date", "lead", "members", "checklists", "returned"}),
    "enterprises": frozenset({"id", "name", "uscc", "industry", "scale", "hazards", "township", "address", "contacts"}),
    "townships": frozenset({"id", "name"}),
    "findings": frozenset(
        {"id", "enterprise", "visit", "item", "state", "severity", "location", "statement", "measure", "due_date", "found_on", "photos"}
    ),
    "phrases": frozenset({"group", "text"}),
}  # fmt: skip


def bundle_as(version: str, content: dict[str, Any]) -> dict[str, Any]:
    """The bundle for a tablet that speaks `version`: version 1 gets nothing that it did not have."""
    if version == NEWEST:
        return {**content, "api": int(NEWEST)}
    known = {name: value for name, value in content.items() if name in _BUNDLE_1}
    return {
        **known, **{name: _only(known[name], members) for name, members in _RECORDS_1.items() if name in known}, "api": int(version),
    }  # fmt: skip


def _only(value: Any, members: frozenset[str]) -> Any:
    if isinstance(value, list):
        return [_only(one, members) for one in value]
    return {name: member for name, member in value.items() if name in members}
