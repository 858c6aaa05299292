"""The values of fields as structs: what `paths` checks, what docs/wire.md and the OpenAPI document describe. Events: event_values.py."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

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
