"""总览, 登记, 操作日志 and the frame: every page for every role, without ranking, inline code or another's rows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inspect_app.commands import visits
from inspect_app.domain import access
from inspect_app.domain.people import BUREAU_ROLES
from inspect_app.web.bureau import words
from inspect_app.web.views import today
from tests.helpers import PEOPLE, actor, plan_value
from tests.web.bureau_case import Bureau


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


PAGES = {
    "bureau.dashboard": "/bureau/", "bureau.help": "/bureau/help", "bureau.review_queue": "/bureau/review", "bureau.ledger": "/bureau/ledger",
    "bureau.visits": "/bureau/visits", "bureau.visit_new": "/bureau/visits/new", "bureau.documents": "/bureau/documents",
    "bureau.enterprises": "/bureau/enterprises", "bureau.enterprise": "/bureau/enterprises/e-1", "bureau.enterprise_codes": "/bureau/enterprise-codes", "bureau.experts": "/bureau/experts",
    "bureau.checklists": "/bureau/checklists", "bureau.checklist": "/bureau/checklists/electrical@0.1.0", "bureau.devices": "/bureau/devices",
    "bureau.audit": "/bureau/audit", "bureau.suggestions": "/bureau/suggestions",
}  # fmt: skip


@pytest.mark.parametrize("person", list(PEOPLE))
def test_every_page_opens_for_exactly_the_roles_of_the_table(bureau: Bureau, person: str) -> None:
    role = PEOPLE[person][1]
    desk = bureau.desk(person)
    for endpoint, address in PAGES.items():
        status = desk.get(address).status_code
        if role == "dept" and endpoint == "bureau.enterprise":
            assert status == 404, "a department sees nothing that was not transferred to it"
            continue
        assert status == (200 if access.may(endpoint, role) else 403), (endpoint, role)


def test_the_rail_offers_only_what_opens(bureau: Bureau) -> None:
    for person, (_, role) in PEOPLE.items():
        if role not in BUREAU_ROLES:
            continue
        desk = bureau.desk(person)
        rail = re.search(r'<nav class="rail".*?</nav>', desk.get("/bureau/").text, re.S)
        assert rail
        for address in re.findall(r'href="(/bureau/[a-z]*)"', rail[0]):
            assert desk.get(address).status_code == 200, (role, address)


def test_numbers_lead_to_lists_of_as_many(bureau: Bureau) -> None:
    bureau.inspected(seed=1)
    bureau.inspected(seed=3)
    bureau.accepted(seed=5)
    bureau.issued(seed=7)
    page = bureau.desk().get("/bureau/").text
    tiles = dict(
        re.findall(r'href="([^"]+)"><span class="tile-label">.*?tile-number num">(\d+)<', page, re.S)
    )
    assert tiles["/bureau/review?queue=submitted"] == "2"
    assert tiles["/bureau/documents?tab=todo"] == "1"
    assert tiles["/bureau/documents?tab=issued"] == "1"
    desk = bureau.desk()
    for address in tiles:
        assert desk.get(address.replace("&amp;", "&")).status_code == 200


def test_rates_say_how_they_are_computed(bureau: Bureau) -> None:
    page = bureau.desk().get("/bureau/").text
    assert "总整改率" in page
    assert "已销号 0 ÷ 全部已交办 0" in page
    assert "—" in page, "nothing to divide by"


def test_townships_stand_in_the_order_of_their_codes_and_cannot_be_sorted(bureau: Bureau) -> None:
    bureau.accepted(enterprise="e-2", seed=1)
    bureau.accepted(enterprise="e-2", seed=3)
    table = bureau.desk().get("/bureau/?sort=overdue").text.split("按行政区划代码排列")[1]
    assert table.index("城关街道") < table.index("杜曲镇")
    assert "sort" not in table


def test_experts_are_not_ranked(bureau: Bureau) -> None:
    bureau.inspected()
    page = bureau.desk().get("/bureau/experts?sort=done").text
    names = re.findall(r"<strong>([^<]+)</strong></td>|<strong>([^<]+)</strong>\s*</td>", page)
    assert [a or b for a, b in names] == sorted(PEOPLE[p][0] for p in PEOPLE if PEOPLE[p][1] == "expert")
    assert "不作排名" in page


def test_the_checklist_shows_every_mark(bureau: Bureau) -> None:
    page = bureau.desk().get("/bureau/checklists/electrical@0.1.0").text
    for words_ in ("条文未核对", "已核对条文", "缺条款号", "含重大判据", "特种作业人员未按照规定"):
        assert words_ in page
    only = bureau.desk().get("/bureau/checklists/electrical@0.1.0?only=major").text
    assert "elec-mgmt-01" in only
    assert "elec-sub-01" not in only
    assert bureau.desk().get("/bureau/checklists/none@1").status_code == 404


def test_telephone_numbers_are_for_those_who_call(bureau: Bureau) -> None:
    assert "19900000001" in bureau.desk("p-sec").get("/bureau/enterprises/e-1").text
    for person in ("p-grid", "p-audit", "p-comm"):
        page = bureau.desk(person).get("/bureau/enterprises/e-1").text
        assert "19900000001" not in page
        assert "电话已登记" in page


def test_enterprises_are_found_by_name_code_and_address(bureau: Bureau) -> None:
    desk = bureau.desk()
    for word in ("颍川", "91411122000000001x"):
        page = desk.get(f"/bureau/enterprises?q={word}").text
        assert "临颍县颍川食品有限公司" in page
        assert "漯河淼犇机械有限公司" not in page
    assert "没有找到企业" in desk.get("/bureau/enterprises?q=不存在").text


def test_a_tablet_is_shown_without_any_place(bureau: Bureau) -> None:
    bureau.inspected()
    page = bureau.desk().get("/bureau/devices").text
    assert "测试平板" in page
    assert "王建国" in page


def test_the_auditor_reads_the_log_by_subject_and_by_pages(bureau: Bureau) -> None:
    finding = bureau.accepted()[1]
    audit = bureau.desk("p-audit")
    page = audit.get(f"/bureau/audit?subject=finding/{finding}").text
    assert "交办" in page
    assert "2026-12-08" in page, "the value can be read"
    assert "visit/" not in re.sub(r"<nav.*?</nav>", "", page, flags=re.S).split("<tbody>")[1]
    assert (
        'href="/bureau/audit?before=' in audit.get("/bureau/audit").text
        or "更早" not in audit.get("/bureau/audit").text
    )
    assert audit.get("/bureau/audit?before=3").text.count("<tr>") == 3
    assert "没有这个对象的记录" in audit.get("/bureau/audit?subject=finding/none").text


def test_no_page_holds_inline_code_or_style(bureau: Bureau) -> None:
    visit, finding = bureau.accepted()
    notice = bureau.served(seed=5)
    desk = bureau.desk()
    more = [
        f"/bureau/findings/{finding}",
        f"/bureau/visits/{visit}",
        f"/bureau/documents/{notice.document}",
        f"/bureau/review/{bureau.inspected(seed=9)[1]}",
    ]
    for address in [*PAGES.values(), *more]:
        page = desk.get(address).text
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*\ssrc=)", page), address
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), (address, [i for i in ids if ids.count(i) > 1])


def test_what_somebody_typed_is_never_markup(bureau: Bureau) -> None:
    page = bureau.desk().get("/bureau/ledger?q=<script>alert(1)</script>").text
    assert "<script>alert" not in page


def test_fields_of_one_upload_make_one_entry_of_the_timeline() -> None:
    base = {
        "subject": "finding/1",
        "author": "p",
        "device": "a",
        "name": "王建国",
        "role": "expert",
        "label": "一号",
        "uploaded_by": "p",
    }
    ops = [
        {**base, "seq": 1, "kind": "set", "path": "location", "value": "配电室", "received_at": 1},
        {**base, "seq": 2, "kind": "set", "path": "due_days", "value": 0, "received_at": 1},
        {
            **base,
            "seq": 3,
            "kind": "set",
            "path": "photo/" + "a" * 64,
            "value": {"at": "x"},
            "received_at": 1,
        },
        {**base, "seq": 4, "kind": "set", "path": "statement", "value": "晚到的", "received_at": 9},
        {
            **base,
            "seq": 5,
            "kind": "event",
            "path": "return",
            "value": {"reason": "不清"},
            "received_at": 10,
            "device": "server00",
            "label": None,
        },
    ]
    made = words.entries(ops, {}, seen=3)
    assert [(entry.title, entry.fresh) for entry in made] == [
        ("现场填写", False),
        ("现场填写", True),
        ("退回补正", True),
    ]
    assert made[0].details == [("部位", "配电室"), ("建议期限", "立即")]
    assert made[0].photos == ["a" * 64]
    assert made[2].details == [("理由", "不清")]
    assert made[2].where == "网页办理"


def test_todays_visits_are_on_the_dashboard(bureau: Bureau) -> None:
    visits.plan(bureau.db, actor("p-sec"), plan_value(planned_date=today()))
    assert (
        "临颍县颍川食品有限公司"
        in bureau.desk().get("/bureau/").text.split("本周检查任务")[1].split("按行政区划代码")[0]
    )
