"""The enterprise itself: its history, its ledger as an Excel file, consent to electronic service, 投诉建议. Of whoever holds a code, one document's part."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for

from inspect_app.commands import suggestions
from inspect_app.domain import dates
from inspect_app.domain import suggestions as rules
from inspect_app.domain.rules import Refusal
from inspect_app.queries import consent as consents
from inspect_app.queries import portal as q
from inspect_app.queries import portal_history
from inspect_app.queries import suggestions as written
from inspect_app.render import sheets, xlsx
from inspect_app.storage.db import now_ms
from inspect_app.web.app import parts
from inspect_app.web.portal import files, forms
from inspect_app.web.security import actor

blueprint = Blueprint("firm", __name__, url_prefix="/portal")

Row = dict[str, Any]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/history")
def history() -> Any:
    """Every inspection that the enterprise was told of, and what came of each finding."""
    before = request.args.get("before", "")[:80]
    with parts().db.read() as connection:
        page, more = portal_history.visits(connection, actor(), before)
        enterprise = q.enterprise(connection, actor())
    return render_template(
        "portal/history.html", visits=page, more=more, first=not before, enterprise=enterprise
    )


@blueprint.get("/ledger.xlsx")
def ledger() -> Any:
    """The ledger that the enterprise keeps by law, as far as the bureau's findings go."""
    who, now = actor(), now_ms()
    with parts().db.read() as connection:
        rows = portal_history.ledger(connection, who)
        name = q.enterprise(connection, who).get("name", "")
    moment = dates.moment(now)
    mark = f"{who.name} 于 {moment:%Y-%m-%d %H:%M} 从企业端下载"
    response = Response(xlsx.file([sheets.statutory(rows, name)], mark, moment), mimetype=XLSX)
    response.headers["Content-Disposition"] = files.disposition(
        "attachment",
        f"{name}-隐患排查治理台账-{dates.day_of(now)}.xlsx".translate(files.FORBIDDEN),
        "ledger.xlsx",
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


# --- 电子送达 ------------------------------------------------------------------------------------------------------------------------


@blueprint.route("/consent", methods=["GET", "POST"])
def consent() -> Any:
    """Whether the enterprise agreed to be served electronically; it may ask for the 确认书 here, and signs it as any document."""
    if actor().role == "holder":
        return redirect(url_for("portal.home"))
    if request.method == "GET":
        return _consent({"address": ""}, {})
    given = forms.consent(request.form)
    if given.errors:
        return _consent(given.typed, given.errors), 422
    suggestions.write(parts().db, actor(), _key(), "consent", forms.CONSENT, given.value["address"])
    return redirect(url_for("firm.consent", done="asked"))


def _consent(typed: dict[str, str], errors: dict[str, str]) -> str:
    who = actor()
    with parts().db.read() as connection:
        given = consents.confirmation(connection, who.org, who.enterprise or "")
        asked = [row for row in written.of_person(connection, who) if row["category"] == "consent"]
    waiting = next((row for row in asked if row["state"] != "done"), None)
    return render_template(
        "portal/consent.html", given=given, waiting=waiting, typed=typed, errors=errors, key=str(uuid.uuid4())
    )


def _key() -> str:
    """The form's own number: sent twice, it is one message."""
    given = request.form.get("key", "")
    return given if rules.is_id(given) else str(uuid.uuid4())


# --- 投诉建议 ------------------------------------------------------------------------------------------------------------------------


@blueprint.route("/suggest", methods=["GET", "POST"])
def suggest() -> Any:
    """What a signed-in person has to say, and what the bureau answered; whoever only holds a code is told whom to call."""
    if actor().role == "holder":
        return redirect(url_for("info.complaint"))
    if request.method == "GET":
        return _suggest({"category": "", "text": "", "contact": ""}, {})
    given = forms.suggestion(request.form)
    if given.errors:
        return _suggest(given.typed, given.errors), 422
    value = given.value
    try:
        suggestions.write(parts().db, actor(), _key(), value["category"], value["text"], value["contact"])
    except Refusal as problem:
        return _suggest(given.typed, {"form": problem.message}), 409
    return redirect(url_for("firm.suggest", done="sent"))


def _suggest(typed: dict[str, str], errors: dict[str, str]) -> str:
    with parts().db.read() as connection:
        mine = written.of_person(connection, actor())
    return render_template(
        "portal/suggest.html", mine=mine, categories=rules.PORTAL, words={**rules.CATEGORIES, **rules.PORTAL, **rules.ASKED}, states=rules.STATES, typed=typed, errors=errors,
        key=str(uuid.uuid4()),
    )  # fmt: skip
