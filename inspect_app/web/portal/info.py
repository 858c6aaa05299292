"""Pages that say how things are: privacy, complaints and suggestions. They show the bureau's own settings and promise nothing else."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, render_template

from inspect_app.domain import dates
from inspect_app.domain.people import Actor
from inspect_app.queries import facts
from inspect_app.web.app import parts
from inspect_app.web.views import today

blueprint = Blueprint("info", __name__)

SOON_DAYS = 3


@blueprint.app_template_global()
def office() -> dict[str, Any]:
    """Name, contact and telephone of the bureau that this page belongs to: of the document, else of the person, else of the installation.

    For every template. It reads the database only where a template calls it, so that error pages never depend on it.
    """
    if "office" not in g:
        who: Actor | None = g.get("actor")
        org = g.get("org") or (who.org if who else parts().config.org)
        with parts().db.read() as connection:
            g.office = {
                "name": "应急管理局",
                "contact": "",
                "phone": "",
                "system_name": "百名专家助千企",
                **facts.bureau(connection, org),
            }
    found: dict[str, Any] = g.office
    return found


@blueprint.app_template_global()
def urgency(due: str | None) -> str:
    """`late`, `soon` (three days or fewer, the last reminder but one of workflow.md § 5) or `calm`: a class name beside the words."""
    if not due:
        return "calm"
    left = dates.days_between(today(), due)
    return "late" if left < 0 else "soon" if left <= SOON_DAYS else "calm"


@blueprint.get("/privacy")
def privacy() -> Any:
    """隐私告知: what is kept, why, and whom to ask."""
    return render_template("public/privacy.html")


@blueprint.get("/portal/complaint")
def complaint() -> Any:
    """投诉建议: how to reach the bureau."""
    return render_template("public/complaint.html")
