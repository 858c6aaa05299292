"""Many writers at once: no number is skipped for a reader, nothing is lost, nobody is counted twice; on both databases."""

from __future__ import annotations

import subprocess
import sys
import threading
import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa

from inspect_app.commands import accounts, push, verify
from inspect_app.commands.log import writing
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database
from inspect_app.storage.migrate import newest, revision, upgrade
from tests.conftest import County, together
from tests.helpers import ORG, PASSWORD, actor, found_county, raw
from tests.servers import PostgreSQL

CHECKOUT = Path(__file__).parents[2]


class Follower(threading.Thread):
    """Pulls as a tablet does, by the greatest number it has seen; a number that appears below it later is lost for it."""

    def __init__(self, db: Database) -> None:
        super().__init__()
        self.db, self.seen, self.stop = db, [0], threading.Event()

    def pull(self) -> int:
        with self.db.read() as connection:
            found = connection.scalars(
                sa.select(t.op.c.seq)
                .where(t.op.c.org_id == ORG, t.op.c.seq > self.seen[-1])
                .order_by(t.op.c.seq)
            ).all()
        self.seen += found
        return len(found)

    def run(self) -> None:
        while not self.stop.is_set():
            self.pull()


def test_a_reader_never_skips_a_number_under_concurrent_writers(county: County) -> None:
    visit = county.plan(members=["p-exp1", "p-exp2", "p-exp3"])
    tablets = [county.tablet(person) for person in ("p-exp1", "p-exp2", "p-exp3")] * 2
    follower = Follower(county.db)
    follower.start()

    def write(n: int) -> None:
        for k in range(12):
            op = tablets[n].op(visit, f"visit/{visit}", f"note/item-{n}-{k}", "x" * 200)
            assert push.push(county.db, actor("p-exp1"), tablets[n].device, raw([op]))[0].state == "applied"

    # two tablets of one device would make the same stamps: one thread each
    errors = together([lambda n=n: write(n) for n in range(3)])
    follower.stop.set()
    follower.join()
    follower.pull()
    assert errors == []
    assert follower.seen == list(range(follower.seen[-1] + 1))
    report = verify.verify(county.db, ORG)
    assert (report.problems, report.ops) == ([], follower.seen[-1])


def test_a_verification_during_writes_sees_one_moment(county: County) -> None:
    visit = county.plan()
    tablets = [county.tablet("p-exp1"), county.tablet("p-exp2")]
    stop, reports = threading.Event(), []

    def write(n: int) -> None:
        while not stop.is_set():
            county.push(tablets[n], [tablets[n].op(visit, f"finding/{uuid.uuid4()}", "statement", "x")])

    def check() -> None:
        for _ in range(8):
            reports.append(verify.verify(county.db, ORG).problems)
        stop.set()

    assert together([lambda: write(0), lambda: write(1), check]) == []
    assert reports == [[]] * 8


def test_the_same_op_from_many_threads_is_stored_once(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    op = raw([tablet.op(visit, f"visit/{visit}", "area", "x")])
    states: list[str] = []
    errors = together(
        [lambda: states.append(push.push(county.db, actor("p-exp1"), tablet.device, op)[0].state)] * 8
    )
    assert errors == []
    assert sorted(states) == ["applied"] + ["duplicate"] * 7


def test_a_failed_command_writes_nothing_and_frees_its_number(county: County) -> None:
    visit = county.plan()
    with county.db.read() as connection:
        before = connection.scalar(sa.select(t.org.c.seq))

    def cancel_and_fail() -> None:
        with writing(county.db, ORG) as log:
            log.event(actor("p-sec"), f"visit/{visit}", "cancel", {"reason": "x"})
            log.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cancel_and_fail()
    assert county.row("visit", visit)["state"] == "planned"
    with county.db.read() as connection:
        assert connection.scalar(sa.select(t.org.c.seq)) == before


def test_two_orgs_write_at_once_without_touching_each_other(county: County) -> None:
    found_county(county.db, "410000")
    errors = together([
        lambda: [county.plan() for _ in range(5)],
        lambda: [_plan(county.db, "410000") for _ in range(5)],
    ])  # fmt: skip
    assert errors == []
    assert [verify.verify(county.db, org).problems for org in (ORG, "410000")] == [[], []]


def _plan(db: Database, org: str) -> None:
    from inspect_app.commands import visits
    from tests.helpers import plan_value

    visits.plan(db, actor("p-sec", org), plan_value())


def test_wrong_passwords_tried_at_the_same_moment_all_count(county: County) -> None:
    accounts.set_account(county.db, ORG, "p-sec", "p-sec", PASSWORD)
    errors = together([lambda: accounts.sign_in(county.db, "p-sec", "wrong")] * accounts.MAX_FAILURES)
    assert {type(error) for error in errors} == {accounts.BadCredentials}
    with pytest.raises(accounts.BadCredentials) as refused:
        accounts.sign_in(county.db, "p-sec", PASSWORD)
    assert refused.value.locked


def test_workers_that_start_at_once_upgrade_an_empty_database_once(
    postgresql: PostgreSQL, tmp_path: Path
) -> None:
    new = [
        f"sqlite:///{tmp_path / str(n)}.db" for n in range(8)
    ]  # turning to WAL met itself once in some tens
    for url in (postgresql.url(postgresql.create()), *new):
        databases = [Database(url) for _ in range(4)]
        assert together([lambda db=db: upgrade(db) for db in databases]) == []
        with databases[0].read() as connection:
            assert revision(connection) == newest()
        for db in databases:
            db.close()


WRITER = """
import sys
from inspect_app.storage.db import Database
from tests.helpers import Tablet, raw, actor
from inspect_app.commands import push
db = Database(sys.argv[1])
tablet = Tablet(db, sys.argv[3], sys.argv[4])
for n in range(25):
    op = tablet.op(sys.argv[2], f"visit/{sys.argv[2]}", f"note/{sys.argv[4]}-{n}", "x" * 300)
    assert push.push(db, actor(sys.argv[3]), tablet.device, raw([op]))[0].state == "applied"
    print(op["id"], flush=True)
"""


def test_two_processes_write_to_one_file_and_lose_nothing(small: County) -> None:
    visit = small.plan()
    tablets = [small.tablet("p-exp1"), small.tablet("p-exp2")]
    follower = Follower(small.db)
    follower.start()
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(small.db.url), visit, tab.author, tab.device],
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for tab in tablets
    ]
    written = {line for process in processes for line in process.communicate(timeout=120)[0].split()}
    follower.stop.set()
    follower.join()
    follower.pull()
    assert [process.returncode for process in processes] == [0, 0]
    assert len(written) == 50
    with small.db.read() as connection:
        assert written <= set(connection.scalars(sa.select(t.op.c.id)))
    assert follower.seen == list(range(follower.seen[-1] + 1))
    assert verify.verify(small.db, ORG).problems == []
