"""The plan: states, words, dates and rules of a county's history, the same for the same seed."""

import datetime as dt
import re
from collections import Counter
from functools import cache

import pytest
import yaml

from inspect_app.checklist_files import load_folder
from inspect_app.demo.enterprises import enterprises
from inspect_app.demo.history import make_plan
from inspect_app.demo.names import seeded
from inspect_app.demo.people import SPECIALTY_BY_ID, people
from inspect_app.demo.photos import VARIANTS
from inspect_app.demo.plan import Plan, at
from inspect_app.demo.scenes import SCENES
from inspect_app.demo.topics import TOPICS, scene_of
from inspect_app.demo.wording import Filler
from inspect_app.domain import rules
from inspect_app.domain.people import Actor
from inspect_app.paths import checklists_dir

TODAY = dt.date(2026, 11, 23)  # a Monday
STATES = set(rules.FINDING_STATES) - {""}
PLACEHOLDER = re.compile(r"[×_/{}]")


@cache
def checklists() -> dict:
    load_folder(checklists_dir())  # a folder with errors would make every other message misleading
    loaded = (yaml.safe_load(path.read_text("utf-8")) for path in sorted(checklists_dir().glob("*.yaml")))
    return {checklist["id"]: checklist for checklist in loaded}


@cache
def plan(findings: int = 1500) -> Plan:
    return make_plan(checklists(), TODAY, findings=findings)


@cache
def items() -> dict:
    return {item["id"]: item for checklist in checklists().values() for item in checklist["items"]}


def received():
    return [visit for visit in plan().visits if visit.state == "received"]


def test_the_same_arguments_give_the_same_plan():
    assert make_plan(checklists(), TODAY, findings=120) == make_plan(checklists(), TODAY, findings=120)
    assert make_plan(checklists(), TODAY, findings=120) != make_plan(
        checklists(), TODAY, seed=2, findings=120
    )


@pytest.mark.parametrize("wanted", [0, 1, 97, 1500])
def test_as_many_findings_as_asked_for(wanted):
    assert len(list(plan(wanted).findings)) == wanted


@pytest.mark.parametrize("wanted", [-1, 20001])
def test_amounts_out_of_range_are_refused(wanted):
    with pytest.raises(ValueError, match=str(wanted)):
        make_plan(checklists(), TODAY, findings=wanted)


def test_a_missing_checklist_is_named():
    some = {key: value for key, value in checklists().items() if key != "electrical"}
    with pytest.raises(ValueError, match="electrical"):
        make_plan(some, TODAY)


def test_every_state_severity_and_track_occurs():
    findings = list(plan().findings)
    assert {finding.state for finding in findings} == STATES
    assert {finding.severity for finding in findings} == {"general", "suspected_major", "major"}
    assert {visit.track for visit in plan().visits} == {"advisory", "enforcement"}
    assert {visit.state for visit in plan().visits} == {"planned", "declined", "received"}
    assert sum(finding.overdue(TODAY) for finding in findings) > 20
    assert Counter(finding.state for finding in findings)["closed"] > 700


def test_every_expert_has_a_visit_today_and_on_the_next_four_workdays():
    experts = {person.id for person in people() if person.role == "expert"}
    planned = [visit for visit in plan().visits if visit.state == "planned"]
    for day in [TODAY, *(TODAY + dt.timedelta(days=n) for n in (1, 2, 3, 4))]:
        going = {id_ for v in planned if v.planned_date == day for id_ in (v.lead, *v.members)}
        assert going == experts
    assert all(visit.planned_date >= TODAY and not visit.runs for visit in planned)


def test_on_a_sunday_there_are_visits_today_too():
    sunday = TODAY - dt.timedelta(days=1)
    days = {
        v.planned_date for v in make_plan(checklists(), sunday, findings=10).visits if v.state == "planned"
    }
    assert sunday in days
    assert len(days) == 5


def test_teams_are_two_or_three_and_judge_what_they_fill():
    experts = {person.id: person for person in people()}
    for visit in plan().visits:
        team = [experts[id_] for id_ in (visit.lead, *visit.members)]
        assert 2 <= len(team) <= 3
        assert len({person.id for person in team}) == len(team)
        if visit.track == "enforcement":
            assert all(person.officer_cert_no for person in team)
        else:
            assert visit.checklists[0] in SPECIALTY_BY_ID[team[0].specialty].checklists


def test_a_visit_answers_every_item_of_its_checklists():
    for visit in received():
        assert [run.checklist_id for run in visit.runs] == list(visit.checklists)
        for run in visit.runs:
            assert set(run.answers) == {item["id"] for item in checklists()[run.checklist_id]["items"]}
            assert run.person_id in (visit.lead, *visit.members)
        failed = {item for run in visit.runs for item, answer in run.answers.items() if answer == "nok"}
        assert failed == {finding.item_id for finding in visit.findings}
    answers = Counter(answer for visit in received() for run in visit.runs for answer in run.answers.values())
    assert answers["ok"] > answers["na"] > answers["nok"]


def test_no_placeholder_and_no_alternative_is_left_in_any_text():
    for finding in plan().findings:
        for text in (finding.location, finding.statement):
            assert text
            assert not PLACEHOLDER.search(text.replace("mg/m³", "").replace("1/2区", "")), text
        assert "×" not in finding.measure
        assert "__" not in finding.measure


def test_every_item_of_every_checklist_can_be_written_as_a_fact():
    for company in enterprises(1, 25):
        for item in items().values():
            text = Filler(seeded(item["id"], company.id), company, TODAY).statement(item)
            assert not PLACEHOLDER.search(text.replace("mg/m³", "")), f"{item['id']}: {text}"
            assert text.endswith("。")


def test_every_item_has_a_scene_that_can_be_drawn():
    assert set(TOPICS) == set(SCENES)
    assert {scene_of(item) for item in items().values()} == set(SCENES)


def test_everything_that_happened_lies_before_today_and_in_order():
    start_of_today = at(TODAY, 0)
    for visit in received():
        assert visit.planned_at < visit.started_at < visit.submitted_at < start_of_today
        assert visit.started_at.date() == visit.planned_date
        assert all(s.at < start_of_today for s in visit.signatures)
        for finding in visit.findings:
            moments = [visit.started_at, finding.found_at, visit.submitted_at, *(s.at for s in finding.steps)]
            assert moments == sorted(moments)
            assert moments[-1] < start_of_today
            if finding.due_date:
                assert finding.due_date > finding.found_at.date()


def test_a_notice_covers_what_was_assigned_and_comes_before_its_deadlines():
    notices = [visit.notice for visit in received() if visit.notice]
    assert len(notices) > 200
    by_id = {finding.id: finding for finding in plan().findings}
    for notice in notices:
        covered = [by_id[id_] for id_ in notice.finding_ids]
        assert covered
        for finding in covered:
            assigned = next(step for step in finding.steps if step.command == "assign")
            assert assigned.at < notice.issued_at
            assert dt.date.fromisoformat(assigned.value["due_date"]) > notice.issued_at.date()
            told = [step for step in finding.steps if step.command == "notify"]
            assert bool(told) == bool(notice.served_at)
            assert all(step.value["document"] == notice.id for step in told)


def test_some_assigned_findings_wait_for_their_notice():
    waiting = [
        visit
        for visit in received()
        if not visit.notice and any(finding.state == "assigned" for finding in visit.findings)
    ]
    assert waiting


def _row_after(row: dict, step) -> dict:
    """What the rules look at after a step; photos stand for their hashes."""
    row = {**row, "state": _target(step) or row["state"]}
    if step.command == "transfer":
        row["department_id"] = step.value["department"]
    if step.command == "grade":
        row["severity"] = step.value["severity"]
    if step.command == "feedback":
        row |= {"feedback": step.value, "rectified_by": step.actor, "after_photos": len(step.photos)}
    if step.command == "endorse":
        row["feedback"] = {**row["feedback"], "endorsed": step.value}
    if step.command == "recheck":
        row["reinspector"] = step.value["reinspector"]
    if step.command in ("pass", "fail"):
        row["outcome"] = {**step.value, "result": step.command}
    return row


def _target(step) -> str:
    return rules.FINDING[step.command].target


def test_the_bureaus_rules_allow_every_step():
    """`supervise` is the committee's act and no command of the bureau's table: it ends the plan of a finding."""
    firms = {visit.id: visit.enterprise_id for visit in plan().visits}
    for finding in plan().findings:
        row = {
            "id": finding.id,
            "enterprise_id": firms[finding.visit_id],
            "state": "submitted",
            "severity": finding.severity,
            "found_on": str(finding.found_at.date()),
        }
        for step in finding.steps:
            if step.command == "supervise":
                assert row["severity"] == "major"
                row["state"] = "supervised"
                continue
            firm = step.actor if step.role == "ent_safety" else None
            section = row.get("department_id") if step.role == "dept" else None
            actor = Actor(org="x", id=step.actor, role=step.role, enterprise=firm, department=section)
            rules.decide("finding", step.command, row, step.value, actor)
            row = _row_after(row, step)
        assert row["state"] == finding.state
    assert all(
        step is finding.steps[-1]
        for finding in plan().findings
        for step in finding.steps
        if step.command == "supervise"
    )


def test_feedback_shows_the_same_places_put_right():
    handed_in = [(f, s) for f in plan().findings for s in f.steps if s.command == "feedback"]
    assert len(handed_in) > 800
    for finding, step in handed_in:
        assert [(p.scene, p.seed) for p in step.photos] == [(p.scene, p.seed) for p in finding.photos]
        assert {photo.state for photo in step.photos} == {"after"}
        assert step.value["owner"]
        assert step.value["measure"]


def test_some_reinspections_fail_and_some_findings_are_merged_into_their_twin():
    by_id = {finding.id: finding for finding in plan().findings}
    assert sum(step.command == "fail" for finding in by_id.values() for step in finding.steps) > 20
    merged = [finding for finding in by_id.values() if finding.state == "merged"]
    assert len(merged) > 10
    for finding in merged:
        twin = by_id[finding.steps[-1].value["into"]]
        assert (twin.visit_id, twin.item_id) == (finding.visit_id, finding.item_id)
        assert twin.state != "merged"


def test_only_items_with_a_published_criterion_are_suspected_major():
    suspected = [finding for finding in plan().findings if finding.suspected_major is not None]
    assert len(suspected) > 15
    for finding in suspected:
        assert items()[finding.item_id]["major_criterion"][finding.suspected_major]


def test_the_pool_of_photos_is_bounded_and_complete():
    used = plan().photos
    assert len(used) == len(set(used)) <= 150
    assert all(photo.scene in SCENES and 0 <= photo.seed < VARIANTS for photo in used)
    assert {photo for finding in plan().findings for photo in finding.photos} <= set(used)
    assert {p for f in plan().findings for s in f.steps for p in s.photos} <= set(used)


def test_ids_are_distinct():
    visits = [visit.id for visit in plan().visits]
    findings = [finding.id for finding in plan().findings]
    assert len(set(visits)) == len(visits)
    assert len(set(findings)) == len(findings)
