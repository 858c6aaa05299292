"""Amounts of money as people type and read them: yuan in text, whole cents in the log; no floats (1.005 yuan has no place in a ledger). Pure."""

from __future__ import annotations

import re

MAX_YUAN_DIGITS = 11  # Feedback.cost_cents ends at 10**13
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
MONEY = re.compile(r"([0-9]+)(?:\.([0-9]{1,2}))?")  # not \d, which takes the digits of every script


def cents(text: str) -> int:
    """Cents of an amount in yuan: "1,200.5" and "１２００.５元" are 120050. Raises ValueError with a sentence."""
    plain = text.translate(_FULL_WIDTH).replace(",", "").removesuffix("元").strip()
    if not plain:
        return 0
    found = MONEY.fullmatch(plain)
    if found is None:
        raise ValueError("请填写数字，单位为元，最多两位小数，例如 1200 或 1200.50")
    whole, part = found[1].lstrip("0") or "0", (found[2] or "").ljust(2, "0")
    if len(whole) > MAX_YUAN_DIGITS - 1:
        raise ValueError("金额太大，请核对单位是否为元")
    return int(whole) * 100 + int(part)


def yuan(amount: int | None) -> str:
    """120050 → "1200.50", 120000 → "1200", 0 → ""."""
    if not amount:
        return ""
    return f"{amount // 100}.{amount % 100:02d}" if amount % 100 else str(amount // 100)
