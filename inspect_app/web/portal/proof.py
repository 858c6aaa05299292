"""One finding, and handing in the proof that it is rectified: photos first (kept.py), a draft that survives a cut, then the form."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for

from inspect_app.commands import feedback, prints, proof_drafts
from inspect_app.commands.feedback import MAX_PHOTOS
from inspect_app.commands.photos import Rejected, shown_copy
from inspect_app.domain import dates
from inspect_app.domain.money import yuan
from inspect_app.domain.rules import Refusal
from inspect_app.queries import portal as q
from inspect_app.queries import proof_drafts as drafts
from inspect_app.web.app import parts
from inspect_app.web.portal import files, forms, found, kept
from inspect_app.web.security import actor
from inspect_app.web.views import today

blueprint = Blueprint("proof", __name__, url_prefix="/portal/findings/<uuid:key>")

Row = dict[str, Any]
COMMANDS = ("feedback", "request_ext", "progress", "endorse")


@blueprint.get("")
def finding(key: Any) -> Any:
    """One finding: what was found, what was handed in, what the reinspection said."""
    row = found.finding(key)
    with parts().db.read() as connection:
        told = q.story(connection, actor(), row["id"])
        draft = drafts.one(connection, actor(), row["id"])
    may = {command: found.may(command, row) for command in COMMANDS}
    return render_template("portal/finding.html", row=row, story=told, may=may, yuan=yuan, draft=draft)


# --- photos and drafts, before the form is complete ----------------------------------------------------------------------------------


@blueprint.post("/photos")
def photo_add(key: Any) -> Any:
    """Keeps one photo before the form is sent (scripts only); the answer is its mark."""
    row = found.finding(key)
    given = request.files.get("photo")
    try:
        if given is None or not found.may("feedback", row):
            raise Rejected("bad_photo", "没有收到照片，请重新选择")
        mark = kept.mark(row["id"], kept.keep(given.read()))
    except Rejected as problem:
        return jsonify(error=problem.reason, message=problem.message), 422
    return jsonify(mark=mark, src=url_for("proof.photo_kept", key=key, mark=mark)), 201


@blueprint.get("/photos/<mark>")
def photo_kept(key: Any, mark: str) -> Any:
    """A photo that this person has handed in and not yet sent with the form."""
    sha = kept.marked(found.finding(key)["id"], mark)
    shown = shown_copy(parts().db, parts().blobs, actor().org, sha, "thumb") if sha else None
    return files.jpeg(shown.data if shown else None)


@blueprint.post("/draft")
def draft_save(key: Any) -> Any:
    """Keeps what stands in the form so far (scripts only); the answer says when."""
    row = found.finding(key)
    if not found.may("feedback", row):
        return jsonify(error="wrong_state", message="这条隐患现在不能反馈，草稿没有保存"), 409
    photos, _ = kept.from_form(row["id"])
    typed = forms.proof(request.form, row["found_on"], today()).typed
    return jsonify(saved=_clock(proof_drafts.save(parts().db, actor(), row["id"], typed, photos)))


def _clock(ms: int) -> str:
    return dates.moment(ms).strftime("%H:%M")


# --- the form ------------------------------------------------------------------------------------------------------------------------


@blueprint.route("/proof", methods=["GET", "POST"])
def proof(key: Any) -> Any:
    """The form of the proof, and its answer."""
    row = found.finding(key)
    if request.method == "GET":
        return _begin(row) if found.may("feedback", row) else redirect(url_for("proof.finding", key=key))
    photos, problems = kept.from_form(row["id"])
    given = forms.proof(request.form, row["found_on"], today())
    if not found.may("feedback", row):
        return _form(row, given.typed, {"form": "这条隐患的状态已经变化，现在不能反馈"}, photos), 409
    action = request.form.get("action")
    if action == "discard":
        proof_drafts.discard(parts().db, actor(), row["id"])
        return redirect(url_for("proof.proof", key=key))
    if action in ("keep", "draft"):  # without scripts: photos first, in portions; or the rest another day
        saved = _clock(proof_drafts.save(parts().db, actor(), row["id"], given.typed, photos))
        return _form(
            row, given.typed, {"photos": "；".join(problems)} if problems else {}, photos, saved=saved
        )
    errors = dict(given.errors)
    if problems:
        errors["photos"] = "；".join(problems)
    elif not photos:
        errors["photos"] = "请至少上传一张整改后的照片"
    if errors:
        return _form(row, given.typed, errors, photos), 422
    try:
        value, promise = {**given.value, "photos": photos}, forms.PROMISE if given.typed["promise"] else ""
        feedback.hand_in(parts().db, actor(), row["id"], value, found.seen(), promise if _principal() else "")
    except Refusal as problem:
        return _form(found.finding(key), given.typed, {"form": problem.message}, photos), 409
    prints.note(parts().db, parts().blobs, actor().org, [*row["photos"], *photos])
    return redirect(url_for("proof.finding", key=key, done="proof"))


def _principal() -> bool:
    return actor().role == "ent_head"


def _begin(row: Row) -> str:
    """The form as it is first shown: with the person's draft, else with the feedback to correct, else empty."""
    with parts().db.read() as connection:
        draft = drafts.one(connection, actor(), row["id"])
    earlier = row["feedback"] if row["state"] == "feedback" else None
    typed = forms.filled(earlier, row["rectify_owner"] or "", today())
    if draft is None:
        return _form(row, typed, {}, earlier["photos"] if earlier else [])
    since = row["feedback_at"] is not None and row["feedback_at"] > draft["saved_at"]
    return _form(row, {**typed, **draft["typed"]}, {}, draft["photos"], draft={**draft, "overtaken": since})


def _form(
    row: Row,
    typed: dict[str, str],
    errors: dict[str, str],
    photos: list[str],
    *,
    draft: Row | None = None,
    saved: str = "",
) -> str:
    return render_template(
        "portal/proof.html", row=row, typed=typed, errors=errors, marks=[kept.mark(row["id"], sha) for sha in photos], most=MAX_PHOTOS,
        correcting=row["state"] == "feedback", promise=forms.PROMISE if _principal() else "", draft=draft, saved=saved, ended=not found.may("feedback", row),
    )  # fmt: skip
