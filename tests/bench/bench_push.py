"""Storing inspections: batches of 60 answers pushed by four threads, new and resent, on SQLite and (when asked) PostgreSQL."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inspect_app.commands import push, visits
from inspect_app.storage.db import Database
from inspect_app.storage.migrate import upgrade
from tests import servers
from tests.helpers import Tablet, actor, found_county, plan_value, raw

CLIENTS, ANSWERS, EACH = 4, 60, 100
SQLITE, POSTGRESQL, RESENT = 300, 200, 1000


def figures() -> list[dict[str, Any]]:
    """Inspections of 60 answers a second: {"name", "value", "unit", "budget", "ok"}; at least the budget."""
    with tempfile.TemporaryDirectory() as folder:
        found = _measured("sqlite", Database(f"sqlite:///{Path(folder) / 'bench.db'}"), SQLITE)
    with servers.postgresql() as server:
        found += _measured("postgresql", Database(server.url(server.create())), POSTGRESQL)
    return found


def _measured(name: str, db: Database, budget: int) -> list[dict[str, Any]]:
    upgrade(db)
    found_county(db)
    work = [_inspections(db) for _ in range(CLIENTS)]
    made = [
        _figure(f"push_{ANSWERS}_answers_{name}", _rate(db, work), budget),
        _figure(f"push_{ANSWERS}_resent_{name}", _rate(db, work), RESENT),
    ]
    db.close()
    return made


def _figure(name: str, value: float, budget: int) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 1),
        "unit": "inspections/s",
        "budget": budget,
        "ok": value >= budget,
    }


def _inspections(db: Database) -> tuple[str, list[list[bytes]]]:
    """A device, and the batches that it sends: one visit each."""
    tablet = Tablet(db)
    batches = []
    for _ in range(EACH):
        visit = visits.plan(db, actor("p-sec"), plan_value())
        batches.append(
            raw([tablet.op(visit, f"visit/{visit}", f"answer/item-{n:03}", "ok") for n in range(ANSWERS)])
        )
    return tablet.device, batches


def _rate(db: Database, work: list[tuple[str, list[list[bytes]]]]) -> float:
    def send(device: str, batches: list[list[bytes]]) -> None:
        for batch in batches:
            push.push(db, actor("p-exp1"), device, batch)

    jobs: list[Callable[[], None]] = [lambda d=device, b=batches: send(d, b) for device, batches in work]  # type: ignore[misc]
    threads = [threading.Thread(target=job) for job in jobs]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return CLIENTS * EACH / (time.perf_counter() - started)
