"""移送: a finding is given to the department that is responsible, on its page or by the 事故隐患移送函 that is issued about it. Typed once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_app.commands.findings import act
from inspect_app.commands.log import Log
from inspect_app.domain import dates, duties
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import FINDING, Refusal
from inspect_app.queries import departments as q
from inspect_app.queries.held import photos_missing
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]
LETTER = "doc_transfer_letter"


def transfer(db: Database, actor: Actor, finding: str, value: Row, seen: int | None = None) -> Row:
    """Gives a finding to a registered department (value as in loop_values.Transfer). Raises Refusal, Stale, wire.Invalid."""
    with db.read() as connection:
        held = connection.execute(
            t.department.select().where(t.department.c.org_id == actor.org, t.department.c.id == value["department"])
        ).first()  # fmt: skip
    if held is None:
        raise Refusal("unknown", "没有这个部门，请先在“部门”中登记")
    return act(db, actor, finding, "transfer", value, seen)


def answer(db: Database, actor: Actor, finding: str, value: Row, seen: int | None = None) -> Row:
    """What the department did about it (value as in AnswerTransfer); its photos are held already. Raises Refusal, Stale, wire.Invalid."""
    with db.read() as connection:
        missing = photos_missing(connection, actor.org, value.get("photos") or [])
    if missing:
        raise Refusal("photo_missing", "有照片还没有上传成功，请重新选择照片再提交")
    return act(db, actor, finding, "answer_transfer", value, seen)


def by_letter(log: Log, actor: Actor, finding: str, document: str, fields: Mapping[str, str]) -> None:
    """What an issued letter does to one of its findings; of one transferred on its page already, it is the paper.

    A department that stands in no registry is known by its name: the letter was signed, and its word counts.
    """
    row = log.row("finding", finding) or {}
    if row.get("state") not in FINDING["transfer"].sources:
        return
    value: Row = {
        "department": q.of_name(log.c, log.org, fields.get("department", "").strip()), "reason": fields.get("duty", ""), "document": document,
    }  # fmt: skip
    if fields.get("reply_by"):
        value["reply_by"] = fields["reply_by"]
    log.event(actor, f"finding/{finding}", "transfer", value)


def fill_letter(log: Log, actor: Actor, document: str, findings: list[str], visit: str | None) -> None:
    """The blanks of a letter: what was typed on the finding's page, else what the dictionary of duties proposes."""
    blanks: Row = {}
    for finding in findings:
        row = log.row("finding", finding) or {}
        sent = row.get("transfer") or {}
        if row.get("state") == "transferred":
            name = q.name_of(log.c, log.org, sent.get("department"))
            blanks = {"department": name, "duty": sent.get("reason"), "reply_by": sent.get("reply_by")}
            break
        proposed = [one for one in duties.propose(row, q.listed(log.c, log.org)) if one.department]
        if proposed and not blanks:
            by = dates.add_days(dates.day_of(log.now), 15)
            blanks = {"department": proposed[0].name, "duty": proposed[0].reason, "reply_by": by}
    for name, value in blanks.items():
        if value:
            log.set(actor, f"document/{document}", f"field/{name}", value, visit)
