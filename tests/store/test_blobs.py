"""A folder and a bucket keep the same promises."""

from __future__ import annotations

import hashlib
import socket
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspect_app.commands import photos
from inspect_app.storage.blobs import Blobs, Folder, open_blobs
from inspect_app.storage.db import Busy
from tests.conftest import County, together
from tests.helpers import ORG, actor, jpeg, sha


@pytest.fixture(scope="session")
def bucket(s3: str) -> str:
    """Address of a bucket on the real S3 server."""
    urllib.request.urlopen(urllib.request.Request(f"{s3}/evidence", method="PUT"), timeout=30).read()
    return f"s3://evidence?endpoint={s3}&anonymous=1"


@pytest.fixture(params=["folder", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Blobs]:
    if request.param == "folder":
        yield Folder(tmp_path / "blobs")
    else:
        address = request.getfixturevalue("bucket")
        yield open_blobs(
            address.replace(
                "evidence?", f"evidence/{hashlib.sha256(request.node.name.encode()).hexdigest()[:12]}?"
            )
        )


def name(data: bytes) -> str:
    return f"{ORG}/original/{sha(data)}"


def test_what_was_put_is_there_byte_for_byte(blobs: Blobs) -> None:
    for data in (b"", b"x", bytes(range(256)) * 4000):
        assert (blobs.has(name(data)), blobs.get(name(data))) == (False, None)
        blobs.put(name(data), data)
        assert (blobs.has(name(data)), blobs.get(name(data))) == (True, data)


def test_a_file_goes_in_and_out_in_pieces_and_can_be_removed(blobs: Blobs, tmp_path: Path) -> None:
    data = bytes(range(256)) * 25_000  # more than S3's smallest part
    (tmp_path / "file").write_bytes(data)
    assert blobs.pieces(name(data)) is None
    blobs.put_file(name(data), tmp_path / "file")
    blobs.put_file(name(data), tmp_path / "file")
    assert b"".join(blobs.pieces(name(data)) or ()) == data
    assert blobs.get(name(data)) == data
    for _ in range(2):
        blobs.remove(name(data))
    assert (blobs.has(name(data)), blobs.pieces(name(data))) == (False, None)


def test_the_content_under_a_name_never_changes(blobs: Blobs) -> None:
    blobs.put(name(b"first"), b"first")
    blobs.put(name(b"first"), b"second")
    assert blobs.get(name(b"first")) == b"first"


def test_of_many_who_store_under_a_new_name_one_wins_and_all_learn_what_is_held(blobs: Blobs) -> None:
    """What a signer makes is never the same twice: nobody may overwrite it, and who came late must know."""
    held: list[bytes] = []
    datas = [bytes([n]) * 200_000 for n in range(8)]
    assert together([lambda d=d: held.append(blobs.put_new(f"{ORG}/paper/one", d)) for d in datas]) == []
    assert len(set(held)) == 1
    assert held[0] in datas
    assert blobs.put_new(f"{ORG}/paper/one", b"later") == held[0] == blobs.get(f"{ORG}/paper/one")


def test_a_claimed_name_leaves_no_half_file_beside_it(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert (
        together([lambda n=n: folder.put_new(f"{ORG}/paper/one", bytes([n]) * 1000) for n in range(6)]) == []
    )
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["one"]


@pytest.mark.parametrize(
    "bad", ["", "x", "../x", "a/../b", "/etc/passwd", "a//b", "a/b/c/d/e", "a/\x00", "a/é", "a\\b/c", "a/b\n"]
)
def test_a_name_that_could_lie_outside_is_refused(blobs: Blobs, bad: str) -> None:
    for call in (
        blobs.get,
        blobs.has,
        blobs.pieces,
        blobs.remove,
        lambda n: blobs.put(n, b"x"),
        lambda n: blobs.put_new(n, b"x"),
    ):
        with pytest.raises(ValueError, match="blob name"):
            call(bad)


def test_many_threads_put_the_same_and_different_blobs(blobs: Blobs) -> None:
    datas = [bytes([n]) * 5000 for n in range(4)]
    assert together([lambda d=d: blobs.put(name(d), d) for d in datas * 3]) == []
    assert [blobs.get(name(d)) for d in datas] == datas


def test_photos_are_stored_and_shown_from_either(blobs: Blobs, small: County) -> None:
    picture = jpeg(3)
    assert photos.put_photo(small.db, blobs, actor("p-exp1"), sha(picture), picture).new
    assert photos.holds(small.db, blobs, ORG, sha(picture))
    assert photos.shown_copy(small.db, blobs, ORG, sha(picture), "thumb")


def test_a_prefix_keeps_stores_apart(bucket: str) -> None:
    one, two = (
        open_blobs(bucket.replace("evidence?", f"evidence/{prefix}?")) for prefix in ("one", "two/deep")
    )
    one.put(name(b"mine"), b"mine")
    assert (one.has(name(b"mine")), two.has(name(b"mine"))) == (True, False)


def test_a_server_that_does_not_answer_is_busy_not_empty() -> None:
    with (
        socket.socket() as nobody
    ):  # holds a port and never listens there; a free one may be another test's by now
        nobody.bind(("127.0.0.1", 0))
        gone = open_blobs(f"s3://evidence?endpoint=http://127.0.0.1:{nobody.getsockname()[1]}&anonymous=1")
        for call in (gone.get, gone.has, lambda n: gone.put(n, b"x"), lambda n: gone.put_new(n, b"x")):
            with pytest.raises(Busy):
                call(name(b"x"))


@pytest.mark.parametrize("address", ["s3://", "s3://?endpoint=http://x", "s3://bucket?secret=1"])
def test_a_bad_address_is_told(address: str) -> None:
    with pytest.raises(ValueError, match="S3"):
        open_blobs(address)


def test_a_reader_sees_nothing_or_everything(tmp_path: Path) -> None:
    folder, data, seen, stop = Folder(tmp_path), b"y" * 3_000_000, set(), threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.add(len(folder.get(name(data)) or b""))

    reader = threading.Thread(target=read)
    reader.start()
    folder.put(name(data), data)
    stop.set()
    reader.join()
    assert seen <= {0, len(data)}
