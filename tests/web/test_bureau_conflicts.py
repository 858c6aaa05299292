"""The bureau's pages of what two people wrote differently, what was judged as a whole, and what was seen of earlier findings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inspect_app.commands import photos, push, visits
from tests.helpers import Tablet, actor, finding_ids, jpeg, plan_value, raw, sha
from tests.web.bureau_case import Bureau, fields

PHOTO = jpeg(7)


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def disputed(bureau: Bureau) -> tuple[str, str]:
    """A received visit: two experts differ on the statement and on one answer; one judged the rest as a whole."""
    visit = visits.plan(bureau.db, actor("p-sec"), plan_value())
    one, two = Tablet(bureau.db, "p-exp1"), Tablet(bureau.db, "p-exp2")
    ops = one.inspection(visit, [PHOTO])[:-1]
    ops = [op for op in ops if op["path"] != "answer/elec-mgmt-01"]
    ops.append(one.op(visit, f"visit/{visit}", "answer/elec-mgmt-01", "ok"))
    ops.append(
        one.op(
            visit,
            f"visit/{visit}",
            "rest/electrical/mgmt",
            {"items": ["elec-mgmt-01"], "at": "2026-11-23T02:00:00Z"},
        )
    )
    subject = next(op["subject"] for op in ops if op["path"] == "statement")
    theirs = [
        two.op(visit, subject, "statement", "南侧门向内开启。"),
        two.op(visit, f"visit/{visit}", "area", "二号车间"),
    ]
    ops.append(one.op(visit, f"visit/{visit}", "area", "一号车间"))
    for tablet, person, batch in (
        (one, "p-exp1", ops),
        (two, "p-exp2", theirs),
        (one, "p-exp1", [one.submit(visit, [*ops, *theirs])]),
    ):
        push.push(bureau.db, actor(person), tablet.device, raw(batch))
    photos.put_photo(bureau.db, bureau.blobs, actor("p-exp1"), sha(PHOTO), PHOTO)
    return visit, finding_ids(bureau.db, visit)[0]


def choice(page: str, value: str) -> dict[str, str]:
    """The hidden fields of the form in the row that shows a value."""
    row = next(part for part in page.split("<tr") if value in part and 'name="chosen"' in part)
    return dict(re.findall(r'name="(subject|path|heads|chosen)" value="([^"]*)"', row))


def test_the_reviewer_sees_both_values_with_their_authors_and_chooses_without_leaving_the_finding(
    bureau: Bureau,
) -> None:
    _, finding = disputed(bureau)
    desk, address = bureau.desk(), f"/bureau/review/{finding}"
    page = desk.get(address).text
    conflict = page[page.index('id="conflicts"') : page.index("<h2>问题</h2>")]
    for word in ("问题描述", "配电室门向内开启，未向疏散方向开启。", "南侧门向内开启。", "王建国", "李红霞"):
        assert word in conflict

    answer = desk.post(f"{address}/settle", data={**fields(page), **choice(conflict, "配电室门向内开启，未")})

    assert (answer.status_code, answer.location) == (302, address)
    page = desk.get(address).text
    assert "“问题描述”已核定为：配电室门向内开启，未向疏散方向开启。" in page
    assert 'id="conflicts"' not in page
    assert "核定不一致的填写" in page
    assert "本次检查还有 <b>1</b> 处两人填写不一致" in page


def test_a_choice_that_somebody_else_made_meanwhile_is_said_and_changes_nothing(bureau: Bureau) -> None:
    _, finding = disputed(bureau)
    desk, address = bureau.desk(), f"/bureau/review/{finding}"
    page = desk.get(address).text
    sent = {**fields(page), **choice(page[page.index('id="conflicts"') :], "南侧门")}
    assert desk.post(f"{address}/settle", data=sent).status_code == 302
    again = desk.post(f"{address}/settle", data=sent)
    assert again.status_code == 409
    assert "又有变化" in again.text


def test_the_page_of_the_visit_settles_its_own_fields_and_says_what_was_judged_as_a_whole(
    bureau: Bureau,
) -> None:
    visit, _ = disputed(bureau)
    address = f"/bureau/visits/{visit}"
    page = bureau.desk().get(address).text
    assert "其中整体判为符合" in page
    assert re.search(r"管理资料：其余 1 项由 王建国 .* 整体判为符合", page)
    assert "采用" not in bureau.desk("p-off1").get(address).text
    desk = bureau.desk()
    answer = desk.post(
        f"{address}/settle",
        data={
            **fields(page),
            **choice(page, "二号车间"),
            "csrf_token": fields(desk.get(address).text)["csrf_token"],
        },
    )
    assert answer.status_code == 302
    page = desk.get(address).text
    assert "“服务区域”已核定为：二号车间" in page
    assert 'id="conflicts"' not in page


def test_a_finding_tells_what_was_seen_of_it_on_a_later_visit(bureau: Bureau) -> None:
    _, finding = disputed(bureau)
    later, tablet = (
        visits.plan(bureau.db, actor("p-sec"), plan_value(planned_date="2026-11-27")),
        Tablet(bureau.db),
    )
    seen = {"state": "gone", "at": "2026-11-27T02:10:00Z", "note": "已改为外开"}
    ops = [tablet.op(later, f"visit/{later}", "start", {"at": "2026-11-27T02:00:00Z"}, "event")]
    push.push(
        bureau.db,
        actor("p-exp1"),
        tablet.device,
        raw([*ops, tablet.op(later, f"visit/{later}", f"earlier/{finding}", seen)]),
    )
    page = bureau.desk().get(f"/bureau/findings/{finding}").text
    told = re.sub(r"<[^>]+>|\s+", " ", page[page.index('id="sightings"') :])
    for word in ("已整改", "2026-11-27", "王建国", "已改为外开"):
        assert word in told[:400]
