"""整改预警: townships in the order of their codes, enterprises by level and within it by name, why, and what can be done; nothing sorts by level."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for

from inspect_app.commands import tasks
from inspect_app.domain import dates, warning
from inspect_app.domain.clocks import suggest_escalation
from inspect_app.domain.people import ROLES
from inspect_app.domain.rules import Refusal
from inspect_app.domain.wire import Invalid
from inspect_app.queries import warning as q
from inspect_app.queries.deadlines import deadlines
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, cursor, day_field, required, text
from inspect_app.web.security import actor
from inspect_app.web.views import today

Row = dict[str, Any]
PAGE = 50
GRAVE = ("red", "orange", "yellow")
TALK_DAYS = 5
TALKERS = ("section", "leader", "officer", "committee")


@blueprint.app_template_filter("level")
def level_words(level: str) -> str:
    """红色（严重）"""
    return f"{warning.WORDS[level]}（{warning.MEANINGS[level]}）"


@blueprint.app_template_filter("level_word")
def level_word(level: str) -> str:
    """红色"""
    return warning.WORDS[level]


@blueprint.get("/warnings")
def warnings() -> Any:
    """One of the three lists."""
    who, of = actor(), request.args.get("of", "township")
    if of not in warning.OBJECTS:
        abort(404)
    with parts().db.read() as connection:
        limits = q.thresholds(connection, who.org)
        found = q.levels(connection, who, today())
    counts = Counter(one.level for one in found.enterprises)
    grave = {level: counts.get(level, 0) for level in GRAVE}
    asked = {
        name: request.args.get(name, "").strip()[:100] for name in ("level", "township", "industry", "q")
    }
    asked["level"] = asked["level"] if asked["level"] in grave else next(filter(grave.get, GRAVE), "red")
    listed, older = _enterprises(found.enterprises, asked) if of == "enterprise" else ([], None)
    return render_template(
        "bureau/warnings.html", here="bureau.warnings", of=of, objects=warning.OBJECTS, found=found, counts=counts, grave=grave, asked=asked,
        listed=listed, older=older, by_place=_by(found.enterprises, "township"), by_trade=_by(found.enterprises, "industry"),
        **_words(limits),
    )  # fmt: skip


def _words(limits: warning.Thresholds) -> Row:
    """What every page says of how levels come about."""
    return {
        "limits": limits,
        "formula": warning.FORMULA,
        "advice": warning.ADVICE,
        "levels": warning.LEVELS,
    }


def _by(enterprises: list[q.Object], name: str) -> dict[str, Counter[str]]:
    """Township or industry → enterprises of each level."""
    made: dict[str, Counter[str]] = {}
    for (key, level), n in Counter(map(attrgetter(name, "verdict.level"), enterprises)).items():
        made.setdefault(key, Counter())[level] = n
    return made


def _enterprises(found: list[q.Object], asked: Row) -> tuple[list[q.Object], str | None]:
    """A page of the enterprises of a level by name, and where the next begins."""
    narrowed = [
        one
        for one in found
        if one.level == asked["level"]
        and asked["township"] in ("", one.township)
        and asked["industry"] in ("", one.industry)
        and asked["q"] in one.name
    ]
    if after := cursor():
        narrowed = [one for one in narrowed if (one.name, one.key) > after]
    narrowed.sort(key=lambda one: (one.name, one.key))
    last = narrowed[PAGE - 1] if len(narrowed) > PAGE else None
    return narrowed[:PAGE], f"{last.name}~{last.key}" if last else None


@blueprint.get("/warnings/<of>/<path:key>", endpoint="warning")
def one_warning(of: str, key: str) -> Any:
    """Why an object has its level, how it changed, and what can be done."""
    return _show(of, key)


def _show(of: str, key: str, problem: str | None = None) -> Any:
    who, day = actor(), today()
    if of not in warning.OBJECTS:
        abort(404)
    with parts().db.read() as connection:
        limits = q.thresholds(connection, who.org)
        found = q.levels(connection, who, day)
        listed = {"enterprise": found.enterprises, "township": found.townships, "industry": found.industries}[
            of
        ]
        one = next((one for one in listed if one.key == key), None)
        if one is None:
            abort(404)
        # Levels of industries are recorded for the whole county: a township, which sees its own part, is shown none.
        history = [] if who.role == "grid" and of == "industry" else q.history(connection, who.org, of, key)
        behind = q.behind(connection, who, key, day) if of == "enterprise" else []
        talks = q.talks(connection, who, key) if of == "enterprise" else []
        settings = deadlines(connection, who.org)
    for row in behind:
        row["referral"] = suggest_escalation(row, day, settings)
    field = {"township": "township", "industry": "industry"}.get(of)
    within = Counter(firm.level for firm in found.enterprises if field and getattr(firm, field) == one.name)
    page = render_template(
        "bureau/warning.html", here="bureau.warnings", of=of, object_name=warning.OBJECTS[of], one=one, history=history, behind=behind, talks=talks,
        within=within, problem=problem, form=request.form, talk_due=dates.add_days(day, TALK_DAYS), roles=[(role, ROLES[role]) for role in TALKERS],
        **_words(limits),
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)


@blueprint.post("/warnings/enterprise/<enterprise>/talk")
def warning_talk(enterprise: str) -> Any:
    """约谈: asks somebody to talk with the enterprise until a day."""
    try:
        value = {
            "kind": "talk", "enterprise": enterprise, "title": required("title", "约谈事由"), "due_date": day_field("due_date", "完成期限"),
            "note": text("note", 2000), **_who(required("who", "由谁约谈")),
        }  # fmt: skip
        tasks.open_task(parts().db, actor(), value)
    except (Refusal, Invalid) as problem:
        return _show("enterprise", enterprise, getattr(problem, "message", None) or str(problem))
    flash("已交办约谈任务，承办人会在“总览”看到", "ok")
    return redirect(url_for("bureau.warning", of="enterprise", key=enterprise))


def _who(given: str) -> Row:
    """`role:leader` or `township:411122100` of the form."""
    kind, _, key = given.partition(":")
    if kind == "township":
        return {"township": key}
    if kind == "role" and key in TALKERS:
        return {"role": key}
    raise Refusal("incomplete", "请选择由谁约谈")
