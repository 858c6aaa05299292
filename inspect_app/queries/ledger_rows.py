"""The 32 columns of the ledger (workflow § 8.3) for any number of findings: two thousand at a time, so that memory stays flat and no
transaction is held open while somebody downloads slowly. The next ones are read meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.categories import category, finding_number
from inspect_app.domain.discreet import short_name, short_phone
from inspect_app.domain.doc_types import LISTED
from inspect_app.domain.documents import SEVERITY_TEXTS
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import FINDING_STATES, RUNNING
from inspect_app.domain.wording import basis_text
from inspect_app.queries import ledger_chunks as chunks
from inspect_app.queries.ahead import ahead
from inspect_app.queries.ledger import F, Filters, sort_of
from inspect_app.queries.ledger_chunks import Chunk, Feedback, Firm, Found, Known, Outcome, Shared
from inspect_app.queries.ledger_filters import where
from inspect_app.storage.db import Database

Cells = list[Any]
CHUNK = 2000
MAX_ROWS = 200_000  # of one file: what one person can still work with
HIDDEN = "（已登记）"
RESULTS = {"pass": "合格", "fail": "不合格"}
REMARKED = frozenset(
    {"merged", "transferred", "enforcement", "enforced"}
)  # states that the remark says more of


def ids(connection: sa.Connection, actor: Actor, filters: Filters, today: str) -> list[str]:
    """The findings of a file in the order of the list; one more than MAX_ROWS when there are too many."""
    sort = sort_of(filters)
    order = [c.desc() if sort.falling else c for c in (sort.column, F.id)]
    query = sa.select(F.id).where(where(actor, filters, today)).order_by(*order).limit(MAX_ROWS + 1)
    return list(connection.scalars(query))


def rows(
    db: Database, actor: Actor, wanted: list[str], today: str, phones: bool, masked: bool = False
) -> Iterator[Cells]:
    """The cells of these findings, which this person may see. phones: whether this person may see telephone numbers; masked: names and
    telephone numbers of the enterprise's people shortened whoever reads."""
    shared = chunks.shared(db, actor.org)
    around = Around(shared, today, phones, masked)
    parts = (wanted[at : at + CHUNK] for at in range(0, len(wanted), CHUNK))
    with closing(ahead(lambda keys: (keys, chunks.chunk(db, shared, keys)), parts)) as read:
        for keys, chunk in read:
            for key in keys:
                if key in chunk.found:
                    yield _cells(chunk.found[key], chunk, around)


class Around(msgspec.Struct, frozen=True):
    """What all rows name, and who reads them."""

    shared: Shared
    today: str
    phones: bool
    masked: bool


_NO_FEEDBACK, _NO_OUTCOME, _NO_FIRM = Feedback(), Outcome(), Firm()


def _cells(row: Found, chunk: Chunk, around: Around) -> Cells:
    """One row in the order of render.sheets.LEDGER."""
    shared, today, named = around.shared, around.today, around.shared.named
    key, state, found_on, due, severity = row.id, row.state, row.found_on, row.due_date, row.severity
    feedback, ended = row.feedback or _NO_FEEDBACK, row.outcome or _NO_OUTCOME
    firm = shared.firms.get(row.enterprise_id or "", _NO_FIRM)
    section, criteria = named.items.get((row.checklist or "", row.item or ""), ("", []))
    late = dates.days_between(due, today) if due and state in RUNNING else 0
    reinspector = ended.reinspector or row.reinspector
    papers = chunk.papers.get(key, ())
    said = (
        row.recurs
        or row.round > 1
        or row.extensions
        or row.urged
        or row.merged_into
        or row.reason
        or state in REMARKED
    )
    owner = feedback.owner or row.rectify_owner or firm.manager
    phone: str | None = firm.phone if around.phones or not firm.phone else HIDDEN
    if around.masked:
        owner, phone = short_name(owner), short_phone(phone) if around.phones else phone
    return [
        finding_number(found_on, key), firm.name, firm.industry, firm.address, shared.places.get(row.township_id or ""),
        "执法" if row.track == "enforcement" else "帮扶", found_on, chunk.experts.get(row.visit_id or "", ""), row.location, row.statement,
        category(row.checklist, section), SEVERITY_TEXTS[severity], criterion_text(row.criterion, severity, criteria), _basis(row.basis), row.measure,
        row.rectify_unit or firm.name, owner, phone, feedback.cost_cents / 100 if feedback.cost_cents else None, due,
        feedback.interim or _interim(row.extension), feedback.done_on,
        _day_of(ended.at) if ended.at else None, named.people.get(reinspector, reinspector) if reinspector else None,
        RESULTS.get(ended.result or ""), dates.day_of(row.closed_at) if state == "closed" and row.closed_at else None,
        FINDING_STATES[state], late if late > 0 else None, f"{row.photos}/{row.after_photos}",
        "、".join(number for kind, number in papers if kind != LISTED) if papers else "",
        "、".join(number for kind, number in papers if kind == LISTED) if papers else "",
        _remark(row, named, chunk.others) if said else "",
    ]  # fmt: skip


@lru_cache(maxsize=4096)
def _basis(coded: str | None) -> str:
    """An item's grounds are the same for all its findings."""
    listed = msgspec.json.decode(coded) if coded else None
    return "；".join(basis_text(one, ticked=True) for one in listed or [])


@lru_cache(maxsize=256)
def _interim(coded: str | None) -> Any:
    """Of an extension; most findings have none."""
    return ((msgspec.json.decode(coded) if coded else None) or {}).get("interim")


def _day_of(instant: str) -> str:
    """The day of an instant by its hour in UTC, which begins with the county's."""
    return _day_of_hour(instant[:13]) if instant.endswith("Z") else dates.day_of(dates.parse_instant(instant))


@lru_cache(maxsize=4096)
def _day_of_hour(hour: str) -> str:
    return dates.day_of(dates.parse_instant(f"{hour}:00:00Z"))


def criterion_text(criterion: str | None, severity: str, criteria: list[str]) -> str:
    """The criterion that a finding is held against: an index into the item's until a leader grades, then words."""
    if not criterion or severity == "general":
        return ""
    if criterion.isdigit():
        return criteria[int(criterion)] if int(criterion) < len(criteria) else ""
    return criterion


def _remark(row: Found, named: Known, others: dict[str, str]) -> str:
    """What no column has a place for."""
    transfer, referral = (
        msgspec.json.decode(coded) if coded else None for coded in (row.transfer, row.referral)
    )
    transfer, referral = transfer or {}, referral or {}
    department = transfer.get("department", "")
    said = {
        f"复发（前一条 {others.get(row.recurs or '', '')}）": row.recurs,
        f"第 {row.round} 轮整改": row.round > 1,
        f"延期 {row.extensions} 次": row.extensions,
        f"催办 {row.urged} 次": row.urged,
        f"并入 {others.get(row.merged_into or '', '')}": row.state == "merged",
        f"移送{named.departments.get(department, department)}": row.state == "transferred",
        f"移交执法：{referral.get('reason', '')}": row.state == "enforcement",
        f"执法结案 {referral.get('case_no', '')}：{referral.get('result', '')}": row.state == "enforced",
        f"理由：{row.reason}": row.reason and row.state in ("returned", "cancelled"),
    }
    return "；".join(text for text, holds in said.items() if holds)
