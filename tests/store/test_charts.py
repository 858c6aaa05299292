"""统计图表: every figure against a naive count of the same rows, on both databases; what today's page counts; the definitions themselves."""

from __future__ import annotations

import random
import statistics
import uuid
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain import dates, rules
from inspect_app.domain.clocks import Deadlines, suggest_escalation
from inspect_app.domain.counting import ASSIGNED, FOUND, NOT_CLOSED, median
from inspect_app.queries import charts, dashboard, tally
from inspect_app.storage import tables as t
from tests.conftest import County
from tests.helpers import ORG, actor
from tests.store.test_warnings import finding, ms, put

TODAY = "2026-11-28"
SETTINGS = Deadlines()
MONTHS = dashboard.month_names(TODAY)


def random_findings(dice: random.Random, count: int) -> list[dict[str, Any]]:
    made = []
    for _ in range(count):
        found = dates.add_days(TODAY, -dice.randint(0, 500))
        due = dates.add_days(found, dice.randint(0, 40)) if dice.random() < 0.9 else None
        state = dice.choice([state for state in rules.FINDING_STATES if state])
        told = ms(dates.add_days(found, dice.randint(0, 3)), dice.randint(0, 23))
        handed = (
            ms(dates.add_days(due or found, dice.randint(-10, 30)), dice.randint(0, 23))
            if state in ("feedback", "rechecking", "closed")
            else None
        )
        closed = told + dice.randint(0, 70 * 86_400_000) if state == "closed" else None
        firm = dice.choice(("e-1", "e-2"))
        made.append(
            finding(
                state, due, found_on=found, enterprise_id=firm, township_id=f"41112210{int(firm == 'e-2')}", feedback_at=handed, closed_at=closed, notified_at=told,
                severity=dice.choice(("general", "general", "general", "major", "suspected_major")), recurs=str(uuid.uuid4()) if dice.random() < 0.1 else None,
                item=dice.choice((None, *(f"item-{n:02d}" for n in range(30)))), checklist="electrical@0.1.0", criterion=dice.choice((None, "判据甲", "判据乙")),
            )
        )  # fmt: skip
    return made


def naive_month(rows: list[dict[str, Any]], month: str) -> dict[str, Any]:
    """One month, one finding at a time."""

    def of(ms_: int | None) -> str:
        return dates.day_of(ms_)[:7] if ms_ else ""

    found = [r for r in rows if r["found_on"][:7] == month and r["state"] in FOUND]
    due = [r for r in rows if (r["due_date"] or "")[:7] == month and r["state"] in ASSIGNED]
    assigned = [r for r in found if r["state"] in ASSIGNED]
    closed = [r for r in rows if r["state"] == "closed" and of(r["closed_at"]) == month]
    end = f"{month}-99"
    late = [
        r for r in rows
        if r["state"] in charts.STOCK and r["due_date"] and r["due_date"] < end
        and (r["state"] in rules.RUNNING or not r["feedback_at"] or dates.day_of(r["feedback_at"]) > end)
    ]  # fmt: skip
    if month == MONTHS[-1]:
        late = [r for r in rows if r["state"] in rules.RUNNING and r["due_date"] and r["due_date"] < TODAY]
    took = [(r["closed_at"] - r["notified_at"]) // 86_400_000 for r in closed]
    major = [r for r in found if r["severity"] == "major"]
    return {
        "month": month, "found": len(found), "closed": len(closed), "due": len(due), "due_closed": sum(r["state"] == "closed" for r in due),
        "assigned": len(assigned), "assigned_closed": sum(r["state"] == "closed" for r in assigned), "overdue": len(late),
        "major": len(major), "major_closed": sum(r["state"] == "closed" for r in major), "recurs": sum(bool(r["recurs"]) for r in found),
        "median": statistics.median(took) if took else None, "handled": len(took),
    }  # fmt: skip


def test_the_months_agree_with_a_naive_count_of_eight_hundred_findings(county: County) -> None:
    rows = random_findings(random.Random(5), 800)
    put(county, *rows)
    with county.db.read() as connection:
        told = charts.progress(connection, actor("p-sec"), TODAY)
        of_township = charts.progress(connection, actor("p-grid"), TODAY)
    assert told["months"] == [naive_month(rows, month) for month in MONTHS]
    assert sum(one["n"] for one in told["spread"]) == sum(month["handled"] for month in told["months"])
    own = [row for row in rows if row["township_id"] == "411122100"]
    assert of_township["months"] == [naive_month(own, month) for month in MONTHS]


def test_where_things_were_found_agrees_with_a_naive_count(county: County) -> None:
    rows = random_findings(random.Random(6), 600)
    put(county, *rows)
    since = charts.since(TODAY)
    counted = [row for row in rows if row["found_on"] >= since and row["state"] in FOUND]
    with county.db.read() as connection:
        items = charts.top_items(connection, actor("p-sec"), TODAY)
        criteria = charts.criteria(connection, actor("p-sec"), TODAY)
        heat = charts.heat(connection, actor("p-sec"), TODAY)
    by_item: dict[str, int] = {}
    for row in counted:
        if row["item"]:
            by_item[row["item"]] = by_item.get(row["item"], 0) + 1
    assert [(row["item"], row["n"]) for row in items] == sorted(
        by_item.items(), key=lambda pair: (-pair[1], pair[0])
    )[:20]
    majors = [row["criterion"] for row in counted if row["severity"] == "major" and row["criterion"]]
    assert {row["criterion"]: row["n"] for row in criteria} == {
        name: majors.count(name) for name in set(majors)
    }
    assert heat["industries"] == ["农副食品加工业"]
    assert [(place["name"], place["counts"], place["others"]) for place in heat["townships"]] == [
        ("城关街道", [sum(row["township_id"] == "411122100" for row in counted)], 0),
        ("杜曲镇", [sum(row["township_id"] == "411122101" for row in counted)], 0),
    ]


def test_an_item_is_named_by_its_checklist(county: County) -> None:
    put(county, finding("confirmed", None, item="elec-sub-01", checklist="electrical@0.1.0", found_on=TODAY))
    with county.db.read() as connection:
        [row] = charts.top_items(connection, actor("p-sec"), TODAY)
    assert (row["title"], row["n"]) == ("配电室门向外开启", 1)


def test_today_counts_what_waits_and_what_is_to_be_referred(county: County) -> None:
    rows = random_findings(random.Random(7), 400)
    put(county, *rows)
    at = [
        finding("transferred", None, transfer={"department": "d-fire", **told})
        for told in ({}, {"answer": {"note": "已办"}})
    ]
    put(county, *at)
    rows += at
    late = [
        row for row in rows if row["state"] in rules.RUNNING and row["due_date"] and row["due_date"] < TODAY
    ]
    with county.db.read() as connection:
        counted = tally.cells(connection, actor("p-sec"), TODAY)
        numbers = dashboard.numbers(connection, actor("p-sec"), counted)
        listed, total = dashboard.referrals(connection, actor("p-sec"), TODAY, SETTINGS)
    proposed = {row["id"] for row in rows if suggest_escalation(row, TODAY, SETTINGS)}
    assert {row["id"] for row in listed} == proposed
    assert total == len(proposed)
    assert (numbers["refer"], numbers["overdue"]) == (len(proposed), len(late))
    assert numbers["ext_pending"] == sum(row["state"] == "ext_pending" for row in rows)
    assert numbers["recurs"] == sum(bool(row["recurs"]) and row["state"] in NOT_CLOSED for row in rows)
    assert numbers["transferred"] == sum(row["state"] == "transferred" for row in rows) - 1


def test_every_state_of_a_finding_is_either_counted_as_found_or_known_not_to_be() -> None:
    """A state added to the rules must be put somewhere knowingly."""
    assert set(FOUND) | {"", "submitted", "returned", "merged", "cancelled"} == set(rules.FINDING_STATES)
    assert set(FOUND) - set(ASSIGNED) == {"confirmed", "graded", "supervised", "transferred"}


@given(st.lists(st.integers(0, 90)))
def test_the_median_of_counted_values_is_the_median(values: list[int]) -> None:
    counted = {value: values.count(value) for value in values}
    assert median(counted) == (statistics.median(values) if values else None)


def test_another_bureau_is_not_counted(county: County) -> None:
    with county.db.write() as connection:
        connection.execute(t.org.insert().values(id="410000", seq=0, chain="", clock=""))
    put(county, {**finding("confirmed", None, found_on=TODAY), "org_id": "410000"})
    with county.db.read() as connection:
        assert (
            sum(month["found"] for month in charts.progress(connection, actor("p-sec"), TODAY)["months"]) == 0
        )
        assert (
            sum(
                month["found"]
                for month in charts.progress(connection, actor("p-sec", "410000"), TODAY)["months"]
            )
            == 1
        )
    assert ORG != "410000"
