"""设置 · 文书: what a bureau says in its own words, its numbers, its seal and fonts; each with a preview on made-up facts, and the history."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for

from inspect_app.commands import doc_settings as settings
from inspect_app.commands.photos import blob_name
from inspect_app.domain import access
from inspect_app.domain.doc_settings import FACE_LABELS, of
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.rules import Refusal
from inspect_app.queries import doc_setting_pages as q
from inspect_app.queries.facts import bureau
from inspect_app.render.engine import RenderError
from inspect_app.web.app import parts
from inspect_app.web.bureau import setting_forms as forms
from inspect_app.web.bureau.common import blueprint, text
from inspect_app.web.portal import files
from inspect_app.web.security import actor

Row = dict[str, Any]
FIRST = "organs"
GROUPED = {
    group: [kind for kind in DOC_TYPES.values() if kind.group == group]
    for group in ("帮扶文书", "执法文书", "其他文书")
}
GROUPS = {
    "organs": "机关与救济", "numbers": "字号与核定", "words": "文书用语", "seal": "印章", "fonts": "字体", "history": "变更记录",
}  # fmt: skip


@blueprint.get("/settings/documents", endpoint="settings")
@blueprint.get("/settings/documents/<group>", endpoint="settings")
def settings_page(group: str = FIRST) -> Any:
    """One group of the settings."""
    return _show(group)


def _show(group: str, problem: Exception | None = None, draft: Row | None = None) -> Any:
    """`draft`: what was typed and not saved (field → text); without it what is kept."""
    if group not in GROUPS:
        abort(404)
    who, chosen = actor(), forms.doc_type()
    with parts().db.read() as connection:
        about, held = bureau(connection, who.org), settings.versions(connection, who.org)
        used = q.used_numbers(connection, who.org, forms.this_year())
    record = dict(held[-1]["value"] or {}) if held else {}
    page = render_template(
        f"bureau/settings_{group}.html", here="bureau.settings", group=group, groups=GROUPS, about=about, record=record, types=DOC_TYPES, grouped=GROUPED, chosen=chosen,
        now=of(about, record), bare=of(about, {}), values=forms.values(record) if draft is None else draft, seen=held[-1]["seq"] if held else 0,
        may_change=access.may("bureau.settings_change", who.role), used=used, errors=forms.errors(problem), stale=getattr(problem, "changed", None),
        problem=getattr(problem, "message", None) or (str(problem) if problem else None), faces=FACE_LABELS, **forms.more(group, chosen, about, record, held, used),
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)


@blueprint.post("/settings/documents/<group>")
def settings_change(group: str) -> Any:
    """Saves one group; the two other buttons of a sentence only change what stands in its box."""
    if group not in forms.PATCHES:
        abort(404)
    if draft := forms.refilled():
        return _show(group, draft=draft)
    try:
        changed = settings.change(parts().db, actor(), forms.PATCHES[group](), forms.seen())
    except Refusal as problem:
        return _show(group, problem, forms.typed())
    flash("已保存，以后签发的文书按新的设置；已签发的不变" if changed else "没有改动", "ok")
    return redirect(url_for("bureau.settings", group=group, type=text("type", 40) or None))


@blueprint.route("/settings/documents/preview.pdf", methods=["GET", "POST"])
def settings_preview() -> Any:
    """A type on made-up facts: GET with what is kept, POST with what stands in the form and is not saved."""
    group = request.form.get("group", "")
    patch = forms.PATCHES[group]() if group in forms.PATCHES else {}
    try:
        made = settings.specimen(parts().db, parts().press, actor().org, forms.doc_type(), patch)
    except (Refusal, RenderError) as problem:
        found = getattr(problem, "problems", None)
        said = [one.text for one in found] if found else [getattr(problem, "message", str(problem))]
        return make_response(render_template("bureau/settings_unfit.html", said=said), 422)
    response = make_response(made.pdf)
    response.content_type = "application/pdf"
    title = DOC_TYPES[forms.doc_type()].title
    response.headers["Content-Disposition"] = files.disposition("inline", f"样稿-{title}.pdf")
    return response


@blueprint.post("/settings/documents/fonts/<face>")
def settings_font(face: str) -> Any:
    """Takes a font file for one face, or goes back to the free one."""
    if face not in FACE_LABELS:
        abort(404)
    try:
        if request.form.get("drop"):
            settings.drop_font(parts().db, actor(), face, forms.seen())
            flash(f"{FACE_LABELS[face]}已改回免费字体；已签发的文书不变", "ok")
        else:
            given = request.files.get("file")
            if not given or not given.filename:
                raise Refusal("incomplete", "请选择字体文件")
            if not request.form.get("licence"):
                raise Refusal("incomplete", "请确认本单位有权使用这个字体，并允许嵌入文书")
            made = settings.set_font(
                parts().db, parts().blobs, actor(), face, given.filename, given.read(), forms.seen()
            )
            flash(f"{FACE_LABELS[face]}已启用“{made.name or given.filename}”", "ok")
    except (Refusal, RenderError) as problem:
        return _show("fonts", problem)
    return redirect(url_for("bureau.settings", group="fonts"))


@blueprint.post("/settings/documents/seal")
def settings_seal() -> Any:
    """Takes the picture of the seal, or puts it away."""
    try:
        if request.form.get("drop"):
            settings.drop_seal(parts().db, actor(), forms.seen())
            flash("印章图片已停用；已签发的文书不变", "ok")
        else:
            given = request.files.get("file")
            if not given or not given.filename:
                raise Refusal("incomplete", "请选择印章图片")
            settings.set_seal(parts().db, parts().blobs, actor(), given.read(), forms.seen())
            flash("印章图片已启用，只印在用本局证书签名的文件上", "ok")
    except (Refusal, RenderError) as problem:
        return _show("seal", problem)
    return redirect(url_for("bureau.settings", group="seal"))


@blueprint.get("/settings/documents/seal.png")
def settings_seal_image() -> Any:
    """The picture of the seal in force."""
    who = actor()
    with parts().db.read() as connection:
        sha256 = q.doc_settings(connection, who.org).seal
    data = parts().blobs.get(blob_name(who.org, "seal", sha256)) if sha256 else None
    if data is None:
        abort(404)
    response = make_response(data)
    response.content_type = "image/png"
    return response
