"""Turns a checklist's typical finding into the facts of one place on one day."""

import datetime as dt
import random
import re
from collections.abc import Callable, Mapping
from typing import Any

from inspect_app.demo import names
from inspect_app.demo.enterprises import Enterprise
from inspect_app.demo.industries import BY_KEY
from inspect_app.demo.statements import FACTS, MACHINES, OTHER_MACHINES, VALUES

_SIDES = ("北侧", "南侧", "东北角", "西侧", "入口处", "中部", "3号立柱旁")
_POSTS = ("维修电工", "叉车司机", "污水处理工", "仓库保管员", "设备维修工")
_POOLS = ("调节", "沉淀", "提升井", "厌氧", "污泥浓缩")
# Without these a bracket is an alternative ("监护人离开"), and a finding states one fact.
_KEPT_BRACKETS = ("__", "区）", "非框架", "岗位")
_LOCATIONS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), tuple(places.split()))
    for pattern, places in (
        (r"elec-sub", "配电室 1号配电室 配电室低压侧"),
        (r"fire-mgmt-06|fire-fac-07", "消防控制室"),
        (r"fire-fac-06", "消防泵房"),
        (r"elec-mgmt-05", "配电室"),
        (r"igt-mgmt-05", "厂区大门内侧 办公楼一层"),
        (
            r"cfs-(mgmt-0[5679]|apr)|fire-mgmt|(elec|dust|igt)-mgmt-0|(igt|chem)-(ppl|lic|con)",
            "安全管理资料 安全办公室",
        ),
        (r"cfs", "污水处理站 污水处理站南侧"),
        (r"fire-dor|fire-evac-05|elec-chg-03", "员工宿舍楼 辅房二层"),
        (r"fire-lane|fire-fac-05|igt-bld-06", "厂区主干道 厂区东侧 厂区北侧"),
        (r"fire-ele-0[45]|igt-gas-02", "职工食堂"),
        (r"elec-chg-04", "厂房屋面"),
        (r"chem-(tank|lay)", "储罐区 储罐区东侧"),
    )
)
_UNIT_VALUES = {"m": "0.6", "mm": "5", "min": "40", "人": "11", "t": "12", "kg": "60", "桶": "6", "小时": "3"}


class Filler:
    """Draws the facts of one finding: places, machines and materials of the enterprise's trade."""

    def __init__(self, rng: random.Random, enterprise: Enterprise, day: dt.date) -> None:
        self.rng = rng
        self.enterprise = enterprise
        self.day = day
        self.industry = BY_KEY[enterprise.industry_key]
        self.place = rng.choice(self.industry.places)
        self.location = self.place + rng.choice(_SIDES)
        """部位: the place and the side of it."""

    def statement(self, item: Mapping[str, Any]) -> str:
        """The factual statement for a checklist item (its dict of the YAML file); no placeholder is left."""
        fact = FACTS.get(item["id"])
        if fact:
            return _SLOT.sub(lambda slot: self._slot(slot.group(1)), fact)
        text = _BRACKET.sub(_alternative, item["typical_finding"])
        values = list(self.rng.choice(VALUES.get(item["id"], ((),))))
        for pattern, fill in _BLANKS:
            text = pattern.sub(lambda found, fill=fill: fill(self, found), text)  # type: ignore[misc]
        return _NUMBER.sub(lambda found: self._measured(found, values), text)

    def location_of(self, item_id: str) -> str:
        """部位 of a finding on this item: rooms that the item itself names, else the drawn place."""
        fixed = next((places for pattern, places in _LOCATIONS if pattern.match(item_id)), None)
        return self.rng.choice(fixed) if fixed else self.location

    def date(self, earliest: int, latest: int) -> str:
        """A date from `earliest` to `latest` days before the visit, in Chinese."""
        day = self.day - dt.timedelta(days=self.rng.randint(latest, earliest))
        return f"{day.year}年{day.month}月{day.day}日"

    def some(self) -> str:
        return str(self.rng.randint(2, 4))

    def ending(self, *ends: str) -> str:
        """A place of the trade whose name ends so, else the finding's own place."""
        fitting = [place for place in self.industry.places if place.endswith(ends)]
        return self.rng.choice(fitting) if fitting else self.place

    def _slot(self, name: str) -> str:
        return _SLOTS[name](self)

    def _measured(self, found: re.Match[str], values: list[str]) -> str:
        if values:
            return values.pop(0)
        unit = next(
            (
                u
                for u in sorted(_UNIT_VALUES, key=len, reverse=True)
                if found.string.startswith(u, found.end())
            ),
            "m",
        )
        return _UNIT_VALUES[unit]


def _alternative(bracket: re.Match[str]) -> str:
    text = bracket.group(0)
    return text if any(part in text for part in _KEPT_BRACKETS) else ""


def _person(filler: Filler) -> str:
    return names.person_name(filler.rng)


def _workshop(filler: Filler) -> str:
    return filler.ending("车间", "工位", "岛", "房")


def _store(filler: Filler) -> str:
    return filler.ending("仓库", "库", "仓")


def _machine(filler: Filler) -> str:
    number = filler.rng.randint(1, 4)
    return f"{filler.place}{number}号" + filler.rng.choice(MACHINES.get(filler.industry.key, OTHER_MACHINES))


def _box(filler: Filler) -> str:
    return f"{filler.location}配电箱（编号AP-{filler.rng.randint(1, 12)}）"


def _period(filler: Filler) -> str:
    start = filler.day - dt.timedelta(days=filler.rng.randint(20, 40))
    end = start + dt.timedelta(days=filler.rng.randint(4, 9))
    return f"{start.month}月{start.day}日至{end.month}月{end.day}日"


def _material(filler: Filler) -> str:
    return filler.rng.choice(filler.industry.materials)


def _dust(filler: Filler) -> str:
    return {"furniture": "木", "aluminium": "铝", "machinery": "铝", "textile": "棉"}.get(
        filler.industry.key, "粮食"
    )


_SLOTS: dict[str, Callable[[Filler], str]] = {
    "place": lambda filler: filler.place,
    "workshop": _workshop,
    "store": _store,
    "machine": _machine,
    "box": _box,
    "person": _person,
    "pool": lambda filler: filler.rng.choice(_POOLS),
    "material": _material,
    "dust": _dust,
    "n": Filler.some,
    "period": _period,
    "date": lambda filler: filler.date(30, 3),
    "past": lambda filler: filler.date(200, 15),
    "length": lambda filler: filler.rng.choice(("8.2", "9.6", "11.4")),
    "width": lambda filler: filler.rng.choice(("0.65", "0.70", "0.75")),
    "far": lambda filler: filler.rng.choice(("38", "46", "60")),
}
_SLOT = re.compile(r"\{(\w+)\}")
_BRACKET = re.compile(r"（[^（）]*）")
_NUMBER = re.compile(r"__")

# Applied in this order: the longer run of crosses and the more telling neighbour first.
_BLANKS: tuple[tuple[re.Pattern[str], Callable[[Filler, re.Match[str]], str]], ...] = (
    (re.compile(r"报告日期为__"), lambda f, m: "报告日期为" + f.date(1500, 1150)),
    (re.compile(r"(日期为|有效期至)__"), lambda f, m: m.group(1) + f.date(400, 220)),
    (re.compile(r"自__起"), lambda f, m: f"自{f.date(90, 40)}起"),
    (re.compile(r"从业人员__人"), lambda f, m: f"从业人员{f.enterprise.employees}人"),
    (re.compile(r"(操作工|焊工|司机|负责人|管理人员)×××"), lambda f, m: m.group(1) + _person(f)),
    (re.compile(r"×××"), lambda f, m: _material(f)),
    (re.compile(r"××岗位"), lambda f, m: f.rng.choice(_POSTS) + "岗位"),
    (re.compile(r"××(?=可燃物品仓库)"), lambda f, m: "西侧"),
    (re.compile(r"××车间"), lambda f, m: _workshop(f)),
    (re.compile(r"××仓库"), lambda f, m: _store(f)),
    (re.compile(r"××有限空间"), lambda f, m: f"污水处理站{f.rng.choice(_POOLS)}池"),
    (re.compile(r"××池"), lambda f, m: f.rng.choice(_POOLS) + "池"),
    (re.compile(r"××配电箱"), lambda f, m: _box(f)),
    (re.compile(r"××设备"), lambda f, m: _machine(f)),
    (re.compile(r"××处"), lambda f, m: f.location),
    (re.compile(r"××年度"), lambda f, m: f"{f.day.year - 1}年度"),
    (re.compile(r"××(?=钢直梯|平台|区域|工位)"), lambda f, m: f.place),
    (re.compile(r"××(?=储罐|反应釜|泵|工艺管道|桶装)"), lambda f, m: _material(f)),
    (re.compile(r"××"), lambda f, m: f.place),
    (re.compile(r"×(?=[一-龥])"), lambda f, m: f.some()),
)
