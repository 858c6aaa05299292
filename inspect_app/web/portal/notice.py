"""What the printed code opens: reading, the file, its photos; and whether a paper is genuine. Nobody is signed in here."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for

from inspect_app.commands.links import normal, spaced
from inspect_app.domain.doc_types import TO_ENTERPRISE
from inspect_app.queries import portal as q
from inspect_app.web.portal import codes, files

blueprint = Blueprint("notice", __name__)

# status of a code → HTTP status. Known once and over: 410; never given out: 404.
CLOSED = {"void": 410, "superseded": 410, "revoked": 410, "expired": 410, "unknown": 404, "service": 404}


@blueprint.after_request
def private(response: Response) -> Response:
    """The address is the key: no cache in between keeps these pages, no search engine lists them."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _closed(status: str, code: str, opened: q.Opened | None) -> Any:
    ended = opened is not None and status in q.ENDED
    page = render_template(
        "public/closed.html", status=status, code=spaced(normal(code)), raw=normal(code),
        about=codes.proven(opened) if opened and ended else None,
    )  # fmt: skip
    return make_response(page, CLOSED[status])


def _open(code: str) -> q.Opened:
    """A code that may be read now; otherwise the request ends with the page that says why not."""
    opened = codes.look_up(code)
    status = opened.status if opened else "unknown"
    if opened is None or status != "valid":
        abort(_closed(status, code, opened))
    if (
        opened.document["type"] not in TO_ENTERPRISE
    ):  # a paper of the bureau's own: genuine or not, and no more
        abort(redirect(url_for("notice.verify", code=normal(code))))
    return opened


@blueprint.get("/n/")
def typed() -> Any:
    """A form for the code that stands under the QR on the paper."""
    if code := normal(request.args.get("code", "")):
        return redirect(url_for("notice.read", code=code))
    return render_template("public/typed.html")


@blueprint.get("/n/<code>")
def read(code: str) -> Any:
    """The document as a page."""
    opened = _open(code)
    return render_template("public/notice.html", paper=codes.paper(opened), code=normal(code))


@blueprint.get("/n/<code>/notice.pdf")
def file(code: str) -> Any:
    """The file that was issued."""
    opened = _open(code)
    return files.pdf(opened.org, opened.document)


@blueprint.get("/n/<code>/photos/<sha256>")
def photo(code: str, sha256: str) -> Any:
    """A photo as it is printed in this document; no other."""
    opened = _open(code)
    return files.printed(opened.org, opened.document, sha256)


@blueprint.get("/verify/")
def verify_typed() -> Any:
    """A form to verify a paper by its code."""
    if code := normal(request.args.get("code", "")):
        return redirect(url_for("notice.verify", code=code))
    return render_template("public/verify_typed.html")


@blueprint.get("/verify/<code>")
def verify(code: str) -> Any:
    """Whether a paper is genuine, superseded or void: number, type, date, issuer, signature and the file's hash; nothing about people or findings."""
    opened = codes.look_up(code)
    printed = opened is not None and opened.kind == "read"
    status = opened.status if opened and printed else "unknown"
    page = render_template(
        "public/verify.html",
        status=status,
        paper=codes.proven(opened) if opened and printed else None,
        code=spaced(normal(code)),
        raw=normal(code),
    )
    return make_response(page, 404 if status == "unknown" else 200)
