"""Ways out of messages as the bureau keeps them. The address holds tokens: it is sealed under the server's key, is never shown again and never logged."""

from __future__ import annotations

import base64
import hashlib
import uuid
from typing import Any

import msgspec
import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken

from inspect_app.commands.doc_settings import EDITORS, Unfit
from inspect_app.domain.channels import problems
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms

Row = dict[str, Any]


class Way(msgspec.Struct, frozen=True):
    """A way as it was typed; `url` empty keeps the one that is held."""

    name: str
    url: str
    kinds: list[str]
    parties: list[str]
    active: bool


def _box(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"channel:{secret}".encode()).digest()))


def unseal(secret: str, sealed: bytes) -> str:
    """The address again, to send. Raises Refusal when the server's key is another."""
    try:
        return _box(secret).decrypt(sealed).decode()
    except InvalidToken:
        raise Refusal("sealed", "地址用另一把服务器密钥封存，已不能读取，请重新填写地址") from None


def listed(connection: sa.Connection, org: str) -> list[Row]:
    """The ways of a bureau in the order they were made."""
    c = t.channel.c
    return [
        dict(row)
        for row in connection.execute(
            sa.select(t.channel).where(c.org_id == org).order_by(c.made_at, c.id)
        ).mappings()
    ]


def keep(db: Database, actor: Actor, secret: str, key: str | None, way: Way) -> str:
    """Adds a way, or changes the one of this id. Returns its id. Raises Unfit, Refusal."""
    if actor.role not in EDITORS:
        raise Refusal("not_your_role", "通知渠道由局领导或系统管理员设置")
    with db.write() as connection:
        held = one(connection, actor.org, key) if key else None
        url = way.url or (unseal(secret, held["url"]) if held else "")
        if found := problems(way.name, url, way.kinds, way.parties):
            raise Unfit(found)
        row = {
            "name": way.name, "url": _box(secret).encrypt(url.encode()), "kinds": {"kinds": way.kinds, "parties": way.parties}, "active": way.active,
        }  # fmt: skip
        if held:
            connection.execute(
                t.channel.update().where(t.channel.c.org_id == actor.org, t.channel.c.id == key).values(row)
            )
            return str(key)
        made = str(uuid.uuid4())
        connection.execute(
            t.channel.insert().values(
                row | {"org_id": actor.org, "id": made, "made_by": actor.id, "made_at": now_ms()}
            )
        )
        return made


def one(connection: sa.Connection, org: str, key: str) -> Row:
    """A way by its id. Raises Refusal."""
    c = t.channel.c
    row = (
        connection.execute(sa.select(t.channel).where(c.org_id == org, c.id == key)).mappings().one_or_none()
    )
    if row is None:
        raise Refusal("unknown", "没有这个通知渠道")
    return dict(row)
