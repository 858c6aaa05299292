"""汇总表 (workflow § 8.2): a line a township, an industry, or both, with its sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from inspect_app.domain.figures import Period, Sums, share, summed
from inspect_app.domain.people import Actor
from inspect_app.domain.report_table import Head, Link, Table
from inspect_app.queries import report_facts as rf
from inspect_app.storage import tables as t

Key = tuple[str, str]  # (township, industry), '' for all
BY = {"township": "按乡镇", "industry": "按行业", "both": "按乡镇和行业"}
ALL = "全部"
NO_TOWNSHIP = "未登记乡镇"  # of enterprises met on the way
HEADS = (
    Head("乡镇（街道）", "text", 16), Head("行业", "text", 20), Head("检查企业数"), Head("覆盖率", "percent"), Head("排查隐患 一般"), Head("排查隐患 重大"), Head("排查隐患 合计"),
    Head("已整改 一般"), Head("已整改 重大"), Head("整改率", "percent"), Head("总整改率", "percent"), Head("逾期未整改"), Head("新增逾期"), Head("挂牌督办数"),
    Head("移交执法（起）"), Head("处罚（起）"), Head("处罚（万元）", "money"), Head("投入资金（万元）", "money", 12), Head("备注", "text", 12),
)  # fmt: skip
WAN = 1_000_000  # 1/100 yuan in 万元


def table(connection: sa.Connection, actor: Actor, now: Period, by: str) -> Table:
    """Townships in their fixed order, industries by name: never by a figure (国办函〔2026〕12号)."""
    places = _townships(connection, actor)
    lines, whole = lines_of(connection, actor, now, by)
    order = sorted(
        lines, key=lambda key: (list(places).index(key[0]) if key[0] in places else len(places), key[1])
    )
    keys: list[Key] = [*order, ("", "")]
    return Table(
        "summary", f"{now.title}隐患排查治理汇总表（{BY[by]}）", HEADS,
        [[places.get(key[0], key[0]) if key != ("", "") and by != "industry" else "合计" if key == ("", "") else ALL, key[1] or ALL, *_cells(whole if key == ("", "") else lines[key])] for key in keys],
        links=[_links(key, now) for key in keys], total=True,
    )  # fmt: skip


def lines_of(connection: sa.Connection, actor: Actor, now: Period, by: str) -> tuple[dict[Key, Sums], Sums]:
    """The sums of each line, and of all."""
    facts = rf.facts(connection, actor, now)
    visits, firms = rf.begun(connection, actor, now), rf.registered(connection, actor)
    key_of = _keys(by)
    lines = summed(facts, lambda fact: key_of(fact.township or NO_TOWNSHIP, fact.industry), now)
    whole = summed(facts, lambda _: None, now).get(None, Sums())
    for row in visits:
        key = key_of(row["township_id"] or NO_TOWNSHIP, row["industry"] or rf.NO_INDUSTRY)
        for line in (lines.setdefault(key, Sums()), whole):
            line.firms.add(row["enterprise_id"])
            line.visits += 1
    for row in firms:
        key = key_of(row["township_id"] or NO_TOWNSHIP, row["industry"] or rf.NO_INDUSTRY)
        whole.registered += row["n"]
        if by != "both" or key in lines:
            lines.setdefault(key, Sums()).registered += row["n"]
    return lines, whole


def _keys(by: str) -> Callable[[str, str], Key]:
    return {"township": lambda a, b: (a, ""), "industry": lambda a, b: ("", b), "both": lambda a, b: (a, b)}[
        by
    ]


def _townships(connection: sa.Connection, actor: Actor) -> dict[str, str]:
    place = t.township.c
    found: dict[str, str] = dict(
        connection.execute(
            sa.select(place.id, place.name).where(place.org_id == actor.org).order_by(place.id)
        ).all()
    )
    return found


def _cells(line: Sums) -> list[Any]:
    return [
        len(line.firms), share(len(line.firms), line.registered), line.found_general, line.found_major, line.found_general + line.found_major, line.closed_general,
        line.closed_major, share(line.due_closed, line.due), share(line.assigned_closed, line.assigned), line.overdue, line.overdue_new, line.supervised, line.escalated,
        line.penalties, line.penalty_cents / WAN, line.cost_cents / WAN, "",
    ]  # fmt: skip


def _links(key: Key, now: Period) -> list[Link]:
    at = {"township": key[0], "industry": "" if key[1] == rf.NO_INDUSTRY else key[1]}
    if key[1] == rf.NO_INDUSTRY or key[0] == NO_TOWNSHIP:
        return [None] * len(HEADS)
    found = {**at, "group": "counted", "confirmed_since": now.first, "confirmed_until": now.last}
    closed = {**at, "group": "closed", "closed_since": now.first, "closed_until": now.last}
    major = {"severity": "major"}
    return [
        None, None, None, None, {**found, "severity": "lesser"}, {**found, **major}, found, {**closed, "severity": "lesser"}, {**closed, **major}, *[None] * 10,
    ]  # fmt: skip
