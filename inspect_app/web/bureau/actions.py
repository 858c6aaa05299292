"""What a form on a finding's page does: form fields → one command. A table of commands, one function runs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request

from inspect_app.commands import feedback, findings, library
from inspect_app.commands.settle import settle
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.queries.finding import item_of
from inspect_app.web.app import parts
from inspect_app.web.bureau import bases, hand_over, loop_actions, words
from inspect_app.web.bureau.common import coming_day, day_field, moment_of, required, seen, text

Row = dict[str, Any]
MAX_UPLOADS = 8


def perform(actor: Actor, row: Row, command: str) -> str:
    """Runs the command of the form that was sent for this finding; returns what to say. Raises Refusal, Invalid, photos.Rejected."""
    run = COMMANDS.get(command)
    if run is None:
        raise Refusal("unknown", "没有这种操作")
    return run(actor, row)


def _decide(actor: Actor, row: Row) -> str:
    """Confirm, grade and assign in one step; a clerk's confirmation of a suspected major finding waits for the leader."""
    if row["severity"] == "suspected_major" and actor.role != "leader":
        findings.accept(parts().db, actor, row["id"], {}, {}, seen())
        return "已确认，等待局领导定级"
    severity = request.form.get("severity", "general")
    grade = {"severity": severity, "criterion": text("criterion") if severity == "major" else ""}
    run = findings.accept if row["state"] == "submitted" else findings.grade_and_assign
    asked, item = hand_over.co_tasks(row), _item(actor, row)
    run(parts().db, actor, row["id"], grade, _assignment(row, item), seen(), asked)
    _keep_ticks(actor, row, item)
    said = "已确认、定级并交办" if row["state"] == "submitted" else "已定级并交办"
    return f"{said}，并请 {len(asked)} 个部门协办" if asked else said


def _item(actor: Actor, row: Row) -> Row | None:
    with parts().db.read() as connection:
        return item_of(connection, actor.org, row)


def _assignment(row: Row, item: Row | None) -> Row:
    return {
        "due_date": coming_day("due_date", "整改期限", row["found_on"]), "rectify_unit": text("rectify_unit", 500), "rectify_owner": text("rectify_owner", 500),
        "statement": required("statement", "问题描述"), "measure": required("measure", "整改措施"),
        "basis": bases.chosen(request.form, bases.choices(row, item), row["found_on"]),
    }  # fmt: skip


def _keep_ticks(actor: Actor, row: Row, item: Row | None) -> None:
    """What the reviewer verified counts for the next finding of the item, too: nobody types a clause twice."""
    if item:  # the offers as the form had them: of the item, not of what was fixed just now
        offered = bases.choices({**row, "basis": None}, item) if not row["basis"] else []
        library.tick(parts().db, actor, item["id"], bases.ticked(request.form, offered))


def _assign(actor: Actor, row: Row) -> str:
    item = _item(actor, row)
    findings.act(parts().db, actor, row["id"], "assign", _assignment(row, item), seen())
    _keep_ticks(actor, row, item)
    return "已按新的内容交办"


def _return(actor: Actor, row: Row) -> str:
    findings.act(parts().db, actor, row["id"], "return", {"reason": required("reason", "退回理由")}, seen())
    return "已退回，专家的平板下次联网时会看到理由"


def _merge(actor: Actor, row: Row) -> str:
    into = required("into", "并入哪一条")
    findings.act(parts().db, actor, row["id"], "merge", {"into": into, "reason": text("reason")}, seen())
    return "已合并"


def _recheck(actor: Actor, row: Row) -> str:
    value = {
        "reinspector": required("reinspector", "复查人"),
        "planned_date": day_field("planned_date", "复查日期"),
    }
    findings.act(parts().db, actor, row["id"], "recheck", value, seen())
    return "已安排复查"


def _outcome(actor: Actor, row: Row) -> str:
    result = request.form.get("result")
    if result not in ("pass", "fail"):
        raise Refusal("incomplete", "请选择复查结论：合格或不合格")
    value: Row = {
        "reinspector": required("reinspector", "复查人"),
        "at": moment_of(day_field("day", "复查日期")),
        "note": required("note", "复查情况"),
    }
    if result == "fail":
        value["due_date"] = coming_day("due_date", "新的整改期限", row["found_on"])
    value["photos"] = _uploads(actor)
    findings.reinspect(parts().db, actor, row["id"], result == "pass", value, seen())
    return "已登记复查合格，可以销号" if result == "pass" else "已登记复查不合格，按新的期限继续整改"


def _uploads(actor: Actor) -> list[str]:
    files = [file for file in request.files.getlist("photos") if file.filename]
    if len(files) > MAX_UPLOADS:
        raise Refusal("too_many", f"一次最多 {MAX_UPLOADS} 张照片，您选了 {len(files)} 张")
    return [feedback.keep_photo(parts().db, parts().blobs, actor, file.read()) for file in files]


def _supervise(actor: Actor, row: Row) -> str:
    command = "supervise" if row["state"] == "graded" else "list"
    findings.act(parts().db, actor, row["id"], command, {"note": text("note")}, seen())
    return "已挂牌督办"


def _close_out(actor: Actor, row: Row) -> str:
    findings.act(parts().db, actor, row["id"], "close_out", {"note": text("note")}, seen())
    return "已销号"


def _cancel(actor: Actor, row: Row) -> str:
    findings.act(parts().db, actor, row["id"], "cancel", {"reason": required("reason", "作废理由")}, seen())
    return "已作废，记录仍然保留"


def settle_conflict(actor: Actor, subjects: list[str]) -> str:
    """Chooses the value that was tapped, of a field of one of these subjects; returns what to say. Raises Refusal, Invalid."""
    subject, path = text("subject", 100), text("path", 500)
    if subject not in subjects:
        raise Refusal("unknown", "没有这一项")
    seen_heads = set(request.form.get("heads", "").split())
    value = settle(parts().db, actor, subject, path, text("chosen", 100), seen_heads)
    return f"“{words.field_name(path)}”已核定为：{words.field_text(path, value)}"


def _settle(actor: Actor, row: Row) -> str:
    return settle_conflict(actor, [f"finding/{row['id']}", f"visit/{row['visit_id']}"])


COMMANDS: dict[str, Callable[[Actor, Row], str]] = {
    "decide": _decide, "assign": _assign, "return": _return, "merge": _merge, "recheck": _recheck, "outcome": _outcome,
    "settle": _settle, "supervise": _supervise, "close_out": _close_out, "cancel": _cancel, **loop_actions.COMMANDS, **hand_over.COMMANDS,
}  # fmt: skip
