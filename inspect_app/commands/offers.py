"""起草…: the documents that may be begun from what somebody looks at, and for the others of the same kind why not now. Asks what `drafts.draft`
would say, so that the menu and the command never disagree; writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from inspect_app.commands import drafts
from inspect_app.commands.view import View, viewing
from inspect_app.domain.doc_types import DOC_TYPES, DocType, fits_track
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.storage.db import Database

Row = dict[str, Any]


class Offer(msgspec.Struct, frozen=True):
    """A document that could be begun. given: what the form sends beside `type`; count: findings it would list; why: '' when it fits now."""

    type: str
    title: str
    given: dict[str, str]
    count: int = 0
    why: str = ""


def of_visit(db: Database, actor: Actor, visit: str) -> list[Offer]:
    """Offers on the page of a visit."""
    with viewing(db, actor.org) as view:
        row = view.row("visit", visit)
        kinds = _kinds(actor, (row or {}).get("track", ""), "visit")
        return _sorted(_offer(view, actor, kind, {"visit": visit}) for kind in kinds) if row else []


def of_finding(db: Database, actor: Actor, finding: str) -> list[Offer]:
    """Offers on the page of a finding: what is begun from findings."""
    with viewing(db, actor.org) as view:
        row = view.row("finding", finding)
        kinds = _kinds(actor, (row or {}).get("track", ""), "findings")
        return _sorted(_offer(view, actor, kind, {"finding": finding}) for kind in kinds) if row else []


def of_enterprise(db: Database, actor: Actor, enterprise: str) -> list[Offer]:
    """Offers on the page of an enterprise."""
    with viewing(db, actor.org) as view:
        kinds = [
            kind
            for kind in DOC_TYPES.values()
            if kind.subject == "enterprise" and actor.role in kind.draft_roles
        ]
        return _sorted(_offer(view, actor, kind, {"enterprise": enterprise}) for kind in kinds)


def of_document(db: Database, actor: Actor, document: str) -> list[Offer]:
    """Offers on the page of an issued document: those that rest on it."""
    with viewing(db, actor.org) as view:
        row = view.row("document", document)
        if row is None or row["state"] not in ("issued", "served"):
            return []
        resting = [
            kind
            for kind in DOC_TYPES.values()
            if row["type"] in kind.refers_to and actor.role in kind.draft_roles
        ]
        return _sorted(_offer(view, actor, kind, {"refers": document}) for kind in resting)


def _kinds(actor: Actor, track: str, subject: str) -> list[DocType]:
    return [
        kind
        for kind in DOC_TYPES.values()
        if kind.subject == subject and fits_track(kind, track) and actor.role in kind.draft_roles
    ]


def _offer(view: View, actor: Actor, kind: DocType, given: dict[str, str]) -> Offer:
    try:
        _, chosen = drafts.prepare(
            view, actor, kind.code, given.get("visit"), [given["finding"]] if "finding" in given else None,
            refers=given.get("refers"), enterprise=given.get("enterprise")
        )  # fmt: skip
    except Refusal as refusal:
        return Offer(kind.code, kind.title, given, 0, refusal.message)
    return Offer(kind.code, kind.title, given, len(chosen))


def _sorted(found: Iterator[Offer]) -> list[Offer]:
    """What fits now comes first; else the order of the table."""
    return sorted(found, key=lambda offer: bool(offer.why))
