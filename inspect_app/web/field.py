"""The field app's addresses: shell, service worker, manifest and files.

Everything the app needs lies under /field/, the scope of its service worker. Nothing here needs a session: filling never does.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, request

from inspect_app.web.field_files import MANIFEST, SHELL, STATIC, File, app

blueprint = Blueprint("field", __name__, url_prefix="/field")


def _answer(file: File) -> Response:
    """Always asked again, and answered 304 while nothing changed: the names carry no version."""
    packed = file.packed if "gzip" in request.accept_encodings else None
    response = make_response(file.body if packed is None else packed)
    response.content_type = file.content_type
    response.cache_control.no_cache = True
    response.set_etag(file.integrity.removeprefix("sha256-") + ("-gz" if packed else ""))
    if file.packed is not None:
        response.vary.add("Accept-Encoding")
    if packed is not None:
        response.content_encoding = "gzip"
    response.make_conditional(request)
    return response


@blueprint.get("/")
def shell() -> Response:
    """The page that starts the app, the same for everyone."""
    return _answer(app().files[SHELL])


@blueprint.get("/sw.js")
def service_worker() -> Response:
    """The worker with its version and the list of files with their hashes filled in."""
    return _answer(app().worker)


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """What the tablet installs."""
    return _answer(app().files[MANIFEST])


@blueprint.get("/static/<path:name>")
def files(name: str) -> Response:
    """One file of the app; only those that the service worker keeps exist here."""
    file = app().files.get(STATIC + name)
    if file is None:
        abort(404)
    return _answer(file)
