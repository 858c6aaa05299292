"""The other tables of § 8.2 from the findings confirmed in a period: industry × kind, frequent items, repeating enterprises, bases, criteria."""

from __future__ import annotations

from collections import Counter
from typing import Any

import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.categories import CATEGORIES, category
from inspect_app.domain.figures import COUNTED, Period
from inspect_app.domain.people import Actor
from inspect_app.domain.report_table import Head, Link, Table
from inspect_app.domain.wording import basis_text
from inspect_app.queries import scope
from inspect_app.queries.ledger_chunks import known
from inspect_app.queries.ledger_filters import F
from inspect_app.queries.ledger_rows import criterion_text
from inspect_app.queries.report_facts import NO_INDUSTRY
from inspect_app.storage import tables as t

Row = dict[str, Any]
TOP = 20
MONTHS = 12  # 复发: the same item within twelve months (workflow § 6.5)


def _found(connection: sa.Connection, actor: Actor, first: int, ends: int) -> list[Row]:
    """Findings confirmed between two instants, with `section`, `text` and `criteria` of their item."""
    e = t.enterprise.c
    query = (
        sa.select(F.id, F.checklist, F.item, F.enterprise_id, F.basis, F.criterion, F.severity, F.recurs, F.confirmed_at, F.found_on, e.industry, e.name.label("firm"))
        .outerjoin(t.enterprise, sa.and_(e.org_id == F.org_id, e.id == F.enterprise_id))
        .where(scope.findings(actor), F.state.in_(sorted(COUNTED)), F.confirmed_at >= first, F.confirmed_at < ends)
    )  # fmt: skip
    return [dict(row) for row in connection.execute(query).mappings()]


def _in(now: Period, **more: str) -> dict[str, str]:
    return {"group": "counted", "confirmed_since": now.first, "confirmed_until": now.last, **more}


def cross(connection: sa.Connection, actor: Actor, now: Period) -> Table:
    """行业×隐患类别交叉."""
    items = known(connection, actor.org).items
    counts: Counter[tuple[str, str]] = Counter()
    for row in _found(connection, actor, now.begins, now.ends):
        section = items.get((row["checklist"] or "", row["item"] or ""), ("", []))[0]
        counts[row["industry"] or NO_INDUSTRY, category(row["checklist"], section)] += 1
    industries = sorted({industry for industry, _ in counts})
    rows: list[list[Any]] = [
        [one, *(counts[one, kind] for kind in CATEGORIES), sum(counts[one, kind] for kind in CATEGORIES)]
        for one in industries
    ]
    total = [sum(row[n] for row in rows) for n in range(1, len(CATEGORIES) + 2)]
    blank: list[Link] = [None] * (len(CATEGORIES) + 1)
    links = [[*blank, _in(now, industry=one) if one != NO_INDUSTRY else None] for one in industries]
    return Table(
        "cross", f"{now.title}行业×隐患类别交叉表", (Head("行业", "text", 24), *(Head(kind, width=9) for kind in CATEGORIES), Head("合计", width=9)),
        [*rows, ["合计", *total]], ("隐患类别按检查表和章节归类；检查表以外发现的、归不进九类的列入“其他”。",), [*links, [*blank, _in(now)]], total=True,
    )  # fmt: skip


def items(connection: sa.Connection, actor: Actor, now: Period) -> Table:
    """高频问题 TOP20: by checklist item; free findings have none."""
    texts = _item_texts(connection, actor.org)
    counts = Counter(row["item"] for row in _found(connection, actor, now.begins, now.ends) if row["item"])
    top = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:TOP]
    return Table(
        "items", f"{now.title}高频问题TOP20", (Head("序号", width=6), Head("检查项编号", "text", 18), Head("检查内容", "text", 60), Head("隐患数")),
        [[n, item, texts.get(item, ""), count] for n, (item, count) in enumerate(top, 1)], ("按检查项统计；检查表以外发现的隐患没有检查项，不列入。",),
        [[None, None, None, _in(now, item=item)] for item, _ in top],
    )  # fmt: skip


def _item_texts(connection: sa.Connection, org: str) -> dict[str, str]:
    c = t.checklist.c
    found = connection.scalars(sa.select(c.content).where(c.org_id == org).order_by(c.id))
    return {item["id"]: item["text"] for content in found for item in content.get("items", [])}


def repeats(connection: sa.Connection, actor: Actor, now: Period) -> Table:
    """重复问题企业: the same item twice or more within the twelve months that end with the period, once at least within it. By name, no order of number."""
    since = dates.add_months(dates.add_days(now.last, 1), -MONTHS)
    texts = _item_texts(connection, actor.org)
    seen: dict[tuple[str, str], list[Row]] = {}
    for row in _found(connection, actor, dates.midnight(since), now.ends):
        if row["item"] and row["enterprise_id"]:
            seen.setdefault((row["enterprise_id"], row["item"]), []).append(row)
    listed = [
        rows
        for rows in seen.values()
        if len(rows) > 1 and any(row["confirmed_at"] >= now.begins for row in rows)
    ]
    listed.sort(key=lambda rows: (rows[0]["firm"] or "", rows[0]["item"]))
    link = {"group": "counted", "confirmed_since": since, "confirmed_until": now.last}
    return Table(
        "repeats", f"{now.title}重复问题企业", (Head("企业", "text", 30), Head("检查项编号", "text", 18), Head("检查内容", "text", 50), Head("次数"), Head("其中复发"), Head("最近检查日期", "day", 12)),
        [[rows[0]["firm"], rows[0]["item"], texts.get(rows[0]["item"], ""), len(rows), sum(bool(row["recurs"]) for row in rows), max(row["found_on"] or "" for row in rows)] for rows in listed],
        (f"{since} 至 {now.last} 同一企业同一检查项确认两次以上、且本期内有的。按企业名称排列。",),
        [[None, None, None, {**link, "enterprise": rows[0]["enterprise_id"], "item": rows[0]["item"]}, None, None] for rows in listed],
    )  # fmt: skip


def bases(connection: sa.Connection, actor: Actor, now: Period) -> Table:
    """依据条款命中: the clauses as they were assigned."""
    counts = Counter(
        text for row in _found(connection, actor, now.begins, now.ends) for text in {basis_text(one, ticked=True) for one in row["basis"] or []}
    )  # fmt: skip
    return _hits(
        "bases",
        f"{now.title}依据条款命中",
        "法规标准依据",
        counts,
        now,
        "一条隐患有几项依据的，各计一次；还没有交办的隐患没有确定依据，不计。",
    )


def criteria(connection: sa.Connection, actor: Actor, now: Period) -> Table:
    """判据命中: criteria of major and suspected findings."""
    items_ = known(connection, actor.org).items
    counts: Counter[str] = Counter()
    for row in _found(connection, actor, now.begins, now.ends):
        text = criterion_text(
            row["criterion"],
            row["severity"],
            items_.get((row["checklist"] or "", row["item"] or ""), ("", []))[1],
        )
        if text:
            counts[text] += 1
    return _hits(
        "criteria",
        f"{now.title}判据命中",
        "重大事故隐患判据",
        counts,
        now,
        "重大和疑似重大隐患所对照的判据。",
    )


def _hits(kind: str, title: str, label: str, counts: Counter[str], now: Period, note: str) -> Table:
    listed = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return Table(
        kind, title, (Head("序号", width=6), Head(label, "text", 80), Head("隐患数")), [[n, text, count] for n, (text, count) in enumerate(listed, 1)], (note,),
        [[None, None, None] for _ in listed],
    )  # fmt: skip
