"""Monthly figures against a second, naive implementation: it walks the raw log day by day for every finding and counts on its fingers."""

from __future__ import annotations

import datetime as dt
import json
import random
import uuid
from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands.log import writing
from inspect_app.domain import dates, figures
from inspect_app.domain.people import Actor, system
from inspect_app.domain.rules import Refusal
from inspect_app.queries import ledger, report_enforcement, report_facts, report_summary, report_tables
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database
from tests.conftest import County
from tests.helpers import ORG, actor

MONTHS = [f"{2025 + n // 12}-{n % 12 + 1:02d}" for n in range(24)]
FIRST = dt.datetime(2025, 1, 1, tzinfo=dates.SHANGHAI)
Row = dict[str, Any]
Stories = dict[str, list[tuple[str, str, Row]]]  # finding → (day, command, value)


# --- a county with two years of history ----------------------------------------------------------------------------------------------


def _ms(day: int, hour: float) -> int:
    return int((FIRST + dt.timedelta(days=day, hours=hour)).timestamp() * 1000)


class Life:
    """One finding's way through two years: random commands of those who may, at random days."""

    def __init__(self, db: Database, chance: random.Random) -> None:
        self.db, self.chance, self.key = db, chance, str(uuid.UUID(int=chance.getrandbits(128), version=4))
        self.day, self.hour = chance.randrange(0, 690), 9.0

    def go(self, who: Actor, path: str, value: Row) -> bool:
        """One event on the day that has come; a refused one leaves everything as it is."""
        self.hour = min(
            23.9, self.hour + self.chance.choice([0.01, 1.0, 7.0])
        )  # some late at night: days are the county's, not UTC's
        try:
            with writing(self.db, ORG, _ms(self.day, self.hour)) as log:
                log.event(who, f"finding/{self.key}", path, value, visit=self.key)
        except Refusal:
            return False
        return True

    def wait(self, most: int) -> bool:
        self.day, self.hour = self.day + self.chance.randrange(0, most + 1), 0.0
        return self.day < 729

    def on(self, days: int) -> str:
        return (FIRST + dt.timedelta(days=self.day + days)).date().isoformat()

    def run(self) -> None:
        c, desk, lead = self.chance, actor("p-sec"), actor("p-lead")
        n = c.choice([1, 2])
        facts = {
            "statement": "配电室门向内开启",
            "measure": "改正",
            "due_days": 7,
            "photos": [],
            "location": "东侧",
        }
        if c.random() < 0.8:
            facts["item"] = {
                "checklist": "electrical",
                "version": "0.1.0",
                "item": c.choice(["elec-sub-01", "elec-mgmt-01"]),
            }
        township = f"41112210{n - 1}"
        submit = {
            "version": 1,
            "facts": facts,
            "enterprise": f"e-{n}",
            "township": township,
            "track": "advisory",
            "found_on": self.on(0),
        }
        self.go(system(ORG), "submit", submit)
        if not self.wait(6):
            return
        if c.random() < 0.1:
            self.go(desk, *c.choice([("return", {"reason": "照片不清"}), ("cancel", {"reason": "重复"})]))
            return
        self.go(desk, "confirm", {})
        major = c.random() < 0.3
        if not self.wait(3):
            return
        self.go(
            lead, "grade", {"severity": "major", "criterion": "第三条"} if major else {"severity": "general"}
        )
        if major and c.random() < 0.5:
            self.go(actor("p-comm"), "supervise", {"note": "挂牌"})
            major = False
        self.go(
            desk,
            "assign",
            {
                "due_date": self.on(c.choice([3, 7, 15, 30])),
                "basis": [{"name": "安全生产法", "number": "", "clause": "36"}],
            },
        )
        if c.random() < 0.05:
            self.go(desk, "cancel", {"reason": "查无此事"})
            return
        if major and c.random() < 0.3:
            self.go(actor("p-comm"), "list", {"note": "交办后挂牌"})
        if self.wait(4):
            self.go(desk, "notify", {"document": str(uuid.UUID(int=c.getrandbits(128), version=4))})
        self.rectify(desk, lead)

    def rectify(self, desk: Actor, lead: Actor) -> None:
        c = self.chance
        firm = Actor(ORG, "p-ent1", "ent_safety", enterprise="e-1")
        for _ in range(c.randrange(0, 9)):
            if not self.wait(40):
                return
            photo = f"{c.getrandbits(256):064x}"
            proof = {
                "measure": "已改",
                "owner": "韩安全",
                "done_on": self.on(0),
                "photos": [photo],
                "cost_cents": c.choice([0, 12_345, 9_900_000]),
            }
            at = dates.instant(_ms(self.day, 10))
            outcome = {"reinspector": "p-off1", "at": at, "note": "看过"}
            for who, path, value in c.sample([
                (desk, "request_ext", {"due_date": self.on(20), "reason": "等配件", "on": self.on(0)}), (lead, "approve_ext", {"due_date": self.on(c.choice([-3, 5, 30]))}),
                (lead, "reject_ext", {"reason": "不成立"}), (firm, "feedback", proof), (desk, "urge", {"note": "请抓紧"}), (lead, "escalate", {"reason": "拒不整改"}),
                (lead, "resume", {"reason": "退回", "due_date": self.on(10)}), (desk, "notify", {"document": str(uuid.UUID(int=c.getrandbits(128), version=4))}),
                (desk, "recall", {"document": str(uuid.UUID(int=c.getrandbits(128), version=4))}), (desk, "recheck", {"reinspector": "p-off1", "planned_date": self.on(1)}),
            ], 4):  # fmt: skip
                self.go(who, path, value)
            if (
                self.go(desk, "recheck", {"reinspector": "p-off1", "planned_date": self.on(1)})
                or c.random() < 0.3
            ):
                if c.random() < 0.7:
                    self.go(actor("p-off1"), "pass", outcome)
                    self.go(desk, "endorse", {"name": "杨经理", "paper": True, "on": self.on(0)})
                    self.go(lead, "close_out", {"note": ""})
                else:
                    self.go(actor("p-off1"), "fail", {**outcome, "due_date": self.on(c.choice([2, 14]))})
            if c.random() < 0.5:
                self.go(
                    actor("p-off1"),
                    "conclude",
                    {"note": "已处罚", "case_no": "临应急罚1号", "penalty_cents": c.choice([0, 2_000_000])},
                )


def lived(county: County) -> County:
    """50 findings over 24 months, the same ones on both databases, and some inspections."""
    chance = random.Random(20261129)
    for _ in range(50):
        Life(county.db, chance).run()
    rows = [
        {
            **{column.name: None for column in t.visit.columns}, "org_id": ORG, "id": f"v-{n}", "state": chance.choice(["received", "received", "inspecting", "planned", "declined"]),
            "enterprise_id": chance.choice(["e-1", "e-2"]), "track": chance.choice(["advisory", "enforcement"]), "members": [], "checklists": [], "version": 1, "supplementary": 0,
            "updated_at": 0, "updated_seq": 0, "started_at": _ms(chance.randrange(0, 730), chance.choice([0.5, 12, 23.8])),
        }
        for n in range(40)
    ]  # fmt: skip
    with county.db.write() as connection:
        connection.execute(t.visit.insert(), rows)
    return county


@pytest.fixture
def history(county: County) -> County:
    """On either database."""
    return lived(county)


@pytest.fixture
def one_history(small: County) -> County:
    """On SQLite, for what the comparison by hand has shown to be the same on both."""
    return lived(small)


# --- counted by hand -----------------------------------------------------------------------------------------------------------------


def local(ms: int) -> str:
    return dt.datetime.fromtimestamp(ms / 1000, dt.timezone(dt.timedelta(hours=8))).date().isoformat()


def every_day(first: str, last: str) -> list[str]:
    days = (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
    return [(dt.date.fromisoformat(first) + dt.timedelta(days=n)).isoformat() for n in range(days + 1)]


TO = {
    "submit": "submitted", "confirm": "confirmed", "return": "returned", "merge": "merged", "grade": "graded", "supervise": "supervised", "assign": "assigned", "notify": "rectifying",
    "recall": "assigned", "request_ext": "ext_pending", "approve_ext": "rectifying", "reject_ext": "rectifying", "feedback": "feedback", "recheck": "rechecking", "fail": "rectifying",
    "close_out": "closed", "escalate": "enforcement", "resume": "assigned", "conclude": "enforced", "cancel": "cancelled",
}  # fmt: skip


def stories(db: Database) -> Stories:
    """Finding → (day, command, value) as the raw log holds them."""
    found: Stories = {}
    with db.read() as connection:
        for subject, path, at, value in connection.execute(sa.text(
            "SELECT op.subject, op.path, op.received_at, op_value.value FROM op JOIN op_value ON op_value.org_id = op.org_id AND op_value.seq = op.seq "
            "WHERE op.kind = 'event' AND op.subject LIKE 'finding/%' ORDER BY op.seq"
        )):  # fmt: skip
            found.setdefault(subject[8:], []).append((local(at), path, json.loads(value)))
    return found


def late_on(story: list[tuple[str, str, Row]], day: str) -> bool:
    """Whether the finding was overdue when that day ended."""
    state = due = ""
    for on, path, value in story:
        if on > day:
            break
        state = TO.get(path, state)
        if path in ("assign", "approve_ext", "extend", "fail", "resume"):
            due = value["due_date"]
    return state in ("rectifying", "ext_pending") and due != "" and due < day


def by_hand(told: Stories, month: str, townships: tuple[str, ...]) -> Row:
    """The figures of a month for some townships."""
    got: Row = dict.fromkeys(
        [
            "found_general",
            "found_major",
            "closed_general",
            "closed_major",
            "due",
            "due_closed",
            "assigned",
            "assigned_closed",
            "overdue",
            "overdue_new",
            "supervised",
            "escalated",
            "penalties",
            "penalty_cents",
            "cost_cents",
        ],
        0,
    )
    days = every_day(f"{month}-01", figures.period(month).last)  # type: ignore[union-attr]
    before = (dt.date.fromisoformat(days[0]) - dt.timedelta(days=1)).isoformat()
    for story in told.values():
        state = due = confirmed = closed = fined = ""
        severity, cost, penalty, township = "general", 0, 0, ""
        for on, path, value in story:
            state = TO.get(path, state)
            township = value.get("township", township) if path == "submit" else township
            due = value["due_date"] if path in ("assign", "approve_ext", "extend", "fail", "resume") else due
            confirmed = on if path == "confirm" else confirmed
            severity = value["severity"] if path == "grade" else severity
            cost = value.get("cost_cents", 0) if path == "feedback" else cost
            closed = on if path == "close_out" else closed
            fined, penalty = (on, value.get("penalty_cents", 0)) if path == "conclude" else (fined, penalty)
        if township not in townships or state in ("submitted", "returned", "merged", "cancelled"):
            continue
        kind = "major" if severity == "major" else "general"
        done_by_end = closed != "" and closed <= days[-1]
        if confirmed in days:
            got[f"found_{kind}"] += 1
            got["assigned"] += due != ""
            got["assigned_closed"] += due != "" and done_by_end
        if closed in days:
            got[f"closed_{kind}"] += 1
            got["cost_cents"] += cost
        if due in days:
            got["due"] += 1
            got["due_closed"] += done_by_end
        got["overdue"] += late_on(story, days[-1])
        yesterday = late_on(story, before)
        for day in days:
            now = late_on(story, day)
            got["overdue_new"] += now and not yesterday
            yesterday = now
        got["supervised"] += any(path in ("supervise", "list") and on in days for on, path, _ in story)
        got["escalated"] += any(path == "escalate" and on in days for on, path, _ in story)
        if fined in days and penalty:
            got["penalties"] += 1
            got["penalty_cents"] += penalty
    return got


def of_program(line: figures.Sums) -> Row:
    import msgspec

    return {
        name: value
        for name, value in msgspec.structs.asdict(line).items()
        if name not in ("firms", "registered", "visits")
    }


def test_the_figures_of_24_months_agree_with_those_counted_by_hand(history: County) -> None:
    db, desk = history.db, actor("p-sec")
    both = ("411122100", "411122101")
    total: Row = {}
    told = stories(db)
    for month in MONTHS:
        now = figures.period(month)
        assert now is not None
        with db.read() as connection:
            lines, whole = report_summary.lines_of(connection, desk, now, "township")
        assert of_program(whole) == by_hand(told, month, both), month
        for township in both:
            assert of_program(lines[township, ""]) == by_hand(told, month, (township,)), (month, township)
        for name, value in of_program(whole).items():
            total[name] = total.get(name, 0) + value
    assert all(total.values()), total  # each figure was put to the test


def test_a_finding_overdue_over_months_is_new_once_and_in_each_stock_once(one_history: County) -> None:
    db = one_history.db
    story = {
        key: events for key, events in stories(db).items() if any(path == "notify" for _, path, _ in events)
    }
    spanning = [
        key
        for key, events in story.items()
        if sum(late_on(events, figures.period(m).last) for m in MONTHS) >= 2
    ]  # type: ignore[union-attr]
    assert spanning
    with db.read() as connection:
        whole = [
            report_summary.lines_of(connection, actor("p-sec"), figures.period(m), "industry")[1]
            for m in MONTHS
        ]  # type: ignore[arg-type]
    stock, new = sum(line.overdue for line in whole), sum(line.overdue_new for line in whole)
    assert stock > 0
    quarter = figures.period("2025Q3")
    assert quarter is not None
    with db.read() as connection:
        line = report_summary.lines_of(connection, actor("p-sec"), quarter, "industry")[1]
    assert line.overdue == whole[8].overdue  # the stock of September, not the sum of three
    assert line.overdue_new == sum(one.overdue_new for one in whole[6:9])
    assert new > 0


def test_inspected_enterprises_and_coverage_count_each_once(one_history: County) -> None:
    for month in MONTHS:
        now = figures.period(month)
        assert now is not None
        with one_history.db.read() as connection:
            _, whole = report_summary.lines_of(connection, actor("p-sec"), now, "township")
            rows = connection.execute(sa.select(t.visit)).mappings().all()
        begun = [
            row
            for row in rows
            if row["started_at"]
            and local(row["started_at"])[:7] == month
            and row["state"] in ("received", "inspecting", "waiting")
        ]
        assert (whole.visits, len(whole.firms), whole.registered) == (
            len(begun),
            len({row["enterprise_id"] for row in begun}),
            2,
        )


def test_a_number_and_the_list_behind_its_link_agree(history: County) -> None:
    seen = 0
    for month in (*MONTHS[:12], "2025Q2"):
        now = figures.period(month)
        assert now is not None
        with history.db.read() as connection:
            tables = [
                report_summary.table(connection, actor("p-sec"), now, by)
                for by in ("township", "industry", "both")
            ]
            tables += [
                make(connection, actor("p-sec"), now)
                for make in (report_tables.cross, report_tables.items, report_tables.repeats)
            ]
            for table in tables:
                for row, links in zip(table.rows, table.links, strict=True):
                    for value, link in zip(row, links, strict=False):
                        if link and value:
                            seen += 1
                            filters = ledger.Filters(**{name: text for name, text in link.items() if text})
                            page = ledger.page(connection, actor("p-sec"), filters, "2026-11-23")
                            assert page.counts[filters.group] == value, (table.title, link)
    assert seen > 60


def test_every_table_answers_for_a_township_and_shows_only_its_own(one_history: County) -> None:
    now = figures.period("2025Q2")
    assert now is not None
    with one_history.db.read() as connection:
        _, mine = report_summary.lines_of(connection, actor("p-grid"), now, "township")
        for make in (
            report_tables.cross,
            report_tables.items,
            report_tables.repeats,
            report_tables.bases,
            report_tables.criteria,
        ):
            make(connection, actor("p-grid"), now)
        report_enforcement.table(connection, actor("p-grid"), now, "2026-11-23")
        assert {fact.township for fact in report_facts.facts(connection, actor("p-grid"), now)} <= {
            "411122100"
        }
    assert of_program(mine) == _of_quarter(one_history.db, ("411122100",))


def _of_quarter(db: Database, townships: tuple[str, ...]) -> Row:
    """The counts that add up over months, and the stock of the last."""
    months = [by_hand(stories(db), month, townships) for month in ("2025-04", "2025-05", "2025-06")]
    summed = {name: sum(one[name] for one in months) for name in months[0]}
    quarter = figures.period("2025Q2")
    assert quarter is not None
    due_closed = assigned_closed = escalated = supervised = 0
    for story in (
        stories(db).values()
    ):  # what was closed by the end of the quarter, not of its month; what happened twice in it counts once
        township = story[0][2]["township"]
        state = [TO[path] for _, path, _ in story if path in TO][-1]
        if township not in townships or state in ("submitted", "returned", "merged", "cancelled"):
            continue
        closed = [on for on, path, _ in story if path == "close_out"]
        done = bool(closed) and closed[-1] <= quarter.last
        due = [
            value["due_date"]
            for _, path, value in story
            if path in ("assign", "approve_ext", "extend", "fail", "resume")
        ]
        confirmed = [on for on, path, _ in story if path == "confirm"]
        due_closed += bool(due) and quarter.first <= due[-1] <= quarter.last and done
        assigned_closed += (
            bool(confirmed) and quarter.first <= confirmed[-1] <= quarter.last and bool(due) and done
        )
        escalated += any(path == "escalate" and quarter.first <= on <= quarter.last for on, path, _ in story)
        supervised += any(
            path in ("supervise", "list") and quarter.first <= on <= quarter.last for on, path, _ in story
        )
    return {
        **summed,
        "overdue": months[-1]["overdue"],
        "due_closed": due_closed,
        "assigned_closed": assigned_closed,
        "escalated": escalated,
        "supervised": supervised,
    }
