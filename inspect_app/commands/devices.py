"""Tablets: enrolment, what they tell of themselves, and what the bureau does to them (name, lock).

A device id is given once, over all bureaus; a device may serve several people of one bureau. Devices are operational rows, not ops: nothing of a case
depends on them. What the bureau does to one is kept in `device_log` and shown on its page.
"""

from __future__ import annotations

import secrets
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain import clock
from inspect_app.domain.people import Actor
from inspect_app.domain.reports import Report
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms

MAX_OFFSET_MS = 36**9  # the range of a stamp; a clock cannot be further off


class NotYours(Exception):
    """The device id belongs to another bureau, was never given, or this person is not enrolled on it."""


class Lock(msgspec.Struct, frozen=True):
    """Why the bureau locked a tablet, and when (ms)."""

    reason: str
    at: int


def enrol(db: Database, actor: Actor, device: str | None, label: str, app_version: str) -> str:
    """Enrols this person on a device; a new id is made when none is given. A locked one too: what it holds must come in. Raises NotYours."""
    now = now_ms()
    with db.write() as connection:
        if device is None:
            device = _new_id(connection)
            connection.execute(
                t.device.insert().values(
                    org_id=actor.org,
                    id=device,
                    label=label[:100],
                    created_at=now,
                    seen_at=now,
                    app_version=app_version[:40],
                )
            )
        else:
            found = connection.execute(sa.select(t.device).where(t.device.c.id == device)).one_or_none()
            if found is None or found.org_id != actor.org:
                raise NotYours(device)
            connection.execute(_of(actor.org, device).values(seen_at=now, app_version=app_version[:40]))
        db.insert_new(
            connection, t.device_person, [{"org_id": actor.org, "device_id": device, "person_id": actor.id}]
        )
    return device


def _new_id(connection: sa.Connection) -> str:
    while True:
        device = clock.base36(secrets.randbelow(36**8), 8)
        taken = connection.execute(sa.select(t.device.c.id).where(t.device.c.id == device)).first()
        if taken is None and device != clock.SERVER_DEVICE:
            return device


def report(db: Database, actor: Actor, device: str, told: Report) -> Lock | None:
    """Keeps what a tablet tells of itself in place of what it told before; returns the lock it is under. Raises NotYours."""
    now = now_ms()
    kept = {name: value for name, value in msgspec.to_builtins(told).items() if name != "now"}
    values = {"report": kept, "reported_at": now, "seen_at": now}
    if told.app:
        values["app_version"] = told.app
    if told.now is not None:
        values["clock_offset"] = max(-MAX_OFFSET_MS, min(told.now - now, MAX_OFFSET_MS))
    here = t.device_person.c
    with db.write() as connection:
        enrolled = sa.select(here.device_id).where(
            here.org_id == actor.org, here.device_id == device, here.person_id == actor.id
        )
        if connection.execute(enrolled).first() is None:
            raise NotYours(device)
        connection.execute(_of(actor.org, device).values(values))
        row = connection.execute(_select(actor.org, device)).one()
    return None if row.locked_at is None else Lock(row.lock_reason or "", row.locked_at)


def lock(db: Database, actor: Actor, device: str, reason: str) -> None:
    """Locks a tablet: at its next contact nothing can be read or filled there any more, and what it holds is still taken. Raises Refusal, KeyError."""
    reason = reason.strip()[:200]
    if not reason:
        raise Refusal("incomplete", "请填写锁定原因，平板上会显示")
    now = now_ms()
    with db.write() as connection:
        if _row(connection, actor.org, device).locked_at is not None:
            raise Refusal("wrong_state", "这台平板已经锁定")
        connection.execute(
            _of(actor.org, device).values(locked_at=now, locked_by=actor.id, lock_reason=reason)
        )
        _note(connection, actor, device, now, "lock", reason)


def unlock(db: Database, actor: Actor, device: str) -> None:
    """At its next contact the tablet fetches its data and goes on. Raises Refusal, KeyError."""
    with db.write() as connection:
        if _row(connection, actor.org, device).locked_at is None:
            raise Refusal("wrong_state", "这台平板没有锁定")
        connection.execute(_of(actor.org, device).values(locked_at=None, locked_by=None, lock_reason=None))
        _note(connection, actor, device, now_ms(), "unlock", "")


def describe(db: Database, actor: Actor, device: str, name: str, ex_certificate: str | None) -> None:
    """What the bureau calls a tablet, and the number of its explosion-proof certificate (None: an ordinary tablet). Raises Refusal, KeyError."""
    name = name.strip()[:40]
    certificate = ex_certificate.strip()[:60] if ex_certificate is not None else None
    if certificate == "":
        raise Refusal("incomplete", "登记为防爆平板时请填写防爆合格证号")
    with db.write() as connection:
        row = _row(connection, actor.org, device)
        if (row.name or "", row.ex_certificate) == (name, certificate):
            return
        connection.execute(_of(actor.org, device).values(name=name or None, ex_certificate=certificate))
        said = f"名称：{name or '（无）'}；" + (
            f"防爆平板，合格证号 {certificate}" if certificate else "普通平板"
        )
        _note(connection, actor, device, now_ms(), "describe", said)


def _select(org: str, device: str) -> sa.Select[Any]:
    return sa.select(t.device).where(t.device.c.org_id == org, t.device.c.id == device)


def _of(org: str, device: str) -> sa.Update:
    return t.device.update().where(t.device.c.org_id == org, t.device.c.id == device)


def _row(connection: sa.Connection, org: str, device: str) -> sa.Row[Any]:
    row = connection.execute(_select(org, device)).one_or_none()
    if row is None:
        raise KeyError(device)
    return row


def _note(connection: sa.Connection, actor: Actor, device: str, at: int, act: str, detail: str) -> None:
    connection.execute(
        t.device_log.insert().values(
            org_id=actor.org, id=f"{at:013d}-{secrets.token_hex(4)}", device_id=device, at=at, person_id=actor.id, act=act, detail=detail,
        )
    )  # fmt: skip
