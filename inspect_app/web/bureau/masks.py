"""遮挡: the bureau hides faces or trade secrets on a photo of a finding, as the enterprise asked; the original stays as evidence."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for

from inspect_app.commands import photos
from inspect_app.domain.marks import Marks
from inspect_app.domain.rules import Refusal
from inspect_app.domain.wire import Invalid
from inspect_app.queries import finding as q
from inspect_app.queries import marks
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, found
from inspect_app.web.security import actor

Row = dict[str, Any]
SIDES = ("x", "y", "w", "h")
LABELS = {"x": "左边距", "y": "上边距", "w": "宽", "h": "高"}
KINDS = {"face": "人脸", "secret": "涉密内容"}


@blueprint.route("/findings/<finding>/photos/<sha256>/mask", methods=["GET", "POST"])
def photo_mask(finding: str, sha256: str) -> Any:
    """The picture with its masks; sent, the list of rectangles replaces what was hidden."""
    who = actor()
    with parts().db.read() as connection:
        row = found(q.one(connection, who, finding))
        found({"held": True} if q.has_photo(connection, who.org, finding, sha256) else None)
        now = marks.of_photo(connection, who.org, sha256, finding)
    if request.method == "GET":
        return _page(row, sha256, now, [_typed(mask) for mask in now.masks])
    typed = _sent()
    try:
        photos.set_masks(
            parts().db,
            who,
            finding,
            sha256,
            [_mask(n, one) for n, one in enumerate(typed, 1)],
            request.form.get("seen", ""),
        )
    except (Refusal, Invalid) as problem:
        return make_response(_page(row, sha256, now, typed, problem.message), 409)
    flash("已保存遮挡：各页面和此后生成的文书都按新的画面显示", "ok")
    return redirect(url_for("bureau.finding", finding=finding))


def _page(row: Row, sha256: str, now: Marks, typed: list[Row], problem: str = "") -> str:
    return render_template(
        "bureau/mask.html",
        row=row,
        sha256=sha256,
        seen=now.hidden,
        rows=typed,
        kinds=KINDS,
        labels=LABELS,
        problem=problem,
    )


def _typed(mask: Any) -> Row:
    """A mask in the percent that the form shows."""
    return {"kind": mask.kind, **{side: f"{getattr(mask, side) / 100:g}" for side in SIDES}}


def _sent() -> list[Row]:
    """The rectangles of the form; rows without any number are the blank one."""
    lists = [request.form.getlist(name) for name in ("kind", *SIDES)]
    rows = [dict(zip(("kind", *SIDES), values, strict=True)) for values in zip(*lists, strict=False)]
    return [row for row in rows if any(row[side].strip() for side in SIDES)]


def _mask(n: int, typed: Row) -> Row:
    """Percent → 1/10000. Raises Refusal with the row and the field."""
    sides = {}
    for side in SIDES:
        try:
            sides[side] = round(float(typed[side]) * 100)
        except (ValueError, OverflowError):
            raise Refusal("incomplete", f"第 {n} 处的“{LABELS[side]}”请填 0 至 100 的数字") from None
        if not 0 <= sides[side] <= 10_000:
            raise Refusal("incomplete", f"第 {n} 处的“{LABELS[side]}”请填 0 至 100 的数字")
    if not sides["w"] or not sides["h"]:
        raise Refusal("incomplete", f"第 {n} 处的宽和高不能是 0")
    return {"kind": typed["kind"], **sides}
