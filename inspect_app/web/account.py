"""Signing in and out on the pages. One door for everybody; who you are decides where you land."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, g, redirect, render_template, request, url_for

from inspect_app.commands import accounts
from inspect_app.domain.people import BUREAU_ROLES, FIELD_ROLES
from inspect_app.web.api import set_session
from inspect_app.web.app import parts
from inspect_app.web.security import HOLDER_COOKIE, SESSION_COOKIE

blueprint = Blueprint("account", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Any:
    """The form, and its answer."""
    if request.method == "GET":
        return render_template("account/sign_in.html", error=None)
    try:
        token = accounts.sign_in(parts().db, request.form.get("login", ""), request.form.get("password", ""))
    except accounts.BadCredentials as problem:
        error = "尝试次数过多，请 10 分钟后再试" if problem.locked else "账号或密码不正确，请重新输入"
        return render_template("account/sign_in.html", error=error), 401
    who = accounts.who(parts().db, token)
    response = redirect(_target(request.args.get("next", ""), who.role if who else ""))
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
    """Where to go after signing in: the page asked for if it is ours, else the face of the role."""
    parts_ = urlsplit(asked)
    if asked.startswith("/") and not asked.startswith(("//", "/\\")) and not parts_.netloc and not parts_.scheme:
        return asked
    if role in FIELD_ROLES and role not in BUREAU_ROLES:
        return "/field/"
    if role in BUREAU_ROLES:
        return "/bureau/"
    return "/portal/"
