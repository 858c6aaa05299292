"""The words of documents: pure functions from findings, bases and dates to sentences.

Everything here is printed on formal paper: full-width punctuation, 《名称》（文号）第×条, dates as 2026年12月8日.
Sources: documents.md § 2 (deadlines by group), 7, 8; design.md § 7 (8): a clause nobody verified is never printed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from msgspec.structs import replace

from inspect_app.domain.documents import (
    SEVERITY_ORDER,
    SEVERITY_TEXTS,
    STAGE_TEXTS,
    Finding,
    NoticeFacts,
    Refusal,
    doc_number,
)
from inspect_app.domain.punctuation import sentence

SHANGHAI = timezone(timedelta(hours=8))  # no summer time since 1991
AT_ONCE = "立即整改"
_DIGITS = "零一二三四五六七八九"


def day_text(day: str) -> str:
    """'2026-12-08' -> '2026年12月8日'. Raises ValueError for anything but a date."""
    value = date.fromisoformat(day)
    return f"{value.year}年{value.month}月{value.day}日"


def time_text(instant: str) -> str:
    """ISO instant -> '2026年12月1日 09:35' in Asia/Shanghai; '' stays ''. Raises ValueError without an offset."""
    if not instant:
        return ""
    value = datetime.fromisoformat(instant)
    if value.tzinfo is None:
        raise ValueError(f"时间缺少时区：{instant}")
    local = value.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def file_instant(facts: NoticeFacts) -> str:
    """When the file was made, as the facts say it: UTC, to the second."""
    text = facts.issued_at or f"{facts.issue_date or facts.visit_date or facts.planned_date}T00:00:00+08:00"
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def number_text(facts: NoticeFacts) -> str:
    """The number, or the draft's blank one of the year of issue."""
    year = int((facts.issue_date or facts.visit_date or facts.planned_date)[:4])
    return facts.number or doc_number(
        facts.doc_type, facts.org.abbr, year, None, region=facts.org.region, word=facts.code_word
    )


def count_word(number: int) -> str:
    """1..99 in Chinese: 一式三份, 十二, 二十. Raises ValueError outside."""
    if not 1 <= number <= 99:
        raise ValueError(f"没有这个数的汉字写法：{number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def place_text(finding: Finding) -> str:
    """'一号车间（重大事故隐患）：' before the fact of a finding; without the place when its sentence begins with it (documents.md § 8)."""
    place = "" if finding.statement.strip().startswith(finding.location) else finding.location
    grade = (
        ""
        if finding.severity == "general"
        else f"（{severity_text(finding).removesuffix('事故隐患')}事故隐患）"
    )
    return f"{place}{grade}：" if place or grade else ""


def fact_text(finding: Finding) -> str:
    """The fact of a finding in one sentence, its photos named before the stop: '箱门未接地（见附件照片1-1、1-2）。'"""
    said = sentence(finding.statement)
    if not finding.photos:
        return said
    count = len(finding.photos)
    shots = (
        "、".join(f"{finding.n}-{k}" for k in range(1, count + 1))
        if count < 3
        else f"{finding.n}-1至{finding.n}-{count}"
    )
    return f"{said.removesuffix('。')}（见附件照片{shots}）。"


def recheck_text(finding: Finding) -> str:
    """'复查人：陈淼，复查时间：2026年12月16日', '' before a reinspection."""
    found = finding.outcome
    if found is None:
        return ""
    parts = [
        f"复查人：{found.reinspector}" if found.reinspector else "",
        f"复查时间：{day_text(found.day)}" if found.day else "",
    ]
    return "，".join(part for part in parts if part)


def item_list(numbers: Iterable[int]) -> str:
    """[3, 1] -> '第1、3项'."""
    return f"第{'、'.join(map(str, sorted(set(numbers))))}项"


def due_text(finding: Finding) -> str:
    """The deadline of one finding in a table: '2026年12月8日前', '立即整改', or the text it was given."""
    if finding.due_text:
        return finding.due_text
    return f"{day_text(finding.due_date)}前" if finding.due_date else AT_ONCE


def deadlines(findings: Sequence[Finding]) -> str:
    """'于2026年12月8日前完成整改', or by group: '第1、3项于…前完成整改，第2项立即整改'; at once first, then by date.

    Every finding is named exactly once; raises ValueError without findings.
    """
    if not findings:
        raise ValueError("没有隐患，无法写整改期限")
    groups: dict[str, list[int]] = {}
    for finding in findings:
        groups.setdefault(finding.due_date, []).append(finding.n)
    if len(groups) == 1:
        return _by(findings[0].due_date)
    return "，".join(item_list(numbers) + _by(due) for due, numbers in sorted(groups.items()))


def _by(due: str) -> str:
    return f"于{day_text(due)}前完成整改" if due else AT_ONCE


def major_clause(findings: Sequence[Finding]) -> str:
    """'其中第2项经研判为重大事故隐患，第3项为疑似重大事故隐患', '' without any."""
    words = {"major": "经研判为重大事故隐患", "suspected_major": "为疑似重大事故隐患"}
    numbers = {severity: [f.n for f in findings if f.severity == severity] for severity in words}
    parts = [item_list(numbers[severity]) + text for severity, text in words.items() if numbers[severity]]
    return "其中" + "，".join(parts) if parts else ""


def order_deadlines(findings: Sequence[Finding]) -> str:
    """'对上述第1、3项问题于2026年12月8日前整改完毕，第2项问题立即整改', for an order (documents.md § 2); at once first, then by date.

    Every finding is named exactly once; raises ValueError without findings.
    """
    if not findings:
        raise ValueError("没有问题，无法写整改期限")
    groups: dict[str, list[int]] = {}
    for finding in findings:
        groups.setdefault(finding.due_date, []).append(finding.n)
    parts = [
        f"{item_list(numbers)}问题{f'于{day_text(due)}前整改完毕' if due else AT_ONCE}"
        for due, numbers in sorted(groups.items())
    ]
    return "对上述" + "，".join(parts)


def outcome_text(finding: Finding) -> str:
    """'已整改，…' | '未按期整改完成，…' | '整改不合格，…' for an item of a reinspection (documents.md § 4), without its number."""
    found = finding.outcome
    if found is None or not found.result:
        return "尚未复查。"
    head = {"pass": "已整改"}.get(found.result) or ("整改不合格" if found.done else "未按期整改完成")
    return sentence(f"{head}，{found.note}" if found.note else head)


def severity_text(finding: Finding) -> str:
    return finding.severity_text or SEVERITY_TEXTS[finding.severity]


def basis_text(basis: Mapping[str, Any], *, item_check: bool = False, ticked: bool = False) -> str:
    """《名称》（文号）第×条 for a basis of the checklist library (name, number, clause, src).

    The clause was verified when src is V, it is there, and the item has no `check` mark; otherwise only the name is printed,
    unless a reviewer has ticked it.
    """
    name = f"《{str(basis['name']).strip('《》')}》"
    clause = str(basis.get("clause") or "").strip()
    verified = basis.get("src") == "V" and bool(clause) and not item_check
    if not (verified or ticked):
        return name
    number = str(basis.get("number") or "").strip()
    return name + (f"（{number}）" if number else "") + _clause(clause)


def _clause(clause: str) -> str:
    return f"第{clause}条" if re.fullmatch(r"[A-Z]?\d+(\.\d+)*", clause) else clause


def numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By risk, highest first (documents.md § 7.1), else in the given order; numbers them and their photos: 照片1-1（整改前）."""
    ordered = sorted(findings, key=lambda finding: SEVERITY_ORDER.index(finding.severity))
    return tuple(_number(finding, n) for n, finding in enumerate(ordered, 1))


def _number(finding: Finding, n: int) -> Finding:
    photos = tuple(
        replace(photo, label=f"照片{n}-{k}（{STAGE_TEXTS.get(photo.stage, photo.stage)}）")
        for k, photo in enumerate(finding.photos, 1)
    )
    return replace(finding, n=n, photos=photos)


def refusal_text(name: str, refusal: Refusal) -> str:
    """The sentence that stands where a signature would (documents.md § 1)."""
    unit = f"，单位：{refusal.witness_unit}" if refusal.witness_unit else ""
    recording = f"；录音录像编号：{refusal.recording}" if refusal.recording else ""
    return f"被检查单位负责人{name}拒绝签字，理由：{refusal.reason or '未说明'}。见证人：{refusal.witness or '无'}{unit}{recording}。"


def copies_text(holders: Sequence[str], bureau: str, issuer: str = "") -> str:
    """'一式三份：企业、临颍县应急管理局、专家组各一份'; the bureau, and the committee's office that issues, by their own names."""
    named = {"县应急管理局": bureau, "县安委办": issuer}
    kept = [named.get(holder) or holder for holder in holders]
    return f"一式{count_word(len(kept))}份：{'、'.join(kept)}各一份"


def checked_text(one: Mapping[str, Any]) -> str:
    """'用电安全专项检查表：共 74 项，已查 70 项（符合 60、不符合 8、不适用 2），其中 3 项为纸质记录补录'; static/field/views/slippaper.js says the same."""
    done = one["ok"] + one["nok"] + one["na"]
    late = f"，其中 {one['late']} 项为纸质记录补录" if one.get("late") else ""
    return f"{one['title']}：共 {one['items']} 项，已查 {done} 项（符合 {one['ok']}、不符合 {one['nok']}、不适用 {one['na']}）{late}"
