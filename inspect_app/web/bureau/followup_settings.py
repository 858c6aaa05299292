"""设置 · 回访: how long after close-out whom is visited again."""

from __future__ import annotations

from typing import Any

from inspect_app.commands import followups as c
from inspect_app.domain import followups as rule
from inspect_app.queries.finding import timeline
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, seen, text
from inspect_app.web.bureau.setting_page import saved, shown
from inspect_app.web.security import actor


@blueprint.get("/settings/followups")
def followup_settings() -> Any:
    """What holds now."""
    return _show()


@blueprint.post("/settings/followups")
def followup_settings_change() -> Any:
    """Saves it."""
    return saved(
        lambda value: c.change(parts().db, actor(), value, seen() or 0),
        rule.typed(text("days", 60), text("share", 5), text("within", 5)),
        "已保存，以后的回访按新的设置安排；已经交办的不变",
        "bureau.followup_settings",
        _show,
    )


def _show(problem: str | None = None) -> Any:
    who = actor()
    with parts().db.read() as connection:
        now = c.settings_of(connection, who.org)
        held = timeline(connection, who.org, [c.SETTING])
    values = {"days": "、".join(map(str, now.days)), "share": now.share, "within": now.within}
    return shown(
        "bureau/settings_followups.html", "bureau.followup_settings_change", values, held, problem, defaults=rule.FollowUps(),
        history=held[::-1],
    )  # fmt: skip
