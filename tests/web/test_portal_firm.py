"""The enterprise itself: its history, its ledger, consent to electronic service, 投诉建议."""

from __future__ import annotations

import gzip
import io
import re
import uuid
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from inspect_app.commands import findings, suggestions
from inspect_app.domain.rules import Refusal
from inspect_app.queries import portal_history
from inspect_app.storage import tables as t
from tests.helpers import actor, jpeg
from tests.web.portal_case import County, Notice, send, token
from tests.web.test_portal import hand_in

PORTAL_BYTES = 60_000  # of a page with its styles and scripts, as a phone fetches them, before photos


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path)


@pytest.fixture
def notice(county: County) -> Notice:
    return county.served()


def closed(county: County, notice: Notice) -> None:
    assert (
        hand_in(county.browser("p-ent1"), notice, jpeg(51), measure="=cmd|' /C calc'!A0").status_code == 302
    )
    outcome = {"reinspector": "p-sec", "at": "2026-11-26T01:00:00Z", "note": "现场核实合格"}
    findings.reinspect(county.db, actor("p-sec"), notice.finding, True, outcome)
    findings.act(county.db, actor("p-sec"), notice.finding, "close_out", {})


# --- history -------------------------------------------------------------------------------------------------------------------------


def test_history_shows_every_inspection_with_its_papers_and_results(county: County, notice: Notice) -> None:
    second = county.served(seed=5)
    closed(county, notice)
    text = county.browser("p-head1").get("/portal/history").text
    assert text.count("帮扶诊断") == 2
    assert "隐患 1 条，已销号 1 条" in text
    assert "复查合格：现场核实合格" in text
    assert f"/portal/findings/{second.finding}" in text
    assert f"/portal/documents/{second.document}" in text
    holder = county.holder(notice.service).get("/portal/history").text
    assert second.document not in holder
    assert "还没有通知过隐患" in county.browser("p-ent2").get("/portal/history").text


def test_history_goes_on_where_the_page_ends(
    county: County, notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = county.served(seed=5)
    monkeypatch.setattr(portal_history, "PAGE", 1)
    client, seen = county.browser("p-ent1"), ""
    first = client.get("/portal/history").text
    more = re.search(r'href="(/portal/history\?before=[^"]+)"', first)
    assert more
    seen = first + client.get(more[1]).text
    assert f"/portal/findings/{notice.finding}" in seen
    assert f"/portal/findings/{second.finding}" in seen
    assert "更早的</a>" not in client.get(more[1]).text
    assert client.get("/portal/history?before=x~y~z").status_code == 200


# --- the ledger ----------------------------------------------------------------------------------------------------------------------


def test_the_own_ledger_has_what_the_law_asks_for_and_computes_nothing(
    county: County, notice: Notice
) -> None:
    closed(county, notice)
    county.served("e-2", seed=9)
    answer = county.browser("p-ent1").get("/portal/ledger.xlsx")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        heads = sheet + book.read("xl/sharedStrings.xml").decode()
    for word in (
        "发现时间",
        "部位",
        "内容",
        "级别",
        "措施",
        "责任人",
        "期限",
        "完成情况",
        "验收",
        "通报方式",
        "韩安全 于",
    ):
        assert word in heads
    assert "配电室门向内开启" in sheet
    assert "直接送达" in sheet
    assert "复查合格：现场核实合格" in sheet
    assert sheet.count("一号车间北侧配电室") == 1  # nothing of the other enterprise
    assert "=cmd|" in sheet
    assert "<f>" not in sheet


# --- electronic service --------------------------------------------------------------------------------------------------------------


def test_the_enterprise_asks_for_the_confirmation_and_sees_that_it_waits(county: County) -> None:
    client = county.browser("p-head1")
    assert "还没有签订《电子送达确认书》" in client.get("/portal/consent").text
    empty = send(client, "/portal/consent", address=" ")
    assert empty.status_code == 422
    assert "请填写接收文书的手机号或邮箱" in empty.text
    assert send(client, "/portal/consent", address="safe@example.com").status_code == 302
    text = client.get("/portal/consent?done=asked").text
    assert "等待办理" in text
    assert "safe@example.com" in text
    desk = county.browser("p-sec").get("/bureau/suggestions").text
    assert "申请办理电子送达确认" in desk
    assert "杨经理（临颍县颍川食品有限公司）" in desk


# --- 投诉建议 ------------------------------------------------------------------------------------------------------------------------

SAID = {"category": "service", "text": "专家讲解很细，希望多给整改样板", "contact": ""}


def test_what_is_said_reaches_the_desk_and_its_answer_comes_back(county: County) -> None:
    client = county.browser("p-ent1")
    assert send(client, "/portal/suggest", **SAID).status_code == 302
    assert SAID["text"] in county.browser("p-sec").get("/bureau/suggestions").text
    with county.db.read() as connection:
        [key] = connection.scalars(sa.select(t.suggestion.c.id))
    suggestions.answer(county.db, actor("p-sec"), key, "done", "已安排")
    assert "已安排" in client.get("/portal/suggest").text
    assert "已安排" not in county.browser("p-head1").get("/portal/suggest").text


def test_a_form_sent_twice_is_one_message_and_a_wrong_field_keeps_the_others(county: County) -> None:
    client = county.browser("p-ent1")
    form = {"csrf_token": token(client, "/portal/suggest"), "key": str(uuid.uuid4()), **SAID}
    assert [client.post("/portal/suggest", data=form).status_code for _ in range(2)] == [302, 302]
    other = client.post("/portal/suggest", data={**form, "text": "另一件事"})
    assert other.status_code == 409
    assert "另一件事" in other.text
    wrong = client.post("/portal/suggest", data={**form, "category": "nothing", "text": "写好的话"})
    assert (wrong.status_code, "请选择类别" in wrong.text, "写好的话" in wrong.text) == (422, True, True)
    long = client.post("/portal/suggest", data={**form, "text": "长" * 2001})
    assert "内容最多 2000 字，现在是 2001 字" in long.text
    with county.db.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(t.suggestion)) == 1
    with pytest.raises(Refusal):
        suggestions.write(county.db, actor("p-ent1"), str(uuid.uuid4()), "checklist", "x", "")


def test_whoever_only_holds_a_code_is_told_whom_to_call(county: County, notice: Notice) -> None:
    client = county.holder(notice.service)
    assert client.get("/portal/suggest").location == "/portal/complaint"
    assert client.get("/portal/consent").location == "/portal/"
    for person, linked in (("p-ent1", True), ("p-sec", False)):
        assert ("/portal/suggest" in county.browser(person).get("/portal/complaint").text) == linked
    assert "/portal/suggest" not in client.get("/portal/complaint").text


# --- weight --------------------------------------------------------------------------------------------------------------------------


def parts_of(text: str) -> set[str]:
    """Styles, scripts and icons that a page names; scripts bring their own imports."""
    return set(re.findall(r'(?:href|src)="(/static/[^"#]+\.(?:css|js|svg)[^"#]*)', text))


def test_every_portal_page_weighs_at_most_sixty_kilobytes_before_photos(
    county: County, notice: Notice
) -> None:
    client = county.browser("p-head1")
    hand_in(county.browser("p-ent1"), notice, jpeg(52))
    open_ = county.served(seed=5)
    pages = ["", "history", "consent", "suggest"] + [
        f"documents/{open_.document}{end}" for end in ("", "/receipt")
    ]
    pages += [f"findings/{notice.finding}{end}" for end in ("", "/proof", "/endorse")]
    pages += [f"findings/{open_.finding}{end}" for end in ("", "/proof", "/extension", "/progress")]
    weights = {}
    for name in pages:
        answer = client.get(f"/portal/{name}")
        assert answer.status_code == 200, name
        weight, todo, done = len(answer.data), parts_of(answer.text), set[str]()
        while todo - done:
            address = (todo - done).pop()
            done.add(address)
            served = client.get(address, headers={"Accept-Encoding": "gzip"})
            body = gzip.decompress(served.data) if served.content_encoding == "gzip" else served.data
            weight += len(served.data)
            if ".js" in address:
                base = address.rpartition("/")[0]
                todo |= {
                    re.sub(r"[^/]+/\.\./", "", f"{base}/{found}".replace("/./", "/"))
                    for found in re.findall(r'from "(\.[^"]+)"', body.decode())
                }
        weights[name] = weight
    assert {name: weight for name, weight in weights.items() if weight > PORTAL_BYTES} == {}
    assert min(weights.values()) > 8_000  # styles were counted
