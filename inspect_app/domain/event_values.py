"""The values of events as structs, for visits, findings and documents; what they share with fields is in values.py."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from inspect_app.domain.values import (
    Day,
    Form,
    Instant,
    ItemRef,
    Line,
    Required,
    Sha,
    Shapes,
    Stamp,
    Text,
    Uuid,
)


class Manifest(Form):
    """Exactly what is signed or submitted."""

    ops: list[Stamp]
    photos: list[Sha]
    hash: Sha


class NewEnterprise(Form):
    """An enterprise that the registry does not know yet, as it was met on site."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    uscc: Line = ""
    uscc_reason: Line = ""  # why there is no code
    industry: Line = ""
    township: Line = ""
    address: Line = ""
    principal: Line = ""
    principal_phone: Line = ""
    hazards: list[Line] = []


class Plan(Form):
    """Dispatch of a visit. From a tablet: `unplanned`, its author leads; with `record` the enterprise is new (its id is then `new-<uuid>`)."""

    enterprise: Line
    track: Literal["advisory", "enforcement"]
    planned_date: Day
    lead: Line
    members: list[Line]
    checklists: list[Line]
    unplanned: bool = False
    record: NewEnterprise | None = None


class Relink(Form):
    """The visit belongs to another enterprise: the one met on site turned out to be registered."""

    enterprise: Line


class RelinkFinding(Form):
    """The same for a finding of that visit, with the township of the enterprise it moves to."""

    enterprise: Line
    township: Line = ""


class Start(Form):
    """The first tap on 开始诊断."""

    at: Instant


class Decline(Form):
    """企业谢绝: an outcome of an advisory visit, not a fault."""

    reason: Required
    by: Line = ""


class Submit(Form):
    """Submission of a visit with what it covers. `slip`: hash of the contents that the leave-behind copy (现场告知单) printed."""

    version: Annotated[int, Meta(ge=1, le=1000)]
    manifest: Manifest
    reason: Text = ""
    slip: Sha | None = None


class Checked(Form):
    """How far one checklist was when it was signed; `late` = answers that were entered from paper (补录)."""

    key: Line
    title: Line
    items: int
    ok: int
    nok: int
    na: int
    late: int = 0


class Received(Form):
    """The server holds everything of the manifest. `outside` = ops of the visit that the manifest does not name.

    `fields` = the visit's own fields as signed (opinion, area, signatures …), without the answers, which stay in the log.
    `slip` = the hash of what the leave-behind copy says, made by the server from the same ops; `checked` = its counts a checklist.
    """

    version: int
    manifest_hash: Sha
    findings: int
    outside: int = 0
    fields: dict[str, Any] = {}
    slip: Sha | None = None
    checked: list[Checked] = []


class Facts(Form):
    """A finding as it was signed: the fold of exactly the ops of the manifest."""

    location: Text = ""
    statement: Text = ""
    measure: Text = ""
    due_days: int = 15
    item: ItemRef | None = None
    suspected_major: int | None = None
    photos: list[Sha] = []
    taken: dict[str, str] = {}
    strokes: dict[str, Shapes] = {}


class SubmitFinding(Form):
    """The server's event that makes a recorded finding a submitted one. Where and when are copied from the visit, as of that day."""

    version: int
    facts: Facts
    enterprise: Line
    township: Line
    track: Literal["advisory", "enforcement"]
    found_on: Day


class Note(Form):
    """An event that needs no facts, or only a remark."""

    note: Text = ""


class Review(Form):
    """A draft was looked at. `said`: the sign of what it said then (queries.facts.content_mark)."""

    note: Text = ""
    said: Sha | None = None


class Reason(Form):
    """An event that must be explained."""

    reason: Required


class Settle(Form):
    """核定: of what two people wrote differently under `path` the bureau chose `value`; `heads` are the ops it chose between."""

    path: Line
    value: Any
    heads: Annotated[list[Stamp], Meta(min_length=2, max_length=100)]


class Merge(Form):
    """This finding is the same as another."""

    into: Uuid
    reason: Text = ""


class Grade(Form):
    """Grading; a major one names the criterion it was compared with."""

    severity: Literal["general", "major"]
    criterion: Text = ""
    reason: Text = ""


class Basis(Form):
    """A legal basis as it will be printed. `clause` is empty when only the name may be printed (design § 7.8)."""

    name: Line
    number: Line = ""
    clause: Line = ""


class Assign(Form):
    """Who must rectify what until when, in the words of the notice."""

    due_date: Day
    rectify_unit: Line = ""
    rectify_owner: Line = ""
    statement: Text = ""
    measure: Text = ""
    basis: list[Basis] = []


class Notify(Form):
    """The notice was served: the clock runs."""

    document: Uuid


class Feedback(Form):
    """The enterprise's proof of rectification. `cost_cents` in 1/100 yuan."""

    measure: Required
    owner: Required
    done_on: Day
    photos: list[Sha]
    cost_cents: Annotated[int, Meta(ge=0, le=10**13)] = 0
    interim: Text = ""


class Recheck(Form):
    """Who will look whether it is done."""

    reinspector: Line
    planned_date: Day


class Outcome(Form):
    """What the reinspection found."""

    reinspector: Line
    at: Instant
    note: Required
    photos: list[Sha] = []
    due_date: Day | None = None


class Extend(Form):
    """More time, granted by a document."""

    document: Uuid
    due_date: Day


class Draft(Form):
    """A document is begun. `refers`: the document that it rests on (the order that a reinspection answers); `replaces`: the one it takes the place of."""

    type: Line
    enterprise: Line
    findings: list[Uuid]
    refers: Uuid | None = None
    replaces: Uuid | None = None


class Arrange(Form):
    """Which findings the draft lists, in this order."""

    findings: list[Uuid]


class Issue(Form):
    """The number is taken and the facts are frozen (design § 7.5)."""

    number: Line
    year: int
    seq: int
    facts: dict[str, Any]


class Issued(Form):
    """The stored file. `unsigned`: SHA-256 of the file before it was signed; `signer`: subject of the certificate, '' when nobody signed."""

    sha256: Sha
    bytes: int
    pages: int
    unsigned: Sha | None = None
    signer: Line = ""


class Serve(Form):
    """Service of a document: how, when, where, to whom, by whom.

    `also`: the second officer; leaving needs `reason` and a `witness` or a `recording_no`; mail its `tracking_no`; electronic service the
    enterprise's confirmation (`consent`, a 电子送达确认书) and the `address` named there.
    """

    method: Literal["direct", "leave", "electronic", "mail", "public"]
    at: Instant
    to: Required
    by: Line
    also: Line = ""
    place: Line = ""
    title: Line = ""
    reason: Text = ""
    witness: Line = ""
    witness_unit: Line = ""
    recording_no: Line = ""
    tracking_no: Line = ""
    announced_on: Day | None = None
    consent: Uuid | None = None
    address: Line = ""
    note: Text = ""


class Read(Form):
    """The enterprise opened the document. `name`: the account, '' for the holder of a code."""

    at: Instant
    name: Line = ""


class Supersede(Form):
    """Another document, issued now, takes the place of this one."""

    by: Uuid
    number: Line
    reason: Required


class Receipt(Form):
    """The recipient signs for it."""

    name: Required
    at: Instant
    title: Line = ""
    image: Sha | None = None
