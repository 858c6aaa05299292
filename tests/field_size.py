"""What the field app costs before its first screen stands."""

from __future__ import annotations

from inspect_app.web.field_files import STATIC, app, later_files, start_modules


def first_load() -> int:
    """Bytes (compressed) of every script and style sheet of the start and the sign-in or the list of today, whichever is more."""
    files = app().files
    sources = {address.removeprefix(STATIC): file.body for address, file in files.items()}
    start = {*start_modules(sources), "field/mirror.worker.js", "tokens.css", "field.css"}
    pages = [start.union(later_files(sources)[page]) for page in ("signin", "today")]
    return max(sum(len(files[STATIC + name].packed or b"") for name in page) for page in pages)
