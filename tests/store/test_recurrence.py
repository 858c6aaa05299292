"""What was closed is looked at again, once per term; what comes back within twelve months is found by itself."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands import findings, followups, verify
from inspect_app.commands.log import Log
from inspect_app.domain import dates
from inspect_app.domain import followups as rule
from inspect_app.domain.people import system
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database
from tests.conftest import County, together
from tests.helpers import ORG, TODAY, actor, finding_ids, jpeg

DAY_MS = 86_400_000


def inspected(county: County, seed: int = 1, **how: Any) -> str:
    """A finding of item elec-sub-01 that was submitted."""
    visit, tablet, picture = county.plan(**how), county.tablet(), jpeg(seed)
    county.push(tablet, tablet.inspection(visit, [picture]))
    county.photo(picture)
    (finding,) = finding_ids(county.db, visit)
    return finding


def closed(county: County, days_ago: int = 0, seed: int = 1) -> str:
    """A finding that was closed so many days ago, all of it by events of the log."""
    finding = inspected(county, seed)
    after = county.photo(jpeg(seed + 50)).sha256
    then = dates.parse_instant(f"{TODAY}T04:00:00Z") - days_ago * DAY_MS
    proof = {"measure": "已改", "owner": "韩安全", "done_on": TODAY, "photos": [after]}
    seen = {"reinspector": "p-off1", "at": dates.instant(then), "note": "已外开"}
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("p-sec", "confirm", {}), ("p-sec", "grade", {"severity": "general"}), ("p-sec", "assign", {"due_date": dates.add_days(TODAY, 20)}),
        ("p-sec", "notify", {"document": "00000000-0000-4000-8000-000000000001"}), ("p-ent1", "feedback", proof),
        ("p-sec", "recheck", {"reinspector": "p-off1", "planned_date": TODAY}), ("p-off1", "pass", seen), ("p-sec", "close_out", {}),
    ]  # fmt: skip
    with county.db.write() as connection:
        log = Log(county.db, connection, ORG, then)
        for person, command, value in steps:
            log.event(actor(person), f"finding/{finding}", command, value)
        log.flush()
    return finding


def visits_asked(county: County) -> list[str]:
    with county.db.read() as connection:
        return list(connection.scalars(sa.select(t.task.c.id).where(t.task.c.kind == "follow_up")))


def everybody(county: County) -> None:
    """All closed findings are visited, not a share."""
    with county.db.write() as connection:
        log = Log(county.db, connection, ORG)
        log.record(system(ORG), "setting/followups", {"share": 100})
        log.flush()


def test_the_same_item_within_twelve_months_of_its_close_out_is_marked_by_itself(county: County) -> None:
    first = closed(county, 200)
    second = inspected(county, 7)
    row = county.row("finding", second)
    assert (row["state"], row["recurs"]) == ("submitted", first)
    assert verify.verify(county.db, ORG).problems == []


def test_another_enterprise_another_time_or_one_still_open_is_no_recurrence(small: County) -> None:
    closed(small, 400)
    again = inspected(small, 7)
    assert small.row("finding", again)["recurs"] is None  # closed longer ago than twelve months
    elsewhere = inspected(small, 9, enterprise="e-2")
    assert small.row("finding", elsewhere)["recurs"] is None
    assert small.row("finding", inspected(small, 11))["recurs"] is None  # the one before is still open


def test_a_returned_finding_that_is_handed_in_again_keeps_its_mark(county: County) -> None:
    first = closed(county, 30)
    visit, tablet, picture = county.plan(), county.tablet(), jpeg(7)
    ops = tablet.inspection(visit, [picture])
    county.push(tablet, ops)
    county.photo(picture)
    (second,) = finding_ids(county.db, visit)
    findings.act(county.db, actor("p-sec"), second, "return", {"reason": "照片不清"})
    county.push(tablet, [tablet.submit(visit, ops, 2, "已核对")])
    row = county.row("finding", second)
    assert (row["state"], row["version"], row["recurs"]) == ("submitted", 2, first)
    with county.db.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).where(t.op.c.path == "recur")) == 1
    assert verify.verify(county.db, ORG).problems == []


def test_a_visit_is_asked_for_once_per_term_however_often_and_by_however_many(county: County) -> None:
    everybody(county)
    finding = closed(county, 31)
    errors = together([lambda: followups.open_due(county.db, ORG, TODAY) and None for _ in range(4)])
    assert errors == []
    assert visits_asked(county) == [rule.task_id(finding, 30)]
    assert followups.open_due(county.db, ORG, TODAY) == 0
    assert followups.open_due(county.db, ORG, dates.add_days(TODAY, 60)) == 1
    assert set(visits_asked(county)) == {rule.task_id(finding, 30), rule.task_id(finding, 90)}
    assert verify.verify(county.db, ORG).problems == []


def test_many_visits_are_asked_for_a_few_at_a_time_so_that_tablets_may_push_between(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody(county)
    for seed in (1, 2, 3):
        closed(county, 31, seed)
    sizes: list[int] = []
    plain = followups.writing

    @contextlib.contextmanager
    def watched(db: Database, org: str) -> Iterator[Log]:
        before = len(visits_asked(county))
        with plain(db, org) as log:
            yield log
        sizes.append(len(visits_asked(county)) - before)

    monkeypatch.setattr(followups, "writing", watched)
    monkeypatch.setattr(followups, "AT_ONCE", 2)
    assert followups.open_due(county.db, ORG, TODAY) == 3
    assert sizes == [2, 1]
    assert verify.verify(county.db, ORG).problems == []


def test_nothing_is_asked_too_early_nor_of_what_was_closed_long_before(small: County) -> None:
    everybody(small)
    closed(small, 29)
    closed(small, 61, seed=3)  # the first term went by more than a month ago, the second is not here yet
    assert followups.open_due(small.db, ORG, TODAY) == 0
    assert followups.open_due(small.db, ORG, dates.add_days(TODAY, 1)) == 1


@pytest.mark.parametrize("result", ["kept", "recurred", "unable"])
def test_what_a_visit_found_ends_its_task_in_the_same_transaction(county: County, result: str) -> None:
    everybody(county)
    finding = closed(county, 30)
    followups.open_due(county.db, ORG, TODAY)
    (task,) = visits_asked(county)
    proof = county.photo(jpeg(99)).sha256
    value = {"result": result, "note": "现场查看", "on": TODAY, "photos": [proof]}
    row = followups.record(county.db, actor("p-off1"), finding, value, task)
    assert (row["state"], row["followed"]["result"], row["followed"]["after"]) == ("closed", result, 30)
    assert county.row("task", task)["state"] == "done"
    assert verify.verify(county.db, ORG).problems == []


def test_a_visit_that_makes_no_sense_leaves_the_task_as_it_was(small: County) -> None:
    everybody(small)
    finding, other = closed(small, 30), closed(small, 5, seed=5)
    followups.open_due(small.db, ORG, TODAY)
    (task,) = visits_asked(small)
    good = {"result": "kept", "note": "现场查看", "on": TODAY}
    for changes, target, who, said in (
        ({"on": dates.add_days(TODAY, 1)}, finding, "p-off1", "还没有到"), ({"photos": ["0" * 64]}, finding, "p-off1", "照片"),
        ({}, other, "p-off1", "没有这项回访任务"), ({}, finding, "p-grid", "不能“回访”"), ({}, finding, "p-ent1", "不能“回访”"),
    ):  # fmt: skip
        with pytest.raises(Refusal, match=said):
            followups.record(small.db, actor(who), target, {**good, **changes}, task)
    assert small.row("task", task)["state"] == "open"
    assert small.row("finding", finding)["followed"] is None


def test_every_major_and_a_share_of_the_others_are_drawn_the_same_everywhere() -> None:
    settings = rule.FollowUps()
    ids = [f"00000000-0000-4000-8000-{n:012d}" for n in range(2000)]
    drawn = [id_ for id_ in ids if rule.chosen({"id": id_, "severity": "general"}, settings)]
    assert 140 < len(drawn) < 260
    assert drawn == [id_ for id_ in ids if rule.chosen({"id": id_, "severity": "general"}, settings)]
    assert all(rule.chosen({"id": id_, "severity": "major"}, rule.FollowUps(share=0)) for id_ in ids[:50])
    assert not any(rule.chosen({"id": id_, "severity": "general"}, rule.FollowUps(share=0)) for id_ in ids)


def test_a_visit_costs_one_question_about_recurrence_however_many_findings_it_has(small: County) -> None:
    """The tablet's sync must not pay for what the bureau wants to know."""
    visit, tablet, pictures = small.plan(), small.tablet(), [jpeg(n) for n in range(20, 25)]
    ops = [op for picture in pictures for op in tablet.inspection(visit, [picture])[:-1]]
    for picture in pictures:
        small.photo(picture)
    asked: list[str] = []

    def listen(_: Any, __: Any, statement: str, *___: Any) -> None:
        if "finding.item IN" in statement and "closed_at" in statement:
            asked.append(statement)

    sa.event.listen(small.db.engine, "before_cursor_execute", listen)
    small.push(tablet, [*ops, tablet.submit(visit, ops)])
    assert len(finding_ids(small.db, visit)) == 5
    assert len(asked) == 1
