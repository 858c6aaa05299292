"""The county, its people and its enterprises: counts, validity, determinism."""

from collections import Counter

import pytest

from inspect_app.demo import county, names
from inspect_app.demo.enterprises import SCALES, enterprises
from inspect_app.demo.industries import HAZARDS
from inspect_app.demo.people import SPECIALTY_BY_ID, people
from inspect_app.domain.uscc import body_check_character, problem

CHECKLISTS = {
    "electrical",
    "hazardous-chemicals",
    "dust-explosion",
    "confined-space",
    "fire-safety",
    "industrial-trade-general",
}


@pytest.fixture(scope="module")
def companies():
    return enterprises()


def test_the_county_has_16_townships_with_distinct_nine_digit_ids():
    ids = [township.id for township in county.TOWNSHIPS]
    assert len(set(ids)) == 16
    assert all(len(id_) == 9 and id_.startswith("411122") and id_.isdigit() for id_ in ids)
    assert Counter(t.kind for t in county.TOWNSHIPS) == {"街道": 2, "镇": 10, "乡": 4}
    assert all(t.name.endswith(t.kind) for t in county.TOWNSHIPS)


def test_the_same_seed_gives_the_same_people_and_enterprises_and_another_seed_others():
    assert people(1) == people(1)
    assert people(1) != people(2)
    assert enterprises(1, 50) == enterprises(1, 50)
    assert enterprises(1, 50) != enterprises(2, 50)


def test_a_longer_list_begins_with_the_shorter_one():
    assert enterprises(1, 60)[:20] == enterprises(1, 20)


def test_people_fill_every_role_once_or_more():
    roles = Counter(person.role for person in people())
    assert roles == {
        "expert": 100,
        "officer": 12,
        "section": 6,
        "leader": 3,
        "committee": 1,
        "dept": 6,
        "audit": 1,
        "admin": 1,
        "grid": 16,
    }


def test_people_are_told_apart_by_id_username_name_and_phone():
    everybody = people()
    for field in ("id", "username", "name", "phone"):
        assert len({getattr(person, field) for person in everybody}) == len(everybody)


def test_experts_have_a_specialty_a_title_and_a_certificate():
    experts = [person for person in people() if person.role == "expert"]
    assert {person.specialty for person in experts} == set(SPECIALTY_BY_ID)
    assert all(person.title and person.certificate for person in experts)
    assert not any(person.officer_cert_no for person in experts)


def test_officers_have_distinct_certificate_numbers():
    numbers = [person.officer_cert_no for person in people() if person.role == "officer"]
    assert all(numbers)
    assert len(set(numbers)) == 12


def test_each_township_has_one_grid_worker():
    places = [person.township_id for person in people() if person.role == "grid"]
    assert sorted(places) == sorted(county.BY_ID)


def test_1795_enterprises_with_valid_distinct_codes_of_the_county(companies):
    codes = {company.uscc for company in companies}
    assert len(companies) == len(codes) == 1795
    assert [code for code in codes if problem(code)] == []
    assert all(code[2:8] == "411122" for code in codes)
    assert all(body_check_character(code[8:16]) == code[16] for code in codes)


def test_enterprises_have_distinct_names_ids_and_full_fields(companies):
    assert len({company.name for company in companies}) == 1795
    assert len({company.id for company in companies}) == 1795
    for company in companies:
        assert company.scale in SCALES
        assert company.employees >= 3
        assert company.hazards
        assert set(company.hazards) <= set(HAZARDS)
        assert company.checklists
        assert set(company.checklists) <= CHECKLISTS
        assert county.BY_ID[company.township_id].name in company.address


def test_every_township_hazard_and_checklist_occurs(companies):
    assert {company.township_id for company in companies} == set(county.BY_ID)
    assert {hazard for company in companies for hazard in company.hazards} == set(HAZARDS)
    assert {c for company in companies for c in company.checklists} == CHECKLISTS


def test_some_names_try_rare_characters_and_length(companies):
    text = "".join(company.name for company in companies)
    assert all(char in text for char in "颍漯淼犇㛃")
    assert max(len(company.name) for company in companies) >= 28


def test_phones_are_the_reserved_ones_and_shared_only_inside_an_enterprise(companies):
    owners: dict[str, set[str]] = {}
    for company in companies:
        for contact in (company.principal, company.safety_manager):
            assert contact.phone.startswith("1990000")
            assert len(contact.phone) == 11
            owners.setdefault(contact.phone, set()).add(company.id)
    assert all(len(ids) == 1 for ids in owners.values())
    assert not set(owners) & {person.phone for person in people()}


@pytest.mark.parametrize("number", [-1, 10000])
def test_no_phone_outside_the_reserved_range(number):
    with pytest.raises(ValueError, match="0 to 9999"):
        names.phone(number)


def test_more_enterprises_than_phone_numbers_are_refused():
    with pytest.raises(ValueError, match="4500"):
        enterprises(1, 4501)
