"""The types of documents a bureau issues, as data: one row a type. A further document is a row here, its words (doc_words.py) and a template.

Sources: documents.md § 0-7 (structures, code words, copies, who issues), workflow.md § 1, 4 (tracks, roles), design.md § 7 (5, 6, 8).
What the sources mark [?] stands in `unsure` and is printed only after the bureau ticked it in its settings (domain/doc_settings.py).
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

Track = Literal["advisory", "enforcement", "both"]
Subject = Literal["visit", "findings", "document", "enterprise"]
Kind = Literal["line", "text", "lines", "day", "choice"]


METHODS: Mapping[str, str] = {
    "direct": "直接送达", "leave": "留置送达", "electronic": "电子送达", "mail": "邮寄送达", "public": "公告送达",
}  # fmt: skip


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A blank of the form that somebody fills in the editor; what the app knows already is no field.

    `kind`: line, text (paragraphs), lines (one numbered item a line), day (YYYY-MM-DD), choice (one of `choices`, value → words).
    `default` may have slots of doc_words.SLOTS. `usual_months`: a day that is usually no later than so many months after the issue.
    `coming`: a day until which something is to be done, so none that is past when it is typed or when the document is issued.
    """

    name: str
    label: str
    kind: Kind = "line"
    required: bool = False
    hint: str = ""
    default: str = ""
    choices: Mapping[str, str] = {}
    usual_months: int = 0
    coming: bool = False


class DocType(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of document.

    number_pattern: has {abbr} or {region}, {word}, {year} and {seq}. required: paths into the facts → the words that name them to a person.
    holders: who keeps the copies, in order. as_signed: it says what was signed on site, not what the bureau made of it.
    subject: what it is begun from; `refers_to`: the types it may rest on (subject `document`). carries: states of findings that it may
    list when it is drafted; needs_findings: at least one; major_only: nothing but major ones; needs_major: at least one major; repeats: the same finding may stand in several (one a round). pictures: photos
    before rectification, both, or none. phone: it prints the telephone of the enterprise's principal.
    recipient: to whom it is served and who may open it with its code; '' stays in the bureau. methods: how it may be served.
    on_issue, on_serve: the command that its findings go through then. once: one that is not void for a visit.
    review: it must be reviewed by somebody other than its author before it is issued. countersigned: the recipient signs on it.
    unsure: names of what the sources leave open, to be ticked by the bureau.
    """

    code: str
    title: str
    subtitle: str = ""
    group: str
    track: Track
    code_word: str
    number_pattern: str
    holders: tuple[str, ...]
    draft_roles: frozenset[str]
    review_roles: frozenset[str]
    issue_roles: frozenset[str]
    template: str
    required: Mapping[str, str]
    subject: Subject = "visit"
    refers_to: tuple[str, ...] = ()
    carries: frozenset[str] = frozenset()
    needs_findings: bool = False
    major_only: bool = False
    needs_major: bool = False
    fields: tuple[Field, ...] = ()
    repeats: bool = False
    pictures: Literal["before", "both"] = "before"
    phone: bool = False
    recipient: Literal["enterprise", "department", ""] = "enterprise"
    methods: tuple[str, ...] = ("direct", "leave", "electronic", "mail", "public")
    on_issue: str = ""
    on_serve: str = ""
    as_signed: bool = False
    once: bool = False
    review: bool = False
    countersigned: bool = False
    unsure: Mapping[str, str] = {}

    @property
    def copies(self) -> int:
        return len(self.holders)

    @property
    def served(self) -> bool:
        """Whether it goes to somebody outside the bureau."""
        return bool(self.recipient)


def _roles(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DESK, _OFFICERS, _LEADER = _roles("section leader"), _roles("officer section leader"), _roles("leader")
_ADVISORY, _ENFORCEMENT = "{abbr}应急{word}〔{year}〕{seq}号", "（{region}）应急{word}〔{year}〕{seq}号"
_OPEN = _roles("assigned rectifying feedback rechecking")
_UNTICKED_WORD = {"code_word": "字号代字"}
_UNTICKED_FORM = {"code_word": "字号代字", "form": "采用司法部《行政检查文书基本格式文本（试行）》样式"}

_FIRM = {"issuer": "发文机关", "org.name": "机关名称", "enterprise.name": "企业名称"}
_VISITED = _FIRM | {"enterprise.uscc": "统一社会信用代码", "visit_date": "检查日期"}
_ADVISED = {"org.abbr": "机关简称"} | _VISITED
_ORDERED = _VISITED | {"org.region": "机构简称（字号用）", "officers": "执法人员"}
_RELIEF = {"relief.government": "行政复议机关", "relief.court": "行政诉讼管辖法院"}

_PLAN_FIELDS = (
    Field(name="matters", label="检查事项", kind="lines", required=True, hint="每行一项，须为本机关已公布的行政检查事项", default="{checklist_titles}"),
    Field(name="mode", label="检查方式", required=True, default="现场检查"),
    Field(name="source", label="任务来源", kind="choice", required=True, choices={"plan": "年度监督检查计划", "referral": "帮扶服务中发现线索移交", "report": "投诉举报", "assigned": "上级交办", "recheck": "整改复查"}),
    Field(name="yearly", label="本年度检查频次", required=True, hint="如：本年度第 1 次，上限 2 次"),
    Field(name="helpers", label="协助检查人员", hint="姓名、单位、专业；没有的留空"),
)  # fmt: skip

_ROWS = (
    DocType(
        code="doc_expert_opinion", title="安全生产专家检查意见书", subtitle="（帮扶服务，不作为行政处罚依据）", group="帮扶文书",
        track="advisory", code_word="帮扶", number_pattern=_ADVISORY, holders=("企业", "县应急管理局", "专家组"),
        draft_roles=_roles("expert expert_lead section leader"), review_roles=_DESK, issue_roles=_DESK, template="expert_opinion.html",
        required=_ADVISED | {"team": "专家组", "signatures": "签名"}, carries=_roles("submitted confirmed graded supervised assigned rectifying feedback rechecking closed merged cancelled"),
        as_signed=True, once=True,
    ),
    DocType(
        code="doc_rectify_notice", title="隐患整改通知书", group="帮扶文书", track="advisory", code_word="隐改", number_pattern=_ADVISORY,
        holders=("企业", "县应急管理局"), draft_roles=_DESK, review_roles=_DESK, issue_roles=_DESK, template="rectify_notice.html",
        required=_ADVISED | {"findings": "隐患", "issue_date": "签发日期", "feedback_by": "反馈期限", "system_name": "系统名称"},
        carries=_roles("assigned"), needs_findings=True, on_serve="notify",
    ),
    DocType(
        code="doc_acceptance_opinion", title="整改验收意见", group="帮扶文书", track="advisory", code_word="验收", number_pattern=_ADVISORY,
        holders=("企业", "县应急管理局"), draft_roles=_DESK, review_roles=_DESK, issue_roles=_DESK, template="acceptance_opinion.html",
        required=_ADVISED | {"findings": "隐患", "reference": "所依据的整改通知书", "issue_date": "签发日期"},
        subject="document", refers_to=("doc_rectify_notice",), carries=_roles("rechecking rectifying closed"), needs_findings=True,
        repeats=True, pictures="both",
        fields=(Field(name="attended", label="参加验收人员", required=True, hint="姓名、单位或专业，用顿号分开"), Field(name="advice", label="后续建议", kind="text")),
    ),
    DocType(
        code="doc_inspect_approval", title="行政检查审批表", group="执法文书", track="enforcement", code_word="检审", number_pattern=_ENFORCEMENT,
        holders=("县应急管理局",), draft_roles=_OFFICERS, review_roles=_DESK, issue_roles=_LEADER, template="inspect_approval.html",
        required=_FIRM | {"org.region": "机构简称（字号用）", "planned_date": "计划检查日期", "officers": "执法人员"},
        fields=(*_PLAN_FIELDS, Field(name="reason", label="检查理由", kind="text", required=True), Field(name="section_view", label="承办机构意见", kind="text", required=True, default="拟同意开展检查，呈请审批。")),
        recipient="", methods=(), phone=True, once=True, review=True, unsure=_UNTICKED_FORM,
    ),
    DocType(
        code="doc_inspect_notice", title="行政检查通知书", group="执法文书", track="enforcement", code_word="检通", number_pattern=_ENFORCEMENT,
        holders=("县应急管理局", "被检查单位"), draft_roles=_OFFICERS, review_roles=_DESK, issue_roles=_LEADER, template="inspect_notice.html",
        required=_FIRM | _RELIEF | {"org.region": "机构简称（字号用）", "planned_date": "计划检查日期", "officers": "执法人员", "reference": "行政检查审批表"},
        subject="document", refers_to=("doc_inspect_approval",),
        fields=(*_PLAN_FIELDS[:2], _PLAN_FIELDS[4], Field(name="prepare", label="请企业准备的材料", kind="lines"), Field(name="yearly", label="本年度检查频次", required=True)),
        once=True, review=True, countersigned=True, unsure=_UNTICKED_FORM,
    ),
    DocType(
        code="doc_site_record", title="现场检查记录", subtitle="安全生产行政执法文书", group="执法文书", track="enforcement", code_word="检记",
        number_pattern=_ENFORCEMENT, holders=("县应急管理局",), draft_roles=_OFFICERS, review_roles=_DESK, issue_roles=_OFFICERS, template="site_record.html",
        required=_ORDERED | {"fields.place": "检查场所", "fields.handled": "处理情况"}, carries=_roles("submitted confirmed graded supervised assigned rectifying feedback rechecking closed merged cancelled"),
        fields=(
            Field(name="post", label="法定代表人（负责人）职务"), Field(name="place", label="检查场所", required=True, default="{area}"),
            Field(name="period", label="检查时间", required=True, default="{visit_period}", hint="如：2026年12月1日9时0分至12月1日11时30分"),
            Field(name="helpers", label="参加检查的专家", default="{experts}", hint="姓名（专业：某某），用顿号分开；没有的留空"),
            Field(name="handled", label="发现问题的处理情况", kind="text", required=True, default="上述问题已当场告知被检查单位负责人。"),
            Field(name="recording", label="录音录像编号"),
        ),
        phone=True, as_signed=True, once=True, countersigned=True,
    ),
    DocType(
        code="doc_rectify_order", title="责令限期整改指令书", subtitle="安全生产行政执法文书", group="执法文书", track="enforcement", code_word="责改",
        number_pattern=_ENFORCEMENT, holders=("县应急管理局", "被检查单位"), draft_roles=_OFFICERS, review_roles=_DESK, issue_roles=_LEADER,
        template="rectify_order.html", required=_ORDERED | _RELIEF | {"findings": "存在的问题", "issue_date": "签发日期"},
        carries=_roles("assigned"), needs_findings=True, on_serve="notify", review=True, countersigned=True,
    ),
    DocType(
        code="doc_site_measures", title="现场处理措施决定书", subtitle="安全生产行政执法文书", group="执法文书", track="enforcement", code_word="现决",
        number_pattern=_ENFORCEMENT, holders=("县应急管理局", "被检查单位"), draft_roles=_OFFICERS, review_roles=_DESK, issue_roles=_LEADER,
        template="site_measures.html", required=_ORDERED | _RELIEF | {"findings": "违法违规行为和事故隐患", "issue_date": "签发日期"},
        # 安全生产法 第六十五条: withdrawal and suspension are for major hazards only.
        carries=_roles("confirmed graded supervised assigned rectifying"), needs_findings=True, needs_major=True,
        fields=(
            Field(name="basis", label="依据", kind="text", required=True, default="《中华人民共和国安全生产法》第六十五条第一款第（三）项"),
            Field(name="measures", label="现场处理决定", kind="lines", required=True, hint="每行一项：撤出作业人员的范围；暂时停产停业的范围和起止；停止使用的设施设备及位号；恢复条件"),
            Field(name="until", label="期限截止日", kind="day", coming=True, hint="一般不超过六个月", usual_months=6),
        ),
        review=True, countersigned=True,
    ),
    DocType(
        code="doc_recheck_opinion", title="整改复查意见书", subtitle="安全生产行政执法文书", group="执法文书", track="enforcement", code_word="复查",
        number_pattern=_ENFORCEMENT, holders=("县应急管理局", "被复查单位"), draft_roles=_OFFICERS, review_roles=_DESK, issue_roles=_DESK,
        template="recheck_opinion.html", required=_ORDERED | {"findings": "复查事项", "reference": "原指令书或决定书", "issue_date": "签发日期"},
        subject="document", refers_to=("doc_rectify_order", "doc_site_measures"), carries=_roles("rechecking rectifying closed"), needs_findings=True,
        repeats=True, pictures="both", fields=(Field(name="advice", label="补充意见", kind="text"),), review=True, countersigned=True,
    ),
    DocType(
        code="doc_service_receipt", title="文书送达回执", group="执法文书", track="both", code_word="回", number_pattern=_ENFORCEMENT,
        holders=("县应急管理局",), draft_roles=_OFFICERS, review_roles=_DESK, issue_roles=_OFFICERS, template="service_receipt.html",
        required=_FIRM | {"org.region": "机构简称（字号用）", "services": "已送达的文书"}, subject="document",
        refers_to=("doc_inspect_notice", "doc_rectify_order", "doc_site_measures", "doc_recheck_opinion", "doc_rectify_notice", "doc_extension_reply", "doc_listed_notice"),
        fields=(Field(name="note", label="备注", kind="text"),), recipient="", methods=(), repeats=True, countersigned=True, unsure=_UNTICKED_WORD,
    ),
    DocType(
        code="doc_eservice_confirm", title="电子送达确认书", group="其他文书", track="both", code_word="电送", number_pattern=_ENFORCEMENT,
        holders=("县应急管理局", "受送达人"), draft_roles=_OFFICERS, review_roles=_DESK, issue_roles=_OFFICERS, template="eservice_confirm.html",
        required=_FIRM | {"org.region": "机构简称（字号用）", "enterprise.uscc": "统一社会信用代码", "fields.address": "电子送达地址", "fields.receiver": "收件人"}, subject="enterprise",
        fields=(
            Field(name="address", label="电子送达地址", required=True, default="{system}企业端（统一社会信用代码 {uscc}）"), Field(name="receiver", label="收件人", required=True, default="{principal}"),
            Field(name="receiver_phone", label="收件人手机号码", hint="用于提醒，不作为送达地址"), Field(name="paper", label="需要纸质文书", kind="choice", choices={"no": "不需要", "yes": "需要"}, default="no"),
        ),
        methods=("direct", "mail"), countersigned=True, unsure=_UNTICKED_WORD,
    ),
    DocType(
        code="doc_extension_reply", title="延期整改批复", group="其他文书", track="both", code_word="延", number_pattern=_ENFORCEMENT,
        holders=("县应急管理局", "申请单位"), draft_roles=_OFFICERS, review_roles=_DESK, issue_roles=_DESK, template="extension_reply.html",
        required=_FIRM | {"org.region": "机构简称（字号用）", "findings": "申请延期的事项", "reference": "原文书", "issue_date": "签发日期"}, subject="document", refers_to=("doc_rectify_notice", "doc_rectify_order"),
        carries=_roles("rectifying ext_pending feedback rechecking"), needs_findings=True, repeats=True,
        fields=(
            Field(name="applied_on", label="申请日期", kind="day", required=True), Field(name="cause", label="申请理由", kind="text", required=True),
            Field(name="decision", label="批复意见", kind="choice", required=True, choices={"yes": "同意延期", "no": "不同意延期"}),
            Field(name="until", label="延期至", kind="day", coming=True, hint="同意延期的必填"), Field(name="why", label="批复理由", kind="text", required=True),
            Field(name="interim", label="延期期间的防范措施", kind="text"),
        ),
        on_issue="extend", unsure=_UNTICKED_WORD,
    ),
    DocType(
        code="doc_listed_notice", title="重大事故隐患挂牌督办通知书", group="其他文书", track="both", code_word="安委办督", number_pattern="{abbr}{word}〔{year}〕{seq}号",
        holders=("企业", "县安委办", "县应急管理局"), draft_roles=_roles("section leader committee"), review_roles=_roles("leader committee"), issue_roles=_roles("committee"),
        template="listed_notice.html", required=_FIRM | {"org.abbr": "机关简称", "findings": "重大事故隐患", "issue_date": "签发日期"}, subject="findings",
        carries=_roles("graded supervised assigned rectifying feedback rechecking"), needs_findings=True, major_only=True,
        fields=(
            Field(name="until", label="治理期限", kind="day", coming=True, required=True), Field(name="charge", label="督办责任单位", required=True), Field(name="charge_person", label="督办责任人", required=True),
            Field(name="demands", label="督办事项", kind="lines", required=True, default="制定治理方案，做到目标、措施、资金、责任、时限、预案落实\n治理期间采取安全防范措施，无法保证安全的停产停业或停止使用\n治理完成后书面申请验收"),
        ),
        on_issue="supervise", unsure=_UNTICKED_WORD,
    ),
    DocType(
        code="doc_transfer_letter", title="事故隐患移送函", group="其他文书", track="both", code_word="移", number_pattern=_ENFORCEMENT,
        holders=("受移送部门", "县应急管理局"), draft_roles=_OFFICERS, review_roles=_DESK, issue_roles=_LEADER, template="transfer_letter.html",
        required=_FIRM | {"org.region": "机构简称（字号用）", "findings": "移送的隐患", "fields.department": "受移送部门", "issue_date": "签发日期"}, subject="findings",
        carries=_roles("confirmed graded assigned rectifying transferred"), needs_findings=True,
        fields=(
            Field(name="department", label="受移送部门", required=True), Field(name="duty", label="移送理由（部门职责）", kind="text", required=True),
            Field(name="material", label="随附材料", kind="lines", default="现场照片\n检查记录摘录"), Field(name="reply_by", label="请于何日前函复", kind="day", coming=True),
        ),
        recipient="department", methods=("direct", "mail"), phone=True, on_issue="transfer", unsure=_UNTICKED_WORD,
    ),
    DocType(
        code="doc_close_sheet", title="隐患销号审批单", group="其他文书", track="both", code_word="销", number_pattern=_ENFORCEMENT,
        holders=("县应急管理局",), draft_roles=_OFFICERS, review_roles=_DESK, issue_roles=_DESK, template="close_sheet.html",
        required=_FIRM | {"org.region": "机构简称（字号用）", "findings": "申请销号的隐患", "issue_date": "审批日期"}, subject="findings", carries=_roles("rechecking"), needs_findings=True,
        fields=(Field(name="view", label="承办人意见", kind="text", required=True, default="经复查，上述隐患已按要求完成整改，拟予销号，呈请审批。"),),
        recipient="", methods=(), pictures="both", on_issue="close_out", unsure=_UNTICKED_WORD,
    ),
)  # fmt: skip

DOC_TYPES: Mapping[str, DocType] = {row.code: row for row in _ROWS}
NOTICE, OPINION, ORDER, CONFIRM = (
    "doc_rectify_notice",
    "doc_expert_opinion",
    "doc_rectify_order",
    "doc_eservice_confirm",
)
LISTED = "doc_listed_notice"
APPROVAL, INSPECT_NOTICE = "doc_inspect_approval", "doc_inspect_notice"
NOTIFYING = frozenset(row.code for row in _ROWS if row.on_serve == "notify")
TO_ENTERPRISE = frozenset(row.code for row in _ROWS if row.recipient == "enterprise")


def fits_track(doc_type: DocType, track: str) -> bool:
    """Whether the type may be made for a visit or a finding of this track."""
    return doc_type.track in ("both", track)
