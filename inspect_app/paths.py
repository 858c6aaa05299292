"""Where the files that are not code live: inside the wheel, or at the top of a source checkout."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent


def _wheel_or_checkout(name: str) -> Path:
    """The wheel carries `name` inside the package; a checkout has it at the top of the repository."""
    in_wheel = PACKAGE / name
    return in_wheel if in_wheel.is_dir() else CHECKOUT / name


def static_dir() -> Path:
    """Directory of scripts, styles and icons, with the third-party modules under `vendor/`."""
    return _wheel_or_checkout("static")


def checklists_dir() -> Path:
    """Directory of the checklist library: `*.yaml` and `schema.json`."""
    return _wheel_or_checkout("checklists")


def templates_dir() -> Path:
    """Directory of the Jinja templates; in the package in both cases."""
    return PACKAGE / "templates"
