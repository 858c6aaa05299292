"""A fresh database, county and server for each test; the slow parts are made once a session and copied."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Playwright, sync_playwright

from inspect_app.commands import accounts, photos, push, visits
from inspect_app.config import Config
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database
from inspect_app.storage.migrate import upgrade
from tests import servers
from tests.helpers import ORG, Tablet, actor, found_county, plan_value, raw, sha


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One for all tests: its synchronous form can't be started twice in a process."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def postgresql() -> Iterator[servers.PostgreSQL]:
    """Debian's PostgreSQL, started when the first test asks."""
    with servers.postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_template(postgresql: servers.PostgreSQL) -> str:
    """Name of a migrated, empty database to copy."""
    name = postgresql.create()
    made = Database(postgresql.url(name))
    upgrade(made)
    made.close()
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file to copy."""
    file = tmp_path_factory.mktemp("template") / "empty.db"
    made = Database(f"sqlite:///{file}")
    upgrade(made)
    made.close()
    return file


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A fresh SQLite database."""
    file = tmp_path / "test.db"
    shutil.copyfile(sqlite_template, file)
    made = Database(f"sqlite:///{file}")
    hurry(made)
    yield made
    made.close()


def hurry(db: Database) -> None:
    """Spares tests the wait for the disk; those about SIGKILL and full disks run a server with its own settings."""
    db.engine.dispose()
    sa.event.listen(db.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))


@pytest.fixture
def pg(postgresql: servers.PostgreSQL, postgresql_template: str) -> Iterator[Database]:
    """A fresh PostgreSQL database."""
    name = postgresql.create(postgresql_template)
    made = Database(postgresql.url(name))
    yield made
    made.close()
    postgresql.drop(name)


@pytest.fixture(params=["sqlite", "pg"], ids=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest) -> Database:
    """A fresh database of either kind."""
    made: Database = request.getfixturevalue(request.param)
    return made


def together(jobs: list[Callable[[], Any]]) -> list[BaseException]:
    """Runs all jobs at the same moment; returns what went wrong."""
    errors: list[BaseException] = []
    barrier = threading.Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            job()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


class County:
    """A founded org with what a test needs to act in it."""

    def __init__(self, db: Database, blobs: Folder) -> None:
        self.db, self.blobs = db, blobs

    def plan(self, **changes: Any) -> str:
        """A planned visit; returns its uuid."""
        return visits.plan(self.db, actor("p-sec"), plan_value(**changes))

    def tablet(self, person: str = "p-exp1", device: str | None = None) -> Tablet:
        """A tablet enrolled for a person."""
        return Tablet(self.db, person, device)

    def push(self, tablet: Tablet, ops: list[dict[str, Any]], **options: Any) -> list[push.Result]:
        """What the server answers to these ops."""
        return push.push(self.db, actor(tablet.author), tablet.device, raw(ops), **options)

    def photo(self, data: bytes, person: str = "p-exp1") -> photos.Stored:
        """Uploads a photo."""
        return photos.put_photo(self.db, self.blobs, actor(person), sha(data), data)

    def row(self, case: str, key: str) -> dict[str, Any]:
        """A projection's row."""
        from inspect_app.storage import projections as pr

        table = pr.CASE_TABLES[case]
        with self.db.read() as connection:
            return dict(
                connection.execute(table.select().where(table.c.org_id == ORG, table.c.id == key))
                .mappings()
                .one()
            )


@pytest.fixture(scope="session")
def founded_sqlite(sqlite_template: Path) -> Path:
    """A founded county to copy."""
    file = sqlite_template.with_name("founded.db")
    shutil.copyfile(sqlite_template, file)
    made = Database(f"sqlite:///{file}")
    found_county(made)
    made.close()
    return file


@pytest.fixture(scope="session")
def founded_pg(postgresql: servers.PostgreSQL, postgresql_template: str) -> str:
    """Name of a founded county to copy."""
    name = postgresql.create(postgresql_template)
    made = Database(postgresql.url(name))
    found_county(made)
    made.close()
    return name


@pytest.fixture
def small(founded_sqlite: Path, tmp_path: Path) -> Iterator[County]:
    """A small county on SQLite, for tests whose subject is not the database."""
    file = tmp_path / "county.db"
    shutil.copyfile(founded_sqlite, file)
    made = Database(f"sqlite:///{file}")
    hurry(made)
    yield County(made, Folder(tmp_path / "blobs"))
    made.close()


@pytest.fixture
def on_postgresql(postgresql: servers.PostgreSQL, founded_pg: str, tmp_path: Path) -> Iterator[County]:
    """A small county on PostgreSQL."""
    name = postgresql.create(founded_pg)
    made = Database(postgresql.url(name))
    yield County(made, Folder(tmp_path / "blobs"))
    made.close()
    postgresql.drop(name)


@pytest.fixture(params=["small", "on_postgresql"], ids=["sqlite", "postgresql"])
def county(request: pytest.FixtureRequest) -> County:
    """A small county on either database."""
    made: County = request.getfixturevalue(request.param)
    return made


@pytest.fixture(scope="session")
def county_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county with accounts, to copy: passwords take their time."""
    file = tmp_path_factory.mktemp("county") / "county.db"
    made = Database(f"sqlite:///{file}")
    upgrade(made)
    found_county(made, accounts_too=True)
    made.close()
    return file


@pytest.fixture
def app(county_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """The application over a county with accounts, on SQLite."""
    from inspect_app.web.app import build

    data = tmp_path / "data"
    data.mkdir()
    shutil.copyfile(county_template, data / "inspect.db")
    made = build(
        Config(
            data=data, database=f"sqlite:///{data / 'inspect.db'}", blobs=str(data / "blobs"), secret="test-secret", base_url="http://localhost",
            org=ORG, min_free_bytes=0, testing=True,
        )
    )  # fmt: skip
    hurry(made.extensions["inspect"].db)
    yield made
    made.extensions["inspect"].db.close()


@pytest.fixture
def served(app: Flask) -> County:
    """The county that the application serves."""
    return County(app.extensions["inspect"].db, app.extensions["inspect"].blobs)


@pytest.fixture
def client(app: Flask, served: County) -> Callable[..., FlaskClient]:
    """`client("p-exp1")`: a browser signed in as that person; `client()` nobody."""

    def make(person: str | None = None, org: str = ORG) -> FlaskClient:
        browser = app.test_client()
        if person:
            browser.set_cookie(
                "inspect_session", accounts.start_session(served.db, org, accounts.DAY_MS, person=person)
            )
        return browser

    return make


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """Endpoint of a real S3 server (SeaweedFS), started when the first test asks."""
    with servers.seaweedfs() as endpoint:
        yield endpoint
