"""A person's own drafts of proof; nobody else sees them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.domain.people import Actor
from inspect_app.storage import tables as t

Row = dict[str, Any]


def one(connection: sa.Connection, actor: Actor, finding: str) -> Row | None:
    """`typed`, `photos`, `saved_at` of the draft for a finding, or None."""
    d = t.proof_draft.c
    found = connection.execute(
        sa.select(d.typed, d.photos, d.saved_at).where(
            d.org_id == actor.org, d.finding_id == finding, d.person_id == actor.id
        )
    ).mappings()
    row = found.one_or_none()
    return dict(row) if row else None


def begun(connection: sa.Connection, actor: Actor, findings: list[str]) -> set[str]:
    """Those of the findings for which the person has a draft."""
    d = t.proof_draft.c
    return set(
        connection.scalars(
            sa.select(d.finding_id).where(
                d.org_id == actor.org, d.person_id == actor.id, d.finding_id.in_(findings)
            )
        )
    )
