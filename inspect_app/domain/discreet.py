"""Names and telephone numbers, shortened for lists that leave the house (workflow § 4: 导出脱敏)."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"([、，,；;/\s]+)")
_NUMBER = re.compile(r"\+?\d[\d\-()（） ]*\d|\d")
SHOWN_FIRST, SHOWN_LAST = 3, 4  # of a number of eleven digits: 138****0000


def short_name(text: str | None) -> str | None:
    """王** for 王建国, each name of several; how long a name is isn't told either. Empty stays empty."""
    if not text:
        return text
    parts = _BETWEEN.split(text.strip())
    return "".join(part if n % 2 else part and f"{part[0]}**" for n, part in enumerate(parts))


def short_phone(text: str | None) -> str | None:
    """138****0000 for 13800000000; only the numbers are left of a text with other words. Empty stays empty."""
    if not text:
        return text
    return "、".join(_short(found.group()) for found in _NUMBER.finditer(text)) or "****"


def _short(number: str) -> str:
    digits = [sign for sign in number if sign.isdigit()]
    first, last = (SHOWN_FIRST, SHOWN_LAST) if len(digits) >= 10 else (0, min(2, len(digits) // 2))
    return "".join(digits[:first]) + "****" + "".join(digits[len(digits) - last :])
