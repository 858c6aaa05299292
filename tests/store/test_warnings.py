"""整改预警 in the database: the grouped query against a naive count of the same rows, the record of changes, and the bureau's thresholds."""

from __future__ import annotations

import random
import uuid
from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands import remind, warnings
from inspect_app.commands.log import writing
from inspect_app.commands.verify import verify
from inspect_app.commands.warnings import Stale, Unfit
from inspect_app.domain import dates, rules
from inspect_app.domain.people import system
from inspect_app.domain.rules import Refusal
from inspect_app.domain.warning import Counts, Thresholds
from inspect_app.queries import tally
from inspect_app.queries import warning as q
from inspect_app.storage import tables as t
from inspect_app.storage.days import county_day
from tests.conftest import County
from tests.helpers import ORG, actor, grow

TODAY = "2026-11-28"
DEFAULT = {
    "blue": "95",
    "yellow": "85",
    "orange": "60",
    "yellow_days": "3",
    "orange_days": "15",
    "months": "12",
}


def ms(day: str, hour: int = 12) -> int:
    return dates.parse_instant(f"{day}T{hour:02d}:00:00+08:00")


def finding(state: str, due: str | None, **more: Any) -> dict[str, Any]:
    """A row as the fold would leave it, as far as levels ask for it."""
    return {
        "org_id": ORG, "id": str(uuid.uuid4()), "state": state, "enterprise_id": "e-1", "township_id": "411122100", "track": "advisory", "version": 1,
        "severity": "general", "location": "车间", "statement": "问题", "measure": "", "due_date": due, "found_on": "2026-10-01", "photos": [],
        "round": 1, "after_photos": [], "updated_at": 0, "updated_seq": 0, "feedback_at": None, "closed_at": None, "recurs": None, "listed_at": None, **more,
    }  # fmt: skip


def put(county: County, *findings: dict[str, Any]) -> None:
    with county.db.write() as connection:
        connection.execute(t.finding.insert(), list(findings))
    grow(county.db)


def levels(county: County, person: str = "p-sec") -> q.Levels:
    with county.db.read() as connection:
        return q.levels(connection, actor(person), TODAY)


def closed(due: str, handed: str, **more: Any) -> dict[str, Any]:
    return finding("closed", due, feedback_at=ms(handed, 23), closed_at=ms(TODAY), **more)


def test_days_are_those_of_the_county(county: County) -> None:
    with county.db.read() as connection:
        for instant, day in (("2026-11-27T15:59:59Z", "2026-11-27"), ("2026-11-27T16:00:00Z", "2026-11-28")):
            found = connection.scalar(
                sa.select(county_day(sa.literal(dates.parse_instant(instant), sa.BigInteger)))
            )
            assert found == day
        assert connection.scalar(sa.select(county_day(sa.cast(sa.null(), sa.BigInteger)))) is None


def test_an_enterprise_is_judged_by_what_was_due_and_when_it_handed_in(county: County) -> None:
    put(
        county,
        closed("2026-11-01", "2026-11-01"),
        closed("2026-11-01", "2026-11-02"),
        closed("2025-11-01", "2026-01-02"),  # longer ago than the twelve months that count
        finding("rectifying", TODAY),  # due today: not late yet
        finding("ext_pending", "2026-11-24"),
        finding("feedback", "2026-11-20", feedback_at=ms("2026-11-20")),  # waits for the bureau
        finding("rechecking", "2026-11-20", feedback_at=ms("2026-11-21")),
        finding("assigned", "2026-11-20"),  # its notice was never served
        finding("cancelled", "2026-11-20"), finding("transferred", "2026-11-20", severity="major"),
    )  # fmt: skip
    found = levels(county)
    one, two = found.enterprises
    assert (one.key, one.counts) == ("e-1", Counts(due=4, on_time=1, overdue=1, days=4))
    assert (one.level, one.rate, one.township) == ("red", "25.0%", "城关街道")
    assert one.verdict.why == "达标率 25.0%（1/4），低于 60%，列为红色"
    assert (two.counts, two.level) == (Counts(), "blue")
    assert [(place.name, place.level) for place in found.townships] == [
        ("城关街道", "red"),
        ("杜曲镇", "blue"),
    ]
    assert [(trade.name, trade.counts.due) for trade in found.industries] == [("农副食品加工业", 4)]
    with county.db.read() as connection:
        counted = tally.cells(connection, actor("p-sec"), TODAY)
        assert q.of_townships(connection, actor("p-sec"), counted, TODAY) == {
            "411122100": found.townships[0].verdict
        }
    assert found.townships[0].verdict.noted == ("逾期 1 条，最长 4 天",)
    assert [row["state"] for row in behind(county)] == ["ext_pending"]
    assert [place.name for place in levels(county, "p-grid").townships] == ["城关街道"]


def behind(county: County) -> list[dict[str, Any]]:
    with county.db.read() as connection:
        return q.behind(connection, actor("p-sec"), "e-1", TODAY)


def test_an_open_major_or_listed_or_recurring_finding_decides(county: County) -> None:
    put(
        county,
        finding("graded", None, severity="major", enterprise_id="e-2", township_id="411122101"),
        finding(
            "rectifying",
            "2026-12-20",
            severity="major",
            enterprise_id="e-2",
            township_id="411122101",
            listed_at=1,
        ),
        finding(
            "closed",
            "2026-12-20",
            severity="major",
            enterprise_id="e-2",
            township_id="411122101",
            listed_at=1,
        ),
        finding("rectifying", "2026-12-20", recurs=str(uuid.uuid4())),
        finding("submitted", None, severity="suspected_major"),
    )
    two, one = sorted(levels(county).enterprises, key=lambda firm: firm.key, reverse=True)
    assert (one.level, one.counts) == ("orange", Counts(recurring=1))
    assert (two.level, two.counts) == ("red", Counts(major=2, listed=1))
    with county.db.read() as connection:
        assert q.of_enterprise(connection, ORG, "e-2", TODAY).counts == two.counts
        assert q.of_enterprise(connection, ORG, "e-none", TODAY).level == "blue"


def _naive(rows: list[dict[str, Any]], today: str) -> Counts:
    """The definition once more, one finding at a time."""
    due = on_time = overdue = days = recurring = major = listed = 0
    for row in rows:
        deadline, state = row["due_date"], row["state"]
        handed = dates.day_of(row["feedback_at"]) if row["feedback_at"] else None
        if deadline and dates.add_months(today, -12) <= deadline < today:
            late = handed is None or handed > deadline
            if state == "closed":
                due, on_time = due + 1, on_time + (not late)
            elif state in ("rectifying", "ext_pending", "enforcement", "enforced") or (
                state in ("feedback", "rechecking") and handed and late
            ):
                due += 1
        if state in ("rectifying", "ext_pending") and deadline and deadline < today:
            overdue, days = overdue + 1, max(days, dates.days_between(deadline, today))
        if state not in ("submitted", "returned", "merged", "closed", "cancelled", "enforced", "transferred"):
            recurring, major = recurring + bool(row["recurs"]), major + (row["severity"] == "major")
            listed += bool(row["listed_at"])
    return Counts(due, on_time, overdue, days, recurring, major, listed)  # fmt: skip


def test_a_naive_count_of_six_hundred_random_findings_agrees(county: County) -> None:
    dice = random.Random(20261128)
    made = []
    for _ in range(600):
        due = dice.choice(
            [None, dates.add_days(TODAY, dice.randint(-500, 40)), dates.add_days(TODAY, dice.randint(-3, 3))]
        )
        handed = (
            ms(dates.add_days(due or TODAY, dice.randint(-5, 5)), dice.randint(0, 23))
            if dice.random() < 0.7
            else None
        )
        firm = dice.choice(("e-1", "e-2"))
        made.append(
            finding(
                dice.choice([state for state in rules.FINDING_STATES if state]), due, enterprise_id=firm, township_id=f"41112210{firm[-1] == '2':d}",
                feedback_at=handed, recurs=str(uuid.uuid4()) if dice.random() < 0.05 else None, severity="major" if dice.random() < 0.05 else "general",
                listed_at=ms(TODAY) if dice.random() < 0.05 else None,
            )
        )  # fmt: skip
    put(county, *made)
    found = levels(county)
    for firm in found.enterprises:
        assert firm.counts == _naive([row for row in made if row["enterprise_id"] == firm.key], TODAY)
    assert found.industries[0].counts == _naive(made, TODAY)
    for place in found.townships:
        assert place.counts == _naive([row for row in made if row["township_id"] == place.key], TODAY)


# --- the record --------------------------------------------------------------------------------------------------------------------------


def history(county: County, of: str = "enterprise", key: str = "e-1") -> list[tuple[str, str]]:
    with county.db.read() as connection:
        return [(row["day"], row["level"]) for row in q.history(connection, ORG, of, key)]


def test_only_changes_are_recorded_and_once_a_day(county: County) -> None:
    late = finding("rectifying", "2026-11-25")
    assert warnings.record(county.db, ORG, TODAY) == 0
    put(county, late)
    assert warnings.record(county.db, ORG, TODAY) == 3  # the enterprise, its township, its industry
    assert warnings.record(county.db, ORG, TODAY) == 3
    assert history(county) == [(TODAY, "red")]  # 0 of 1
    assert warnings.record(county.db, ORG, "2026-11-29") == 0
    with county.db.write() as connection:
        connection.execute(
            t.finding.update().values(
                state="closed", feedback_at=ms("2026-11-25"), closed_at=ms("2026-11-30")
            )
        )
    grow(county.db)
    warnings.record(county.db, ORG, "2026-11-30")
    assert history(county) == [("2026-11-30", "blue"), (TODAY, "red")]
    assert history(county, "township", "411122100") == history(county)
    with county.db.read() as connection:
        why = q.history(connection, ORG, "enterprise", "e-1")[1]["facts"]
    assert why["counts"]["overdue"] == 1
    assert "列为红色" in why["why"]
    assert why["thresholds"] == {**{name: int(value) for name, value in DEFAULT.items()}, "areas": "rate"}


def test_what_changed_and_changed_back_within_a_day_leaves_no_trace(county: County) -> None:
    put(county, finding("rectifying", "2026-11-25"))
    warnings.record(county.db, ORG, TODAY)
    with county.db.write() as connection:
        connection.execute(t.finding.update().values(state="cancelled"))
    grow(county.db)
    assert warnings.record(county.db, ORG, TODAY) == 0
    assert history(county) == []


def test_the_daily_round_records_them(county: County) -> None:
    put(county, finding("rectifying", "2026-11-25"))
    remind.remind(county.db, ORG, TODAY)
    assert history(county) == [(TODAY, "red")]


# --- thresholds --------------------------------------------------------------------------------------------------------------------------


def change(county: County, person: str = "p-lead", seen: int = 0, **fields: str) -> bool:
    return warnings.change(county.db, actor(person), {**DEFAULT, **fields}, seen)


def test_thresholds_are_one_op_that_levels_follow_and_a_replay_repeats(county: County) -> None:
    put(
        county,
        closed("2026-11-01", "2026-11-01"),
        closed("2026-11-02", "2026-11-03"),
    )
    assert levels(county).enterprises[0].level == "red"
    assert change(county, orange="50")
    assert levels(county).enterprises[0].level == "orange"
    with county.db.read() as connection:
        [kept] = warnings.versions(connection, ORG)
        assert q.thresholds(connection, ORG) == Thresholds(orange=50)
    assert (kept["name"], kept["value"]["orange"]) == ("刘局长", 50)
    assert not change(county, seen=kept["seq"], orange="50")
    with county.db.write() as connection:
        connection.execute(t.finding.delete())  # they were no ops
    assert verify(county.db, ORG).problems == []


def test_who_may_and_what_is_refused(county: County) -> None:
    with pytest.raises(Refusal, match="局领导或系统管理员"):
        change(county, "p-sec", orange="50")
    with pytest.raises(Unfit) as caught:
        change(county, yellow="96")
    assert [(problem.field, problem.text) for problem in caught.value.problems] == [
        ("yellow", "黄色的达标率须低于蓝色的 95%")
    ]
    assert change(county, orange="50")
    with pytest.raises(Stale, match="刘局长已修改"):
        change(county, "p-admin", orange="40")
    with county.db.read() as connection:
        assert len(warnings.versions(connection, ORG)) == 1


def test_two_bureaus_do_not_see_each_others_levels(county: County) -> None:
    with county.db.write() as connection:
        connection.execute(t.org.insert().values(id="410000", seq=0, chain="", clock=""))
    with writing(county.db, "410000") as log:
        log.record(system("410000"), "enterprise/e-1", {"name": "另一家", "hazards": []})
    put(county, finding("rectifying", "2026-11-01"))
    with county.db.read() as connection:
        [other] = q.levels(connection, system("410000"), TODAY).enterprises
    assert (other.name, other.level, other.industry) == ("另一家", "blue", q.NO_INDUSTRY)
