"""What the expert changed in a finding from one signed version to the next, side by side with the reasons. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_app.web.bureau import words

Row = Mapping[str, Any]
FIELDS = ("location", "statement", "measure", "due_days", "suspected_major", "item")


def corrections(story: list[dict[str, Any]], visit_story: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One entry a correction, the newest first: `version`, `at`, `returned` (why the bureau sent it back), `reason` (what the expert said of the
    correction), `changes` (`name`, `old`, `new` of what differs) and `photos` (`old`, `new`, sha256s, when they differ).

    `story`: the ops of the finding, `visit_story`: those of its visit, both in the order of the log.
    """
    reasons = {
        op["value"]["version"]: op["value"].get("reason", "") for op in visit_story if op["path"] == "submit"
    }
    made: list[dict[str, Any]] = []
    before: Row | None = None
    returned = ""
    for op in story:
        if (
            op["kind"] != "event"
            or not op["subject"].startswith("finding/")
            or not isinstance(op["value"], dict)
        ):
            continue
        if op["path"] == "return":
            returned = op["value"].get("reason", "")
        if op["path"] != "submit":
            continue
        facts = op["value"]["facts"]
        if before is not None:
            version = op["value"]["version"]
            made.append(
                {"version": version, "at": op["received_at"], "returned": returned, "reason": reasons.get(version, ""), **_changed(before, facts)}
            )  # fmt: skip
        before, returned = facts, ""
    return made[::-1]


def _changed(old: Row, new: Row) -> dict[str, Any]:
    changes = [
        {"name": words.field_name(name), "old": _text(name, old.get(name)), "new": _text(name, new.get(name))}
        for name in FIELDS
        if old.get(name) != new.get(name)
    ]
    photos = {"old": old.get("photos", []), "new": new.get("photos", [])}
    return {"changes": changes, "photos": photos if photos["old"] != photos["new"] else None}


def _text(name: str, value: Any) -> str:
    if value is None or value == "":
        return "（无）"
    return words.field_text(name, value)
