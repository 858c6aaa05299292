"""The work of batches (commands.batches), one item after the other, by as many workers on as many machines as there are.

An item is claimed by one UPDATE, so that two workers never take the same; a claim is a lease, so that what a killed worker held is taken
up again. A document issued twice is impossible anyway: `documents.issue` decides under the lock of the org's counter row.
"""

from __future__ import annotations

import hashlib
import logging
import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from inspect_app.commands import accounts, batches, documents, paper
from inspect_app.commands.photos import blob_name
from inspect_app.commands.press import Press
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.rules import DOCUMENT_STATES, Refusal
from inspect_app.queries import batches as q
from inspect_app.render.engine import RenderError
from inspect_app.render.merge import Sheet, merge
from inspect_app.storage import tables as t
from inspect_app.storage.db import Busy, Database, Full, now_ms

Row = dict[str, Any]
LEASE_MS = 120_000
TRIES = 3  # of an item that ends its worker each time
ISSUED = ("issued", "served", "superseded")
FULL = "服务器磁盘空间不足，请清理后点“继续”"
TIRED = "试了几次，程序都在这里中断；请单独办理这一份，或联系系统管理员"

log = logging.getLogger(__name__)


class Lost(Exception):
    """The batch was cancelled, or another worker took it over."""


class Halt(Exception):
    """This worker is told to stop; another, or this one started again, goes on."""


def me() -> str:
    """Who claims: the machine and the process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def release(db: Database) -> None:
    """Frees what workers of this machine held that no longer run, so that a restart goes on at once; call it before any work."""
    held = sa.union(sa.select(t.batch.c.claimed_by), sa.select(t.batch_item.c.claimed_by).where(t.batch_item.c.state == "waiting"))  # fmt: skip
    with db.read() as connection:
        dead = [name for (name,) in connection.execute(held) if name and _is_over(name)]
    if not dead:
        return
    with db.write() as connection:
        for table in (t.batch, t.batch_item):
            connection.execute(table.update().where(table.c.claimed_by.in_(dead)).values(claimed_at=0))


def _is_over(name: str) -> bool:
    host, _, pid = name.rpartition(":")
    if host != socket.gethostname():
        return False
    if int(pid) == os.getpid():
        return True  # in a container every process has the same number
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False


def work(
    db: Database, press: Press, org: str, batch: str, halted: Callable[[], bool] = lambda: False
) -> None:
    """Goes on with a batch until nothing is left that this worker can take. Raises Busy when the database is: it is tried again later."""
    with db.read() as connection:
        row = (
            connection.execute(sa.select(t.batch).where(t.batch.c.org_id == org, t.batch.c.id == batch))
            .mappings()
            .one_or_none()
        )
    if row is None or row["state"] != "running":
        return
    try:
        _print(db, press, dict(row), halted) if row["kind"] == "print" else _issue(
            db, press, dict(row), halted
        )
    except (Lost, Halt):
        return


# --- issuing -------------------------------------------------------------------------------------------------------------------------


def _issue(db: Database, press: Press, batch: Row, halted: Callable[[], bool]) -> None:
    settled: tuple[int, str, str | None] | None = None
    while True:
        item = _settle_and_claim(db, batch, settled, last=halted())
        if item is None:
            return
        state, reason = _issue_one(db, press, batch, item["document_id"])
        settled = (item["n"], state, reason)


def _settle_and_claim(
    db: Database, batch: Row, settled: tuple[int, str, str | None] | None, last: bool
) -> Row | None:
    """One transaction an item: says what became of the one before and takes the next; None when there is none (or `last`)."""
    item, now = t.batch_item.c, now_ms()
    mine = sa.and_(item.org_id == batch["org_id"], item.batch_id == batch["id"])
    with db.write() as connection:
        if settled:
            n, state, reason = settled
            connection.execute(
                t.batch_item.update()
                .where(mine, item.n == n, item.state == "waiting")
                .values(state=state, reason=reason)
            )
        free = sa.and_(
            item.state == "waiting", sa.or_(item.claimed_by.is_(None), item.claimed_at < now - LEASE_MS)
        )
        connection.execute(
            t.batch_item.update()
            .where(mine, free, item.tries >= TRIES)
            .values(state="failed", reason=TIRED, claimed_by=None)
        )
        taken = None if last else _claim(connection, batch, sa.and_(mine, free), now)
        if taken is None:
            _end_if_settled(connection, batch, now)
    return taken


def _claim(connection: sa.Connection, batch: Row, free: sa.ColumnElement[bool], now: int) -> Row | None:
    item = t.batch_item.c
    running = sa.exists().where(
        t.batch.c.org_id == batch["org_id"], t.batch.c.id == batch["id"], t.batch.c.state == "running"
    )
    following = (
        sa.select(item.n).where(free, running).order_by(item.n).limit(1).with_for_update(skip_locked=True)
    )
    taken = connection.execute(
        t.batch_item.update()
        .where(item.org_id == batch["org_id"], item.batch_id == batch["id"], item.n == following.scalar_subquery())
        .values(claimed_by=me(), claimed_at=now, tries=item.tries + 1)
        .returning(item.n, item.document_id)
    ).one_or_none()  # fmt: skip
    return dict(taken._mapping) if taken else None


def _end_if_settled(connection: sa.Connection, batch: Row, now: int) -> None:
    item = t.batch_item.c
    waiting = sa.exists().where(
        item.org_id == batch["org_id"], item.batch_id == batch["id"], item.state == "waiting"
    )
    connection.execute(
        t.batch.update()
        .where(t.batch.c.org_id == batch["org_id"], t.batch.c.id == batch["id"], t.batch.c.state == "running", ~waiting)
        .values(state="done", ended_at=now)
    )  # fmt: skip


def _issue_one(db: Database, press: Press, batch: Row, document: str) -> tuple[str, str | None]:
    """(state, reason) of the item. In the name of who made the batch, as that person may act now."""
    org = batch["org_id"]
    try:
        if _state(db, org, document) == "issuing":
            documents.finish(db, press, org, document)
        elif _state(db, org, document) not in ISSUED:
            actor = accounts.working(db, org, batch["made_by"])
            if actor is None:
                return "failed", "提交这一批的人已停用，不能再以其名义签发"
            documents.issue(db, press, actor, document)
        return "done", None
    except (Refusal, RenderError) as problem:
        if _state(db, org, document) in ISSUED:  # somebody else was quicker
            return "done", None
        return "failed", getattr(problem, "message", None) or str(problem)
    except Full:
        return "failed", FULL
    except Busy:
        return "failed", "数据库正忙，没有签发；请稍后点“继续”"
    except Exception:  # one document must not hold up the others
        log.exception("batch %s/%s: document %s", org, batch["id"], document)
        return "failed", "程序出错，已记入服务器日志；请联系系统管理员"


def _state(db: Database, org: str, document: str) -> str:
    with db.read() as connection:
        found = connection.scalar(
            sa.select(t.document.c.state).where(t.document.c.org_id == org, t.document.c.id == document)
        )
    return str(found or "")


# --- printing ------------------------------------------------------------------------------------------------------------------------


def _print(db: Database, press: Press, batch: Row, halted: Callable[[], bool]) -> None:
    """Merges the files of a batch from the beginning: one worker at a time, since it is one file."""
    if not _claim_whole(db, batch):
        return
    settling = _Settling(db, batch, halted)
    try:
        with tempfile.TemporaryDirectory(prefix="inspect-print-") as folder:
            duplex = bool(batch["options"].get("duplex"))
            sheets = _sheets(db, press, batch, settling)
            made = merge(sheets, Path(folder), duplex=duplex, done=settling.done)
            with made.path.open("rb") as data:
                name = f"{batch['id']}.{hashlib.file_digest(data, 'sha256').hexdigest()[:16]}"
            press.blobs.put_file(blob_name(batch["org_id"], "merged", name), made.path)
            _end(db, batch, "done", file=name, bytes=made.path.stat().st_size, pages=made.pages)
    except (Lost, Halt, Busy):
        raise
    except ValueError:
        _end(db, batch, "stopped", reason="没有一份文书的文件可以打印，原因见下")
    except Full:
        _end(db, batch, "stopped", reason=FULL)
    except Exception:
        log.exception("batch %s/%s cannot be merged", batch["org_id"], batch["id"])
        _end(db, batch, "stopped", reason="合并时程序出错，已记入服务器日志；请联系系统管理员")


def _claim_whole(db: Database, batch: Row) -> bool:
    """Takes the printing and begins it anew; False when another worker has it."""
    now, b, item = now_ms(), t.batch.c, t.batch_item.c
    free = sa.and_(b.state == "running", sa.or_(b.claimed_by.is_(None), b.claimed_at < now - LEASE_MS))
    with db.write() as connection:
        taken = connection.execute(
            t.batch.update()
            .where(b.org_id == batch["org_id"], b.id == batch["id"], free)
            .values(claimed_by=me(), claimed_at=now, tries=b.tries + 1)
            .returning(b.tries)
        ).one_or_none()
        if taken is None:
            return False
        connection.execute(
            t.batch_item.update()
            .where(item.org_id == batch["org_id"], item.batch_id == batch["id"])
            .values(state="waiting", reason=None)
        )
    if taken.tries > TRIES:
        _end(db, batch, "stopped", reason=TIRED)
        return False
    return True


class _Settling:
    """Says of each item what became of it, renews the lease with it, and notices when the batch is no longer ours."""

    def __init__(self, db: Database, batch: Row, halted: Callable[[], bool]) -> None:
        self.db, self.batch, self.halted, self.n = db, batch, halted, 0

    def done(self) -> None:
        self._settle("done", None)

    def failed(self, reason: str) -> None:
        self._settle("failed", reason)

    def _settle(self, state: str, reason: str | None) -> None:
        item, b = t.batch_item.c, t.batch.c
        org, key = self.batch["org_id"], self.batch["id"]
        with self.db.write() as connection:
            ours = connection.execute(
                t.batch.update()
                .where(b.org_id == org, b.id == key, b.state == "running", b.claimed_by == me())
                .values(claimed_at=0 if self.halted() else now_ms())
            )
            if ours.rowcount:
                connection.execute(
                    t.batch_item.update()
                    .where(item.org_id == org, item.batch_id == key, item.n == self.n)
                    .values(state=state, reason=reason)
                )
        if not ours.rowcount:
            raise Lost
        if self.halted():
            raise Halt


def _sheets(db: Database, press: Press, batch: Row, settling: _Settling) -> Iterator[Sheet]:
    """The files in order, one in memory at a time; one that isn't there, or isn't what was issued, is said and left out."""
    with db.read() as connection:
        listed = q.to_print(connection, batch["org_id"], batch["id"])
    for row in listed:
        settling.n = row["n"]
        held = row["sha256"] is not None
        data = paper.stored(press.blobs, batch["org_id"], {**row, "id": row["document_id"]}) if held else None
        if row["document_state"] not in q.PRINTED:
            settling.failed(f"当前状态是“{DOCUMENT_STATES.get(row['document_state'], '未知')}”，没有打印")
        elif data is None:
            settling.failed("文件缺失，或与签发时登记的校验值不符，没有打印")
        else:
            copies = DOC_TYPES[row["type"]].copies if batch["options"].get("copies") else 1
            yield Sheet(data, copies, f"{row['number']} {row['enterprise'] or ''}".strip())


def _end(db: Database, batch: Row, state: str, **values: Any) -> None:
    """Only what is still ours: a cancelled printing stays cancelled."""
    b = t.batch.c
    with db.write() as connection:
        connection.execute(
            t.batch.update()
            .where(b.org_id == batch["org_id"], b.id == batch["id"], b.state == "running", b.claimed_by == me())
            .values(state=state, ended_at=now_ms(), claimed_by=None, **values)
        )  # fmt: skip


def sweep(db: Database, press: Press) -> int:
    """Removes old merged PDFs, and settles what a killed worker held of batches that were cancelled meanwhile; returns how many were settled."""
    batches.clear(db, press.blobs)
    item, b = t.batch_item.c, t.batch.c
    with db.read() as connection:
        left = connection.execute(
            sa.select(item.org_id, item.batch_id, item.n, item.document_id)
            .join(t.batch, sa.and_(b.org_id == item.org_id, b.id == item.batch_id))
            .where(b.state != "running", item.state == "waiting", item.claimed_at < now_ms() - LEASE_MS)
        ).all()
    for row in left:
        issued = _state(db, row.org_id, row.document_id) in ISSUED
        with db.write() as connection:
            connection.execute(
                t.batch_item.update()
                .where(item.org_id == row.org_id, item.batch_id == row.batch_id, item.n == row.n, item.state == "waiting")
                .values(state="done" if issued else "skipped", reason=None if issued else batches.SKIPPED)
            )  # fmt: skip
    return len(left)
