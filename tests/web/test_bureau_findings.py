"""隐患 and 台账: what a person sees and may do, and how lists are narrowed."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from inspect_app.commands import findings, visits
from inspect_app.domain import dates
from inspect_app.queries import ledger
from inspect_app.storage import tables as t
from inspect_app.web.views import today
from tests.helpers import actor, jpeg, plan_value, sha
from tests.web.bureau_case import DECISION, Bureau, submit
from tests.web.test_bureau_review import row


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def outcome(bureau: Bureau, finding: str, person: str = "p-off1", photo: bytes | None = None, **given: str):
    values: dict = {
        "result": "pass",
        "reinspector": person,
        "day": today(),
        "note": "门已向外开启。",
        **given,
    }
    if photo:
        values["photos"] = (io.BytesIO(photo), "手机.jpg")
    return submit(
        bureau.desk(person), f"/bureau/findings/{finding}", f"/bureau/findings/{finding}/outcome", **values
    )


def act(bureau: Bureau, finding: str, command: str, person: str = "p-sec", **given: str):
    return submit(
        bureau.desk(person), f"/bureau/findings/{finding}", f"/bureau/findings/{finding}/{command}", **given
    )


def test_a_finding_is_followed_from_proof_to_close_out(bureau: Bureau) -> None:
    finding = bureau.answered()
    assert "已改为向外开启。" in bureau.desk().get(f"/bureau/findings/{finding}").text
    assert "还没有合格的复查结论" not in bureau.desk().get(f"/bureau/findings/{finding}").text, (
        "closing is not offered yet"
    )
    assert outcome(bureau, finding, photo=jpeg(70)).status_code == 302
    assert sha(jpeg(70)) in row(bureau, finding)["after_photos"]
    assert act(bureau, finding, "close_out", note="同意销号").status_code == 302
    assert row(bureau, finding)["state"] == "closed"
    page = bureau.desk().get(f"/bureau/findings/{finding}").text
    for words in (
        "销号",
        "复查合格",
        "企业反馈整改情况",
        "通知书已送达，开始整改",
        "签发",
        "交办",
        "提交待审核",
        "现场填写",
    ):
        assert words in page


def test_a_large_phone_photo_is_made_small_enough(bureau: Bureau) -> None:
    noise = io.BytesIO()
    Image.effect_noise((2600, 2000), 90).convert("RGB").save(noise, "JPEG", quality=95)
    assert len(noise.getvalue()) > 700 * 1024
    finding = bureau.answered()
    assert outcome(bureau, finding, photo=noise.getvalue()).status_code == 302
    with bureau.db.read() as connection:
        sizes = list(connection.scalars(t.photo.select().with_only_columns(t.photo.c.bytes)))
    assert max(sizes) <= 700 * 1024


def test_a_file_that_is_no_photo_is_refused_with_what_to_do(bureau: Bureau) -> None:
    finding = bureau.answered()
    answer = outcome(bureau, finding, photo=b"%PDF-1.7 not a photo")
    assert answer.status_code == 409
    assert "只能上传照片" in answer.text
    assert "门已向外开启。" in answer.text, "the note is still there"
    assert row(bureau, finding)["state"] == "feedback"


def test_a_failed_reinspection_needs_a_new_deadline(bureau: Bureau) -> None:
    finding = bureau.answered()
    assert "新的整改期限" in outcome(bureau, finding, result="fail").text
    due = dates.add_days(today(), 7)
    assert outcome(bureau, finding, result="fail", due_date=due).status_code == 302
    assert (
        row(bureau, finding)["state"],
        row(bureau, finding)["due_date"],
        row(bureau, finding)["round"],
    ) == ("rectifying", due, 2)


def test_only_the_one_who_was_sent_answers_for_the_outcome(bureau: Bureau) -> None:
    finding = bureau.answered()
    assert act(bureau, finding, "recheck", reinspector="p-off2", planned_date=today()).status_code == 302
    answer = outcome(bureau, finding, person="p-off1")
    assert answer.status_code == 409
    assert "指定的复查人" in answer.text


def test_closing_without_a_passed_reinspection_says_why_not(bureau: Bureau) -> None:
    finding = bureau.answered()
    act(bureau, finding, "recheck", reinspector="p-off2", planned_date=today())
    assert "还没有合格的复查结论" in bureau.desk().get(f"/bureau/findings/{finding}").text
    assert act(bureau, finding, "close_out").status_code == 409


def test_an_officer_sees_the_reinspection_but_neither_review_nor_close_out(bureau: Bureau) -> None:
    finding = bureau.answered()
    page = bureau.desk("p-off1").get(f"/bureau/findings/{finding}").text
    assert f"/bureau/findings/{finding}/outcome" in page
    assert f"/bureau/findings/{finding}/close_out" not in page
    assert act(bureau, finding, "close_out", person="p-off1").status_code == 409
    assert bureau.desk("p-off1").get("/bureau/review").status_code == 403


def test_cancelling_needs_a_reason_and_keeps_the_record(bureau: Bureau) -> None:
    finding = bureau.accepted()[1]
    assert "请填写“作废理由”" in act(bureau, finding, "cancel").text
    assert act(bureau, finding, "cancel", reason="设备已拆除").status_code == 302
    assert "设备已拆除" in bureau.desk().get(f"/bureau/findings/{finding}").text


def test_the_wording_of_an_assigned_finding_can_be_changed_before_its_notice(bureau: Bureau) -> None:
    finding = bureau.accepted()[1]
    assert act(bureau, finding, "assign", **{**DECISION, "measure": "拆除后改为外开门。"}).status_code == 302
    assert row(bureau, finding)["measure"] == "拆除后改为外开门。"


@pytest.mark.parametrize(
    ("person", "forms"), [("p-audit", set()), ("p-grid", {"urge"}), ("p-comm", {"urge"})]
)
def test_readers_read_and_have_no_forms_but_to_urge(bureau: Bureau, person: str, forms: set[str]) -> None:
    finding = bureau.answered()
    page = bureau.desk(person).get(f"/bureau/findings/{finding}")
    assert page.status_code == 200
    assert set(re.findall(rf'action="/bureau/findings/{finding}/(\w+)"', page.text)) == forms
    answer = act(bureau, finding, "close_out", person)
    assert answer.status_code == (403 if person == "p-audit" else 409)
    assert row(bureau, finding)["state"] == "feedback"


def test_another_township_is_not_there(bureau: Bureau) -> None:
    finding = bureau.accepted(enterprise="e-2")[1]
    grid = bureau.desk("p-grid")
    assert grid.get(f"/bureau/findings/{finding}").status_code == 404
    assert finding not in grid.get("/bureau/ledger").text
    assert "漯河淼犇机械有限公司" not in grid.get("/bureau/enterprises").text
    assert grid.get("/bureau/enterprises/e-2").status_code == 404
    assert "杜曲镇" not in grid.get("/bureau/").text


@pytest.mark.parametrize("person", [None, "p-exp1", "p-ent1", "p-admin"])
def test_nobody_else_gets_in(bureau: Bureau, person: str | None) -> None:
    client = bureau.desk(person) if person else bureau.app.test_client()
    answer = client.get("/bureau/")
    assert answer.status_code == (403 if person else 302)


def test_photos_come_without_metadata_and_only_to_those_who_may_see_a_case_with_them(bureau: Bureau) -> None:
    _, _, pictures = bureau.inspected(enterprise="e-2")
    address = f"/bureau/photos/{sha(pictures[0])}"
    answer = bureau.desk().get(address)
    assert answer.content_type == "image/jpeg"
    assert answer.data[:2] == b"\xff\xd8"
    assert len(bureau.desk().get(f"{address}?size=thumb").data) < len(answer.data)
    assert bureau.desk("p-grid").get(address).status_code == 404
    assert bureau.desk().get(f"/bureau/photos/{'0' * 64}").status_code == 404


def test_a_form_without_its_token_changes_nothing(bureau: Bureau) -> None:
    finding = bureau.accepted()[1]
    answer = bureau.desk().post(f"/bureau/findings/{finding}/cancel", data={"reason": "x"})
    assert answer.status_code == 400
    assert row(bureau, finding)["state"] == "assigned"


# --- ledger ------------------------------------------------------------------------------------------------------------------------------


def listed(bureau: Bureau, query: str = "", person: str = "p-sec") -> list[str]:
    page = bureau.desk(person).get(f"/bureau/ledger{query}").text
    return re.findall(r'row-link clamp" href="/bureau/findings/([0-9a-f-]{36})"', page)


def test_filters_narrow_and_stay_in_the_address(bureau: Bureau) -> None:
    food, machines = (
        bureau.accepted(enterprise="e-1", seed=1)[1],
        bureau.inspected(enterprise="e-2", seed=3, suspected=True)[1],
    )
    assert set(listed(bureau)) == {food, machines}
    for query, expected in (
        ("?q=颍川", food), ("?q=机械", machines), ("?township=411122101", machines), ("?severity=suspected_major", machines),
        ("?group=assigned", food), ("?group=submitted", machines), ("?item=elec-mgmt-01", machines), ("?q=配电室&group=submitted", machines),
    ):  # fmt: skip
        assert listed(bureau, query) == [expected], query
    assert (
        listed(
            bureau,
            "?checklist=electrical&industry=农副食品加工业&track=advisory&since=2026-01-01&until=2030-01-01",
        )
        != []
    )
    assert listed(bureau, "?checklist=electric") == []
    assert listed(bureau, "?track=enforcement") == []
    page = bureau.desk().get("/bureau/ledger?q=颍川&severity=general").text
    assert 'value="颍川"' in page
    assert 'value="general" selected' in page


def test_a_word_is_taken_literally(bureau: Bureau) -> None:
    bureau.inspected()
    assert listed(bureau, "?q=%25") == []
    assert listed(bureau, "?q=_") == []
    assert listed(bureau, "?q='") == []


def test_overdue_is_computed_from_the_deadline(bureau: Bureau) -> None:
    late = bureau.late(1, seed=1)
    bureau.late(0, seed=3)
    assert listed(bureau, "?group=overdue") == [late]
    assert listed(bureau, "?group=overdue&q=配电室") == [late]
    assert "逾期 1 天" in bureau.desk().get("/bureau/ledger?group=overdue").text


def test_damaged_arguments_do_no_harm(bureau: Bureau) -> None:
    finding = bureau.inspected()[1]
    assert listed(bureau, "?after=garbage&group=nonsense&since=yesterday&until=2026-13-77&before=~") == [
        finding
    ]


@pytest.mark.parametrize("query", ["", "q=部位", "group=submitted", "q=部位&group=submitted"])
def test_pages_go_forth_and_back_without_gap_or_repeat(bureau: Bureau, query: str) -> None:
    first = bureau.inspected()[1]
    with bureau.db.write() as connection:
        kept = dict(connection.execute(t.finding.select().where(t.finding.c.id == first)).mappings().one())
        connection.execute(t.finding.insert(), [
            {**kept, "id": f"{n:08d}-0000-4000-8000-000000000000", "found_on": f"2026-10-{n % 9 + 1:02d}", "location": "某部位"} for n in range(130)
        ])  # fmt: skip
        connection.execute(t.finding.update().where(t.finding.c.id == first).values(location="首部位"))
    desk = bureau.desk()
    address, seen, sizes, pages = f"/bureau/ledger?{query}", [], [], []
    while address:
        page = desk.get(address).text
        ids = re.findall(r'row-link clamp" href="/bureau/findings/([0-9a-f-]{36})"', page)
        seen += ids
        sizes.append(len(ids))
        pages.append(ids)
        older = re.search(r'href="([^"]+)"[^>]*>下一页', page)
        address = older[1].replace("&amp;", "&") if older else ""
    assert sizes == [50, 50, 31]
    assert len(set(seen)) == 131
    newer = re.search(r'href="([^"]+)"[^>]*><svg[^>]*><use[^>]*></use></svg> 上一页', page)
    assert newer
    back = desk.get(newer[1].replace("&amp;", "&")).text
    assert re.findall(r'row-link clamp" href="/bureau/findings/([0-9a-f-]{36})"', back) == pages[1]


def test_counts_of_every_way_agree(bureau: Bureau) -> None:
    bureau.accepted(seed=1)
    bureau.inspected(seed=3)
    bureau.late(3, seed=5)
    with bureau.db.read() as connection:
        plain = ledger.page(connection, actor("p-sec"), ledger.Filters(), today())
        by_word = ledger.page(connection, actor("p-sec"), ledger.Filters(q="配电室"), today())
    assert plain.counts == by_word.counts
    assert plain.counts["all"] == 3
    assert plain.counts["overdue"] == 1
    assert [r["id"] for r in plain.rows] == [r["id"] for r in by_word.rows]


def test_a_returned_finding_says_it_waits_for_the_expert(bureau: Bureau) -> None:
    finding = bureau.inspected()[1]
    findings.act(bureau.db, actor("p-sec"), finding, "return", {"reason": "照片不清"})
    page = bureau.desk().get(f"/bureau/findings/{finding}").text
    assert "等待专家补正" in page
    assert "照片不清" in page


def test_two_visits_of_one_day_do_not_mix(bureau: Bureau) -> None:
    visits.plan(bureau.db, actor("p-sec"), plan_value())
    visit = bureau.inspected()[0]
    page = bureau.desk().get(f"/bureau/visits/{visit}").text
    assert page.count('class="row-link clamp"') == 1
