"""What the enterprise asks or tells while it rectifies: more time, and how far it is."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from inspect_app.commands import feedback
from inspect_app.domain import dates
from inspect_app.domain.finding_guards import EXTENSION_NOTICE, late_request
from inspect_app.domain.money import yuan
from inspect_app.domain.rules import Refusal
from inspect_app.web.app import parts
from inspect_app.web.portal import forms, found
from inspect_app.web.security import actor
from inspect_app.web.views import today

blueprint = Blueprint("ask", __name__, url_prefix="/portal/findings/<uuid:key>")

Row = dict[str, Any]


@blueprint.route("/extension", methods=["GET", "POST"])
def extension(key: Any) -> Any:
    """The form that asks for more time, and its answer."""
    row = found.finding(key)
    if request.method == "GET":
        if not found.may("request_ext", row):
            return redirect(url_for("proof.finding", key=key))
        return _extension(row, _proposed(row), {})
    given = forms.extension(request.form, row["due_date"] or today(), today())
    if given.errors:
        return _extension(row, given.typed, given.errors), 422
    try:
        feedback.ask(
            parts().db, actor(), row["id"], "request_ext", {**given.value, "on": today()}, found.seen()
        )
    except Refusal as problem:
        return _refused("portal/extension.html", key, "request_ext", given, problem)
    return redirect(url_for("proof.finding", key=key, done="extension"))


def _proposed(row: Row) -> dict[str, str]:
    return {
        "due_date": "",
        "reason": "",
        "interim": "",
        "owner": row["rectify_owner"] or (row["feedback"] or {}).get("owner", ""),
    }


def _extension(row: Row, typed: dict[str, str], errors: dict[str, str]) -> str:
    return render_template("portal/extension.html", row=row, typed=typed, errors=errors, **_timing(row))


def _timing(row: Row) -> Row:
    """What the form says of the present deadline: whether it is late to ask, and the first day that may be asked for."""
    due = row["due_date"]
    return {
        "late": late_request(due, today(), row["notified_on"]), "over": bool(due) and due < today(), "notice": EXTENSION_NOTICE,
        "first": dates.add_days(max(due or today(), today()), 1),
    }  # fmt: skip


@blueprint.route("/progress", methods=["GET", "POST"])
def progress(key: Any) -> Any:
    """The form that says how far the rectification is, and its answer."""
    row = found.finding(key)
    if request.method == "GET":
        if not found.may("progress", row):
            return redirect(url_for("proof.finding", key=key))
        return render_template("portal/progress.html", row=row, typed={"note": ""}, errors={})
    given = forms.progress(request.form)
    if given.errors:
        return render_template("portal/progress.html", row=row, typed=given.typed, errors=given.errors), 422
    try:
        feedback.ask(parts().db, actor(), row["id"], "progress", given.value, None)
    except Refusal as problem:
        return _refused("portal/progress.html", key, "progress", given, problem)
    return redirect(url_for("proof.finding", key=key, done="progress"))


@blueprint.route("/endorse", methods=["GET", "POST"])
def endorse(key: Any) -> Any:
    """反馈签认: the principal stands for what was handed in."""
    row = found.finding(key)
    if request.method == "GET" or not request.form.get("promise"):
        if not found.may("endorse", row) or (row["feedback"] or {}).get("endorsed"):
            return redirect(url_for("proof.finding", key=key))
        errors = {} if request.method == "GET" else {"promise": "请先核对反馈内容并勾选"}
        return _endorse(row, errors), 422 if errors else 200
    try:
        feedback.endorse(parts().db, actor(), row["id"], forms.PROMISE, found.seen() or 0)
    except Refusal as problem:
        return _endorse(found.finding(key), {"form": problem.message}), 409
    return redirect(url_for("proof.finding", key=key, done="endorse"))


def _endorse(row: Row, errors: dict[str, str]) -> str:
    said = row["feedback"] or {}
    return render_template(
        "portal/endorse.html", row=row, said=said, errors=errors, promise=forms.PROMISE, yuan=yuan,
        ended=not found.may("endorse", row) or bool(said.get("endorsed")),
    )  # fmt: skip


def _refused(template: str, key: Any, command: str, given: forms.Given, problem: Refusal) -> Any:
    """The form with everything typed and why it could not be taken; also when nothing can be asked any more, so that the words can be copied."""
    row = found.finding(key)
    page = render_template(
        template, row=row, typed=given.typed, errors={"form": problem.message}, ended=not found.may(command, row), **_timing(row)
    )  # fmt: skip
    return page, 409
