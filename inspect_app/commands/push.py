"""A tablet's ops come in: each is applied, kept, known already, or refused with a reason; a bad one never blocks the others."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import sqlalchemy as sa

from inspect_app.commands import unplanned
from inspect_app.commands.devices import MAX_OFFSET_MS
from inspect_app.commands.log import Log, writing
from inspect_app.commands.receive import receive_if_complete
from inspect_app.domain import canon, clock, paths, rules, salvage, wire
from inspect_app.domain.messages import REASONS
from inspect_app.domain.people import FIELD_ROLES, Actor
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms

FIELD_EVENTS = frozenset(
    {("visit", "start"), ("visit", "decline"), ("visit", "submit"), ("finding", "pass"), ("finding", "fail")}
)  # and `plan`, of a visit of the own (commands.unplanned)
MARKS = ("strokes/", "masks/")
OUTCOMES = frozenset({"pass", "fail"})


class Result(msgspec.Struct, frozen=True, omit_defaults=True):
    """The state of one op, in the words of docs/wire.md."""

    state: str
    id: str | None = None
    seq: int | None = None
    rank: str | None = None
    reason: str | None = None
    message: str | None = None


class Parsed(msgspec.Struct, frozen=True):
    """An op that was read, with its canonical value and the hash of its content."""

    raw: bytes
    op: wire.Op
    value: bytes
    hash: str


class DeviceUnknown(Exception):
    """The sending device is not enrolled with this org. A locked one is: what it holds must still come in."""


class _Held(msgspec.Struct, frozen=True):
    """An op that the log holds."""

    seq: int
    rank: str
    content_hash: str


_HELD = sa.select(t.op.c.id, t.op.c.seq, t.op.c.rank, t.op.c.content_hash)


class _Batch:
    """What one push needs to know of the database, loaded in a handful of queries."""

    def __init__(self, log: Log, uploader: str, parsed: list[Parsed], rescued: bool) -> None:
        self.log, self.uploader, self.rescued = log, uploader, rescued
        ops = [p.op for p in parsed]
        org = log.org
        self.held = {
            row.id: _Held(row.seq, row.rank, row.content_hash)
            for row in log.c.execute(
                _HELD.where(t.op.c.org_id == org, log.db.among(t.op.c.id, {o.id for o in ops}))
            )
        }
        self.enrolled = {
            (row.device_id, row.person_id)
            for row in log.c.execute(
                sa.select(t.device_person).where(
                    t.device_person.c.org_id == org, t.device_person.c.device_id.in_({o.device for o in ops})
                )
            )
        }
        self.devices = {device for device, _ in self.enrolled}
        subjects = {o.subject for o in ops if o.case == "finding"}
        self.visit_of: dict[str, str | None] = {}
        if subjects:
            first = sa.select(t.op.c.subject, sa.func.min(t.op.c.visit_id)).where(
                t.op.c.org_id == org, log.db.among(t.op.c.subject, subjects)
            )
            self.visit_of = dict(log.c.execute(first.group_by(t.op.c.subject)).all())
        log.prefetch_rows("visit", {o.visit for o in ops if o.visit})
        log.prefetch_rows("finding", {o.key for o in ops if _is_reinspection(o)})
        log.prefetch_slots({(o.subject, o.path) for o in ops if o.kind == "set"})


def push(
    db: Database,
    actor: Actor,
    device: str,
    raws: list[bytes],
    now: int | None = None,
    device_now: int | None = None,
    rescued: bool = False,
) -> list[Result]:
    """Stores and folds a batch in one durable transaction; one Result for each raw op, in order.

    `actor` is whose session uploads (ops keep their own authors); `device_now` what the tablet's clock shows, ms.
    `rescued`: the bureau takes a tablet's ops from a rescue file, so the uploader needs no part in the visit and the tablet did not call.
    Raises DeviceUnknown, storage.Full, storage.Busy: then nothing was stored.
    """
    now = now if now is not None else now_ms()
    read = [_read(raw) for raw in raws]
    known = _all_known(db, actor.org, device, read)
    if known is not None:
        return known
    with writing(db, actor.org, now) as log:
        if not rescued:
            _check_device(log, device, device_now)
        batch = _Batch(log, actor.id, [p for p in read if isinstance(p, Parsed)], rescued)
        results: list[Result] = []
        touched: set[str] = set()
        for raw, item in zip(raws, read, strict=True):
            if isinstance(item, Parsed):
                result, visit = _take(batch, item, actor), item.op.visit
            else:
                result, visit = (
                    Result("refused", reason=item.reason, message=item.message),
                    salvage.hint(raw, "visit"),
                )
            if result.state == "refused":
                result = _refuse(log, raw, result, visit, device, actor)
            touched |= {visit} if visit else set()
            results.append(result)
        log.flush()
        for visit in sorted(
            touched
        ):  # a refused op counts as held, so it can be the last one that a visit waited for
            receive_if_complete(log, visit)
    return results


def _all_known(db: Database, org: str, device: str, read: list[Parsed | wire.Invalid]) -> list[Result] | None:
    """The answer to a batch that was sent again whole, without the lock that orders writers; None when anything of it is new.

    A tablet that got no answer sends everything again, and after an outage all do. A visit that waits takes the usual way.
    """
    ops = [item for item in read if isinstance(item, Parsed)]
    if len(ops) < len(read) or not ops or not clock.DEVICE.fullmatch(device):
        return None
    with db.read() as c:
        held = {
            row.id: row
            for row in c.execute(
                _HELD.where(t.op.c.org_id == org, db.among(t.op.c.id, {p.op.id for p in ops}))
            )
        }
        if any(p.op.id not in held or held[p.op.id].content_hash != p.hash for p in ops):
            return None
        enrolled = sa.select(t.device.c.id).where(t.device.c.org_id == org, t.device.c.id == device)
        waiting = sa.select(t.visit.c.id).where(
            t.visit.c.org_id == org,
            db.among(t.visit.c.id, {p.op.visit or "" for p in ops}),
            t.visit.c.state == "waiting",
        )
        if c.execute(enrolled).first() is None or c.execute(waiting).first() is not None:
            return None
    return [Result("duplicate", p.op.id, held[p.op.id].seq, held[p.op.id].rank) for p in ops]


def _read(raw: bytes) -> Parsed | wire.Invalid:
    try:
        op, value = wire.parse_op(raw)
        return Parsed(raw, op, value, wire.content_hash(op, value))
    except wire.Invalid as problem:
        return problem


def _check_device(log: Log, device: str, device_now: int | None) -> None:
    """The device is enrolled; notes when it was seen and how far its clock is off (the offset is evidence, work is never refused for it)."""
    if not clock.DEVICE.fullmatch(device):
        raise DeviceUnknown(device)
    seen: dict[str, int] = {"seen_at": log.now}
    if device_now is not None:
        seen["clock_offset"] = max(-MAX_OFFSET_MS, min(device_now - log.now, MAX_OFFSET_MS))
    found = log.c.execute(
        t.device.update().where(t.device.c.org_id == log.org, t.device.c.id == device).values(seen)
    )
    if found.rowcount != 1:
        raise DeviceUnknown(device)


def _take(batch: _Batch, parsed: Parsed, actor: Actor) -> Result:
    op, log = parsed.op, batch.log
    held = batch.held.get(op.id)
    if held is not None:
        if held.content_hash == parsed.hash:
            return Result("duplicate", op.id, held.seq, held.rank)
        return _refused(op, "id_reused")
    reason = next((reason for check in CHECKS if (reason := check(batch, op))), None)
    if reason:
        return _refused(op, reason)
    try:
        paths.check_value(op)
        _check_event(log, op)
    except (wire.Invalid, rules.Refusal) as problem:
        return Result("refused", op.id, reason=problem.reason, message=problem.message)
    done = log.append(op, parsed.value, actor.id, parsed.hash)
    if unplanned.is_plan(op):
        unplanned.arrived(log, op)
    batch.held[op.id] = _Held(done.seq, done.rank, parsed.hash)
    batch.visit_of.setdefault(op.subject, op.visit)
    state = "kept" if done.kept else "conflict" if done.conflict else "applied"
    return Result(state, op.id, done.seq, done.rank)


def _refused(op: wire.Op, reason: str) -> Result:
    return Result("refused", op.id, reason=reason, message=REASONS[reason])


# --- who may write what: each check answers a reason or None -------------------------------------------------------------------------


def _org(batch: _Batch, op: wire.Op) -> str | None:
    return "wrong_org" if op.org is not None and op.org != batch.log.org else None


def _source(batch: _Batch, op: wire.Op) -> str | None:
    if op.case not in ("visit", "finding"):
        return "not_from_field"
    if op.kind != "event" or not paths.known(op) or unplanned.is_plan(op):
        return None
    if (op.case, op.path) not in FIELD_EVENTS:
        return "not_from_field"
    return None


def _author(batch: _Batch, op: wire.Op) -> str | None:
    if op.device not in batch.devices:
        return "device_not_enrolled"
    return None if (op.device, op.author) in batch.enrolled else "author_not_enrolled"


def _is_reinspection(op: wire.Op) -> bool:
    """What somebody writes who was sent to look again: that person needs not have been at the inspection, and nobody else may."""
    return op.case == "finding" and (
        op.path in OUTCOMES if op.kind == "event" else op.path.startswith("recheck_")
    )


def _reinspector(batch: _Batch, op: wire.Op) -> str | None:
    return (batch.log.row("finding", op.key) or {}).get("reinspector") if op.case == "finding" else None


def _visit(batch: _Batch, op: wire.Op) -> str | None:
    row = batch.log.row("visit", op.visit or "")
    if row is None and not unplanned.is_plan(op):
        return "unknown_visit"
    members = {*row["members"], row["lead_id"]} if row else {op.author}
    if _is_reinspection(op):
        if op.author != _reinspector(batch, op):
            return "not_reinspector"
        members = {op.author}
    elif op.author not in members:
        if not (op.path.startswith(MARKS) and op.author == _reinspector(batch, op)):
            return "not_your_visit"
        members = members | {op.author}
    own = batch.uploader in members or (op.device, batch.uploader) in batch.enrolled
    if not own and not batch.rescued:
        return "not_your_upload"
    if batch.visit_of.get(op.subject, op.visit) != op.visit:
        return "other_visit"
    return None


CHECKS: tuple[Callable[[_Batch, wire.Op], str | None], ...] = (_org, _source, _author, _visit)


def _check_event(log: Log, op: wire.Op) -> None:
    if op.kind != "event" or not paths.known(op):
        return
    if op.path == "submit":
        manifest = op.value["manifest"]
        if canon.manifest_hash(manifest["ops"], manifest["photos"]) != manifest["hash"]:
            raise wire.Invalid("bad_manifest", REASONS["bad_manifest"])
    role = _role(log, op.author)
    rules.decide(op.case, op.path, log.row(op.case, op.key) or {}, op.value, Actor(log.org, op.author, role))
    if unplanned.is_plan(op):
        unplanned.check(log, op.value)


def _role(log: Log, person: str) -> str:
    found = log.c.execute(
        sa.select(t.person.c.role).where(t.person.c.org_id == log.org, t.person.c.id == person)
    ).scalar()
    return (
        found if found in FIELD_ROLES else "expert"
    )  # a member whose post changed since still hands in what was done


def _refuse(log: Log, raw: bytes, result: Result, visit: str | None, device: str, actor: Actor) -> Result:
    """Keeps the raw op outside the chain: it counts as held, and a person can look at it."""
    id_, message = result.id or salvage.hint(raw, "id"), salvage.printable(result.message or "")
    log.db.insert_new(
        log.c, t.op_refused,
        [{
            "org_id": log.org, "body_hash": canon.sha256(raw), "id": id_, "visit_id": visit, "device": device, "uploaded_by": actor.id,
            "received_at": log.now, "reason": result.reason or "malformed", "message": message, "body": raw,
        }],
    )  # fmt: skip
    return Result("refused", id_, reason=result.reason, message=message)
