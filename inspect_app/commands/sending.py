"""Hands one message to Apprise and says in words what came of it. No database here: nothing is held while the network is slow."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Literal
from urllib.parse import quote

import msgspec

from inspect_app.domain.channels import PHONE, forbidden

TIMEOUT_S = 10


class Outcome(msgspec.Struct, frozen=True):
    """`unknown`: it was handed over and nobody answered in time, so that trying again might tell it twice."""

    state: Literal["sent", "retry", "failed", "unknown", "skipped"]
    error: str = ""


def send(url: str, title: str, text: str, phone: str, hosts: Iterable[str] = ()) -> Outcome:
    """Sends by an address. `phone` stands in for {phone}; `hosts`: names that may be this machine's (configuration)."""
    import apprise

    if PHONE in url:
        if not phone:
            return Outcome("skipped", "没有登记手机号")
        url = url.replace(PHONE, quote(phone, safe=""))
    with _listening() as heard:
        asset = apprise.AppriseAsset(app_id="inspect-app", async_mode=False)
        way: Any = apprise.Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
        if way is None:
            return Outcome("failed", "地址不完整或写法不对，请对照说明重新填写")
        if len(way) > 1:  # when one of them refused, trying again would tell the others twice
            return Outcome("failed", "一个通知渠道只能写一个接收对象，请为每个接收对象分别建立渠道")
        if said := _unreachable(way, frozenset(hosts)):
            return Outcome("retry" if "解析" in said else "failed", said)
        way.redirects = False  # a redirect could lead where the address may not
        way.socket_connect_timeout = way.socket_read_timeout = TIMEOUT_S
        try:
            done = way.notify(body=text, title=title)
        except Exception as problem:  # a plugin stumbled over the address or the answer
            return Outcome("retry", f"发送时出错（{type(problem).__name__}）")
    return Outcome("sent") if done else heard.outcome()


@contextmanager
def _listening() -> Iterator[_Heard]:
    """Hears what Apprise says and keeps it from every other log: its lines hold addresses and tokens."""
    heard, logger = _Heard(), logging.getLogger("apprise")
    level, spread = logger.level, logger.propagate
    logger.addHandler(heard)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    try:
        yield heard
    finally:
        logger.removeHandler(heard)
        logger.setLevel(level)
        logger.propagate = spread


class _Heard(logging.Handler):
    """What Apprise says of a failure, kept only as long as it takes to say it in words."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.said += record.getMessage()[:2000] + "\n"

    def outcome(self) -> Outcome:
        if re.search(r"Read timed out|ReadTimeout", self.said):
            return Outcome("unknown", f"对方 {TIMEOUT_S} 秒内没有回应，可能已收到，不再重发")
        if found := re.search(r"error[=:\s]*\(?(\d{3,6})", self.said):
            return Outcome("retry", f"对方没有接受，返回代码 {found[1]}")
        if re.search(r"Connection error|Socket Exception|connect", self.said, re.IGNORECASE):
            return Outcome("retry", "连接不上对方服务器")
        return Outcome("retry", "对方没有接受这条消息")


def _unreachable(way: Any, allowed: frozenset[str]) -> str:
    """Why the host of an address may not, or can't, be reached; '' when it may. Ways to fixed hosts (WeCom, DingTalk, Feishu) have none of their own."""
    if type(way).__name__ not in ("NotifyJSON", "NotifyForm", "NotifyEmail"):
        return ""
    host = str(getattr(way, "smtp_host", None) or way.host).strip("[]")
    if host in allowed:
        return ""
    try:
        found = {str(one[4][0]) for one in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        return f"域名 {host} 不能解析"
    return f"{host} 指向本机或保留地址，不能作为通知渠道" if forbidden(found) else ""
