"""A table of figures as a PDF to print and sign: A4 across, its head on every page, who took it and when at the foot of each."""

from __future__ import annotations

import datetime as dt
from functools import cache

import jinja2
import msgspec

from inspect_app.domain.report_table import Table
from inspect_app.render import engine


def pdf(table: Table, bureau: str, mark: str, at: dt.datetime) -> bytes:
    """Raises engine.RenderError for characters that no font of ours has. The figures are attached as JSON."""
    html = _template().render(table=table, bureau=bureau, mark=mark, day=at.date().isoformat(), cell=cell)
    data = msgspec.json.encode(
        {"title": table.title, "columns": [head.title for head in table.heads], "rows": table.rows}
    )
    return engine.write(html, {}, data, at)[0]


def cell(value: object, kind: str) -> str:
    """A figure as it is read: 12, 85.0%, 1.20; nothing for what can't be said."""
    if value is None or value == "":
        return ""
    if kind == "percent":
        return f"{float(str(value)) * 100:.1f}%"
    return f"{float(str(value)):.2f}" if kind == "money" else str(value)


@cache
def _template() -> jinja2.Template:
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(engine.TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return env.get_template("report.html")
