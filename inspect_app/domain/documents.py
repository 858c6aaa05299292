"""Documents as data: the types a bureau issues, and the facts a document is made of.

A type is a row of `DOC_TYPES`; another document is another row and a template. Facts are frozen when the document is issued:
integers and strings only, so that `notice.json` inside the PDF, the log and the database hold the same thing.
Sources: documents.md § 0, 7.1, 7.2; design.md § 7 (5, 8, 10).
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

Track = Literal["advisory", "enforcement"]
Severity = Literal["general", "suspected_major", "major"]

SEVERITY_TEXTS: Mapping[str, str] = {"general": "一般", "suspected_major": "疑似重大", "major": "重大"}
SEVERITY_ORDER = ("major", "suspected_major", "general")
STAGE_TEXTS: Mapping[str, str] = {"scene": "现场", "before": "整改前", "after": "整改后"}


class DocType(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of document. `number_pattern` has {abbr}, {year} and {seq}; `required` are paths into the facts with the words
    that name them to a person; `holders` says who keeps the copies, in order;
    `as_signed`: it says what was signed on site, in its words and grades, not what the bureau made of it."""

    code: str
    title: str
    subtitle: str = ""
    track: Track
    code_word: str
    number_pattern: str
    holders: tuple[str, ...]
    draft_roles: frozenset[str]
    issue_roles: frozenset[str]
    template: str
    required: Mapping[str, str]
    as_signed: bool = False

    @property
    def copies(self) -> int:
        return len(self.holders)


_COMMON = {
    "issuer": "发文机关",
    "org.name": "机关名称",
    "org.abbr": "机关简称",
    "enterprise.name": "企业名称",
    "enterprise.uscc": "统一社会信用代码",
    "visit_date": "服务日期",
    "findings": "隐患",
}

DOC_TYPES: Mapping[str, DocType] = {
    row.code: row
    for row in (
        DocType(
            code="doc_expert_opinion",
            title="安全生产专家检查意见书",
            subtitle="（帮扶服务，不作为行政处罚依据）",
            track="advisory",
            code_word="帮扶",
            number_pattern="{abbr}应急帮扶〔{year}〕{seq}号",
            holders=("企业", "县应急管理局", "专家组"),
            draft_roles=frozenset({"expert", "expert_lead"}),
            issue_roles=frozenset({"section", "leader"}),
            template="expert_opinion.html",
            as_signed=True,
            required={key: text for key, text in _COMMON.items() if key != "findings"}
            | {"team": "专家组", "signatures": "签名"},
        ),
        DocType(
            code="doc_rectify_notice",
            title="隐患整改通知书",
            track="advisory",
            code_word="隐改",
            number_pattern="{abbr}应急隐改〔{year}〕{seq}号",
            holders=("企业", "县应急管理局"),
            draft_roles=frozenset({"section", "leader"}),
            issue_roles=frozenset({"section", "leader"}),
            template="rectify_notice.html",
            required=_COMMON
            | {"issue_date": "签发日期", "feedback_by": "反馈期限", "system_name": "系统名称"},
        ),
    )
}


class Org(msgspec.Struct, frozen=True, kw_only=True):
    """The bureau. `abbr` stands in document numbers (临)."""

    name: str
    abbr: str
    contact: str = ""
    phone: str = ""


class Enterprise(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    uscc: str
    address: str = ""
    industry: str = ""
    scale: str = ""
    principal: str = ""
    phone: str = ""


class Expert(msgspec.Struct, frozen=True, kw_only=True):
    """A member of the team; `title` is the professional title or certificate."""

    name: str
    specialty: str
    title: str = ""
    lead: bool = False


class Photo(msgspec.Struct, frozen=True, kw_only=True):
    """`sha256` of the print copy, whose bytes come as asset `photo/<sha256>`; `taken_at` ISO 8601 with offset, or ''.

    `original`: the photo it is a copy of; `hidden`: which masks it carries (marks.Marks.hidden).
    """

    sha256: str
    caption: str = ""
    taken_at: str = ""
    label: str = ""
    stage: str = "before"
    original: str = ""
    hidden: str = ""


class BasisText(msgspec.Struct, frozen=True):
    """A legal basis as it is printed (see wording.basis_text)."""

    text: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One finding as printed. `due_date` YYYY-MM-DD, or '' for at once; `due_text` replaces the date when given."""

    n: int
    location: str
    statement: str
    basis: tuple[BasisText, ...] = ()
    severity: Severity = "general"
    severity_text: str = ""
    measure: str = ""
    due_date: str = ""
    due_text: str = ""
    photos: tuple[Photo, ...] = ()


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """The enterprise would not sign. `recording`: number of the sound or video recording."""

    reason: str = ""
    witness: str = ""
    witness_unit: str = ""
    recording: str = ""


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """`role`: lead, expert or enterprise. `image`: sha256 of a JPEG given as asset `signature/<sha256>`, or None to sign by hand."""

    role: str
    name: str
    image: str | None = None
    at: str = ""
    refusal: Refusal | None = None


class Opinion(msgspec.Struct, frozen=True, kw_only=True):
    """What the enterprise says of the experts' opinion."""

    agree: bool
    text: str = ""


class Verify(msgspec.Struct, frozen=True, kw_only=True):
    """`url` is what the QR code holds (a random code, no hash, no personal data); `code` is typed by hand at /n/<code>."""

    url: str
    code: str
    typed: str = ""


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """The leave-behind copy that was printed on site and says the same: its 检查编号 and 内容校验码."""

    code: str
    hash: str


class NoticeFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a document of DOC_TYPES says. Dates YYYY-MM-DD (Asia/Shanghai); `number` None while it is a draft.

    `issued_at` (UTC, ISO 8601) dates the file itself; without it the file carries the issue or visit date, so that the
    same facts always give the same bytes. `checked`: one line a checklist (wording.checked_text).
    """

    doc_type: str
    issuer: str
    org: Org
    enterprise: Enterprise
    visit_date: str
    number: str | None = None
    issue_date: str = ""
    issued_at: str = ""
    campaign: str = "百名专家助千企"
    system_name: str = ""
    companion: str = ""
    area: str = ""
    findings: tuple[Finding, ...] = ()
    feedback_by: str = ""
    team: tuple[Expert, ...] = ()
    highlights: str = ""
    signatures: tuple[Signature, ...] = ()
    opinion: Opinion | None = None
    verify: Verify | None = None
    checked: tuple[str, ...] = ()
    slip: Slip | None = None
    seal: Literal["place", "demo"] = "place"


def doc_number(doc_type: str, abbr: str, year: int, seq: int | None) -> str:
    """'临应急帮扶〔2026〕12号'; a draft (seq None) shows '〔2026〕__号'. Numbers are not padded (documents.md § 0)."""
    return DOC_TYPES[doc_type].number_pattern.format(abbr=abbr, year=year, seq="__" if seq is None else seq)


def missing_facts(facts: NoticeFacts) -> list[str]:
    """Names (Chinese) of the required facts that are empty, in the order of the type's table."""
    return [text for path, text in DOC_TYPES[facts.doc_type].required.items() if not _at(facts, path)]


def _at(facts: object, path: str) -> object:
    for name in path.split("."):
        facts = getattr(facts, name)
    return facts


def file_name(facts: NoticeFacts) -> str:
    """'（临应急隐改〔2026〕3号）某某公司-隐患整改通知书-2026-12-01.pdf', without characters a file system refuses."""
    title = DOC_TYPES[facts.doc_type].title
    name = (
        f"（{facts.number or '草稿'}）{facts.enterprise.name}-{title}-{facts.issue_date or facts.visit_date}"
    )
    return "".join("_" if char in '\\/:*?"<>|' or ord(char) < 32 else char for char in name)[:100] + ".pdf"
