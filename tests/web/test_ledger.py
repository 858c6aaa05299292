"""台账 in the browser: the Excel with its 32 columns and its watermark, saved views, and one command for many rows."""

from __future__ import annotations

import re
from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands import findings
from inspect_app.storage import tables as t
from inspect_app.web.views import today
from tests.helpers import ORG, actor
from tests.web.bureau_case import Bureau, fields, submit
from tests.xlsx_file import part, sheets

COLUMNS = [
    "隐患编号",
    "企业",
    "行业",
    "地址",
    "属地乡镇",
    "检查类型",
    "检查日期",
    "检查人/专家",
    "部位",
    "隐患描述",
    "隐患类别",
    "级别",
    "判据条款",
    "法规标准依据",
    "整改措施",
    "责任单位",
    "责任人",
    "电话",
    "资金",
    "整改期限",
    "临时管控措施",
    "整改完成时间",
    "复查时间",
    "复查人",
    "复查结论",
    "销号时间",
    "状态",
    "逾期天数",
    "照片（前/后）",
    "文书号",
    "挂牌督办号",
    "备注",
]  # workflow.md § 8.3
HEAD = 4  # rows above the first finding: title, watermark, filters, note; then the titles


def excel(client: Any, address: str) -> list[dict[str, Any]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    table = sheets(answer.data)["隐患台账"]
    assert table[HEAD] == COLUMNS
    return [dict(zip(COLUMNS, row, strict=True)) for row in table[HEAD + 1 :]]


# --- Excel ---------------------------------------------------------------------------------------------------------------------------


def test_the_excel_has_exactly_the_32_columns_and_what_is_known_of_a_finding(bureau: Bureau) -> None:
    finding = bureau.answered()
    [row] = excel(bureau.desk(), "/bureau/ledger.xlsx")
    assert len(COLUMNS) == 32
    assert re.fullmatch(r"YH-\d{8}-[0-9A-F]{8}", row["隐患编号"])
    known = {
        "企业": "临颍县颍川食品有限公司", "属地乡镇": "城关街道", "检查类型": "帮扶", "检查人/专家": "王建国、李红霞", "隐患类别": "电气", "级别": "一般", "状态": "已反馈", "责任人": "韩安全",
        "电话": "19900000002", "照片（前/后）": "2/1", "整改措施": bureau.finding_row(finding)["measure"],
    }  # fmt: skip
    assert {name: row[name] for name in known} == known
    assert "隐改" in row["文书号"]
    assert row["资金"] is None
    assert row["逾期天数"] is None


def test_the_excel_holds_what_the_filters_of_the_address_find(bureau: Bureau) -> None:
    bureau.late(3)
    desk = bureau.desk()
    assert [row["逾期天数"] for row in excel(desk, "/bureau/ledger.xlsx?group=overdue")] == [3.0]
    assert excel(desk, "/bureau/ledger.xlsx?group=closed") == []
    assert excel(desk, "/bureau/ledger.xlsx?q=没有这个词") == []


def test_telephone_numbers_and_others_findings_stay_with_those_who_may_see_them(bureau: Bureau) -> None:
    bureau.late(1)
    assert [row["电话"] for row in excel(bureau.desk("p-audit"), "/bureau/ledger.xlsx")] == ["（已登记）"]
    assert len(excel(bureau.desk("p-grid"), "/bureau/ledger.xlsx")) == 1  # of its own township
    with bureau.db.write() as connection:
        connection.execute(t.finding.update().values(township_id="411122101"))
    assert excel(bureau.desk("p-grid"), "/bureau/ledger.xlsx") == []


def test_an_export_carries_who_took_it_and_is_recorded_for_the_auditor(bureau: Bureau) -> None:
    answer = bureau.desk().get("/bureau/ledger.xlsx?group=open")
    table = sheets(answer.data)["隐患台账"]
    assert str(table[1][0]).startswith("导出人：陈科员（业务科室）　导出时间：20")
    assert "陈科员" in part(answer.data, "xl/worksheets/sheet1.xml").split("<oddHeader>")[1]
    with bureau.db.read() as connection:
        [row] = connection.execute(sa.select(t.export_log)).all()
    assert (row.org_id, row.person_id, row.what) == (ORG, "p-sec", "隐患台账")
    assert "状态：未销号" in row.detail
    page = bureau.desk("p-audit").get("/bureau/audit/exports").text
    assert "陈科员" in page
    assert "状态：未销号" in page


def test_a_formula_in_a_finding_stays_a_text(bureau: Bureau) -> None:
    finding = bureau.late(1)
    with bureau.db.write() as connection:
        connection.execute(
            t.finding.update()
            .where(t.finding.c.id == finding)
            .values(statement="=cmd|' /C calc'!A0", location="@SUM(1)")
        )
    [row] = excel(bureau.desk(), "/bureau/ledger.xlsx")  # the reader fails on a formula
    assert (row["隐患描述"], row["部位"]) == ("=cmd|' /C calc'!A0", "@SUM(1)")


def test_ticked_rows_can_be_exported_alone(bureau: Bureau) -> None:
    one = bureau.late(1)
    bureau.late(2, seed=2)
    desk = bureau.desk()
    answer = desk.post(
        "/bureau/ledger/picked.xlsx",
        data={**fields(desk.get("/bureau/ledger").text), "finding": [one, "nobody's"]},
    )
    assert len(sheets(answer.data)["隐患台账"]) == HEAD + 2
    nothing = desk.post("/bureau/ledger/picked.xlsx", data=fields(desk.get("/bureau/ledger").text))
    assert (nothing.status_code, "请先勾选" in nothing.text) == (409, True)


# --- saved views ---------------------------------------------------------------------------------------------------------------------


def save(bureau: Bureau, name: str, person: str = "p-sec", query: str = "group=overdue", **more: str) -> Any:
    asked = {f"f-{pair.split('=')[0]}": pair.split("=")[1] for pair in query.split("&")}
    return submit(
        bureau.desk(person), "/bureau/ledger?" + query, "/bureau/ledger/views", name=name, **asked, **more
    )


def test_a_saved_view_brings_its_filters_back(bureau: Bureau) -> None:
    assert save(bureau, "逾期的").status_code == 302
    page = bureau.desk().get("/bureau/ledger").text
    assert 'href="/bureau/ledger?group=overdue"' in page
    assert "逾期的" in page
    assert "逾期的" not in bureau.desk("p-lead").get("/bureau/ledger").text  # it is one's own


def test_a_shared_view_is_everybodys_and_made_by_the_desk_only(bureau: Bureau) -> None:
    assert save(bureau, "全局逾期", shared="1").status_code == 302
    assert "全局逾期" in bureau.desk("p-grid").get("/bureau/ledger").text
    refused = save(bureau, "乡镇的", person="p-grid", shared="1")
    assert (refused.status_code, "由业务科室或局领导保存" in refused.text) == (409, True)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "请填写视图名称"),
        ("长" * 200, "最多 20 个字，现在有 200 个"),
        ("a\x07b", "控制字符"),
        ("已有", "已有名为"),
    ],
)
def test_a_bad_name_is_refused_and_stays_in_the_field(bureau: Bureau, name: str, said: str) -> None:
    save(bureau, "已有")
    answer = save(bureau, name, query="group=closed")
    assert (answer.status_code, said in answer.text) == (409, True)
    assert not name or f'value="{name}"' in answer.text


def test_own_views_are_renamed_and_deleted_and_nobody_elses(bureau: Bureau) -> None:
    save(bureau, "甲")
    with bureau.db.read() as connection:
        view = connection.scalar(sa.select(t.saved_view.c.id))
    target = f"/bureau/ledger/views/{view}"
    other = submit(bureau.desk("p-lead"), "/bureau/ledger", target, act="delete")
    assert (other.status_code, "没有这个视图" in other.text) == (409, True)
    assert submit(bureau.desk(), "/bureau/ledger", target, act="rename", name="乙").status_code == 302
    assert "乙" in bureau.desk().get("/bureau/ledger").text
    assert submit(bureau.desk(), "/bureau/ledger", target, act="delete").status_code == 302
    with bureau.db.read() as connection:
        assert connection.scalar(sa.select(t.saved_view.c.id)) is None


# --- one command for many rows -------------------------------------------------------------------------------------------------------


def act(bureau: Bureau, person: str = "p-sec", **given: Any) -> Any:
    return submit(bureau.desk(person), "/bureau/ledger", "/bureau/ledger/act", **given)


def test_each_ticked_row_is_urged_or_says_why_not(bureau: Bureau) -> None:
    late, closed = bureau.late(2), bureau.late(1, seed=2)
    findings.act(bureau.db, actor("p-lead"), closed, "escalate", {"reason": "拒不整改"})
    answer = act(
        bureau, command="urge", confirmed="1", note="请三日内整改", way="电话", finding=[late, closed]
    )
    assert answer.status_code == 200
    assert '办成 <b class="num">1</b> 条，没有办成 <b class="num">1</b> 条' in answer.text
    assert "当前状态是“移交执法”，不能“催办”" in answer.text
    assert bureau.finding_row(late)["urged"] == 1
    assert bureau.finding_row(closed)["urged"] == 0


def test_reinspections_are_arranged_with_a_person_and_a_day(bureau: Bureau) -> None:
    one, two = bureau.answered(), bureau.late(1, seed=2)
    given = {"command": "recheck", "confirmed": "1", "reinspector": "p-off1", "finding": [one, two]}
    past = act(bureau, **given, planned_date="2020-01-01")
    assert (past.status_code, "不能早于今天" in past.text, 'value="2020-01-01"' in past.text) == (
        409,
        True,
        True,
    )
    assert '办成 <b class="num">2</b> 条' in act(bureau, **given, planned_date=today()).text
    assert [bureau.finding_row(key)["state"] for key in (one, two)] == ["rechecking", "rechecking"]


def test_what_was_typed_stays_when_something_is_missing(bureau: Bureau) -> None:
    late = bureau.late(2)
    first = act(bureau, command="urge", finding=[late])
    assert (first.status_code, "催办所选" in first.text) == (200, True)
    empty = act(bureau, command="urge", confirmed="1", note="", way="上门", finding=[late])
    assert (empty.status_code, "请填写“催办内容”" in empty.text, "<option selected>上门" in empty.text) == (
        409,
        True,
        True,
    )
    assert "请先在台账里勾选" in act(bureau, command="urge").text
    assert "没有这种操作" in act(bureau, command="close_out", finding=[late]).text
    assert bureau.finding_row(late)["urged"] == 0


def test_a_township_urges_only_its_own(bureau: Bureau) -> None:
    late = bureau.late(2)
    with bureau.db.write() as connection:
        connection.execute(t.finding.update().values(township_id="411122101"))
    answer = act(bureau, "p-grid", command="urge", confirmed="1", note="请整改", finding=[late])
    assert (answer.status_code, "请先在台账里勾选" in answer.text) == (409, True)
