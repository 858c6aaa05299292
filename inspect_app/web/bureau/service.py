"""送达: a document is handed over (the code is shown once), withdrawn and replaced, or void."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for

from inspect_app.commands import drafts, links, service
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.domain.wire import Invalid
from inspect_app.queries.facts import bureau
from inspect_app.web.app import parts
from inspect_app.web.bureau import words
from inspect_app.web.bureau.common import blueprint, day_field, moment_of, required, text
from inspect_app.web.bureau.documents import row_of, show
from inspect_app.web.security import actor

Row = dict[str, Any]
# What is asked besides, by the way of service; a field of another way is not taken over.
BY_METHOD = {
    "leave": ("reason", "witness", "witness_unit", "recording_no"), "mail": ("tracking_no",), "direct": (), "electronic": (), "public": ("note", "announced_on"),
}  # fmt: skip


@blueprint.post("/documents/<document>/serve")
def document_serve(document: str) -> Any:
    """Service. The answer is the slip with the code, shown this once, so it is no redirect."""
    who = actor()
    row = row_of(who, document)
    try:
        code = service.serve(parts().db, who, document, _value(who))
    except (Refusal, Invalid) as problem:
        return show(document, problem)
    if not code:
        flash("已登记送达", "ok")
        return redirect(url_for("bureau.document", document=document))
    return _slip(who, row, code, "已登记送达，企业可以查看、签收和反馈")


def _value(who: Actor) -> Row:
    method = required("method", "送达方式")
    if method not in words.METHODS:
        raise Refusal("incomplete", "请选择送达方式")
    value: Row = {
        "method": method,
        "at": _moment(),
        "to": required("to", "受送达人"),
        "by": text("by", 500) or who.id,
    }
    names = ("also", "place", "title", *BY_METHOD[method])
    return value | {name: said for name in names if (said := text(name))}


def _moment() -> str:
    """The day, and the time of day when one was given (documents.md § 5: 年月日时分)."""
    day, clock = day_field("day", "送达日期"), text("time", 5)
    if not clock:
        return moment_of(day)
    try:
        hour, minute = (int(part) for part in clock.split(":"))
        if not (0 <= hour < 24 and 0 <= minute < 60):
            raise ValueError(clock)
    except ValueError:
        raise Refusal("incomplete", "“送达时间”请写成 09:30 这样的 时:分") from None
    return f"{day}T{hour:02d}:{minute:02d}:00+08:00"


@blueprint.post("/documents/<document>/code")
def document_code(document: str) -> Any:
    """A new service code in place of a lost one."""
    who = actor()
    row = row_of(who, document)
    try:
        code = service.renew_code(parts().db, who, document)
    except Refusal as problem:
        return show(document, problem)
    return _slip(who, row, code, "新的送达码已生成，原来的送达码已失效")


def _slip(who: Actor, row: Row, code: str, said: str) -> Any:
    with parts().db.read() as connection:
        about = bureau(connection, who.org)
    with_row = row_of(who, row["id"])
    return render_template(
        "bureau/slip.html", here="bureau.documents", row=with_row, title=words.document_type(row["type"]), code=links.spaced(code), said=said, about=about,
        address=parts().config.base_url, days=links.SERVICE_DAYS,
    )  # fmt: skip


@blueprint.post("/documents/<document>/void")
def document_void(document: str) -> Any:
    """Void, with a reason; the file stays as it is."""
    who = actor()
    row_of(who, document)
    try:
        service.void(parts().db, who, document, required("reason", "作废理由"))
    except Refusal as problem:
        return show(document, problem)
    flash("文书已作废：文号不再使用，凭码不能再打开", "ok")
    return redirect(url_for("bureau.document", document=document))


@blueprint.post("/documents/<document>/replace")
def document_replace(document: str) -> Any:
    """撤回重发: a new draft that says what this one said; it takes its place when it is issued, or served if this one was."""
    who = actor()
    row = row_of(who, document)
    try:
        made = drafts.draft(parts().db, who, row["type"], replaces=document)
    except Refusal as problem:
        return show(document, problem)
    flash(
        f"已起草替代{row['number']}的{DOC_TYPES[row['type']].title}。请修改后签发；在它{'送达' if row['state'] == 'served' else '签发'}之前，原文书继续有效",
        "ok",
    )
    return redirect(url_for("bureau.document", document=made))


@blueprint.post("/documents/<document>/receipt")
def document_receipt(document: str) -> Any:
    """The recipient signed on paper: who, and when."""
    who = actor()
    row_of(who, document)
    value = {
        "name": text("name", 500),
        "title": text("title", 500),
        "at": moment_of(day_field("day", "签收日期")),
    }
    try:
        service.paper_receipt(parts().db, who, document, {**value, "name": required("name", "签收人")})
    except (Refusal, Invalid) as problem:
        return show(document, problem)
    flash("已登记纸质签收", "ok")
    return redirect(url_for("bureau.document", document=document))
