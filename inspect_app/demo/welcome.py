"""The sign-ins of the demo county, printed when it was loaded and at every start."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

PASSWORD = "demo-2026"  # nosec B105
FILE = "demo.json"
"""In the data directory, readable by its owner: codes stand hashed in the database, so this is the only place that can show them again."""

Card = Mapping[str, Any]
"""{"logins": [[login, who]], "document", "read", "service"}: what `lines` shows."""


def keep(data: Path, card: Card) -> None:
    """Writes the card of a freshly loaded county."""
    file = data / FILE
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(card, out, ensure_ascii=False, indent=1)


def forget(data: Path) -> None:
    """The county is gone, and its codes with it."""
    (data / FILE).unlink(missing_ok=True)


def lines(db: Database, org: str, data: Path, address: str) -> list[str]:
    """What to print for a demo county; nothing for a real one."""
    if not is_demo(db, org) or not (data / FILE).exists():
        return []
    card = json.loads((data / FILE).read_text(encoding="utf-8"))
    shown = [f"演示账号（密码均为 {PASSWORD}）："]
    shown += [f"  {login:<9} {who}" for login, who in card["logins"]]
    if card.get("read"):
        shown += [
            f"演示文书：{card['document']}",
            f"  打开  {address}/n/{card['read']}  签收和反馈用的送达码  {card['service']}",
        ]
    return shown


def is_demo(db: Database, org: str) -> bool:
    """Whether the bureau says of itself that it is a demonstration."""
    with db.read() as connection:
        about = connection.scalar(
            sa.select(t.setting.c.value).where(t.setting.c.org_id == org, t.setting.c.id == "bureau")
        )
    return bool(about and about.get("demo"))
