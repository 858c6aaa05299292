"""隐患: one page a finding, with its story and exactly the actions this person may take now; and the photos of all pages."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import abort, current_app, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from inspect_app.commands import offers, photos
from inspect_app.commands.findings import Stale
from inspect_app.domain import clocks, dates, rules
from inspect_app.domain.finding_guards import waiting_for_photos
from inspect_app.domain.people import ROLES, Actor
from inspect_app.domain.rules import Refusal
from inspect_app.domain.wire import Invalid
from inspect_app.queries import alike, conflicts, inbox
from inspect_app.queries import departments as qd
from inspect_app.queries import finding as q
from inspect_app.queries.deadlines import deadlines
from inspect_app.queries.held import photos_missing
from inspect_app.storage.db import now_ms
from inspect_app.web import pictures
from inspect_app.web.app import parts
from inspect_app.web.bureau import actions, bases, hand_over, versions, words
from inspect_app.web.bureau.common import blueprint, found, seen
from inspect_app.web.security import actor
from inspect_app.web.views import today

Row = dict[str, Any]
OWNERS = {"enterprise": "企业", "reinspector": "复查人"}
PROBLEMS = (Refusal, Invalid, photos.Rejected)
# Form → the commands of the rules that it carries, in the order of the page. `notify` has none: serving the notice does it.
# Whoever may send somebody to reinspect may also write down an outcome: findings.reinspect does both.
FORMS = {
    "decide": ("confirm", "grade"), "extension": ("approve_ext",), "supervise": ("supervise", "list"), "outcome": ("pass", "fail", "recheck"), "close_out": ("close_out",), "recheck": ("recheck",), "assign": ("assign",),
    "return": ("return",), "merge": ("merge",), "cancel": ("cancel",), "conclude": ("conclude",), "link": ("link",), "resume": ("resume",), "urge": ("urge",),
    "progress": ("progress",), "endorse": ("endorse",), "request_ext": ("request_ext",), "escalate": ("escalate",), **hand_over.FORMS,
}  # fmt: skip

PAGE = "bureau/finding.html"
PAGES = {
    "dept": "bureau/finding_dept.html"
}  # a department sees what it needs for its part and nothing else of the enterprise


@blueprint.get("/findings/<finding>")
def finding(finding: str) -> Any:
    """The page."""
    return show(PAGES.get(actor().role, PAGE), finding)


@blueprint.post("/findings/<finding>/<command>")
def finding_act(finding: str, command: str) -> Any:
    """An action of the page; refused ones show the page again with what was typed."""
    who = actor()
    with parts().db.read() as connection:
        row = found(q.one(connection, who, finding))
    try:
        flash(actions.perform(who, row, command), "ok")
    except PROBLEMS as problem:
        return show(PAGES.get(who.role, PAGE), finding, problem=problem, command=command)
    return redirect(url_for("bureau.finding", finding=finding))


def show(template: str, finding: str, problem: Exception | None = None, command: str = "") -> Any:
    """A finding's own page; with `problem` the form `command` comes back filled in, status 409."""
    who = actor()
    with parts().db.read() as connection:
        row = found(q.one(connection, who, finding))
        context = case(connection, who, row, seen() if problem else None)
        context |= on_page(connection, who, row, context["item"])
    return answered(template, context, problem, command)


def answered(template: str, context: Row, problem: Exception | None = None, command: str = "") -> Any:
    """The page of a `case`; with `problem` status 409."""
    page = render_template(
        template, problem=getattr(problem, "message", None), stale=isinstance(problem, Stale), typed=request.form if problem else {}, command=command,
        **context,
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)


def case(connection: sa.Connection, who: Actor, row: Row, seen_seq: int | None = None) -> Row:
    """What the templates of a finding need wherever it is decided: on its own page and in the review."""
    item = q.item_of(connection, who.org, row)
    story = q.story(connection, who, row["id"])
    visit_story = q.timeline(connection, who.org, [f"visit/{row['visit_id']}"]) if row["version"] > 1 else []
    people = q.names(
        connection,
        who.org,
        [
            row["reinspector"],
            row["rectified_by"],
            *(
                (row[name] or {}).get(by)
                for name in ("extension", "referral", "transfer", "followed", "progress")
                for by in ("by", "decided_by", "accepted_by")
            ),
            *(op["value"].get("reinspector") for op in story if isinstance(op["value"], dict)),
        ],
    )
    people |= qd.names(connection, who.org)
    return {
        "row": row, "corrections": versions.corrections(story, visit_story), "item": item, "offered": bases.choices(row, item), "criteria": (item or {}).get("major_criterion", []), "picked": _picked(row, item),
        "conflicts": conflicts.of_finding(connection, who.org, row), "settles": settles(row, who), "visit_doubts": _visit_doubts(connection, who, row),
        "sightings": q.sightings(connection, who.org, row), "earlier": q.earlier(connection, who, row), "siblings": q.siblings(connection, who, row),
        "story": list(reversed(words.entries(story, people, seen_seq))), "people": people, "forms": forms(row, who), "waits_for_leader": waits_for_leader(row, who),
        "due_default": _due_default(connection, who, row), "again": q.recurrence(connection, who, row), **hand_over.asking(connection, who, row, item),
    }  # fmt: skip


def on_page(connection: sa.Connection, who: Actor, row: Row, item: Row | None) -> Row:
    """What only its own page needs: papers, reinspection, other hands, messages. The review does not wait for it."""
    return {
        "documents": q.documents(connection, who, row["id"]), "close_obstacle": _close_obstacle(connection, row, who), "reinspectors": q.reinspectors(connection, who.org, row),
        "offers": offers.of_finding(parts().db, who, row["id"]), "overdue": overdue(row), "cases": q.case_visits(connection, who, row) if row["referral"] else [], "grounds": words.GROUNDS,
        "alike": alike.of_finding(connection, _prints(), who, row), "clock": _clock(connection, who, row), "escalation": _escalation(connection, who, row),
        **hand_over.about(connection, who, row), "told": inbox.told(connection, who.org, f"finding/{row['id']}"),
    }  # fmt: skip


def _prints() -> alike.Known:
    """The prints of photos that this process holds."""
    held: alike.Known = current_app.extensions.setdefault("inspect_prints", alike.Known())
    return held


def _clock(connection: sa.Connection, who: Actor, row: Row) -> Row | None:
    """The step that the finding waits for: `label`, whose turn it is, until when, whether that has passed."""
    due = clocks.due(row, deadlines(connection, who.org))
    if due is None:
        return None
    return {
        "label": due.label,
        "owner": OWNERS.get(due.owner) or ROLES.get(due.owner, ""),
        "day": due.day,
        "late": due.late(now_ms()),
        "provisional": due.provisional,
    }


def _escalation(connection: sa.Connection, who: Actor, row: Row) -> str | None:
    """Why a referral to enforcement is proposed; the leader decides."""
    return clocks.suggest_escalation(row, today(), deadlines(connection, who.org))


def forms(row: Row, who: Actor) -> list[str]:
    """The forms that rules.allowed gives this person now, each once, in the order of the page."""
    able = rules.allowed("finding", row, who)
    named = [form for form, commands in FORMS.items() if any(command in able for command in commands)]
    if waits_for_leader(row, who):
        named = [name for name in named if name != "decide"]
    return named


def _visit_doubts(connection: sa.Connection, who: Actor, row: Row) -> int:
    """How many fields of the visit beside this item's answer wait for a choice; they are settled on the page of the visit."""
    return sum(
        found["path"] != f"answer/{row['item']}"
        for found in conflicts.of_visit(connection, who.org, row["visit_id"])
    )


def settles(row: Row, who: Actor) -> list[str]:
    """The cases (`finding`, `visit`) whose conflicts this person may settle now."""
    return [
        case
        for case, one in (("finding", row), ("visit", row["visit"]))
        if "settle" in rules.allowed(case, one, who)
    ]


def waits_for_leader(row: Row, who: Actor) -> bool:
    """A suspected major finding that was confirmed is graded by a leader only."""
    return (
        row["state"] in ("confirmed", "graded")
        and row["severity"] == "suspected_major"
        and who.role != "leader"
    )


def overdue(row: Row) -> bool:
    """Past its deadline without feedback: a judgement, not a state (workflow § 2)."""
    return row["state"] in rules.RUNNING and bool(row["due_date"]) and row["due_date"] < today()


def _picked(row: Row, item: Row | None) -> int | None:
    """Which criterion the expert ticked, as an index into the item's; the log holds it as text until a leader grades."""
    count = len((item or {}).get("major_criterion", []))
    given = row["criterion"] or ""
    return int(given) if given.isdigit() and int(given) < count else None


def _due_default(connection: sa.Connection, who: Actor, row: Row) -> str:
    """The deadline that the form proposes: what stands, else what the expert proposed, else the bureau's default; never a day that is gone."""
    days = row["due_days"]
    if days is None:
        days = deadlines(connection, who.org).rectify[row["severity"]]
    return row["due_date"] or max(today(), dates.add_days(row["found_on"] or today(), days))


def _close_obstacle(connection: sa.Connection, row: Row, who: Actor) -> str | None:
    """Why the finding can't be closed out yet, or None."""
    if "close_out" not in rules.allowed("finding", row, who):
        return None
    try:
        rules.decide("finding", "close_out", row, {}, who)
    except Refusal as refusal:
        return refusal.message
    missing = photos_missing(connection, who.org, row["after_photos"])
    return waiting_for_photos(len(missing)) if missing else None


@blueprint.get("/photos/<sha256>")
def photo(sha256: str) -> Response:
    """A copy of a photo (`?size=thumb`: the small one; `?of=`: with the strokes and the stamp of that finding); never the original."""
    shown = pictures.shown_to(actor(), sha256)
    if shown is None:
        abort(404)
    return pictures.jpeg(shown)
