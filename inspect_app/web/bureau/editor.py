"""起草: the editor of a draft. A form on the left, the pages of the PDF on the right; what is typed is saved and drawn again.

With the script the form's fields come one by one as JSON and the pages are fetched as pictures; without it the form is sent whole.
"""

from __future__ import annotations

from typing import Any

from flask import flash, jsonify, make_response, redirect, render_template, request, url_for

from inspect_app.commands import drafts, edits
from inspect_app.commands.view import viewing
from inspect_app.domain import doc_gaps, law, rules
from inspect_app.domain.doc_settings import needs_review
from inspect_app.domain.doc_types import DOC_TYPES, DocType
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.domain.wire import Invalid
from inspect_app.queries import document as qd
from inspect_app.queries import drafts as q
from inspect_app.queries import finding as qf
from inspect_app.queries.doc_settings import doc_settings
from inspect_app.storage.db import now_ms
from inspect_app.web.app import parts
from inspect_app.web.bureau import bases, edit_words, words
from inspect_app.web.bureau.common import blueprint, found, seen
from inspect_app.web.bureau.sheets import linked, standing
from inspect_app.web.security import actor

Row = dict[str, Any]
BLANK, SEEN = "blank-", "seen-"


@blueprint.route("/documents/<document>/edit", methods=["GET", "POST"])
def document_edit(document: str) -> Any:
    """GET the editor; POST saves: JSON of single fields from the script, or the whole form."""
    who = actor()
    with parts().db.read() as connection:
        row = found(qd.one(connection, who, document))
    if request.method == "POST":
        return _saved_json(who, row) if request.is_json else _saved_form(who, row)
    if rules.edit_obstacle(row, who):
        return redirect(url_for("bureau.document", document=document))
    return _show(who, row)


def _show(who: Actor, row: Row, done: Row | None = None, problem: str | None = None) -> Any:
    kind = DOC_TYPES[row["type"]]
    with parts().db.read() as connection:
        filled = q.blanks(connection, who.org, row["id"])
        facts = q.bare_facts(connection, who.org, row)
        listed = [_card(who, kind, *card) for card in q.cards(connection, who, row["findings"])]
    with viewing(parts().db, who.org) as view:
        more = [] if kind.as_signed else drafts.addable(view, row)
    with parts().db.read() as connection:
        addable = [finding for finding, _ in q.cards(connection, who, more)]
        review = needs_review(doc_settings(connection, who.org), kind.code)
    gaps = standing(who, row) + doc_gaps.gaps(facts)
    typed = request.form if done or problem else {}
    blanks = [
        _blank(field, filled.get(field.name), facts.fields.get(field.name, ""), typed)
        for field in kind.fields
    ]
    page = render_template(
        "bureau/editor.html", here="bureau.documents", row=row, kind=kind, blanks=blanks, listed=listed, addable=addable, done=done, problem=problem,
        typed=typed, who=who, gaps=linked(row, gaps), cautions=linked(row, doc_gaps.cautions(facts)), needs_review=review, orders=row["visit"].get("track", "advisory") == "advisory" and kind.track != "enforcement",
    )  # fmt: skip
    return make_response(page, 409 if done or problem else 200)


def _blank(field: Any, kept: Row | None, shown: str, typed: Any) -> Row:
    """A blank of the form: what stands in it, what the page has seen of it, who wrote it."""
    mark = " ".join(kept["heads"]) if kept else ""
    value = typed.get(BLANK + field.name, kept["value"] if kept else shown)
    return {
        "field": field,
        "value": value,
        "seen": mark,
        "kept": kept,
        "at": edit_words.saved_at(kept["at"]) if kept else "",
    }


def _card(who: Actor, kind: DocType, row: Row, item: Row | None) -> Row:
    """A listed finding, with why it can't be changed here (`fixed`) and what the page has seen of each of its words."""
    doubts = [doubt for basis in row["basis"] or [] for doubt in law.doubts(basis, row["found_on"])]
    shown = (
        {
            **row,
            **{name: (row["signed"] or {}).get(name, "") for name in ("location", "statement", "measure")},
        }
        if kind.as_signed
        else row
    )
    return {
        **shown, "fixed": edits.finding_obstacle(kind, row, who), "offered": bases.choices(row, item), "doubts": doubts,
        "marks": {name: edits.mark_of(row[name]) for name in edits.WORDS_OF_FINDING},
    }  # fmt: skip


# --- saving ------------------------------------------------------------------------------------------------------------------------------


def _saved_json(who: Actor, row: Row) -> Any:
    """One unit of the page: blanks of the document, or the words of a finding."""
    body = request.get_json()
    if not isinstance(body, dict) or not all(
        isinstance(body.get(name), dict) for name in ("changes", "seen")
    ):
        raise Invalid("malformed", "请求内容不完整")
    finding, changes, marks = str(body.get("finding") or ""), body["changes"], body["seen"]
    try:
        texts = {str(name): str(text) for name, text in changes.items()}
        done = (
            _save_finding(who, row, finding, texts, marks)
            if finding
            else _save_blanks(who, row, texts, marks)
        )
    except (Refusal, Invalid) as problem:
        return jsonify(error=problem.reason, message=problem.message), 409
    return jsonify(_answer(who, row, finding, done)), 409 if done.clashes or done.refused else 200


def _save_blanks(who: Actor, row: Row, changes: Row, marks: Row) -> edits.Edited:
    return edits.edit(
        parts().db, who, row["id"], changes, {str(name): str(mark).split() for name, mark in marks.items()}
    )


def _save_finding(who: Actor, row: Row, finding: str, changes: Row, marks: Row) -> edits.Edited:
    return edits.edit_finding(
        parts().db, who, row["id"], finding, changes, {str(name): str(mark) for name, mark in marks.items()}
    )


def _answer(who: Actor, row: Row, finding: str, done: edits.Edited) -> Row:
    """saved: name → what is seen now; clashes with the other's words; refused: name → reason; the time."""
    with parts().db.read() as connection:
        now = (
            q.words_of_finding(connection, who.org, finding)
            if finding
            else q.blanks(connection, who.org, row["id"])
        )
    marks = {
        name: edits.mark_of(one["value"]) if finding else " ".join(one["heads"]) for name, one in now.items()
    }
    clashes = [
        {
            "name": name, "theirs": words.bases(one["value"]) if name == "basis" else one["value"], "who": one["name"], "at": edit_words.saved_at(one["at"]),
            "seen": marks[name], "mine": one["author"] == who.id,
        }
        for name, one in now.items() if name in done.clashes
    ]  # fmt: skip
    return {
        "saved": {name: marks.get(name, "") for name in done.saved},
        "clashes": clashes,
        "refused": done.refused,
        "at": edit_words.saved_at(now_ms()),
    }


def _saved_form(who: Actor, row: Row) -> Any:
    """The form of a browser without the script: all blanks, or one finding."""
    form, finding = request.form, request.form.get("finding", "")
    names = (
        list(edits.WORDS_OF_FINDING) if finding else [field.name for field in DOC_TYPES[row["type"]].fields]
    )
    changes: Row = {name: form[BLANK + name] for name in names if BLANK + name in form}
    marks = {name: form.get(SEEN + name, "") for name in names}
    try:
        if finding and "basis-name-new" in form:
            changes["basis"] = _chosen_bases(who, finding)
        done = (
            _save_finding(who, row, finding, changes, marks)
            if finding
            else _save_blanks(who, row, changes, marks)
        )
    except (Refusal, Invalid) as problem:
        return _show(who, row, problem=problem.message)
    if done.clashes or done.refused:
        return _show(who, row, _answer(who, row, finding, done))
    flash("已保存", "ok")
    return redirect(
        url_for(
            "bureau.document_edit", document=row["id"], _anchor=f"finding-{finding[:8]}" if finding else None
        )
    )


def _chosen_bases(who: Actor, finding: str) -> list[Row]:
    """The bases that the form of a finding names. Raises Refusal for one that must not be printed so."""
    with parts().db.read() as connection:
        held = found(qf.one(connection, who, finding))
        offered = bases.choices(held, qf.item_of(connection, who.org, held))
    return bases.chosen(request.form, offered, held["found_on"])


@blueprint.post("/documents/<document>/arrange")
def document_arrange(document: str) -> Any:
    """Which findings are listed and in which order: `do` is up, down, out, in, or worst (by severity and deadline)."""
    who = actor()
    with parts().db.read() as connection:
        row = found(qd.one(connection, who, document))
    finding = request.form.get("finding", "")
    try:
        edits.arrange(parts().db, who, document, _arranged(row, request.form.get("do", ""), finding), seen())
    except (Refusal, Invalid) as problem:
        return _show(who, row, problem=problem.message)
    return redirect(
        url_for(
            "bureau.document_edit",
            document=document,
            _anchor=f"finding-{finding[:8]}" if finding in row["findings"] else "findings",
        )
    )


def _arranged(row: Row, how: str, finding: str) -> list[str]:
    listed = list(row["findings"])
    if how == "in":
        return [*listed, finding]
    if how == "worst":
        severity = ("major", "suspected_major", "general")
        return [
            one["id"]
            for one in sorted(
                row["listed"], key=lambda one: (severity.index(one["severity"]), one["due_date"] or "")
            )
        ]
    if finding not in listed:
        raise Refusal("unknown", "这份草稿里没有这条隐患")
    at = listed.index(finding)
    listed.remove(finding)
    if how != "out":
        listed.insert(max(0, at + (-1 if how == "up" else 1)), finding)
    return listed
