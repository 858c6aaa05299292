"""任务: what one is asked to do, what one asked of others, and one task with exactly what this person may do now."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for

from inspect_app.commands import photos
from inspect_app.commands import tasks as c
from inspect_app.commands.findings import Stale
from inspect_app.domain import access, rules
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.domain.tasks import KINDS, mine
from inspect_app.domain.wire import Invalid
from inspect_app.queries import departments as qd
from inspect_app.queries import finding as qf
from inspect_app.queries import steps
from inspect_app.queries import tasks as q
from inspect_app.queries.deadlines import deadlines
from inspect_app.storage.db import now_ms
from inspect_app.web.app import parts
from inspect_app.web.bureau import words
from inspect_app.web.bureau.common import blueprint, day_field, found, required, seen, text
from inspect_app.web.bureau.findings import show
from inspect_app.web.bureau.hand_over import future_day, uploads
from inspect_app.web.security import actor
from inspect_app.web.views import today

Row = dict[str, Any]
PROBLEMS = (Refusal, Invalid, photos.Rejected)
OVERSEE = frozenset(
    {"section", "leader", "officer", "committee", "grid"}
)  # who is shown the steps of findings beside tasks
# Clock → the group of the ledger whose findings it runs for.
GROUPS = {
    "review": "submitted", "correct": "returned", "grade": "grade", "assign": "grade", "serve": "assigned", "rectify": "rectifying", "extension": "ext_pending",
    "recheck": "feedback", "outcome": "feedback", "close": "feedback", "enforce": "enforcement", "transfer": "transferred",
}  # fmt: skip
TABS = {"mine": "等我办理", "asked": "我交办的", "all": "全部未办结", "ended": "已办结"}


@blueprint.app_template_filter("task_kind")
def task_kind(kind: str) -> str:
    """部门协办, 跟进回访 …"""
    return KINDS.get(kind, kind)


@blueprint.get("/tasks")
def tasks() -> Any:
    """Those that wait for this person first."""
    who, tab = actor(), request.args.get("tab", "mine")
    tab = tab if tab in TABS else "mine"
    with parts().db.read() as connection:
        listed = (
            q.waiting(connection, who, today(), q.LISTED) if tab == "mine" else q.listed(connection, who, tab)
        )
        counts = q.counts(connection, who, today())
        waiting = (
            steps.waiting(connection, who, now_ms(), deadlines(connection, who.org))
            if who.role in OVERSEE
            else []
        )
    return render_template(
        "bureau/tasks.html", steps=[{**row, "href": _list_of(row["clock"])} for row in waiting], here="bureau.tasks", listed=listed, tab=tab, tabs=TABS, counts=counts, shown=q.LISTED,
    )  # fmt: skip


def _list_of(clock: str) -> str:
    """Where the findings of a step are listed."""
    if clock in ("review", "grade") and access.may("bureau.review_queue", actor().role):
        return url_for("bureau.review_queue", queue="submitted" if clock == "review" else "grade")
    return url_for("bureau.ledger", group=GROUPS[clock])


@blueprint.post("/tasks")
def task_new() -> Any:
    """Asks a department for its part of a finding, from the finding's page."""
    who, finding = actor(), required("finding", "隐患")
    with parts().db.read() as connection:
        found(qf.one(connection, who, finding))
    try:
        value = {
            "kind": "co_handle", "title": required("title", "请协办什么"), "department": required("department", "协办部门"),
            "due_date": future_day("due_date", "请于何日前反馈"), "note": text("note"), "finding": finding,
        }  # fmt: skip
        c.open_task(parts().db, who, value)
    except PROBLEMS as problem:
        return show("bureau/finding.html", finding, problem=problem, command="co_handle")
    flash("已请部门协办，对方登录后会在总览看到", "ok")
    return redirect(url_for("bureau.finding", finding=finding))


@blueprint.get("/tasks/<task>")
def task(task: str) -> Any:
    """One task."""
    return _show(task)


@blueprint.post("/tasks/<task>/<command>")
def task_act(task: str, command: str) -> Any:
    """An action of the page; a refused one shows the page again with what was typed."""
    who = actor()
    with parts().db.read() as connection:
        row = found(q.one(connection, who, task))
    try:
        if command not in SAID:
            raise Refusal("unknown", "没有这种操作")
        if row["kind"] == "follow_up" and command in BY_FINDING:
            raise Refusal("not_allowed", "回访的结果请在隐患页登记，登记后任务自动办结")
        c.act(parts().db, who, task, command, _value(who, command), seen())
    except PROBLEMS as problem:
        return _show(task, problem, command)
    flash(SAID[command], "ok")
    return redirect(url_for("bureau.task", task=task))


BY_FINDING = ("answer", "done")  # a visit after close-out is ended by what it found
SAID = {
    "accept": "已接收", "answer": "已反馈", "back": "已退回重办", "move": "已调整期限", "done": "已办结", "cancel": "已取消，记录仍然保留",
}  # fmt: skip


def _value(who: Actor, command: str) -> Row:
    """The facts of a command from its form. Raises Refusal, photos.Rejected."""
    if command == "answer":
        value: Row = {"note": required("note", "办理情况")}
        if text("done_on"):
            value["done_on"] = day_field("done_on", "办结日期")
        return {**value, "photos": uploads(who)}
    if command == "move":
        return {"due_date": future_day("due_date", "新的期限"), "reason": required("reason", "理由")}
    if command in ("back", "cancel"):
        return {"reason": required("reason", "理由")}
    return {"note": text("note")}


def _show(task: str, problem: Exception | None = None, command: str = "") -> Any:
    who = actor()
    with parts().db.read() as connection:
        row = found(q.one(connection, who, task))
        known = {**qd.names(connection, who.org), **qf.names(connection, who.org, [row.get("owner_id")])}
        story = qf.timeline(connection, who.org, [f"task/{task}"])
        linked = bool(row["finding_id"]) and qf.one(connection, who, row["finding_id"]) is not None
    page = render_template(
        "bureau/task.html", here="bureau.tasks", row=row, story=list(reversed(words.entries(story, known, seen() if problem else None))), able=able(row, who), command=command,
        linked=linked, problem=getattr(problem, "message", None), stale=isinstance(problem, Stale), typed=request.form if problem else {},
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)


def able(row: Row, who: Actor) -> list[str]:
    """What this person may do with the task now; a visit after close-out is ended by what it found, on the finding's page."""
    named = [name for name in rules.allowed("task", row, who) if name != "open"]
    if not (mine(row, who) or who.role in ("section", "leader", "committee")):
        named = [name for name in named if name not in ("accept", "answer")]
    if row["kind"] == "follow_up":
        named = [name for name in named if name not in BY_FINDING]
    return named
