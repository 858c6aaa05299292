"""设置 · 预警: the thresholds of 整改预警, refused when they contradict each other, with their history."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from msgspec.structs import asdict

from inspect_app.commands import warnings as commands
from inspect_app.domain import access, warning
from inspect_app.domain.rules import Refusal
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, text
from inspect_app.web.security import actor

Row = dict[str, Any]
FIELDS = (*warning.LABELS, "areas")


@blueprint.get("/settings/warning")
def warning_settings() -> Any:
    """The thresholds in force."""
    return _show()


def _show(problem: Refusal | None = None) -> Any:
    who = actor()
    with parts().db.read() as connection:
        held = commands.versions(connection, who.org)
    kept = held[-1]["value"] if held else None
    values = {name: text(name, 10) for name in FIELDS} if problem else asdict(warning.thresholds(kept))
    page = render_template(
        "bureau/settings_warning.html", here="bureau.settings", labels=warning.LABELS, areas=warning.AREAS, values=values, defaults=asdict(warning.Thresholds()),
        seen=held[-1]["seq"] if held else 0, may_change=access.may("bureau.warning_settings_change", who.role), formula=warning.FORMULA,
        problem=problem and problem.message, errors=_errors(problem), history=_history(held),
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)


def _errors(problem: Refusal | None) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for one in getattr(problem, "problems", []):
        said.setdefault(one.field, []).append(one.text)
    return said


def _history(held: list[Row]) -> list[Row]:
    """Every change, newest first, with what it changed."""
    before = [None, *(row["value"] for row in held)]
    told = [
        {**row, "changes": warning.differences(old, row["value"])}
        for old, row in zip(before, held, strict=False)
    ]
    return told[::-1]


@blueprint.post("/settings/warning")
def warning_settings_change() -> Any:
    """Saves them all."""
    given = request.form.get("seen", "")
    seen = int(given) if given.isdecimal() and len(given) < 16 else 0
    try:
        fields = {name: text(name, 10) for name in FIELDS}
        changed = commands.change(parts().db, actor(), fields, seen)
    except Refusal as problem:
        return _show(problem)
    flash("已保存，各等级现在起按新的阈值计算" if changed else "没有改动", "ok")
    return redirect(url_for("bureau.warning_settings"))
