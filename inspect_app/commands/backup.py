"""Backup and restore of the embedded default: SQLite and a folder of blobs.

The database is copied first, through SQLite's online backup, then the blobs: blobs only ever grow and are stored before the row that
names them, so a copy of later blobs holds everything that the earlier database names. A second backup into the same folder copies only
blobs that are new. Every backup is verified as a whole: the log is replayed and every file that it names must be there with its hash.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import sqlalchemy as sa

from inspect_app.commands import keys, orgs, paper, signing
from inspect_app.commands.photos import blob_name
from inspect_app.commands.verify import verify
from inspect_app.config import Config
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database

DATABASE, BLOBS, SECRET = "inspect.db", "blobs", "secret"
KEYS = keys.FOLDER
SIGNING = signing.FOLDER


class Unfit(Exception):
    """A backup that can't be taken or put back; the message (Chinese) says why and what to do."""


class Taken(msgspec.Struct, frozen=True):
    """What a backup or a restore did. `copied` blobs of `blobs`; `ops` in the log."""

    blobs: int
    copied: int
    ops: int


def backup(config: Config, dest: Path) -> Taken:
    """Copies database, blobs, secret and the keys of commands.keys and commands.signing into `dest` and verifies the copy. Raises Unfit; an earlier backup in `dest` then stays whole."""
    database, blobs = _embedded(config)
    if not database.exists():
        raise Unfit(f"没有找到数据库 {database}，无可备份")
    if dest.resolve().is_relative_to(config.data) or config.data.is_relative_to(dest.resolve()):
        raise Unfit("备份不能放在数据目录里面，也不能包含数据目录；请换一个磁盘或文件夹")
    dest.mkdir(parents=True, exist_ok=True)
    fresh = dest / f"{DATABASE}.new"
    fresh.unlink(missing_ok=True)
    try:
        _copy_database(database, fresh)
        counted = _copy_blobs(blobs, dest / BLOBS)
        ops = check(fresh, dest / BLOBS)
        _copy_durably(config.data / SECRET, dest / SECRET, 0o600)
        _copy_keys(config.data / KEYS, dest / KEYS, "*.pem")
        _copy_keys(config.data / SIGNING, dest / SIGNING, "*")
        os.replace(fresh, dest / DATABASE)
    except OSError as error:
        raise Unfit(f"备份没有完成：{error.strerror or error}（{dest}）；上一份备份没有改动") from error
    finally:
        fresh.unlink(missing_ok=True)
    return Taken(*counted, ops)


def restore(config: Config, source: Path, force: bool = False) -> Taken:
    """Puts a backup into the data directory. Raises Unfit when it holds data (unless `force`), is in use, or the backup is damaged."""
    database, blobs = _embedded(config)
    if not (source / DATABASE).exists():
        raise Unfit(f"{source} 里没有备份（缺少 {DATABASE}）")
    if database.exists() and not force:
        raise Unfit(f"{config.data} 里已有数据，恢复会覆盖它。请先另存，或确认后加 --force")
    _refuse_in_use(database)
    ops = check(source / DATABASE, source / BLOBS)
    fresh = database.with_name(f"{database.name}.new")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        counted = _copy_blobs(source / BLOBS, blobs)
        _copy_database(source / DATABASE, fresh)
        _copy_durably(source / SECRET, config.data / SECRET, 0o600)
        _copy_keys(source / KEYS, config.data / KEYS, "*.pem")
        _copy_keys(source / SIGNING, config.data / SIGNING, "*")
        for rest in ("-wal", "-shm"):  # they belong to the database that is being replaced
            database.with_name(database.name + rest).unlink(missing_ok=True)
        os.replace(fresh, database)
    except OSError as error:
        raise Unfit(f"恢复没有完成：{error.strerror or error}") from error
    finally:
        fresh.unlink(missing_ok=True)
    return Taken(*counted, ops)


def check(database: Path, blobs: Path) -> int:
    """Replays the log of a copy and looks for every file it names; returns the number of ops. Raises Unfit with the first fault."""
    db = Database(f"sqlite:///{database}")
    try:
        ops = 0
        for org in orgs.all_ids(db):
            report = verify(db, org, limit=1)
            ops += report.ops
            if report.problems:
                problem = report.problems[0]
                raise Unfit(f"数据库 {database} 没有通过校验：{problem.where}：{problem.what}")
            for name, sha256 in _files_named(db, org):
                _check_file(Folder(blobs), name, sha256)
        return ops
    except sa.exc.DatabaseError as error:
        raise Unfit(f"数据库 {database} 已损坏或不是本程序的数据库：{error.orig}") from error
    finally:
        db.close()
        for rest in ("-wal", "-shm"):
            database.with_name(database.name + rest).unlink(missing_ok=True)


def _files_named(db: Database, org: str) -> Iterator[tuple[str, str]]:
    """Blob name and SHA-256 of every photo received and every document issued."""
    with db.read() as connection:
        for sha256 in connection.scalars(sa.select(t.photo.c.sha256).where(t.photo.c.org_id == org)):
            yield blob_name(org, "original", sha256), sha256
        issued = sa.select(t.document.c.id, t.document.c.sha256, t.document.c.unsigned).where(
            t.document.c.org_id == org, t.document.c.sha256.is_not(None)
        )
        for row in connection.execute(issued).mappings():
            yield paper.name_of(org, dict(row)), row["sha256"]


def _check_file(blobs: Folder, name: str, sha256: str) -> None:
    data = blobs.get(name)
    if data is None:
        raise Unfit(f"缺少文件 {name}")
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Unfit(f"文件 {name} 的内容与其哈希不符（文件损坏）")


def _embedded(config: Config) -> tuple[Path, Path]:
    """Paths of the database and the blobs. Raises Unfit where this command can't help."""
    url = sa.make_url(config.database)
    if url.get_backend_name() != "sqlite":
        raise Unfit("数据库是 PostgreSQL：请先用 pg_dump 备份数据库，再复制照片和文书的存储（顺序不能颠倒）")
    if "://" in config.blobs:
        raise Unfit("照片和文书存放在对象存储中：请使用对象存储自带的备份，并在数据库备份之后进行")
    return Path(url.database or "").resolve(), Path(config.blobs)


def _copy_database(source: Path, dest: Path) -> None:
    """SQLite's own online backup: a consistent state even while the server writes. Flushed to disk before this returns."""
    try:
        origin = sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30)
        copy = sqlite3.connect(dest)
        with origin, copy:
            origin.backup(copy, pages=4096)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, no -wal beside it
    except sqlite3.Error as error:
        raise Unfit(f"数据库 {source} 复制失败：{error}") from error
    origin.close()
    copy.close()
    _flush(dest)


def _copy_blobs(source: Path, dest: Path) -> tuple[int, int]:
    """Copies files that `dest` lacks; returns (files in source, files copied). Left out: unfinished uploads (`.new-…`) and merged printings,
    which can be made again."""
    total = copied = 0
    for path in sorted(source.rglob("*")) if source.exists() else []:
        inside = path.relative_to(source)
        if not path.is_file() or path.name.startswith(".new-") or inside.parts[1:2] == ("merged",):
            continue
        total += 1
        target = dest / inside
        if not target.exists() or target.stat().st_size != path.stat().st_size:
            _copy_durably(path, target)
            copied += 1
    return total, copied


def _copy_keys(source: Path, dest: Path, which: str) -> None:
    """The private keys that open what tablets encrypted, the certificates that sign; none that `dest` has is taken away."""
    for key in sorted(source.glob(which)):
        if not key.is_file() or key.name.startswith(".new-"):
            continue
        _copy_durably(key, dest / key.name, 0o600)
        dest.chmod(0o700)


def _copy_durably(source: Path, dest: Path, mode: int = 0o644) -> None:
    if not source.exists():
        return
    dest.parent.mkdir(parents=True, exist_ok=True)
    beside = dest.with_name(f".new-{dest.name}")
    shutil.copyfile(source, beside)
    beside.chmod(mode)
    _flush(beside)
    os.replace(beside, dest)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_in_use(database: Path) -> None:
    """A running server holds the database open; replacing it underneath would lose what it writes."""
    if not database.exists():
        return
    connection = sqlite3.connect(database, timeout=0.5)
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.rollback()
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise Unfit("数据库正在使用中，请先停止服务再恢复") from error
    except sqlite3.DatabaseError:
        pass  # a damaged database may be replaced: that is what a backup is for
    finally:
        connection.close()
