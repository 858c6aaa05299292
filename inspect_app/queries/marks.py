"""What is drawn on the copies of a photo now: the heads of its strokes and masks, and what its stamp says.

A mask counts wherever it was set for this photo, and every head of a conflict counts: what somebody hid is never shown because of who asks.
Strokes and stamp belong to the case that the photo is looked at for (`of`).
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain.marks import Marks, marks_of, stamp_of
from inspect_app.storage import tables as t

Row = dict[str, Any]
# Where the facts of a shot stand: of a finding, of one found open earlier, of a reinspection.
META = ("photo/", "earlier_photo/", "recheck_photo/")


def of_photo(
    connection: sa.Connection, org: str, sha256: str, of: str | None = None, signed: Row | None = None
) -> Marks:
    """Marks of one photo. `of`: uuid of the finding or visit it is shown for; `signed`: a finding's signed facts, whose strokes count then."""
    named = sa.and_(t.photo_ref.c.org_id == org, t.photo_ref.c.sha256 == sha256)
    masks = _masks(connection, named, sha256)
    about = connection.scalar(
        sa.select(t.photo_ref.c.subject)
        .where(named, t.photo_ref.c.subject.in_((f"finding/{of}", f"visit/{of}")))
        .order_by(t.photo_ref.c.subject)
        .limit(1)
    )
    if about is None:
        return marks_of(None, masks)
    shown = _heads(connection, org, about, sha256)
    strokes = (
        (signed or {}).get("strokes", {}).get(sha256)
        if signed is not None
        else shown.get(f"strokes/{sha256}")
    )
    taken = next((value for path, value in shown.items() if path.startswith(META) and value), None)
    return marks_of(strokes, masks, _stamp(connection, org, about, shown, taken) if taken else ())


def hidden_of(connection: sa.Connection, org: str, findings: list[str]) -> dict[str, dict[str, str]]:
    """Finding → photo → tag of what is hidden on it (Marks.hidden), where anything is: tablets keep copies for days and must know."""
    found: dict[str, dict[str, list[Any]]] = {}
    for head in connection.execute(
        sa.select(t.head.c.subject, t.head.c.path, t.head.c.value).where(
            t.head.c.org_id == org, t.head.c.subject.in_([f"finding/{key}" for key in findings]), t.head.c.path.like("masks/%")
        )
    ):  # fmt: skip
        photos = found.setdefault(head.subject.partition("/")[2], {})
        photos.setdefault(head.path.partition("/")[2], []).append(head.value)
    tags = {
        key: {sha: marks_of(None, masks).hidden for sha, masks in photos.items()}
        for key, photos in found.items()
    }
    return {
        key: kept
        for key, photos in tags.items()
        if (kept := {sha: tag for sha, tag in photos.items() if tag})
    }


def _masks(connection: sa.Connection, named: sa.ColumnElement[bool], sha256: str) -> list[Any]:
    """All heads of what was hidden, of whatever case names the photo; read by the key, since a photo may be named often."""
    head, ref = t.head.c, t.photo_ref.c
    return list(
        connection.scalars(
            sa.select(head.value)
            .select_from(t.photo_ref.join(t.head, sa.and_(head.org_id == ref.org_id, head.subject == ref.subject)))
            .where(named, head.path == f"masks/{sha256}")
            .order_by(head.subject, head.rank, head.id)
        )
    )  # fmt: skip


def _heads(connection: sa.Connection, org: str, about: str, sha256: str) -> Row:
    """What this case says of the photo and of its place; the greatest head of each path."""
    path = t.head.c.path
    wanted = path.in_(("location", f"photo/{sha256}", f"strokes/{sha256}")) | path.like(f"%_photo/%/{sha256}")
    heads = connection.execute(
        sa.select(path, t.head.c.value)
        .where(t.head.c.org_id == org, t.head.c.subject == about, wanted)
        .order_by(path, t.head.c.rank, t.head.c.id)
    )
    return {head.path: head.value for head in heads}


def _stamp(connection: sa.Connection, org: str, about: str, shown: Row, taken: Row) -> tuple[str, ...]:
    case, _, key = about.partition("/")
    earlier = next((path.split("/")[1] for path in shown if path.startswith("earlier_photo/")), None)
    finding = key if case == "finding" else earlier
    row = connection.execute(
        sa.select(t.finding.c.location, t.finding.c.visit_id).where(
            t.finding.c.org_id == org, t.finding.c.id == (finding or "")
        )
    ).one_or_none()
    visit = key if case == "visit" else row.visit_id if row else _visit_of(connection, org, about)
    location = shown.get("location") or (row.location if row else "") or ""
    return stamp_of(
        taken, _enterprise(connection, org, visit), location, f"隐患 {finding[:8]}" if finding else ""
    )


def _visit_of(connection: sa.Connection, org: str, subject: str) -> str | None:
    """Of a finding that was not submitted yet: the visit that its ops name."""
    return connection.scalar(
        sa.select(t.photo_ref.c.visit_id)
        .where(t.photo_ref.c.org_id == org, t.photo_ref.c.subject == subject)
        .limit(1)
    )


def _enterprise(connection: sa.Connection, org: str, visit: str | None) -> str:
    firm = sa.and_(t.enterprise.c.org_id == t.visit.c.org_id, t.enterprise.c.id == t.visit.c.enterprise_id)
    return connection.scalar(
        sa.select(t.enterprise.c.name)
        .select_from(t.visit)
        .join(t.enterprise, firm)
        .where(t.visit.c.org_id == org, t.visit.c.id == (visit or ""))
    ) or ""  # fmt: skip
