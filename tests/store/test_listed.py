"""挂牌督办 lasts from the listing to the close-out, whatever is done in between: in the level, the ledger and the monthly table."""

from __future__ import annotations

import pytest

from inspect_app.commands import verify
from inspect_app.domain.figures import period
from inspect_app.domain.rules import Refusal
from inspect_app.queries import ledger, report_summary, warning
from tests.conftest import County
from tests.helpers import ORG, TODAY, actor
from tests.store.test_messages import act, day, rectifying, submitted


def figures(county: County) -> tuple[int, int, int]:
    """(in the level of the enterprise, in the ledger's list, in this month's table)."""
    desk, month = actor("p-sec"), period(TODAY[:7])
    assert month is not None
    with county.db.read() as connection:
        level = warning.of_enterprise(connection, ORG, "e-1", TODAY).counts.listed
        page = ledger.page(connection, desk, ledger.Filters(group="supervised"), TODAY)
        word = ledger.page(connection, desk, ledger.Filters(group="supervised", q="电"), TODAY)
        month_sum = report_summary.lines_of(connection, desk, month, "township")[1].supervised
    assert page.counts["supervised"] == len(page.rows)
    assert word.counts["supervised"] == len(word.rows)
    return level, len(page.rows), month_sum


def test_a_listing_lasts_until_the_finding_is_closed(county: County) -> None:
    finding = submitted(county)
    act(county, "p-lead", finding, "confirm")
    act(county, "p-lead", finding, "grade", severity="major", criterion="令10")
    assert figures(county) == (0, 0, 0)
    act(county, "p-comm", finding, "supervise", note="挂牌")
    act(county, "p-lead", finding, "assign", due_date=day(30))
    assert figures(county) == (1, 1, 1)
    with pytest.raises(Refusal, match="已经挂牌督办"):
        act(county, "p-comm", finding, "list", note="再挂")
    act(county, "p-lead", finding, "cancel", reason="误报")
    assert figures(county) == (0, 0, 0)


def test_what_is_being_rectified_may_still_be_listed(county: County) -> None:
    finding = rectifying(county, severity="major")
    other = rectifying(county, 2)
    before = county.row("finding", finding)["state_at"]
    row = act(county, "p-comm", finding, "list", note="安委办督〔2026〕1号")
    assert (row["state"], row["state_at"], bool(row["listed_at"])) == ("rectifying", before, True)
    with pytest.raises(Refusal, match="只有重大隐患"):
        act(county, "p-comm", other, "list", note="")
    with pytest.raises(Refusal, match="不能“挂牌督办”"):
        act(county, "p-sec", finding, "list", note="")
    assert figures(county) == (1, 1, 1)
    assert verify.verify(county.db, ORG).problems == []


def test_what_is_graded_down_is_listed_no_longer(county: County) -> None:
    finding = rectifying(county, severity="major")
    act(county, "p-comm", finding, "list", note="")
    act(county, "p-lead", finding, "transfer", department="d-fire", reason="属消防")
    act(county, "p-lead", finding, "reject_transfer", reason="不属本单位")
    row = act(county, "p-lead", finding, "grade", severity="major", criterion="令10")
    assert row["listed_at"]
    row = act(county, "p-lead", finding, "grade", severity="general")
    assert row["listed_at"] is None
