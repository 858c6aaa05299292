"""What the rows of the ledger's file name, read for a chunk of findings at once (queries.ledger_rows makes their cells)."""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain.categories import finding_number
from inspect_app.queries.ledger import F
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database


class Known(msgspec.Struct, frozen=True):
    """What every row may name: people and departments by id, items as (checklist, item) → (section, words of its criteria)."""

    people: dict[str, str]
    departments: dict[str, str]
    items: dict[tuple[str, str], tuple[str, list[str]]]


class Firm(msgspec.Struct, frozen=True):
    """What a row says of its enterprise."""

    name: str | None = None
    industry: str | None = None
    address: str | None = None
    manager: str | None = None
    phone: str = ""


class Shared(msgspec.Struct, frozen=True):
    """What the chunks of a file share. `firms` grows: a county has some thousands."""

    org: str
    named: Known
    places: dict[str, str]
    firms: dict[str, Firm]


class Feedback(msgspec.Struct, array_like=True, gc=False):
    """What the columns take from what the enterprise handed in."""

    owner: Any = None
    cost_cents: Any = None
    interim: Any = None
    done_on: Any = None


class Outcome(msgspec.Struct, array_like=True, gc=False):
    """What the columns take from a reinspection."""

    at: Any = None
    reinspector: Any = None
    result: Any = None


class Found(msgspec.Struct, array_like=True, gc=False):
    """A finding as far as the columns go. `basis`, `extension`, `transfer` and `referral` stay JSON: the first is decoded once for many rows, the others are
    rare; of the photos there is only the number."""

    id: str
    state: str
    track: str
    found_on: str | None
    location: str
    statement: str
    checklist: str | None
    item: str | None
    severity: str
    criterion: str | None
    measure: str
    rectify_unit: str | None
    rectify_owner: str | None
    extensions: int
    due_date: str | None
    reinspector: str | None
    closed_at: int | None
    round: int
    recurs: str | None
    merged_into: str | None
    reason: str | None
    urged: int
    enterprise_id: str | None
    township_id: str | None
    visit_id: str | None
    basis: str | None
    feedback: Feedback | None
    extension: str | None
    outcome: Outcome | None
    photos: int
    after_photos: int
    transfer: str | None
    referral: str | None


class Chunk(msgspec.Struct, frozen=True):
    """Some findings by id, and what only they name: visits' inspectors, papers as (type, number), numbers of other findings."""

    found: dict[str, Found]
    experts: dict[str, str]
    papers: dict[str, list[tuple[str, str]]]
    others: dict[str, str]


def known(connection: sa.Connection, org: str) -> Known:
    """Read once for a whole file."""
    c = t.checklist.c
    items: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for key, content in connection.execute(sa.select(c.id, c.content).where(c.org_id == org)):
        for item in content.get("items", []):
            criteria = [
                f"{one['name']}{one['clause']}：{one['text']}" for one in item.get("major_criterion") or []
            ]
            items[key, item["id"]] = (item.get("section", ""), criteria)
    return Known(_names(connection, t.person, org), _names(connection, t.department, org), items)


def _names(connection: sa.Connection, table: sa.Table, org: str) -> dict[str, str]:
    found: dict[str, str] = dict(
        connection.execute(sa.select(table.c.id, table.c.name).where(table.c.org_id == org)).all()
    )
    return found


def shared(db: Database, org: str) -> Shared:
    """Before the first chunk."""
    with db.read() as connection:
        return Shared(org, known(connection, org), _names(connection, t.township, org), {})


def chunk(db: Database, shared: Shared, keys: list[str]) -> Chunk:
    """One transaction, over when this returns."""
    with db.read() as connection:
        found = _found(db, connection, shared.org, keys)
        firms = {one.enterprise_id for one in found if one.enterprise_id} - shared.firms.keys()
        if firms:
            shared.firms.update(_firms(db, connection, shared.org, firms))
        experts = _experts(db, connection, shared, {one.visit_id for one in found if one.visit_id})
        papers = _papers(db, connection, shared.org, keys)
        others = _others(db, connection, shared.org, found)
    return Chunk({one.id: one for one in found}, experts, papers, others)


_read_found = msgspec.json.Decoder(list[Found]).decode
_read_firms = msgspec.json.Decoder(
    list[tuple[str, str | None, str | None, str | None, str | None, str | None, str | None]]
).decode
_read_visits = msgspec.json.Decoder(list[tuple[str, str | None, list[str] | None]]).decode
_read_papers = msgspec.json.Decoder(list[tuple[int | None, str, str, str, str]]).decode
_read_others = msgspec.json.Decoder(list[tuple[str, str | None]]).decode


# The enterprise, the township and the visit are read beside: three joins took as long as the findings themselves.
def _found(db: Database, connection: sa.Connection, org: str, keys: list[str]) -> list[Found]:
    made: dict[str, sa.ColumnElement[Any]] = {
        "feedback": db.fields(F.feedback, Feedback.__struct_fields__),
        "outcome": db.fields(F.outcome, Outcome.__struct_fields__),
        "photos": sa.func.json_array_length(F.photos),
        "after_photos": sa.func.json_array_length(F.after_photos),
    }
    for name in ("basis", "extension", "transfer", "referral"):
        made[name] = sa.cast(F[name], sa.Text)
    columns = [made.get(name, F[name]) for name in Found.__struct_fields__]
    return _read_found(
        db.packed(connection, sa.select(*columns).where(F.org_id == org, db.among(F.id, keys)))
    )


def _firms(db: Database, connection: sa.Connection, org: str, keys: set[str]) -> dict[str, Firm]:
    c = t.enterprise.c
    columns = (c.id, c.name, c.industry, c.address, c.safety_manager, c.safety_manager_phone, c.principal_phone)  # fmt: skip
    query = sa.select(*columns).where(c.org_id == org, db.among(c.id, keys))
    return {
        key: Firm(name, industry, address, manager, phone or principal or "")
        for key, name, industry, address, manager, phone, principal in _read_firms(
            db.packed(connection, query)
        )
    }


def _experts(db: Database, connection: sa.Connection, shared: Shared, keys: set[str]) -> dict[str, str]:
    """Visit → who inspected, the one who led first."""
    c, people = t.visit.c, shared.named.people
    query = sa.select(c.id, c.lead_id, c.members).where(c.org_id == shared.org, db.among(c.id, keys))
    return {
        key: "、".join(people.get(one, one) for one in dict.fromkeys([lead, *(members or [])]) if one)
        for key, lead, members in _read_visits(db.packed(connection, query))
    }


def _papers(
    db: Database, connection: sa.Connection, org: str, keys: list[str]
) -> dict[str, list[tuple[str, str]]]:
    """Finding → (type, number) of the documents in force that carry it, oldest first."""
    carried, document = t.document_finding.c, t.document.c
    query = (
        sa.select(document.issued_at, document.id, carried.finding_id, document.type, document.number)
        .join(t.document, sa.and_(document.org_id == carried.org_id, document.id == carried.document_id))
        .where(carried.org_id == org, db.among(carried.finding_id, keys), document.number.is_not(None))
        .where(document.state.in_(("issued", "served")))
    )
    found: dict[str, list[tuple[str, str]]] = {}
    listed = _read_papers(db.packed(connection, query))
    for _at, _id, key, kind, number in sorted(listed, key=lambda one: (one[0] or 0, one[1])):
        found.setdefault(key, []).append((kind, number))
    return found


def _others(db: Database, connection: sa.Connection, org: str, found: list[Found]) -> dict[str, str]:
    """Numbers of the findings that these name: the one they were merged into, the one that recurred."""
    keys = {key for one in found for key in (one.recurs, one.merged_into) if key}
    if not keys:
        return {}
    query = sa.select(F.id, F.found_on).where(F.org_id == org, db.among(F.id, keys))
    return {key: finding_number(day, key) for key, day in _read_others(db.packed(connection, query))}
