"""The 32 columns of the ledger (workflow § 8.3) for any number of findings: a few hundred at a time, so that memory stays flat and no
transaction is held open while somebody downloads slowly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain.categories import category, finding_number
from inspect_app.domain.doc_types import LISTED
from inspect_app.domain.documents import SEVERITY_TEXTS
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import FINDING_STATES, RUNNING
from inspect_app.domain.wording import basis_text
from inspect_app.queries.ledger import F, Filters, sort_of
from inspect_app.queries.ledger_filters import where
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]
Cells = list[Any]
CHUNK = 500
MAX_ROWS = 200_000  # of one file: what one person can still work with
HIDDEN = "（已登记）"


class Known(msgspec.Struct, frozen=True):
    """What every row may name: people and departments by id, items as (checklist, item) → (section, words of its criteria)."""

    people: dict[str, str]
    departments: dict[str, str]
    items: dict[tuple[str, str], tuple[str, list[str]]]


def known(connection: sa.Connection, org: str) -> Known:
    """Read once for a whole file."""
    c = t.checklist.c
    items: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for key, content in connection.execute(sa.select(c.id, c.content).where(c.org_id == org)):
        for item in content.get("items", []):
            criteria = [
                f"{one['name']}{one['clause']}：{one['text']}" for one in item.get("major_criterion") or []
            ]
            items[key, item["id"]] = (item.get("section", ""), criteria)
    return Known(_names(connection, t.person, org), _names(connection, t.department, org), items)


def _names(connection: sa.Connection, table: sa.Table, org: str) -> dict[str, str]:
    found: dict[str, str] = dict(
        connection.execute(sa.select(table.c.id, table.c.name).where(table.c.org_id == org)).all()
    )
    return found


def ids(connection: sa.Connection, actor: Actor, filters: Filters, today: str) -> list[str]:
    """The findings of a file in the order of the list; one more than MAX_ROWS when there are too many."""
    sort = sort_of(filters)
    order = [c.desc() if sort.falling else c for c in (sort.column, F.id)]
    query = sa.select(F.id).where(where(actor, filters, today)).order_by(*order).limit(MAX_ROWS + 1)
    return list(connection.scalars(query))


def rows(db: Database, actor: Actor, wanted: list[str], today: str, phones: bool) -> Iterator[Cells]:
    """The cells of these findings, which this person may see. phones: whether this person may see telephone numbers."""
    with db.read() as connection:
        named = known(connection, actor.org)
    for at in range(0, len(wanted), CHUNK):
        chunk = wanted[at : at + CHUNK]
        with db.read() as connection:
            found = {row["id"]: row for row in connection.execute(_select(actor.org, chunk)).mappings()}
            papers = _papers(connection, actor.org, chunk)
            others = _others(connection, actor.org, found.values())
        for key in chunk:
            if key in found:
                yield _cells(found[key], papers.get(key, []), named, others, today, phones)


def _select(org: str, chunk: list[str]) -> sa.Select:
    firm, place, visit = t.enterprise, t.township, t.visit
    columns = (
        F.id, F.state, F.track, F.found_on, F.location, F.statement, F.checklist, F.item, F.severity, F.criterion, F.basis, F.measure, F.rectify_unit,
        F.rectify_owner, F.feedback, F.extension, F.extensions, F.due_date, F.outcome, F.reinspector, F.closed_at, F.photos, F.after_photos, F.round, F.recurs,
        F.merged_into, F.transfer, F.referral, F.reason, F.urged,
    )  # fmt: skip
    return (
        sa.select(
            *columns, firm.c.name.label("firm"), firm.c.industry, firm.c.address, firm.c.safety_manager, firm.c.safety_manager_phone, firm.c.principal_phone,
            place.c.name.label("township"), visit.c.lead_id, visit.c.members,
        )
        .select_from(t.finding)
        .outerjoin(firm, sa.and_(firm.c.org_id == F.org_id, firm.c.id == F.enterprise_id))
        .outerjoin(place, sa.and_(place.c.org_id == F.org_id, place.c.id == F.township_id))
        .outerjoin(visit, sa.and_(visit.c.org_id == F.org_id, visit.c.id == F.visit_id))
        .where(F.org_id == org, F.id.in_(chunk))
    )  # fmt: skip


def _papers(connection: sa.Connection, org: str, chunk: list[str]) -> dict[str, list[tuple[str, str]]]:
    """Finding → (type, number) of the documents in force that carry it, oldest first."""
    carried, document = t.document_finding.c, t.document.c
    query = (
        sa.select(carried.finding_id, document.type, document.number)
        .join(t.document, sa.and_(document.org_id == carried.org_id, document.id == carried.document_id))
        .where(carried.org_id == org, carried.finding_id.in_(chunk), document.number.is_not(None))
        .where(document.state.in_(("issued", "served")))
        .order_by(document.issued_at, document.id)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for key, kind, number in connection.execute(query):
        found.setdefault(key, []).append((kind, number))
    return found


def _others(connection: sa.Connection, org: str, found: Any) -> dict[str, str]:
    """Numbers of the findings that these name: the one they were merged into, the one that recurred."""
    keys = {key for row in found for key in (row["recurs"], row["merged_into"]) if key}
    query = sa.select(F.id, F.found_on).where(F.org_id == org, F.id.in_(sorted(keys)))
    return {key: finding_number(day, key) for key, day in connection.execute(query)} if keys else {}


def _cells(
    row: Any, papers: list[tuple[str, str]], named: Known, others: dict[str, str], today: str, phones: bool
) -> Cells:
    """One row in the order of render.sheets.LEDGER."""
    feedback, outcome = row["feedback"] or {}, row["outcome"] or {}
    section, criteria = named.items.get((row["checklist"] or "", row["item"] or ""), ("", []))
    experts = [
        named.people.get(key, key) for key in dict.fromkeys([row["lead_id"], *(row["members"] or [])]) if key
    ]
    late = dates.days_between(row["due_date"], today) if row["due_date"] and row["state"] in RUNNING else 0
    phone = row["safety_manager_phone"] or row["principal_phone"] or ""
    reinspector = outcome.get("reinspector") or row["reinspector"]
    cost = feedback.get("cost_cents")
    return [
        finding_number(row["found_on"], row["id"]), row["firm"], row["industry"], row["address"], row["township"],
        "执法" if row["track"] == "enforcement" else "帮扶", row["found_on"], "、".join(experts), row["location"], row["statement"],
        category(row["checklist"], section), SEVERITY_TEXTS[row["severity"]], criterion_text(row["criterion"], row["severity"], criteria),
        "；".join(basis_text(one, ticked=True) for one in row["basis"] or []), row["measure"], row["rectify_unit"] or row["firm"],
        feedback.get("owner") or row["rectify_owner"] or row["safety_manager"], phone if phones or not phone else HIDDEN, cost / 100 if cost else None,
        row["due_date"], feedback.get("interim") or (row["extension"] or {}).get("interim"), feedback.get("done_on"),
        dates.day_of(dates.parse_instant(outcome["at"])) if outcome.get("at") else None, named.people.get(reinspector, reinspector) if reinspector else None,
        {"pass": "合格", "fail": "不合格"}.get(outcome.get("result", "")), dates.day_of(row["closed_at"]) if row["state"] == "closed" and row["closed_at"] else None,
        FINDING_STATES[row["state"]], late if late > 0 else None, f"{len(row['photos'])}/{len(row['after_photos'])}",
        "、".join(number for kind, number in papers if kind != LISTED), "、".join(number for kind, number in papers if kind == LISTED),
        _remark(row, named, others),
    ]  # fmt: skip


def criterion_text(criterion: str | None, severity: str, criteria: list[str]) -> str:
    """The criterion that a finding is held against: an index into the item's until a leader grades, then words."""
    if not criterion or severity == "general":
        return ""
    if criterion.isdigit():
        return criteria[int(criterion)] if int(criterion) < len(criteria) else ""
    return criterion


def _remark(row: Any, named: Known, others: dict[str, str]) -> str:
    transfer, referral = row["transfer"] or {}, row["referral"] or {}
    said = {
        f"复发（前一条 {others.get(row['recurs'], '')}）": row["recurs"],
        f"第 {row['round']} 轮整改": row["round"] > 1,
        f"延期 {row['extensions']} 次": row["extensions"],
        f"催办 {row['urged']} 次": row["urged"],
        f"并入 {others.get(row['merged_into'], '')}": row["state"] == "merged",
        f"移送{named.departments.get(transfer.get('department', ''), transfer.get('department', ''))}": row[
            "state"
        ]
        == "transferred",
        f"移交执法：{referral.get('reason', '')}": row["state"] == "enforcement",
        f"执法结案 {referral.get('case_no', '')}：{referral.get('result', '')}": row["state"] == "enforced",
        f"理由：{row['reason']}": row["reason"] and row["state"] in ("returned", "cancelled"),
    }
    return "；".join(text for text, holds in said.items() if holds)
