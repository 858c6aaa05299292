"""执法统计 (workflow § 8.2, first list): a line an enforcement inspection, with the columns of the reporting form. What the system does not know stays blank."""

from __future__ import annotations

from collections import Counter
from typing import Any

import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.figures import COUNTED, Period
from inspect_app.domain.people import Actor
from inspect_app.domain.report_table import Head, Table
from inspect_app.queries import scope
from inspect_app.queries.ledger_filters import F
from inspect_app.storage import tables as t

PAPERS = (
    ("现场检查记录", "doc_site_record"), ("现场处理措施决定书", "doc_site_measures"), ("责令限期整改指令书", "doc_rectify_order"), ("整改复查意见书", "doc_recheck_opinion"),
)  # fmt: skip
TEXT = (
    "被检查单位",
    "社会信用代码",
    "企业类别",
    "所属行业（门类/大类/中类/小类）",
    "注册/经营地址省市县",
    "检查起止时间",
    "是否随机抽取",
    "执法检查类别",
    "是否整改复查",
    "是否举报核实",
)
HEADS = (
    *(Head(title, "text", 16) for title in TEXT), Head("查处违法违规行为（项）"), Head("查处一般事故隐患（项）"), Head("查处重大事故隐患（项）"), Head("其中挂牌督办（项）"),
    *(Head(f"{title}（份）") for title, _ in PAPERS), Head("强制措施决定书（份）"), Head("立案审批表（份）"), Head("询问笔录（份）"), Head("已整改违法违规（项）"), Head("已整改一般（项）"),
    Head("已整改重大（项）"), Head("行政处罚单位/主要负责人", "text", 16), Head("责令停产整顿", "text"), Head("提请关闭", "text"), Head("实际关闭", "text"), Head("罚款额（万元）", "money"),
    Head("实收（万元）", "money"), Head("企业负责人", "text"), Head("负责人", "text"), Head("填表人", "text"), Head("填表日期", "day", 11),
)  # fmt: skip
NOTES = (
    "每次已开始的执法检查一行。罚款额来自登记的执法结案；企业类别、是否随机抽取、立案审批、强制措施、询问、停产关闭、实收等系统没有的栏目留空，请填报时补充。",
    "随机抽取、检查类别在派单中没有登记；“企业类别”填登记簿中的规模。已整改按销号计。",
)  # fmt: skip
WAN = 1_000_000


def table(connection: sa.Connection, actor: Actor, now: Period, today: str) -> Table:
    """By day of the inspection, then by enterprise."""
    v, e, p = t.visit.c, t.enterprise.c, t.person.c
    visits = connection.execute(
        sa.select(v.id, v.started_at, v.received_at, e.name, e.uscc, e.scale, e.industry, e.address, e.principal, p.name.label("lead"))
        .outerjoin(t.enterprise, sa.and_(e.org_id == v.org_id, e.id == v.enterprise_id))
        .outerjoin(t.person, sa.and_(p.org_id == v.org_id, p.id == v.lead_id))
        .where(scope.visits(actor), v.track == "enforcement", v.started_at >= now.begins, v.started_at < now.ends)
        .where(v.state.in_(("inspecting", "waiting", "received")))
        .order_by(v.started_at, e.name, v.id)
    ).all()  # fmt: skip
    ids = [row.id for row in visits]
    found, fines, listed = (
        _findings(connection, actor, ids),
        _fines(connection, actor, ids),
        _listed(connection, actor, ids),
    )
    papers = _papers(connection, actor, ids)
    return Table(
        "enforcement", f"{now.title}执法统计（上报表列）", HEADS,
        [_cells(row, found.get(row.id, []), (fines[row.id], listed[row.id]), papers.get(row.id, Counter()), actor, today) for row in visits], NOTES, [],
    )  # fmt: skip


def _cells(
    row: Any, found: list[Any], beside: tuple[int, int], papers: Counter[str], actor: Actor, today: str
) -> list[Any]:
    major = [one for one in found if one.severity == "major"]
    general = [one for one in found if one.severity != "major"]
    fines, listed = beside
    span = dates.day_of(row.started_at) + (f" 至 {dates.day_of(row.received_at)}" if row.received_at else "")
    return [
        row.name, row.uscc, row.scale, row.industry, row.address, span, "", "", "是" if papers["doc_recheck_opinion"] else "否", "",
        len(found), len(general), len(major), listed, *(papers[kind] for _, kind in PAPERS), None, None, None,
        sum(one.state == "closed" for one in found), sum(one.state == "closed" for one in general), sum(one.state == "closed" for one in major),
        "", "", "", "", fines / WAN if fines else None, None, row.principal, row.lead, actor.name, today,
    ]  # fmt: skip


def _findings(connection: sa.Connection, actor: Actor, visits: list[str]) -> dict[str, list[Any]]:
    query = sa.select(F.visit_id, F.severity, F.state).where(
        scope.findings(actor), F.visit_id.in_(visits), F.state.in_(sorted(COUNTED))
    )
    found: dict[str, list[Any]] = {}
    for row in connection.execute(query):
        found.setdefault(row.visit_id, []).append(row)
    return found


def _fines(connection: sa.Connection, actor: Actor, visits: list[str]) -> Counter[str]:
    """Inspection → fines (1/100 yuan) of its own findings, and of those that were referred from advice and verified by it."""
    case = F.referral["visit"].as_string()
    query = sa.select(F.visit_id, case.label("case"), F.referral).where(
        scope.findings(actor), F.state == "enforced", F.visit_id.in_(visits) | case.in_(visits)
    )
    fines: Counter[str] = Counter()
    for row in connection.execute(query):
        fines[row.case or row.visit_id] += row.referral.get("penalty_cents", 0)
    return fines


def _listed(connection: sa.Connection, actor: Actor, visits: list[str]) -> Counter[str]:
    """Inspection → its findings that were listed (挂牌督办), ended or not."""
    query = sa.select(F.visit_id, sa.func.count()).where(
        scope.findings(actor), F.visit_id.in_(visits), F.listed_at.is_not(None), F.state.in_(sorted(COUNTED))
    )
    return Counter(dict(connection.execute(query.group_by(F.visit_id)).all()))


def _papers(connection: sa.Connection, actor: Actor, visits: list[str]) -> dict[str, Counter[str]]:
    d = t.document.c
    query = sa.select(d.visit_id, d.type, sa.func.count()).where(
        d.org_id == actor.org, d.visit_id.in_(visits), d.state.in_(("issued", "served"))
    )
    found: dict[str, Counter[str]] = {}
    for visit, kind, count in connection.execute(query.group_by(d.visit_id, d.type)):
        found.setdefault(visit, Counter())[kind] = count
    return found
