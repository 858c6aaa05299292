"""What each chart of 统计图表 shows: its series for static/bureau/charts.js, and the same numbers as a table whose cells lead to their lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from inspect_app.domain.counting import FORMULAS
from inspect_app.queries.charts import month_end
from inspect_app.web.views import link

Row = dict[str, Any]


class Cell(msgspec.Struct, frozen=True):
    """A cell of the table; with `href` it leads to the findings that were counted."""

    text: str
    href: str | None = None


class Series(msgspec.Struct, frozen=True):
    """`tone` names a colour of charts.css; `line`: drawn as a line; `links` a point's list."""

    name: str
    data: list[float | None]
    tone: str
    line: bool = False
    links: Sequence[str | None] = ()


class Chart(msgspec.Struct, frozen=True):
    """`kind`: bars | rows (lying bars) | heat. `said` is what somebody hears who can't see it; `note` how it is counted."""

    id: str
    title: str
    kind: str
    said: str
    note: str
    labels: list[str]
    series: list[Series]
    head: list[str]
    table: list[list[Cell]]
    unit: str = "条"
    across: list[str] = []  # the columns of a heat map; its rows are the labels
    wide: bool = False

    def drawn(self) -> Row:
        """What the script needs."""
        return {
            "id": self.id, "kind": self.kind, "labels": self.labels, "across": self.across, "unit": self.unit, "title": self.title,
            "series": [msgspec.structs.asdict(one) for one in self.series],
        }  # fmt: skip


def ledger(**filters: Any) -> str:
    """The address of the ledger under filters."""
    return link("bureau.ledger", **filters)


def percent(part: int, whole: int) -> float | None:
    """With one decimal; None where there is nothing to divide by."""
    return round(part * 100 / whole, 1) if whole else None


def shown(value: float | None, unit: str = "") -> str:
    """A number of a cell."""
    if value is None:
        return "—"
    return f"{value:g}{unit}"


def _found(month: Row, **more: Any) -> str:
    return ledger(since=f"{month['month']}-01", until=month_end(month["month"]), **{"flag": "found", **more})


def _due(month: Row, **more: Any) -> str:
    return ledger(due_since=f"{month['month']}-01", due_until=month_end(month["month"]), flag="told", **more)


def progress(figures: Row) -> list[Chart]:
    """How far the county has come, by month."""
    months = figures["months"]
    return [
        _found_and_closed(months), _rates(months), _overdue(months), _days(months, figures), _major(months), _recurs(months),
    ]  # fmt: skip


def _labels(months: list[Row]) -> list[str]:
    return [month["month"] for month in months]


def _found_and_closed(months: list[Row]) -> Chart:
    found, closed = [m["found"] for m in months], [m["closed"] for m in months]
    links = [_found(m) for m in months]
    ended = [
        ledger(group="closed", closed_since=f"{m['month']}-01", closed_until=month_end(m["month"]))
        for m in months
    ]
    return Chart(
        "found", "发现与销号", "bars", f"每月发现和销号的隐患数，12 个月共发现 {sum(found)} 条、销号 {sum(closed)} 条",
        "发现按检查日期计，确认及以后各状态，不含退回、合并与作废；销号按销号日期计。", _labels(months),
        [Series("发现", found, "found", links=links), Series("销号", closed, "closed", links=ended)],
        ["月份", "发现", "销号"],
        [[Cell(m["month"]), Cell(shown(m["found"]), to), Cell(shown(m["closed"]), end)] for m, to, end in zip(months, links, ended, strict=True)],
    )  # fmt: skip


def _rates(months: list[Row]) -> Chart:
    due = [percent(m["due_closed"], m["due"]) for m in months]
    every = [percent(m["assigned_closed"], m["assigned"]) for m in months]
    return Chart(
        "rates", "整改率", "bars", "每月的到期整改率和总整改率", f"{FORMULAS['due']}，按整改期限所在月计；{FORMULAS['all']}，按检查日期所在月计。都算到今天，一条隐患只计入一个月。",
        _labels(months),
        [Series("到期整改率", due, "closed", line=True), Series("总整改率", every, "found", line=True)],
        ["月份", "到期且已销号", "已交办且到期", "到期整改率", "已销号", "全部已交办", "总整改率"],
        [
            [
                Cell(m["month"]), Cell(shown(m["due_closed"]), _due(m, group="closed")), Cell(shown(m["due"]), _due(m)), Cell(shown(one, "%")),
                Cell(shown(m["assigned_closed"]), _found(m, group="closed", flag="told")), Cell(shown(m["assigned"]), _found(m, flag="told")), Cell(shown(two, "%")),
            ]
            for m, one, two in zip(months, due, every, strict=True)
        ],
        "%",
    )  # fmt: skip


def _overdue(months: list[Row]) -> Chart:
    stock = [m["overdue"] for m in months]
    now = ledger(group="overdue")
    return Chart(
        "overdue", "逾期存量", "bars", f"每月末逾期未整改的隐患数，今天 {stock[-1]} 条", "到月末期限已过、企业还没有反馈的；本月算到今天。按现在的期限推算，批准延期的不算逾期；移交执法和移送其他部门的不计。",
        _labels(months), [Series("逾期未整改", stock, "late", links=[*[None] * (len(months) - 1), now])], ["月份", "月末逾期未整改"],
        [[Cell(m["month"]), Cell(shown(m["overdue"]), now if m is months[-1] else None)] for m in months],
    )  # fmt: skip


def _days(months: list[Row], figures: Row) -> Chart:
    middle = [m["median"] for m in months]
    spread = "；".join(f"{one['label']} {one['n']} 条" for one in figures["spread"])
    return Chart(
        "days", "整改用时", "bars", f"从送达通知书到销号的天数，中位数 {shown(figures['median'])} 天", f"从送达通知书到销号的天数，按销号月份取中位数。12 个月合计：{spread}。",
        _labels(months), [Series("中位数", middle, "plain", line=True)], ["销号月份", "销号（条）", "中位数（天）"],
        [[Cell(m["month"]), Cell(shown(m["handled"])), Cell(shown(m["median"]))] for m in months], "天",
    )  # fmt: skip


def _major(months: list[Row]) -> Chart:
    links = [_found(m, severity="major") for m in months]
    closed = [_found(m, severity="major", group="closed") for m in months]
    return Chart(
        "major", "重大事故隐患", "bars", f"每月发现的重大事故隐患，12 个月共 {sum(m['major'] for m in months)} 条", "按检查日期计；其中已销号的算到今天。", _labels(months),
        [Series("发现", [m["major"] for m in months], "late", links=links), Series("其中已销号", [m["major_closed"] for m in months], "closed", links=closed)],
        ["月份", "发现", "其中已销号"],
        [[Cell(m["month"]), Cell(shown(m["major"]), to), Cell(shown(m["major_closed"]), end)] for m, to, end in zip(months, links, closed, strict=True)],
    )  # fmt: skip


def _recurs(months: list[Row]) -> Chart:
    links = [_found(m, flag="recurs") for m in months]
    return Chart(
        "recurs", "复发", "bars", f"每月发现的复发隐患，12 个月共 {sum(m['recurs'] for m in months)} 条", "同一企业、同一检查项在销号后 12 个月内再次不符合。按检查日期计。",
        _labels(months), [Series("复发", [m["recurs"] for m in months], "warn", links=links)], ["月份", "复发", "占发现"],
        [[Cell(m["month"]), Cell(shown(m["recurs"]), to), Cell(shown(percent(m["recurs"], m["found"]), "%"))] for m, to in zip(months, links, strict=True)],
    )  # fmt: skip


# --- where ------------------------------------------------------------------------------------------------------------------------------


def spread(items: list[Row], criteria: list[Row], heat: Row, since: str) -> list[Chart]:
    """Which problems, which criteria, where."""
    return [_items(items, since), _criteria(criteria, since), _heat(heat, since)]


def _items(items: list[Row], since: str) -> Chart:
    links = [ledger(item=row["item"], since=since, flag="found") for row in items]
    return Chart(
        "items", "高频问题前 20 项", "rows", f"不符合最多的 {len(items)} 个检查项", "按检查项统计近 12 个月发现的隐患，不含检查表以外的问题。",
        [f"{n}. {row['title']}" for n, row in enumerate(items, 1)], [Series("隐患", [row["n"] for row in items], "found", links=links)], ["检查项", "隐患"],
        [[Cell(f"{n}. {row['title']}"), Cell(shown(row["n"]), to)] for n, (row, to) in enumerate(zip(items, links, strict=True), 1)], wide=True,
    )  # fmt: skip


def _criteria(criteria: list[Row], since: str) -> Chart:
    links = [
        ledger(severity="major", since=since, criterion=row["criterion"], flag="found") for row in criteria
    ]
    return Chart(
        "criteria", "重大隐患判据命中", "rows", f"认定重大隐患时引用的 {len(criteria)} 条判定标准", "近 12 个月发现的重大事故隐患，按认定时引用的判定标准条款统计。",
        [row["criterion"] for row in criteria], [Series("重大隐患", [row["n"] for row in criteria], "late", links=links)], ["判定标准条款", "重大隐患"],
        [[Cell(row["criterion"]), Cell(shown(row["n"]), to)] for row, to in zip(criteria, links, strict=True)], wide=True,
    )  # fmt: skip


def _heat(heat: Row, since: str) -> Chart:
    places, trades = heat["townships"], heat["industries"]
    table = [
        [
            Cell(place["name"]),
            *[
                Cell(
                    shown(n),
                    ledger(township=place["id"], industry=trade, since=since, flag="found") if n else None,
                )
                for trade, n in zip(trades, place["counts"], strict=True)
            ],
            Cell(shown(place["others"])),
        ]
        for place in places
    ]
    rows = [
        Series(place["name"], list(place["counts"]), "found", links=[cell.href for cell in line[1:-1]])
        for place, line in zip(places, table, strict=True)
    ]
    return Chart(
        "heat", "乡镇（街道）× 行业", "heat", f"{len(places)} 个乡镇（街道）和 {len(trades)} 个行业的隐患条数", "近 12 个月发现的隐患条数。乡镇（街道）按行政区划代码、行业按名称排列，用于安排检查，不作排名；隐患最多的 12 个行业单列。",
        [place["name"] for place in places], rows, ["乡镇（街道）", *trades, "其他行业"], table, across=trades, wide=True,
    )  # fmt: skip
