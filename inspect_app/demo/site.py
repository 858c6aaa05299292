"""One past visit: checklists filled, findings recorded and signed on site, a notice issued, findings followed."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from inspect_app.demo import names
from inspect_app.demo.answers import fill
from inspect_app.demo.enterprises import Enterprise
from inspect_app.demo.industries import BY_KEY
from inspect_app.demo.lifecycle import Course, desk, rectify, review
from inspect_app.demo.people import Person
from inspect_app.demo.photos import VARIANTS
from inspect_app.demo.plan import ChecklistRun, Finding, Notice, PhotoRef, SiteSignature, Visit, later
from inspect_app.demo.roster import Roster
from inspect_app.demo.topics import TOPICS, scene_of
from inspect_app.demo.wording import Filler

_COUNTS = (0, 1, 2, 2, 3, 3, 3, 4, 4, 5, 6)
"""Findings of a visit, each equally likely; the mean is 3."""
_EVERY_MERGED = 8
"""One in eight visits with three findings or more has one that two experts recorded."""
_MERGE_INTO = ("confirmed", "graded", "assigned")
_HIGHLIGHTS = (
    "班前会记录完整，岗位人员熟悉应急处置。",
    "现场定置管理较好，安全标识清晰。",
    "建立了隐患自查台账并按月公示。",
    "",
    "",
)
_OBJECTIONS = ("第1项已列入年内改造计划，请给予适当期限。", "对整改期限有异议，设备采购需要较长时间。")
_DECLINED = ("企业当日停产检修，约定另行安排。", "企业表示近期已接受同类服务，本次谢绝。")
_REFUSAL = {"reason": "企业负责人外出，现场人员不愿代签。", "witness_unit": "村（社区）居民委员会"}


@dataclass
class Site:
    """Everything that one past visit is made from. `first_number` counts findings over the whole plan."""

    rng: random.Random
    visit: Visit
    company: Enterprise
    team: Sequence[Person]
    checklists: Sequence[Mapping[str, Any]]
    roster: Roster
    today: dt.date
    starts: dt.datetime
    first_number: int
    seed: int


def declined_visit(site: Site) -> Visit:
    """企业谢绝: an outcome of an advisory visit."""
    return replace(
        site.visit, state="declined", started_at=site.starts, declined_because=site.rng.choice(_DECLINED)
    )


def past_visit(site: Site, most: int) -> Visit:
    """The visit as received, with at most `most` findings and what became of them."""
    rng = site.rng
    chosen, runs = _runs(site, min(most, rng.choice(_COUNTS)))
    ends = site.starts + dt.timedelta(minutes=70 + 12 * len(chosen) + rng.randrange(40))
    submitted = ends + dt.timedelta(minutes=rng.randint(5, 120))
    findings = _reviewed(site, _recorded(site, chosen, ends), [item for _, _, item in chosen], submitted)
    notice = _notice(site, findings)
    agrees = rng.random() > 0.08
    return replace(
        site.visit,
        state="received",
        started_at=site.starts,
        submitted_at=submitted,
        area="、".join(rng.sample(BY_KEY[site.company.industry_key].places, 3)),
        companion=site.company.safety_manager.name,
        highlights=rng.choice(_HIGHLIGHTS),
        agrees=agrees,
        opinion="" if agrees else rng.choice(_OBJECTIONS),
        runs=runs,
        signatures=_signatures(site, ends),
        findings=_rectified(site, findings, notice),
        notice=notice,
    )


_Chosen = list[tuple[Person, Mapping[str, Any], Mapping[str, Any]]]


def _runs(site: Site, wanted: int) -> tuple[_Chosen, tuple[ChecklistRun, ...]]:
    """Spread the findings over the checklists and answer every item of each."""
    chosen: _Chosen = []
    runs = []
    twice = wanted >= 3 and site.first_number % _EVERY_MERGED == 0
    for index, checklist in enumerate(site.checklists):
        person = site.team[index % len(site.team)]
        last = index == len(site.checklists) - 1
        share = wanted - twice - len(chosen) if last else wanted // 2
        failed, answers, measured = fill(site.rng, checklist["items"], site.company, share)
        chosen += [(person, checklist, item) for item in failed]
        runs.append(ChecklistRun(checklist["id"], checklist["version"], person.id, answers, measured))
    if twice and chosen:
        _, checklist, item = chosen[0]
        chosen.append((site.team[-1], checklist, item))
    return chosen, tuple(runs)


def _recorded(site: Site, chosen: _Chosen, ends: dt.datetime) -> tuple[Finding, ...]:
    findings: list[Finding] = []
    pause = (ends - site.starts) / (len(chosen) + 1)
    for index, (person, checklist, item) in enumerate(chosen):
        number = site.first_number + index
        filler = Filler(site.rng, site.company, site.visit.planned_date)
        # The same item again is the same fact, seen by a second expert.
        seen = next((f for f in findings if f.item_id == item["id"]), None)
        scene = scene_of(item)
        suspected = 0 if item["severity"] == "major" and site.rng.random() < 0.45 else None
        findings.append(Finding(
            id=names.stable_id("finding", site.seed, number),
            visit_id=site.visit.id,
            checklist_id=checklist["id"],
            checklist_version=checklist["version"],
            item_id=item["id"],
            recorded_by=person.id,
            location=seen.location if seen else filler.location_of(item["id"]),
            statement=seen.statement if seen else filler.statement(item),
            measure=item["suggested_measure"],
            due_days=site.rng.choice((3, 7, 7)) if suspected is not None else site.rng.choice((0, 3, 7, 7, 15, 15, 30)),
            suspected_major=suspected,
            category=TOPICS[scene].category,
            scene=scene,
            photos=_photos(site.rng, scene),
            found_at=site.starts + pause * (index + 1),
            state="submitted",
            severity="general" if suspected is None else "suspected_major",
            due_date=None,
            steps=(),
        ))  # fmt: skip
    return tuple(findings)


def _photos(rng: random.Random, scene: str) -> tuple[PhotoRef, ...]:
    """One to three photos of one scene, each from another side."""
    seeds = rng.sample(range(VARIANTS), rng.choice((1, 1, 2, 2, 3)))
    return tuple(PhotoRef(scene, "before", seed) for seed in seeds)


def _course(site: Site, finding: Finding, index: int, clock: dt.datetime) -> Course:
    return Course(site.rng, finding, site.company, site.roster, site.today, clock, site.first_number + index)


def _reviewed(
    site: Site, findings: Sequence[Finding], items: Sequence[Mapping[str, Any]], submitted: dt.datetime
) -> tuple[Finding, ...]:
    times = desk(site.rng, submitted)
    reviewed: list[Finding] = []
    for index, (finding, item) in enumerate(zip(findings, items, strict=True)):
        course = _course(site, finding, index, submitted)
        twin = next((f for f in reviewed if f.item_id == finding.item_id), None)
        into = twin.id if twin and twin.state in _MERGE_INTO else None
        review(course, times, item, into)
        reviewed.append(course.finding)
    return tuple(reviewed)


def _notice(site: Site, findings: Sequence[Finding]) -> Notice | None:
    """The advisory notice over what was assigned, issued the same day; handed over on site when there is time for it, else fetched at the desk."""
    assigned = [finding for finding in findings if finding.state == "assigned"]
    if not assigned or site.visit.track == "enforcement":
        return None
    issued_at = max(finding.steps[-1].at for finding in assigned) + dt.timedelta(
        minutes=site.rng.randint(20, 60)
    )
    # The newest drafts wait on the desk, so that somebody has notices to issue today.
    if (site.today - issued_at.date()).days <= 2 and site.first_number % 2:
        return None
    on_site = min(finding.due_days for finding in assigned) >= 7
    served_at = later(site.rng, issued_at, 1, 2) if on_site else issued_at + dt.timedelta(minutes=15)
    served = served_at if served_at.date() < site.today else None
    receipt_at = served_at + dt.timedelta(minutes=site.rng.randint(5, 200))
    clerk = site.roster.section(site.company)
    return Notice(
        id=names.stable_id("notice", site.seed, site.visit.id),
        visit_id=site.visit.id,
        enterprise_id=site.company.id,
        finding_ids=tuple(finding.id for finding in assigned),
        issued_at=issued_at,
        issued_by=clerk.id,
        served_at=served,
        served_by=clerk.id,
        method="direct",
        served_to=site.company.safety_manager.name,
        receipt_at=receipt_at if served and site.rng.random() < 0.85 else None,
    )


def _rectified(site: Site, findings: tuple[Finding, ...], notice: Notice | None) -> tuple[Finding, ...]:
    if not notice or not notice.served_at:
        return findings
    followed = []
    for index, finding in enumerate(findings):
        course = _course(site, finding, index, notice.served_at)
        if finding.id in notice.finding_ids:
            rectify(course, notice.id, notice.served_by)
        followed.append(course.finding)
    return tuple(followed)


def _signatures(site: Site, ends: dt.datetime) -> tuple[SiteSignature, ...]:
    """The team, the lead first, then the enterprise, which refuses now and then before a witness."""
    team = [
        SiteSignature(person.id, person.name, person.title, ends + dt.timedelta(minutes=index))
        for index, person in enumerate(site.team)
    ]
    signed_at = ends + dt.timedelta(minutes=4)
    if site.rng.random() < 0.03:
        refusal = {**_REFUSAL, "witness": names.person_name(site.rng)}
        return (*team, SiteSignature("", "", "", signed_at, refusal))
    manager = site.company.safety_manager
    return (*team, SiteSignature("", manager.name, "安全生产管理人员", signed_at))
