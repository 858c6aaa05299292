"""A proof that was begun and not handed in: kept for the person, shown again, gone when it is handed in. And the principal's word for it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands import findings, verify
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t
from inspect_app.web.portal.forms import PROMISE
from tests.helpers import ORG, TODAY, actor, jpeg, sha
from tests.web.portal_case import County, Notice, send, token
from tests.web.test_portal import hand_in, pictures, row

WORDS = {"measure": "写了一半的措施", "owner": "", "done_on": "2026-11-23", "cost": "一千", "interim": ""}


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path)


@pytest.fixture
def notice(county: County) -> Notice:
    return county.served()


def form(notice: Notice) -> str:
    return f"/portal/findings/{notice.finding}/proof"


def drafts(county: County) -> int:
    with county.db.read() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(t.proof_draft)) or 0


def kept(text: str) -> list[str]:
    return re.findall(r'name="kept" value="([^"]+)"', text)


def test_a_draft_saved_without_scripts_comes_back_with_its_photos_and_ends_when_it_is_handed_in(
    county: County, notice: Notice
) -> None:
    client = county.browser("p-ent1")
    saved = send(client, form(notice), **WORDS, photos=pictures(jpeg(31), jpeg(32)), action="draft")
    assert saved.status_code == 200
    assert "草稿已保存" in saved.text
    assert row(county, t.finding, notice.finding)["state"] == "rectifying"

    again = county.browser("p-ent1").get(form(notice)).text  # another telephone, another day
    assert "已恢复您" in again
    assert ">写了一半的措施</textarea>" in again
    assert 'value="一千"' in again
    assert len(kept(again)) == 2
    assert "您有一份未提交的反馈草稿" in client.get(f"/portal/findings/{notice.finding}").text
    assert "有草稿" in client.get("/portal/").text

    answer = send(
        client,
        form(notice),
        **{**WORDS, "owner": "韩安全", "cost": "1000", "kept": kept(again)},
        action="send",
    )
    assert answer.status_code == 302
    assert row(county, t.finding, notice.finding)["feedback"]["photos"] == [sha(jpeg(31)), sha(jpeg(32))]
    assert drafts(county) == 0
    assert "未提交的反馈草稿" not in client.get(f"/portal/findings/{notice.finding}").text


def test_scripts_save_as_one_types_and_the_answer_says_when(county: County, notice: Notice) -> None:
    client = county.holder(notice.service)
    mark = send_photo(client, notice, jpeg(33))
    address = f"/portal/findings/{notice.finding}/draft"
    for words in ("写", "写了", "写了一半的措施"):
        answer = client.post(
            address, data={"csrf_token": token(client, form(notice)), **WORDS, "measure": words, "kept": mark}
        )
        assert re.fullmatch(r"\d\d:\d\d", answer.json["saved"])
    assert drafts(county) == 1
    text = county.holder(notice.service).get(form(notice)).text
    assert ">写了一半的措施</textarea>" in text
    assert len(kept(text)) == 1


def send_photo(client: Any, notice: Notice, picture: bytes) -> str:
    data = {"csrf_token": token(client, form(notice)), "photo": pictures(picture)[0]}
    answer = client.post(
        f"/portal/findings/{notice.finding}/photos", data=data, content_type="multipart/form-data"
    )
    return str(answer.json["mark"])


def test_a_draft_is_seen_by_its_author_only_and_takes_no_foreign_photo(
    county: County, notice: Notice
) -> None:
    client, head = county.browser("p-ent1"), county.browser("p-head1")
    mark = send_photo(head, notice, jpeg(34))
    send(client, form(notice), **WORDS, kept=mark, action="draft")
    assert kept(client.get(form(notice)).text) == []
    assert "写了一半的措施" not in head.get(form(notice)).text
    stranger = county.browser("p-ent2")
    own = county.served("e-2", seed=9)
    data = {"csrf_token": token(stranger, form(own)), **WORDS}
    assert stranger.post(f"/portal/findings/{notice.finding}/draft", data=data).status_code == 404


def test_a_draft_may_be_thrown_away(county: County, notice: Notice) -> None:
    client = county.browser("p-ent1")
    send(client, form(notice), **WORDS, action="draft")
    assert "不要草稿" in client.get(form(notice)).text
    assert send(client, form(notice), **WORDS, action="discard").status_code == 302
    assert "写了一半的措施" not in client.get(form(notice)).text
    assert drafts(county) == 0


def test_a_draft_older_than_the_feedback_of_a_colleague_says_so(county: County, notice: Notice) -> None:
    client = county.browser("p-ent1")
    send(client, form(notice), **WORDS, action="draft")
    assert hand_in(county.browser("p-head1"), notice, jpeg(35)).status_code == 302
    assert "此后企业已提交过反馈" in client.get(form(notice)).text


def test_a_proof_sent_after_the_close_out_is_refused_and_nothing_typed_is_lost(
    county: County, notice: Notice
) -> None:
    client = county.browser("p-ent1")
    data = {
        "csrf_token": token(client, form(notice)),
        **WORDS,
        "measure": "很长的一段措施",
        "action": "send",
        "seen": "1",
    }
    hand_in(county.browser("p-head1"), notice, jpeg(36))
    findings.reinspect(
        county.db, actor("p-sec"), notice.finding, True, {"reinspector": "p-sec", "at": "2026-11-26T01:00:00Z", "note": "合格"}
    )  # fmt: skip
    findings.act(county.db, actor("p-sec"), notice.finding, "close_out", {})
    late = client.post(form(notice), data=data)
    assert late.status_code == 409
    assert "很长的一段措施" in late.text
    assert "现在不能反馈" in late.text
    assert 'id="send"' not in late.text
    draft = client.post(f"/portal/findings/{notice.finding}/draft", data=data)
    assert (draft.status_code, draft.json["error"]) == (409, "wrong_state")


# --- the principal's word ------------------------------------------------------------------------------------------------------------


def endorse(client: Any, notice: Notice, **fields: str) -> Any:
    address = f"/portal/findings/{notice.finding}/endorse"
    page = client.get(address)
    seen = re.search(r'name="seen" value="(\d+)"', page.text)
    return send(client, address, seen=seen[1] if seen else "", **fields) if seen else page


def test_the_principal_stands_for_what_the_safety_manager_handed_in(county: County, notice: Notice) -> None:
    manager, head = county.browser("p-ent1"), county.browser("p-head1")
    assert endorse(head, notice).status_code == 302  # nothing is there yet
    hand_in(manager, notice, jpeg(41))
    page = f"/portal/findings/{notice.finding}"
    assert "签认反馈" not in manager.get(page).text
    assert f"{page}/endorse" in head.get(page).text
    assert manager.get(f"{page}/endorse").location == page
    seen = row(county, t.finding, notice.finding)["updated_seq"]
    form_of_head = {"csrf_token": token(manager, form(notice)), "promise": "yes", "seen": str(seen)}
    assert "企业安全管理员不能“签认反馈”" in manager.post(f"{page}/endorse", data=form_of_head).text
    assert "请先核对反馈内容并勾选" in endorse(head, notice).text
    assert endorse(head, notice, promise="yes").status_code == 302
    said = row(county, t.finding, notice.finding)["feedback"]
    assert (said["endorsed"]["name"], said["endorsed"]["by"], said["endorsed"]["promise"]) == (
        "杨经理",
        "p-head1",
        PROMISE,
    )
    assert "企业主要负责人签认" in manager.get(page).text
    assert f"{page}/endorse" not in head.get(page).text
    desk = county.browser("p-sec").get(f"/bureau/findings/{notice.finding}").text
    assert "企业主要负责人签认反馈" in desk
    assert verify.verify(county.db, ORG).problems == []
    # corrected afterwards, it is another feedback: the word for the first one ends
    assert hand_in(manager, notice, jpeg(41), measure="更正后的措施").status_code == 302
    assert "endorsed" not in row(county, t.finding, notice.finding)["feedback"]


def test_the_principal_never_signs_what_the_page_did_not_show(county: County, notice: Notice) -> None:
    manager, head = county.browser("p-ent1"), county.browser("p-head1")
    hand_in(manager, notice, jpeg(42))
    address = f"/portal/findings/{notice.finding}/endorse"
    shown = re.search(r'name="seen" value="(\d+)"', head.get(address).text)
    data = {"csrf_token": token(head, address), "seen": shown[1] if shown else "", "promise": "yes"}
    hand_in(manager, notice, jpeg(43), measure="换了内容")
    answer = head.post(address, data=data)
    assert answer.status_code == 409
    assert "换了内容" in answer.text
    assert "endorsed" not in row(county, t.finding, notice.finding)["feedback"]


def test_a_principal_hands_in_and_signs_at_once_and_a_manager_cannot(county: County, notice: Notice) -> None:
    head, manager = county.browser("p-head1"), county.browser("p-ent1")
    assert 'name="promise"' in head.get(form(notice)).text
    assert 'name="promise"' not in manager.get(form(notice)).text
    hand_in(manager, notice, jpeg(44), promise="yes")
    assert "endorsed" not in row(county, t.finding, notice.finding)["feedback"]
    hand_in(head, notice, jpeg(45), promise="yes")
    assert row(county, t.finding, notice.finding)["feedback"]["endorsed"]["by"] == "p-head1"
    assert hand_in(head, notice, jpeg(45), promise="yes").status_code == 302  # the same once more
    with county.db.read() as connection:
        paths = connection.scalars(sa.select(t.op.c.path)).all()
    assert paths.count("endorse") == 1


def test_the_desk_writes_down_a_signature_on_paper_only(county: County, notice: Notice) -> None:
    hand_in(county.browser("p-ent1"), notice, jpeg(46))
    for value in ({"name": "杨经理"}, {"name": "杨经理", "paper": True}):
        with pytest.raises(Refusal, match="纸质"):
            findings.act(county.db, actor("p-sec"), notice.finding, "endorse", value)
    findings.act(
        county.db, actor("p-sec"), notice.finding, "endorse", {"name": "杨经理", "paper": True, "on": TODAY}
    )
    assert "纸质签认" in county.browser("p-head1").get(f"/portal/findings/{notice.finding}").text
    with pytest.raises(Refusal, match="已由杨经理签认"):
        findings.act(county.db, actor("p-head1"), notice.finding, "endorse", {"name": "杨经理"})


# --- too much at once ----------------------------------------------------------------------------------------------------------------


def test_a_hundred_photos_at_once_lose_nothing(county: County, notice: Notice) -> None:
    client = county.browser("p-ent1")
    many = send(
        client, form(notice), **WORDS, photos=pictures(*[jpeg(n) for n in range(60, 90)]), action="send"
    )
    assert many.status_code == 422
    assert "最多 9 张照片，多出的没有保存" in many.text
    assert len(kept(many.text)) == 9
    assert "写了一半的措施" in many.text
    send(client, form(notice), **WORDS, action="draft")
    huge = send(
        client, form(notice), **WORDS, photos=pictures(*[b"\xff\xd8" + bytes(10_000_000)] * 3), action="send"
    )
    assert huge.status_code == 413
    assert "已填写的内容还在" in huge.text
    assert "写了一半的措施" in client.get(form(notice)).text


def test_the_desk_registers_a_signature_on_paper_on_the_page(county: County, notice: Notice) -> None:
    hand_in(county.browser("p-ent1"), notice, jpeg(47))
    desk = county.browser("p-sec")
    page = f"/bureau/findings/{notice.finding}"
    assert "登记负责人签认" in desk.get(page).text
    form = {
        "csrf_token": token(desk, page),
        "seen": str(row(county, t.finding, notice.finding)["updated_seq"]),
        "name": "杨经理",
    }
    assert "签字日期不能晚于今天" in desk.post(f"{page}/endorse", data={**form, "on": "2099-01-01"}).text
    assert desk.post(f"{page}/endorse", data={**form, "on": TODAY}).status_code == 302
    shown = desk.get(page).text
    assert f"杨经理（纸质签字，{TODAY}）" in shown
    assert "登记负责人签认" not in shown
