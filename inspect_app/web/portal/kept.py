"""Photos that came before their form is complete. Each gets a mark signed by the server (who, which finding, which photo), so that a form with
a mistake keeps its photos, and nobody can name a photo that he did not hand in.
"""

from __future__ import annotations

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from inspect_app.commands import feedback
from inspect_app.commands.feedback import MAX_PHOTOS
from inspect_app.commands.photos import Rejected
from inspect_app.web.app import parts
from inspect_app.web.portal.limit import Limit, check
from inspect_app.web.security import actor

UPLOADS = 120  # photos of one person in ten minutes


def _marks() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="kept-photo")


def mark(finding: str, sha: str) -> str:
    """The mark of a photo that this person handed in for this finding."""
    return str(_marks().dumps([actor().org, actor().id, finding, sha]))


def marked(finding: str, given: str) -> str | None:
    """The photo of a mark that was given to this person for this finding."""
    try:
        org, person, finding_of, sha = _marks().loads(given)
    except (BadSignature, ValueError, TypeError):
        return None
    return str(sha) if (org, person, finding_of) == (actor().org, actor().id, finding) else None


def _uploads() -> Limit:
    limit: Limit = current_app.extensions.setdefault("inspect_upload_limit", Limit(UPLOADS))
    return limit


def keep(data: bytes) -> str:
    """Stores a picture; its SHA-256. Raises Rejected with a sentence; ends with 429 after too many."""
    key = f"{actor().org}/{actor().id}"
    check(_uploads(), key)
    _uploads().miss(key)
    return feedback.keep_photo(parts().db, parts().blobs, actor(), data)


def from_form(finding: str) -> tuple[list[str], list[str]]:
    """(SHA-256 of the photos kept, in order, without repeats; what is wrong with the others)."""
    dropped = set(request.form.getlist("drop"))
    marks = [given for given in request.form.getlist("kept") if given not in dropped]
    shas = [sha for given in marks if (sha := marked(finding, given))]
    problems = []
    for n, given in enumerate([file for file in request.files.getlist("photos") if file.filename], 1):
        if len(set(shas)) >= MAX_PHOTOS:
            problems.append(f"最多 {MAX_PHOTOS} 张照片，多出的没有保存")
            break
        try:
            shas.append(keep(given.read()))
        except Rejected as problem:
            problems.append(f"第 {n} 张没有保存：{problem.message}")
    return list(dict.fromkeys(shas))[:MAX_PHOTOS], problems
