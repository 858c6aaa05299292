"""What the bureau's pages share: the blueprint, the frame around a page, cursors of lists, and typed form values."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, g, request, url_for

from inspect_app.domain import access, commanding, dates
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.people import BUREAU_ROLES
from inspect_app.domain.rules import Refusal
from inspect_app.queries import facts, review, suggestions
from inspect_app.storage.db import now_ms
from inspect_app.web.app import parts
from inspect_app.web.bureau import words
from inspect_app.web.views import today

Row = dict[str, Any]

blueprint = Blueprint("bureau", __name__, url_prefix="/bureau")

# Group → entries of the rail: endpoint, words, icon. The page's own `here` names the entry that is lit.
RAIL = (
    ("办理", (
        ("bureau.dashboard", "总览", "chart"), ("bureau.review_queue", "研判", "scale"), ("bureau.ledger", "台账", "table"),
        ("bureau.documents", "文书", "document"), ("bureau.visits", "检查任务", "calendar"), ("bureau.warnings", "预警", "warn"),
        ("bureau.tasks", "任务", "flag"), ("bureau.meetings", "联席会议", "people"),
    )),
    ("登记", (
        ("bureau.enterprises", "企业", "building"), ("bureau.experts", "专家", "people"), ("bureau.departments", "部门", "building"), ("bureau.checklists", "检查表", "list"),
        ("bureau.devices", "平板", "tablet"), ("bureau.audit", "操作日志", "log"),
    )),
    ("", (("bureau.settings", "设置", "settings"), ("bureau.suggestions", "投诉建议", "inbox"), ("bureau.help", "使用帮助", "help"))),
)  # fmt: skip


# The pages of 设置, each with its own form and history.
SETTING_AREAS = (
    ("bureau.settings", "文书"), ("bureau.deadlines", "时限与提醒"), ("bureau.channels", "通知渠道"), ("bureau.warning_settings", "预警"), ("bureau.followup_settings", "回访"),
    ("bureau.export_settings", "导出"),
)  # fmt: skip


@blueprint.app_template_global("setting_areas")
def setting_areas() -> list[tuple[str, str]]:
    """Those that this person may open."""
    return [area for area in SETTING_AREAS if access.may(area[0], g.actor.role)]


# Lists that hold nothing for a role: it may open them, but is not led there.
NOTHING_THERE = {"dept": frozenset({"bureau.documents", "bureau.visits", "bureau.enterprises"})}


@blueprint.app_template_global("frame")
def frame() -> Row:
    """The bureau's name and the numbers on the rail; asked for by the template `base.html` only."""
    actor = g.get("actor")
    if actor is None or actor.role not in BUREAU_ROLES | {"admin"}:
        return {"name": "", "demo": False, "rail": (), "waiting": {}}
    with parts().db.read() as connection:
        about = facts.bureau(connection, actor.org)
        queues = review.counts(connection, actor)
        unread = suggestions.counts(connection, actor.org).get("new", 0)
    mine = queues["submitted"] + (queues["grade"] if actor.role == "leader" else 0)
    hidden = NOTHING_THERE.get(actor.role, frozenset())
    rail = [
        (group, [entry for entry in entries if access.may(entry[0], actor.role) and entry[0] not in hidden])
        for group, entries in RAIL
    ]
    return {
        "name": about.get("name", ""),
        "demo": bool(about.get("demo")),
        "rail": rail,
        "waiting": {"bureau.review_queue": mine, "bureau.suggestions": unread},
    }


@blueprint.app_template_global("with_args")
def with_args(**changes: Any) -> str:
    """This page's address with some of its arguments changed; None and "" drop one."""
    kept = {**(request.view_args or {}), **request.args.to_dict(), **changes}
    return url_for(
        str(request.endpoint), **{name: value for name, value in kept.items() if value not in (None, "")}
    )


blueprint.app_template_filter("doc_type")(words.document_type)
blueprint.app_template_filter("bases")(words.bases)
blueprint.app_template_filter("instant")(words.instant)
blueprint.app_template_filter("field_name")(words.field_name)
blueprint.app_template_filter("order_hint")(commanding.hint)


@blueprint.app_template_filter("field_text")
def field_text(value: Any, path: str) -> str:
    """A field's value in words."""
    return words.field_text(path, value)


@blueprint.app_template_filter("sighting")
def sighting(state: str) -> str:
    """What was seen of an earlier finding."""
    return words.SIGHTINGS.get(state, state)


@blueprint.app_template_filter("method")
def method(code: str) -> str:
    """How a document was served."""
    return words.METHODS.get(code, code)


def found(row: Row | None) -> Row:
    """The row, or 404: what isn't this person's to see is not there."""
    if row is None:
        abort(404)
    return row


def cursor(name: str = "after") -> tuple[str, str] | None:
    """The place in a list where the page begins, `<sort value>~<id>`; a damaged one begins at the top."""
    value, mark, key = request.args.get(name, "").partition("~")
    return (value, key) if mark and key else None


def number_cursor(name: str = "after") -> tuple[int, str] | None:
    """The same for lists that are sorted by a number."""
    place = cursor(name)
    return (int(place[0]), place[1]) if place and place[0].isdigit() else None


def types_asked() -> set[str] | None:
    """The types of documents that a list is narrowed to by `type` and `track`; None for all."""
    kind, track = request.args.get("type", ""), request.args.get("track", "")
    if not kind and not track:
        return None
    return {one.code for one in DOC_TYPES.values() if kind in ("", one.code) and track in ("", one.track)}


def text(name: str, limit: int = 20000) -> str:
    """A trimmed field of the form."""
    return request.form.get(name, "").strip()[:limit]


def required(name: str, label: str) -> str:
    """A field that must be filled. Raises Refusal with its label."""
    value = text(name)
    if not value:
        raise Refusal("incomplete", f"请填写“{label}”")
    return value


def day_field(name: str, label: str) -> str:
    """An ISO date. Raises Refusal with the field's label."""
    value = required(name, label)
    if not is_day(value):
        raise Refusal("incomplete", f"“{label}”不是有效的日期，请写成 2026-11-23 这样的年-月-日")
    return value


def coming_day(name: str, label: str, since: str | None) -> str:
    """An ISO date that is not gone; of days before `since` the rules say what is wrong. Raises Refusal with the field's label."""
    value = day_field(name, label)
    if (since or "") <= value < today():
        raise Refusal("past", f"“{label}”{value} 已经过去，请填今天或以后的日期")
    return value


def is_day(value: str) -> bool:
    """Whether a text is YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def moment_of(day: str) -> str:
    """The instant to log for something that happened on a day: now when it is today, else noon in the county."""
    now = now_ms()
    if day == dates.day_of(now):
        return dates.instant(now)
    return dates.instant(dates.parse_instant(f"{day}T12:00:00+08:00"))


def seen() -> int | None:
    """`updated_seq` of the case as the page showed it."""
    value = request.form.get("seen", "")
    return int(value) if value.isdigit() else None


def query_string(values: Row) -> str:
    """Non-empty values as a query string."""
    return urlencode({name: value for name, value in values.items() if value})
