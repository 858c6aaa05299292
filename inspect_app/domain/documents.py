"""The facts that a document is made of. They are frozen when it is issued: integers and strings only, so that `notice.json` inside the PDF, the
log and the database hold the same thing, and enough to print it again, byte for byte.

The types of documents are in doc_types.py, their sentences in doc_words.py. Sources: documents.md § 1-7; design.md § 7 (5, 8, 10).
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from inspect_app.domain.doc_types import DOC_TYPES

Severity = Literal["general", "suspected_major", "major"]

SEVERITY_TEXTS: Mapping[str, str] = {"general": "一般", "suspected_major": "疑似重大", "major": "重大"}
SEVERITY_ORDER = ("major", "suspected_major", "general")
STAGE_TEXTS: Mapping[str, str] = {"scene": "现场", "before": "整改前", "after": "整改后"}


class Org(msgspec.Struct, frozen=True, kw_only=True):
    """The bureau. `abbr` stands in numbers of the advisory track (临), `region` (机构简称) in those of the enforcement track (豫漯临)."""

    name: str
    abbr: str
    contact: str = ""
    phone: str = ""
    region: str = ""


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


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a reinspection found of one item. `n`: its number in the document that ordered it; `done`: what the enterprise reported."""

    result: Literal["pass", "fail", ""]
    note: str = ""
    day: str = ""
    reinspector: str = ""
    done: str = ""
    due_date: str = ""


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
    criterion: str = ""
    rectify_unit: str = ""
    rectify_owner: str = ""
    outcome: Outcome | None = None


class Officer(msgspec.Struct, frozen=True, kw_only=True):
    """An officer with the certificate that must be shown (安全生产法 第67条)."""

    name: str
    cert_no: str


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """The document that this one rests on, as it was issued."""

    title: str
    number: str
    day: str
    summary: str = ""


class Relief(msgspec.Struct, frozen=True, kw_only=True):
    """Where the recipient may turn: one organ for reconsideration (行政复议法 第24条), the court, and the internet address of the former."""

    government: str
    court: str
    internet: str = ""


class ServedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the receipt of service."""

    title: str
    number: str
    method: str
    at: str
    to: str
    place: str = ""
    by: tuple[str, ...] = ()
    note: str = ""


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """The end of the bureau's log when the number was taken: on paper and in the enterprise's hands it fixes everything before it."""

    seq: int
    hash: str


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
    same facts always give the same bytes. `checked`: one line a checklist (wording.checked_text). `fields`: the blanks of the form as
    they were filled (DocType.fields); `checklists` their titles; `words`: its fixed sentences as they stood that day (doc_words.spoken); `fonts`: face → sha256 of the
    bureau's own font file, absent for the free ones; `code_word`: the word in the number.
    `seal`: place = 盖章处, demo = 演示, image = `seal_image` (only on a file that is signed, design § 7.10).
    """

    doc_type: str
    issuer: str
    org: Org
    enterprise: Enterprise
    visit_date: str
    number: str | None = None
    code_word: str = ""
    issue_date: str = ""
    issued_at: str = ""
    planned_date: str = ""
    started_at: str = ""
    ended_at: str = ""
    track: str = "advisory"
    campaign: str = "百名专家助千企"
    system_name: str = ""
    companion: str = ""
    area: str = ""
    findings: tuple[Finding, ...] = ()
    feedback_by: str = ""
    team: tuple[Expert, ...] = ()
    officers: tuple[Officer, ...] = ()
    highlights: str = ""
    signatures: tuple[Signature, ...] = ()
    opinion: Opinion | None = None
    reference: Reference | None = None
    relief: Relief | None = None
    services: tuple[ServedPaper, ...] = ()
    drafted_by: str = ""
    reviewed_by: str = ""
    issued_by: str = ""
    fields: Mapping[str, str] = {}
    words: Mapping[str, str] = {}
    verify: Verify | None = None
    anchor: Anchor | None = None
    checklists: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    slip: Slip | None = None
    seal: Literal["place", "demo", "image"] = "place"
    seal_image: str = ""
    fonts: Mapping[str, str] = {}


def verify_at(base_url: str, doc_type: str, code: str) -> Verify:
    """What is printed of a read code: it opens the document for the enterprise, and only the verification of any other paper."""
    door = "n" if DOC_TYPES[doc_type].recipient == "enterprise" else "verify"
    return Verify(url=f"{base_url}/{door}/{code}", code=code, typed=f"{base_url}/{door}/")


def doc_number(
    doc_type: str, abbr: str, year: int, seq: int | None, *, region: str = "", word: str = ""
) -> str:
    """'临应急帮扶〔2026〕12号', '（豫漯临）应急责改〔2026〕3号'; a draft (seq None) shows '〔2026〕__号'. Numbers are not padded (documents.md § 0)."""
    kind = DOC_TYPES[doc_type]
    return kind.number_pattern.format(
        abbr=abbr,
        region=region or abbr,
        word=word or kind.code_word,
        year=year,
        seq="__" if seq is None else seq,
    )


def missing_facts(facts: NoticeFacts) -> list[str]:
    """Names (Chinese) of the required facts that are empty: those of the type's table, then its blanks, then what only some documents need."""
    kind = DOC_TYPES[facts.doc_type]
    missing = [text for path, text in kind.required.items() if not _at(facts, path)]
    missing += [blank.label for blank in kind.fields if blank.required and not facts.fields.get(blank.name)]
    missing += [f"{officer.name}的执法证号" for officer in facts.officers if not officer.cert_no]
    if "officers" in kind.required and 0 < len(facts.officers) < 2:
        missing.append("第二名执法人员（行政处罚法第四十二条：不得少于两人）")
    if facts.fields.get("decision") == "yes" and not facts.fields.get("until"):
        missing.append("延期至")
    return list(dict.fromkeys(missing))


def _at(facts: object, path: str) -> object:
    for name in path.split("."):
        facts = facts.get(name, "") if isinstance(facts, Mapping) else getattr(facts, name, "")
    return facts


def file_name(facts: NoticeFacts) -> str:
    """'（临应急隐改〔2026〕3号）某某公司-隐患整改通知书-2026-12-01.pdf', without characters a file system refuses."""
    title = DOC_TYPES[facts.doc_type].title
    name = (
        f"（{facts.number or '草稿'}）{facts.enterprise.name}-{title}-{facts.issue_date or facts.visit_date}"
    )
    return "".join("_" if char in '\\/:*?"<>|' or ord(char) < 32 else char for char in name)[:100] + ".pdf"
