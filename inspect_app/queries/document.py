"""Documents for the bureau: lists by state, one with what it carries, and what still has to be drafted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from inspect_app.domain.doc_types import NOTIFYING
from inspect_app.domain.people import Actor
from inspect_app.queries import scope, serving
from inspect_app.queries.finding import rows, with_place
from inspect_app.queries.kept import kept
from inspect_app.storage import tables as t

Row = dict[str, Any]
PAGE = 50
TABS: dict[str, tuple[str, ...]] = {
    "draft": ("draft", "issuing"), "reviewed": ("reviewed",), "issued": ("issued",), "served": ("served",), "void": ("void", "superseded"),
    "all": ("draft", "reviewed", "issuing", "issued", "served", "void", "superseded"),
}  # fmt: skip


def counts(connection: sa.Connection, actor: Actor) -> dict[str, int]:
    """How many documents stand in each tab, and how many visits wait for a notice (`todo`); `ready` are drafts without those whose file is being made."""
    tabs = kept(connection, actor, ("documents",), lambda: _counts(connection, actor), ("document",))
    todo = sum(
        row["track"] == "advisory" for row in to_draft(connection, actor)
    )  # enforcement documents are not made here yet
    return {"todo": todo, **tabs}


def _counts(connection: sa.Connection, actor: Actor) -> dict[str, int]:
    found = connection.execute(
        sa.select(t.document.c.state, sa.func.count())
        .where(scope.documents(actor))
        .group_by(t.document.c.state)
    )
    by_state: dict[str, int] = dict(found.all())
    tabs = {name: sum(by_state.get(state, 0) for state in states) for name, states in TABS.items()}
    waits = sa.select(sa.func.count()).select_from(t.document).where(serving.waiting(scope.documents(actor)))
    tabs["issued"] = connection.scalar(waits) or 0  # what stays in the bureau waits for nobody
    return {"ready": by_state.get("draft", 0), **tabs}


def to_draft(connection: sa.Connection, actor: Actor) -> list[Row]:
    """Visits with findings that were assigned and stand in no notice yet: `visit_id`, `enterprise`, `track`, `found_on`, `findings`, `major`, `due_date`."""
    f = t.finding.c
    columns = (f.id, f.visit_id, f.found_on, f.due_date, f.severity, f.track)
    assigned = rows(
        connection,
        with_place(*columns)
        .where(scope.findings(actor), f.state == "assigned")
        .order_by(f.found_on, f.visit_id, f.id),
    )
    noticed = _noticed(connection, actor.org, [row["id"] for row in assigned])
    by_visit: dict[str, Row] = {}
    for row in assigned:
        if row["id"] in noticed:
            continue
        visit = by_visit.setdefault(row["visit_id"], {**row, "findings": 0, "major": 0})
        visit["findings"] += 1
        visit["major"] += row["severity"] == "major"
        visit["due_date"] = min(visit["due_date"], row["due_date"])
    return list(by_visit.values())


def _noticed(connection: sa.Connection, org: str, findings: list[str]) -> set[str]:
    """Those of the findings that stand in a notice that is not void."""
    link = t.document_finding.c
    return set(
        connection.scalars(
            sa.select(link.finding_id)
            .join(
                t.document, sa.and_(t.document.c.org_id == link.org_id, t.document.c.id == link.document_id)
            )
            .where(
                link.org_id == org,
                link.finding_id.in_(findings),
                t.document.c.type.in_(NOTIFYING),
                t.document.c.state.not_in(("void", "superseded")),
            )
        )
    )


def listed(
    connection: sa.Connection,
    actor: Actor,
    tab: str,
    before: tuple[int, str] | None,
    word: str = "",
    types: Collection[str] | None = None,
) -> list[Row]:
    """A page of documents, last changed first, and one row more when there is a next page. types: only these."""
    d = t.document.c
    query = (
        sa.select(
            d.id, d.type, d.state, d.number, d.drafted_at, d.issued_at, d.served_at, d.updated_at, d.findings, d.receipt, d.reason,
            t.enterprise.c.name.label("enterprise"),
        )
        .select_from(t.document)
        .outerjoin(t.enterprise, sa.and_(t.enterprise.c.org_id == d.org_id, t.enterprise.c.id == d.enterprise_id))
        .where(shown(actor, tab, word, types))
        .order_by(d.updated_at.desc(), d.id.desc())
        .limit(PAGE + 1)
    )  # fmt: skip
    if before:
        query = query.where(
            sa.tuple_(d.updated_at, d.id) < sa.tuple_(sa.literal(before[0]), sa.literal(before[1]))
        )
    return rows(connection, query)


def shown(actor: Actor, tab: str, word: str, types: Collection[str] | None = None) -> sa.ColumnElement[bool]:
    """What a tab shows of documents (joined with their enterprise) whose enterprise or number holds the word. types: only these."""
    d = t.document.c
    mine = scope.documents(actor)
    here = serving.waiting(mine) if tab == "issued" else sa.and_(mine, d.state.in_(TABS[tab]))
    if types is not None:
        here &= d.type.in_(types)
    if not word:
        return here
    return here & (
        t.enterprise.c.name.contains(word, autoescape=True) | d.number.contains(word, autoescape=True)
    )


def one(connection: sa.Connection, actor: Actor, document: str) -> Row | None:
    """The document with `firm`, `visit` and `listed` (its findings in order); None when it isn't this person's to see."""
    found = rows(connection, sa.select(t.document).where(scope.documents(actor), t.document.c.id == document))
    if not found:
        return None
    row = found[0]
    firm = rows(
        connection,
        sa.select(t.enterprise).where(
            t.enterprise.c.org_id == actor.org, t.enterprise.c.id == row["enterprise_id"]
        ),
    )
    visit = rows(
        connection, sa.select(t.visit).where(t.visit.c.org_id == actor.org, t.visit.c.id == row["visit_id"])
    )
    carried = rows(
        connection,
        sa.select(t.finding.c.id, t.finding.c.location, t.finding.c.statement, t.finding.c.severity, t.finding.c.state, t.finding.c.due_date)
        .where(t.finding.c.org_id == actor.org, t.finding.c.id.in_(row["findings"])),
    )  # fmt: skip
    by_id = {finding["id"]: finding for finding in carried}
    row["firm"], row["visit"] = (firm or [{}])[0], (visit or [{}])[0]
    row["listed"] = [by_id[id_] for id_ in row["findings"] if id_ in by_id]
    return row


def related(connection: sa.Connection, actor: Actor, row: Row) -> Row:
    """Other documents that this one hangs together with: `refers`, `replaces`, `replaced_by` (rows or None), and `answers` that rest on it."""
    d = t.document.c
    columns = (d.id, d.type, d.number, d.state, d.refers)
    named = [row[name] for name in ("refers", "replaces", "replaced_by") if row[name]]
    listed = rows(
        connection,
        sa.select(*columns)
        .where(scope.documents(actor), d.id.in_(named) | (d.refers == row["id"]))
        .order_by(d.drafted_at, d.id),
    )
    by_id = {one["id"]: one for one in listed}
    found: Row = {name: by_id.get(row[name]) for name in ("refers", "replaces", "replaced_by")}
    return {
        **found,
        "answers": [one for one in listed if one["refers"] == row["id"] and one["state"] != "void"],
    }


def codes(connection: sa.Connection, org: str, document: str) -> Row:
    """Whether a service code is valid now and until when (`expires_at`); the code itself is nowhere."""
    found = rows(
        connection,
        sa.select(t.link.c.created_at, t.link.c.expires_at)
        .where(
            t.link.c.org_id == org,
            t.link.c.document_id == document,
            t.link.c.kind == "service",
            t.link.c.revoked_at.is_(None),
        )
        .order_by(t.link.c.created_at.desc()),
    )
    return found[0] if found else {}
