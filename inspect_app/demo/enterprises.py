"""1,795 generated enterprises with valid 统一社会信用代码; none is meant to exist."""

import random
from dataclasses import dataclass

from inspect_app.demo import county, names
from inspect_app.demo.industries import (
    CHECKLIST_OF_HAZARD,
    GENERAL_CHECKLIST,
    HAZARDS,
    HAZCHEM_TRADES,
    INDUSTRIES,
    Industry,
)
from inspect_app.domain.uscc import ALPHABET, body_check_character, check_character

COUNT = 1795
SCALES = ("规模以上", "小型", "微型")

_FIRST_PHONE = 1000  # people.py counts from 1; two numbers an enterprise end at 4,589


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Enterprise:
    """`industry_key` leads to `industries.BY_KEY`; `checklists` are ids, most telling first."""

    id: str
    uscc: str
    name: str
    industry_key: str
    industry_code: str
    industry_name: str
    scale: str
    township_id: str
    address: str
    hazards: tuple[str, ...]
    checklists: tuple[str, ...]
    employees: int
    principal: Contact
    safety_manager: Contact


# Trade names are put together from two syllables; the tail tries rare characters and long names.
_BRAND_FIRST = "颍豫中嘉鑫瑞恒盛宏福泰康顺祥润华永天金隆德信和佳亿源丰诚"
_BRAND_SECOND = "源达盛丰兴发旺鑫泰隆瑞祥康润华诚邦凯腾辉宇岳禾星洋利美乐"
_BRAND_RARE = ("颍漯", "淼鑫", "犇盛", "㛃源", "颍淼", "犇犇", "漯丰", "三垚", "瑞珺", "昇燚")
_SUFFIXES = ("有限公司",) * 7 + ("有限责任公司", "股份有限公司", "厂")


def enterprises(seed: int = 1, count: int = COUNT) -> tuple[Enterprise, ...]:
    """The first `count` enterprises of a seed; names and codes are distinct.

    Raises ValueError past 4,500: the reserved phone numbers end there.
    """
    if count > 4500:
        raise ValueError(f"at most 4500 demo enterprises, not {count}")
    rng = names.seeded("enterprises", seed)
    used_names: set[str] = set()
    used_codes: set[str] = set()
    return tuple(_enterprise(rng, seed, n, used_names, used_codes) for n in range(count))


def _enterprise(
    rng: random.Random, seed: int, number: int, used_names: set[str], used_codes: set[str]
) -> Enterprise:
    industry = rng.choices(INDUSTRIES, [i.weight for i in INDUSTRIES])[0]
    township = rng.choices(county.TOWNSHIPS, [t.share for t in county.TOWNSHIPS])[0]
    # The first sixteen go one to a township, so that none is empty in a small county either.
    if number < len(county.TOWNSHIPS):
        township = county.TOWNSHIPS[number]
    scale = rng.choices(SCALES, (16, 49, 35))[0]
    hazards = _hazards(rng, industry)
    principal = names.person_name(rng)
    manager = principal if scale == "微型" and rng.random() < 0.5 else names.person_name(rng)
    principal_phone = names.phone(_FIRST_PHONE + 2 * number)
    manager_phone = names.phone(_FIRST_PHONE + 2 * number + 1)
    return Enterprise(
        id=names.stable_id("enterprise", seed, number),
        uscc=_distinct_uscc(rng, used_codes),
        name=_distinct_name(rng, industry, used_names),
        industry_key=industry.key,
        industry_code=industry.code,
        industry_name=industry.name,
        scale=scale,
        township_id=township.id,
        address=_address(rng, township),
        hazards=hazards,
        checklists=suggested_checklists(hazards, industry.key),
        employees=_employees(rng, scale),
        principal=Contact(principal, principal_phone),
        safety_manager=Contact(manager, principal_phone if manager == principal else manager_phone),
    )


def suggested_checklists(hazards: tuple[str, ...], industry_key: str) -> tuple[str, ...]:
    """Checklist ids for hazards, the special ones first.

    The general list is for 工贸 trades; producers and sellers of hazardous chemicals are not among them.
    """
    # HAZARDS stands in the order of danger, so a dict over it keeps the telling lists first.
    found = {CHECKLIST_OF_HAZARD[hazard]: None for hazard in HAZARDS if hazard in hazards}
    found.pop(GENERAL_CHECKLIST, None)
    if industry_key in HAZCHEM_TRADES:
        return tuple(found)
    return (*found, GENERAL_CHECKLIST)


def _hazards(rng: random.Random, industry: Industry) -> tuple[str, ...]:
    present = {h for h, percent in industry.hazards.items() if rng.randrange(100) < percent}
    return tuple(hazard for hazard in HAZARDS if hazard in present)


def _employees(rng: random.Random, scale: str) -> int:
    low, high = {"规模以上": (60, 900), "小型": (20, 180), "微型": (3, 19)}[scale]
    return min(rng.randint(low, high), rng.randint(low, high))


def _address(rng: random.Random, township: county.Township) -> str:
    place = f"{county.CITY}{county.COUNTY}{township.name}"
    village = rng.choice(township.villages)
    road = rng.choice(township.roads)
    forms = (
        f"{place}{village}{rng.choice(('东', '西', '南', '北'))}{rng.randint(1, 9) * 100}米",
        f"{place}{road}{rng.randint(1, 388)}号",
        f"{place}{road}与{village}交叉口向{rng.choice('东西南北')}{rng.randint(1, 9) * 50}米",
    )
    return rng.choice(forms)


def _distinct_uscc(rng: random.Random, used: set[str]) -> str:
    while True:
        body = "MA" + "".join(rng.choices(ALPHABET, k=6))
        first17 = "91" + county.COUNTY_CODE + body + body_check_character(body)
        code = first17 + check_character(first17)
        if code not in used:
            used.add(code)
            return code


def _distinct_name(rng: random.Random, industry: Industry, used: set[str]) -> str:
    while True:
        name = _name(rng, industry)
        if name not in used:
            used.add(name)
            return name


def _name(rng: random.Random, industry: Industry) -> str:
    brand = rng.choice(_BRAND_FIRST) + rng.choice(_BRAND_SECOND)
    if rng.random() < 0.03:
        brand = rng.choice(_BRAND_RARE)
    elif rng.random() < 0.25:
        brand += rng.choice(_BRAND_SECOND)
    product = rng.choice(industry.products)
    if product.endswith("加油站"):
        return f"{county.COUNTY}{brand}{product}"
    region = rng.choice((county.COUNTY, county.COUNTY, "漯河", "漯河市", "河南", "临颍"))
    if rng.random() < 0.01:
        return (
            f"{county.PROVINCE}{county.CITY}{county.COUNTY}{brand}{product}科技产业发展（集团）股份有限公司"
        )
    return f"{region}{brand}{product}{rng.choice(_SUFFIXES)}"
