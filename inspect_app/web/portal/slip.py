"""Anybody may ask whether a leave-behind copy (现场告知单) says what the bureau received. Codes only; nothing about people or findings."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request

from inspect_app.domain import slip
from inspect_app.queries import slip as q
from inspect_app.web.app import parts
from inspect_app.web.portal.codes import limit
from inspect_app.web.portal.limit import check, client

blueprint = Blueprint("slip", __name__)


@blueprint.after_request
def private(response: Response) -> Response:
    """The answer changes when the visit arrives: nothing in between keeps it, no search engine lists it."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/verify/slip")
def verify() -> Any:
    """The form, or what became of the two codes: same | differs | waiting (the bureau has nothing under this code yet)."""
    code, typed = request.args.get("code", "").strip()[:60], request.args.get("hash", "").strip()[:120]
    if not code and not typed:
        return render_template("public/slip.html", status="", problems={})
    hashed = slip.plain(typed).lower()
    problems = {}
    if slip.uuid_prefix(code) is None:
        problems["code"] = "检查编号是 16 位字母和数字，印在告知单右上方，请逐位核对"
    if not re.fullmatch(rf"[0-9a-f]{{{slip.SHORT_HASH},64}}", hashed):
        problems["hash"] = "内容校验码至少 16 位（0-9、A-F），印在二维码旁，请逐位核对"
    if problems:
        return make_response(
            render_template("public/slip.html", status="", problems=problems, code=code, hash=typed), 400
        )
    check(limit(), client())
    found = _look_up(code, hashed)
    if found["status"] != "same":
        limit().miss(client())
    page = render_template(
        "public/slip.html", problems={}, code=slip.in_groups(slip.plain(code)),
        hash=slip.in_groups(hashed[: slip.SHORT_HASH].upper()), **found,
    )  # fmt: skip
    return make_response(page, 404 if found["status"] == "waiting" else 200)


def _look_up(code: str, hashed: str) -> dict[str, Any]:
    """`status`; when the bureau has the visit also `version` and `newer` of the paper, `last` version, `number` of the formal document."""
    with parts().db.read() as connection:
        for org, visit in q.visits_of_code(connection, code):
            versions = [one for one in q.versions(connection, org, visit) if one["made"]]
            if not versions:
                continue
            g.org = org  # whose name and telephone number the page shows
            same = [one["version"] for one in versions if one["made"].startswith(hashed)]
            last = versions[-1]["version"]
            if not same:
                return {"status": "differs", "last": last}
            number = q.opinion_number(connection, org, visit)
            return {"status": "same", "version": same[-1], "last": last, "number": number}
    return {"status": "waiting"}
