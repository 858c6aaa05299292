"""The hash of the leave-behind copy is made again from exactly the manifest's ops, and the opinion cites it only when both are the same."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands import drafts, findings, verify
from inspect_app.commands.log import writing
from inspect_app.domain import slip
from inspect_app.domain.doc_types import OPINION
from inspect_app.domain.people import system
from inspect_app.queries import facts
from inspect_app.queries import slip as q
from inspect_app.storage import tables as t
from tests.conftest import County
from tests.helpers import ORG, actor, finding_ids
from tests.slip_case import hash_of, signatures, signed, submit


def printed(county: County, visit: str) -> Any:
    document = drafts.draft(county.db, actor("p-sec"), OPINION, visit)
    with county.db.read() as connection:
        row = dict(
            connection.execute(sa.select(t.document).where(t.document.c.id == document)).mappings().one()
        )
        return facts.notice_facts(
            connection, ORG, row, number=None, code="X", base_url="http://x", today="2026-11-24", prints={}, signature_prints={},
        )  # fmt: skip


def versions(county: County, visit: str) -> list[tuple[int, str | None, str | None]]:
    with county.db.read() as connection:
        return [(one["version"], one["told"], one["made"]) for one in q.versions(connection, ORG, visit)]


def test_the_server_makes_the_same_hash_and_the_opinion_cites_it(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    ops = signed(tablet, visit)
    told = hash_of(ops, visit)
    county.push(tablet, [*ops, submit(tablet, visit, ops, told)])
    assert versions(county, visit) == [(1, told, told)]
    made = printed(county, visit)
    assert (made.slip.code, made.slip.hash) == (slip.visit_code(visit), slip.short_hash(told))
    assert made.checked == (
        "用电安全专项检查表：共 2 项，已查 1 项（符合 0、不符合 1、不适用 0），其中 1 项为纸质记录补录",
    )
    assert verify.verify(county.db, ORG).problems == []


@pytest.mark.parametrize("told", [None, "f" * 64])
def test_a_paper_that_says_something_else_is_never_cited(county: County, told: str | None) -> None:
    visit, tablet = county.plan(), county.tablet()
    ops = signed(tablet, visit)
    county.push(tablet, [*ops, submit(tablet, visit, ops, told)])
    assert versions(county, visit) == [(1, told, hash_of(ops, visit))]
    assert printed(county, visit).slip is None


def test_a_rename_before_the_upload_does_not_change_the_hash(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    ops = signed(tablet, visit)
    told = hash_of(ops, visit)
    with writing(county.db, ORG) as log:
        log.record(system(ORG), "enterprise/e-1", {"name": "改名后的公司", "uscc": "91411122000000001X"})
    county.push(tablet, [*ops, submit(tablet, visit, ops, told)])
    assert versions(county, visit) == [(1, told, told)]


def test_what_comes_after_the_signatures_is_on_no_paper(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    ops = signed(tablet, visit)
    told = hash_of(ops, visit)
    late = tablet.op(visit, f"visit/{visit}", "area", "后来写的")
    county.push(tablet, [*ops, late, submit(tablet, visit, ops, told)])
    assert versions(county, visit) == [(1, told, told)]


def test_a_tablet_that_writes_no_header_has_no_paper(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    county.push(tablet, tablet.inspection(visit, []))
    assert versions(county, visit) == [(1, None, None)]
    with county.db.read() as connection:
        assert [one["items"] for one in q.last(connection, ORG, visit)["checked"]] == [2]


def test_a_corrected_version_has_a_paper_of_its_own_and_leaves_old_signatures_out(county: County) -> None:
    visit, tablet = county.plan(), county.tablet()
    ops = signed(tablet, visit)
    first = hash_of(ops, visit)
    county.push(tablet, [*ops, submit(tablet, visit, ops, first)])
    (finding,) = finding_ids(county.db, visit)
    findings.act(county.db, actor("p-sec"), finding, "return", {"reason": "写明数量"})
    content = [op for op in ops if not op["path"].startswith("signature/")]
    better = tablet.op(visit, f"finding/{finding}", "statement", "配电室1扇门向内开启。")
    again = signatures(tablet, visit, [*content, better])
    ops2 = [*ops, better, *again]
    second = hash_of(ops2, visit, 2)
    county.push(tablet, [better, *again, submit(tablet, visit, ops2, second, 2)])
    assert versions(county, visit) == [(1, first, first), (2, second, second)]
    assert printed(county, visit).slip.hash == slip.short_hash(second)


def test_a_code_finds_its_visit_and_no_other(county: County) -> None:
    visit, other = county.plan(), county.plan()
    with county.db.read() as connection:
        assert q.visits_of_code(connection, slip.visit_code(visit).lower()) == [(ORG, visit)]
        assert q.visits_of_code(connection, slip.visit_code(other)) == [(ORG, other)]
        assert q.visits_of_code(connection, slip.visit_code(str(uuid.uuid4()))) == []
        assert q.visits_of_code(connection, "x") == []
