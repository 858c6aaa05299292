"""Which fields and events exist and what their values are (docs/wire.md). Tables, and the functions that read them."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from inspect_app.domain import event_values as e
from inspect_app.domain import loop_values as loop
from inspect_app.domain import values as v
from inspect_app.domain.wire import Invalid, Op

UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
ROUND = "[0-9]{1,4}"  # which reinspection of the finding: its `round` when somebody was sent

FIELDS: dict[str, list[tuple[re.Pattern[str], Any]]] = {
    "visit": [
        (re.compile(r"answer/[0-9A-Za-z-]+"), Literal["ok", "nok", "na"] | None),
        (re.compile(r"measured/[0-9A-Za-z-]+/[0-9A-Za-z_-]+"), v.Decimal | None),
        (re.compile(r"note/[0-9A-Za-z-]+"), v.Text | None),
        (re.compile(r"consent"), v.Consent | None),
        (re.compile(r"area|companion|highlights"), v.Text | None),
        (re.compile(r"opinion"), v.Opinion | None),
        (re.compile(r"signature/[0-9A-Za-z._-]+"), v.Signature | None),
        (re.compile(r"ink/[0-9A-Za-z._-]+"), v.Ink | None),
        (re.compile(r"header"), v.Header | None),
        (re.compile(r"rest/[0-9A-Za-z._-]+/[0-9A-Za-z._-]+"), v.Rest | None),
        (re.compile(r"late/[0-9A-Za-z-]+"), v.Late | None),
        (re.compile(rf"earlier/{UUID}"), v.Earlier | None),
        (re.compile(rf"earlier_photo/{UUID}/[0-9a-f]{{64}}"), v.Photo | None),
        (re.compile(r"strokes/[0-9a-f]{64}"), v.Shapes | None),
        (re.compile(r"masks/[0-9a-f]{64}"), v.Masks | None),
    ],
    "finding": [
        (re.compile(r"item"), v.ItemRef | None),
        (re.compile(r"location|statement|measure"), v.Text | None),
        (re.compile(r"due_days"), Annotated[int, Meta(ge=0, le=365)] | None),
        (re.compile(r"suspected_major"), Annotated[int, Meta(ge=0, le=50)] | None),
        (re.compile(r"photo/[0-9a-f]{64}"), v.Photo | None),
        (re.compile(r"strokes/[0-9a-f]{64}"), v.Shapes | None),
        (re.compile(r"masks/[0-9a-f]{64}"), v.Masks | None),
        (re.compile(r"withdrawn"), bool | None),
        (re.compile(rf"recheck_photo/{ROUND}/[0-9a-f]{{64}}"), v.Photo | None),
        (re.compile(rf"recheck_note/{ROUND}"), v.Text | None),
        (re.compile(rf"recheck_due/{ROUND}"), v.Day | None),
    ],
    "document": [(re.compile(r"field/[a-z_]{1,40}"), v.Text | None)],
}

EVENTS: dict[tuple[str, str], type[v.Form]] = {
    ("visit", "plan"): e.Plan, ("visit", "start"): e.Start, ("visit", "decline"): e.Decline, ("visit", "submit"): e.Submit,
    ("visit", "received"): e.Received, ("visit", "cancel"): e.Reason, ("visit", "settle"): e.Settle, ("finding", "settle"): e.Settle, ("visit", "relink"): e.Relink, ("finding", "relink"): e.RelinkFinding,
    ("finding", "submit"): e.SubmitFinding, ("finding", "confirm"): e.Note, ("finding", "return"): e.Reason, ("finding", "merge"): e.Merge,
    ("finding", "grade"): e.Grade, ("finding", "supervise"): e.Note, ("finding", "list"): e.Note, ("finding", "assign"): e.Assign, ("finding", "notify"): e.Notify, ("finding", "recall"): e.Notify, ("finding", "feedback"): e.Feedback,
    ("finding", "recheck"): e.Recheck, ("finding", "pass"): e.Outcome, ("finding", "fail"): e.Outcome, ("finding", "close_out"): e.Note,
    ("finding", "cancel"): e.Reason,
    ("document", "draft"): e.Draft, ("document", "arrange"): e.Arrange, ("document", "issue"): e.Issue, ("document", "issued"): e.Issued, ("document", "serve"): e.Serve,
    ("document", "receipt"): e.Receipt, ("document", "void"): e.Reason, ("document", "review"): e.Review, ("document", "revise"): e.Reason,
    ("document", "read"): e.Read, ("document", "countersign"): e.Receipt, ("document", "supersede"): e.Supersede, ("finding", "extend"): e.Extend,
    ("finding", "request_ext"): loop.RequestExtension, ("finding", "approve_ext"): loop.ApproveExtension, ("finding", "reject_ext"): loop.RejectExtension,
    ("finding", "progress"): loop.Progress, ("finding", "endorse"): loop.Endorse, ("finding", "urge"): loop.Urge, ("finding", "escalate"): loop.Escalate, ("finding", "link"): loop.Link,
    ("finding", "resume"): loop.Resume, ("finding", "conclude"): loop.Conclude, ("finding", "transfer"): loop.Transfer, ("finding", "accept_transfer"): e.Note,
    ("finding", "reject_transfer"): e.Reason, ("finding", "answer_transfer"): loop.AnswerTransfer, ("finding", "follow_up"): loop.FollowUp,
    ("finding", "recur"): loop.Recur, ("task", "open"): loop.OpenTask, ("task", "accept"): e.Note, ("task", "answer"): loop.AnswerTask, ("task", "back"): e.Reason,
    ("task", "move"): loop.MoveTask, ("task", "done"): e.Note, ("task", "cancel"): e.Reason, ("meeting", "call"): loop.CallMeeting,
    ("meeting", "change"): loop.CallMeeting, ("meeting", "hold"): loop.HoldMeeting, ("meeting", "cancel"): e.Reason,
}  # fmt: skip


WITH_PHOTOS = {
    ("finding", "feedback"), ("finding", "pass"), ("finding", "fail"), ("finding", "progress"), ("finding", "answer_transfer"), ("finding", "follow_up"),
    ("task", "answer"),
}  # fmt: skip


def value_type(op: Op) -> Any | None:
    """The type of an op's value, or None when this version doesn't know the path (the op is then `kept`)."""
    if op.kind == "event":
        return EVENTS.get((op.case, op.path))
    for pattern, kind in FIELDS.get(op.case, []):
        if pattern.fullmatch(op.path):
            return kind
    return None


def known(op: Op) -> bool:
    """Whether this version folds the op. Registries have the one path `record`."""
    if op.case in FIELDS or op.kind == "event":
        return value_type(op) is not None
    return op.path == "record" and op.kind == "set"


def check_value(op: Op) -> None:
    """Raises Invalid(`bad_value`) when the value of a known path is not of its type."""
    kind = value_type(op)
    if kind is None:
        return
    try:
        msgspec.convert(op.value, kind)
    except msgspec.ValidationError as error:
        raise Invalid("bad_value", f"“{op.path}”的内容不符合要求：{error}") from None


def photos_named(case: str, path: str, value: Any) -> list[str]:
    """SHA-256 of every photo or signature image that an op refers to, whatever version wrote it."""
    head, _, last = path.rpartition("/")
    is_photo = head == "photo" or head.startswith(("earlier_photo/", "recheck_photo/"))
    named: list[Any] = [last] if is_photo and value is not None else []
    if isinstance(value, dict):
        named.append(value.get("image"))
        if (case, path) in WITH_PHOTOS:
            photos = value.get("photos")
            named += photos if isinstance(photos, list) else []
    return [sha for sha in named if isinstance(sha, str) and v.SHA.fullmatch(sha)]
