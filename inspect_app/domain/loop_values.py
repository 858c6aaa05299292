"""The values of the closed loop's events: extension, referral, transfer, urging, follow-up; tasks and meetings. The others are in event_values.py."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from inspect_app.domain.values import Day, Form, Instant, Line, Required, Sha, Text, Uuid

Photos = Annotated[list[Sha], Meta(max_length=20)]


class RequestExtension(Form):
    """The enterprise asks for more time. `on`: the day it asked (a letter may have come earlier); `interim`: what keeps people safe meanwhile."""

    due_date: Day
    reason: Required
    on: Day
    interim: Text = ""
    owner: Line = ""


class ApproveExtension(Form):
    """More time is granted, with or without a 批复."""

    due_date: Day
    note: Text = ""
    document: Uuid | None = None


class RejectExtension(Form):
    """The deadline stays."""

    reason: Required
    document: Uuid | None = None


class Progress(Form):
    """How far the rectification is; asks for nothing."""

    note: Required
    photos: Photos = []


class Endorse(Form):
    """反馈签认: the principal stands for the feedback. `paper`: signed on paper `on` that day, written down by the desk."""

    name: Required
    promise: Text = ""
    paper: bool = False
    on: Day | None = None


class Urge(Form):
    """催办 by the bureau or the township. `way`: how it was done (站内、电话、上门)."""

    note: Required
    way: Line = ""


class Escalate(Form):
    """移交执法: the advisory side stops; `ground` is why."""

    reason: Required
    ground: Literal["overdue", "refusal", "unsafe", "violation"] = "overdue"


class Link(Form):
    """The enforcement visit that verifies what was referred."""

    visit: Uuid
    note: Text = ""


class Resume(Form):
    """Enforcement gives it back: to be notified anew."""

    reason: Required
    due_date: Day


class Conclude(Form):
    """The case ended."""

    note: Required
    case_no: Line = ""
    penalty_cents: Annotated[int, Meta(ge=0, le=10**13)] = 0


class Transfer(Form):
    """移送: another department is responsible. `document`: its 移送函."""

    department: Line
    reason: Required
    reply_by: Day | None = None
    document: Uuid | None = None


class AnswerTransfer(Form):
    """What the department did about it."""

    note: Required
    done_on: Day | None = None
    photos: Photos = []


class FollowUp(Form):
    """回访 after close-out: does it still hold? `after`: days after close-out that it was due."""

    result: Literal["kept", "recurred", "unable"]
    note: Required
    on: Day
    after: Annotated[int, Meta(ge=0, le=3650)] = 0
    photos: Photos = []


class Recur(Form):
    """The same item failed at the same enterprise within twelve months of an earlier close-out."""

    of: Uuid
    closed_on: Day


class OpenTask(Form):
    """One owner: a person, a department, a township, or everybody of a role."""

    kind: Line
    title: Required
    due_date: Day
    owner: Line = ""
    department: Line = ""
    township: Line = ""
    role: Line = ""
    note: Text = ""
    finding: Uuid | None = None
    enterprise: Line = ""
    meeting: Uuid | None = None


class AnswerTask(Form):
    """What came of it."""

    note: Required
    photos: Photos = []
    done_on: Day | None = None


class MoveTask(Form):
    """A later or earlier day."""

    due_date: Day
    reason: Required


class CallMeeting(Form):
    """联席会议: when, where, who, about which findings. `triggers`: why it was proposed."""

    title: Required
    day: Day
    findings: Annotated[list[Uuid], Meta(max_length=100)]
    time: Line = ""
    place: Line = ""
    chair: Line = ""
    agenda: list[Text] = []
    attendees: list[Line] = []
    triggers: list[Line] = []


class HoldMeeting(Form):
    """What was said and decided; each resolution is a task that is opened with it. `at`: when it ended."""

    minutes: Required
    attended: list[Line]
    resolutions: list[Uuid] = []
    at: Instant | None = None
