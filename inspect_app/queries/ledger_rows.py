"""The 32 columns of the ledger (workflow § 8.3) for any number of findings: a few hundred at a time, so that memory stays flat and no
transaction is held open while somebody downloads slowly."""

from __future__ import annotations

from collections.abc import Iterator
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
from inspect_app.queries.ledger import F, Filters, sort_of
from inspect_app.queries.ledger_filters import where
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]
Cells = list[Any]
CHUNK = 1000
MAX_ROWS = 200_000  # of one file: what one person can still work with
HIDDEN = "（已登记）"
RESULTS = {"pass": "合格", "fail": "不合格"}
REMARKED = frozenset(
    {"merged", "transferred", "enforcement", "enforced"}
)  # states that the remark says more of


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


def rows(
    db: Database, actor: Actor, wanted: list[str], today: str, phones: bool, masked: bool = False
) -> Iterator[Cells]:
    """The cells of these findings, which this person may see. phones: whether this person may see telephone numbers; masked: names and
    telephone numbers of the enterprise's people shortened whoever reads."""
    with db.read() as connection:
        named = known(connection, actor.org)
        places = _names(connection, t.township, actor.org)
    firms: dict[str, Firm] = {}
    for at in range(0, len(wanted), CHUNK):
        chunk = wanted[at : at + CHUNK]
        with db.read() as connection:
            found = {row[0]: row for row in connection.execute(_select(db, actor.org, chunk)).all()}
            papers = _papers(db, connection, actor.org, chunk)
            others = _others(connection, actor.org, found.values())
            _meet(db, connection, actor.org, {row.enterprise_id for row in found.values()}, firms)
            experts = _experts(db, connection, actor.org, {row.visit_id for row in found.values()}, named)
        around = Around(named, places, firms, experts, papers, others, today, phones, masked)
        for key in chunk:
            if key in found:
                yield _cells(found[key], around)


class Firm(msgspec.Struct, frozen=True):
    """What a row says of its enterprise."""

    name: str | None = None
    industry: str | None = None
    address: str | None = None
    manager: str | None = None
    phone: str = ""


class Around(msgspec.Struct, frozen=True):
    """What the rows of a chunk name, and who reads them."""

    named: Known
    places: dict[str, str]
    firms: dict[str, Firm]
    experts: dict[str, str]
    papers: dict[str, list[tuple[str, str]]]
    others: dict[str, str]
    today: str
    phones: bool
    masked: bool


# The enterprise, the township and the visit are read beside: three joins took as long as the findings themselves. JSON stays text where it
# is decoded once for many rows, or only as far as the columns go.
PLAIN = (
    F.id, F.state, F.track, F.found_on, F.location, F.statement, F.checklist, F.item, F.severity, F.criterion, F.measure, F.rectify_unit, F.rectify_owner,
    F.extensions, F.due_date, F.reinspector, F.closed_at, F.round, F.recurs, F.merged_into, F.reason, F.urged, F.enterprise_id, F.township_id, F.visit_id,
)  # fmt: skip
CODED = (F.basis, F.feedback, F.extension, F.outcome, F.photos, F.after_photos, F.transfer, F.referral)


def _select(db: Database, org: str, chunk: list[str]) -> sa.Select:
    coded = (sa.cast(column, sa.Text).label(column.name) for column in CODED)
    return sa.select(*PLAIN, *coded).where(F.org_id == org, db.among(F.id, chunk))


def _meet(
    db: Database, connection: sa.Connection, org: str, keys: set[str | None], firms: dict[str, Firm]
) -> None:
    """Adds the enterprises that no row before has named: a county has some thousands."""
    c, new = t.enterprise.c, {key for key in keys if key} - firms.keys()
    columns = (
        c.id,
        c.name,
        c.industry,
        c.address,
        c.safety_manager,
        c.safety_manager_phone,
        c.principal_phone,
    )
    query = sa.select(*columns).where(c.org_id == org, db.among(c.id, new))
    for key, name, industry, address, manager, phone, principal in connection.execute(query) if new else ():
        firms[key] = Firm(name, industry, address, manager, phone or principal or "")


def _experts(
    db: Database, connection: sa.Connection, org: str, keys: set[str | None], named: Known
) -> dict[str, str]:
    """Visit → who inspected, the one who led first."""
    c = t.visit.c
    query = sa.select(c.id, c.lead_id, c.members).where(
        c.org_id == org, db.among(c.id, {key for key in keys if key})
    )
    return {
        key: "、".join(named.people.get(one, one) for one in dict.fromkeys([lead, *(members or [])]) if one)
        for key, lead, members in connection.execute(query)
    }


def _papers(
    db: Database, connection: sa.Connection, org: str, chunk: list[str]
) -> dict[str, list[tuple[str, str]]]:
    """Finding → (type, number) of the documents in force that carry it, oldest first."""
    carried, document = t.document_finding.c, t.document.c
    query = (
        sa.select(carried.finding_id, document.type, document.number)
        .join(t.document, sa.and_(document.org_id == carried.org_id, document.id == carried.document_id))
        .where(carried.org_id == org, db.among(carried.finding_id, chunk), document.number.is_not(None))
        .where(document.state.in_(("issued", "served")))
        .order_by(document.issued_at, document.id)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for key, kind, number in connection.execute(query):
        found.setdefault(key, []).append((kind, number))
    return found


def _others(connection: sa.Connection, org: str, found: Any) -> dict[str, str]:
    """Numbers of the findings that these name: the one they were merged into, the one that recurred."""
    keys = {key for row in found for key in (row.recurs, row.merged_into) if key}
    query = sa.select(F.id, F.found_on).where(F.org_id == org, F.id.in_(sorted(keys)))
    return {key: finding_number(day, key) for key, day in connection.execute(query)} if keys else {}


class Feedback(msgspec.Struct):
    """What the columns take from what the enterprise handed in."""

    owner: Any = None
    cost_cents: Any = None
    interim: Any = None
    done_on: Any = None


class Outcome(msgspec.Struct):
    """What the columns take from a reinspection."""

    at: Any = None
    reinspector: Any = None
    result: Any = None


_feedback = msgspec.json.Decoder(Feedback | None).decode
_outcome = msgspec.json.Decoder(Outcome | None).decode
_list = msgspec.json.Decoder(list[msgspec.Raw]).decode
_NO_FEEDBACK, _NO_OUTCOME, _NO_FIRM = Feedback(), Outcome(), Firm()


def _cells(row: Any, around: Around) -> Cells:
    """One row in the order of render.sheets.LEDGER."""
    (
        key, state, track, found_on, location, statement, checklist, item, severity, criterion, measure, unit, owner, extensions, due, reinspector, closed_at,
        turn, recurs, merged_into, reason, urged, enterprise, township, visit, basis, fed, extension, outcome, before, after, _transfer, _referral,
    ) = row  # fmt: skip
    named = around.named
    feedback = (fed and _feedback(fed)) or _NO_FEEDBACK
    ended = (outcome and _outcome(outcome)) or _NO_OUTCOME
    firm = around.firms.get(enterprise, _NO_FIRM)
    section, criteria = named.items.get((checklist or "", item or ""), ("", []))
    late = dates.days_between(due, around.today) if due and state in RUNNING else 0
    reinspector = ended.reinspector or reinspector
    papers = around.papers.get(key, ())
    said = recurs or turn > 1 or extensions or urged or merged_into or reason or state in REMARKED
    owner = feedback.owner or owner or firm.manager
    phone: str | None = firm.phone if around.phones or not firm.phone else HIDDEN
    if around.masked:
        owner, phone = short_name(owner), short_phone(phone) if around.phones else phone
    return [
        finding_number(found_on, key), firm.name, firm.industry, firm.address, around.places.get(township),
        "执法" if track == "enforcement" else "帮扶", found_on, around.experts.get(visit, ""), location, statement,
        category(checklist, section), SEVERITY_TEXTS[severity], criterion_text(criterion, severity, criteria), _basis(basis), measure, unit or firm.name,
        owner, phone, feedback.cost_cents / 100 if feedback.cost_cents else None, due, feedback.interim or _interim(extension), feedback.done_on,
        _day_of(ended.at) if ended.at else None, named.people.get(reinspector, reinspector) if reinspector else None,
        RESULTS.get(ended.result or ""), dates.day_of(closed_at) if state == "closed" and closed_at else None,
        FINDING_STATES[state], late if late > 0 else None, f"{len(_list(before))}/{len(_list(after))}",
        "、".join(number for kind, number in papers if kind != LISTED) if papers else "",
        "、".join(number for kind, number in papers if kind == LISTED) if papers else "",
        _remark(row, named, around.others) if said else "",
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


def _remark(row: Any, named: Known, others: dict[str, str]) -> str:
    """What no column has a place for."""
    transfer, referral = (
        msgspec.json.decode(coded) if coded else None for coded in (row.transfer, row.referral)
    )
    transfer, referral = transfer or {}, referral or {}
    department = transfer.get("department", "")
    said = {
        f"复发（前一条 {others.get(row.recurs, '')}）": row.recurs,
        f"第 {row.round} 轮整改": row.round > 1,
        f"延期 {row.extensions} 次": row.extensions,
        f"催办 {row.urged} 次": row.urged,
        f"并入 {others.get(row.merged_into, '')}": row.state == "merged",
        f"移送{named.departments.get(department, department)}": row.state == "transferred",
        f"移交执法：{referral.get('reason', '')}": row.state == "enforcement",
        f"执法结案 {referral.get('case_no', '')}：{referral.get('result', '')}": row.state == "enforced",
        f"理由：{row.reason}": row.reason and row.state in ("returned", "cancelled"),
    }
    return "；".join(text for text, holds in said.items() if holds)
