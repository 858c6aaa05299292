"""Limits of a measured value, judged on decimal strings; no float is ever made of one.

A measured entry (say 探测器与释放源水平距离) has no limit, one limit, or several: one a case, told apart
by `when` (露天 / 封闭或通风不良). The cases of one entry are meant to be all there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Literal

import msgspec

Op = Literal["≥", "≤", ">", "<"]
Verdict = Literal["within", "outside", "unknown"]

_HOLDS: dict[Op, Callable[[Decimal, Decimal], bool]] = {"≥": ge, "≤": le, ">": gt, "<": lt}
LOWER_OPS: frozenset[Op] = frozenset({"≥", ">"})

# No exponent, no sign of plus, no leading zero: one number, one spelling. Sixteen digits and eight decimals
# are more than any instrument on site shows, and keep a hostile value from costing time.
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,8})?")


class BadNumber(ValueError):
    """A measured value that is not a decimal string; the message is for the person who typed it."""


class Bound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`op` and a decimal string in the unit of the entry, e.g. `≤` "10"."""

    op: Op
    value: str


class Limit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The bounds of one case, all of which must hold.

    `bounds` is empty where the text names the case but no number. `binding` is false where the text leaves the number
    to the design, the manual or the wording of the standard (按设计值、以标准原文为准): then it warns, and never judges.
    """

    bounds: tuple[Bound, ...]
    when: str | None = None
    binding: bool = True


def number(text: str) -> Decimal:
    """The value of a decimal string such as "0.5" or "-10". Raises BadNumber with what to type instead."""
    if not _DECIMAL.fullmatch(text):
        shown = text if len(text) <= 20 else text[:20] + "…"
        raise BadNumber(f"“{shown}”不是可比较的数值，请用半角数字填写，例如 0.5（不带单位、不用逗号）。")
    return Decimal(text)


def judge(limits: Sequence[Limit], value: str, *, when: str | None = None) -> Verdict:
    """Whether a measured value keeps its limits. Raises BadNumber.

    `when` picks one case; without it the answer is given only where every case agrees, so 7 m against
    露天 ≤10 / 封闭 ≤5 is "unknown", 12 m is "outside". An advisory limit, one without a number, and no limit at
    all are "unknown". Raises KeyError for a `when` that no limit has.
    """
    measured = number(value)
    verdicts = {_verdict(limit, measured) for limit in _cases(limits, when)}
    return verdicts.pop() if len(verdicts) == 1 else "unknown"


def exceeded(limits: Sequence[Limit], value: str, *, when: str | None = None) -> tuple[Limit, ...]:
    """The limits, binding or advisory, that a value breaks: what the app warns about. Raises BadNumber, KeyError."""
    measured = number(value)
    return tuple(limit for limit in _cases(limits, when) if not _holds(limit, measured))


def _cases(limits: Sequence[Limit], when: str | None) -> Sequence[Limit]:
    if when is None:
        return limits
    chosen = [limit for limit in limits if limit.when == when]
    if not chosen:
        raise KeyError(f"没有“{when}”这一情形的限值")
    return chosen


def _verdict(limit: Limit, measured: Decimal) -> Verdict:
    if not limit.binding or not limit.bounds:
        return "unknown"
    return "within" if _holds(limit, measured) else "outside"


def _holds(limit: Limit, measured: Decimal) -> bool:
    return all(_HOLDS[bound.op](measured, number(bound.value)) for bound in limit.bounds)
