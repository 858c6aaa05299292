"""Who can go: experts by the checklists they judge, officers in pairs, nobody twice at one time."""

import datetime as dt
import random
from collections.abc import Sequence

from inspect_app.demo.enterprises import Enterprise
from inspect_app.demo.people import SPECIALTY_BY_ID, Person


class Roster:
    """The bureau's people by what they do, and the half days on which each is taken."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.experts = [person for person in people if person.role == "expert"]
        self.officers = [person for person in people if person.role == "officer"]
        self.leaders = [person for person in people if person.role == "leader"]
        self._sections = [person for person in people if person.role == "section"]
        self.committee = next(person for person in people if person.role == "committee")
        self.fire_brigade = next(person for person in people if person.username == "xiaofang")
        self._taken: set[tuple[str, dt.date, str]] = set()

    def section(self, enterprise: Enterprise) -> Person:
        """The clerk in charge: hazardous chemicals by 危化科, everything else by 工贸科."""
        name = "危化科" if "hazchem" in enterprise.hazards else "工贸科"
        return next(person for person in self._sections if person.section == name)

    def judges(self, expert: Person) -> tuple[str, ...]:
        """Ids of the checklists of the expert's specialty."""
        return SPECIALTY_BY_ID[expert.specialty].checklists

    def team(self, rng: random.Random, checklists: Sequence[str], day: dt.date, half: str) -> list[Person]:
        """A free lead for the first checklist and one or two members; [] when nobody is free."""
        leads = [expert for expert in self.idle(day, half) if checklists[0] in self.judges(expert)]
        return self.team_of(rng, rng.choice(leads), checklists, day, half) if leads else []

    def team_of(
        self, rng: random.Random, lead: Person, checklists: Sequence[str], day: dt.date, half: str
    ) -> list[Person]:
        """`lead` with one or two free members, for the further checklists first."""
        team = [lead]
        size = rng.randint(1, 2)
        # One or two members, whichever doesn't leave a single expert behind with nobody to go with.
        if len(self.idle(day, half)) - 1 - size == 1:
            size = 3 - size
        others = [*checklists[1:], *rng.choices(list(SPECIALTY_BY_ID), k=2)][:size]
        for wish in others:
            free = [expert for expert in self.idle(day, half) if expert not in team]
            fitting = [e for e in free if wish in self.judges(e) or wish == e.specialty]
            if free:
                team.append(rng.choice(fitting or free))
        return self._take(team, day, half)

    def pair(self, rng: random.Random, day: dt.date, half: str) -> list[Person]:
        """Two free officers (行政处罚法第四十二条 asks for two at least); [] when there are not two."""
        free = [officer for officer in self.officers if self._free(officer, day, half)]
        return self._take(rng.sample(free, 2), day, half) if len(free) >= 2 else []

    def idle(self, day: dt.date, half: str) -> list[Person]:
        return [expert for expert in self.experts if self._free(expert, day, half)]

    def _free(self, person: Person, day: dt.date, half: str) -> bool:
        return (person.id, day, half) not in self._taken

    def _take(self, team: list[Person], day: dt.date, half: str) -> list[Person]:
        self._taken.update((person.id, day, half) for person in team)
        return team
