"""Stored tasks: one, those of a finding or a meeting, and those that wait for a person. What follows from a finding's own state is no stored task."""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa

from inspect_app.domain.people import Actor
from inspect_app.queries import scope
from inspect_app.queries.finding import rows
from inspect_app.queries.kept import kept_of_org
from inspect_app.storage import tables as t

Row = dict[str, Any]
T = t.task.c
TO_DO = ("open", "accepted")
ALIVE = ("open", "accepted", "answered")
LISTED, FIRST = 200, 10  # FIRST: on 总览


def waits_for(actor: Actor) -> sa.ColumnElement[bool]:
    """Tasks whose next step is this person's: what they were asked to do, and answers to look at for those who asked (domain.tasks.mine in SQL)."""
    own = [T.owner_id == actor.id]
    unowned = T.owner_id.is_(None)
    if actor.role == "dept" and actor.department:
        own.append(unowned & (T.department_id == actor.department))
    elif actor.role == "grid" and actor.township:
        own.append(unowned & T.department_id.is_(None) & (T.township_id == actor.township))
    else:
        own.append(unowned & T.department_id.is_(None) & T.township_id.is_(None) & (T.role == actor.role))
    asked = T.state.in_(TO_DO) & sa.or_(*own)
    if actor.role == "section":
        asked = asked | (T.state == "answered")
    elif actor.role in ("leader", "officer", "committee"):
        asked = asked | (T.state == "answered") & (T.made_by == actor.id)
    return sa.and_(T.org_id == actor.org, T.state.in_(ALIVE), asked)


@cache
def named() -> sa.Select:
    """A select of tasks with the names of whoever does it and of what it is about: `owner`, `department`, `township`, `maker`, `enterprise`, `statement`."""
    owner, maker = t.person.alias("doer"), t.person.alias("maker")
    query = sa.select(
        t.task, owner.c.name.label("owner"), maker.c.name.label("maker"), t.department.c.name.label("department"),
        t.township.c.name.label("township"), t.enterprise.c.name.label("enterprise"), t.finding.c.statement, t.finding.c.state.label("finding_state"),
        t.meeting.c.title.label("meeting"),
    ).select_from(t.task)  # fmt: skip
    joined: tuple[tuple[Any, Any], ...] = (
        (owner, T.owner_id), (maker, T.made_by), (t.department, T.department_id), (t.township, T.township_id), (t.enterprise, T.enterprise_id),
        (t.finding, T.finding_id), (t.meeting, T.meeting_id),
    )  # fmt: skip
    for table, key in joined:
        query = query.outerjoin(table, sa.and_(table.c.org_id == T.org_id, table.c.id == key))
    return query


def one(connection: sa.Connection, actor: Actor, task: str) -> Row | None:
    """The task with its names, or None when it isn't this person's to see."""
    found = rows(connection, named().where(scope.tasks(actor), T.id == task))
    return found[0] if found else None


def of_finding(connection: sa.Connection, actor: Actor, finding: str) -> list[Row]:
    """Tasks about a finding that this person may see, those to be done first, by deadline."""
    return rows(connection, _in_order(named().where(scope.tasks(actor), T.finding_id == finding)))


def of_meeting(connection: sa.Connection, actor: Actor, meeting: str) -> list[Row]:
    """The resolutions of a meeting."""
    return rows(connection, _in_order(named().where(scope.tasks(actor), T.meeting_id == meeting)))


def waiting(connection: sa.Connection, actor: Actor, today: str, limit: int = LISTED) -> list[Row]:
    """What waits for this person, the nearest deadline first; `late`: past it. An answer to be looked at is never late: its doer was in time or not."""
    found = rows(connection, named().where(waits_for(actor)).order_by(T.due_date, T.id).limit(limit))
    return [
        {**row, "late": row["state"] in TO_DO and bool(row["due_date"]) and row["due_date"] < today}
        for row in found
    ]


def listed(connection: sa.Connection, actor: Actor, tab: str, limit: int = LISTED) -> list[Row]:
    """Tasks this person may see: `asked` by them and alive, `all` that are alive, `ended` ones (newest first)."""
    query = named().where(scope.tasks(actor)).limit(limit)
    if tab == "ended":
        return rows(connection, query.where(T.state.not_in(ALIVE)).order_by(T.ended_at.desc(), T.id))
    if tab == "asked":
        query = query.where(T.made_by == actor.id)
    return rows(connection, query.where(T.state.in_(ALIVE)).order_by(T.due_date, T.id))


def counts(connection: sa.Connection, actor: Actor, today: str) -> Row:
    """How much waits for this person: `todo` (to accept or do), `late` of them, `answered` (to look at)."""
    key = ("tasks", actor.id, actor.role, actor.department, actor.township, today)
    return kept_of_org(connection, actor.org, key, lambda: _counts(connection, actor, today), ("task",))


def _counts(connection: sa.Connection, actor: Actor, today: str) -> Row:
    late = sa.func.sum(sa.case((T.due_date < today, 1), else_=0)).label("late")
    found = connection.execute(
        sa.select(T.state, sa.func.count().label("n"), late).where(waits_for(actor)).group_by(T.state)
    ).all()
    by_state = {row.state: row for row in found}
    return {
        "to_accept": by_state["open"].n if "open" in by_state else 0,
        "todo": sum(row.n for row in found if row.state in TO_DO),
        "late": sum(row.late or 0 for row in found if row.state in TO_DO),
        "answered": by_state["answered"].n if "answered" in by_state else 0,
    }


def _in_order(query: sa.Select) -> sa.Select:
    alive = sa.case((T.state.in_(ALIVE), 0), else_=1)
    return query.order_by(alive, T.due_date, T.id)
