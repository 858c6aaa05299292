"""照片比对提示: the page of a finding says where else a photo of its proof was seen. It links only what the person may see, and stops nobody."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image

from inspect_app.commands import feedback, findings, photos, prints
from inspect_app.demo import photos as drawn
from inspect_app.domain.people import Actor
from inspect_app.queries import alike
from inspect_app.storage import tables as t
from tests.helpers import ORG, TODAY, actor, jpeg, sha
from tests.web.portal_case import County, Notice
from tests.web.test_portal import hand_in, row

PHOTO = drawn.draw("extinguisher", "after", 1)
OTHER = drawn.draw("cables", "after", 2)
FIRM2 = Actor(ORG, "p-ent2", "ent_safety", enterprise="e-2")


def copy_of(data: bytes) -> bytes:
    """Made small and a little brighter, as a messenger does."""
    out = io.BytesIO()
    image = Image.open(io.BytesIO(data)).resize((720, 540)).point(lambda grey: min(255, int(grey * 1.08)))
    image.save(out, "JPEG", quality=45)
    return out.getvalue()


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path)


def proves(county: County, notice: Notice, who: Actor, *pictures: bytes) -> None:
    for picture in pictures:
        photos.put_photo(county.db, county.blobs, who, sha(picture), picture)
    value = {
        "measure": "已整改",
        "owner": "韩安全",
        "done_on": TODAY,
        "photos": [sha(one) for one in pictures],
    }
    feedback.hand_in(county.db, who, notice.finding, value)
    prints.note(county.db, county.blobs, ORG, [sha(one) for one in pictures])


def page(county: County, notice: Notice, person: str = "p-sec") -> str:
    return county.browser(person).get(f"/bureau/findings/{notice.finding}").text


def test_the_same_photo_for_two_enterprises_is_shown_to_the_reinspector_with_a_link(county: County) -> None:
    one, two = county.served(), county.served("e-2", seed=9)
    proves(county, two, FIRM2, PHOTO)
    assert "照片比对提示" not in page(county, two)
    assert hand_in(county.browser("p-ent1"), one, copy_of(PHOTO)).status_code == 302
    text = page(county, one)
    assert "照片比对提示" in text
    assert "画面几乎完全相同" in text
    assert "漯河淼犇机械有限公司另一条隐患" in text
    assert f'href="/bureau/findings/{two.finding}"' in text
    assert "由复查人判断" in text
    assert "临颍县颍川食品有限公司另一条隐患" in page(county, two)  # either way
    outcome = {"reinspector": "p-sec", "at": "2026-11-26T01:00:00Z", "note": "现场核实合格"}
    findings.reinspect(county.db, actor("p-sec"), one.finding, True, outcome)
    assert findings.act(county.db, actor("p-sec"), one.finding, "close_out", {})["state"] == "closed"


def test_who_may_not_see_the_other_finding_learns_only_that_there_is_one(county: County) -> None:
    one, two = county.served(), county.served("e-2", seed=9)
    proves(county, two, FIRM2, PHOTO)
    proves(county, one, actor("p-ent1"), PHOTO)
    assert "同一个照片文件" in page(county, one)
    text = page(county, one, "p-grid")  # of the first enterprise's township
    assert "还有 1 条隐患不在您的查看范围内" in text
    assert "淼犇机械" not in text
    assert two.finding not in text


def test_a_before_photo_handed_in_as_proof_and_one_of_a_failed_round_come_first(county: County) -> None:
    notice = county.served()
    proves(county, notice, actor("p-ent1"), notice.pictures[0])
    assert "与本条隐患整改前的照片" in page(county, notice)
    failed = {
        "reinspector": "p-sec",
        "at": "2026-11-26T01:00:00Z",
        "note": "未整改",
        "due_date": "2026-12-20",
    }
    findings.reinspect(county.db, actor("p-sec"), notice.finding, False, failed)
    proves(county, notice, actor("p-ent1"), PHOTO)
    findings.reinspect(county.db, actor("p-sec"), notice.finding, False, failed)
    proves(county, notice, actor("p-ent1"), copy_of(PHOTO))
    text = page(county, notice)
    assert "复查未通过那一轮的照片" in text
    assert "整改前的照片" not in text


def test_different_photos_are_not_mentioned(county: County) -> None:
    one, two = county.served(), county.served("e-2", seed=9)
    proves(county, two, FIRM2, PHOTO)
    proves(county, one, actor("p-ent1"), OTHER)
    assert "照片比对提示" not in page(county, one)


def test_older_photos_get_their_prints_a_few_at_a_time(county: County) -> None:
    notice = county.served()
    flat = io.BytesIO()
    Image.new("RGB", (640, 480), "gray").save(flat, "JPEG")
    photos.put_photo(county.db, county.blobs, actor("p-ent1"), sha(flat.getvalue()), flat.getvalue())
    value = {
        "measure": "已整改",
        "owner": "韩安全",
        "done_on": TODAY,
        "photos": [sha(flat.getvalue()), sha(b"not here")],
    }
    feedback.hand_in(county.db, actor("p-ent1"), notice.finding, value)
    assert [prints.fill(county.db, county.blobs, 2), prints.fill(county.db, county.blobs, 2)] == [2, 1]
    assert (
        prints.fill(county.db, county.blobs) == 0
    )  # what is flat has been looked at, what is not here waits
    with county.db.read() as connection:
        held = dict(connection.execute(sa.select(t.photo_print.c.sha256, t.photo_print.c.print)).all())
    assert held[sha(flat.getvalue())] is None
    assert len(held) == 3


def test_a_process_adds_what_others_wrote_since(county: County) -> None:
    known = alike.Known()
    with county.db.read() as connection:
        assert len(known.of(connection, ORG)) == 0
    one = county.served()
    proves(county, one, actor("p-ent1"), jpeg(60), jpeg(61))
    with county.db.read() as connection:
        assert len(known.of(connection, ORG)) == 2
        assert len(known.of(connection, "411000")) == 0
        found = alike.of_finding(connection, known, actor("p-sec"), row(county, t.finding, one.finding))
    assert found == alike.Found([])
