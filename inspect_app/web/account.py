"""Signing in and out on the pages. One door for everybody; who you are decides where you land."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, current_app, g, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from inspect_app.commands import accounts
from inspect_app.domain import access
from inspect_app.domain.people import BUREAU_ROLES, FIELD_ROLES, PORTAL_ROLES
from inspect_app.web.api import set_session
from inspect_app.web.app import parts
from inspect_app.web.security import HOLDER_COOKIE, SESSION_COOKIE

blueprint = Blueprint("account", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Any:
    """The form, and its answer."""
    if request.method == "GET":
        return render_template("account/sign_in.html", error=None, login="")
    try:
        token = accounts.sign_in(parts().db, request.form.get("login", ""), request.form.get("password", ""))
    except accounts.BadCredentials as problem:
        error = "尝试次数过多，请 10 分钟后再试" if problem.locked else "账号或密码不正确，请重新输入"
        return render_template(
            "account/sign_in.html", error=error, login=request.form.get("login", "")[:100]
        ), 401
    who = accounts.who(parts().db, token)
    response = make_response(redirect(_target(request.args.get("next", ""), who.role if who else "")))
    set_session(response, token)
    return response


@blueprint.post("/sign-out")
def sign_out() -> Any:
    """Ends the session on this browser."""
    for cookie in (SESSION_COOKIE, HOLDER_COOKIE):
        if token := request.cookies.get(cookie):
            accounts.end_session(parts().db, token)
    g.actor = None
    response = redirect(url_for("account.sign_in"))
    response.delete_cookie(SESSION_COOKIE)
    response.delete_cookie(HOLDER_COOKIE)
    return response


def _target(asked: str, role: str) -> str:
    """Where to go after signing in: the page asked for if it is ours and open to the role, else the face of the role."""
    if _ours(asked) and access.may(_endpoint(asked), role):
        return asked
    if role in FIELD_ROLES and role not in BUREAU_ROLES:
        return "/field/"
    if role in BUREAU_ROLES:
        return "/bureau/"
    if role == "admin":
        return "/bureau/devices"
    return "/portal/" if role in PORTAL_ROLES else "/"


def _ours(address: str) -> bool:
    """Whether an address is a path of this site; `//host`, `/\\host` and their like lead elsewhere."""
    split = urlsplit(address)
    return (
        address.startswith("/")
        and not address.startswith(("//", "/\\"))
        and not split.netloc
        and not split.scheme
    )


def _endpoint(address: str) -> str:
    """The route of a path, "" when there is none."""
    try:
        return str(current_app.url_map.bind("").match(urlsplit(address).path, method="GET")[0])
    except HTTPException:  # no such page, another method, or only a redirect
        return ""
