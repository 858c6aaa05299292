"""What is kept of findings that have ended, and added to: after every command of random lives the same as counted from nothing; on both databases."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands.log import writing
from inspect_app.domain import dates
from inspect_app.domain.people import Actor, system
from inspect_app.queries import charts, dashboard, ended, ledger, tally, warning
from inspect_app.queries.ledger_filters import Filters
from inspect_app.storage import tables as t
from tests.conftest import County
from tests.helpers import ORG, actor

TODAY = "2026-06-30"
PEOPLE = ("p-sec", "p-grid", "p-dept")
CASES = 16


def figures(connection: sa.Connection, who: Actor) -> dict[str, Any]:
    """All that is counted with `ended.counted`, and what is made of it."""
    return {
        "tally": sorted(tally.cells(connection, who, TODAY), key=repr),
        "overview": dashboard.overview(connection, who, TODAY),
        "progress": charts.progress(connection, who, TODAY),
        "items": charts.top_items(connection, who, TODAY),
        "criteria": charts.criteria(connection, who, TODAY),
        "heat": charts.heat(connection, who, TODAY),
        "levels": warning.levels(connection, who, TODAY),
        "ledger": ledger.page(connection, who, Filters(severity="general"), TODAY, None, None).counts,
    }


class Case:
    """One finding on its way to its end: most are closed, some merged or cancelled, and some of the closed are looked at again."""

    def __init__(self, county: County, chance: random.Random) -> None:
        self.db, self.chance, self.key = (
            county.db,
            chance,
            str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        )
        self.found = dates.add_days(TODAY, -chance.randrange(0, 400))
        self.steps = self.plan()

    def plan(self) -> list[tuple[Actor, str, dict[str, Any]]]:
        """Whom it takes, in order; the last steps of some are left out."""
        c, desk, lead, officer = self.chance, actor("p-sec"), actor("p-lead"), actor("p-off1")
        n, document = c.choice((1, 2)), str(uuid.UUID(int=c.getrandbits(128), version=4))
        item = {
            "checklist": "electrical",
            "version": "0.1.0",
            "item": c.choice(["elec-sub-01", "elec-mgmt-01"]),
        }
        facts = {
            "statement": "配电室门向内开启",
            "measure": "改正",
            "due_days": 7,
            "photos": [],
            "location": "东侧",
            "item": item,
        }
        told = {
            "enterprise": f"e-{n}",
            "township": f"41112210{n - 1}",
            "track": "advisory",
            "found_on": self.found,
        }
        submitted = [(system(ORG), "submit", {"version": 1, "facts": facts, **told})]
        if c.random() < 0.2:
            return [*submitted, (desk, "cancel", {"reason": "重复"})]
        major = {"severity": "major", "criterion": c.choice(["第三条", "第四条"])}
        proof = {
            "measure": "已改",
            "owner": "韩安全",
            "done_on": TODAY,
            "photos": ["0" * 64],
            "cost_cents": 0,
        }
        outcome = {"reinspector": "p-off1", "at": "2026-06-20T02:00:00Z", "note": "看过"}
        basis = [{"name": "安全生产法", "number": "", "clause": "36"}]
        steps = [
            *submitted, (desk, "confirm", {}), (lead, "grade", c.choice([{"severity": "general"}, {"severity": "general"}, major])),
            (desk, "assign", {"due_date": dates.add_days(self.found, c.choice([3, 7, 30])), "basis": basis}), (desk, "notify", {"document": document}),
            (Actor(ORG, "p-ent1", "ent_safety", enterprise=f"e-{n}"), "feedback", proof), (desk, "recheck", {"reinspector": "p-off1", "planned_date": TODAY}),
            (officer, "pass", outcome), (desk, "endorse", {"name": "杨经理", "paper": True, "on": TODAY}), (lead, "close_out", {"note": ""}),
            (officer, "follow_up", {"on": TODAY, "result": "kept", "note": "现场复看", "photos": []}),
        ]  # fmt: skip
        return steps[: c.choice([3, 5, 8, len(steps) - 1, len(steps) - 1, len(steps)])]

    def go(self) -> str:
        """The next step; its name."""
        who, path, value = self.steps.pop(0)
        with writing(self.db, ORG) as log:
            log.event(who, f"finding/{self.key}", path, value, visit=self.key)
        return path


def days(county: County, chance: random.Random, count: int) -> Iterator[str]:
    """Cases of which one at random takes a step, until all have come as far as they do."""
    cases = [Case(county, chance) for _ in range(count)]
    while cases := [case for case in cases if case.steps]:
        case = chance.choice(cases)
        yield case.go()


def compare(county: County) -> None:
    """What is kept with what a write transaction counts, where nothing is."""
    for person in PEOPLE:
        with county.db.read() as connection:
            kept = figures(connection, actor(person))
        with county.db.write() as connection:
            assert kept == figures(connection, actor(person)), person


def test_after_every_step_the_figures_are_those_counted_from_nothing(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    added: list[int] = []
    real = ended._added

    def noted(connection: sa.Connection, org: str, since: int) -> list[str] | None:
        found = real(connection, org, since)
        added.append(len(found or []))
        return found

    monkeypatch.setattr(ended, "_added", noted)
    for n, path in enumerate(days(county, random.Random(20261128), CASES)):
        if n % 4 == 0 or path in ("close_out", "follow_up"):  # mostly several things have changed
            compare(county)
    with county.db.read() as connection:
        by_state = dict(
            connection.execute(
                sa.select(t.finding.c.state, sa.func.count()).group_by(t.finding.c.state)
            ).all()
        )  # type: ignore[arg-type]
    assert by_state["closed"] > CASES // 4
    assert by_state["cancelled"]
    assert {0, 1} <= set(added), "nothing to add, and one that ended"


def test_what_ended_is_counted_anew_only_when_it_changes(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, chance = actor("p-sec"), random.Random(7)
    assert sum(1 for _ in days(county, chance, CASES)) > CASES
    asked: list[sa.ColumnElement[bool]] = []

    def count(tests: sa.ColumnElement[bool]) -> dict[str, int]:
        asked.append(tests)
        query = sa.select(t.finding.c.state, sa.func.count()).where(t.finding.c.org_id == ORG, tests)
        return dict(connection.execute(query.group_by(t.finding.c.state)).all())  # type: ignore[arg-type]

    def spoken() -> list[str]:
        asked.clear()
        ended.counted(connection, who, ("test",), count)
        return ["all" if one.compare(ended.F.state.in_(ended.ENDED)) else "some" for one in asked]

    with county.db.read() as connection:
        assert spoken() == ["all", "some"]
        fresh = (t.finding.c.state == "closed") & (t.finding.c.followed.cast(sa.Text).in_(("null", "[]")))
        closed = connection.scalar(sa.select(t.finding.c.id).where(fresh).limit(1))
        assert closed
    with county.db.read() as connection:
        assert spoken() == ["some"], "only what is open"
    later = Case(county, random.Random(1))
    while later.steps and later.steps[0][1] != "follow_up":
        later.go()
    with county.db.read() as connection:
        assert spoken() == ["some", "some"], "what ended since, and what is open"
    with writing(county.db, ORG) as log:
        log.event(actor("p-sec"), f"finding/{closed}", "follow_up", {"on": TODAY, "result": "kept", "note": "现场复看", "photos": []})  # fmt: skip
    with county.db.read() as connection:
        assert spoken() == ["all", "some"]
    with county.db.write() as connection:
        assert spoken() == ["all", "some"], "inside a write transaction nothing is kept"


def test_of_very_many_that_ended_all_are_counted(small: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ended, "MOST_ADDED", 0)
    for n, _ in enumerate(days(small, random.Random(3), 5)):
        if n % 5 == 0:
            compare(small)
    compare(small)
