"""Who stands on a document: team, officers with their certificates, signatures as they were given on site, and who drafted, reviewed and issued it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain import documents as d
from inspect_app.storage import tables as t

Row = dict[str, Any]


def signatures(connection: sa.Connection, org: str, visit: Row) -> list[Row]:
    """Those of the signed version: what came later is supplementary and never stands on a document."""
    known = _known(connection, org, visit)
    lead = visit.get("lead_id")
    found = []
    for path, value in (visit.get("signed") or {}).items():
        if path.count("/") != 1 or not path.startswith("signature/"):
            continue  # other paths are of some later version
        signer = path[len("signature/") :]
        name, held = known.get(signer, ("", ""))
        role = (
            "enterprise"
            if signer == "enterprise"
            else "officer"
            if held == "officer"
            else "lead"
            if signer == lead
            else "expert"
        )
        found.append({
            "role": role, "signer": signer, "name": value.get("name") or name, "at": value["at"], "image": value.get("image"),
            "refusal": value.get("refusal"),
        })  # fmt: skip
    order = {"officer": 0, "lead": 0, "expert": 1, "enterprise": 2}
    return sorted(found, key=lambda s: (order[s["role"]], s["name"]))


def signed(signature: Row, prints: dict[str, str]) -> d.Signature:
    """A signature as it is printed; `prints`: image → its copy for paper."""
    refusal = signature["refusal"]
    return d.Signature(
        role=signature["role"], name=signature["name"], image=prints.get(signature["image"] or ""), at=signature["at"],
        refusal=d.Refusal(
            reason=refusal["reason"], witness=refusal["witness"], witness_unit=refusal.get("witness_unit", ""), recording=refusal.get("recording_no", ""),
        ) if refusal else None,
    )  # fmt: skip


def _known(connection: sa.Connection, org: str, visit: Row) -> dict[str, tuple[str, str]]:
    """id → (name, role) of everybody who signed the visit."""
    signers = [
        path[len("signature/") :] for path in (visit.get("signed") or {}) if path.startswith("signature/")
    ]
    p = t.person.c
    rows = connection.execute(sa.select(p.id, p.name, p.role).where(p.org_id == org, p.id.in_(signers)))
    return {row.id: (row.name, row.role) for row in rows}


def name_of(connection: sa.Connection, org: str, person: str | None) -> str:
    """A person's name, '' for nobody."""
    if not person:
        return ""
    found = connection.scalar(
        sa.select(t.person.c.name).where(t.person.c.org_id == org, t.person.c.id == person)
    )
    return found or ""


def team(connection: sa.Connection, org: str, visit: Row) -> list[d.Expert]:
    """Those who went, the lead first."""
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


def officers(connection: sa.Connection, org: str, visit: Row) -> list[d.Officer]:
    """The certified officers of a visit, the one in charge first; experts that help are no officers (国办发〔2024〕54号)."""
    ids = [i for i in dict.fromkeys([visit.get("lead_id"), *(visit.get("members") or [])]) if i]
    rows = {
        row.id: row
        for row in connection.execute(
            sa.select(t.person.c.id, t.person.c.name, t.person.c.cert_no).where(
                t.person.c.org_id == org, t.person.c.id.in_(ids), t.person.c.role == "officer"
            )
        )
    }
    return [d.Officer(name=rows[i].name, cert_no=rows[i].cert_no or "") for i in ids if i in rows]
