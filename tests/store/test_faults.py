"""Full disks and killed processes: what was acknowledged is there, what was not can be sent again, and the log verifies."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands import photos, verify
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Busy, Database, Full
from tests.conftest import County
from tests.helpers import ORG, actor, found_county, jpeg, sha

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def real(sqlite_template: Path, tmp_path: Path) -> County:
    """A county on SQLite with the settings of production (synchronous=FULL)."""
    shutil.copyfile(sqlite_template, tmp_path / "real.db")
    db = Database(f"sqlite:///{tmp_path / 'real.db'}")
    found_county(db)
    return County(db, Folder(tmp_path / "blobs"))


def limit_pages(db: Database, extra: int | None) -> None:
    """Lets the database grow by `extra` pages at most (None: without limit), as a full disk would."""
    db.engine.dispose()

    def limited(connection: Any, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + extra if extra is not None else 2**30}")

    for listener in getattr(db, "limits", []):
        sa.event.remove(db.engine, "connect", listener)
    db.limits = [limited]  # type: ignore[attr-defined]
    sa.event.listen(db.engine, "connect", limited)


def test_a_full_database_refuses_whole_and_works_again_when_there_is_space(real: County) -> None:
    visit, tablet = real.plan(), real.tablet()
    before = verify.verify(real.db, ORG)
    ops = [tablet.op(visit, f"visit/{visit}", f"note/item-{n}", "x" * 2000) for n in range(60)]
    limit_pages(real.db, 5)
    with pytest.raises(Full):
        real.push(tablet, ops)
    assert verify.verify(real.db, ORG) == before
    [result] = real.push(tablet, ops[:1])  # what still fits is taken, on the same connection
    assert result.state == "applied"
    limit_pages(real.db, None)
    assert [r.state for r in real.push(tablet, ops)] == ["duplicate"] + ["applied"] * 59
    assert verify.verify(real.db, ORG).problems == []


def test_a_reserve_of_the_disk_is_kept_for_the_database(real: County) -> None:
    picture = jpeg(1)
    tight = Folder(real.blobs.root, min_free=2**62)
    with pytest.raises(Full):
        photos.put_photo(real.db, tight, actor("p-exp1"), sha(picture), picture)
    assert not photos.holds(real.db, real.blobs, ORG, sha(picture))
    assert list(real.blobs.root.rglob(".new-*")) == []
    assert real.photo(picture).new


def test_a_photo_is_shown_on_a_full_disk(real: County) -> None:
    picture = jpeg(1)
    real.photo(picture)
    tight = Folder(real.blobs.root, min_free=2**62)
    shown = photos.shown_copy(real.db, tight, ORG, sha(picture), "clean")
    assert shown is not None
    assert not tight.has(f"{ORG}/clean/{sha(picture)}")


def test_a_lock_that_another_process_holds_is_told_as_busy(real: County) -> None:
    visit, tablet = real.plan(), real.tablet()
    other = Database(str(real.db.url))
    real.db.engine.dispose()
    sa.event.listen(
        real.db.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=100")
    )
    with other.write(), pytest.raises(Busy):
        real.push(tablet, [tablet.op(visit, f"visit/{visit}", "area", "x")])
    assert real.push(tablet, [tablet.op(visit, f"visit/{visit}", "area", "y")])[0].state == "applied"
    other.close()


SERVER = """
import json, sys
from pathlib import Path
from inspect_app.commands import photos, push
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database
from tests.helpers import actor, sha
db, blobs, who = Database(sys.argv[1]), Folder(Path(sys.argv[2])), actor("p-exp1")
print("ready", flush=True)
for line in sys.stdin:
    job = json.loads(line)
    if "photo" in job:
        data = bytes.fromhex(job["photo"])
        photos.put_photo(db, blobs, who, sha(data), data)
        print(json.dumps([sha(data)]), flush=True)
    else:
        done = push.push(db, who, job["device"], [json.dumps(op).encode() for op in job["ops"]])
        print(json.dumps([r.id for r in done if r.state in ("applied", "duplicate")]), flush=True)
"""


def test_killing_the_writer_at_any_moment_loses_nothing_acknowledged(real: County) -> None:
    """The process that stores is killed with SIGKILL 15 times in the middle of its work; what it answered is held."""
    rng, visit, tablet = random.Random(15), real.plan(), real.tablet()
    acknowledged: set[str] = set()
    for _ in range(15):
        process = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(real.db.url), str(real.blobs.root)], cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        end = time.monotonic() + rng.uniform(0.0, 0.25)
        picture = jpeg(rng.randrange(10_000))
        try:
            while time.monotonic() < end:
                ops = [
                    tablet.op(
                        visit, f"visit/{visit}", f"note/item-{rng.randrange(40)}", "x" * rng.randrange(3000)
                    )
                    for _ in range(rng.randint(1, 20))
                ]
                process.stdin.write(json.dumps({"device": tablet.device, "ops": ops}) + "\n")
                process.stdin.write(json.dumps({"photo": picture.hex()}) + "\n")
                process.stdin.flush()
                if rng.random() < 0.6:
                    acknowledged |= set(json.loads(process.stdout.readline()))
                    acknowledged |= set(json.loads(process.stdout.readline()))
        finally:
            os.kill(process.pid, signal.SIGKILL)
        for line in process.communicate()[0].splitlines():
            if line.endswith("]"):
                acknowledged |= set(json.loads(line))
    assert len(acknowledged) > 15
    held = Database(str(real.db.url))
    with held.read() as connection:
        there = set(connection.scalars(sa.select(t.op.c.id))) | set(
            connection.scalars(sa.select(t.photo.c.sha256))
        )
    assert acknowledged <= there
    with held.read() as connection:
        for name in connection.scalars(sa.select(t.photo.c.sha256)):
            assert sha(real.blobs.get(f"{ORG}/original/{name}") or b"") == name
    assert verify.verify(held, ORG).problems == []
    held.close()


def test_a_name_never_shows_half_a_file(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "blobs")
    name = f"{ORG}/original/{'a' * 64}"
    code = f"""
import os, signal
from pathlib import Path
from inspect_app.storage import blobs
real = os.fsync
os.fsync = lambda fd: os.kill(os.getpid(), signal.SIGKILL) if not os.path.isdir(f"/proc/self/fd/{{fd}}") else real(fd)
blobs.Folder(Path({str(folder.root)!r})).put({name!r}, b"x" * 1000)
"""
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, check=False).returncode == -signal.SIGKILL
    )
    assert (folder.has(name), folder.get(name)) == (False, None)
    folder.put(name, b"x" * 1000)
    assert folder.get(name) == b"x" * 1000


def test_the_database_writes_to_disk_before_it_answers(real: County, pg: Database) -> None:
    with real.db.read() as connection:
        assert connection.execute(sa.text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(sa.text("PRAGMA journal_mode")).scalar() == "wal"
    with pg.read() as connection:
        assert connection.execute(sa.text("SHOW synchronous_commit")).scalar() == "on"
        assert connection.execute(sa.text("SHOW transaction_isolation")).scalar() == "repeatable read"
