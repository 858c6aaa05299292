"""Who is asking, whether they may, where the request comes from, and the headers of every answer.

API: `Sec-Fetch-Site` and the content type stand against cross-site requests; forms: Flask-WTF's token. CSP without inline code.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, abort, g, redirect, request, url_for
from flask_wtf.csrf import CSRFProtect

from inspect_app import __name__ as package
from inspect_app.commands import accounts
from inspect_app.domain import access, versions
from inspect_app.domain.people import PORTAL_ROLES, Actor
from inspect_app.render import own_fonts

SESSION_COOKIE = "inspect_session"
HOLDER_COOKIE = "inspect_holder"

_csp = {
    "default-src": "'self'", "img-src": "'self' blob: data:", "style-src": "'self'", "script-src": "'self'", "connect-src": "'self'",
    "worker-src": "'self'", "object-src": "'self'", "frame-src": "'self'", "base-uri": "'none'", "form-action": "'self'", "frame-ancestors": "'self'",
}  # fmt: skip
CSP = "; ".join(f"{name} {value}" for name, value in _csp.items())
CSP_FIELD = CSP.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")

MAX_COMPARED = 30 * 1024 * 1024  # a notice with a hundred photos weighs some 20 MB
# Forms that take a bigger file than others: endpoint → most bytes of the whole body, and the sentence for a bigger one.
BODIES = dict.fromkeys(
    ("compare.any_file", "compare.of_code"),
    (
        MAX_COMPARED + 65_536,
        f"文件超过 {MAX_COMPARED >> 20} MB，不能在这里核对。请在电脑上算出它的 SHA-256，与验证页面上显示的比对",
    ),
) | {
    "bureau.settings_font": (
        own_fonts.MAX_BYTES + 65_536,
        f"字体文件最大 {own_fonts.MAX_BYTES >> 20} MB，这个文件太大了，没有上传",
    )
}

csrf = CSRFProtect()


def protect(app: Flask) -> None:
    """Installs the checks before and the headers after every request."""
    csrf.init_app(app)
    app.before_request(_identify)
    app.before_request(_authorise)
    app.before_request(_allow_body)
    app.before_request(_same_site)
    app.after_request(_headers)


def actor() -> Actor:
    """The person signed in; only called on routes that need one."""
    found: Actor | None = g.get("actor")
    if found is None:
        abort(401)
    return found


def is_api() -> bool:
    """Whether the answer must be JSON."""
    return request.path.startswith("/api/")


def _identify() -> None:
    from inspect_app.web.app import parts

    g.actor = None
    if request.endpoint is None or access.ROUTES.get(request.endpoint) is None:
        return
    db = parts().db
    g.actor = accounts.who(db, request.cookies.get(SESSION_COOKIE))
    allowed = access.ROUTES[request.endpoint]
    if (
        HOLDER_COOKIE in request.cookies
        and ("holder" in allowed or allowed is access.PUBLIC)
        and (g.actor is None or g.actor.role not in PORTAL_ROLES)
    ):
        g.actor = accounts.who(db, request.cookies[HOLDER_COOKIE]) or g.actor


def _authorise() -> Any:
    if request.endpoint is None:
        return None  # 404 or 405 by Flask itself
    _refuse_locked_device()
    role = g.actor.role if g.actor else None
    if access.may(request.endpoint, role):
        return None
    if role is not None or access.ROUTES.get(request.endpoint) is None:
        abort(403)
    if is_api() or request.method not in ("GET", "HEAD"):
        abort(401)
    return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")))


def _refuse_locked_device() -> None:
    from inspect_app.web.errors import ApiError

    who: Actor | None = g.actor
    if who is None or who.locked is None or access.may_when_locked(str(request.endpoint), request.method):
        return
    reason = f"（原因：{who.locked}）" if who.locked else ""
    raise ApiError(
        403,
        "device_locked",
        f"本平板已被局端锁定{reason}，只能上传已保存的内容。如需使用，请联系业务科室或系统管理员",
    )


def use_on(device: str) -> None:
    """Notes which tablet this session is used on; called once the tablet is known to belong to the person's bureau."""
    from inspect_app.web.app import parts

    token = request.cookies.get(SESSION_COOKIE)
    if token and actor().device != device:
        accounts.use_on(parts().db, token, device)


def _allow_body() -> None:
    """Before anybody reads the form."""
    if request.endpoint in BODIES:
        request.max_content_length, sentence = BODIES[request.endpoint]
        if (request.content_length or 0) > request.max_content_length:
            abort(413, sentence)


def _same_site() -> None:
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403, "跨站请求被拒绝")
    if not is_api():
        csrf.protect()
    elif request.method != "DELETE" and request.mimetype != (
        "image/jpeg" if request.method == "PUT" else "application/json"
    ):
        abort(415)


def _headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CSP_FIELD if request.path.startswith("/field/") else CSP)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(self), geolocation=(self), microphone=()"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if is_api():
        headers["X-Api-Version"] = api_version()
        headers["X-App-Version"] = app_version()
        headers.setdefault("Cache-Control", "no-store")
    elif "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store" if g.get("actor") else "no-cache"
    return response


def api_version() -> str:
    """The version of the API that the caller speaks; the newest when it names none, or one that is not spoken here."""
    told = request.headers.get("X-Api-Version", versions.NEWEST)
    return told if told in versions.SPOKEN else versions.NEWEST


def app_version() -> str:
    """The version of the installed package."""
    from importlib.metadata import version

    return version(package.replace("_", "-"))
