"""Bytes by name: photos and issued files. A folder on disk, durable before `put` returns; S3 is the same interface (blobs_s3).

Names are `<org>/<kind>/<sha256>`, and `<org>/paper/<document>.<beginning of a hash>` for signed files, which are not made twice alike; content
never changes under a name.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Protocol

from inspect_app.storage.db import Full

NAME = re.compile(r"[0-9A-Za-z_-]+(/[0-9A-Za-z._-]+){1,3}")
PIECE = 1 << 16
Fill = Callable[[IO[bytes]], Any]  # writes the content into the open file


class Blobs(Protocol):
    """What the app needs of a blob store."""

    def put(self, name: str, data: bytes) -> None:
        """Stores durably; the same name twice is harmless. Raises Full when there is no space."""

    def put_new(self, name: str, data: bytes) -> bytes:
        """Stores durably what can't be made twice alike; returns what is held under the name: `data`, or what somebody stored before. Raises Full."""

    def get(self, name: str) -> bytes | None:
        """The bytes, or None."""

    def pieces(self, name: str) -> Iterator[bytes] | None:
        """The bytes piece by piece, for what need not lie in memory whole; None when the name isn't held."""

    def has(self, name: str) -> bool:
        """Whether the name is held."""

    def put_file(self, name: str, path: Path) -> None:
        """Stores a file that need not fit into memory; else as `put`. The file stays where it is."""

    def remove(self, name: str) -> None:
        """Takes away what can be made again (merged printings); harmless when it isn't held."""


def check_name(name: str) -> None:
    """Raises ValueError for a name that could lie outside the store."""
    if not NAME.fullmatch(name) or ".." in name:
        raise ValueError(f"bad blob name {name!r}")


class Folder:
    """Blobs as files: written beside, flushed to disk, then renamed, so that a name never shows half a file."""

    def __init__(self, root: Path, min_free: int = 0) -> None:
        self.root = root
        self.min_free = min_free

    def _path(self, name: str) -> Path:
        check_name(name)
        folder, _, last = name.rpartition("/")
        return self.root / folder / last[:2] / last

    def put(self, name: str, data: bytes) -> None:
        """See Blobs.put; keeps `min_free` bytes of the disk free for the database."""
        self._write(self._path(name), len(data), lambda out: out.write(data), os.replace)

    def put_file(self, name: str, path: Path) -> None:
        """See Blobs.put_file."""
        self._write(self._path(name), path.stat().st_size, lambda out: _pour(path, out), os.replace)

    def put_new(self, name: str, data: bytes) -> bytes:
        """See Blobs.put_new."""
        path = self._path(name)
        self._write(path, len(data), lambda out: out.write(data), _claim)
        return path.read_bytes()

    def _write(self, path: Path, size: int, fill: Fill, name_it: Callable[[str, Path], None]) -> None:
        if path.exists():
            return
        try:
            _make_folder(path.parent)
            usage = os.statvfs(path.parent)
            if usage.f_bavail * usage.f_frsize < self.min_free + size:
                raise Full("less free space than the reserve")
            _write_durably(path, fill, name_it)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise Full(str(error)) from error
            raise

    def get(self, name: str) -> bytes | None:
        """See Blobs.get."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def pieces(self, name: str) -> Iterator[bytes] | None:
        """See Blobs.pieces."""
        try:
            return _pieces(self._path(name).open("rb"))
        except FileNotFoundError:
            return None

    def has(self, name: str) -> bool:
        """See Blobs.has."""
        return self._path(name).exists()

    def remove(self, name: str) -> None:
        """See Blobs.remove."""
        self._path(name).unlink(missing_ok=True)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


def _pour(source: Path, out: IO[bytes]) -> None:
    with source.open("rb") as data:
        shutil.copyfileobj(data, out, PIECE)


def _claim(temporary: str, path: Path) -> None:
    """Gives the file its name unless somebody was faster: `link` is refused where `replace` would overwrite."""
    with suppress(FileExistsError):
        os.link(temporary, path)
    os.unlink(temporary)


def _write_durably(path: Path, fill: Fill, name_it: Callable[[str, Path], None]) -> None:
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())
        name_it(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)  # the name itself must survive a power cut


def _make_folder(folder: Path) -> None:
    """Creates what is missing on the way and makes those names durable too."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def open_blobs(where: str, min_free: int = 0) -> Blobs:
    """A folder's path, or `s3://bucket/prefix?endpoint=…` (needs the extra [s3]). Raises ValueError for a bad address."""
    if where.startswith("s3://"):
        from inspect_app.storage.blobs_s3 import Bucket

        return Bucket(where)
    return Folder(Path(where), min_free)
