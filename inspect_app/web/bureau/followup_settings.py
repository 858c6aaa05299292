"""设置 · 回访: how long after close-out whom is visited again."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for

from inspect_app.commands import followups as c
from inspect_app.domain import access
from inspect_app.domain import followups as rule
from inspect_app.domain.rules import Refusal
from inspect_app.queries.finding import timeline
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, seen, text
from inspect_app.web.security import actor


@blueprint.get("/settings/followups")
def followup_settings() -> Any:
    """What holds now."""
    return _show()


@blueprint.post("/settings/followups")
def followup_settings_change() -> Any:
    """Saves it."""
    value, wrong = rule.typed(text("days", 60), text("share", 5), text("within", 5))
    try:
        if wrong:
            raise Refusal("unfit", "；".join(wrong))
        changed = c.change(parts().db, actor(), value, seen() or 0)
    except Refusal as problem:
        return _show(problem.message)
    flash("已保存，以后的回访按新的设置安排；已经交办的不变" if changed else "没有改动", "ok")
    return redirect(url_for("bureau.followup_settings"))


def _show(problem: str | None = None) -> Any:
    who = actor()
    with parts().db.read() as connection:
        now = c.settings_of(connection, who.org)
        held = timeline(connection, who.org, [c.SETTING])
    values = {"days": "、".join(map(str, now.days)), "share": now.share, "within": now.within}
    page = render_template(
        "bureau/settings_followups.html", here="bureau.settings", values=request.form if problem else values, defaults=rule.FollowUps(),
        seen=held[-1]["seq"] if held else 0, may_change=access.may("bureau.followup_settings_change", who.role), problem=problem, history=held[::-1],
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)
