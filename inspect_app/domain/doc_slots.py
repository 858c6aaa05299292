"""What may stand in braces in the fixed sentences of documents and in the defaults of their blanks: name → its words from the facts.

A slot that has nothing to say is ''; a sentence of doc_words then falls away. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from inspect_app.domain import order_words, wording
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.documents import Finding, NoticeFacts

SLOT = re.compile(r"\{([a-z_]+)\}")


def _day(text: str) -> str:
    return wording.day_text(text) if text else ""


def _majors(facts: NoticeFacts) -> list[Finding]:
    return [finding for finding in facts.findings if finding.severity == "major"]


def _failed(facts: NoticeFacts) -> list[Finding]:
    return [f for f in facts.findings if f.outcome is not None and f.outcome.result == "fail"]


def _items(findings: list[Finding] | tuple[Finding, ...]) -> str:
    return wording.item_list(finding.n for finding in findings) if findings else ""


def _contact(facts: NoticeFacts) -> str:
    contact, phone = facts.org.contact, facts.org.phone
    if not (contact or phone):
        return ""
    return f"联系人：{contact or '业务科室'}{'，联系电话：' + phone if phone else ''}"


def _reference(facts: NoticeFacts) -> str:
    return f"《{facts.reference.title}》（{facts.reference.number}）" if facts.reference else ""


def _experts(facts: NoticeFacts) -> str:
    """Experts who came along with the officers: 王建国（专业：电气安全）."""
    officers = {officer.name for officer in facts.officers}
    return "、".join(
        f"{one.name}（专业：{one.specialty}）" if one.specialty else one.name
        for one in facts.team
        if one.name not in officers
    )


def _failed_deadlines(facts: NoticeFacts) -> str:
    """Until when what did not pass is to be done: the new deadlines of the reinspection, at once where it set none."""
    left = [replace(f, due_date=f.outcome.due_date if f.outcome else "") for f in _failed(facts)]
    return wording.deadlines(left) if left else ""


SLOTS: Mapping[str, Callable[[NoticeFacts], str]] = {
    "issuer": lambda f: f.issuer,
    "enterprise": lambda f: f.enterprise.name,
    "uscc": lambda f: f.enterprise.uscc,
    "principal": lambda f: f.enterprise.principal,
    "address": lambda f: f.enterprise.address,
    "system": lambda f: f.system_name,
    "campaign": lambda f: f.campaign,
    "area": lambda f: f.area,
    "visit_day": lambda f: _day(f.visit_date),
    "planned_day": lambda f: _day(f.planned_date),
    "issue_day": lambda f: _day(f.issue_date),
    "feedback_day": lambda f: _day(f.feedback_by),
    "checklists": lambda f: "、".join(f.checklists),
    "experts": _experts,
    "visit_period": lambda f: order_words.period_text(f.started_at, f.ended_at),
    "checklist_titles": lambda f: "\n".join(f.checklists),
    "deadlines": lambda f: wording.deadlines(f.findings) if f.findings else "",
    "deadlines_order": lambda f: wording.order_deadlines(f.findings) if f.findings else "",
    "majors": lambda f: wording.major_clause(f.findings),
    "major_items": lambda f: _items(_majors(f)),
    "items": lambda f: _items(f.findings),
    "failed_items": lambda f: _items(_failed(f)),
    "failed_deadlines": _failed_deadlines,
    "passed_items": lambda f: _items([row for row in f.findings if row.outcome and row.outcome.result == "pass"]),
    "officers": lambda f: "、".join(officer.name for officer in f.officers),
    "cert_nos": lambda f: "、".join(officer.cert_no for officer in f.officers),
    "officers_certs": lambda f: "、".join(f"{o.name}（执法证号：{o.cert_no}）" for o in f.officers),
    "reference": _reference,
    "reference_title": lambda f: f.reference.title if f.reference else "",
    "reference_number": lambda f: f.reference.number if f.reference else "",
    "reference_day": lambda f: _day(f.reference.day) if f.reference else "",
    "government": lambda f: f.relief.government if f.relief else "",
    "court": lambda f: f.relief.court if f.relief else "",
    "internet": lambda f: f.relief.internet if f.relief else "",
    "contact": _contact,
    "drafted_by": lambda f: f.drafted_by,
    "reviewed_by": lambda f: f.reviewed_by,
    "issued_by": lambda f: f.issued_by,
    "served_online": lambda f: "、".join(p.number for p in f.services if p.method == "电子送达"),
    "slip_code": lambda f: f.slip.code if f.slip else "",
    "slip_hash": lambda f: f.slip.hash if f.slip else "",
    "no_findings": lambda f: "" if f.findings else "无",
    "granted": lambda f: "同意" if f.fields.get("decision") == "yes" else "",
    "refused": lambda f: "不同意" if f.fields.get("decision") == "no" else "",
}  # fmt: skip

# What each of SLOTS says, for people who write sentences of their own: a new slot gets its line here.
SLOT_LABELS: Mapping[str, str] = {
    "issuer": "出具机关", "enterprise": "企业名称", "uscc": "统一社会信用代码", "principal": "企业负责人", "address": "企业地址", "system": "系统名称",
    "campaign": "活动名称", "area": "检查区域", "visit_day": "检查日期", "visit_period": "检查起止时间", "planned_day": "计划检查日期", "issue_day": "签发日期", "feedback_day": "反馈期限",
    "checklist_titles": "所用检查表的名称", "checklists": "所用检查表的名称", "deadlines": "各项的整改期限（请……完成）", "deadlines_order": "各项的整改期限（责令用）", "majors": "重大和疑似重大隐患的说明",
    "major_items": "属于重大隐患的项", "items": "全部项", "failed_items": "未通过的项", "failed_deadlines": "未通过项的新期限（请……完成）", "passed_items": "通过的项", "officers": "执法人员姓名",
    "cert_nos": "执法证号", "officers_certs": "执法人员姓名和证号", "reference": "所依据文书的名称和文号", "reference_title": "所依据文书的名称",
    "reference_number": "所依据文书的文号", "reference_day": "所依据文书的日期", "government": "行政复议机关", "court": "行政诉讼管辖法院",
    "internet": "互联网复议渠道（电子送达时）", "contact": "联系人和电话", "slip_code": "现场告知单编号", "slip_hash": "现场告知单校验码", "no_findings": "没有发现问题时有值",
    "experts": "专家姓名和专业", "drafted_by": "起草人", "reviewed_by": "审核人", "issued_by": "签发人", "served_online": "电子送达时有值",
    "granted": "同意时有值", "refused": "不同意时有值",
}  # fmt: skip


def slots_in(text: str) -> list[str]:
    """Names in braces, in order, each once."""
    return list(dict.fromkeys(SLOT.findall(text)))


def known_slots(doc_type: str) -> frozenset[str]:
    """What a sentence of this type may name: the slots of all, and its own blanks."""
    return frozenset(SLOTS) | {field.name for field in DOC_TYPES[doc_type].fields}


def value_of(facts: NoticeFacts, name: str) -> str:
    """The words of one slot, '' when there is nothing to say. A blank of the form comes as it is printed (days, choices in words)."""
    blank = next((field for field in DOC_TYPES[facts.doc_type].fields if field.name == name), None)
    if blank is None:
        return SLOTS[name](facts) if name in SLOTS else ""
    said = facts.fields.get(name, "").strip()
    if blank.kind == "day":
        return _day(said)
    return blank.choices.get(said, said) if blank.kind == "choice" else said


def fill(text: str, facts: NoticeFacts) -> str:
    """The text with its slots filled. Braces that name no slot stay as they are: somebody may have typed them."""
    known = known_slots(facts.doc_type)
    return SLOT.sub(lambda m: value_of(facts, m[1]) if m[1] in known else m[0], text)
