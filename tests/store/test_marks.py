"""Strokes, masks and stamps on the copies of photos: what is hidden is gone from every copy, whoever hid it and whenever; originals stay."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from inspect_app.commands import documents, drafts, findings, paper, photos, push, verify, visits
from inspect_app.commands.photos import blob_name
from inspect_app.commands.press import Press, printed_now
from inspect_app.domain.doc_types import NOTICE
from inspect_app.domain.rules import Refusal
from inspect_app.domain.wire import Invalid
from inspect_app.queries import marks, portal
from inspect_app.queries.document import rows
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database
from tests.helpers import ORG, Tablet, actor, finding_ids, found_county, plan_value, raw, sha

WHITE, SECRET, RED = (255, 255, 255), (0, 160, 60), (214, 0, 28)
LEFT = {"kind": "secret", "x": 0, "y": 0, "w": 5000, "h": 10000}
ARROW = {"kind": "arrow", "points": [6000, 5000, 9000, 5000], "text": ""}
POSITION = {"lat": "33.812345", "lon": "113.931234", "acc": "12"}


def halves() -> bytes:
    """A photo whose left half is the secret (green, with detail), the right half white."""
    image = Image.new("RGB", (1200, 900), WHITE)
    for y in range(900):
        for x in range(0, 600, 2):
            image.putpixel((x, y), SECRET)
            image.putpixel((x + 1, y), (0, 160 - y % 40, 60))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


PHOTO = halves()


class Case:
    """One received visit whose finding has PHOTO, with strokes and masks as given."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db, self.press = db, Press(Folder(folder), "secret", "http://127.0.0.1:8000")
        found_county(db)
        self.visit = visits.plan(db, actor("p-sec"), plan_value())
        self.tablet = Tablet(db)
        self.ops = self.tablet.inspection(self.visit, [PHOTO])
        self.subject = next(op["subject"] for op in self.ops if op["path"].startswith("photo/"))
        self.finding = self.subject.partition("/")[2]

    def receive(self, **extra: Any) -> None:
        """Uploads everything; `extra`: values of strokes and masks."""
        submit = self.ops.pop()
        self.ops += [
            self.tablet.op(self.visit, self.subject, f"{name}/{sha(PHOTO)}", value)
            for name, value in extra.items()
        ]
        self.push([*self.ops, self.tablet.submit(self.visit, self.ops)] if extra else [*self.ops, submit])
        photos.put_photo(self.db, self.press.blobs, actor("p-exp1"), sha(PHOTO), PHOTO)
        assert finding_ids(self.db, self.visit) == [self.finding]

    def push(self, ops: list[dict[str, Any]]) -> list[push.Result]:
        return push.push(self.db, actor("p-exp1"), self.tablet.device, raw(ops))

    def copy(self, kind: str, of: bool = True) -> Image.Image:
        return opened(self.shown(kind, of).data)

    def shown(self, kind: str, of: bool = True) -> photos.Shown:
        found = photos.shown_copy(
            self.db, self.press.blobs, ORG, sha(PHOTO), kind, self.finding if of else None
        )
        assert found is not None
        return found

    def hide(self, masks: list[dict[str, Any]], seen: str = "", person: str = "p-sec") -> None:
        photos.set_masks(self.db, actor(person), self.finding, sha(PHOTO), masks, seen)

    def seen(self) -> str:
        with self.db.read() as connection:
            return marks.of_photo(connection, ORG, sha(PHOTO)).hidden

    def issued(self) -> dict[str, Any]:
        findings.accept(
            self.db, actor("p-sec"), self.finding, {"severity": "general"}, {"due_date": "2026-12-08"}
        )
        document = drafts.draft(self.db, actor("p-sec"), NOTICE, self.visit)
        return documents.issue(self.db, self.press, actor("p-lead"), document)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def pixels(image: Image.Image) -> Iterator[tuple[int, ...]]:
    data = image.tobytes()
    return zip(data[0::3], data[1::3], data[2::3], strict=True)


def secret_pixels(image: Image.Image) -> int:
    """How many pixels still look like the left half of the original."""
    return sum(green > red + 40 and green > blue + 40 for red, green, blue in pixels(image))


def red_pixels(image: Image.Image) -> int:
    return sum(red > 160 and green < 80 and blue < 90 for red, green, blue in pixels(image))


@pytest.fixture
def case(sqlite: Database, tmp_path: Path) -> Case:
    return Case(sqlite, tmp_path / "blobs")


def test_what_the_tablet_hid_is_gone_from_every_copy_and_the_original_stays(case: Case) -> None:
    case.receive(masks=[LEFT])
    for kind in ("clean", "thumb", "bare"):
        assert secret_pixels(case.copy(kind)) == secret_pixels(case.copy(kind, of=False)) == 0
    row = case.issued()
    (photo,) = row["facts"]["findings"][0]["photos"]
    printed = case.press.blobs.get(blob_name(ORG, "print", photo["sha256"]))
    assert printed
    assert secret_pixels(opened(printed)) == 0
    assert printed in paper.stored(case.press.blobs, ORG, row)  # type: ignore[operator]
    assert case.press.blobs.get(blob_name(ORG, "original", sha(PHOTO))) == PHOTO


def test_a_mask_of_the_bureau_replaces_the_copies_that_were_made_before(case: Case) -> None:
    case.receive()
    before = {kind: case.shown(kind) for kind in ("clean", "thumb", "bare")}
    assert all(secret_pixels(opened(shown.data)) > 1000 for shown in before.values())
    row = case.issued()
    case.hide([LEFT])
    for kind, old in before.items():
        assert case.shown(kind).tag != old.tag
        assert secret_pixels(case.copy(kind)) == 0
    (photo,) = row["facts"]["findings"][0]["photos"]
    named = portal.printed_photo(row, photo["sha256"])
    assert named is not None
    assert secret_pixels(opened(printed_now(case.db, case.press.blobs, ORG, named) or b"")) == 0
    assert case.press.blobs.get(
        blob_name(ORG, "print", photo["sha256"])
    )  # the paper that was issued stays what it was
    assert verify.verify(case.db, ORG).problems == []
    with case.db.read() as connection:
        (visit,) = rows(connection, t.visit.select().where(t.visit.c.id == case.visit))
    assert visit["supplementary"] == 0  # what the bureau hides is no supplement of the experts


def test_what_two_people_hid_without_a_network_stays_hidden_both(case: Case) -> None:
    case.receive(masks=[LEFT])
    other = Tablet(case.db)
    right = {"kind": "face", "x": 8000, "y": 0, "w": 2000, "h": 2000}
    (result,) = case.push([other.op(case.visit, case.subject, f"masks/{sha(PHOTO)}", [right])])
    assert result.state == "conflict"
    image = case.copy("bare")
    assert secret_pixels(image) == 0
    assert max(image.getpixel((image.width - 10, 10))) < 60  # type: ignore[type-var]


def test_masks_need_the_desk_a_photo_of_the_finding_and_the_latest_page(case: Case) -> None:
    case.receive(masks=[LEFT])
    with pytest.raises(Refusal, match="不能遮挡"):
        case.hide([LEFT], person="p-off1")
    with pytest.raises(Refusal, match="没有这张照片"):
        photos.set_masks(case.db, actor("p-sec"), case.finding, "0" * 64, [LEFT], "")
    with pytest.raises(Refusal, match="刚刚被他人改动"):
        case.hide([])
    with pytest.raises(Invalid, match="内容不符合要求"):
        case.hide([{**LEFT, "x": 20000}], case.seen())
    case.hide([], case.seen())
    assert secret_pixels(case.copy("clean")) > 1000


def test_strokes_and_stamp_belong_to_the_finding_and_lie_on_the_copies_only(case: Case) -> None:
    photo = next(op for op in case.ops if op["path"].startswith("photo/"))
    photo["value"]["pos"] = POSITION
    case.receive(strokes=[ARROW])
    with_marks, without = case.copy("clean"), case.copy("clean", of=False)
    assert red_pixels(with_marks) > 500 > red_pixels(without)
    assert with_marks.height > without.height  # the band of the stamp
    band = with_marks.crop((0, without.height + 4, with_marks.width, with_marks.height)).convert("L")
    assert band.getextrema()[0] < 80
    assert red_pixels(case.copy("thumb")) > 10
    row = case.issued()
    (printed,) = row["facts"]["findings"][0]["photos"]
    image = opened(case.press.blobs.get(blob_name(ORG, "print", printed["sha256"])) or b"")
    assert red_pixels(image) > 200
    assert printed["original"] == sha(PHOTO)


def test_strokes_drawn_after_signing_do_not_reach_documents(case: Case) -> None:
    case.receive(strokes=[ARROW])
    op = case.tablet.op(case.visit, case.subject, f"strokes/{sha(PHOTO)}", [])
    assert case.push([op])[0].state == "applied"
    (printed,) = case.issued()["facts"]["findings"][0]["photos"]
    assert red_pixels(opened(case.press.blobs.get(blob_name(ORG, "print", printed["sha256"])) or b"")) > 200
    assert red_pixels(case.copy("clean")) == 0


def test_a_mask_that_this_version_cannot_read_hides_the_whole_photo(case: Case) -> None:
    case.receive()
    with case.db.write() as connection:
        connection.execute(t.head.insert().values(
            org_id=ORG, subject=case.subject, path=f"masks/{sha(PHOTO)}", id="x", rank="0", seq=1, author="p-exp1", value=[{"kind": "later"}],
        ))  # fmt: skip
    assert secret_pixels(case.copy("bare")) == 0
