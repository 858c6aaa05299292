"""联席处置: what makes a finding one for a joint meeting (workflow § 6.3). It proposes; people call the meeting. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_app.domain import dates, rules

Row = Mapping[str, Any]
EXTENSIONS, OVERDUE_DAYS, DEPARTMENTS = 2, 30, 2
REST_DAYS = 30  # a finding that was talked about is not proposed again so soon
# What only people know, for the form of a meeting.
COMPLAINT, HARD = "群众举报", "疑难复杂"
BY_HAND = (COMPLAINT, HARD)


def why(finding: Row, departments: int, today: str) -> list[str]:
    """What speaks for a joint meeting about this finding; [] for nothing. `departments`: how many are asked to handle it."""
    found = []
    if finding.get("severity") == "major":
        found.append("重大事故隐患")
    if (finding.get("extensions") or 0) >= EXTENSIONS:
        found.append(f"已延期 {finding['extensions']} 次")
    due = str(finding.get("due_date") or "")
    if finding.get("state") in rules.RUNNING and due:
        late = dates.days_between(due, today)
        if late >= OVERDUE_DAYS:
            found.append(f"逾期 {late} 天")
    if departments >= DEPARTMENTS:
        found.append(f"涉及 {departments} 个部门")
    return found
