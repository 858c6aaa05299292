"""The paper checklist of a visit, printed at the desk."""

from __future__ import annotations

from typing import Any

from flask import render_template

from inspect_app.domain import slip
from inspect_app.queries import facts
from inspect_app.queries import visit as q
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, found
from inspect_app.web.security import actor

Row = dict[str, Any]


@blueprint.get("/visits/<visit>/paper")
def visit_paper(visit: str) -> Any:
    """The visit's checklists as a form on paper, for places where no tablet may go; the tablet prints the same."""
    who = actor()
    with parts().db.read() as connection:
        row = found(q.one(connection, who, visit))
        about = facts.bureau(connection, who.org)
    held = {sheet["id"]: sheet["content"] for sheet in row["lists"]}
    sheets = [_sheet(held[key]) for key in row["checklists"] if key in held]
    return render_template(
        "bureau/visit_paper.html", row=row, about=about, sheets=sheets, code=slip.visit_code(visit)
    )


def _sheet(content: Row) -> Row:
    """Title, version and `parts`: the sections with their items."""
    sections = [
        {"title": section["title"], "items": [item for item in content["items"] if item["section"] == section["id"]]}
        for section in content["sections"]
    ]  # fmt: skip
    return {"title": content["title"], "version": content["version"], "parts": sections}
