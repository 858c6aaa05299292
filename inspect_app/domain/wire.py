"""Operations as they come over the wire: shape, size and characters. docs/wire.md is the description for people."""

from __future__ import annotations

import re
from typing import Any, Literal

import msgspec

from inspect_app.domain import canon, clock, salvage

MAX_OPS = 500
MAX_VALUE_BYTES = 64 * 1024
MAX_BODY_BYTES = 4 * 1024 * 1024
MAX_PHOTO_BYTES = 700 * 1024
MAX_OWN_BYTES = 4 * 1024 * 1024  # events of the server's own: the frozen facts of many findings are long
MAX_DEPTH = 12
MAX_PREV = 64
LARGEST_INT = canon.LARGEST_INT

SUBJECT = re.compile(
    r"(visit|finding|document|task|meeting)/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|(enterprise|person|township|department|checklist|setting)/[0-9A-Za-z@._-]{1,80}"
)
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
PATH = re.compile(r"[a-z_]{1,40}(/[0-9A-Za-z._-]{1,100}){0,3}")
CASES = ("visit", "finding", "document")


class Invalid(ValueError):
    """An op that can't be taken: `reason` for programs, `message` (Chinese) for the person who made it."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(f"{reason}: {message}")
        self.reason = reason
        self.message = message


class Op(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One operation as its author made it. `value` is plain JSON without fractions."""

    id: str
    subject: str
    kind: Literal["set", "event"]
    path: str
    author: str
    device: str
    value: Any = None
    prev: list[str] = []
    visit: str | None = None
    org: str | None = None

    @property
    def case(self) -> str:
        """`visit`, `finding`, `document`, or the registry's name."""
        return self.subject.partition("/")[0]

    @property
    def key(self) -> str:
        """What follows the case in the subject."""
        return self.subject.partition("/")[2]


class Push(msgspec.Struct, frozen=True):
    """Body of `POST /ops`. Ops stay raw so that a bad one can't spoil the others."""

    device: str
    ops: list[msgspec.Raw]
    now: int | None = None


_PUSH = msgspec.json.Decoder(Push)
_OP = msgspec.json.Decoder(Op)


def parse_push(body: bytes) -> Push:
    """Reads the body of a push; an op that is no valid JSON is cut out as it stands. Raises Invalid(`malformed`) when it isn't a push."""
    try:
        return _PUSH.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        problem = Invalid("malformed", f"请求不是有效的 JSON 操作列表：{error}")
    try:
        rest, ops = salvage.cut_list(body, b"ops")
        envelope = _PUSH.decode(rest)
    except (ValueError, RecursionError):
        raise problem from None
    return Push(envelope.device, [msgspec.Raw(op) for op in ops], envelope.now)


def parse_op(raw: bytes) -> tuple[Op, bytes]:
    """One op and its value in canonical JSON. Raises Invalid; the caller keeps the raw bytes."""
    if len(raw) > 2 * MAX_VALUE_BYTES:
        raise Invalid(
            "too_large",
            f"这条记录有 {len(raw) // 1024} KB，单条上限 {MAX_VALUE_BYTES // 1024} KB，请缩短文字",
        )
    try:
        op = _OP.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if salvage.HALF_PAIR.search(raw):
            raise _half_character() from None
        raise Invalid("malformed", f"记录格式不正确：{error}") from None
    return op, check_op(op)


def check_op(op: Op, limit: int = MAX_VALUE_BYTES) -> bytes:
    """Checks the envelope and the value of an op; returns the value in canonical JSON. Raises Invalid."""
    _check_envelope(op)
    check_plain(op.value)
    value = canon.canonical(op.value)
    if len(value) > limit:
        raise Invalid("too_large", f"内容有 {len(value) // 1024} KB，单条上限 {limit // 1024} KB，请缩短文字")
    return value


def _check_envelope(op: Op) -> None:
    if not clock.STAMP.fullmatch(op.id) or not clock.DEVICE.fullmatch(op.device):
        raise Invalid("bad_id", "记录编号格式不正确")
    if op.id[14:] != op.device:
        raise Invalid("bad_id", "记录编号与设备编号不一致")
    if not SUBJECT.fullmatch(op.subject):
        raise Invalid("bad_subject", f"不认识的对象“{op.subject[:80]}”")
    if not PATH.fullmatch(op.path):
        raise Invalid("bad_path", f"字段名“{op.path[:80]}”格式不正确")
    if not 1 <= len(op.author) <= 64 or not op.author.isprintable():
        raise Invalid("bad_author", "作者编号格式不正确")
    if len(op.prev) > MAX_PREV or not all(clock.STAMP.fullmatch(p) for p in op.prev):
        raise Invalid("bad_prev", "前序记录编号格式不正确")
    # A document may be about the enterprise alone (its confirmation of electronic service); tablets write none.
    if (
        op.case in CASES
        and not (op.visit is None and op.case == "document")
        and not UUID.fullmatch(op.visit or "")
    ):
        raise Invalid("bad_visit", "记录没有写明所属的检查任务")
    if op.case == "visit" and op.visit != op.key:
        raise Invalid("bad_visit", "记录所属的检查任务与对象不一致")


def check_plain(value: Any, depth: int = 0) -> None:
    """Only null, booleans, integers, strings, lists and objects; no NUL, no lone surrogate. Raises Invalid."""
    if depth > MAX_DEPTH:
        raise Invalid("bad_value", "内容嵌套过深")
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int):
        if abs(value) > LARGEST_INT:
            raise Invalid("bad_value", "整数超出范围")
    elif isinstance(value, list):
        for item in value:
            check_plain(item, depth + 1)
    elif isinstance(value, dict):
        for name, item in value.items():
            check_plain(name, depth + 1)
            check_plain(item, depth + 1)
    else:
        raise Invalid("bad_value", '数值请用文字形式的小数（如 "0.35"），不能用浮点数')


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise Invalid("bad_text", "文字中有无法保存的空字符（NUL），请重新输入这一项")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _half_character() from None


def _half_character() -> Invalid:
    return Invalid("bad_text", "文字中有残缺的字符（如半个表情符号），请重新输入这一项")


def envelope_of(row: dict[str, Any]) -> dict[str, Any]:
    """The part of an op's row that the chain covers, in the names of the wire."""
    return {
        "org": row["org_id"], "seq": row["seq"], "id": row["id"], "visit": row["visit_id"], "subject": row["subject"],
        "kind": row["kind"], "path": row["path"], "prev": row["prev"], "author": row["author"], "device": row["device"],
        "uploaded_by": row["uploaded_by"], "received_at": row["received_at"], "rank": row["rank"],
    }  # fmt: skip


def content_hash(op: Op, value: bytes) -> str:
    """What makes two ops with one id the same op: everything its author wrote."""
    envelope = {
        "id": op.id, "visit": op.visit, "subject": op.subject, "kind": op.kind, "path": op.path,
        "prev": list(op.prev), "author": op.author, "device": op.device,
    }  # fmt: skip
    return canon.sha256(canon.flat(envelope) + value)
