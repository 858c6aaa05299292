"""Folding of events: the row of a visit, a finding or a document after one more event of the log.

A row is a plain dict as the tables hold it (storage.tables); `Event` carries what the log knows. Nothing is checked here: what stands in
the log has happened (rules.decide ran before it was written). Instants are ms UTC, dates are ISO text in Asia/Shanghai.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from inspect_app.domain import dates, rules
from inspect_app.domain import loop_folds as loop
from inspect_app.domain.case_event import Event as Event
from inspect_app.domain.clock import SERVER_DEVICE

Row = dict[str, Any]


EMPTY: dict[str, Row] = {
    "visit": {
        "id": "", "state": "", "enterprise_id": None, "track": "advisory", "planned_date": None, "lead_id": None, "members": [],
        "checklists": [], "version": 0, "manifest_hash": None, "manifest": None, "reason": None, "started_at": None, "submitted_at": None,
        "received_at": None, "signed": None, "supplementary": 0, "updated_at": 0, "updated_seq": 0,
    },
    "finding": {
        "id": "", "state": "", "visit_id": None, "enterprise_id": None, "township_id": None, "track": "advisory", "version": 0,
        "checklist": None, "item": None, "severity": "general", "criterion": None, "location": "", "statement": "", "measure": "",
        "basis": None, "due_days": None, "due_date": None, "found_on": None, "signed": None, "photos": [], "reason": None, "merged_into": None,
        "rectify_unit": None, "rectify_owner": None, "document_id": None, "round": 0, "feedback": None, "rectified_by": None,
        "reinspector": None, "recheck_on": None, "outcome": None, "after_photos": [], "submitted_at": None, "confirmed_at": None,
        "notified_at": None, "feedback_at": None, "closed_at": None, "updated_at": 0, "updated_seq": 0, **loop.FINDING,
    },
    "document": {
        "id": "", "state": "", "type": None, "enterprise_id": None, "visit_id": None, "findings": [], "number": None, "year": None,
        "number_seq": None, "facts": None, "sha256": None, "bytes": None, "pages": None, "drafted_at": None, "issued_at": None,
        "served_at": None, "service": None, "receipt": None, "reason": None, "refers": None, "replaces": None, "replaced_by": None,
        "drafted_by": None, "reviewed_by": None, "issued_by": None, "reviewed_at": None, "unsigned": None, "signer": None, "opened": None,
        "updated_at": 0, "updated_seq": 0,
    },
    **loop.EMPTY,
}  # fmt: skip


def _plan(row: Row, event: Event) -> Row:
    value = event.value
    return {
        "enterprise_id": value["enterprise"], "track": value["track"], "planned_date": value["planned_date"],
        "lead_id": value["lead"], "members": value["members"], "checklists": value["checklists"],
    }  # fmt: skip


def _relink(row: Row, event: Event) -> Row:
    return {"enterprise_id": event.value["enterprise"]}


def _relink_finding(row: Row, event: Event) -> Row:
    return {"enterprise_id": event.value["enterprise"], "township_id": event.value.get("township", "")}


def _start(row: Row, event: Event) -> Row:
    return {"started_at": row["started_at"] or min(_device_time(event), event.received_at)}


def _device_time(event: Event) -> int:
    """The tablet's own time of an event; a clock that runs ahead is cut off at the time of receipt by the caller."""
    try:
        return dates.parse_instant(str(event.value["at"]))
    except ValueError:
        return event.received_at


def _submit_visit(row: Row, event: Event) -> Row:
    manifest = event.value["manifest"]
    return {
        "version": event.value["version"], "manifest": manifest, "manifest_hash": manifest["hash"],
        "submitted_at": event.received_at, "reason": event.value.get("reason") or None,
    }  # fmt: skip


def _received(row: Row, event: Event) -> Row:
    value = event.value
    return {
        "received_at": event.received_at,
        "signed": value.get("fields", {}),
        "supplementary": value.get("outside", 0),
        "manifest": None,
    }


def _reason(row: Row, event: Event) -> Row:
    return {"reason": event.value.get("reason")}


def _submit_finding(row: Row, event: Event) -> Row:
    value, facts = event.value, event.value["facts"]
    item = facts.get("item") or {}
    return {
        "visit_id": event.visit, "enterprise_id": value["enterprise"], "township_id": value["township"], "track": value["track"],
        "found_on": value["found_on"], "version": value["version"], "checklist": f"{item['checklist']}@{item['version']}" if item else None,
        "item": item.get("item"), "severity": "general" if facts.get("suspected_major") is None else "suspected_major",
        "criterion": None if facts.get("suspected_major") is None else str(facts["suspected_major"]),
        "location": facts.get("location", ""), "statement": facts.get("statement", ""), "measure": facts.get("measure", ""),
        "due_days": facts.get("due_days", 15), "photos": facts.get("photos", []), "signed": facts, "submitted_at": event.received_at, "reason": None,
    }  # fmt: skip


def _confirm(row: Row, event: Event) -> Row:
    return {"confirmed_at": event.received_at}


def _merge(row: Row, event: Event) -> Row:
    return {"merged_into": event.value["into"], "closed_at": event.received_at}


def _grade(row: Row, event: Event) -> Row:
    severity = event.value["severity"]
    # Only a major finding is listed: what is graded down is no longer.
    return {
        "severity": severity,
        "criterion": event.value.get("criterion") or None,
        "listed_at": row["listed_at"] if severity == "major" else None,
    }


def _assign(row: Row, event: Event) -> Row:
    value = event.value
    changed: Row = {
        "due_date": value["due_date"], "rectify_unit": value.get("rectify_unit") or row["rectify_unit"],
        "rectify_owner": value.get("rectify_owner") or row["rectify_owner"],
    }  # fmt: skip
    for name in ("statement", "measure", "basis"):
        if value.get(name):
            changed[name] = value[name]
    return changed


def _notify(row: Row, event: Event) -> Row:
    return {
        "document_id": event.value["document"],
        "notified_at": event.received_at,
        "round": row["round"] + 1,
    }


def _recall(row: Row, event: Event) -> Row:
    return {"document_id": None, "notified_at": None, "extension": None}


def _feedback(row: Row, event: Event) -> Row:
    # A correction is no later answer: whoever was in time stays so, and the bureau's clock runs on.
    corrected = row["state"] == "feedback" and row["feedback_at"]
    return {
        "feedback": event.value, "rectified_by": event.author, "after_photos": event.value["photos"],
        "feedback_at": row["feedback_at"] if corrected else event.received_at,
        "outcome": None, "extension": loop.overtaken(row),
    }  # fmt: skip


def _recheck(row: Row, event: Event) -> Row:
    return {
        "reinspector": event.value["reinspector"],
        "recheck_on": event.value["planned_date"],
        "outcome": None,
    }


def _pass(row: Row, event: Event) -> Row:
    photos = row["after_photos"] + [
        sha for sha in event.value.get("photos", []) if sha not in row["after_photos"]
    ]
    return {"outcome": {**event.value, "result": "pass"}, "after_photos": photos}


def _fail(row: Row, event: Event) -> Row:
    return {
        "outcome": {**event.value, "result": "fail"}, "due_date": event.value["due_date"], "round": row["round"] + 1,
        "reinspector": None, "recheck_on": None, "after_photos": [],  # the next round needs proof of its own
    }  # fmt: skip


def _close(row: Row, event: Event) -> Row:
    return {"closed_at": event.received_at}


def _settle_visit(row: Row, event: Event) -> Row:
    return {}  # its fields stand in the log; `signed` is what was signed


def _settle(row: Row, event: Event) -> Row:
    """The working copy follows the choice of the bureau; `signed` never does."""
    path, value = event.value["path"], event.value["value"]
    kind, _, sha = path.partition("/")
    if path in ("location", "statement", "measure"):
        return {path: value or ""}
    if path == "due_days":
        return {"due_days": value}
    if path == "suspected_major":
        return {
            "severity": "general" if value is None else "suspected_major",
            "criterion": None if value is None else str(value),
        }
    if path == "item":
        return {
            "checklist": f"{value['checklist']}@{value['version']}" if value else None,
            "item": value["item"] if value else None,
        }
    if kind == "photo":
        others = [photo for photo in row["photos"] if photo != sha]
        return {
            "photos": row["photos"] if value and sha in row["photos"] else [*others, sha] if value else others
        }
    return {}


def _draft(row: Row, event: Event) -> Row:
    value = event.value
    return {
        "type": value["type"], "enterprise_id": value["enterprise"], "visit_id": event.visit, "findings": value["findings"],
        "drafted_at": event.received_at, "drafted_by": event.author, "refers": value.get("refers"), "replaces": value.get("replaces"),
    }  # fmt: skip


def _arrange(row: Row, event: Event) -> Row:
    return {"findings": event.value["findings"]}


def _issue(row: Row, event: Event) -> Row:
    value = event.value
    return {
        "number": value["number"],
        "year": value["year"],
        "number_seq": value["seq"],
        "facts": value["facts"],
        "issued_by": event.author,
    }


def _review(row: Row, event: Event) -> Row:
    return {"reviewed_by": event.author, "reviewed_at": event.received_at}


def _revise(row: Row, event: Event) -> Row:
    return {"reviewed_by": None, "reviewed_at": None, "reason": event.value.get("reason")}


def _issued(row: Row, event: Event) -> Row:
    return {**event.value, "issued_at": event.received_at}


def _read(row: Row, event: Event) -> Row:
    return {"opened": row["opened"] or event.value}


def _supersede(row: Row, event: Event) -> Row:
    return {"replaced_by": event.value["by"], "reason": event.value["reason"]}


def _serve(row: Row, event: Event) -> Row:
    return {"service": event.value, "served_at": event.received_at}


def _receipt(row: Row, event: Event) -> Row:
    return {"receipt": event.value}


HANDLERS: dict[tuple[str, str], Callable[[Row, Event], Row]] = {
    ("visit", "plan"): _plan, ("visit", "start"): _start, ("visit", "submit"): _submit_visit, ("visit", "received"): _received,
    ("visit", "decline"): _reason, ("visit", "cancel"): _reason, ("visit", "relink"): _relink, ("finding", "relink"): _relink_finding, ("finding", "submit"): _submit_finding,
    ("finding", "confirm"): _confirm, ("finding", "return"): _reason, ("finding", "merge"): _merge, ("finding", "grade"): _grade, ("finding", "supervise"): loop.listed, ("finding", "list"): loop.listed,
    ("finding", "assign"): _assign, ("finding", "notify"): _notify, ("finding", "recall"): _recall, ("finding", "feedback"): _feedback,
    ("finding", "recheck"): _recheck, ("finding", "pass"): _pass, ("finding", "fail"): _fail, ("finding", "close_out"): _close,
    ("finding", "cancel"): _close, ("finding", "settle"): _settle, ("visit", "settle"): _settle_visit, ("document", "draft"): _draft, ("document", "arrange"): _arrange, ("document", "issue"): _issue, ("document", "issued"): _issued,
    ("document", "serve"): _serve, ("document", "receipt"): _receipt, ("document", "void"): _reason, ("document", "review"): _review,
    ("document", "revise"): _revise, ("document", "read"): _read, ("document", "countersign"): _receipt, ("document", "supersede"): _supersede, ("finding", "extend"): loop.extend,
    ("finding", "request_ext"): loop.request_ext, ("finding", "approve_ext"): loop.approve_ext, ("finding", "reject_ext"): loop.reject_ext,
    ("finding", "progress"): loop.progress, ("finding", "endorse"): loop.endorse, ("finding", "urge"): loop.urge, ("finding", "escalate"): loop.escalate, ("finding", "link"): loop.link,
    ("finding", "resume"): loop.resume, ("finding", "conclude"): loop.conclude, ("finding", "transfer"): loop.transfer,
    ("finding", "accept_transfer"): loop.accept_transfer, ("finding", "reject_transfer"): loop.reject_transfer,
    ("finding", "answer_transfer"): loop.answer_transfer, ("finding", "follow_up"): loop.follow_up, ("finding", "recur"): loop.recur,
    ("task", "open"): loop.open_task, ("task", "accept"): loop.accept_task, ("task", "answer"): loop.answer_task, ("task", "back"): loop.task_back,
    ("task", "move"): loop.move_task, ("task", "done"): loop.end_task, ("task", "cancel"): loop.end_task,
    ("meeting", "call"): loop.call, ("meeting", "change"): loop.call, ("meeting", "hold"): loop.hold, ("meeting", "cancel"): loop.cancel_meeting,
}  # fmt: skip


def fold_event(row: Row | None, event: Event) -> Row:
    """The row after `event`; None stands for a case not seen before."""
    before = row or {**EMPTY[event.case], "id": event.key}
    step = rules.TABLES[event.case][0][event.path]
    changed = HANDLERS[event.case, event.path](before, event)
    corrected = event.path == "feedback" and before["state"] == "feedback"
    entered = (
        {"state_at": event.received_at} if step.target and "state_at" in before and not corrected else {}
    )
    return {
        **before, **changed, **entered, "state": step.target or before["state"], "updated_at": event.received_at, "updated_seq": event.seq,
    }  # fmt: skip


def of_inspection(case: str, path: str) -> bool:
    """Whether a field belongs to the inspection itself, and not to a reinspection of what it found."""
    return case in ("visit", "finding") and not path.startswith("recheck_")


def count_supplementary(row: Row, seq: int, device: str) -> Row:
    """The visit's row after a field op that came when the visit had been received: outside every signed manifest so far.

    What the bureau itself set, such as its choice between two values (`settle`) or a mask, is no record of the field.
    """
    if row["state"] != "received" or device == SERVER_DEVICE:
        return row
    return {**row, "supplementary": row["supplementary"] + 1, "updated_seq": seq}
