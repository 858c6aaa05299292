"""Facts of every type of document, made up: what the preview of a bureau's settings shows and the tests render. Pure, no pictures."""

from __future__ import annotations

from msgspec.structs import replace

from inspect_app.domain import doc_slots
from inspect_app.domain.doc_types import DOC_TYPES, DocType
from inspect_app.domain.documents import (
    Anchor,
    BasisText,
    Enterprise,
    Expert,
    Finding,
    NoticeFacts,
    Officer,
    Opinion,
    Org,
    Outcome,
    Reference,
    Relief,
    ServedPaper,
    Signature,
    Verify,
    doc_number,
)
from inspect_app.domain.wording import numbered

_FINDINGS = (
    ("一号车间北侧配电室", "配电箱（编号AP-3）内断路器出线端裸露带电部分，无防护隔板，操作人员有触电危险", "加装绝缘隔板，箱门用软铜线跨接接地",
     ("《低压配电设计规范》（GB 50054-2011）第5.1.1条",), "general", "2026-12-08"),
    ("打磨车间除尘系统", "除尘器灰斗积尘厚度实测12 mm，锁气卸灰装置停用，未见当月清灰记录", "恢复锁气卸灰装置，按制度每班清灰并记录",
     ("《工贸企业粉尘防爆安全规定》（应急管理部令第6号）第十八条第一款",), "major", "2026-12-15"),
    ("成品仓库东侧疏散通道", "堆放纸箱约30箱，通道净宽由2.4 m减至0.9 m，2具灭火器压力指针位于红区", "清理通道，更换灭火器",
     ("《中华人民共和国安全生产法（2021修正）》（主席令第八十八号）第三十六条第二款",), "general", "2026-12-08"),
)  # fmt: skip

_FIELDS = {
    "matters": "用电安全管理情况\n粉尘防爆安全管理情况", "yearly": "本年度第1次，上限2次", "reason": "列入年度监督检查计划。", "place": "一号车间、打磨车间、成品仓库",
    "post": "总经理", "helpers": "王建国（专业：电气安全）", "handled": "上述问题已当场告知被检查单位负责人。", "recording": "LX-20261201-03", "prepare": "隐患排查治理台账\n特种作业人员证件",
    "measures": "责令立即停止使用打磨车间除尘系统\n除尘系统恢复正常并经本机关审查同意后，方可恢复使用", "until": "2026-12-31", "source": "plan",
    "attended": "陈淼（工贸科）、王建国（电气安全专家）", "applied_on": "2026-12-03", "cause": "除尘器锁气卸灰装置须定制，供货周期为20日。",
    "decision": "yes", "why": "供货合同和临时防范措施属实。", "interim": "停用打磨工位，每班人工清灰并记录。", "charge": "临颍县应急管理局", "charge_person": "刘伟",
    "department": "临颍县消防救援大队", "duty": "消防设施维护保养由消防救援机构监督检查。", "reply_by": "2026-12-20", "address": "百名专家助千企平台企业端", "receiver": "赵安全",
    "paper": "no", "note": "受送达人当场签收。",
}  # fmt: skip


def _finding(row: tuple[str, str, str, tuple[str, ...], str, str], kind: DocType) -> Finding:
    location, statement, measure, bases, severity, due = row
    if kind.as_signed and severity == "major":
        severity = "suspected_major"  # an expert suspects; a leader grades
    outcome = None
    if kind.subject == "document" or kind.on_issue == "close_out":
        fails = severity == "major" and kind.subject == "document"
        outcome = Outcome(
            result="fail" if fails else "pass", note="锁气卸灰装置仍未投用" if fails else "现场核对属实", day="2026-12-16", reinspector="陈淼",
            done="" if fails else measure, due_date="2026-12-31" if fails else "",
        )  # fmt: skip
    return Finding(
        n=0, location=location, statement=statement, measure=measure, basis=tuple(BasisText(text) for text in bases), severity=severity,  # type: ignore[arg-type]
        due_date=due, outcome=outcome, criterion="《工贸企业重大事故隐患判定标准》第十一条第（六）项" if severity == "major" else "", rectify_owner="赵安全",
    )  # fmt: skip


def sample(doc_type: str) -> NoticeFacts:
    """Facts with which the type prints; nothing in them is of a real enterprise."""
    kind = DOC_TYPES[doc_type]
    listed = numbered(_finding(row, kind) for row in _FINDINGS)
    if kind.major_only:
        listed = numbered(finding for finding in listed if finding.severity == "major")
    facts = NoticeFacts(
        doc_type=doc_type, issuer="临颍县安全生产委员会办公室" if doc_type == "doc_listed_notice" else "临颍县应急管理局",
        org=Org(name="临颍县应急管理局", abbr="临", region="豫漯临", contact="工贸科", phone="0395-8888000"),
        enterprise=Enterprise(
            name="临颍县颍川食品机械有限公司", uscc="91411122MA40000000", address="河南省漯河市临颍县产业集聚区颍川大道88号",
            industry="食品、酒、饮料及茶生产专用设备制造", scale="小型（从业人员86人）", principal="赵淼", phone="0395-8888111",
        ),
        visit_date="2026-12-01", planned_date="2026-12-01", started_at="2026-12-01T01:00:00Z", ended_at="2026-12-01T03:30:00Z", issue_date="2026-12-02",
        issued_at="2026-12-02T02:00:00Z", track="enforcement" if kind.track == "enforcement" else "advisory", system_name="百名专家助千企平台",
        companion="周𫖯（安全总监）", area="一号车间、打磨车间、成品仓库", feedback_by="2026-12-18", checklists=("用电安全专项检查表", "粉尘涉爆专项检查表"),
        findings=listed if kind.carries else (), highlights="全员安全生产责任制已上墙公示，班前会记录完整。",
        team=(Expert(name="王建国", specialty="电气安全", title="高级工程师", lead=True), Expert(name="李䶮", specialty="粉尘防爆", title="注册安全工程师")),
        officers=(Officer(name="周立", cert_no="豫L0001"), Officer(name="吴正", cert_no="豫L0002")) if kind.track == "enforcement" or not kind.carries else (),
        signatures=_signatures(kind.track) if kind.as_signed else (), opinion=Opinion(agree=True), relief=Relief(government="临颍县人民政府", court="临颍县人民法院"),
        reference=_reference(kind.refers_to), services=_served() if doc_type == "doc_service_receipt" else (),
        drafted_by="陈淼", reviewed_by="孙建民", issued_by="刘伟", fields={field.name: _FIELDS[field.name] for field in kind.fields if field.name in _FIELDS},
        verify=Verify(url="https://example.org/n/Q7K2M9PXW4RT", code="Q7K2M9PXW4RT", typed="https://example.org/n/"), anchor=Anchor(seq=81730, hash="0" * 64),
        seal="demo",
    )  # fmt: skip
    defaults = {field.name: doc_slots.fill(field.default, facts) for field in kind.fields if field.default}
    return replace(
        facts,
        fields={**defaults, **facts.fields},
        number=doc_number(doc_type, facts.org.abbr, 2026, 12, region=facts.org.region),
    )


def _signatures(track: str) -> tuple[Signature, ...]:
    at = "2026-12-01T03:30:00Z"
    if track == "enforcement":
        signers = (("officer", "周立"), ("officer", "吴正"), ("enterprise", "赵淼"))
    else:
        signers = (("lead", "王建国"), ("expert", "李䶮"), ("enterprise", "赵淼"))
    return tuple(Signature(role=role, name=name, at=at) for role, name in signers)


def _reference(refers_to: tuple[str, ...]) -> Reference | None:
    if not refers_to:
        return None
    kind = DOC_TYPES[refers_to[0]]
    number = doc_number(kind.code, "临", 2026, 11, region="豫漯临")
    return Reference(title=kind.title, number=number, day="2026-11-30")


def _served() -> tuple[ServedPaper, ...]:
    return (
        ServedPaper(
            title="责令限期整改指令书", number="（豫漯临）应急责改〔2026〕11号", method="直接送达", at="2026-12-02T07:20:00Z", to="赵淼",
            place="临颍县颍川食品机械有限公司办公室", by=("周立", "吴正"),
        ),
    )  # fmt: skip
