"""One finding, and handing in the proof that it is rectified.

Photos come first, one by one or with the form; each that was kept gets a mark signed by the server (who, which finding, which photo), so
that a form with a mistake keeps its photos, and nobody can name a photo that he did not hand in.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from inspect_app.commands import feedback
from inspect_app.commands.feedback import MAX_PHOTOS
from inspect_app.commands.photos import Rejected, shown_copy
from inspect_app.domain.rules import Refusal
from inspect_app.queries import portal as q
from inspect_app.web.app import parts
from inspect_app.web.portal import files, forms, found
from inspect_app.web.portal.limit import Limit, check
from inspect_app.web.security import actor
from inspect_app.web.views import today

blueprint = Blueprint("proof", __name__, url_prefix="/portal/findings/<uuid:key>")

Row = dict[str, Any]
UPLOADS = 120  # photos of one person in ten minutes


def _may_hand_in(row: Row) -> bool:
    return found.may("feedback", row)


@blueprint.get("")
def finding(key: Any) -> Any:
    """One finding: what was found, what was handed in, what the reinspection said."""
    row = found.finding(key)
    with parts().db.read() as connection:
        told = q.story(connection, actor(), row["id"])
    may = {command: found.may(command, row) for command in ("feedback", "request_ext", "progress", "endorse")}
    return render_template("portal/finding.html", row=row, story=told, may=may, yuan=forms.yuan)


# --- photos kept before the form is complete -----------------------------------------------------------------------------------------


def _marks() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="kept-photo")


def _mark(finding_id: str, sha: str) -> str:
    return str(_marks().dumps([actor().org, actor().id, finding_id, sha]))


def _marked(finding_id: str, mark: str) -> str | None:
    """The photo of a mark that was given to this person for this finding."""
    try:
        org, person, finding_of, sha = _marks().loads(mark)
    except (BadSignature, ValueError, TypeError):
        return None
    return str(sha) if (org, person, finding_of) == (actor().org, actor().id, finding_id) else None


def _uploads() -> Limit:
    limit: Limit = current_app.extensions.setdefault("inspect_upload_limit", Limit(UPLOADS))
    return limit


def _keep(data: bytes) -> str:
    key = f"{actor().org}/{actor().id}"
    check(_uploads(), key)
    _uploads().miss(key)
    return feedback.keep_photo(parts().db, parts().blobs, actor(), data)


@blueprint.post("/photos")
def photo_add(key: Any) -> Any:
    """Keeps one photo before the form is sent (scripts only); the answer is its mark."""
    row = found.finding(key)
    given = request.files.get("photo")
    try:
        if given is None or not _may_hand_in(row):
            raise Rejected("bad_photo", "没有收到照片，请重新选择")
        mark = _mark(row["id"], _keep(given.read()))
    except Rejected as problem:
        return jsonify(error=problem.reason, message=problem.message), 422
    return jsonify(mark=mark, src=url_for("proof.photo_kept", key=key, mark=mark)), 201


@blueprint.get("/photos/<mark>")
def photo_kept(key: Any, mark: str) -> Any:
    """A photo that this person has handed in and not yet sent with the form."""
    sha = _marked(found.finding(key)["id"], mark)
    shown = shown_copy(parts().db, parts().blobs, actor().org, sha, "thumb") if sha else None
    return files.jpeg(shown.data if shown else None)


# --- the form ------------------------------------------------------------------------------------------------------------------------


@blueprint.route("/proof", methods=["GET", "POST"])
def proof(key: Any) -> Any:
    """The form of the proof, and its answer."""
    row = found.finding(key)
    if not _may_hand_in(row):
        return redirect(url_for("proof.finding", key=key))
    if request.method == "GET":
        earlier = row["feedback"] if row["state"] == "feedback" else None
        kept = earlier["photos"] if earlier else []
        return _form(row, forms.filled(earlier, row["rectify_owner"] or "", today()), {}, kept)
    kept, problems = _photos(row)
    given = forms.proof(request.form, row["found_on"], today())
    if request.form.get("action") == "keep":  # without scripts: photos first, in portions
        return _form(row, given.typed, {"photos": "；".join(problems)} if problems else {}, kept)
    errors = dict(given.errors)
    if problems:
        errors["photos"] = "；".join(problems)
    elif not kept:
        errors["photos"] = "请至少上传一张整改后的照片"
    if errors:
        return _form(row, given.typed, errors, kept), 422
    try:
        feedback.hand_in(
            parts().db,
            actor(),
            row["id"],
            {**given.value, "photos": kept},
            found.seen(),
        )
    except Refusal as problem:
        fresh = found.finding(key)
        if not _may_hand_in(fresh):
            raise
        return _form(fresh, given.typed, {"form": problem.message}, kept), 409
    return redirect(url_for("proof.finding", key=key, done="proof"))


def _photos(row: Row) -> tuple[list[str], list[str]]:
    """(SHA-256 of the photos kept, in order, without repeats; what is wrong with the others)."""
    dropped = set(request.form.getlist("drop"))
    marks = [mark for mark in request.form.getlist("kept") if mark not in dropped]
    kept = [sha for mark in marks if (sha := _marked(row["id"], mark))]
    problems = []
    for n, given in enumerate([file for file in request.files.getlist("photos") if file.filename], 1):
        if len(set(kept)) >= MAX_PHOTOS:
            problems.append(f"最多 {MAX_PHOTOS} 张照片，多出的没有保存")
            break
        try:
            kept.append(_keep(given.read()))
        except Rejected as problem:
            problems.append(f"第 {n} 张没有保存：{problem.message}")
    return list(dict.fromkeys(kept))[:MAX_PHOTOS], problems


def _form(row: Row, typed: dict[str, str], errors: dict[str, str], kept: list[str]) -> str:
    marks = [_mark(row["id"], sha) for sha in kept]
    return render_template(
        "portal/proof.html",
        row=row,
        typed=typed,
        errors=errors,
        marks=marks,
        most=MAX_PHOTOS,
        correcting=row["state"] == "feedback",
    )
