"""The YAML that a checklist may be written in, read with the line of every value.

Less than YAML on purpose: mappings, lists, text, whole numbers, true/false, null. No anchors or aliases (a short file
could unfold into gigabytes), no tags, no decimals (a float would change the content hash), no yes/no, no dates.
What is refused is reported with its line, and reading goes on where it can, so that one run shows as much as possible.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from inspect_app.domain.checklist import Path

MAX_BYTES = 1_000_000  # ten times the longest checklist of the library
MAX_DEPTH = 20  # a checklist is 9 deep; the parser recurses, so deep nesting has to be refused before
TOO_DEEP = f"嵌套超过 {MAX_DEPTH} 层，不是检查表。"

# libyaml's parser where the build has it: the six checklists in 0.2 s instead of 2 s.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,15})")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
# In the file itself. U+0085, U+2028 and U+2029 are line breaks to YAML and to no editor: its line numbers would be off.
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")

_REFUSED_SCALARS = {
    "float": "小数或小数样的编号要加引号，写成 '{0}'，否则会被当作浮点数。",
    "timestamp": "日期要加引号，写成 '{0}'。",
    "int": "数字“{0}”的写法不受支持：整数写成 12 这样，编号请加引号写成 '{0}'。",
    "bool": "“{0}”会被当作是/否：是/否只写 true 或 false；若是文字请加引号。",
}


@dataclass(frozen=True)
class YamlFault:
    """A fault at a line (1-based); `path` leads to it in the data as far as is known."""

    line: int
    path: Path
    message: str


@dataclass
class Document:
    """What one file says. `data` is None when it could not be read at all."""

    data: Any = None
    faults: list[YamlFault] = field(default_factory=list)
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of a path; of its nearest parent when the path itself is not in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(content: bytes) -> Document:
    """Read one file's bytes. Never raises: whatever is wrong stands in `faults`."""
    document = Document()
    text = _decoded(content, document)
    if text is None or _illegal(text, document):
        return document
    try:
        if _unsafe(text, document):
            return document
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        document.faults.append(_syntax_fault(error))
        return document
    if node is not None:
        document.data = _Builder(document).value(node, ())
    if document.data is None and not document.faults:
        document.faults.append(YamlFault(1, (), "文件是空的。"))
    return document


def _decoded(content: bytes, document: Document) -> str | None:
    if len(content) > MAX_BYTES:
        message = f"文件有 {len(content)} 字节，超过上限 {MAX_BYTES} 字节，请拆成几份检查表。"
        document.faults.append(YamlFault(1, (), message))
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "不是 UTF-8 编码（可能是 GBK），请用编辑器“另存为”UTF-8。"
        document.faults.append(YamlFault(line, (), message))
        return None


def _illegal(text: str, document: Document) -> bool:
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line:
            document.faults.append(YamlFault(number, (), "有制表符（Tab），YAML 只能用空格，请替换。"))
        if bad := _ILLEGAL.search(line.removesuffix("\r")):
            message = f"有不可见的控制字符（U+{ord(bad.group()):04X}），请删去。"
            document.faults.append(YamlFault(number, (), message))
    return bool(document.faults)


def _unsafe(text: str, document: Document) -> bool:
    """Aliases, anchors, tags and deep nesting, found in the stream of events before any tree is built."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            document.faults.append(
                YamlFault(line, (), "不支持 YAML 的锚点和引用（& 和 *）；若是文字请加引号。")
            )
        elif getattr(event, "tag", None):
            document.faults.append(YamlFault(line, (), "不支持 YAML 标签（!）；若是文字请加引号。"))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            document.faults.append(YamlFault(line, (), TOO_DEEP))
            return True
    return bool(document.faults)


def _line(part: yaml.Node | yaml.Event) -> int:
    mark = part.start_mark  # both parsers always set it; the type allows for nodes made by hand
    return int(mark.line) + 1 if mark else 1


def _syntax_fault(error: yaml.YAMLError) -> YamlFault:
    # A quote that is never closed is noticed at the end of the file; the person needs the line where it opens.
    quoted = "quoted scalar" in (getattr(error, "context", None) or "")
    mark = getattr(error, "context_mark" if quoted else "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    if (
        "maximum nesting depth" in problem
    ):  # libyaml looks ahead and stops by itself before the events get there
        return YamlFault(mark.line + 1 if mark else 1, (), TOO_DEEP)
    advice = "请检查本行的缩进、冒号后的空格和引号（以 > | @ ` % 开头的文字要加引号）"
    return YamlFault(mark.line + 1 if mark else 1, (), f"YAML 写法有误，{advice}。解析器说：{problem}")


class _Builder:
    """Turns nodes into plain data, noting the line of every path and refusing what checklists do not use."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def value(self, node: yaml.Node, path: Path) -> Any:
        self._document.lines.setdefault(path, _line(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, path)
            if key is None:
                continue
            here = (*path, key)
            if key in result:
                first = self._document.lines[here]
                self._refuse(key_node, here, f"字段 {key} 重复，第 {first} 行已写过，请删去一处。")
                continue
            self._document.lines[here] = _line(key_node)
            result[key] = self.value(value_node, here)
        return result

    def _key(self, node: yaml.Node, path: Path) -> str | None:
        if isinstance(node, yaml.ScalarNode) and node.tag == _TAG + "str" and not _CONTROL.search(node.value):
            return str(node.value)
        self._refuse(node, path, "字段名必须是文字。")
        return None

    def _scalar(self, node: yaml.Node, path: Path) -> Any:
        kind, text = node.tag.removeprefix(_TAG), node.value
        if kind == "null":
            return None
        if kind == "bool" and text in ("true", "false"):
            return text == "true"
        if kind == "int" and _WHOLE.fullmatch(text):
            return int(text)
        if kind in _REFUSED_SCALARS:
            self._refuse(node, path, _REFUSED_SCALARS[kind].format(text[:40]))
        elif _CONTROL.search(text):
            self._refuse(node, path, "文字中有换行或不可见的控制字符，请删去（长文字折行请用 >- 开头）。")
        return _clean(text)

    def _refuse(self, node: yaml.Node, path: Path, message: str) -> None:
        self._document.faults.append(YamlFault(_line(node), path, message))


def _clean(text: str) -> str:
    """Without what cannot be shown or encoded, so that later checks can quote it."""
    return _CONTROL.sub("\ufffd", text)
