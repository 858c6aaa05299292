"""批量办理: one command for the rows that were ticked in the ledger, each in a transaction of its own, and what became of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from flask import make_response, render_template, request

from inspect_app.commands import findings
from inspect_app.domain.rules import Refusal
from inspect_app.domain.wire import Invalid
from inspect_app.queries import finding as qf
from inspect_app.queries import ledger, picked
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, day_field, required, text
from inspect_app.web.security import actor
from inspect_app.web.views import today

Row = dict[str, Any]


class Done(msgspec.Struct):
    """What became of one row; `why` is empty when it was done."""

    row: Row
    why: str = ""


def _urge() -> Row:
    return {"note": required("note", "催办内容"), "way": text("way", 100)}


def _recheck() -> Row:
    value = {
        "reinspector": required("reinspector", "复查人"),
        "planned_date": day_field("planned_date", "复查日期"),
    }
    if value["planned_date"] < today():
        raise Refusal("incomplete", f"“复查日期”不能早于今天（{today()}）")
    return value


# Command → (words, its value from the form).
ACTS: dict[str, tuple[str, Callable[[], Row]]] = {"urge": ("催办", _urge), "recheck": ("安排复查", _recheck)}


@blueprint.post("/ledger/act")
def ledger_act() -> Any:
    """Performs the command on every ticked row, or shows what is missing with everything still filled in."""
    who, command = actor(), text("command")
    with parts().db.read() as connection:
        rows = picked.listed(connection, who, request.form.getlist("finding")[: ledger.PAGE])
    if command not in ACTS:
        return _page(command, rows, "没有这种操作", 409)
    if not rows:
        return _page(command, rows, "请先在台账里勾选要办理的隐患", 409)
    if not text("confirmed"):
        return _page(command, rows, "", 200)
    try:
        value = ACTS[command][1]()
    except Refusal as problem:
        return _page(command, rows, problem.message, 409)
    done = [Done(row, _perform(row["id"], command, value)) for row in rows]
    return render_template(
        "bureau/ledger_done.html", here="bureau.ledger", done=[one for one in done if not one.why], failed=[one for one in done if one.why],
        command=command, words=ACTS[command][0], typed=request.form, back=text("back", 2000),
    )  # fmt: skip


def _perform(finding: str, command: str, value: Row) -> str:
    """Why it was not done; '' when it was."""
    try:
        findings.act(parts().db, actor(), finding, command, value)
    except (Refusal, Invalid) as problem:
        return problem.message
    return ""


def _page(command: str, rows: list[Row], problem: str, status: int) -> Any:
    with parts().db.read() as connection:
        people = qf.reinspectors(connection, actor().org, {"visit": {}})
    words = ACTS[command][0] if command in ACTS else "批量办理"
    return make_response(
        render_template(
            "bureau/ledger_act.html", here="bureau.ledger", rows=rows, command=command if command in ACTS else "", words=words, people=people,
            typed=request.form, problem=problem, day=today(), back=text("back", 2000),
        ),
        status,
    )  # fmt: skip
