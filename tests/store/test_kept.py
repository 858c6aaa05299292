"""Figures that are kept while the log stands: the same object until an op comes, per scope, and never from inside a write transaction."""

from __future__ import annotations

import pytest

from inspect_app.commands import orgs, verify
from inspect_app.commands.log import writing
from inspect_app.queries import kept as module
from inspect_app.queries.kept import kept
from inspect_app.storage import tables as t
from tests.conftest import County
from tests.helpers import ORG, actor


class Counted:
    """Makes a new object each time and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> list[int]:
        self.times += 1
        return [self.times]


def ask(
    county: County,
    make: Counted,
    person: str = "p-sec",
    key: str = "figure",
    of: tuple[str, ...] = module.WHOLE,
) -> list[int]:
    with county.db.read() as connection:
        return kept(connection, actor(person), (key,), make, of)


def test_a_figure_is_made_once_until_the_log_grows(county: County) -> None:
    make = Counted()
    first = ask(county, make)
    assert ask(county, make) is first
    assert ask(county, make, "p-lead") is first  # sees the same rows
    county.plan()
    assert ask(county, make) == [2]
    assert ask(county, make) == [2]


def test_who_sees_other_rows_and_what_is_another_figure_is_made_apart(county: County) -> None:
    make = Counted()
    assert ask(county, make) == [1]
    assert ask(county, make, "p-grid") == [2]
    assert ask(county, make, key="another") == [3]
    assert ask(county, make) == [1]


def test_a_figure_of_some_tables_is_made_again_when_one_of_them_changes(county: County) -> None:
    make, of = Counted(), ("visit", "setting")
    assert ask(county, make, of=of) == [1]
    with writing(county.db, ORG) as log:
        log.record(actor("p-sec"), "township/411122999", {"name": "新街道"})
    assert ask(county, make, of=of) == [1]
    assert ask(county, make, "p-exp1", of=of) == [2]  # what an expert may see rests on more tables
    visit = county.plan()
    assert ask(county, make, of=of) == [3]
    with writing(county.db, ORG) as log:
        log.set(actor("p-exp1"), f"visit/{visit}", "note", "门卫在东门", visit)
    assert ask(county, make, of=of) == [3]
    with writing(county.db, ORG) as log:
        log.record(actor("p-sec"), "setting/any", {"n": 1})
    assert ask(county, make, of=of) == [4]


def test_tables_that_were_made_anew_are_others_although_their_numbers_are_the_same(county: County) -> None:
    make, who = Counted(), actor("p-sec")

    def registry() -> list[int]:
        with county.db.read() as connection:
            return kept(connection, who, ("figure",), make, ("enterprise",))

    assert registry() == [1]
    assert registry() == [1]
    verify.rebuild(county.db, ORG)
    assert registry() == [2]
    with county.db.write() as connection:
        for table in reversed(t.meta.sorted_tables):
            if "org_id" in table.c:
                connection.execute(table.delete().where(table.c.org_id == ORG))
        connection.execute(t.org.delete().where(t.org.c.id == ORG))
    orgs.create(county.db, ORG, {"name": "新设的局", "demo": True})
    assert registry() == [3]


def taken_back(county: County, make: Counted) -> None:
    with writing(county.db, ORG) as log:
        kept(log.c, actor("p-sec"), ("figure",), make)
        raise ZeroDivisionError


def test_inside_a_write_transaction_nothing_is_kept_since_it_may_be_taken_back(county: County) -> None:
    make = Counted()
    with pytest.raises(ZeroDivisionError):
        taken_back(county, make)
    assert make.times == 1
    assert ask(county, make) == [2]


def test_what_was_not_asked_for_the_longest_goes_first(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HELD", 2)
    make = Counted()
    ask(county, make, key="a")
    ask(county, make, key="b")
    ask(county, make, key="a")
    ask(county, make, key="c")
    assert make.times == 3
    ask(county, make, key="a")
    assert make.times == 3
    ask(county, make, key="b")
    assert make.times == 4
