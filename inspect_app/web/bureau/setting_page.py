"""What the pages of small settings share: saving with what is wrong said in one sentence, and the page with its history and what others may only read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for

from inspect_app.domain import access
from inspect_app.domain.rules import Refusal
from inspect_app.web.security import actor

Row = dict[str, Any]


def saved(
    change: Callable[[Row], bool], typed: tuple[Row, list[str]], done: str, endpoint: str, show: Callable[[str], Any]
) -> Any:  # fmt: skip
    """Saves what was `typed` (a value and what is wrong with it) by `change`, says `done` and leads back; or shows the page with the problem."""
    value, wrong = typed
    try:
        if wrong:
            raise Refusal("unfit", "；".join(wrong))
        changed = change(value)
    except Refusal as problem:
        return show(problem.message)
    flash(done if changed else "没有改动", "ok")
    return redirect(url_for(endpoint))


def shown(
    template: str, endpoint: str, values: Row, held: list[Row], problem: str | None, **more: Any
) -> Any:
    """The page of a setting. held: its records, oldest first; endpoint: where it is changed, by those who may; with `problem` what was typed stays."""
    page = render_template(
        template, here="bureau.settings", values=request.form if problem else values, seen=held[-1]["seq"] if held else 0,
        may_change=access.may(endpoint, actor().role), problem=problem, **more,
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)
