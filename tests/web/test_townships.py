"""A township sees its own area, urges and tells how far things are, answers what it is asked; it never inspects and never issues."""

from __future__ import annotations

import io
from typing import Any

import pytest

from inspect_app.commands import tasks, verify
from inspect_app.domain import dates
from inspect_app.web.bureau import actions
from inspect_app.web.views import today
from tests.helpers import ORG, actor, jpeg
from tests.web.bureau_case import Bureau, submit

SOON = dates.add_days(today(), 12)
OWN = {"urge", "progress"}


def act(bureau: Bureau, finding: str, command: str, **given: Any) -> Any:
    page = f"/bureau/findings/{finding}"
    return submit(bureau.desk("p-grid"), "/bureau/tasks", f"{page}/{command}", **given)


def test_its_own_area_and_no_other(bureau: Bureau) -> None:
    own = bureau.served(seed=1).finding
    other = bureau.served(enterprise="e-2", seed=5).finding
    grid = bureau.desk("p-grid")
    assert grid.get(f"/bureau/findings/{own}").status_code == 200
    assert grid.get(f"/bureau/findings/{other}").status_code == 404
    listed = grid.get("/bureau/ledger").text
    assert own in listed
    assert other not in listed
    home = grid.get("/bureau/").text
    assert "城关街道" in home
    assert "杜曲镇" not in home


def test_it_urges_and_tells_how_far_its_enterprises_are(bureau: Bureau) -> None:
    finding = bureau.served().finding
    page = bureau.desk("p-grid").get(f"/bureau/findings/{finding}").text
    assert "催办" in page
    assert "移交执法" not in page
    assert act(bureau, finding, "urge", note="请抓紧整改", way="上门").status_code == 302
    assert act(bureau, finding, "progress", note="已购回配件，本周安装").status_code == 302
    row = bureau.finding_row(finding)
    assert (row["urged"], row["progress"]["note"]) == (1, "已购回配件，本周安装")
    assert verify.verify(bureau.db, ORG).problems == []


def test_it_does_neither_to_what_belongs_to_another(bureau: Bureau) -> None:
    other = bureau.served(enterprise="e-2", seed=5).finding
    for command in OWN:
        assert act(bureau, other, command, note="请抓紧整改").status_code == 404
    assert bureau.finding_row(other)["urged"] == 0


@pytest.mark.parametrize("command", sorted(set(actions.COMMANDS) - OWN))
def test_it_may_do_nothing_else_with_a_finding(bureau: Bureau, command: str) -> None:
    finding = bureau.served().finding
    before = bureau.finding_row(finding)
    answer = act(
        bureau, finding, command, reason="理由", note="说明", due_date=SOON, severity="general", statement="x", measure="x", department="d-market", reply_by=SOON,
        result="kept", on=today(), planned_date=SOON, reinspector="p-off1", day=today(), into=finding, visit=before["visit_id"], decision="yes",
    )  # fmt: skip
    assert answer.status_code in (403, 404, 409), answer.text
    assert bureau.finding_row(finding) == before


@pytest.mark.parametrize(
    "path", ["visits/new", "review", "meetings", "meetings/new", "departments", "batches"]
)
def test_it_neither_inspects_nor_issues_nor_calls_meetings(bureau: Bureau, path: str) -> None:
    assert bureau.desk("p-grid").get(f"/bureau/{path}").status_code == 403


@pytest.mark.parametrize("path", ["visits/new", "documents/new", "meetings", "tasks", "departments"])
def test_it_sends_none_of_these_forms(bureau: Bureau, path: str) -> None:
    grid = bureau.desk("p-grid")
    assert submit(grid, "/bureau/", f"/bureau/{path}").status_code in (403, 405)


def test_it_answers_what_it_is_asked(bureau: Bureau) -> None:
    finding = bureau.served().finding
    value = {
        "kind": "press",
        "title": "上门督促整改",
        "due_date": SOON,
        "township": "411122100",
        "finding": finding,
    }
    task = tasks.open_task(bureau.db, actor("p-sec"), value)
    grid, home = bureau.desk("p-grid"), f"/bureau/tasks/{task['id']}"
    assert "上门督促整改" in grid.get("/bureau/").text
    assert submit(grid, home, f"{home}/accept").status_code == 302
    photo = (io.BytesIO(jpeg(8)), "a.jpg")
    assert (
        submit(grid, home, f"{home}/answer", note="已上门，企业承诺三日内完成", photos=photo).status_code
        == 302
    )
    assert submit(grid, home, f"{home}/done").status_code == 409
    assert "已上门" in bureau.desk().get(home).text
    assert verify.verify(bureau.db, ORG).problems == []
