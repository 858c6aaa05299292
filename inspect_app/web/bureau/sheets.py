"""The pages of a draft as the editor shows them: which version they are of, what is missing in it, and each page as a picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import jinja2
from flask import abort, jsonify, make_response, request, url_for

from inspect_app.commands import documents
from inspect_app.commands.press import assets
from inspect_app.commands.sheets import Superseded
from inspect_app.domain import access, canon, doc_gaps
from inspect_app.domain.doc_gaps import Gap
from inspect_app.domain.documents import NoticeFacts
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.queries import document as q
from inspect_app.render import raster
from inspect_app.render.engine import MissingGlyph, RenderError
from inspect_app.render.pdf import Rendered, notice_json, render
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, found
from inspect_app.web.security import actor

Row = dict[str, Any]
A4 = 297 / 210
DEFAULT_WIDTH = 1200


class Look(NamedTuple):
    """How a draft looks now. made: None when nothing can be drawn, then `message` says why; gaps: what stands in the way of issuing;
    cautions: what is unusual and does not."""

    gaps: list[Gap]
    key: str = ""
    made: Rendered | None = None
    message: str = ""
    cautions: tuple[Gap, ...] = ()


def standing(who: Actor, row: Row) -> list[Gap]:
    """What its issue would be refused for whatever the draft says."""
    refusals = documents.obstacles(parts().db, who, row["id"])
    return [Gap(refusal.message, "ticks" if refusal.reason == "unticked" else "") for refusal in refusals]


def look(who: Actor, row: Row) -> Look:
    """Draws the draft, or tells why not. Raises Superseded when the same person asked again meanwhile."""
    gaps = standing(who, row)
    try:
        facts, *_ = documents.draft_facts(parts().db, parts().press, who.org, row["id"])
    except Refusal as problem:
        return Look([*gaps, Gap(problem.message)], message=problem.message)
    gaps, unusual = gaps + doc_gaps.gaps(facts), doc_gaps.cautions(facts)
    try:
        return Look(gaps, *_made(who, row, facts), cautions=tuple(unusual))
    except MissingGlyph as problem:
        named = doc_gaps.unprintable(facts, problem.characters) or [Gap(str(problem))]
        return Look([*gaps, *named], message=str(problem))
    except RenderError as problem:
        return Look([*gaps, Gap(str(problem))], message=str(problem))
    except jinja2.TemplateError:
        return Look(gaps, message="补全列出的内容后才能显示预览")


@blueprint.get("/documents/<document>/sheets")
def document_sheets(document: str) -> Any:
    """The version of now: `key`, `pages`, `tall`, `gaps` and `cautions` (text, href). 422 when nothing can be drawn, 409 when nobody waits for it any more."""
    who = actor()
    row = _row(who, document)
    if row["state"] not in ("draft", "reviewed"):
        abort(409, "这份文书已经签发，不能再修改")
    try:
        seen = look(who, row)
    except Superseded:
        return jsonify(superseded=True), 409
    if seen.made is None:
        return jsonify(message=seen.message, gaps=linked(row, seen.gaps)), 422
    told = {"gaps": linked(row, seen.gaps), "cautions": linked(row, seen.cautions)}
    return jsonify(key=seen.key, pages=seen.made.pages, tall=A4, **told)


@blueprint.get("/documents/<document>/sheets/<int:page>.jpg")
def document_sheet(document: str, page: int) -> Any:
    """A page, `?w=` pixels wide, of the version `?key=` while it is held, else of the version of now."""
    who = actor()
    row = _row(who, document)
    made = parts().sheets.held(_key(who, row, request.args.get("key", "")))
    if made is None and row["state"] in ("draft", "reviewed"):
        try:
            made = look(who, row).made
        except Superseded:
            abort(409)
    if made is None:
        abort(404)
    try:
        picture = raster.page_picture(made.pdf, page, request.args.get("w", DEFAULT_WIDTH, int))
    except raster.NoSuchPage:
        abort(404)
    response = make_response(picture)
    response.content_type = "image/jpeg"
    return response


def _row(who: Actor, document: str) -> Row:
    with parts().db.read() as connection:
        return found(q.one(connection, who, document))


def _key(who: Actor, row: Row, mark: str) -> str:
    """Bound to the document, so that nobody opens another's pages with a key."""
    return f"{who.org}/{row['id']}/{mark}"


def _made(who: Actor, row: Row, facts: NoticeFacts) -> tuple[str, Rendered]:
    mark = canon.sha256(notice_json(facts))[:32]
    press = parts().press

    def make() -> Rendered:
        return render(facts, assets(press.blobs, who.org, facts), partial=True)

    return mark, parts().sheets.drawn(f"{who.id}/{row['id']}", _key(who, row, mark), make)


def linked(row: Row, gaps: Iterable[Gap], editor: str = "") -> list[Mapping[str, str]]:
    """Each gap with the address where it is put right: a place of the editor (at `editor`, '' on its own page), or the page where it is kept."""
    kept = {
        "visit": url_for("bureau.visit", visit=row["visit_id"]) if row["visit_id"] else "",
        "enterprise": url_for("bureau.enterprise", enterprise=row["enterprise_id"]) if row["enterprise_id"] else "",
        "experts": url_for("bureau.experts"), "findings": f"{editor}#findings", "settings": url_for("bureau.settings") if access.may("bureau.settings", actor().role) else "",
        "ticks": url_for("bureau.settings", group="numbers") if access.may("bureau.settings", actor().role) else "",
    }  # fmt: skip
    finding_at = {f"finding-{n}": f"{editor}#finding-{id_[:8]}" for n, id_ in enumerate(row["findings"], 1)}
    return [
        {
            "text": gap.text,
            "href": kept.get(gap.at, finding_at.get(gap.at, f"{editor}#{gap.at}" if gap.at else "")),
        }
        for gap in gaps
    ]
