"""平板加密: whether tablets encrypt what lies on them, and the bureau's keys that open it."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for

from inspect_app.commands import keys
from inspect_app.domain.rules import Refusal
from inspect_app.queries import facts
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint
from inspect_app.web.security import actor


@blueprint.get("/encryption")
def encryption() -> Any:
    """The setting, and where the private keys lie."""
    return _show()


def _show(problem: Refusal | None = None) -> Any:
    with parts().db.read() as connection:
        setting = facts.encryption(connection, actor().org)
    data = parts().config.data
    page = render_template(
        "bureau/encryption.html", here="bureau.devices", setting=setting, held=sorted(keys.private_keys(data)), folder=data / keys.FOLDER,
        minutes=keys.LOCK_MINUTES, typed=request.form, problem=problem.message if problem else None,
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)


@blueprint.post("/encryption")
def encryption_set() -> Any:
    """Switches it on or off for every tablet's next contact."""
    given = request.form.get("lock_minutes", "")
    try:
        minutes = int(given) if given.isascii() and given.isdecimal() and len(given) < 5 else 0
        keys.switch(parts().db, parts().config.data, actor(), bool(request.form.get("on")), minutes)
    except Refusal as problem:
        return _show(problem)
    flash("设置已保存，平板下次联网后生效", "ok")
    return redirect(url_for("bureau.encryption"))


@blueprint.post("/encryption/key")
def encryption_key() -> Any:
    """A new key pair; tablets wrap their keys for it at their next start."""
    kid = keys.make(parts().db, parts().config.data, actor())
    flash(f"已生成密钥 {kid}，请把私钥文件另存一份", "ok")
    return redirect(url_for("bureau.encryption"))
