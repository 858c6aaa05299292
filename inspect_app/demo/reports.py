"""What the demo county's tablets told at their last contact, so that 平板 and the card 现场风险 have something to show. Made up, and the same for every seed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inspect_app.commands import devices
from inspect_app.demo.tablets import device_of
from inspect_app.domain.people import Actor
from inspect_app.domain.reports import HOUR_MS
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]
MINUTE_MS = 60_000

# Number of the tablet → what is other than usual; `ago`: hours since its last contact, `offset`: ms its clock is off.
UNUSUAL: dict[int, Row] = {
    4: {"ops": 63, "photos": 18, "oldest": 29 * HOUR_MS, "ago": 26},
    11: {"ops": 12, "photos": 0, "oldest": 3 * HOUR_MS, "ago": 50, "persisted": False},
    17: {"ops": 0, "photos": 5, "oldest": 2 * HOUR_MS, "ago": 1},
    23: {"free": 210_000_000},
    31: {"free": 90_000_000, "room": False, "photos": 2, "oldest": HOUR_MS, "ago": 2},
    38: {"persisted": False},
    45: {"persisted": False, "ago": 70},
    52: {"offset": 11 * MINUTE_MS},
    60: {"offset": -(26 * 60 * MINUTE_MS)},
    66: {"quarantined": 2},
    72: {"app": "3f09c1d27ab4", "ago": 140},
    73: {"app": "3f09c1d27ab4", "ago": 9},
    80: {"mirrored": False},
}
SILENT_EVERY = 13
EXPLOSION_PROOF = {6: "Ex ib IIC T4 Gb / GYB23.1847X", 40: "Ex ib IIC T4 Gb / GYB23.1848X"}
LOCKED = 88
LOCK_REASON = "专家已离任，平板尚未交回"


def tell_all(
    db: Database, org: str, seed: int, people: Sequence[str], admin: Actor, now: int, app: str
) -> None:
    """Names every tablet and lets most of them report. `people`: ids in the order of their tablets' numbers; `app`: the version that is served."""
    with db.write() as connection:
        for number, person in enumerate(people, 1):
            connection.execute(
                t.device.update()
                .where(t.device.c.org_id == org, t.device.c.id == device_of(seed, person))
                .values(_values(number, now, app))
            )
    if len(people) >= LOCKED:
        devices.lock(db, admin, device_of(seed, people[LOCKED - 1]), LOCK_REASON)


def _values(number: int, now: int, app: str) -> Row:
    change = dict(UNUSUAL.get(number, {}))
    seen = now - round(change.pop("ago", number % 7 * 3 + 1) * HOUR_MS)
    offset = change.pop("offset", (number * 7919) % 40_000 - 20_000)
    named = {"name": f"{number}号平板", "ex_certificate": EXPLOSION_PROOF.get(number), "seen_at": seen}
    if number % SILENT_EVERY == 0 and number not in UNUSUAL:
        return named
    told = {
        "ops": 0, "photos": 0, "quarantined": 0, "oldest": 0, "free": 4_000_000_000 + number * 173_000_000 % 40_000_000_000, "room": True, "persisted": True,
        "mirrored": True, "encrypted": False, "app": app, **change,
    }  # fmt: skip
    return {**named, "report": told, "reported_at": seen, "clock_offset": offset, "app_version": told["app"]}
