"""What a document of the enforcement track must rest on (design § 7.6): an inspection that was approved and announced before it began, two
certified officers, and findings that they recorded themselves. Asked when a draft is begun and again, in the same transaction, when it is issued."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.commands.view import View
from inspect_app.domain.dates import parse_instant
from inspect_app.domain.doc_types import APPROVAL, DOC_TYPES, INSPECT_NOTICE, ORDER, DocType
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t

Row = dict[str, Any]
BEFORE = frozenset({APPROVAL, INSPECT_NOTICE})  # made for an inspection that is still to come
RECORDED = frozenset(
    {ORDER, "doc_site_measures"}
)  # rest on what officers recorded; measures may be urgent, an order never is


def check(log: View, kind: DocType, visit: str | None, actor: Actor) -> None:
    """Raises Refusal with what is missing; advisory documents need none of this."""
    row = log.row("visit", visit) if visit else None
    if row is None or kind.track != "enforcement":
        return
    officers = officers_of(log, row)
    if len(officers) < 2:
        raise Refusal(
            "no_officers",
            f"{kind.title}须由两名以上执法人员办理（行政处罚法第四十二条），本次检查只有 {len(officers)} 名",
        )
    if actor.role == "officer" and actor.id not in officers:
        raise Refusal("not_yours", f"{kind.title}须由参加这次检查的执法人员起草")
    if kind.code in BEFORE and row["state"] not in ("planned",):
        raise Refusal("wrong_state", f"{kind.title}须在检查开始前办理，这次检查已经开始或已取消")
    if kind.code == ORDER:
        _check_announced(log, row)


def officers_of(log: View, visit: Row) -> set[str]:
    """Ids of the officers who take part in a visit."""
    ids = {visit["lead_id"], *(visit["members"] or [])} - {None}
    p = t.person.c
    return set(
        log.c.scalars(
            sa.select(p.id).where(p.org_id == log.org, p.role == "officer", p.active, log.db.among(p.id, ids))
        )
    )


def _check_announced(log: View, visit: Row) -> None:
    """Approved and announced before it began. Raises Refusal."""
    d = t.document.c
    begun = visit["started_at"]
    if begun is None:
        raise Refusal("wrong_state", "这次检查还没有开始")
    rows = log.c.execute(
        sa.select(d.type, d.state, d.issued_at, d.service).where(
            d.org_id == log.org,
            d.visit_id == visit["id"],
            d.type.in_(BEFORE),
            d.state.in_(("issued", "served")),
        )
    ).all()
    approved = any(row.type == APPROVAL and row.issued_at <= begun for row in rows)
    told = any(
        row.type == INSPECT_NOTICE
        and row.issued_at <= begun
        and row.service
        and parse_instant(row.service["at"]) <= begun
        for row in rows
    )
    missing = [
        DOC_TYPES[code].title for code, there in ((APPROVAL, approved), (INSPECT_NOTICE, told)) if not there
    ]
    if missing:
        raise Refusal(
            "not_announced",
            f"执法文书须以经过审批并通知企业的行政检查为依据：检查开始前没有{'、'.join(f'《{name}》' for name in missing)}",
        )


def check_recorded(log: View, kind: DocType, visit: str | None, findings: list[str]) -> None:
    """An order rests only on findings of this visit that its officers recorded themselves and two of them signed. Raises Refusal."""
    row = log.row("visit", visit) if visit else None
    if row is None or kind.code not in RECORDED or not findings:
        return
    officers = officers_of(log, row)
    signed = {
        path.removeprefix("signature/")
        for path, value in (row["signed"] or {}).items()
        if path.startswith("signature/") and value
    }
    if len(signed & officers) < 2:
        raise Refusal(
            "unsigned",
            f"{kind.title}所列问题须由两名执法人员在检查记录上签名，本次检查有签名的执法人员 {len(signed & officers)} 名",
        )
    h, f = t.head.c, t.finding.c
    # Of conflicting values each has its author: one who was no officer of the visit is enough to refuse.
    authors: dict[str, set[str]] = {}
    for subject, author in log.c.execute(
        sa.select(h.subject, h.author).where(
            h.org_id == log.org, log.db.among(h.subject, {f"finding/{id_}" for id_ in findings}), h.path == "statement"
        )
    ):  # fmt: skip
        authors.setdefault(subject, set()).add(author)
    elsewhere = log.c.scalars(
        sa.select(f.id).where(f.org_id == log.org, log.db.among(f.id, set(findings)), f.visit_id != row["id"])
    ).all()
    strange = [
        id_
        for id_ in findings
        if not (wrote := authors.get(f"finding/{id_}", set())) or not wrote <= officers
    ]
    if elsewhere or strange:
        raise Refusal(
            "not_recorded",
            f"有 {len({*elsewhere, *strange})} 条问题不是参加本次检查的执法人员记录的，不能列入{kind.title}；帮扶中发现的须由执法人员到场核实后另行记录",
        )
