"""Answers to every item of a checklist: mostly conforming, 不适用 where the enterprise lacks the thing."""

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from inspect_app.demo.applicability import applies
from inspect_app.demo.enterprises import Enterprise
from inspect_app.demo.plan import Answer

Item = Mapping[str, Any]

_FACTORS = {"≥": "1.2", ">": "1.2", "≤": "0.8", "<": "0.8", "=": "1"}
"""Conforming values lie a fifth inside a limit."""


def fill(
    rng: random.Random, items: Sequence[Item], company: Enterprise, wanted: int
) -> tuple[list[Item], dict[str, Answer], dict[tuple[str, str], str]]:
    """The nonconforming items (at most `wanted`, in list order), all answers, and measured values of conforming items."""
    fitting = [item for item in items if applies(item["id"], company)]
    drawn = {item["id"] for item in rng.sample(fitting, min(wanted, len(fitting)))}
    failed = [item for item in items if item["id"] in drawn]
    here = {item["id"] for item in fitting}
    answers: dict[str, Answer] = {
        item["id"]: "nok" if item["id"] in drawn else "ok" if item["id"] in here else "na" for item in items
    }
    measured: dict[tuple[str, str], str] = {}
    for item in fitting:
        if answers[item["id"]] == "ok" and rng.random() < 0.6:
            measured.update(_measured(item))
    return failed, answers, measured


def _measured(item: Item) -> dict[tuple[str, str], str]:
    """Values for measurements with one plain limit; others depend on a case that only a site can tell."""
    found = {}
    for entry in (item.get("measurement") or {}).get("entries", []):
        limits = entry.get("limits", [])
        if len(limits) != 1 or len(limits[0].get("bounds", [])) != 1 or limits[0].get("when"):
            continue
        bound = limits[0]["bounds"][0]
        if bound["op"] in _FACTORS:
            value = Decimal(bound["value"]) * Decimal(_FACTORS[bound["op"]])
            found[item["id"], entry["key"]] = f"{value.normalize():f}"
    return found
