"""导出审批: the choice between a masked file now and the full one after a leader approved, the request's page, and its file."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from flask import abort, flash, make_response, redirect, render_template, request, url_for

from inspect_app.commands import export_requests as c
from inspect_app.domain import exporting as rule
from inspect_app.domain.rules import Refusal
from inspect_app.queries import exports as q
from inspect_app.queries.ledger_filters import Filters
from inspect_app.storage.db import now_ms
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, found, text
from inspect_app.web.bureau.ledger import filters_of, found_by, query_of, workbook
from inspect_app.web.security import actor
from inspect_app.web.views import today

Row = dict[str, Any]
SEE_ALL = frozenset({"leader", "audit"})  # requests of others


@blueprint.get("/exports/new")
def export_new() -> Any:
    """The two ways to have the ledger of these filters."""
    return _choice(filters_of(request.args.to_dict()))


@blueprint.post("/exports")
def export_ask() -> Any:
    """Asks a leader for the full one."""
    filters = _kept_filters(text("filters", 4000))
    try:
        ids, said = found_by(filters)
        if not ids:
            raise Refusal("incomplete", "没有符合条件的隐患，不必申请")
        why = rule.purpose(text("purpose", 20), text("note", rule.LONG))
        key = c.ask(parts().db, actor(), query_of(filters), said, len(ids), why, now_ms())
    except Refusal as problem:
        return make_response(_choice(filters, problem.message), 409)
    flash("已提交申请，局领导审批后会在站内消息里告诉您", "ok")
    return redirect(url_for("bureau.export", export=key))


def _kept_filters(query: str) -> Filters:
    """Filters as a form or a request carries them: as they stand in the address of the ledger."""
    return filters_of(dict(parse_qsl(query)))


def _choice(filters: Filters, problem: str = "") -> str:
    who = actor()
    ids, said = found_by(filters)
    with parts().db.read() as connection:
        setting = q.setting(connection, who.org)
        own = _with_state(q.own(connection, who))
    return render_template(
        "bureau/export_new.html", here="bureau.ledger", query=query_of(filters), said=said, count=len(ids), setting=setting, own=own, purposes=rule.PURPOSES,
        needed=rule.needs(who.role, len(ids), setting), typed=request.form, problem=problem, states=rule.STATES,
    )  # fmt: skip


def _with_state(rows: list[Row]) -> list[Row]:
    return [{**row, "now": rule.state(row, today())} for row in rows]


@blueprint.get("/exports/<export>", endpoint="export")
def export_page(export: str) -> Any:
    """One request: what was asked, what was decided, and its file for whoever asked."""
    return _show(export)


@blueprint.post("/exports/<export>/decide")
def export_decide(export: str) -> Any:
    """Approves or refuses."""
    decision = request.form.get("decision")
    try:
        if decision not in ("yes", "no"):
            raise Refusal("incomplete", "请选择批准或不批准")
        row = c.decide(parts().db, actor(), export, decision == "yes", text("reason", rule.LONG), now_ms())
    except Refusal as problem:
        if problem.reason == "unknown":
            abort(404)
        return make_response(_show(export, problem.message), 409)
    asker = row["name"] or row["person_id"]
    flash(
        f"已批准，{asker}在 {row['until']} 以前（含当天）可以下载"
        if decision == "yes"
        else f"已登记不批准，并告知{asker}",
        "ok",
    )
    return redirect(url_for("bureau.dashboard"))


def _show(key: str, problem: str = "") -> str:
    who = actor()
    with parts().db.read() as connection:
        row = found(q.request(connection, who.org, key))
    if row["person_id"] != who.id and who.role not in SEE_ALL:
        abort(404)
    [row] = _with_state([row])
    return render_template(
        "bureau/export.html", here="bureau.ledger", row=row, states=rule.STATES, mine=row["person_id"] == who.id, problem=problem, typed=request.form,
    )  # fmt: skip


@blueprint.get("/exports/<export>/ledger.xlsx")
def export_file(export: str) -> Any:
    """The full ledger of exactly the filters that were approved, as far as this person may see it."""
    try:
        row = c.approved(parts().db, actor(), export, today())
    except Refusal as problem:
        if problem.reason == "unknown":
            abort(404)
        raise
    ids, said = found_by(_kept_filters(row["query"]))
    note = f"；用途：{row['purpose']}；批准人：{row['decider'] or row['decided_by']}"
    return workbook(ids, said, "隐患台账（经批准）", note)
