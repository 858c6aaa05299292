"""What the desktop's pages ask for, on both databases."""

from __future__ import annotations

from inspect_app.commands import findings
from inspect_app.domain import dates
from inspect_app.queries import (
    charts,
    conflicts,
    dashboard,
    devices,
    document,
    ledger,
    registry,
    review,
    tally,
    visit,
)
from inspect_app.queries import finding as q
from inspect_app.storage.db import now_ms
from tests.conftest import County
from tests.helpers import ORG, actor, finding_ids, jpeg


def inspected(county: County, seed: int, suspected: bool = False) -> tuple[str, str]:
    made = county.plan()
    tablet, photo = county.tablet(), jpeg(seed)
    county.push(tablet, tablet.inspection(made, [photo], suspected=suspected))
    county.photo(photo)
    return made, finding_ids(county.db, made)[0]


def test_every_query_of_the_desktop_answers_on_both_databases(county: County) -> None:
    today, desk = dates.day_of(now_ms()), actor("p-sec")
    first, one = inspected(county, 1)
    _, two = inspected(county, 2, suspected=True)
    findings.accept(county.db, desk, one, {"severity": "general"}, {"due_date": "2030-01-01"})
    with county.db.read() as c:
        counted = tally.cells(c, desk, today)
        numbers = dashboard.numbers(c, desk, counted)
        assert (numbers["submitted"], numbers["to_draft"], numbers["assigned"], numbers["due"]) == (
            1,
            1,
            1,
            0,
        )
        months = charts.progress(c, desk, today)["months"]
        assert len(months) == 12
        assert sum(month["found"] for month in months) == 1
        assert [place["name"] for place in dashboard.townships(c, desk, counted)] == ["城关街道", "杜曲镇"]
        assert dashboard.week(c, desk, today)["total"] >= 0
        assert review.counts(c, desk) == {"submitted": 1, "grade": 0}
        row = q.one(c, desk, two)
        assert row is not None
        assert review.place(c, desk, "submitted", row) == (1, 1)
        assert review.following(c, desk, "submitted", row) is None
        assert [entry["kind"] for entry in q.story(c, desk, one)][-3:] == ["event", "event", "event"]
        assert conflicts.of_finding(c, ORG, row) == []
        for filters in (
            ledger.Filters(),
            ledger.Filters(q="配电"),
            ledger.Filters(industry="农副食品加工业", checklist="electrical", since="2020-01-01"),
        ):
            page = ledger.page(c, desk, filters, today)
            assert {found["id"] for found in page.rows} == {one, two}
            place = (page.rows[0]["found_on"], page.rows[0]["id"])
            assert [found["id"] for found in ledger.page(c, desk, filters, today, after=place).rows] == [
                page.rows[1]["id"]
            ]
            below = (page.rows[1]["found_on"], page.rows[1]["id"])
            assert [found["id"] for found in ledger.page(c, desk, filters, today, before=below).rows] == [
                page.rows[0]["id"]
            ]
        assert ledger.choices(c, desk)["industries"] == [{"industry": "农副食品加工业"}]
        assert [found["visit_id"] for found in document.to_draft(c, desk)] == [first]
        assert document.listed(c, desk, "all", None, "不存在") == []
        assert len(visit.listed(c, desk, word="颍川")) == 2
        assert visit.fields(c, ORG, first)["opinion"]["value"]["agree"] is True
        assert visit.supplementary(c, ORG, first) == []
        assert visit.visits_within_year(c, desk, "e-1", "2026-12-01") == 2
        assert [e["name"] for e in registry.enterprises(c, desk, "颍川", "", "", None)] == [
            "临颍县颍川食品有限公司"
        ]
        assert [e["name"] for e in registry.experts(c, desk, "", "", today)] == sorted(
            ("王建国", "李红霞", "赵志强")
        )
        assert [p["name"] for p in devices.listed(c, ORG, now_ms(), "test")[0]["people"]] == ["王建国"]
        assert registry.log_page(c, ORG, "finding/", None)[0]["subject"].startswith("finding/")
        assert registry.chain_head(c, ORG)["seq"] == registry.log_page(c, ORG, "", None)[0]["seq"]
