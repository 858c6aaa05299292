"""The field app's files: shell, modules, styles, icons and the service worker that keeps them for days without a network.

Everything the app needs lies under /field/, the scope of its service worker. Nothing here needs a session: filling never does.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, abort, make_response, render_template, request

from inspect_app.paths import static_dir, templates_dir

blueprint = Blueprint("field", __name__, url_prefix="/field")

SHELL = "/field/"
MANIFEST = "/field/manifest.webmanifest"
# What the field app loads; the other faces' scripts and the other vendor modules stay out of its cache.
PATTERNS = (
    "tokens.css", "field.css", "icons.svg", "icons/*.png", "field/*.js", "field/ui/*.js", "field/views/*.js",
    "vendor/idb.js", "vendor/lit-html.js", "vendor/signature_pad.js",
)  # fmt: skip
WORKER = "field/sw.js"
# Python's own table depends on the machine's /etc/mime.types; a module with a wrong type does not run.
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png"}


@dataclass(frozen=True, slots=True)
class App:
    """One version of the field app. `files`: path below /field/static/ to file; `integrity`: address to SRI hash."""

    version: str
    files: dict[str, Path]
    integrity: dict[str, str]


def _files(root: Path) -> dict[str, Path]:
    found = (path for pattern in PATTERNS for path in sorted(root.glob(pattern)))
    return {path.relative_to(root).as_posix(): path for path in found if path.relative_to(root).as_posix() != WORKER}


def _sri(data: bytes) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(data).digest()).decode()


def _version(root: Path, files: dict[str, Path]) -> str:
    """Changes with any byte of the app: 12 hex digits over names and contents."""
    digest = hashlib.sha256()
    parts = [*files.values(), root / WORKER, root / "field/manifest.webmanifest", templates_dir() / "field/shell.html"]
    for path in parts:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


@cache
def app() -> App:
    """The version that this process serves, read once. Raises FileNotFoundError when the front end was not built."""
    root = static_dir()
    files = _files(root)
    if "vendor/lit-html.js" not in files:
        raise FileNotFoundError(f"{root}/vendor: run `make setup` (third-party modules are missing)")
    version = _version(root, files)
    integrity = {SHELL: _sri(_shell(version).encode())}
    integrity[MANIFEST] = _sri((root / "field/manifest.webmanifest").read_bytes())
    integrity |= {f"/field/static/{name}": _sri(path.read_bytes()) for name, path in files.items()}
    return App(version, files, integrity)


def _shell(version: str) -> str:
    return render_template("field/shell.html", version=version)


def _answer(body: bytes | str, content_type: str) -> Response:
    """Always asked again, and answered 304 while nothing changed: the names carry no version."""
    response = make_response(body)
    response.content_type = content_type
    response.cache_control.no_cache = True
    response.add_etag()
    return response.make_conditional(request)


@blueprint.get("/")
def shell() -> Response:
    """The page that starts the app, the same for everyone."""
    return _answer(_shell(app().version), "text/html; charset=utf-8")


@blueprint.get("/sw.js")
def service_worker() -> Response:
    """The worker with its version and the list of files with their hashes filled in."""
    current = app()
    source = (static_dir() / WORKER).read_text(encoding="utf-8")
    source = source.replace("__VERSION__", current.version).replace("__FILES__", json.dumps(list(current.integrity.items())))
    return _answer(source, "text/javascript; charset=utf-8")


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """What the tablet installs."""
    return _answer((static_dir() / "field/manifest.webmanifest").read_bytes(), "application/manifest+json; charset=utf-8")


@blueprint.get("/static/<path:name>")
def files(name: str) -> Response:
    """One file of the app; only those that the service worker keeps exist here."""
    path = app().files.get(name)
    if path is None:
        abort(404)
    return _answer(path.read_bytes(), TYPES[path.suffix])
