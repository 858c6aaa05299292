"""Ways out besides the in-app inbox: which addresses a bureau may enter, and when a failure is tried again. Pure.

An address is one of Apprise's. Only those that reach people over the network are taken: none that writes files, runs a program or talks to this machine,
and none that points back to it (server-side request forgery). What a name resolves to is looked at again before every sending.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl

from inspect_app.domain.doc_setting_rules import Problem
from inspect_app.domain.notices import KINDS, PARTIES

SCHEMAS = {
    "wecombot": "企业微信群机器人", "dingtalk": "钉钉群机器人", "feishu": "飞书群机器人", "lark": "飞书（国际版）", "mailto": "电子邮件", "mailtos": "电子邮件（加密）",
    "json": "HTTP 接口", "jsons": "HTTPS 接口", "form": "HTTP 表单接口", "forms": "HTTPS 表单接口",
}  # fmt: skip
# What stands after the `?`; Apprise knows more, among it names of local files.
OPTIONS = frozenset(
    [
        "to",
        "from",
        "name",
        "user",
        "pass",
        "smtp",
        "mode",
        "reply",
        "cc",
        "bcc",
        "format",
        "verify",
        "method",
        "secret",
    ]
)
PREFIXES = (":", "+", "-")  # of json and form: members of what is sent, headers, parameters
PHONE = "{phone}"
MAX_URL, MAX_NAME = 2000, 60

STATES = {
    "sending": "发送中", "sent": "已发送", "retry": "等待重试", "failed": "发送失败", "unknown": "未确认", "skipped": "未发送",
}  # fmt: skip
BACKOFF_MS = tuple(minutes * 60_000 for minutes in (1, 5, 30, 120, 360))
STUCK_MS = 10 * 60_000  # a sending that ended with its process


def schema(url: str) -> str:
    """The word before ://."""
    return url.partition("://")[0].strip().lower()


def hidden(url: str) -> str:
    """What may be shown of an address: its kind and its last characters."""
    return f"{schema(url)}://…{url[-4:]}" if len(url) > 24 else f"{schema(url)}://…"


def problems(name: str, url: str, kinds: list[str], parties: list[str]) -> list[Problem]:
    """What stands against a way as it was typed."""
    found = []
    if not 1 <= len(name) <= MAX_NAME:
        found.append(Problem("name", f"请填写名称，最多 {MAX_NAME} 个字"))
    if said := _address(url):
        found.append(Problem("url", said))
    if not kinds or set(kinds) - KINDS.keys():
        found.append(Problem("kinds", "请至少选择一类消息"))
    if not parties or set(parties) - PARTIES.keys():
        found.append(Problem("parties", "请至少选择一类对象"))
    return found


def _address(url: str) -> str:
    if not url or len(url) > MAX_URL or re.search(r"[\s\x00-\x1f]", url):
        return f"请填写一个地址，不含空格和换行，最多 {MAX_URL} 个字符"
    if schema(url) not in SCHEMAS or "://" not in url:
        return (
            f"不支持 {schema(url)[:20]}:// 这种地址。可用的有：{'、'.join(f'{code}://' for code in SCHEMAS)}"
        )
    if re.search(r"[{}]", url.replace(PHONE, "")):
        return f"花括号只能用来写 {PHONE}（收信人的手机号）"
    for option, _ in parse_qsl(url.partition("?")[2], keep_blank_values=True):
        if option not in OPTIONS and not option.startswith(PREFIXES):
            return f"地址里的参数 {option[:30]} 不支持"
    return ""


def forbidden(addresses: Iterable[str]) -> bool:
    """Whether one of the addresses that a name resolves to is this machine's, or of a network of its own (metadata of a cloud)."""
    for text in addresses:
        found = ipaddress.ip_address(text.partition("%")[0])
        real = getattr(found, "ipv4_mapped", None) or found
        if (
            real.is_loopback
            or real.is_link_local
            or real.is_unspecified
            or real.is_multicast
            or real.is_reserved
        ):
            return True
    return False


def next_try(tries: int, now: int) -> int | None:
    """When a sending that failed for the `tries`th time is tried again; None: never."""
    return now + BACKOFF_MS[tries - 1] if tries <= len(BACKOFF_MS) else None
