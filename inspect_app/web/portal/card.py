"""安全检查码: what the code at the gate tells somebody who is no expert. The name that stands over the gate anyway, and nothing else."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, make_response, render_template

from inspect_app.queries import enterprises as q
from inspect_app.web.app import parts
from inspect_app.web.portal import codes
from inspect_app.web.portal.limit import check, client

blueprint = Blueprint("card", __name__)


@blueprint.get("/e/<enterprise>")
def read(enterprise: str) -> Any:
    """The enterprise of this installation's bureau; unknown ones count as misses, so that nobody lists them by trying."""
    check(codes.limit(), client())
    org = parts().config.org
    with parts().db.read() as connection:
        became = q.merged_into(connection, org, enterprise)
        name = q.public_name(connection, org, became or enterprise)
    if name is None:
        codes.limit().miss(client())
    page = make_response(render_template("public/card.html", name=name), 200 if name else 404)
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page
