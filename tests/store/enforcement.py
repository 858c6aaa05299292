"""An enforcement inspection for tests, by real commands: approved, announced, carried out and signed by two officers, ordered."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa

from inspect_app.commands import documents, drafts, findings, service
from inspect_app.commands.log import writing
from inspect_app.commands.press import Press
from inspect_app.domain import dates
from inspect_app.domain.doc_types import APPROVAL, DOC_TYPES, INSPECT_NOTICE, ORDER
from inspect_app.domain.people import system
from inspect_app.storage import tables as t
from inspect_app.storage.db import now_ms
from tests.conftest import County
from tests.helpers import NOW, ORG, Tablet, actor, finding_ids, jpeg, sha

HANDED = {"method": "direct", "at": NOW, "to": "杨经理", "by": "p-off1", "also": "p-off2"}
BLANKS = {
    APPROVAL: {"source": "plan", "yearly": "本年度第1次，上限2次", "reason": "列入年度监督检查计划。"},
    INSPECT_NOTICE: {"yearly": "本年度第1次，上限2次"},
}


def tick_everything(county: County, *, confirmed: bool = True) -> None:
    """The bureau set its documents, and (`confirmed`) ticked what the sources leave open."""
    ticked = {code: list(kind.unsure) for code, kind in DOC_TYPES.items() if kind.unsure and confirmed}
    with writing(county.db, ORG) as log:
        log.record(system(ORG), "setting/documents", {"ticked": ticked, "region": "豫漯临"})


def fill(county: County, document: str, blanks: dict[str, str], person: str = "p-off1") -> None:
    """Fills blanks of a draft."""
    with writing(county.db, ORG) as log:
        visit = (log.row("document", document) or {})["visit_id"]
        for name, text in blanks.items():
            log.set(actor(person), f"document/{document}", f"field/{name}", text, visit)


def issued(
    county: County,
    press: Press,
    doc_type: str,
    by: str = "p-off1",
    blanks: dict[str, str] | None = None,
    **begun: Any,
) -> str:
    """A document of the type, drafted by an officer, reviewed by the section and issued by the leader."""
    document = drafts.draft(county.db, actor(by), doc_type, **begun)
    fill(county, document, {**BLANKS.get(doc_type, {}), **(blanks or {})}, by)
    if DOC_TYPES[doc_type].review:
        drafts.review(county.db, actor("p-sec"), document)
    signer = "p-lead" if "leader" in DOC_TYPES[doc_type].issue_roles else by
    documents.issue(county.db, press, actor(signer), document)
    return document


def announced(
    county: County, press: Press, members: tuple[str, ...] | list[str] = ("p-off1", "p-off2")
) -> str:
    """A planned enforcement visit that was approved and of which the enterprise was told."""
    visit = county.plan(track="enforcement", lead="p-off1", members=list(members))
    approval = issued(county, press, APPROVAL, visit=visit)
    notice = issued(county, press, INSPECT_NOTICE, refers=approval)
    service.serve(county.db, actor("p-off1"), notice, HANDED)
    return visit


def inspected(
    county: County,
    visit: str,
    *,
    photos: int = 1,
    findings_: int = 1,
    signers: tuple[str, ...] = ("p-off1", "p-off2"),
    by: str = "p-off1",
) -> list[str]:
    """The officers' inspection, received; ids of its findings."""
    tablet, v, pictures = Tablet(county.db, by), f"visit/{visit}", [jpeg(n + 1) for n in range(photos)]
    ops = [
        tablet.op(visit, v, "start", {"at": dates.instant(now_ms())}, "event"),
        tablet.op(visit, v, "answer/elec-sub-01", "nok"),
    ]
    for n in range(findings_):
        finding = f"finding/{uuid.uuid4()}"
        fields: dict[str, Any] = {
            "item": {"checklist": "electrical", "version": "0.1.0", "item": "elec-sub-01"}, "location": f"{n + 1}号车间", "statement": "配电室门向内开启。",
            "measure": "改为向外开启。", "due_days": 7,
        }  # fmt: skip
        ops += [tablet.op(visit, finding, path, value) for path, value in fields.items()]
        for picture in pictures:
            ops.append(
                tablet.op(
                    visit, finding, f"photo/{sha(picture)}", {"at": NOW, "w": 640, "h": 480, "role": "scene"}
                )
            )
    for signer in signers:
        name = {"p-off1": "周执法", "p-off2": "吴执法"}[signer]
        ops.append(
            tablet.op(
                visit,
                v,
                f"signature/{signer}",
                {"name": name, "image": None, "at": NOW, "manifest_hash": "0" * 64},
            )
        )
    county.push(tablet, [*ops, tablet.submit(visit, ops)])
    for picture in pictures:
        county.photo(picture, by)
    return finding_ids(county.db, visit)


def assigned(county: County, ids: list[str], due: str = "2027-01-08") -> None:
    """Confirmed, graded and assigned by the section."""
    for finding in ids:
        findings.accept(county.db, actor("p-sec"), finding, {"severity": "general"}, {"due_date": due})


def ordered(county: County, press: Press) -> tuple[str, str, list[str]]:
    """(visit, order, findings): the whole way to an issued order."""
    visit = announced(county, press)
    ids = inspected(county, visit)
    assigned(county, ids)
    return visit, issued(county, press, ORDER, visit=visit), ids


def numbers_of(county: County, doc_type: str) -> list[str]:
    """Numbers given to a type, in order."""
    d = t.document.c
    with county.db.read() as connection:
        return list(
            connection.scalars(
                sa.select(d.number).where(d.type == doc_type, d.number.is_not(None)).order_by(d.number_seq)
            )
        )
