"""投诉建议 that experts handed in from their tablets: read, dealt with, answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for

from inspect_app.commands import suggestions
from inspect_app.domain.rules import Refusal
from inspect_app.domain.suggestions import ASKED, CATEGORIES, PORTAL, STATES
from inspect_app.queries import suggestions as q
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, text
from inspect_app.web.security import actor


@blueprint.get("/suggestions", endpoint="suggestions")
def suggestions_page() -> Any:
    """What is to be read first."""
    return _page()


@blueprint.post("/suggestions/<uuid:suggestion>")
def suggestion_answer(suggestion: UUID) -> Any:
    """Read, or dealt with and answered."""
    try:
        suggestions.answer(parts().db, actor(), str(suggestion), text("state", 20), text("reply"))
    except LookupError:
        abort(404)
    except Refusal as problem:
        return _page((str(suggestion), problem.message)), 422
    flash("已答复，提出人会在平板或企业端看到" if text("state") == "done" else "已标为已读", "ok")
    return redirect(url_for("bureau.suggestions"))


def _page(problem: tuple[str, str] | None = None) -> str:
    who, state = actor(), request.args.get("state", "")
    state = state if state in STATES else ""
    with parts().db.read() as connection:
        rows = q.listed(connection, who.org, state)
        counts = q.counts(connection, who.org)
    return render_template(
        "bureau/suggestions.html", here="bureau.suggestions", listed=rows, state=state, states=STATES, counts=counts, categories={**CATEGORIES, **PORTAL, **ASKED},
        problem=problem, typed=text("reply") if problem else "", shown=q.SHOWN,
    )  # fmt: skip
