"""Folding of the closed loop's events: what extension, referral, transfer and follow-up leave in a finding's row; rows of tasks and meetings.

See cases.py, which calls these. Nothing is checked here.
"""

from __future__ import annotations

from typing import Any

from inspect_app.domain import dates
from inspect_app.domain.case_event import Event
from inspect_app.domain.finding_guards import late_request

Row = dict[str, Any]

EMPTY: dict[str, Row] = {
    "task": {
        "id": "", "state": "", "kind": "", "title": "", "note": "", "finding_id": None, "enterprise_id": None, "meeting_id": None, "owner_id": None,
        "department_id": None, "township_id": None, "role": None, "due_date": None, "made_by": None, "made_at": None, "accepted_at": None, "answer": None,
        "answered_by": None, "answered_at": None, "ended_at": None, "reason": None, "state_at": 0, "updated_at": 0, "updated_seq": 0,
    },
    "meeting": {
        "id": "", "state": "", "title": "", "day": None, "time": "", "place": "", "chair": "", "agenda": [], "findings": [], "attendees": [], "triggers": [],
        "minutes": None, "attended": [], "resolutions": [], "reason": None, "made_by": None, "made_at": None, "held_at": None, "state_at": 0, "updated_at": 0,
        "updated_seq": 0,
    },
}  # fmt: skip
# What the closed loop adds to a finding's row.
FINDING: Row = {
    "state_at": 0, "extension": None, "extensions": 0, "referral": None, "transfer": None, "department_id": None, "recurs": None, "progress": None,
    "urged_at": None, "urged": 0, "followed": None, "listed_at": None,
}  # fmt: skip


# --- findings ------------------------------------------------------------------------------------------------------------------------


def request_ext(row: Row, event: Event) -> Row:
    asked, notified = event.value["on"], row["notified_at"]
    late = late_request(row["due_date"], asked, dates.day_of(notified) if notified else None)
    return {
        "extension": {
            **event.value,
            "by": event.author,
            "at": event.received_at,
            "was": row["due_date"],
            "late": late,
        }
    }


def approve_ext(row: Row, event: Event) -> Row:
    decided = {"decision": "yes", "due_date": event.value["due_date"], "note": event.value.get("note", "")}
    return {
        "due_date": event.value["due_date"],
        "extensions": row["extensions"] + 1,
        "extension": _decided(row, event, decided),
    }


def reject_ext(row: Row, event: Event) -> Row:
    return {"extension": _decided(row, event, {"decision": "no", "note": event.value["reason"]})}


def _decided(row: Row, event: Event, decided: Row) -> Row:
    asked = row["extension"] or {}
    return {
        **asked,
        "asked_for": asked.get("due_date"),
        **decided,
        "decided_by": event.author,
        "decided_at": event.received_at,
    }


def overtaken(row: Row) -> Row | None:
    """What was done before anybody decided about more time leaves nothing to decide."""
    asked: Row | None = row["extension"]
    return {**asked, "decision": "lapsed"} if asked and row["state"] == "ext_pending" else asked


def extend(row: Row, event: Event) -> Row:
    return {"due_date": event.value["due_date"], "extensions": row["extensions"] + 1}


def progress(row: Row, event: Event) -> Row:
    return {"progress": {**event.value, "by": event.author, "at": event.received_at}}


def endorse(row: Row, event: Event) -> Row:
    said = {**event.value, "by": event.author, "at": event.received_at}
    return {"feedback": {**(row["feedback"] or {}), "endorsed": said}}


def listed(row: Row, event: Event) -> Row:
    return {"listed_at": row["listed_at"] or event.received_at}


def urge(row: Row, event: Event) -> Row:
    return {"urged": row["urged"] + 1, "urged_at": event.received_at}


def escalate(row: Row, event: Event) -> Row:
    return {
        "referral": {
            **event.value,
            "by": event.author,
            "at": event.received_at,
            "from": row["state"],
            "visit": None,
        }
    }


def link(row: Row, event: Event) -> Row:
    return {"referral": {**(row["referral"] or {}), "visit": event.value["visit"]}}


def resume(row: Row, event: Event) -> Row:
    ended = {**(row["referral"] or {}), "resumed_at": event.received_at, "resumed_for": event.value["reason"]}
    return {
        "referral": ended,
        "due_date": event.value["due_date"],
        "document_id": None,
        "notified_at": None,
        "extension": None,
        "outcome": None,
        "reinspector": None,
        "recheck_on": None,
        "after_photos": [],  # what is notified anew needs proof of its own
    }


def conclude(row: Row, event: Event) -> Row:
    ended = {
        "case_no": event.value.get("case_no", ""),
        "result": event.value["note"],
        "penalty_cents": event.value.get("penalty_cents", 0),
    }
    return {
        "referral": {**(row["referral"] or {}), **ended, "ended_at": event.received_at},
        "closed_at": event.received_at,
    }


def transfer(row: Row, event: Event) -> Row:
    return {
        "transfer": {**event.value, "by": event.author, "at": event.received_at, "from": row["state"]},
        "department_id": event.value["department"],
    }


def accept_transfer(row: Row, event: Event) -> Row:
    return {
        "transfer": {**(row["transfer"] or {}), "accepted_at": event.received_at, "accepted_by": event.author}
    }


def reject_transfer(row: Row, event: Event) -> Row:
    back = {
        **(row["transfer"] or {}),
        "rejected_at": event.received_at,
        "rejected_for": event.value["reason"],
    }
    return {
        "transfer": back,
        "department_id": None,
        "document_id": None,
        "notified_at": None,
        "due_date": None,
    }


def answer_transfer(row: Row, event: Event) -> Row:
    answered = {"answer": event.value, "answered_at": event.received_at, "answered_by": event.author}
    return {
        "transfer": {
            "accepted_at": event.received_at,
            "accepted_by": event.author,
            **(row["transfer"] or {}),
            **answered,
        }
    }


def follow_up(row: Row, event: Event) -> Row:
    return {"followed": {**event.value, "by": event.author, "at": event.received_at}}


def recur(row: Row, event: Event) -> Row:
    return {"recurs": event.value["of"]}


# --- tasks and meetings --------------------------------------------------------------------------------------------------------------


def open_task(row: Row, event: Event) -> Row:
    value = event.value
    named = {
        "finding_id": "finding",
        "enterprise_id": "enterprise",
        "meeting_id": "meeting",
        "owner_id": "owner",
        "department_id": "department",
        "township_id": "township",
        "role": "role",
    }
    return {
        **{column: value.get(name) or None for column, name in named.items()}, "kind": value["kind"], "title": value["title"], "note": value.get("note", ""),
        "due_date": value["due_date"], "made_by": event.author, "made_at": event.received_at,
    }  # fmt: skip


def accept_task(row: Row, event: Event) -> Row:
    return {"accepted_at": event.received_at}


def answer_task(row: Row, event: Event) -> Row:
    return {
        "accepted_at": row["accepted_at"] or event.received_at, "answer": event.value, "answered_by": event.author, "answered_at": event.received_at,
    }  # fmt: skip


def task_back(row: Row, event: Event) -> Row:
    return {"reason": event.value["reason"]}


def move_task(row: Row, event: Event) -> Row:
    return {"due_date": event.value["due_date"], "reason": event.value["reason"]}


def end_task(row: Row, event: Event) -> Row:
    return {"ended_at": event.received_at, "reason": event.value.get("reason") or row["reason"]}


def call(row: Row, event: Event) -> Row:
    names = ("title", "day", "time", "place", "chair", "agenda", "findings", "attendees", "triggers")
    said = {name: event.value.get(name, EMPTY["meeting"][name]) for name in names}
    return {**said, "made_by": row["made_by"] or event.author, "made_at": row["made_at"] or event.received_at}


def hold(row: Row, event: Event) -> Row:
    value = event.value
    return {
        "minutes": value["minutes"],
        "attended": value["attended"],
        "resolutions": value.get("resolutions", []),
        "held_at": event.received_at,
    }


def cancel_meeting(row: Row, event: Event) -> Row:
    return {"reason": event.value["reason"]}
