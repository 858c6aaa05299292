"""A reviewer's tick: the clause was compared with the original. It is asked for once and holds for every later finding of the item."""

from __future__ import annotations

from collections.abc import Mapping

from inspect_app.commands.log import writing
from inspect_app.domain import dates
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.queries.library import PREFIX
from inspect_app.storage.db import Database

REVIEWERS = frozenset({"section", "leader"})


def tick(db: Database, actor: Actor, item: str, clauses: Mapping[str, str]) -> None:
    """clauses: name of the basis → clause as it will be printed. One op; what others ticked of the item stays. Raises Refusal."""
    if actor.role not in REVIEWERS:
        raise Refusal("not_your_role", "只有业务科室或局领导可以核定依据条款")
    if not clauses:
        return
    subject = f"setting/{PREFIX}{item}"
    with writing(db, actor.org) as log:
        shown = log.slot(subject, "record").shown
        kept = dict((shown.value if shown else None) or {}).get("clauses", {})
        fresh = {
            name: {"clause": clause, "by": actor.id, "at": dates.instant(log.now)}
            for name, clause in clauses.items()
        }
        log.record(actor, subject, {"clauses": {**kept, **fresh}})
