"""临时检查: a visit that an expert plans on the spot. Wrong ones are refused with their reason; work is never lost over a doubtful enterprise."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands import verify, visits
from inspect_app.domain import uscc
from inspect_app.queries import tablet as tablet_queries
from inspect_app.storage import tables as t
from tests.conftest import County
from tests.helpers import ORG, Tablet, actor, jpeg, plan_value

NEW = "new-0b0e7a52-0000-4000-8000-0000000000e1"
VALID = "91411122MA40ABCD1" + uscc.check_character("91411122MA40ABCD1")


def unplanned(**changes: Any) -> dict[str, Any]:
    """A visit of the author alone, today."""
    return plan_value(members=["p-exp1"], unplanned=True, **changes)


def record(**changes: Any) -> dict[str, Any]:
    """An enterprise as it was met on site."""
    return {
        "name": "临颍县路边木器加工部", "uscc": "", "uscc_reason": "营业执照未悬挂", "industry": "木材加工", "township": "411122101", "address": "杜曲镇北街",
        "principal": "何老板", "principal_phone": "19900000009", "hazards": ["dust"], **changes,
    }  # fmt: skip


def planned(tablet: Tablet, visit: str, value: dict[str, Any]) -> dict[str, Any]:
    return tablet.op(visit, f"visit/{visit}", "plan", value, "event")


def row_of(county: County, table: sa.Table, key: str) -> Any:
    with county.db.read() as connection:
        return connection.execute(
            sa.select(table).where(table.c.org_id == ORG, table.c.id == key)
        ).one_or_none()


def clean(county: County) -> None:
    assert verify.verify(county.db, ORG).problems == []


def test_a_visit_planned_on_the_tablet_is_received_like_any_other(county: County) -> None:
    visit, tablet, picture = str(uuid.uuid4()), county.tablet(), jpeg(1)
    ops = [planned(tablet, visit, unplanned()), *tablet.inspection(visit, [picture])]
    assert {r.state for r in county.push(tablet, ops)} == {"applied"}
    county.photo(picture)
    row = row_of(county, t.visit, visit)
    assert (row.state, row.lead_id, row.enterprise_id, row.track) == ("received", "p-exp1", "e-1", "advisory")
    with county.db.read() as connection:
        [listed] = tablet_queries.bundle(connection, actor("p-exp1"), [])["visits"]
    assert (listed["id"], listed["unplanned"]) == (visit, True)
    clean(county)


def test_sent_again_it_is_known_and_split_between_batches_it_is_whole(small: County) -> None:
    visit, tablet = str(uuid.uuid4()), small.tablet()
    ops = [planned(tablet, visit, unplanned()), *tablet.inspection(visit, [])]
    for part in (ops[:1], ops[:3], ops):
        small.push(tablet, part)
    assert {r.state for r in small.push(tablet, ops)} == {"duplicate"}
    assert row_of(small, t.visit, visit).state == "received"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (unplanned(lead="p-exp2"), "not_allowed"),
        (plan_value(members=["p-exp2"], unplanned=True), "not_allowed"),
        (unplanned(track="enforcement"), "not_allowed"),
        (unplanned(enterprise="e-99"), "unknown_enterprise"),
        (unplanned(enterprise=NEW), "unknown_enterprise"),
        (unplanned(enterprise="e-99", record=record()), "not_allowed"),
        (unplanned(enterprise="e-1", record=record()), "not_allowed"),
        (unplanned(checklists=["electrical@9.9.9"]), "unknown_checklist"),
        (unplanned(checklists=[]), "unknown_checklist"),
        (unplanned() | {"members": ["p-exp1", "p-nobody"]}, "unknown_person"),
        (unplanned(enterprise=NEW, record=record(name="")), "bad_value"),
        (unplanned(planned_date="2026-02-30"), "bad_value"),
        (plan_value(), "not_from_field"),
        (plan_value(unplanned="yes"), "not_from_field"),
    ],
)
def test_what_an_expert_may_not_plan_is_refused_and_kept_aside(
    small: County, value: dict[str, Any], reason: str
) -> None:
    visit, tablet = str(uuid.uuid4()), small.tablet()
    [result] = small.push(tablet, [planned(tablet, visit, value)])
    assert (result.state, result.reason) == ("refused", reason)
    assert row_of(small, t.visit, visit) is None
    with small.db.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(t.op_refused)) == 1
    clean(small)


def test_a_planned_visit_is_not_replanned_by_an_expert_and_an_unplanned_one_not_by_another(
    small: County,
) -> None:
    tablet, other = small.tablet(), small.tablet("p-exp3")
    mine, own = small.plan(), str(uuid.uuid4())
    assert [r.reason for r in small.push(tablet, [planned(tablet, mine, unplanned())])] == ["not_allowed"]
    small.push(tablet, [planned(tablet, own, unplanned())])
    assert [r.reason for r in small.push(tablet, [planned(tablet, own, unplanned(enterprise="e-2"))])] == [
        "not_allowed"
    ]
    theirs = plan_value(lead="p-exp3", members=["p-exp3"], unplanned=True)
    assert [r.reason for r in small.push(other, [planned(other, own, theirs)])] == ["not_your_visit"]
    assert row_of(small, t.visit, own).enterprise_id == "e-1"


def test_answers_of_a_visit_that_nobody_planned_stay_unknown(small: County) -> None:
    visit, tablet = str(uuid.uuid4()), small.tablet()
    assert [
        r.reason for r in small.push(tablet, [tablet.op(visit, f"visit/{visit}", "area", "一号车间")])
    ] == ["unknown_visit"]


def test_the_bureau_may_change_and_cancel_an_unplanned_visit(small: County) -> None:
    visit, tablet = str(uuid.uuid4()), small.tablet()
    small.push(tablet, [planned(tablet, visit, unplanned())])
    visits.plan(small.db, actor("p-sec"), plan_value(), visit)
    visits.cancel(small.db, actor("p-sec"), visit, "重复登记")
    assert row_of(small, t.visit, visit).state == "cancelled"
    clean(small)


def test_an_enterprise_met_on_site_is_registered_to_be_verified(county: County) -> None:
    visit, tablet = str(uuid.uuid4()), county.tablet()
    ops = [
        planned(tablet, visit, unplanned(enterprise=NEW, record=record(uscc=VALID))),
        *tablet.inspection(visit, []),
    ]
    assert {r.state for r in county.push(tablet, ops)} == {"applied"}
    firm = row_of(county, t.enterprise, NEW)
    assert (firm.name, firm.uscc, firm.township_id, firm.hazards) == (
        "临颍县路边木器加工部",
        VALID,
        "411122101",
        ["dust"],
    )
    with county.db.read() as connection:
        found = connection.execute(sa.select(t.finding.c.enterprise_id, t.finding.c.township_id)).one()
    assert tuple(found) == (NEW, "411122101")
    clean(county)


@pytest.mark.parametrize("code", ["91411122000000001X", "91411122MA40ABCD10", "乱写的"])
def test_a_code_that_is_taken_or_wrong_loses_no_work(small: County, code: str) -> None:
    visit, tablet = str(uuid.uuid4()), small.tablet()
    ops = [
        planned(tablet, visit, unplanned(enterprise=NEW, record=record(uscc=code))),
        *tablet.inspection(visit, []),
    ]
    assert {r.state for r in small.push(tablet, ops)} == {"applied"}
    assert row_of(small, t.enterprise, NEW).uscc is None
    with small.db.read() as connection:
        kept = connection.scalar(sa.select(t.head.c.value).where(t.head.c.subject == f"enterprise/{NEW}"))
    assert (kept["claimed_uscc"], kept["provisional"]) == (code, True)
    clean(small)


def test_the_same_new_enterprise_twice_and_the_same_code_twice_in_one_batch(county: County) -> None:
    tablet = county.tablet()
    second = NEW[:-1] + "2"
    value = unplanned(enterprise=NEW, record=record(uscc=VALID))
    ops = [
        planned(tablet, str(uuid.uuid4()), value),
        planned(tablet, str(uuid.uuid4()), value),
        planned(
            tablet,
            str(uuid.uuid4()),
            unplanned(enterprise=second, record=record(uscc=VALID, name="同一家，又登记一次")),
        ),
    ]
    assert [r.state for r in county.push(tablet, ops)] == ["applied"] * 3
    assert row_of(county, t.enterprise, NEW).uscc == VALID
    assert row_of(county, t.enterprise, second).uscc is None
    clean(county)
