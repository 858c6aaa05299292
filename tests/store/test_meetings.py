"""Joint meetings: proposed by what speaks for one, called, held once, and every resolution asked of somebody in the same transaction."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands import meetings, tasks, verify
from inspect_app.commands.findings import Stale
from inspect_app.domain import dates
from inspect_app.domain import meetings as rule
from inspect_app.domain.rules import Refusal
from inspect_app.queries import inbox
from inspect_app.queries import meetings as q
from inspect_app.queries import tasks as qt
from inspect_app.storage import tables as t
from tests.conftest import County
from tests.helpers import ORG, TODAY, actor
from tests.store.test_tasks import SOON, finding_of

MINUTES = {"minutes": "会议认为应停用配电室。", "attended": ["县消防救援大队 卫消防", "城关街道 孙网格"]}


def called(county: County, finding: str, **changes: Any) -> dict[str, Any]:
    value = {
        "title": "颍川食品配电室隐患联席会议",
        "day": TODAY,
        "findings": [finding],
        "place": "三楼会议室",
        **changes,
    }
    return meetings.call(county.db, actor("p-comm"), value)


def proposed(county: County, today: str = TODAY) -> dict[str, list[str]]:
    with county.db.read() as connection:
        return {row["id"]: row["why"] for row in q.proposed(connection, actor("p-sec"), today)}


def test_a_meeting_is_held_with_its_resolutions_and_a_replay_gives_the_same(county: County) -> None:
    finding = finding_of(county)
    meeting = called(county, finding)
    meeting = meetings.call(
        county.db, actor("p-sec"), {"title": "改期", "day": TODAY, "findings": [finding], "agenda": ["议题一"]}, meeting["id"], meeting["updated_seq"],
    )  # fmt: skip
    assert (meeting["title"], meeting["made_by"], meeting["state"]) == ("改期", "p-comm", "called")
    resolutions = [
        {"title": "责令停用并警示", "department": "d-fire", "due_date": SOON, "finding": finding},
        {"title": "每日巡查", "township": "411122100", "due_date": SOON},
    ]
    held = meetings.hold(county.db, actor("p-comm"), meeting["id"], MINUTES, resolutions)
    assert (held["state"], len(held["resolutions"])) == ("held", 2)
    with county.db.read() as connection:
        listed = qt.of_meeting(connection, actor("p-sec"), meeting["id"])
        assert {(row["title"], row["department"] or row["township"], row["kind"]) for row in listed} == {
            ("责令停用并警示", "县消防救援大队", "resolution"), ("每日巡查", "城关街道", "resolution"),
        }  # fmt: skip
        assert [row["title"] for row in qt.waiting(connection, actor("p-dept"), TODAY)] == ["责令停用并警示"]
        assert [row["id"] for row in q.of_finding(connection, ORG, finding)] == [meeting["id"]]
    with pytest.raises(Refusal, match="已召开"):
        meetings.cancel(county.db, actor("p-comm"), meeting["id"], "误")
    assert verify.verify(county.db, ORG).problems == []


def test_a_resolution_without_an_owner_refuses_the_minutes_with_it(county: County) -> None:
    meeting = called(county, finding_of(county))
    bad = [{"title": "甲", "department": "d-fire", "due_date": SOON}, {"title": "乙", "due_date": SOON}]
    with pytest.raises(Refusal, match="第 2 项决议"):
        meetings.hold(county.db, actor("p-comm"), meeting["id"], MINUTES, bad)
    assert county.row("meeting", meeting["id"])["state"] == "called"
    with county.db.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(t.task)) == 0


def test_what_makes_no_sense_is_refused_in_words(small: County) -> None:
    finding = finding_of(small)
    with pytest.raises(Refusal, match="找不到"):
        called(small, "00000000-0000-4000-8000-000000000000")
    with pytest.raises(Refusal, match="不能“召集会议”"):
        meetings.call(small.db, actor("p-off1"), {"title": "会", "day": TODAY, "findings": [finding]})
    later = called(small, finding, day=SOON)
    with pytest.raises(Refusal, match="还没有到日期"):
        meetings.hold(small.db, actor("p-comm"), later["id"], MINUTES, [])
    meetings.cancel(small.db, actor("p-comm"), later["id"], "并入下次")
    with pytest.raises(Stale, match="这次会议"):
        meetings.cancel(small.db, actor("p-comm"), later["id"], "再取消", later["updated_seq"])
    with pytest.raises(Refusal, match="所议隐患"):
        meetings.call(small.db, actor("p-comm"), {"title": "会", "day": TODAY, "findings": []})


@pytest.mark.parametrize(
    ("finding", "departments", "said"),
    [
        ({"severity": "major"}, 0, ["重大事故隐患"]), ({"extensions": 2}, 0, ["已延期 2 次"]), ({"extensions": 1}, 1, []), ({}, 2, ["涉及 2 个部门"]),
        ({"state": "rectifying", "due_date": dates.add_days(TODAY, -30)}, 0, ["逾期 30 天"]), ({"state": "rectifying", "due_date": dates.add_days(TODAY, -29)}, 0, []),
        ({"state": "ext_pending", "due_date": dates.add_days(TODAY, -40), "severity": "major"}, 0, ["重大事故隐患", "逾期 40 天"]),
        ({"state": "feedback", "due_date": dates.add_days(TODAY, -99)}, 0, []),
    ],
)  # fmt: skip
def test_what_speaks_for_a_meeting(finding: dict[str, Any], departments: int, said: list[str]) -> None:
    assert rule.why(finding, departments, TODAY) == said


def test_two_departments_propose_a_meeting_until_one_is_called(county: County) -> None:
    finding = finding_of(county)
    for department in ("d-fire", "d-market"):
        assert proposed(county) == {}
        value = {
            "kind": "co_handle",
            "title": "协办",
            "due_date": SOON,
            "department": department,
            "finding": finding,
        }
        tasks.open_task(county.db, actor("p-sec"), value)
    assert proposed(county) == {finding: ["涉及 2 个部门"]}
    meeting = called(county, finding)
    assert proposed(county) == {}
    meetings.hold(county.db, actor("p-comm"), meeting["id"], MINUTES, [])
    assert proposed(county) == {}
    assert list(proposed(county, dates.add_days(TODAY, 32))) == [finding]


# --- who is told ---------------------------------------------------------------------------------------------------------------------

FIRE, TOWN = ("department", "d-fire"), ("township", "411122100")


def notices_of(county: County, meeting: str) -> dict[tuple[str, str], str]:
    """(party, key) → the line that the party's message has about the meeting."""
    m, a = t.message.c, t.message_about.c
    query = (
        sa.select(m.party, m.party_id, a.line)
        .join(t.message_about, sa.and_(a.org_id == m.org_id, a.message_id == m.id))
        .where(m.org_id == ORG, m.kind == "meeting", a.about == f"meeting/{meeting}")
    )
    with county.db.read() as connection:
        return {(party, key): line for party, key, line in connection.execute(query)}


def test_the_units_of_a_meeting_hear_of_it_when_it_moves_when_it_falls_through(county: County) -> None:
    finding = finding_of(county)
    asked = {
        "attendees": ["县消防救援大队 卫消防", "不在册的单位"],
        "time": "15:00",
        "agenda": ["通报情况", "研究处置"],
    }
    meeting = called(county, finding, **asked)
    assert notices_of(county, meeting["id"]) == {
        FIRE: f"颍川食品配电室隐患联席会议：定于 {TODAY} 15:00 在三楼会议室召开，请贵单位派员参加。议题：通报情况；研究处置"
    }
    value = {name: meeting[name] for name in ("title", "day", "time", "place", "agenda", "findings")}

    def change(**changes: Any) -> None:
        nonlocal meeting
        meeting = meetings.call(
            county.db, actor("p-comm"), {**value, **changes}, meeting["id"], meeting["updated_seq"]
        )

    before = notices_of(county, meeting["id"])
    change(attendees=asked["attendees"], agenda=["另一议题"])
    assert notices_of(county, meeting["id"]) == before, "neither when nor where changed"
    change(attendees=["县消防救援大队", "城关街道办事处"], day=SOON)
    told = notices_of(county, meeting["id"])
    assert f"改为 {SOON} 15:00 在三楼会议室召开" in told[FIRE]
    assert f"定于 {SOON}" in told[TOWN]
    change(attendees=["城关街道办事处"], day=SOON)
    assert "不必参加" in notices_of(county, meeting["id"])[FIRE]
    meetings.cancel(county.db, actor("p-comm"), meeting["id"], "并入下次会议")
    told = notices_of(county, meeting["id"])
    assert told[TOWN] == f"颍川食品配电室隐患联席会议（原定 {SOON}）：已取消。理由：并入下次会议"
    assert "不必参加" in told[FIRE], "who was let go hears nothing more"
    assert verify.verify(county.db, ORG).problems == []


def test_who_was_asked_and_who_came_reads_the_minutes(county: County) -> None:
    finding = finding_of(county)
    meeting = called(county, finding, attendees=["县消防救援大队"])
    resolution = {"title": "每日巡查", "township": "411122100", "due_date": SOON, "finding": finding}
    meetings.hold(county.db, actor("p-comm"), meeting["id"], MINUTES, [resolution])
    told = notices_of(county, meeting["id"])
    assert told.keys() == {FIRE, TOWN}
    assert "形成决议 1 项" in told[TOWN]
    assert "会议认为应停用配电室" in told[FIRE]
    with county.db.read() as connection:
        [shown] = [row for row in inbox.inbox(connection, actor("p-dept")) if row["kind"] == "meeting"]
    assert shown["title"] == "1 次联席会议的通知"
