"""What the enterprises read: the document behind a printed code, their own documents and findings, and what happened to each.

A printed page shows only what the paper says: the facts frozen at issue, without names or telephone numbers of people, plus the present
deadline and state of each finding.
"""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import RUNNING, UNFINISHED
from inspect_app.queries import facts, scope
from inspect_app.queries.rows import one as one_row
from inspect_app.storage import tables as t

Row = dict[str, Any]

ISSUED = ("issued", "served")
ENDED = ("void", "superseded")
NOTICE = "doc_rectify_notice"
OPEN_LIMIT = 200  # of one enterprise; more than a county's largest has at a time
PAGE = 30
GROUPS = {
    "open": ("rectifying", "ext_pending"), "waiting": ("feedback", "rechecking"), "closed": ("closed",), "elsewhere": scope.ELSEWHERE,
}  # fmt: skip
STORY = (
    "notify", "progress", "urge", "request_ext", "approve_ext", "reject_ext", "extend", "feedback", "endorse", "recheck", "pass", "fail", "close_out",
    "escalate", "resume", "conclude", "transfer", "accept_transfer",
)  # fmt: skip


class Opened(msgspec.Struct, frozen=True):
    """What stands behind a code, whatever its state. `status`: valid | service | void | superseded | revoked | expired."""

    status: str
    org: str
    kind: str
    document: Row


def by_code(connection: sa.Connection, code_hash: str, now: int) -> Opened | None:
    """The document that a code belongs to, or None when nobody ever gave out this code. `now`: ms."""
    link = connection.execute(sa.select(t.link).where(t.link.c.code_hash == code_hash)).one_or_none()
    if link is None:
        return None
    row = connection.execute(
        sa.select(t.document).where(t.document.c.org_id == link.org_id, t.document.c.id == link.document_id)
    ).mappings().one_or_none()  # fmt: skip
    if row is None or row["facts"] is None:
        return None
    return Opened(_status(link, row["state"], now), link.org_id, link.kind, dict(row))


def _status(link: sa.Row, document_state: str, now: int) -> str:
    if document_state in ENDED:  # also of a code that ended with it: the paper is in somebody's hands
        return document_state
    if link.revoked_at:
        return "revoked"
    if link.expires_at and link.expires_at < now:
        return "expired"
    if document_state not in ISSUED:
        return "revoked"  # being issued: the file isn't there yet, and a draft has no code
    return "valid" if link.kind == "read" else "service"


def proven(connection: sa.Connection, org: str, document: Row) -> Row:
    """What anybody may know of a document to tell whether a paper or a file is genuine: nothing about the enterprise, people or findings.

    `signer`: subject of the certificate, '' when the file carries no signature; `replaced_by`: number of the document that took its place.
    """
    after = sa.select(t.document.c.number).where(
        t.document.c.org_id == org, t.document.c.id == document["replaced_by"]
    )
    return {
        "number": document["number"], "title": DOC_TYPES[document["type"]].title, "state": document["state"], "issuer": document["facts"]["issuer"],
        "issue_date": document["facts"]["issue_date"], "pages": document["pages"], "bytes": document["bytes"], "sha256": document["sha256"],
        "signer": document["signer"] or "", "replaced_by": connection.scalar(after) if document["replaced_by"] else None,
    }  # fmt: skip


def paper(connection: sa.Connection, org: str, document: Row) -> Row:
    """A document as its paper says it, for a page: title, number, dates, and findings with what has become of them since."""
    said, kind = document["facts"], DOC_TYPES[document["type"]]
    now = {row["id"]: row for row in facts.findings_of(connection, org, document)}
    ids = document["findings"]
    return {
        "id": document["id"], "type": document["type"], "title": kind.title, "subtitle": kind.subtitle, "number": document["number"], "state": document["state"],
        "issuer": said["issuer"], "enterprise": said["enterprise"]["name"], "visit_date": said["visit_date"], "issue_date": said["issue_date"],
        "feedback_by": said.get("feedback_by", ""), "contact": said["org"].get("contact", ""), "phone": said["org"].get("phone", ""),
        "pages": document["pages"], "bytes": document["bytes"], "sha256": document["sha256"], "served_at": document["served_at"],
        "receipt": document["receipt"], "reason": document["reason"], "seen": document["updated_seq"], "is_notice": document["type"] == NOTICE,
        "findings": [_printed(item, now.get(ids[n]) if n < len(ids) else None) for n, item in enumerate(said["findings"])],
    }  # fmt: skip


def _printed(item: Row, row: Row | None) -> Row:
    """One finding of the paper; the deadline is the present one (a failed reinspection sets a new one)."""
    state = row["state"] if row else None
    running = state in UNFINISHED
    due = row["due_date"] if row and running else None
    return {
        "n": item["n"], "location": item["location"], "statement": item["statement"], "basis": [b["text"] for b in item["basis"]],
        "severity": item["severity"], "measure": item["measure"], "due_date": due or item["due_date"], "printed_due": item["due_date"],
        "photos": [{"sha256": p["sha256"], "label": p["label"]} for p in item["photos"]],
        "id": row["id"] if row else None, "state": state, "running": running, "counting": state in RUNNING | {"assigned"},
        "failed": row is not None and _failed(row), "extended": row is not None and _extended(row),
    }  # fmt: skip


def _failed(row: Row) -> bool:
    return row["state"] in RUNNING and (row["outcome"] or {}).get("result") == "fail"


def _extended(row: Row) -> bool:
    asked = row["extension"] or {}
    return asked.get("decision") == "yes" and asked.get("due_date") == row["due_date"]


def printed_photo(document: Row, sha256: str) -> Row | None:
    """The photo that this document shows under the hash of its print copy: `sha256`, `original`, `finding`, `hidden`; None for any other."""
    for said, finding in zip(document["facts"]["findings"], document["findings"], strict=False):
        for photo in said["photos"]:
            if photo["sha256"] == sha256:
                return {"original": "", "hidden": "", **photo, "finding": finding}
    return None


# --- signed in, or with a service code -----------------------------------------------------------------------------------------------


def enterprise(connection: sa.Connection, actor: Actor) -> Row:
    """The person's own enterprise."""
    row = connection.execute(sa.select(t.enterprise).where(scope.enterprises(actor))).mappings().one_or_none()
    return dict(row) if row else {}


def document(connection: sa.Connection, actor: Actor, key: str) -> Row | None:
    """One document that this person may see."""
    row = (
        connection.execute(sa.select(t.document).where(scope.documents(actor), t.document.c.id == key))
        .mappings()
        .one_or_none()
    )
    return dict(row) if row and row["facts"] else None


def documents(connection: sa.Connection, actor: Actor) -> list[Row]:
    """The person's documents, newest first, with how many findings each still has open."""
    left = (
        sa.select(sa.func.count())
        .select_from(
            t.document_finding.join(
                t.finding,
                (t.finding.c.org_id == t.document_finding.c.org_id)
                & (t.finding.c.id == t.document_finding.c.finding_id),
            )
        )
        .where(
            t.document_finding.c.org_id == t.document.c.org_id,
            t.document_finding.c.document_id == t.document.c.id,
            t.finding.c.state.in_(RUNNING),
        )
        .scalar_subquery()
    )
    d = t.document.c
    rows = connection.execute(
        sa.select(
            d.id,
            d.type,
            d.state,
            d.number,
            d.issued_at,
            d.served_at,
            d.receipt,
            d.findings,
            left.label("left"),
        )
        .where(scope.documents(actor), d.facts.is_not(None))
        .order_by(d.issued_at.desc(), d.id)
        .limit(OPEN_LIMIT)
    ).mappings()
    return [{**row, "title": DOC_TYPES[row["type"]].title, "findings": len(row["findings"])} for row in rows]


def counts(connection: sa.Connection, actor: Actor, today: str) -> dict[str, int]:
    """How many findings stand in each group of GROUPS, and how many of the open ones are overdue."""
    f = t.finding.c
    rows = connection.execute(
        sa.select(f.state, sa.func.count(), sa.func.sum(sa.case((f.due_date < today, 1), else_=0)))
        .where(scope.findings(actor))
        .group_by(f.state)
    ).all()
    found = {state: (total, late) for state, total, late in rows}
    result = {name: sum(found.get(state, (0, 0))[0] for state in states) for name, states in GROUPS.items()}
    return {**result, "overdue": sum(int(found.get(state, (0, 0))[1] or 0) for state in RUNNING)}


def findings(
    connection: sa.Connection, actor: Actor, group: str, before: int | None = None
) -> tuple[list[Row], int | None]:
    """Findings of one group and where the next page begins. Open ones by deadline, all at once; the others latest first."""
    f = t.finding.c
    wanted = sa.select(
        f.id, f.state, f.severity, f.location, f.statement, f.due_date, f.photos, f.outcome, f.closed_at, f.feedback_at, f.updated_seq, f.document_id
    ).where(scope.findings(actor), f.state.in_(GROUPS[group]))  # fmt: skip
    if group == "open":
        rows = connection.execute(wanted.order_by(f.due_date, f.id).limit(OPEN_LIMIT)).mappings().all()
        return [_listed(row) for row in rows], None
    if before is not None:
        wanted = wanted.where(f.updated_seq < before)
    rows = connection.execute(wanted.order_by(f.updated_seq.desc()).limit(PAGE + 1)).mappings().all()
    return [_listed(row) for row in rows[:PAGE]], rows[PAGE - 1]["updated_seq"] if len(rows) > PAGE else None


def _listed(row: Any) -> Row:
    return {**row, "photo": row["photos"][0] if row["photos"] else None, "failed": _failed(dict(row))}


def finding(connection: sa.Connection, actor: Actor, key: str) -> Row | None:
    """One finding that this person may see, with the document that told of it and its bases as printed."""
    row = (
        connection.execute(sa.select(t.finding).where(scope.findings(actor), t.finding.c.id == key))
        .mappings()
        .one_or_none()
    )
    if row is None:
        return None
    told = document(connection, actor, row["document_id"]) if row["document_id"] else None
    index = told["findings"].index(key) if told and key in told["findings"] else None
    printed = told["facts"]["findings"][index] if told and index is not None else None
    given = row["transfer"] or {}
    return {
        **row, "failed": _failed(dict(row)), "document": {"id": told["id"], "number": told["number"]} if told else None,
        "department": one_row(connection, t.department, actor.org, given.get("department")).get("name", ""),
        "notified_on": dates.day_of(row["notified_at"]) if row["notified_at"] else None,
        "n": printed["n"] if printed else None, "basis_texts": [b["text"] for b in printed["basis"]] if printed else [],
        "track_type": told["type"] if told else None,
    }  # fmt: skip


def _own_people(actor: Actor) -> sa.Select:
    return sa.select(t.person.c.id).where(
        t.person.c.org_id == actor.org, t.person.c.enterprise_id == actor.enterprise
    )


def story(connection: sa.Connection, actor: Actor, key: str) -> list[Row]:
    """What happened to a finding since the enterprise was told, newest first. The caller has checked that the person may see it."""
    rows = connection.execute(
        sa.select(t.op.c.seq, t.op.c.path, t.op.c.received_at, t.op_value.c.value)
        .join(t.op_value, (t.op_value.c.org_id == t.op.c.org_id) & (t.op_value.c.seq == t.op.c.seq))
        .where(
            t.op.c.org_id == actor.org,
            t.op.c.subject == f"finding/{key}",
            t.op.c.kind == "event",
            t.op.c.path.in_(STORY),
            # What the desk or the township notes of the progress is theirs, not the enterprise's word.
            (t.op.c.path != "progress")
            | t.op.c.author.startswith("link-")
            | t.op.c.author.in_(_own_people(actor)),
        )
        .order_by(t.op.c.seq.desc())
    ).all()
    return [
        {"path": row.path, "at": row.received_at, "value": msgspec.json.decode(row.value)} for row in rows
    ]


def overdue(due: str | None, today: str) -> bool:
    """Whether a deadline has passed."""
    return bool(due) and dates.days_between(today, due or today) < 0
