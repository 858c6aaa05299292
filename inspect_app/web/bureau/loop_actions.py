"""The closed loop's forms on a finding's page: more time, urging, enforcement. actions.COMMANDS lists them beside the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request

from inspect_app.commands import extensions, findings
from inspect_app.domain.money import cents
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import day_field, required, seen, text
from inspect_app.web.bureau.words import GROUNDS
from inspect_app.web.views import today

Row = dict[str, Any]


def _request_ext(actor: Actor, row: Row) -> str:
    """A letter of the enterprise, registered by the desk."""
    due = day_field("due_date", "申请延期至")
    if due < today():
        raise Refusal("past", f"申请延期至 {due} 已经过去，请核对日期")
    value = {
        "due_date": due, "reason": required("reason", "申请理由"), "on": day_field("on", "申请日期"), "interim": text("interim"), "owner": text("owner", 60),
    }  # fmt: skip
    if value["on"] > today():
        raise Refusal("future", "申请日期不能晚于今天")
    findings.act(parts().db, actor, row["id"], "request_ext", value, seen())
    return "已登记延期申请，等待审批"


def _extension(actor: Actor, row: Row) -> str:
    decision = request.form.get("decision")
    if decision not in ("yes", "no"):
        raise Refusal("incomplete", "请选择是否同意延期")
    granted = decision == "yes"
    due = day_field("due_date", "延期至") if granted else ""
    if granted and due < today():
        raise Refusal("past", f"延期至 {due} 已经过去，请核对日期")
    note = text("note") if granted else required("note", "不同意的理由")
    extensions.decide(parts().db, actor, row["id"], granted, due, note, seen())
    return f"已同意延期至 {due}，可从原文书起草延期整改批复" if granted else "已登记不同意延期，原期限不变"


def _urge(actor: Actor, row: Row) -> str:
    findings.act(
        parts().db,
        actor,
        row["id"],
        "urge",
        {"note": required("note", "催办内容"), "way": text("way", 60)},
        seen(),
    )
    return "已催办，并记入办理过程"


def _progress(actor: Actor, row: Row) -> str:
    findings.act(parts().db, actor, row["id"], "progress", {"note": required("note", "整改进展")}, seen())
    return "已登记整改进展"


def _endorse(actor: Actor, row: Row) -> str:
    """What the principal signed on paper."""
    on = day_field("on", "签字日期")
    if on > today():
        raise Refusal("future", "签字日期不能晚于今天")
    value = {"name": required("name", "企业主要负责人"), "paper": True, "on": on}
    findings.act(parts().db, actor, row["id"], "endorse", value, seen())
    return "已登记企业主要负责人的签认"


def _escalate(actor: Actor, row: Row) -> str:
    ground = request.form.get("ground", "overdue")
    if ground not in GROUNDS:
        raise Refusal("incomplete", "请选择移交执法的情形")
    findings.act(
        parts().db,
        actor,
        row["id"],
        "escalate",
        {"ground": ground, "reason": required("reason", "移交理由")},
        seen(),
    )
    return "已移交执法：帮扶整改暂停计时，请派执法检查核实"


def _link(actor: Actor, row: Row) -> str:
    findings.act(
        parts().db,
        actor,
        row["id"],
        "link",
        {"visit": required("visit", "执法检查"), "note": text("note")},
        seen(),
    )
    return "已关联执法检查，两边可以互相打开"


def _resume(actor: Actor, row: Row) -> str:
    due = day_field("due_date", "新的整改期限")
    if due < today():
        raise Refusal("past", f"新的整改期限 {due} 已经过去，请核对日期")
    findings.act(
        parts().db,
        actor,
        row["id"],
        "resume",
        {"reason": required("reason", "退回理由"), "due_date": due},
        seen(),
    )
    return "已退回帮扶整改，请重新起草并送达整改通知书"


def _conclude(actor: Actor, row: Row) -> str:
    value = {
        "note": required("note", "处理结果"),
        "case_no": text("case_no", 100),
        "penalty_cents": _penalty(text("penalty", 30)),
    }
    findings.act(parts().db, actor, row["id"], "conclude", value, seen())
    return "已登记执法结案"


def _penalty(typed: str) -> int:
    """Raises Refusal with the field's name."""
    try:
        return cents(typed)
    except ValueError as problem:
        raise Refusal("incomplete", f"罚款金额{problem}") from None


COMMANDS: dict[str, Callable[[Actor, Row], str]] = {
    "request_ext": _request_ext, "extension": _extension, "urge": _urge, "progress": _progress, "endorse": _endorse, "escalate": _escalate, "link": _link, "resume": _resume,
    "conclude": _conclude,
}  # fmt: skip
