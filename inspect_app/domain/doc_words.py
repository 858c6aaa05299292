"""The fixed sentences of every type of document, as data: what a bureau may say in its own words (domain/doc_settings.py) and what it may not.

Sources: documents.md § 1-5, 7 (verbatim where marked [V]), regulations.md § 0 (5: one organ of reconsideration), 1, 7. A sentence falls away when a
slot of it, or the slot named by `when`, has nothing to say. Sentences without a default text are printed only once a bureau wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from inspect_app.domain.doc_slots import fill, known_slots, slots_in, value_of
from inspect_app.domain.documents import NoticeFacts

MAX_WORDS = 2000
# 行政复议法 第二十条, 行政诉讼法 第四十六条: the periods are the law's; an order whose relief does not say so misleads whom it binds.
PERIODS = ("60日", "6个月")
NO_STAY = "不停止执行"
BINDING = frozenset(
    {"doc_rectify_order", "doc_site_measures"}
)  # what they demand is due while it is contested
_OTHER_PERIOD = re.compile(r"(?<!\d)(?!60日|6个月)[\d〇一二两三四五六七八九十]+(?:日|天|个?月)")


class Words(msgspec.Struct, frozen=True):
    """One sentence of a type: `key` in its template, `label` in the settings, the default `text`, and the slot `when` it is said."""

    key: str
    label: str
    text: str
    when: str = ""


_RELIEF = "可以依法在60日内向{government}申请行政复议，或者在6个月内依法向{court}提起行政诉讼"
_INTERNET = Words(
    "internet", "互联网复议渠道（行政复议法第二十二条）", "通过互联网申请行政复议的渠道：{internet}。"
)
_TWO = Words("copies", "份数", "本文书一式两份：一份由应急管理部门备案，一份交被检查单位。")

WORDS: Mapping[str, tuple[Words, ...]] = {
    "doc_expert_opinion": (
        Words("nothing", "没有发现问题时", "本次服务未发现需要提出整改建议的问题。", "no_findings"),
        Words("majors", "有疑似重大隐患时", "{majors}。"),
        Words("slip", "与现场告知单一致", "本意见书与现场签字时留存的现场告知单（检查编号 {slip_code}，内容校验码 {slip_hash}）内容一致。"),
        Words("hint", "提示", "本意见书为专家服务意见。疑似重大事故隐患已当场口头告知并提请应急管理部门依法处置。企业应当按照《安全生产法》第四十一条履行隐患排查治理主体责任。"),
    ),
    "doc_rectify_notice": (
        Words("opening", "开头", "经组织专家于{visit_day}对你单位开展安全生产诊断服务，发现下列隐患："),
        Words("majors", "有重大或疑似重大隐患时", "{majors}。对上述事故隐患，请你单位立即采取停用、警戒、撤离人员等可靠的安全防范措施，我局将依法组织核查处理。"),
        Words("demand", "整改和反馈", "请你单位落实安全生产主体责任，{deadlines}，并将整改情况（含前后对比照片、主要负责人签字）于{feedback_day}前通过{system}反馈。对能够立即整改的请立即整改；整改期间采取可靠的安全防范措施。逾期未整改或反馈不实的，我局将依法核查处理。"),
        Words("contact", "联系人", "{contact}。"),
    ),
    "doc_acceptance_opinion": (
        Words("opening", "开头", "经组织验收人员对你单位落实{reference}的整改情况进行现场验收，提出如下意见："),
        Words("passed", "有通过的项时", "经验收，{passed_items}已完成整改。"),
        Words("failed", "有未通过的项时", "{failed_items}尚未完成整改，请你单位抓紧落实，{failed_deadlines}，期间采取可靠的安全防范措施，完成后及时反馈。"),
        Words("closing", "结尾", "希望你单位继续加强对事故隐患的排查治理，健全隐患排查治理长效机制。"),
        Words("contact", "联系人", "{contact}。"),
    ),
    "doc_inspect_approval": (
        Words("proposed", "承办人意见", "拟对该单位开展行政检查，检查事项、人员和时间如上，妥否，请审批。"),
        Words("approved", "机关负责人审批意见（签发时印出）", "同意。", "issued_by"),
        Words("note", "说明", "本次检查计入该企业本年度行政检查频次。检查事项、检查人员和协助检查人员以本表批准的为限。"),
    ),
    "doc_inspect_notice": (
        Words("opening", "开头", "根据《中华人民共和国安全生产法》第六十五条的规定，经本机关负责人批准，批准文号：{reference_number}，决定于{planned_day}对你单位进行行政检查。检查事项："),
        Words("mode", "检查方式", "检查方式：{mode}。"),
        Words("officers", "检查人员", "检查人员：{officers_certs}。检查人员不少于两人，检查时主动出示行政执法证件。"),
        Words("helpers", "协助检查人员", "协助检查人员：{helpers}。"),
        Words("yearly", "检查频次", "本年度对你单位的检查频次：{yearly}。"),
        Words("prepare", "准备材料", "请你单位准备下列材料：", "prepare"),
        Words("avoid", "回避", "你单位认为检查人员与本次检查有直接利害关系或者有其他关系可能影响公正执法的，有权申请回避。"),
        Words("bans", "“五个严禁”告知（请按国办发〔2024〕54号原文填写）", ""),
        Words("complain", "投诉", "检查人员有违法违规行为的，你单位可以向{issuer}或者{government}投诉举报。"),
        Words("relief", "救济", f"如果不服本次行政检查，{_RELIEF}。"),
        _INTERNET,
        Words("contact", "联系人", "{contact}。"),
        _TWO,
    ),
    "doc_site_record": (
        Words("intro", "表明身份", "我们是{issuer}行政执法人员{officers}，证件号码为{cert_nos}，这是我们的证件（出示证件）。现依法对你单位进行现场检查，请予以配合。"),
        Words("content", "检查内容", "检查内容：{checklists}。"),
        Words("nothing", "没有发现问题时", "经对上述场所检查，未发现违法违规行为和事故隐患。", "no_findings"),
        Words("helpers", "专家参加时", "{issuer}聘请的专家{helpers}参加本次检查提供技术支持。"),
        Words("handled", "处理情况", "发现问题的处理情况：{handled}"),
        Words("recording", "全过程记录", "录音录像编号：{recording}。"),
    ),
    "doc_rectify_order": (
        Words("opening", "开头", "经查，你单位存在下列问题："),
        Words("majors", "有重大隐患时", "其中事故隐患{major_items}属于重大隐患。"),
        Words("demand", "责令", "现责令你单位{deadlines_order}，达到有关法律法规规章和标准规定的要求。由此造成事故的，依法追究有关人员的责任。"),
        Words("interim", "整改期间", "整改期间，你单位应当采取措施，确保安全生产。对安全生产违法行为，将依法予以行政处罚。"),
        Words("relief", "救济", f"如果不服本指令，{_RELIEF}，但本指令不停止执行，法律另有规定的除外。"),
        _INTERNET, _TWO,
    ),
    "doc_site_measures": (
        Words("opening", "开头", "本机关于{visit_day}现场检查时，发现你单位有下列违法违规行为和事故隐患："),
        Words("basis", "依据", "以上存在的问题无法保证安全生产，依据{basis}的规定，现作出如下现场处理决定："),
        Words("until", "期限", "上述措施的期限至{until}。"),
        Words("restore", "恢复条件", "重大事故隐患排除后，经本机关审查同意，方可恢复生产经营和使用。", "major_items"),
        Words("relief", "救济", f"如果不服本决定，{_RELIEF}，但本决定不停止执行，法律另有规定的除外。"),
        _INTERNET, _TWO,
    ),
    "doc_recheck_opinion": (
        Words("opening", "开头", "本机关于{reference_day}作出了{reference_title}的决定〔{reference_number}〕，经对你单位整改情况进行复查，提出如下意见："),
        Words("failed", "有未完成或不合格的项时", "对{failed_items}，将依法另行处理。"),
        Words("advice", "补充意见", "{advice}"),
        Words("closing", "结尾（由本局决定是否使用）", ""),
        Words("copies", "份数", "本文书一式两份：一份由应急管理部门备案，一份交被复查单位。"),
    ),
    "doc_service_receipt": (
        Words("refused", "拒收说明", "受送达人拒绝接收的，由送达人在备注栏写明拒收事由、见证人和拍照录像编号。"),
        Words("online", "有电子送达时", "电子送达的，以电子文书到达受送达人确认的电子送达地址所在特定系统的日期为送达日期。", "served_online"),
    ),
    "doc_eservice_confirm": (
        Words("consent", "同意", "本单位同意{issuer}以电子方式送达有关法律文书，确认通过上述电子送达地址能够收悉。"),
        Words("day", "送达日期", "电子文书到达上述电子送达地址所在特定系统的日期为送达日期。"),
        Words("paper", "纸质文书", "本单位需要纸质文书的，可以提出，{issuer}应当提供。"),
        Words("change", "变更", "电子送达地址发生变更的，本单位将书面告知{issuer}。"),
        Words("law", "依据", "依据：《中华人民共和国行政处罚法》第六十一条、《中华人民共和国民事诉讼法》第九十条。"),
        Words("copies", "份数", "本确认书一式两份：一份由应急管理部门备案，一份交受送达人。"),
    ),
    "doc_extension_reply": (
        Words("opening", "开头", "你单位{applied_on}就{reference}提出的延期整改申请收悉。申请理由：{cause}"),
        Words("yes", "同意", "经研究，同意{items}的整改期限延至{until}。理由：{why}", "granted"),
        Words("no", "不同意", "经研究，不同意延期，{items}仍按原期限整改。理由：{why}", "refused"),
        Words("interim", "防范措施", "延期期间请落实下列防范措施：{interim}", "granted"),
        Words("stay", "延期期间", "延期期间请你单位采取可靠的安全防范措施，确保安全生产。", "granted"),
        Words("contact", "联系人", "{contact}。"),
    ),
    "doc_listed_notice": (
        Words("opening", "开头", "根据《中华人民共和国安全生产法》第四十一条关于重大事故隐患治理督办制度的规定，对你单位下列重大事故隐患实施挂牌督办："),
        Words("demands", "督办事项", "督办事项："),
        Words("until", "期限和责任", "请你单位于{until}前完成治理。督办责任单位：{charge}，督办责任人：{charge_person}。"),
        Words("finish", "治理完成后", "治理完成后，请书面提出验收申请。"),
        Words("contact", "联系人", "{contact}。"),
    ),
    "doc_transfer_letter": (
        Words("opening", "开头", "我局在{enterprise}发现下列事故隐患，属于你单位职责范围："),
        Words("duty", "移送理由", "移送理由：{duty}"),
        Words("law", "依据和请求", "根据《中华人民共和国安全生产法》第六十九条的规定，现将有关情况移送你单位，请依法及时处理。"),
        Words("reply", "函复", "请于{reply_by}前将处理情况函复我局。"),
        Words("contact", "联系人", "{contact}。"),
    ),
    "doc_close_sheet": (
        Words("note", "说明", "销号须有整改后照片、复查人和复查时间；整改责任人不得担任复查人；重大事故隐患由局领导审批。"),
        Words("reviewed", "审核意见（审核后印出）", "经审核，拟同意销号。", "reviewed_by"),
        Words("approved", "审批意见（签发时印出）", "同意销号。", "issued_by"),
    ),
}  # fmt: skip


def spoken(facts: NoticeFacts, overrides: Mapping[str, str] | None = None) -> dict[str, str]:
    """The sentences of a document as they are printed: key → text. `overrides`: the bureau's own, key → text with slots."""
    said = {}
    for words in WORDS[facts.doc_type]:
        text = (overrides or {}).get(words.key) or words.text
        needed = [*slots_in(text), *([words.when] if words.when else [])]
        if text and all(value_of(facts, name) for name in needed):
            said[words.key] = fill(text, facts)
    return said


def problems_of(doc_type: str, key: str, text: str) -> list[str]:
    """Why a bureau can't have a sentence like this, in words: an unknown key or slot, too long. Commands are looked for by commanding.py."""
    words = next((words for words in WORDS[doc_type] if words.key == key), None)
    if words is None:
        return [f"没有“{key}”这一句"]
    found = []
    if len(text) > MAX_WORDS:
        found.append(f"“{words.label}”有 {len(text)} 字，最多 {MAX_WORDS} 字")
    strange = [name for name in slots_in(text) if name not in known_slots(doc_type)]
    if strange:
        found.append(f"“{words.label}”里有不认识的空格名：{'、'.join('{' + name + '}' for name in strange)}")
    lost = [name for name in slots_in(words.text) if name not in slots_in(text)] if text else []
    if lost:
        found.append(
            f"“{words.label}”少了 {'、'.join('{' + name + '}' for name in lost)}，这些内容由系统填写，不能删去"
        )
    if key == "relief" and text:
        found += _relief_problems(doc_type, words.label, text)
    return found


def _relief_problems(doc_type: str, label: str, text: str) -> list[str]:
    """What the law says of the ways of relief, which a bureau can't word otherwise."""
    missing = [period for period in PERIODS if period not in text]
    if missing or _OTHER_PERIOD.search(text):
        return [
            f"“{label}”的期限只能写 60日（行政复议法第二十条）和 6个月（行政诉讼法第四十六条），不能缺少，也不能写成别的期限"
        ]
    if doc_type in BINDING and NO_STAY not in text:
        return [f"“{label}”应写明复议、诉讼期间“{NO_STAY}”（行政复议法第四十二条、行政诉讼法第五十六条）"]
    return []
