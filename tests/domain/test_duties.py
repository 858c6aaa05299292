"""The dictionary of duties proposes the department that the law names, says why, and gives way to the bureau's own words."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_app.domain.duties import DUTIES, propose

COUNTY = [
    {"id": "fire", "name": "临颍县消防救援大队", "duties": []}, {"id": "market", "name": "临颍县市场监督管理局", "duties": []},
    {"id": "police", "name": "临颍县公安局", "duties": []}, {"id": "ecology", "name": "临颍县生态环境分局", "duties": []},
    {"id": "housing", "name": "临颍县住房和城乡建设局", "duties": []}, {"id": "land", "name": "临颍县自然资源局", "duties": []},
]  # fmt: skip


def first(statement: str, departments: list[dict[str, Any]] | None = None, **more: Any) -> tuple[str, str]:
    """(department, why) of what is proposed first; ("", "") for nothing."""
    found = propose({"statement": statement, **more}, COUNTY if departments is None else departments)
    return (found[0].department, found[0].why) if found else ("", "")


@pytest.mark.parametrize(
    ("statement", "department"),
    [
        ("车间东侧安全出口被货物堵塞。", "fire"), ("储气罐安全阀超期未校验。", "market"), ("剧毒化学品库未实行双人双锁。", "police"),
        ("喷漆房废气处理设施停用。", "ecology"), ("食堂燃气管道穿越密闭空间。", "housing"), ("厂区内违章搭建彩钢板房。", "land"), ("配电箱未上锁。", ""),
    ],
)  # fmt: skip
def test_each_duty_leads_to_its_department(statement: str, department: str) -> None:
    assert first(statement)[0] == department


def test_a_finding_of_the_fire_checklist_concerns_the_fire_brigade_whatever_it_says() -> None:
    assert first("门向内开启。", checklist="fire-safety@0.1.0") == ("fire", "出自消防检查表")
    assert first("门向内开启。", basis=[{"name": "人员密集场所", "number": "XF 654-2006"}])[0] == "fire"


def test_the_bureaus_own_words_take_the_place_of_the_dictionary() -> None:
    own = [{**COUNTY[0], "duties": ["烟花"]}, {"id": "x", "name": "县商务局", "duties": ["燃气", "加油站"]}]
    assert first("灭火器过期。", own)[0] == ""
    assert first("烟花爆竹超量存放。", own)[0] == "fire"
    assert first("加油站卸油口未接静电。", own) == ("x", "写有“加油站”（本局登记的职责）")


def test_two_departments_are_both_proposed_and_one_that_is_missing_is_named() -> None:
    both = propose({"statement": "燃气调压箱旁灭火器失效，疏散通道堵塞。"}, COUNTY)
    assert [one.department for one in both] == ["fire", "housing"]
    (missing,) = propose({"statement": "锅炉未定期检验。"}, COUNTY[:1])
    assert (missing.department, "特种设备" in missing.name, "尚未登记" in missing.name) == ("", True, True)


def test_every_line_of_the_dictionary_can_be_found_and_gives_a_reason_for_the_letter() -> None:
    for duty in DUTIES:
        held = [{"id": duty.key, "name": f"县{duty.names[0]}局", "duties": []}]
        (proposal, *_) = propose({"statement": f"现场{duty.words[0]}不符合要求"}, held)
        assert (proposal.department, proposal.reason) == (duty.key, duty.reason)
        assert proposal.reason.endswith("。")
