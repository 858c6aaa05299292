"""整改预警 on the pages: lists that never rank, why, interviews, and the thresholds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from inspect_app.commands import warnings
from inspect_app.domain import dates
from inspect_app.storage import tables as t
from inspect_app.web.views import today
from tests.helpers import ORG
from tests.web.bureau_case import Bureau, submit

FIELDS = {
    "blue": "95",
    "yellow": "85",
    "orange": "60",
    "yellow_days": "3",
    "orange_days": "15",
    "months": "12",
}


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def test_townships_stand_in_the_order_of_their_codes_with_the_reason(bureau: Bureau) -> None:
    bureau.late(6)
    page = bureau.desk().get("/bureau/warnings").text
    assert re.findall(r'<a class="row-link"[^>]*>([^<]+)</a>', page) == ["城关街道", "杜曲镇"]
    assert "达标率 0.0%（0/1），低于 60%，列为红色" in page
    assert "不用于排名和考核基层" in page
    assert "sort=" not in page


def test_enterprises_are_listed_by_level_and_within_it_by_name(bureau: Bureau) -> None:
    bureau.late(6)
    desk = bureau.desk()
    page = desk.get("/bureau/warnings?of=enterprise").text  # opens with the gravest level there is
    assert "临颍县颍川食品有限公司" in page
    assert "达标率 0.0%（0/1），低于 60%，列为红色" in page
    assert "漯河淼犇机械有限公司" not in page  # blue
    assert "没有橙色（警示）的企业" in desk.get("/bureau/warnings?of=enterprise&level=orange").text
    narrowed = desk.get("/bureau/warnings?of=enterprise&level=red&township=杜曲镇").text
    assert "颍川食品" not in narrowed
    assert desk.get("/bureau/warnings?of=person").status_code == 404


def test_the_page_of_an_enterprise_says_why_and_leads_to_what_can_be_done(bureau: Bureau) -> None:
    finding = bureau.late(6)
    warnings.record(bureau.db, ORG, today())
    page = bureau.desk().get("/bureau/warnings/enterprise/e-1").text
    assert "为什么是红色" in page
    assert f"/bureau/findings/{finding}" in page
    assert "一般隐患逾期 6 天仍未反馈整改情况，建议移交执法" in page
    assert today() in page[page.index("等级变化") :]
    shown = bureau.desk().get("/bureau/enterprises/e-1").text
    assert "整改预警" in shown
    assert "列为红色" in shown
    assert bureau.desk().get("/bureau/warnings/enterprise/e-9").status_code == 404
    assert bureau.desk().get("/bureau/warnings/industry/农副食品加工业").status_code == 200


def test_a_township_sees_its_own_only(bureau: Bureau) -> None:
    bureau.late(6)
    grid = bureau.desk("p-grid")
    page = grid.get("/bureau/warnings").text
    assert "城关街道" in page
    assert "杜曲镇" not in page
    assert grid.get("/bureau/warnings/township/411122101").status_code == 404
    assert grid.get("/bureau/warnings/enterprise/e-2").status_code == 404
    assert "交办约谈" not in grid.get("/bureau/warnings/enterprise/e-1").text
    assert bureau.desk("p-dept").get("/bureau/warnings").status_code == 403


def test_an_interview_is_a_task_of_whoever_was_chosen(bureau: Bureau) -> None:
    bureau.late(6)
    desk, page = bureau.desk(), "/bureau/warnings/enterprise/e-1"
    due = dates.add_days(today(), 3)
    answer = submit(
        desk, page, f"{page}/talk", title="逾期未整改", who="role:leader", due_date=due, note="请带整改方案"
    )
    assert answer.status_code == 302
    with bureau.db.read() as connection:
        [task] = connection.execute(sa.select(t.task)).mappings().all()
    assert (task["kind"], task["enterprise_id"], task["role"], task["due_date"]) == (
        "talk",
        "e-1",
        "leader",
        due,
    )
    assert "正在办的约谈" in desk.get(page).text


def test_an_interview_that_cannot_be_is_refused_and_nothing_typed_is_lost(bureau: Bureau) -> None:
    bureau.late(6)
    desk, page = bureau.desk(), "/bureau/warnings/enterprise/e-1"
    for given, said in (
        ({"title": "逾期未整改", "who": "role:leader", "due_date": "2026-01-01"}, "已经过去"),
        ({"title": "逾期未整改", "who": "role:admin", "due_date": today()}, "请选择由谁约谈"),
        ({"title": "逾期未整改", "who": "township:999", "due_date": today()}, "没有这个乡镇"),
        ({"title": "", "who": "role:leader", "due_date": today()}, "请填写“约谈事由”"),
    ):
        answer = submit(desk, page, f"{page}/talk", **given)
        assert (answer.status_code, said in answer.text) == (409, True), said
        assert given["title"] in answer.text
    with bureau.db.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(t.task)) == 0


def test_thresholds_are_changed_by_the_leader_and_kept_in_history(bureau: Bureau) -> None:
    bureau.late(6)
    leader, page = bureau.desk("p-lead"), "/bureau/settings/warning"
    refused = submit(leader, page, page, **{**FIELDS, "orange_days": "3", "yellow": "八十五"})
    assert refused.status_code == 409
    assert "“黄色：达标率不低于（%）”请填写整数" in refused.text
    assert 'value="八十五"' in refused.text
    refused = submit(leader, page, page, **{**FIELDS, "orange_days": "3"})
    assert "橙色的逾期天数须多于黄色的 3 天" in refused.text
    assert submit(leader, page, page, **{**FIELDS, "yellow_days": "7"}).status_code == 302
    told = leader.get(page).text
    assert "刘局长" in told
    assert '黄色：逾期不超过（天） <del class="num">3</del> 改为 <ins class="num">7</ins>' in told
    assert (
        "逾期 1 条，最长 6 天，未超过 7 天，列为黄色"
        in bureau.desk().get("/bureau/warnings/enterprise/e-1").text
    )
    assert "保存</button>" not in bureau.desk().get(page).text


def test_a_stale_page_of_thresholds_says_who_was_first(bureau: Bureau) -> None:
    leader, admin, page = bureau.desk("p-lead"), bureau.desk("p-admin"), "/bureau/settings/warning"
    opened = leader.get(page).text
    submit(admin, page, page, **{**FIELDS, "months": "6"})
    token = re.search(r'name="csrf_token" value="([^"]+)"', opened)
    assert token
    answer = leader.post(page, data={**FIELDS, "months": "24", "seen": "0", "csrf_token": token[1]})
    assert answer.status_code == 409
    assert "冯管理已修改了预警阈值" in answer.text
    assert submit(leader, page, page, **{**FIELDS, "months": "24"}).status_code == 302
