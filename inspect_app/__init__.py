"""百名专家助千企: inspections in the field, notices by the bureau, findings followed to close-out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from inspect_app.config import Config


def create_app(config: Config | None = None) -> Flask:
    """The WSGI application; the import waits until it is asked for, so that the command line stays quick."""
    from inspect_app.web.app import build

    return build(config)
