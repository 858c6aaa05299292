"""研判: the queue of submitted findings and of those to grade; the next one comes by itself."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for

from inspect_app.domain.people import Actor
from inspect_app.queries import finding as qf
from inspect_app.queries import review as q
from inspect_app.web.app import parts
from inspect_app.web.bureau import actions
from inspect_app.web.bureau.common import blueprint, found, seen
from inspect_app.web.bureau.findings import PROBLEMS, answered, case
from inspect_app.web.security import actor

Row = dict[str, Any]
PAGE = "bureau/review_case.html"


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
    """One finding to decide. One that has left the queues meanwhile is shown on its own page.

    `?without=` is how the page's script reads ahead (static/bureau/ahead.js): the same page as it will be once that other finding was decided.
    """
    who, without = actor(), request.args.get("without", "").replace("\0", "")
    with parts().db.read() as connection:
        row = found(qf.one(connection, who, finding))
        context = _context(connection, who, row, without=without) if q.queue_of(row) else None
    if context:
        shown = answered(PAGE, context)
        shown.headers["Content-Location"] = url_for("bureau.review_case", finding=finding)
        return shown
    if not without:  # nobody reads what was fetched ahead in vain; the sentence would come up on a later page
        flash("这条隐患已经办理，不在待研判队列中", "info")
    return redirect(url_for("bureau.finding", finding=finding))


@blueprint.post("/review/<finding>/<command>")
def review_act(finding: str, command: str) -> Any:
    """A decision; then the next finding of the queue: led to, or in the answer itself when the page's script asks for that (static/bureau/swap.js)."""
    who = actor()
    with parts().db.read() as connection:
        row = found(qf.one(connection, who, finding))
        name = q.queue_of(row) or "submitted"
    try:
        flash(actions.perform(who, row, command), "ok")
    except PROBLEMS as problem:
        with parts().db.read() as connection:
            context = _context(connection, who, found(qf.one(connection, who, finding)), seen())
        return answered(PAGE, context, problem, command)
    with parts().db.read() as connection:
        following = {"id": finding} if command == "settle" else q.following(connection, who, name, row)
        if following is None:
            return redirect(url_for("bureau.review_queue", queue=name))
        place = url_for("bureau.review_case", finding=following["id"])
        if request.headers.get("Prefer") != "return=representation":
            return redirect(place)
        context = _context(connection, who, found(qf.one(connection, who, following["id"])))
    shown = answered(PAGE, context)
    shown.headers["Content-Location"] = place
    return shown


def _context(
    connection: sa.Connection, who: Actor, row: Row, seen_seq: int | None = None, without: str = ""
) -> Row:
    """The finding, its place in the queue and what comes next, with the photos that the browser may load meanwhile; `without`: as the queue will be
    once that one has left it."""
    name = q.queue_of(row) or "submitted"
    gone = without if without != row["id"] else None
    position, length = q.place(connection, who, name, row, gone)
    return {
        **case(connection, who, row, seen_seq),
        "here": "bureau.review_queue",
        "queue": name,
        "position": position,
        "length": length,
        "following": q.following(connection, who, name, row, gone),
    }
