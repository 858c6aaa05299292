"""消息: what the enterprise was told. Routes of the portal's own blueprint."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from inspect_app.commands import messages
from inspect_app.domain.notices import KINDS
from inspect_app.queries import inbox as q
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import number_cursor
from inspect_app.web.portal.pages import blueprint
from inspect_app.web.security import actor

PAGES = {"finding": "proof.finding", "document": "portal.document"}


@blueprint.app_template_global("portal_unread")
def portal_unread() -> int:
    """How many messages the enterprise has not read; a holder of a code has none."""
    with parts().db.read() as connection:
        return q.unread(connection, actor())


@blueprint.get("/messages")
def inbox() -> Any:
    """The newest first."""
    with parts().db.read() as connection:
        rows = q.inbox(connection, actor(), before=number_cursor())
        for row in rows:
            row["lines"] = [(_link(case), line) for case, line in q.lines(connection, actor().org, row["id"])]
    last = rows[q.PAGE - 1] if len(rows) > q.PAGE else None
    older = f"{last['made_at']}~{last['id']}" if last else ""
    return render_template("portal/inbox.html", listed=rows[: q.PAGE], older=older, kinds=KINDS)


@blueprint.post("/messages/read")
def inbox_read() -> Any:
    """Marks one message, or all, as read."""
    keys = request.form.getlist("message")
    if keys or request.form.get("all"):
        messages.read(parts().db, actor(), keys)
    return redirect(url_for("portal.inbox"))


def _link(case: str) -> str:
    kind, _, key = case.partition("/")
    return url_for(PAGES[kind], key=key) if kind in PAGES else ""
