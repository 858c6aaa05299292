"""Answers given with one tap for the rest of a section ("其余均符合"). The tablet decides alike (static/field/ui/rest.js)."""

from __future__ import annotations

from collections import Counter
from typing import Any

Row = dict[str, Any]


def whole_items(checklist: str, fields: dict[str, Row], records: list[Row]) -> set[str]:
    """Items of a checklist whose answer still is what such a tap gave.

    fields: path → the shown head (`id`, `value`) of a visit and how many `heads` there are; records: every head (`path`, `id`, `value`) of its `rest/…` paths, since two
    may have tapped at the same time. An item that was judged again has an answer newer than the record, or is no longer named in it; one
    that a colleague judged by itself at the same time is nobody's "rest".
    """
    named = [
        (item, record["id"])
        for record in records
        if record["path"].startswith(f"rest/{checklist}/") and record["value"]
        for item in record["value"].get("items", [])
    ]
    times = Counter(item for item, _ in named)
    found = set()
    for item, id_ in named:
        answer = fields.get(f"answer/{item}")
        if answer and answer["value"] == "ok" and answer["heads"] <= times[item] and answer["id"] < id_:
            found.add(item)
    return found
