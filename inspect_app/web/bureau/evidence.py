"""Proof of an issued document: its photos held against the log when somebody asks, and the evidence package."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, render_template

from inspect_app.commands import evidence
from inspect_app.queries import document as q
from inspect_app.web.app import parts
from inspect_app.web.bureau import words
from inspect_app.web.bureau.common import blueprint, found
from inspect_app.web.portal import files
from inspect_app.web.security import actor


@blueprint.get("/documents/<document>/proof")
def document_proof(document: str) -> Any:
    """照片与日志核对: every photo that the document prints, and what is wrong with it if anything is. Computed anew each time."""
    who = actor()
    with parts().db.read() as connection:
        row = found(q.one(connection, who, document))
    return render_template(
        "bureau/document_proof.html", here="bureau.documents", row=row, title=words.document_type(row["type"]),
        proof=evidence.photos(parts().db, parts().blobs, who.org, row["id"]),
    )  # fmt: skip


@blueprint.get("/documents/<document>/evidence.zip")
def document_evidence(document: str) -> Any:
    """The evidence package, made while it is sent. Who took it stands in its list and in the server's log."""
    who = actor()
    with parts().db.read() as connection:
        row = found(q.one(connection, who, document))
    name, pieces = evidence.package(parts().db, parts().blobs, who, row["id"])
    current_app.logger.warning("evidence package of document/%s taken by %s", row["id"], who.id)
    response = Response(pieces, mimetype="application/zip")
    response.headers["Content-Disposition"] = files.disposition("attachment", name, "evidence.zip")
    response.headers["Cache-Control"] = "private, no-store"
    return response
