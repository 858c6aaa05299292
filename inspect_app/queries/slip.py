"""What leave-behind copies (现场告知单) were made of a visit, read from the log: the hash that the tablet printed and the server's own."""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain import slip
from inspect_app.storage import tables as t

Row = dict[str, Any]


def versions(connection: sa.Connection, org: str, visit: str) -> list[Row]:
    """One row a submission, the first version first: `version`, `told` (the tablet's hash or None), `made` (the server's, None until it
    holds everything), `checked` (counts a checklist), `at` of the submission."""
    rows = connection.execute(
        sa.select(t.op.c.path, t.op.c.received_at, t.op_value.c.value)
        .join(t.op_value, sa.and_(t.op_value.c.org_id == t.op.c.org_id, t.op_value.c.seq == t.op.c.seq))
        .where(
            t.op.c.org_id == org,
            t.op.c.subject == f"visit/{visit}",
            t.op.c.kind == "event",
            t.op.c.path.in_(("submit", "received")),
        )
        .order_by(t.op.c.seq)
    )
    found: dict[int, Row] = {}
    for row in rows:
        value = msgspec.json.decode(row.value)
        one = found.setdefault(
            value["version"],
            {"version": value["version"], "told": None, "made": None, "checked": [], "at": row.received_at},
        )
        if row.path == "submit":
            one.update(told=value.get("slip"), at=row.received_at)
        else:
            one.update(made=value.get("slip"), checked=value.get("checked", []))
    return [found[version] for version in sorted(found)]


def last(connection: sa.Connection, org: str, visit: str) -> Row | None:
    """The newest version that the server holds whole."""
    held = [one for one in versions(connection, org, visit) if one["checked"] or one["made"]]
    return held[-1] if held else None


def visits_of_code(connection: sa.Connection, code: str) -> list[tuple[str, str]]:
    """(org, visit) that a typed 检查编号 stands for; none for a code that is none or has not arrived."""
    prefix = slip.uuid_prefix(code)
    if prefix is None:
        return []
    v = t.visit.c
    found: list[tuple[str, str]] = []
    for org in connection.scalars(sa.select(t.org.c.id)).all():  # the key begins with the bureau
        found += [
            (org, id_)
            for id_ in connection.scalars(
                sa.select(v.id).where(v.org_id == org, v.id > prefix, v.id < prefix + "g")
            )
        ]
    return found


def opinion_number(connection: sa.Connection, org: str, visit: str) -> str | None:
    """The number of the 专家检查意见书 that followed, once it is issued and while it is not void."""
    d = t.document.c
    return connection.scalar(
        sa.select(d.number)
        .where(
            d.org_id == org,
            d.visit_id == visit,
            d.type == "doc_expert_opinion",
            d.state.in_(("issued", "served")),
        )
        .order_by(d.issued_at.desc())
    )
