"""What must be known before a document's command may happen (rules.DOCUMENT): each answers what is missing, in words, or None. Pure.

Who may do what with a type is said by doc_types; what each way of service needs by law: documents.md § 5, regulations.md § 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_app.domain import dates
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.people import ROLES, Actor

Row = Mapping[str, Any]
PUBLIC_DAYS = 30


def statutory(row: Row) -> bool:
    """Whether a document belongs to the enforcement track: by its type, or for a type of both by the inspection that it is about."""
    kind = DOC_TYPES[row["type"]]
    return kind.track == "enforcement" or (
        kind.track == "both" and (row.get("facts") or {}).get("track") == "enforcement"
    )


DOCUMENT_STATES = {
    "": "（无）",
    "draft": "草稿",
    "reviewed": "已审核",
    "issuing": "签发中",
    "issued": "已签发",
    "served": "已送达",
    "superseded": "已被替代",
    "void": "已作废",
}


def enterprise(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """The recipient acts for its own enterprise; the holder of a code only on the document that the code is for."""
    if not actor.enterprise or row.get("enterprise_id") != actor.enterprise:
        return "这条记录属于另一家企业"
    if actor.role == "holder" and actor.document not in (row.get("id"), row.get("document_id")):
        return "这个送达码不能用于这份文书"
    return None


def draft(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """Who may begin a document of this type."""
    kind = DOC_TYPES.get(str(value.get("type")))
    if kind is None:
        return "没有这种文书"
    return None if actor.role in kind.draft_roles else f"{ROLES[actor.role]}不能起草{kind.title}"


def edit_obstacle(row: Row, actor: Actor) -> str | None:
    """Why this person can't change what this draft says; None when it can be done."""
    kind, state = DOC_TYPES[row["type"]], str(row.get("state") or "")
    if state != "draft":
        return f"当前状态是“{DOCUMENT_STATES.get(state, state)}”，只有草稿可以修改"
    may = actor.role in kind.draft_roles | kind.review_roles
    return None if may else f"{ROLES.get(actor.role, actor.role)}不能修改{kind.title}"


def arrange(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """What a draft may list."""
    kind, listed = DOC_TYPES[row["type"]], value.get("findings") or []
    if kind.as_signed:
        return f"{kind.title}印的是现场签字的内容，所列隐患不能增减"
    if kind.needs_findings and not listed:
        return f"{kind.title}至少要列一条隐患"
    if len(set(listed)) < len(listed):
        return "同一条隐患不能列两次"
    return edit_obstacle(row, actor)


def review(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """Reviewed by a role of the type, and by somebody other than its author where the type asks for it."""
    kind = DOC_TYPES[row["type"]]
    if actor.role not in kind.review_roles:
        return f"{ROLES[actor.role]}不能审核{kind.title}"
    if kind.review and actor.id == row.get("drafted_by"):
        return f"{kind.title}须由起草人以外的人审核"
    return None


def revise(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """Who may send a reviewed draft back."""
    kind = DOC_TYPES[row["type"]]
    may = actor.role in kind.draft_roles | kind.review_roles | kind.issue_roles
    return None if may else f"{ROLES[actor.role]}不能退回{kind.title}"


def issue(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """Issued by a role of the type, after its review where the type asks for one."""
    kind = DOC_TYPES[row["type"]]
    if actor.role not in kind.issue_roles:
        return f"{kind.title}不能由{ROLES[actor.role]}签发"
    if kind.review and row.get("state") == "draft":
        return f"{kind.title}须先审核，再签发"
    return None


def void(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """A draft may be thrown away by whoever may draft; what has a number only by whoever may issue."""
    kind = DOC_TYPES[row["type"]]
    may = (
        kind.draft_roles | kind.issue_roles if row.get("state") in ("draft", "reviewed") else kind.issue_roles
    )
    return None if actor.role in may else f"{ROLES[actor.role]}不能作废{kind.title}"


def serve(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """Whether it is served at all, in this way, and by whom."""
    kind, method, also = DOC_TYPES[row["type"]], value.get("method"), value.get("also")
    if not kind.served:
        return f"{kind.title}是内部文书，不送达"
    if method not in kind.methods:
        return f"{kind.title}不能用这种方式送达"
    missing = _of_method(str(method), value)
    if missing:
        return missing
    if statutory(row) and not also:
        return "执法文书的送达须由两名执法人员办理，请选择第二名送达人"
    return "两名送达人不能是同一人" if also and also == value.get("by") else None


def _of_method(method: str, value: Mapping[str, Any]) -> str | None:
    """What each way of service needs by law (民事诉讼法 第89-91、95条; 行政处罚法 第61条)."""
    if method == "leave":
        if not (value.get("reason") and (value.get("witness") or value.get("recording_no"))):
            return "留置送达须写明拒收事由，并填写见证人或拍照录像编号（民事诉讼法第八十九条）"
        return None if value.get("also") else "留置送达须由两名工作人员办理，请选择第二名送达人"
    if method == "mail" and not value.get("tracking_no"):
        return "邮寄送达须填写邮件号码"
    if method == "electronic" and not value.get("consent"):
        return "电子送达须先有受送达人签订的《电子送达确认书》（行政处罚法第六十一条）"
    return _of_announcement(value) if method == "public" else None


def _of_announcement(value: Mapping[str, Any]) -> str | None:
    announced = str(value.get("announced_on") or "")
    if not announced:
        return "公告送达须写明公告日期"
    if dates.days_between(announced, str(value["at"])[:10]) < PUBLIC_DAYS:
        return f"公告满 {PUBLIC_DAYS} 日才视为送达（民事诉讼法第九十五条），请到期后再登记"
    return None


def read(row: Row, value: Mapping[str, Any], actor: Actor) -> str | None:
    """The first reading is noted once."""
    return "已经登记过首次阅读" if row.get("opened") else enterprise(row, value, actor)
