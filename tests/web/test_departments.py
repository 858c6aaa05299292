"""Departments: their registry; what one of them sees and may do, and everything else refused."""

from __future__ import annotations

from tests.web.bureau_case import Bureau, submit

PAGE = "/bureau/departments"


def test_the_registry_takes_a_department_and_shows_what_proposes_it(bureau: Bureau) -> None:
    desk = bureau.desk()
    assert "县消防救援大队" in desk.get(PAGE).text
    answer = submit(
        desk, PAGE, PAGE, name="县商务局", contact="张三", phone="1", duties="加油站、成品油，加油站"
    )
    assert answer.status_code == 302
    page = desk.get(PAGE).text
    assert "县商务局" in page
    assert "加油站、成品油" in page


def test_a_refused_registration_says_why_and_keeps_what_was_typed(bureau: Bureau) -> None:
    desk = bureau.desk()
    answer = submit(desk, PAGE, PAGE, name="县消防救援大队", contact="李四", phone="", duties="")
    assert answer.status_code == 409
    assert "已经登记过" in answer.text
    assert 'value="李四"' in answer.text
    long = submit(desk, PAGE, PAGE, name="甲", contact="", phone="", duties="很长" * 20)
    assert "每个最多 20 个字" in long.text


def test_two_clerks_who_change_one_department_do_not_overwrite_each_other(bureau: Bureau) -> None:
    desk, other = bureau.desk(), bureau.desk("p-lead")
    seen = desk.get(PAGE).text.split('id="d-d-fire"')[1].split('name="seen" value="')[1].split('"')[0]
    change = {"name": "县消防救援大队", "contact": "新联系人", "phone": "", "duties": "", "seen": seen}
    assert submit(desk, PAGE, f"{PAGE}/d-fire", **change).status_code == 302
    refused = submit(other, PAGE, f"{PAGE}/d-fire", **{**change, "contact": "别人"})
    assert refused.status_code == 409
    assert "已被他人处理" in refused.text
    assert "新联系人" in other.get(PAGE).text
