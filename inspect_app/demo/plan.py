"""The shape of a demo plan, and its calendar. Names and values follow docs/wire.md.

Photos stand as `PhotoRef`s; the loader puts the hash of the drawn file in their place.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

SHANGHAI = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")

Track = Literal["advisory", "enforcement"]
Answer = Literal["ok", "nok", "na"]


@dataclass(frozen=True, slots=True)
class PhotoRef:
    """Arguments of `photos.draw`."""

    scene: str
    state: Literal["before", "after"]
    seed: int


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a finding after its submission.

    `value` is the event's value of docs/wire.md without its photos, which are in `photos`.
    `actor`: a person's id, or the enterprise's id when `role` is ent_safety.
    """

    command: str
    at: dt.datetime
    actor: str
    role: str
    value: dict[str, Any]
    photos: tuple[PhotoRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as the expert recorded it, and what became of it.

    `suspected_major`: index of the item's major_criterion, or None. `severity`: general, suspected_major or
    major as it stands after `steps`. `due_date`: the deadline in force, None before it was assigned.
    """

    id: str
    visit_id: str
    checklist_id: str
    checklist_version: str
    item_id: str
    recorded_by: str
    location: str
    statement: str
    measure: str
    due_days: int
    suspected_major: int | None
    category: str
    scene: str
    photos: tuple[PhotoRef, ...]
    found_at: dt.datetime
    state: str
    severity: str
    due_date: dt.date | None
    steps: tuple[Step, ...]

    def overdue(self, today: dt.date) -> bool:
        return self.state == "rectifying" and self.due_date is not None and self.due_date < today


@dataclass(frozen=True, slots=True)
class ChecklistRun:
    """One checklist filled during a visit by one person. `measured`: (item id, measurement key) to a decimal string."""

    checklist_id: str
    version: str
    person_id: str
    answers: dict[str, Answer]
    measured: dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class SiteSignature:
    """`person_id` is "" for the enterprise. `refusal`: reason, witness and witness_unit instead of ink."""

    person_id: str
    name: str
    title: str
    at: dt.datetime
    refusal: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """隐患整改通知书 of one visit; times are None for what has not happened yet."""

    id: str
    visit_id: str
    enterprise_id: str
    finding_ids: tuple[str, ...]
    issued_at: dt.datetime
    issued_by: str
    served_at: dt.datetime | None
    served_by: str
    method: Literal["direct"]
    served_to: str
    receipt_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit. `state`: planned (no start, no runs), declined, or received with everything below."""

    id: str
    enterprise_id: str
    track: Track
    state: Literal["planned", "declined", "received"]
    planned_date: dt.date
    planned_at: dt.datetime
    planned_by: str
    lead: str
    members: tuple[str, ...]
    checklists: tuple[str, ...]
    started_at: dt.datetime | None = None
    submitted_at: dt.datetime | None = None
    area: str = ""
    companion: str = ""
    highlights: str = ""
    agrees: bool = True
    opinion: str = ""
    declined_because: str = ""
    runs: tuple[ChecklistRun, ...] = ()
    signatures: tuple[SiteSignature, ...] = ()
    findings: tuple[Finding, ...] = ()
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """`visits` by planned date; `photos` is every photo that any of them refers to, each once."""

    today: dt.date
    seed: int
    visits: tuple[Visit, ...]
    photos: tuple[PhotoRef, ...]

    @property
    def findings(self) -> Iterator[Finding]:
        return (finding for visit in self.visits for finding in visit.findings)


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def utc(moment: dt.datetime) -> str:
    """The instant as the wire wants it: 2026-11-23T08:00:00.000Z."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def workday_on_or_after(day: dt.date) -> dt.date:
    """Monday to Friday; public holidays are the business of the app, not of the demo."""
    return day + dt.timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


def workdays_before(today: dt.date, count: int) -> list[dt.date]:
    """The last `count` workdays before `today`, nearest first."""
    days: list[dt.date] = []
    day = today
    while len(days) < count:
        day -= dt.timedelta(days=1)
        if day.weekday() < 5:
            days.append(day)
    return days


def workdays_after(today: dt.date, count: int) -> list[dt.date]:
    """The next `count` workdays after `today`."""
    days: list[dt.date] = []
    day = today
    while len(days) < count:
        day = workday_on_or_after(day + dt.timedelta(days=1))
        days.append(day)
    return days


def later(rng: random.Random, moment: dt.datetime, fewest: int, most: int) -> dt.datetime:
    """An office hour of a workday `fewest` to `most` days after `moment`."""
    day = workday_on_or_after(moment.date() + dt.timedelta(days=rng.randint(fewest, most)))
    return at(day, rng.randint(8, 16), rng.randrange(60))
