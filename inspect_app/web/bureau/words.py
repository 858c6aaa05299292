"""The log in Chinese words: ops of a finding, a document or a visit → entries of a timeline. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from inspect_app.domain import dates
from inspect_app.domain.clock import SERVER_DEVICE
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.doc_types import METHODS as METHODS
from inspect_app.domain.documents import SEVERITY_TEXTS
from inspect_app.domain.people import ROLES
from inspect_app.domain.wording import basis_text

Row = Mapping[str, Any]
Detail = tuple[str, str]

ANSWERS = {"ok": "符合", "nok": "不符合", "na": "不适用", None: "未查"}
FIELDS = {
    "item": "检查项", "location": "部位", "statement": "问题描述", "measure": "整改建议", "due_days": "建议期限", "suspected_major": "疑似重大标记",
    "withdrawn": "撤回标记", "area": "服务区域", "companion": "陪同人员", "highlights": "亮点", "consent": "告知同意", "opinion": "企业意见",
}  # fmt: skip
TITLES = {
    ("visit", "plan"): "派单", ("visit", "start"): "开始检查", ("visit", "decline"): "企业谢绝", ("visit", "submit"): "现场提交",
    ("visit", "received"): "局端已全部接收", ("visit", "cancel"): "取消任务", ("visit", "relink"): "并入已有企业", ("visit", "settle"): "核定不一致的填写", ("finding", "settle"): "核定不一致的填写", ("finding", "relink"): "随检查并入已有企业",
    ("finding", "submit"): "提交待审核", ("finding", "confirm"): "确认隐患", ("finding", "return"): "退回补正", ("finding", "merge"): "合并",
    ("finding", "grade"): "定级", ("finding", "supervise"): "挂牌督办", ("finding", "list"): "挂牌督办", ("finding", "assign"): "交办", ("finding", "notify"): "通知书已送达，开始整改", ("finding", "recall"): "通知书作废，撤回重新通知", ("finding", "feedback"): "企业反馈整改情况",
    ("finding", "recheck"): "安排复查", ("finding", "pass"): "复查合格", ("finding", "fail"): "复查不合格", ("finding", "close_out"): "销号",
    ("finding", "cancel"): "作废", ("finding", "endorse"): "企业主要负责人签认反馈",
    ("document", "draft"): "起草", ("document", "issue"): "签发", ("document", "issued"): "生成文件", ("document", "serve"): "送达",
    ("document", "receipt"): "企业签收", ("document", "void"): "作废文书", ("document", "review"): "审核通过", ("document", "revise"): "退回修改",
    ("document", "read"): "企业首次打开", ("document", "countersign"): "登记纸质签收", ("document", "supersede"): "被新文书替代", ("document", "arrange"): "调整所列隐患", ("finding", "extend"): "延长整改期限",
    ("finding", "request_ext"): "申请延期", ("finding", "approve_ext"): "同意延期", ("finding", "reject_ext"): "不同意延期", ("finding", "progress"): "上报整改进展",
    ("finding", "urge"): "催办", ("finding", "escalate"): "移交执法", ("finding", "link"): "关联执法检查", ("finding", "resume"): "执法退回，恢复整改",
    ("finding", "conclude"): "执法结案", ("finding", "transfer"): "移送其他部门", ("finding", "accept_transfer"): "部门接收移送", ("finding", "reject_transfer"): "部门退回移送",
    ("finding", "answer_transfer"): "部门反馈办理情况", ("finding", "follow_up"): "回访", ("finding", "recur"): "系统标记：复发隐患",
    ("task", "open"): "交办任务", ("task", "accept"): "接收任务", ("task", "answer"): "反馈任务", ("task", "back"): "退回重办", ("task", "move"): "调整任务期限", ("task", "done"): "办结任务",
    ("task", "cancel"): "取消任务", ("meeting", "call"): "召集联席会议", ("meeting", "change"): "修改会议安排", ("meeting", "hold"): "登记会议结果", ("meeting", "cancel"): "取消会议",
}  # fmt: skip
GROUNDS = {
    "overdue": "逾期未整改",
    "refusal": "拒不整改",
    "unsafe": "重大隐患无法保证安全",
    "violation": "涉嫌违法",
}
RESULTS = {"kept": "整改效果保持", "recurred": "问题再次出现", "unable": "未能回访"}
# What a member of an event's value is called; members that are not here are not shown.
MEMBERS = {
    "reason": "理由", "note": "意见", "criterion": "判据", "rectify_unit": "责任单位", "rectify_owner": "责任人", "statement": "问题描述",
    "measure": "整改措施", "owner": "整改责任人", "done_on": "完成日期", "interim": "临时管控措施", "planned_date": "日期", "number": "文号",
    "pages": "页数", "to": "受送达人", "name": "签收人", "title": "职务", "location": "部位", "text": "说明", "promise": "签认内容",
    "case_no": "案号", "way": "方式", "on": "日期", "reply_by": "请于何日前函复", "closed_on": "原隐患销号日期", "department": "部门", "minutes": "会议纪要", "place": "地点", "chair": "召集人",
}  # fmt: skip

TASK_MEMBERS = {"title": "事项", "owner": "承办人", "township": "乡镇（街道）", "day": "日期"}


class Entry(msgspec.Struct):
    """One line of a timeline. `at` ms UTC; `where` the device in words; `photos` sha256 to show with it."""

    seq: int
    at: int
    who: str
    role: str
    where: str
    title: str
    case: str
    details: list[Detail]
    photos: list[str] = []
    fresh: bool = False


def entries(ops: list[dict[str, Any]], people: Mapping[str, str], seen: int | None = None) -> list[Entry]:
    """The timeline of these ops (queries.finding.timeline), oldest first. `fresh` marks what came after op number `seen`.

    Fields that one tablet sent together make one entry, since people think of them as one act.
    """
    made: list[Entry] = []
    group: tuple[Any, ...] | None = None
    for op in ops:
        key = (op["author"], op["device"], op["received_at"], op["subject"]) if op["kind"] == "set" else None
        if key is None or key != group:
            made.append(_entry(op, people))
        if key is not None:
            _add_field(made[-1], op)
        group = key
        made[-1].fresh = seen is not None and op["seq"] > seen
    return made


def _entry(op: Row, people: Mapping[str, str]) -> Entry:
    case, _, _ = op["subject"].partition("/")
    value = op["value"] if op["kind"] == "event" and isinstance(op["value"], dict) else {}
    title = str(TITLES.get((case, op["path"]), op["path"])) if op["kind"] == "event" else "现场填写"
    return Entry(
        seq=op["seq"], at=op["received_at"], who=op["name"] or ("系统" if op["author"] == "system" else _stranger(op["author"])),
        role=ROLES.get(op["role"] or "", ""), where=_device(op), title=title, case=case, details=_details(case, op["path"], value, people),
        photos=[sha for sha in value.get("photos", []) if isinstance(sha, str)],
    )  # fmt: skip


def _stranger(author: str) -> str:
    return "文书持码人" if author.startswith("link-") else author


def _device(op: Row) -> str:
    if op["author"] == "system":
        return "自动"
    if op["device"] == SERVER_DEVICE:
        return "网页办理"
    return f"平板 {op['label'] or op['device']}"


def _details(case: str, path: str, value: Row, people: Mapping[str, str]) -> list[Detail]:
    facts = value.get("facts") if path == "submit" else None
    named = (
        {**MEMBERS, "name": "签认人"}
        if path == "endorse"
        else MEMBERS | TASK_MEMBERS
        if case in ("task", "meeting")
        else MEMBERS
    )
    shown = [
        (label, people.get(str(value[name]), str(value[name])))
        for name, label in named.items()
        if value.get(name)
    ]
    shown += [
        (MEMBERS[name], str(facts[name]))
        for name in ("location", "statement", "measure")
        if facts and facts.get(name)
    ]
    extra: dict[str, tuple[str, Callable[[Any], str]]] = {
        "severity": ("级别", lambda v: SEVERITY_TEXTS.get(v, v)), "due_date": ("办理期限" if case == "task" else "整改期限", str), "type": ("文书", document_type),
        "method": ("方式", lambda v: METHODS.get(v, v)), "reinspector": ("复查人", lambda v: people.get(v, v)), "basis": ("依据", bases),
        "cost_cents": ("投入资金", lambda v: f"{v / 1_000_000:.2f} 万元"), "at": ("时间", instant), "version": ("版本", lambda v: f"第 {v} 版"),
        "ground": ("情形", lambda v: GROUNDS.get(v, v)), "result": ("结果", lambda v: RESULTS.get(v, v)), "penalty_cents": ("罚款", lambda v: f"{v / 100:.2f} 元"),
        "outside": ("补充记录", lambda v: f"{v} 条"),
    }  # fmt: skip
    if path == "settle":
        shown.append((field_name(value["path"]), field_text(value["path"], value["value"])))
    return shown + [(label, word(value[name])) for name, (label, word) in extra.items() if value.get(name)]


def _add_field(entry: Entry, op: Row) -> None:
    path, value = op["path"], op["value"]
    head, _, sha = path.rpartition("/")
    if head == "photo" or head.startswith(("earlier_photo/", "recheck_photo/")):
        if value is None:
            entry.details.append(("撤回照片", sha[:8]))
        else:
            entry.photos.append(sha)
        return
    entry.details.append((field_name(path), field_text(path, value)))


HEADS = {
    "answer": "检查结论", "measured": "实测值", "note": "备注", "signature": "签名", "ink": "签名笔迹", "photo": "照片", "strokes": "照片标注",
    "masks": "照片遮挡", "rest": "整体判定", "late": "补录", "earlier": "往次隐患查看", "earlier_photo": "往次隐患照片",
    "recheck_photo": "复查照片", "recheck_note": "复查情况", "recheck_due": "新的整改期限",
}  # fmt: skip
SIGHTINGS = {"stands": "仍存在", "gone": "已整改", "unseen": "未查看"}


def field_name(path: str) -> str:
    """What a field of a tablet is called."""
    head, _, rest = path.partition("/")
    if head not in HEADS:
        return FIELDS.get(path, path)
    return (
        f"{HEADS[head]} {rest.split('/')[0]}"
        if head in ("answer", "measured", "note", "late")
        else HEADS[head]
    )


def _opinion(value: Row) -> str:
    said = "无异议" if value.get("agree") else "有异议"
    return f"{said}：{value['text']}" if value.get("text") else said


def _sighting(value: Row) -> str:
    seen = SIGHTINGS.get(str(value.get("state")), "")
    return f"{seen}：{value['note']}" if value.get("note") else seen


# First part of a path → its value (never None) in words; any other is text, or a flag.
TEXTS: dict[str, Callable[[Any], str]] = {
    "suspected_major": lambda v: f"对照判据第 {v + 1} 条", "due_days": lambda v: "立即" if v == 0 else f"{v} 日",
    "item": lambda v: f"{v.get('item')}（{v.get('checklist')} {v.get('version')}）", "opinion": _opinion, "consent": lambda v: f"由 {v.get('by')} 确认",
    "signature": lambda v: "拒绝签字" if v.get("refusal") else v.get("name") or "已签", "rest": lambda v: f"其余 {len(v.get('items', []))} 项判为符合",
    "earlier": _sighting, "late": lambda v: f"写于 {instant(v.get('at', ''))}", "strokes": lambda v: f"{len(v)} 处", "masks": lambda v: f"{len(v)} 处",
    "photo": lambda v: "有", "earlier_photo": lambda v: "有", "recheck_photo": lambda v: "有", "ink": lambda v: "有",
}  # fmt: skip


def field_text(path: str, value: Any) -> str:
    """A field's value in words."""
    head = path.partition("/")[0]
    if head == "answer":
        return ANSWERS.get(value, str(value))
    if value is None:
        return "不是疑似重大" if head == "suspected_major" else "（已清空）"
    if head in TEXTS:
        return TEXTS[head](value)
    return "是" if value is True else "否" if value is False else str(value)


def bases(listed: list[Row]) -> str:
    """Legal bases as they are printed, in one line."""
    return "；".join(basis_text({**basis, "src": "V"}) for basis in listed)


def instant(text: str) -> str:
    """An instant of the wire on a clock in the county."""
    try:
        return dates.moment(dates.parse_instant(text)).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return text


def document_type(code: str | None) -> str:
    """The title of a document type."""
    found = DOC_TYPES.get(code or "")
    return found.title if found else code or ""
