"""States: a table for each case (visit, finding, document, task, meeting) of from → command → to, who may, what must be known, and the clock that starts.

Source: domain workflow § 2, § 3 (states and who changes them) and design § 7.5, 7.6. One function, `decide`, reads them all; its refusals
are written for the person who tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from inspect_app.domain import doc_guards, tasks
from inspect_app.domain import finding_guards as g
from inspect_app.domain.doc_guards import DOCUMENT_STATES as DOCUMENT_STATES
from inspect_app.domain.doc_guards import edit_obstacle as edit_obstacle
from inspect_app.domain.people import ROLES, Actor

Row = Mapping[str, Any]
Guard = Callable[[Row, Mapping[str, Any], Actor], str | None]


class Step(msgspec.Struct, frozen=True):
    """One line of a table. `target` None keeps the state; `guard` answers what is missing (Chinese), or None."""

    sources: frozenset[str]
    target: str | None
    roles: frozenset[str]
    guard: Guard | None = None
    facts: tuple[str, ...] = ()  # members of the value that may not be empty (FACTS)
    clock: str = ""  # what begins to run in the target state (clocks.CLOCKS)


class Refusal(Exception):
    """A command that may not happen now. `reason` for programs, `message` for people."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(f"{reason}: {message}")
        self.reason = reason
        self.message = message


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VISIT_STATES = {
    "": "（无）", "planned": "已派单", "inspecting": "检查中", "waiting": "待收齐", "received": "已接收",
    "declined": "企业谢绝", "cancelled": "已取消",
}  # fmt: skip
FINDING_STATES = {
    "": "（无）", "submitted": "待审核", "returned": "已退回", "merged": "已合并", "confirmed": "已确认", "graded": "已定级",
    "supervised": "挂牌督办", "assigned": "已交办", "rectifying": "整改中", "feedback": "已反馈", "rechecking": "待复查",
    "closed": "已销号", "cancelled": "已作废", "ext_pending": "延期审批中", "enforcement": "移交执法", "enforced": "执法结案", "transferred": "已移送",
}  # fmt: skip
TASK_STATES = {
    "": "（无）",
    "open": "待接收",
    "accepted": "办理中",
    "answered": "已反馈",
    "done": "已办结",
    "cancelled": "已取消",
}
MEETING_STATES = {"": "（无）", "called": "待召开", "held": "已召开", "cancelled": "已取消"}

OPEN_FINDING = _words(
    "submitted returned confirmed graded supervised assigned rectifying ext_pending feedback rechecking enforcement"
)
# Of these a county has ever more; they hardly change any more (queries.ended).
ENDED_FINDING = _words("closed merged cancelled")
UNFINISHED = _words("rectifying ext_pending feedback rechecking")
# Past its deadline such a finding is overdue: a judgement that is computed, never a state.
RUNNING = _words("rectifying ext_pending")


def _submit_guard(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    version, expected = value.get("version"), (row.get("version") or 0) + 1
    if version != expected:
        return f"提交的版本号应为 {expected}，收到的是 {version}"
    if expected > 1 and not value.get("reason"):
        return "再次提交须写明更正理由"
    return None


NEW_ENTERPRISE = re.compile(r"new-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _plan_guard(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """The bureau dispatches; an expert plans only a visit of the own, met on the way (临时检查), and never a second time."""
    if not value.get("unplanned"):
        return "专家不能派单" if actor.role == "expert" else None
    if row.get("state"):
        return "这次检查已经登记过，不能再登记"
    if value.get("track") != "advisory":
        return "临时检查只能是帮扶诊断，执法检查须由应急管理局派单"
    if actor.id != value.get("lead") or actor.id not in value.get("members", []):
        return "临时检查的组长须是登记人本人"
    if value.get("record") and not NEW_ENTERPRISE.fullmatch(str(value.get("enterprise"))):
        return "新登记企业的编号不正确"
    return None


_DESK = _words("section leader")
_HAND = _words("section leader officer")
_ENTERPRISE = g.ENTERPRISE
_DOERS = _HAND | _words("committee dept grid expert")

VISIT: dict[str, Step] = {
    "plan": Step(_words("planned") | {""}, "planned", _HAND | {"system", "expert"}, _plan_guard),
    "start": Step(_words("planned inspecting cancelled"), "inspecting", _words("expert officer")),
    "decline": Step(_words("planned inspecting cancelled"), "declined", _words("expert officer")),
    "submit": Step(
        _words("planned inspecting waiting received cancelled"),
        "waiting",
        _words("expert officer"),
        _submit_guard,
    ),
    "received": Step(_words("waiting"), "received", _words("system")),
    "cancel": Step(_words("planned"), "cancelled", _HAND),
    "relink": Step(frozenset(VISIT_STATES) - {""}, None, _DESK | {"system"}),
    "settle": Step(_words("received"), None, _DESK),
}

FINDING: dict[str, Step] = {
    "submit": Step(_words("returned") | {""}, "submitted", _words("system"), clock="review"),
    "confirm": Step(_words("submitted"), "confirmed", _DESK, clock="grade"),
    "return": Step(_words("submitted"), "returned", _DESK, facts=("reason",), clock="correct"),
    "merge": Step(_words("submitted confirmed"), "merged", _DESK, g.merge, ("into",)),
    "grade": Step(_words("confirmed graded"), "graded", _DESK, g.grade, ("severity",), "assign"),
    "supervise": Step(_words("graded"), "supervised", _words("committee"), g.supervise, clock="assign"),
    # Listed later, by a notice or by hand: what was begun goes on where it stands.
    "list": Step(_words("supervised assigned rectifying ext_pending feedback rechecking"), None, _words("committee"), g.list_later),
    "assign": Step(_words("graded supervised assigned"), "assigned", _DESK, g.assign, ("due_date",), "serve"),
    "notify": Step(_words("assigned"), "rectifying", _HAND, facts=("document",), clock="rectify"),
    "recall": Step(_words("rectifying ext_pending"), "assigned", _DESK | {"system"}, clock="serve"),
    "request_ext": Step(_words("rectifying"), "ext_pending", _ENTERPRISE | _DESK, g.request_ext, ("due_date", "reason"), "extension"),
    "approve_ext": Step(_words("ext_pending"), "rectifying", _DESK, g.decide_ext, ("due_date",), "rectify"),
    "reject_ext": Step(_words("ext_pending"), "rectifying", _DESK, g.decide_ext, ("reason",), "rectify"),
    "extend": Step(_words("rectifying feedback rechecking"), None, _HAND, g.extend, ("due_date",)),
    "progress": Step(_words("rectifying ext_pending"), None, _ENTERPRISE | _HAND | {"grid"}, g.own, ("note",)),
    "urge": Step(UNFINISHED | {"supervised", "assigned"}, None, _HAND | _words("committee grid"), g.own, ("note",)),
    "feedback": Step(_words("rectifying ext_pending feedback"), "feedback", _ENTERPRISE, doc_guards.enterprise, clock="recheck"),
    "endorse": Step(_words("feedback rechecking"), None, _DESK | {"ent_head"}, g.endorse, ("name",)),
    "recheck": Step(_words("feedback rectifying rechecking"), "rechecking", _HAND, g.recheck, ("reinspector", "planned_date"), "outcome"),
    "pass": Step(_words("rechecking"), "rechecking", _HAND | {"expert"}, g.outcome, clock="close"),
    "fail": Step(_words("rechecking"), "rectifying", _HAND | {"expert"}, g.fail, clock="rectify"),
    "close_out": Step(_words("rechecking"), "closed", _DESK, g.close_out),
    "escalate": Step(UNFINISHED | _words("confirmed graded supervised assigned"), "enforcement", _words("leader"), facts=("reason",), clock="enforce"),
    "link": Step(_words("enforcement"), None, _HAND, facts=("visit",)),
    "resume": Step(_words("enforcement"), "assigned", _words("leader"), g.resume, ("reason", "due_date"), "serve"),
    "conclude": Step(_words("enforcement"), "enforced", _HAND, g.conclude, ("note",)),
    "transfer": Step(_words("confirmed graded assigned rectifying"), "transferred", _DESK, g.transfer, ("department", "reason"), "transfer"),
    "accept_transfer": Step(_words("transferred"), None, _DESK | {"dept"}, g.accept_transfer),
    "reject_transfer": Step(_words("transferred"), "confirmed", _DESK | {"dept"}, g.received, ("reason",), "grade"),
    "answer_transfer": Step(_words("transferred"), None, _DESK | {"dept"}, g.received, ("note",)),
    "follow_up": Step(_words("closed"), None, _HAND | {"expert"}, g.follow_up, ("result", "note")),
    "recur": Step(_words("submitted"), None, _words("system"), facts=("of",)),
    "settle": Step(_words("submitted confirmed"), None, _DESK, g.settle),
    "cancel": Step(_words("submitted returned confirmed graded assigned"), "cancelled", _DESK | {"system"}, g.cancel, ("reason",)),
    # A notice names its enterprise: once the finding was notified it stays there.
    "relink": Step(_words("submitted returned merged confirmed graded supervised assigned cancelled"), None, _DESK),
}  # fmt: skip

_CALLERS = _DESK | {"committee"}
# Somebody else's part: co-handling by a department, a resolution of a meeting, a follow-up, an interview.
TASK: dict[str, Step] = {
    "open": Step(frozenset({""}), "open", _HAND | _words("committee system"), tasks.opening, ("kind", "title", "due_date"), "task"),
    "accept": Step(_words("open"), "accepted", _DOERS, tasks.owner, clock="task"),
    "answer": Step(_words("open accepted answered"), "answered", _DOERS, tasks.owner, ("note",)),
    "back": Step(_words("answered"), "accepted", _CALLERS, facts=("reason",), clock="task"),
    "move": Step(_words("open accepted"), None, _CALLERS, facts=("due_date", "reason")),
    "done": Step(_words("open accepted answered"), "done", _HAND | {"committee"}),
    "cancel": Step(_words("open accepted answered"), "cancelled", _CALLERS | {"system"}, facts=("reason",)),
}  # fmt: skip

MEETING: dict[str, Step] = {
    "call": Step(frozenset({""}), "called", _CALLERS, facts=("title", "day", "findings")),
    "change": Step(_words("called"), None, _CALLERS, facts=("title", "day", "findings")),
    "hold": Step(_words("called"), "held", _CALLERS, facts=("minutes", "attended")),
    "cancel": Step(_words("called"), "cancelled", _CALLERS, facts=("reason",)),
}  # fmt: skip

_PAPER = _HAND | {"committee"}
_READERS = _words("ent_safety ent_head holder")

DOCUMENT: dict[str, Step] = {
    "draft": Step(frozenset({""}), "draft", _PAPER, doc_guards.draft),
    "arrange": Step(_words("draft"), None, _PAPER, doc_guards.arrange),
    "review": Step(_words("draft"), "reviewed", _PAPER, doc_guards.review),
    "revise": Step(_words("reviewed"), "draft", _PAPER, doc_guards.revise),
    "issue": Step(_words("draft reviewed"), "issuing", _PAPER, doc_guards.issue),
    "issued": Step(_words("issuing"), "issued", _words("system")),
    "serve": Step(_words("issued"), "served", _PAPER, doc_guards.serve),
    "receipt": Step(_words("served"), None, _READERS, doc_guards.enterprise),
    "countersign": Step(_words("served"), None, _PAPER),
    "read": Step(_words("issued served"), None, _READERS, doc_guards.read),
    "supersede": Step(_words("issued served"), "superseded", _words("system")),
    "void": Step(_words("draft reviewed issued served"), "void", _PAPER, doc_guards.void),
}

TABLES: dict[str, tuple[dict[str, Step], dict[str, str]]] = {
    "visit": (VISIT, VISIT_STATES), "finding": (FINDING, FINDING_STATES), "document": (DOCUMENT, DOCUMENT_STATES),
    "task": (TASK, TASK_STATES), "meeting": (MEETING, MEETING_STATES),
}  # fmt: skip

COMMANDS = {
    "plan": "派单",
    "start": "开始检查",
    "decline": "企业谢绝",
    "submit": "提交",
    "received": "接收",
    "cancel": "作废",
    "confirm": "确认",
    "return": "退回",
    "merge": "合并",
    "grade": "定级",
    "supervise": "挂牌督办",
    "list": "挂牌督办",
    "assign": "交办",
    "notify": "通知整改",
    "recall": "撤回通知",
    "feedback": "反馈整改情况",
    "endorse": "签认反馈",
    "recheck": "安排复查",
    "pass": "复查合格",
    "fail": "复查不合格",
    "close_out": "销号",
    "draft": "起草",
    "arrange": "调整所列隐患",
    "issue": "签发",
    "review": "审核",
    "revise": "退回修改",
    "read": "阅读",
    "countersign": "登记签收",
    "supersede": "替代",
    "extend": "延期",
    "issued": "生成文件",
    "serve": "送达",
    "receipt": "签收",
    "void": "作废",
    "relink": "并入已有企业",
    "settle": "核定不一致",
    "request_ext": "申请延期",
    "approve_ext": "同意延期",
    "reject_ext": "不同意延期",
    "progress": "上报进展",
    "urge": "催办",
    "escalate": "移交执法",
    "link": "关联执法检查",
    "resume": "退回整改",
    "conclude": "登记执法结案",
    "transfer": "移送",
    "accept_transfer": "接收移送",
    "reject_transfer": "退回移送",
    "answer_transfer": "反馈移送办理情况",
    "follow_up": "回访",
    "recur": "标记复发",
    "open": "交办任务",
    "accept": "接收",
    "answer": "反馈",
    "back": "退回重办",
    "move": "调整期限",
    "done": "办结",
    "call": "召集会议",
    "change": "修改会议",
    "hold": "登记会议",
}
FACTS = {
    "name": "签认人", "reason": "理由", "into": "并入哪一条", "severity": "级别", "due_date": "期限", "document": "文书", "reinspector": "复查人", "planned_date": "复查日期", "note": "说明",
    "visit": "执法检查", "department": "部门", "result": "结果", "of": "原隐患", "kind": "类型", "title": "标题", "day": "日期", "findings": "所议隐患", "minutes": "会议纪要", "attended": "参会单位和人员",
}  # fmt: skip


def decide(case: str, command: str, row: Row, value: Mapping[str, Any], actor: Actor) -> Step:
    """The step that `command` takes from where `row` stands. Raises Refusal with what is in the way.

    case: `visit` | `finding` | `document`; row: the projection ({} before the first event); value: the event's facts.
    """
    table, states = TABLES[case]
    step = table.get(command)
    if step is None:
        raise Refusal("unknown", "没有这种操作")
    state = str(row.get("state") or "")
    if actor.role not in step.roles:
        raise Refusal("not_your_role", f"{ROLES.get(actor.role, actor.role)}不能“{COMMANDS[command]}”")
    if state not in step.sources:
        raise Refusal("wrong_state", f"当前状态是“{states.get(state, state)}”，不能“{COMMANDS[command]}”")
    empty = [FACTS[name] for name in step.facts if value.get(name) in (None, "", [])]
    if empty:
        raise Refusal("incomplete", f"“{COMMANDS[command]}”还缺：{'、'.join(empty)}")
    missing = step.guard(row, value, actor) if step.guard else None
    if missing:
        raise Refusal("not_allowed", missing)
    return step


def allowed(case: str, row: Row, actor: Actor) -> list[str]:
    """The commands that this person may try now (state and role fit; facts are asked for later)."""
    state = str(row.get("state") or "")
    return [
        name for name, step in TABLES[case][0].items() if state in step.sources and actor.role in step.roles
    ]
