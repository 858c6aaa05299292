"""核定: the bureau chooses between the values that two people wrote. One transaction: the choice as a field op that names all heads, and the
event that says who settled it and changes the working copy of a finding; what was signed stays as it was signed."""

from __future__ import annotations

from inspect_app.commands.log import writing
from inspect_app.domain.conflicts import to_choose
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.storage.db import Database

CHANGED = "这一项在您打开页面之后又有变化，请看过最新内容后再选"


def settle(db: Database, actor: Actor, subject: str, path: str, chosen: str, seen: set[str]) -> object:
    """Chooses the value of the op `chosen` for a path; `seen` are the ids of all heads that the page showed. Returns that value.

    Raises rules.Refusal: wrong role or state, no such conflict, or heads that changed meanwhile (`stale`).
    """
    case, _, key = subject.partition("/")
    with writing(db, actor.org) as log:
        heads = {head.id: head for head in log.slot(subject, path).heads}
        if (
            not to_choose(path, [head.value for head in heads.values()])
            or set(heads) != seen
            or chosen not in heads
        ):
            raise Refusal("stale", CHANGED)
        value = heads[chosen].value
        row = log.event(
            actor, f"{case}/{key}", "settle", {"path": path, "value": value, "heads": sorted(heads)}
        )
        log.put(actor, subject, path, value, row["visit_id"] if case == "finding" else key)
        return value
