"""站内消息: what this person was told, and the bureau's record of everything that was told."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from inspect_app.commands import messages
from inspect_app.domain import access
from inspect_app.domain.channels import STATES
from inspect_app.domain.notices import KINDS, PARTIES
from inspect_app.queries import inbox as q
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, number_cursor
from inspect_app.web.security import actor

Row = dict[str, Any]
PAGES = {
    "finding": "bureau.finding",
    "document": "bureau.document",
    "task": "bureau.task",
    "export": "bureau.export",
}


@blueprint.app_template_global("unread_messages")
def unread_messages() -> int:
    """The number on the bell; asked for by the template `base.html` only."""
    with parts().db.read() as connection:
        return q.unread(connection, actor())


@blueprint.app_template_global("case_link")
def case_link(case: str) -> str:
    """The page of a case that a message is about; '' when this person has none."""
    kind, _, key = case.partition("/")
    endpoint = PAGES.get(kind, "")
    named: Row = {kind: key}
    return url_for(endpoint, **named) if access.may(endpoint, actor().role) else ""


@blueprint.get("/inbox", endpoint="inbox")
def inbox_page() -> Any:
    """The newest first."""
    kind, fresh = request.args.get("kind", ""), request.args.get("show") == "unread"
    kind = kind if kind in KINDS else ""
    with parts().db.read() as connection:
        rows = q.inbox(connection, actor(), kind, fresh, number_cursor())
        for row in rows:
            row["lines"] = q.lines(connection, actor().org, row["id"])
    return render_template(
        "bureau/inbox.html", here="bureau.inbox", kinds=KINDS, kind=kind, fresh=fresh, **_paged(rows)
    )


@blueprint.post("/inbox/read")
def inbox_read() -> Any:
    """Marks one message, or all, as read."""
    keys = request.form.getlist("message")
    if keys or request.form.get("all"):
        messages.read(parts().db, actor(), keys)
    kept: Row = {name: value for name, value in request.args.items() if name in ("kind", "show")}
    return redirect(url_for("bureau.inbox", **kept))


@blueprint.get("/messages", endpoint="messages")
def messages_page() -> Any:
    """Who was told what, when, how, and whether it was read."""
    kind, party, state = (request.args.get(name, "") for name in ("kind", "party", "state"))
    kind, party = kind if kind in KINDS else "", party if party in PARTIES else ""
    state = state if state in STATES or state in ("read", "unread") else ""
    with parts().db.read() as connection:
        rows = q.sent(connection, actor().org, kind, party, state, number_cursor())
    return render_template(
        "bureau/messages.html",
        here="bureau.inbox",
        kinds=KINDS,
        parties=PARTIES,
        states=STATES,
        kind=kind,
        party=party,
        state=state,
        **_paged(rows),
    )


def _paged(rows: list[Row]) -> Row:
    last = rows[q.PAGE - 1] if len(rows) > q.PAGE else None
    return {"listed": rows[: q.PAGE], "older": f"{last['made_at']}~{last['id']}" if last else ""}
