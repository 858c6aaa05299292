"""登记 · 部门: who else has duties, whom to call, and the words that propose them for a finding."""

from __future__ import annotations

import re
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for

from inspect_app.commands import departments as c
from inspect_app.domain import duties
from inspect_app.domain.rules import Refusal
from inspect_app.queries import departments as q
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, seen, text
from inspect_app.web.security import actor

Row = dict[str, Any]


@blueprint.get("/departments")
def departments() -> Any:
    """All of them, each with a form to change it."""
    return _page()


@blueprint.post("/departments")
def department_new() -> Any:
    """Adds one."""
    return _save(None)


@blueprint.post("/departments/<department>")
def department_change(department: str) -> Any:
    """Changes one."""
    return _save(department)


def _save(department: str | None) -> Any:
    value = {
        "name": text("name", 500), "contact": text("contact", 500), "phone": text("phone", 500),
        "duties": re.split(r"[、，,；;\s]+", text("duties", 5000)),
    }  # fmt: skip
    try:
        c.save(parts().db, actor(), value, department, seen())
    except Refusal as problem:
        return make_response(_page(problem.message, department or "new"), 409)
    flash(f"已{'保存' if department else '登记'}“{value['name']}”", "ok")
    return redirect(url_for("bureau.departments"))


def _page(problem: str | None = None, at: str = "") -> str:
    with parts().db.read() as connection:
        listed = q.with_people(connection, actor().org)
    for row in listed:
        row["duty"] = duties.duty_of(row["name"])
    return render_template(
        "bureau/departments.html", here="bureau.departments", listed=listed, problem=problem, at=at, typed=request.form if problem else {},
    )  # fmt: skip
