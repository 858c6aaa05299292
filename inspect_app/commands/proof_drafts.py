"""What somebody of an enterprise has typed into the form of a proof and not handed in yet: kept for that person, gone when it is handed in, when the
finding has ended, or when no proof is waited for and nobody touched it for half a year. Its photos stay: a photo that was held once is never removed.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain.people import Actor
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms

Row = dict[str, Any]
ENDED = ("closed", "cancelled", "merged", "enforced")  # no proof is taken any more, and none will be
# A proof is waited for, or will be again when enforcement or another department gives the finding back.
WAITING = ("rectifying", "ext_pending", "feedback", "rechecking", "enforcement", "transferred")
UNTOUCHED_MS = 180 * 86_400_000
LONGEST = 20_000  # characters of one field: more than the form takes, so that a text that is too long comes back whole


def save(db: Database, actor: Actor, finding: str, typed: dict[str, str], photos: list[str]) -> int:
    """Keeps the fields as typed and the photos that are held already, in place of what was kept before; returns when (ms).

    The caller has checked that the finding is the person's and takes a proof.
    """
    at = now_ms()
    fields = {name: text[:LONGEST] for name, text in typed.items()}
    row = {
        "org_id": actor.org, "finding_id": finding, "person_id": actor.id, "typed": fields, "photos": photos, "saved_at": at,
    }  # fmt: skip
    with db.write() as connection:
        db.upsert(connection, t.proof_draft, [row])
    return at


def discard(db: Database, actor: Actor, finding: str) -> None:
    """Throws the person's draft away; nothing when there is none."""
    d = t.proof_draft.c
    with db.write() as connection:
        connection.execute(
            t.proof_draft.delete().where(
                d.org_id == actor.org, d.finding_id == finding, d.person_id == actor.id
            )
        )


def clear(db: Database, now: int | None = None) -> int:
    """Throws away, in every bureau, the drafts that nobody will hand in: of findings that ended; of those that wait for no proof now, untouched for 180 days. Returns how many."""
    d, f = t.proof_draft.c, t.finding.c
    of = sa.exists().where(f.org_id == d.org_id, f.id == d.finding_id)
    ended, waits = of.where(f.state.in_(ENDED)), of.where(f.state.in_(WAITING))
    old = d.saved_at < (now_ms() if now is None else now) - UNTOUCHED_MS
    with db.write() as connection:
        return connection.execute(t.proof_draft.delete().where(ended | old & ~waits)).rowcount
