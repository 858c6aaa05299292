"""A visit is received once, when everything it was signed with is held; what comes later never changes what was signed."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands import findings, photos, push, verify
from inspect_app.domain import canon
from inspect_app.queries import tablet as tablet_queries
from inspect_app.storage import tables as t
from tests.conftest import County, together
from tests.helpers import ORG, Tablet, actor, finding_ids, jpeg, raw, sha

AT = "2026-11-23T02:00:00Z"


def events(county: County, subject: str) -> list[str]:
    with county.db.read() as connection:
        return list(
            connection.scalars(
                sa.select(t.op.c.path)
                .where(t.op.c.subject == subject, t.op.c.kind == "event")
                .order_by(t.op.c.seq)
            )
        )


def state(county: County, visit: str) -> str:
    found: str = county.row("visit", visit)["state"]
    return found


def receipt(county: County, visit: str) -> dict[str, Any]:
    with county.db.read() as connection:
        found = tablet_queries.receipt(connection, actor("p-exp1"), visit)
    assert found is not None
    return found


def clean(county: County) -> None:
    assert verify.verify(county.db, ORG).problems == []


def heads(ops: list[dict[str, Any]]) -> list[dict[str, Any]]:
    replaced = {p for op in ops for p in op["prev"]}
    return [op for op in ops if op["kind"] == "set" and op["id"] not in replaced]


def test_a_visit_waits_for_its_last_photo_and_is_then_received_once(county: County) -> None:
    visit, tablet, pictures = county.plan(), county.tablet(), [jpeg(1), jpeg(2), jpeg(3)]
    county.push(tablet, tablet.inspection(visit, pictures))
    for n, picture in enumerate(pictures):
        assert state(county, visit) == "waiting"
        assert finding_ids(county.db, visit) == []
        assert receipt(county, visit)["photos"] == {"held": n, "of": 3}
        county.photo(picture)
    assert state(county, visit) == "received"
    assert receipt(county, visit)["state"] == "received"
    for picture in pictures:
        assert not county.photo(picture).new
    [finding] = finding_ids(county.db, visit)
    assert events(county, f"visit/{visit}") == ["plan", "start", "submit", "received"]
    assert events(county, f"finding/{finding}") == ["submit"]
    assert sorted(county.row("finding", finding)["photos"]) == sorted(map(sha, pictures))
    clean(county)


def test_a_visit_waits_for_an_op_that_was_submitted_before_it_came(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    ops = tablet.inspection(visit, [])
    late = next(op for op in ops if op["path"] == "statement")
    county.push(tablet, [op for op in ops if op is not late])
    assert receipt(county, visit)["missing"] == {"ops": [late["id"]], "photos": []}
    assert state(county, visit) == "waiting"
    county.push(tablet, [late])
    assert state(county, visit) == "received"
    [finding] = finding_ids(county.db, visit)
    assert county.row("finding", finding)["statement"] == late["value"]


def test_a_photo_of_a_refused_op_that_comes_last_completes_the_visit(county: County) -> None:
    """The op counts as held, so its photo is all that is missing; no applied op names it."""
    visit, tablet, picture = county.plan(), county.tablet(), jpeg(4)
    bad = tablet.op(
        visit, f"finding/{uuid.uuid4()}", f"photo/{sha(picture)}", {"at": "no day", "w": 0, "h": 1}
    )
    county.push(tablet, [bad, tablet.submit(visit, [bad])])
    assert state(county, visit) == "waiting"
    county.photo(picture)
    assert state(county, visit) == "received"


def test_long_texts_that_fit_one_by_one_can_be_submitted_together(county: County) -> None:
    visit, tablet, subject = county.plan(), county.tablet(), f"finding/{uuid.uuid4()}"
    ops = [tablet.op(visit, subject, path, "长" * 19_000) for path in ("location", "statement", "measure")]
    county.push(tablet, [*ops, tablet.submit(visit, ops)])
    assert state(county, visit) == "received"
    assert len(county.row("finding", subject[8:])["measure"]) == 19_000
    clean(county)


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999999Z"]
)
def test_a_tablet_whose_clock_shows_any_year_can_start_and_submit(county: County, at: str) -> None:
    visit, tablet = county.plan(), county.tablet()
    ops = [
        tablet.op(visit, f"visit/{visit}", "start", {"at": at}, "event"),
        tablet.op(visit, f"finding/{uuid.uuid4()}", "statement", "x"),
    ]
    assert {r.state for r in county.push(tablet, [*ops, tablet.submit(visit, ops)])} == {"applied"}
    assert state(county, visit) == "received"
    clean(county)


@pytest.mark.parametrize("round_", range(3))
def test_ops_and_photos_that_race_receive_the_visit_exactly_once(county: County, round_: int) -> None:
    rng = random.Random(round_)
    visit, tablet, pictures = county.plan(), county.tablet(), [jpeg(n) for n in range(1, 6)]
    ops = tablet.inspection(visit, pictures)
    rng.shuffle(ops)
    start, submit = (next(op for op in ops if op["path"] == path) for path in ("start", "submit"))
    rest = [op for op in ops if op not in (start, submit)]
    county.push(tablet, [start])
    jobs: list[Callable[[], Any]] = [lambda p=picture: county.photo(p) for picture in pictures * 2]
    jobs += [lambda batch=rest[i : i + 3]: county.push(tablet, batch) for i in range(0, len(rest), 3)]
    jobs += [lambda: county.push(tablet, [submit])] * 2
    rng.shuffle(jobs)
    assert together(jobs) == []
    assert events(county, f"visit/{visit}") == ["plan", "start", "submit", "received"]
    [finding] = finding_ids(county.db, visit)
    assert len(county.row("finding", finding)["photos"]) == 5
    clean(county)


# --- after it was signed -------------------------------------------------------------------------------------------------------------


def submitted(county: County, statements: list[str]) -> tuple[str, Tablet, list[dict[str, Any]], list[str]]:
    """A received visit with one finding a statement: visit, tablet, ops, subjects."""
    visit, tablet = county.plan(), county.tablet()
    subjects = [f"finding/{uuid.uuid4()}" for _ in statements]
    ops = [tablet.op(visit, f"visit/{visit}", "start", {"at": AT}, "event")]
    ops += [
        tablet.op(visit, subject, "statement", text)
        for subject, text in zip(subjects, statements, strict=True)
    ]
    county.push(tablet, [*ops, tablet.submit(visit, ops)])
    return visit, tablet, ops, subjects


def statement(county: County, subject: str) -> tuple[str, str, int]:
    row = county.row("finding", subject[8:])
    return row["state"], row["statement"], row["version"]


def test_what_comes_after_the_submission_is_supplementary_and_changes_nothing_signed(county: County) -> None:
    visit, tablet, _, [subject] = submitted(county, ["签过的"])
    later = [
        tablet.op(visit, subject, "statement", "后来改的"), tablet.op(visit, subject, f"photo/{sha(jpeg(9))}", {"at": AT, "w": 1, "h": 1}),
        tablet.op(visit, f"finding/{uuid.uuid4()}", "statement", "后来加的隐患"), tablet.op(visit, f"visit/{visit}", "answer/elec-sub-01", "nok"),
    ]  # fmt: skip
    assert {r.state for r in county.push(tablet, later)} == {"applied"}
    assert statement(county, subject) == ("submitted", "签过的", 1)
    assert county.row("finding", subject[8:])["photos"] == []
    assert len(finding_ids(county.db, visit)) == 1
    assert county.row("visit", visit)["supplementary"] == 4
    clean(county)


def test_an_op_with_an_early_stamp_that_comes_late_is_supplementary_too(county: County) -> None:
    visit, _, _, [subject] = submitted(county, ["签过的"])
    slow = county.tablet("p-exp2")
    op = slow.op(visit, subject, "statement", "更早写下、更晚到达", ms=1_700_000_000_000)
    assert county.push(slow, [op])[0].state == "conflict"
    assert statement(county, subject) == ("submitted", "签过的", 1)
    assert county.row("visit", visit)["supplementary"] == 1
    clean(county)


def test_what_was_not_in_the_manifest_is_counted_when_it_is_received(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    signed = tablet.op(visit, f"visit/{visit}", "area", "签过的")
    other = county.tablet("p-exp2")
    county.push(other, [other.op(visit, f"visit/{visit}", "area", "另一台平板写的")])
    county.push(tablet, [signed, tablet.submit(visit, [signed])])
    assert county.row("visit", visit)["supplementary"] == 1


def test_submitting_again_refreezes_only_what_was_returned(county: County) -> None:
    visit, tablet, ops, [kept, returned] = submitted(county, ["甲", "乙"])
    findings.act(county.db, actor("p-sec"), kept[8:], "confirm", {})
    findings.act(county.db, actor("p-sec"), returned[8:], "return", {"reason": "写清楚部位"})
    ops += [tablet.op(visit, kept, "statement", "甲改"), tablet.op(visit, returned, "statement", "乙改")]
    ops += [tablet.op(visit, f"finding/{uuid.uuid4()}", "statement", "丙")]
    county.push(tablet, ops)
    assert statement(county, returned) == ("returned", "乙", 1)
    [result] = county.push(tablet, [tablet.submit(visit, heads(ops), 2, "按要求更正")])
    assert result.state == "applied"
    assert statement(county, kept) == ("confirmed", "甲", 1)
    assert statement(county, returned) == ("submitted", "乙改", 2)
    assert len(finding_ids(county.db, visit)) == 3
    row = county.row("visit", visit)
    assert (row["state"], row["version"], row["supplementary"]) == ("received", 2, 0)
    clean(county)


@pytest.mark.parametrize(("version", "why"), [(1, "再交一次"), (3, "跳号"), (2, "")])
def test_a_second_submission_needs_the_next_version_and_a_reason(
    county: County, version: int, why: str
) -> None:
    visit, tablet, ops, _ = submitted(county, ["甲"])
    [result] = county.push(tablet, [tablet.submit(visit, ops, version, why)])
    assert (result.state, result.reason) == ("refused", "not_allowed")
    assert county.row("visit", visit)["version"] == 1


def test_the_same_submission_twice_counts_once(county: County) -> None:
    visit, tablet, ops, _ = submitted(county, ["甲"])
    twin = {**tablet.submit(visit, ops)}
    assert county.push(tablet, [twin])[0].reason == "not_allowed"
    assert events(county, f"visit/{visit}").count("received") == 1


def test_a_finding_withdrawn_on_site_is_never_submitted(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    subject = f"finding/{uuid.uuid4()}"
    ops = [tablet.op(visit, subject, "statement", "误记"), tablet.op(visit, subject, "withdrawn", True)]
    county.push(tablet, [*ops, tablet.submit(visit, ops)])
    assert state(county, visit) == "received"
    assert finding_ids(county.db, visit) == []


def test_a_manifest_is_folded_from_exactly_its_ops(county: County) -> None:
    """Two tablets disagree; the one signed names its own op only, whatever the clocks say."""
    visit, one, two = county.plan(), county.tablet(), county.tablet("p-exp2")
    subject = f"finding/{uuid.uuid4()}"
    mine = one.op(visit, subject, "statement", "签的是这一句", ms=1_700_000_000_000)
    county.push(two, [two.op(visit, subject, "statement", "时间更晚的一句")])
    county.push(one, [mine, one.submit(visit, [mine])])
    assert statement(county, subject) == ("submitted", "签的是这一句", 1)
    clean(county)


def test_a_photo_whose_bytes_are_gone_is_not_held(county: County) -> None:
    picture = jpeg(5)
    county.photo(picture)
    assert photos.holds(county.db, county.blobs, ORG, sha(picture))
    next(county.blobs.root.rglob(sha(picture))).unlink()
    assert not photos.holds(county.db, county.blobs, ORG, sha(picture))
    assert county.photo(picture).new


def test_manifests_over_two_thousand_ops_are_taken(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    ops = [tablet.op(visit, f"visit/{visit}", f"note/item-{n}", "x") for n in range(2400)]
    for at in range(0, len(ops), 500):
        county.push(tablet, ops[at : at + 500])
    ids = sorted(op["id"] for op in ops)
    submit = tablet.op(
        visit,
        f"visit/{visit}",
        "submit",
        {"version": 1, "manifest": {"ops": ids, "photos": [], "hash": canon.manifest_hash(ids, [])}},
        "event",
    )
    assert push.push(county.db, actor("p-exp1"), tablet.device, raw([submit]))[0].state == "applied"
    assert state(county, visit) == "received"
