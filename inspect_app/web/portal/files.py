"""The stored file of a document, byte for byte, under a name that a person recognises."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Response, abort, current_app, request

from inspect_app.commands import paper, press
from inspect_app.domain import dates
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.queries import portal as q
from inspect_app.web.app import parts

FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t', "_"))


def file_name(document: dict[str, Any]) -> str:
    """（字号）企业名-文书名-日期.pdf (documents.md § 9), without characters that file systems refuse."""
    facts = document["facts"]
    day = facts["issue_date"] or dates.day_of(document["issued_at"])
    name = (
        f"（{document['number']}）{facts['enterprise']['name']}-{DOC_TYPES[document['type']].title}-{day}.pdf"
    )
    return name.translate(FORBIDDEN)


def disposition(kind: str, name: str, plain: str = "notice.pdf") -> str:
    """Content-Disposition with the Chinese name (RFC 6266, RFC 5987) and a plain one for old clients."""
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def pdf(org: str, document: dict[str, Any]) -> Any:
    """The issued file; `?view=1` shows it in the page instead of saving it. A file that isn't what was issued is never sent."""
    data = paper.stored(parts().blobs, org, document)
    if data is None:
        current_app.logger.error("document %s: stored file missing or altered", document["id"])
        abort(503, "文书文件暂时无法读取，请稍后重试或联系应急管理局")
    response = Response(data, mimetype="application/pdf")
    response.headers["Content-Disposition"] = disposition(
        "inline" if request.args.get("view") else "attachment", file_name(document)
    )
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(document["sha256"])
    return response.make_conditional(request)


def printed(org: str, document: dict[str, Any], sha256: str) -> Any:
    """A photo as this document prints it, with what was hidden since; any other picture is not found. `sha256`: of the print copy."""
    photo = q.printed_photo(document, sha256)
    return jpeg(press.printed_now(parts().db, parts().blobs, org, photo) if photo else None)


def jpeg(data: bytes | None) -> Any:
    """A picture, or 404."""
    if data is None:
        abort(404, "没有这张照片，或您无权查看")
    response = Response(data, mimetype="image/jpeg", headers={"Cache-Control": "private, no-cache"})
    response.add_etag()
    return response.make_conditional(request)
