"""Anybody may hold a PDF against the file that was issued. It is read once, piece by piece, and not kept; nothing of its content is shown.

A file of ours says by itself which document it is: its notice.json holds the code that is printed on the paper.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request
from werkzeug.datastructures import FileStorage

from inspect_app import evidence_check
from inspect_app.commands.accounts import hash_token
from inspect_app.commands.links import normal, spaced
from inspect_app.domain import proof
from inspect_app.queries import portal as q
from inspect_app.storage.db import now_ms
from inspect_app.web.app import parts
from inspect_app.web.portal.codes import limit, proven
from inspect_app.web.portal.limit import check, client
from inspect_app.web.security import MAX_COMPARED

blueprint = Blueprint("compare", __name__)

BEST_FIRST = ("same", "added", "bare", "altered", "foreign")  # what is foreign belongs to no document


@blueprint.after_request
def private(response: Response) -> Response:
    """Nothing in between keeps the answer, no search engine lists it."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.post("/verify/")
def any_file() -> Any:
    """Whose file is this, and is it as it was issued?"""
    return _answer("")


@blueprint.post("/verify/<code>")
def of_code(code: str) -> Any:
    """Is this the file of the document whose printed code is in the address?"""
    return _answer(normal(code))


def _answer(code: str) -> Any:
    check(limit(), client())
    given = request.files.get("file")
    pdf = _read(given) if given else None
    if problem := _problem(pdf):
        page = render_template(
            "public/compared.html", likeness="", problem=problem, code=spaced(code), raw=code, paper=None
        )
        return make_response(page, 422)
    assert pdf is not None
    found = _look_up(pdf, code)
    opened, likeness = min(found, key=lambda pair: BEST_FIRST.index(pair[1]), default=(None, "foreign"))
    if likeness in ("altered", "foreign"):
        limit().miss(client())
    return render_template(
        "public/compared.html", likeness=likeness, problem="", code=spaced(code), raw=code, sha256=pdf.sha256,
        paper=_proven(opened) if opened else None, other=bool(code) and opened is not None and opened is not found[0][0],
    )  # fmt: skip


def _proven(opened: q.Opened) -> dict[str, Any]:
    g.org = opened.org  # whose name and telephone number the page shows
    return proven(opened)


def _read(given: FileStorage) -> evidence_check.PdfBytes:
    pdf = evidence_check.PdfBytes()
    while pdf.size <= MAX_COMPARED and (piece := given.stream.read(evidence_check.CHUNK)):
        pdf.feed(piece)
    return pdf.close()


def _problem(pdf: evidence_check.PdfBytes | None) -> str:
    """Why the file can't be compared, in words."""
    if pdf is None:
        return "请选择要核对的 PDF 文件"
    if not pdf.size:
        return "这个文件是空的，请重新选择；如果是从微信或网盘打开的，先保存到手机再选"
    if not pdf.is_pdf:
        return "这不是 PDF 文件。请选择从本系统下载或收到的 PDF 原件，照片、扫描件、Word 文件不能这样核对"
    if pdf.size > MAX_COMPARED:
        return f"文件超过 {MAX_COMPARED >> 20} MB，不能在这里核对。请在电脑上算出它的 SHA-256，与验证页面上显示的比对"
    return ""


def _look_up(pdf: evidence_check.PdfBytes, code: str) -> list[tuple[q.Opened, proof.Likeness]]:
    """The documents that the file may be, that of the address first, each with how the file is like it (proof.likeness)."""
    claimed = [normal(one) for one in evidence_check.codes_in(pdf)]
    versions = [sha for _, sha in pdf.versions]
    found: list[tuple[q.Opened, proof.Likeness]] = []
    for one in dict.fromkeys([code, *claimed]):
        with parts().db.read() as connection:
            opened = q.by_code(connection, hash_token(one), now_ms()) if one else None
        if opened and opened.kind == "read" and opened.document["sha256"]:
            found.append((opened, proof.likeness(pdf.sha256, versions, opened.document)))
    return found
