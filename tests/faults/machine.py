"""The machine a trial runs on: versions for the ledger, and small disks of its own on loop mounts."""

from __future__ import annotations

import contextlib
import functools
import os
import platform
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from inspect_app.web.field_files import app
from tests.chromium import CHROMIUM

CHECKOUT = Path(__file__).parents[2]


def _said(*command: str) -> str:
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


@functools.cache
def versions() -> dict[str, str]:
    """What was tested: the commit, the hash of the field app, and what it ran on."""
    chromium = re.search(r"[\d.]+", _said(CHROMIUM, "--version"))
    return {
        "commit": _commit(),
        "app": app().version,
        "chromium": chromium.group() if chromium else "unknown",
        "kernel": platform.release(),
        "python": platform.python_version(),
    }


def _commit() -> str:
    """`+` behind it: the code differs from that commit. The ledger itself does not count."""
    changed = _said("git", "status", "--porcelain", "--", "inspect_app", "static", "tests/faults")
    return (_said("git", "describe", "--always") or "unknown") + ("+" if changed else "")


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"{' '.join(command)}: {done.stderr.strip()}")


@functools.cache
def no_disks() -> str:
    """Why no loop disk can be made here; "" when it can."""
    if os.geteuid() != 0:
        return "mounting a loop disk needs root"
    try:
        with folder() as where, Disk.make(where, megabytes=16):
            return ""
    except OSError as error:
        return f"no loop disk can be mounted here ({error})"


class Disk:
    """An ext4 disk in a file. A context: mounted inside, not any more after it."""

    def __init__(self, image: Path, mount: Path) -> None:
        self.image, self.mount = image, mount

    @classmethod
    def make(cls, folder: Path, megabytes: int) -> Disk:
        """A new, empty one."""
        disk = cls(folder / "disk.img", folder / "mnt")
        with disk.image.open("wb") as file:
            file.truncate(megabytes << 20)
        _run("mkfs.ext4", "-q", "-F", "-m", "0", str(disk.image))
        return disk

    def __enter__(self) -> Disk:
        self.mount.mkdir(exist_ok=True)
        # commit=300: the file system writes nothing down by itself in the time of a trial, only what somebody asked it to.
        _run("mount", "-o", "loop,commit=300", str(self.image), str(self.mount))
        return self

    def __exit__(self, *_: object) -> None:
        for _try in range(50):
            with contextlib.suppress(OSError):
                _run("umount", str(self.mount))
                return
            time.sleep(0.1)
        _run("umount", "-l", str(self.mount))

    def flush(self) -> None:
        """Everything is on the disk."""
        _run("sync", "-f", str(self.mount))

    def cut(self, to: Path) -> Path:
        """The image as it is now: what a power cut leaves. Nobody may be writing to the disk."""
        _run("cp", "--sparse=always", str(self.image), str(to))
        return to

    def fill(self) -> None:
        """Takes all space that is left."""
        junk = self.mount / "junk"
        with contextlib.suppress(OSError), junk.open("ab", buffering=0) as file:
            block = os.urandom(1 << 16)
            while True:
                file.write(block)
        with contextlib.suppress(OSError), (self.mount / "junk-2").open("ab", buffering=0) as file:
            while True:
                file.write(b"x" * 512)

    def free(self) -> None:
        """Gives it back."""
        for name in ("junk", "junk-2"):
            (self.mount / name).unlink(missing_ok=True)


def check_disk(image: Path) -> None:
    """e2fsck as at a start after a power cut: replays the journal, repairs. Raises when it could not be repaired."""
    done = subprocess.run(["e2fsck", "-p", str(image)], capture_output=True, text=True, check=False)
    if done.returncode > 1:
        done = subprocess.run(["e2fsck", "-fy", str(image)], capture_output=True, text=True, check=False)
    if done.returncode > 2:
        raise OSError(f"e2fsck: {done.stdout}{done.stderr}")


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A folder for one run, on a real disk; thrown away after it."""
    made = Path(tempfile.mkdtemp(prefix="inspect-faults-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
