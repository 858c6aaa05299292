"""The records that stand before the first visit: townships, people, enterprises and their users."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from inspect_app.commands.log import Log
from inspect_app.demo import county, names, partners
from inspect_app.demo.enterprises import Enterprise
from inspect_app.demo.people import SPECIALTY_BY_ID, Person
from inspect_app.demo.plan import Plan
from inspect_app.domain.people import system

Row = dict[str, Any]

REGION = "豫漯临"  # 机构简称 in numbers of the enforcement track
BUREAU: Row = {
    "name": county.BUREAU, "abbr": "临", "demo": True, "contact": "工贸科", "phone": "0395-8888000", "system_name": "百名专家助千企平台",
    "county_government": "临颍县人民政府",
}  # fmt: skip


def user_id(seed: int, enterprise: str) -> str:
    """The person who answers for an enterprise (安全管理员)."""
    return names.stable_id("person", seed, f"ent_safety/{enterprise}")


def users_of(plan: Plan) -> list[str]:
    """Enterprises of the plan whose people did something: they need a user."""
    acting = {
        step.actor: None for finding in plan.findings for step in finding.steps if step.role == "ent_safety"
    }
    acting |= {visit.enterprise_id: None for visit in plan.visits if visit.notice}
    return list(acting)


def record_all(
    log: Log, seed: int, people: Sequence[Person], companies: Sequence[Enterprise], users: Iterable[str]
) -> None:
    """Writes every record through the log."""
    records = [(f"township/{town.id}", {"name": town.name, "kind": town.kind}) for town in county.TOWNSHIPS]
    records += [
        (f"department/{row.id(seed)}", _department(seed, row, people)) for row in partners.DEPARTMENTS
    ]
    records += [(f"person/{person.id}", _person(person)) for person in people]
    records += [(f"enterprise/{company.id}", _enterprise(company)) for company in companies]
    by_id = {company.id: company for company in companies}
    records += [(f"person/{user_id(seed, key)}", _user(by_id[key])) for key in users]
    log.prefetch_slots((subject, "record") for subject, _ in records)
    for subject, value in records:
        log.record(system(log.org), subject, value)


def _department(seed: int, row: partners.Department, people: Sequence[Person]) -> Row:
    """Its contact is who signs in for it; no words of its own, so that the dictionary proposes it."""
    contact = next(person for person in people if person.department_id == row.id(seed))
    return {"name": row.name, "contact": contact.name, "phone": contact.phone}


def _person(person: Person) -> Row:
    specialty = SPECIALTY_BY_ID[person.specialty].name if person.specialty else person.section
    row = {
        "name": person.name, "role": person.role, "specialty": specialty, "title": person.title, "unit": person.unit,
        "township_id": person.township_id, "department_id": person.department_id, "cert_no": person.officer_cert_no or person.certificate, "phone": person.phone,
    }  # fmt: skip
    return {key: value for key, value in row.items() if value}


def _user(company: Enterprise) -> Row:
    manager = company.safety_manager
    return {
        "name": manager.name,
        "role": "ent_safety",
        "title": "安全管理员",
        "unit": company.name,
        "enterprise_id": company.id,
        "phone": manager.phone,
    }


def _enterprise(company: Enterprise) -> Row:
    return {
        "name": company.name, "uscc": company.uscc, "industry_code": company.industry_code, "industry": company.industry_name,
        "scale": company.scale, "hazards": list(company.hazards), "township_id": company.township_id, "address": company.address,
        "principal": company.principal.name, "principal_phone": company.principal.phone, "safety_manager": company.safety_manager.name,
        "safety_manager_phone": company.safety_manager.phone, "employees": company.employees, "checklists": list(company.checklists),
    }  # fmt: skip
