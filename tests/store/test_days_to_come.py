"""Deadlines that are past: refused when they are typed, and again when a draft that lay for weeks is issued."""

from __future__ import annotations

import pytest

from inspect_app.commands import documents, edits
from inspect_app.commands.log import writing
from inspect_app.domain import dates
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms
from tests.conftest import County
from tests.helpers import ORG
from tests.store.test_edits import LEADER, SECTION, listed_notice, marks, notice


def yesterday() -> str:
    return dates.add_days(dates.day_of(now_ms()), -1)


def found_long_ago(county: County, finding: str, **more: str) -> None:
    """As it stands after the draft lay about."""
    f = t.finding
    long_ago = dates.add_days(yesterday(), -40)
    with county.db.write() as connection:
        connection.execute(f.update().where(f.c.id == finding).values(found_on=long_ago, **more))


def test_a_deadline_that_is_past_is_not_saved_in_the_editor(county: County) -> None:
    document, [finding] = notice(county)
    found_long_ago(county, finding)
    done = edits.edit_finding(
        county.db,
        SECTION,
        document,
        finding,
        {"due_date": yesterday(), "measure": "改为向外开启"},
        marks(county, finding),
    )
    assert done.refused == {"due_date": f"“整改期限”{yesterday()} 已经过去，请填今天或以后的日期"}
    assert done.saved == ["measure"], "what else was typed is kept"
    again = edits.edit_finding(
        county.db, SECTION, document, finding, {"due_date": dates.day_of(now_ms())}, marks(county, finding)
    )
    assert again.saved == ["due_date"]


def test_a_blank_for_a_day_to_come_takes_no_day_that_is_past(small: County) -> None:
    document = listed_notice(small)
    done = edits.edit(small.db, SECTION, document, {"until": yesterday(), "charge": "城关街道办事处"}, {})
    assert (list(done.refused), done.saved) == (["until"], ["charge"])
    with writing(small.db, ORG) as log:  # it was to come when it was typed
        log.set(SECTION, f"document/{document}", "field/until", yesterday(), None)
    with pytest.raises(Refusal, match="治理期限"):
        _refuse(documents.obstacles(small.db, LEADER, document))


def test_a_notice_that_lay_for_weeks_is_not_issued(county: County) -> None:
    document, ids = notice(county, 2)
    assert not [one for one in documents.obstacles(county.db, SECTION, document) if one.reason == "past"]
    found_long_ago(county, ids[1], due_date=yesterday())
    [refusal] = [one for one in documents.obstacles(county.db, SECTION, document) if one.reason == "past"]
    assert refusal.message == f"第 2 条隐患的整改期限 {yesterday()} 已经过去，请改为今天或以后的日期再签发"


def _refuse(refusals: list[Refusal]) -> None:
    for one in refusals:
        if one.reason == "past":
            raise one
