"""A document quotes the law as it stood on the day of the inspection: 2026-11-23 in this county."""

from __future__ import annotations

import pytest

from inspect_app.commands import documents, drafts, findings
from inspect_app.commands.press import Press
from inspect_app.domain.rules import Refusal
from inspect_app.queries import doc_bases
from inspect_app.render import fonts
from tests.conftest import County
from tests.helpers import ITEM, actor
from tests.store.test_documents import DUE, GENERAL, NOTICE, inspected, numbers

OLD = {"name": "安全色和安全标志", "number": "GB 2894-2008", "clause": "4.1"}


@pytest.fixture(scope="module", autouse=True)
def font_set() -> None:
    fonts.build()


@pytest.fixture
def press(county: County) -> Press:
    return Press(county.blobs, "secret", "http://localhost")


def assigned(county: County, *bases: dict[str, str]) -> tuple[str, str]:
    visit, finding = inspected(county)
    findings.accept(county.db, actor("p-sec"), finding, GENERAL, {**DUE, "basis": list(bases)})
    return drafts.draft(county.db, actor("p-sec"), NOTICE, visit), finding


def test_a_basis_that_ended_before_the_inspection_stops_the_issue_and_takes_no_number(
    county: County, press: Press
) -> None:
    document, finding = assigned(county, OLD)
    with pytest.raises(Refusal) as refused:
        documents.issue(county.db, press, actor("p-lead"), document)
    assert refused.value.reason == "basis_not_in_force"
    for words in (
        "第1项",
        "《安全色和安全标志》（GB 2894-2008）",
        "GB 2894-2025",
        "检查日 2026-11-23",
        "修改交办内容",
    ):
        assert words in refused.value.message
    assert numbers(county) == []
    findings.act(
        county.db, actor("p-sec"), finding, "assign", {**DUE, "basis": [{**OLD, "number": "GB 2894-2025"}]}
    )
    assert documents.issue(county.db, press, actor("p-lead"), document)["state"] == "issued"


def test_its_name_alone_may_be_printed_while_the_new_edition_is_in_force(
    county: County, press: Press
) -> None:
    document, _ = assigned(county, {**OLD, "clause": ""})
    row = documents.issue(county.db, press, actor("p-lead"), document)
    assert row["facts"]["findings"][0]["basis"] == [{"text": "《安全色和安全标志》"}]


def test_what_no_reviewer_chose_is_printed_with_less_rather_than_refused() -> None:
    item = {
        "basis": [
            {**OLD, "src": "V"},
            {**ITEM["basis"][0]},
            {"name": "危险化学品安全法", "number": "主席令第六十四号", "clause": "第八条", "src": "V"},
        ]
    }
    as_listed = [basis["clause"] for basis in doc_bases.basis_of({}, item, None)]
    assert as_listed == ["4.1", "4.3.2", "第八条"]
    assert [basis["clause"] for basis in doc_bases.basis_of({}, item, "2026-11-23")] == [
        "",
        "4.3.2",
        "第八条",
    ]
    assert [basis["name"] for basis in doc_bases.basis_of({}, item, "2026-02-01")] == [
        "安全色和安全标志",
        "低压配电设计规范",
    ]
