"""总览: what needs somebody today, and how far the county has come; findings to be referred; and the help page."""

from __future__ import annotations

from typing import Any

from flask import render_template

from inspect_app.domain import access, reports
from inspect_app.domain.clocks import suggest_escalation
from inspect_app.queries import dashboard as q
from inspect_app.queries import departments, devices, exports, scope, serving, tasks
from inspect_app.queries.deadlines import deadlines
from inspect_app.storage.db import now_ms
from inspect_app.web import field_files
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint
from inspect_app.web.security import actor
from inspect_app.web.views import today


@blueprint.get("/")
def dashboard() -> Any:
    """Numbers that link to their lists."""
    who = actor()
    day = today()
    with parts().db.read() as connection:
        found = q.overview(connection, who, day)
        serve_late = serving.overdue(connection, scope.documents(who), now_ms())
        mine, sent = tasks.waiting(connection, who, day, tasks.FIRST), departments.sent(connection, who, day)
        wanted = exports.waiting(connection, who.org) if access.may("bureau.export_decide", who.role) else []
        asked = tasks.counts(connection, who, day)
        tablets = (
            devices.at_risk(connection, who.org, now_ms(), field_files.app().version)
            if access.may("bureau.devices", who.role)
            else None
        )
    n = found.numbers
    return render_template(
        "bureau/dashboard.html", here="bureau.dashboard", n=n, serve_late=serve_late, townships=found.townships, levels=found.levels, week=found.week, mine=mine,
        sent=sent, asked=asked, wanted=wanted, tablets=tablets, risk_names=reports.RISKS,
        rate_due=rate(n["closed_due"], n["due"]), rate_all=rate(n["closed"], n["assigned"]),
    )  # fmt: skip


def rate(part: int, whole: int) -> str:
    """A percentage with one decimal, or a dash where there is nothing to divide by."""
    return f"{part * 100 / whole:.1f}%" if whole else "—"


@blueprint.get("/referrals")
def referrals() -> Any:
    """建议移交执法: findings that are late for so long that a referral is proposed; only a leader refers."""
    who, day = actor(), today()
    with parts().db.read() as connection:
        settings = deadlines(connection, who.org)
        listed, total = q.referrals(connection, who, day, settings)
    for row in listed:
        row["why"] = suggest_escalation(row, day, settings)
    return render_template(
        "bureau/referrals.html",
        here="bureau.dashboard",
        listed=listed,
        total=total,
        escalate=settings.escalate,
    )


@blueprint.get("/help")
def help() -> Any:
    """What these pages are for, in a few minutes' reading."""
    return render_template("bureau/help.html", here="bureau.help")
