"""Reading a folder of checklists: every kind of bad file is refused with file, line, item and field."""

import json
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from inspect_app.checklist_files import FolderError, Problem, check_folder, load_folder, publish_folder
from inspect_app.checklist_yaml import MAX_BYTES
from inspect_app.domain import checklist as domain
from inspect_app.domain import limits
from inspect_app.paths import CHECKOUT, checklists_dir

GOOD = """\
# 示例
id: demo
title: 示例检查表
version: 0.1.0
date: '2026-11-23'
status: draft
issuing_basis:
- 某规定
applies_to:
- 工贸企业
notes: []
sections:
- id: a
  title: 甲
item_count: 2
major_count: 1
check_count: 1
items:
- id: demo-a-01
  section: a
  text: 检测合格
  method:
  - 测试
  basis:
  - name: 某规定
    number: 第1号
    src: K
  severity: general
  typical_finding: 未检测。
  suggested_measure: 检测。
  photo_required: false
  measurement:
    quantity: 氧含量
    unit: '%'
    limit: 19.5～23.5
    entries:
    - key: oxygen
      quantity: 氧含量
      unit: '%'
      limits:
      - bounds:
        - op: ≥
          value: '19.5'
        - op: ≤
          value: '23.5'
  check: true
- id: demo-a-02
  section: a
  text: 不超员
  method:
  - 看现场
  basis:
  - name: 某标准
    number: 第10号
    clause: 第十二条
    src: V
  severity: major
  major_criterion:
  - name: 某标准
    number: 第10号
    clause: 第十二条
    text: 超过9人的
    src: V
  typical_finding: 超员。
  suggested_measure: 限员。
  photo_required: true
"""


def check(folder: Path, text: str | bytes = GOOD, name: str = "demo.yaml") -> list[Problem]:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return check_folder(folder)


def test_a_good_file_has_no_problem(tmp_path: Path) -> None:
    assert check(tmp_path) == []
    assert [checklist.key for checklist in load_folder(tmp_path)] == ["demo@0.1.0"]


def test_the_example_of_the_manual_is_a_good_file(tmp_path: Path) -> None:
    manual = (CHECKOUT / "docs" / "checklists.md").read_text(encoding="utf-8")
    assert check(tmp_path, manual.split("```yaml\n")[1].split("```")[0]) == []


def test_the_library_of_the_product_has_no_problem_and_is_published() -> None:
    assert check_folder(checklists_dir()) == []
    published = json.loads((checklists_dir() / "published.json").read_text(encoding="utf-8"))
    ours = {one.key: domain.content_hash(one) for one in load_folder(checklists_dir())}
    assert ours.items() <= published.items()


# (what is replaced, by what, line, item, field, words of the message). The first occurrence is replaced.
BAD = {
    "an item id used twice": ("demo-a-02", "demo-a-01", 47, "demo-a-01", "id", "检查项编号 demo-a-01 重复"),
    "a key written twice": (
        "  severity: major",
        "  text: 又一次\n  severity: major",
        57,
        "demo-a-02",
        "text",
        "第 49 行已写过",
    ),
    "a section that is not listed": (
        "section: a\n  text: 不",
        "section: z\n  text: 不",
        48,
        "demo-a-02",
        "section",
        "分区 z 未在",
    ),
    "a section listed twice": (
        "  title: 甲",
        "  title: 甲\n- id: a\n  title: 乙",
        15,
        "",
        "sections[1].id",
        "分区编号 a 重复",
    ),
    "a major item without criterion": (
        "severity: general",
        "severity: major",
        19,
        "demo-a-01",
        "major_criterion",
        "缺少必填",
    ),
    "a general item with a criterion": (
        "severity: major",
        "severity: general",
        57,
        "demo-a-02",
        "severity",
        "两者须一致",
    ),
    "a wrong count of items": ("item_count: 2", "item_count: 3", 15, "", "item_count", "写的是 3，实际为 2"),
    "a wrong count of major items": ("major_count: 1", "major_count: 0", 16, "", "major_count", "请改为 1"),
    "a wrong count of checks": ("check_count: 1", "check_count: 9", 17, "", "check_count", "请改为 1"),
    "a count that is text": (
        "item_count: 2",
        "item_count: '2'",
        15,
        "",
        "item_count",
        "应为整数，实际是文字“2”",
    ),
    "a negative count": ("check_count: 1", "check_count: -1", 17, "", "check_count", "不能小于 0"),
    "a huge count": ("check_count: 1", "check_count: 9999999", 17, "", "check_count", "不能大于 100000"),
    "a float": (
        "'19.5'",
        "19.5",
        43,
        "demo-a-01",
        "measurement.entries[0].limits[0].bounds[0].value",
        "写成 '19.5'",
    ),
    "a clause that looks like a float": ("第十二条", "6.2", 55, "demo-a-02", "basis[0].clause", "写成 '6.2'"),
    "a number that is no decimal": (
        "'19.5'",
        "约19",
        43,
        "demo-a-01",
        "measurement.entries[0].limits[0].bounds[0].value",
        "如 '0.5'",
    ),
    "a whole number without quotes": (
        "'23.5'",
        "23",
        45,
        "demo-a-01",
        "measurement.entries[0].limits[0].bounds[1].value",
        "实际是数字 23",
    ),
    "an unknown operator": (
        "op: ≤",
        "op: 不大于",
        44,
        "demo-a-01",
        "measurement.entries[0].limits[0].bounds[1].op",
        "只能是：≥、≤、>、<",
    ),
    "a bound too many": (
        "          value: '23.5'\n",
        "          value: '23.5'\n        - op: <\n          value: '30'\n",
        41,
        "demo-a-01",
        "measurement.entries[0].limits[0].bounds",
        "最多 2 项",
    ),
    "a key of an entry with capitals": (
        "key: oxygen",
        "key: O2",
        37,
        "demo-a-01",
        "measurement.entries[0].key",
        "小写字母、数字和下划线",
    ),
    "a mistyped field": ("  check: true", "  chek: true", 46, "demo-a-01", "chek", "不认识的字段 chek"),
    "a missing field": ("  text: 不超员\n", "", 47, "demo-a-02", "text", "缺少必填字段 text"),
    "a missing field of the head": ("status: draft\n", "", 2, "", "status", "缺少必填字段 status"),
    "a bad version": ("version: 0.1.0", "version: v1", 4, "", "version", "“v1”写法不对：版本号应写成 0.1.0"),
    "a version read as a float": ("version: 0.1.0", "version: 0.1", 4, "", "version", "写成 '0.1'"),
    "a date without quotes": ("'2026-11-23'", "2026-11-23", 5, "", "date", "日期要加引号"),
    "a date that does not exist": ("2026-11-23", "2026-02-30", 5, "", "date", "“2026-02-30”不是日期"),
    "a date written otherwise": ("'2026-11-23'", "2026年11月", 5, "", "date", "年-月-日"),
    "an unknown status": ("status: draft", "status: final", 6, "", "status", "只能是：draft、approved"),
    "an unknown method": (
        "- 看现场",
        "- 目测",
        51,
        "demo-a-02",
        "method[0]",
        "只能是：查资料、看现场、测试、询问",
    ),
    "a method named twice": ("  - 看现场", "  - 看现场\n  - 看现场", 50, "demo-a-02", "method", "重复的项"),
    "an empty text": ("text: 不超员", "text: '  '", 49, "demo-a-02", "text", "文字是空的"),
    "a text left out": (
        "text: 不超员",
        "text:",
        49,
        "demo-a-02",
        "text",
        "应为文字（数字和编号请加引号），实际是空值",
    ),
    "an empty list": ("  method:\n  - 看现场", "  method: []", 50, "demo-a-02", "method", "列表是空的"),
    "a list in place of text": ("text: 不超员", "text: [不超员]", 49, "demo-a-02", "text", "实际是列表"),
    "yes in place of true": (
        "photo_required: true",
        "photo_required: yes",
        66,
        "demo-a-02",
        "photo_required",
        "只写 true",
    ),
    "a flag in quotes": (
        "photo_required: true",
        "photo_required: 'true'",
        66,
        "demo-a-02",
        "photo_required",
        "应为true 或 false",
    ),
    "an octal number": ("item_count: 2", "item_count: 0o2", 15, "", "item_count", "应为整数"),
    "a number of base 60": (
        "number: 第10号",
        "number: 1:30",
        54,
        "demo-a-02",
        "basis[0].number",
        "写成 '1:30'",
    ),
    "an item id with capitals": (
        "id: demo-a-02",
        "id: Demo_02",
        47,
        "Demo_02",
        "id",
        "以字母开头，如 elec-sub-01",
    ),
    "an item id too long": ("id: demo-a-02", "id: " + "a" * 61, 47, "a" * 61, "id", "最多 60 个字符"),
    "an item without id": ("- id: demo-a-02\n  section", "- section", 47, "第 2 项", "id", "缺少必填字段 id"),
    "an item that is text": (
        "- id: demo-a-02\n",
        "- 第二项\n- id: demo-a-02\n",
        47,
        "第 2 项",
        "",
        "应为一组“字段: 值”",
    ),
    "a line break in a text": (
        "text: 不超员",
        "text: |\n    不超员\n    再说",
        49,
        "demo-a-02",
        "text",
        "换行",
    ),
    "an escaped control character": ("text: 不超员", 'text: "\\x07"', 49, "demo-a-02", "text", "控制字符"),
    "a field name that is a number": ("  check: true", "  12: true", 46, "demo-a-01", "", "字段名必须是文字"),
    "a tab": ("  text: 不超员", "\ttext: 不超员", 49, "", "", "制表符"),
    "a control character": ("text: 不超员", "text: 不\x07超员", 49, "", "", "U+0007"),
    "a line separator": ("text: 不超员", "text: 不\u2028超员", 49, "", "", "U+2028"),
    "broken syntax": ("text: 不超员", "text: '不超员", 49, "", "", "YAML 写法有误"),
    "an operator that YAML takes for a block": (
        "op: ≤",
        "op: >=",
        44,
        "",
        "",
        "以 > | @ ` % 开头的文字要加引号",
    ),
    "an anchor": ("text: 不超员", "text: &t 不超员", 49, "", "", "锚点和引用"),
    "an alias": ("text: 不超员", "text: *t", 49, "", "", "锚点和引用"),
    "a tag": ("text: 不超员", "text: !!python/object/apply:os.system [ls]", 49, "", "", "YAML 标签"),
    "a merge key": ("  check: true", "  <<: {check: true}", 46, "demo-a-01", "", "字段名必须是文字"),
    "a second document": ("items:", "---\nitems:", 18, "", "", "YAML 写法有误"),
    "deep nesting": ("text: 不超员", "text: " + "[" * 5000, 49, "", "", "嵌套超过 20 层"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_reported_with_line_item_and_field(name: str, tmp_path: Path) -> None:
    old, new, line, item, field, words = BAD[name]
    assert old in GOOD
    problems = check(tmp_path, GOOD.replace(old, new, 1))
    found = [problem for problem in problems if words in problem.message]
    assert [(one.file, one.line, one.item, one.field) for one in found] == [
        ("demo.yaml", line, item, field)
    ], problems
    with pytest.raises(FolderError, match=f"demo.yaml:{line}"):
        load_folder(tmp_path)


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (GOOD.encode("gbk", "replace"), 1, "不是 UTF-8"),
        (GOOD.replace("不超员", "\x00").encode(), 49, "U+0000"),
        (GOOD.replace("不超员", "x").encode() + b"\xff", 67, "不是 UTF-8"),
        (b"", 1, "文件是空的"),
        (b"# only a comment\n", 1, "文件是空的"),
        (b"~", 1, "文件是空的"),
        (b"- id: demo\n", 1, "最外层"),
        (b"demo", 1, "最外层"),
        (b"a" * (MAX_BYTES + 1), 1, "超过上限"),
    ],
)
def test_what_is_no_checklist_at_all_is_reported(
    content: bytes, line: int, words: str, tmp_path: Path
) -> None:
    [problem] = check(tmp_path, content)
    assert (problem.file, problem.line, problem.item, problem.field) == ("demo.yaml", line, "", "")
    assert words in problem.message


def test_an_escaped_surrogate_is_refused_where_it_stands(tmp_path: Path) -> None:
    """libyaml refuses it as syntax, the parser in Python reads it and it is refused as a control character."""
    [problem] = check(tmp_path, GOOD.replace("text: 不超员", 'text: "\\uD800"'))
    assert (problem.file, problem.line) == ("demo.yaml", 49)


def test_a_bomb_of_aliases_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    problems = check(tmp_path, "\n".join(lines))
    assert {problem.line for problem in problems} == set(range(1, 31))


def test_items_that_are_no_list_are_reported_once(tmp_path: Path) -> None:
    text = GOOD[: GOOD.index("items:\n- id")] + "items:\n  a: 1.5\n"
    assert [(one.line, one.field) for one in check(tmp_path, text)] == [(18, "items"), (19, "")]


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    assert check(tmp_path, b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()) == []


def test_several_mistakes_are_all_reported_in_order(tmp_path: Path) -> None:
    text = (
        GOOD.replace("status: draft", "status: final")
        .replace("- 看现场", "- 目测")
        .replace("text: 检测合格", "text: ''")
    )
    assert [(one.line, one.field) for one in check(tmp_path, text)] == [
        (6, "status"),
        (21, "text"),
        (51, "method[0]"),
    ]


def test_a_problem_reads_as_a_sentence(tmp_path: Path) -> None:
    [problem] = check(tmp_path, GOOD.replace("- 看现场", "- 目测"))
    assert str(problem) == (
        "demo.yaml:51：检查项 demo-a-02：字段 method[0]：“目测”不在可用的取值里，只能是：查资料、看现场、测试、询问。"
    )


def test_an_item_id_of_another_checklist_is_refused(tmp_path: Path) -> None:
    check(tmp_path, GOOD, "a.yaml")
    other = GOOD.replace("id: demo\n", "id: other\n").replace("demo-a-02", "other-a-02")
    [problem] = check(tmp_path, other, "b.yaml")
    assert (problem.file, problem.line, problem.item, problem.field) == ("b.yaml", 19, "demo-a-01", "id")
    assert "a.yaml 中已用过" in problem.message


def test_versions_of_one_checklist_share_their_item_ids(tmp_path: Path) -> None:
    check(tmp_path, GOOD, "demo-0.1.0.yaml")
    assert check(tmp_path, GOOD.replace("0.1.0", "0.2.0"), "demo-0.2.0.yaml") == []
    assert [one.key for one in load_folder(tmp_path)] == ["demo@0.1.0", "demo@0.2.0"]


def test_one_version_cannot_stand_in_two_files(tmp_path: Path) -> None:
    check(tmp_path, GOOD, "a.yaml")
    [problem] = check(tmp_path, GOOD, "b.yaml")
    assert (problem.file, problem.line, problem.field) == ("b.yaml", 4, "version")
    assert "已在 a.yaml 中" in problem.message


def test_a_published_version_cannot_change_and_a_new_version_can(tmp_path: Path) -> None:
    check(tmp_path)
    assert publish_folder(tmp_path) == ["demo@0.1.0"]
    assert publish_folder(tmp_path) == []
    assert check(tmp_path, GOOD.replace("# 示例", "# 换一句注释")) == []
    changed = GOOD.replace("不超员", "不超过9人")
    [problem] = check(tmp_path, changed)
    assert (problem.file, problem.line, problem.item, problem.field) == ("demo.yaml", 4, "", "version")
    assert "已发布的版本不可修改，请改版本号" in problem.message
    with pytest.raises(FolderError, match="已发布的版本不可修改"):
        publish_folder(tmp_path)
    assert check(tmp_path, changed.replace("0.1.0", "0.1.1")) == []
    assert publish_folder(tmp_path) == ["demo@0.1.1"]
    assert sorted(json.loads((tmp_path / "published.json").read_text())) == ["demo@0.1.0", "demo@0.1.1"]


@pytest.mark.parametrize("record", ["{", "[]", '{"demo@0.1.0": "abc"}', '{"demo@0.1.0": 1}'])
def test_a_damaged_record_of_published_versions_is_reported_not_ignored(record: str, tmp_path: Path) -> None:
    (tmp_path / "published.json").write_text(record)
    [problem] = check(tmp_path)
    assert problem.file == "published.json"
    assert "从版本库恢复" in problem.message


def test_the_six_cannot_be_edited_in_place(tmp_path: Path) -> None:
    shutil.copytree(checklists_dir(), tmp_path / "copy")
    file = tmp_path / "copy" / "electrical.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("limit: ≥0.5", "limit: ≥0.4", 1), encoding="utf-8"
    )
    [problem] = check_folder(tmp_path / "copy")
    assert (problem.file, problem.field) == ("electrical.yaml", "version")


def test_a_folder_that_is_not_there_or_empty_is_a_problem(tmp_path: Path) -> None:
    assert "没有这个文件夹" in check_folder(tmp_path / "nowhere")[0].message
    assert "没有检查表" in check_folder(tmp_path)[0].message


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    [problem] = check_folder(tmp_path)
    assert (problem.file, "文件读不出来" in problem.message) == ("folder.yaml", True)


STRUCTS: dict[str, Any] = {
    "section": domain.Section,
    "major_topic": domain.MajorTopic,
    "basis": domain.Basis,
    "criterion": domain.Criterion,
    "bound": limits.Bound,
    "limit": limits.Limit,
    "entry": domain.Entry,
    "measurement": domain.Measurement,
    "item": domain.Item,
}


def test_the_schema_and_the_structs_name_the_same_fields() -> None:
    schema = json.loads((checklists_dir() / "schema.json").read_text(encoding="utf-8"))
    parts = {name: part for name, part in schema["$defs"].items() if part["type"] == "object"}
    assert parts.keys() == STRUCTS.keys()
    for name, part in [*parts.items(), ("checklist", schema)]:
        fields = msgspec.structs.fields(STRUCTS.get(name, domain.Checklist))
        assert part["properties"].keys() == {field.name for field in fields}, name
        assert set(part["required"]) == {field.name for field in fields if field.required}, name
