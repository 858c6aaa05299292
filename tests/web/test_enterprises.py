"""Enterprises registered on site are verified or merged at the bureau; codes are printed, and tell a passer-by nothing but a name."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa

from inspect_app.commands import drafts, enterprises, service, verify
from inspect_app.commands.log import writing
from inspect_app.domain import uscc
from inspect_app.domain.people import system
from inspect_app.domain.rules import Refusal
from inspect_app.render.codes import code_svg
from inspect_app.storage import tables as t
from tests.conftest import County
from tests.helpers import ORG, actor, plan_value
from tests.web.bureau_case import Bureau, submit

NEW = "new-0b0e7a52-0000-4000-8000-0000000000e1"
CODE = "91411122MA40ABCD1" + uscc.check_character("91411122MA40ABCD1")
NAME = "临颍县路边木器加工部"


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def met_on_site(bureau: Bureau, code: str = "") -> tuple[str, str]:
    """(visit, finding) of an unplanned visit to an enterprise that nobody knew."""
    county, visit = County(bureau.db, bureau.blobs), str(uuid.uuid4())
    tablet = county.tablet()
    record = {
        "name": NAME,
        "uscc": code,
        "uscc_reason": "" if code else "营业执照未悬挂",
        "township": "411122101",
        "hazards": ["dust"],
    }
    value = plan_value(enterprise=NEW, members=["p-exp1"], unplanned=True, record=record)
    ops = [tablet.op(visit, f"visit/{visit}", "plan", value, "event"), *tablet.inspection(visit, [])]
    assert {r.state for r in county.push(tablet, ops)} == {"applied"}
    with bureau.db.read() as connection:
        return visit, connection.scalar(sa.select(t.finding.c.id).where(t.finding.c.visit_id == visit)) or ""


def where(bureau: Bureau, visit: str, finding: str) -> tuple[str, str, str]:
    with bureau.db.read() as connection:
        moved = connection.scalar(sa.select(t.visit.c.enterprise_id).where(t.visit.c.id == visit))
        row = connection.execute(
            sa.select(t.finding.c.enterprise_id, t.finding.c.township_id).where(t.finding.c.id == finding)
        ).one()
    return moved, *row  # type: ignore[return-value]


def test_the_bureau_sees_what_was_met_on_site_and_verifies_it(bureau: Bureau) -> None:
    visit, _ = met_on_site(bureau)
    desk = bureau.desk()
    assert f"/bureau/enterprises/{NEW}" in desk.get("/bureau/enterprises").text
    assert "临时检查" in desk.get("/bureau/visits").text
    assert "临时检查" in desk.get(f"/bureau/visits/{visit}").text
    page = f"/bureau/enterprises/{NEW}"
    assert "营业执照未悬挂" in desk.get(page).text
    wrong = submit(
        desk, page, f"{page}/verify", name=NAME, uscc="91411122MA40ABCD10", township_id="411122101"
    )
    assert wrong.status_code == 409
    assert "校验位不符" in wrong.text
    assert 'value="91411122MA40ABCD10"' in wrong.text, "what was typed is still there"
    done = submit(
        desk,
        page,
        f"{page}/verify",
        name="临颍县路边木器厂",
        uscc=CODE,
        township_id="411122101",
        address="北街 3 号",
        industry="木材加工",
    )
    assert done.status_code == 302
    after = desk.get(page).text
    assert "待核实" not in after
    assert CODE in after
    assert "待核实" not in desk.get("/bureau/enterprises").text
    assert submit(desk, page, f"{page}/verify", name="又一次", uscc="").status_code == 409
    assert verify.verify(bureau.db, ORG).problems == []


def test_one_that_the_registry_knows_is_merged_with_its_visits_and_findings(bureau: Bureau) -> None:
    visit, finding = met_on_site(bureau, "91411122000000001X")
    desk, page = bureau.desk(), f"/bureau/enterprises/{NEW}"
    shown = desk.get(page).text
    assert "已属于另一家企业" in shown
    assert re.search(r'value="e-1" required checked', shown)
    assert submit(desk, page, f"{page}/merge", into="e-1").status_code == 302
    assert where(bureau, visit, finding) == ("e-1", "e-1", "411122100")
    assert desk.get(page).headers["Location"].endswith("/bureau/enterprises/e-1")
    assert "并入已有企业" in desk.get(f"/bureau/visits/{visit}").text
    assert verify.verify(bureau.db, ORG).problems == []


def test_work_that_comes_after_the_merge_goes_where_the_rest_went(bureau: Bureau) -> None:
    met_on_site(bureau)
    enterprises.merge(bureau.db, actor("p-sec"), NEW, "e-2")
    visit, finding = met_on_site(bureau)
    assert where(bureau, visit, finding) == ("e-2", "e-2", "411122101")
    with bureau.db.read() as connection:
        assert (
            connection.scalar(
                sa.select(sa.func.count()).select_from(t.enterprise).where(t.enterprise.c.id == NEW)
            )
            == 0
        )
    assert verify.verify(bureau.db, ORG).problems == []


def test_a_document_holds_its_enterprise_where_it_is(bureau: Bureau) -> None:
    visit, finding = met_on_site(bureau)
    document = drafts.draft(bureau.db, actor("p-sec"), "doc_expert_opinion", visit)
    with pytest.raises(Refusal, match="先作废"):
        enterprises.merge(bureau.db, actor("p-sec"), NEW, "e-1")
    service.void(bureau.db, actor("p-sec"), document, "企业登记重复")
    assert enterprises.merge(bureau.db, actor("p-sec"), NEW, "e-1") == 1
    assert where(bureau, visit, finding)[0] == "e-1"


@pytest.mark.parametrize(("enterprise", "into"), [(NEW, NEW), (NEW, "e-99"), ("e-2", "e-1")])
def test_what_may_not_be_merged(bureau: Bureau, enterprise: str, into: str) -> None:
    met_on_site(bureau)
    with pytest.raises(Refusal):
        enterprises.merge(bureau.db, actor("p-sec"), enterprise, into)
    with pytest.raises(Refusal):
        enterprises.merge(bureau.db, actor("p-off1"), NEW, "e-1")


def test_sheets_of_codes_lead_to_the_enterprise(bureau: Bureau) -> None:
    desk = bureau.desk()
    page = desk.get("/bureau/enterprise-codes").text
    assert page.count('class="code-card"') == 2
    assert desk.get("/bureau/enterprise-codes?one=e-2").text.count('class="code-card"') == 1
    assert "style=" not in page.partition("<main")[2], "the CSP forbids it"
    grid = bureau.desk("p-grid").get("/bureau/enterprise-codes").text
    assert grid.count('class="code-card"') == 1, "a township prints its own"


def test_many_enterprises_are_printed_by_township_and_in_parts(bureau: Bureau) -> None:
    with writing(bureau.db, ORG) as log:
        for n in range(700):
            log.record(
                system(ORG), f"enterprise/many-{n}", {"name": f"批量企业{n:04d}", "township_id": "411122101"}
            )
    desk = bureau.desk()
    assert "701 家，88 张" in desk.get("/bureau/enterprise-codes").text
    first = desk.get("/bureau/enterprise-codes?township=411122101").text
    assert first.count('class="code-card"') == 160
    following = re.search(r'href="([^"]*after=[^"]*)"', first)
    assert following
    assert desk.get(following.group(1).replace("&amp;", "&")).text.count('class="code-card"') == 160


def test_a_passer_by_learns_the_name_and_nothing_else(bureau: Bureau) -> None:
    phone = bureau.app.test_client()
    page = phone.get("/e/e-1")
    assert page.status_code == 200
    assert "临颍县颍川食品有限公司" in page.text
    for secret in ("杨经理", "19900000001", "经一路", "9141112200000000", "粉尘", "隐患"):
        assert secret not in page.text.replace("反馈整改", ""), secret
    assert phone.get("/e/e-99").status_code == 404
    for _ in range(40):
        last = phone.get("/e/guess")
    assert last.status_code == 429


def test_the_code_on_the_sheet_holds_the_address_of_the_enterprise(bureau: Bureau) -> None:
    address = f"{bureau.app.extensions['inspect'].config.base_url}/e/e-1"
    assert code_svg(address) in bureau.desk().get("/bureau/enterprise-codes?one=e-1").text
