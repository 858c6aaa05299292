"""Prints of photos (64 bits as 16 hex digits, render.prints): how far apart, in words, and which of many are near. Pure."""

from __future__ import annotations

from functools import lru_cache

NEAR = 9  # bits of 64 that a slightly cut copy may differ in
SAME = 6  # re-encoded, resized or brightened copies differ in no more
SIZE = 8  # bytes of a print


def words(distance: int | None) -> str:
    """How alike two photos are. None: the same file, byte for byte."""
    if distance is None:
        return "同一个照片文件"
    return "画面几乎完全相同" if distance <= SAME else "画面很相似"


@lru_cache(maxsize=256)
def _apart(byte: int) -> bytes:
    """For each other byte, how many bits it differs in from this one."""
    return bytes((byte ^ other).bit_count() for other in range(256))


@lru_cache(maxsize=8)
def _near(most: int) -> bytes:
    return bytes(count <= most for count in range(256))


class Prints:
    """Many prints with their photos; finds those near one in about a millisecond for 60,000.

    They lie in columns, a byte of each print side by side, so that the counting is done by `bytes.translate` and sums of whole columns as one
    long number (64 bits never fill a byte).
    """

    def __init__(self) -> None:
        self._columns = [bytearray() for _ in range(SIZE)]
        self._photos: list[bytes] = []
        self._known: set[bytes] = set()

    def __len__(self) -> int:
        return len(self._photos)

    def add(self, sha256: str, print_: str) -> None:
        """One more; a photo that is there already is left as it is."""
        photo = bytes.fromhex(sha256)
        if photo in self._known:
            return
        self._known.add(photo)
        self._photos.append(photo)
        for column, byte in zip(self._columns, bytes.fromhex(print_), strict=True):
            column.append(byte)

    def near(self, print_: str, most: int = NEAR) -> list[tuple[int, str]]:
        """(bits apart, SHA-256) of those at most `most` bits apart, nearest first."""
        count = len(self._photos)
        if not count:
            return []
        total = 0
        for column, byte in zip(self._columns, bytes.fromhex(print_), strict=True):
            total += int.from_bytes(column.translate(_apart(byte)), "little")
        apart = total.to_bytes(count, "little")
        marked, found = apart.translate(_near(most)), []
        at = marked.find(1)
        while at >= 0:
            found.append((apart[at], self._photos[at].hex()))
            at = marked.find(1, at + 1)
        return sorted(found)
