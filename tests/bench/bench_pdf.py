"""Warm CPU time of documents (budgets.md): the notice of 3 text pages with 0, 4 and 20 photos, and the opinion."""

import time

from inspect_app.render import fonts, pdf
from tests.render import samples

REPEATS = 15
# name, options of the sample, budget in seconds (None: reported only)
CASES = (
    ("notice_pdf_0_photos", {"pictures": 0}, 0.12),
    ("notice_pdf_4_photos", {"pictures": 4}, 0.15),
    ("notice_pdf_20_photos", {"pictures": 20}, 0.22),
    ("opinion_pdf_4_photos", {"pictures": 4, "doc_type": "doc_expert_opinion"}, None),
)


def figures() -> list[dict]:
    """One figure a case: {"name", "value", "unit", "budget", "ok"}.

    The least of repeated renderings in this process: other work on the machine only ever adds CPU time (shared caches, hyperthreads).
    """
    fonts.build()
    return [_figure(*case) for case in CASES]


def _figure(name: str, options: dict, budget: float | None) -> dict:
    facts, assets = samples.notice(**options)
    pdf.render(facts, assets)  # warm: fonts loaded, style sheet parsed
    value = round(min(_cpu_seconds(facts, assets) for _ in range(REPEATS)), 4)
    return {
        "name": name,
        "value": value,
        "unit": "s CPU",
        "budget": budget,
        "ok": budget is None or value <= budget,
    }


def _cpu_seconds(facts, assets) -> float:
    before = time.process_time()
    pdf.render(facts, assets)
    return time.process_time() - before
