"""Words that order somebody about, in what a person typed for a document of the advisory track (帮扶): a warning to the author, never a refusal.

国办发〔2024〕54号 and documents.md § 7.1: experts advise (建议, 请, 应按……要求), they never order (责令, 必须, 限期整改). Few false alarms matter more than
catching everything: what is quoted (《》, “”), what a cited clause says, and what a fact says was not kept are exempt. Pure;
static/field/ui/commanding.js says the same (tests/data/commanding.json holds them together).
"""

import re
from typing import NamedTuple


class Found(NamedTuple):
    """A word that orders, and where it stands: text[start:end] == word."""

    word: str
    start: int
    end: int


_QUOTED = re.compile(r"《[^《》]*》|〈[^〈〉]*〉|“[^“”]*”|‘[^‘’]*’|「[^「」]*」|\"[^\"\n]*\"")
# of an authority: nobody on the advisory track may say these of himself
_AUTHORITY = re.compile(
    r"责令|勒令|责成|严令"
    r"|命令(?=你|贵|该|企业|公司|单位|立即)"
    r"|强制(?=你|贵|关停|停产|停业|停用|整改|拆除|清退|搬迁)"
    r"|限期(?=完成|内完成|整改|改正|治理|消除|排除|拆除|停|撤|搬|清|更换|修复|恢复|办理|提交|上报|报送|补|落实|达到|自行)"
)
_TOLD = ("被", "曾", "年", "有", "时", "期")  # 被责令: a fact; 年限期满, 有限期: another word
# of a rule: fine where the text tells what a rule says, or that it was not kept
_RULE = re.compile(
    r"必须|严禁(?!烟火|明火)"
    r"|不得(?!少于|小于|低于|大于|高于|超过|超出|多于|短于|长于|早于|晚于|窄于|宽于|不|已|而)"
)
_CITED = re.compile(
    r"(?:》|第[0-9０-９零〇一二三四五六七八九十百千.]+条)[^。；;！!\n]{0,16}?(?:规定|要求|明确|：|:)[^。；;！!\n]*"
)
_UNKEPT = re.compile(
    r"(?:不符合|不满足|违反|未落实|未执行|未遵守|未按|不按|未做到|未严格|没有落实|没有执行|没有遵守|未设|未张贴|未悬挂|缺少|没有设置|不知)[^，,。；;！!？?\n]*"
)
_NOT = ("非", "不")  # 非必须


def commands_in(text: str) -> list[Found]:
    """Words of `text` that order somebody about, in the order of the text; [] when there are none."""
    quoted = _spans(_QUOTED, text)
    told = [*quoted, *_spans(_CITED, text), *_spans(_UNKEPT, text)]
    orders = [
        m
        for m in _AUTHORITY.finditer(text)
        if not _within(m, quoted) and text[m.start() - 1 : m.start()] not in _TOLD
    ]
    rules = [
        m
        for m in _RULE.finditer(text)
        if not _within(m, told) and text[m.start() - 1 : m.start()] not in _NOT
    ]
    return sorted((Found(m[0], m.start(), m.end()) for m in (*orders, *rules)), key=lambda found: found.start)


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _within(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start <= match.start() and match.end() <= end for start, end in spans)


def hint(text: str) -> str:
    """What the author is told, '' when there is nothing to say."""
    words = dict.fromkeys(found.word for found in commands_in(text))
    if not words:
        return ""
    return (
        f"“{'”“'.join(words)}”是命令的口气，帮扶文书不下命令，建议改用“建议”“请”“应当”；引用法条原文请加引号"
    )
