"""联席会议: what speaks for one, calling and changing it, its minutes with the resolutions, and its paper."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for

from inspect_app.commands import meetings as c
from inspect_app.commands.findings import Stale
from inspect_app.domain import meetings as rule
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.domain.wire import Invalid
from inspect_app.queries import departments as qd
from inspect_app.queries import finding as qf
from inspect_app.queries import meetings as q
from inspect_app.queries import owners
from inspect_app.queries import tasks as qt
from inspect_app.web.app import parts
from inspect_app.web.bureau import words
from inspect_app.web.bureau.common import blueprint, day_field, found, required, seen, text
from inspect_app.web.bureau.hand_over import future_day
from inspect_app.web.security import actor
from inspect_app.web.views import today

Row = dict[str, Any]
TABS = {"proposed": "建议提请", "called": "待召开", "held": "已召开", "cancelled": "已取消"}
MOST = 12  # resolutions of a meeting on its form


@blueprint.get("/meetings")
def meetings() -> Any:
    """What is proposed, what is to come, what was."""
    who, tab = actor(), request.args.get("tab", "")
    with parts().db.read() as connection:
        counts = q.counts(connection, who.org)
        proposed = q.proposed(connection, who, today())
        tab = tab if tab in TABS else "called" if counts.get("called") and not proposed else "proposed"
        listed = [] if tab == "proposed" else q.listed(connection, who.org, tab)
    return render_template(
        "bureau/meetings.html", here="bureau.meetings", tab=tab, tabs=TABS, proposed=proposed, listed=listed, counts={**counts, "proposed": len(proposed)}, shown=q.SHOWN,
    )  # fmt: skip


@blueprint.get("/meetings/new")
def meeting_new() -> Any:
    """The form, with the findings that were ticked."""
    return _form(request.args.getlist("finding"))


@blueprint.post("/meetings")
def meeting_call() -> Any:
    """Calls it."""
    try:
        row = c.call(parts().db, actor(), _called())
    except (Refusal, Invalid) as problem:
        return _form(request.form.getlist("finding"), problem)
    flash("已召集会议，请通知参会单位", "ok")
    return redirect(url_for("bureau.meeting", meeting=row["id"]))


@blueprint.get("/meetings/<meeting>")
def meeting(meeting: str) -> Any:
    """One meeting."""
    return _show("bureau/meeting.html", meeting)


@blueprint.get("/meetings/<meeting>/print")
def meeting_print(meeting: str) -> Any:
    """Agenda or minutes on paper."""
    return _show("bureau/meeting_print.html", meeting)


@blueprint.post("/meetings/<meeting>/<command>")
def meeting_act(meeting: str, command: str) -> Any:
    """change, hold or cancel; a refused one shows the page again with what was typed."""
    who = actor()
    with parts().db.read() as connection:
        found(q.one(connection, who.org, meeting))
    try:
        said = _act(who, meeting, command)
    except (Refusal, Invalid) as problem:
        return _show("bureau/meeting.html", meeting, problem, command)
    flash(said, "ok")
    return redirect(url_for("bureau.meeting", meeting=meeting))


def _act(who: Actor, meeting: str, command: str) -> str:
    if command == "change":
        c.call(parts().db, who, _called(), meeting, seen())
        return "已修改会议安排"
    if command == "cancel":
        c.cancel(parts().db, who, meeting, required("reason", "取消理由"), seen())
        return "已取消会议，记录仍然保留"
    if command == "hold":
        resolutions = _resolutions()
        value = {"minutes": required("minutes", "会议纪要"), "attended": _lines("attended", "参会单位和人员")}
        c.hold(parts().db, who, meeting, value, resolutions, seen())
        return f"已登记会议，{len(resolutions)} 项决议已交办" if resolutions else "已登记会议"
    raise Refusal("unknown", "没有这种操作")


def _called() -> Row:
    """The value of a call from the form. Raises Refusal."""
    findings = list(dict.fromkeys(request.form.getlist("finding")))
    if not findings:
        raise Refusal("incomplete", "请至少选择一条所议隐患")
    return {
        "title": required("title", "会议名称"), "day": day_field("day", "会议日期"), "time": text("time", 40), "place": text("place", 200), "chair": text("chair", 100),
        "agenda": _split("agenda"), "attendees": _split("attendees"), "findings": findings, "triggers": request.form.getlist("trigger")[:20],
    }  # fmt: skip


def _split(name: str) -> list[str]:
    return [line.strip()[:500] for line in text(name).splitlines() if line.strip()]


def _lines(name: str, label: str) -> list[str]:
    required(name, label)
    return _split(name)


def _resolutions() -> list[Row]:
    """The rows of the form that were filled, as tasks. Raises Refusal naming the row."""
    made = []
    for n in range(1, MOST + 1):
        title, owner = text(f"title-{n}", 500), text(f"owner-{n}", 100)
        if not title and not owner:
            continue
        if not title or not owner:
            raise Refusal("incomplete", f"第 {n} 项决议还缺：{'内容' if not title else '承办单位'}")
        kind, _, key = owner.partition(":")
        if kind not in owners.KINDS:
            raise Refusal("unknown", f"第 {n} 项决议：没有这个承办单位")
        day = future_day(f"due-{n}", f"第 {n} 项决议的期限")
        made.append(
            {
                "title": title,
                kind: key,
                "due_date": day,
                **({"finding": text(f"about-{n}", 60)} if text(f"about-{n}") else {}),
            }
        )
    return made


def _form(ids: list[str], problem: Exception | None = None) -> Any:
    who = actor()
    with parts().db.read() as connection:
        chosen = q.findings(connection, who, ids[:100], today())
        more = [
            row
            for row in q.proposed(connection, who, today())
            if row["id"] not in {one["id"] for one in chosen}
        ]
    why = list(dict.fromkeys(said for row in chosen for said in row["why"]))
    page = render_template(
        "bureau/meeting_new.html", here="bureau.meetings", chosen=chosen, more=more, why=why, by_hand=rule.BY_HAND, problem=getattr(problem, "message", None),
        typed=request.form if problem else {},
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)


def _show(template: str, meeting: str, problem: Exception | None = None, command: str = "") -> Any:
    who = actor()
    with parts().db.read() as connection:
        row = found(q.one(connection, who.org, meeting))
        talked = q.findings(connection, who, row["findings"], today())
        resolved = qt.of_meeting(connection, who, meeting)
        known = qd.names(connection, who.org)
        story = qf.timeline(connection, who.org, [f"meeting/{meeting}"])
        choices = owners.choices(connection, who.org) if row["state"] == "called" else []
    page = render_template(
        template, here="bureau.meetings", row=row, talked=talked, resolved=resolved, choices=choices, most=MOST, command=command,
        story=list(reversed(words.entries(story, known, seen() if problem else None))), problem=getattr(problem, "message", None),
        stale=isinstance(problem, Stale), typed=request.form if problem else {},
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)
