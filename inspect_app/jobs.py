"""The queue: huey on a file of this machine. Rows first: what is to be done stands in the database (commands.batches), a job only wakes a
worker up. A lost job, or a lost queue, costs a delay: the sweep finds what is unfinished and puts it into the queue again. So every machine has a
queue of its own, whatever the database is, and several may work on the same batch.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inspect_app.commands import batch_work, batches, deliver, prints, proof_drafts, remind
from inspect_app.commands.press import Press
from inspect_app.config import Config
from inspect_app.domain.dates import day_of
from inspect_app.storage.db import Busy, Database, Full, now_ms

FILE = "jobs.db"
SWEEP_S = 60
ROUND_S = 3600  # between two rounds of clearing up and reminders; a second one on the same day finds everything told
IDLE_S = 0.5  # between two looks at an empty queue
FINISH_S = 8  # for the document in work when the worker is told to stop

log = logging.getLogger(__name__)


class Jobs:
    """Puts batches into the queue (`wake`) and works on them (`run`, `once`). The file is opened when it is first needed."""

    def __init__(self, config: Config, db: Database, press: Press) -> None:
        self.config, self.db, self.press = config, db, press
        self._lock = threading.Lock()
        self._queue: Any = None
        self._halted: Callable[[], bool] = lambda: False

    def wake(self, org: str, batch: str) -> None:
        """Asks for a batch to be worked on now. A queue that can't be written is no failure: the sweep finds the batch."""
        try:
            self._task()(org, batch)
        except sqlite3.Error:
            log.exception("the queue %s can't be written", self.config.data / FILE)

    def _task(self) -> Any:
        with self._lock:
            if self._queue is None:
                self.config.data.mkdir(parents=True, exist_ok=True)
                huey = _open(self.config.data / FILE)
                self._queue = huey, huey.task(name="batch")(self._work)
        return self._queue[1]

    def _huey(self) -> Any:
        self._task()
        return self._queue[0]

    def _work(self, org: str, batch: str) -> None:
        batch_work.work(self.db, self.press, org, batch, self._halted)

    def once(self, finish: Callable[[], int]) -> int:
        """Everything that is to be done now, without the queue. finish: completes documents that a crash left; returns how many it did."""
        batch_work.release(self.db)
        done = finish() + batch_work.sweep(self.db, self.press)
        for org, batch in batches.unfinished(self.db):
            batch_work.work(self.db, self.press, org, batch)
        self._round()
        self._deliver()
        return done

    def run(self, finish: Callable[[], int], every: int = SWEEP_S, parent: int | None = None) -> None:
        """Works until SIGTERM or SIGINT, or until the process `parent` is gone; a document in work is finished first.

        finish: see `once`; it runs at the start and every `every` seconds.
        """
        batch_work.release(self.db)
        huey = self._huey()
        consumer = huey.create_consumer(
            workers=1, periodic=False, initial_delay=IDLE_S / 5, max_delay=IDLE_S, graceful_signal="TERM", shutdown_timeout=FINISH_S
        )  # fmt: skip
        self._halted = consumer.stop_flag.is_set
        threading.Thread(
            target=self._sweep_often, args=(consumer.stop_flag, finish, every), daemon=True
        ).start()
        threading.Thread(target=self._tell_often, args=(consumer.stop_flag, every), daemon=True).start()
        if parent is not None:
            threading.Thread(target=_watch, args=(consumer.stop_flag, parent), daemon=True).start()
        consumer.run()
        consumer.stop(graceful=True)

    def _sweep_often(self, stopping: threading.Event, finish: Callable[[], int], every: int) -> None:
        while not stopping.is_set():
            try:
                finish()
                batch_work.sweep(self.db, self.press)
                self._enqueue_unfinished()
                prints.fill(self.db, self.press.blobs)
            except (Busy, Full):
                log.warning("the sweep is tried again in %s s", every, exc_info=True)
            except Exception:  # the next sweep may find what this one stumbled over gone
                log.exception("the sweep failed")
            stopping.wait(every)

    def _tell_often(self, stopping: threading.Event, every: int) -> None:
        """Beside the sweep, not in it: a slow channel must not hold up documents."""
        next_round = 0.0
        while not stopping.is_set():
            try:
                if time.monotonic() >= next_round:
                    self._round()
                    next_round = time.monotonic() + ROUND_S
                self._deliver()
            except (Busy, Full):
                log.warning("reminders are tried again in %s s", every, exc_info=True)
            except Exception:
                log.exception("reminders failed")
            stopping.wait(every)

    def _round(self) -> None:
        proof_drafts.clear(self.db)
        remind.all_bureaus(self.db, day_of(now_ms()))

    def _deliver(self) -> None:
        deliver.deliver(self.db, self.config.secret, self.config.channel_hosts)

    def _enqueue_unfinished(self) -> None:
        waiting = {tuple(task.args) for task in self._huey().pending()}
        for org, batch in batches.unfinished(self.db):
            if (org, batch) not in waiting:
                self.wake(org, batch)


def _open(file: Path) -> Any:
    """Not flushed to disk, and thrown away when it can't be read: a job may be lost."""
    from huey import SqliteHuey

    try:
        return SqliteHuey("inspect", filename=str(file), results=False, fsync=False)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        log.warning("the queue %s is damaged and begun anew", file)
        for path in file.parent.glob(f"{file.name}*"):
            path.unlink(missing_ok=True)
        return SqliteHuey("inspect", filename=str(file), results=False, fsync=False)


def _watch(stopping: threading.Event, parent: int) -> None:
    """A server that was killed can't tell its worker."""
    while not stopping.wait(1):
        if os.getppid() != parent:
            stopping.set()
