"""The ledger's list: search, filters, sorts and pages against a plain filter in Python, on both databases."""

from __future__ import annotations

import itertools
import uuid
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_app.domain import cases
from inspect_app.domain.rules import OPEN_FINDING, RUNNING
from inspect_app.queries import ledger as q
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database
from tests.conftest import County
from tests.helpers import ORG, actor

TODAY = "2026-11-23"
DESK = actor("p-sec")
LETTERS = "配电箱门未关AaBb%_\\\"' 漏-é.0"
Row = dict[str, Any]


def put(db: Database, **values: Any) -> Row:
    """A finding as the fold would leave it."""
    row = {
        **cases.EMPTY["finding"],
        "id": str(uuid.uuid4()),
        "org_id": ORG,
        "state": "rectifying",
        "found_on": "2026-10-01",
        "enterprise_id": "e-1",
        **values,
    }
    with db.write() as connection:
        db.upsert(connection, t.finding, [row])
    return row


def clear(db: Database) -> None:
    with db.write() as connection:
        connection.execute(t.finding.delete())


def found(db: Database, **filters: str) -> list[str]:
    """All ids that the list shows, page by page."""
    asked = q.Filters(**filters)
    sort, after, got = q.sort_of(asked), None, []
    while True:
        with db.read() as connection:
            page = q.page(connection, DESK, asked, TODAY, after=after)
        got += [row["id"] for row in page.rows]
        if not page.older:
            assert page.counts[asked.group or "all"] == len(got)
            return got
        after = sort.of(page.rows[-1])


# --- search --------------------------------------------------------------------------------------------------------------------------


def small(text: str) -> str:
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)


def plainly(rows: list[Row], firms: dict[str, str], word: str) -> set[str]:
    """The same search as anybody would write it."""
    return {
        row["id"] for row in rows
        if any(small(word) in small(text) for text in (row["statement"], row["location"], firms[row["enterprise_id"]]))
    }  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.tuples(st.text(LETTERS, max_size=12), st.text(LETTERS, max_size=6)), min_size=1, max_size=6
    ),
    changed=st.text(LETTERS, max_size=8),
    word=st.text(LETTERS, min_size=1, max_size=5),
)
def test_a_word_finds_what_a_plain_search_finds(
    county: County, texts: list[tuple[str, str]], changed: str, word: str
) -> None:
    clear(county.db)
    firms = {"e-1": "临颍县颍川食品有限公司", "e-2": "漯河淼犇机械有限公司"}
    rows = [
        put(county.db, statement=said, location=at, enterprise_id=firm)
        for (said, at), firm in zip(texts, itertools.cycle(firms), strict=False)
    ]
    rows[0] = put(county.db, **{**rows[0], "statement": changed})
    assert set(found(county.db, q=word)) == plainly(rows, firms, word)


@pytest.mark.parametrize(
    "word",
    [
        "电",
        "配电",
        "配电箱",
        "一号车间北侧",
        "plc",
        "PLC控制柜",
        "颍川",
        "%",
        "_",
        '"',
        "'",
        "配电箱 ",
        "a\nb",
    ],
)
def test_words_of_any_length_and_sign_are_found(county: County, word: str) -> None:
    firms = {"e-1": "临颍县颍川食品有限公司", "e-2": "漯河淼犇机械有限公司"}
    said = ["配电箱门未关", "PLC控制柜 100%_\"'", "电线破损a\nb", "配电箱 无标识"]
    rows = [
        put(county.db, statement=text, location="一号车间北侧", enterprise_id=firm)
        for text, firm in zip(said, itertools.cycle(firms), strict=False)
    ]
    assert set(found(county.db, q=word)) == plainly(rows, firms, word)


def test_what_was_erased_or_taken_away_is_found_no_longer(county: County) -> None:
    row = put(county.db, statement="配电箱门未关", location="东侧")
    put(county.db, **{**row, "statement": "灭火器过期"})
    assert found(county.db, q="配电箱") == []
    assert found(county.db, q="灭火器") == [row["id"]]
    clear(county.db)
    assert found(county.db, q="灭火器") == []


# --- filters, sorts, pages -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def many(county: County) -> list[Row]:
    """140 findings of every state, with equal days and missing deadlines among them."""
    states = ["rectifying", "ext_pending", "closed", "enforcement", "transferred", "enforced", "feedback"]
    return [
        put(
            county.db, state=states[n % 7], found_on=f"2026-10-{n % 5 + 1:02d}", due_date=None if n % 4 == 0 else f"2026-11-{n % 9 + 18:02d}",
            updated_at=n // 3, recurs=str(uuid.uuid4()) if n % 10 == 0 else None, extensions=n % 3, urged=n % 2, department_id="d-fire" if n % 6 == 0 else None, listed_at=n if n % 8 == 1 else None,
            extension={"due_date": "2026-12-01"} if n % 5 == 0 else None, enterprise_id=f"e-{n % 2 + 1}", statement="配电箱" if n % 2 else "灭火器",
        )
        for n in range(140)
    ]  # fmt: skip


def test_every_sort_shows_every_finding_once_and_in_its_order(county: County, many: list[Row]) -> None:
    order: dict[str, Any] = {
        "": (lambda row: (row["found_on"], row["id"]), True), "due": (lambda row: (row["due_date"] or "9999-12-31", row["id"]), False),
        "changed": (lambda row: (row["updated_at"], row["id"]), True),
    }  # fmt: skip
    for sort, (key, falling) in order.items():
        wanted = [row["id"] for row in sorted(many, key=key, reverse=falling)]
        assert found(county.db, sort=sort) == wanted
        searched = [
            row["id"]
            for row in sorted((r for r in many if r["statement"] == "配电箱"), key=key, reverse=falling)
        ]
        assert found(county.db, sort=sort, q="配电箱") == searched


def test_going_back_shows_the_page_that_one_came_from(county: County, many: list[Row]) -> None:
    for sort, word in itertools.product(q.SORTS, ("", "灭火")):
        asked = q.Filters(sort=sort, q=word)
        with county.db.read() as connection:
            first = q.page(connection, DESK, asked, TODAY)
            place = q.sort_of(asked).of(first.rows[-1])
            second = q.page(connection, DESK, asked, TODAY, after=place)
            back = q.page(connection, DESK, asked, TODAY, before=q.sort_of(asked).of(second.rows[0]))
        assert [row["id"] for row in back.rows] == [row["id"] for row in first.rows]
        assert (first.newer, second.newer, back.newer, back.older) == (False, True, False, True)


def test_each_filter_finds_what_it_says(county: County, many: list[Row]) -> None:
    def wanted(test: Any) -> set[str]:
        return {row["id"] for row in many if test(row)}

    cases_: list[tuple[Row, Any]] = [
        ({"due_since": "2026-11-20", "due_until": "2026-11-21"}, lambda r: r["due_date"] in ("2026-11-20", "2026-11-21")),
        ({"enterprise": "e-2"}, lambda r: r["enterprise_id"] == "e-2"), ({"department": "d-fire"}, lambda r: r["department_id"] == "d-fire"),
        ({"flag": "recurs"}, lambda r: r["recurs"]), ({"flag": "extension"}, lambda r: r["extension"]), ({"flag": "extended"}, lambda r: r["extensions"]),
        ({"flag": "urged"}, lambda r: r["urged"]), ({"paper": "none"}, lambda r: True), ({"paper": "served"}, lambda r: False), ({"expert": "p-exp1"}, lambda r: False),
        ({"group": "overdue"}, lambda r: r["state"] in RUNNING and r["due_date"] and r["due_date"] < TODAY),
        ({"group": "supervised"}, lambda r: r["listed_at"] and r["state"] in OPEN_FINDING),
        ({"group": "supervised", "q": "配电箱"}, lambda r: r["listed_at"] and r["state"] in OPEN_FINDING and r["statement"] == "配电箱"),
        ({"group": "enforcement", "q": "配电箱"}, lambda r: r["state"] == "enforcement" and r["statement"] == "配电箱"),
    ]  # fmt: skip
    cases_ += [
        ({"group": group}, lambda r, s=states: r["state"] in s)
        for group, (_, states) in q.GROUPS.items()
        if group not in ("overdue", "supervised")
    ]
    for filters, test in cases_:
        assert set(found(county.db, **filters)) == wanted(test), filters


def test_a_visits_experts_and_documents_narrow_the_list(county: County) -> None:
    from tests.helpers import finding_ids, jpeg

    visit = county.plan()
    tablet = county.tablet()
    county.push(tablet, tablet.inspection(visit, [jpeg(1)]))
    county.photo(jpeg(1))
    one = finding_ids(county.db, visit)
    assert found(county.db, expert="p-exp2") == one
    assert found(county.db, expert="p-exp3") == []


@pytest.mark.parametrize("place", [("x", "y"), ("", "z"), ("9" * 30, "a")])
def test_a_damaged_place_in_the_address_is_no_fault(small: County, place: tuple[str, str]) -> None:
    put(small.db)
    for sort in q.SORTS:
        with small.db.read() as connection:
            for filters, at in ((q.Filters(sort=sort), "after"), (q.Filters(sort=sort, q="配"), "before")):
                listed = q.page(connection, DESK, filters, TODAY, **{at: place}).rows
                assert all(row["id"] for row in listed)


def test_filters_from_an_address_take_only_what_is_known() -> None:
    from inspect_app.queries.ledger_filters import read
    from inspect_app.web.bureau.common import is_day

    got = read(
        {
            "group": "nobody",
            "flag": "x",
            "paper": "y",
            "sort": "score",
            "since": "2026-13-01",
            "q": " 配\x00电 ",
            "due_until": "2026-11-01",
            "z": "1",
        },
        is_day,
    )
    assert msgspec.structs.asdict(got) == {
        **msgspec.structs.asdict(q.Filters()),
        "q": "配电",
        "due_until": "2026-11-01",
    }
