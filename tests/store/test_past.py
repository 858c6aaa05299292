"""What a tablet is told of the visits before: the newest answer to each item, and the documents that were issued."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from inspect_app.commands import documents, drafts, findings, service
from inspect_app.commands.press import Press
from inspect_app.domain.doc_types import NOTICE
from inspect_app.queries import tablet as q
from tests.conftest import County
from tests.helpers import actor, finding_ids, jpeg

PHOTO = jpeg(1)


def bundle(county: County, person: str = "p-exp1") -> dict[str, Any]:
    with county.db.read() as connection:
        return q.bundle(connection, actor(person), [])


def inspected(county: County, day: str, **answers: str | None) -> str:
    """A received visit of that day with these answers to the two items of the list."""
    visit = county.plan(planned_date=day)
    tablet = county.tablet()
    v = f"visit/{visit}"
    ops = [tablet.op(visit, v, "start", {"at": f"{day}T02:00:00Z"}, "event")]
    ops += [tablet.op(visit, v, f"answer/{item.replace('_', '-')}", value) for item, value in answers.items()]
    ops.append(tablet.op(visit, v, "measured/elec-sub-01/r", "0.35"))
    county.push(tablet, [*ops, tablet.submit(visit, ops)])
    return visit


def test_the_newest_answer_of_each_item_comes_from_the_last_received_visits(small: County) -> None:
    first = inspected(small, "2026-03-02", elec_sub_01="nok", elec_mgmt_01="ok")
    second = inspected(small, "2026-06-02", elec_sub_01="ok", elec_mgmt_01=None)
    small.plan(planned_date="2026-11-23")

    assert bundle(small)["results"]["e-1"] == {
        "elec-sub-01": {"value": "ok", "on": "2026-06-02", "visit": second, "measured": {"r": "0.35"}},
        "elec-mgmt-01": {"value": "ok", "on": "2026-03-02", "visit": first},
    }


def test_an_unfinished_visit_and_an_enterprise_of_nobody_tell_nothing(small: County) -> None:
    visit, tablet = small.plan(planned_date="2026-11-23"), small.tablet()
    start = tablet.op(visit, f"visit/{visit}", "start", {"at": "2026-11-23T02:00:00Z"}, "event")
    small.push(tablet, [start, tablet.op(visit, f"visit/{visit}", "answer/elec-sub-01", "nok")])
    assert bundle(small)["results"] == {}
    inspected(small, "2026-03-02", elec_sub_01="nok")
    assert bundle(small, "p-exp3")["results"] == {}


def test_documents_that_were_issued_are_listed_and_void_ones_are_not(small: County, tmp_path: Path) -> None:
    visit, tablet = small.plan(), small.tablet()
    small.push(tablet, tablet.inspection(visit, [PHOTO]))
    small.photo(PHOTO)
    (finding,) = finding_ids(small.db, visit)
    findings.accept(small.db, actor("p-sec"), finding, {"severity": "general"}, {"due_date": "2026-12-08"})
    press = Press(small.blobs, "secret", "http://127.0.0.1:8000")
    paper = drafts.draft(small.db, actor("p-sec"), NOTICE, visit)
    assert bundle(small)["documents"] == []
    documents.issue(small.db, press, actor("p-lead"), paper)

    (told,) = bundle(small)["documents"]
    assert (told["id"], told["enterprise"], told["type"], told["state"]) == (
        paper,
        "e-1",
        "doc_rectify_notice",
        "issued",
    )
    assert "整改" in told["title"]
    assert told["number"]
    assert bundle(small, "p-exp3")["documents"] == []
    service.void(small.db, actor("p-lead"), paper, "写错了单位")
    assert bundle(small)["documents"] == []
