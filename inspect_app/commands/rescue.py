"""The bureau takes in what a lost or broken tablet still had: a rescue file, or the files of its second copy, through the same gates as a push."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from inspect_app.commands import photos, push
from inspect_app.domain import canon, sealed, wire
from inspect_app.domain.people import Actor
from inspect_app.storage.blobs import Blobs
from inspect_app.storage.db import Database

Row = dict[str, Any]
JPEG = b"\xff\xd8\xff"
ENVELOPE = ("id", "visit", "subject", "kind", "path", "value", "prev", "author", "device")
FILE_MAX = 64 * 1024 * 1024


class Contents(msgspec.Struct):
    """What is inside, as far as it is whole. `photos`: hash → where its bytes are; `faults`: pieces that were cut, altered or can't be opened."""

    about: Row = {}
    bundle: Row = {}
    ops: list[Row] = []
    photos: dict[str, Callable[[], bytes]] = {}
    faults: int = 0
    whole: bool = True

    @property
    def visits(self) -> list[str]:
        """The visits that the ops belong to."""
        return sorted({op["visit"] for op in self.ops if op.get("visit")})


class Taken(msgspec.Struct):
    """What became of it. `states`: how many ops are in which state of docs/wire.md; `refused`: (id, message)."""

    states: Counter[str]
    refused: list[tuple[str, str]]
    stored: int
    held: int
    rejected: list[tuple[str, str]]


class Locked(sealed.Unreadable):
    """No key at hand opens it."""


def read(source: Path, *, secret: str | None, private: sealed.Private) -> Contents:
    """A rescue file, or a folder with the files of a tablet's second copy. Raises Locked, sealed.Unreadable."""
    return _read_folder(source, secret, private) if source.is_dir() else _read_file(source, secret, private)


def take_in(db: Database, blobs: Blobs, actor: Actor, inside: Contents) -> Taken:
    """Pushes the ops, a device at a time, and the photos. Ops keep author and device; `uploaded_by` is the actor. Safe to repeat."""
    taken = Taken(Counter(), [], 0, 0, [])
    by_device: dict[str, list[Row]] = {}
    for op in sorted(inside.ops, key=lambda op: str(op["id"])):
        by_device.setdefault(str(op["device"]), []).append(op)
    for device, ops in by_device.items():
        for at in range(0, len(ops), wire.MAX_OPS):
            raws = [canon.canonical(op) for op in ops[at : at + wire.MAX_OPS]]
            for result in push.push(db, actor, device, raws, rescued=True):
                taken.states[result.state] += 1
                if result.state == "refused":
                    taken.refused.append((result.id or "—", result.message or result.reason or ""))
    for sha256, data in _photos_of(inside):
        try:
            stored = photos.put_photo(db, blobs, actor, sha256, data)
        except photos.Rejected as problem:
            taken.rejected.append((sha256, problem.message))
            continue
        taken.stored += stored.new
        taken.held += not stored.new
    return taken


def _photos_of(inside: Contents) -> Iterator[tuple[str, bytes]]:
    """Each photo's hash and bytes, one in memory at a time; one that can't be read is counted as a fault."""
    for sha256, load in inside.photos.items():
        try:
            data = load()
        except (sealed.Unreadable, OSError):
            inside.faults += 1
            continue
        yield sha256, data


def _add_op(inside: Contents, row: Row, key: bytes | None) -> None:
    """What goes over the wire of an op; ours that stood under a name that no server op can have goes under its own."""
    try:
        op = sealed.open_op(key or b"", row)
        inside.ops.append({name: op[name] for name in ENVELOPE} | {"id": op["id"][:22]})
    except (sealed.Unreadable, KeyError, TypeError, ValueError):
        inside.faults += 1


# --- a rescue file -----------------------------------------------------------------------------------------------------------------------


def _read_file(source: Path, secret: str | None, private: sealed.Private) -> Contents:
    inside, state, data_key = Contents(ops=[], photos={}), sealed.State(), None
    with source.open("rb") as file:
        head, digest = sealed.read_head(file)
        key = sealed.unwrap(head["wraps"], secret=secret, private=private)
        if key is None:
            raise Locked("救援口令不正确，或本机没有对应的私钥")
        for frame in sealed.frames(file, digest, key, state):
            kind = frame.meta["kind"]
            if kind == "about":
                inside.about = frame.meta
                vault = frame.meta.get("vault")  # exported while it was locked: its values are sealed still
                data_key = sealed.unwrap(vault["wraps"], secret=secret, private=private) if vault else None
            elif kind == "bundle":
                inside.bundle = frame.meta["bundle"]
            elif kind == "ops":
                for row in frame.meta["ops"]:
                    _add_op(inside, row, data_key)
            elif kind == "photo":
                place = (source, digest, key, frame.number, frame.offset)
                inside.photos[frame.meta["sha"]] = partial(_photo_in_file, place, data_key)
    inside.faults += state.faults
    inside.whole = state.whole
    return inside


def _photo_in_file(place: tuple[Path, bytes, bytes, int, int], data_key: bytes | None) -> bytes:
    source, digest, key, number, offset = place
    with source.open("rb") as file:
        file.seek(offset)
        frame = next(sealed.frames(file, digest, key, sealed.State(), number))
    return sealed.open_photo(data_key, frame.body)


# --- the files of a second copy ----------------------------------------------------------------------------------------------------------


def _read_folder(source: Path, secret: str | None, private: sealed.Private) -> Contents:
    """Finds logs and photos by their content: the browser gives the files names of its own."""
    inside = Contents(ops=[], photos={})
    files = [
        path for path in sorted(source.rglob("*")) if path.is_file() and 0 < path.stat().st_size <= FILE_MAX
    ]
    logs = [lines for path in files if (lines := _log_lines(path))]
    head = next(
        (meta["vault"] for lines in logs for line in lines if (meta := line.get("meta") or {}).get("vault")),
        None,
    )
    key = sealed.unwrap(head["wraps"], secret=secret, private=private) if head else None
    if head and key is None:
        raise Locked("密码不正确，或本机没有对应的私钥")
    for row in _replayed(logs):
        _add_op(inside, row, key)
    named = {name for op in inside.ops for name in _photos_named(op)}
    for path in files:
        with path.open("rb") as file:
            begin = file.read(len(sealed.BLOCK_MARK))
        if begin.startswith(JPEG) or begin == sealed.BLOCK_MARK:
            _add_photo(inside, path, key, named)
    return inside


def _log_lines(path: Path) -> list[Row]:
    """The lines of a log of the second copy; a torn one is left out. Empty for any other file."""
    with path.open("rb") as file:
        if file.read(2) != b'{"':
            return []
    found = []
    for line in path.read_bytes().split(b"\n"):
        with suppress(msgspec.DecodeError):
            row = msgspec.json.decode(line)
            if isinstance(row, dict) and row.keys() & {"op", "drop", "forget", "meta"}:
                found.append(row)
    return found


def _replayed(logs: list[list[Row]]) -> list[Row]:
    """The ops that are left after each log by itself, as mirror.worker.js does it."""
    ops: dict[str, Row] = {}
    for lines in logs:
        own: dict[str, Row] = {}
        for line in lines:
            if op := line.get("op"):
                own[op["id"]] = op
            own.pop(line.get("drop", ""), None)
            if visit := line.get("forget"):
                own = {id_: op for id_, op in own.items() if op["visit"] != visit}
        ops |= own
    return list(ops.values())


def _photos_named(op: Row) -> set[str]:
    value = op["value"]
    if not isinstance(value, dict):
        return set()
    return {op["path"].rpartition("/")[2], str(value.get("image"))}


def _add_photo(inside: Contents, path: Path, key: bytes | None, named: set[str]) -> None:
    def load() -> bytes:
        return sealed.open_photo(key, path.read_bytes())

    try:
        sha256 = hashlib.sha256(load()).hexdigest()
    except sealed.Unreadable:
        inside.faults += 1
        return
    if sha256 in named:
        inside.photos[sha256] = load
