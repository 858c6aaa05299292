"""What became of a finding: the events after its submission, as far as the calendar has come.

Each stage moves a clock forward; a stage that would fall on today or later has not happened, so recent
findings stand early in their way and old ones are mostly closed. Commands and facts follow domain/rules.
"""

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from inspect_app.demo import detours
from inspect_app.demo.enterprises import Enterprise
from inspect_app.demo.people import Person
from inspect_app.demo.plan import Finding, PhotoRef, Step, at, later, utc
from inspect_app.demo.roster import Roster
from inspect_app.demo.topics import TOPICS

_RETURNED = (
    "照片未反映所述部位，请补拍全景并注明设备编号。",
    "问题描述未写明数量和具体位置，请补充后重新提交。",
    "依据条款与问题不对应，请核对后重新提交。",
)
_CANCELLED = ("经核实该设备已停用并拆除，隐患不存在。", "经核实该区域已整体搬迁，不再生产。")
_PASSED = (
    "现场复查，整改措施已落实，前后照片相符，合格。",
    "经现场核对，问题已消除，相关记录齐全，复查合格。",
    "已按要求整改到位，抽问岗位人员知晓，复查合格。",
)
_EVERY_RETURNED, _EVERY_CANCELLED, _EVERY_STUCK, _EVERY_FAILED = 9, 41, 13, 11
_EVERY_EXTENDED, _EVERY_TRANSFERRED = 9, 11
_RETURNED_AGE = 10
"""Days after which a returned finding would have been corrected."""


@dataclass(frozen=True)
class Desk:
    """When the bureau handles the findings of one visit: they come, and go, together."""

    confirm: dt.datetime
    grade: dt.datetime
    assign: dt.datetime


def desk(rng: random.Random, submitted: dt.datetime) -> Desk:
    """Workdays after a submission: confirmed in two days, graded and assigned in two more."""
    confirm = later(rng, submitted, 1, 2)
    grade = later(rng, at(confirm.date(), 17), 0, 1)
    grade = max(grade, confirm + dt.timedelta(minutes=60))
    assign = max(later(rng, at(grade.date(), 17), 0, 1), grade + dt.timedelta(minutes=60))
    return Desk(confirm, grade, assign)


@dataclass
class Course:
    """The clock of one finding and the steps so far."""

    rng: random.Random
    finding: Finding
    enterprise: Enterprise
    roster: Roster
    today: dt.date
    clock: dt.datetime
    number: int
    """Running number of the finding over the whole plan: decides who takes a rare way."""

    def reach(self, moment: dt.datetime) -> bool:
        """Set the clock to a moment of the desk; False when that is not in the past."""
        if moment.date() >= self.today:
            return False
        self.clock = moment + dt.timedelta(seconds=7 * (self.number % 60))
        return True

    def move(self, fewest: int, most: int) -> bool:
        """Advance the clock by days; False when that is not in the past."""
        moment = later(self.rng, self.clock, fewest, most)
        if moment <= self.clock:
            moment = self.clock + dt.timedelta(minutes=self.rng.randint(20, 90))
        if moment.date() >= self.today:
            return False
        self.clock = moment
        return True

    def step(
        self,
        command: str,
        actor: str,
        role: str,
        state: str,
        value: dict[str, Any] | None = None,
        photos: tuple[PhotoRef, ...] = (),
        **changed: Any,
    ) -> None:
        step = Step(command, self.clock, actor, role, value or {}, photos)
        self.finding = replace(self.finding, state=state, steps=(*self.finding.steps, step), **changed)


def review(course: Course, times: Desk, item: Mapping[str, Any], merge_into: str | None) -> None:
    """研判: return, merge, cancel, or confirm, grade and assign."""
    clerk = course.roster.section(course.enterprise)
    if not course.reach(times.confirm):
        return
    age = (course.today - course.finding.found_at.date()).days
    if course.number % _EVERY_RETURNED == 4 and age <= _RETURNED_AGE:
        course.step("return", clerk.id, "section", "returned", {"reason": course.rng.choice(_RETURNED)})
        return
    if merge_into:
        course.step(
            "merge",
            *_decider(course, clerk),
            "merged",
            {"into": merge_into, "reason": "两名专家记录的同一问题，合并处理。"},
        )
        return
    course.step("confirm", clerk.id, "section", "confirmed", {"note": ""})
    if not course.reach(times.grade):
        return
    if course.number % _EVERY_CANCELLED == 7:
        course.step(
            "cancel", *_decider(course, clerk), "cancelled", {"reason": course.rng.choice(_CANCELLED)}
        )
        return
    _grade(course, item)
    if not course.reach(times.assign):
        return
    if (
        course.number % _EVERY_TRANSFERRED == 3
        and course.finding.item_id.startswith("fire")
        and course.finding.severity == "general"
    ):
        detours.hand_over(course)
        return
    if course.finding.severity == "major" and course.number % 4 == 0:
        order = {"note": "列入县级挂牌督办，落实五到位，治理方案3日内报送。"}
        course.step("supervise", course.roster.committee.id, "committee", "supervised", order)
        return
    _assign(course, item)


def _assign(course: Course, item: Mapping[str, Any]) -> None:
    clerk = course.roster.section(course.enterprise)
    # The deadline runs from the day of assignment, on which the notice is issued.
    due = course.clock.date() + dt.timedelta(days=max(1, course.finding.due_days))
    value = {
        "due_date": due.isoformat(),
        "rectify_unit": course.enterprise.name,
        "rectify_owner": course.enterprise.safety_manager.name,
        "statement": course.finding.statement,
        "measure": course.finding.measure,
        "basis": _basis(item),
    }
    course.step("assign", clerk.id, "section", "assigned", value, due_date=due)


def _decider(course: Course, clerk: Person) -> tuple[str, str]:
    """Who may drop a finding, with the role: the clerk, but a leader when it was suspected to be major."""
    if course.finding.suspected_major is None:
        return clerk.id, "section"
    return course.roster.leaders[0].id, "leader"


def _grade(course: Course, item: Mapping[str, Any]) -> None:
    if course.finding.suspected_major is None:
        clerk = course.roster.section(course.enterprise)
        course.step(
            "grade",
            clerk.id,
            "section",
            "graded",
            {"severity": "general", "criterion": "", "reason": ""},
            severity="general",
        )
        return
    leader = course.roster.leaders[course.number % len(course.roster.leaders)]
    if course.number % 2:
        reason = "经比对判据原文，现场事实不完全符合，按一般隐患处理。"
        course.step(
            "grade",
            leader.id,
            "leader",
            "graded",
            {"severity": "general", "criterion": "", "reason": reason},
            severity="general",
        )
        return
    criterion = item["major_criterion"][course.finding.suspected_major]
    text = f"《{criterion['name']}》（{criterion['number']}）{criterion['clause']}"
    value = {"severity": "major", "criterion": text, "reason": "经比对判据原文，现场事实符合。"}
    course.step("grade", leader.id, "leader", "graded", value, severity="major")


def _basis(item: Mapping[str, Any]) -> list[dict[str, str]]:
    """Bases with a verified clause, at most two; else the first name without its clause (design § 7.8)."""
    verified = [b for b in item["basis"] if b.get("clause") and b["src"] == "V"][:2]
    if verified:
        return [{"name": b["name"], "number": b["number"], "clause": b["clause"]} for b in verified]
    first = item["basis"][0]
    return [{"name": first["name"], "number": first["number"], "clause": ""}]


def rectify(course: Course, notice_id: str, server: str) -> None:
    """整改: served at the course's clock, rectified, reinspected, closed; some stay open past their deadline."""
    course.step("notify", server, "section", "rectifying", {"document": notice_id})
    if course.number % _EVERY_STUCK == 5 and not detours.stuck(course):
        return
    if course.number % _EVERY_EXTENDED == 6 and not detours.more_time(course):
        return
    if not _feedback(course) or not _send_reinspector(course):
        return
    if course.number % _EVERY_FAILED == 3 and not (
        _fail(course) and _feedback(course) and _send_reinspector(course)
    ):
        return
    if _pass(course):
        _close(course)


def _feedback(course: Course) -> bool:
    due = course.finding.due_date or course.clock.date()
    days = max(1, (due - course.clock.date()).days)
    # Most enterprises answer in the second half of their time, a few some days late.
    late = course.rng.randint(1, 6) if course.rng.random() < 0.1 else 0
    if not course.move(max(1, days // 2), days + late):
        return False
    topic = TOPICS[course.finding.scene]
    low, high = topic.cost
    value = {
        "measure": course.rng.choice(topic.feedback),
        "owner": course.enterprise.safety_manager.name,
        "done_on": course.clock.date().isoformat(),
        "cost_cents": course.rng.randrange(low, high + 1, 50) * 100,
        "interim": "",
    }
    course.step("feedback", course.enterprise.id, "ent_safety", "feedback", value, _after(course))
    if course.finding.severity == "major":
        _endorse(course)
    return True


def _endorse(course: Course) -> None:
    """The principal signed it on paper, and the bureau wrote that down."""
    clerk = course.roster.section(course.enterprise)
    said = {
        "name": course.enterprise.principal.name,
        "paper": True,
        "on": course.clock.date().isoformat(),
    }
    course.step("endorse", clerk.id, "section", "feedback", said)


def _after(course: Course) -> tuple[PhotoRef, ...]:
    """The same places as before, put right."""
    return tuple(PhotoRef(photo.scene, "after", photo.seed) for photo in course.finding.photos)


def _send_reinspector(course: Course) -> bool:
    if not course.move(1, 3):
        return False
    officer = course.rng.choice(course.roster.officers)
    reinspector = course.rng.choice((officer.id, course.finding.recorded_by))
    day = course.clock.date() + dt.timedelta(days=course.rng.randint(1, 4))
    clerk = course.roster.section(course.enterprise)
    value = {"reinspector": reinspector, "planned_date": day.isoformat()}
    course.step("recheck", clerk.id, "section", "rechecking", value)
    return True


def _outcome(
    course: Course, command: str, state: str, note: str, photos: tuple[PhotoRef, ...], **changed: Any
) -> None:
    """The reinspector's conclusion; `changed` may bring a new deadline."""
    reinspector = str(course.finding.steps[-1].value["reinspector"])
    role = "expert" if reinspector == course.finding.recorded_by else "officer"
    value = {"reinspector": reinspector, "at": utc(course.clock), "note": note}
    value |= {key: due.isoformat() for key, due in changed.items()}
    course.step(command, reinspector, role, state, value, photos, **changed)


def _fail(course: Course) -> bool:
    if not course.move(1, 4):
        return False
    note = "复查不合格：" + TOPICS[course.finding.scene].remains
    due = course.clock.date() + dt.timedelta(days=7)
    _outcome(course, "fail", "rectifying", note, course.finding.photos[:1], due_date=due)
    return True


def _pass(course: Course) -> bool:
    if not course.move(1, 4):
        return False
    _outcome(course, "pass", "rechecking", course.rng.choice(_PASSED), _after(course)[:1])
    return True


def _close(course: Course) -> None:
    if not course.move(0, 2):
        return
    if course.finding.severity == "major":
        leader = course.roster.leaders[0]
        course.step("close_out", leader.id, "leader", "closed", {"note": "验收合格，同意销号。"})
        return
    clerk = course.roster.section(course.enterprise)
    course.step("close_out", clerk.id, "section", "closed", {"note": "复查合格，予以销号。"})
