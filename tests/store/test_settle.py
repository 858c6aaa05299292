"""核定: the bureau chooses between what two people wrote. The working copy follows, the signed version never does, and the log replays."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from inspect_app.commands import verify
from inspect_app.commands.settle import settle
from inspect_app.domain.rules import Refusal
from inspect_app.queries import conflicts
from inspect_app.queries import finding as q
from inspect_app.queries import visit as visit_queries
from tests.conftest import County
from tests.helpers import ORG, Tablet, actor, finding_ids, jpeg

PHOTO = jpeg(1)


def disputed(county: County, **other: Any) -> tuple[str, str]:
    """(visit, finding) of a received visit: the second expert wrote these fields at the same time as the first."""
    visit, one, two = county.plan(), county.tablet("p-exp1"), county.tablet("p-exp2")
    ops = one.inspection(visit, [PHOTO], suspected=bool(other.pop("suspected", False)))
    subject = next(op["subject"] for op in ops if op["path"] == "statement")
    theirs = [
        two.op(visit, f"visit/{visit}" if "/" in path else subject, path, value)
        for path, value in other.items()
    ]
    county.push(one, ops[:-1])
    county.push(two, theirs)
    county.push(one, [one.submit(visit, [*ops[:-1], *theirs])])
    county.photo(PHOTO)
    (finding,) = finding_ids(county.db, visit)
    return visit, finding


def open_conflicts(county: County, visit: str, finding: str) -> list[dict[str, Any]]:
    with county.db.read() as connection:
        row = q.one(connection, actor("p-sec"), finding)
        assert row is not None
        own = conflicts.of_finding(connection, ORG, row)
        paths = {conflict["path"] for conflict in own}
        return own + [c for c in conflicts.of_visit(connection, ORG, visit) if c["path"] not in paths]


def choose(county: County, conflict: dict[str, Any], value: Any, person: str = "p-sec") -> None:
    chosen = next(head["id"] for head in conflict["heads"] if head["value"] == value)
    settle(
        county.db, actor(person), conflict["subject"], conflict["path"], chosen, set(conflict["seen"].split())
    )


def test_the_choice_changes_the_working_copy_and_not_what_was_signed(county: County) -> None:
    visit, finding = disputed(county, statement="南侧门向内开启。", due_days=15)
    signed = county.row("finding", finding)["signed"]
    (due, statement) = open_conflicts(county, visit, finding)
    other = next(h["value"] for h in statement["heads"] if h["value"] != signed["statement"])

    choose(county, statement, other)
    choose(county, due, next(h["value"] for h in due["heads"] if h["value"] != signed["due_days"]))

    row = county.row("finding", finding)
    assert row["state"] == "submitted"
    assert row["statement"] == other
    assert row["due_days"] != signed["due_days"]
    assert row["signed"] == signed
    assert open_conflicts(county, visit, finding) == []
    assert county.row("visit", visit)["supplementary"] == 0
    with county.db.read() as connection:
        assert visit_queries.supplementary(connection, ORG, visit) == []
    assert verify.verify(county.db, ORG).problems == []


def test_a_conflict_of_the_visit_itself_is_settled_too_and_a_tablet_learns_it(small: County) -> None:
    visit, finding = disputed(small, **{"answer/elec-mgmt-01": "na"})
    (conflict,) = open_conflicts(small, visit, finding)
    choose(small, conflict, "na", "p-lead")
    assert open_conflicts(small, visit, finding) == []
    with small.db.read() as connection:
        head = visit_queries.fields(connection, ORG, visit)["answer/elec-mgmt-01"]
    assert (head["value"], head["author"]) == ("na", "p-lead")
    assert verify.verify(small.db, ORG).problems == []


def test_what_changed_after_the_page_was_shown_is_not_settled(small: County) -> None:
    visit, finding = disputed(small, statement="南侧门向内开启。")
    (conflict,) = open_conflicts(small, visit, finding)
    late = Tablet(small.db, "p-exp2")
    small.push(late, [late.op(visit, f"finding/{finding}", "statement", "又一种写法")])
    with pytest.raises(Refusal, match="又有变化"):
        choose(small, conflict, "南侧门向内开启。")
    with pytest.raises(Refusal, match="又有变化"):
        settle(small.db, actor("p-sec"), f"finding/{finding}", "location", "x", set())


def test_who_may_settle_and_what_only_a_leader_decides(small: County) -> None:
    visit, finding = disputed(small, suspected=True, suspected_major=None)
    (conflict,) = open_conflicts(small, visit, finding)
    for person, reason in (("p-off1", "不能"), ("p-exp1", "不能"), ("p-sec", "局领导")):
        with pytest.raises(Refusal, match=reason):
            choose(small, conflict, None, person)
    choose(small, conflict, None, "p-lead")
    row = small.row("finding", finding)
    assert (row["severity"], row["criterion"]) == ("general", None)
    assert verify.verify(small.db, ORG).problems == []


def test_taking_a_finding_back_needs_a_reason_and_so_another_form(small: County) -> None:
    visit, finding = disputed(small, location="二号车间")
    tablets = [small.tablet("p-exp1"), small.tablet("p-exp2")]
    for tablet, value in zip(tablets, (True, False), strict=True):
        small.push(tablet, [tablet.op(visit, f"finding/{finding}", "withdrawn", value)])
    found = {conflict["path"]: conflict for conflict in open_conflicts(small, visit, finding)}
    with pytest.raises(Refusal, match="作废"):
        choose(small, found["withdrawn"], True)
    choose(small, found["withdrawn"], False)
    assert [c["path"] for c in open_conflicts(small, visit, finding)] == ["location"]


def test_a_tablet_cannot_settle_by_itself(small: County) -> None:
    visit, finding = disputed(small, statement="南侧门向内开启。")
    tablet = small.tablet("p-exp1")
    value = {"path": "statement", "value": "x", "heads": ["000000001-000-aaaaaaaa", "000000001-000-bbbbbbbb"]}
    (result,) = small.push(tablet, [tablet.op(visit, f"finding/{finding}", "settle", value, "event")])
    assert (result.state, result.reason) == ("refused", "not_from_field")


def test_what_experts_saw_later_stands_at_the_finding(small: County) -> None:
    _, finding = disputed(small, location="二号车间")
    later, tablet = small.plan(planned_date="2026-11-27"), small.tablet()
    start = tablet.op(later, f"visit/{later}", "start", {"at": "2026-11-27T02:00:00Z"}, "event")
    seen = {"state": "stands", "at": "2026-11-27T02:10:00Z", "note": "门仍向内开"}
    photo = {"at": "2026-11-27T02:11:00Z", "w": 640, "h": 480}
    small.push(
        tablet,
        [
            start,
            tablet.op(later, f"visit/{later}", f"earlier/{finding}", seen),
            tablet.op(later, f"visit/{later}", f"earlier_photo/{finding}/{'a' * 64}", photo),
            tablet.op(later, f"visit/{later}", f"earlier/{uuid.uuid4()}", {**seen, "state": "gone"}),
        ],
    )
    with small.db.read() as connection:
        row = q.one(connection, actor("p-sec"), finding)
        assert row is not None
        assert q.sightings(connection, ORG, row) == [
            {
                "on": "2026-11-27",
                "name": "王建国",
                "state": "stands",
                "note": "门仍向内开",
                "visit": later,
                "photos": ["a" * 64],
            }
        ]
    assert small.row("finding", finding)["state"] == "submitted"
