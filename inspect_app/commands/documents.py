"""Documents: drafted, issued in three steps, served, received, void (design § 7.5).

Issuing: (1) a dry render with the draft's blank number checks glyphs, facts and rights; (2) one transaction takes the number and freezes
the facts; (3) the file is rendered from the frozen facts, stored, and `issued` is logged with its hash. A crash after (2) is finished by
`sweep`: the same facts give the same bytes. Numbers are taken under the lock of the org's counter row, so they have no gaps.
"""

from __future__ import annotations

import logging
import uuid
from typing import Any

import msgspec
import sqlalchemy as sa
from cryptography.fernet import InvalidToken

from inspect_app.commands import links
from inspect_app.commands.log import Log, writing
from inspect_app.commands.photos import blob_name
from inspect_app.commands.press import Press, assets, print_copy_of, signature_copy_of
from inspect_app.domain import dates
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.documents import SEVERITY_ORDER, NoticeFacts, doc_number
from inspect_app.domain.people import Actor, system
from inspect_app.domain.rules import DOCUMENT, FINDING_STATES, Refusal
from inspect_app.queries import facts as q
from inspect_app.render.engine import RenderError
from inspect_app.render.pdf import Rendered, render
from inspect_app.storage import tables as t
from inspect_app.storage.db import Busy, Database, Full, now_ms

Row = dict[str, Any]
NOTICE, OPINION = "doc_rectify_notice", "doc_expert_opinion"


def draft(db: Database, actor: Actor, doc_type: str, visit: str, findings: list[str] | None = None) -> str:
    """Begins a document for a visit; without `findings` all that fit its type. Returns its uuid. Raises Refusal."""
    document = str(uuid.uuid4())
    with writing(db, actor.org) as log:
        row = log.row("visit", visit)
        if row is None or doc_type not in DOC_TYPES:
            raise Refusal("unknown", "没有这次检查，或没有这种文书")
        if DOC_TYPES[doc_type].track != row["track"]:
            raise Refusal("wrong_track", "这种文书不能用于这次检查：帮扶与执法两条轨道的文书不能混用")
        if DOC_TYPES[doc_type].as_signed:
            _check_signed_once(log, doc_type, row)
        chosen = _fitting(log, doc_type, visit, findings)
        if doc_type == NOTICE and not chosen:
            raise Refusal("no_findings", "没有已交办、尚未通知的隐患，不能起草整改通知书")
        log.event(
            actor,
            f"document/{document}",
            "draft",
            {"type": doc_type, "enterprise": row["enterprise_id"], "findings": chosen},
            visit,
        )
    return document


def _check_signed_once(log: Log, doc_type: str, visit: Row) -> None:
    """What was signed is printed once, after all of it arrived. Raises Refusal."""
    if visit["state"] != "received":
        raise Refusal("wrong_state", "这次检查还没有提交并收齐，不能出具意见书")
    earlier = log.c.scalar(
        sa.select(t.document.c.id).where(
            t.document.c.org_id == log.org, t.document.c.visit_id == visit["id"], t.document.c.type == doc_type, t.document.c.state != "void"
        )
    )  # fmt: skip
    if earlier:
        raise Refusal("exists", "这次检查已有一份意见书（或草稿）；签字内容有更正的，请先作废它再起草")


def _fitting(log: Log, doc_type: str, visit: str, wanted: list[str] | None) -> list[str]:
    """Findings of the visit that this type may carry, worst first, then by deadline. Raises Refusal for one that doesn't fit."""
    rows = log.c.execute(
        sa.select(
            t.finding.c.id, t.finding.c.state, t.finding.c.severity, t.finding.c.due_date, t.finding.c.signed
        )
        .where(t.finding.c.org_id == log.org, t.finding.c.visit_id == visit)
        .order_by(t.finding.c.submitted_at, t.finding.c.id)
    ).all()
    as_signed = DOC_TYPES[doc_type].as_signed  # then everything, whatever the bureau made of it since
    if as_signed and any(row.state == "returned" for row in rows):
        raise Refusal("not_allowed", "有隐患正在退回补正，请等专家重新签字提交后再起草")
    states = {row.state for row in rows} if as_signed else {"assigned"}
    taken = set(
        log.c.scalars(
            sa.select(t.document_finding.c.finding_id)
            .join(
                t.document,
                sa.and_(
                    t.document.c.org_id == t.document_finding.c.org_id,
                    t.document.c.id == t.document_finding.c.document_id,
                ),
            )
            .where(
                t.document.c.org_id == log.org,
                t.document.c.visit_id == visit,
                t.document.c.type == doc_type,
                t.document.c.state != "void",
            )
        )
    )
    fitting = {row.id: row for row in rows if row.state in states and row.id not in taken}
    unfit = [id_ for id_ in wanted or [] if id_ not in fitting]
    if unfit:
        raise Refusal("not_allowed", f"有 {len(unfit)} 条隐患还没有交办，或已经列入另一份文书，不能列入")
    chosen = [row for row in fitting.values() if wanted is None or row.id in wanted]
    chosen.sort(key=lambda row: _risk(row, as_signed))
    return [row.id for row in chosen]


def _risk(row: Any, as_signed: bool) -> tuple[int, str, str]:
    """Worst first, then by deadline; on what was signed an expert's suspicion counts, not the grade that came of it, and the numbers are
    those of the leave-behind copy (domain/slip.py)."""
    if not as_signed:
        return SEVERITY_ORDER.index(row.severity), row.due_date or "", ""
    suspected = (row.signed or {}).get("suspected_major") is not None
    grade = SEVERITY_ORDER.index("suspected_major" if suspected else "general")
    return grade, f"{(row.signed or {}).get('due_days', 15):03d}", row.id


def preview(db: Database, press: Press, org: str, document: str) -> Rendered:
    """The draft as it would be printed, with a blank number. Raises Refusal, render.RenderError."""
    return _dry(db, press, org, document)[0]


def _dry(
    db: Database, press: Press, org: str, document: str
) -> tuple[Rendered, dict[q.Shot, q.Print], dict[str, str]]:
    with db.read() as connection:
        row = _document(connection, org, document)
        wanted = q.sources(connection, org, row)
        drawn = q.marks(connection, org, row)
    prints = {shot: print_copy_of(press.blobs, org, shot.sha256, drawn[shot]) for shot in wanted.photos}
    signed = {sha: signature_copy_of(press.blobs, org, sha) for sha in wanted.signatures}
    with db.read() as connection:
        facts = _facts(connection, org, row, press, None, "XXXXXXXXXXXX", prints, signed)
    return render(facts, assets(press.blobs, org, facts)), prints, signed


def _document(connection: sa.Connection, org: str, document: str) -> Row:
    row = (
        connection.execute(
            sa.select(t.document).where(t.document.c.org_id == org, t.document.c.id == document)
        )
        .mappings()
        .one_or_none()
    )
    if row is None:
        raise Refusal("unknown", "没有这份文书")
    return dict(row)


def _facts(
    connection: sa.Connection, org: str, row: Row, press: Press, number: str | None, code: str, prints: dict[q.Shot, q.Print], signed: dict[str, str],
) -> NoticeFacts:  # fmt: skip
    return q.notice_facts(
        connection, org, row, number=number, code=code, base_url=press.base_url, today=dates.day_of(now_ms()), prints=prints,
        signature_prints=signed,
    )  # fmt: skip


def issue(db: Database, press: Press, actor: Actor, document: str) -> Row:
    """Issues a draft: number, frozen facts, file. Raises Refusal or render.RenderError before any number is taken."""
    _, prints, signed = _dry(db, press, actor.org, document)
    code = links.new_code("read")
    with writing(db, actor.org) as log:
        row = log.row("document", document) or {}
        if not row or actor.role not in DOC_TYPES[row["type"]].issue_roles:
            raise Refusal("not_your_role", "您不能签发这种文书")
        _check_still_fitting(log, row)
        _check_still_hidden(log, row, prints)
        year = int(dates.day_of(log.now)[:4])
        seq = 1 + (log.c.scalar(
            sa.select(sa.func.max(t.document.c.number_seq)).where(
                t.document.c.org_id == actor.org, t.document.c.type == row["type"], t.document.c.year == year
            )
        ) or 0)  # fmt: skip
        number = doc_number(row["type"], q.bureau(log.c, actor.org).get("abbr", ""), year, seq)
        facts = _facts(log.c, actor.org, row, press, number, code, prints, signed)
        frozen = without_code(msgspec.json.decode(msgspec.json.encode(facts)))
        log.event(
            actor,
            f"document/{document}",
            "issue",
            {"number": number, "year": year, "seq": seq, "facts": frozen},
        )
        links.add_link(log.c, actor.org, document, "read", code, links.seal(press.secret, code))
    try:
        return finish(db, press, actor.org, document)
    except (Full, Busy) as problem:
        raise Refusal(
            "unfinished",
            "文号已取用、内容已固定，但服务器暂时存不下文件。腾出空间后，在文书页点“继续生成文件”即可，文号不会丢失",
        ) from problem


def _check_still_fitting(log: Log, document: Row) -> None:
    """What was cancelled or merged since the draft was made must not be ordered. Raises Refusal."""
    log.prefetch_rows("finding", document["findings"])
    wanted = set(FINDING_STATES) - {"returned"} if DOC_TYPES[document["type"]].as_signed else {"assigned"}
    if (
        DOC_TYPES[document["type"]].as_signed
        and (log.row("visit", document["visit_id"]) or {}).get("state") != "received"
    ):
        raise Refusal("wrong_state", "这次检查又提交了更正的版本，尚未收齐；请作废这份草稿，收齐后重新起草")
    gone = [id_ for id_ in document["findings"] if (log.row("finding", id_) or {}).get("state") not in wanted]
    if gone:
        raise Refusal(
            "not_allowed",
            f"草稿中有 {len(gone)} 条隐患的状态已经改变（如已作废或已退回），请作废这份草稿后重新起草",
        )


def _check_still_hidden(log: Log, document: Row, prints: dict[q.Shot, q.Print]) -> None:
    """What somebody hid while the copies for paper were made must not be printed. Raises Refusal."""
    if any(
        marks.hidden != prints[shot].hidden
        for shot, marks in q.marks(log.c, log.org, document).items()
        if shot in prints
    ):
        raise Refusal("not_allowed", "有照片刚刚加了遮挡，请再签发一次")


def without_code(facts: Row) -> Row:
    """Facts as the log keeps them: the code that opens the document stands only on the paper, and hashed in its link."""
    return {**facts, "verify": None}


def finish(db: Database, press: Press, org: str, document: str) -> Row:
    """Step three of issuing: renders the frozen facts, stores the file, logs `issued`. Harmless when it is done already."""
    with db.read() as connection:
        row = _document(connection, org, document)
        sealed = connection.execute(
            sa.select(t.link).where(
                t.link.c.org_id == org, t.link.c.document_id == document, t.link.c.sealed.is_not(None)
            )
        ).one_or_none()
    if row["state"] != "issuing" or sealed is None:
        return row
    code = links.unseal(press.secret, sealed.sealed)
    verify = {"url": f"{press.base_url}/n/{code}", "code": code, "typed": f"{press.base_url}/n/"}
    facts = msgspec.convert({**row["facts"], "verify": verify}, NoticeFacts)
    made = render(facts, assets(press.blobs, org, facts))
    press.blobs.put(blob_name(org, "document", made.sha256), made.pdf)
    with writing(db, org) as log:
        if (log.row("document", document) or {}).get("state") != "issuing":
            return log.row("document", document) or {}
        value = {"sha256": made.sha256, "bytes": len(made.pdf), "pages": made.pages}
        row = log.event(system(org), f"document/{document}", "issued", value)
        log.c.execute(
            t.link.update().where(t.link.c.org_id == org, t.link.c.id == sealed.id).values(sealed=None)
        )
    return row


def sweep(db: Database, press: Press) -> int:
    """Finishes what a crash left in `issuing`; returns how many. Runs at start and from `inspect-app worker`."""
    with db.read() as connection:
        left = connection.execute(
            sa.select(t.document.c.org_id, t.document.c.id).where(t.document.c.state == "issuing")
        ).all()
    done = 0
    for row in left:
        try:
            finish(db, press, row.org_id, row.id)
            done += 1
        except (
            Refusal,
            RenderError,
            InvalidToken,
            msgspec.ValidationError,
            Full,
            Busy,
        ):  # it must not keep the others waiting
            logging.getLogger(__name__).exception(
                "document %s/%s was numbered and cannot be finished", row.org_id, row.id
            )
    return done


def serve(db: Database, actor: Actor, document: str, value: Row) -> str:
    """Service: the findings of a notice begin to be rectified. Returns the service code to hand over. Raises Refusal."""
    with writing(db, actor.org) as log:
        row = log.event(actor, f"document/{document}", "serve", value)
        if row["type"] == NOTICE:
            log.prefetch_rows("finding", row["findings"])
            for finding in row["findings"]:
                if (log.row("finding", finding) or {}).get("state") == "assigned":
                    log.event(actor, f"finding/{finding}", "notify", {"document": document})
    return links.hand_over(db, actor.org, document)


def sign_receipt(db: Database, actor: Actor, document: str, value: Row) -> Row:
    """The enterprise signs for receipt. Raises Refusal."""
    with writing(db, actor.org) as log:
        return log.event(actor, f"document/{document}", "receipt", value)


def void(db: Database, actor: Actor, document: str, reason: str) -> Row:
    """A document is void with a reason; its number is never used again and its codes end. Raises Refusal.

    Findings whose clock it started and that nobody answered yet go back to `assigned`, so that another notice can carry them.
    """
    with writing(db, actor.org) as log:
        row = log.event(actor, f"document/{document}", "void", {"reason": reason})
        log.prefetch_rows("finding", row["findings"])
        for finding in row["findings"]:
            held = log.row("finding", finding) or {}
            if held.get("state") == "rectifying" and held.get("document_id") == document:
                log.event(actor, f"finding/{finding}", "recall", {"document": document})
        links.end_codes(log.c, actor.org, document)
    return row


def renew_code(db: Database, actor: Actor, document: str) -> str:
    """A new service code for a served document in place of a lost one; the earlier ends. Raises Refusal."""
    with db.read() as connection:
        row = _document(connection, actor.org, document)
    if actor.role not in DOCUMENT["serve"].roles:
        raise Refusal("not_your_role", "您不能办理文书送达")
    if row["state"] != "served":
        raise Refusal("wrong_state", "只有已送达的文书才有送达码")
    return links.hand_over(db, actor.org, document)
