"""States: three tables (visit, finding, document) of from → command → to, who may, and what must be known.

Source: domain workflow § 2, § 3 (states and who changes them) and design § 7.5, 7.6. One function, `decide`, reads all three; its refusals
are written for the person who tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from inspect_app.domain import doc_guards
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
    "closed": "已销号", "cancelled": "已作废",
}  # fmt: skip

OPEN_FINDING = _words(
    "submitted returned confirmed graded supervised assigned rectifying feedback rechecking"
)
UNFINISHED = _words("rectifying feedback rechecking")


def _grade_guard(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    major = value.get("severity") == "major"
    if actor.role != "leader":
        if major:
            return "重大隐患须由局领导（或其授权人）认定"
        if row.get("severity") in ("major", "suspected_major"):
            return "重大或疑似重大隐患的级别须由局领导研判认定"
    if major and not value.get("criterion"):
        return "认定重大隐患须写明比对的判定标准条款"
    return None


def _cancel_guard(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    if row.get("severity") in ("major", "suspected_major") and actor.role != "leader":
        return "重大或疑似重大隐患须由局领导作废"
    return None


def _supervise_guard(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    return None if row.get("severity") == "major" else "只有重大隐患可以挂牌督办"


def _assign_guard(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    if str(value.get("due_date", "")) < str(row.get("found_on") or ""):
        return "整改期限不能早于检查日期"
    return None


def _recheck_guard(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    feedback = row.get("feedback") or {}
    if value.get("reinspector") in {row.get("rectified_by"), feedback.get("owner")}:
        return "整改责任人不能同时担任复查人"
    return None


def _outcome_guard(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    if value.get("reinspector") != row.get("reinspector"):
        return "复查结论须由指定的复查人作出"
    if actor.role == "expert" and actor.id != row.get("reinspector"):
        return "只有被指派的复查人可以填写复查结论"
    return _recheck_guard(row, value, actor)


def _fail_guard(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    if not value.get("due_date"):
        return "复查不合格须写明新的整改期限"
    return _outcome_guard(row, value, actor)


def _close_guard(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    if row.get("severity") == "major" and actor.role != "leader":
        return "重大隐患须由局领导销号"
    outcome = row.get("outcome") or {}
    if outcome.get("result") != "pass":
        return "还没有合格的复查结论，不能销号"
    if not (outcome.get("reinspector") and outcome.get("at")):
        return "缺少复查人或复查时间，不能销号"
    if not row.get("after_photos"):
        return "缺少整改后照片，不能销号"
    return None


def waiting_for_photos(count: int) -> str:
    """Why a finding whose proof is not all here cannot be closed out yet."""
    return f"还有 {count} 张复查照片没有从平板上传到局里，收齐后才能销号"


def _merge_guard(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    if value.get("into") == row.get("id"):
        return "不能与自身合并"
    if row.get("severity") == "suspected_major" and actor.role != "leader":
        return "疑似重大隐患须由局领导合并"
    return None


def _settle_guard(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    path, chosen = value.get("path"), value.get("value")
    if path == "suspected_major" and chosen is None and actor.role != "leader":
        return "取消“疑似重大”须由局领导核定"
    if path == "withdrawn" and chosen:
        return "要撤回这条隐患，请用“作废”并写明理由"
    return None


def _submit_guard(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    version, expected = value.get("version"), (row.get("version") or 0) + 1
    if version != expected:
        return f"提交的版本号应为 {expected}，收到的是 {version}"
    if expected > 1 and not value.get("reason"):
        return "再次提交须写明更正理由"
    return None


def _extend_guard(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    if str(value.get("due_date", "")) <= str(row.get("due_date") or ""):
        return "延期后的期限须晚于原整改期限"
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
    "submit": Step(_words("returned") | {""}, "submitted", _words("system")),
    "confirm": Step(_words("submitted"), "confirmed", _DESK),
    "return": Step(_words("submitted"), "returned", _DESK),
    "merge": Step(_words("submitted confirmed"), "merged", _DESK, _merge_guard),
    "grade": Step(_words("confirmed graded"), "graded", _DESK, _grade_guard),
    "supervise": Step(_words("graded"), "supervised", _words("committee"), _supervise_guard),
    "assign": Step(_words("graded supervised assigned"), "assigned", _DESK, _assign_guard),
    "notify": Step(_words("assigned"), "rectifying", _HAND),
    "recall": Step(_words("rectifying"), "assigned", _DESK | {"system"}),
    "extend": Step(_words("rectifying feedback rechecking"), None, _HAND, _extend_guard),
    "feedback": Step(
        _words("rectifying feedback"), "feedback", _words("ent_safety ent_head holder"), doc_guards.enterprise
    ),
    "recheck": Step(_words("feedback rectifying rechecking"), "rechecking", _HAND, _recheck_guard),
    "pass": Step(_words("rechecking"), "rechecking", _HAND | {"expert"}, _outcome_guard),
    "fail": Step(_words("rechecking"), "rectifying", _HAND | {"expert"}, _fail_guard),
    "close_out": Step(_words("rechecking"), "closed", _DESK, _close_guard),
    "settle": Step(_words("submitted confirmed"), None, _DESK, _settle_guard),
    "cancel": Step(
        _words("submitted returned confirmed graded assigned"), "cancelled", _DESK | {"system"}, _cancel_guard
    ),
    # A notice names its enterprise: once the finding was notified it stays there.
    "relink": Step(
        _words("submitted returned merged confirmed graded supervised assigned cancelled"), None, _DESK
    ),
}

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
}  # fmt: skip

COMMANDS = {
    "plan": "派单", "start": "开始检查", "decline": "企业谢绝", "submit": "提交", "received": "接收", "cancel": "作废", "confirm": "确认",
    "return": "退回", "merge": "合并", "grade": "定级", "supervise": "挂牌督办", "assign": "交办", "notify": "通知整改", "recall": "撤回通知", "feedback": "反馈整改情况", "recheck": "安排复查",
    "pass": "复查合格", "fail": "复查不合格", "close_out": "销号", "draft": "起草", "arrange": "调整所列隐患", "issue": "签发", "review": "审核", "revise": "退回修改", "read": "阅读", "countersign": "登记签收", "supersede": "替代", "extend": "延期", "issued": "生成文件", "serve": "送达",
    "receipt": "签收", "void": "作废", "relink": "并入已有企业", "settle": "核定不一致",
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
