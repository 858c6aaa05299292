"""The checklist as data: parsing, its identity, and the six of the library as they were published."""

import copy
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.checklist_files import load_folder
from inspect_app.domain.canon import canonical, sha256
from inspect_app.domain.checklist import (
    Checklist,
    ChecklistError,
    Entry,
    Item,
    content_hash,
    faults,
    parse,
    shown,
    to_wire,
)
from inspect_app.paths import checklists_dir

LIBRARY = {checklist.key: checklist for checklist in load_folder(checklists_dir())}


def small() -> dict[str, Any]:
    """The least checklist there is, with one measured item."""
    limit = {"bounds": [{"op": "≥", "value": "19.5"}, {"op": "≤", "value": "23.5"}]}
    entry = {"key": "oxygen", "quantity": "氧含量", "unit": "%", "limits": [limit]}
    item = {
        "id": "demo-a-01",
        "section": "a",
        "text": "检测合格",
        "method": ["测试"],
        "basis": [{"name": "某规定", "number": "第1号", "src": "K"}],
        "severity": "general",
        "typical_finding": "未检测。",
        "suggested_measure": "检测。",
        "photo_required": False,
        "measurement": {"quantity": "氧含量", "unit": "%", "limit": "19.5～23.5", "entries": [entry]},
    }
    return {
        "id": "demo",
        "title": "示例检查表",
        "version": "0.1.0",
        "date": "2026-11-23",
        "status": "draft",
        "issuing_basis": ["某规定"],
        "applies_to": ["工贸企业"],
        "notes": [],
        "sections": [{"id": "a", "title": "甲"}],
        "item_count": 1,
        "major_count": 0,
        "check_count": 0,
        "items": [item],
    }


def test_the_key_pins_id_and_version() -> None:
    assert parse(small()).key == "demo@0.1.0"


def test_an_item_is_found_by_its_id_and_a_wrong_id_is_named() -> None:
    checklist = parse(small())
    assert checklist.item("demo-a-01").text == "检测合格"
    with pytest.raises(ChecklistError, match=r"demo@0\.1\.0 中没有检查项 demo-a-99"):
        checklist.item("demo-a-99")


def test_the_wire_is_the_data_it_was_parsed_from() -> None:
    assert to_wire(parse(small())) == small()


def test_an_unknown_field_is_refused_rather_than_dropped() -> None:
    data = small()
    data["items"][0]["serverity"] = "major"
    with pytest.raises(ChecklistError, match="serverity"):
        parse(data)


def test_the_hash_ignores_the_order_of_fields() -> None:
    data = small()
    assert content_hash(parse(dict(reversed(data.items())))) == content_hash(parse(data))


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [leaf for key, child in value.items() for leaf in _leaves(child, (*path, key))]
    if isinstance(value, list):
        return [leaf for index, child in enumerate(value) for leaf in _leaves(child, (*path, index))]
    return [path]


FREE_TEXT = [
    path
    for path in _leaves(small())
    if path[-1] in ("title", "text", "name", "number", "limit", "unit", "note", 0)
]


@given(st.sampled_from(FREE_TEXT), st.text(min_size=1, max_size=5))
def test_changing_any_word_changes_the_hash(path: tuple[Any, ...], text: str) -> None:
    data = copy.deepcopy(small())
    place = data
    for part in path[:-1]:
        place = place[part]
    if path[-2:] == ("method", 0) or place[path[-1]] == text or not text.isprintable():
        return
    place[path[-1]] = text
    assert content_hash(parse(data)) != content_hash(parse(small()))


def test_a_path_is_shown_as_one_would_write_it() -> None:
    assert shown(("items", 0, "basis", 1, "src")) == "items[0].basis[1].src"


def _edit_limits(data: dict[str, Any], limits: list[dict[str, Any]]) -> dict[str, Any]:
    data["items"][0]["measurement"]["entries"][0]["limits"] = limits
    return data


LOW, HIGH = {"op": "≥", "value": "19.5"}, {"op": "≤", "value": "23.5"}


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ([{"bounds": [LOW]}, {"when": "其他", "bounds": [HIGH]}], "每个限值都要用 when 写明适用情形"),
        ([{"when": "其他", "bounds": [LOW]}, {"when": "其他", "bounds": [HIGH]}], "适用情形 其他 重复"),
        ([{"when": "室内", "bounds": [LOW]}], "只有一个限值时不写 when"),
        ([{"bounds": []}], "没有数值的限值不能用来判定"),
        ([{"bounds": [LOW, LOW]}], "最多一个下限和一个上限"),
        ([{"bounds": [{"op": "≥", "value": "24"}, HIGH]}], "下限 24 大于上限 23.5"),
        ([{"bounds": [{"op": "≥", "value": "019"}]}], "“019”不是可比较的数值"),
    ],
)
def test_limits_that_could_not_be_judged_are_refused(limits: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(ChecklistError, match=message):
        parse(_edit_limits(small(), limits))


# The six as the researchers handed them over. The last column is the sha256 of each file's canonical JSON before the
# machine-readable limits were added: no item, word or mark of the originals may change in version 0.1.0.
COLUMNS = (
    "items",
    "major",
    "check",
    "note",
    "measured",
    "src_V",
    "src_K",
    "no_clause",
    "status_note",
    "see_also",
    "topics",
)
ORIGINALS = {
    "confined-space@0.1.0": (33, 4, 14, 1, 6, 17, 35, 13, 1, 0, 0),
    "dust-explosion@0.1.0": (38, 11, 25, 3, 3, 28, 53, 15, 1, 0, 0),
    "electrical@0.1.0": (74, 5, 52, 5, 16, 41, 87, 62, 16, 3, 0),
    "fire-safety@0.1.0": (41, 0, 22, 0, 7, 37, 31, 17, 0, 0, 0),
    "hazardous-chemicals@0.1.0": (87, 21, 43, 12, 11, 125, 60, 29, 56, 21, 27),
    "industrial-trade-general@0.1.0": (73, 26, 26, 3, 6, 112, 39, 32, 2, 0, 0),
}
ORIGINAL_HASHES = {
    "confined-space@0.1.0": "bf26848f6dff645e22981677fc48e84c0a2b6e3c45bc625652876a304bbb3b1c",
    "dust-explosion@0.1.0": "588765607a94c57e7064d5b081a5e68826237904c0cbeedfdd1dc140b8849e10",
    "electrical@0.1.0": "a420d567ed1126354acc037b0b8a8193bf0959e42146ee4f4f3cdf9c45afe0ec",
    "fire-safety@0.1.0": "41017593a6ccc5ec92938ac769340f3a175e96e8a472a7826fcae961c63fe68c",
    "hazardous-chemicals@0.1.0": "3baab8e0ece5f14dba32bdcd483e2f31b759180ea5fef0a07e63b4ca26e38941",
    "industrial-trade-general@0.1.0": "981ec6691f153c186cf697e8d814ab662b2459b0e69f57dc5418b9de6393e200",
}


@pytest.mark.parametrize("key", ORIGINALS)
def test_every_mark_of_the_original_survives(key: str) -> None:
    assert dict(zip(COLUMNS, _counted(LIBRARY[key]), strict=True)) == dict(
        zip(COLUMNS, ORIGINALS[key], strict=True)
    )


def _counted(checklist: Checklist) -> tuple[int, ...]:
    items = checklist.items
    sources = Counter(basis.src for item in items for basis in item.basis)
    sources.update(criterion.src for item in items for criterion in item.major_criterion)
    return (
        checklist.item_count,
        sum(bool(item.major_criterion) for item in items),
        sum(item.check for item in items),
        sum(item.note is not None for item in items),
        sum(item.measurement is not None for item in items),
        sources["V"],
        sources["K"],
        sum(basis.clause is None for item in items for basis in item.basis),
        sum(basis.status_note is not None for item in items for basis in item.basis),
        sum(criterion.see_also is not None for item in items for criterion in item.major_criterion),
        len(checklist.extra_major_topics),
    )


@pytest.mark.parametrize("key", ORIGINAL_HASHES)
def test_without_its_limits_a_checklist_is_the_original_word_for_word(key: str) -> None:
    data = to_wire(LIBRARY[key])
    for item in data["items"]:
        if "measurement" in item:
            del item["measurement"]["entries"]
    assert sha256(canonical(data)) == ORIGINAL_HASHES[key]


def test_topics_without_their_text_stay_marked_as_missing() -> None:
    topics = LIBRARY["hazardous-chemicals@0.1.0"].extra_major_topics
    assert {(topic.text, topic.check) for topic in topics} == {(None, True)}
    assert to_wire(LIBRARY["hazardous-chemicals@0.1.0"])["extra_major_topics"][0] == {
        "number": "AQ 3067-2026",
        "clause": "5.1.3",
        "topic": "操作人员教育条件",
        "text": None,
        "check": True,
    }


def test_no_float_reaches_the_wire() -> None:
    def kinds(value: Any) -> set[type]:
        children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return {type(value)}.union(*(kinds(child) for child in children))

    assert set().union(*(kinds(to_wire(one)) for one in LIBRARY.values())) <= {
        dict,
        list,
        str,
        int,
        bool,
        type(None),
    }


def test_the_six_have_no_faults() -> None:
    assert [fault for checklist in LIBRARY.values() for fault in faults(checklist)] == []


# Every measured quantity of the library, read against its Chinese limit text by hand. — means no number in the text.
LIMITS = """
cfs-mgmt-07 times: ≥1 次/年
cfs-pre-03 oxygen: [工贸企业] ≥19.5 ≤23.5 advisory; [危化企业（GB 30871）] ≥19.5 ≤21; [危化企业（GB 30871）富氧环境] ≥19.5 ≤23.5 %
cfs-pre-04 h2s: ≤10 advisory mg/m³
cfs-pre-04 co: [时间加权] ≤20 advisory; [短时] ≤30 advisory mg/m³
cfs-pre-04 combustible: [适用标准要求5%LEL时] ≤5 advisory; [适用标准要求10%LEL时] ≤10 advisory %LEL
cfs-pre-08 voltage: [一般情况] ≤36; [潮湿/金属容器] ≤12 V
cfs-ope-04 interruption: [工贸企业（令第13号）] ≤0; [受限空间（GB 30871）] ≤60 min
cfs-emg-01 drills: ≥1 次/半年
dust-mgmt-09 people: — 人
dust-dcs-08 resistance: [接地（常用）] ≤4 advisory; [静电接地] ≤100 advisory Ω
dust-cln-01 thickness: ≤3.2 advisory mm
elec-mgmt-05 gloves_boots: ≤6 月
elec-mgmt-05 detector_rod: ≤12 advisory 月
elec-sub-01 length: — m
elec-sub-01 exits: [配电室长度大于7m] ≥2; [配电室长度不大于7m] — advisory 个
elec-sub-03 height: [适用文件要求400mm时] ≥400 advisory; [适用文件要求500mm时] ≥500 advisory mm
elec-sub-05 passage: [固定式单排] ≥1.0 advisory; [固定式单排、通道受限] ≥0.8 advisory m
elec-sub-13 height: ≥2.5 m
elec-lv-04 temperature_rise: — K
elec-gnd-01 continuity: — Ω
elec-gnd-01 resistance: ≤4 advisory Ω
elec-gnd-04 resistance: ≤4 advisory Ω
elec-gnd-05 current: [一般场所] ≤30; [特别潮湿等场所] ≤30 advisory mA
elec-tool-02 insulation: [I类] ≥2; [II类] ≥7; [III类] ≥1 MΩ
elec-tool-06 voltage: [一般情况] ≤36; [金属容器或潮湿场所] ≤12 V
elec-tmp-05 days: [一般情况] ≤15; [特殊情况] ≤30 天
elec-est-01 resistance: [专设静电接地体] ≤100; [跨接/联合接地] — advisory Ω
elec-est-04 velocity: ≤1 advisory m/s
elec-est-05 period: [爆炸火灾危险环境] ≤6; [其他] ≤12 月
elec-chg-01 distance: ≥0.5 m
fire-mgmt-03 drills: [重点单位（每半年）] ≥1; [其他（每年）] ≥1 次
fire-evac-02 width: [一般疏散出口门] ≥0.8; [首层疏散外门等] ≥1.1 m
fire-lane-01 width: ≥4.0 m
fire-lane-01 height: ≥4.0 m
fire-fac-01 extinguishers: ≥2 具
fire-fac-04 dynamic: [设计要求0.25MPa时] ≥0.25 advisory; [设计要求0.35MPa时] ≥0.35 advisory MPa
fire-fac-04 static: — MPa
fire-sto-01 top: ≥0.3 m
fire-sto-01 lamp: ≥0.5 m
fire-sto-01 wall: ≥0.5 m
fire-sto-01 column: ≥0.3 m
fire-sto-01 stack: ≥1.0 m
fire-sto-05 times: ≥1 次/半年
chem-ppl-04 initial: ≥72 学时
chem-ppl-04 refresher: ≥20 学时
chem-ppl-06 interval: [两重点一重大] ≤1; [其他装置] ≤2 h
chem-lay-01 distance: — m
chem-gas-02 combustible: [露天] ≤10; [封闭或通风不良] ≤5 m
chem-gas-02 toxic: [露天] ≤4; [封闭或通风不良] ≤2 m
chem-gas-03 first_alarm: ≤25 %LEL
chem-tank-06 retention: ≥30 天
chem-sto-04 wall: ≥0.5 m
chem-sto-04 column: ≥0.3 m
chem-sto-04 stack: ≥1.0 m
chem-sto-04 lamp: ≥0.5 m
chem-sto-04 aisle: ≥2.0 m
chem-spw-02 concentration: [爆炸下限（LEL）≥4%] ≤0.5; [爆炸下限（LEL）<4%] ≤0.2 体积分数%
chem-spw-04 oxygen: [一般情况] ≥19.5 ≤21; [富氧环境] ≥19.5 ≤23.5 %
chem-emg-01 interval: ≤6 月
chem-emg-02 pressure: [产品说明要求24MPa时] ≥24 advisory; [产品说明要求25MPa时] ≥25 advisory MPa
igt-mgmt-03 initial: ≥32 学时
igt-mgmt-03 refresher: ≥12 学时
igt-ppl-01 hours: ≥24 学时
igt-bld-04 rail: [距基准面<2m] ≥900; [距基准面2～20m] ≥1050; [距基准面≥20m] ≥1200 mm
igt-bld-04 toeboard: ≥100 mm
igt-mac-04 gap: ≤3 mm
igt-gas-04 bottles: ≥5 m
igt-gas-04 open_fire: ≥10 m
igt-gas-05 people: ≤9 人
"""


def _line(item: Item, entry: Entry) -> str:
    limits = []
    for limit in entry.limits:
        case = f"[{limit.when}] " if limit.when else ""
        bounds = " ".join(bound.op + bound.value for bound in limit.bounds) or "—"
        limits.append(case + bounds + ("" if limit.binding else " advisory"))
    return f"{item.id} {entry.key}: {'; '.join(limits) or '—'} {entry.unit}"


def test_every_limit_is_the_one_that_was_read_in_its_text() -> None:
    measured = [item for one in LIBRARY.values() for item in one.items if item.measurement]
    lines = [
        _line(item, entry) for item in measured if item.measurement for entry in item.measurement.entries
    ]
    assert lines == LIMITS.strip().splitlines()


HEDGES = (
    "原文为准",
    "规程为准",
    "文件为准",
    "说明为准",
    "按设计",
    "设计值",
    "符合设计",
    "核定",
    "常用",
    "参照",
)


def test_a_hedged_text_has_no_quantity_that_is_only_judged() -> None:
    """Where the text defers to a design or a standard, some limit must be advisory or absent."""
    for checklist in LIBRARY.values():
        for item in checklist.items:
            if item.measurement and any(hedge in item.measurement.limit for hedge in HEDGES):
                entries = item.measurement.entries
                soft = [
                    not entry.limits or not all(limit.binding for limit in entry.limits) for entry in entries
                ]
                assert any(soft), item.id
