"""What was signed on site, folded from exactly the ops of a manifest: for the reception of a visit, and for documents that print what was signed."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain import canon
from inspect_app.domain.fold import Head, fold, shown_values
from inspect_app.storage import tables as t

Row = dict[str, Any]
PHOTO = re.compile("photo/[0-9a-f]{64}")  # others are paths of some later version
NAMED_PHOTO = re.compile("(photo|earlier_photo/[^/]+)/[^/]+")
Signed = dict[tuple[str, str], dict[str, Any]]


def signed_values(connection: sa.Connection, org: str, visit: str, ids: set[str]) -> tuple[Signed, int, str]:
    """(case, uuid) -> path -> value, folded from exactly the ops of the manifest; how many field ops stand outside it; and the hash
    that the signatures under this content name (docs/wire.md, Manifest)."""
    rows = connection.execute(
        sa.select(
            t.op.c.id,
            t.op.c.subject,
            t.op.c.path,
            t.op.c.prev,
            t.op.c.rank,
            t.op.c.seq,
            t.op.c.author,
            t.op_value.c.value,
        )
        .join(t.op_value, sa.and_(t.op_value.c.org_id == t.op.c.org_id, t.op_value.c.seq == t.op.c.seq))
        .where(t.op.c.org_id == org, t.op.c.visit_id == visit, t.op.c.kind == "set")
        .order_by(t.op.c.seq)
    ).all()
    named = {p for row in rows for p in row.prev}
    outside = sum(1 for row in rows if row.id not in ids and row.id not in named)
    triples: dict[tuple[str, str], list[tuple[str, Head, list[str]]]] = {}
    for row in rows:
        case, _, key = row.subject.partition("/")
        if row.id in ids:
            head = Head(row.id, row.rank, row.seq, row.author, msgspec.json.decode(row.value))
            triples.setdefault((case, key), []).append((row.path, head, row.prev))
    content_hash = _content_hash([(path, head) for listed in triples.values() for path, head, _ in listed])
    return (
        {subject: shown_values(fold(listed)) for subject, listed in triples.items()},
        outside,
        content_hash,
    )


def _content_hash(heads: list[tuple[str, Head]]) -> str:
    """As static/field/manifest.js makes it: without signatures and how they were drawn."""
    content = [(path, head) for path, head in heads if path.partition("/")[0] not in ("signature", "ink")]
    photos = {
        path.rpartition("/")[2]
        for path, head in content
        if isinstance(head.value, dict) and NAMED_PHOTO.fullmatch(path)
    }
    return canon.manifest_hash([head.id for _, head in content], list(photos))


def finding_facts(values: dict[str, Any]) -> Row:
    """A finding as it was signed (event_values.Facts), of its signed fields."""
    photos = sorted((values[path]["at"], path[len("photo/") :]) for path in values if PHOTO.fullmatch(path))
    drawn = {sha: values[path] for _, sha in photos if (path := f"strokes/{sha}") in values}
    facts = {
        "location": values.get("location", ""), "statement": values.get("statement", ""), "measure": values.get("measure", ""),
        "due_days": values.get("due_days", 15), "item": values.get("item"), "suspected_major": values.get("suspected_major"),
        "photos": [sha for _, sha in photos], "taken": {sha: at for at, sha in photos},
    }  # fmt: skip
    return {**facts, "strokes": drawn} if drawn else facts


def now_signed(connection: sa.Connection, org: str, visit: Row) -> dict[str, Row | None]:
    """finding → its facts under the signatures of today, None for one taken back in them; {} while there is only one version.

    A correction changes what the bureau has taken up already neither in the ledger nor here; on paper over the new signatures stand the new words.
    """
    if (visit.get("version") or 0) < 2:
        return {}
    o, v = t.op.c, t.op_value.c
    text = connection.scalar(
        sa.select(v.value)
        .join(t.op, sa.and_(o.org_id == v.org_id, o.seq == v.seq))
        .where(o.org_id == org, o.subject == f"visit/{visit['id']}", o.path == "submit", o.kind == "event")
        .order_by(o.seq.desc())
        .limit(1)
    )
    ids = set(msgspec.json.decode(text)["manifest"]["ops"]) if text else set()
    signed, _, _ = signed_values(connection, org, visit["id"], ids)
    return {
        key: None if values.get("withdrawn") else finding_facts(values)
        for (case, key), values in signed.items()
        if case == "finding"
    }
