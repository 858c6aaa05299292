"""Enrolment of tablets. A device id is given once, over all bureaus; a device may serve several people of one bureau."""

from __future__ import annotations

import secrets

import sqlalchemy as sa

from inspect_app.domain import clock
from inspect_app.domain.people import Actor
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms


class NotYours(Exception):
    """The device id belongs to another bureau, or was never given."""


def enrol(db: Database, actor: Actor, device: str | None, label: str, app_version: str) -> str:
    """Enrols this person on a device; a new id is made when none is given. Raises NotYours."""
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
            connection.execute(
                t.device.update()
                .where(t.device.c.id == device)
                .values(seen_at=now, app_version=app_version[:40])
            )
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
