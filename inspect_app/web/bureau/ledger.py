"""台账: filters as a GET form that stays in the address, keyset pages, counts by state."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import render_template, request

from inspect_app.queries import ledger as q
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, cursor, is_day
from inspect_app.web.security import actor
from inspect_app.web.views import today


@blueprint.get("/ledger")
def ledger() -> Any:
    """A page of the ledger."""
    who, filters, day = actor(), _filters(), today()
    with parts().db.read() as connection:
        page = q.page(connection, who, filters, day, cursor("after"), cursor("before"))
        choices = q.choices(connection, who)
    return render_template(
        "bureau/ledger.html", here="bureau.ledger", listed=page.rows, filters=filters, narrowed=_narrowed(filters), counts=page.counts, groups=q.GROUPS,
        choices=choices, day=day, newer=_place(page.rows, 0) if page.newer else None, older=_place(page.rows, -1) if page.older else None,
        shown_total=page.counts[filters.group or "all"],
    )  # fmt: skip


def _filters() -> q.Filters:
    given = {
        field.name: request.args.get(field.name, "").strip()[:100]
        for field in msgspec.structs.fields(q.Filters)
    }
    for name in ("since", "until"):
        given[name] = given[name] if is_day(given[name]) else ""
    given["group"] = given["group"] if given["group"] in q.GROUPS else ""
    return q.Filters(**given)


def _narrowed(filters: q.Filters) -> int:
    """How many filters beside the group are in use."""
    return sum(bool(value) for name, value in msgspec.structs.asdict(filters).items() if name != "group")


def _place(listed: list[dict[str, Any]], at: int) -> str | None:
    if not listed:
        return None
    return f"{listed[at]['found_on']}~{listed[at]['id']}"
