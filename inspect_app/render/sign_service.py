"""An external seal service over HTTP, for keys that never leave a device and for SM2 (GB/T 38540). The wire is described in docs/operations.md.

What comes back is not believed: it must be the file that was sent with a signature appended that covers all of it, and that signature is
checked as far as its algorithm is known here.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from urllib.parse import quote

from inspect_app.render import sign_check
from inspect_app.render.sign import ZONE, About, SignError, day
from inspect_app.render.sign_http import Answer, Unreachable, exchange

PDF = "application/pdf"
TELL_TIMEOUT, SIGN_TIMEOUT = 5, 60
MOST_ADDED = 1024 * 1024
"""Bytes that a signature with certificates, timestamp and proofs may add."""


class ServiceSigner:
    """Signs by asking `url`; `token` goes along as bearer token."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url, self._token = url, token

    def about(self) -> About:
        """See Signer.about: what the service tells of itself (GET)."""
        told = self._told()
        until = told.get("valid_until")
        try:
            ends = dt.datetime.fromisoformat(until) if until else None
        except (TypeError, ValueError) as error:
            raise SignError(f"签章服务给出的有效期看不懂：{until!r}") from error
        if ends is not None and ends.tzinfo is None:
            ends = ends.replace(tzinfo=dt.UTC)
        return About(
            f"外部签章服务 {self.url}", str(told.get("subject") or ""), str(told.get("issuer") or ""), ends
        )

    def check(self, now: dt.datetime) -> None:
        """See Signer.check: the service answers, and its certificate is valid as far as it says."""
        ends = self.about().valid_until
        if ends is not None and now > ends:
            raise SignError(f"签章服务的证书已于 {day(ends)} 过期，不能签发文书；请与签章服务的管理方联系")

    def sign(self, pdf: bytes, reason: str, at: dt.datetime, *, countersigned: bool = False) -> bytes:
        """See Signer.sign."""
        headers = {
            "Content-Type": PDF,
            "Accept": PDF,
            "X-Sign-Reason": quote(reason),
            "X-Sign-Time": at.astimezone(ZONE).isoformat(timespec="seconds"),
            "X-Sign-Changes": "fill-forms" if countersigned else "none",
        }
        answer = self._ask(pdf, headers, len(pdf) + MOST_ADDED, SIGN_TIMEOUT)
        if answer.status != 200 or answer.kind != PDF:
            raise SignError(
                f"签章服务没有返回签好的文件（应答 {answer.status} {answer.kind}）{_words(answer)}"
            )
        check_signed(pdf, answer.body)
        return answer.body

    def _told(self) -> dict[str, Any]:
        answer = self._ask(None, {"Accept": "application/json"}, 65_536, TELL_TIMEOUT)
        if answer.status in (404, 405, 501):  # it signs, and tells nothing
            return {}
        try:
            told = json.loads(answer.body) if answer.status == 200 else None
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise SignError(f"签章服务现在不能使用（应答 {answer.status}）{_words(answer)}")
        return told

    def _ask(self, body: bytes | None, headers: dict[str, str], limit: int, timeout: float) -> Answer:
        if self._token:
            headers = headers | {"Authorization": f"Bearer {self._token}"}
        try:
            return exchange(self.url, body, headers, limit=limit, timeout=timeout)
        except Unreachable as error:
            raise SignError(
                f"签章服务不能使用：{error}。请稍后再试，或请系统管理员检查 INSPECT_SIGN_SERVICE"
            ) from error


def check_signed(pdf: bytes, signed: bytes) -> None:
    """Raises SignError unless `signed` is `pdf` with one signature appended, which covers the whole file and is right as far as that can be told."""
    if not signed.startswith(pdf) or len(signed) == len(pdf):
        raise SignError("签章服务返回的文件不是在原文件之后追加签名（原文有改动），没有采用")
    ranges = [tuple(int(part) for part in found) for found in sign_check.RANGE.findall(signed[len(pdf) :])]
    if len(ranges) != 1:
        raise SignError(f"签章服务返回的文件里有 {len(ranges)} 个签名，应为 1 个，没有采用")
    start, length, again, rest = ranges[0]
    if (
        start != 0
        or not len(pdf) <= length < again
        or again + rest != len(signed)
        or signed[length : length + 1] != b"<"
    ):
        raise SignError("签章服务的签名没有覆盖整个文件，没有采用")
    _check_value(signed)


def _check_value(signed: bytes) -> None:
    """An RSA or ECDSA signature is computed; of an algorithm that is unknown here only the cover is known to be right."""
    try:
        marks = sign_check.look(signed, {})
    except sign_check.Unreadable as error:
        raise SignError(f"签章服务返回的文件读不出来：{error}，没有采用") from error
    if len(marks) != 1 or not marks[0].whole:
        raise SignError("签章服务的签名没有覆盖整个文件，没有采用")
    if not marks[0].intact and not marks[0].unchecked:
        raise SignError(f"签章服务的签名不对：{marks[0].doubt}，没有采用")


def _words(answer: Answer) -> str:
    """What the service said, when it said it in words."""
    if answer.kind not in ("text/plain", "application/json"):
        return ""
    said = answer.body[:300].decode("utf-8", "replace").strip()
    return f"：{said}" if said else ""
