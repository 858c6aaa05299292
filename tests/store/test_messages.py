"""反馈告知 and reminders: every event tells its parties once, in one message a day; rounds may run as often, and as many at once, as they like."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands import findings, messages, remind, verify
from inspect_app.commands.log import writing
from inspect_app.commands.messages import Message
from inspect_app.domain import dates, notices, rules
from inspect_app.domain.commanding import hint
from inspect_app.domain.people import Actor
from inspect_app.queries import inbox as q
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms
from tests.conftest import County, together
from tests.helpers import NOW, ORG, TODAY, actor, finding_ids, jpeg, sha

Row = dict[str, Any]


def day(offset: int) -> str:
    return dates.add_days(TODAY, offset)


def told(county: County, **only: str) -> list[Row]:
    """What was told, oldest first."""
    with county.db.read() as connection:
        query = (
            sa.select(t.message)
            .where(t.message.c.org_id == ORG, t.message.c.party != q.RUN)
            .order_by(t.message.c.made_at, t.message.c.key)
        )
        rows = [dict(row) for row in connection.execute(query).mappings()]
    return [row for row in rows if all(row[name] == value for name, value in only.items())]


def submitted(county: County, seed: int = 1, **plan: Any) -> str:
    visit, tablet, picture = county.plan(**plan), county.tablet(), jpeg(seed)
    county.push(tablet, tablet.inspection(visit, [picture]))
    county.photo(picture)
    [finding] = finding_ids(county.db, visit)
    return finding


def act(county: County, person: str | Actor, finding: str, command: str, **value: Any) -> Row:
    who = actor(person) if isinstance(person, str) else person
    return findings.act(county.db, who, finding, command, value)


def rectifying(county: County, seed: int = 1, due: str = "", severity: str = "general", **plan: Any) -> str:
    """A finding whose enterprise is rectifying it until `due`; whoever records a past deadline does so through the log itself."""
    finding = submitted(county, seed, **plan)
    leader = actor("p-lead")
    with writing(county.db, ORG) as log:
        subject = f"finding/{finding}"
        log.event(leader, subject, "confirm", {})
        log.event(
            leader,
            subject,
            "grade",
            {"severity": severity, "criterion": "令10" if severity == "major" else ""},
        )
        log.event(leader, subject, "assign", {"due_date": due or day(30)})
        log.event(leader, subject, "notify", {"document": str(uuid.uuid4())})
    return finding


@pytest.fixture
def dept(county: County) -> Actor:
    with writing(county.db, ORG) as log:
        log.record(
            actor("p-admin"),
            "department/d-fire",
            {"name": "县消防救援大队", "duties": [], "contact": "卫消防", "phone": "0395-119"},
        )
        log.record(
            actor("p-admin"), "person/p-dept", {"name": "卫消防", "role": "dept", "department_id": "d-fire"}
        )
    return Actor(ORG, "p-dept", "dept", department="d-fire")


def test_every_event_that_tells_is_an_event_of_the_rules() -> None:
    for case, event in notices.EVENTS:
        assert event in rules.TABLES[case][0], (case, event)
    for listed in notices.EVENTS.values():
        for notice in listed:
            assert notice.kind in notices.KINDS
            assert notice.kind in notices.TITLES


def test_what_is_told_never_orders_anybody_about() -> None:
    for text in (
        *notices.TITLES.values(),
        *notices.CLOSING.values(),
        *(part for said in remind.SENTENCES.values() for part in said),
        *remind.LOCAL.values(),
    ):
        assert not hint(text), text
    row = {
        "id": "x",
        "location": "车间",
        "statement": "门锁",
        "due_date": "2026-12-01",
        "title": "核查",
        "type": "doc_rectify_notice",
        "number": "1号",
    }
    value = {"reason": "理由", "note": "说明", "minutes": "纪要"}
    units = tuple((name, "department", name) for name in ("消防", "住建", "公安"))
    known = notices.Known(finder="p", department="消防", maker="p", units=units)
    full = {
        **row,
        "enterprise_id": "e",
        "township_id": "t",
        "department_id": "d",
        "owner_id": "p",
        "state": "served",
        "notified_at": 1,
        "findings": ["x"],
        "day": "2026-12-02",
        "attendees": ["消防", "公安"],
        "resolutions": ["t"],
    }
    before = {**full, "day": "2026-12-01", "attendees": ["消防", "住建"]}
    for case, event in notices.EVENTS:
        drafts = notices.of_event(case, event, value, before, full, known)
        assert drafts, (case, event)
        for draft in drafts:
            assert not hint(draft.line), draft.line


def test_the_expert_learns_what_became_of_the_findings_in_one_message_a_day(county: County) -> None:
    first, second, third = (submitted(county, n) for n in (1, 2, 3))
    act(county, "p-sec", first, "confirm")
    act(county, "p-sec", second, "confirm")
    [message] = told(county)
    assert (message["kind"], message["party"], message["party_id"]) == ("adopted", "person", "p-exp1")
    assert message["title"] == "您提出的 2 条隐患有了处理结果"
    assert message["text"].count("已采纳") == 2
    assert message["enterprise_id"] == "e-1"
    act(county, "p-sec", third, "return", reason="照片看不清，请补拍")
    [returned] = told(county, kind="returned")
    assert "照片看不清，请补拍" in returned["text"]
    assert messages.read(county.db, actor("p-exp1"), [message["id"]]) == 1
    act(county, "p-lead", second, "cancel", reason="现场不存在")
    assert [one["title"] for one in told(county, kind="adopted")] == [
        "您提出的 2 条隐患有了处理结果",
        "您提出的 1 条隐患有了处理结果",
    ]
    with county.db.read() as connection:
        assert {row["kind"] for row in q.told(connection, ORG, f"finding/{third}")} == {"returned"}
        assert len(q.told(connection, ORG, f"finding/{second}")) == 2


def test_the_enterprise_learns_of_recheck_and_close_out(county: County) -> None:
    finding, picture = rectifying(county), jpeg(60)
    firm = actor("p-ent1")
    county.photo(picture, "p-exp1")
    act(
        county,
        firm,
        finding,
        "feedback",
        measure="已改",
        owner="韩安全",
        done_on=TODAY,
        photos=[sha(picture)],
    )
    act(county, "p-sec", finding, "recheck", reinspector="p-exp1", planned_date=TODAY)
    act(county, "p-exp1", finding, "pass", reinspector="p-exp1", at=NOW, note="合格", photos=[])
    act(county, "p-sec", finding, "close_out")
    assert [row["title"] for row in told(county, party="enterprise")] == [
        "1 条隐患有了复查结果",
        "1 条隐患已销号",
    ]
    assert (
        told(county, kind="adopted")[-1]["text"].count("已整改销号") == 1
    )  # the last word of the day about it
    assert verify.verify(county.db, ORG).problems == []


def test_extension_urging_and_transfer(county: County, dept: Actor) -> None:
    finding = rectifying(county, due=day(20))
    firm = actor("p-ent1")
    act(county, firm, finding, "request_ext", due_date=day(40), reason="设备未到货", on=TODAY)
    act(county, "p-sec", finding, "reject_ext", reason="可先行整改")
    [said] = told(county, kind="extension")
    assert "不同意延期" in said["text"]
    assert day(20) in said["text"]
    act(county, "p-sec", finding, "urge", note="请尽快反馈")
    assert {row["party"] for row in told(county, kind="urged")} == {"enterprise", "township"}
    act(county, "p-sec", finding, "transfer", department="d-fire", reason="属消防职责", reply_by=day(5))
    by_party = {row["party"]: row for row in told(county, kind="transfer")}
    assert by_party["department"]["party_id"] == "d-fire"
    assert day(5) in by_party["department"]["text"]
    assert "由县消防救援大队继续办理" in by_party["enterprise"]["text"]
    act(county, dept, finding, "answer_transfer", note="已立案查处")
    assert [row["party_id"] for row in told(county, kind="transfer", party="role")] == ["section"]
    with county.db.read() as connection:
        assert q.unread(connection, dept) == 1
        assert q.unread(connection, actor("p-ent2")) == 0


def test_a_command_that_is_refused_tells_nobody(county: County) -> None:
    finding = submitted(county)
    with pytest.raises(rules.Refusal):
        act(county, "p-exp1", finding, "confirm")

    def breaks_off() -> None:
        with writing(county.db, ORG) as log:
            log.event(actor("p-sec"), f"finding/{finding}", "confirm", {})
            log.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks_off()
    assert told(county) == []


def test_history_that_is_loaded_tells_nobody(county: County) -> None:
    finding = submitted(county)
    with writing(county.db, ORG, now_ms() - 3 * 86_400_000) as log:
        log.event(actor("p-sec"), f"finding/{finding}", "confirm", {})
    assert told(county) == []


def test_the_same_is_told_once_however_many_tell_it(county: County) -> None:
    wrote: list[bool] = []
    address = county.db.engine.url.render_as_string(hide_password=False)

    def tell() -> None:
        mine = Database(address)  # as another process has it
        message = Message("once", "task", "role", "section", "标题", "正文", (("task/x", "正文"),))
        with mine.write() as connection:
            wrote.append(messages.tell(mine, connection, ORG, message, now_ms()))
        mine.close()

    assert together([tell] * 4) == []
    assert sorted(wrote) == [False, False, False, True]
    assert len(told(county)) == 1


@pytest.mark.parametrize(
    ("left", "kinds"),
    [(11, set()), (10, {"due"}), (9, set()), (3, {"due"}), (1, {"due"}), (0, {"due"}), (-1, {"overdue"}), (-2, set()), (-3, {"overdue"}), (-4, set())],
)  # fmt: skip
def test_the_enterprise_is_reminded_on_the_days_that_were_set(
    county: County, left: int, kinds: set[str]
) -> None:
    finding = rectifying(county, due=day(30))
    today = day(30 - left)
    remind.remind(county.db, ORG, dates.add_days(today, -1))  # yesterday's round was held
    before = {row["id"] for row in told(county)}
    remind.remind(county.db, ORG, today)
    fresh = [row for row in told(county, party="enterprise") if row["id"] not in before]
    assert {row["kind"] for row in fresh} == kinds
    assert all(f"finding/{finding}" == row["about"] for row in fresh)


def test_one_message_a_day_lists_everything_and_the_township_and_section_learn_what_is_late(
    county: County,
) -> None:
    for n in range(3):
        rectifying(county, n + 1, due=day(10))
    rectifying(county, 9, due=day(10), enterprise="e-2")
    today = day(11)
    count = remind.remind(county.db, ORG, today)
    assert remind.remind(county.db, ORG, today).told == 0
    late = {(row["party"], row["party_id"]): row for row in told(county, kind="overdue")}
    assert set(late) == {
        ("enterprise", "e-1"), ("enterprise", "e-2"), ("township", "411122100"), ("township", "411122101"), ("role", "section"),
    }  # fmt: skip
    assert count.told == len(told(county, kind="overdue"))
    assert late["enterprise", "e-1"]["title"] == "3 条隐患已超过整改期限"
    assert late["enterprise", "e-1"]["text"].count("逾期 1 天") == 3
    assert late["role", "section"]["text"].count("颍川食品") == 3
    assert "协助" in late["township", "411122100"]["text"]


def test_what_falls_due_after_the_mornings_message_makes_a_further_one(county: County) -> None:
    first = rectifying(county, 1, due=day(10))
    remind.remind(county.db, ORG, day(10))
    second = rectifying(county, 2, due=day(10))  # served in the course of the day, to be done at once
    assert remind.remind(county.db, ORG, day(10)).told == 1
    assert remind.remind(county.db, ORG, day(10)).told == 0
    told_of = [row["about"] for row in told(county, kind="due", party="enterprise")]
    assert sorted(told_of) == sorted([f"finding/{first}", f"finding/{second}"]), "and nothing twice"


def test_of_a_major_finding_every_day(county: County) -> None:
    rectifying(county, due=day(5), severity="major")
    for offset in (0, 1, 2):
        remind.remind(county.db, ORG, day(offset))
    assert len(told(county, kind="due", party="enterprise")) == 3


def test_a_day_that_was_missed_is_made_up_for(county: County) -> None:
    rectifying(county, due=day(5))
    remind.remind(county.db, ORG, day(1))
    remind.remind(county.db, ORG, day(3))  # the machine was off on the day three days before
    assert [row["text"].count("还剩 2 天") for row in told(county, kind="due")] == [1]


def test_the_bureaus_own_steps_and_tasks_remind_who_must_do_them(county: County) -> None:
    waiting, asked = submitted(county, 1), rectifying(county, 2, due=day(40))
    act(county, "p-ent1", asked, "request_ext", due_date=day(60), reason="设备未到货", on=TODAY)
    with writing(county.db, ORG) as log:
        task = str(uuid.uuid4())
        log.event(
            actor("p-sec"),
            f"task/{task}",
            "open",
            {"kind": "press", "title": "督促整改", "due_date": day(4), "township": "411122100"},
        )
    remind.remind(county.db, ORG, day(3))
    remind.remind(county.db, ORG, day(4))
    steps = told(county, kind="waiting", party="role", party_id="section")
    listed = "".join(row["text"] for row in steps)
    assert "审核" in listed
    assert "延期答复" in listed
    assert any(row["about"] == f"finding/{waiting}" for row in steps)
    assert [row["party"] for row in told(county, kind="task")] == [
        "township"
    ] * 3  # opened, the day before, the day itself


def test_several_rounds_at_once_tell_everything_once(county: County) -> None:
    for n in range(4):
        rectifying(county, n + 1, due=day(3))
    rounds: list[remind.Round] = []
    run: Callable[[], None] = lambda: rounds.append(remind.remind(county.db, ORG, TODAY))  # noqa: E731
    assert together([run] * 3) == []
    assert sum(one.told for one in rounds) == len(
        [row for row in told(county) if row["key"].startswith("remind/")]
    )
    assert len(told(county, kind="due")) == 1


def test_a_round_that_was_cut_off_is_taken_up_again(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    rectifying(county, 1, due=day(3))
    rectifying(county, 2, due=day(3), enterprise="e-2")
    monkeypatch.setattr(remind, "AT_ONCE", 1)
    real, calls = messages.tell, []

    def dies(*args: Any) -> bool:
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*args)

    monkeypatch.setattr(messages, "tell", dies)
    with pytest.raises(KeyboardInterrupt):
        remind.remind(county.db, ORG, TODAY)
    assert len(told(county, kind="due")) == 1
    monkeypatch.setattr(messages, "tell", real)
    assert remind.remind(county.db, ORG, TODAY).told == 1
    assert {row["party_id"] for row in told(county, kind="due")} == {"e-1", "e-2"}
