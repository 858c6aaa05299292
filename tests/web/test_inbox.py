"""站内消息 in the bureau and on the portal, the record of what was told, and the two pages of 设置 that decide about it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from inspect_app.commands import channels, findings, messages, remind
from inspect_app.commands.log import writing
from inspect_app.domain import dates
from inspect_app.domain.people import system
from inspect_app.queries.deadlines import deadlines
from inspect_app.storage import tables as t
from inspect_app.web.views import today
from tests.helpers import ORG, actor
from tests.web.bureau_case import Bureau, fields

DEADLINES, CHANNELS = "/bureau/settings/deadlines", "/bureau/settings/channels"


@pytest.fixture
def bureau(tmp_path):
    return Bureau(tmp_path)


def send(client, page, target=None, /, **given):
    return client.post(target or page, data={**fields(client.get(page).text), **given})


def late(bureau, days=1):
    finding = bureau.late(days)
    remind.remind(bureau.db, ORG, today())
    return finding


# --- the inbox -----------------------------------------------------------------------------------------------------------------------


def test_the_bell_counts_and_leads_to_what_is_unread(bureau):
    finding = late(bureau)
    desk = bureau.desk()
    page = desk.get("/bureau/").text
    assert 'aria-label="1 条未读"' in page
    inbox = desk.get("/bureau/inbox?show=unread").text
    assert "1 条隐患已超过整改期限" in inbox
    assert f"/bureau/findings/{finding}" in inbox
    with bureau.db.read() as connection:
        key = connection.scalar(
            sa.select(t.message.c.id).where(
                t.message.c.party == "role", t.message.c.party_id == "section", t.message.c.kind == "overdue"
            )
        )
    send(desk, "/bureau/inbox", "/bureau/inbox/read", message=key)
    assert "条未读" not in desk.get("/bureau/").text
    assert "没有未读消息" in desk.get("/bureau/inbox?show=unread").text
    assert "1 条隐患已超过整改期限" in desk.get("/bureau/inbox?kind=overdue").text
    assert "1 条隐患已超过整改期限" not in desk.get("/bureau/inbox?kind=task").text


def test_everybody_sees_only_what_was_meant_for_them(bureau):
    late(bureau)
    assert "协助了解" not in bureau.desk("p-sec").get("/bureau/inbox").text
    assert "已超过整改期限" in bureau.desk("p-grid").get("/bureau/inbox").text
    assert "还没有消息" in bureau.desk("p-lead").get("/bureau/inbox").text
    with bureau.db.read() as connection:
        key = connection.scalar(sa.select(t.message.c.id).where(t.message.c.party == "township"))
    send(bureau.desk("p-sec"), "/bureau/inbox", "/bureau/inbox/read", message=key)
    with bureau.db.read() as connection:
        assert connection.scalar(sa.select(t.message.c.read_at).where(t.message.c.id == key)) is None


def test_all_can_be_read_at_once(bureau):
    late(bureau)
    desk = bureau.desk()
    send(desk, "/bureau/inbox", "/bureau/inbox/read", all="1")
    assert "条未读" not in desk.get("/bureau/inbox").text


def test_a_long_inbox_has_further_pages(bureau):
    with bureau.db.write() as connection:
        for n in range(60):
            messages.tell(
                bureau.db,
                connection,
                ORG,
                messages.Message(f"k{n}", "task", "role", "section", f"第{n}号", "正文"),
                1000 + n,
            )
    desk = bureau.desk()
    first = desk.get("/bureau/inbox").text
    assert "第59号" in first
    assert "第9号" not in first
    after = first.partition("after=")[2].partition('"')[0]
    assert "第9号" in desk.get(f"/bureau/inbox?after={after}").text


def test_the_enterprise_reads_on_the_portal(bureau):
    finding = late(bureau)
    phone = bureau.desk("p-ent1")
    assert "条未读" in phone.get("/portal/").text
    page = phone.get("/portal/messages")
    assert page.status_code == 200
    assert len(page.data) < 60_000
    assert "已超过整改期限" in page.text
    assert f"/portal/findings/{finding}" in page.text
    send(phone, "/portal/messages", "/portal/messages/read", all="1")
    assert "条未读" not in phone.get("/portal/").text
    assert "还没有消息" in bureau.desk("p-ent2").get("/portal/messages").text


# --- the record ----------------------------------------------------------------------------------------------------------------------


def test_the_record_says_who_when_how_and_whether_it_was_read(bureau):
    finding = late(bureau)
    send(bureau.desk("p-ent1"), "/portal/messages", "/portal/messages/read", all="1")
    for person in ("p-sec", "p-lead", "p-audit"):
        page = bureau.desk(person).get("/bureau/messages?kind=overdue&party=enterprise").text
        assert "颍川食品" in page
        assert "站内 · 已读" in page
        assert "韩安全" in page
    assert (
        "没有符合条件的记录"
        in bureau.desk().get("/bureau/messages?kind=overdue&party=enterprise&state=unread").text
    )
    assert bureau.desk("p-grid").get("/bureau/messages").status_code == 403
    told = bureau.desk().get(f"/bureau/findings/{finding}").text
    assert "告知情况" in told
    assert "逾期 1 天" in told


def test_what_an_expert_is_told_is_on_the_findings_page(bureau):
    _, finding, _ = bureau.inspected()
    findings.act(bureau.db, actor("p-sec"), finding, "return", {"reason": "照片不清"})
    page = bureau.desk().get(f"/bureau/findings/{finding}").text
    assert "告知情况" in page
    assert "照片不清" in page


# --- deadlines -----------------------------------------------------------------------------------------------------------------------


def test_the_leader_sets_deadlines_and_the_history_says_so(bureau):
    leader = bureau.desk("p-lead")
    done = send(
        leader, DEADLINES, **{
            "spans/review/general": "2个工作日", "spans/recheck/general": "7d", "rectify/general": "7", "remind/before": "5、1", "quiet/from": "21:30",
            "holidays/off": "2027-02-06 至 2027-02-08", "escalate/general": "5",
        },
    )  # fmt: skip
    assert done.status_code == 302, done.text
    with bureau.db.read() as connection:
        kept = deadlines(connection, ORG)
    assert kept.span("review", "general") == "2w"
    assert kept.span("review", "major") == "2h"
    assert kept.span("recheck", "general") == "7d"
    assert (kept.rectify["general"], kept.before, kept.quiet, kept.escalate) == (
        7,
        (5, 1),
        ("21:30", "08:00"),
        (5, 1),
    )
    assert not kept.calendar.works("2027-02-08")
    page = leader.get(DEADLINES).text
    assert "2027-02-06 至 2027-02-08" in page
    assert "审核时限（一般）" in page
    assert "刘局长" in page
    assert bureau.desk("p-sec").get(DEADLINES).status_code == 200
    assert send(bureau.desk("p-sec"), DEADLINES).status_code == 403


@pytest.mark.parametrize(
    ("field", "given", "words"),
    [
        ("spans/review/general", "很快", "看不明白"), ("spans/review/general", "0d", "1 到 180"), ("spans/recheck/general", "15d", "不能延长"),
        ("spans/extension/major", "3w", "不能延长"), ("rectify/general", "-1", "整数"), ("rectify/general", "9999", "整数"), ("remind/before", "3,3", "互不相同"),
        ("remind/after", "abc", "整数"), ("quiet/from", "25:00", "时:分"), ("escalate/major", "0", "1 到 60"), ("holidays/off", "2027-02-30", "不是有效的日期"),
        ("holidays/off", "春节", "不是有效的日期"), ("holidays/off", "2027-02-12 至 2027-02-06", "不是有效的日期"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(bureau, field, given, words):
    answer = send(bureau.desk("p-lead"), DEADLINES, **{field: given, "rectify/major": "20"})
    assert answer.status_code == 409
    assert words in answer.text
    assert given in answer.text
    assert 'value="20"' in answer.text
    with bureau.db.read() as connection:
        assert deadlines(connection, ORG).rectify["major"] == 30


def test_two_people_at_the_same_form_see_each_other(bureau):
    leader = bureau.desk("p-lead")
    old = fields(leader.get(DEADLINES).text)
    assert send(bureau.desk("p-admin"), DEADLINES, **{"rectify/general": "10"}).status_code == 302
    answer = leader.post(DEADLINES, data={**old, "rectify/general": "7"})
    assert answer.status_code == 409
    assert "冯管理" in answer.text
    assert "10 天" in answer.text


def test_where_the_table_of_holidays_ends_the_page_says_so(bureau):
    page = bureau.desk("p-lead").get(DEADLINES).text
    assert "节假日安排尚未公布，暂按周一至周五推算" in page
    with writing(bureau.db, ORG) as log:
        years = [str(int(today()[:4]) + n) for n in (0, 1)]
        log.record(
            system(ORG), "setting/deadlines", {"holidays": {"off": [f"{year}-01-01" for year in years]}}
        )
    assert "节假日安排尚未公布" not in bureau.desk("p-lead").get(DEADLINES).text


def test_the_finding_is_late_by_what_was_set(bureau):
    _, finding = bureau.accepted()
    with bureau.db.write() as connection:
        day = dates.parse_instant(f"{dates.add_days(today(), -2)}T02:00:00Z")
        connection.execute(t.finding.update().where(t.finding.c.id == finding).values(state_at=day))
    assert "已超过" not in bureau.desk().get(f"/bureau/findings/{finding}").text
    with writing(bureau.db, ORG) as log:
        log.record(system(ORG), "setting/deadlines", {"spans": {"serve": {"general": "1d"}}})
    remind.remind(bureau.db, ORG, today())
    assert "签发送达" in bureau.desk().get("/bureau/inbox?kind=waiting").text


def test_a_deadline_that_is_gone_is_refused_with_what_was_typed(bureau):
    _, finding = bureau.accepted()
    with bureau.db.write() as connection:
        connection.execute(
            t.finding.update().where(t.finding.c.id == finding).values(found_on=dates.add_days(today(), -20))
        )
    page, gone = f"/bureau/findings/{finding}", dates.add_days(today(), -1)
    given = {
        "due_date": gone,
        "statement": "配电室门向内开启",
        "measure": "改为向外开启",
        "rectify_owner": "韩安全",
    }
    answer = send(bureau.desk(), page, f"{page}/assign", **given)
    assert answer.status_code == 409
    assert f"“整改期限”{gone} 已经过去" in answer.text
    assert 'value="韩安全"' in answer.text


# --- ways out ------------------------------------------------------------------------------------------------------------------------

GIVEN = {
    "name": "工贸科群",
    "url": "wecombot://geheim-key-0123456789",
    "kinds": ["due", "overdue"],
    "parties": ["role"],
    "active": "1",
}


def test_a_way_is_set_and_its_address_is_never_shown_again(bureau):
    leader = bureau.desk("p-lead")
    assert send(leader, CHANNELS, **GIVEN).status_code == 302
    page = leader.get(CHANNELS).text
    assert "工贸科群" in page
    assert "企业微信群机器人" in page
    assert "geheim" not in page
    assert "geheim" not in bureau.desk("p-audit").get("/bureau/audit").text
    with bureau.db.read() as connection:
        [row] = channels.listed(connection, ORG)
    target = f"{CHANNELS}/{row['id']}"
    assert send(leader, CHANNELS, target, **{**GIVEN, "url": "", "active": ""}).status_code == 302
    assert "停用" in leader.get(CHANNELS).text


def test_a_wrong_address_is_refused_with_what_was_typed(bureau):
    answer = send(bureau.desk("p-lead"), CHANNELS, **{**GIVEN, "url": "file:///etc/passwd"})
    assert answer.status_code == 409
    assert "不支持 file://" in answer.text
    assert "file:///etc/passwd" in answer.text
    assert 'value="工贸科群"' in answer.text


def test_a_test_message_says_what_came_of_it(bureau):
    leader = bureau.desk("p-lead")
    send(leader, CHANNELS, **{**GIVEN, "url": "json://127.0.0.1:9/sms"})
    with bureau.db.read() as connection:
        [row] = channels.listed(connection, ORG)
    answer = send(leader, CHANNELS, f"{CHANNELS}/{row['id']}/test")
    assert answer.status_code == 302
    assert "指向本机" in leader.get(CHANNELS).text
