"""What is unusual in a draft, and the calendar it is reckoned with."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from inspect_app.domain import dates
from inspect_app.domain.doc_gaps import cautions
from inspect_app.domain.doc_samples import sample


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("2026-11-27", 6, "2027-05-27"), ("2026-08-31", 6, "2027-02-28"), ("2026-12-01", 1, "2027-01-01"), ("2027-08-31", 6, "2028-02-29")],
)  # fmt: skip
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: str, months: int, later: str
) -> None:
    assert dates.add_months(day, months) == later


@pytest.mark.parametrize(("until", "count"), [("", 0), ("2027-06-01", 0), ("2027-06-02", 1)])
def test_measures_on_site_beyond_six_months_of_their_issue_are_unusual(until: str, count: int) -> None:
    facts = sample("doc_site_measures")
    facts = replace(facts, issue_date="2026-12-01", fields={**facts.fields, "until": until})
    assert len(cautions(facts)) == count
