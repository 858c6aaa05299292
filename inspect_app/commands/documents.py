"""Documents: previewed and issued in three steps (design § 7.5); begun in drafts.py, served and withdrawn in service.py.

Issuing: (1) a render with the number that is likely next checks glyphs, facts and rights before one is taken; (2) one transaction takes the number
and freezes the facts; (3) the file is rendered from the frozen facts (unless they are those of (1): the same facts give the same bytes), signed,
stored, and `issued` is logged with its hash (paper.make). A crash after (2) is finished by `sweep`. Numbers are taken under the lock of the org's counter row, so they have no gaps.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import msgspec
import sqlalchemy as sa
from cryptography.fernet import InvalidToken
from msgspec.structs import replace

from inspect_app.commands import doc_days, drafts, grounds, links, outcomes, paper, seals
from inspect_app.commands.log import Log, writing
from inspect_app.commands.paper import Ahead
from inspect_app.commands.press import Press, assets, print_copy_of, signature_copy_of
from inspect_app.commands.view import View, viewing
from inspect_app.domain import dates
from inspect_app.domain.doc_settings import code_word, needs_review, unticked
from inspect_app.domain.doc_types import DOC_TYPES, DocType
from inspect_app.domain.documents import Anchor, NoticeFacts, doc_number, verify_at
from inspect_app.domain.people import Actor, system
from inspect_app.domain.rules import Refusal
from inspect_app.queries import facts as q
from inspect_app.queries.doc_settings import doc_settings
from inspect_app.render.engine import RenderError
from inspect_app.render.pdf import Rendered, clean, render
from inspect_app.render.sign import SignError
from inspect_app.storage import tables as t
from inspect_app.storage.db import Busy, Database, Full, now_ms

Row = dict[str, Any]
BLANK_CODE = "XXXXXXXXXXXX"  # on the preview of a draft


def preview(db: Database, press: Press, org: str, document: str) -> Rendered:
    """The draft as it would be printed, with a blank number. Raises Refusal, render.RenderError."""
    facts, _, _ = draft_facts(db, press, org, document)
    return render(facts, assets(press.blobs, org, facts))


def draft_facts(
    db: Database, press: Press, org: str, document: str, issuer: str = "", code: str = BLANK_CODE
) -> tuple[NoticeFacts, dict[q.Shot, q.Print], dict[str, str]]:
    """What a draft says now, with the copies of photos and signatures that it shows; they are made when they are not there yet. Raises Refusal.

    With a code of its own it also has the number and the anchor that it gets if nothing is written before it is issued.
    """
    with db.read() as connection:
        row = _document(connection, org, document)
        wanted = q.sources(connection, org, row)
        drawn = q.marks(connection, org, row)
    prints = {shot: print_copy_of(press.blobs, org, shot.sha256, drawn[shot]) for shot in wanted.photos}
    signed = {sha: signature_copy_of(press.blobs, org, sha) for sha in wanted.signatures}
    with db.read() as connection:
        number, anchor = (None, None) if code == BLANK_CODE else _likely(connection, org, row)
        facts = _facts(connection, org, row, press, number, code, prints, signed, issuer, anchor)
    return facts, prints, signed


def _likely(connection: sa.Connection, org: str, row: Row) -> tuple[str | None, Anchor | None]:
    kind = DOC_TYPES.get(row["type"] or "")
    if kind is None:
        return None, None
    counter = connection.execute(sa.select(t.org).where(t.org.c.id == org)).one()
    number = _next_number(connection, org, now_ms(), kind)[2]
    return number, Anchor(seq=counter.seq, hash=counter.chain)


def _ahead(press: Press, org: str, facts: NoticeFacts, seal: str) -> Ahead:
    """The file of facts that are likely to be frozen: what can't be printed is found before a number is taken. Raises render.RenderError."""
    frozen = msgspec.convert(msgspec.to_builtins(clean(paper.sealed(facts, seal))), NoticeFacts)
    return Ahead(frozen, render(frozen, assets(press.blobs, org, frozen)))


def obstacles(db: Database, actor: Actor, document: str) -> list[Refusal]:
    """Why this draft can't be issued whatever it says: what its issue would be refused for, beside who may do it and whether it was reviewed."""
    with viewing(db, actor.org) as view:
        row = view.row("document", document)
        if row is None:
            raise Refusal("unknown", "没有这份文书")
        kind = DOC_TYPES[row["type"]]
        refusals = (
            _refused(_check_confirmed, view, kind),
            _refused(_check_still_fitting, view, kind, row, actor),
        )
    return [refusal for refusal in refusals if refusal]


def _refused(check: Callable[..., None], *given: Any) -> Refusal | None:
    try:
        check(*given)
    except Refusal as refusal:
        return refusal
    return None


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
    issuer: str = "", anchor: Anchor | None = None,
) -> NoticeFacts:  # fmt: skip
    return q.notice_facts(
        connection, org, row, number=number, code=code, base_url=press.base_url, today=dates.day_of(now_ms()), prints=prints,
        signature_prints=signed, issuer=issuer, anchor=anchor,
    )  # fmt: skip


def issue(db: Database, press: Press, actor: Actor, document: str, seen: str = "") -> Row:
    """Issues a draft: number, frozen facts, file. `seen`: the sign of what the page showed. Raises Refusal or render.RenderError before any number is taken."""
    signer = press.signing.ready(actor.org, dates.moment(now_ms()))
    with db.read() as connection:
        seal = seals.to_print(connection, actor.org, signer)
    seals.check_held(press.blobs, actor.org, seal)
    code = links.new_code("read")
    likely, prints, signed = draft_facts(db, press, actor.org, document, actor.name, code)
    ahead = _ahead(press, actor.org, likely, seal)
    with writing(db, actor.org) as log:
        row = log.row("document", document) or {}
        kind = _check_may_issue(log, actor, row)
        if seen and seen != q.content_mark(log.c, log.org, row):
            raise Refusal("stale", "这份草稿在您打开页面之后又有修改，没有取用文号；请看过最新内容后再签发")
        _check_still_fitting(log, kind, row, actor)
        _check_still_hidden(log, row, prints)
        q.check_bases(log.c, actor.org, row)
        year, seq, number = _next_number(log.c, log.org, log.now, kind)
        anchor = Anchor(seq=log.seq, hash=log.chain)
        facts = _facts(log.c, actor.org, row, press, number, code, prints, signed, actor.name, anchor)
        _check_as_tried(likely, facts)
        facts = clean(paper.sealed(facts, seals.to_print(log.c, actor.org, signer)))
        frozen = without_code(msgspec.json.decode(msgspec.json.encode(facts)))
        log.event(
            actor,
            f"document/{document}",
            "issue",
            {"number": number, "year": year, "seq": seq, "facts": frozen},
        )
        links.add_link(log.c, actor.org, document, "read", code, links.seal(press.secret, code))
        outcomes.when_issued(log, actor, row, facts)
    try:
        return finish(db, press, actor.org, document, ahead)
    except (Full, Busy) as problem:
        raise Refusal(
            "unfinished",
            "文号已取用、内容已固定，但服务器暂时存不下文件。腾出空间后，在文书页点“继续生成文件”即可，文号不会丢失",
        ) from problem
    except SignError as problem:
        raise Refusal(
            "unfinished",
            f"文号已取用、内容已固定，但文件没有签成：{problem}。问题解决后，在文书页点“继续生成文件”即可，文号不会丢失",
        ) from problem


def _check_as_tried(likely: NoticeFacts, facts: NoticeFacts) -> None:
    """Only what was printed on trial is frozen: what somebody changed meanwhile might be unprintable, or miss its photos. Raises Refusal."""
    if replace(likely, number=None, anchor=None) != replace(facts, number=None, anchor=None):
        raise Refusal(
            "stale",
            "签发时这份草稿（或企业、设置等登记内容）刚被修改，没有取用文号；请看过最新内容后再签发一次",
        )


def _next_number(connection: sa.Connection, org: str, now: int, kind: DocType) -> tuple[int, int, str]:
    """(year, running number, its text), certain under the lock of the org's counter row. Raises Refusal for a text that is taken."""
    year, d = int(dates.day_of(now)[:4]), t.document.c
    mine = (d.org_id == org) & (d.type == kind.code) & (d.year == year)
    seq = 1 + (connection.scalar(sa.select(sa.func.max(d.number_seq)).where(mine)) or 0)
    about, settings = q.bureau(connection, org), doc_settings(connection, org)
    number = doc_number(
        kind.code,
        about.get("abbr", ""),
        year,
        seq,
        region=settings.region,
        word=code_word(settings, kind.code),
    )
    if connection.scalar(sa.select(d.id).where(d.org_id == org, d.number == number)):
        raise Refusal(
            "number_taken", f"文号 {number} 已被另一种文书使用；请在“设置—文书”中为{kind.title}换一个代字"
        )
    return year, seq, number


def _check_may_issue(log: Log, actor: Actor, row: Row) -> DocType:
    """Who, after whose review, and with what the bureau has confirmed. Raises Refusal."""
    kind = DOC_TYPES.get(row.get("type") or "")
    if kind is None or actor.role not in kind.issue_roles:
        raise Refusal("not_your_role", "您不能签发这种文书")
    settings = doc_settings(log.c, log.org)
    if row["state"] == "draft" and needs_review(settings, kind.code):
        raise Refusal("not_reviewed", f"{kind.title}须先由另一人审核，再签发")
    reviewed = drafts.reviewed_content(log, row) if row["state"] == "reviewed" else None
    if reviewed and reviewed != q.content_mark(log.c, log.org, row):
        raise Refusal(
            "changed",
            f"{kind.title}审核之后内容有改动（如隐患的描述、依据或期限），请退回修改并重新审核后再签发",
        )
    _check_confirmed(log, kind)
    return kind


def _check_confirmed(log: View, kind: DocType) -> None:
    """What the sources leave open of this type was confirmed by the bureau. Raises Refusal."""
    open_points = unticked(doc_settings(log.c, log.org), kind.code)
    if open_points:
        raise Refusal(
            "unticked",
            f"{kind.title}的{'、'.join(open_points)}尚未经本局核定，不能用于正式文书；请由局领导在“设置—文书—字号与核定”中核定",
        )


def _check_grounds_stand(log: View, kind: DocType, document: Row) -> None:
    """What was signed is still what was signed when the draft was made, and the document that it answers still holds. Raises Refusal."""
    visit = (log.row("visit", document["visit_id"]) if document["visit_id"] else None) or {}
    if kind.as_signed and visit.get("state") != "received":
        raise Refusal("wrong_state", "这次检查又提交了更正的版本，尚未收齐；请作废这份草稿，收齐后重新起草")
    if kind.as_signed and (visit.get("received_at") or 0) > document["drafted_at"]:
        raise Refusal("wrong_state", "起草之后现场又提交了更正的版本；请作废这份草稿，按最新签字内容重新起草")
    told = log.row("document", document["refers"]) if document["refers"] else None
    if told is not None and told["state"] not in ("issued", "served"):
        raise Refusal(
            "wrong_state",
            f"所依据的文书（{told['number']}）已作废或被替代，请作废这份草稿后从新的文书重新起草",
        )


def _check_still_fitting(log: View, kind: DocType, document: Row, actor: Actor) -> None:
    """What was cancelled or merged since the draft was made must not be ordered. Raises Refusal."""
    listed = document["findings"]
    log.prefetch_rows("finding", listed)
    _check_grounds_stand(log, kind, document)
    old = log.row("document", document["replaces"]) if document["replaces"] else None
    if old is not None and old["state"] not in ("issued", "served"):
        raise Refusal("wrong_state", "要替代的文书已经作废或被替代，请作废这份草稿后重新起草")
    rows = [log.row("finding", id_) for id_ in listed]
    gone = [row for row in rows if row is None or not drafts.may_list(kind, row, old)]
    if gone:
        raise Refusal(
            "not_allowed",
            f"草稿中有 {len(gone)} 条隐患的状态已经改变（如已作废或已退回），请作废这份草稿后重新起草",
        )
    grounds.check(log, kind, document["visit_id"], actor)
    grounds.check_recorded(log, kind, document["visit_id"], listed)
    drafts.check_major(log, kind, listed)
    doc_days.check(log, kind, document, dates.day_of(now_ms()))


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


def finish(db: Database, press: Press, org: str, document: str, ahead: Ahead | None = None) -> Row:
    """Step three of issuing: renders the frozen facts (or takes the file made `ahead` of the same facts), stores the file, logs `issued`.

    Harmless when it is done already.
    """
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
    facts = replace(
        msgspec.convert(row["facts"], NoticeFacts), verify=verify_at(press.base_url, row["type"], code)
    )
    value = paper.make(press, org, document, facts, now_ms(), ahead)
    with writing(db, org) as log:
        if (log.row("document", document) or {}).get("state") != "issuing":
            return log.row("document", document) or {}
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
