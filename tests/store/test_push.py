"""What a tablet sends is stored once, in whatever order and however often it comes, and a bad op is kept aside with its reason."""

from __future__ import annotations

import json
import random
import uuid
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_app.commands import devices, push, verify, visits
from inspect_app.domain import canon, clock
from inspect_app.queries import tablet as tablet_queries
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms
from tests.conftest import County
from tests.helpers import ORG, Tablet, actor, found_county, plan_value, raw

HOUR = 3_600_000


def heads_of(db: Database, *columns: str) -> set[tuple[Any, ...]]:
    """What stands in the fields of visits and findings."""
    names = columns or ("subject", "path", "id", "rank", "author")
    with db.read() as connection:
        query = sa.select(*(t.head.c[name] for name in names), t.head.c.value).where(
            t.head.c.path != "record"
        )
        return {(*row[:-1], json.dumps(row[-1], sort_keys=True)) for row in connection.execute(query)}


def log_length(db: Database) -> int:
    with db.read() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(t.op)) or 0


def refused(db: Database) -> list[Any]:
    with db.read() as connection:
        return list(connection.execute(sa.select(t.op_refused).order_by(t.op_refused.c.received_at)))


def clean(db: Database) -> None:
    report = verify.verify(db, ORG)
    assert report.problems == []
    assert report.ops == log_length(db)


def test_sending_the_same_batch_again_stores_nothing_and_tells_the_numbers(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    ops = tablet.inspection(visit, [])
    first = county.push(tablet, ops)
    assert {r.state for r in first} == {"applied"}
    before = log_length(county.db)
    again = county.push(tablet, ops)
    assert [(r.state, r.seq, r.rank) for r in again] == [("duplicate", r.seq, r.rank) for r in first]
    assert log_length(county.db) == before
    clean(county.db)


def test_an_op_twice_in_one_batch_is_stored_once(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    op = tablet.op(visit, f"visit/{visit}", "area", "一号车间")
    assert [r.state for r in county.push(tablet, [op, op])] == ["applied", "duplicate"]


def test_another_spelling_of_the_same_op_is_a_duplicate(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    op = tablet.op(visit, f"visit/{visit}", "opinion", {"agree": True, "text": "同意"})
    county.push(tablet, [op])
    other = json.dumps(dict(reversed(op.items())), indent=3, ensure_ascii=True).encode()
    assert push.push(county.db, actor("p-exp1"), tablet.device, [other])[0].state == "duplicate"


def test_a_reused_id_with_other_content_is_refused_and_both_are_kept(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    op = tablet.op(visit, f"visit/{visit}", "area", "真实的工作")
    clone = {**op, "value": "克隆平板上的另一份工作"}
    assert [r.state for r in county.push(tablet, [op, clone])] == ["applied", "refused"]
    assert [r.reason for r in county.push(tablet, [clone])] == ["id_reused"]
    assert [json.loads(r.body)["value"] for r in refused(county.db)] == ["克隆平板上的另一份工作"]
    assert {h[-1] for h in heads_of(county.db)} == {json.dumps("真实的工作")}
    clean(county.db)


def test_an_unknown_path_is_kept_and_does_no_harm(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    subject = f"finding/{uuid.uuid4()}"
    ops = [
        tablet.op(visit, f"visit/{visit}", "weather/outside", {"image": "x" * 6000, "photos": 5}),
        tablet.op(visit, f"visit/{visit}", "photo/short", "no object"),
        tablet.op(visit, subject, "photo/short", "no object"),
        tablet.op(visit, subject, "feedback", {"photos": 5}),
        tablet.op(visit, subject, "somersault", {"at": 1}, "event"),
    ]
    assert [r.state for r in county.push(tablet, ops)] == ["kept"] * 5
    done = county.push(tablet, [*ops, _submission(tablet, visit, [op for op in ops if op["kind"] == "set"])])
    assert [r.state for r in done] == ["duplicate"] * 5 + ["applied"]
    assert county.row("visit", visit)["state"] == "received"
    clean(county.db)


def test_a_path_that_a_later_version_knows_is_folded_by_rebuild(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspect_app.domain import cases, event_values, paths, rules

    visit, tablet = county.plan(), county.tablet()
    op = tablet.op(visit, f"visit/{visit}", "pause", {"reason": "停电"}, "event")
    assert county.push(tablet, [op])[0].state == "kept"
    monkeypatch.setitem(paths.EVENTS, ("visit", "pause"), event_values.Reason)
    monkeypatch.setitem(
        rules.VISIT, "pause", rules.Step(frozenset({"planned"}), "inspecting", frozenset({"expert"}))
    )
    monkeypatch.setitem(
        cases.HANDLERS, ("visit", "pause"), lambda row, event: {"reason": event.value["reason"]}
    )
    assert any("visit" in p.where for p in verify.verify(county.db, ORG).problems)
    verify.rebuild(county.db, ORG)
    row = county.row("visit", visit)
    assert (row["state"], row["reason"]) == ("inspecting", "停电")
    clean(county.db)


# --- who may write what --------------------------------------------------------------------------------------------------------------


def test_forged_ops_are_refused_by_reason_and_the_rest_goes_on(county: County) -> None:
    visit, other = county.plan(), county.plan(lead="p-exp3", members=["p-exp3"])
    mine, theirs = county.tablet(), county.tablet("p-exp3")
    known = f"finding/{uuid.uuid4()}"
    county.push(theirs, [theirs.op(other, known, "statement", "别人的隐患")])
    v = f"visit/{visit}"
    ops = [
        (mine.op(visit, v, "area", "好", author="p-exp2"), "author_not_enrolled"),
        (mine.op(visit, v, "area", "好", author="system"), "author_not_enrolled"),
        (mine.op(visit, v, "area", "好", org="410000"), "wrong_org"),
        (mine.op(other, f"visit/{other}", "area", "好"), "not_your_visit"),
        (mine.op(visit, known, "statement", "改成我的"), "other_visit"),
        (mine.op(other, known, "statement", "改"), "not_your_visit"),
        (mine.op(str(uuid.uuid4()), f"finding/{uuid.uuid4()}", "statement", "无"), "unknown_visit"),
        (mine.op(visit, "enterprise/e-1", "record", {"name": "改名"}), "not_from_field"),
        (mine.op(visit, "person/p-exp1", "record", {"name": "王", "role": "leader"}), "not_from_field"),
        (mine.op(visit, f"document/{uuid.uuid4()}", "draft", {}, "event"), "not_from_field"),
        (mine.op(visit, v, "received", {"version": 1, "manifest_hash": "0" * 64, "findings": 0}, "event"), "not_from_field"),
        (mine.op(visit, v, "plan", plan_value(lead="p-exp3"), "event"), "not_from_field"),
        (mine.op(visit, known, "confirm", {}, "event"), "not_from_field"),
        (mine.op(visit, v, "answer/elec-sub-01", "perhaps"), "bad_value"),
        (mine.op(visit, v, "submit", {"version": 1, "manifest": {"ops": [], "photos": [], "hash": "0" * 64}}, "event"), "bad_manifest"),
        (mine.op(visit, v, "start", {"at": "yesterday"}, "event"), "bad_value"),
        ({**mine.op(visit, v, "area", "好"), "id": f"{clock.base36(now_ms(), 9)}-000-server00", "device": "server00"}, "device_not_enrolled"),
    ]  # fmt: skip
    good = mine.op(visit, v, "area", "三号车间")
    results = county.push(mine, [op for op, _ in ops] + [good])
    assert [(r.state, r.reason) for r in results[:-1]] == [("refused", reason) for _, reason in ops]
    assert results[-1].state == "applied"
    assert all(r.message for r in results[:-1])
    assert len(refused(county.db)) == len(ops)
    clean(county.db)


def test_what_a_locked_device_holds_is_still_taken_from_it_and_from_another(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    with county.db.write() as connection:
        connection.execute(t.device.update().values(locked_at=1))
    ops = [tablet.op(visit, f"visit/{visit}", path, "x") for path in ("area", "companion")]
    assert county.push(tablet, ops[:1])[0].state == "applied"
    assert county.push(tablet, ops[:1])[0].state == "duplicate"
    assert devices.enrol(county.db, actor("p-exp1"), tablet.device, "", "") == tablet.device
    new = county.tablet()
    assert push.push(county.db, actor("p-exp1"), new.device, raw(ops[1:]))[0].state == "applied"


@pytest.mark.parametrize("device", ["", "a1b2c3d4", "\x00" * 8, "x" * 5000, "A1B2C3D4", "server00"])
def test_a_device_that_nobody_enrolled_may_not_push(county: County, device: str) -> None:
    with pytest.raises(push.DeviceUnknown):
        push.push(county.db, actor("p-exp1"), device, [])


def test_a_device_belongs_to_one_bureau(county: County) -> None:
    found_county(county.db, "410000")
    tablet = county.tablet()
    with pytest.raises(devices.NotYours):
        devices.enrol(county.db, actor("p-exp1", "410000"), tablet.device, "", "")
    with pytest.raises(push.DeviceUnknown):
        push.push(county.db, actor("p-exp1", "410000"), tablet.device, [])


def test_a_shared_tablet_uploads_for_its_authors(county: County) -> None:
    visit, tablet = county.plan(), county.tablet("p-exp2")
    op = tablet.op(visit, f"visit/{visit}", "area", "x")
    assert push.push(county.db, actor("p-exp1"), tablet.device, raw([op]))[0].state == "applied"
    with county.db.read() as connection:
        row = connection.execute(sa.select(t.op).where(t.op.c.id == op["id"])).one()
    assert (row.author, row.uploaded_by) == ("p-exp2", "p-exp1")


# --- text that databases cannot hold -------------------------------------------------------------------------------------------------

POISON = [
    rb'{"id":"0mjk2l3x4-000-a1b2c3d4","value":"\ud800"}', rb'{"id":"\u0000","visit":"\u0000"}', rb'{"\u0000":1}', rb'{"subject":"visit/\u0000"}',
    b'{"id":"\xff"}', b"[" * 4000, b"null", rb'{"id":"\ud800","visit":"x\ud800"}', "{\"id\":\"\u2028\u0007\"}".encode(), b"9" * 500, b"",
]  # fmt: skip


@pytest.mark.parametrize("poison", POISON, ids=range(len(POISON)))
def test_a_poisonous_op_is_kept_aside_and_the_batch_goes_on(county: County, poison: bytes) -> None:
    visit, tablet = county.plan(), county.tablet()
    good = [
        tablet.op(visit, f"visit/{visit}", "area", "一"),
        tablet.op(visit, f"visit/{visit}", "companion", "二"),
    ]
    results = push.push(county.db, actor("p-exp1"), tablet.device, [raw(good)[0], poison, raw(good)[1]])
    assert [r.state for r in results] == ["applied", "refused", "applied"]
    assert results[1].message
    assert [bytes(r.body) for r in refused(county.db)] == [poison]


@pytest.mark.parametrize(
    "member", ["id", "visit", "subject", "kind", "path", "value", "prev", "author", "device", "org"]
)
@pytest.mark.parametrize(
    "value",
    ["\x00", "\ud800", "x" * 200_000, -1, 1.5, [[]], {"\x00": {}}, True, "'; DROP TABLE op; --"],
    ids=range(9),
)
def test_any_member_may_be_nonsense(small: County, member: str, value: Any) -> None:
    visit, tablet = small.plan(), small.tablet()
    op = {**tablet.op(visit, f"visit/{visit}", "later/path", "x"), member: value}
    [result] = push.push(small.db, actor("p-exp1"), tablet.device, [json.dumps(op).encode()])
    assert result.state in ("refused", "kept")
    clean(small.db)


# --- order and repetition ------------------------------------------------------------------------------------------------------------


@st.composite
def field_ops(draw: st.DrawFn) -> tuple[list[tuple[int, str, Any, int]], random.Random, list[int]]:
    writes = draw(
        st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["statement", "location", "photo"]), st.sampled_from(["a", "b", None]), st.integers(0, 3)),
        min_size=1, max_size=10)
    )  # fmt: skip
    return (
        writes,
        draw(st.randoms(use_true_random=False)),
        draw(st.lists(st.integers(1, 4), min_size=1, max_size=8)),
    )


class Arena:
    """One database for many examples, each in a visit of its own: what is compared is within the visit."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.tablets = [county.tablet(person) for person in ("p-exp1", "p-exp2", "p-exp3")]

    def play(self, writes: list[tuple[int, str, Any, int]], batches: list[list[int]]) -> dict[str, Any]:
        """Makes the ops of the writes, always the same, and pushes them as the batches say (indices); then submits."""
        visit = self.county.plan(members=["p-exp1", "p-exp2", "p-exp3"])
        finding, base = str(uuid.uuid4()), now_ms()
        made: list[tuple[int, dict[str, Any]]] = []
        written: dict[str, list[str]] = {}
        for n, (who, path, value, seen) in enumerate(writes):
            real = f"photo/{'ab' * 32}" if path == "photo" else path
            content = (
                {"at": "2026-11-23T02:00:00Z", "w": 1, "h": 1, "note": value}
                if path == "photo" and value
                else value
            )
            tablet = self.tablets[who]
            op = tablet.op(visit, f"finding/{finding}", real, content, ms=base + n)
            op["prev"] = sorted(set(written.get(real, [])[-seen:])) if seen else []
            written.setdefault(real, []).append(op["id"])
            made.append((n, op))
        ops = [op for _, op in made]
        for batch in batches:
            push.push(self.county.db, actor("p-exp1"), self.tablets[0].device, raw([ops[i] for i in batch]))
        number = {op["id"]: n for n, op in made}
        with self.county.db.read() as c:
            heads = c.execute(sa.select(t.head).where(t.head.c.subject == f"finding/{finding}")).all()
        names = {p for op in ops for p in op["prev"]}
        covered = [op for op in ops if op["id"] not in names]
        lead = self.tablets[0]
        push.push(self.county.db, actor("p-exp1"), lead.device, raw([_submission(lead, visit, covered)]))
        with self.county.db.read() as c:
            row = c.execute(sa.select(t.finding).where(t.finding.c.id == finding)).mappings().one_or_none()
        facts = (
            {k: row[k] for k in ("location", "statement", "measure", "due_days", "photos", "severity")}
            if row
            else None
        )
        return {"heads": {(h.path, number[h.id], json.dumps(h.value)) for h in heads}, "facts": facts}


def _submission(tablet: Tablet, visit: str, covered: list[dict[str, Any]]) -> dict[str, Any]:
    """A submission that waits for no photo."""
    ids = sorted(op["id"] for op in covered)
    manifest = {"ops": ids, "photos": [], "hash": canon.manifest_hash(ids, [])}
    return tablet.op(visit, f"visit/{visit}", "submit", {"version": 1, "manifest": manifest}, "event")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(field_ops())
def test_order_repetition_and_batching_change_neither_heads_nor_facts(
    small: County, example: tuple[list[tuple[int, str, Any, int]], random.Random, list[int]]
) -> None:
    writes, rng, sizes = example
    arena: Arena = getattr(small, "arena", None) or Arena(small)
    small.arena = arena  # type: ignore[attr-defined]
    indices = list(range(len(writes)))
    shuffled = indices + [rng.choice(indices) for _ in range(rng.randint(0, 4))]
    rng.shuffle(shuffled)
    batches, at = [], 0
    while at < len(shuffled):
        size = sizes[len(batches) % len(sizes)]
        batches.append(shuffled[at : at + size])
        at += size
    assert arena.play(writes, [indices]) == arena.play(writes, batches)


def test_the_log_of_many_examples_verifies(small: County) -> None:
    arena, rng = Arena(small), random.Random(7)
    for _ in range(10):
        writes = [
            (
                rng.randrange(3),
                rng.choice(["statement", "location", "photo"]),
                rng.choice(["a", "b", None]),
                rng.randrange(4),
            )
            for _ in range(8)
        ]
        order = list(range(8))
        rng.shuffle(order)
        arena.play(writes, [order[:3], order[2:], order])
    clean(small.db)


def test_two_tablets_in_conflict_are_told_and_both_values_stay(county: County) -> None:
    visit, finding = county.plan(), f"finding/{uuid.uuid4()}"
    one, two = county.tablet("p-exp1"), county.tablet("p-exp2")
    assert county.push(one, [one.op(visit, finding, "statement", "一")])[0].state == "applied"
    assert county.push(two, [two.op(visit, finding, "statement", "二")])[0].state == "conflict"
    assert {h[-1] for h in heads_of(county.db)} == {json.dumps("一"), json.dumps("二")}
    clean(county.db)


# --- clocks --------------------------------------------------------------------------------------------------------------------------


def test_a_clock_three_hours_behind_is_accepted_and_keeps_its_time(county: County) -> None:
    visit, tablet, now = county.plan(), county.tablet(), now_ms()
    op = tablet.op(visit, f"visit/{visit}", "area", "x", ms=now - 3 * HOUR)
    [result] = county.push(tablet, [op], now=now, device_now=now - 3 * HOUR)
    assert (result.state, result.rank) == ("applied", op["id"][:9])


def test_a_clock_three_hours_ahead_is_accepted_and_ranked_by_receipt(county: County) -> None:
    visit, ahead, right, now = county.plan(), county.tablet(), county.tablet("p-exp2"), now_ms()
    op = ahead.op(visit, f"visit/{visit}", "area", "快三小时", ms=now + 3 * HOUR)
    [result] = county.push(ahead, [op], now=now, device_now=now + 3 * HOUR)
    assert (result.state, result.rank) == ("applied", clock.base36(now, 9))
    later = right.op(visit, f"visit/{visit}", "area", "后写的", ms=now + 1000)
    assert county.push(right, [later], now=now + 2000)[0].state == "conflict"
    with county.db.read() as connection:
        shown = connection.scalars(
            sa.select(t.head.c.value)
            .where(t.head.c.path == "area")
            .order_by(t.head.c.rank.desc(), t.head.c.id.desc())
        ).first()
    assert shown == "后写的", "a clock that runs ahead must not win for three hours"
    with county.db.read() as connection:
        offsets = dict(connection.execute(sa.select(t.device.c.id, t.device.c.clock_offset)).all())
    assert offsets[ahead.device] == 3 * HOUR
    clean(county.db)


@pytest.mark.parametrize("told", [0, -(10**30), 10**30, 2**63])
def test_any_clock_may_be_told(county: County, told: int) -> None:
    tablet = county.tablet()
    assert county.push(tablet, [], device_now=told) == []


# --- the receipt counts what is held -------------------------------------------------------------------------------------------------


def receipt(county: County, visit: str) -> dict[str, Any]:
    with county.db.read() as connection:
        found = tablet_queries.receipt(connection, actor("p-exp1"), visit)
    assert found is not None
    return found


def test_a_refused_op_counts_as_held_in_the_receipt(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    good = tablet.op(visit, f"visit/{visit}", "area", "x")
    bad = tablet.op(visit, f"visit/{visit}", "due_days/wrong/really", "x") | {
        "path": "answer/elec-sub-01",
        "value": "perhaps",
    }
    county.push(tablet, [good, bad, tablet.submit(visit, [good, bad])])
    shown = receipt(county, visit)
    assert shown["state"] == "received"
    assert shown["ops"] == {"held": 2, "of": 2, "refused": 1}


@pytest.mark.parametrize("value", ["half \ud83d", "NUL \x00", 0.5, {"deep": json.loads("[" * 30 + "]" * 30)}])
def test_a_broken_op_that_comes_last_still_completes_the_visit(county: County, value: Any) -> None:
    visit, tablet = county.plan(), county.tablet()
    good, bad = (
        tablet.op(visit, f"visit/{visit}", "area", "x"),
        tablet.op(visit, f"visit/{visit}", "companion", value),
    )
    county.push(tablet, [good, tablet.submit(visit, [good, bad])])
    assert receipt(county, visit)["missing"]["ops"] == [bad["id"]]
    assert push.push(county.db, actor("p-exp1"), tablet.device, [json.dumps(bad).encode()])[0].id == bad["id"]
    assert receipt(county, visit)["state"] == "received"


def test_work_for_a_visit_that_was_planned_too_late_is_taken_when_it_is_sent_again(county: County) -> None:
    visit, tablet = str(uuid.uuid4()), county.tablet()
    op = tablet.op(visit, f"visit/{visit}", "area", "x")
    assert county.push(tablet, [op])[0].reason == "unknown_visit"
    visits.plan(county.db, actor("p-sec"), plan_value(), visit)
    assert county.push(tablet, [op])[0].state == "applied"
    clean(county.db)
