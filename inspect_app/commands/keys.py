"""The bureau's key pair for what tablets encrypt, and whether they shall: one setting, delivered with every bundle.

The private key lies in the data folder, readable by its owner only. Keys are added, never replaced: files made for an earlier one open still.
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from inspect_app.commands.log import Log, writing
from inspect_app.commands.view import Row
from inspect_app.domain import sealed
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.queries import facts
from inspect_app.storage.db import Database

FOLDER = "keys"
LOCK_MINUTES = range(1, 241)


def private_keys(data: Path) -> dict[str, ec.EllipticCurvePrivateKey]:
    """Every private key of this installation by its id. Raises sealed.Unreadable for a damaged file."""
    found = [sealed.private_key(file.read_bytes()) for file in sorted((data / FOLDER).glob("*.pem"))]
    return {sealed.public_of(key)["kid"]: key for key in found}


def make(db: Database, data: Path, actor: Actor, now: int | None = None) -> str:
    """A new key pair, from now on the one that tablets wrap for; returns its id."""
    kept = _write_pair(data)
    with writing(db, actor.org, now) as log:
        _set(log, actor, key=kept)
    return kept["kid"]


def switch(
    db: Database, data: Path, actor: Actor, on: bool, lock_minutes: int, now: int | None = None
) -> None:
    """Whether tablets shall encrypt, and after how many minutes in the background they ask for the PIN. Makes a key pair when there is none.

    Raises Refusal.
    """
    if lock_minutes not in LOCK_MINUTES:
        raise Refusal("incomplete", f"自动锁定时间应为 {LOCK_MINUTES.start} 到 {LOCK_MINUTES.stop - 1} 分钟")
    with db.read() as connection:
        known = facts.encryption(connection, actor.org)["key"]
    changed: Row = {"on": on, "lock_minutes": lock_minutes}
    if on and known is None:
        changed["key"] = _write_pair(data)
    with writing(db, actor.org, now) as log:
        _set(log, actor, **changed)


def _set(log: Log, actor: Actor, **changed: object) -> None:
    log.record(actor, f"setting/{facts.ENCRYPTION}", {**facts.encryption(log.c, log.org), **changed})


def _write_pair(data: Path) -> dict[str, str]:
    """The file first, durably: a public key whose private half is lost would make every rescue file useless to the bureau."""
    pem = sealed.new_pair()
    public = sealed.public_of(sealed.private_key(pem))
    folder = data / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / f"{public['kid']}.pem", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(pem)
        out.flush()
        os.fsync(out.fileno())
    folded = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(folded)
    finally:
        os.close(folded)
    return public
