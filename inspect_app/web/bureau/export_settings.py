"""设置 · 导出: from how many rows a full ledger needs a leader's approval, and how long it can be fetched then."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for

from inspect_app.commands import export_requests as c
from inspect_app.domain import access
from inspect_app.domain import exporting as rule
from inspect_app.domain.rules import Refusal
from inspect_app.queries import exports as q
from inspect_app.queries.finding import timeline
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, seen, text
from inspect_app.web.security import actor


@blueprint.get("/settings/exports")
def export_settings() -> Any:
    """What holds now."""
    return _show()


@blueprint.post("/settings/exports")
def export_settings_change() -> Any:
    """Saves it."""
    value, wrong = rule.typed(text("approval", 5), text("rows", 10), text("days", 5))
    try:
        if wrong:
            raise Refusal("unfit", "；".join(wrong))
        changed = c.change(parts().db, actor(), value, seen() or 0)
    except Refusal as problem:
        return _show(problem.message)
    flash("已保存，对以后的导出生效；已经批准的不变" if changed else "没有改动", "ok")
    return redirect(url_for("bureau.export_settings"))


def _show(problem: str | None = None) -> Any:
    who = actor()
    with parts().db.read() as connection:
        now = q.setting(connection, who.org)
        held = timeline(connection, who.org, [c.SETTING])
    values = {"approval": "yes" if now.approval else "no", "rows": now.rows, "days": now.days}
    page = render_template(
        "bureau/settings_exports.html", here="bureau.settings", values=request.form if problem else values, defaults=rule.Exports(),
        seen=held[-1]["seq"] if held else 0, may_change=access.may("bureau.export_settings_change", who.role), problem=problem,
        history=[{**one, "setting": rule.of(one["value"])} for one in held[::-1]],
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)
