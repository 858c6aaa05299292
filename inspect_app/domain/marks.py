"""What is drawn on a photo's copies: strokes, masks, and the stamp that says when, where and for what it was taken. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from inspect_app.domain import dates
from inspect_app.domain.values import Mask, Shape

FILE_NOTE = "选自文件"


class Marks(msgspec.Struct, frozen=True):
    """What one copy carries. `stamp`: its lines."""

    shapes: tuple[Shape, ...] = ()
    masks: tuple[Mask, ...] = ()
    stamp: tuple[str, ...] = ()

    @property
    def tag(self) -> str:
        """Twelve hex digits that change with anything drawn; empty when nothing is."""
        return _digest(self) if self.shapes or self.masks or self.stamp else ""

    @property
    def hidden(self) -> str:
        """The same of the masks alone: a document that was printed before somebody asked for a mask is known by it."""
        return _digest(self.masks) if self.masks else ""


PLAIN = Marks()
EVERYTHING = (Mask(kind="secret", x=0, y=0, w=10_000, h=10_000),)


def _digest(what: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(what)).hexdigest()[:12]


def marks_of(strokes: Any, masks: Iterable[Any], stamp: tuple[str, ...] = ()) -> Marks:
    """From values as the log holds them. `masks`: every list that anybody set for the photo; what one of them hides stays hidden.

    A value that this version cannot read (a later app wrote it) draws nothing, or hides the whole photo.
    """
    hidden = {
        msgspec.json.encode(mask): mask for given in masks for mask in _read(given, list[Mask], EVERYTHING)
    }
    return Marks(tuple(_read(strokes, list[Shape], ())), tuple(hidden[key] for key in sorted(hidden)), stamp)


def _read(value: Any, kind: Any, otherwise: Iterable[Any]) -> Iterable[Any]:
    try:
        found: list[Any] = msgspec.convert(value or [], kind)
    except msgspec.ValidationError:
        return otherwise
    return found


def stamp_of(photo: Mapping[str, Any], enterprise: str, location: str, number: str) -> tuple[str, ...]:
    """The lines under a photo: time of the shutter by the tablet's clock, place with consent; enterprise; finding."""
    taken = dates.moment(dates.parse_instant(photo["at"])).strftime("%Y-%m-%d %H:%M:%S")
    where, note = photo.get("pos"), FILE_NOTE if photo.get("note") == FILE_NOTE else ""
    place = f"北纬 {where['lat']}，东经 {where['lon']}（±{where.get('acc', '0')} 米）" if where else ""
    lines = (
        "　".join(filter(None, (taken, note, place))),
        enterprise,
        "　".join(filter(None, (location, number))),
    )
    return tuple(line for line in lines if line)
