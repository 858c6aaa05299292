"""A real server in its own process and a real Chromium with a profile that survives being killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from inspect_app.checklist_files import load_folder
from inspect_app.commands.log import writing
from inspect_app.domain.checklist import content_hash, to_wire
from inspect_app.domain.people import system
from inspect_app.paths import checklists_dir
from inspect_app.storage.db import Database
from inspect_app.storage.migrate import upgrade
from tests.chromium import ARGS, CHROMIUM
from tests.e2e.console import watch
from tests.helpers import ORG, found_county
from tests.servers import free_port

START_SECONDS = 60  # far more than it takes: the machine may be busy
expect.set_options(timeout=15_000)


class Server:
    """`inspect-app serve` in its own process over its own data folder."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def db(self) -> Database:
        """A connection of the test's own to the same database."""
        return Database(f"sqlite:///{self.data / 'inspect.db'}")

    def start(self, program: Path | None = None, *options: str) -> None:
        """Starts and waits until it answers. `program`: a folder with another version of the package and its static files; `options` of `serve`."""
        env = os.environ | {
            "INSPECT_DATA": str(self.data),
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
            "INSPECT_BASE_URL": self.url,
        }
        if program is not None:
            env["PYTHONPATH"] = str(program)
        log = open(self.data / "server.log", "ab")  # noqa: SIM115 - lives as long as the process
        self.process = subprocess.Popen(
            [str(Path(sys.executable).with_name("inspect-app")), "serve", *options],
            env=env,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        end = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < end:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/healthz", timeout=1):
                return
            time.sleep(0.05)
        self.kill()  # it must not go on under the next test
        raise AssertionError((self.data / "server.log").read_text()[-3000:])

    def kill(self) -> None:
        """SIGKILL, the whole process group."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def founded(data: Path) -> Server:
    """A small county with the six real checklists in a folder of its own, not started."""
    data.mkdir(parents=True)
    made = Server(data)
    db = made.db
    upgrade(db)
    found_county(db, accounts_too=True)
    with writing(db, ORG) as log:
        for c in load_folder(checklists_dir()):
            record = {
                "name": c.id,
                "version": c.version,
                "title": c.title,
                "status": c.status,
                "content_hash": content_hash(c),
                "content": to_wire(c),
            }
            log.record(system(ORG), f"checklist/{c.key}", record)
    db.close()
    return made


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a founded county, made once (argon2 hashes take their time) and copied for every test."""
    folder = tmp_path_factory.mktemp("county") / "data"
    founded(folder)
    return folder


@pytest.fixture
def server(county: Path, tmp_path: Path) -> Iterator[Server]:
    """The small county, served."""
    shutil.copytree(county, tmp_path / "data")
    made = Server(tmp_path / "data")
    made.start()
    yield made
    made.kill()


class Browser:
    """Chromium over one profile folder: can be killed and started again, as a tablet can."""

    def __init__(self, playwright: Playwright, profile: Path, width: int, height: int, *args: str) -> None:
        self.playwright, self.profile, self.size = playwright, profile, {"width": width, "height": height}
        self.args = [*ARGS, *args]
        self.context: BrowserContext | None = None
        self.complaints: list[str] = []

    def start(self, offline: bool = False, **options: Any) -> Page:
        """A page in the profile. `options`: more of Playwright's `launch_persistent_context`."""
        for name in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
            (self.profile / name).unlink(missing_ok=True)
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.profile), executable_path=CHROMIUM, args=self.args, headless=True, viewport=self.size, locale="zh-CN",
            timezone_id="Asia/Shanghai", permissions=["camera", "geolocation"], offline=offline, **options,
        )  # fmt: skip
        self.context.set_default_timeout(15_000)
        self.complaints = watch(self.context, self.complaints)
        return self.context.pages[0]

    def kill(self) -> None:
        """SIGKILL to every process of this profile in one go, as when a tablet's battery is pulled; returns when they are gone."""
        for _try in range(200):
            mine = self._processes()
            for process in mine:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            if not mine:
                break
            time.sleep(0.01)
        with contextlib.suppress(Exception):
            if self.context:
                self.context.close()
        self.context = None

    def _processes(self) -> list[int]:
        found = []
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError, IndexError):
                if (
                    not entry.name.isdigit()
                    or f"--user-data-dir={self.profile}".encode() not in (entry / "cmdline").read_bytes()
                ):
                    continue
                if (entry / "stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX":
                    found.append(int(entry.name))
        return found

    def close(self) -> None:
        """An orderly end."""
        if self.context:
            self.context.close()
            self.context = None


@pytest.fixture
def browser(playwright: Playwright, tmp_path: Path) -> Iterator[Callable[..., Browser]]:
    """Makes browsers: `browser("tablet", 1280, 800, "--a-flag")`."""
    made: list[Browser] = []

    def make(name: str = "tablet", width: int = 1280, height: int = 800, *args: str) -> Browser:
        made.append(Browser(playwright, tmp_path / f"profile-{name}", width, height, *args))
        return made[-1]

    yield make
    for one in made:
        with contextlib.suppress(Exception):
            one.close()
