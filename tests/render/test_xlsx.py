"""Excel: what is written comes back as it was, nothing in a cell is ever computed, and the same rows give the same bytes."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator

import pytest

from inspect_app.render import xlsx
from tests.xlsx_file import part, sheets

AT = dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.UTC)
MARK = "导出人：张科员（业务科室） 2026-11-23 17:30"
COLUMNS = [xlsx.Column("名称", 30), xlsx.Column("期限", kind="day"), xlsx.Column("件数", kind="number")]


def made(rows: list[list[xlsx.Cell]], name: str = "台账", **kw: bool) -> bytes:
    return xlsx.file([xlsx.Sheet(name, "隐患台账", COLUMNS, rows, ("口径：全部",), **kw)], MARK, AT)


def test_title_watermark_notes_and_rows_stand_in_their_order() -> None:
    got = sheets(made([["配电箱 <A&B>", "2026-12-01", 3], ["", None, 0]]))["台账"]
    assert [row[0] for row in got[:3]] == ["隐患台账", MARK, "口径：全部"]
    assert got[3:] == [["名称", "期限", "件数"], ["配电箱 <A&B>", 46357.0, 3.0], [None, None, 0.0]]


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "=HYPERLINK(\"http://x\")", "_x0041_", " 两端有空格 ", "第一行\n第二行", "第1项_备注"]
)  # fmt: skip
def test_a_text_stays_the_text_it_is(text: str) -> None:
    data = made([[text, None, 1]])
    stored = sheets(data)["台账"][4][0]
    assert stored == text.replace("_x0041_", "_x005F_x0041_")  # as Excel writes that text itself
    assert "<f>" not in part(data, "xl/worksheets/sheet1.xml")
    assert "hyperlink" not in part(data, "xl/worksheets/sheet1.xml")


def test_what_looks_like_a_formula_stays_a_text_when_the_cell_is_edited() -> None:
    data = made([["=1+1", None, 1]])
    cell = part(data, "xl/worksheets/sheet1.xml").split('r="A5" s="')[1].split('"')[0]
    styles = part(data, "xl/styles.xml").split("<cellXfs")[1].split("</cellXfs>")[0].split("<xf ")[1:]
    assert 'quotePrefix="1"' in styles[int(cell)]


def test_characters_that_no_file_may_hold_are_left_out_and_endless_texts_cut() -> None:
    got = sheets(made([["a\x00b\x0bc\ud800d", None, 1], ["长" * 40_000, None, 1]]))["台账"]
    assert got[4][0] == "abcd"
    assert str(got[5][0]).endswith("…（内容过长已截断）")
    assert len(str(got[5][0])) <= xlsx.MAX_TEXT


def test_the_filter_reaches_exactly_to_the_last_row() -> None:
    data = made([[str(n), None, n] for n in range(450)])
    assert '<autoFilter ref="A4:C454"' in part(data, "xl/worksheets/sheet1.xml")
    assert "$A$4:$C$454" in part(data, "xl/workbook.xml")
    assert "autoFilter" not in part(made([], plain=True), "xl/worksheets/sheet1.xml")


def test_who_took_it_stands_on_every_printed_page() -> None:
    data = xlsx.file([xlsx.Sheet("a", "b", COLUMNS, [])], "导出人：A&B", AT)
    assert "导出人：A&amp;&amp;B" in part(data, "xl/worksheets/sheet1.xml").split("<oddHeader>")[1]


def test_the_same_rows_at_the_same_instant_give_the_same_bytes() -> None:
    rows: list[list[xlsx.Cell]] = [["甲", "2026-12-01", 3]]
    assert made(rows) == made(rows)


def test_sheets_whose_names_excel_refuses_or_knows_already_get_others() -> None:
    one = xlsx.Sheet("机械/电气[1]：" + "长" * 40, "t", COLUMNS, [["a", None, 1]])
    data = xlsx.file([one, one], MARK, AT)
    names = list(sheets(data))
    assert len(set(names)) == 2
    assert all(len(name) <= 31 and "/" not in name and "[" not in name for name in names)
    assert sheets(data)[names[1]][3][0] == "a"


def test_a_file_that_is_cut_off_ends_its_rows_at_once() -> None:
    ended: list[bool] = []

    def rows() -> Iterator[list[xlsx.Cell]]:
        try:
            while True:
                yield [secrets.token_hex(2000), None, 1]
        finally:
            ended.append(True)

    pieces = xlsx.book([xlsx.Sheet("a", "b", COLUMNS, rows())], MARK, AT)
    size = 0
    while size < 1_000_000:
        size += len(next(pieces))
    assert ended == []
    pieces.close()  # type: ignore[attr-defined]
    assert ended == [True]


def test_a_row_of_the_wrong_length_is_a_fault_and_no_shifted_column() -> None:
    with pytest.raises(ValueError, match="1 cells for 3 columns"):
        made([["only one"]])
