"""Accounts and sessions: argon2 at 19 MiB/t2/p1 (64 MiB is a memory DoS), server-side sessions whose tokens are stored hashed."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache
from typing import Any

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from inspect_app.domain.people import FIELD_ROLES, Actor
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms

DAY_MS = 86_400_000
FIELD_DAYS = 30
DESK_DAYS = 1
MAX_FAILURES = 8
LOCK_MS = 10 * 60_000


class BadCredentials(Exception):
    """The login or the password is wrong; which of them is not told. `locked` when too many tries came before."""

    def __init__(self, locked: bool = False) -> None:
        super().__init__("locked" if locked else "bad credentials")
        self.locked = locked


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


@cache
def _nobody() -> str:
    """A hash to compare with when the login doesn't exist, so that the answer takes as long."""
    return _hasher().hash(secrets.token_hex(8))


def hash_password(password: str) -> str:
    """argon2id."""
    return _hasher().hash(password)


def hash_token(token: str) -> str:
    """Tokens and codes are random, so a plain SHA-256 is enough to store them by."""
    return hashlib.sha256(token.encode()).hexdigest()


def set_account(db: Database, org: str, person: str, login: str, password: str) -> None:
    """Creates or changes a person's account. Raises ValueError when the password is short or the login is taken."""
    if len(password) < 8:
        raise ValueError("密码至少 8 位")
    row = {
        "org_id": org, "person_id": person, "login": login, "password_hash": hash_password(password), "disabled": False, "failures": 0,
        "locked_until": None,
    }  # fmt: skip
    try:
        with db.write() as connection:
            db.upsert(connection, t.account, [row])
            _end_all(connection, org, person)
    except sa.exc.IntegrityError:
        raise ValueError(f"账号“{login}”已被使用") from None


def _end_all(connection: sa.Connection, org: str, person: str) -> None:
    """Whoever held the old password is out."""
    held = t.session.c.org_id == org, t.session.c.person_id == person, t.session.c.revoked_at.is_(None)
    connection.execute(t.session.update().where(*held).values(revoked_at=now_ms()))


def sign_in(db: Database, login: str, password: str) -> str:
    """Checks a password and starts a session; returns its token (only its hash is kept). Raises BadCredentials."""
    now = now_ms()
    with db.read() as connection:
        found = connection.execute(
            sa.select(t.account, t.person.c.role)
            .join(
                t.person,
                sa.and_(t.person.c.org_id == t.account.c.org_id, t.person.c.id == t.account.c.person_id),
            )
            .where(t.account.c.login == login.strip(), t.person.c.active)
        ).one_or_none()
    if found is not None and found.locked_until and found.locked_until > now:
        raise BadCredentials(locked=True)
    if not _matches(found.password_hash if found else _nobody(), password) or found is None or found.disabled:
        if found is not None:
            _count_failure(db, found, now)
        raise BadCredentials
    if found.failures:
        with db.write() as connection:
            connection.execute(_of(found).values(failures=0, locked_until=None))
    days = FIELD_DAYS if found.role in FIELD_ROLES else DESK_DAYS
    return start_session(db, found.org_id, days * DAY_MS, person=found.person_id)


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher().verify(hashed, password[:1000])
    except VerificationError:
        return False


def _of(account: sa.Row[Any]) -> sa.Update:
    return t.account.update().where(
        t.account.c.org_id == account.org_id, t.account.c.person_id == account.person_id
    )


def _count_failure(db: Database, account: sa.Row[Any], now: int) -> None:
    failures = (
        t.account.c.failures + 1
    )  # counted by the database: tries made at the same moment must all count
    full = failures >= MAX_FAILURES
    with db.write() as connection:
        connection.execute(
            _of(account).values(
                failures=sa.case((full, 0), else_=failures),
                locked_until=sa.case((full, now + LOCK_MS), else_=t.account.c.locked_until),
            )
        )


def start_session(
    db: Database, org: str, lasts_ms: int, person: str | None = None, link: str | None = None
) -> str:
    """A session for a person, or for whoever holds a service code; returns the token."""
    token, now = secrets.token_urlsafe(32), now_ms()
    with db.write() as connection:
        connection.execute(
            t.session.insert().values(
                token_hash=hash_token(token),
                org_id=org,
                person_id=person,
                link_id=link,
                created_at=now,
                expires_at=now + lasts_ms,
            )
        )
    return token


def end_session(db: Database, token: str) -> None:
    """Revokes a session."""
    with db.write() as connection:
        connection.execute(
            t.session.update().where(t.session.c.token_hash == hash_token(token)).values(revoked_at=now_ms())
        )


def use_on(db: Database, token: str, device: str) -> None:
    """The session is used on this tablet from now on: while the bureau has locked it, the session may only send."""
    with db.write() as connection:
        connection.execute(
            t.session.update().where(t.session.c.token_hash == hash_token(token)).values(device_id=device)
        )


def who(db: Database, token: str | None) -> Actor | None:
    """The person behind a session token, or None (unknown, expired, revoked, account disabled)."""
    if not token:
        return None
    with db.read() as connection:
        s = connection.execute(
            sa.select(t.session).where(t.session.c.token_hash == hash_token(token))
        ).one_or_none()
        if s is None or s.revoked_at or s.expires_at < now_ms():
            return None
        return _person(connection, s) if s.person_id else _holder(connection, s)


def _person(connection: sa.Connection, session: sa.Row[Any]) -> Actor | None:
    p = connection.execute(
        sa.select(t.person, t.device.c.id.label("device"), t.device.c.locked_at, t.device.c.lock_reason)
        .join(
            t.account,
            sa.and_(t.account.c.org_id == t.person.c.org_id, t.account.c.person_id == t.person.c.id),
        )
        .outerjoin(
            t.device, sa.and_(t.device.c.org_id == t.person.c.org_id, t.device.c.id == session.device_id)
        )
        .where(
            t.person.c.org_id == session.org_id,
            t.person.c.id == session.person_id,
            t.person.c.active,
            ~t.account.c.disabled,
        )
    ).one_or_none()
    if p is None:
        return None
    return Actor(
        org=p.org_id, id=p.id, role=p.role, name=p.name, township=p.township_id, department=p.department_id, enterprise=p.enterprise_id,
        specialty=p.specialty or "", title=p.title or "", device=p.device, locked=None if p.locked_at is None else p.lock_reason or "",
    )  # fmt: skip


def working(db: Database, org: str, person: str) -> Actor | None:
    """Somebody in whose name work goes on without a session (batches); None once the person left or the account was disabled."""
    locked_out = sa.exists().where(
        t.account.c.org_id == t.person.c.org_id, t.account.c.person_id == t.person.c.id, t.account.c.disabled
    )
    with db.read() as connection:
        p = connection.execute(
            sa.select(t.person).where(
                t.person.c.org_id == org, t.person.c.id == person, t.person.c.active, ~locked_out
            )
        ).one_or_none()
    if p is None:
        return None
    return Actor(
        org=org,
        id=p.id,
        role=p.role,
        name=p.name,
        township=p.township_id,
        department=p.department_id,
        enterprise=p.enterprise_id,
    )


def _holder(connection: sa.Connection, session: sa.Row[Any]) -> Actor | None:
    found = connection.execute(
        sa.select(t.link, t.document.c.enterprise_id)
        .join(
            t.document,
            sa.and_(t.document.c.org_id == t.link.c.org_id, t.document.c.id == t.link.c.document_id),
        )
        .where(
            t.link.c.org_id == session.org_id,
            t.link.c.id == session.link_id,
            t.link.c.revoked_at.is_(None),
            sa.or_(t.link.c.expires_at.is_(None), t.link.c.expires_at > now_ms()),
            t.document.c.state == "served",
        )
    ).one_or_none()
    if found is None:
        return None
    return Actor(
        org=session.org_id, id=f"link-{session.link_id}", role="holder", name="持码人", enterprise=found.enterprise_id,
        document=found.document_id,
    )  # fmt: skip
