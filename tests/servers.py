"""Real servers for tests: Debian's PostgreSQL and SeaweedFS as S3. Each starts when a test first asks, in a folder that is thrown away."""

from __future__ import annotations

import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg


class PostgreSQL:
    """A server on a unix socket; databases are made from a template in some 30 ms."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = 0

    def url(self, name: str) -> str:
        """For SQLAlchemy."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def run(self, sql: str) -> None:
        """One statement outside a transaction, on the maintenance database."""
        with psycopg.connect(
            f"host={self.folder} user=postgres dbname=postgres", autocommit=True
        ) as connection:
            connection.execute(sql)  # type: ignore[arg-type]  # fixed text of this module

    def create(self, template: str = "template0") -> str:
        """A new database; returns its name."""
        self.made += 1
        name = f"test_{self.made}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        """Removes a database whoever is still connected."""
        self.run(f"DROP DATABASE {name} WITH (FORCE)")


def _program(name: str) -> str:
    found = [
        *sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True),
        *filter(None, [shutil.which(name)]),
    ]
    if not found:
        raise RuntimeError(f"{name} is not installed: run `make setup` (Debian package postgresql)")
    return str(found[0])


def _wait(
    process: subprocess.Popen[bytes], ready: Callable[[], bool], log: Path, seconds: float = 30
) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{process.args!r} does not answer:\n{log.read_text()[-2000:]}")
        time.sleep(0.05)


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """Starts a server as the user postgres when we are root (it refuses to run as root), else as ourselves."""
    folder = Path(
        tempfile.mkdtemp(prefix="inspect-pg-")
    )  # short, since a socket's address has 107 characters at most
    data, log = folder / "data", folder / "log"
    user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    if user:
        person = pwd.getpwnam("postgres")
        os.chown(folder, person.pw_uid, person.pw_gid)
    process = None
    try:
        subprocess.run(
            [_program("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
            check=True, capture_output=True, cwd=folder, **user,
        )  # fmt: skip
        # Without fsync: these tests are about what is stored, those about power cuts run on SQLite's own settings.
        settings = [
            "-c",
            "fsync=off",
            "-c",
            "full_page_writes=off",
            "-c",
            "max_connections=200",
            "-c",
            "log_min_messages=error",
        ]
        with log.open("wb") as out:
            process = subprocess.Popen(
                [_program("postgres"), "-D", data, "-k", folder, "-h", "", *settings],
                stdout=out,
                stderr=out,
                cwd=folder,
                **user,
            )
        server = PostgreSQL(folder)
        _wait(process, lambda: _answers(server), log)
        yield server
    finally:
        if process is not None:
            process.send_signal(signal.SIGQUIT)  # at once, whoever is still connected
            process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _answers(server: PostgreSQL) -> bool:
    try:
        server.run("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def _ports() -> Iterator[int]:
    """Ports of this worker alone, below those that the system gives to outgoing connections: one that was free a moment ago is nobody else's now."""
    first = 12_000 + 5_000 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    begin = random.randrange(5_000)  # another run of the tests on this machine begins elsewhere
    while True:
        yield from range(first + begin, first + 5_000)
        begin = 0


_own_ports = _ports()


def free_port() -> int:
    """A port nobody listens on now."""
    for port in _own_ports:
        with socket.socket() as s, suppress(OSError):
            s.bind(("127.0.0.1", port))
            return port
    raise AssertionError("unreachable")


@contextmanager
def seaweedfs() -> Iterator[str]:
    """A real S3 server; yields its endpoint. Access without keys, as SeaweedFS has none configured."""
    weed = Path(sys.executable).with_name("weed")
    folder = Path(tempfile.mkdtemp(prefix="inspect-s3-"))
    port, log = free_port(), folder / "log"
    ports = {name: free_port() for name in ("master.port", "volume.port", "filer.port")}
    arguments = [f"-{name}={number}" for name, number in ports.items()]
    # SeaweedFS takes HTTP port + 10000 for gRPC unless told, which passes 65535 for most free ports.
    arguments += [f"-{name}.grpc={free_port()}" for name in ports]
    arguments += ["-s3.port.iceberg=0", "-s3.port.lance=0"]  # at fixed ports, of which a second server dies
    with log.open("wb") as out:
        process = subprocess.Popen(
            [weed, "-logtostderr", "server", f"-dir={folder}", "-ip=127.0.0.1", "-s3", f"-s3.port={port}", f"-s3.port.grpc={free_port()}",
             "-volume.max=20", "-master.volumeSizeLimitMB=64", *arguments],
            stdout=out, stderr=out, cwd=folder,
        )  # fmt: skip
    try:
        _wait(process, lambda: _listens(port), log, 60)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()  # it takes ten seconds to end in order, and its data is thrown away
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _listens(port: int) -> bool:
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0
