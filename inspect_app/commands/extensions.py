"""More time for a finding: decided on its page, or by the 延期整改批复 that is issued about it. What was asked is typed once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_app.commands.findings import act
from inspect_app.commands.log import Log
from inspect_app.domain.people import Actor
from inspect_app.storage.db import Database

Row = dict[str, Any]
REPLY = "doc_extension_reply"


def decide(
    db: Database, actor: Actor, finding: str, granted: bool, due_date: str, note: str, seen: int | None = None
) -> Row:
    """The answer to a request. Raises Refusal, Stale, Invalid."""
    if granted:
        return act(db, actor, finding, "approve_ext", {"due_date": due_date, "note": note}, seen)
    return act(db, actor, finding, "reject_ext", {"reason": note}, seen)


def answer_on_paper(log: Log, actor: Actor, finding: str, document: str, fields: Mapping[str, str]) -> None:
    """What an issued 批复 does to one of its findings. Of what was granted on the finding's page already, it is the paper. Raises Refusal."""
    row = log.row("finding", finding) or {}
    subject, until, granted = f"finding/{finding}", fields.get("until", ""), fields.get("decision") == "yes"
    if row.get("state") == "ext_pending" and granted:
        log.event(
            actor,
            subject,
            "approve_ext",
            {"due_date": until, "note": fields.get("why", ""), "document": document},
        )
    elif row.get("state") == "ext_pending":
        log.event(actor, subject, "reject_ext", {"reason": fields.get("why", ""), "document": document})
    elif granted and row.get("due_date") != until:
        log.event(actor, subject, "extend", {"document": document, "due_date": until})


def fill_reply(log: Log, actor: Actor, document: str, findings: list[str], visit: str | None) -> None:
    """The blanks of a 批复 that the request, and an answer given on the page, say already. Several requests: the latest one asked."""
    asked = [row["extension"] for id_ in findings if (row := log.row("finding", id_)) and row["extension"]]
    if not asked:
        return
    last = max(asked, key=lambda one: one["at"])
    blanks = {
        "applied_on": last["on"],
        "cause": last["reason"],
        "until": last["due_date"],
        "interim": last.get("interim", ""),
    }
    if "decision" in last and last["decision"] != "lapsed":
        blanks |= {"decision": last["decision"], "why": last.get("note", "")}
    for name, value in blanks.items():
        if value:
            log.set(actor, f"document/{document}", f"field/{name}", value, visit)
