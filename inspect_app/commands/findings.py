"""What the bureau and the enterprise do with a finding. Each function is one transaction and raises rules.Refusal or Stale."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.commands import tasks as ask
from inspect_app.commands.log import Log, writing
from inspect_app.commands.stale import Stale as Stale
from inspect_app.domain.doc_types import NOTIFYING
from inspect_app.domain.finding_guards import waiting_for_photos
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import OPEN_FINDING, Refusal
from inspect_app.queries.held import photos_missing
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]
ENDING = frozenset({"close_out", "cancel", "merge", "conclude"})
REINSPECTORS = frozenset({"section", "leader", "officer", "expert"})


def _fresh(log: Log, finding: str, seen: int | None) -> Row:
    row = log.row("finding", finding)
    if row is None:
        raise Refusal("unknown", "没有这条隐患")
    if seen is not None and row["updated_seq"] != seen:
        raise Stale
    return row


def _check_target(log: Log, row: Row, into: str) -> None:
    """A finding is merged into an open one of the same enterprise: two must not vanish into each other. Raises Refusal."""
    target = log.row("finding", into)
    if (
        target is None
        or target["enterprise_id"] != row["enterprise_id"]
        or target["state"] not in OPEN_FINDING - {"returned"}
    ):
        raise Refusal("not_allowed", "只能合并到同一家企业尚未办结的另一条隐患")


def check_not_on_paper(log: Log, finding: str, replaced: str | None = None) -> None:
    """What an issued notice says of a finding stays so until the notice is served or void, or by the draft that replaces it. Raises Refusal."""
    number = log.c.scalar(
        sa.select(t.document.c.number)
        .join(t.document_finding, sa.and_(t.document_finding.c.org_id == t.document.c.org_id, t.document_finding.c.document_id == t.document.c.id))
        .where(
            t.document.c.org_id == log.org, t.document_finding.c.finding_id == finding, t.document.c.type.in_(NOTIFYING),
            t.document.c.state.in_(("issuing", "issued")), t.document.c.id != (replaced or ""),
        )
    )  # fmt: skip
    if number:
        raise Refusal(
            "not_allowed",
            f"这条隐患已列入已签发的文书（{number}），内容不能再改；确需更改，请先作废或撤回重发该文书",
        )


def _check_photos_held(log: Log, row: Row) -> None:
    """A reinspection on a tablet may name photos that are still on their way: without them nothing is proved. Raises Refusal."""
    missing = photos_missing(log.c, log.org, row["after_photos"])
    if missing:
        raise Refusal("photo_missing", waiting_for_photos(len(missing)))


def _check_reinspector(log: Log, person: str) -> None:
    """The reinspector is somebody of the bureau or an expert. Raises Refusal."""
    role = log.c.scalar(
        sa.select(t.person.c.role).where(
            t.person.c.org_id == log.org, t.person.c.id == person, t.person.c.active
        )
    )
    if role not in REINSPECTORS:
        raise Refusal("unknown", "复查人须是本局在岗人员或已登记的专家")


def check_case_visit(log: Log, row: Row, visit: str) -> None:
    """What was referred is verified by an enforcement inspection of the same enterprise. Raises Refusal."""
    found = log.row("visit", visit)
    if (
        found is None
        or found["track"] != "enforcement"
        or found["enterprise_id"] != row["enterprise_id"]
        or found["state"] == "cancelled"
    ):
        raise Refusal("unknown", "只能关联同一家企业、未取消的执法检查")


def act(db: Database, actor: Actor, finding: str, command: str, value: Row, seen: int | None = None) -> Row:
    """Any single event of a finding (confirm, return, merge, grade, assign, recheck, pass, fail, close_out, cancel, feedback).

    `seen` is the `updated_seq` that the person's page showed. Returns the row after it. Raises wire.Invalid, rules.Refusal, Stale.
    """
    with writing(db, actor.org) as log:
        row = _fresh(log, finding, seen)
        if command == "merge":
            _check_target(log, row, str(value.get("into")))
        if command in ("escalate", "resume", "assign", "cancel", "transfer"):
            check_not_on_paper(log, finding)
        if command == "close_out":
            _check_photos_held(log, row)
        if command == "recheck":
            _check_reinspector(log, str(value.get("reinspector")))
        if command == "link":
            check_case_visit(log, row, str(value.get("visit")))
        row = log.event(actor, f"finding/{finding}", command, value)
        if command in ENDING:
            ask.end_with(log, finding)
        return row


def accept(
    db: Database,
    actor: Actor,
    finding: str,
    grade: Row,
    assign: Row,
    seen: int | None = None,
    tasks: list[Row] | None = None,
) -> Row:
    """Review in one step: confirm, grade, assign and ask other departments together (`tasks` as OpenTask), so that nobody enters the same thing twice.

    A suspected major finding that a section clerk may not grade is confirmed only and waits for the leader.
    """
    with writing(db, actor.org) as log:
        row = _fresh(log, finding, seen)
        subject = f"finding/{finding}"
        row = log.event(actor, subject, "confirm", {})
        if row["severity"] == "suspected_major" and actor.role != "leader":
            return row
        log.event(actor, subject, "grade", grade)
        _ask(log, actor, tasks)
        return log.event(actor, subject, "assign", assign)


def _ask(log: Log, actor: Actor, tasks: list[Row] | None) -> None:
    for value in tasks or []:
        ask.opened(log, actor, value)


def grade_and_assign(
    db: Database,
    actor: Actor,
    finding: str,
    grade: Row,
    assign: Row,
    seen: int | None = None,
    tasks: list[Row] | None = None,
) -> Row:
    """The leader's decision on a suspected major finding, with its deadline and the departments that are asked."""
    with writing(db, actor.org) as log:
        _fresh(log, finding, seen)
        log.event(actor, f"finding/{finding}", "grade", grade)
        _ask(log, actor, tasks)
        return log.event(actor, f"finding/{finding}", "assign", assign)


def reinspect(
    db: Database, actor: Actor, finding: str, passed: bool, value: Row, seen: int | None = None
) -> Row:
    """The outcome of a reinspection; sends somebody (`value["reinspector"]`) first when nobody was sent yet."""
    with writing(db, actor.org) as log:
        row = _fresh(log, finding, seen)
        subject = f"finding/{finding}"
        if row["state"] != "rechecking":
            _check_reinspector(log, str(value.get("reinspector")))
            log.event(
                actor,
                subject,
                "recheck",
                {"reinspector": value["reinspector"], "planned_date": value["at"][:10]},
            )
        return log.event(actor, subject, "pass" if passed else "fail", value)
