"""文书: drafted, previewed in the page, issued (number given, frozen), served (the code is shown once), void."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for

from inspect_app.commands import documents, offers
from inspect_app.domain import rules
from inspect_app.domain.doc_gaps import Gap
from inspect_app.domain.doc_settings import needs_review
from inspect_app.domain.doc_types import DOC_TYPES, NOTIFYING
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.queries import consent, serving
from inspect_app.queries import document as q
from inspect_app.queries import finding as qf
from inspect_app.queries.doc_settings import doc_settings
from inspect_app.queries.facts import content_mark
from inspect_app.render.engine import RenderError
from inspect_app.storage.db import now_ms
from inspect_app.web.app import parts
from inspect_app.web.bureau import edit_words, words
from inspect_app.web.bureau.acts import acts
from inspect_app.web.bureau.common import blueprint, found, number_cursor, types_asked
from inspect_app.web.bureau.sheets import Look, linked, look
from inspect_app.web.portal import files
from inspect_app.web.security import actor

Row = dict[str, Any]
TABS = {
    "todo": "待起草",
    "draft": "草稿",
    "reviewed": "已审核",
    "issued": "待送达",
    "served": "已送达",
    "void": "已作废或被替代",
    "all": "全部",
}


@blueprint.get("/documents", endpoint="documents")
def listed() -> Any:
    """One tab a state; the first holds the visits that wait for a notice."""
    who = actor()
    with parts().db.read() as connection:
        counts = q.counts(connection, who)
        asked = request.args.get("tab", "")
        tab = (
            asked
            if asked in TABS
            else next((name for name in ("todo", "draft", "issued") if counts[name]), "all")
        )
        word = request.args.get("q", "").strip()[:100]
        kind, track = request.args.get("type", ""), request.args.get("track", "")
        rows = (
            q.to_draft(connection, who)
            if tab == "todo"
            else q.listed(connection, who, tab, number_cursor(), word, types_asked())
        )
    more = tab != "todo" and len(rows) > q.PAGE
    rows = rows if tab == "todo" else rows[: q.PAGE]
    for row in rows if tab == "issued" else []:
        row["waits"] = (now_ms() - row["issued_at"]) // serving.DAY_MS if row["issued_at"] else 0
    following = f"{rows[-1]['updated_at']}~{rows[-1]['id']}" if more else None
    return render_template(
        "bureau/documents.html",
        here="bureau.documents",
        tab=tab,
        tabs=TABS,
        counts=counts,
        listed=rows,
        following=following,
        word=word,
        kinds=DOC_TYPES.values(),
        kind=kind,
        track_=track,
    )


@blueprint.get("/documents/<document>")
def document(document: str) -> Any:
    """The file in the page, and what can be done with it now."""
    return show(document)


def row_of(who: Actor, document: str) -> Row:
    """The document, or 404 when it isn't this person's to see."""
    with parts().db.read() as connection:
        return found(q.one(connection, who, document))


def show(document: str, problem: Exception | None = None) -> Any:
    """The page of a document; with `problem` what was tried and why it was not done (409)."""
    who = actor()
    row = row_of(who, document)
    kind, draft = DOC_TYPES[row["type"]], row["state"] in ("draft", "reviewed")
    row["waits"] = (now_ms() - row["issued_at"]) // serving.DAY_MS if row["issued_at"] else 0
    served = row["service"] or {}
    with parts().db.read() as connection:
        story = qf.timeline(
            connection, who.org, [f"document/{document}", *(f"finding/{id_}" for id_ in row["findings"])]
        )
        people = qf.names(
            connection,
            who.org,
            [row["drafted_by"], row["reviewed_by"], row["issued_by"], served.get("by"), served.get("also")],
        )
        code = q.codes(connection, who.org, document)
        helpers = serving.servers(connection, who.org, officers=kind.track == "enforcement")
        agreed = consent.confirmation(connection, who.org, row["enterprise_id"])
        related = q.related(connection, who, row)
        mark = content_mark(connection, who.org, row) if draft else ""
        review = needs_review(doc_settings(connection, who.org), kind.code)
    looks = look(who, row) if draft else None
    edit = (
        url_for("bureau.document_edit", document=document)
        if draft and not rules.edit_obstacle(row, who)
        else ""
    )
    page = render_template(
        "bureau/document.html", here="bureau.documents", row=row, kind=kind, title=kind.title, story=list(reversed(edit_words.story(story, row, people))),
        able=rules.allowed("document", row, who), may_now=acts(row, who, review), code=code, people=people, problem=_message(problem),
        gaps=linked(row, looks.gaps, edit) if looks else [], cautions=looks.cautions if looks else (), drawn=looks is None or looks.made is not None, edit=edit, related=related, mark=mark, replaceable=_replaceable(who, row), needs_review=review,
        offers=offers.of_document(parts().db, who, document), typed=request.form if problem else {}, methods=words.METHODS, servers=helpers, consent=agreed,
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)


def _replaceable(who: Actor, row: Row) -> bool:
    """Whether 撤回重发 is offered: what took effect, or started a clock, is not replaced (drafts.draft says why)."""
    kind = DOC_TYPES[row["type"]]
    ended = kind.on_issue or (row["state"] == "served" and kind.code in NOTIFYING)
    return row["state"] in ("issued", "served") and not ended and who.role in kind.draft_roles


def _message(problem: Exception | None) -> str | None:
    return getattr(problem, "message", None) or (str(problem) if problem else None)


@blueprint.get("/documents/<document>/preview.pdf")
def document_preview(document: str) -> Any:
    """The draft with a blank number; what has been issued is shown as it was issued."""
    who = actor()
    row = row_of(who, document)
    if row["sha256"]:
        return redirect(url_for("bureau.document_file", document=document, view=1))
    looks = look(who, row)
    if looks.made is None:
        raise RenderError(looks.message)
    response = make_response(looks.made.pdf)
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = files.disposition(
        "inline", f"草稿-{row['firm'].get('name', '')}.pdf"
    )
    return response


@blueprint.get("/documents/<document>/file.pdf")
def document_file(document: str) -> Any:
    """The issued file, byte for byte; `?view=1` shows it in the page."""
    who = actor()
    row = row_of(who, document)
    if not row["sha256"]:
        abort(404, "这份文书还没有生成文件")
    return files.pdf(who.org, row)


@blueprint.route("/documents/<document>/issue", methods=["GET", "POST"])
def document_issue(document: str) -> Any:
    """GET says what will happen; POST does it."""
    who = actor()
    row = row_of(who, document)
    if request.method == "GET":
        return _ask_to_issue(who, row)
    try:
        issued = (
            documents.finish(parts().db, parts().press, who.org, document)
            if row["state"] == "issuing"
            else documents.issue(parts().db, parts().press, who, document, request.form.get("mark", ""))
        )
    except (RenderError, Refusal) as problem:
        return show(document, problem)
    flash(f"已签发：{issued['number']}。文件已固定，可以送达", "ok")
    return redirect(url_for("bureau.document", document=document))


def _ask_to_issue(who: Actor, row: Row) -> Any:
    """What will happen, before it does."""
    if row["state"] not in ("draft", "reviewed"):
        return redirect(url_for("bureau.document", document=row["id"]))
    with parts().db.read() as connection:
        review = needs_review(doc_settings(connection, who.org), row["type"])
        mark = content_mark(connection, who.org, row)
    obstacle = acts(row, who, review).get("issue", "您不能签发这份文书")
    looks = Look([Gap(obstacle)]) if obstacle else look(who, row)
    return render_template(
        "bureau/document_issue.html", here="bureau.documents", row=row, title=words.document_type(row["type"]), unfit="；".join(gap.text for gap in looks.gaps), cautions=looks.cautions, kind=DOC_TYPES[row["type"]], mark=mark,
    )  # fmt: skip
