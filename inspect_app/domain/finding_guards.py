"""What must be known before a command on a finding may happen (rules.FINDING): each answers what is missing, in words, or None. Pure.

Source: domain workflow § 2 (invariants), § 5; design § 7.6.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_app.domain import dates, doc_guards
from inspect_app.domain.people import Actor

Row = Mapping[str, Any]
EXTENSION_NOTICE = 10  # days before the deadline by which more time should be asked for (workflow § 5)
ENTERPRISE = frozenset({"ent_safety", "ent_head", "holder"})


def grade(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """A major finding is graded by a leader, against a criterion that is named."""
    major = value.get("severity") == "major"
    if actor.role != "leader":
        if major:
            return "重大隐患须由局领导（或其授权人）认定"
        if row.get("severity") in ("major", "suspected_major"):
            return "重大或疑似重大隐患的级别须由局领导研判认定"
    if major and not value.get("criterion"):
        return "认定重大隐患须写明比对的判定标准条款"
    return None


def cancel(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """A major or suspected one is cancelled by a leader."""
    if row.get("severity") in ("major", "suspected_major") and actor.role != "leader":
        return "重大或疑似重大隐患须由局领导作废"
    return None


def supervise(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """Listed supervision is for major ones."""
    return None if row.get("severity") == "major" else "只有重大隐患可以挂牌督办"


def list_later(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """Once: a listing lasts until the finding ends."""
    return "这条隐患已经挂牌督办，不必再次挂牌" if row.get("listed_at") else supervise(row, value, actor)


def assign(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """No deadline before the inspection."""
    if str(value.get("due_date", "")) < str(row.get("found_on") or ""):
        return "整改期限不能早于检查日期"
    return None


def recheck(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """Who rectified does not reinspect."""
    feedback = row.get("feedback") or {}
    if value.get("reinspector") in {row.get("rectified_by"), feedback.get("owner")}:
        return "整改责任人不能同时担任复查人"
    return None


def outcome(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """The conclusion is that of the person who was sent."""
    if value.get("reinspector") != row.get("reinspector"):
        return "复查结论须由指定的复查人作出"
    if actor.role == "expert" and actor.id != row.get("reinspector"):
        return "只有被指派的复查人可以填写复查结论"
    return recheck(row, value, actor)


def fail(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """A failed reinspection sets a new deadline."""
    if not value.get("due_date"):
        return "复查不合格须写明新的整改期限"
    return outcome(row, value, actor)


def close_out(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """Closing needs a passed reinspection, its person and time, and an after-photo; a major one the leader, and the principal's word for its feedback."""
    if row.get("severity") == "major" and actor.role != "leader":
        return "重大隐患须由局领导销号"
    outcome = row.get("outcome") or {}
    if outcome.get("result") != "pass":
        return "还没有合格的复查结论，不能销号"
    if not (outcome.get("reinspector") and outcome.get("at")):
        return "缺少复查人或复查时间，不能销号"
    if not row.get("after_photos"):
        return "缺少整改后照片，不能销号"
    said = row.get("feedback")  # None: reinspected when its time was over, without a feedback
    if row.get("severity") == "major" and said and not said.get("endorsed"):
        return "重大隐患的整改反馈还没有企业主要负责人签认，不能销号：请其登录企业端签认，或由业务科室登记其纸质签认"
    return None


def waiting_for_photos(count: int) -> str:
    """Why a finding whose proof is not all here cannot be closed out yet."""
    return f"还有 {count} 张复查照片没有从平板上传到局里，收齐后才能销号"


def merge(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """Not into itself; a suspected major one by a leader."""
    if value.get("into") == row.get("id"):
        return "不能与自身合并"
    if row.get("severity") == "suspected_major" and actor.role != "leader":
        return "疑似重大隐患须由局领导合并"
    return None


def settle(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """The bureau chooses between two values; it does not withdraw or downgrade that way."""
    path, chosen = value.get("path"), value.get("value")
    if path == "suspected_major" and chosen is None and actor.role != "leader":
        return "取消“疑似重大”须由局领导核定"
    if path == "withdrawn" and chosen:
        return "要撤回这条隐患，请用“作废”并写明理由"
    return None


def extend(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """More time is more."""
    if str(value.get("due_date", "")) <= str(row.get("due_date") or ""):
        return "延期后的期限须晚于原整改期限"
    return None


def request_ext(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """The enterprise asks for itself; the desk registers a letter. The new deadline is later than the present one."""
    if actor.role in ENTERPRISE and (reason := doc_guards.enterprise(row, value, actor)):
        return reason
    return extend(row, value, actor)


def endorse(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """The principal stands for what was handed in, once for each feedback; the desk only writes down what was signed on paper."""
    said = row.get("feedback")
    if not said:
        return "企业还没有反馈，没有可以签认的内容"
    if said.get("endorsed"):
        return f"这次反馈已由{said['endorsed']['name']}签认"
    if actor.role in ENTERPRISE:
        return "纸质签认由应急管理局登记" if value.get("paper") else doc_guards.enterprise(row, value, actor)
    return (
        None
        if value.get("paper") and value.get("on")
        else "局里只登记企业主要负责人在纸质反馈上的签认，并须写明签认日期"
    )


def late_request(due: str | None, asked_on: str, notified_on: str | None) -> bool:
    """Whether more time is asked for later than ten days before the deadline. A deadline that never left ten days is not held against anybody."""
    if not due or (notified_on and dates.days_between(notified_on, due) < EXTENSION_NOTICE):
        return False
    return dates.days_between(asked_on, due) < EXTENSION_NOTICE


def decide_ext(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """A major finding's extension is the leader's to decide."""
    if row.get("severity") == "major" and actor.role != "leader":
        return "重大隐患的延期申请须由局领导审批"
    return extend(row, value, actor) if "due_date" in value else None


def own(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """An enterprise acts on its own findings, a township on those of its area."""
    if actor.role in ENTERPRISE:
        return doc_guards.enterprise(row, value, actor)
    if actor.role == "grid" and row.get("township_id") != actor.township:
        return "这条隐患不属于本乡镇（街道）"
    return None


def transfer(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """A major or suspected one is given away by a leader only."""
    if row.get("severity") in ("major", "suspected_major") and actor.role != "leader":
        return "重大或疑似重大隐患须由局领导批准移送"
    return None


def received(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """A department answers for what was transferred to it; the desk registers an answer on paper."""
    if actor.role == "dept" and (not actor.department or row.get("department_id") != actor.department):
        return "这条隐患没有移送给本部门"
    return None


def accept_transfer(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """Once."""
    if (row.get("transfer") or {}).get("accepted_at"):
        return "已经登记过接收，不能重复接收"
    return received(row, value, actor)


def resume(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """Back from enforcement: with a deadline to be notified anew."""
    return assign(row, value, actor)


def conclude(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """A case ends with its number or the inspection it rests on; a major finding by the leader."""
    if row.get("severity") == "major" and actor.role != "leader":
        return "重大隐患须由局领导确认结案"
    if not (value.get("case_no") or (row.get("referral") or {}).get("visit")):
        return "请填写案号，或先关联执法检查，再登记结案"
    return None


def follow_up(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """Who rectified does not look whether it stayed so; an expert only when sent."""
    if actor.id == row.get("rectified_by"):
        return "整改责任人不能同时担任回访人"
    return None
