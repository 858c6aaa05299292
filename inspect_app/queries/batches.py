"""Batches of documents: what can go into one, how far one is, the last ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa

from inspect_app.domain import rules
from inspect_app.domain.people import Actor
from inspect_app.queries import document as documents
from inspect_app.queries import scope
from inspect_app.queries.finding import rows
from inspect_app.storage import tables as t

Row = dict[str, Any]
MOST = 500  # documents of one batch
RECENT = 50
WHOLE = frozenset({"section", "leader"})  # see everybody's batches; others their own
PRINTED = ("issued", "served")  # states whose file is handed over on paper
STATES = {"running": "办理中", "done": "已办完", "cancelled": "已取消", "stopped": "已中断"}
KINDS = {"issue": "批量签发", "print": "合并打印"}
ORDERS = {"made": "起草先后", "township": "乡镇、企业", "enterprise": "企业名称", "number": "文号"}


def candidates(connection: sa.Connection, actor: Actor, kind: str, wanted: Iterable[str]) -> list[Row]:
    """The documents that this person may see, each with `why`: what stands against it (Chinese), or None. At most MOST."""
    d = t.document.c
    found = rows(
        connection,
        _with_place().where(scope.documents(actor), d.id.in_(list(dict.fromkeys(wanted))[:MOST])).order_by(d.drafted_at, d.id),
    )  # fmt: skip
    waiting = _waiting(connection, actor.org, [row["id"] for row in found]) if kind == "issue" else set()
    for row in found:
        row["why"] = "已在另一批中等待签发" if row["id"] in waiting else why_not(row, kind, actor)
    return found


def matching(
    connection: sa.Connection, actor: Actor, tab: str, word: str, types: Collection[str] | None = None
) -> list[str]:
    """Ids of all documents that a list shows with its filter, at most MOST, in the list's order."""
    d = t.document.c
    query = (
        sa.select(d.id)
        .select_from(t.document)
        .outerjoin(t.enterprise, sa.and_(t.enterprise.c.org_id == d.org_id, t.enterprise.c.id == d.enterprise_id))
        .where(documents.shown(actor, tab, word, types))
        .order_by(d.updated_at.desc(), d.id.desc())
        .limit(MOST)
    )  # fmt: skip
    return list(connection.scalars(query))


def _with_place() -> sa.Select:
    d = t.document.c
    return (
        sa.select(
            d.id, d.type, d.state, d.number, d.year, d.number_seq, d.sha256, d.pages, d.findings, d.drafted_at, d.drafted_by, d.updated_at,
            t.enterprise.c.name.label("enterprise"), t.township.c.name.label("township"),
        )
        .select_from(t.document)
        .outerjoin(t.enterprise, sa.and_(t.enterprise.c.org_id == d.org_id, t.enterprise.c.id == d.enterprise_id))
        .outerjoin(t.township, sa.and_(t.township.c.org_id == d.org_id, t.township.c.id == t.enterprise.c.township_id))
    )  # fmt: skip


def why_not(row: Row, kind: str, actor: Actor) -> str | None:
    """What stands against a document's part in a batch, as far as its row tells; the rest is found when it is made."""
    if kind == "print":
        if row["sha256"] and row["state"] in PRINTED:
            return None
        state = rules.DOCUMENT_STATES.get(row["state"], row["state"])
        return f"当前状态是“{state}”，没有可打印的文件"
    try:
        rules.decide("document", "issue", row, {}, actor)
    except rules.Refusal as refusal:
        return refusal.message
    return None


def _waiting(connection: sa.Connection, org: str, ids: list[str]) -> set[str]:
    """Those that an unfinished batch is going to issue."""
    item, batch = t.batch_item.c, t.batch.c
    return set(
        connection.scalars(
            sa.select(item.document_id)
            .join(t.batch, sa.and_(batch.org_id == item.org_id, batch.id == item.batch_id))
            .where(item.org_id == org, item.document_id.in_(ids), item.state == "waiting", batch.kind == "issue", batch.state == "running")
        )
    )  # fmt: skip


def in_order(found: list[Row], order: str) -> list[Row]:
    """Sorted for the paper: by township and enterprise, enterprise, number, or as drafted."""
    if order == "number":
        return sorted(found, key=lambda row: (row["type"] or "", row["year"] or 0, row["number_seq"] or 0))
    names = {"township": ("township", "enterprise"), "enterprise": ("enterprise",)}.get(order, ())
    return sorted(found, key=lambda row: tuple(row[name] or "" for name in names))


def _seen(actor: Actor) -> sa.ColumnElement[bool]:
    own = t.batch.c.org_id == actor.org
    return own if actor.role in WHOLE else own & (t.batch.c.made_by == actor.id)


def one(connection: sa.Connection, actor: Actor, batch: str) -> Row | None:
    """The batch with its `counts`, `maker`, `current` (what is being made) and `failed` (with reasons); None when it isn't this person's to see."""
    found = rows(
        connection,
        sa.select(t.batch, t.person.c.name.label("maker"))
        .outerjoin(t.person, sa.and_(t.person.c.org_id == t.batch.c.org_id, t.person.c.id == t.batch.c.made_by))
        .where(_seen(actor), t.batch.c.id == batch),
    )  # fmt: skip
    if not found:
        return None
    row = found[0]
    row["counts"] = _counts(connection, actor.org, [batch]).get(batch, {})
    listed = rows(connection, _items(actor.org, batch))
    row["failed"] = [item for item in listed if item["state"] == "failed"]
    row["current"] = next(
        (item for item in listed if item["state"] == "waiting" and item["claimed_by"]), None
    )
    return with_total(row)


def with_total(row: Row) -> Row:
    """`total`, `settled` and `percent` from the counts."""
    counts = row["counts"]
    row["total"] = sum(counts.values())
    row["settled"] = row["total"] - counts.get("waiting", 0)
    row["percent"] = 100 * row["settled"] // row["total"] if row["total"] else 100
    return row


def _items(org: str, batch: str) -> sa.Select:
    item, d = t.batch_item.c, t.document.c
    return (
        sa.select(item.n, item.document_id, item.state, item.reason, item.claimed_by, d.type, d.number, t.enterprise.c.name.label("enterprise"))
        .select_from(t.batch_item)
        .outerjoin(t.document, sa.and_(d.org_id == item.org_id, d.id == item.document_id))
        .outerjoin(t.enterprise, sa.and_(t.enterprise.c.org_id == d.org_id, t.enterprise.c.id == d.enterprise_id))
        .where(item.org_id == org, item.batch_id == batch)
        .order_by(item.n)
    )  # fmt: skip


def recent(connection: sa.Connection, actor: Actor) -> list[Row]:
    """The last batches, newest first, with `counts` and `maker`."""
    found = rows(
        connection,
        sa.select(t.batch, t.person.c.name.label("maker"))
        .outerjoin(t.person, sa.and_(t.person.c.org_id == t.batch.c.org_id, t.person.c.id == t.batch.c.made_by))
        .where(_seen(actor))
        .order_by(t.batch.c.made_at.desc(), t.batch.c.id)
        .limit(RECENT),
    )  # fmt: skip
    counted = _counts(connection, actor.org, [row["id"] for row in found])
    return [with_total({**row, "counts": counted.get(row["id"], {})}) for row in found]


def _counts(connection: sa.Connection, org: str, batches: list[str]) -> dict[str, dict[str, int]]:
    item = t.batch_item.c
    counted: dict[str, dict[str, int]] = {}
    for row in connection.execute(
        sa.select(item.batch_id, item.state, sa.func.count().label("many"))
        .where(item.org_id == org, item.batch_id.in_(batches))
        .group_by(item.batch_id, item.state)
    ):
        counted.setdefault(row.batch_id, {})[row.state] = row.many
    return counted


def to_print(connection: sa.Connection, org: str, batch: str) -> list[Row]:
    """The items of a printing in order, with what is known of each document's file."""
    return rows(
        connection,
        _items(org, batch).add_columns(
            t.document.c.state.label("document_state"), t.document.c.sha256, t.document.c.unsigned
        ),
    )
