"""Pages anybody may open: health and the door to the three faces."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, render_template

from inspect_app.web.app import parts

blueprint = Blueprint("public", __name__)


@blueprint.get("/healthz")
def healthz() -> Any:
    """200 while the database answers."""
    with parts().db.read() as connection:
        connection.execute(sa.text("SELECT 1"))
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/")
def home() -> Any:
    """Which face is yours."""
    return render_template("home.html")
