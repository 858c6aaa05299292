"""台账 → 统计报表: the monthly and quarterly tables as a page, as Excel and as a PDF to sign; an enterprise's own ledger as Excel."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import Response, render_template, request, url_for

from inspect_app.commands import exports
from inspect_app.domain import dates, figures
from inspect_app.domain.people import Actor
from inspect_app.domain.report_table import Table
from inspect_app.domain.rules import Refusal
from inspect_app.queries import facts, registry, report_enforcement, report_summary, report_tables, statutory
from inspect_app.queries.kept import kept
from inspect_app.render import report_pdf, sheets, xlsx
from inspect_app.storage.db import now_ms
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, found, query_string
from inspect_app.web.bureau.ledger import sent
from inspect_app.web.portal.files import disposition
from inspect_app.web.security import actor
from inspect_app.web.views import today

KINDS = {
    "summary": "汇总表", "cross": "行业×隐患类别", "items": "高频问题TOP20", "repeats": "重复问题企业", "bases": "依据条款命中", "criteria": "判据命中", "enforcement": "执法统计",
}  # fmt: skip
MONTHS_OFFERED = 24


def _asked() -> tuple[figures.Period, str, str]:
    """(period, kind, by). An address that says none, or nonsense, means the summary of last month. Raises Refusal for a period that has not begun."""
    given = request.args.get("quarter") or request.args.get("month") or ""
    now = figures.period(given) or figures.period(dates.add_months(today()[:8] + "01", -1)[:7])
    assert now is not None
    if now.first > today():
        raise Refusal("incomplete", f"{now.title}还没有开始，没有可以统计的数据")
    kind, by = request.args.get("kind", ""), request.args.get("by", "")
    return now, kind if kind in KINDS else "summary", by if by in report_summary.BY else "township"


def _table(connection: sa.Connection, who: Actor, now: figures.Period, kind: str, by: str) -> Table:
    """Kept while the log stands: a month is counted from every event of its findings (measured: most of a second over 20,000), and is opened, printed and
    taken as Excel one after the other."""
    day = today()
    named = who.name if kind == "enforcement" else ""  # stands there as 填表人
    return kept(
        connection,
        who,
        ("report", now, kind, by, day, named),
        lambda: _made(connection, who, now, kind, by, day),
    )


def _made(connection: sa.Connection, who: Actor, now: figures.Period, kind: str, by: str, day: str) -> Table:
    if kind == "summary":
        return report_summary.table(connection, who, now, by)
    if kind == "enforcement":
        return report_enforcement.table(connection, who, now, day)
    make = {
        "cross": report_tables.cross, "items": report_tables.items, "repeats": report_tables.repeats, "bases": report_tables.bases, "criteria": report_tables.criteria,
    }[kind]  # fmt: skip
    return make(connection, who, now)


def _address(now: figures.Period, kind: str, by: str, endpoint: str = "bureau.reports") -> str:
    length = "quarter" if "Q" in now.name else "month"
    return f"{url_for(endpoint)}?{query_string({length: now.name, 'kind': kind, 'by': by if kind == 'summary' else ''})}"


@blueprint.get("/reports")
def reports() -> Any:
    """One table of a period."""
    who = actor()
    now, kind, by = _asked()
    with parts().db.read() as connection:
        table = _table(connection, who, now, kind, by)
    links = [
        [f"{url_for('bureau.ledger')}?{query_string(link)}" if link else None for link in row]
        for row in table.links
    ]
    return render_template(
        "bureau/reports.html", here="bureau.ledger", table=table, links=links, now=now, kind=kind, by=by, kinds=KINDS, ways=report_summary.BY, cell=report_pdf.cell,
        months=_months(), quarters=_quarters(), formulas=figures.FORMULAS, address=lambda k=kind, b=by, e="bureau.reports": _address(now, k, b, e),
        running=now.last >= today(),
    )  # fmt: skip


def _months() -> list[figures.Period]:
    first = today()[:8] + "01"
    names = [dates.add_months(first, -n)[:7] for n in range(MONTHS_OFFERED)]
    return [one for name in names if (one := figures.period(name))]


def _quarters() -> list[figures.Period]:
    names = dict.fromkeys(f"{month.name[:4]}Q{(int(month.name[5:]) + 2) // 3}" for month in _months())
    return [one for name in names if (one := figures.period(name))]


@blueprint.get("/reports.xlsx")
def reports_file() -> Any:
    """All tables of the period in one book, a sheet each; with `kind` only that one."""
    who = actor()
    now, kind, by = _asked()
    wanted = [kind] if request.args.get("kind") else list(KINDS)
    with parts().db.read() as connection:
        tables = [_table(connection, who, now, one, by) for one in wanted]
        if "summary" in wanted and not request.args.get("kind"):
            tables[1:1] = [
                _table(connection, who, now, "summary", other) for other in report_summary.BY if other != by
            ]
    at = now_ms()
    mark = exports.record(
        parts().db, who, "统计报表", f"{now.title}：{'、'.join(KINDS[one] for one in wanted)}", at
    )
    book = xlsx.book([_sheet(table, now) for table in tables], mark, dates.moment(at))
    return sent(book, f"统计报表-{now.name}{'-' + KINDS[kind] if len(wanted) == 1 else ''}.xlsx")


def _sheet(table: Table, now: figures.Period) -> xlsx.Sheet:
    notes = (
        (*table.notes, *(f"{name}：{text}" for name, text in figures.FORMULAS))
        if table.kind == "summary"
        else table.notes
    )
    columns = [xlsx.Column(head.title, head.width, head.kind) for head in table.heads]
    return xlsx.Sheet(
        table.title.removeprefix(now.title), table.title, columns, table.rows, notes, plain=True
    )


@blueprint.get("/reports.pdf")
def reports_print() -> Any:
    """The table as a PDF to print and sign."""
    who = actor()
    now, kind, by = _asked()
    with parts().db.read() as connection:
        table = _table(connection, who, now, kind, by)
        bureau = facts.bureau(connection, who.org).get("name", "")
    at = now_ms()
    mark = exports.record(parts().db, who, "统计报表", f"{table.title}（PDF）", at)
    response = Response(report_pdf.pdf(table, bureau, mark, dates.moment(at)), mimetype="application/pdf")
    response.headers["Content-Disposition"] = disposition("attachment", f"{table.title}.pdf", "report.pdf")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.get("/enterprises/<enterprise>/ledger.xlsx")
def enterprise_ledger(enterprise: str) -> Any:
    """The ledger that the enterprise keeps by law, from what the system knows."""
    who, at = actor(), now_ms()
    with parts().db.read() as connection:
        row = found(registry.enterprise(connection, who, enterprise))
        rows = statutory.rows(connection, who, enterprise)
    mark = exports.record(parts().db, who, "企业隐患治理台账", f"{row['name']}，共 {len(rows)} 条", at)
    return sent(
        xlsx.book([sheets.statutory(rows, row["name"])], mark, dates.moment(at)),
        f"{row['name']}-隐患排查治理台账.xlsx",
    )
