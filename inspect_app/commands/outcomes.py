"""What becomes of findings when a document is issued, served or withdrawn (DocType.on_issue, on_serve), in the document's own transaction."""

from __future__ import annotations

from typing import Any

from inspect_app.commands import extensions, tasks, transfers
from inspect_app.commands.log import Log
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.documents import NoticeFacts
from inspect_app.domain.finding_guards import waiting_for_photos
from inspect_app.domain.people import Actor, system
from inspect_app.domain.rules import RUNNING, Refusal
from inspect_app.queries.held import photos_missing

Row = dict[str, Any]


def when_issued(log: Log, actor: Actor, document: Row, facts: NoticeFacts) -> None:
    """The decision that the document is takes effect on its findings; one it replaces that was not served yet ends. Raises Refusal."""
    command = DOC_TYPES[document["type"]].on_issue
    for finding in document["findings"] if command else []:
        row = log.row("finding", finding) or {}
        subject = f"finding/{finding}"
        if command == "extend":
            extensions.answer_on_paper(log, actor, finding, document["id"], facts.fields)
        elif command == "transfer":
            transfers.by_letter(log, actor, finding, document["id"], facts.fields)
        elif command == "supervise" and not row.get("listed_at"):
            step = "supervise" if row.get("state") == "graded" else "list"
            log.event(actor, subject, step, {"note": facts.number or ""})
        elif command == "close_out":
            missing = photos_missing(log.c, log.org, row.get("after_photos") or [])
            if missing:
                raise Refusal("photo_missing", waiting_for_photos(len(missing)))
            log.event(actor, subject, "close_out", {"note": facts.number or ""})
            tasks.end_with(log, finding)
    old = log.row("document", document["replaces"]) if document["replaces"] else None
    if old is not None and old["state"] == "issued":
        supersede(log, old, log.row("document", document["id"]) or {})


def when_served(log: Log, actor: Actor, document: Row) -> None:
    """The clock of its findings starts; a served document that it replaces holds until now."""
    old = log.row("document", document["replaces"]) if document["replaces"] else None
    if old is not None and old["state"] == "served":
        supersede(log, old, document)
    if DOC_TYPES[document["type"]].on_serve != "notify":
        return
    log.prefetch_rows("finding", document["findings"])
    for finding in document["findings"]:
        if (log.row("finding", finding) or {}).get("state") == "assigned":
            log.event(actor, f"finding/{finding}", "notify", {"document": document["id"]})


def supersede(log: Log, old: Row, new: Row) -> None:
    """The old document ends, as was decided when the new one was issued; findings whose clock it started wait for the new one."""
    log.event(
        system(log.org),
        f"document/{old['id']}",
        "supersede",
        {"by": new["id"], "number": new["number"], "reason": f"由{new['number']}替代"},
    )
    recall(log, old)


def recall(log: Log, document: Row) -> None:
    """Findings that this document notified and nobody answered yet go back to `assigned`."""
    log.prefetch_rows("finding", document["findings"])
    for finding in document["findings"]:
        held = log.row("finding", finding) or {}
        if held.get("state") in RUNNING and held.get("document_id") == document["id"]:
            log.event(system(log.org), f"finding/{finding}", "recall", {"document": document["id"]})
