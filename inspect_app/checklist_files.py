"""The library of checklists in a folder: `*.yaml`, and `published.json` with the hash of every published version.

`check_folder` finds everything wrong, with file, line, item and field; `load_folder` gives the checklists of a clean
folder; `publish_folder` records new versions as published, after which their content cannot change.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from inspect_app.checklist_yaml import Document, read
from inspect_app.domain import checklist as domain
from inspect_app.domain.checklist import Checklist, ChecklistError, content_hash
from inspect_app.paths import checklists_dir

PUBLISHED = "published.json"

_TYPES = {
    "object": "一组“字段: 值”",
    "array": "列表（每行以 - 开头）",
    "string": "文字（数字和编号请加引号）",
    "integer": "整数",
    "boolean": "true 或 false",
}
_FORMS = {
    "version": "版本号应写成 0.1.0 这样的三段数字",
    "date": "日期应写成 '2026-11-23' 这样的年-月-日",
    "id": "编号只用小写字母、数字和短横线，以字母开头，如 elec-sub-01",
    "section": "分区编号只用小写字母、数字和短横线",
    "key": "key 只用小写字母、数字和下划线，以字母开头",
    "value": "应为带引号的十进制数，如 '0.5'（不带单位）",
}


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong. `item` is empty outside the items, `field` when the whole file is meant."""

    file: str
    line: int
    item: str
    field: str
    message: str

    def __str__(self) -> str:
        item = f"检查项 {self.item}：" if self.item else ""
        field = f"字段 {self.field}：" if self.field else ""
        return f"{self.file}:{self.line}：{item}{field}{self.message}"


class FolderError(Exception):
    """A folder whose checklists cannot be used; `problems` says why, one line each in `str()`."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class _File:
    name: str
    document: Document
    problems: list[Problem]
    checklist: Checklist | None


def load_folder(path: Path) -> list[Checklist]:
    """The checklists of a folder, by key. Raises FolderError when `check_folder` finds anything."""
    files, problems = _examine(path)
    if problems:
        raise FolderError(problems)
    return sorted((file.checklist for file in files if file.checklist), key=lambda checklist: checklist.key)


def check_folder(path: Path) -> list[Problem]:
    """Everything wrong with a folder's checklists, by file and line; empty when they can be used."""
    return _examine(path)[1]


def publish_folder(path: Path) -> list[str]:
    """Record the versions not published yet in `published.json` and return their keys. Raises FolderError."""
    hashes = {checklist.key: content_hash(checklist) for checklist in load_folder(path)}
    published = _published(path)
    fresh = sorted(hashes.keys() - published.keys())
    if fresh:
        text = json.dumps(published | hashes, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        temporary = path / f".{PUBLISHED}.new"
        temporary.write_text(text, encoding="utf-8")
        os.replace(temporary, path / PUBLISHED)  # a half-written record would unlock every version
    return fresh


def _examine(path: Path) -> tuple[list[_File], list[Problem]]:
    if not path.is_dir():
        return [], [Problem(str(path), 1, "", "", "没有这个文件夹。")]
    names = sorted(entry for entry in path.iterdir() if entry.suffix in (".yaml", ".yml"))
    if not names:
        return [], [Problem(str(path), 1, "", "", "文件夹里没有检查表（*.yaml）。")]
    try:
        published = _published(path)
    except ValueError as error:
        return [], [Problem(PUBLISHED, 1, "", "", str(error))]
    files = [_examined(entry) for entry in names]
    problems = [problem for file in files for problem in file.problems]
    problems += _across(files)
    problems += _changed(files, published)
    return files, sorted(set(problems))


def _examined(path: Path) -> _File:
    try:
        document = read(path.read_bytes())
    except OSError as error:
        return _File(
            path.name, Document(), [Problem(path.name, 1, "", "", f"文件读不出来：{error.strerror}")], None
        )
    problems = [
        _problem(path.name, document, fault.path, fault.message, fault.line) for fault in document.faults
    ]
    if document.data is not None and not isinstance(document.data, dict):
        problems.append(Problem(path.name, 1, "", "", "文件的最外层应是一组“字段: 值”，以 id: 开头。"))
        return _File(path.name, document, problems, None)
    if document.data is None:
        return _File(path.name, document, problems, None)
    shape = [_problem(path.name, document, where, message) for where, message in _shape_faults(document.data)]
    problems += [problem for problem in shape if not _said(problem, problems)]
    if shape:
        return _File(path.name, document, problems, None)
    checklist = domain.structure(document.data)
    problems += [
        _problem(path.name, document, fault.path, fault.message) for fault in domain.faults(checklist)
    ]
    return _File(path.name, document, problems, checklist)


def _said(problem: Problem, earlier: list[Problem]) -> bool:
    """Whether reading already refused this very value: one mistake, one message."""
    return any((problem.line, problem.field) == (other.line, other.field) for other in earlier)


def _problem(
    file: str, document: Document, path: domain.Path, message: str, line: int | None = None
) -> Problem:
    at = document.line(path) if line is None else line
    if len(path) < 2 or path[0] != "items":
        return Problem(file, at, "", domain.shown(path), message)
    return Problem(file, at, _item_name(document.data, path[1]), domain.shown(path[2:]), message)


def _item_name(data: Any, index: str | int) -> str:
    """The id of an item as written, or its place when it has none."""
    items = data.get("items") if isinstance(data, dict) else None
    item = items[index] if isinstance(items, list) and isinstance(index, int) else None
    name = item.get("id") if isinstance(item, dict) else None
    if isinstance(name, str):
        return name
    return f"第 {index + 1} 项" if isinstance(index, int) else index


@cache
def _validator() -> Draft202012Validator:
    """The product's own schema, also for a folder that a bureau keeps elsewhere."""
    return Draft202012Validator(json.loads((checklists_dir() / "schema.json").read_text(encoding="utf-8")))


def _shape_faults(data: dict[str, Any]) -> Iterator[tuple[domain.Path, str]]:
    for error in _validator().iter_errors(data):
        path = tuple(error.absolute_path)
        if error.validator == "required":
            yield from (((*path, name), f"缺少必填字段 {name}。") for name in _missing(error))
        elif error.validator == "additionalProperties":
            yield from (((*path, name), f"不认识的字段 {name}，请核对拼写。") for name in _unknown(error))
        else:
            yield path, _said_of_value(error)


def _missing(error: Any) -> Iterable[str]:
    return [name for name in error.validator_value if name not in error.instance]


def _unknown(error: Any) -> Iterable[str]:
    return [name for name in error.instance if name not in error.schema["properties"]]


def _said_of_value(error: ValidationError) -> str:
    """A failed keyword of schema.json in the words of the person who wrote the file."""
    field = next((part for part in reversed(error.absolute_path) if isinstance(part, str)), "")
    return _MESSAGES[str(error.validator)](error.validator_value, error.instance, field)


def _form(wanted: str, value: str, field: str) -> str:
    if wanted == r"\S":
        return "文字是空的，请填写。"
    return f"“{_short(value)}”写法不对：{_FORMS[field]}。"


def _kind(value: Any) -> str:
    if value is None:
        return "空值"
    if isinstance(value, bool):
        return f"是/否（{str(value).lower()}）"
    if isinstance(value, int):
        return f"数字 {value}"
    if isinstance(value, str):
        return f"文字“{_short(value)}”"
    return "列表" if isinstance(value, list) else "一组字段"


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:40] + "…"


# keyword -> (its value in the schema, the value in the file, the field's name) -> message
_MESSAGES: dict[str, Callable[[Any, Any, str], str]] = {
    "type": lambda wanted, value, _: f"应为{_TYPES[wanted]}，实际是{_kind(value)}。",
    "anyOf": lambda _, value, __: f"应为文字或 null，实际是{_kind(value)}。",
    "enum": lambda wanted, value, _: f"“{_short(value)}”不在可用的取值里，只能是：{'、'.join(wanted)}。",
    "pattern": _form,
    "minItems": lambda *_: "列表是空的，至少要有一项。",
    "maxItems": lambda wanted, *_: f"最多 {wanted} 项。",
    "uniqueItems": lambda *_: "列表中有重复的项。",
    "maxLength": lambda wanted, *_: f"太长，最多 {wanted} 个字符。",
    "minimum": lambda wanted, *_: f"不能小于 {wanted}。",
    "maximum": lambda wanted, *_: f"不能大于 {wanted}。",
}


def _across(files: list[_File]) -> Iterator[Problem]:
    """An item id belongs to one checklist for ever (its versions share it); a version stands in one file."""
    owners: dict[str, tuple[str, str]] = {}
    versions: dict[str, str] = {}
    for file in files:
        if file.checklist is None:
            continue
        key = file.checklist.key
        if key in versions:
            yield _problem(
                file.name, file.document, ("version",), f"{key} 已在 {versions[key]} 中，同一版本只能有一份。"
            )
        versions.setdefault(key, file.name)
        for index, item in enumerate(file.checklist.items):
            owner, where = owners.setdefault(item.id, (file.checklist.id, file.name))
            if owner != file.checklist.id:
                message = f"检查项编号 {item.id} 重复，{where} 中已用过，请换一个编号。"
                yield _problem(file.name, file.document, ("items", index, "id"), message)


def _changed(files: list[_File], published: dict[str, str]) -> Iterator[Problem]:
    for file in files:
        if file.checklist is None or file.checklist.key not in published:
            continue
        if content_hash(file.checklist) != published[file.checklist.key]:
            message = f"已发布的版本不可修改，请改版本号（{file.checklist.key} 的内容与发布时不同）。"
            yield _problem(file.name, file.document, ("version",), message)


def _published(path: Path) -> dict[str, str]:
    """`published.json` of a folder; {} when nothing has been published. Raises ValueError when it is damaged."""
    file = path / PUBLISHED
    if not file.exists():
        return {}
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:  # also UnicodeDecodeError
        raise ChecklistError(f"发布记录读不懂（{error}），请从版本库恢复，不要手工修改。") from error
    if not isinstance(data, dict) or not all(_is_hash(value) for value in data.values()):
        raise ChecklistError("发布记录应为“编号@版本: sha256”，请从版本库恢复，不要手工修改。")
    return data


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) is not None
