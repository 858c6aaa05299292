"""投诉建议 from the field app: what it may be about, what becomes of it. Not an operation: it belongs to no visit and proves nothing."""

from __future__ import annotations

import re

import msgspec

from inspect_app.domain.rules import Refusal

CATEGORIES = {
    "app": "应用使用", "checklist": "检查表和依据", "work": "任务和组织", "complaint": "投诉", "other": "其他",
}  # fmt: skip
# From the enterprises' pages; what they ask for there is no suggestion, but waits in the same list.
PORTAL = {
    "complaint": "投诉", "service": "检查和专家服务", "document": "文书和整改要求", "app": "应用使用", "other": "其他",
}  # fmt: skip
ASKED = {"consent": "申请办理电子送达确认"}
STATES = {"new": "待阅", "read": "已读", "done": "已处理"}
MAX_TEXT, MAX_CONTACT, MAX_REPLY = 2000, 100, 2000
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Suggestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Body of `POST /api/v1/suggestions`. `id`: a UUID made on the tablet, so that it may be sent any number of times; `at`: ms of its clock."""

    id: str
    device: str
    author: str
    category: str
    text: str
    at: int
    contact: str = ""


def is_id(text: str) -> bool:
    """Whether it is a UUID."""
    return _ID.fullmatch(text) is not None


def check(given: Suggestion) -> None:
    """Raises Refusal with the field that is wrong."""
    if not _ID.fullmatch(given.id):
        raise Refusal("malformed", "编号应为 UUID")
    if given.category not in CATEGORIES:
        raise Refusal("malformed", f"类别“{given.category[:20]}”不存在")
    if not given.text.strip() or len(given.text) > MAX_TEXT:
        raise Refusal("malformed", f"内容应为 1 到 {MAX_TEXT} 个字")
    if len(given.contact) > MAX_CONTACT:
        raise Refusal("malformed", f"联系方式最多 {MAX_CONTACT} 个字")
    if "\0" in given.text + given.contact:
        raise Refusal("malformed", "内容中有无法保存的字符")
    if not 0 <= given.at < 2**53:
        raise Refusal("malformed", "时间不正确")
