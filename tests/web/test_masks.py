"""The bureau hides a part of a photo: from then on no page of any face shows it, at the address that was open before too."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image

from tests.helpers import sha
from tests.web.bureau_case import Bureau, fields
from tests.web.portal_case import Notice

RECTANGLE = {"kind": ["face"], "x": ["0"], "y": ["0"], "w": ["50.5"], "h": ["100"]}


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def hide(client: FlaskClient, notice: Notice, **changes: Any) -> Any:
    """Opens the page, fills in one rectangle, sends it."""
    page = f"/bureau/findings/{notice.finding}/photos/{sha(notice.pictures[0])}/mask"
    return client.post(page, data={**fields(client.get(page).text), **RECTANGLE, **changes})


def masked(data: bytes) -> bool:
    """Whether the left half is the dark field and the right is not."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    dark = [
        max(image.getpixel((round(image.width * x), round(image.height * 0.3)))) < 60
        for x in (0.05, 0.45, 0.6, 0.95)
    ]  # type: ignore[type-var]
    return dark == [True, True, False, False]


def test_a_mask_of_today_reaches_every_page_at_once(bureau: Bureau) -> None:
    notice = bureau.served()
    desk, firm, anybody = bureau.desk(), bureau.desk("p-ent1"), bureau.app.test_client()
    public = re.search(rf'src="(/n/{notice.read}/photos/[0-9a-f]+)"', anybody.get(f"/n/{notice.read}").text)
    assert public
    own = public[1].replace(f"/n/{notice.read}", f"/portal/documents/{notice.document}")
    photo = sha(notice.pictures[0])
    addresses = [
        (desk, f"/bureau/photos/{photo}"), (desk, f"/bureau/photos/{photo}?size=thumb&of={notice.finding}"), (firm, f"/portal/photos/{photo}?of={notice.finding}"),
        (firm, own), (anybody, public[1]), (bureau.desk("p-exp1"), f"/api/v1/photos/{photo}?size=thumb"),
    ]  # fmt: skip
    before = [client.get(address) for client, address in addresses]
    assert not any(masked(answer.data) for answer in before)
    assert all(answer.headers["Cache-Control"] == "private, no-cache" for answer in before)
    unchanged = desk.get(addresses[0][1], headers={"If-None-Match": before[0].headers["ETag"]})
    assert unchanged.status_code == 304

    assert hide(desk, notice).status_code == 302
    for (client, address), old in zip(addresses, before, strict=True):
        answer = client.get(address, headers={"If-None-Match": old.headers["ETag"]})
        assert answer.status_code == 200, address
        assert masked(answer.data), address
    page = desk.get(f"/bureau/findings/{notice.finding}/photos/{photo}/mask").text
    assert 'value="50.5"' in page
    story = desk.get(f"/bureau/findings/{notice.finding}").text
    assert "遮挡" in story


@pytest.mark.parametrize(
    ("changes", "told"),
    [({"w": ["0"]}, "第 1 处的宽和高不能是 0"), ({"x": ["左"]}, "“左边距”请填 0 至 100 的数字"), ({"h": ["nan"]}, "“高”请填"), ({"kind": ["cat"]}, "内容不符合要求"),
     ({"seen": "0123"}, "刚刚被他人改动")],
)  # fmt: skip
def test_bad_rectangles_come_back_with_what_was_typed(
    bureau: Bureau, changes: dict[str, Any], told: str
) -> None:
    notice = bureau.served()
    answer = hide(bureau.desk(), notice, **changes)
    assert answer.status_code == 409
    assert told in answer.text


def test_only_photos_of_the_finding_have_a_page(bureau: Bureau) -> None:
    notice = bureau.served()
    assert bureau.desk().get(f"/bureau/findings/{notice.finding}/photos/{'0' * 64}/mask").status_code == 404
    assert (
        bureau.desk("p-off1")
        .get(f"/bureau/findings/{notice.finding}/photos/{sha(notice.pictures[0])}/mask")
        .status_code
        == 403
    )
