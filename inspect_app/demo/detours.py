"""What not every finding goes through: more time, urging, enforcement, another department (lifecycle.py calls these)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspect_app.demo.lifecycle import Course

_CAUSES = (
    "所需配件须从外地采购，预计到货后一周内可完成安装。",
    "施工须在停产检修期间进行，检修计划安排在下月上旬。",
    "整改方案须经设计单位复核，复核意见尚未返回。",
)
_INTERIM = "整改期间专人看护，停用相关设备，现场设置警示标志。"
_ANSWERED_BY, _ENFORCED_AFTER, _CONCLUDED_AFTER = 25, 9, 20  # days after the deadline


def more_time(course: Course) -> bool:
    """延期: asked for, and after some days granted, or refused to every third; False while it waits."""
    due = course.finding.due_date
    if due is None or not course.move(1, 3):
        return True
    until = due + dt.timedelta(days=15)
    value = {
        "due_date": until.isoformat(), "reason": course.rng.choice(_CAUSES), "on": course.clock.date().isoformat(), "interim": _INTERIM,
        "owner": course.enterprise.safety_manager.name,
    }  # fmt: skip
    course.step("request_ext", course.enterprise.id, "ent_safety", "ext_pending", value)
    if not course.move(2, 5):
        return False
    major = course.finding.severity == "major"
    who = (
        (course.roster.leaders[0].id, "leader")
        if major
        else (course.roster.section(course.enterprise).id, "section")
    )
    if course.number % 3 == 0:
        course.step("reject_ext", *who, "rectifying", {"reason": "现有条件可以按期完成，不同意延期。"})
        return True
    granted = {"due_date": until.isoformat(), "note": "情况属实，同意延期，落实临时管控措施。"}
    course.step("approve_ext", *who, "rectifying", granted, due_date=until)
    return True


def stuck(course: Course) -> bool:
    """Nothing is heard: urged; some are referred by the leader days later, of the others most answer at last (True), a few never."""
    due, clerk = course.finding.due_date, course.roster.section(course.enterprise)
    if due is None or (course.today - due).days < 2 or not _at(course, due, 1):
        return False
    words = {"note": "整改期限已过，请尽快完成整改并反馈；确有困难的，请说明情况。", "way": "电话"}
    course.step("urge", clerk.id, "section", "rectifying", words)
    if course.number % 4:
        return course.number % 7 > 0 and _at(course, due, course.rng.randint(4, _ANSWERED_BY))
    if not _at(course, due, _ENFORCED_AFTER):
        return False
    leader = course.roster.leaders[0].id
    course.step(
        "escalate",
        leader,
        "leader",
        "enforcement",
        {"ground": "overdue", "reason": "逾期未反馈，经催办仍未整改。"},
    )
    if not _at(course, due, _CONCLUDED_AFTER):
        return False
    ended = {
        "note": "经执法检查核实，责令改正后已整改到位，依法给予警告。",
        "case_no": f"临应急罚〔{course.clock.year}〕{course.number % 90 + 1}号",
    }
    course.step("conclude", leader, "leader", "enforced", ended)
    return False


def hand_over(course: Course) -> None:
    """移送 to the department whose duty it is, which takes it and answers."""
    if not course.move(0, 1):
        return
    clerk, partner = course.roster.section(course.enterprise), course.roster.fire_brigade
    reply_by = course.clock.date() + dt.timedelta(days=10)
    value = {
        "department": partner.department_id, "reason": "消防设施、疏散和防火由消防救援机构依照《中华人民共和国消防法》监督检查。", "reply_by": reply_by.isoformat(),
    }  # fmt: skip
    course.step("transfer", clerk.id, "section", "transferred", value)
    if course.move(1, 2):
        course.step("accept_transfer", partner.id, "dept", "transferred", {"note": ""})
    if course.move(3, 8):
        answer = {
            "note": "已派员检查，企业已整改到位。",
            "done_on": course.clock.date().isoformat(),
        }
        course.step("answer_transfer", partner.id, "dept", "transferred", answer)


def _at(course: Course, due: dt.date, days: int) -> bool:
    """Set the clock so many days after the deadline; False when that is not in the past."""
    day = due + dt.timedelta(days=days)
    while day.isoweekday() > 5:
        day += dt.timedelta(days=1)
    return course.reach(dt.datetime.combine(day, dt.time(9, 30), tzinfo=course.clock.tzinfo))
