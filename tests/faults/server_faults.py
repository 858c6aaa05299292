"""SIGKILL of the server in the middle of pushes. Tablets are played by threads that speak HTTP, as fast as the server answers."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import os
import random
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from inspect_app.commands import photos, verify, visits
from inspect_app.domain import clock
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database, now_ms
from inspect_app.storage.migrate import upgrade
from tests import servers
from tests.e2e.conftest import Server
from tests.faults.bench import Here, Ready, serve
from tests.faults.book import Faults, Outcome
from tests.faults.machine import folder
from tests.helpers import ORG, PASSWORD, actor, found_county, jpeg, plan_value, sha
from tests.servers import free_port

WRITERS = 3
TAKEN = {"applied", "duplicate", "conflict", "kept"}
JSON = {"Content-Type": "application/json"}


class Client:
    """One connection with a session."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        self.cookie = cookie

    def call(self, method: str, path: str, body: bytes, kind: dict[str, str] = JSON) -> Any:
        """The JSON of a 2xx. Raises OSError or HTTPException when no whole answer came, AssertionError for anything else."""
        self.connection.request(method, f"/api/v1{path}", body, {**kind, "Cookie": self.cookie})
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status == 503:
            raise http.client.HTTPException("busy")
        assert answer.status < 300, f"{answer.status} {text[:200]!r}"
        if cookie := answer.getheader("Set-Cookie"):
            self.cookie = cookie.split(";")[0]
        return json.loads(text)


class Writer:
    """A tablet without a screen: makes ops, sends them, keeps what was not answered and sends it again first."""

    def __init__(self, port: int, visit: str, number: int) -> None:
        self.visit, self.chance = visit, random.Random(number)
        client = Client(port)
        client.call("POST", "/session", json.dumps({"login": "p-exp1", "password": PASSWORD}).encode())
        self.cookie = client.cookie
        self.device = client.call(
            "POST", "/devices", json.dumps({"label": "测试平板", "app_version": "test"}).encode()
        )["device"]
        self.last, self.made, self.heads = "", 0, {}  # type: ignore[var-annotated]
        self.waiting: list[list[dict[str, Any]]] = []
        self.sent: list[list[dict[str, Any]]] = []
        self.acknowledged: dict[str, dict[str, Any]] = {}
        self.pictures: dict[str, bytes] = {}
        self.unsent: list[bytes] = []
        self.wrong: list[str] = []

    def op(self) -> dict[str, Any]:
        """An op with a text that no other op has."""
        self.last, self.made = clock.next_stamp(self.last, now_ms(), self.device), self.made + 1
        path = f"note/{self.device}-{self.chance.randrange(30)}"
        prev, self.heads[path] = self.heads.get(path, []), [self.last]
        text = f"{self.device} {self.made} " + "现" * self.chance.randrange(400)
        return {"id": self.last, "visit": self.visit, "subject": f"visit/{self.visit}", "kind": "set", "path": path, "value": text, "prev": prev,
                "author": "p-exp1", "device": self.device}  # fmt: skip

    def run(self, port: int, stopped: threading.Event) -> None:
        """Pushes until the server is gone."""
        client = Client(port, self.cookie)
        try:
            while not stopped.is_set():
                self.push(client)
                if self.chance.random() < 0.3:
                    self.photo(client)
        except (OSError, http.client.HTTPException, ValueError):
            return  # no whole answer: nothing was acknowledged
        except AssertionError as error:
            self.wrong.append(str(error))

    def push(self, client: Client) -> None:
        """The batch that was not answered, else a new one."""
        if not self.waiting:
            self.waiting.append([self.op() for _ in range(self.chance.randint(1, 40))])
        ops = self.waiting[0]
        self.take(
            ops,
            client.call(
                "POST", "/ops", json.dumps({"device": self.device, "now": now_ms(), "ops": ops}).encode()
            ),
        )
        self.sent.append(self.waiting.pop(0))

    def take(self, ops: list[dict[str, Any]], answer: Any) -> None:
        """What the server said of each."""
        states = {one["id"]: one["state"] for one in answer["results"]}
        for op in ops:
            if states.get(op["id"]) in TAKEN:
                self.acknowledged[op["id"]] = op
            else:
                self.wrong.append(f"{op['id']}: {states.get(op['id'])}")

    def photo(self, client: Client) -> None:
        """One picture."""
        if not self.unsent:
            self.unsent.append(jpeg(self.chance.randrange(10**6)))
        data = self.unsent[0]
        answer = client.call("PUT", f"/photos/{sha(data)}", data, {"Content-Type": "image/jpeg"})
        if answer["sha256"] == sha(data):
            self.pictures[sha(data)] = self.unsent.pop(0)

    def resend(self, client: Client) -> Faults:
        """Everything of the last life once more: every op is a duplicate."""
        found = Faults()
        for ops in self.sent:
            answer = client.call("POST", "/ops", json.dumps({"device": self.device, "ops": ops}).encode())
            found.duplicated += [
                f"sent again: {one['id']} is {one['state']}"
                for one in answer["results"]
                if one["state"] != "duplicate"
            ]
        self.sent.clear()
        return found


def kill_server(ready: Ready, chance: random.Random, first: int, count: int) -> Outcome:
    """SIGKILL to the server process while three tablets push and upload over HTTP; SQLite with synchronous=FULL."""
    with folder() as where, contextlib.ExitStack() as ending:
        shutil.copytree(ready.data, where / "data")
        return _lives(serve(where / "data", free_port(), ending), ready.visit, chance, first, count)


def kill_server_pg(ready: Ready, chance: random.Random, first: int, count: int) -> Outcome:
    """The same with PostgreSQL under it."""
    with (
        folder() as where,
        servers.postgresql() as postgresql,
        _environment(INSPECT_DATABASE=postgresql.url(postgresql.create())),
    ):
        server = OnPostgreSQL(where / "data")
        server.data.mkdir()
        visit = server.found()
        server.start()
        return _lives(server, visit, chance, first, count)


class OnPostgreSQL(Here):
    """A server over the database that the environment names."""

    @property
    def db(self) -> Database:
        """A connection of the test's own."""
        return Database(os.environ["INSPECT_DATABASE"])

    def found(self) -> str:
        """A small county with one visit."""
        db = self.db
        upgrade(db)
        found_county(db, accounts_too=True)
        visit = visits.plan(db, actor("p-sec"), plan_value())
        db.close()
        return visit


@contextlib.contextmanager
def _environment(**more: str) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(more)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _lives(server: Server, visit: str, chance: random.Random, first: int, count: int) -> Outcome:
    outcome = Outcome({}, Faults())
    writers = [Writer(server.port, visit, first * 10 + n) for n in range(WRITERS)]
    try:
        for _ in range(count):
            _one_life(server, writers, chance.uniform(0.03, 1.0))
            server.start()
            db = server.db
            outcome.found.add(_compare(db, server.data, writers))
            db.close()
            for writer in writers:
                outcome.found.add(writer.resend(Client(server.port, writer.cookie)))
    finally:
        server.kill()
    outcome.kinds = {
        "op": sum(len(w.acknowledged) for w in writers),
        "photo": sum(len(w.pictures) for w in writers),
    }
    outcome.found.dropped += [one for writer in writers for one in writer.wrong]
    return outcome


def _one_life(server: Server, writers: list[Writer], seconds: float) -> None:
    stopped = threading.Event()
    threads = [threading.Thread(target=writer.run, args=(server.port, stopped)) for writer in writers]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    server.kill()
    stopped.set()
    for thread in threads:
        thread.join(30)


def _compare(db: Database, data: Path, writers: list[Writer]) -> Faults:
    """Everything acknowledged is in the log word for word, once; the log verifies."""
    found = Faults()
    with db.read() as connection:
        rows = connection.execute(
            sa.select(t.op.c.id, t.op.c.path, t.op_value.c.value).join(
                t.op_value, sa.and_(t.op_value.c.org_id == t.op.c.org_id, t.op_value.c.seq == t.op.c.seq)
            )
        ).all()
        names = set(connection.scalars(sa.select(t.photo.c.sha256)))
    held = {row.id: (row.path, json.loads(row.value)) for row in rows}
    if len(held) != len(rows):
        found.duplicated.append(f"{len(rows)} ops under {len(held)} ids")
    texts = [value for path, value in held.values() if path.startswith("note/")]
    if len(texts) != len(set(texts)):
        found.duplicated.append(f"{len(texts) - len(set(texts))} ops say what another one says")
    blobs = Folder(data / "blobs")
    for writer in writers:
        found.lost += [
            f"op {id_}"
            for id_, op in writer.acknowledged.items()
            if held.get(id_) != (op["path"], op["value"])
        ]
        for name in writer.pictures:
            stored = blobs.get(photos.blob_name(ORG, "original", name)) if name in names else None
            if hashlib.sha256(stored or b"").hexdigest() != name:
                found.lost.append(f"photo {name}")
    found.lost += [f"verify: {problem}" for problem in verify.verify(db, ORG).problems]
    return found
