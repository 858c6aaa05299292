"""What the five mechanisms leave in the demo county: departments asked to help, a joint meeting held and one called, visits after close-out, reminders."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from inspect_app.commands import meetings, remind, tasks, warnings
from inspect_app.domain import dates
from inspect_app.domain.people import Actor
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms

Row = dict[str, Any]


def showcase(db: Database, org: str, people: dict[str, Actor]) -> None:
    """As of now: what a bureau would find on its desk this morning. people: role → somebody of it, `dept` with the department."""
    today = dates.day_of(now_ms())
    f = t.finding.c
    running = _ids(db, sa.select(f.id).where(f.org_id == org, f.state == "rectifying", f.track == "advisory").order_by(f.found_on.desc(), f.id).limit(4))  # fmt: skip
    late = _ids(db, sa.select(f.id).where(f.org_id == org, f.state == "rectifying", f.due_date < today).order_by(f.due_date, f.id).limit(3))  # fmt: skip
    _co_handling(db, people, running, today)
    _meetings(db, people, late, today)
    remind.remind(db, org, today)
    warnings.record(db, org, today)


def _co_handling(db: Database, people: dict[str, Actor], findings: list[str], today: str) -> None:
    """部门协办: the first was answered, the others wait."""
    partner = people["dept"]
    for n, finding in enumerate(findings[:3]):
        value = {
            "kind": "co_handle", "title": "请协助核查消防设施和疏散通道", "department": partner.department, "finding": finding,
            "due_date": dates.add_days(today, 5 + n), "note": "请派员与我局一并到场，提出处理意见。",
        }  # fmt: skip
        made = tasks.open_task(db, people["section"], value)
        if n == 0:
            tasks.act(db, partner, made["id"], "accept", {})
            tasks.act(db, partner, made["id"], "answer", {"note": "已到场核查，灭火器和疏散指示符合要求。"})


def _meetings(db: Database, people: dict[str, Actor], findings: list[str], today: str) -> None:
    """联席处置 of what has been late for long: one was held, with what was decided; the next is called."""
    if not findings:
        return
    who = people["leader"]
    about = {
        "time": "15:00",
        "place": "应急管理局三楼会议室",
        "chair": who.name,
        "attendees": ["工贸科", "消防救援大队", "市场监督管理局", "属地乡镇（街道）"],
    }
    first = meetings.call(
        db, who, {"title": "逾期隐患整改联席会议", "day": today, "findings": findings[:2], "agenda": ["通报逾期情况", "研究处置措施", "明确责任分工"], "triggers": ["逾期 30 天以上"], **about}
    )  # fmt: skip
    minutes = {
        "minutes": "会议听取了工贸科关于逾期隐患的汇报，议定：一、由业务科室约谈企业主要负责人；二、消防救援大队到场核查，对涉及消防的问题提出处理意见。",
        "attended": about["attendees"],
    }
    decided: list[Row] = [
        {"title": "约谈企业主要负责人，商定整改时间表", "role": "section", "finding": findings[0], "due_date": dates.add_days(today, 5)},
        {"title": "到场核查并提出处理意见", "department": people["dept"].department, "finding": findings[-1], "due_date": dates.add_days(today, 7)},
    ]  # fmt: skip
    meetings.hold(db, who, first["id"], minutes, decided)
    meetings.call(
        db, who, {"title": "隐患整改联席会议（例会）", "day": dates.add_days(today, 12), "findings": findings[-1:], "agenda": ["上次会议决议落实情况"], **about}
    )  # fmt: skip


def _ids(db: Database, query: sa.Select[Any]) -> list[str]:
    with db.read() as connection:
        return list(connection.scalars(query))
