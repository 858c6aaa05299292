"""设置 · 通知渠道: ways out besides the inbox. An address is typed once and never shown again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for

from inspect_app.commands import channels
from inspect_app.commands.sending import send
from inspect_app.domain import access
from inspect_app.domain.channels import PHONE, SCHEMAS, hidden, schema
from inspect_app.domain.notices import KINDS, PARTIES
from inspect_app.domain.rules import Refusal
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, text
from inspect_app.web.bureau.setting_forms import errors
from inspect_app.web.security import actor

Row = dict[str, Any]
TEST_PHONE = "13800000000"


@blueprint.get("/settings/channels", endpoint="channels")
def channels_page() -> Any:
    """The ways that are set, and a form for another."""
    return _show()


@blueprint.post("/settings/channels")
@blueprint.post("/settings/channels/<uuid:channel>")
def channels_change(channel: UUID | None = None) -> Any:
    """Adds a way or changes one."""
    given = channels.Way(
        text("name", 200),
        text("url", 3000),
        request.form.getlist("kinds"),
        request.form.getlist("parties"),
        bool(request.form.get("active")),
    )
    try:
        channels.keep(parts().db, actor(), parts().config.secret, str(channel) if channel else None, given)
    except Refusal as problem:
        return _show(problem, str(channel or ""), given)
    flash("已保存。可以点“发送测试”看看对方是否收到" if given.active else "已保存，这个渠道停用中", "ok")
    return redirect(url_for("bureau.channels"))


@blueprint.post("/settings/channels/<uuid:channel>/test")
def channels_test(channel: UUID) -> Any:
    """Sends one message now and says what came of it."""
    config = parts().config
    try:
        with parts().db.read() as connection:
            row = channels.one(connection, actor().org, str(channel))
        url = channels.unseal(config.secret, row["url"])
        outcome = send(
            url,
            "测试消息",
            f"这是“{row['name']}”的测试消息，收到即表示渠道可用，不必回复。",
            text("phone", 20) or TEST_PHONE,
            config.channel_hosts,
        )
    except Refusal as problem:
        return _show(problem)
    if outcome.state == "sent":
        flash(f"“{row['name']}”已发出测试消息，请到对方那里确认是否收到", "ok")
    else:
        flash(f"“{row['name']}”的测试消息没有发出：{outcome.error}", "bad")
    return redirect(url_for("bureau.channels"))


def _show(problem: Exception | None = None, chosen: str = "", draft: channels.Way | None = None) -> Any:
    with parts().db.read() as connection:
        listed = [_shown(row) for row in channels.listed(connection, actor().org)]
    page = render_template(
        "bureau/settings_channels.html", here="bureau.settings", listed=listed, kinds=KINDS, parties=PARTIES, schemas=SCHEMAS, phone=PHONE, draft=draft,
        chosen=chosen, problem=getattr(problem, "message", None), errors=errors(problem), may_change=access.may("bureau.channels_change", actor().role),
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)


def _shown(row: Row) -> Row:
    """A way without its address."""
    try:
        url = channels.unseal(parts().config.secret, row["url"])
    except Refusal as problem:
        return {**row, "url": "", "sort": "", "address": problem.message, "readable": False}
    return {
        **row,
        "url": "",
        "sort": SCHEMAS.get(schema(url), schema(url)),
        "address": hidden(url),
        "readable": True,
    }
