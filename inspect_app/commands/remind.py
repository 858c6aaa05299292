"""The round of reminders: once a day, each party one message a kind with everything that is due, and a further one for what fell due since. Safe to run as often as one likes, and by several
processes at once: a message is named by its kind, party and day, and names nothing that an earlier one of the day named. What a killed round left out the next one tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.commands import followups, messages, warnings
from inspect_app.commands.messages import Message
from inspect_app.domain import clocks, dates, notices
from inspect_app.domain import reminding as r
from inspect_app.domain.clocks import Deadlines, Due
from inspect_app.domain.notices import Draft
from inspect_app.queries import due as q
from inspect_app.queries.deadlines import deadlines
from inspect_app.queries.inbox import RUN
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms

Row = dict[str, Any]
AT_ONCE = 50  # messages a transaction: nobody else waits long
SENTENCES = {
    "due": ("{n} 条隐患的整改期限临近", "请按期完成整改并提交反馈；确有困难的，可以在期限届满前申请延期。已经完成的，提交反馈后不再提醒。"),
    "overdue": ("{n} 条隐患已超过整改期限", "请尽快提交整改情况和照片；有困难的，请与局里联系。"),
    "waiting": ("{n} 件事项临近或超过办理时限", "办理后不再提醒。"),
    "task": ("{n} 项任务临近或超过期限", "办理后不再提醒。"),
}  # fmt: skip
LOCAL = {"overdue": "请协助了解企业整改情况。"}  # what a township is asked instead


class Round(msgspec.Struct, frozen=True):
    """What a round did: messages written now, and how many things they name."""

    told: int
    things: int


def remind(db: Database, org: str, today: str) -> Round:
    """Writes what is to be told on `today` and was not yet, the visits that became due included; and records the warning levels that changed. Raises Busy, Full."""
    followups.open_due(db, org, today)
    if today >= dates.day_of(
        now_ms()
    ):  # a round that is made up for knows the present only, not what held that day
        warnings.record(db, org, today)
    with db.read() as connection:
        settings = deadlines(connection, org)
        last = q.last_round(connection, org, today) or dates.add_days(today, -1)
        items = [
            *_enterprises(connection, org, last, today, settings),
            *_steps(connection, org, last, today, settings),
            *_tasks(connection, org, last, today, settings),
        ]
        made = [
            made for listed in _grouped(items) if (made := _fresh(connection, org, listed, today, settings))
        ]
    told = 0
    for start in range(0, len(made), AT_ONCE):
        with db.write() as connection:
            told += sum(
                messages.tell(db, connection, org, one, now_ms()) for one in made[start : start + AT_ONCE]
            )
    with db.write() as connection:  # last: a round that was cut off is none
        messages.tell(db, connection, org, Message(f"{RUN}/{today}", RUN, RUN, today, "", ""), now_ms())
    return Round(told, len(items))


def all_bureaus(db: Database, today: str) -> int:
    """A round of every bureau, and the warning levels of the day for their history; how many messages were written."""
    with db.read() as connection:
        orgs = list(connection.scalars(sa.select(t.org.c.id)))
    told = 0
    for org in orgs:
        told += remind(db, org, today).told
    return told


def _grouped(items: Iterable[Draft]) -> list[list[Draft]]:
    groups: dict[tuple[str, str, str], list[Draft]] = {}
    for item in items:
        groups.setdefault((item.kind, item.party, item.party_id), []).append(item)
    return list(groups.values())


def _fresh(
    connection: sa.Connection, org: str, listed: list[Draft], today: str, settings: Deadlines
) -> Message | None:
    """What this party was not reminded of today yet: what fell due since the morning's message makes a further one."""
    first, n = listed[0], 1
    key = f"remind/{first.kind}/{first.party}/{first.party_id}/{today}"
    while told := q.told_of(connection, org, messages.message_id(org, key if n == 1 else f"{key}/{n}")):
        listed = [item for item in listed if item.about not in told]
        n += 1
    return _message(listed, key if n == 1 else f"{key}/{n}", settings) if listed else None


def _message(items: list[Draft], key: str, settings: Deadlines) -> Message:
    first = items[0]
    title, closing = SENTENCES[first.kind]
    if first.party != "enterprise":
        closing = LOCAL.get(first.kind, closing)
    lines = [f"· {item.line}" for item in items[: notices.MAX_LINES]]
    if len(items) > notices.MAX_LINES:
        lines.append(f"· 另有 {len(items) - notices.MAX_LINES} 条，请在系统中查看")
    firms = {item.enterprise for item in items}
    return Message(
        key=key, kind=first.kind, party=first.party, party_id=first.party_id,
        title=title.format(n=len(items)), text="\n".join([*lines, closing]), about=tuple((item.about, item.line) for item in items),
        enterprise=firms.pop() if len(firms) == 1 else None, not_before=r.quiet_until(now_ms(), settings.quiet),
    )  # fmt: skip


def _enterprises(
    connection: sa.Connection, org: str, last: str, today: str, settings: Deadlines
) -> Iterator[Draft]:
    until = dates.add_days(today, max(settings.before, default=0))
    for row in q.rectifying(connection, org, until):
        if not r.remind(row["due_date"], row["severity"], last, today, settings):
            continue
        kind = "overdue" if row["due_date"] < today else "due"
        about, firm = f"finding/{row['id']}", row["enterprise_id"]
        line = f"{notices.what(row)}：期限 {row['due_date']}，{r.in_words(row['due_date'], today)}"
        if firm:
            yield Draft(kind, "enterprise", firm, about, line, firm)
        if kind == "overdue":
            local = f"{row['enterprise'] or '企业未登记'}　{line}"
            yield Draft(kind, "role", "section", about, local, firm)
            if row["township_id"]:
                yield Draft(kind, "township", row["township_id"], about, local, firm)


def _steps(
    connection: sa.Connection, org: str, last: str, today: str, settings: Deadlines
) -> Iterator[Draft]:
    at = r.inner_offsets(settings)
    for row in q.waiting(connection, org):
        end = clocks.due(row, settings)
        if end is None or not r.crossed(end.day, last, today, at):
            continue
        party, key = _owner(end, row)
        if key:
            line = f"{end.label}　{row['enterprise'] or '企业未登记'}　{notices.what(row)}：{r.in_words(end.day, today)}"
            yield Draft("waiting", party, key, f"finding/{row['id']}", line, row["enterprise_id"])


def _owner(end: Due, row: Row) -> tuple[str, str]:
    """Whose step it is, as a party; a person who is not named leaves it to the section."""
    if end.owner in ("expert", "reinspector"):
        person = row["lead_id"] if end.owner == "expert" else row["reinspector"]
        return ("person", person) if person else ("role", "section")
    if end.owner == "dept":
        return "department", row["department_id"] or ""
    by_officers = row["track"] == "enforcement" and end.clock in ("serve", "recheck")
    return "role", "officer" if by_officers else end.owner


def _tasks(
    connection: sa.Connection, org: str, last: str, today: str, settings: Deadlines
) -> Iterator[Draft]:
    at = sorted({3, *r.inner_offsets(settings)}, reverse=True)
    for row in q.tasks(connection, org):
        if row["due_date"] and r.crossed(row["due_date"], last, today, at):
            party, key = notices.owner_of(row)
            line = f"{row['title']}：期限 {row['due_date']}，{r.in_words(row['due_date'], today)}"
            yield Draft("task", party, key, f"task/{row['id']}", line, row["enterprise_id"])
