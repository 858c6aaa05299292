"""跟进回访: which closed findings are looked at again and when; and when a new finding is an old one come back. Pure.

Source: domain workflow § 6.5. Who is visited follows from the finding's id, not from anybody's choice, and is the same on every machine.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from inspect_app.domain import dates

Row = Mapping[str, Any]
SPACE = uuid.UUID(
    "0a6d5a0e-5a0f-4d6b-8f1e-3f2f0b7d6c11"
)  # of the ids of tasks: two processes open the same one
RECUR_MONTHS = 12
RESULTS = {"kept": "整改保持", "recurred": "问题复发", "unable": "无法回访"}


class FollowUps(msgspec.Struct, frozen=True):
    """`setting/followups`. `days` after close-out; `share`: percent of the findings that are not major ones; `within`: days that a visit may take."""

    days: tuple[Annotated[int, Meta(ge=1, le=365)], ...] = (30, 90)
    share: Annotated[int, Meta(ge=0, le=100)] = 10
    within: Annotated[int, Meta(ge=1, le=60)] = 10


MOST_TERMS = 6
GRACE = 30  # days: what became due longer ago than this, before anybody turned the visits on, is not asked for any more


def of(record: Mapping[str, Any] | None) -> FollowUps:
    """The setting as it is kept, with its defaults."""
    return msgspec.convert(dict(record or {}), FollowUps, strict=False)


def typed(days: str, share: str, within: str) -> tuple[dict[str, Any], list[str]]:
    """What a form says, as a record, and what is wrong with it (Chinese)."""
    wrong: list[str] = []
    terms = [word for word in re.split(r"[、，,；;\s]+", days) if word]
    if len(terms) > MOST_TERMS:
        wrong.append(f"回访最多安排 {MOST_TERMS} 次")
    if any(not _whole(word, 1, 365) for word in terms):
        wrong.append("“销号后第几天”写 1 到 365 之间的整数，用顿号分开，如 30、90；不回访的留空")
    if not _whole(share, 0, 100):
        wrong.append("“一般隐患抽查比例”写 0 到 100 之间的整数")
    if not _whole(within, 1, 60):
        wrong.append("“几天内完成”写 1 到 60 之间的整数")
    if wrong:
        return {}, wrong
    return {"days": sorted({int(word) for word in terms}), "share": int(share), "within": int(within)}, []


def _whole(text: str, low: int, high: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 4 and low <= int(text) <= high


def chosen(finding: Row, settings: FollowUps) -> bool:
    """Whether a closed finding is visited: every major one, and a share of the others that its id decides."""
    if finding.get("severity") == "major":
        return True
    drawn = int(hashlib.sha256(str(finding["id"]).encode()).hexdigest()[:8], 16) % 100
    return drawn < settings.share


def task_id(finding: str, after: int) -> str:
    """The id of the task for a visit so many days after close-out."""
    return str(uuid.uuid5(SPACE, f"{finding}/{after}"))


def due(finding: Row, settings: FollowUps, today: str) -> list[int]:
    """The days after close-out whose visit is to be asked for today."""
    if not finding.get("closed_at") or not chosen(finding, settings):
        return []
    passed = dates.days_between(dates.day_of(int(finding["closed_at"])), today)
    return [after for after in settings.days if after <= passed < after + GRACE]


def after_of(task: str, finding: str, settings: FollowUps) -> int:
    """Which visit a task is; 0 for one that somebody asked for by hand."""
    return next((after for after in settings.days if task_id(finding, after) == task), 0)


def recurs(item: str | None, found_on: str, closed: Sequence[Row]) -> Row | None:
    """The last of the findings closed at the enterprise that this one, of the same item, brings back within twelve months."""
    if not item:
        return None
    since = dates.add_months(found_on, -RECUR_MONTHS)
    near = [row for row in closed if row["item"] == item and dates.day_of(int(row["closed_at"])) >= since]
    return max(near, key=lambda row: int(row["closed_at"]), default=None)
