"""Whether a basis was in force on the day of the inspection: regulations.md § 11, design § 7 (7, 8)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain import law
from inspect_app.domain.law_table import LAWS
from inspect_app.domain.rules import Refusal
from inspect_app.paths import checklists_dir

DAYS = st.dates(date(2015, 1, 1), date(2035, 1, 1)).map(date.isoformat)
ELECTRIC = {"name": "用电安全导则", "number": "GB/T 13869-2017", "clause": "5.1"}


def state(number: str, day: str, name: str = "") -> str:
    return law.in_force(name, number, day).state


@pytest.mark.parametrize(
    ("number", "day", "expected"),
    [
        ("GB/T 13869-2017", "2027-01-31", "in_force"),
        ("GB/T 13869-2017", "2027-02-01", "no_longer"),
        ("GB/T 13869-2026", "2027-01-31", "not_yet"),
        ("GB/T 13869-2026", "2027-02-01", "in_force"),
        ("gb/t13869—2017", "2027-02-01", "no_longer"),
        ("ＧＢ／Ｔ 13869-2017", "2027-02-01", "no_longer"),
        ("GB 2894-2008", "2026-02-28", "in_force"),
        ("GB 2893-2008", "2026-03-01", "no_longer"),
        ("AQ 4228-2025", "2026-10-31", "not_yet"),
        ("GB 50054-2011", "2026-12-01", "in_force"),
        ("GB 8958-2006", "2026-12-01", "unknown"),
        ("GB 99999-2020", "2026-12-01", "unknown"),
    ],
)
def test_the_day_decides_which_edition_is_in_force(number: str, day: str, expected: str) -> None:
    assert state(number, day) == expected


def test_the_replacing_edition_is_named_to_the_reviewer() -> None:
    assert law.doubts(ELECTRIC, "2027-03-01") == [
        "《用电安全导则》（GB/T 13869-2017）自2027-02-01起由 GB/T 13869-2026 代替，检查日 2027-03-01 时已不施行，请改引新标准或不引"
    ]
    assert law.doubts(ELECTRIC, "2026-12-01") == []


def test_what_begins_later_names_what_was_in_force_then() -> None:
    new = {"name": "用电安全导则", "number": "GB/T 13869-2026"}
    assert law.doubts(new, "2026-12-01") == [
        "《用电安全导则》（GB/T 13869-2026）自2027-02-01起施行，检查日 2026-12-01 时尚未施行，请改引当时施行的 GB/T 13869-2017，或不引"
    ]


def test_what_is_not_settled_is_said_whatever_the_day_and_refuses_nothing() -> None:
    old = {"name": "缺氧危险作业安全规程", "number": "GB 8958-2006", "clause": "4.1"}
    assert "尚未核实" in law.doubts(old, "2026-12-01")[0]
    law.check_bases([(1, [old])], "2026-12-01")


def test_a_decree_is_known_by_number_and_name_since_numbers_begin_anew_with_every_term() -> None:
    number = "主席令第六十四号"
    assert state(number, "2026-04-30", "危险化学品安全法") == "not_yet"
    assert state(number, "2026-05-01", "《中华人民共和国危险化学品安全法》") == "in_force"
    assert state(number, "2026-04-30", "另一部同号的法") == "unknown"


def test_a_name_alone_is_in_force_when_any_edition_was() -> None:
    assert state("", "2027-03-01", "用电安全导则") == "in_force"
    assert state("GB/T 13869", "2027-03-01") == "in_force"
    assert state("", "2026-01-01", "特种作业人员安全技术培训考核管理规定") == "in_force"
    assert state("", "2026-01-01", "安全生产法") == "in_force"


def test_an_earlier_edition_of_a_standard_may_have_had_the_same_name() -> None:
    assert state("", "2026-10-01", "木材加工系统粉尘防爆安全规范") == "unknown"
    assert state("", "2026-04-01", "中华人民共和国危险化学品安全法") == "not_yet"


def test_how_much_of_a_basis_may_be_printed() -> None:
    assert law.printable(ELECTRIC, "2026-12-01") == "full"
    assert law.printable(ELECTRIC, "2027-03-01") == "name"
    assert law.printable({"name": "危险化学品安全法", "number": "主席令第六十四号"}, "2026-04-01") == "drop"


def test_a_document_is_refused_naming_finding_and_basis() -> None:
    with pytest.raises(Refusal) as refused:
        law.check_bases([(1, []), (2, [ELECTRIC])], "2027-03-01")
    assert refused.value.reason == "basis_not_in_force"
    assert (
        "第2项：《用电安全导则》（GB/T 13869-2017）自2027-02-01起由 GB/T 13869-2026 代替"
        in refused.value.message
    )
    law.check_bases([(2, [ELECTRIC])], "2027-01-31")


def test_printed_by_name_only_it_is_not_refused_while_another_edition_was_in_force() -> None:
    law.check_bases([(1, [ELECTRIC | {"clause": ""}])], "2027-03-01")
    with pytest.raises(Refusal, match="危险化学品安全法"):
        law.check_bases([(1, [{"name": "危险化学品安全法", "number": "主席令第六十四号"}])], "2026-04-01")


def test_a_day_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="2026"):
        law.in_force("", "GB 50054-2011", "2026/12/1")


def test_the_table_holds_only_what_can_be_true() -> None:
    numbers = [row.number for row in LAWS if row.number]
    assert len(numbers) == len(set(numbers))
    for row in LAWS:
        assert row.name or row.number
        for day in (row.since, row.until):
            assert day is None or date.fromisoformat(day).isoformat() == day
        assert not (row.since and row.until) or row.since <= row.until
        assert row.mark != "?" or (row.since is None and row.until is None), "no date of what nobody checked"
        if row.by:
            [successor] = [other for other in LAWS if other.number == row.by]
            assert row.until
            assert successor.since
            assert date.fromisoformat(row.until) + timedelta(days=1) == date.fromisoformat(successor.since)


@given(st.sampled_from([row for row in LAWS if row.by]), DAYS)
def test_the_replaced_and_the_replacing_edition_are_never_in_force_together(row: law.Law, day: str) -> None:
    successor = next(other for other in LAWS if other.number == row.by)
    old, new = state(row.number, day, row.name), state(successor.number, day, successor.name)
    assert {old, new} in ({"in_force", "not_yet"}, {"no_longer", "in_force"})


@given(st.sampled_from(LAWS), DAYS)
def test_a_doubt_about_force_is_said_exactly_when_it_was_not_in_force(row: law.Law, day: str) -> None:
    basis = {"name": row.name or "某标准", "number": row.number}
    said = [text for text in law.doubts(basis, day) if "时尚未施行" in text or "时已不施行" in text]
    assert bool(said) == (law.in_force(basis["name"], row.number, day).state in ("not_yet", "no_longer"))


@given(st.text(max_size=30), st.text(max_size=30), DAYS)
def test_whatever_somebody_typed_has_an_answer(name: str, number: str, day: str) -> None:
    found = law.in_force(name, number, day)
    assert found.state == "unknown" or found.law is not None
    law.doubts({"name": name, "number": number}, day)


def test_every_basis_of_every_checklist_is_in_the_table_and_none_is_out_of_force_at_the_end_of_2026() -> None:
    for path in sorted(checklists_dir().glob("*.yaml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        for item in content["items"]:
            for basis in item["basis"]:
                found = law.in_force(basis["name"], basis["number"], "2026-12-31")
                assert found.law is not None, (path.name, item["id"], basis)
                assert not found.fails, (path.name, item["id"], basis)
