"""Warm CPU time of documents (budgets.md): the notice of 3 text pages with 0, 4, 20 and 200 photos, the opinion, and every type's sample without photos."""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.render import fonts, pdf, sign
from tests.render import samples
from tests.render.certificates import SECRET, Authority

REPEATS = 15
MANY = 100  # pictures: measured fewer times
OTHERS = 0.12  # every other type as its sample has it
# name, options of the sample, budget in seconds (None: reported only)
CASES = (
    ("notice_pdf_0_photos", {"pictures": 0}, 0.12),
    ("notice_pdf_4_photos", {"pictures": 4}, 0.15),
    ("notice_pdf_20_photos", {"pictures": 20}, 0.22),
    ("notice_pdf_200_photos", {"pictures": 200, "findings": 20}, 2.0),
    ("opinion_pdf_4_photos", {"pictures": 4, "doc_type": "doc_expert_opinion"}, None),
)


def figures() -> list[dict]:
    """One figure a case: {"name", "value", "unit", "budget", "ok"}.

    The least of repeated renderings in this process: other work on the machine only ever adds CPU time (shared caches, hyperthreads).
    """
    fonts.build()
    notices = [_figure(name, samples.notice(**options), budget) for name, options, budget in CASES]
    others = [
        _figure(f"{code.removeprefix('doc_')}_pdf", samples.of(code, pictures=0), OTHERS)
        for code in DOC_TYPES
    ]
    return [*notices, *others, *_signing()]


def _signing() -> list[dict]:
    """Signing the notice with 4 photos with EC P-256 (B-B), and how many such notices a core renders and signs a second."""
    with tempfile.TemporaryDirectory() as folder:
        signer = sign.open_p12(Authority().p12(Path(folder) / "b.p12"), SECRET)
        facts, assets = samples.notice(pictures=4)
        unsigned = pdf.render(facts, assets).pdf
        at = datetime.now(UTC)

        def one() -> None:
            signer.sign(unsigned, "签发", at)

        def both() -> None:
            signer.sign(pdf.render(facts, assets).pdf, "签发", at)

        one()
        alone, whole = (min(_cpu(job) for _ in range(REPEATS)) for job in (one, both))
    rate = round(1 / whole, 1)
    return [
        {
            "name": "sign_pdf",
            "value": round(alone, 4),
            "unit": "s CPU",
            "budget": 0.035,
            "ok": alone <= 0.035,
        },
        {"name": "signed_notices_a_core", "value": rate, "unit": "/s", "budget": 5, "ok": rate >= 5},
    ]


def _cpu(job: Callable[[], None]) -> float:
    before = time.process_time()
    job()
    return time.process_time() - before


def _figure(name: str, sample: tuple, budget: float | None) -> dict:
    facts, assets = sample
    pdf.render(facts, assets)  # warm: fonts loaded, style sheet parsed
    repeats = REPEATS if len(assets) < MANY else 3
    value = round(min(_cpu_seconds(facts, assets) for _ in range(repeats)), 4)
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
