"""设置 · 时限: spans per step, proposed rectification days, reminders, quiet hours, the bureau's own holidays; with the history."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import flash, make_response, redirect, render_template, url_for

from inspect_app.commands import deadlines
from inspect_app.domain import access
from inspect_app.domain import deadline_settings as rules
from inspect_app.domain.clocks import CLOCKS, EDITABLE, RECTIFY_DAYS, span_text
from inspect_app.domain.rules import Refusal
from inspect_app.domain.workdays import published_until
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, text
from inspect_app.web.bureau.setting_forms import errors, seen, typed
from inspect_app.web.security import actor
from inspect_app.web.views import today

Row = dict[str, Any]
NUMBER = re.compile(r"[0-9]{1,4}")


@blueprint.get("/settings/deadlines", endpoint="deadlines")
def deadlines_page() -> Any:
    """What holds now."""
    return _show()


@blueprint.post("/settings/deadlines")
def deadlines_change() -> Any:
    """Saves the whole form."""
    try:
        changed = deadlines.change(parts().db, actor(), _patch(), seen())
    except Refusal as problem:
        return _show(problem, typed())
    flash("已保存，各环节的时限和提醒即按新的设置计算" if changed else "没有改动", "ok")
    return redirect(url_for("bureau.deadlines"))


def _show(problem: Exception | None = None, draft: Row | None = None) -> Any:
    with parts().db.read() as connection:
        held = deadlines.versions(connection, actor().org)
    record = dict(held[-1]["value"] or {}) if held else {}
    page = render_template(
        "bureau/settings_deadlines.html", here="bureau.settings", clocks={name: CLOCKS[name] for name in EDITABLE}, rectify=rules.RECTIFY,
        rectify_default=RECTIFY_DAYS, default=rules.DEFAULT, severities=rules.SEVERITIES, span_text=span_text, seen=held[-1]["seq"] if held else 0,
        values=_values(record) if draft is None else draft, errors=errors(problem), stale=getattr(problem, "changed", None),
        problem=getattr(problem, "message", None), may_change=access.may("bureau.deadlines_change", actor().role), history=_history(held),
        published=published_until(), provisional=_missing(record),
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)


def _missing(record: Row) -> list[str]:
    """This year and the next, as far as their holidays are neither published nor entered."""
    year, calendar = int(today()[:4]), rules.of(record).calendar
    return [str(one) for one in (year, year + 1) if not calendar.known(f"{one}-01-01")]


def _patch() -> Row:
    spans = {
        name: {severity: _unless(_span(text(f"spans/{name}/{severity}", 20)), default) for severity, default in _defaults(name).items()} for name in EDITABLE
    }  # fmt: skip
    rectify = {one: _unless(_number(text(f"rectify/{one}", 20)), days) for one, days in RECTIFY_DAYS.items()}
    remind = {
        name: _unless(_numbers(text(f"remind/{name}", 200)), list(default))
        for name, default in (("before", rules.DEFAULT.before), ("after", rules.DEFAULT.after))
    }
    quiet = {
        name: _unless(text(f"quiet/{name}", 20), default)
        for name, default in zip(("from", "to"), rules.DEFAULT.quiet, strict=True)
    }
    escalate = {
        one: _unless(_number(text(f"escalate/{one}", 20)), days)
        for one, days in zip(rules.SEVERITIES, rules.DEFAULT.escalate, strict=True)
    }
    holidays = {name: rules.days_of(text(f"holidays/{name}")) for name in ("off", "on")}
    return {
        "spans": spans,
        "rectify": rectify,
        "remind": remind,
        "quiet": quiet,
        "escalate": escalate,
        "holidays": holidays,
    }


def _defaults(name: str) -> Mapping[str, str]:
    return {"general": CLOCKS[name].general, "major": CLOCKS[name].major}


def _span(given: str) -> str:
    """As people type it: 3 W, 3个工作日, 24小时."""
    found = re.fullmatch(r"(\d+)\s*(个?工作日|天|日|小时|[wdhWDH])", given)
    if not found:
        return given
    unit = {"天": "d", "日": "d", "小时": "h"}.get(found[2], "w" if "工作" in found[2] else found[2].lower())
    return found[1] + unit


def _unless(value: Any, default: Any) -> Any:
    """Empty when it is the default: then later defaults hold, too."""
    return "" if value == default else value


def _number(given: str) -> Any:
    return int(given) if NUMBER.fullmatch(given) else given


def _numbers(given: str) -> list[Any]:
    return [_number(one) for one in re.split(r"[,，、\s]+", given) if one]


def _values(record: Row) -> Row:
    """What is kept, by field."""
    found: Row = {}
    for group in ("spans", "rectify", "quiet", "escalate"):
        for key, kept in (record.get(group) or {}).items():
            nested = kept if isinstance(kept, dict) else {"": kept}
            found |= {f"{group}/{key}/{name}".rstrip("/"): value for name, value in nested.items()}
    for name, listed in (record.get("remind") or {}).items():
        found[f"remind/{name}"] = ", ".join(map(str, listed))
    for name, listed in (record.get("holidays") or {}).items():
        found[f"holidays/{name}"] = rules.text_of(listed)
    return found


def _history(held: list[Row]) -> list[Row]:
    """The changes, newest first."""
    befores = [{}, *(row["value"] or {} for row in held)]
    return [
        {**row, "changes": rules.differences(before, row["value"])}
        for before, row in zip(befores, held, strict=False)
    ][::-1]
