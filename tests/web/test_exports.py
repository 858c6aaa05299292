"""导出审批: a full ledger of many rows leaves only after a leader approved, masked ones at once; every step is in the record of exports."""

from __future__ import annotations

import re
from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands import export_requests, exports
from inspect_app.commands.log import writing
from inspect_app.domain import dates, exporting
from inspect_app.domain.people import system
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms
from inspect_app.web.views import today
from tests.conftest import County
from tests.helpers import ORG, actor
from tests.web.bureau_case import Bureau, fields, submit
from tests.web.test_ledger import COLUMNS, HEAD, excel
from tests.xlsx_file import sheets

SETTINGS = "/bureau/settings/exports"
NEW = "/bureau/exports/new?group=feedback"


@pytest.fixture
def full(bureau: Bureau) -> Bureau:
    """A county with one finding, where one row is too many."""
    bureau.answered()
    limit(bureau, rows=0)
    return bureau


def limit(bureau: Bureau, **record: Any) -> None:
    with writing(bureau.db, ORG) as log:
        log.record(system(ORG), "setting/exports", record)


def ask(bureau: Bureau, query: str = "group=feedback", person: str = "p-sec", **given: Any) -> Any:
    given = {"purpose": "superior", "note": "报市局三季度清单", **given}
    return submit(
        bureau.desk(person), f"/bureau/exports/new?{query}", "/bureau/exports", filters=query, **given
    )


def request_of(bureau: Bureau) -> dict[str, Any]:
    with bureau.db.read() as connection:
        return dict(connection.execute(sa.select(t.export_request)).mappings().one())


def decide(bureau: Bureau, key: str, person: str = "p-lead", **given: Any) -> Any:
    return submit(bureau.desk(person), f"/bureau/exports/{key}", f"/bureau/exports/{key}/decide", **given)


def file_of(key: str) -> str:
    return f"/bureau/exports/{key}/ledger.xlsx"


# --- without approval ----------------------------------------------------------------------------------------------------------------


def test_above_the_threshold_the_full_ledger_is_refused_by_its_address(full: Bureau) -> None:
    desk = full.desk()
    answer = desk.get("/bureau/ledger.xlsx")
    assert (answer.status_code, "须经局领导审批" in answer.text) == (409, True)
    page = desk.get("/bureau/ledger")
    ticked = desk.post("/bureau/ledger/picked.xlsx", data={
        **fields(page.text), "finding": re.findall(r'name="finding" value="([^"]+)"', page.text),
    })  # fmt: skip
    assert (ticked.status_code, "须经局领导审批" in ticked.text) == (409, True)
    with full.db.read() as connection:
        assert connection.execute(sa.select(t.export_log)).all() == []


def test_the_ledger_leads_to_the_choice_above_the_threshold_only(full: Bureau) -> None:
    assert (
        'href="/bureau/exports/new?group=feedback"' in full.desk().get("/bureau/ledger?group=feedback").text
    )
    page = full.desk().get(NEW).text
    assert "脱敏版，立即下载" in page
    assert "完整版，需局领导审批" in page
    limit(full, rows=1)
    assert (
        'href="/bureau/ledger.xlsx?group=feedback"' in full.desk().get("/bureau/ledger?group=feedback").text
    )
    assert len(excel(full.desk(), "/bureau/ledger.xlsx")) == 1
    limit(full, rows=0, approval=False)
    assert len(excel(full.desk(), "/bureau/ledger.xlsx")) == 1


def test_the_masked_ledger_is_there_at_once(full: Bureau) -> None:
    [row] = excel(full.desk(), "/bureau/ledger.xlsx?masked=1&group=feedback")
    assert (row["责任人"], row["电话"]) == ("韩**", "199****0002")
    assert row["企业"] == "临颍县颍川食品有限公司"
    [row] = excel(full.desk("p-audit"), "/bureau/ledger.xlsx?masked=1")
    assert (row["责任人"], row["电话"]) == ("韩**", "（已登记）")  # not even a part of it
    with full.db.read() as connection:
        kinds = connection.scalars(sa.select(t.export_log.c.what)).all()
    assert kinds == ["隐患台账（脱敏）"] * 2


def test_a_leaders_own_export_needs_nobodys_word(full: Bureau) -> None:
    [row] = excel(full.desk("p-lead"), "/bureau/ledger.xlsx")
    assert (row["责任人"], row["电话"]) == ("韩安全", "19900000002")
    assert 'href="/bureau/ledger.xlsx"' in full.desk("p-lead").get("/bureau/ledger").text


# --- with it -------------------------------------------------------------------------------------------------------------------------


def test_a_leader_sees_the_request_and_approves_with_one_press_and_the_clerk_fetches_the_file(
    full: Bureau,
) -> None:
    asked = ask(full)
    row = request_of(full)
    assert asked.headers["Location"] == f"/bureau/exports/{row['id']}"
    assert (row["state"], row["count"], row["purpose"]) == ("asked", 1, "上级检查或报送：报市局三季度清单")
    assert full.desk().get(file_of(row["id"])).status_code == 409  # not yet
    assert "1 件台账导出申请有了进展" in full.desk("p-lead").get("/bureau/inbox").text
    desk = full.desk("p-lead")
    home = desk.get("/bureau/").text
    assert "等我审批的导出" in home
    assert "报市局三季度清单" in home
    done = desk.post(f"/bureau/exports/{row['id']}/decide", data={**fields(home), "decision": "yes"})
    assert done.status_code == 302
    assert "等我审批的导出" not in desk.get("/bureau/").text
    inbox = full.desk().get("/bureau/inbox").text
    until = dates.add_days(today(), 3)
    assert f"已批准，{until} 以前（含当天）可以下载" in inbox
    assert f'href="/bureau/exports/{row["id"]}"' in inbox
    assert file_of(row["id"]) in full.desk().get(f"/bureau/exports/{row['id']}").text
    [found] = excel(full.desk(), file_of(row["id"]))
    assert (found["责任人"], found["电话"]) == ("韩安全", "19900000002")


def test_the_file_is_that_of_the_approved_filters_whatever_the_address_says(full: Bureau) -> None:
    full.late(1, seed=2)
    ask(full)
    key = request_of(full)["id"]
    decide(full, key, decision="yes")
    assert [row["状态"] for row in excel(full.desk(), file_of(key) + "?group=&township=411122101")] == [
        "已反馈"
    ]
    assert full.desk().get("/bureau/ledger.xlsx?group=feedback").status_code == 409
    assert full.desk().get(f"/bureau/ledger.xlsx?group=open&export={key}").status_code == 409


def test_nobody_else_can_use_or_read_it(full: Bureau) -> None:
    ask(full)
    key = request_of(full)["id"]
    decide(full, key, decision="yes")
    for person in ("p-off1", "p-lead", "p-grid", "p-audit"):
        assert full.desk(person).get(file_of(key)).status_code == 404
    assert full.desk("p-off1").get(f"/bureau/exports/{key}").status_code == 404
    assert full.desk("p-audit").get(f"/bureau/exports/{key}").status_code == 200


def test_an_expired_link_gives_nothing(full: Bureau) -> None:
    ask(full)
    key = request_of(full)["id"]
    decide(full, key, decision="yes")
    with full.db.write() as connection:
        connection.execute(t.export_request.update().values(until=dates.add_days(today(), -1)))
    answer = full.desk().get(file_of(key))
    assert (answer.status_code, "已过，请重新申请" in answer.text) == (409, True)
    page = full.desk().get(f"/bureau/exports/{key}").text
    assert "已过期" in page
    assert file_of(key) not in page


def test_a_refusal_needs_a_reason_and_the_clerk_is_told(full: Bureau) -> None:
    ask(full)
    key = request_of(full)["id"]
    answer = decide(full, key, decision="no", reason=" ")
    assert (answer.status_code, "请写明不批准的理由" in answer.text) == (409, True)
    assert decide(full, key, decision="no", reason="脱敏版即可满足").status_code == 302
    assert "未批准。理由：脱敏版即可满足" in full.desk().get("/bureau/inbox").text
    answer = full.desk().get(file_of(key))
    assert (answer.status_code, "脱敏版即可满足" in answer.text) == (409, True)
    page = full.desk("p-lead").get(f"/bureau/exports/{key}").text  # nothing left to press
    again = full.desk("p-lead")
    answer = again.post(
        f"/bureau/exports/{key}/decide", data={**fields(again.get("/bureau/inbox").text), "decision": "yes"}
    )
    assert ("告知申请人" in page, answer.status_code, "已经审批过" in answer.text) == (False, 409, True)


def test_a_purpose_is_needed_and_what_was_typed_stays(full: Bureau) -> None:
    answer = ask(full, purpose="other", note="")
    assert (answer.status_code, "请选择用途" in answer.text) == (409, True)
    answer = ask(full, purpose="", note="给统计局")
    assert (answer.status_code, 'value="给统计局"' in answer.text) == (409, True)
    assert ask(full, purpose="other", note="给统计局").status_code == 302
    assert request_of(full)["purpose"] == "给统计局"
    assert ask(full, purpose="meeting").status_code == 302  # the same filters wait already: no second one
    assert request_of(full)["purpose"] == "给统计局"


def test_the_record_of_exports_shows_every_step(full: Bureau) -> None:
    ask(full)
    key = request_of(full)["id"]
    decide(full, key, decision="yes")
    excel(full.desk(), file_of(key))
    page = full.desk("p-audit").get("/bureau/audit/exports").text
    steps = ["申请导出台账完整版", "批准导出台账完整版", "隐患台账（经批准）"]
    assert [step for step in steps if step in page] == steps
    assert "用途：上级检查或报送：报市局三季度清单；批准人：刘局长" in page
    table = sheets(full.desk().get(file_of(key)).data)["隐患台账"]
    assert (table[HEAD], "批准人：刘局长" in str(table[2][0])) == (COLUMNS, True)


# --- the setting ---------------------------------------------------------------------------------------------------------------------


def test_a_leader_sets_the_threshold_with_its_history_and_a_clerk_only_looks(full: Bureau) -> None:
    given = {"approval": "yes", "rows": "500", "days": "5"}
    assert submit(full.desk("p-lead"), SETTINGS, SETTINGS, **given).status_code == 302
    page = full.desk().get(SETTINGS).text
    assert "超过 500 条的完整版须审批，批准后 5 天内可以下载" in page
    assert "刘局长" in page
    assert ">保存<" not in page
    assert submit(full.desk(), SETTINGS, SETTINGS, **given).status_code == 403
    assert full.desk().get("/bureau/ledger.xlsx").status_code == 200


@pytest.mark.parametrize(
    ("name", "value"), [("rows", "很多"), ("rows", "-1"), ("days", "0"), ("days", "99"), ("approval", "")]
)
def test_a_bad_setting_is_refused_and_stays_in_its_field(full: Bureau, name: str, value: str) -> None:
    answer = submit(
        full.desk("p-admin"),
        SETTINGS,
        SETTINGS,
        **{"approval": "yes", "rows": "200", "days": "3", name: value},
    )
    assert answer.status_code == 409
    assert name == "approval" or f'value="{value}"' in answer.text


# --- on both databases ---------------------------------------------------------------------------------------------------------------


def test_requests_on_both_databases(county: County) -> None:
    db: Database = county.db
    now = now_ms()
    key = export_requests.ask(db, actor("p-sec"), "group=open", "状态：未销号", 300, "统计", now)
    assert export_requests.ask(db, actor("p-sec"), "group=open", "状态：未销号", 301, "统计", now) == key
    with pytest.raises(Refusal, match="由局领导审批"):
        export_requests.decide(db, actor("p-sec"), key, True, "", now)
    day = dates.day_of(now)
    with pytest.raises(Refusal, match="还在等待"):
        export_requests.approved(db, actor("p-sec"), key, day)
    row = export_requests.decide(db, actor("p-lead"), key, True, "", now)
    assert row["until"] == dates.add_days(day, 3)
    assert export_requests.approved(db, actor("p-sec"), key, row["until"])["decider"] == "刘局长"
    with pytest.raises(Refusal, match="已过"):
        export_requests.approved(db, actor("p-sec"), key, dates.add_days(row["until"], 1))
    own = export_requests.ask(db, actor("p-lead"), "", "全部", 300, "统计", now)
    with pytest.raises(Refusal, match="本人"):
        export_requests.decide(db, actor("p-lead"), own, True, "", now)
    exports.record(db, actor("p-sec"), "隐患台账", "全部", now)
    with db.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(t.export_log)) == 4


def test_defaults_and_who_needs_approval() -> None:
    setting = exporting.of(None)
    assert (setting.approval, setting.rows, setting.days) == (True, 200, 3)
    assert not exporting.needs("section", 200, setting)
    assert exporting.needs("section", 201, setting)
    assert not exporting.needs("leader", 5000, setting)
