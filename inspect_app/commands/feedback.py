"""What the enterprise hands in: photos first, then the event that names them, so that a feedback never points to a photo not held."""

from __future__ import annotations

import hashlib
from typing import Any

import sqlalchemy as sa

from inspect_app.commands import findings, service
from inspect_app.commands.log import writing
from inspect_app.commands.photos import Rejected, put_photo
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.queries import scope
from inspect_app.render.phone import photo_from_phone
from inspect_app.render.photos import BadPhoto
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Blobs
from inspect_app.storage.db import Database, now_ms

Row = dict[str, Any]
MAX_PHOTOS = 9
# Event → the column that remembers the last one.
REPEAT_MS = 10 * 60_000  # the same words a week later are another report
REMEMBERED = {"request_ext": "extension", "progress": "progress"}


def keep_photo(db: Database, blobs: Blobs, actor: Actor, data: bytes) -> str:
    """Stores a phone's picture as a photo; returns the SHA-256 of what is kept. Raises Rejected with a sentence."""
    try:
        made = photo_from_phone(data)
    except BadPhoto as problem:
        raise Rejected(problem.reason, str(problem)) from None
    sha = hashlib.sha256(made).hexdigest()
    put_photo(db, blobs, actor, sha, made)
    return sha


def hand_in(
    db: Database, actor: Actor, finding: str, value: Row, seen: int | None = None, promise: str = ""
) -> Row:
    """The proof for one finding; its photos are held already. The same proof twice counts once; the person's draft of it ends.

    `promise`: what the principal, who hands it in, stands for with it (反馈签认). Raises rules.Refusal (not the person's finding, wrong
    state), findings.Stale, wire.Invalid.
    """
    row = _own(db, actor, finding)
    if row["state"] == "feedback" and _said(row) == value and not _stands_anew(row, promise):
        return row  # a double tap, or a form sent again after a lost answer
    with writing(db, actor.org) as log:
        if seen is not None and (log.row("finding", finding) or {}).get("updated_seq") != seen:
            raise findings.Stale
        row = log.event(actor, f"finding/{finding}", "feedback", value)
        if promise:
            row = log.event(actor, f"finding/{finding}", "endorse", {"name": actor.name, "promise": promise})
        d = t.proof_draft.c
        log.c.execute(
            t.proof_draft.delete().where(
                d.org_id == actor.org, d.finding_id == finding, d.person_id == actor.id
            )
        )
    return row


def _stands_anew(row: Row, promise: str) -> bool:
    """The principal sends what the manager handed in as it is, and stands for it: that is no repeat."""
    return bool(promise) and not (row["feedback"] or {}).get("endorsed")


def _said(row: Row) -> Row:
    return {name: member for name, member in (row["feedback"] or {}).items() if name != "endorsed"}


def endorse(db: Database, actor: Actor, finding: str, promise: str, seen: int) -> Row:
    """The principal stands for what the page showed. Raises rules.Refusal, findings.Stale when it was corrected since."""
    _own(db, actor, finding)
    return findings.act(db, actor, finding, "endorse", {"name": actor.name, "promise": promise}, seen)


def ask(db: Database, actor: Actor, finding: str, command: str, value: Row, seen: int | None = None) -> Row:
    """More time (`request_ext`), or how far it is (`progress`). The same twice counts once: a double tap, or a form sent again.

    Raises rules.Refusal (not the person's finding, wrong state), findings.Stale, wire.Invalid.
    """
    row = _own(db, actor, finding)
    said = row[REMEMBERED[command]] or {}
    stands = command == "progress" or row["state"] == "ext_pending"
    recent = command != "progress" or now_ms() - int(said.get("at") or 0) < REPEAT_MS
    if (
        stands
        and recent
        and said.get("by") == actor.id
        and all(said.get(name) == given for name, given in value.items())
    ):
        return row
    return findings.act(db, actor, finding, command, value, seen)


def _own(db: Database, actor: Actor, finding: str) -> Row:
    with db.read() as connection:
        row = (
            connection.execute(sa.select(t.finding).where(scope.findings(actor), t.finding.c.id == finding))
            .mappings()
            .one_or_none()
        )
    if row is None:
        raise Refusal("unknown", "没有这条隐患，或不属于本企业")
    return dict(row)


def sign(db: Database, actor: Actor, document: str, value: Row) -> Row:
    """Signs for the receipt of a document, once. Raises Refusal."""
    with db.read() as connection:
        row = (
            connection.execute(
                sa.select(t.document).where(scope.documents(actor), t.document.c.id == document)
            )
            .mappings()
            .one_or_none()
        )
    if row is None:
        raise Refusal("unknown", "没有这份文书，或不属于本企业")
    if row["receipt"]:
        raise Refusal("signed_already", f"这份文书已由{row['receipt']['name']}签收，无需再次签收")
    return service.sign_receipt(db, actor, document, value)
