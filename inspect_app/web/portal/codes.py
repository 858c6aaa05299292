"""Codes as they arrive in an address or a form: looked up by their hash only, with the misses counted."""

from __future__ import annotations

from typing import Any

from flask import current_app, g

from inspect_app.commands.accounts import hash_token
from inspect_app.commands.links import normal
from inspect_app.queries import portal as q
from inspect_app.storage.db import now_ms
from inspect_app.web.app import parts
from inspect_app.web.portal.limit import Limit, check, client

MISSES = 30  # in ten minutes, for one address


def limit() -> Limit:
    """The one counter of this application."""
    found: Limit = current_app.extensions.setdefault("inspect_code_limit", Limit(MISSES))
    return found


def look_up(code: str) -> q.Opened | None:
    """What the code opens, or None for an unknown one (counted). Ends with 429 after too many misses."""
    check(limit(), client())
    with parts().db.read() as connection:
        opened = q.by_code(connection, hash_token(normal(code)), now_ms())
    if opened is None:
        limit().miss(client())
        return None
    g.org = opened.org  # whose name and telephone number the page shows
    return opened


def paper(opened: q.Opened) -> dict[str, Any]:
    """The document behind the code as its page shows it."""
    with parts().db.read() as connection:
        return q.paper(connection, opened.org, opened.document)


def proven(opened: q.Opened) -> dict[str, Any]:
    """What everybody may know of the document behind the code, also when it is void or superseded."""
    with parts().db.read() as connection:
        return q.proven(connection, opened.org, opened.document)
