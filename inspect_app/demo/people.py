"""The people of the demo county: experts, officers, bureau staff, townships, departments."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from inspect_app.demo import names, partners
from inspect_app.demo.county import BUREAU, COMMITTEE_OFFICE, TOWNSHIPS


@dataclass(frozen=True, slots=True)
class Person:
    """`role` is a role of domain/workflow.md § 4 in lower case; texts are "" where they do not apply."""

    id: str
    username: str
    name: str
    role: str
    phone: str
    unit: str
    title: str = ""
    specialty: str = ""
    certificate: str = ""
    officer_cert_no: str = ""
    section: str = ""
    township_id: str = ""
    department_id: str = ""


@dataclass(frozen=True, slots=True)
class Specialty:
    """What an expert can judge; `checklists` in the order the expert would choose them."""

    id: str
    name: str
    experts: int
    checklists: tuple[str, ...]
    certificates: tuple[str, ...]


SPECIALTIES = (
    Specialty(
        "electrical",
        "电气",
        22,
        ("electrical",),
        ("注册电气工程师", "电气工程高级工程师", "注册安全工程师（其他安全）"),
    ),
    Specialty(
        "hazchem",
        "危险化学品",
        16,
        ("hazardous-chemicals",),
        ("注册安全工程师（化工安全）", "化工工艺高级工程师", "安全评价师（一级）"),
    ),
    Specialty(
        "dust",
        "粉尘防爆",
        11,
        ("dust-explosion",),
        ("注册安全工程师（其他安全）", "通风除尘工程师", "防爆电气检验员"),
    ),
    Specialty(
        "confined_space",
        "有限空间",
        11,
        ("confined-space",),
        ("注册安全工程师（其他安全）", "给排水工程师", "应急救援指挥员"),
    ),
    Specialty(
        "fire",
        "消防",
        14,
        ("fire-safety",),
        ("一级注册消防工程师", "消防设施操作员（高级）", "注册安全工程师（建筑施工安全）"),
    ),
    Specialty(
        "machinery",
        "机械/工贸综合",
        18,
        ("industrial-trade-general",),
        ("注册安全工程师（其他安全）", "机械工程高级工程师", "安全评价师（二级）"),
    ),
    Specialty(
        "ammonia",
        "涉氨制冷与特种设备",
        8,
        ("industrial-trade-general", "hazardous-chemicals"),
        ("制冷与空调高级工程师", "压力容器检验师", "注册安全工程师（其他安全）"),
    ),
)
SPECIALTY_BY_ID = {specialty.id: specialty for specialty in SPECIALTIES}

_TITLES = ("高级工程师", "工程师", "正高级工程师", "高级技师", "副教授", "注册安全工程师")
_UNITS = (
    "漯河安评技术服务中心",
    "临颍县安全生产专家库",
    "豫中职业技术学院",
    "漯河市特种设备服务站",
    "临颍县化工行业协会",
    "中原工业安全咨询有限公司",
)


@dataclass(frozen=True, slots=True)
class Staff:
    """One row of the bureau's and its partners' staff."""

    username: str
    role: str
    unit: str
    title: str
    section: str = ""
    certified: bool = False
    """Holds a law-enforcement certificate (执法证)."""


_BRIGADE = "应急管理综合行政执法大队"
STAFF = (
    *(Staff(f"officer{n:02d}", "officer", BUREAU, "执法人员", _BRIGADE, True) for n in range(1, 13)),
    Staff("weihua", "section", BUREAU, "科长", "危化科", True),
    Staff("weihua2", "section", BUREAU, "科员", "危化科", True),
    Staff("gongmao", "section", BUREAU, "科长", "工贸科", True),
    Staff("gongmao2", "section", BUREAU, "科员", "工贸科", True),
    Staff("zonghe", "section", BUREAU, "科长", "综合科"),
    Staff("zonghe2", "section", BUREAU, "科员", "综合科"),
    Staff("leader", "leader", BUREAU, "局长"),
    Staff("leader2", "leader", BUREAU, "副局长（分管危化、工贸）"),
    Staff("leader3", "leader", BUREAU, "副局长（分管执法）"),
    Staff("anwei", "committee", COMMITTEE_OFFICE, "主任科员"),
    Staff("xiaofang", "dept", "临颍县消防救援大队", "监督员", "消防救援"),
    Staff("audit", "audit", "驻应急管理局纪检监察组", "审计员"),
    Staff("admin", "admin", BUREAU, "系统管理员"),
)


def people(seed: int = 1) -> tuple[Person, ...]:
    """100 experts, the staff, 16 grid workers and those of the departments; the same for the same seed, all names distinct."""
    rng = names.seeded("people", seed)
    experts = sum(specialty.experts for specialty in SPECIALTIES)
    drawn = iter(names.distinct_names(rng, experts + len(STAFF) + len(TOWNSHIPS)))
    numbers = count(1)
    first = (
        *_experts(rng, seed, drawn, numbers),
        *_staff(seed, drawn, numbers),
        *_grid_workers(seed, drawn, numbers),
    )
    return (*first, *_partners(seed, {person.name for person in first}, numbers))


def _experts(rng: random.Random, seed: int, drawn: Iterator[str], numbers: Iterator[int]) -> Iterator[Person]:
    # Interleaved, so that expert001..expert007 show one specialty each.
    order = sorted(
        ((turn, index) for index, s in enumerate(SPECIALTIES) for turn in range(s.experts)),
    )
    for number, (_, index) in enumerate(order, start=1):
        specialty = SPECIALTIES[index]
        username = f"expert{number:03d}"
        yield Person(
            id=names.stable_id("person", seed, username),
            username=username,
            name=next(drawn),
            role="expert",
            phone=names.phone(next(numbers)),
            unit=rng.choice(_UNITS),
            title=rng.choice(_TITLES),
            specialty=specialty.id,
            certificate=f"{rng.choice(specialty.certificates)} {_certificate_no(rng, number)}",
        )


def _certificate_no(rng: random.Random, number: int) -> str:
    return f"演示{rng.randint(2008, 2024)}{number:04d}"


def _staff(seed: int, drawn: Iterator[str], numbers: Iterator[int]) -> Iterator[Person]:
    for number, row in enumerate(STAFF, start=1):
        yield Person(
            id=names.stable_id("person", seed, row.username),
            username=row.username,
            name=next(drawn),
            role=row.role,
            phone=names.phone(next(numbers)),
            unit=row.unit,
            title=row.title,
            section=row.section,
            department_id=_department_id(seed, row.username),
            # Shaped like a certificate of Henan (豫) for 漯河 (L), marked as a demonstration.
            officer_cert_no=f"豫L演示{number:06d}" if row.certified else "",
        )


def _grid_workers(seed: int, drawn: Iterator[str], numbers: Iterator[int]) -> Iterator[Person]:
    for number, township in enumerate(TOWNSHIPS, start=1):
        username = f"grid{number:02d}"
        yield Person(
            id=names.stable_id("person", seed, username),
            username=username,
            name=next(drawn),
            role="grid",
            phone=names.phone(next(numbers)),
            unit=f"{township.name}应急管理所",
            title="安全网格员",
            township_id=township.id,
        )


def _department_id(seed: int, username: str) -> str:
    department = partners.BY_USERNAME.get(username)
    return department.id(seed) if department else ""


def _partners(seed: int, taken: set[str], numbers: Iterator[int]) -> Iterator[Person]:
    # Drawn by themselves and after all others, so that these keep their names.
    further = [row for row in partners.DEPARTMENTS if row.username not in {staff.username for staff in STAFF}]
    drawn = names.distinct_names(names.seeded("partners", seed), len(further) + len(taken))
    free = iter(name for name in drawn if name not in taken)
    for row in further:
        yield Person(
            id=names.stable_id("person", seed, row.username),
            username=row.username,
            name=next(free),
            role="dept",
            phone=names.phone(next(numbers)),
            unit=row.name,
            title=row.title,
            department_id=row.id(seed),
        )
