"""企业: verifying what was registered on site, and the sheets of codes to print."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from markupsafe import Markup

from inspect_app.commands import enterprises as commands
from inspect_app.domain.rules import Refusal
from inspect_app.queries import enterprises as q
from inspect_app.queries import ledger
from inspect_app.render.codes import code_svg
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, cursor, required, text
from inspect_app.web.bureau.registry import enterprise as show
from inspect_app.web.security import actor

PER_SHEET = 8


@blueprint.post("/enterprises/<enterprise>/verify")
def enterprise_verify(enterprise: str) -> Any:
    """核实: the facts as the bureau knows them."""
    try:
        given = {name: text(name, 200) or None for name in ("address", "industry", "township_id")}
        commands.verify(
            parts().db,
            actor(),
            enterprise,
            {**given, "name": required("name", "企业名称"), "uscc": text("uscc", 40)},
        )
    except Refusal as problem:
        return make_response(show(enterprise, problem.message), 409)
    flash("已核实，登记簿已更新", "ok")
    return redirect(url_for("bureau.enterprise", enterprise=enterprise))


@blueprint.post("/enterprises/<enterprise>/merge")
def enterprise_merge(enterprise: str) -> Any:
    """并入已有企业."""
    try:
        into = required("into", "并入哪一家企业")
        moved = commands.merge(parts().db, actor(), enterprise, into)
    except Refusal as problem:
        return make_response(show(enterprise, problem.message), 409)
    flash(f"已并入，{moved} 次检查及其隐患已转到这家企业", "ok")
    return redirect(url_for("bureau.enterprise", enterprise=into))


@blueprint.get("/enterprise-codes")
def enterprise_codes() -> Any:
    """安全检查码: sheets of eight for a township, a search or one enterprise; everything at once only by township."""
    who = actor()
    asked = {name: request.args.get(name, "").strip()[:100] for name in ("q", "township", "one")}
    with parts().db.read() as connection:
        choices = ledger.choices(connection, who)
        townships = q.by_township(connection, who)
        chosen = any(asked.values()) or sum(row["count"] for row in townships) <= q.SHEET
        listed = (
            q.to_print(connection, who, asked["q"], asked["township"], asked["one"], cursor())
            if chosen
            else []
        )
    following = (
        f"{listed[q.SHEET - 1]['name']}~{listed[q.SHEET - 1]['id']}" if len(listed) > q.SHEET else None
    )
    cards = [{**row, "code": _code(row["id"])} for row in listed[: q.SHEET]]
    sheets = [cards[at : at + PER_SHEET] for at in range(0, len(cards), PER_SHEET)]
    return render_template(
        "bureau/codes.html", here="bureau.enterprises", sheets=sheets, cards=len(cards), townships=townships, chosen=chosen, asked=asked, choices=choices,
        following=following, per_sheet=PER_SHEET,
    )  # fmt: skip


def _address(enterprise: str) -> str:
    return parts().config.base_url + url_for("card.read", enterprise=enterprise)


def _code(enterprise: str) -> Markup:
    return Markup(code_svg(_address(enterprise)))  # nosec B704 - drawn from the address, carries no text of anybody
