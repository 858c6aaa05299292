"""Tablets at the bureau: what they told of themselves, their risks, and the lock with what a locked tablet may still do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from inspect_app.commands import devices
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms
from inspect_app.web import field_files
from tests.conftest import County
from tests.helpers import Tablet, actor, found_county, jpeg, sha
from tests.web.bureau_case import fields

Client = Callable[..., FlaskClient]


def told(**changes: Any) -> dict[str, Any]:
    """A report of a tablet without trouble."""
    fine = {
        "ops": 0,
        "photos": 0,
        "quarantined": 0,
        "oldest": 0,
        "free": 8_000_000_000,
        "room": True,
        "persisted": True,
        "mirrored": True,
        "encrypted": False,
    }
    return {**fine, "now": now_ms(), "app": field_files.app().version, **changes}


def row(county: County, tablet: Tablet) -> Any:
    with county.db.read() as connection:
        return connection.execute(sa.select(t.device).where(t.device.c.id == tablet.device)).one()


def report(browser: FlaskClient, tablet: Tablet, **changes: Any) -> Any:
    return browser.post(f"/api/v1/devices/{tablet.device}/report", json=told(**changes))


# --- the report ------------------------------------------------------------------------------------------------------------------------


def test_the_last_report_is_kept_and_only_that(client: Client, served: County) -> None:
    tablet, browser = served.tablet(), client("p-exp1")
    assert report(browser, tablet, ops=7, photos=3, oldest=90_000).json["lock"] is None
    assert report(browser, tablet, ops=2, now=now_ms() + 600_000).status_code == 200
    kept = row(served, tablet)
    assert kept.report == {
        "ops": 2, "photos": 0, "quarantined": 0, "oldest": 0, "free": 8_000_000_000, "room": True, "persisted": True, "mirrored": True,
        "encrypted": False, "app": field_files.app().version,
    }  # fmt: skip
    assert abs(kept.clock_offset - 600_000) < 5_000
    assert (kept.app_version, kept.seen_at) == (field_files.app().version, kept.reported_at)


def test_members_that_this_server_does_not_know_do_not_spoil_a_report(client: Client, served: County) -> None:
    tablet = served.tablet()
    assert report(client("p-exp1"), tablet, position={"lat": "1"}, battery=5).status_code == 200
    assert not {"position", "battery"} & set(row(served, tablet).report)


@pytest.mark.parametrize(
    "wrong",
    [
        {"ops": -1},
        {"ops": "7"},
        {"ops": 10**12},
        {"free": 1.5},
        {"room": "yes"},
        {"app": "x" * 41},
        {"now": -5},
        {"oldest": None},
    ],
)
def test_a_report_that_is_none_is_malformed_and_changes_nothing(
    client: Client, served: County, wrong: dict[str, Any]
) -> None:
    tablet = served.tablet()
    response = report(client("p-exp1"), tablet, **wrong)
    assert (response.status_code, response.json["error"]) == (400, "malformed")
    assert row(served, tablet).report is None


def test_a_report_is_small(client: Client, served: County) -> None:
    tablet = served.tablet()
    assert report(client("p-exp1"), tablet, more="x" * 5000).status_code == 413


@pytest.mark.parametrize("device", ["a1b2c3d4", "server00", "x", "\x00"])
def test_nobody_reports_for_a_tablet_that_he_does_not_work_on(
    client: Client, served: County, device: str
) -> None:
    other = served.tablet("p-exp2")
    for id_ in (device, other.device):
        response = client("p-exp1").post(f"/api/v1/devices/{id_}/report", json=told())
        assert (response.status_code, response.json["error"]) == (409, "device_unknown")
    assert row(served, other).report is None


# --- the lock --------------------------------------------------------------------------------------------------------------------------


def lock(county: County, tablet: Tablet, reason: str = "在杜曲镇遗失") -> None:
    devices.lock(county.db, actor("p-sec"), tablet.device, reason)


def test_a_locked_tablet_learns_it_at_its_next_contact_and_may_only_send(
    client: Client, served: County
) -> None:
    visit, tablet, browser = served.plan(), served.tablet(), client("p-exp1")
    assert report(browser, tablet).json["lock"] is None
    lock(served, tablet)
    answer = report(browser, tablet, ops=2, photos=1).json
    assert (answer["lock"]["reason"], answer["lock"]["at"] <= answer["server_time"]) == ("在杜曲镇遗失", True)
    picture = jpeg(9)
    for path in ("/api/v1/bundle", f"/api/v1/visits/{visit}/ops", f"/api/v1/photos/{sha(picture)}"):
        refused = browser.get(path)
        assert (refused.status_code, refused.json["error"]) == (403, "device_locked")
        assert "在杜曲镇遗失" in refused.json["message"]
    ops = [tablet.op(visit, f"visit/{visit}", "area", "一号车间")]
    pushed = browser.post("/api/v1/ops", json={"device": tablet.device, "ops": ops})
    assert (pushed.status_code, pushed.json["results"][0]["state"]) == (200, "applied")
    assert browser.head(f"/api/v1/photos/{sha(picture)}").status_code == 204
    assert (
        browser.put(f"/api/v1/photos/{sha(picture)}", data=picture, content_type="image/jpeg").status_code
        == 201
    )
    assert browser.head(f"/api/v1/photos/{sha(picture)}").status_code == 200
    assert browser.get(f"/api/v1/visits/{visit}/receipt").status_code == 200
    assert browser.get("/api/v1/session").status_code == 200
    assert browser.post("/api/v1/devices", json={"device": tablet.device}).status_code == 200
    devices.unlock(served.db, actor("p-admin"), tablet.device)
    assert browser.get("/api/v1/bundle").status_code == 200
    assert report(browser, tablet).json["lock"] is None


def test_a_session_is_bound_by_whatever_the_tablet_does_first_and_a_new_sign_in_does_not_get_around_it(
    client: Client, served: County
) -> None:
    visit, tablet = served.plan(), served.tablet()
    lock(served, tablet)
    for first in (
        lambda b: b.post("/api/v1/devices", json={"device": tablet.device}),
        lambda b: b.post(
            "/api/v1/ops",
            json={"device": tablet.device, "ops": [tablet.op(visit, f"visit/{visit}", "area", "x")]},
        ),
        lambda b: report(b, tablet),
    ):
        browser = client("p-exp1")
        assert first(browser).status_code == 200
        assert browser.get("/api/v1/bundle").status_code == 403
    assert client("p-exp1").get("/api/v1/bundle").status_code == 200  # the person, elsewhere


def test_an_officers_session_on_a_locked_tablet_opens_no_page_of_the_bureau_either(
    client: Client, served: County
) -> None:
    tablet, browser = served.tablet("p-off1"), client("p-off1")
    assert report(browser, tablet).status_code == 200
    assert browser.get("/bureau/").status_code == 200
    lock(served, tablet)
    page = browser.get("/bureau/ledger")
    assert (page.status_code, "本平板已被局端锁定" in page.text, "Traceback" in page.text) == (
        403,
        True,
        False,
    )
    assert browser.get("/field/").status_code == 200


def test_lock_and_unlock_are_kept_with_who_and_when_and_twice_is_refused(served: County) -> None:
    tablet = served.tablet()
    with pytest.raises(Refusal, match="原因"):
        devices.lock(served.db, actor("p-sec"), tablet.device, "  ")
    with pytest.raises(Refusal, match="没有锁定"):
        devices.unlock(served.db, actor("p-sec"), tablet.device)
    lock(served, tablet)
    with pytest.raises(Refusal, match="已经锁定"):
        lock(served, tablet, "again")
    devices.unlock(served.db, actor("p-admin"), tablet.device)
    devices.describe(served.db, actor("p-admin"), tablet.device, "3号平板", None)
    devices.describe(served.db, actor("p-admin"), tablet.device, "3号平板", None)  # nothing new: no entry
    with served.db.read() as connection:
        log = connection.execute(sa.select(t.device_log).order_by(t.device_log.c.id)).all()
    assert [(entry.act, entry.person_id, entry.detail) for entry in log] == [
        ("lock", "p-sec", "在杜曲镇遗失"), ("unlock", "p-admin", ""), ("describe", "p-admin", "名称：3号平板；普通平板"),
    ]  # fmt: skip


def test_another_bureaus_tablet_is_not_there(served: County) -> None:
    found_county(served.db, "410000")
    far = devices.enrol(served.db, actor("p-exp1", "410000"), None, "", "")
    for act in (
        lambda: devices.lock(served.db, actor("p-sec"), far, "x"),
        lambda: devices.unlock(served.db, actor("p-sec"), far),
        lambda: devices.describe(served.db, actor("p-sec"), far, "x", None),
    ):
        with pytest.raises(KeyError):
            act()


# --- the pages -------------------------------------------------------------------------------------------------------------------------


def post(browser: FlaskClient, tablet: Tablet, act: str, **given: str) -> Any:
    page = browser.get(f"/bureau/devices/{tablet.device}").text
    return browser.post(f"/bureau/devices/{tablet.device}/{act}", data={**fields(page), **given})


def test_the_pages_name_lock_and_unlock_a_tablet(client: Client, served: County) -> None:
    tablet, desk = served.tablet(), client("p-admin")
    assert post(desk, tablet, "describe", name="3号平板", ex="1", certificate="GYB23.1234").status_code == 302
    refused = post(desk, tablet, "describe", name="改名", ex="1", certificate=" ")
    assert (refused.status_code, "请填写防爆合格证号" in refused.text, 'value="改名"' in refused.text) == (
        409,
        True,
        True,
    )
    assert post(desk, tablet, "lock", reason="遗失 <b>").status_code == 302
    page = desk.get(f"/bureau/devices/{tablet.device}").text
    assert all(text in page for text in ("3号平板", "防爆 GYB23.1234", "遗失 &lt;b&gt;", "冯管理", "解锁"))
    listed = client("p-audit").get("/bureau/devices").text
    assert all(text in listed for text in ("已锁定", "3号平板", "设备操作记录", "冯管理"))
    assert post(desk, tablet, "unlock").status_code == 302
    assert row(served, tablet).locked_at is None


def test_tablets_stand_in_fixed_groups_by_risk_then_by_name(client: Client, served: County) -> None:
    names = {
        "甲": {},
        "乙": {"persisted": False},
        "丙": {"ops": 4, "oldest": 30 * 3_600_000},
        "丁": {"persisted": False},
        "戊": None,
    }
    for name, changes in names.items():
        tablet = served.tablet()
        devices.describe(served.db, actor("p-admin"), tablet.device, f"平板{name}", None)
        if changes is not None:
            assert report(client("p-exp1"), tablet, **changes).status_code == 200
    desk = client("p-sec")
    page = desk.get("/bureau/devices").text
    shown = sorted((page.index(f"<strong>平板{name}"), name) for name in names)
    assert [name for _, name in shown] == ["丙", "丁", "乙", "甲", "戊"]
    assert "30 小时" in page
    only = desk.get("/bureau/devices?risk=persist").text
    assert [f"<strong>平板{name}" in only for name in names] == [False, True, False, True, False]
    assert "<strong>平板甲" in desk.get("/bureau/devices?risk=nonsense").text
    dashboard = desk.get("/bureau/").text
    assert "现场风险" in dashboard
    assert 'href="/bureau/devices?risk=unsent"' in dashboard
    assert "现场风险" not in client("p-grid").get("/bureau/").text


def test_telephone_numbers_are_shown_to_those_who_phone(client: Client, served: County) -> None:
    with served.db.write() as connection:
        connection.execute(t.person.update().where(t.person.c.id == "p-exp1").values(phone="19900001111"))
    served.tablet()
    shown = {
        person: "19900001111" in client(person).get("/bureau/devices").text
        for person in ("p-sec", "p-lead", "p-admin", "p-audit", "p-comm")
    }
    assert shown == {"p-sec": True, "p-lead": True, "p-admin": True, "p-audit": False, "p-comm": False}


def test_a_cloned_tablet_is_shown_with_what_to_do(client: Client, served: County) -> None:
    visit, tablet = served.plan(), served.tablet()
    op = tablet.op(visit, f"visit/{visit}", "area", "a")
    served.push(tablet, [op])
    assert served.push(tablet, [{**op, "value": "b"}])[0].reason == "id_reused"
    page = client("p-sec").get(f"/bureau/devices/{tablet.device}").text
    assert "编号重复" in page
    assert "换新编号重传" in page


def test_nothing_about_a_tablet_says_where_it_is_or_how_long_it_was_used() -> None:
    columns = {column.name for table in (t.device, t.device_log) for column in table.c}
    assert not {
        name
        for name in columns
        if any(word in name for word in ("lat", "lon", "position", "online", "place"))
    }


@pytest.mark.parametrize(
    "path",
    ["/bureau/devices/x", "/bureau/devices/2b6a1b0b-39b4-4fe4-9b46-3637ce6aa46b", "/bureau/devices/%00"],
)
def test_a_tablet_that_is_not_there(client: Client, path: str) -> None:
    assert client("p-sec").get(path).status_code in (400, 404)
