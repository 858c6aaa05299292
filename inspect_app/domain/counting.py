"""What is counted as found, assigned, rectified (workflow § 8.1): one definition for the dashboard, the charts and whatever else counts. Pure."""

from __future__ import annotations

from inspect_app.domain.figures import COUNTED
from inspect_app.domain.rules import OPEN_FINDING

GRADING = ("confirmed", "graded")
# 排查隐患数: confirmed and later, without returned, merged and cancelled ones; as in the monthly tables (domain.figures).
FOUND = tuple(sorted(COUNTED))
# 已交办: an enterprise was told to rectify, or is about to be; what another department took over isn't ours to count.
ASSIGNED = (
    "assigned", "rectifying", "ext_pending", "feedback", "rechecking", "closed", "enforcement", "enforced",
)  # fmt: skip
NOT_CLOSED = tuple(sorted(OPEN_FINDING))

FORMULAS = {
    "due": "到期整改率 = 到期且已销号 ÷ 已交办且到期",
    "all": "总整改率 = 已销号 ÷ 全部已交办",
}


def median(spread: dict[int, int]) -> float | None:
    """The median of value → how often; None of nothing."""
    total = sum(spread.values())
    if not total:
        return None
    seen = 0
    found: list[int] = []
    places = [(total - 1) // 2, total // 2]
    for value in sorted(spread):
        seen += spread[value]
        found += [value] * sum(place < seen for place in places[len(found) :])
    return (found[0] + found[1]) / 2
