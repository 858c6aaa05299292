"""Enterprises beside the list of the registry: those to be verified, the sheets of their codes, and what a passer-by may know."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain.people import Actor
from inspect_app.queries import scope
from inspect_app.queries.finding import rows
from inspect_app.queries.kept import kept
from inspect_app.storage import tables as t

Row = dict[str, Any]
SHEET = 160  # enterprises printed at once: 20 sheets, two seconds of drawing
LIKE = 8


def provisional(connection: sa.Connection, actor: Actor) -> dict[str, Row]:
    """Enterprises that were registered on site and are not verified: id → the record as it was told."""
    e = t.enterprise.c
    ids = connection.scalars(sa.select(e.id).where(scope.enterprises(actor), e.id.like("new-%"))).all()
    heads = connection.execute(
        sa.select(t.head.c.subject, t.head.c.value)
        .where(t.head.c.org_id == actor.org, t.head.c.subject.in_([f"enterprise/{id_}" for id_ in ids]), t.head.c.path == "record")
        .order_by(t.head.c.rank, t.head.c.id)
    )  # fmt: skip
    shown = {head.subject.partition("/")[2]: head.value for head in heads}
    return {id_: value for id_, value in shown.items() if value.get("provisional")}


def every(connection: sa.Connection, actor: Actor) -> list[tuple[str, str, str | None, str | None]]:
    """(id, name, township, industry) of all enterprises that this person may see, by name."""
    e = t.enterprise.c
    query = sa.select(e.id, e.name, e.township_id, e.industry).where(scope.enterprises(actor))

    def made() -> list[tuple[str, str, str | None, str | None]]:
        return [tuple(row) for row in connection.execute(query.order_by(e.name, e.id))]

    return kept(connection, actor, ("enterprises",), made, ("enterprise",))


def merged_into(connection: sa.Connection, org: str, enterprise: str) -> str | None:
    """The enterprise that one registered on site turned out to be."""
    value = connection.scalar(
        sa.select(t.head.c.value)
        .where(
            t.head.c.org_id == org, t.head.c.subject == f"enterprise/{enterprise}", t.head.c.path == "record"
        )
        .order_by(t.head.c.rank.desc(), t.head.c.id.desc())
        .limit(1)
    )
    found: str | None = (value or {}).get("merged_into")
    return found


def alike(connection: sa.Connection, actor: Actor, enterprise: str, record: Row, word: str) -> list[Row]:
    """Registered enterprises that one to be verified may be: with the code that was told, or with the words in the name (or the code)."""
    e = t.enterprise.c
    code = record.get("claimed_uscc") or record.get("uscc") or ""
    word = word or str(record["name"])
    query = (
        sa.select(e.id, e.name, e.uscc, e.address, t.township.c.name.label("township"))
        .select_from(t.enterprise)
        .outerjoin(t.township, sa.and_(t.township.c.org_id == e.org_id, t.township.c.id == e.township_id))
        .where(
            scope.enterprises(actor),
            e.id != enterprise,
            (e.uscc == code)
            | e.name.contains(word, autoescape=True)
            | e.uscc.contains(word.upper(), autoescape=True),
        )
        .order_by((e.uscc == code).desc(), e.name, e.id)
        .limit(LIKE)
    )
    return rows(connection, query)


def _wanted(actor: Actor, word: str, township: str, one: str) -> list[sa.ColumnElement[bool]]:
    e = t.enterprise.c
    wanted = [scope.enterprises(actor)]
    if one:
        return [*wanted, e.id == one]
    if township:
        wanted.append(e.township_id == township)
    if word:
        wanted.append(e.name.contains(word, autoescape=True) | e.uscc.contains(word.upper(), autoescape=True))
    return wanted


def to_print(
    connection: sa.Connection, actor: Actor, word: str, township: str, one: str, after: tuple[str, str] | None
) -> list[Row]:
    """Enterprises for the sheets of codes by name, `SHEET` at once and one more when there are others."""
    e = t.enterprise.c
    query = (
        sa.select(e.id, e.name, e.uscc, t.township.c.name.label("township"))
        .select_from(t.enterprise)
        .outerjoin(t.township, sa.and_(t.township.c.org_id == e.org_id, t.township.c.id == e.township_id))
        .where(*_wanted(actor, word, township, one))
        .order_by(e.name, e.id)
        .limit(SHEET + 1)
    )
    if after:
        query = query.where(sa.tuple_(e.name, e.id) > sa.tuple_(sa.literal(after[0]), sa.literal(after[1])))
    return rows(connection, query)


def by_township(connection: sa.Connection, actor: Actor) -> list[Row]:
    """`id`, `name`, `count` of the townships with enterprises that this person may see."""
    e = t.enterprise.c
    return rows(
        connection,
        sa.select(t.township.c.id, t.township.c.name, sa.func.count().label("count"))
        .select_from(t.enterprise)
        .join(t.township, sa.and_(t.township.c.org_id == e.org_id, t.township.c.id == e.township_id))
        .where(scope.enterprises(actor))
        .group_by(t.township.c.id, t.township.c.name)
        .order_by(t.township.c.id),
    )


def public_name(connection: sa.Connection, org: str, enterprise: str) -> str | None:
    """The name that stands over the gate: all that a code tells somebody who passes by."""
    return connection.scalar(
        sa.select(t.enterprise.c.name).where(t.enterprise.c.org_id == org, t.enterprise.c.id == enterprise)
    )
