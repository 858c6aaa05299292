"""The server holds everything of a submission: freezes what was signed and submits its findings.

Runs after every push and every photo, inside the caller's transaction. Until it succeeds the visit is `waiting`, never submitted.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.commands.followups import note_recurrence
from inspect_app.commands.log import Log
from inspect_app.domain import dates, slip
from inspect_app.domain.people import system
from inspect_app.queries.held import missing_of
from inspect_app.queries.signed import Signed, finding_facts, signed_values
from inspect_app.storage import tables as t

Row = dict[str, Any]
MOST_READ = 200
_READ: dict[
    tuple[str, str], Row
] = {}  # (checklist key, hash of its content) to the content, which never changes


def receive_if_complete(log: Log, visit: str) -> bool:
    """Appends `received` and one `submit` a finding when nothing of the manifest is missing. Needs the log flushed."""
    row = log.row("visit", visit)
    if row is None or row["state"] != "waiting" or not row["manifest"]:
        return False
    manifest = row["manifest"]
    lacking = missing_of(log.c, log.org, visit, manifest)
    if lacking.ops or lacking.photos:
        return False
    signed, outside, content_hash = signed_values(log.c, log.org, visit, set(manifest["ops"]))
    actor = system(log.org)
    due = [
        (key, finding_facts(values))
        for (case, key), values in signed.items()
        if case == "finding" and not values.get("withdrawn") and _is_due(log, key)
    ]
    log.event(
        actor, f"visit/{visit}", "received",
        {
            "version": row["version"], "manifest_hash": row["manifest_hash"], "findings": len(due), "outside": outside,
            "fields": _fields(signed.get(("visit", visit), {})), **_slip(log, row, signed, content_hash),
        },
    )  # fmt: skip
    where = _where(log, row)
    for key, facts in due:
        log.event(
            actor, f"finding/{key}", "submit", {"version": row["version"], "facts": facts, **where}, visit
        )
    note_recurrence(log, row["enterprise_id"], [key for key, _ in due])
    _end_withdrawn(log, visit, signed)
    log.flush()
    return True


def _checklists(log: Log, keys: list[str]) -> dict[str, Row]:
    """Contents by key. Kept in this process by their hash: reading a hundred kilobytes of JSON took longer than all else of a reception."""
    c = t.checklist.c
    known = log.c.execute(sa.select(c.id, c.content_hash).where(c.org_id == log.org, c.id.in_(keys))).all()
    unread = [row.id for row in known if (row.id, row.content_hash) not in _READ]
    if unread:
        for row in log.c.execute(
            sa.select(c.id, c.content_hash, c.content).where(c.org_id == log.org, c.id.in_(unread))
        ):
            if len(_READ) >= MOST_READ:
                _READ.clear()
            _READ[row.id, row.content_hash] = row.content
    return {row.id: _READ[row.id, row.content_hash] for row in known}


def _end_withdrawn(log: Log, visit: str, signed: Signed) -> None:
    """A returned finding that the expert took back in the new version ends here; a suspected major one waits for the leader."""
    for (case, key), values in signed.items():
        row = log.row("finding", key) if case == "finding" and values.get("withdrawn") else None
        if row is not None and row["state"] == "returned" and row["severity"] == "general":
            log.event(
                system(log.org),
                f"finding/{key}",
                "cancel",
                {"reason": "专家在补正的版本中撤回了这条隐患"},
                visit,
            )


def _is_due(log: Log, finding: str) -> bool:
    """New findings, and those that were returned for correction; what the bureau has taken up stays as it was signed."""
    row = log.row("finding", finding)
    return row is None or row["state"] == "returned"


def _slip(log: Log, visit: Row, signed: Signed, content_hash: str) -> Row:
    """What the leave-behind copy says, hashed, and its counts: members of `received`. Counts also for tablets that print no copy."""
    own = signed.get(("visit", visit["id"]), {})
    keys = (own.get("header") or {}).get("checklists") or visit["checklists"]
    lists = _checklists(log, keys)
    said = slip.facts(visit["id"], visit["version"], signed, lists, content_hash)
    counts = {"checked": slip.checked(keys, lists, own)}
    return counts if said is None else {**counts, "slip": slip.slip_hash(said)}


def _fields(values: dict[str, Any]) -> Row:
    """What a document says of the visit itself; answers stay in the log, where the manifest names them."""
    return {
        path: value
        for path, value in values.items()
        if path.partition("/")[0] not in ("answer", "measured", "note", "ink")
    }


def _where(log: Log, visit: Row) -> Row:
    township = log.c.scalar(
        sa.select(t.enterprise.c.township_id).where(
            t.enterprise.c.org_id == log.org, t.enterprise.c.id == visit["enterprise_id"]
        )
    )
    found_on = dates.day_of(visit["started_at"]) if visit["started_at"] else visit["planned_date"]
    return {
        "enterprise": visit["enterprise_id"],
        "township": township or "",
        "track": visit["track"],
        "found_on": found_on,
    }
