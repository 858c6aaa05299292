"""统计图表: how far the county has come month by month, and where what was found; drawn in the browser, with every number as a table too."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from inspect_app.queries import charts as q
from inspect_app.web.app import parts
from inspect_app.web.bureau import chart_specs
from inspect_app.web.bureau.common import blueprint
from inspect_app.web.security import actor
from inspect_app.web.views import today

VIEWS = {"progress": "整改进度", "spread": "问题分布"}


@blueprint.get("/charts")
def charts() -> Any:
    """One of the two pages."""
    who, day = actor(), today()
    view = request.args.get("view", "")
    view = view if view in VIEWS else "progress"
    with parts().db.read() as connection:
        if view == "progress":
            drawn = chart_specs.progress(q.progress(connection, who, day))
        else:
            drawn = chart_specs.spread(
                q.top_items(connection, who, day),
                q.criteria(connection, who, day),
                q.heat(connection, who, day),
                q.since(day),
            )
    return render_template(
        "bureau/charts.html", here="bureau.dashboard", charts=drawn, data=[one.drawn() for one in drawn], view=view, views=VIEWS, since=q.since(day),
    )  # fmt: skip
