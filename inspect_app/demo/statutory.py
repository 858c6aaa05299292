"""Documents of the demo beside its notices: every enforcement inspection approved and announced before it began, and by real commands one of
each further type in some state, so that whoever looks around finds all fifteen."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.commands import documents, drafts, links, paper, service
from inspect_app.commands.log import Log, writing
from inspect_app.commands.press import Press
from inspect_app.demo import names, registry
from inspect_app.demo.plan import Plan, Visit
from inspect_app.demo.tablets import ms
from inspect_app.domain import dates
from inspect_app.domain.doc_types import APPROVAL, CONFIRM, DOC_TYPES, INSPECT_NOTICE, NOTICE, ORDER
from inspect_app.domain.documents import Anchor, doc_number
from inspect_app.domain.people import Actor, system
from inspect_app.domain.rules import Refusal
from inspect_app.queries import facts as q
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms

Row = dict[str, Any]
HOUR = 3_600_000
SETTINGS: Row = {
    "region": registry.REGION, "ticked": {code: list(kind.unsure) for code, kind in DOC_TYPES.items() if kind.unsure},
    "internet": "河南省行政复议服务平台（演示）",
}  # fmt: skip
BLANKS: dict[str, dict[str, str]] = {
    APPROVAL: {"source": "plan", "yearly": "本年度第1次，上限2次", "reason": "列入本年度安全生产监督检查计划。"},
    INSPECT_NOTICE: {"yearly": "本年度第1次，上限2次", "prepare": "隐患排查治理台账\n特种作业人员证件"},
    CONFIRM: {"receiver_phone": "0395-8888000"},
    "doc_acceptance_opinion": {"attended": "工贸科工作人员、专家组组长"},
    "doc_extension_reply": {"cause": "更换设备的供货周期较长。", "decision": "yes", "why": "供货合同属实，临时防范措施可靠。", "interim": "停用有关工位，安排专人看护。"},
    "doc_listed_notice": {"charge": "临颍县应急管理局", "charge_person": "分管负责人"},
    "doc_transfer_letter": {"department": "临颍县消防救援大队", "duty": "消防设施、器材的监督检查由消防救援机构负责。"},
}  # fmt: skip


class Statutory:
    """Approvals and notices of enforcement visits, each made at its own time in the log. `leader`: who issues them."""

    def __init__(self, plan: Plan, press: Press, leader: tuple[str, str]) -> None:
        self.seed, self.press, self.leader = plan.seed, press, leader
        self._given: dict[tuple[str, int], int] = {}

    def announce(self, log: Log, visit: Visit) -> None:
        """行政检查审批表, then 行政检查通知书, handed over a day before the inspection."""
        approval = self._issue(log, visit, APPROVAL, None)
        notice = self._issue(log, visit, INSPECT_NOTICE, approval)
        officers = [visit.lead, *visit.members]
        value = {
            "method": "direct", "at": dates.instant(log.now), "to": visit.companion or "企业负责人", "by": officers[0], "also": officers[1],
            "place": "企业办公室",
        }  # fmt: skip
        log.event(self._officer(log, visit), f"document/{notice}", "serve", value)

    def _officer(self, log: Log, visit: Visit) -> Actor:
        return Actor(org=log.org, id=visit.lead, role="officer")

    def _issue(self, log: Log, visit: Visit, doc_type: str, refers: str | None) -> str:
        document = names.stable_id("document", self.seed, f"{visit.id}/{doc_type}")
        subject, officer = f"document/{document}", self._officer(log, visit)
        value = {"type": doc_type, "enterprise": visit.enterprise_id, "findings": []}
        log.event(officer, subject, "draft", {**value, "refers": refers} if refers else value, visit.id)
        for name, text in BLANKS[doc_type].items():
            log.set(officer, subject, f"field/{name}", text, visit.id)
        log.event(Actor(org=log.org, id=visit.planned_by, role="section"), subject, "review", {"note": ""})
        log.flush()
        code = links.new_code("read")
        year, seq, number = self._number(log, doc_type)
        facts = q.notice_facts(
            log.c, log.org, log.row("document", document) or {}, number=number, code=code, base_url=self.press.base_url, today=dates.day_of(log.now),
            prints={}, signature_prints={}, issuer=self.leader[1], anchor=Anchor(seq=log.seq, hash=log.chain),
        )  # fmt: skip
        frozen = documents.without_code(msgspec.json.decode(msgspec.json.encode(facts)))
        leader = Actor(org=log.org, id=self.leader[0], role="leader")
        log.event(leader, subject, "issue", {"number": number, "year": year, "seq": seq, "facts": frozen})
        links.add_link(log.c, log.org, document, "read", code, None)
        made = paper.make(self.press, log.org, document, facts, log.now)
        log.event(system(log.org), subject, "issued", made)
        return document

    def _number(self, log: Log, doc_type: str) -> tuple[int, int, str]:
        year = int(dates.day_of(log.now)[:4])
        seq = self._given[doc_type, year] = self._given.get((doc_type, year), 0) + 1
        return year, seq, doc_number(doc_type, registry.BUREAU["abbr"], year, seq, region=registry.REGION)


def announced_at(visit: Visit) -> int:
    """When the inspection was approved and the enterprise told: after it was planned, before it began."""
    return min(
        ms(visit.planned_at) + HOUR,
        ms(visit.started_at) - HOUR if visit.started_at else ms(visit.planned_at) + HOUR,
    )


# --- one of each further type, by the commands that people use ------------------------------------------------------------------------


def showcase(db: Database, press: Press, org: str, people: dict[str, Actor]) -> list[str]:
    """Begins (and for some finishes) documents of the types that history has none of; returns their types. `people`: role → somebody of it."""
    made = []
    for begin in (_orders, _confirmation, _others):
        try:
            made += begin(db, press, org, people)
        except Refusal as problem:  # a small county has nothing to begin some of them from
            logging.getLogger(__name__).info("the demo goes without some documents: %s", problem.message)
    return made


def _orders(db: Database, press: Press, org: str, people: dict[str, Actor]) -> list[str]:
    """Of the enforcement visits with assigned findings: one ordered and served, one waiting for the leader, the rest begun."""
    f, v = t.finding.c, t.visit.c
    with db.read() as connection:
        visits = connection.execute(
            sa.select(v.id, v.lead_id, v.members)
            .where(v.org_id == org, v.track == "enforcement", v.state == "received")
            .where(sa.exists().where(f.org_id == org, f.visit_id == v.id, f.state == "assigned"))
            .order_by(v.planned_date, v.id)
            .limit(3)
        ).all()
    for n, visit in enumerate(visits):
        officer = Actor(org=org, id=visit.lead_id, role="officer")
        record = drafts.draft(db, officer, "doc_site_record", visit.id)
        if n < 2:
            documents.issue(db, press, officer, record)
        order = drafts.draft(db, officer, ORDER, visit.id)
        if n < 2:
            drafts.review(db, people["section"], order)
        if n == 0:
            documents.issue(db, press, people["leader"], order)
            also = next(person for person in visit.members if person != visit.lead_id)
            value = {
                "method": "direct",
                "at": dates.instant(now_ms()),
                "to": "企业负责人",
                "by": visit.lead_id,
                "also": also,
            }
            service.serve(db, officer, order, value)
            drafts.draft(db, officer, "doc_service_receipt", refers=order)
    return ["doc_site_record", ORDER, "doc_service_receipt"] if visits else []


def _confirmation(db: Database, press: Press, org: str, people: dict[str, Actor]) -> list[str]:
    """The enterprise of the newest served notice is asked to agree to electronic service."""
    enterprise = _one(db, org, sa.select(t.document.c.enterprise_id).where(t.document.c.org_id == org, t.document.c.type == NOTICE, t.document.c.state == "served").order_by(t.document.c.served_at.desc()))  # fmt: skip
    if enterprise is None:
        return []
    document = _filled(db, people["officer"], CONFIRM, enterprise=enterprise)
    documents.issue(db, press, people["officer"], document)
    return [CONFIRM]


def _others(db: Database, press: Press, org: str, people: dict[str, Actor]) -> list[str]:
    """Drafts that rest on notices and findings, each where something fits it."""
    f, d = t.finding.c, t.document.c
    passed = f.outcome["result"].as_string() == "pass"
    open_ = sa.select(f.id).where(f.org_id == org).order_by(f.found_on.desc(), f.id)
    noticed = sa.select(f.document_id).join(t.document, sa.and_(d.org_id == f.org_id, d.id == f.document_id)).where(f.org_id == org, d.type == NOTICE, d.state == "served").order_by(f.due_date, f.id)  # fmt: skip
    wanted: list[tuple[str, Actor, sa.Select[Any], Callable[[str], Row]]] = [
        ("doc_acceptance_opinion", people["section"], noticed.where(f.state.in_(("rechecking", "closed")), passed), lambda key: {"refers": key}),
        ("doc_extension_reply", people["section"], noticed.where(f.state.in_(("ext_pending", "rectifying"))).order_by(None).order_by(f.state, f.due_date, f.id), lambda key: {"refers": key}),
        ("doc_close_sheet", people["section"], open_.where(f.state == "rechecking", passed), lambda key: {"findings": [key]}),
        ("doc_listed_notice", people["committee"], open_.where(f.state.in_(("graded", "assigned", "rectifying")), f.severity == "major"), lambda key: {"findings": [key]}),
        ("doc_transfer_letter", people["section"], open_.where(f.state == "assigned", f.track == "advisory"), lambda key: {"findings": [key]}),
    ]  # fmt: skip
    made = []
    for doc_type, who, query, begun in wanted:
        key = _one(db, org, query)
        if key is not None:
            _filled(db, who, doc_type, **begun(key))
            made.append(doc_type)
    return made


def _one(db: Database, org: str, query: sa.Select[Any]) -> str | None:
    with db.read() as connection:
        found = connection.execute(query.limit(1)).first()
    return str(found[0]) if found and found[0] else None


def _filled(db: Database, actor: Actor, doc_type: str, **begun: Any) -> str:
    """A draft with its blanks filled, dates counted from today."""
    document = drafts.draft(db, actor, doc_type, **begun)
    today = dates.day_of(now_ms())
    days = {"applied_on": today, "until": dates.add_days(today, 30), "reply_by": dates.add_days(today, 15)}
    with writing(db, actor.org) as log:
        visit = (log.row("document", document) or {})["visit_id"]
        for field in DOC_TYPES[doc_type].fields:
            text = BLANKS.get(doc_type, {}).get(field.name) or days.get(field.name)
            if text:
                log.set(actor, f"document/{document}", f"field/{field.name}", text, visit)
    return document
