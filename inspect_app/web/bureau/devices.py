"""平板: which tablets there are, what they told of themselves at their last contact, and what may be done about it. Never where they are."""

from __future__ import annotations

import re
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for

from inspect_app.commands import devices as commands
from inspect_app.domain import reports
from inspect_app.domain.rules import Refusal
from inspect_app.queries import devices as q
from inspect_app.storage.db import now_ms
from inspect_app.web import field_files
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import blueprint, found
from inspect_app.web.security import actor

# Who phones the person a tablet was given to.
PHONE_ROLES = frozenset({"section", "leader", "admin"})
ACTS = {"lock": "锁定", "unlock": "解锁", "describe": "修改登记"}
LOCKED = "locked"


@blueprint.app_template_filter("waited")
def waited(ms: int) -> str:
    """How long something has waited: 不到 1 小时, 26 小时, 3 天"""
    hours = ms // reports.HOUR_MS
    return "不到 1 小时" if hours < 1 else f"{hours} 小时" if hours < 48 else f"{hours // 24} 天"


@blueprint.app_template_filter("space")
def space(size: int | None) -> str:
    """Bytes in the unit that a person compares with a photo."""
    if size is None:
        return "未知"
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


@blueprint.app_template_filter("device_word")
def device_word(label: str | None) -> str:
    """What the tablet said it is: of a browser's long name only the system and the model."""
    system = re.match(r"Mozilla/5\.0 \(([^)]*)\)", label or "")
    return (system[1] if system else label or "")[:60]


@blueprint.app_template_filter("clock_word")
def clock_word(offset: int | None) -> str:
    """How far a tablet's clock is off."""
    if offset is None:
        return "未知"
    minutes = abs(offset) // 60_000
    if not minutes:
        return "1 分钟内"
    size = (
        f"{minutes} 分钟"
        if minutes < 120
        else f"{minutes // 60} 小时"
        if minutes < 2880
        else f"{minutes // 1440} 天"
    )
    return ("快 " if offset > 0 else "慢 ") + size


@blueprint.get("/devices")
def devices() -> Any:
    """All tablets in fixed groups by risk; `?risk=` shows one group."""
    who, asked = actor(), request.args.get("risk", "")
    with parts().db.read() as connection:
        rows = q.listed(connection, who.org, now_ms(), field_files.app().version)
        log = q.log(connection, who.org)
    counts = {name: sum(name in row["risks"] for row in rows) for name in reports.RISKS}
    locked = sum(row["locked_at"] is not None for row in rows)
    shown = [row for row in rows if _matches(row, asked)] if asked in counts or asked == LOCKED else rows
    return render_template(
        "bureau/devices.html", here="bureau.devices", listed=shown, total=len(rows), counts=counts, locked=locked, asked=asked, risk_names=reports.RISKS,
        phones=who.role in PHONE_ROLES, log=log, acts=ACTS, advice=reports.ADVICE.get(asked),
    )  # fmt: skip


def _matches(row: dict[str, Any], asked: str) -> bool:
    return row["locked_at"] is not None if asked == LOCKED else asked in row["risks"]


@blueprint.get("/devices/<device>")
def device(device: str) -> Any:
    """One tablet."""
    return _show(device)


def _show(device: str, problem: Refusal | None = None) -> Any:
    who = actor()
    with parts().db.read() as connection:
        row = found(q.one(connection, who.org, device, now_ms(), field_files.app().version))
    page = render_template(
        "bureau/device.html", here="bureau.devices", row=row, risk_names=reports.RISKS, advice=reports.ADVICE, phones=who.role in PHONE_ROLES, acts=ACTS,
        typed=request.form, problem=problem.message if problem else None,
    )  # fmt: skip
    return make_response(page, 409 if problem else 200)


@blueprint.post("/devices/<device>/describe")
def device_describe(device: str) -> Any:
    """Its name, and whether it may go into explosive zones."""
    certificate = request.form.get("certificate", "") if request.form.get("ex") else None
    return _do(device, "登记已保存", commands.describe, request.form.get("name", ""), certificate)


@blueprint.post("/devices/<device>/lock")
def device_lock(device: str) -> Any:
    """Locks it at its next contact."""
    return _do(
        device,
        "已锁定。平板下次联网时生效，其中未上传的内容照常接收",
        commands.lock,
        request.form.get("reason", ""),
    )


@blueprint.post("/devices/<device>/unlock")
def device_unlock(device: str) -> Any:
    """Gives it back at its next contact."""
    return _do(device, "已解锁。平板下次联网时恢复使用", commands.unlock)


def _do(device: str, said: str, command: Any, *arguments: Any) -> Any:
    try:
        command(parts().db, actor(), device, *arguments)
    except KeyError:
        abort(404)
    except Refusal as problem:
        return _show(device, problem)
    flash(said, "ok")
    return redirect(url_for("bureau.device", device=device))
