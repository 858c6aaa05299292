"""职责字典: which department a finding is, or is partly, the business of, and why. It proposes; people decide. Pure.

Source: domain workflow § 6.2. A department's own duty words, when the bureau has written some, take the place of the dictionary for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

Row = Mapping[str, Any]


class Duty(msgspec.Struct, frozen=True):
    """One line of the dictionary. `names`: what the department's name contains; `checklists`: their findings are its business by themselves."""

    key: str
    title: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    checklists: tuple[str, ...] = ()
    reason: str = ""


DUTIES = (
    Duty(
        "fire", "消防安全", ("消防",),
        ("消防", "灭火器", "消火栓", "疏散", "安全出口", "防火", "应急照明", "喷淋", "烟感", "火灾自动报警", "XF "), ("fire-safety",),
        "消防设施、疏散和防火由消防救援机构依照《中华人民共和国消防法》监督检查。",
    ),
    Duty(
        "market", "特种设备", ("市场监督", "市场监管"),
        ("特种设备", "压力容器", "压力管道", "锅炉", "叉车", "行车", "起重机", "电梯", "气瓶", "安全阀", "场内机动车辆", "TSG"), (),
        "特种设备由市场监督管理部门依照《中华人民共和国特种设备安全法》监督管理。",
    ),
    Duty(
        "police", "剧毒、易制爆", ("公安",), ("剧毒", "易制爆", "民用爆炸物品", "治安防范", "GA 1002", "GA 1511"), (),
        "剧毒、易制爆危险化学品的治安防范由公安机关监督管理。",
    ),
    Duty(
        "ecology", "生态环境", ("生态环境", "环保"), ("废气", "废水", "危险废物", "危废", "排污", "环保设施", "VOCs", "污水处理"), (),
        "环保设施和废气、废水、危险废物由生态环境部门监督管理，涉及安全的由两部门协同处置。",
    ),
    Duty(
        "housing", "住建、燃气", ("住房", "住建", "城乡建设"), ("燃气", "天然气", "液化气", "施工", "建筑结构", "钢结构", "脚手架", "承重"), (),
        "城镇燃气和建筑施工安全由住房和城乡建设部门监督管理。",
    ),
    Duty("land", "自然资源", ("自然资源",), ("违法用地", "违法建设", "违章搭建", "边坡", "地质灾害", "矿山", "采矿"), (), "用地、规划和地质灾害防治由自然资源部门监督管理。"),
    Duty("transport", "交通运输", ("交通",), ("危货运输", "道路运输", "槽车", "罐车", "押运"), (), "危险货物道路运输由交通运输部门监督管理。"),
)  # fmt: skip


class Proposal(msgspec.Struct, frozen=True):
    """`department`: its id, "" when the bureau has not registered one for this duty; `why`: what in the finding led here; `reason`: for a letter."""

    department: str
    name: str
    why: str
    reason: str


def text_of(finding: Row) -> str:
    """Everything of a finding that may name a duty, the legal bases included."""
    bases = " ".join(f"{one.get('name', '')} {one.get('number', '')}" for one in finding.get("basis") or [])
    parts = (
        finding.get(name) or "" for name in ("statement", "location", "measure", "criterion", "item_text")
    )
    return " ".join([*map(str, parts), bases])


def propose(finding: Row, departments: Iterable[Row]) -> list[Proposal]:
    """The departments that a finding concerns, those with more to say for them first (then by name); unregistered ones last."""
    said, checklist = text_of(finding), str(finding.get("checklist") or "").partition("@")[0]
    registered = list(departments)
    found: list[tuple[int, Proposal]] = []
    for department in registered:
        duty, weight, why = _fits(department, said, checklist)
        if weight:
            reason = duty.reason if duty else f"根据职责分工，该隐患由{department['name']}监督管理。"
            found.append((weight, Proposal(str(department["id"]), str(department["name"]), why, reason)))
    found.sort(key=lambda pair: (-pair[0], pair[1].name))
    held = [duty_of(str(department["name"])) for department in registered]
    missing = []
    for duty in DUTIES:
        weight, why = _weigh(duty.words, said, duty.checklists, checklist, duty.title)
        if weight and duty not in held:
            missing.append(Proposal("", f"负责“{duty.title}”的部门（尚未登记）", why, duty.reason))
    return [proposal for _, proposal in found] + missing


def duty_of(name: str) -> Duty | None:
    """The line of the dictionary for a department of this name."""
    return next((duty for duty in DUTIES if any(word in name for word in duty.names)), None)


def _fits(department: Row, said: str, checklist: str) -> tuple[Duty | None, int, str]:
    own = tuple(str(word) for word in department.get("duties") or [])
    duty = duty_of(str(department["name"]))
    if own:
        weight, why = _weigh(own, said, (), "", "本局登记的职责")
        return duty, weight, why
    if duty is None:
        return None, 0, ""
    weight, why = _weigh(duty.words, said, duty.checklists, checklist, duty.title)
    return duty, weight, why


def _weigh(
    words: tuple[str, ...], said: str, checklists: tuple[str, ...], checklist: str, title: str
) -> tuple[int, str]:
    """How much speaks for it, and that in words."""
    hit = [word for word in words if word and word in said]
    listed = checklist in checklists
    why = "；".join(
        part
        for part in (
            "出自消防检查表" if listed else "",
            f"写有{'、'.join(f'“{word.strip()}”' for word in hit[:3])}（{title}）" if hit else "",
        )
        if part
    )
    return len(hit) + 5 * listed, why
