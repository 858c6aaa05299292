"""Server time of the bureau's pages over 1,795 enterprises and 20,000 findings on SQLite, p95; and of a tablet's first bundle.

Each page three times: while the log stands, with somebody else's op between any two requests, and with one that changes a finding, so that every figure
of findings is made again.

The county is made once by `inspect-app demo --findings 20000` in a throw-away folder; BENCH_DATA names a folder to keep it in.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from flask.testing import FlaskClient

from inspect_app import create_app
from inspect_app.commands.log import writing
from inspect_app.config import from_environment
from inspect_app.domain.people import system
from inspect_app.storage import tables as t

FINDINGS = "20000"
ROUNDS = 40
WARM = 4  # a server that runs; the first request of a process compiles its templates
BUDGET_MS = 50.0
CHARTS_MS = 80.0  # the figures of a whole year
PAGES = {
    "today": "/bureau/", "review": "/bureau/review", "ledger": "/bureau/ledger", "ledger, overdue": "/bureau/ledger?group=overdue",
    "ledger, major": "/bureau/ledger?severity=major", "ledger, a word": "/bureau/ledger?q=配电箱", "ledger, two characters": "/bureau/ledger?q=配电", "ledger, by deadline": "/bureau/ledger?sort=due", "ledger, a township": "/bureau/ledger?township={township}",
    "charts": "/bureau/charts", "charts, where": "/bureau/charts?view=spread", "warnings": "/bureau/warnings", "warnings, enterprises": "/bureau/warnings?of=enterprise",
    "referrals": "/bureau/referrals", "finding": "/bureau/findings/{finding}", "visits": "/bureau/visits", "documents": "/bureau/documents",
}  # fmt: skip


def figures() -> list[dict[str, Any]]:
    """See the module."""
    with county() as data:
        app = create_app(replace(from_environment({"INSPECT_DATA": str(data)}), testing=True))
        with app.extensions["inspect"].db.read() as connection:
            known = {
                "finding": connection.scalar(
                    sa.select(t.finding.c.id).where(t.finding.c.state == "closed").limit(1)
                ),
                "township": connection.scalar(sa.select(t.township.c.id).order_by(t.township.c.id).limit(1)),
            }
        desk = _client(app, "section")
        found = []
        for name, address in PAGES.items():
            at = address.format(**known)
            found += [
                _page(desk, name, at),
                _page(desk, f"{name}, log grows", at, lambda: _grow(app)),
                _page(desk, f"{name}, findings change", at, lambda: _change(app)),
            ]
        return [*found, *_bundle(_client(app, "expert1"))]


@contextmanager
def county() -> Iterator[Path]:
    """The data folder of the county with 20,000 findings."""
    kept = os.environ.get("BENCH_DATA")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(kept or folder)
        if not (data / "inspect.db").exists():
            env = os.environ | {"INSPECT_DATA": str(data)}
            program = Path(sys.executable).with_name("inspect-app")
            subprocess.run(
                [str(program), "demo", "--findings", FINDINGS], env=env, check=True, stdout=sys.stderr
            )
        yield data


def _client(app: Any, login: str) -> FlaskClient:
    client: FlaskClient = app.test_client()
    answer = client.post("/api/v1/session", json={"login": login, "password": "demo-2026"})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return client


def _grow(app: Any) -> None:
    """What tablets send all day long: a note of an inspection."""
    db = app.extensions["inspect"].db
    with db.read() as connection:
        org = connection.scalar(sa.select(t.org.c.id))
        visit = connection.scalar(sa.select(t.visit.c.id).where(t.visit.c.org_id == org).limit(1))
    with writing(db, org) as log:
        log.set(system(org), f"visit/{visit}", "note", f"第 {log.seq} 条", visit)


def _change(app: Any) -> None:
    """Another department or the desk urges: the finding's row is another one."""
    db = app.extensions["inspect"].db
    with db.read() as connection:
        org = connection.scalar(sa.select(t.org.c.id))
        running = sa.select(t.finding.c.id).where(
            t.finding.c.org_id == org, t.finding.c.state == "rectifying"
        )
        key = connection.scalar(running.order_by(t.finding.c.urged, t.finding.c.id).limit(1))
    with writing(db, org) as log:
        log.event(
            msgspec.structs.replace(system(org), role="section"),
            f"finding/{key}",
            "urge",
            {"note": "请按期整改"},
        )


def _page(
    client: FlaskClient, name: str, address: str, between: Callable[[], None] = lambda: None
) -> dict[str, Any]:
    times = []
    for _ in range(WARM):
        client.get(address)
    for _ in range(ROUNDS):
        between()
        begun = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
    worst = sorted(times)[int(ROUNDS * 0.95)]
    budget = CHARTS_MS if name.startswith("charts") else BUDGET_MS
    return {
        "name": f"page {name}, 20,000 findings, p95",
        "value": round(worst, 1),
        "unit": "ms",
        "budget": budget,
        "ok": worst <= budget,
    }


def _bundle(client: FlaskClient) -> list[dict[str, Any]]:
    begun = time.perf_counter()
    answer = client.get("/api/v1/bundle")
    seconds = time.perf_counter() - begun
    size = len(gzip.compress(answer.get_data(), 6)) / 1000
    return [
        {"name": "first bundle, gz", "value": round(size, 1), "unit": "KB", "budget": 350, "ok": size <= 350},
        {
            "name": "first bundle, time",
            "value": round(seconds, 3),
            "unit": "s",
            "budget": 0.3,
            "ok": seconds <= 0.3,
        },
    ]
