"""投诉建议 from a tablet: stored once however often it comes, seen and answered at the bureau, and nobody else's business."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest

from inspect_app.commands import devices
from tests.helpers import ORG, actor
from tests.web.bureau_case import Bureau, submit

URL = "/api/v1/suggestions"


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def said(bureau: Bureau, person: str = "p-exp1", **changes: Any) -> dict[str, Any]:
    device = devices.enrol(bureau.db, actor(person), None, "平板", "1")
    written = {"category": "app", "text": "拍照按钮太靠边。", "contact": "", "at": 1795430000000}
    return {"id": str(uuid.uuid4()), "device": device, "author": person, **written, **changes}


def test_what_an_expert_writes_is_read_and_answered_and_the_answer_comes_back(bureau: Bureau) -> None:
    expert, written = (
        bureau.desk("p-exp1"),
        said(bureau, text="拍照按钮太靠边。\n<b>手套</b>点不准。", contact="内线 8021"),
    )
    first = expert.post(URL, json=written)
    assert (first.status_code, first.json) == (201, {"id": written["id"]})

    desk = bureau.desk("p-sec")
    page = desk.get("/bureau/suggestions").text
    assert all(
        word in page
        for word in (
            "应用使用",
            "王建国",
            "内线 8021",
            "&lt;b&gt;手套&lt;/b&gt;点不准。",
            'aria-label="1 条待办"',
        )
    )
    target = f"/bureau/suggestions/{written['id']}"
    assert submit(desk, "/bureau/suggestions", target, state="read", reply="").status_code == 302
    assert expert.get(URL).json["suggestions"] == [{"id": written["id"], "state": "read", "reply": "", "replied_at": expert.get(URL).json["suggestions"][0]["replied_at"]}]  # fmt: skip
    unanswered = submit(desk, "/bureau/suggestions", target, state="done", reply="")
    assert (unanswered.status_code, "请写明答复" in unanswered.text) == (422, True)
    assert (
        submit(desk, "/bureau/suggestions", target, state="done", reply="下个版本改到右下角。").status_code
        == 302
    )
    [own] = expert.get(URL).json["suggestions"]
    assert (own["state"], own["reply"]) == ("done", "下个版本改到右下角。")
    assert bureau.desk("p-exp3").get(URL).json == {"suggestions": []}


def test_sent_again_it_is_the_same_and_an_id_is_never_given_to_another_text(bureau: Bureau) -> None:
    expert, written = bureau.desk("p-exp1"), said(bureau)
    assert [expert.post(URL, json=written).status_code for _ in range(3)] == [201, 200, 200]

    other = expert.post(URL, json={**written, "text": "别的内容"})
    assert (other.status_code, other.json["error"]) == (422, "id_reused")
    assert bureau.desk("p-sec").get("/bureau/suggestions").text.count('<article class="card suggestion"') == 1


def test_somebody_elses_session_may_carry_it_but_not_invent_an_author(bureau: Bureau) -> None:
    written = said(bureau)
    carried = bureau.desk("p-exp3").post(URL, json=written)
    assert carried.status_code == 201
    assert len(bureau.desk("p-exp1").get(URL).json["suggestions"]) == 1

    invented = bureau.desk("p-exp3").post(URL, json={**said(bureau), "author": "p-exp2"})
    assert (invented.status_code, invented.json["error"]) == (409, "device_unknown")


@pytest.mark.parametrize(
    ("change", "word"),
    [({"text": "  "}, "内容应为"), ({"text": "长" * 2001}, "内容应为"), ({"text": "a\0b"}, "无法保存的字符"), ({"category": "x"}, "类别"),
     ({"id": "1"}, "UUID"), ({"contact": "1" * 101}, "联系方式"), ({"at": -1}, "时间")],
)  # fmt: skip
def test_a_wrong_field_is_named(bureau: Bureau, change: dict[str, Any], word: str) -> None:
    answer = bureau.desk("p-exp1").post(URL, json=said(bureau, **change))
    assert answer.status_code == 422
    assert word in answer.json["message"]


def test_another_bureau_neither_sees_nor_answers_it(bureau: Bureau) -> None:
    written = said(bureau)
    bureau.desk("p-exp1").post(URL, json=written)
    from inspect_app.commands import suggestions

    with pytest.raises(LookupError):
        suggestions.answer(bureau.db, actor("p-sec", "410000"), written["id"], "read", "")
    with bureau.db.read() as connection:
        from inspect_app.queries import suggestions as q

        assert (len(q.listed(connection, ORG)), q.listed(connection, "410000")) == (1, [])
