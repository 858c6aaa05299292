"""A returned finding that came back corrected: old and new stand side by side with both reasons. And the paper checklist of the desk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inspect_app.commands import findings, push, visits
from inspect_app.domain import slip
from tests.helpers import Tablet, actor, finding_ids, plan_value, raw
from tests.slip_case import hash_of, signatures, signed, submit
from tests.web.bureau_case import Bureau


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def test_the_desk_sees_what_changed_between_versions_and_why(bureau: Bureau) -> None:
    visit, tablet = visits.plan(bureau.db, actor("p-sec"), plan_value()), Tablet(bureau.db)
    ops = signed(tablet, visit)
    push.push(
        bureau.db,
        actor("p-exp1"),
        tablet.device,
        raw([*ops, submit(tablet, visit, ops, hash_of(ops, visit))]),
    )
    (finding,) = finding_ids(bureau.db, visit)
    page = f"/bureau/findings/{finding}"
    assert "版的更正" not in bureau.desk().get(page).text
    findings.act(bureau.db, actor("p-sec"), finding, "return", {"reason": "请写明门的数量"})
    content = [op for op in ops if not op["path"].startswith("signature/")]
    subject = f"finding/{finding}"
    changed = [
        tablet.op(visit, subject, "statement", "配电室1扇门向内开启。"),
        tablet.op(visit, subject, "due_days", 3),
    ]
    again = signatures(tablet, visit, [*content, *changed])
    whole = [*ops, *changed, *again]
    push.push(
        bureau.db, actor("p-exp1"), tablet.device, raw([*changed, *again, submit(tablet, visit, whole, hash_of(whole, visit, 2), 2)]),
    )  # fmt: skip
    shown = re.search(
        r'<section class="card correction">.*?</section>', bureau.desk().get(page).text, re.DOTALL
    )
    assert shown
    text = re.sub(r"\s*<[^>]+>\s*", "|", shown[0])
    assert "第 2 版的更正" in text
    assert "局端退回理由||请写明门的数量" in text
    assert "专家补正说明||补正" in text
    assert "问题描述|||配电室门向内开启。||||配电室1扇门向内开启。" in text.replace("||||||", "||||")
    assert "7 日" in text
    assert "3 日" in text
    assert "部位" not in text


def test_the_paper_checklist_of_the_desk_has_a_row_an_item_and_boxes_to_tick(bureau: Bureau) -> None:
    visit = visits.plan(bureau.db, actor("p-sec"), plan_value())
    page = bureau.desk().get(f"/bureau/visits/{visit}/paper")
    assert page.status_code == 200
    for word in (
        "现场检查纸质底稿",
        "临颍县颍川食品有限公司",
        slip.visit_code(visit),
        "用电安全专项检查表",
        "配电室门向外开启",
        "王建国、李红霞",
        "记录人（签名）",
    ):
        assert word in page.text
    assert page.text.count('<span class="tick">') == 2 * 3
    assert f'href="/bureau/visits/{visit}/paper"' in bureau.desk().get(f"/bureau/visits/{visit}").text
    assert (
        bureau.desk("p-grid").get("/bureau/visits/00000000-0000-0000-0000-000000000000/paper").status_code
        == 404
    )
