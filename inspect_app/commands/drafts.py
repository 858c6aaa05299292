"""Drafts: begun from a visit, from findings, from another document or for an enterprise; reviewed, sent back. What may be listed is checked here
when a draft is begun and again when it is issued (commands/documents.py)."""

from __future__ import annotations

import uuid
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.commands import extensions, grounds, transfers
from inspect_app.commands.log import Log, writing
from inspect_app.commands.view import View
from inspect_app.domain.doc_settings import needs_review
from inspect_app.domain.doc_types import DOC_TYPES, NOTIFYING, DocType, fits_track
from inspect_app.domain.documents import SEVERITY_ORDER
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.queries import facts as q
from inspect_app.queries.doc_settings import doc_settings
from inspect_app.queries.signed import now_signed
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

Row = dict[str, Any]
DONE_WITH = ("void", "superseded")


class Begun(msgspec.Struct, frozen=True):
    """What a draft stands on: the enterprise, its visit, the findings it may list, and the documents it refers to or replaces."""

    kind: DocType
    enterprise: str
    visit: str | None
    findings: list[str] | None
    refers: Row | None = None
    replaces: Row | None = None


def draft(
    db: Database, actor: Actor, doc_type: str, visit: str | None = None, findings: list[str] | None = None, *, refers: str | None = None,
    enterprise: str | None = None, replaces: str | None = None,
) -> str:  # fmt: skip
    """Begins a document of a type from what the type is begun from (DocType.subject); without `findings` all that fit it. Returns its uuid.

    Raises Refusal: unknown, wrong track, nothing to list, a second one where there may be one, or what an order must rest on is missing.
    """
    document = str(uuid.uuid4())
    with writing(db, actor.org) as log:
        begun, chosen = prepare(
            log, actor, doc_type, visit, findings, refers=refers, enterprise=enterprise, replaces=replaces
        )
        value = {"type": doc_type, "enterprise": begun.enterprise, "findings": chosen}
        if begun.refers:
            value["refers"] = begun.refers["id"]
        if begun.replaces:
            value["replaces"] = begun.replaces["id"]
        log.event(actor, f"document/{document}", "draft", value, begun.visit)
        if begun.replaces:
            _copy_blanks(log, actor, begun.replaces["id"], document, begun.visit)
        elif doc_type == extensions.REPLY:
            extensions.fill_reply(log, actor, document, chosen, begun.visit)
        elif doc_type == transfers.LETTER:
            transfers.fill_letter(log, actor, document, chosen, begun.visit)
    return document


def prepare(
    view: View, actor: Actor, doc_type: str, visit: str | None = None, findings: list[str] | None = None, *, refers: str | None = None,
    enterprise: str | None = None, replaces: str | None = None,
) -> tuple[Begun, list[str]]:  # fmt: skip
    """What `draft` would begin with, and the findings it would list. Writes nothing. Raises Refusal as `draft` does."""
    kind = DOC_TYPES.get(doc_type)
    if kind is None:
        raise Refusal("unknown", "没有这种文书")
    begun = _begin(view, kind, visit, findings, refers, enterprise, replaces)
    if kind.once and begun.visit:
        _check_once(view, kind, begun)
    grounds.check(view, kind, begun.visit, actor)
    chosen = fitting(view, begun)
    if kind.needs_findings and not chosen:
        raise Refusal("no_findings", f"{_none_fits(kind)}，不能起草{kind.title}")
    check_major(view, kind, chosen)
    return begun, chosen


def check_major(view: View, kind: DocType, findings: list[str]) -> None:
    """A type that the law keeps for major hazards lists at least one that the leader graded as such. Raises Refusal."""
    view.prefetch_rows("finding", findings)
    if kind.needs_major and not any(
        (view.row("finding", id_) or {}).get("severity") == "major" for id_ in findings
    ):
        raise Refusal(
            "no_major",
            f"{kind.title}只用于重大事故隐患（安全生产法第六十五条）：所列问题中没有重大隐患，须先由局领导认定重大隐患",
        )


def addable(view: View, row: Row) -> list[str]:
    """Findings that a draft doesn't list and could: what `draft` would have taken, had it been there then."""
    told = view.row("document", row["refers"]) if row["refers"] else None
    old = view.row("document", row["replaces"]) if row["replaces"] else None
    begun = Begun(
        DOC_TYPES[row["type"]],
        row["enterprise_id"],
        row["visit_id"],
        told["findings"] if told else None,
        told,
        old,
    )
    return [id_ for id_ in fitting(view, begun) if id_ not in row["findings"]]


def _none_fits(kind: DocType) -> str:
    if kind.code in NOTIFYING:
        return "没有已交办、尚未通知的隐患"
    if kind.pictures == "both":
        return "没有已有复查结论的隐患"
    return "没有已定级、未办结的重大隐患" if kind.major_only else "没有处于相应状态的隐患"


def _begin(
    log: View, kind: DocType, visit: str | None, findings: list[str] | None, refers: str | None, enterprise: str | None, replaces: str | None
) -> Begun:  # fmt: skip
    old = _replaced(log, kind, replaces) if replaces else None
    if old is not None:
        refers, enterprise = old["refers"], old["enterprise_id"]
        visit, findings = old["visit_id"], findings if findings is not None else old["findings"]
    told = _referred(log, kind, refers) if kind.subject == "document" else None
    if told is not None:
        visit, enterprise = told["visit_id"], told["enterprise_id"]
        findings = findings if findings is not None else told["findings"]
    if kind.subject == "findings" and findings and not visit:
        visit = (log.row("finding", findings[0]) or {}).get("visit_id")
    if kind.subject == "enterprise":
        return Begun(kind, _known_enterprise(log, enterprise), None, None, None, old)
    row = log.row("visit", visit) if visit else None
    if row is None:
        raise Refusal("unknown", "没有这次检查")
    if not fits_track(kind, row["track"]):
        raise Refusal("wrong_track", "这种文书不能用于这次检查：帮扶与执法两条轨道的文书不能混用")
    return Begun(kind, row["enterprise_id"], visit, findings, told, old)


def _replaced(log: View, kind: DocType, key: str) -> Row:
    old = log.row("document", key)
    if old is None or old["type"] != kind.code:
        raise Refusal("unknown", "没有要替代的文书，或种类不同")
    if old["state"] not in ("issued", "served"):
        raise Refusal("wrong_state", "只有已签发或已送达的文书可以撤回重发；草稿请直接修改或作废")
    if kind.on_issue:
        raise Refusal("took_effect", f"{kind.title}签发后已经生效，不能撤回重发；情况有变的，请另行出具文书")
    if kind.code in NOTIFYING and old["state"] == "served":
        raise Refusal(
            "served",
            f"{kind.title}已经送达，整改已按它开始；内容有错的，请写明理由作废它，隐患退回“已交办”改正后重新起草、签发和送达",
        )
    again = log.c.scalar(
        sa.select(t.document.c.id).where(
            t.document.c.org_id == log.org, t.document.c.replaces == key, t.document.c.state.not_in(DONE_WITH)
        )
    )
    if again:
        raise Refusal("exists", "已经有一份替代它的文书（或草稿），请在那一份上继续办理")
    return old


def _referred(log: View, kind: DocType, key: str | None) -> Row:
    told = log.row("document", key) if key else None
    names = "、".join(DOC_TYPES[code].title for code in kind.refers_to)
    if told is None or told["type"] not in kind.refers_to:
        raise Refusal("unknown", f"{kind.title}须从所依据的文书起草：{names}")
    if told["state"] not in ("issued", "served"):
        raise Refusal("wrong_state", f"所依据的{DOC_TYPES[told['type']].title}还没有签发，或已作废、被替代")
    return told


def _known_enterprise(log: View, enterprise: str | None) -> str:
    found = log.c.scalar(
        sa.select(t.enterprise.c.id).where(
            t.enterprise.c.org_id == log.org, t.enterprise.c.id == (enterprise or "")
        )
    )
    if not found:
        raise Refusal("unknown", "没有这家企业")
    return str(found)


def _check_once(log: View, kind: DocType, begun: Begun) -> None:
    """One that holds for a visit; what was signed is printed after all of it arrived. Raises Refusal."""
    if kind.as_signed and (log.row("visit", begun.visit or "") or {}).get("state") != "received":
        raise Refusal("wrong_state", f"这次检查还没有提交并收齐，不能出具{kind.title}")
    d = t.document.c
    earlier = log.c.scalar(
        sa.select(d.id).where(
            d.org_id == log.org, d.visit_id == begun.visit, d.type == kind.code, d.state.not_in(DONE_WITH),
            d.id != (begun.replaces or {}).get("id", ""),
        )
    )  # fmt: skip
    if earlier:
        again = "；签字内容有更正的，请先作废它再起草" if kind.as_signed else ""
        raise Refusal("exists", f"这次检查已有一份{kind.title}（或草稿）{again}")


def fitting(log: View, begun: Begun) -> list[str]:
    """Findings that the type may list, worst first, then by deadline. Raises Refusal for a wanted one that doesn't fit."""
    kind, f = begun.kind, t.finding.c
    if not kind.carries:
        return []
    named = frozenset(begun.findings or []) if kind.subject != "visit" else frozenset()

    def listed() -> list[Row]:
        own = f.visit_id == begun.visit
        if named:
            own = log.db.among(f.id, set(named)) & (f.enterprise_id == begun.enterprise)
        columns = (f.id, f.state, f.severity, f.due_date, f.signed, f.document_id, f.outcome)
        query = sa.select(*columns).where(f.org_id == log.org, own).order_by(f.submitted_at, f.id)
        return [dict(row) for row in log.c.execute(query).mappings()]

    rows = log.once(("listed", begun.visit, begun.enterprise, named), listed)
    if kind.as_signed and any(row["state"] == "returned" for row in rows):
        raise Refusal("not_allowed", "有隐患正在退回补正，请等专家重新签字提交后再起草")
    if kind.as_signed:
        now = now_signed(log.c, log.org, log.row("visit", begun.visit or "") or {})
        rows = [{**row, "signed": now.get(row["id"], row["signed"])} for row in rows]
        rows = [
            row for row in rows if row["signed"] is not None
        ]  # taken back in the version that is signed now
    taken = set() if kind.repeats else _taken(log, begun)
    fits = {row["id"]: row for row in rows if may_list(kind, row, begun.replaces) and row["id"] not in taken}
    # One that answers another document takes of its findings those that have an answer.
    strict = begun.findings is not None and kind.subject != "document" and begun.replaces is None
    unfit = [id_ for id_ in begun.findings or [] if id_ not in fits] if strict else []
    if unfit:
        raise Refusal(
            "not_allowed", f"有 {len(unfit)} 条隐患的状态不符，或已经列入另一份{kind.title}，不能列入"
        )
    chosen = [row for row in fits.values() if begun.findings is None or row["id"] in begun.findings]
    chosen.sort(key=lambda row: _risk(row, kind.as_signed))
    return _in_order_of(begun, [row["id"] for row in chosen])


def may_list(kind: DocType, row: Row, replaces: Row | None = None) -> bool:
    """Whether a finding's state lets the type list it; the replacement of a served notice takes its findings over."""
    if kind.as_signed:  # everything that was signed, whatever the bureau made of it since
        return bool(row["state"] != "returned")
    if kind.major_only and row["severity"] != "major":
        return False
    if kind.pictures == "both" and not (row["outcome"] or {}).get("result"):
        return False
    taken_over = (
        replaces is not None and row["document_id"] == replaces["id"] and row["state"] == "rectifying"
    )
    return bool(taken_over or row["state"] in kind.carries)


def _in_order_of(begun: Begun, chosen: list[str]) -> list[str]:
    """A document about another keeps that one's order, and so its numbers."""
    told = (begun.refers or {}).get("findings") or []
    return sorted(chosen, key=told.index) if told and set(chosen) <= set(told) else chosen


def _taken(log: View, begun: Begun) -> set[str]:
    """Findings that stand in another document of the type that holds."""
    d, link = t.document.c, t.document_finding.c

    def held() -> list[tuple[str, str, str]]:
        query = (
            sa.select(d.type, d.id, link.finding_id)
            .join(t.document, sa.and_(d.org_id == link.org_id, d.id == link.document_id))
            .where(d.org_id == log.org, d.enterprise_id == begun.enterprise, d.state.not_in(DONE_WITH))
        )
        return [tuple(row) for row in log.c.execute(query)]

    replaced = (begun.replaces or {}).get("id")
    return {
        finding
        for kind, document, finding in log.once(("held", begun.enterprise), held)
        if kind == begun.kind.code and document != replaced
    }


def _risk(row: Row, as_signed: bool) -> tuple[int, str, str]:
    """Worst first, then by deadline; on what was signed an expert's suspicion counts, not the grade that came of it, and the numbers are
    those of the leave-behind copy (domain/slip.py)."""
    if not as_signed:
        return SEVERITY_ORDER.index(row["severity"]), row["due_date"] or "", ""
    suspected = (row["signed"] or {}).get("suspected_major") is not None
    grade = SEVERITY_ORDER.index("suspected_major" if suspected else "general")
    return grade, f"{(row['signed'] or {}).get('due_days', 15):03d}", row["id"]


def _copy_blanks(log: Log, actor: Actor, source: str, document: str, visit: str | None) -> None:
    """A replacement begins with what the replaced one said."""
    h = t.head.c
    for row in log.c.execute(
        sa.select(h.path, h.value)
        .where(h.org_id == log.org, h.subject == f"document/{source}", h.path.startswith("field/"))
        .order_by(h.rank, h.id)
    ).all():
        log.set(actor, f"document/{document}", row.path, row.value, visit)


def review(db: Database, actor: Actor, document: str, note: str = "", seen: str = "") -> Row:
    """The draft was looked at and may be issued as it is. `seen`: the sign of what the page showed. Raises Refusal."""
    with writing(db, actor.org) as log:
        row = log.row("document", document) or {}
        if not row:
            raise Refusal("unknown", "没有这份文书")
        said = q.content_mark(log.c, log.org, row)
        if seen and seen != said:
            raise Refusal("stale", "这份草稿在您打开页面之后又有修改，请看过最新内容后再审核")
        if needs_review(doc_settings(log.c, log.org), row["type"]):
            _check_other_hand(log, actor, row)
        return log.event(actor, f"document/{document}", "review", {"note": note, "said": said})


def _check_other_hand(log: Log, actor: Actor, row: Row) -> None:
    """Who wrote a part of it does not review it: its blanks, or since the draft was begun what it says of its findings. Raises Refusal."""
    h, o = t.head.c, t.op.c
    wrote = sa.select(h.id).where(
        h.org_id == log.org, h.subject == f"document/{row['id']}", h.author == actor.id
    )
    assigned = sa.select(o.id).where(
        o.org_id == log.org, log.db.among(o.subject, {f"finding/{id_}" for id_ in row["findings"]}), o.path == "assign",
        o.author == actor.id, o.received_at > row["drafted_at"],
    )  # fmt: skip
    if row["drafted_by"] == actor.id or log.c.scalar(wrote.limit(1)) or log.c.scalar(assigned.limit(1)):
        raise Refusal("own_draft", "这份文书是您起草或修改过的，须由另一人审核")


def reviewed_content(view: View, row: Row) -> str | None:
    """The sign of what the reviewer saw; None for a review of an earlier version of the program."""
    o, v = t.op.c, t.op_value.c
    text = view.c.scalar(
        sa.select(v.value)
        .join(t.op, sa.and_(o.org_id == v.org_id, o.seq == v.seq))
        .where(
            o.org_id == view.org, o.subject == f"document/{row['id']}", o.path == "review", o.kind == "event"
        )
        .order_by(o.seq.desc())
        .limit(1)
    )
    return (msgspec.json.decode(text) or {}).get("said") if text else None


def revise(db: Database, actor: Actor, document: str, reason: str) -> Row:
    """A reviewed draft goes back to be changed, with a reason. Raises Refusal."""
    with writing(db, actor.org) as log:
        return log.event(actor, f"document/{document}", "revise", {"reason": reason})
