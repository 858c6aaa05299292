"""While the enterprise rectifies: it asks for more time, tells how far it is, and sees what was taken over by others. Nothing typed is lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from inspect_app.commands import findings, verify
from inspect_app.commands.log import writing
from inspect_app.domain import dates
from inspect_app.domain.people import system
from inspect_app.storage import tables as t
from inspect_app.web.portal import ask
from tests.helpers import ORG, TODAY, actor
from tests.web.portal_case import County, Notice, send, token
from tests.web.test_portal import row

DUE, LATER = dates.add_days(TODAY, 20), dates.add_days(TODAY, 40)
ASKED = {
    "due_date": LATER,
    "reason": "防火门要定制，供货期 30 天",
    "interim": "停用并专人看护",
    "owner": "韩安全",
}


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path)


@pytest.fixture
def notice(county: County) -> Notice:
    return county.served(due=DUE)


def page(notice: Notice, name: str = "") -> str:
    return f"/portal/findings/{notice.finding}{name and '/' + name}"


def ask_more(client: Any, notice: Notice, **changes: str) -> Any:
    address = page(notice, "extension")
    seen = re.search(r'name="seen" value="(\d+)"', client.get(address).text)
    return send(client, address, **{"seen": seen[1] if seen else "", **ASKED, **changes})


def at(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """The portal's day; the clock of the log stays."""
    monkeypatch.setattr(ask, "today", lambda: day)


# --- more time -----------------------------------------------------------------------------------------------------------------------


def test_more_time_is_asked_for_and_the_answer_stands_on_the_finding(county: County, notice: Notice) -> None:
    client = county.browser("p-ent1")
    assert f'href="{page(notice, "extension")}"' in client.get(page(notice)).text
    form = client.get(page(notice, "extension")).text
    assert "逾期限申请" not in form
    answer = ask_more(client, notice)
    assert (answer.status_code, answer.headers["Location"]) == (302, page(notice) + "?done=extension")
    held = row(county, t.finding, notice.finding)
    assert (held["state"], held["due_date"]) == ("ext_pending", DUE)
    assert (held["extension"]["late"], held["extension"]["on"]) == (False, TODAY)
    waiting = client.get(page(notice)).text
    assert "等待审批" in waiting
    assert LATER in waiting
    assert "申请延期</a>" not in waiting
    assert "反馈整改情况" in waiting  # what is done early needs no answer first
    home = client.get("/portal/").text
    assert "延期审批中" in home
    assert "<strong>1</strong><span>待整改" in home

    findings.act(
        county.db, actor("p-sec"), notice.finding, "approve_ext", {"due_date": LATER, "note": "同意"}
    )
    granted = client.get(page(notice)).text
    assert "已同意" in granted
    assert f"新的期限 {LATER}" in granted
    assert "（已同意延期；文书上为" in client.get(f"/portal/documents/{notice.document}").text
    assert verify.verify(county.db, ORG).problems == []


def test_a_refusal_shows_its_reason_and_more_time_may_be_asked_for_again(
    county: County, notice: Notice
) -> None:
    client = county.browser("p-head1")
    ask_more(client, notice)
    findings.act(county.db, actor("p-sec"), notice.finding, "reject_ext", {"reason": "可先更换成品门"})
    text = client.get(page(notice)).text
    assert "不同意" in text
    assert text.count("可先更换成品门") == 2  # in the answer and in the story
    assert ask_more(client, notice, due_date=dates.add_days(DUE, 5)).status_code == 302


def test_nine_days_before_the_deadline_the_page_says_so_beforehand_and_the_request_is_marked(
    county: County, notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, dates.add_days(DUE, -9))
    client = county.browser("p-ent1")
    form = client.get(page(notice, "extension")).text
    assert "已不足届满前 10 日" in form
    assert "仍可提交，但会标注为“逾期限申请”" in form
    assert ask_more(client, notice).status_code == 302
    assert row(county, t.finding, notice.finding)["extension"]["late"] is True
    assert "逾期限申请" in client.get(page(notice)).text


def test_a_deadline_that_never_left_ten_days_is_held_against_nobody(county: County) -> None:
    short = county.served(due=dates.add_days(TODAY, 7))
    client = county.browser("p-ent1")
    assert "已不足届满前" not in client.get(page(short, "extension")).text
    ask_more(client, short)
    assert row(county, t.finding, short.finding)["extension"]["late"] is False


def test_past_the_deadline_it_may_still_be_asked(
    county: County, notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, dates.add_days(DUE, 2))
    client = county.browser("p-ent1")
    assert "整改期限已过" in client.get(page(notice, "extension")).text
    refused = ask_more(client, notice, due_date=dates.add_days(DUE, 1))
    assert refused.status_code == 422
    assert "新的期限须晚于今天" in refused.text
    assert ask_more(client, notice).status_code == 302


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("due_date", DUE, f"新的期限须晚于现在的期限 {DUE}"), ("due_date", "2020-01-01", "新的期限须晚于现在的期限"), ("due_date", "2026-02-30", "请选择申请延长到的日期"),
        ("due_date", "", "请选择申请延长到的日期"), ("due_date", dates.add_days(DUE, 500), "延长超过一年"), ("reason", " ", "请填写不能按期完成的原因"),
        ("interim", "", "请填写延期期间的管控措施"), ("owner", "长" * 200, "责任人最多 60 字，现在是 200 字"), ("reason", "长" * 2001, "最多 2000 字"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_and_the_others_stay(
    county: County, notice: Notice, field: str, value: str, words: str
) -> None:
    client = county.browser("p-ent1")
    answer = ask_more(client, notice, **{field: value})
    assert answer.status_code == 422
    assert words in answer.text
    for name, typed in ASKED.items():
        if name != field:
            assert typed in answer.text
    assert row(county, t.finding, notice.finding)["state"] == "rectifying"


def test_the_same_request_twice_counts_once_and_another_is_told_with_everything_kept(
    county: County, notice: Notice
) -> None:
    client = county.browser("p-ent1")
    address = page(notice, "extension")
    form = {
        "csrf_token": token(client, address),
        "seen": str(row(county, t.finding, notice.finding)["updated_seq"]),
        **ASKED,
    }
    assert [client.post(address, data=form).status_code for _ in range(2)] == [302, 302]
    with county.db.read() as connection:
        paths = connection.scalars(t.op.select().with_only_columns(t.op.c.path)).all()
    assert paths.count("request_ext") == 1
    other = client.post(address, data={**form, "reason": "另一个原因", "due_date": dates.add_days(LATER, 9)})
    assert other.status_code == 409
    assert "另一个原因" in other.text
    assert "可以复制保存" in other.text
    assert '<button class="button primary">' not in other.text


def test_more_time_after_the_proof_is_refused_in_words(county: County, notice: Notice) -> None:
    client = county.browser("p-ent1")
    address = page(notice, "extension")
    form = {"csrf_token": token(client, address), "seen": "1", **ASKED}
    proof = {"measure": "已更换", "owner": "韩安全", "done_on": TODAY, "photos": []}
    findings.act(county.db, actor("p-ent1"), notice.finding, "feedback", proof)
    late = client.post(address, data=form)
    assert late.status_code == 409
    assert ASKED["reason"] in late.text
    assert client.get(address).status_code == 302


def test_nobody_asks_for_another_enterprise(county: County, notice: Notice) -> None:
    stranger = county.browser("p-ent2")
    own = county.served("e-2", seed=9, due=DUE)
    for name in ("extension", "progress"):
        assert stranger.get(page(notice, name)).status_code == 404
        form = {"csrf_token": token(stranger, page(own, "extension")), **ASKED, "note": "x"}
        assert stranger.post(page(notice, name), data=form).status_code == 404
    assert row(county, t.finding, notice.finding)["state"] == "rectifying"


# --- how far it is -------------------------------------------------------------------------------------------------------------------


def test_progress_is_told_without_changing_the_deadline(county: County, notice: Notice) -> None:
    client = county.holder(notice.service)
    sent = send(client, page(notice, "progress"), note="设备已订购，现场已停用")
    assert sent.headers["Location"] == page(notice) + "?done=progress"
    assert send(client, page(notice, "progress"), note="设备已订购，现场已停用").status_code == 302
    shown = client.get(page(notice) + "?done=progress").text
    assert "进展已上报" in shown
    assert shown.count("设备已订购，现场已停用") == 1
    held = row(county, t.finding, notice.finding)
    assert (held["state"], held["due_date"], held["progress"]["note"]) == (
        "rectifying",
        DUE,
        "设备已订购，现场已停用",
    )


def test_progress_without_words_or_after_the_end_loses_nothing(county: County, notice: Notice) -> None:
    client = county.browser("p-ent1")
    assert "请填写整改进展" in send(client, page(notice, "progress"), note=" \n").text
    form = {"csrf_token": token(client, page(notice, "progress")), "note": "写了很久的进展"}
    findings.act(county.db, actor("p-lead"), notice.finding, "escalate", {"reason": "拒不整改"})
    late = client.post(page(notice, "progress"), data=form)
    assert late.status_code == 409
    assert "写了很久的进展" in late.text
    assert "移交执法" in late.text


# --- taken over by others ------------------------------------------------------------------------------------------------------------


def test_a_finding_taken_to_enforcement_stays_visible_with_what_it_means(
    county: County, notice: Notice
) -> None:
    findings.act(county.db, actor("p-lead"), notice.finding, "escalate", {"reason": "内部说明不外传"})
    for client in (county.browser("p-ent1"), county.holder(notice.service)):
        text = client.get(page(notice)).text
        assert "已转入执法程序" in text
        assert "内部说明不外传" not in text
        assert "反馈整改情况</a>" not in text
    client = county.browser("p-ent1")
    assert "<strong>1</strong><span>另行处理" in client.get("/portal/").text
    assert "配电室门" in client.get("/portal/?show=elsewhere").text
    findings.act(
        county.db,
        actor("p-off1"),
        notice.finding,
        "conclude",
        {"note": "已处罚", "case_no": "临应急罚〔2026〕1号"},
    )
    assert "执法程序已结案" in client.get(page(notice)).text


def test_a_transferred_finding_names_the_department(county: County, notice: Notice) -> None:
    with writing(county.db, ORG) as log:
        log.record(system(ORG), "department/fire", {"name": "县消防救援大队", "duties": []})
    given = {"department": "fire", "reason": "消防职责"}
    findings.act(county.db, actor("p-sec"), notice.finding, "transfer", given)
    client = county.browser("p-ent1")
    assert "已移送县消防救援大队" in client.get(page(notice)).text
    findings.act(county.db, actor("p-sec"), notice.finding, "reject_transfer", {"reason": "不属本队"})
    assert client.get(page(notice)).status_code == 404  # until it is notified anew


def test_what_was_never_notified_is_not_shown_when_it_is_taken_over(county: County) -> None:
    _, finding, _ = county.inspected()
    findings.act(county.db, actor("p-sec"), finding, "confirm", {})
    findings.act(county.db, actor("p-lead"), finding, "escalate", {"reason": "涉嫌违法"})
    client = county.browser("p-ent1")
    assert client.get(f"/portal/findings/{finding}").status_code == 404
    assert "另行处理" not in client.get("/portal/").text


def test_overdue_counts_what_runs_past_its_deadline_also_while_more_time_is_asked_for(
    county: County, notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspect_app.web.portal import pages

    client = county.browser("p-ent1")
    monkeypatch.setattr(pages, "today", lambda: dates.add_days(DUE, 1))
    assert "有 1 条已经逾期" in client.get("/portal/").text
    ask_more(client, notice)
    assert "有 1 条已经逾期" in client.get("/portal/").text


def test_an_enterprise_sees_its_own_warning_and_why(county: County, notice: Notice) -> None:
    phone = county.browser("p-ent1")
    assert "整改预警" not in phone.get("/portal/").text, "nothing is said while all is well"
    with county.db.write() as connection:
        late = dates.add_days(TODAY, -20)
        connection.execute(t.finding.update().where(t.finding.c.id == notice.finding).values(due_date=late))
    page = phone.get("/portal/").text
    assert "整改预警：红色（严重）" in page
    assert "逾期 1 条，最长 20 天" in page
    assert "整改预警" not in county.browser("p-ent2").get("/portal/").text
