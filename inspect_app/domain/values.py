"""The values of fields and events as structs: what `paths` checks, what docs/wire.md and the OpenAPI document describe."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

Line = Annotated[str, Meta(max_length=500)]
Text = Annotated[str, Meta(max_length=20000)]
# `$` alone would let a line break pass at the end of a text.
Sha = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]
Uuid = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$(?!\n)")]
Stamp = Annotated[str, Meta(pattern=r"^[0-9a-z]{9}-[0-9a-z]{3}-[0-9a-z]{8}$(?!\n)")]
Decimal = Annotated[str, Meta(pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,9})?$(?!\n)")]
# As text in the log; converted here only to be sure that the day exists: a 30th of February would stop the document that prints it.
Day = dt.date
Instant = Annotated[dt.datetime, Meta(tz=True)]
Required = Annotated[str, Meta(min_length=1, max_length=20000)]


SHA = re.compile("[0-9a-f]{64}")


class Form(msgspec.Struct, forbid_unknown_fields=True):
    """Base of all values with members: an unknown member is named in the error."""


class Consent(Form):
    """What the enterprise agreed to at the start of an advisory visit (个人信息保护法 第13、17条)."""

    photos: bool
    signature: bool
    position: bool
    by: Line
    at: Instant


class Opinion(Form):
    """The enterprise's view of the findings."""

    agree: bool
    text: Text = ""


class Refusal(Form):
    """Refusal to sign: reason and witness are mandatory (安全生产法 第68条; documents.md § 1)."""

    reason: Required
    witness: Required
    witness_unit: Line = ""
    recording_no: Line = ""


class Signature(Form):
    """A signature under the content named by `manifest_hash`, or the refusal to give it."""

    at: Instant
    manifest_hash: Sha
    name: Line = ""
    title: Line = ""
    image: Sha | None = None
    refusal: Refusal | None = None


class ItemRef(Form):
    """The checklist item that a finding came from."""

    checklist: Line
    version: Line
    item: Line


class Position(Form):
    """Where the shutter was pressed, only with consent; decimal degrees and metres as text."""

    lat: Decimal
    lon: Decimal
    acc: Decimal = "0"


class Photo(Form):
    """What is known of a photo beside its bytes."""

    at: Instant
    w: Annotated[int, Meta(ge=1, le=20000)]
    h: Annotated[int, Meta(ge=1, le=20000)]
    role: Literal["scene", "problem", "after", "document"] = "scene"
    note: Line = ""
    pos: Position | None = None
    replaces: Sha | None = None


Permille = Annotated[int, Meta(ge=0, le=10000)]  # 1/10000 of the upright picture's width or height


class Shape(Form):
    """One mark drawn over a photo: `points` are x, y pairs in 1/10000 of width and height (arrow: tail, head; circle: two corners of its
    box; text: where its first letter stands, top left)."""

    kind: Literal["arrow", "circle", "text"]
    points: Annotated[list[Permille], Meta(min_length=2, max_length=4)]
    text: Annotated[str, Meta(max_length=60)] = ""


class Mask(Form):
    """A part of a photo that the copies for screens and documents hide: a face, or a trade secret (安全生产法 第67条)."""

    kind: Literal["face", "secret"]
    x: Permille
    y: Permille
    w: Permille
    h: Permille


Shapes = Annotated[list[Shape], Meta(max_length=40)]
Masks = Annotated[list[Mask], Meta(max_length=40)]


class Rest(Form):
    """ "The rest of the section conforms", said with one tap for these items: recorded as such, beside the answers it gave."""

    items: Annotated[list[Line], Meta(min_length=1, max_length=500)]
    at: Instant


class Late(Form):
    """补录: this answer was written on paper (`at`) where no tablet may go, and entered afterwards."""

    at: Instant
    sheet: Line = ""


class HeaderFirm(Form):
    """The enterprise as the tablet knew it."""

    id: Line
    name: Line
    uscc: Line = ""
    address: Line = ""


class HeaderPerson(Form):
    """A member of the team as printed."""

    id: Line
    name: Line
    title: Line = ""


class Header(Form):
    """What the leave-behind copy says from the registries. In the log, because an enterprise may be renamed before the visit is received;
    the lead stands first in `team`."""

    org: Line
    enterprise: HeaderFirm
    track: Literal["advisory", "enforcement"]
    date: Day
    team: list[HeaderPerson]
    checklists: list[Line]


class Ink(Form):
    """How a signature was drawn: a list a stroke of x, y, ms since the first touch, in CSS pixels of a pad of w × h."""

    w: Annotated[int, Meta(ge=1, le=20000)]
    h: Annotated[int, Meta(ge=1, le=20000)]
    strokes: list[list[int]]


class Earlier(Form):
    """What the expert saw of a finding that an earlier visit left open: it does not change that finding's state."""

    state: Literal["stands", "gone", "unseen"]
    at: Instant
    note: Text = ""


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


class Draft(Form):
    """A document is begun."""

    type: Line
    enterprise: Line
    findings: list[Uuid]


class Issue(Form):
    """The number is taken and the facts are frozen (design § 7.5)."""

    number: Line
    year: int
    seq: int
    facts: dict[str, Any]


class Issued(Form):
    """The stored file."""

    sha256: Sha
    bytes: int
    pages: int


class Serve(Form):
    """Service of a document: how, when, to whom, by whom."""

    method: Literal["direct", "leave", "electronic", "mail", "public"]
    at: Instant
    to: Required
    by: Line


class Receipt(Form):
    """The recipient signs for it."""

    name: Required
    at: Instant
    title: Line = ""
    image: Sha | None = None
