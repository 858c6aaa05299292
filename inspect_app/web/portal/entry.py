"""The service code, handed over when a document is served, opens a session limited to that document."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for

from inspect_app.commands import links
from inspect_app.domain.doc_types import TO_ENTERPRISE
from inspect_app.domain.people import Actor
from inspect_app.queries import portal as q
from inspect_app.web.app import parts
from inspect_app.web.portal import codes
from inspect_app.web.security import HOLDER_COOKIE

blueprint = Blueprint("entry", __name__)

WHY = {
    "unknown": "送达码不正确，请对照送达时交给您的纸条逐位核对（不含数字 0、1 和字母 I、L、O）",
    "expired": "送达码已过期，请联系送达文书的工作人员重新领取",
    "revoked": "送达码已停用，可能已换发新的送达码；请使用最近一次交给您的送达码",
    "void": "这份文书已作废，送达码随之失效",
    "superseded": "这份文书已被新的文书替代，送达码随之失效；请使用新文书的送达码",
    "valid": "这是印在文书上的核验码，只能查看。办理签收和反馈请输入送达时另行交给您的 10 位送达码",
    "other": "这个送达码不属于这份文书，请核对是否拿错了纸条",
    "account": "您正以另一家企业的账号登录，请先退出登录，再使用送达码",
}


@blueprint.route("/n/<code>/enter", methods=["GET", "POST"])
def of_document(code: str) -> Any:
    """The form for the service code of the document whose printed code is in the address."""
    printed = codes.look_up(code)
    if printed is None or printed.status != "valid" or printed.document["type"] not in TO_ENTERPRISE:
        return redirect(url_for("notice.read", code=code))
    about = {
        "number": printed.document["number"],
        "enterprise": printed.document["facts"]["enterprise"]["name"],
    }
    back = url_for("notice.read", code=links.normal(code))
    if request.method == "GET" and _already(printed):
        return redirect(url_for("portal.document", key=printed.document["id"]))
    return _answer(about, back, printed.document["id"])


@blueprint.route("/portal/enter", methods=["GET", "POST"])
def by_code() -> Any:
    """The form for a service code alone."""
    return _answer(None, url_for("public.home"), None)


def _already(printed: q.Opened) -> bool:
    who: Actor | None = g.get("actor")
    if who is None or who.role not in ("ent_safety", "ent_head", "holder"):
        return False
    with parts().db.read() as connection:
        return q.document(connection, who, printed.document["id"]) is not None


def _answer(about: dict[str, str] | None, back: str, wanted: str | None) -> Any:
    if request.method == "GET":
        return render_template("public/enter.html", about=about, back=back, error=None, typed="")
    given = request.form.get("code", "")
    opened = codes.look_up(given)
    problem = _problem(opened, wanted)
    if problem is None and opened is not None:
        return _enter(given, opened)
    page = render_template(
        "public/enter.html", about=about, back=back, error=WHY[problem or "unknown"], typed=given[:40]
    )
    return page, 422


def _problem(opened: q.Opened | None, wanted: str | None) -> str | None:
    """A key of WHY, or None when the code opens the document."""
    if opened is None:
        return "unknown"
    if opened.status != "service":
        return opened.status
    if wanted is not None and opened.document["id"] != wanted:
        return "other"
    who: Actor | None = g.get("actor")
    foreign = (
        who is not None
        and who.role in ("ent_safety", "ent_head")
        and who.enterprise != opened.document["enterprise_id"]
    )
    return "account" if foreign else None


def _enter(given: str, opened: q.Opened) -> Any:
    token = links.enter(parts().db, given)
    if token is None:  # revoked between the two looks
        abort(410)
    response = redirect(url_for("portal.document", key=opened.document["id"]))
    response.set_cookie(
        HOLDER_COOKIE,
        token,
        max_age=links.HOLDER_DAYS * 86400,
        httponly=True,
        samesite="Lax",
        secure=parts().config.secure_cookies,
    )
    return response
