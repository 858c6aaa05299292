"""What somebody may do with a document now, and what is in the way of what their role may do later."""

from __future__ import annotations

from typing import Any

from inspect_app.domain import rules
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal

Row = dict[str, Any]


def acts(row: Row, who: Actor, review: bool) -> dict[str, str]:
    """Commands that this person's role may give this document in its state → what is in the way, '' when nothing is."""
    found: dict[str, str] = {}
    for command in ("review", "revise", "issue", "void"):
        try:
            rules.decide("document", command, row, {"reason": "-"}, who)
            found[command] = ""
        except Refusal as refusal:
            if refusal.reason == "not_allowed" and who.role in getattr(
                DOC_TYPES[row["type"]], f"{command}_roles", ()
            ):
                found[command] = refusal.message
    if review and row["state"] == "draft" and "issue" in found:
        found["issue"] = f"{DOC_TYPES[row['type']].title}须先由另一人审核，再签发"
    return found
