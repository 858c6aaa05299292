"""A draft may have lain for weeks: nobody is told on paper to be done by a day that is past.

Only where the document itself sets the day. A finding whose clock runs already may well be overdue on a paper about it, what was signed on site is
printed as it was signed, and when something was asked for, found or done always lies behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_app.commands.view import View
from inspect_app.domain.doc_types import NOTIFYING, DocType
from inspect_app.domain.rules import Refusal
from inspect_app.queries import doc_parts


def check(log: View, kind: DocType, document: Mapping[str, Any], today: str) -> None:
    """Raises Refusal that names every deadline of the draft that is past."""
    past = []
    for n, finding in enumerate(document["findings"] if kind.code in NOTIFYING else [], 1):
        row = log.row("finding", finding) or {}
        if row.get("state") == "assigned" and str(row.get("due_date") or today) < today:
            past.append(f"第 {n} 条隐患的整改期限 {row['due_date']}")
    days = [field for field in kind.fields if field.coming]
    said = doc_parts.blanks(log.c, log.org, document["id"]) if days else {}
    if said.get("decision") != "no":  # what is not granted has no new deadline
        past += [f"“{one.label}”{said[one.name]}" for one in days if "" < said.get(one.name, "") < today]
    if past:
        raise Refusal("past", f"{'、'.join(past)} 已经过去，请改为今天或以后的日期再签发")
