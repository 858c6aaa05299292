"""台账: filters as a GET form that stays in the address, keyset pages, counts by state, saved views, and the ledger as Excel."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Response, flash, make_response, redirect, render_template, request, url_for

from inspect_app.commands import exports, views
from inspect_app.domain import dates, exporting
from inspect_app.domain.documents import SEVERITY_TEXTS
from inspect_app.domain.rules import Refusal
from inspect_app.queries import exports as qe
from inspect_app.queries import ledger as q
from inspect_app.queries import ledger_filters, ledger_rows
from inspect_app.queries import views as qv
from inspect_app.render import sheets, xlsx
from inspect_app.storage.db import now_ms
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, cursor, is_day, query_string, text
from inspect_app.web.bureau.registry import CONTACT_ROLES
from inspect_app.web.portal.files import disposition
from inspect_app.web.security import actor
from inspect_app.web.views import today

PAGE = "ledger"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Row = dict[str, Any]
Given = dict[str, str]


@blueprint.get("/ledger")
def ledger() -> Any:
    """A page of the ledger."""
    return _show(filters_of(request.args.to_dict()))


def _show(filters: q.Filters, problem: str = "", typed: str = "") -> str:
    who, day = actor(), today()
    with parts().db.read() as connection:
        page = q.page(connection, who, filters, day, cursor("after"), cursor("before"))
        choices = q.choices(connection, who)
        named = q.names(connection, who, filters)
        saved = qv.listed(connection, who, PAGE)
        setting = qe.setting(connection, who.org)
    sort = q.sort_of(filters)
    query = query_of(filters)
    total = page.counts[filters.group or "all"]
    return render_template(
        "bureau/ledger.html", here="bureau.ledger", listed=page.rows, filters=filters, narrowed=_narrowed(filters), more=_more(filters), counts=page.counts,
        groups=q.GROUPS, sorts=q.SORTS, flags=q.FLAGS, papers=q.PAPERS, choices=choices, named=named, day=day, query=query,
        newer=_place(sort, page.rows[:1]) if page.newer else None, older=_place(sort, page.rows[-1:]) if page.older else None,
        shown_total=total, ask_first=exporting.needs(who.role, total, setting), views=[{**view, "here": view["query"] == query} for view in saved],
        filter_fields=[pair for pair in msgspec.structs.asdict(filters).items() if pair[1]], may_share=who.role in views.SHARERS, problem=problem, typed=typed, address=lambda view: f"{url_for('bureau.ledger')}?{view['query']}",
    )  # fmt: skip


def filters_of(given: Given) -> q.Filters:
    return ledger_filters.read(given, is_day)


def query_of(filters: q.Filters) -> str:
    """The filters as they stand in an address, always in the same order."""
    return query_string(msgspec.structs.asdict(filters))


def _narrowed(filters: q.Filters) -> int:
    """How many filters beside the group and the sort are in use."""
    return sum(
        bool(value)
        for name, value in msgspec.structs.asdict(filters).items()
        if name not in ("group", "sort")
    )


def _more(filters: q.Filters) -> int:
    """How many of those that stand below 更多条件 are in use."""
    rare = (
        "checklist",
        "item",
        "due_since",
        "due_until",
        "closed_since",
        "closed_until",
        "criterion",
        "department",
        "flag",
        "paper",
        "enterprise",
        "expert",
    )
    return sum(bool(getattr(filters, name)) for name in rare)


def _place(sort: q.Sort, rows: list[Row]) -> str | None:
    return "~".join(sort.of(rows[0])) if rows else None


# --- Excel ---------------------------------------------------------------------------------------------------------------------------


@blueprint.get("/ledger.xlsx")
def ledger_file() -> Any:
    """The 32 columns of everything that the filters find and this person may see, made while it is sent; `masked=1`: without names and numbers."""
    return _asked_for(filters_of(request.args.to_dict()), None, request.args.get("masked") == "1")


@blueprint.post("/ledger/picked.xlsx")
def ledger_picked() -> Any:
    """The same for the rows that were ticked."""
    picked = request.form.getlist("finding")[: q.PAGE]
    if not picked:
        raise Refusal("incomplete", "请先勾选要导出的隐患")
    return _asked_for(q.Filters(), set(picked), False)


def _asked_for(filters: q.Filters, picked: set[str] | None, masked: bool) -> Response:
    ids, said = found_by(filters)
    if picked is not None:
        ids, said = [key for key in ids if key in picked], f"勾选的 {len(picked)} 条"
    with parts().db.read() as connection:
        setting = qe.setting(connection, actor().org)
    if not masked and exporting.needs(actor().role, len(ids), setting):
        raise Refusal("needs_approval", exporting.refusal(len(ids), setting))
    return workbook(ids, said, "隐患台账（脱敏）" if masked else "隐患台账", masked=masked)


def found_by(filters: q.Filters) -> tuple[list[str], str]:
    """The findings of a file, and its filters in words. Raises Refusal."""
    who = actor()
    with parts().db.read() as connection:
        ids = ledger_rows.ids(connection, who, filters, today())
        said = described(filters, q.choices(connection, who), q.names(connection, who, filters))
    if len(ids) > ledger_rows.MAX_ROWS:
        raise Refusal(
            "too_many", f"符合条件的超过 {ledger_rows.MAX_ROWS // 10000} 万条，请按检查日期或乡镇分次导出"
        )
    return ids, said


def workbook(ids: list[str], said: str, what: str, note: str = "", masked: bool = False) -> Response:
    """The file of these findings, recorded as `what`; `note` joins the record and the head of the file."""
    who, day, now = actor(), today(), now_ms()
    said = f"范围：{said}；共 {len(ids)} 条；逾期天数算至 {day}{note}"
    if masked:
        said += "；责任人、电话已脱敏"
    mark = exports.record(parts().db, who, what, said, now)
    rows = ledger_rows.rows(parts().db, who, ids, day, who.role in CONTACT_ROLES, masked)
    name = f"隐患台账-脱敏-{day}.xlsx" if masked else f"隐患台账-{day}.xlsx"
    return sent(xlsx.book([sheets.ledger(rows, said)], mark, dates.moment(now)), name)


def sent(pieces: Any, name: str) -> Response:
    """An Excel file as a download."""
    response = Response(pieces, mimetype=XLSX)
    response.headers["Content-Disposition"] = disposition("attachment", name, "ledger.xlsx")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def described(filters: q.Filters, choices: dict[str, list[Row]], named: Given) -> str:
    """The filters in words, for the file and the record of the export."""
    places = {row["id"]: row["name"] for row in choices["townships"]}
    lists = {row["name"]: row["title"] for row in choices["checklists"]}
    offices = {row["id"]: row["name"] for row in choices["departments"]}
    said = {
        "关键字": filters.q, "乡镇": places.get(filters.township, filters.township), "状态": q.GROUPS[filters.group][0] if filters.group else "",
        "级别": {**SEVERITY_TEXTS, ledger_filters.LESSER: "一般和疑似重大"}.get(filters.severity, filters.severity), "类型": {"advisory": "帮扶", "enforcement": "执法"}.get(filters.track, ""),
        "行业": filters.industry, "检查表": lists.get(filters.checklist, filters.checklist), "检查项": filters.item, "检查日期": _span(filters.since, filters.until),
        "确认日期": _span(filters.confirmed_since, filters.confirmed_until), "销号日期": _span(filters.closed_since, filters.closed_until),
        "整改期限": _span(filters.due_since, filters.due_until), "企业": named.get("enterprise", ""), "检查人": named.get("expert", ""),
        "协办部门": offices.get(filters.department, filters.department), "标记": q.FLAGS.get(filters.flag, ""), "文书": q.PAPERS.get(filters.paper, ""),
    }  # fmt: skip
    return "；".join(f"{label}：{value}" for label, value in said.items() if value) or "全部"


def _span(since: str, until: str) -> str:
    return f"{since or '最早'} 至 {until or '最近'}" if since or until else ""


# --- saved views ---------------------------------------------------------------------------------------------------------------------


@blueprint.post("/ledger/views")
def ledger_view_save() -> Any:
    """Keeps the filters of the page under a name."""
    filters = filters_of(_asked())
    name = text("name", 500)
    try:
        views.save(parts().db, actor(), PAGE, name, query_of(filters), bool(text("shared")))
    except Refusal as problem:
        return make_response(_show(filters, problem.message, name), 409)
    flash(f"已保存视图“{name}”", "ok")
    return redirect(f"{url_for('bureau.ledger')}?{query_of(filters)}")


@blueprint.post("/ledger/views/<view>")
def ledger_view_change(view: str) -> Any:
    """Renames or deletes one's own view."""
    filters = filters_of(_asked())
    try:
        if text("act") == "delete":
            flash(f"已删除视图“{views.delete(parts().db, actor(), view)}”", "ok")
        else:
            views.rename(parts().db, actor(), view, text("name", 500))
            flash("已改名", "ok")
    except Refusal as problem:
        return make_response(_show(filters, problem.message), 409)
    return redirect(f"{url_for('bureau.ledger')}?{query_of(filters)}")


def _asked() -> Given:
    """The filters of the page that a form was sent from: it carries them in fields of their own."""
    return {name.removeprefix("f-"): value for name, value in request.form.items() if name.startswith("f-")}
