"""Pages anybody may open: health and the door to the three faces."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, render_template, request, send_from_directory

from inspect_app.paths import static_dir
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


@blueprint.get("/static/<path:name>")
def static_files(name: str) -> Any:
    """Styles, scripts and icons of the pages; an address with a content mark may be kept for a year."""
    return send_from_directory(static_dir(), name, max_age=31536000 if request.args.get("v") else 0)
