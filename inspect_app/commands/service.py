"""Service of documents and what follows: served, opened, signed for, withdrawn. Being opened on the portal is shown, and is no service."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.commands import links, outcomes, tasks
from inspect_app.commands.log import Log, writing
from inspect_app.domain import dates, doc_guards
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import DOCUMENT, Refusal
from inspect_app.queries import consent as q
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]


def serve(db: Database, actor: Actor, document: str, value: Row) -> str:
    """Service: the findings of a notice begin to be rectified. Returns the service code to hand over, '' when no enterprise gets it. Raises Refusal."""
    with writing(db, actor.org) as log:
        row = log.row("document", document)
        if row is None:
            raise Refusal("unknown", "没有这份文书")
        kind = DOC_TYPES[row["type"]]
        _check_moment(log, row, str(value.get("at", "")))
        _check_no_replacement(log, row)
        _check_people(log, value, officers=doc_guards.statutory(row))
        if value.get("method") == "electronic":
            value = {**value, **_electronic(log, row, str(value["at"]))}
        row = log.event(actor, f"document/{document}", "serve", value)
        outcomes.when_served(log, actor, row)
        if value.get("method") == "leave":
            _ask_for_report(log, actor, row)
    return links.hand_over(db, actor.org, document) if kind.recipient == "enterprise" else ""


def _ask_for_report(log: Log, actor: Actor, document: Row) -> None:
    """Somebody refused to sign: what happened is to be written down while it is fresh (workflow § 10.7)."""
    title = DOC_TYPES[document["type"]].title
    tasks.opened(log, actor, {
        "kind": "report", "title": f"{title}{document['number']}拒签，请写情况报告", "due_date": dates.add_days(dates.day_of(log.now), 1), "role": "section",
        "enterprise": document["enterprise_id"], "note": "写明送达经过、拒签理由、见证人或录像编号，并归入案卷。",
    })  # fmt: skip


def _check_moment(log: Log, document: Row, at: str) -> None:
    """Nothing is served before it was issued, nor in days to come. Raises Refusal."""
    try:
        moment = dates.parse_instant(at)
    except ValueError:
        raise Refusal("incomplete", "送达时间不正确") from None
    if document["issued_at"] and dates.day_of(moment) < dates.day_of(document["issued_at"]):
        raise Refusal("too_early", f"送达日期不能早于签发日期（{dates.day_of(document['issued_at'])}）")
    if dates.day_of(moment) > dates.day_of(log.now):
        raise Refusal("too_late", "送达日期还没有到，请在送达后登记")


def _check_people(log: Log, value: Row, *, officers: bool) -> None:
    """Those who serve are of this bureau; of the enforcement track both are officers. Raises Refusal."""
    servers = [person for person in (value.get("by"), value.get("also")) if person]
    p = t.person.c
    roles = {
        row.id: row.role
        for row in log.c.execute(
            sa.select(p.id, p.role).where(p.org_id == log.org, log.db.among(p.id, set(servers)), p.active)
        )
    }
    if any(person not in roles for person in servers):
        raise Refusal("unknown", "送达人须是本局在岗人员")
    if officers and any(roles[person] != "officer" for person in servers):
        raise Refusal("no_officers", "执法文书须由两名执法人员送达，请选择执法人员")


def _check_no_replacement(log: Log, document: Row) -> None:
    """A document that somebody is replacing is not handed over: its findings may be changed already. Raises Refusal."""
    d = t.document.c
    begun = log.c.scalar(
        sa.select(d.id).where(
            d.org_id == log.org, d.replaces == document["id"], d.state.in_(("draft", "reviewed", "issuing"))
        )
    )
    if begun and document["state"] == "issued":
        raise Refusal("replaced", "已经起草了替代它的文书，请签发并送达那一份；不再替代的，先作废那份草稿")


def _electronic(log: Log, document: Row, at: str) -> Row:
    """The confirmation that electronic service rests on, and its address. Raises Refusal when there is none."""
    found = q.confirmation(log.c, log.org, document["enterprise_id"])
    if found is None:
        raise Refusal(
            "no_consent",
            "这家企业还没有签订《电子送达确认书》，不能电子送达（行政处罚法第六十一条）；请改用其他方式，或先办理确认书",
        )
    agreed, served = (dates.day_of(dates.parse_instant(moment)) for moment in (found["at"], at))
    if served < agreed:
        raise Refusal(
            "no_consent", f"《电子送达确认书》{found['number']}于 {agreed} 签收，电子送达不能早于这一天"
        )
    relief = (document["facts"] or {}).get("relief")
    if relief and not relief.get("internet"):
        raise Refusal(
            "no_internet",
            "电子送达的文书须同时写明互联网申请行政复议的渠道（行政复议法第二十二条）；请先在“设置—文书”填写后重发，或改用其他方式送达",
        )
    return {"consent": found["id"], "address": found["address"]}


def sign_receipt(db: Database, actor: Actor, document: str, value: Row) -> Row:
    """The enterprise signs for receipt. Raises Refusal."""
    with writing(db, actor.org) as log:
        return log.event(actor, f"document/{document}", "receipt", value)


def paper_receipt(db: Database, actor: Actor, document: str, value: Row) -> Row:
    """The recipient signed on paper; somebody of the bureau notes who and when. Raises Refusal."""
    with writing(db, actor.org) as log:
        row = log.row("document", document) or {}
        if row.get("receipt"):
            raise Refusal("signed_already", f"这份文书已由{row['receipt']['name']}签收，无需再次登记")
        day = dates.day_of(dates.parse_instant(str(value["at"])))
        if row.get("served_at") and not dates.day_of(row["issued_at"]) <= day <= dates.day_of(log.now):
            raise Refusal("bad_day", f"签收日期应在签发日期（{dates.day_of(row['issued_at'])}）与今天之间")
        return log.event(actor, f"document/{document}", "countersign", value)


def opened(db: Database, actor: Actor, document: Row, now: int) -> None:
    """The enterprise opens the document for the first time: remembered once, whoever of it comes first."""
    if document["opened"] or document["state"] not in ("issued", "served"):
        return
    with writing(db, actor.org) as log:
        if not (log.row("document", document["id"]) or {}).get("opened"):
            log.event(
                actor, f"document/{document['id']}", "read", {"at": dates.instant(now), "name": actor.name}
            )


def void(db: Database, actor: Actor, document: str, reason: str) -> Row:
    """A document is void with a reason; its number is never used again and its codes end. Raises Refusal.

    Findings whose clock it started and that nobody answered yet go back to `assigned`, so that another notice can carry them.
    """
    with writing(db, actor.org) as log:
        before = log.row("document", document) or {}
        kind = DOC_TYPES.get(before.get("type") or "")
        if kind and kind.on_issue and before["state"] in ("issued", "served"):
            raise Refusal(
                "took_effect",
                f"{kind.title}签发后已经生效（如已销号、延期或挂牌），不能作废；情况有变的，请另行出具文书",
            )
        if before:
            _check_nothing_rests(log, before)
        row = log.event(actor, f"document/{document}", "void", {"reason": reason})
        outcomes.recall(log, row)
        links.end_codes(log.c, actor.org, document)
    return row


def _check_nothing_rests(log: Log, document: Row) -> None:
    """Documents that were issued on it, and answers that wait for a verdict, would lose their ground. Raises Refusal."""
    d = t.document.c
    resting = log.c.scalars(
        sa.select(d.number).where(
            d.org_id == log.org, d.refers == document.get("id"), d.state.in_(("issuing", "issued", "served"))
        )
    ).all()
    if resting:
        raise Refusal("rested_on", f"{'、'.join(map(str, resting))}以它为依据，请先作废这些文书")
    log.prefetch_rows("finding", document.get("findings") or [])
    rows = [log.row("finding", id_) or {} for id_ in document.get("findings") or []]
    open_ = [
        row
        for row in rows
        if row.get("document_id") == document["id"] and row.get("state") in ("feedback", "rechecking")
    ]
    if open_:
        raise Refusal(
            "answered",
            f"有 {len(open_)} 条隐患企业已反馈、还没有复查结论，请先作出结论（或退回整改），再作废这份文书",
        )


def renew_code(db: Database, actor: Actor, document: str) -> str:
    """A new service code for a served document in place of a lost one; the earlier ends. Raises Refusal."""
    with db.read() as connection:
        row = connection.execute(
            sa.select(t.document.c.state, t.document.c.type).where(
                t.document.c.org_id == actor.org, t.document.c.id == document
            )
        ).one_or_none()
    if row is None:
        raise Refusal("unknown", "没有这份文书")
    if actor.role not in DOCUMENT["serve"].roles:
        raise Refusal("not_your_role", "您不能办理文书送达")
    if row.state != "served" or DOC_TYPES[row.type].recipient != "enterprise":
        raise Refusal("wrong_state", "只有已送达企业的文书才有送达码")
    return links.hand_over(db, actor.org, document)
