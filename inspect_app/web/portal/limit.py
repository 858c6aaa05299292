"""Against guessing: how often one client address may miss within ten minutes. In this process only, and bounded in memory.

Codes have 49 or 59 random bits, so the limit only keeps the noise down; it counts misses, never hits, because many enterprises share one
address of a mobile network.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict

from flask import abort, request

from inspect_app.web.errors import answer

WINDOW_S = 600
MAX_ADDRESSES = 10_000


class Limit:
    """At most `most` misses in a window for one key; the key that was quiet longest is forgotten first."""

    def __init__(self, most: int, window_s: int = WINDOW_S, keys: int = MAX_ADDRESSES) -> None:
        self.most, self.window_s, self.keys = most, window_s, keys
        self._misses: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_s(self, key: str, now: float | None = None) -> int:
        """Seconds until this key may try again; 0 when it may now."""
        now = time.monotonic() if now is None else now
        with self._lock:
            since, count = self._misses.get(key, (now, 0))
        left = since + self.window_s - now
        return max(1, round(left)) if count >= self.most and left > 0 else 0

    def miss(self, key: str, now: float | None = None) -> None:
        """Counts one miss."""
        now = time.monotonic() if now is None else now
        with self._lock:
            since, count = self._misses.pop(key, (now, 0))
            fresh = now - since >= self.window_s
            self._misses[key] = (now, 1) if fresh else (since, count + 1)
            while len(self._misses) > self.keys:
                self._misses.popitem(last=False)

    def __len__(self) -> int:
        return len(self._misses)


def client() -> str:
    """The client's address; of IPv6 the /64 that one customer gets."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))


def check(limit: Limit, key: str) -> None:
    """Ends the request with 429 and Retry-After when this key has missed too often."""
    if seconds := limit.wait_s(key):
        minutes = -(-seconds // 60)
        abort(
            answer(
                429,
                "too_many",
                f"尝试次数过多，请 {minutes} 分钟后再试。编码印在文书上，请对照文书逐位核对",
                seconds,
            )
        )
