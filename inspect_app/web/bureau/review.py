"""研判: the queue of submitted findings and of those to grade; the next one comes by itself."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from inspect_app.domain.people import Actor
from inspect_app.queries import finding as qf
from inspect_app.queries import review as q
from inspect_app.web.app import parts
from inspect_app.web.bureau import actions
from inspect_app.web.bureau.common import blueprint, found
from inspect_app.web.bureau.findings import PROBLEMS, show
from inspect_app.web.security import actor

Row = dict[str, Any]


@blueprint.get("/review")
def review_queue() -> Any:
    """Both queues as tabs; a leader begins with what only a leader can grade."""
    who = actor()
    with parts().db.read() as connection:
        counts = q.counts(connection, who)
        asked = request.args.get("queue", "")
        name = (
            asked
            if asked in q.QUEUES
            else "grade"
            if who.role == "leader" and counts["grade"]
            else "submitted"
        )
        listed = q.queue(connection, who, name)
    return render_template(
        "bureau/review.html",
        here="bureau.review_queue",
        queue=name,
        counts=counts,
        listed=listed,
        shown=q.SHOWN,
    )


@blueprint.get("/review/<finding>")
def review_case(finding: str) -> Any:
    """One finding to decide. One that has left the queues meanwhile is shown on its own page."""
    who = actor()
    with parts().db.read() as connection:
        row = found(qf.one(connection, who, finding))
    if q.queue_of(row) is None:
        flash("这条隐患已经办理，不在待研判队列中", "info")
        return redirect(url_for("bureau.finding", finding=finding))
    return _show(who, row)


@blueprint.post("/review/<finding>/<command>")
def review_act(finding: str, command: str) -> Any:
    """A decision; then the next finding of the queue."""
    who = actor()
    with parts().db.read() as connection:
        row = found(qf.one(connection, who, finding))
        name = q.queue_of(row) or "submitted"
    try:
        flash(actions.perform(who, row, command), "ok")
    except PROBLEMS as problem:
        return _show(who, row, problem=problem, command=command)
    if command == "settle":  # the finding is still to be decided
        return redirect(url_for("bureau.review_case", finding=finding))
    with parts().db.read() as connection:
        following = q.following(connection, who, name, row)
    if following:
        return redirect(url_for("bureau.review_case", finding=following))
    return redirect(url_for("bureau.review_queue", queue=name))


def _show(who: Actor, row: Row, **problem: Any) -> Any:
    with parts().db.read() as connection:
        now = found(qf.one(connection, who, row["id"]))
        name = q.queue_of(now) or "submitted"
        position, length = q.place(connection, who, name, now)
        following = q.following(connection, who, name, now)
        ahead = qf.one(connection, who, following) if following else None
    return show(
        "bureau/review_case.html",
        row["id"],
        here="bureau.review_queue",
        queue=name,
        position=position,
        length=length,
        following=following,
        ahead=ahead if ahead and ahead["photos"] else None,
        **problem,
    )
