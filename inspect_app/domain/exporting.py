"""导出审批 (workflow § 4: 导出需审批并水印): when a full ledger needs a leader's word, for what it may be asked, how long the link lives. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from inspect_app.domain.notices import Draft

Row = Mapping[str, Any]
APPROVERS = frozenset({"leader", "admin"})  # who decides, or set the rule; their own exports ask nobody
PURPOSES = {
    "superior": "上级检查或报送", "meeting": "联席会议、专题会商材料", "supervise": "督办、约谈准备", "check": "数据核对、统计分析", "other": "其他（请写明）",
}  # fmt: skip
STATES = {"asked": "待审批", "approved": "已批准", "refused": "未批准", "expired": "已过期"}
MOST_ROWS, MOST_DAYS, LONG = 100_000, 30, 500


class Exports(msgspec.Struct, frozen=True):
    """`setting/exports`. `rows`: a full ledger of more needs approval; `days`: how long after that it can be fetched."""

    approval: bool = True
    rows: Annotated[int, Meta(ge=0, le=MOST_ROWS)] = 200
    days: Annotated[int, Meta(ge=1, le=MOST_DAYS)] = 3


def of(record: Mapping[str, Any] | None) -> Exports:
    """The setting as it is kept, with its defaults."""
    return msgspec.convert(dict(record or {}), Exports, strict=False)


def typed(approval: str, rows: str, days: str) -> tuple[dict[str, Any], list[str]]:
    """What a form says, as a record, and what is wrong with it (Chinese)."""
    wrong = []
    if approval not in ("yes", "no"):
        wrong.append("请选择完整版是否需要审批")
    if not _whole(rows, 0, MOST_ROWS):
        wrong.append(f"“超过多少条需要审批”写 0 到 {MOST_ROWS} 之间的整数")
    if not _whole(days, 1, MOST_DAYS):
        wrong.append(f"“批准后几天内可以下载”写 1 到 {MOST_DAYS} 之间的整数")
    if wrong:
        return {}, wrong
    return {"approval": approval == "yes", "rows": int(rows), "days": int(days)}, []


def _whole(text: str, low: int, high: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7 and low <= int(text) <= high


def needs(role: str, count: int, setting: Exports) -> bool:
    """Whether a full ledger of so many rows is given to this role only after a leader approved."""
    return setting.approval and count > setting.rows and role not in APPROVERS


def refusal(count: int, setting: Exports) -> str:
    """What somebody reads who asks for it without."""
    return f"共 {count} 条，超过 {setting.rows} 条的完整版须经局领导审批。请在台账点“导出 Excel”提出申请，或立即下载脱敏版"


def purpose(code: str, note: str) -> str:
    """用途 in words; '' when it isn't said."""
    note = " ".join(note.split())[:LONG]
    if code not in PURPOSES or code == "other":
        return note if code == "other" else ""
    return f"{PURPOSES[code]}：{note}" if note else PURPOSES[code]


def state(request: Row, today: str) -> str:
    """Of STATES: an approved one ends with the last day on which it can be fetched."""
    if request["state"] == "approved" and str(request["until"]) < today:
        return "expired"
    return str(request["state"])


def news(request: Row, asker: str) -> Draft:
    """Whom the last step of a request concerns, and in what words."""
    about, count = f"export/{request['id']}", request["count"]
    if request["state"] == "asked":
        line = f"{asker}申请导出隐患台账完整版 {count} 条，用途：{request['purpose']}"
        return Draft("export", "role", "leader", about, line)
    if request["state"] == "approved":
        line = f"隐患台账完整版 {count} 条：已批准，{request['until']} 以前（含当天）可以下载"
    else:
        line = f"隐患台账完整版 {count} 条：未批准。理由：{request['reason']}"
    return Draft("export", "person", str(request["person_id"]), about, line)
