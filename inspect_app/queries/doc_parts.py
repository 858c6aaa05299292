"""The parts of a document that come from other documents and from its own form: blanks, the document it rests on, what was served, outcomes."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain import documents as d
from inspect_app.domain.doc_types import DOC_TYPES, METHODS, TO_ENTERPRISE
from inspect_app.queries import doc_people
from inspect_app.storage import tables as t

Row = dict[str, Any]


def blanks(connection: sa.Connection, org: str, document: str) -> dict[str, str]:
    """Blanks that somebody filled or emptied in the editor: name → text. Of several heads the one that is shown counts."""
    h = t.head.c
    rows = connection.execute(
        sa.select(h.path, h.value)
        .where(h.org_id == org, h.subject == f"document/{document}", h.path.startswith("field/"))
        .order_by(h.rank, h.id)
    )
    return {row.path.removeprefix("field/"): row.value or "" for row in rows}


def referred(connection: sa.Connection, org: str, document: Row) -> Row | None:
    """The document that this one rests on."""
    if not document.get("refers"):
        return None
    found = connection.execute(
        sa.select(t.document).where(t.document.c.org_id == org, t.document.c.id == document["refers"])
    )
    row = found.mappings().one_or_none()
    return dict(row) if row else None


def reference(row: Row | None) -> d.Reference | None:
    """How that document is cited."""
    if row is None or not row["number"]:
        return None
    return d.Reference(
        title=DOC_TYPES[row["type"]].title, number=row["number"], day=row["facts"]["issue_date"]
    )


def services(connection: sa.Connection, org: str, document: Row) -> tuple[d.ServedPaper, ...]:
    """What was served of the same visit, or the one document that the receipt was begun from, in the order of service."""
    c = t.document.c
    same = (c.visit_id == document["visit_id"]) if document["visit_id"] else (c.id == document["refers"])
    rows = connection.execute(
        sa.select(t.document)
        .where(
            c.org_id == org,
            same | (c.id == document["refers"]),
            c.state == "served",
            c.type.in_(TO_ENTERPRISE),
        )
        .order_by(c.served_at, c.id)
    ).mappings()
    return tuple(_served(connection, org, dict(row)) for row in rows)


def _served(connection: sa.Connection, org: str, row: Row) -> d.ServedPaper:
    how = row["service"]
    people = [
        doc_people.name_of(connection, org, person) for person in (how["by"], how.get("also")) if person
    ]
    return d.ServedPaper(
        title=DOC_TYPES[row["type"]].title, number=row["number"], method=METHODS[how["method"]], at=how["at"], to=how["to"], place=how.get("place", ""),
        by=tuple(name for name in people if name), note=_service_note(how),
    )  # fmt: skip


def _service_note(how: Row) -> str:
    """The remark of a line: why it was left and who saw it, the number of the mail, the address online."""
    said = {"拒收事由": how.get("reason"), "见证人": how.get("witness"), "见证人单位": how.get("witness_unit"), "录音录像编号": how.get("recording_no"),
            "邮件号码": how.get("tracking_no"), "电子送达地址": how.get("address"), "备注": how.get("note")}  # fmt: skip
    return "；".join(f"{label}：{text}" for label, text in said.items() if text)


def photos_after(row: Row) -> list[str]:
    """The photos that prove what a document about rectification says of a finding.

    A failed round leaves the finding none for the next one (cases.fold_event), but what its reinspector took stands with its outcome.
    """
    found = row["outcome"] or {}
    return list(found.get("photos", []) if found.get("result") == "fail" else row["after_photos"])


def outcome(connection: sa.Connection, org: str, row: Row) -> d.Outcome | None:
    """What the last reinspection of a finding said."""
    found = row["outcome"]
    if not found or not found.get("result"):
        return None
    feedback = (row["feedback"] or {}) if _answered(connection, org, row) else {}
    return d.Outcome(
        result=found["result"], note=found.get("note", ""), day=dates.day_of(dates.parse_instant(found["at"])), done=feedback.get("measure", ""),
        reinspector=doc_people.name_of(connection, org, found.get("reinspector")), due_date=found.get("due_date") or "",
    )  # fmt: skip


def _answered(connection: sa.Connection, org: str, row: Row) -> bool:
    """Whether the enterprise answered in the round that was reinspected: the row keeps the answer of an earlier round that failed."""
    failed = row["outcome"]["result"] == "fail"
    if not row["feedback"] or row["round"] <= (
        2 if failed else 1
    ):  # the first round: `fail` began the second
        return bool(row["feedback"])
    o = t.op.c
    events = connection.scalars(
        sa.select(o.path)
        .where(o.org_id == org, o.subject == f"finding/{row['id']}", o.kind == "event", o.path.in_(("feedback", "fail")))
        .order_by(o.seq)
    ).all()  # fmt: skip
    return list(events[:-1] if failed else events)[-1:] == ["feedback"]
