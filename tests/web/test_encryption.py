"""平板加密 at the bureau: the administrator's setting, as it reaches the tablets."""

from __future__ import annotations

import pytest

from inspect_app.queries import facts, tablet
from tests.helpers import ORG, actor
from tests.web.bureau_case import Bureau, submit

PAGE = "/bureau/encryption"


@pytest.fixture
def bureau(tmp_path):
    return Bureau(tmp_path)


def setting(bureau):
    with bureau.db.read() as connection:
        return facts.encryption(connection, ORG)


def test_the_administrator_switches_it_on_and_every_tablet_is_told_the_public_key(bureau):
    admin = bureau.desk("p-admin")
    assert "还没有密钥" in admin.get(PAGE).text
    assert submit(admin, PAGE, PAGE, on="1", lock_minutes="5").status_code == 302
    page = admin.get(PAGE).text
    key = setting(bureau)["key"]
    assert "设置已保存" in page
    assert f"{key['kid']}.pem" in page
    with bureau.db.read() as connection:
        assert tablet.bundle(connection, actor("p-exp1"), [])["encryption"] == {
            "on": True,
            "lock_minutes": 5,
            "key": key,
        }

    assert submit(admin, PAGE, f"{PAGE}/key").status_code == 302
    assert setting(bureau)["key"]["kid"] != key["kid"]
    assert submit(admin, PAGE, PAGE, lock_minutes="5").status_code == 302
    assert setting(bureau)["on"] is False
    assert "平板加密" in admin.get("/bureau/devices").text


@pytest.mark.parametrize("minutes", ["", "0", "241", "abc", "٣", "99999999999"])
def test_a_lock_time_that_makes_no_sense_is_refused_and_what_was_typed_stays(bureau, minutes):
    answer = submit(bureau.desk("p-admin"), PAGE, PAGE, on="1", lock_minutes=minutes)
    assert answer.status_code == 409
    assert "1 到 240 分钟" in answer.text
    assert "checked" in answer.text
    assert setting(bureau) == {"on": False, "lock_minutes": 15, "key": None}


def test_a_private_key_that_is_gone_is_told(bureau):
    admin = bureau.desk("p-admin")
    submit(admin, PAGE, f"{PAGE}/key")
    (bureau.app.extensions["inspect"].config.data / "keys" / f"{setting(bureau)['key']['kid']}.pem").unlink()
    assert "没有密钥" in admin.get(PAGE).text
