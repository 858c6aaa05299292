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
        listed, newer, older = q.page(connection, who, filters, day, cursor("after"), cursor("before"))
        counts = q.counts(connection, who, filters, day)
        choices = q.choices(connection, who)
    return render_template(
        "bureau/ledger.html", here="bureau.ledger", listed=listed, filters=filters, narrowed=_narrowed(filters), counts=counts, groups=q.GROUPS,
        choices=choices, day=day, newer=_place(listed, 0) if newer and listed else None, older=_place(listed, -1) if older and listed else None,
        shown_total=counts.get(filters.group, counts["all"]) if filters.group else counts["all"],
    )  # fmt: skip


def _filters() -> q.Filters:
    given = {field.name: request.args.get(field.name, "").strip()[:100] for field in msgspec.structs.fields(q.Filters)}
    for name in ("since", "until"):
        given[name] = given[name] if is_day(given[name]) else ""
    given["group"] = given["group"] if given["group"] in q.GROUPS else ""
    return q.Filters(**given)


def _narrowed(filters: q.Filters) -> int:
    """How many filters beside the group are in use."""
    return sum(bool(value) for name, value in msgspec.structs.asdict(filters).items() if name != "group")


def _place(listed: list[dict[str, Any]], at: int) -> str:
    return f"{listed[at]['found_on']}~{listed[at]['id']}"
