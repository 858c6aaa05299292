"""The enterprise's own pages: what is to do, its documents, and signing for receipt. A holder of a service code sees one document."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from inspect_app.commands import feedback, service
from inspect_app.commands.photos import Rejected
from inspect_app.domain import dates
from inspect_app.domain.rules import Refusal
from inspect_app.queries import portal as q
from inspect_app.queries import proof_drafts, warning
from inspect_app.storage.db import now_ms
from inspect_app.web import pictures
from inspect_app.web.app import parts
from inspect_app.web.portal import files, forms
from inspect_app.web.security import actor
from inspect_app.web.views import today

blueprint = Blueprint("portal", __name__, url_prefix="/portal")

JPEG_URL = "data:image/jpeg;base64,"
MAX_SIGNATURE = 400_000  # characters of the data URL


@blueprint.get("/")
def home() -> Any:
    """What is to do, the documents, and the findings of one group."""
    who = actor()
    if who.role == "holder":
        return redirect(url_for("portal.document", key=who.document))
    group = request.args.get("show", "open")
    if group not in q.GROUPS:
        abort(404)
    before = request.args.get("before", "")
    with parts().db.read() as connection:
        rows, more = q.findings(
            connection, who, group, int(before) if before.isdigit() and len(before) < 16 else None
        )
        page = {
            "enterprise": q.enterprise(connection, who), "documents": q.documents(connection, who), "counts": q.counts(connection, who, today()),
            "findings": rows, "begun": proof_drafts.begun(connection, who, [row["id"] for row in rows]) if group == "open" else set(), "more": more, "group": group, "first": not before,
            "level": warning.of_own(connection, who, today()) if group == "open" else None,
        }  # fmt: skip
    return render_template("portal/home.html", **page)


def _document(key: str) -> dict[str, Any]:
    with parts().db.read() as connection:
        row = q.document(connection, actor(), key)
    if row is None:
        abort(404, "没有这份文书，或不属于本企业")
    return row


@blueprint.get("/documents/<uuid:key>")
def document(key: Any) -> Any:
    """One document with its findings and what may be done now."""
    row = _document(str(key))
    service.opened(parts().db, actor(), row, now_ms())
    with parts().db.read() as connection:
        paper = q.paper(connection, actor().org, row)
    return render_template("portal/document.html", paper=paper)


@blueprint.get("/documents/<uuid:key>/notice.pdf")
def document_file(key: Any) -> Any:
    """The file that was issued."""
    return files.pdf(actor().org, _document(str(key)))


@blueprint.get("/documents/<uuid:key>/photos/<sha256>")
def document_photo(key: Any, sha256: str) -> Any:
    """A photo as it is printed in this document."""
    row = _document(str(key))
    return files.printed(actor().org, row, sha256)


@blueprint.route("/documents/<uuid:key>/receipt", methods=["GET", "POST"])
def receipt(key: Any) -> Any:
    """The form to sign for receipt, and its answer."""
    row = _document(str(key))
    if row["receipt"] or row["state"] != "served":
        return redirect(url_for("portal.document", key=key))
    if request.method == "GET":
        return _receipt_form(row, {"name": "", "title": ""}, {})
    typed, errors = forms.receipt(request.form)
    image = None
    if not errors:
        try:
            image = _signature(request.form.get("signature", ""))
        except Rejected as problem:
            errors["signature"] = problem.message
    if errors:
        return _receipt_form(row, typed, errors), 422
    value = {"name": typed["name"], "title": typed["title"], "at": dates.instant(now_ms()), "image": image}
    try:
        feedback.sign(parts().db, actor(), str(key), value)
    except Refusal as problem:
        if problem.reason != "signed_already":
            raise
    return redirect(url_for("portal.document", key=key, done="receipt"))


def _receipt_form(row: dict[str, Any], typed: dict[str, str], errors: dict[str, str]) -> str:
    return render_template(
        "portal/receipt.html",
        row=row,
        typed=typed,
        errors=errors,
        enterprise=row["facts"]["enterprise"]["name"],
    )


def _signature(url: str) -> str | None:
    """SHA-256 of the drawn signature, stored as a photo; None when nothing was drawn. Raises Rejected."""
    if not url:
        return None
    if not url.startswith(JPEG_URL) or len(url) > MAX_SIGNATURE:
        raise Rejected("bad_photo", "签名图像无法识别，请重新签名，或清空后直接提交")
    try:
        data = base64.b64decode(url.removeprefix(JPEG_URL), validate=True)
    except (binascii.Error, ValueError):
        raise Rejected("bad_photo", "签名图像不完整，请重新签名") from None
    return feedback.keep_photo(parts().db, parts().blobs, actor(), data)


@blueprint.get("/photos/<sha256>")
def photo(sha256: str) -> Any:
    """A photo of a finding that this person may see: the copy for screens, or the small one."""
    shown = pictures.shown_to(actor(), sha256)
    return pictures.jpeg(shown) if shown else files.jpeg(None)
