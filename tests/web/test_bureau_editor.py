"""The editor of a draft over HTTP: what its script sends, what a browser without the script sends, the pages it shows, and the menus that begin one."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image

from inspect_app.commands import drafts, edits, findings, visits
from inspect_app.commands.sheets import Sheets, Superseded
from inspect_app.domain import dates
from inspect_app.render.pdf import Rendered
from inspect_app.storage import tables as t
from inspect_app.web.views import today
from tests.conftest import County
from tests.helpers import actor, plan_value
from tests.store import enforcement as e
from tests.web.bureau_case import Bureau, fields, submit

LISTED = "doc_listed_notice"


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def notice(bureau: Bureau) -> tuple[str, str]:
    visit, finding = bureau.accepted()
    return drafts.draft(bureau.db, actor("p-sec"), "doc_rectify_notice", visit), finding


def listed(bureau: Bureau) -> str:
    """A draft that has blanks."""
    _, finding, _ = bureau.inspected(suspected=True)
    findings.act(bureau.db, actor("p-sec"), finding, "confirm", {})
    findings.act(bureau.db, actor("p-lead"), finding, "grade", {"severity": "major", "criterion": "第三条"})
    return drafts.draft(bureau.db, actor("p-sec"), LISTED, findings=[finding])


def held(bureau: Bureau, document: str) -> dict[str, Any]:
    """The document as its table holds it."""
    with bureau.db.read() as connection:
        found = connection.execute(t.document.select().where(t.document.c.id == document)).mappings().one()
    return dict(found)


def send(
    desk: FlaskClient,
    document: str,
    changes: dict[str, Any],
    seen: dict[str, str] | None = None,
    finding: str = "",
) -> Any:
    """As the script sends it."""
    page = f"/bureau/documents/{document}/edit"
    token = fields(desk.get(page).text)["csrf_token"]
    body = {"finding": finding, "changes": changes, "seen": seen or {}}
    return desk.post(page, json=body, headers={"X-CSRFToken": token})


def sheets(desk: FlaskClient, document: str) -> Any:
    return desk.get(f"/bureau/documents/{document}/sheets")


def test_the_editor_shows_the_blanks_with_what_is_missing(bureau: Bureau) -> None:
    document = listed(bureau)
    page = bureau.desk().get(f"/bureau/documents/{document}/edit").text
    assert 'id="field-charge"' in page
    assert 'href="#field-charge"' in page
    assert "还缺少：督办责任单位" in page
    assert "制定治理方案，做到目标、措施" in page, "defaults stand in the form"


def test_a_blank_is_saved_and_the_answer_says_when_and_what_is_seen_now(bureau: Bureau) -> None:
    document, desk = listed(bureau), bureau.desk()
    answer = send(desk, document, {"charge": "城关街道办事处"})
    assert answer.status_code == 200
    assert re.fullmatch(r"\d\d:\d\d:\d\d", answer.json["at"])
    again = send(desk, document, {"charge": "城关街道"}, answer.json["saved"])
    assert again.status_code == 200
    assert "城关街道" in desk.get(f"/bureau/documents/{document}/edit").text


def test_a_clash_shows_both_and_who(bureau: Bureau) -> None:
    document = listed(bureau)
    send(bureau.desk("p-lead"), document, {"charge": "杜曲镇人民政府"})
    answer = send(bureau.desk(), document, {"charge": "城关街道办事处", "charge_person": "李主任"})
    assert answer.status_code == 409
    [clash] = answer.json["clashes"]
    assert (clash["theirs"], clash["who"], clash["mine"]) == ("杜曲镇人民政府", "刘局长", False)
    assert list(answer.json["saved"]) == ["charge_person"]


def test_a_save_needs_the_token_and_a_session(bureau: Bureau) -> None:
    document = listed(bureau)
    page = f"/bureau/documents/{document}/edit"
    assert bureau.desk().post(page, json={"changes": {}, "seen": {}}).status_code == 400
    assert bureau.app.test_client().post(page, json={"changes": {}, "seen": {}}).status_code == 401
    token = {"X-CSRFToken": fields(bureau.desk().get(page).text)["csrf_token"]}
    for body in ([], {"changes": []}, {"changes": {}, "seen": "x"}):
        assert bureau.desk().post(page, json=body, headers=token).status_code == 400


def test_without_the_script_the_form_is_saved_whole(bureau: Bureau) -> None:
    document, desk = listed(bureau), bureau.desk()
    page = f"/bureau/documents/{document}/edit"
    answer = submit(
        desk,
        page,
        page,
        **{
            "blank-charge": "城关街道办事处",
            "seen-charge": "",
            "blank-until": "2027-01-31",
            "seen-until": "",
        },
    )
    assert answer.status_code == 302
    assert 'value="城关街道办事处"' in desk.get(page).text
    clash = submit(desk, page, page, **{"blank-charge": "杜曲镇", "seen-charge": ""})
    assert clash.status_code == 409
    assert "“城关街道办事处”" in clash.text
    assert 'value="杜曲镇"' in clash.text, "what was typed is still in the form"
    wrong = submit(desk, page, page, **{"blank-until": "2027-02-30", "seen-until": ""})
    assert wrong.status_code == 409
    assert "不是有效的日期" in wrong.text


def test_a_finding_is_worded_and_its_bases_chosen_without_the_script(bureau: Bureau) -> None:
    document, finding = notice(bureau)
    desk, page = bureau.desk(), f"/bureau/documents/{document}/edit"
    row = bureau.finding_row(finding)
    marks = {f"seen-{name}": edits.mark_of(row[name]) for name in edits.WORDS_OF_FINDING}
    answer = submit(
        desk, page, page, finding=finding, **{"blank-statement": "北侧配电室门向内开启。"}, **marks
    )
    assert answer.status_code == 302
    given = {"basis-0": "name", "basis-1": "drop", "basis-name-new": ""}
    assert submit(desk, page, page, finding=finding, **given, **marks).status_code == 302
    row = bureau.finding_row(finding)
    assert row["statement"] == "北侧配电室门向内开启。"
    assert [basis["name"] for basis in row["basis"]] == ["低压配电设计规范"]
    refused = submit(
        desk,
        page,
        page,
        finding=finding,
        **{**given, "basis-0": "drop"},
        **{**marks, "seen-basis": edits.mark_of(row["basis"])},
    )
    assert refused.status_code == 409
    assert "至少保留一条依据" in refused.text


def test_the_pages_change_with_what_is_typed_and_only_then(bureau: Bureau) -> None:
    document, finding = notice(bureau)
    desk = bureau.desk()
    first = sheets(desk, document).json
    assert sheets(desk, document).json["key"] == first["key"]
    picture = desk.get(f"/bureau/documents/{document}/sheets/1.jpg?key={first['key']}&w=900")
    assert picture.mimetype == "image/jpeg"
    assert Image.open(io.BytesIO(picture.data)).size[0] == 900
    assert desk.get(f"/bureau/documents/{document}/sheets/{first['pages'] + 1}.jpg").status_code == 404
    row = bureau.finding_row(finding)
    send(
        desk,
        document,
        {"statement": "北侧配电室门向内开启。"},
        {"statement": edits.mark_of(row["statement"])},
        finding,
    )
    second = sheets(desk, document).json
    assert second["key"] != first["key"]
    changed = desk.get(f"/bureau/documents/{document}/sheets/1.jpg?key={second['key']}&w=900")
    assert changed.data != picture.data
    assert (
        desk.get(f"/bureau/documents/{document}/sheets/1.jpg?key={first['key']}&w=900").data == picture.data
    ), "held"


def test_a_draft_with_gaps_is_shown_all_the_same_and_the_gaps_named(bureau: Bureau) -> None:
    document = listed(bureau)
    told = sheets(bureau.desk("p-comm"), document).json
    assert told["pages"] >= 1
    assert {"text": "还缺少：治理期限", "href": "#field-until"} in told["gaps"]


def test_measures_for_longer_than_six_months_are_pointed_out_and_no_obstacle(bureau: Bureau) -> None:
    county = County(bureau.db, bureau.blobs)
    e.tick_everything(county)
    visit = e.announced(county, bureau.press)
    ids = e.inspected(county, visit)
    findings.act(bureau.db, actor("p-sec"), ids[0], "confirm", {})
    findings.act(bureau.db, actor("p-lead"), ids[0], "grade", {"severity": "major", "criterion": "第三条"})
    document = drafts.draft(bureau.db, actor("p-off1"), "doc_site_measures", visit)
    page, late = f"/bureau/documents/{document}", dates.add_days(today(), 200)
    e.fill(county, document, {"measures": "暂停使用配电室", "until": dates.add_months(today(), 6)})
    officer = bureau.desk("p-off1")
    assert sheets(officer, document).json["cautions"] == []
    e.fill(county, document, {"until": late})
    told = sheets(officer, document).json
    [caution] = told["cautions"]
    assert (caution["href"], "6 个月" in caution["text"]) == ("#field-until", True)
    assert told["gaps"] == []
    assert f"期限截止日（{dates.chinese(late)}）晚于签发之日起" in officer.get(f"{page}/edit").text
    drafts.review(bureau.db, actor("p-sec"), document)
    leader = bureau.desk("p-lead")
    for address in (page, f"{page}/issue"):
        assert "签发前请核对" in leader.get(address).text
    assert submit(leader, f"{page}/issue", f"{page}/issue").status_code == 302


def test_a_character_that_cannot_be_printed_is_named_where_it_stands(bureau: Bureau) -> None:
    document, finding = notice(bureau)
    desk, row = bureau.desk(), bureau.finding_row(finding)
    send(
        desk,
        document,
        {"statement": "配电箱😀未接地。"},
        {"statement": edits.mark_of(row["statement"])},
        finding,
    )
    told = sheets(desk, document)
    assert told.status_code == 422
    assert any(
        "U+1F600" in gap["text"] and gap["href"] == f"#finding-{finding[:8]}" for gap in told.json["gaps"]
    )


def test_nobody_opens_anothers_pages_with_a_key(bureau: Bureau) -> None:
    document, _ = notice(bureau)
    other = drafts.draft(
        bureau.db, actor("p-sec"), "doc_rectify_notice", bureau.accepted(enterprise="e-2", seed=5)[0]
    )
    key = sheets(bureau.desk(), other).json["key"]
    mine = bureau.desk().get(f"/bureau/documents/{document}/sheets/1.jpg?key={key}&w=800")
    theirs = bureau.desk().get(f"/bureau/documents/{other}/sheets/1.jpg?key={key}&w=800")
    assert mine.data != theirs.data
    assert bureau.desk("p-grid").get(f"/bureau/documents/{other}/sheets/1.jpg?key={key}").status_code == 404


def test_what_was_issued_has_no_editor(bureau: Bureau) -> None:
    served = bureau.served()
    answer = bureau.desk().get(f"/bureau/documents/{served.document}/edit")
    assert (answer.status_code, answer.location) == (302, f"/bureau/documents/{served.document}")
    assert sheets(bureau.desk(), served.document).status_code == 409


def test_readers_have_no_editor_and_officers_none_for_what_they_do_not_draft(bureau: Bureau) -> None:
    document, _ = notice(bureau)
    page = f"/bureau/documents/{document}/edit"
    assert bureau.desk("p-grid").get(page).status_code == 403
    assert bureau.desk("p-off1").get(page).status_code == 302
    assert "编辑</a>" not in bureau.desk("p-off1").get(f"/bureau/documents/{document}").text
    assert "编辑</a>" in bureau.desk().get(f"/bureau/documents/{document}").text


def test_findings_are_arranged_from_the_page(bureau: Bureau) -> None:
    document, finding = notice(bureau)
    desk, page = bureau.desk(), f"/bureau/documents/{document}/edit"
    last = submit(desk, page, f"/bureau/documents/{document}/arrange", do="out", finding=finding)
    assert last.status_code == 409
    assert "至少要列一条隐患" in last.text


def test_the_story_tells_what_was_changed_before_and_after_in_one_entry(bureau: Bureau) -> None:
    document, desk = listed(bureau), bureau.desk()
    seen: dict[str, str] = {}
    for text in ("城", "城关", "城关街道办事处"):
        seen = send(desk, document, {"charge": text}, seen).json["saved"]
    send(desk, document, {"until": "2027-01-31"})
    page = desk.get(f"/bureau/documents/{document}").text
    assert page.count("修改草稿") == 1
    assert "城关街道办事处" in page
    send(bureau.desk("p-lead"), document, {"charge": "杜曲镇"}, seen)
    page = desk.get(f"/bureau/documents/{document}").text
    assert "原：城关街道办事处\n改为：杜曲镇" in page
    assert page.count("修改草稿") == 2


def test_a_reworded_finding_is_told_in_the_story_of_its_document(bureau: Bureau) -> None:
    document, finding = notice(bureau)
    desk, row = bureau.desk(), bureau.finding_row(finding)
    send(
        desk,
        document,
        {"statement": "北侧配电室门向内开启。"},
        {"statement": edits.mark_of(row["statement"])},
        finding,
    )
    page = desk.get(f"/bureau/documents/{document}").text
    assert "第 1 项问题描述" in page
    assert f"原：{row['statement']}\n改为：北侧配电室门向内开启。" in page


def test_a_draft_is_reviewed_sent_back_and_reviewed_again(bureau: Bureau) -> None:
    document, _ = notice(bureau)
    page = f"/bureau/documents/{document}"
    assert submit(bureau.desk("p-lead"), page, f"{page}/review", note="可以").status_code == 302
    shown = bureau.desk().get(page).text
    assert "已审核" in shown
    assert "刘局长" in shown
    assert "请填写“退回理由”" in submit(bureau.desk(), page, f"{page}/revise").text
    assert submit(bureau.desk(), page, f"{page}/revise", reason="描述不准").status_code == 302
    assert "描述不准" in bureau.desk().get(page).text
    assert submit(bureau.desk("p-off1"), page, f"{page}/review").status_code == 409


def test_what_must_be_reviewed_says_so_and_is_not_offered_for_issue(bureau: Bureau) -> None:
    bureau.set_documents(review=["doc_rectify_notice"])
    document, _ = notice(bureau)
    page = bureau.desk().get(f"/bureau/documents/{document}").text
    assert "须先由另一人审核" in page
    assert "签发…" not in page


def test_the_menu_offers_what_fits_and_says_why_the_rest_does_not(bureau: Bureau) -> None:
    visit, finding = bureau.accepted()
    page = bureau.desk().get(f"/bureau/visits/{visit}").text
    assert "隐患整改通知书 <span" in page
    notice_ = drafts.draft(bureau.db, actor("p-sec"), "doc_rectify_notice", visit)
    page = bureau.desk().get(f"/bureau/visits/{visit}").text
    assert "没有已交办、尚未通知的隐患" in page
    assert "事故隐患移送函" in bureau.desk().get(f"/bureau/findings/{finding}").text
    assert "有 1 条隐患的状态不符" in bureau.desk().get(f"/bureau/findings/{finding}").text
    assert "接着起草" not in bureau.desk().get(f"/bureau/documents/{notice_}").text


def test_a_document_is_begun_from_the_menu(bureau: Bureau) -> None:
    _, finding = bureau.accepted()
    page = f"/bureau/findings/{finding}"
    answer = submit(bureau.desk(), page, "/bureau/documents/new", type="doc_transfer_letter", finding=finding)
    assert answer.status_code == 302
    assert answer.location.endswith("/edit")
    refused = submit(bureau.desk(), page, "/bureau/documents/new", type=LISTED, finding=finding)
    assert refused.location == page
    assert "没有起草" in bureau.desk().get(page).text or refused.status_code == 302


def test_a_confirmation_of_address_is_begun_from_the_enterprise(bureau: Bureau) -> None:
    page = "/bureau/enterprises/e-1"
    assert "电子送达确认书" in bureau.desk("p-off1").get(page).text
    answer = submit(
        bureau.desk("p-off1"), page, "/bureau/documents/new", type="doc_eservice_confirm", enterprise="e-1"
    )
    assert answer.location.endswith("/edit")
    editor = bureau.desk("p-off1").get(answer.location)
    assert editor.status_code == 200
    assert "电子送达地址" in editor.text
    assert bureau.desk("p-off1").get(answer.location.removesuffix("/edit")).status_code == 200


def test_an_officer_drafts_for_enforcement_and_what_the_rest_must_supply_is_named(bureau: Bureau) -> None:
    team = ["p-off1", "p-off2"]
    visit = visits.plan(
        bureau.db, actor("p-sec"), plan_value(track="enforcement", lead="p-off1", members=team)
    )
    officer, page = bureau.desk("p-off1"), f"/bureau/visits/{visit}"
    assert "行政检查审批表" in officer.get(page).text
    begun = submit(officer, page, "/bureau/documents/new", type="doc_inspect_approval", visit=visit).location
    document = begun.split("/")[-2]
    send(officer, document, {"reason": "年度监督检查计划安排", "yearly": "本年度第 1 次", "source": "plan"})
    told = sheets(officer, document).json
    assert told["pages"] >= 1
    [gap] = told["gaps"]
    assert "尚未经本局核定" in gap["text"]
    [gap] = sheets(bureau.desk("p-lead"), document).json["gaps"]
    assert gap["href"] == "/bureau/settings/documents/numbers"
    shown = bureau.desk("p-lead").get(f"/bureau/documents/{document}").text
    assert "须由起草人以外的人审核" in shown
    assert "签发…" not in shown
    mine = officer.get(f"/bureau/documents/{document}").text
    assert "审核通过" not in mine, "an officer doesn't review"


def test_the_committee_fills_and_issues_its_supervision(bureau: Bureau) -> None:
    document = listed(bureau)
    bureau.set_documents(ticked={LISTED: ["code_word"]})
    desk, page = bureau.desk("p-comm"), f"/bureau/documents/{document}"
    assert (
        send(
            desk, document, {"until": "2027-01-31", "charge": "城关街道办事处", "charge_person": "李主任"}
        ).status_code
        == 200
    )
    assert sheets(desk, document).json["gaps"] == []
    assert "签发…" not in bureau.desk().get(page).text, "the section drafts it, and doesn't issue it"
    assert submit(desk, f"{page}/issue", f"{page}/issue").status_code == 302
    assert "安委办督" in desk.get(page).text


def test_a_supervision_lists_what_was_assigned_before_it_was_issued(bureau: Bureau) -> None:
    document = listed(bureau)
    bureau.set_documents(ticked={LISTED: ["code_word"]})
    desk, page = bureau.desk("p-comm"), f"/bureau/documents/{document}"
    send(desk, document, {"until": "2027-01-31", "charge": "城关街道办事处", "charge_person": "李主任"})
    [finding] = held(bureau, document)["findings"]
    findings.act(bureau.db, actor("p-sec"), finding, "assign", {"due_date": "2027-01-31"})
    assert submit(desk, f"{page}/issue", f"{page}/issue").status_code == 302
    row = bureau.finding_row(finding)
    assert (row["state"], bool(row["listed_at"])) == ("assigned", True)
    shown = desk.get(f"/bureau/findings/{finding}").text
    assert 'id="supervise"' not in shown
    assert "挂牌督办</span>" in shown
    assert "安委办督" in held(bureau, document)["number"]
    assert f'value="{finding}"' in desk.get("/bureau/ledger?group=supervised").text


def test_a_replacement_names_what_it_replaces(bureau: Bureau) -> None:
    page = f"/bureau/documents/{bureau.issued()[0]}"
    new = submit(bureau.desk(), page, f"{page}/replace").location
    assert "用来替代" in bureau.desk().get(new).text


def test_the_list_is_narrowed_by_type_and_track(bureau: Bureau) -> None:
    notice_ = bureau.served()
    desk = bureau.desk()
    assert notice_.document in desk.get("/bureau/documents?tab=all&type=doc_rectify_notice").text
    assert notice_.document in desk.get("/bureau/documents?tab=all&track=advisory").text
    assert notice_.document not in desk.get("/bureau/documents?tab=all&type=doc_expert_opinion").text
    assert notice_.document not in desk.get("/bureau/documents?tab=all&track=enforcement").text
    assert (
        notice_.document
        not in desk.get("/bureau/documents?tab=all&type=doc_rectify_notice&track=enforcement").text
    )


# --- the rendered drafts that are held --------------------------------------------------------------------------------------------------


def made(size: int) -> Rendered:
    return Rendered(b"x" * size, "0" * 64, 1)


def test_the_same_is_drawn_once_and_the_least_used_is_dropped() -> None:
    held, count = Sheets(max_bytes=25), []
    for key in ("a", "a", "b", "a", "c"):
        held.drawn("me", key, lambda: count.append(1) or made(10))  # type: ignore[func-returns-value]
    assert len(count) == 3
    assert (held.held("a") is None, held.held("b") is None, held.held("c") is None) == (False, True, False)


def test_who_asks_again_while_waiting_is_not_drawn_for_twice() -> None:
    held, order = Sheets(), []

    def ask_again() -> Rendered:
        held._asked["me"] = 99  # a newer request of the same person came while this one was drawn
        return made(1)

    held.drawn("me", "a", ask_again)
    held._turn.acquire()
    import threading

    def asked(key: str) -> None:
        try:
            held.drawn("me", key, lambda: order.append(key) or made(1))  # type: ignore[func-returns-value]
        except Superseded:
            order.append(f"{key} superseded")

    first = threading.Thread(target=asked, args=("b",))
    first.start()
    while "me" not in held._asked or held._asked["me"] == 99:
        pass
    second = threading.Thread(target=asked, args=("c",))
    ticket = held._asked["me"]
    second.start()
    while held._asked["me"] == ticket:
        pass
    held._turn.release()
    first.join()
    second.join()
    assert sorted(order) == ["b superseded", "c"]
