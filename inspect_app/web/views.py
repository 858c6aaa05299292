"""Template helpers shared by the pages, and the list of page blueprints."""

from __future__ import annotations

from flask import Blueprint, Flask


def prepare(app: Flask) -> None:
    """Registers filters and globals of the templates."""


def blueprints() -> list[Blueprint]:
    """The blueprints of the bureau's and the enterprises' pages."""
    return []
