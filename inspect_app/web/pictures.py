"""Photos over HTTP, for all three faces: who may see one, as it must look now, and kept by browsers only as long as it looks so."""

from __future__ import annotations

import re
from typing import Any

from flask import Response, request

from inspect_app.commands.photos import Shown, shown_copy
from inspect_app.domain.people import Actor
from inspect_app.domain.values import SHA
from inspect_app.queries import scope
from inspect_app.web.app import parts

KINDS = {"thumb": "thumb", "bare": "bare"}
UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def shown_to(who: Actor, sha256: str) -> Shown | None:
    """The copy that the address asks for (`?size=thumb|bare`, `?of=<finding or visit>`), or None when it isn't this person's to see."""
    of = request.args.get("of")
    if not SHA.fullmatch(sha256) or (of is not None and not UUID.fullmatch(of)):
        return None
    with parts().db.read() as connection:
        if not scope.may_see_photo(connection, who, sha256, of):
            return None
    kind = KINDS.get(request.args.get("size", ""), "clean")
    return shown_copy(parts().db, parts().blobs, who.org, sha256, kind, of)


def jpeg(shown: Shown) -> Any:
    """The picture. Browsers ask each time whether it still looks so: a mask that is set today must not wait for a cache to grow old."""
    response = Response(shown.data, mimetype="image/jpeg", headers={"Cache-Control": "private, no-cache"})
    response.set_etag(shown.tag or "plain")
    return response.make_conditional(request)
