"""统计报表: the page, its Excel and its PDF say the same; an enterprise's own ledger."""

from __future__ import annotations

import re
import subprocess

import pytest
import sqlalchemy as sa

from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms
from inspect_app.web.views import today
from tests.helpers import ORG, grow
from tests.web.bureau_case import Bureau
from tests.xlsx_file import sheets

# Workflow § 8.2, in its order (“一般/重大/合计” and “起/万元” are columns of their own; 总整改率 and 新增逾期 are said beside them, § 8.1).
SUMMARY = (
    "乡镇（街道） 行业 检查企业数 覆盖率 排查隐患·一般 排查隐患·重大 排查隐患·合计 已整改·一般 已整改·重大 整改率 总整改率 逾期未整改 新增逾期 挂牌督办数 移交执法（起） 处罚（起） 处罚（万元） 投入资金（万元） 备注"
).replace("·", " ").split(" ")  # fmt: skip
KINDS = ("summary", "cross", "items", "repeats", "bases", "criteria", "enforcement")


def month() -> str:
    return today()[:7]


def test_the_summary_counts_what_was_confirmed_and_its_link_lists_it(bureau: Bureau) -> None:
    bureau.late(3)
    bureau.late(1, seed=2)
    desk = bureau.desk()
    page = desk.get(f"/bureau/reports?month={month()}").text
    links = re.findall(r'href="(/bureau/ledger\?[^"]*group=counted[^"]*)">2</a>', page.split("合计</td>")[-1])
    assert len(links) == 2  # 一般, 合计
    for link in links:
        assert '共 <b class="num">2</b> 条' in desk.get(link.replace("&amp;", "&")).text


def test_the_excel_of_all_tables_has_the_columns_and_numbers_of_the_pages(bureau: Bureau) -> None:
    bureau.late(3)
    book = sheets(bureau.desk().get(f"/bureau/reports.xlsx?month={month()}").data)
    assert len(book) == len(KINDS) + 2  # the summary three ways
    [summary] = [rows for name, rows in book.items() if "汇总表（按乡镇）" in name]
    heads = next(row for row in summary if row and row[0] == "乡镇（街道）")
    assert " ".join(str(head) for head in heads) == " ".join(SUMMARY)
    total = dict(zip(heads, summary[-1], strict=True))
    assert (total["乡镇（街道）"], total["排查隐患 合计"], total["逾期未整改"]) == (
        "合计",
        1.0,
        0.0,
    )  # served today: on no day before it was it being rectified late
    assert str(summary[1][0]).startswith("导出人：陈科员")


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_is_a_page_an_excel_and_a_pdf(bureau: Bureau, kind: str) -> None:
    bureau.late(3)
    desk = bureau.desk()
    asked = f"month={month()}&kind={kind}"
    assert desk.get(f"/bureau/reports?{asked}").status_code == 200
    assert len(sheets(desk.get(f"/bureau/reports.xlsx?{asked}").data)) == 1
    pdf = desk.get(f"/bureau/reports.pdf?{asked}")
    assert (pdf.status_code, pdf.mimetype) == (200, "application/pdf")
    said = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf.data, capture_output=True, check=True
    ).stdout.decode()
    assert "导出人：陈科员" in re.sub(r"\s", "", said)


def test_a_period_that_has_not_begun_is_refused_and_nonsense_is_last_month(bureau: Bureau) -> None:
    answer = bureau.desk().get("/bureau/reports?month=2099-01")
    assert (answer.status_code, "2099年1月还没有开始" in answer.text) == (409, True)
    assert bureau.desk().get("/bureau/reports?month=2026-13&kind=x&by=score").status_code == 200


def test_an_enterprises_own_ledger_has_the_columns_of_the_law(bureau: Bureau) -> None:
    bureau.answered()
    data = bureau.desk().get("/bureau/enterprises/e-1/ledger.xlsx").data
    rows = sheets(data)["隐患排查治理台账"]
    assert rows[3] == [
        "发现时间",
        "部位",
        "内容",
        "级别",
        "措施",
        "责任人",
        "期限",
        "完成情况",
        "验收",
        "通报方式",
    ]
    assert rows[4][3:6] == ["一般", "已改为向外开启。", "韩安全"]
    assert rows[4][7] == "已反馈，2026-11-25 完成"
    assert "整改通知书" in str(rows[4][9])
    with bureau.db.read() as connection:
        assert connection.scalar(sa.select(t.export_log.c.what)) == "企业隐患治理台账"


def test_each_person_stands_in_the_table_of_enforcement_that_they_took(bureau: Bureau) -> None:
    """Tables are kept while the log stands, for all who see the same rows; the name of who fills it in is each one's own."""
    row = {
        **{column.name: None for column in t.visit.columns}, "org_id": ORG, "id": "v-1", "state": "received", "enterprise_id": "e-1", "track": "enforcement",
        "members": [], "checklists": [], "version": 1, "supplementary": 0, "updated_at": 0, "updated_seq": 0, "started_at": now_ms(),
    }  # fmt: skip
    with bureau.db.write() as connection:
        connection.execute(t.visit.insert(), [row])
    grow(bureau.db)
    asked = f"/bureau/reports.xlsx?month={month()}&kind=enforcement"
    names = []
    for person in ("p-lead", "p-sec"):
        [table] = sheets(bureau.desk(person).get(asked).data).values()
        heads = next(cells for cells in table if "填表人" in cells)
        names.append(table[-1][heads.index("填表人")])
    assert names == ["刘局长", "陈科员"]
