"""What a tablet leaves behind, made by the app's own code in Node, comes into the bureau: by passphrase, by the bureau's key, from a rescue file,
from one exported while locked, and from the files of the second copy."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa

from inspect_app.commands import keys, push, rescue, verify, visits
from inspect_app.domain import sealed
from inspect_app.domain.people import system
from inspect_app.queries import facts
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database
from inspect_app.storage.migrate import upgrade
from tests.helpers import ORG, Tablet, actor, found_county, jpeg, plan_value, raw, sha

ROOT = Path(__file__).resolve().parents[2]
SECRET, PIN = "k7mf-2xqp-9hcd-w4tn", "493817"
PICTURES = [jpeg(1), jpeg(2)]
FORMS = ("open.rescue", "locked.rescue", "files-plain", "files-sealed")


class Left:
    """A county, and what the tablet of p-exp1 left behind of a visit begun there."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        db = Database(f"sqlite:///{folder / 'inspect.db'}")
        upgrade(db)
        found_county(db)
        keys.switch(db, self.data, system(ORG), True, 10)
        with db.read() as connection:
            bureau = facts.encryption(connection, ORG)["key"]
        self.visit = visits.plan(db, actor("p-sec"), plan_value())
        self.device = Tablet(db).device
        db.close()
        spec = {
            "device": self.device, "person": "p-exp1", "visit": self.visit, "finding": str(uuid.uuid4()), "secret": SECRET, "pin": PIN, "bureau": bureau,
            "photos": [base64.b64encode(picture).decode() for picture in PICTURES],
        }  # fmt: skip
        (folder / "spec.json").write_text(json.dumps(spec))
        command = 'source tools/node.sh; exec node --no-experimental-global-navigator tests/js/make_rescue.js "$0" "$1"'
        subprocess.run(
            ["bash", "-c", command, folder / "spec.json", folder], cwd=ROOT, check=True, timeout=120
        )


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    return Left(tmp_path_factory.mktemp("left"))


@pytest.fixture
def db(left: Left, tmp_path: Path):
    shutil.copyfile(left.folder / "inspect.db", tmp_path / "inspect.db")
    db = Database(f"sqlite:///{tmp_path / 'inspect.db'}")
    yield db
    db.close()


def held(db: Database, visit: str) -> list[tuple[str, str, str]]:
    """(path, author, uploaded_by) of the visit's ops from the tablet."""
    with db.read() as connection:
        rows = connection.execute(
            sa.select(t.op.c.path, t.op.c.author, t.op.c.uploaded_by).where(
                t.op.c.visit_id == visit, t.op.c.path != "plan"
            )
        )
        return sorted(tuple(row) for row in rows)


@pytest.mark.parametrize("form", FORMS)
def test_everything_comes_in_under_its_author_and_again_is_a_duplicate(left, db, tmp_path, form):
    blobs = Folder(tmp_path / "blobs")
    inside = (
        rescue.read(left.folder / form, secret=None, private=keys.private_keys(left.data))
        if form != "files-plain"
        else rescue.read(left.folder / form, secret=None, private={})
    )
    assert (len(inside.ops), len(inside.photos), inside.faults, inside.whole) == (5, 2, 0, True)
    assert inside.visits == [left.visit]

    taken = rescue.take_in(db, blobs, system(ORG), inside)
    assert dict(taken.states) == {"applied": 5}
    assert (taken.refused, taken.rejected, taken.stored, taken.held) == ([], [], 2, 0)
    assert {author for _, author, _ in held(db, left.visit)} == {"p-exp1"}
    assert {by for _, _, by in held(db, left.visit)} == {"system"}
    assert all(blobs.get(f"{ORG}/original/{sha(picture)}") == picture for picture in PICTURES)

    again = rescue.take_in(db, blobs, system(ORG), inside)
    assert (dict(again.states), again.stored, again.held) == ({"duplicate": 5}, 0, 2)
    assert verify.verify(db, ORG).problems == []


def test_the_passphrase_opens_it_however_it_is_typed_and_nothing_else_does(left):
    for typed in (SECRET, "K7MF 2XQP 9HCD W4TN"):
        assert len(rescue.read(left.folder / "open.rescue", secret=typed, private={}).ops) == 5
    with pytest.raises(rescue.Locked, match="口令不正确"):
        rescue.read(left.folder / "open.rescue", secret="wrong", private={})
    with pytest.raises(rescue.Locked):
        rescue.read(left.folder / "locked.rescue", secret=PIN, private={})
    other = sealed.private_key(sealed.new_pair())
    with pytest.raises(rescue.Locked):
        rescue.read(left.folder / "open.rescue", secret=None, private={sealed.public_of(other)["kid"]: other})


def test_the_pin_opens_the_files_of_the_second_copy(left):
    assert len(rescue.read(left.folder / "files-sealed", secret=PIN, private={}).ops) == 5


def test_a_cut_or_altered_file_gives_what_is_whole_and_says_so(left, tmp_path):
    whole = (left.folder / "open.rescue").read_bytes()
    file = tmp_path / "cut.rescue"
    file.write_bytes(whole[: len(whole) - 200])
    inside = rescue.read(file, secret=SECRET, private={})
    assert (len(inside.ops), len(inside.photos), inside.whole, inside.faults) == (5, 1, False, 1)
    file.write_bytes(whole[:-2500] + bytes([whole[-2500] ^ 1]) + whole[-2499:])
    inside = rescue.read(file, secret=SECRET, private={})
    assert (len(inside.ops), len(inside.photos), inside.whole, inside.faults) == (5, 1, False, 1)
    file.write_bytes(b"\xff\xd8\xff not this")
    with pytest.raises(sealed.Unreadable, match="不是救援文件"):
        rescue.read(file, secret=SECRET, private={})


def test_a_colleague_may_hand_in_what_another_tablet_left_a_stranger_is_refused_and_it_is_kept(left, db):
    """The tablet way: device of A, session of B (wire.md: authorship stays, `uploaded_by` is the session)."""
    inside = rescue.read(left.folder / "open.rescue", secret=SECRET, private={})
    ops = raw(inside.ops)
    results = push.push(db, actor("p-exp3"), left.device, ops)  # neither member nor enrolled on that tablet
    assert {(r.state, r.reason) for r in results} == {("refused", "not_your_upload")}
    with db.read() as connection:
        kept = connection.scalar(sa.select(sa.func.count()).select_from(t.op_refused))
    assert kept == 5

    assert {r.state for r in push.push(db, actor("p-exp2"), left.device, ops)} == {"applied"}
    assert {(author, by) for _, author, by in held(db, left.visit)} == {("p-exp1", "p-exp2")}
    assert verify.verify(db, ORG).problems == []


def test_ops_of_a_tablet_that_the_bureau_never_knew_are_refused_and_kept(left, db, tmp_path):
    inside = rescue.read(left.folder / "open.rescue", secret=SECRET, private={})
    strange = [
        {**op, "id": f"{op['id'][:14]}zzzzzzzz", "device": "zzzzzzzz", "prev": []} for op in inside.ops
    ]
    inside.ops, inside.photos = strange, {}
    taken = rescue.take_in(db, Folder(tmp_path / "blobs"), system(ORG), inside)
    assert dict(taken.states) == {"refused": 5}
    assert len(taken.refused) == 5


def test_a_new_key_is_used_from_now_on_and_the_old_one_opens_still(left, db, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(left.data, data)
    before = set(keys.private_keys(data))
    fresh = keys.make(db, data, system(ORG))
    with db.read() as connection:
        setting = facts.encryption(connection, ORG)
    assert (setting["key"]["kid"], setting["on"], setting["lock_minutes"]) == (fresh, True, 10)
    assert set(keys.private_keys(data)) == before | {fresh}
    assert all((data / "keys" / f"{kid}.pem").stat().st_mode & 0o777 == 0o600 for kid in before | {fresh})
    assert (
        len(rescue.read(left.folder / "open.rescue", secret=None, private=keys.private_keys(data)).ops) == 5
    )
