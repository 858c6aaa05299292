"""What the pages share: filters, the address of a style or script, and the list of page blueprints."""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from flask import Blueprint, Flask, g, request, url_for

from inspect_app.domain import access, dates, rules
from inspect_app.domain.documents import SEVERITY_TEXTS
from inspect_app.domain.people import ROLES
from inspect_app.paths import static_dir
from inspect_app.queries import batches
from inspect_app.storage.db import now_ms

MODULES = ("inspect_app.web.bureau", "inspect_app.web.portal")
STATES = {
    "visit": rules.VISIT_STATES,
    "finding": rules.FINDING_STATES,
    "document": rules.DOCUMENT_STATES,
    "task": rules.TASK_STATES,
    "meeting": rules.MEETING_STATES,
    "batch": batches.STATES,
}


def blueprints() -> list[Blueprint]:
    """The blueprints of the bureau's and the enterprises' pages: each package lists its own as `blueprints`."""
    return [blueprint for name in MODULES for blueprint in import_module(name).blueprints]


def prepare(app: Flask) -> None:
    """Registers filters and globals of the templates."""
    app.jinja_env.filters.update(
        when=when, day=day, state=state, severity=SEVERITY_TEXTS.get, role=ROLES.get, days_left=days_left
    )
    app.jinja_env.globals.update(asset=asset, may=_may, today=today, url_for=link, pure=_pure)


def link(endpoint: str, **values: Any) -> str:
    """`url_for` of the pages: 总览 alone names two hundred addresses, and building them took a sixth of its time. What words make is built once."""
    if endpoint.startswith(".") or not all(
        value is None or (type(value) is str and name[0] != "_") for name, value in values.items()
    ):
        return url_for(endpoint, **values)
    return _built(request.script_root, endpoint, tuple(values.items()))


@lru_cache(maxsize=4096)
def _built(root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    """`root` is where the program stands, which Flask puts before what it builds."""
    return url_for(endpoint, **dict(values))


_made: dict[tuple[Any, ...], str] = {}


def _pure(macro: Any) -> Any:
    """A macro that makes the same of the same words, as icons and chips do: a list names some hundred, and calling them took a third of its time."""

    def made(*words: str, **named: str) -> str:
        key = (macro.name, request.script_root, words, *named.items())
        if key not in _made:
            if len(_made) >= 4096:
                _made.clear()
            _made[key] = macro(*words, **named)
        return _made[key]

    return made


def when(ms: int | None) -> str:
    """2026-11-23 09:30, in the county's time."""
    return dates.moment(ms).strftime("%Y-%m-%d %H:%M") if ms else ""


def day(ms: int | None) -> str:
    """2026-11-23"""
    return dates.day_of(ms) if ms else ""


def today() -> str:
    """The date in the county."""
    return dates.day_of(now_ms())


def state(value: str, case: str = "finding") -> str:
    """A state in words."""
    return STATES[case].get(value, value)


def days_left(due: str | None) -> str:
    """剩 3 天, 今日到期, 逾期 2 天"""
    if not due:
        return ""
    left = dates.days_between(today(), due)
    return "今日到期" if left == 0 else f"剩 {left} 天" if left > 0 else f"逾期 {-left} 天"


def _may(endpoint: str) -> bool:
    """Whether the person signed in may call a route; for links and buttons."""
    actor: Any = g.get("actor")
    return access.may(endpoint, actor.role if actor else None)


def asset(name: str) -> str:
    """Address of a file of static/, with a mark that changes with its content."""
    return _address(name, request.script_root)


@cache
def _address(name: str, _root: str) -> str:
    """Made once: a list of fifty rows asks for some icons a hundred times, and building addresses took a tenth of the page."""
    return url_for("public.static_files", name=name, v=_mark(name))


@cache
def _mark(name: str) -> str:
    return hashlib.sha256((static_dir() / name).read_bytes()).hexdigest()[:10]
