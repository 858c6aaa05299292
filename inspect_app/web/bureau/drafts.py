"""起草 and 审核: drafts begun from the page of a visit, a finding, a document or an enterprise; reviewed by somebody else, sent back to be changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, request, url_for

from inspect_app.commands import drafts
from inspect_app.domain.rules import Refusal
from inspect_app.domain.wire import Invalid
from inspect_app.queries import document as q
from inspect_app.queries import finding as qf
from inspect_app.queries import visit as qv
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, found, required, text
from inspect_app.web.bureau.documents import show
from inspect_app.web.security import actor


@blueprint.post("/documents/new")
def document_new() -> Any:
    """Begins a document from a visit, a finding, another document or for an enterprise."""
    who, form = actor(), request.form
    finding = form.get("finding")
    with parts().db.read() as connection:
        for of, one in (
            ("visit", qv.one),
            ("finding", qf.one),
            ("refers", q.one),
            ("enterprise", qv.enterprise),
        ):
            if form.get(of):
                found(one(connection, who, form[of]))
    try:
        document = drafts.draft(
            parts().db, who, form.get("type", ""), form.get("visit") or None, [finding] if finding else None,
            refers=form.get("refers") or None, enterprise=form.get("enterprise") or None,
        )  # fmt: skip
    except Refusal as problem:
        flash(f"没有起草：{problem.message}", "bad")
        return redirect(_back(form))
    return redirect(url_for("bureau.document_edit", document=document))


def _back(form: Mapping[str, str]) -> str:
    """The page that the offer stood on."""
    if form.get("visit"):
        return url_for("bureau.visit", visit=form["visit"])
    if form.get("finding"):
        return url_for("bureau.finding", finding=form["finding"])
    if form.get("enterprise"):
        return url_for("bureau.enterprise", enterprise=form["enterprise"])
    if form.get("refers"):
        return url_for("bureau.document", document=form["refers"])
    return url_for("bureau.documents")


@blueprint.post("/documents/<document>/review")
def document_review(document: str) -> Any:
    """The draft was looked at and may be issued."""
    who = actor()
    with parts().db.read() as connection:
        found(q.one(connection, who, document))
    try:
        drafts.review(parts().db, who, document, text("note"), text("mark"))
    except (Refusal, Invalid) as problem:
        return show(document, problem)
    flash("已审核通过，可以签发", "ok")
    return redirect(url_for("bureau.document", document=document))


@blueprint.post("/documents/<document>/revise")
def document_revise(document: str) -> Any:
    """A reviewed draft goes back to be changed."""
    who = actor()
    with parts().db.read() as connection:
        found(q.one(connection, who, document))
    try:
        drafts.revise(parts().db, who, document, required("reason", "退回理由"))
    except (Refusal, Invalid) as problem:
        return show(document, problem)
    flash("已退回修改", "ok")
    return redirect(url_for("bureau.document", document=document))
