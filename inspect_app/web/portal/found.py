"""What the pages of one finding share: the row that this person may see, and what may be done with it now."""

from __future__ import annotations

from typing import Any

from flask import abort, request

from inspect_app.domain.rules import allowed
from inspect_app.queries import portal as q
from inspect_app.web.app import parts
from inspect_app.web.security import actor

Row = dict[str, Any]


def finding(key: Any) -> Row:
    """The finding, or 404."""
    with parts().db.read() as connection:
        row = q.finding(connection, actor(), str(key))
    if row is None:
        abort(404, "没有这条隐患，或不属于本企业")
    return row


def may(command: str, row: Row) -> bool:
    """Whether this person may try the command on the finding as it stands."""
    return command in allowed("finding", row, actor())


def seen() -> int | None:
    """The `updated_seq` of the page that the form was on."""
    given = request.form.get("seen", "")
    return int(given) if given.isdigit() and len(given) < 16 else None
