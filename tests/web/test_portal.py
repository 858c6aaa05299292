"""What the enterprise does: enter by service code, sign for receipt, hand in proof; and what it never sees."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from PIL import Image

from inspect_app.commands import findings, service, verify
from inspect_app.domain import access
from inspect_app.domain.people import PORTAL_ROLES
from inspect_app.storage import tables as t
from tests.helpers import ORG, PEOPLE, actor, jpeg, sha
from tests.web.portal_case import County, Notice, send, token

PROOF = {
    "measure": "已改为向外开启",
    "owner": "韩安全",
    "done_on": "2026-11-23",
    "cost": "1,200.50",
    "interim": "专人看护",
    "action": "send",
}


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path)


@pytest.fixture
def notice(county: County) -> Notice:
    return county.served()


def row(county: County, table: sa.Table, key: str) -> dict[str, Any]:
    with county.db.read() as connection:
        return dict(connection.execute(sa.select(table).where(table.c.id == key)).mappings().one())


def pictures(*contents: bytes) -> list[tuple[io.BytesIO, str]]:
    return [(io.BytesIO(content), f"IMG_{n}.jpg") for n, content in enumerate(contents)]


def hand_in(client: Any, notice: Notice, *photos: bytes, **changes: str) -> Any:
    return send(
        client,
        f"/portal/findings/{notice.finding}/proof",
        **{**PROOF, **changes},
        photos=pictures(*photos),
        seen=seen(client, notice),
    )


def seen(client: Any, notice: Notice) -> str:
    found = re.search(
        r'name="seen" value="(\d+)"', client.get(f"/portal/findings/{notice.finding}/proof").text
    )
    return found[1] if found else ""


def failed_once(county: County, notice: Notice) -> None:
    findings.reinspect(
        county.db, actor("p-sec"), notice.finding, False,
        {"reinspector": "p-sec", "at": "2026-11-26T01:00:00Z", "note": "门锁仍不能从内侧开启", "due_date": "2026-12-20"},
    )  # fmt: skip


# --- entering ------------------------------------------------------------------------------------------------------------------------


def test_service_code_opens_its_document_and_stays_in_a_cookie_scripts_cannot_read(
    county: County, notice: Notice
) -> None:
    client = county.browser()
    answer = send(client, f"/n/{notice.read}/enter", code=notice.service.lower())
    assert answer.location == f"/portal/documents/{notice.document}"
    cookie = next(
        value for value in answer.headers.getlist("Set-Cookie") if value.startswith("inspect_holder=")
    )
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert client.get("/portal/").location == answer.location
    assert "临应急隐改〔2026〕1号" in client.get(answer.location).text


def test_reading_code_and_foreign_service_code_do_not_enter(county: County, notice: Notice) -> None:
    other = county.served("e-2", seed=5)
    client = county.browser()
    answer = send(client, f"/n/{notice.read}/enter", code=notice.read)
    assert (answer.status_code, "核验码，只能查看" in answer.text) == (422, True)
    answer = send(client, f"/n/{notice.read}/enter", code=other.service)
    assert (answer.status_code, "不属于这份文书" in answer.text) == (422, True)
    answer = send(client, "/portal/enter", code="NOSUCHCODE")
    assert (answer.status_code, 'value="NOSUCHCODE"' in answer.text) == (422, True)
    assert client.get("/portal/").status_code == 302


def test_an_account_of_another_enterprise_is_asked_to_sign_out_first(county: County, notice: Notice) -> None:
    answer = send(county.browser("p-ent2"), "/portal/enter", code=notice.service)
    assert (answer.status_code, "另一家企业" in answer.text) == (422, True)


def test_a_new_service_code_and_a_void_document_end_the_session(county: County, notice: Notice) -> None:

    client = county.holder(notice.service)
    service.void(county.db, actor("p-lead"), notice.document, "重新制作")
    answer = client.get(f"/portal/documents/{notice.document}")
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in?next=")


# --- rights --------------------------------------------------------------------------------------------------------------------------


def addresses(notice: Notice, photo: str) -> list[str]:
    d, f = f"/portal/documents/{notice.document}", f"/portal/findings/{notice.finding}"
    return [
        d,
        f"{d}/notice.pdf",
        f"{d}/receipt",
        f"{d}/photos/{photo}",
        f,
        f"{f}/proof",
        f"{f}/extension",
        f"{f}/progress",
        f"{f}/endorse",
        f"{f}/photos/some-mark",
        f"/portal/photos/{photo}",
    ]


@pytest.mark.parametrize("who", ["holder", "p-ent1", "p-head1"])
def test_nobody_sees_a_document_a_finding_or_a_photo_of_another_enterprise(
    county: County, notice: Notice, who: str
) -> None:
    other = county.served("e-2", seed=5)
    client = county.holder(notice.service) if who == "holder" else county.browser(who)
    form = token(client, f"/portal/findings/{notice.finding}/proof")
    for address in addresses(other, sha(other.pictures[0])):
        assert client.get(address).status_code == 404, address
    for address in (
        f"/portal/documents/{other.document}/receipt",
        f"/portal/findings/{other.finding}/proof",
        f"/portal/findings/{other.finding}/photos",
    ):
        answer = client.post(
            address,
            data={
                "csrf_token": form,
                "name": "x",
                **PROOF,
                "photos": pictures(jpeg(9)),
                "photo": pictures(jpeg(9))[0],
            },
        )
        assert answer.status_code == 404, address
    assert row(county, t.finding, other.finding)["state"] == "rectifying"
    assert row(county, t.document, other.document)["receipt"] is None
    assert "淼犇" not in client.get("/portal/", follow_redirects=True).text


def test_a_holder_sees_one_document_and_the_account_all_of_its_enterprise(
    county: County, notice: Notice
) -> None:
    second = county.served("e-1", seed=7)
    holder = county.holder(notice.service)
    for address in addresses(second, sha(second.pictures[0])):
        assert holder.get(address).status_code == 404, address
    home = county.browser("p-ent1").get("/portal/").text
    assert notice.document in home
    assert second.document in home


def test_every_portal_route_refuses_the_wrong_roles(county: County, notice: Notice) -> None:
    routes = [name for name in access.ROUTES if name.startswith(("portal.", "proof.", "ask."))]
    assert len(routes) == 16
    for person, (_, role) in PEOPLE.items():
        client = county.browser(person)
        for address in ["/portal/", "/portal/messages", *addresses(notice, "0" * 64)]:
            status = client.get(address).status_code
            assert (status == 403) == (role not in PORTAL_ROLES), (person, address, status)


def test_strangers_are_sent_to_sign_in_and_come_back(county: County, notice: Notice) -> None:
    client = county.browser()
    page = f"/portal/documents/{notice.document}"
    answer = client.get(page)
    assert (
        answer.location == f"/sign-in?next={page.replace('/', '%2F')}"
        or answer.location == f"/sign-in?next={page}"
    )
    assert send(client, answer.location, login="p-ent1", password="test-password").location == page
    assert county.browser().post(f"{page}/receipt", data={"name": "x"}).status_code == 401


def test_forms_without_their_token_or_from_another_site_are_refused(county: County, notice: Notice) -> None:
    client = county.holder(notice.service)
    page = f"/portal/documents/{notice.document}/receipt"
    assert client.post(page, data={"name": "甲"}).status_code == 400
    assert (
        client.post(
            page,
            data={"name": "甲", "csrf_token": token(client, page)},
            headers={"Sec-Fetch-Site": "cross-site"},
        ).status_code
        == 403
    )
    assert row(county, t.document, notice.document)["receipt"] is None


# --- receipt -------------------------------------------------------------------------------------------------------------------------


def signature() -> str:
    image = Image.new("RGB", (600, 200), "white")
    for x in range(40, 500):
        image.putpixel((x, 100 + x % 30), (16, 26, 43))
    out = io.BytesIO()
    image.save(out, "JPEG")
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()


def test_receipt_is_signed_once_by_name_with_or_without_a_drawing(county: County, notice: Notice) -> None:
    client, page = county.holder(notice.service), f"/portal/documents/{notice.document}/receipt"
    answer = send(client, page, name=" 韩安全 ", title="安全管理员", signature=signature())
    assert answer.location == f"/portal/documents/{notice.document}?done=receipt"
    receipt = row(county, t.document, notice.document)["receipt"]
    assert (receipt["name"], receipt["title"]) == ("韩安全", "安全管理员")
    assert county.blobs.has(f"{ORG}/original/{receipt['image']}")
    assert client.get(page).status_code == 302
    client.post(
        page, data={"csrf_token": token(client, f"/portal/findings/{notice.finding}/proof"), "name": "别人"}
    )
    assert row(county, t.document, notice.document)["receipt"]["name"] == "韩安全"

    second = county.served(seed=7)
    send(county.browser("p-ent1"), f"/portal/documents/{second.document}/receipt", name="韩安全")
    assert row(county, t.document, second.document)["receipt"]["image"] is None


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": "", "title": "厂长"}, "请填写签收人姓名"),
        ({"name": "甲" * 61, "title": "厂长"}, "最多 60 字"),
        ({"name": "甲", "title": "厂长", "signature": "data:image/png;base64,AAAA"}, "签名图像无法识别"),
        ({"name": "甲", "title": "厂长", "signature": "data:image/jpeg;base64,AAAA"}, "不是照片"),
        ({"name": "甲", "title": "厂长", "signature": "data:image/jpeg;base64,*"}, "不完整"),
    ],
)
def test_a_wrong_field_of_the_receipt_keeps_the_others(
    county: County, notice: Notice, fields: dict[str, str], told: str
) -> None:
    answer = send(county.holder(notice.service), f"/portal/documents/{notice.document}/receipt", **fields)
    assert answer.status_code == 422
    assert told in answer.text
    assert 'value="厂长"' in answer.text
    assert row(county, t.document, notice.document)["receipt"] is None


# --- proof ---------------------------------------------------------------------------------------------------------------------------


def test_proof_goes_from_the_plain_form_to_the_bureau(county: County, notice: Notice) -> None:
    client = county.holder(notice.service)
    answer = hand_in(client, notice, jpeg(21), jpeg(22))
    assert answer.location == f"/portal/findings/{notice.finding}?done=proof"
    found = row(county, t.finding, notice.finding)
    assert found["state"] == "feedback"
    assert found["feedback"] == {
        "measure": "已改为向外开启", "owner": "韩安全", "done_on": "2026-11-23", "cost_cents": 120050, "interim": "专人看护", "photos": [sha(jpeg(21)), sha(jpeg(22))],
    }  # fmt: skip
    page = client.get(answer.location).text
    for words in ("反馈已提交", "企业反馈", "投入 1200.50 元", "已反馈"):
        assert words in page
    assert client.get(f"/portal/photos/{sha(jpeg(21))}?size=thumb").mimetype == "image/jpeg"
    assert verify.verify(county.db, ORG).problems == []


def test_scripts_upload_photos_first_and_the_form_carries_their_marks(county: County, notice: Notice) -> None:
    client, page = county.holder(notice.service), f"/portal/findings/{notice.finding}"
    form = token(client, f"{page}/proof")
    kept = client.post(f"{page}/photos", data={"csrf_token": form, "photo": pictures(jpeg(21))[0]})
    assert kept.status_code == 201
    assert client.get(kept.json["src"]).mimetype == "image/jpeg"
    answer = client.post(
        f"{page}/proof",
        data={"csrf_token": form, **PROOF, "kept": kept.json["mark"], "seen": seen(client, notice)},
    )
    assert answer.status_code == 302
    assert row(county, t.finding, notice.finding)["after_photos"] == [sha(jpeg(21))]


def test_nobody_names_a_photo_that_he_did_not_hand_in(county: County, notice: Notice) -> None:
    other = county.served("e-2", seed=5)
    theirs = county.browser("p-ent2")
    form = token(theirs, f"/portal/findings/{other.finding}/proof")
    mark = theirs.post(
        f"/portal/findings/{other.finding}/photos", data={"csrf_token": form, "photo": pictures(jpeg(31))[0]}
    ).json["mark"]
    mine = county.browser("p-ent1")
    page = f"/portal/findings/{notice.finding}"
    for forged in (mark, sha(other.pictures[0]), "x.y", "é"):
        answer = send(mine, f"{page}/proof", **PROOF, kept=forged)
        assert answer.status_code == 422, forged
        assert mine.get(f"{page}/photos/{forged}").status_code == 404
    assert row(county, t.finding, notice.finding)["state"] == "rectifying"


@pytest.mark.parametrize(
    ("field", "given", "told"),
    [
        ("measure", "", "请填写整改措施"),
        ("measure", "字" * 2001, "最多 2000 字"),
        ("owner", " ", "请填写责任人"),
        ("done_on", "2099-01-01", "不能晚于今天"),
        ("done_on", "2020-01-01", "不能早于检查日期"),
        ("done_on", "昨天", "请选择完成日期"),
        ("cost", "一千二", "请填写数字"),
        ("cost", "1.2万", "请填写数字"),
        ("cost", "-5", "请填写数字"),
        ("cost", "1.005", "最多两位小数"),
        ("cost", "9" * 19, "金额太大"),
        ("interim", "字" * 2001, "最多 2000 字"),
    ],
)
def test_a_wrong_field_keeps_everything_typed_and_the_photos(
    county: County, notice: Notice, field: str, given: str, told: str
) -> None:
    client = county.holder(notice.service)
    answer = hand_in(client, notice, jpeg(21), **{field: given})
    assert answer.status_code == 422
    assert told in answer.text
    for name, text in {**PROOF, field: given.strip()}.items():
        assert name == "action" or text in answer.text, name
    mark = re.search(r'name="kept" value="([^"]+)"', answer.text)
    assert mark
    assert send(client, f"/portal/findings/{notice.finding}/proof", **PROOF, kept=mark[1]).status_code == 302
    assert row(county, t.finding, notice.finding)["after_photos"] == [sha(jpeg(21))]


def test_photos_come_in_portions_without_scripts_and_one_may_be_dropped(
    county: County, notice: Notice
) -> None:
    client, page = county.holder(notice.service), f"/portal/findings/{notice.finding}/proof"
    first = send(client, page, **{**PROOF, "action": "keep"}, photos=pictures(jpeg(21), jpeg(22)))
    assert first.status_code == 200
    assert "已改为向外开启" in first.text
    marks = re.findall(r'name="kept" value="([^"]+)"', first.text)
    assert len(marks) == 2
    assert (
        send(client, page, **PROOF, kept=marks, drop=marks[:1], photos=pictures(jpeg(23))).status_code == 302
    )
    assert row(county, t.finding, notice.finding)["after_photos"] == [sha(jpeg(22)), sha(jpeg(23))]


def test_a_proof_needs_a_photo_and_takes_nine(county: County, notice: Notice) -> None:
    client = county.holder(notice.service)
    assert "至少上传一张" in hand_in(client, notice).text
    answer = hand_in(client, notice, *[jpeg(n) for n in range(40, 50)])
    assert answer.status_code == 422
    assert "最多 9 张" in answer.text
    assert len(re.findall('name="kept"', answer.text)) == 9


BAD_FILES = {
    "是 HEIC": b"\0\0\0\x18ftypheic" + b"\0" * 50,
    "是视频": b"\0\0\0\x18ftypmp42" + b"\0" * 50,
    "是 PDF": b"%PDF-1.7",
    "不是照片": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "文件是空的": b"",
    "不完整或已损坏": jpeg(3)[:4000],
}


@pytest.mark.parametrize("told", BAD_FILES)
def test_files_that_are_no_photo_are_refused_with_what_to_do(
    county: County, notice: Notice, told: str
) -> None:
    client, page = county.holder(notice.service), f"/portal/findings/{notice.finding}"
    answer = hand_in(client, notice, jpeg(21), BAD_FILES[told])
    assert answer.status_code == 422
    assert told.removeprefix("是") in answer.text
    assert "第 2 张没有保存" in answer.text
    alone = client.post(
        f"{page}/photos",
        data={"csrf_token": token(client, f"{page}/proof"), "photo": pictures(BAD_FILES[told])[0]},
    )
    assert alone.status_code == 422
    assert alone.json["message"]


def test_the_same_proof_twice_counts_once_and_a_late_page_is_told(county: County, notice: Notice) -> None:
    client, page = county.holder(notice.service), f"/portal/findings/{notice.finding}/proof"
    old = seen(client, notice)
    assert send(client, page, **PROOF, photos=pictures(jpeg(21)), seen=old).status_code == 302
    assert send(client, page, **PROOF, photos=pictures(jpeg(21)), seen=old).status_code == 302
    with county.db.read() as connection:
        assert (
            connection.scalar(sa.select(sa.func.count()).select_from(t.op).where(t.op.c.path == "feedback"))
            == 1
        )
    late = send(client, page, **{**PROOF, "measure": "另一种写法"}, photos=pictures(jpeg(22)), seen=old)
    assert late.status_code == 409
    assert "另一种写法" in late.text
    assert row(county, t.finding, notice.finding)["feedback"]["measure"] == "已改为向外开启"


def test_a_sent_proof_may_be_corrected_until_the_reinspection(county: County, notice: Notice) -> None:
    client, page = county.holder(notice.service), f"/portal/findings/{notice.finding}/proof"
    hand_in(client, notice, jpeg(21))
    form = client.get(page).text
    assert 'value="1200.50"' in form
    assert len(re.findall('name="kept"', form)) == 1
    mark = re.search(r'name="kept" value="([^"]+)"', form)
    assert mark
    assert (
        send(client, page, **{**PROOF, "cost": ""}, kept=mark[1], seen=seen(client, notice)).status_code
        == 302
    )
    assert row(county, t.finding, notice.finding)["feedback"]["cost_cents"] == 0


def test_after_a_failed_reinspection_the_reason_and_the_new_deadline_stand_there_and_new_proof_is_taken(
    county: County, notice: Notice
) -> None:
    client = county.holder(notice.service)
    hand_in(client, notice, jpeg(21))
    failed_once(county, notice)
    for page in (f"/portal/findings/{notice.finding}", f"/portal/findings/{notice.finding}/proof"):
        text = client.get(page).text
        assert "门锁仍不能从内侧开启" in text
        assert "2026-12-20" in text
    assert "复查未通过" in client.get(f"/portal/documents/{notice.document}").text
    assert hand_in(client, notice, jpeg(22), measure="已换门锁").status_code == 302
    assert row(county, t.finding, notice.finding)["state"] == "feedback"


def test_closed_findings_take_no_proof_and_show_their_story(county: County, notice: Notice) -> None:
    client = county.browser("p-ent1")
    hand_in(client, notice, jpeg(21))
    findings.reinspect(
        county.db,
        actor("p-sec"),
        notice.finding,
        True,
        {"reinspector": "p-sec", "at": "2026-11-26T01:00:00Z", "note": "现场核实合格"},
    )
    findings.act(county.db, actor("p-sec"), notice.finding, "close_out", {})
    page = f"/portal/findings/{notice.finding}"
    assert client.get(f"{page}/proof").location == page
    text = client.get(page).text
    for words in ("通知书送达", "企业反馈", "已安排复查", "复查合格", "现场核实合格", "已销号"):
        assert words in text
    assert "已销号" in client.get("/portal/?show=closed").text


# --- the account's home --------------------------------------------------------------------------------------------------------------


def test_home_lists_what_is_to_do(county: County, notice: Notice) -> None:
    page = county.browser("p-ent1").get("/portal/").text
    assert "临颍县颍川食品有限公司" in page
    assert "签收隐患整改通知书" in page
    assert f"/portal/findings/{notice.finding}" in page


def test_home_says_what_to_expect_when_there_is_nothing(county: County) -> None:
    page = county.browser("p-ent2").get("/portal/").text
    assert "没有待整改的隐患" in page
    assert "还没有收到文书" in page
    for group in ("waiting", "closed"):
        assert county.browser("p-ent2").get(f"/portal/?show={group}").status_code == 200
    assert county.browser("p-ent2").get("/portal/?show=everything").status_code == 404


def test_a_notice_not_yet_served_is_read_but_not_signed_or_answered(county: County) -> None:
    document, _, code, _ = county.issued()
    client = county.browser("p-ent1")
    assert client.get(f"/portal/documents/{document}").status_code == 200
    assert client.get(f"/portal/documents/{document}/receipt").status_code == 302
    assert county.browser().get(f"/n/{code}").status_code == 200


def test_pages_of_the_advisory_track_never_command(county: County, notice: Notice) -> None:
    client = county.browser("p-ent1")
    failed = county.served(seed=7)
    hand_in(client, failed, jpeg(21))
    failed_once(county, failed)
    pages = [
        "/portal/",
        *addresses(notice, "0" * 64)[:3],
        *addresses(failed, "0" * 64)[4:6],
        f"/n/{notice.read}",
        f"/n/{notice.read}/enter",
        "/portal/complaint",
        "/privacy",
    ]
    for page in pages:
        text = client.get(page, follow_redirects=True).get_data(as_text=False).decode("utf-8", "ignore")
        for word in ("责令", "必须", "限期"):
            assert word not in text, (page, word)
