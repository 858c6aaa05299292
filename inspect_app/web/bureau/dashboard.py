"""总览: what needs somebody today, and how far the county has come; and the help page."""

from __future__ import annotations

from typing import Any

from flask import render_template

from inspect_app.domain import access, reports
from inspect_app.queries import dashboard as q
from inspect_app.queries import departments, devices, tasks
from inspect_app.storage.db import now_ms
from inspect_app.web import field_files
from inspect_app.web.app import parts
from inspect_app.web.bureau.chart import chart
from inspect_app.web.bureau.common import blueprint
from inspect_app.web.security import actor
from inspect_app.web.views import today


@blueprint.get("/")
def dashboard() -> Any:
    """Numbers that link to their lists."""
    who = actor()
    day = today()
    with parts().db.read() as connection:
        counted = q.tally(connection, who, day)
        numbers = q.numbers(connection, who, counted)
        months = q.months(connection, who, day)
        places = q.townships(connection, who, counted)
        week = q.week(connection, who, day)
        mine, sent = tasks.waiting(connection, who, day, tasks.FIRST), departments.sent(connection, who, day)
        tablets = (
            devices.at_risk(connection, who.org, now_ms(), field_files.app().version)
            if access.may("bureau.devices", who.role)
            else None
        )
    return render_template(
        "bureau/dashboard.html", here="bureau.dashboard", n=numbers, months=months, chart=chart(months), townships=places, week=week,
        tablets=tablets, risk_names=reports.RISKS, mine=mine, sent=sent,
        rate_due=rate(numbers["closed_due"], numbers["due"]), rate_all=rate(numbers["closed"], numbers["assigned"]),
    )  # fmt: skip


def rate(part: int, whole: int) -> str:
    """A percentage with one decimal, or a dash where there is nothing to divide by."""
    return f"{part * 100 / whole:.1f}%" if whole else "—"


@blueprint.get("/help")
def help() -> Any:
    """What these pages are for, in a few minutes' reading."""
    return render_template("bureau/help.html", here="bureau.help")
