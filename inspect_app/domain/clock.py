"""Hybrid logical clock stamps: `<ms:9 base36>-<count:3 base36>-<device:8>`; text order is time order.

Kulkarni et al., "Logical Physical Clocks" (2014): a stamp is later than every stamp its maker made or saw before, whatever the wall
clock does. The tablets make theirs in `static/field/clock.js`; both follow docs/wire.md.
"""

from __future__ import annotations

import re

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
STAMP = re.compile(r"[0-9a-z]{9}-[0-9a-z]{3}-[0-9a-z]{8}")
DEVICE = re.compile(r"[0-9a-z]{8}")
SERVER_DEVICE = "server00"
MAX_COUNT = 36**3 - 1
MAX_AHEAD_MS = 300_000


def base36(number: int, width: int) -> str:
    """`number` in base 36, padded with zeros to `width` digits."""
    digits = []
    while number:
        number, rest = divmod(number, 36)
        digits.append(DIGITS[rest])
    return "".join(reversed(digits)).rjust(width, "0")


def millis(stamp: str) -> int:
    """The wall-clock part of a stamp, in ms since 1970 UTC."""
    return int(stamp[:9], 36)


def next_stamp(last: str, now_ms: int, device: str = SERVER_DEVICE) -> str:
    """A stamp for `device` that is later than `last` ("" = none yet) even when the wall clock went back."""
    if not last or now_ms > millis(last):
        return f"{base36(now_ms, 9)}-000-{device}"
    ms, count = millis(last), int(last[10:13], 36) + 1
    if count > MAX_COUNT:
        ms, count = ms + 1, 0
    return f"{base36(ms, 9)}-{base36(count, 3)}-{device}"


def rank(stamp: str, received_ms: int) -> str:
    """What a stamp is ordered by: its own time, or the time of receipt when it lies more than five minutes ahead of it."""
    ahead = millis(stamp) - received_ms > MAX_AHEAD_MS
    return base36(received_ms, 9) if ahead else stamp[:9]
