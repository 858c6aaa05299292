"""The page of an evidence package that explains it (说明.html): one file that needs nothing else and prints well."""

from __future__ import annotations

from functools import cache
from typing import Any

import jinja2

from inspect_app.domain import wording
from inspect_app.render.engine import TEMPLATES

Row = dict[str, Any]


def page(manifest: Row, facts: Row) -> bytes:
    """manifest: the list of files so far (commands.evidence); facts: of the document."""
    made = wording.time_text(manifest["made"]["at"])
    return _template().render(m=manifest, facts=facts, photos=_photos(facts), made=made).encode()


def _photos(facts: Row) -> list[Row]:
    """A line a photo: which finding, when it was taken, and the two hashes."""
    return [
        {**photo, "name": f"{finding['n']}-{k}", "location": finding["location"], "taken": wording.time_text(photo["taken_at"]) if photo["taken_at"] else ""}
        for finding in facts.get("findings", [])
        for k, photo in enumerate(finding.get("photos", []), 1)
    ]  # fmt: skip


@cache
def _template() -> jinja2.Template:
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return env.get_template("evidence.html")
