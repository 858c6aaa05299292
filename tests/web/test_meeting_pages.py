"""Joint meetings and visits after close-out through the pages: typed once, nothing lost when something is missing."""

from __future__ import annotations

import io
import re

from inspect_app.commands import findings, followups, verify
from inspect_app.commands.log import Log
from inspect_app.domain import dates
from inspect_app.domain.people import system
from inspect_app.queries import tasks as qt
from inspect_app.web.views import today
from tests.helpers import ORG, actor, jpeg
from tests.web.bureau_case import Bureau, submit

SOON = dates.add_days(today(), 12)
NEW = "/bureau/meetings/new"


def called(bureau: Bureau, finding: str, **changes: str) -> str:
    """The address of a meeting that the committee called."""
    form = {
        "title": "配电室隐患联席会议",
        "day": today(),
        "time": "15:00",
        "place": "三楼会议室",
        "agenda": "通报\n研究",
        "attendees": "县消防救援大队",
        **changes,
    }
    answer = submit(
        bureau.desk("p-comm"),
        f"{NEW}?finding={finding}",
        "/bureau/meetings",
        finding=finding,
        trigger="群众举报",
        **form,
    )
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def test_a_late_finding_is_proposed_called_and_its_resolutions_given_out(bureau: Bureau) -> None:
    finding = bureau.late(40)
    desk = bureau.desk("p-comm")
    assert "逾期 40 天" in desk.get("/bureau/meetings?tab=proposed").text
    assert "可以提请联席会议研究" in bureau.desk().get(f"/bureau/findings/{finding}").text
    page = called(bureau, finding)
    assert finding not in desk.get("/bureau/meetings?tab=proposed").text
    hold = {
        "minutes": "会议决定限期整改。", "attended": "县消防救援大队 卫消防\n城关街道 孙网格", "title-1": "现场督办", "owner-1": "department:d-fire", "due-1": SOON,
        "about-1": finding, "title-2": "每日巡查", "owner-2": "township:411122100", "due-2": SOON,
    }  # fmt: skip
    short = {name: value for name, value in hold.items() if name != "owner-2"}
    refused = submit(desk, page, f"{page}/hold", **short)
    assert refused.status_code == 409
    assert "第 2 项决议还缺：承办单位" in refused.text
    assert "会议决定限期整改。" in refused.text
    assert 'value="每日巡查"' in refused.text
    assert submit(desk, page, f"{page}/hold", **hold).status_code == 302
    shown = desk.get(page).text
    assert "县消防救援大队" in shown
    assert "每日巡查" in shown
    assert "配电室隐患联席会议纪要" in desk.get(f"{page}/print").text
    assert "现场督办" in bureau.desk("p-dept").get("/bureau/").text
    assert "配电室隐患联席会议" in bureau.desk().get(f"/bureau/findings/{finding}").text


def test_a_meeting_is_changed_and_cancelled_and_its_paper_is_the_agenda_until_then(bureau: Bureau) -> None:
    _, finding = bureau.accepted()
    page = called(bureau, finding)
    desk = bureau.desk("p-comm")
    assert "配电室隐患联席会议议程" in desk.get(f"{page}/print").text
    change = {"title": "改名的会议", "day": SOON, "finding": finding}
    assert submit(desk, page, f"{page}/change", **change).status_code == 302
    assert "改名的会议" in desk.get("/bureau/meetings?tab=called").text
    early = submit(desk, page, f"{page}/hold", minutes="x", attended="y")
    assert "还没有到日期" in early.text
    assert submit(desk, page, f"{page}/cancel", reason="").status_code == 409
    assert submit(desk, page, f"{page}/cancel", reason="并入下次会议").status_code == 302
    assert "并入下次会议" in desk.get(page).text
    assert verify.verify(bureau.db, ORG).problems == []


def test_a_call_that_lacks_something_keeps_what_was_typed(bureau: Bureau) -> None:
    _, finding = bureau.accepted()
    form = {"title": "会议", "day": "", "place": "三楼会议室", "finding": finding}
    refused = submit(bureau.desk("p-comm"), f"{NEW}?finding={finding}", "/bureau/meetings", **form)
    assert refused.status_code == 409
    assert "会议日期" in refused.text
    assert 'value="三楼会议室"' in refused.text
    none = submit(bureau.desk("p-comm"), NEW, "/bureau/meetings", title="会议", day=today())
    assert "至少选择一条" in none.text


def closed(bureau: Bureau, days: int) -> str:
    finding = bureau.answered()
    then = dates.parse_instant(f"{today()}T04:00:00Z") - days * 86_400_000
    seen = {"reinspector": "p-off1", "at": dates.instant(then), "note": "已外开"}
    findings.act(
        bureau.db, actor("p-sec"), finding, "recheck", {"reinspector": "p-off1", "planned_date": today()}
    )
    findings.act(bureau.db, actor("p-off1"), finding, "pass", seen)
    with bureau.db.write() as connection:
        log = Log(bureau.db, connection, ORG, then)
        log.record(system(ORG), "setting/followups", {"share": 100})
        log.event(actor("p-sec"), f"finding/{finding}", "close_out", {})
        log.flush()
    return finding


def test_a_visit_after_close_out_is_asked_for_and_taken_down_with_its_photos(bureau: Bureau) -> None:
    finding = closed(bureau, 31)
    assert followups.open_due(bureau.db, ORG, today()) == 1
    desk, page = bureau.desk(), f"/bureau/findings/{finding}"
    assert "回访：销号满 30 天" in desk.get("/bureau/").text
    shown = desk.get(page).text
    task = re.findall(r'name="task" value="([^"]+)"', shown)[0]
    refused = submit(desk, page, f"{page}/follow_up", task=task, result="recurred", note="", on=today())
    assert refused.status_code == 409
    photo = (io.BytesIO(jpeg(8)), "a.jpg")
    form = {"task": task, "result": "recurred", "note": "门又被改回内开", "on": today(), "photos": photo}
    assert submit(desk, page, f"{page}/follow_up", **form).status_code == 302
    row = bureau.finding_row(finding)
    assert (
        row["state"],
        row["followed"]["result"],
        row["followed"]["after"],
        len(row["followed"]["photos"]),
    ) == ("closed", "recurred", 30, 1)
    assert "建议安排再次检查" in desk.get(page).text
    with bureau.db.read() as connection:
        assert [one["state"] for one in qt.of_finding(connection, actor("p-sec"), finding)] == ["done"]
    assert verify.verify(bureau.db, ORG).problems == []


def test_the_steps_of_findings_stand_with_their_deadlines_beside_the_tasks(bureau: Bureau) -> None:
    bureau.inspected()
    bureau.answered()
    page = bureau.desk().get("/bureau/tasks").text
    assert "各环节办理时限" in page
    assert "审核" in page
    assert "1 个工作日" in page


def test_the_terms_of_visits_are_set_by_the_leader_and_nonsense_is_named(bureau: Bureau) -> None:
    page = "/bureau/settings/followups"
    assert "30、90" in bureau.desk().get(page).text
    assert submit(bureau.desk(), page, page, days="10", share="5", within="7").status_code == 403
    lead = bureau.desk("p-lead")
    refused = submit(lead, page, page, days="30、明年", share="101", within="7")
    assert refused.status_code == 409
    assert "1 到 365" in refused.text
    assert "0 到 100" in refused.text
    assert "30、明年" in refused.text
    seen = re.findall(r'name="seen" value="(\d+)"', lead.get(page).text)[0]
    assert submit(lead, page, page, days="60、15", share="5", within="7", seen=seen).status_code == 302
    shown = bureau.desk().get(page).text
    assert "15、60" in shown
    late = submit(bureau.desk("p-admin"), page, page, days="20", share="5", within="7", seen=seen)
    assert "已被他人处理" in late.text
