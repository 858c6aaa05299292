"""Answers given with one tap for the rest of a section ("其余均符合"). The tablet decides alike (static/field/ui/rest.js)."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]


def whole_items(checklist: str, fields: dict[str, Row], records: list[Row]) -> set[str]:
    """Items of a checklist whose answer still is what such a tap gave.

    fields: path → the shown head (`id`, `value`) of a visit; records: every head (`path`, `id`, `value`) of its `rest/…` paths, since two
    may have tapped at the same time. An item that was judged again has an answer newer than the record, or is no longer named in it.
    """
    found = set()
    for record in records:
        if not record["path"].startswith(f"rest/{checklist}/") or not record["value"]:
            continue
        for item in record["value"].get("items", []):
            answer = fields.get(f"answer/{item}")
            if answer and answer["value"] == "ok" and answer["id"] < record["id"]:
                found.add(item)
    return found
