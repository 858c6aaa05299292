"""How many findings wait at each step and how many of them too long: the sums of SQL are those of domain.clocks, finding by finding."""

from __future__ import annotations

from collections import Counter
from typing import Any

from inspect_app.domain import clocks, dates
from inspect_app.domain.clocks import MAJOR, Deadlines
from inspect_app.queries import steps
from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms
from tests.conftest import County
from tests.helpers import ORG, TODAY, actor
from tests.store.test_tasks import finding_of

DAY_MS = 86_400_000


def test_every_step_is_counted_as_the_clocks_say(county: County) -> None:
    finding, now, settings = finding_of(county), now_ms(), Deadlines()
    with county.db.read() as connection:
        row = dict(connection.execute(t.finding.select().where(t.finding.c.id == finding)).mappings().one())
    made = []
    for n, state in enumerate(steps.STATES):
        for severity in ("general", "suspected_major", "major"):
            for days in (0, 1, 2, 3, 4, 9, 10, 11, 16):
                made.append(_like(row, len(made), state, severity, now - days * DAY_MS, days, n))
    with county.db.write() as connection:
        connection.execute(t.finding.insert(), made)
        connection.execute(t.finding.delete().where(t.finding.c.id == finding))
    want: Counter[tuple[str, str]] = Counter()
    late: Counter[tuple[str, str]] = Counter()
    for one in made:
        name = clocks.clock_of(one)
        if name is not None:
            key = (name, "major" if one["severity"] in MAJOR else "general")
            want[key] += 1
            late[key] += clocks.late(one, now, settings)
    with county.db.read() as connection:
        told = steps.waiting(connection, actor("p-sec"), now, settings)
    assert {(row["clock"], row["severity"]): row["n"] for row in told} == dict(want)
    assert {(row["clock"], row["severity"]): row["late"] for row in told} == {key: late[key] for key in want}
    assert sum(late.values()) > 50


def _like(
    row: dict[str, Any], key: int, state: str, severity: str, at: int, days: int, n: int
) -> dict[str, Any]:
    """A finding as its table might hold it in this state."""
    told: dict[str, Any] = {"department": "d-fire", "at": at}
    if days == 9:
        told["reply_by"] = dates.add_days(TODAY, -1)
    if days == 10:
        told |= {"answer": {"note": "已办"}, "answered_at": at}
    return {
        **row, "id": f"{key:08d}-0000-4000-8000-000000000000", "state": state, "severity": severity, "state_at": at, "due_date": dates.add_days(TODAY, 5 - days),
        "recheck_on": dates.add_days(TODAY, 3 - days), "outcome": {"result": "pass"} if days % 2 else None, "transfer": told if state == "transferred" else None,
        "org_id": ORG, "updated_seq": row["updated_seq"] + n,
    }  # fmt: skip


def test_a_township_counts_its_own_only(county: County) -> None:
    finding_of(county)
    with county.db.read() as connection:
        assert [row["n"] for row in steps.waiting(connection, actor("p-grid"), now_ms(), Deadlines())] == [1]
        assert steps.waiting(connection, actor("p-dept"), now_ms(), Deadlines()) == []
