"""What the bureau and the enterprise do with a finding. Each function is one transaction and raises rules.Refusal or Stale."""

from __future__ import annotations

from typing import Any

from inspect_app.commands.log import Log, writing
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.storage.db import Database

Row = dict[str, Any]


class Stale(Refusal):
    """Somebody else changed the case since the page was shown."""

    def __init__(self) -> None:
        super().__init__("stale", "这条隐患在您打开页面之后已被他人处理，请看过最新内容后再操作")


def _fresh(log: Log, finding: str, seen: int | None) -> Row:
    row = log.row("finding", finding)
    if row is None:
        raise Refusal("unknown", "没有这条隐患")
    if seen is not None and row["updated_seq"] != seen:
        raise Stale
    return row


def act(db: Database, actor: Actor, finding: str, command: str, value: Row, seen: int | None = None) -> Row:
    """Any single event of a finding (confirm, return, merge, grade, assign, recheck, pass, fail, close_out, cancel, feedback).

    `seen` is the `updated_seq` that the person's page showed. Returns the row after it. Raises wire.Invalid, rules.Refusal, Stale.
    """
    with writing(db, actor.org) as log:
        _fresh(log, finding, seen)
        return log.event(actor, f"finding/{finding}", command, value)


def accept(db: Database, actor: Actor, finding: str, grade: Row, assign: Row, seen: int | None = None) -> Row:
    """Review in one step: confirm, grade and assign together, so that nobody enters the same thing twice.

    A suspected major finding that a section clerk may not grade is confirmed only and waits for the leader.
    """
    with writing(db, actor.org) as log:
        row = _fresh(log, finding, seen)
        subject = f"finding/{finding}"
        row = log.event(actor, subject, "confirm", {})
        if row["severity"] == "suspected_major" and actor.role != "leader":
            return row
        log.event(actor, subject, "grade", grade)
        return log.event(actor, subject, "assign", assign)


def grade_and_assign(db: Database, actor: Actor, finding: str, grade: Row, assign: Row, seen: int | None = None) -> Row:
    """The leader's decision on a suspected major finding, with its deadline."""
    with writing(db, actor.org) as log:
        _fresh(log, finding, seen)
        log.event(actor, f"finding/{finding}", "grade", grade)
        return log.event(actor, f"finding/{finding}", "assign", assign)


def reinspect(db: Database, actor: Actor, finding: str, passed: bool, value: Row, seen: int | None = None) -> Row:
    """The outcome of a reinspection; sends somebody (`value["reinspector"]`) first when nobody was sent yet."""
    with writing(db, actor.org) as log:
        row = _fresh(log, finding, seen)
        subject = f"finding/{finding}"
        if row["state"] != "rechecking":
            log.event(actor, subject, "recheck", {"reinspector": value["reinspector"], "planned_date": value["at"][:10]})
        return log.event(actor, subject, "pass" if passed else "fail", value)
