"""设置 · 导出: from how many rows a full ledger needs a leader's approval, and how long it can be fetched then."""

from __future__ import annotations

from typing import Any

from inspect_app.commands import export_requests as c
from inspect_app.domain import exporting as rule
from inspect_app.queries import exports as q
from inspect_app.queries.finding import timeline
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, seen, text
from inspect_app.web.bureau.setting_page import saved, shown
from inspect_app.web.security import actor


@blueprint.get("/settings/exports")
def export_settings() -> Any:
    """What holds now."""
    return _show()


@blueprint.post("/settings/exports")
def export_settings_change() -> Any:
    """Saves it."""
    return saved(
        lambda value: c.change(parts().db, actor(), value, seen() or 0),
        rule.typed(text("approval", 5), text("rows", 10), text("days", 5)),
        "已保存，对以后的导出生效；已经批准的不变",
        "bureau.export_settings",
        _show,
    )


def _show(problem: str | None = None) -> Any:
    who = actor()
    with parts().db.read() as connection:
        now = q.setting(connection, who.org)
        held = timeline(connection, who.org, [c.SETTING])
    values = {"approval": "yes" if now.approval else "no", "rows": now.rows, "days": now.days}
    return shown(
        "bureau/settings_exports.html", "bureau.export_settings_change", values, held, problem, defaults=rule.Exports(),
        history=[{**one, "setting": rule.of(one["value"])} for one in held[::-1]],
    )  # fmt: skip
