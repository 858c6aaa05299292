"""What the ledger can be narrowed to, as it stands in the address, and the condition that it makes. The groups of states and the sorts."""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain.clocks import DAY
from inspect_app.domain.counting import ASSIGNED, FOUND
from inspect_app.domain.dates import midnight
from inspect_app.domain.figures import COUNTED
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import OPEN_FINDING, RUNNING
from inspect_app.queries import scope, search
from inspect_app.storage import tables as t

F = t.finding.c
# Group → (words, states). 逾期 is computed, not a state, and 挂牌督办 lasts through all that are open; they and 未销号 overlap with others.
GROUPS: dict[str, tuple[str, frozenset[str]]] = {
    "open": ("未销号", OPEN_FINDING),
    "submitted": ("待审核", frozenset({"submitted"})),
    "returned": ("已退回", frozenset({"returned"})),
    "grade": ("待定级交办", frozenset({"confirmed", "graded"})),
    "assigned": ("已交办", frozenset({"assigned"})),
    "rectifying": ("整改中", frozenset({"rectifying"})),
    "ext_pending": ("待审批延期", frozenset({"ext_pending"})),
    "overdue": ("逾期", RUNNING),
    "feedback": ("待复查", frozenset({"feedback", "rechecking"})),
    "supervised": ("挂牌督办", OPEN_FINDING),
    "enforcement": ("移交执法", frozenset({"enforcement"})),
    "transferred": ("已移送", frozenset({"transferred"})),
    "closed": ("已销号", frozenset({"closed"})),
    "enforced": ("执法结案", frozenset({"enforced"})),
    "counted": ("计入统计", COUNTED),
    "ended": ("合并作废", frozenset({"merged", "cancelled"})),
}
SORTS = {"found": "检查日期", "due": "整改期限", "changed": "最近变动"}
PAPERS = {"none": "未列入文书", "draft": "文书起草中", "issued": "已签发待送达", "served": "已送达"}
# What the charts count, so that a number leads to as many (domain.counting).
STATES_OF = {"found": FOUND, "told": ASSIGNED}
FLAGS = {
    "found": "已确认及以后", "told": "已交办及以后", "recurs": "复发", "extension": "申请过延期", "extended": "已延期", "urged": "催办过",
}  # fmt: skip


class Filters(msgspec.Struct, frozen=True):
    """What the ledger is narrowed to; empty texts narrow nothing. Dates are inclusive.
    `flag` one of FLAGS; `paper` one of PAPERS; `sort` one of SORTS."""

    q: str = ""
    township: str = ""
    group: str = ""
    severity: str = ""
    track: str = ""
    industry: str = ""
    checklist: str = ""
    item: str = ""
    since: str = ""
    until: str = ""
    due_since: str = ""
    due_until: str = ""
    confirmed_since: str = ""
    confirmed_until: str = ""
    closed_since: str = ""
    closed_until: str = ""
    criterion: str = ""
    enterprise: str = ""
    expert: str = ""
    department: str = ""
    flag: str = ""
    paper: str = ""
    sort: str = ""


DAYS = (
    "since",
    "until",
    "due_since",
    "due_until",
    "confirmed_since",
    "confirmed_until",
    "closed_since",
    "closed_until",
)
LESSER = "lesser"  # 一般 and what no leader has graded major yet, as the figures count them
CHOICES: dict[str, dict[str, Any]] = {"group": GROUPS, "flag": FLAGS, "paper": PAPERS, "sort": SORTS}


def read(given: dict[str, str], is_day: Any) -> Filters:
    """Filters from an address: what isn't known, or no date, narrows nothing."""
    taken = {
        field.name: given.get(field.name, "").replace("\x00", "").strip()[:100]
        for field in msgspec.structs.fields(Filters)
    }
    for name in DAYS:
        taken[name] = taken[name] if is_day(taken[name]) else ""
    for name, known in CHOICES.items():
        taken[name] = taken[name] if taken[name] in known else ""
    return Filters(**taken)


def overdue(today: str) -> sa.ColumnElement[bool]:
    """Past the deadline and nothing handed in (workflow § 2: a judgement, not a state)."""
    return F.state.in_(sorted(RUNNING)) & (F.due_date < today)


def in_group(group: str, state: str, late: bool, listed: bool) -> bool:
    """Whether a finding of this state, past its deadline or not, listed or not, belongs to a group."""
    if (group == "overdue" and not late) or (group == "supervised" and not listed):
        return False
    return group not in GROUPS or state in GROUPS[group][1]


def where(actor: Actor, filters: Filters, today: str) -> sa.ColumnElement[bool]:
    """The rows that this person may see and asked for."""
    tests: list[sa.ColumnElement[bool]] = [scope.findings(actor)]
    exact = (
        (F.township_id, filters.township), (F.severity, "" if filters.severity == LESSER else filters.severity), (F.track, filters.track), (F.item, filters.item),
        (F.enterprise_id, filters.enterprise), (F.department_id, filters.department), (F.criterion, filters.criterion),
    )  # fmt: skip
    tests += [column == value for column, value in exact if value]
    ranges = ((F.found_on, filters.since, filters.until), (F.due_date, filters.due_since, filters.due_until))
    tests += [column >= since for column, since, _ in ranges if since]
    tests += [column <= until for column, _, until in ranges if until]
    instants = (
        (F.confirmed_at, filters.confirmed_since, filters.confirmed_until),
        (F.closed_at, filters.closed_since, filters.closed_until),
    )
    tests += [column >= midnight(since) for column, since, _ in instants if since]
    tests += [column < midnight(until) + DAY for column, _, until in instants if until]
    if filters.severity == LESSER:
        tests.append(F.severity != "major")
    if filters.group in GROUPS:
        tests.append(_grouped(filters.group, today))
    if filters.checklist:  # "A" follows "@"
        tests.append((F.checklist >= f"{filters.checklist}@") & (F.checklist < f"{filters.checklist}A"))
    if filters.industry:
        tests.append(F.enterprise_id.in_(_firms(actor, t.enterprise.c.industry == filters.industry)))
    if filters.expert:
        tests.append(F.visit_id.in_(_visits_of(actor, filters.expert)))
    if filters.flag:
        tests.append(_flagged(filters.flag))
    if filters.paper:
        tests.append(_on_paper(actor, filters.paper))
    if filters.q:
        firms = _firms(actor, search.named(t.enterprise.c.name, filters.q))
        tests.append(search.said(actor.org, filters.q) | F.enterprise_id.in_(firms))
    return sa.and_(*tests)


def _grouped(group: str, today: str) -> sa.ColumnElement[bool]:
    if group == "overdue":
        return overdue(today)
    of_state = F.state.in_(sorted(GROUPS[group][1]))
    return of_state & F.listed_at.is_not(None) if group == "supervised" else of_state


def _firms(actor: Actor, test: sa.ColumnElement[bool]) -> sa.Select:
    return sa.select(t.enterprise.c.id).where(t.enterprise.c.org_id == actor.org, test)


def _visits_of(actor: Actor, person: str) -> sa.Select:
    member = t.visit_member.c
    return sa.select(member.visit_id).where(member.org_id == actor.org, member.person_id == person)


def _flagged(flag: str) -> sa.ColumnElement[bool]:
    if flag in STATES_OF:
        return F.state.in_(STATES_OF[flag])
    if flag == "recurs":
        return F.recurs.is_not(None)
    if flag == "extended":
        return F.extensions > 0
    if flag == "urged":
        return F.urged > 0
    return (
        sa.cast(F.extension, sa.Text) != "null"
    )  # a JSON null, as rows are written; none of old rows is NULL, and no match either


def _on_paper(actor: Actor, paper: str) -> sa.ColumnElement[bool]:
    carried, document = t.document_finding.c, t.document.c
    listed = (
        sa.select(carried.finding_id)
        .join(t.document, sa.and_(document.org_id == carried.org_id, document.id == carried.document_id))
        .where(carried.org_id == actor.org)
    )
    if paper == "none":
        return F.id.not_in(listed.where(document.state.not_in(("void", "superseded"))))
    states = {"draft": ("draft", "reviewed"), "issued": ("issuing", "issued"), "served": ("served",)}[paper]
    return F.id.in_(listed.where(document.state.in_(states)))
