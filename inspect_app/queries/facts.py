"""The facts of a document from the tables: what `issue` freezes. Dates come from the caller, so that a re-render is byte-identical."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from inspect_app.domain import dates
from inspect_app.domain import documents as d
from inspect_app.domain import slip as slips
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.marks import Marks
from inspect_app.domain.wording import basis_text, checked_text
from inspect_app.queries import slip as held_slips
from inspect_app.queries.marks import of_photo
from inspect_app.storage import tables as t

Row = dict[str, Any]


class Sources(msgspec.Struct, frozen=True):
    """The photos and signatures that a draft needs: print copies are made of them before the facts are frozen."""

    photos: list[Shot]
    signatures: list[str]


class Shot(NamedTuple):
    """One photo of one finding: the same bytes may stand in two findings, with strokes and stamp of their own."""

    finding: str
    sha256: str


class Print(msgspec.Struct, frozen=True):
    """A photo's copy for documents: its hash, what it is a copy of, and which masks it carries (Marks.hidden)."""

    sha256: str
    original: str = ""
    hidden: str = ""


def _one(connection: sa.Connection, table: sa.Table, org: str, key: str | None) -> Row:
    if key is None:
        return {}
    found = (
        connection.execute(sa.select(table).where(table.c.org_id == org, table.c.id == key))
        .mappings()
        .one_or_none()
    )
    return dict(found) if found else {}


def bureau(connection: sa.Connection, org: str) -> Row:
    """The bureau's settings: name, short name, abbreviation in numbers, contact, demo or not."""
    return dict(_one(connection, t.setting, org, "bureau").get("value") or {})


ENCRYPTION = "tablet_encryption"


def encryption(connection: sa.Connection, org: str) -> Row:
    """Whether tablets encrypt what lies on them, when they lock, and the public key that they wrap theirs for."""
    kept = _one(connection, t.setting, org, ENCRYPTION).get("value") or {}
    return {"on": False, "lock_minutes": 15, "key": None, **kept}


def findings_of(connection: sa.Connection, org: str, document: Row) -> list[Row]:
    """The findings of a document in its order."""
    rows = {
        row["id"]: dict(row)
        for row in connection.execute(
            sa.select(t.finding).where(t.finding.c.org_id == org, t.finding.c.id.in_(document["findings"]))
        ).mappings()
    }
    return [rows[id_] for id_ in document["findings"] if id_ in rows]


def sources(connection: sa.Connection, org: str, document: Row) -> Sources:
    """Which stored pictures the document shows."""
    photos = [Shot(row["id"], sha) for row in findings_of(connection, org, document) for sha in row["photos"]]
    signed = [
        s
        for s in _signatures(connection, org, _one(connection, t.visit, org, document["visit_id"]))
        if s["image"]
    ]
    return Sources(photos, [s["image"] for s in signed])


def marks(connection: sa.Connection, org: str, document: Row) -> dict[Shot, Marks]:
    """What is drawn on each photo of the document: the strokes that were signed, the masks of today."""
    return {
        Shot(row["id"], sha): of_photo(connection, org, sha, row["id"], row["signed"] or {})
        for row in findings_of(connection, org, document)
        for sha in row["photos"]
    }


def notice_facts(
    connection: sa.Connection, org: str, document: Row, *, number: str | None, code: str, base_url: str, today: str,
    prints: Mapping[Shot, Print], signature_prints: dict[str, str],
) -> d.NoticeFacts:  # fmt: skip
    """Facts of a document. `prints`: the print copies of its photos; `code` is the read code."""
    about, firm = bureau(connection, org), _one(connection, t.enterprise, org, document["enterprise_id"])
    visit = _one(connection, t.visit, org, document["visit_id"])
    items = _items(connection, org, visit.get("checklists") or [])
    rows = findings_of(connection, org, document)
    left = None
    if DOC_TYPES[document["type"]].as_signed:
        rows = [_as_signed(row) for row in rows]
        left = held_slips.last(connection, org, document["visit_id"])
    taken = {sha: at for row in rows for sha, at in ((row["signed"] or {}).get("taken") or {}).items()}
    visit_date = (
        dates.day_of(visit["started_at"]) if visit.get("started_at") else visit.get("planned_date") or today
    )
    fields = visit.get("signed") or {}
    opinion = fields.get("opinion")
    return d.NoticeFacts(
        doc_type=document["type"], issuer=about.get("name", ""),
        org=d.Org(name=about.get("name", ""), abbr=about.get("abbr", ""), contact=about.get("contact", ""), phone=about.get("phone", "")),
        enterprise=d.Enterprise(
            name=firm.get("name", ""), uscc=firm.get("uscc") or "", address=firm.get("address") or "", industry=firm.get("industry") or "",
            scale=firm.get("scale") or "", principal=firm.get("principal") or "", phone=firm.get("principal_phone") or "",
        ),
        visit_date=visit_date, number=number, issue_date=today, system_name=about.get("system_name", ""), companion=fields.get("companion", ""),
        area=fields.get("area", ""), highlights=fields.get("highlights", ""),
        findings=tuple(_finding(n, row, items, prints, taken, visit_date) for n, row in enumerate(rows, 1)),
        feedback_by=max((row["due_date"] or visit_date for row in rows), default=""),
        team=tuple(_team(connection, org, visit)), signatures=tuple(_signed(s, signature_prints) for s in _signatures(connection, org, visit)),
        opinion=d.Opinion(agree=opinion["agree"], text=opinion.get("text", "")) if opinion else None,
        checked=tuple(checked_text(one) for one in (left or {}).get("checked", []) if one["items"]), slip=_slip(document["visit_id"], left),
        verify=d.Verify(url=f"{base_url}/n/{code}", code=code, typed=f"{base_url}/n/"), seal="demo" if about.get("demo") else "place",
    )  # fmt: skip


def _slip(visit: str, left: Row | None) -> d.Slip | None:
    """Cited only when what the tablet printed is what the server received."""
    if not left or not left["made"] or left["told"] != left["made"]:
        return None
    return d.Slip(code=slips.visit_code(visit), hash=slips.short_hash(left["made"]))


def _signatures(connection: sa.Connection, org: str, visit: Row) -> list[Row]:
    """Those of the signed version: what came later is supplementary and never stands on a document."""
    names = _names(connection, org)
    lead = visit.get("lead_id")
    found = []
    for path, value in (visit.get("signed") or {}).items():
        if path.count("/") != 1 or not path.startswith("signature/"):
            continue  # other paths are of some later version
        signer = path[len("signature/") :]
        role = "enterprise" if signer == "enterprise" else "lead" if signer == lead else "expert"
        found.append({
            "role": role, "name": value.get("name") or names.get(signer, ""), "at": value["at"], "image": value.get("image"),
            "refusal": value.get("refusal"),
        })  # fmt: skip
    order = {"lead": 0, "expert": 1, "enterprise": 2}
    return sorted(found, key=lambda s: (order[s["role"]], s["name"]))


def _signed(signature: Row, prints: dict[str, str]) -> d.Signature:
    refusal = signature["refusal"]
    return d.Signature(
        role=signature["role"], name=signature["name"], image=prints.get(signature["image"] or ""), at=signature["at"],
        refusal=d.Refusal(
            reason=refusal["reason"], witness=refusal["witness"], witness_unit=refusal.get("witness_unit", ""), recording=refusal.get("recording_no", ""),
        ) if refusal else None,
    )  # fmt: skip


def _names(connection: sa.Connection, org: str) -> dict[str, str]:
    return dict(
        connection.execute(sa.select(t.person.c.id, t.person.c.name).where(t.person.c.org_id == org)).all()
    )


def _team(connection: sa.Connection, org: str, visit: Row) -> list[d.Expert]:
    ids = [visit.get("lead_id"), *(visit.get("members") or [])]
    people = {
        row["id"]: row
        for row in connection.execute(
            sa.select(t.person).where(t.person.c.org_id == org, t.person.c.id.in_([i for i in ids if i]))
        ).mappings()
    }
    ordered = list(dict.fromkeys(i for i in ids if i in people))
    return [
        d.Expert(
            name=people[i]["name"],
            specialty=people[i]["specialty"] or "",
            title=people[i]["title"] or "",
            lead=i == visit.get("lead_id"),
        )
        for i in ordered
    ]


def _items(connection: sa.Connection, org: str, keys: list[str]) -> dict[str, Row]:
    rows = connection.execute(
        sa.select(t.checklist.c.content).where(t.checklist.c.org_id == org, t.checklist.c.id.in_(keys))
    )
    return {item["id"]: item for row in rows for item in row.content["items"]}


def basis_of(finding: Row, item: Row | None) -> list[Row]:
    """The bases of a finding: those a reviewer fixed, else those of its item with unverified clauses left out (design § 7.8)."""
    if finding.get("basis"):
        return [dict(row) for row in finding["basis"]]
    bases = (item or {}).get("basis", [])
    unsure = bool((item or {}).get("check"))
    return [
        {
            "name": b["name"],
            "number": b.get("number", ""),
            "clause": b.get("clause", "") if b.get("src") == "V" and not unsure else "",
        }
        for b in bases[:3]
    ]


def _as_signed(row: Row) -> Row:
    """A finding in the words and the grade that were signed on site: what the bureau changed since stands on the bureau's documents."""
    facts = row["signed"] or {}
    days = facts.get("due_days", 15)
    return {
        **row, **{name: facts.get(name, "") for name in ("location", "statement", "measure")}, "basis": None,
        "severity": "general" if facts.get("suspected_major") is None else "suspected_major",
        "due_days": days, "due_date": dates.add_days(row["found_on"], days) if days else "",
    }  # fmt: skip


def _finding(
    n: int,
    row: Row,
    items: dict[str, Row],
    prints: Mapping[Shot, Print],
    taken: dict[str, str],
    visit_date: str,
) -> d.Finding:
    shots = [(k, sha, prints.get(Shot(row["id"], sha))) for k, sha in enumerate(row["photos"], 1)]
    return d.Finding(
        n=n, location=row["location"], statement=row["statement"],
        basis=tuple(d.BasisText(basis_text({**b, "src": "V"})) for b in basis_of(row, items.get(row["item"] or ""))),
        severity=row["severity"], measure=row["measure"], due_date=row["due_date"] if row["due_date"] is not None else dates.add_days(row["found_on"] or visit_date, row["due_days"] or 0),
        photos=tuple(
            d.Photo(sha256=made.sha256, taken_at=taken.get(sha, ""), label=f"照片{n}-{k}（整改前）", original=made.original, hidden=made.hidden)
            for k, sha, made in shots if made
        ),
    )  # fmt: skip
