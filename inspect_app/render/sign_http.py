"""The two services that signing may ask over HTTP: an RFC 3161 timestamp server, and an external seal service (sign_service).

Addresses come from the installation's settings, never from data. No redirect is followed: it would carry the token elsewhere.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from http.client import HTTPException
from typing import Any, NamedTuple

TIMEOUT_SECONDS = 20
MOST_BYTES = 64 * 1024 * 1024
STAMP_BYTES = 256 * 1024


class Unreachable(OSError):
    """No usable answer; the message (Chinese) says what came instead."""


class Answer(NamedTuple):
    """`kind`: the media type without parameters."""

    status: int
    kind: str
    body: bytes


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def exchange(
    url: str,
    body: bytes | None,
    headers: dict[str, str],
    *,
    limit: int = MOST_BYTES,
    timeout: float = TIMEOUT_SECONDS,
) -> Answer:
    """POST of `body`, or GET without one; any status is an answer. Raises Unreachable."""
    if not url.startswith(("http://", "https://")):
        raise Unreachable(f"{url} 不是 http(s) 地址")
    request = urllib.request.Request(url, data=body, headers=headers)
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=timeout) as response:
            return _read(response, limit)
    except urllib.error.HTTPError as error:
        with error:
            return _read(error, limit)
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable(f"{url} 没有应答（{getattr(error, 'reason', None) or error}）") from error


def _read(response: Any, limit: int) -> Answer:
    body = response.read(limit + 1)
    if len(body) > limit:
        raise Unreachable(f"应答超过 {limit // 1024} KB")
    kind = (response.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    return Answer(response.status, kind, body)


class TimeServer:
    """An RFC 3161 server."""

    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, request: bytes) -> bytes:
        """The DER of a TimeStampResp. Raises Unreachable."""
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        answer = exchange(self.url, request, headers, limit=STAMP_BYTES)
        if answer.status != 200 or answer.kind != "application/timestamp-reply":
            raise Unreachable(f"{self.url} 应答 {answer.status}（{answer.kind or '无类型'}）")
        return answer.body

    def stamper(self) -> Any:
        """As pyHanko wants it."""
        from asn1crypto import tsp
        from pyhanko.sign.timestamps import TimeStamper

        server = self

        class Asking(TimeStamper):
            async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
                return tsp.TimeStampResp.load(server.ask(req.dump()))

        return Asking()
