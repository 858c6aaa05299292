"""Tasks: one owner and a deadline, accepted, answered and looked at; two people never end one twice, and a replay makes the same rows."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_app.commands import tasks, verify
from inspect_app.commands.findings import Stale
from inspect_app.domain import dates
from inspect_app.domain.rules import Refusal
from inspect_app.queries import scope
from inspect_app.queries import tasks as q
from tests.conftest import County
from tests.helpers import ORG, TODAY, actor, finding_ids, jpeg, sha

SOON = dates.add_days(TODAY, 10)


def finding_of(county: County) -> str:
    """A finding that was submitted at the first enterprise."""
    visit, tablet, picture = county.plan(), county.tablet(), jpeg(1)
    county.push(tablet, tablet.inspection(visit, [picture]))
    county.photo(picture)
    (finding,) = finding_ids(county.db, visit)
    return finding


def asked(county: County, person: str = "p-sec", **changes: Any) -> dict[str, Any]:
    """A task of the fire brigade about a finding, unless the test asks for something else."""
    value = {
        "kind": "co_handle",
        "title": "核查疏散出口",
        "due_date": SOON,
        "department": "d-fire",
        **changes,
    }
    return tasks.open_task(county.db, actor(person), value)


def waiting(county: County, person: str, today: str = TODAY) -> list[dict[str, Any]]:
    with county.db.read() as connection:
        return q.waiting(connection, actor(person), today)


def counts(county: County, person: str, today: str = TODAY) -> dict[str, int]:
    with county.db.read() as connection:
        return q.counts(connection, actor(person), today)


def test_a_task_is_accepted_answered_and_looked_at_and_a_replay_gives_the_same(county: County) -> None:
    finding, proof = finding_of(county), county.photo(jpeg(9)).sha256
    task = asked(county, finding=finding)
    assert (task["state"], task["enterprise_id"], task["made_by"]) == ("open", "e-1", "p-sec")
    (mine,) = waiting(county, "p-dept")
    assert (mine["id"], mine["department"], mine["enterprise"], mine["late"]) == (
        task["id"],
        "县消防救援大队",
        "临颍县颍川食品有限公司",
        False,
    )
    assert counts(county, "p-dept") == {"to_accept": 1, "todo": 1, "late": 0, "answered": 0}
    dept, desk = actor("p-dept"), actor("p-sec")
    tasks.act(county.db, dept, task["id"], "accept", {}, task["updated_seq"])
    row = tasks.act(county.db, dept, task["id"], "answer", {"note": "已督促打开", "photos": [proof]})
    assert (row["state"], row["answer"]["photos"]) == ("answered", [proof])
    assert waiting(county, "p-dept") == []
    assert [one["id"] for one in waiting(county, "p-sec")] == [task["id"]]
    row = tasks.act(county.db, desk, task["id"], "back", {"reason": "请附现场照片"})
    assert (row["state"], row["reason"]) == ("accepted", "请附现场照片")
    tasks.act(county.db, dept, task["id"], "answer", {"note": "已复核"})
    assert tasks.act(county.db, desk, task["id"], "done", {})["ended_at"]
    assert waiting(county, "p-sec") == waiting(county, "p-dept") == []
    with county.db.read() as connection:
        assert [one["state"] for one in q.of_finding(connection, desk, finding)] == ["done"]
        assert scope.may_see_photo(connection, dept, proof)
        assert not scope.may_see_photo(connection, actor("p-grid"), proof)
    assert verify.verify(county.db, ORG).problems == []


def test_what_is_late_is_said_of_the_one_who_does_it_and_not_of_the_one_who_looks(county: County) -> None:
    task = asked(county)
    after = dates.add_days(SOON, 1)
    assert [one["late"] for one in waiting(county, "p-dept", SOON)] == [False]
    assert [one["late"] for one in waiting(county, "p-dept", after)] == [True]
    assert counts(county, "p-dept", after)["late"] == 1
    tasks.act(county.db, actor("p-dept"), task["id"], "answer", {"note": "已办"})
    assert [one["late"] for one in waiting(county, "p-sec", after)] == [False]
    assert counts(county, "p-sec", after) == {"to_accept": 0, "todo": 0, "late": 0, "answered": 1}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"department": "d-none"}, "没有这个部门"), ({"finding": "00000000-0000-4000-8000-000000000000"}, "没有这条隐患"),
        ({"department": "", "owner": "p-none"}, "没有这个承办人"), ({"department": "", "owner": "p-ent1"}, "承办人须是"),
        ({"department": "", "township": "411122999"}, "没有这个乡镇"), ({"enterprise": "e-9"}, "没有这家企业"), ({"owner": "p-sec"}, "有且只有一个"),
        ({"department": ""}, "有且只有一个"), ({"due_date": "2020-01-01"}, "已经过去"), ({"kind": "dance"}, "没有这种任务"),
    ],
)  # fmt: skip
def test_a_task_that_makes_no_sense_is_refused_in_words(
    small: County, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Exception, match=sentence) as refused:
        asked(small, **changes)
    assert not isinstance(refused.value, (KeyError, TypeError))
    assert waiting(small, "p-dept") == []


def test_who_was_not_asked_does_not_answer_and_nobody_else_sees_it(small: County) -> None:
    task = asked(small, department="d-market")
    with pytest.raises(Refusal, match="不由您承办"):
        tasks.act(small.db, actor("p-dept"), task["id"], "answer", {"note": "我来"})
    with pytest.raises(Refusal, match="不能“办结”"):
        tasks.act(small.db, actor("p-dept"), task["id"], "done", {})
    with small.db.read() as connection:
        assert q.one(connection, actor("p-dept"), task["id"]) is None
        assert q.one(connection, actor("p-grid"), task["id"]) is None
        assert q.one(connection, actor("p-audit"), task["id"]) is not None


def test_a_page_that_is_out_of_date_changes_nothing(small: County) -> None:
    task = asked(small)
    tasks.act(small.db, actor("p-sec"), task["id"], "move", {"due_date": SOON, "reason": "等检测报告"})
    with pytest.raises(Stale, match="这项任务"):
        tasks.act(small.db, actor("p-dept"), task["id"], "accept", {}, task["updated_seq"])
    with pytest.raises(Refusal, match="已经过去"):
        tasks.act(small.db, actor("p-sec"), task["id"], "move", {"due_date": "2020-01-01", "reason": "误"})


def test_an_answer_never_names_a_photo_that_is_not_here(small: County) -> None:
    task = asked(small)
    with pytest.raises(Refusal, match="照片还没有上传"):
        tasks.act(
            small.db, actor("p-dept"), task["id"], "answer", {"note": "见图", "photos": [sha(jpeg(77))]}
        )
    assert small.row("task", task["id"])["state"] == "open"


def test_a_task_of_a_person_a_township_or_a_role_waits_for_them_alone(small: County) -> None:
    asked(small, department="", owner="p-off1", title="甲")
    asked(small, department="", township="411122100", title="乙")
    asked(small, department="", role="committee", title="丙")
    titles = {
        person: [one["title"] for one in waiting(small, person)]
        for person in ("p-off1", "p-off2", "p-grid", "p-comm", "p-sec", "p-dept")
    }
    assert titles == {"p-off1": ["甲"], "p-off2": [], "p-grid": ["乙"], "p-comm": ["丙"], "p-sec": [], "p-dept": []}  # fmt: skip
