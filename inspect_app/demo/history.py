"""Builds the plan of the demo county: past visits with their findings, and the visits of the coming days.

Pure data for the loader, which turns it into the operations that tablets, the bureau and enterprises
would have sent. Everything of the past lies before `today`; the same arguments give the same plan.
"""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from typing import Any

from inspect_app.demo import names
from inspect_app.demo.enterprises import Enterprise, enterprises
from inspect_app.demo.people import Person, people
from inspect_app.demo.plan import PhotoRef, Plan, Visit, at, workdays_after, workdays_before
from inspect_app.demo.roster import Roster
from inspect_app.demo.site import Site, declined_visit, past_visit

DEFAULT_FINDINGS = 1500
_DAYS_OF_HISTORY = 150  # workdays, about seven months, for the default amount
_RECENT_VISITS, _RECENT_DAYS = 48, 12
_HALVES = ("am", "pm")
_EVERY_ENFORCEMENT, _EVERY_DECLINED = 11, 37

Checklists = Mapping[str, Mapping[str, Any]]
"""Checklist id to the dict of its YAML file (id, version, sections, items)."""


def make_plan(
    checklists: Checklists, today: dt.date, *, seed: int = 1, findings: int = DEFAULT_FINDINGS
) -> Plan:
    """A plan with exactly `findings` findings in past visits, and planned visits from `today` on.

    Raises ValueError when `findings` is not 0 to 20,000 or a suggested checklist is missing.
    """
    if not 0 <= findings <= 20000:
        raise ValueError(f"findings must be 0 to 20000, not {findings}")
    companies = enterprises(seed)
    missing = {c for company in companies for c in company.checklists} - set(checklists)
    if missing:
        raise ValueError(f"missing checklists: {', '.join(sorted(missing))}")
    roster = Roster(people(seed))
    builder = _Builder(checklists, today, seed, companies, roster)
    builder.past(findings)
    builder.coming()
    visits = tuple(sorted(builder.visits, key=lambda visit: (visit.planned_date, visit.planned_at, visit.id)))
    return Plan(today, seed, visits, _photos(visits))


def _photos(visits: Sequence[Visit]) -> tuple[PhotoRef, ...]:
    used: dict[PhotoRef, None] = {}
    for visit in visits:
        for finding in visit.findings:
            used.update(dict.fromkeys(finding.photos))
            for step in finding.steps:
                used.update(dict.fromkeys(step.photos))
    return tuple(sorted(used, key=lambda photo: (photo.scene, photo.state, photo.seed)))


class _Builder:
    """Collects visits; every visit has its own generator, so that one more doesn't change the others."""

    def __init__(
        self,
        checklists: Checklists,
        today: dt.date,
        seed: int,
        companies: Sequence[Enterprise],
        roster: Roster,
    ) -> None:
        self.checklists = checklists
        self.today = today
        self.seed = seed
        self.companies = companies
        self.roster = roster
        self.visits: list[Visit] = []

    def past(self, wanted: int) -> None:
        days = workdays_before(self.today, max(_DAYS_OF_HISTORY, min(500, wanted // 30)))
        made, number = 0, 0
        while made < wanted:
            rng = names.seeded("visit", self.seed, number)
            # The first visits lie close to today, so that a small demo has findings in early states too.
            recent = number < _RECENT_VISITS
            day = days[number % _RECENT_DAYS] if recent else rng.choice(days)
            visit = self._past_visit(rng, number, day, made, wanted - made)
            if visit:
                self.visits.append(visit)
                made += len(visit.findings)
            number += 1

    def _past_visit(
        self, rng: random.Random, number: int, day: dt.date, made: int, most: int
    ) -> Visit | None:
        company = self._company(rng)
        lists = self._lists(rng, company)
        half = rng.choice(_HALVES)
        # Enforcement visits are recent and stop at assignment; their documents are begun from there (statutory.py).
        enforcement = number % _EVERY_ENFORCEMENT == 2 and (self.today - day).days <= 14
        team = self.roster.pair(rng, day, half) if enforcement else self.roster.team(rng, lists, day, half)
        if not team:
            return None
        site = Site(
            rng=rng,
            visit=self._visit(
                f"past/{number}", rng, company, lists, day, team, "enforcement" if enforcement else "advisory"
            ),
            company=company,
            team=team,
            checklists=[self.checklists[key] for key in lists],
            roster=self.roster,
            today=self.today,
            starts=at(day, 9 if half == "am" else 14, rng.randrange(0, 50, 5)),
            first_number=made,
            seed=self.seed,
        )
        if number % _EVERY_DECLINED == 20 and not enforcement:
            return declined_visit(site)
        return past_visit(site, most)

    def coming(self) -> None:
        """Every expert has a visit today and on each of the next four workdays; today has two."""
        halves = [(self.today, half) for half in _HALVES]
        halves += [(day, _HALVES[index % 2]) for index, day in enumerate(workdays_after(self.today, 4))]
        number = 0
        for day, half in halves:
            while idle := self.roster.idle(day, half):
                rng = names.seeded("coming", self.seed, number)
                company, lists, team = self._for_expert(rng, idle[0], day, half)
                self.visits.append(
                    self._visit(f"coming/{number}", rng, company, lists, day, team, "advisory")
                )
                number += 1

    def _for_expert(
        self, rng: random.Random, expert: Person, day: dt.date, half: str
    ) -> tuple[Enterprise, list[str], list[Person]]:
        """An enterprise that needs this expert, who leads, with one or two others."""
        company = self._company(rng)
        while not set(self.roster.judges(expert)) & set(company.checklists):
            company = self._company(rng)
        main = next(key for key in company.checklists if key in self.roster.judges(expert))
        others = [key for key in company.checklists if key != main]
        lists = [main, *rng.sample(others, min(len(others), rng.randint(0, 1)))]
        return company, lists, self.roster.team_of(rng, expert, lists, day, half)

    def _company(self, rng: random.Random) -> Enterprise:
        """Larger and more dangerous enterprises are visited more often."""
        drawn = [rng.choice(self.companies) for _ in range(3)]
        return max(drawn, key=lambda company: len(company.hazards) + 2 * (company.scale == "规模以上"))

    def _lists(self, rng: random.Random, company: Enterprise) -> list[str]:
        return rng.sample(company.checklists, min(len(company.checklists), 1 if rng.random() < 0.45 else 2))

    def _visit(
        self, key: str, rng: random.Random, company: Enterprise, lists: Sequence[str], day: dt.date,
        team: Sequence[Person], track: str,
    ) -> Visit:  # fmt: skip
        planned_on = workdays_before(min(day, self.today), rng.randint(2, 6))[-1]
        return Visit(
            id=names.stable_id("visit", self.seed, key),
            enterprise_id=company.id,
            track="enforcement" if track == "enforcement" else "advisory",
            state="planned",
            planned_date=day,
            planned_at=at(planned_on, rng.randint(9, 16), rng.randrange(60)),
            planned_by=self.roster.section(company).id,
            lead=team[0].id,
            members=tuple(person.id for person in team[1:]),
            checklists=tuple(lists),
        )
