"""Builds the WSGI application from its parts."""

from __future__ import annotations

from flask import Flask, current_app
from werkzeug.middleware.proxy_fix import ProxyFix

from inspect_app.commands.press import press_of
from inspect_app.commands.sheets import Sheets
from inspect_app.config import Config, from_environment
from inspect_app.domain.wire import MAX_BODY_BYTES
from inspect_app.jobs import Jobs
from inspect_app.paths import templates_dir
from inspect_app.storage.blobs import Blobs, open_blobs
from inspect_app.storage.db import Database
from inspect_app.storage.migrate import upgrade

MAX_FORM_BYTES = 24 * 1024 * 1024  # a proof of several phone photos in one form


def build(config: Config | None = None) -> Flask:
    """The application; migrates the database first."""
    config = config or from_environment()
    app = Flask("inspect_app", template_folder=str(templates_dir()), static_folder=None)
    app.config.update(
        SECRET_KEY=config.secret, MAX_CONTENT_LENGTH=MAX_FORM_BYTES, SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_SECURE=config.secure_cookies,
        SESSION_COOKIE_NAME="inspect_form", WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_CHECK_DEFAULT=False, MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES,
    )  # fmt: skip
    db = Database(config.database)
    upgrade(db)
    blobs = open_blobs(config.blobs, config.min_free_bytes)
    app.extensions["inspect"] = Parts(config, db, blobs)
    if (
        config.proxies
    ):  # else a client could claim any address; with a proxy in front all would have the proxy's
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies)  # type: ignore[method-assign]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    _register(app)
    return app


class Parts:
    """What routes reach for: settings, database, blobs, the press that makes documents, the drafts it made last, the queue of what takes longer."""

    def __init__(self, config: Config, db: Database, blobs: Blobs) -> None:
        self.config, self.db, self.blobs = config, db, blobs
        self.press = press_of(config, blobs)
        self.sheets = Sheets()
        self.jobs = Jobs(config, db, self.press)


def parts() -> Parts:
    """The parts of the application that serves this request."""
    found: Parts = current_app.extensions["inspect"]
    return found


def _register(app: Flask) -> None:
    from inspect_app.web import account, api, errors, field, public, security, views

    security.protect(app)
    errors.handle(app)
    views.prepare(app)
    for module in (public, account, api, field):
        app.register_blueprint(module.blueprint)
    for blueprint in views.blueprints():
        app.register_blueprint(blueprint)
