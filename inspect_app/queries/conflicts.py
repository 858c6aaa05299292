"""Fields of which two people wrote different values and nobody has chosen yet."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain.conflicts import to_choose
from inspect_app.storage import tables as t

Row = dict[str, Any]


def of_finding(connection: sa.Connection, org: str, row: Row) -> list[Row]:
    """Of a finding and of its item's answer: `subject`, `path`, `seen` (ids of all heads) and `heads` (id, value, author, at), the shown one first."""
    finding, visit = f"finding/{row['id']}", f"visit/{row['visit_id']}"
    # By subject first: an OR over (subject, path) alone made SQLite read every head of the bureau (540 ms of 1.2 million).
    answer = t.head.c.path == f"answer/{row['item']}"
    return _open(
        connection, org, t.head.c.subject.in_([finding, visit]) & ((t.head.c.subject == finding) | answer)
    )


def of_visit(connection: sa.Connection, org: str, visit: str) -> list[Row]:
    """Of a visit's own fields, in the same shape."""
    return _open(connection, org, t.head.c.subject == f"visit/{visit}")


def _open(connection: sa.Connection, org: str, which: sa.ColumnElement[bool]) -> list[Row]:
    several = (
        sa.select(t.head.c.subject, t.head.c.path)
        .where(t.head.c.org_id == org, which)
        .group_by(t.head.c.subject, t.head.c.path)
        .having(sa.func.count() > 1)
        .subquery()
    )
    found = connection.execute(
        sa.select(t.head, t.op.c.received_at, t.person.c.name)
        .join(several, sa.and_(several.c.subject == t.head.c.subject, several.c.path == t.head.c.path))
        .join(t.op, sa.and_(t.op.c.org_id == t.head.c.org_id, t.op.c.seq == t.head.c.seq))
        .outerjoin(t.person, sa.and_(t.person.c.org_id == t.head.c.org_id, t.person.c.id == t.head.c.author))
        .where(t.head.c.org_id == org, which)
        .order_by(t.head.c.subject, t.head.c.path, t.head.c.rank.desc(), t.head.c.id.desc())
    ).all()
    by_path: dict[tuple[str, str], list[Any]] = {}
    for head in found:
        by_path.setdefault((head.subject, head.path), []).append(head)
    return [
        {
            "subject": subject, "path": path, "seen": " ".join(sorted(h.id for h in heads)),
            "heads": [{"id": h.id, "value": h.value, "author": h.name or h.author, "at": h.received_at} for h in heads],
        }
        for (subject, path), heads in by_path.items() if to_choose(path, [h.value for h in heads])
    ]  # fmt: skip
