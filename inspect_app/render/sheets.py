"""The Excel sheets of the ledger: which columns, how wide, under which titles. Rows come from the queries, bytes from xlsx."""

from __future__ import annotations

from collections.abc import Iterable

from inspect_app.render.xlsx import Cell, Column, Sheet

# Workflow § 8.3, in its order and its words.
LEDGER = (
    Column("隐患编号", 24), Column("企业", 26), Column("行业", 14), Column("地址", 26), Column("属地乡镇", 11), Column("检查类型", 8), Column("检查日期", 11, "day"),
    Column("检查人/专家", 18), Column("部位", 18), Column("隐患描述", 40), Column("隐患类别", 9), Column("级别", 9), Column("判据条款", 26), Column("法规标准依据", 34),
    Column("整改措施", 34), Column("责任单位", 24), Column("责任人", 9), Column("电话", 13), Column("资金", 11, "money"), Column("整改期限", 11, "day"),
    Column("临时管控措施", 22), Column("整改完成时间", 11, "day"), Column("复查时间", 11, "day"), Column("复查人", 9), Column("复查结论", 9), Column("销号时间", 11, "day"),
    Column("状态", 10), Column("逾期天数", 9, "number"), Column("照片（前/后）", 10), Column("文书号", 26), Column("挂牌督办号", 20), Column("备注", 24),
)  # fmt: skip
# What an enterprise's own ledger must hold at least (应急管理部令第16号第10条、安全生产法第41条), in the words of workflow § 8.3.
STATUTORY = (
    Column("发现时间", 11, "day"), Column("部位", 18), Column("内容", 40), Column("级别", 9), Column("措施", 34), Column("责任人", 10), Column("期限", 11, "day"),
    Column("完成情况", 22), Column("验收", 26), Column("通报方式", 30),
)  # fmt: skip


def ledger(rows: Iterable[list[Cell]], said: str) -> Sheet:
    """said: the filters in words."""
    return Sheet(
        "隐患台账",
        "隐患台账",
        LEDGER,
        rows,
        (said, "资金单位：元；级别“疑似重大”须由局领导定级后才按重大统计。"),
    )


def statutory(rows: Iterable[list[Cell]], enterprise: str) -> Sheet:
    """The ledger that the enterprise keeps by law."""
    note = "本表按《安全生产法》第四十一条、应急管理部令第16号第十条所列内容从系统生成；企业自查自改的隐患、向从业人员通报的情况请续填在后面。"
    return Sheet("隐患排查治理台账", f"{enterprise}　事故隐患排查治理台账", STATUTORY, rows, (note,))
