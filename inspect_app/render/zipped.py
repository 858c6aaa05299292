"""A ZIP written piece by piece to somebody who reads it meanwhile: never whole in memory, the same bytes for the same content."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec
from isal import isal_zlib


class File(msgspec.Struct, frozen=True):
    """What was written under a name."""

    name: str
    sha256: str
    bytes: int
    what: str


class _Sink:
    """Where the ZIP is written; it can't be sought in, so lengths follow their data."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def taken(self) -> bytes:
        """What was written since the last call."""
        data = b"".join(self.parts)
        self.parts.clear()
        return data


class Zipped:
    """`files` lists what was added. `at`: the time that all entries carry."""

    def __init__(self, at: datetime) -> None:
        self.files: list[File] = []
        self._at = at.timetuple()[:6]
        self._sink = _Sink()
        self._zip = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_DEFLATED)  # type: ignore[call-overload]

    def add(
        self, name: str, what: str, pieces: Iterable[bytes], packed: bool = False, fast: bool = False
    ) -> Iterator[bytes]:
        """Writes one file and yields what came of it. `packed`: JPEG and PDF, which deflate does not make smaller. `fast`: by ISA-L, in a quarter of
        the time for a file 6 % larger.

        Packed ones are deflated at level 0 and not stored: of a stored entry whose length comes after it, readers of streams can't find the end.
        """
        info = zipfile.ZipInfo(name, self._at)
        info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
        info._compresslevel = 0 if packed else 6  # type: ignore[attr-defined]
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w") as out:
            if fast:
                out._compressor = isal_zlib.compressobj(2, isal_zlib.DEFLATED, -15)
            for piece in pieces:
                out.write(piece)
                digest.update(piece)
                size += len(piece)
                if data := self._sink.taken():
                    yield data
        self.files.append(File(name, digest.hexdigest(), size, what))
        yield self._sink.taken()

    def close(self) -> Iterator[bytes]:
        """The directory at the end."""
        self._zip.close()
        yield self._sink.taken()
