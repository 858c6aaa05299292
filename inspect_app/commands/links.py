"""Codes on paper: the `read` code printed on a document, the `service` code handed over at service. Random, stored hashed, revocable."""

from __future__ import annotations

import base64
import hashlib
import secrets
import uuid

import msgspec
import sqlalchemy as sa
from cryptography.fernet import Fernet

from inspect_app.commands.accounts import DAY_MS, hash_token, start_session
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0/O, 1/I/L: it is read off paper
LENGTHS = {"read": 12, "service": 10}
HOLDER_DAYS = 7
SERVICE_DAYS = 90  # how long a code handed over at service opens the door


class Found(msgspec.Struct, frozen=True):
    """What a valid code opens."""

    org: str
    link: str
    document: str
    kind: str


def new_code(kind: str) -> str:
    """A random code: read 12 characters (59 bits), service 10 (49 bits, and it is never printed on the document)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTHS[kind]))


def normal(code: str) -> str:
    """What a person typed, as it is stored: capitals, no spaces or dashes."""
    return "".join(ch for ch in code.upper() if ch.isalnum())[:40]


def spaced(code: str) -> str:
    """Groups of four for reading aloud."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def _box(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"link:{secret}".encode()).digest()))


def seal(secret: str, code: str) -> bytes:
    """The code under the server's key; it stands in the database only until the file that prints it is stored."""
    return _box(secret).encrypt(code.encode())


def unseal(secret: str, sealed: bytes) -> str:
    """The code again, to finish an issue that a crash interrupted."""
    return _box(secret).decrypt(sealed).decode()


def add_link(
    connection: sa.Connection,
    org: str,
    document: str,
    kind: str,
    code: str,
    sealed: bytes | None = None,
    expires_at: int | None = None,
) -> str:
    """Stores a code's hash; returns the link's id."""
    id_ = str(uuid.uuid4())
    connection.execute(
        t.link.insert().values(
            org_id=org, id=id_, document_id=document, kind=kind, code_hash=hash_token(code), sealed=sealed, created_at=now_ms(),
            expires_at=expires_at,
        )
    )  # fmt: skip
    return id_


def find(db: Database, code: str, kind: str | None = None) -> Found | None:
    """What a code opens now; None when it is unknown, revoked or expired."""
    with db.read() as connection:
        row = connection.execute(
            sa.select(t.link).where(t.link.c.code_hash == hash_token(normal(code)))
        ).one_or_none()
    if (
        row is None
        or row.revoked_at
        or (row.expires_at and row.expires_at < now_ms())
        or (kind and row.kind != kind)
    ):
        return None
    return Found(row.org_id, row.id, row.document_id, row.kind)


def state_of(db: Database, code: str) -> str:
    """`valid`, `expired`, `revoked` or `unknown`: so that the page can say which."""
    with db.read() as connection:
        row = connection.execute(
            sa.select(t.link).where(t.link.c.code_hash == hash_token(normal(code)))
        ).one_or_none()
    if row is None:
        return "unknown"
    if row.revoked_at:
        return "revoked"
    return "expired" if row.expires_at and row.expires_at < now_ms() else "valid"


def hand_over(db: Database, org: str, document: str, days: int = SERVICE_DAYS) -> str:
    """A new service code for a served document; earlier ones end. Returned once, to be handed over on paper."""
    code, now = new_code("service"), now_ms()
    with db.write() as connection:
        connection.execute(
            t.link.update()
            .where(
                t.link.c.org_id == org,
                t.link.c.document_id == document,
                t.link.c.kind == "service",
                t.link.c.revoked_at.is_(None),
            )
            .values(revoked_at=now)
        )
        add_link(connection, org, document, "service", code, expires_at=now + days * DAY_MS)
    return code


def enter(db: Database, code: str) -> str | None:
    """Starts a session for the holder of a service code; None when the code doesn't open one."""
    found = find(db, code, "service")
    if found is None:
        return None
    return start_session(db, found.org, HOLDER_DAYS * DAY_MS, link=found.link)


def revoke(db: Database, org: str, document: str) -> None:
    """Ends every code of a document."""
    with db.write() as connection:
        end_codes(connection, org, document)


def end_codes(connection: sa.Connection, org: str, document: str) -> None:
    """Ends every code of a document in the caller's transaction."""
    connection.execute(
        t.link.update()
        .where(t.link.c.org_id == org, t.link.c.document_id == document, t.link.c.revoked_at.is_(None))
        .values(revoked_at=now_ms())
    )
