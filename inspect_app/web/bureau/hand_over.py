"""A finding in other hands, on its page: co-handling, transfer and its receipt, joint meetings, visits after close-out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import request

from inspect_app.commands import feedback, followups, transfers
from inspect_app.commands.findings import act
from inspect_app.domain import clocks, dates, duties, meetings, rules
from inspect_app.domain.people import Actor
from inspect_app.domain.rules import Refusal
from inspect_app.queries import departments as qd
from inspect_app.queries import meetings as qm
from inspect_app.queries import tasks as qt
from inspect_app.queries.deadlines import deadlines
from inspect_app.storage.db import now_ms
from inspect_app.web.app import parts
from inspect_app.web.bureau.common import day_field, required, seen, text
from inspect_app.web.bureau.words import RESULTS
from inspect_app.web.views import today

Row = dict[str, Any]
MAX_UPLOADS = 8


def asking(connection: sa.Connection, who: Actor, row: Row, item: Row | None) -> Row:
    """What a form needs that asks other departments for their part."""
    known = qd.listed(connection, who.org)
    said = {**row, "item_text": (item or {}).get("text"), "basis": row["basis"] or (item or {}).get("basis")}
    return {
        "departments": known,
        "proposals": duties.propose(said, known),
        "reply_default": reply_default(connection, who, row),
    }


def about(connection: sa.Connection, who: Actor, row: Row) -> Row:
    """What the partials `_tasks`, `_co_handle`, `_transfer` and `_follow_up` need beside `asking`."""
    asked = qt.of_finding(connection, who, row["id"])
    involved = {
        one["department_id"] for one in asked if one["kind"] == "co_handle" and one["state"] != "cancelled"
    }
    visit = [one for one in asked if one["kind"] == "follow_up" and one["state"] in qt.ALIVE]
    return {
        "tasks": asked, "involved": involved - {None},
        "meetings": qm.of_finding(connection, who.org, row["id"]) if who.role not in ("dept", "grid") else [],
        "meeting_why": meetings.why(row, len(involved - {None}), today()) if row["state"] in rules.OPEN_FINDING else [],
        "sent_to": qd.name_of(connection, who.org, (row["transfer"] or {}).get("department")), "asked_visit": visit[0] if visit else None, "results": RESULTS,
    }  # fmt: skip


def reply_default(connection: sa.Connection, who: Actor, row: Row) -> str:
    """The day by which a department is asked to answer, as the bureau's deadlines have it."""
    as_if = {"state": "transferred", "severity": row["severity"], "state_at": now_ms()}
    end = clocks.due(as_if, deadlines(connection, who.org))
    return end.day if end else dates.add_days(today(), 10)


def co_tasks(row: Row) -> list[Row]:
    """The tasks of the departments that were ticked on the form of review. Raises Refusal."""
    chosen = list(dict.fromkeys(key for key in request.form.getlist("co") if key))
    if not chosen:
        return []
    due = day_field("co_due", "请部门于何日前反馈")
    return [
        {"kind": "co_handle", "title": co_title(row), "department": key, "due_date": due, "note": text("co_note"), "finding": row["id"]}
        for key in chosen
    ]  # fmt: skip


def co_title(row: Row) -> str:
    """What a department is asked in a line."""
    return f"协办：{(row['location'] or row['statement'] or '隐患')[:60]}"


def uploads(who: Actor, limit: int = MAX_UPLOADS) -> list[str]:
    """Photos of the form, kept. Raises Refusal, photos.Rejected."""
    files = [file for file in request.files.getlist("photos") if file.filename]
    if len(files) > limit:
        raise Refusal("too_many", f"一次最多 {limit} 张照片，您选了 {len(files)} 张")
    return [feedback.keep_photo(parts().db, parts().blobs, who, file.read()) for file in files]


def future_day(name: str, label: str) -> str:
    """A day of the form that is not gone. Raises Refusal."""
    day = day_field(name, label)
    if day < today():
        raise Refusal("past", f"“{label}” {day} 已经过去，请核对日期")
    return day


def _transfer(actor: Actor, row: Row) -> str:
    value = {
        "department": required("department", "移送的部门"), "reason": required("reason", "移送理由"), "reply_by": future_day("reply_by", "请于何日前函复"),
    }  # fmt: skip
    transfers.transfer(parts().db, actor, row["id"], value, seen())
    return "已移送，可继续起草事故隐患移送函；部门接收和办理情况会显示在本页"


def _accept(actor: Actor, row: Row) -> str:
    act(parts().db, actor, row["id"], "accept_transfer", {"note": text("note")}, seen())
    return "已登记接收"


def _reject(actor: Actor, row: Row) -> str:
    act(parts().db, actor, row["id"], "reject_transfer", {"reason": required("reason", "退回理由")}, seen())
    return "已退回县应急管理局，由业务科重新研判"


def _answer(actor: Actor, row: Row) -> str:
    value: Row = {"note": required("note", "办理情况")}
    if text("done_on"):
        value["done_on"] = day_field("done_on", "办结日期")
    value["photos"] = uploads(actor)
    transfers.answer(parts().db, actor, row["id"], value, seen())
    return "已反馈办理情况"


def _follow_up(actor: Actor, row: Row) -> str:
    result = request.form.get("result")
    if result not in RESULTS:
        raise Refusal("incomplete", "请选择回访结果")
    value: Row = {"result": result, "note": required("note", "回访情况"), "on": day_field("on", "回访日期")}
    value["photos"] = uploads(actor)
    followups.record(parts().db, actor, row["id"], value, text("task", 60), seen())
    return "已登记回访：问题再次出现，建议安排再次检查" if result == "recurred" else "已登记回访"


COMMANDS: dict[str, Callable[[Actor, Row], str]] = {
    "transfer": _transfer, "accept_transfer": _accept, "reject_transfer": _reject, "answer_transfer": _answer, "follow_up": _follow_up,
}  # fmt: skip
FORMS = {name: (name,) for name in COMMANDS}
