"""The rows of the ledger's file on both databases: every cell, their order, and that a download which is slow or cut off holds nothing."""

from __future__ import annotations

import threading
import time

import msgspec
import pytest
import sqlalchemy as sa

from inspect_app.domain.categories import finding_number
from inspect_app.queries import ahead as reading
from inspect_app.queries import ledger_rows
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database
from tests.conftest import County
from tests.helpers import ORG, actor
from tests.store.test_ledger import clear, put

TODAY = "2026-11-23"
HARD = '配电箱"门"\\未关\n第二行\t\x1f<A&B> 😀 =1+1'


def cells(db: Database, *wanted: str, phones: bool = True, masked: bool = False) -> list[list[object]]:
    return list(ledger_rows.rows(db, actor("p-sec"), list(wanted), TODAY, phones, masked))


def enterprise(db: Database) -> sa.Row:
    with db.read() as connection:
        return connection.execute(sa.select(t.enterprise).where(t.enterprise.c.id == "e-1")).one()


def test_every_cell_is_what_the_finding_says(county: County) -> None:
    db, firm = county.db, enterprise(county.db)
    kept = put(db, id="00000000-0000-4000-8000-0000aaaaaaaa", found_on="2026-09-30")
    row = put(
        db, state="closed", track="enforcement", location="", statement=HARD, measure=HARD, checklist="electrical@0.1.0", severity="major", criterion="判据",
        township_id="411122100", rectify_unit="车间", rectify_owner="旧责任人", due_date="2026-10-09", closed_at=1_791_000_000_000, photos=["a", "b"], after_photos=["c"],
        basis=[{"name": "安全生产法", "number": "主席令第88号", "clause": "第二十条"}], round=2, extensions=1, urged=3, recurs=kept["id"], reinspector="p-lead",
        feedback={"owner": "刘“鹏”", "cost_cents": 12_345, "interim": "停用", "done_on": "2026-10-05", "photos": ["c"]},
        outcome={"at": "2026-10-06T17:00:00.000Z", "reinspector": "p-sec", "result": "pass", "note": "x"}, extension=None,
    )  # fmt: skip
    [got] = cells(db, row["id"])
    with db.read() as connection:
        township = connection.scalar(sa.select(t.township.c.name).where(t.township.c.id == "411122100"))
    assert got == [
        finding_number("2026-10-01", row["id"]), firm.name, firm.industry, firm.address, township, "执法", "2026-10-01", "", "", HARD, "电气", "重大", "判据",
        "《安全生产法》（主席令第88号）第二十条", HARD, "车间", "刘“鹏”", firm.safety_manager_phone or firm.principal_phone or "", 123.45, "2026-10-09", "停用",
        "2026-10-05", "2026-10-07", "陈科员", "合格", "2026-10-03", "已销号", None, "2/1", "", "",
        f"复发（前一条 {finding_number('2026-09-30', kept['id'])}）；第 2 轮整改；延期 1 次；催办 3 次",
    ]  # fmt: skip


def test_what_nobody_said_yet_stays_empty(county: County) -> None:
    db, firm = county.db, enterprise(county.db)
    row = put(db, enterprise_id=None, due_date="2026-11-20", extension={"interim": "围挡"})
    other = put(db, feedback={"owner": "", "cost_cents": 0}, outcome={"result": "fail"}, reinspector="p-sec")
    first, second = cells(db, row["id"], other["id"])
    assert (first[1], first[15], first[16], first[17], first[20], first[27]) == (None, None, None, "", "围挡", 3)  # fmt: skip
    assert first[28:] == ["0/0", "", "", ""]
    assert (second[15], second[16], second[18], second[22:25]) == (firm.name, firm.safety_manager, None, [None, "陈科员", "不合格"])  # fmt: skip


def test_numbers_and_names_are_hidden_from_whom_they_are_not_for(county: County) -> None:
    row = put(county.db, feedback={"owner": "刘鹏"})
    [shown], [hidden] = cells(county.db, row["id"]), cells(county.db, row["id"], phones=False)
    [masked] = cells(county.db, row["id"], masked=True)
    assert str(shown[17]).isdigit()
    assert hidden[17] == ledger_rows.HIDDEN
    assert (masked[16], "****" in str(masked[17])) == ("刘**", True)


@pytest.fixture
def many(county: County, monkeypatch: pytest.MonkeyPatch) -> tuple[Database, list[str]]:
    """Eight findings, read by threes."""
    monkeypatch.setattr(ledger_rows, "CHUNK", 3)
    clear(county.db)
    return county.db, [put(county.db, statement=f"第{n}条")["id"] for n in range(8)]


def readers() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name.startswith(reading.THREAD)]


def test_rows_come_in_the_order_asked_for_over_chunks(many: tuple[Database, list[str]]) -> None:
    db, keys = many
    wanted = [*keys[:4], "gone meanwhile", *keys[4:]]
    assert [row[9] for row in cells(db, *wanted)] == [f"第{n}条" for n in range(8)]
    assert cells(db, "gone meanwhile") == cells(db) == []
    assert readers() == []


def test_a_slow_download_holds_no_connection_and_a_cut_one_no_thread(
    many: tuple[Database, list[str]],
) -> None:
    db, keys = many
    rows = ledger_rows.rows(db, actor("p-sec"), keys, TODAY, True)
    next(rows)
    deadline = time.monotonic() + 5
    while db.engine.pool.checkedout() and time.monotonic() < deadline:  # type: ignore[attr-defined]
        time.sleep(0.01)  # the second chunk is being read
    assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    assert len(readers()) == 1
    rows.close()
    assert readers() == []
    assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_one_is_read_ahead_and_no_more() -> None:
    begun: list[int] = []

    def read(n: int) -> int:
        begun.append(n)
        return n * n

    pieces = reading.ahead(read, range(9))
    assert begun == []
    for n in range(3):
        assert next(pieces) == n * n
        time.sleep(0.02)
        assert len(begun) <= n + 2
    pieces.close()
    assert (readers(), len(begun)) == ([], 4)
    assert list(reading.ahead(read, ())) == []


def test_a_read_that_fails_fails_where_its_rows_are_asked_for() -> None:
    pieces = reading.ahead(lambda n: 1 // n, [2, 1, 0, 3])
    assert [next(pieces), next(pieces)] == [0, 1]
    with pytest.raises(ZeroDivisionError):
        next(pieces)
    assert readers() == []


def test_a_query_packed_gives_what_its_rows_would(county: County) -> None:
    db, c = county.db, t.visit.c
    query = sa.select(t.person.c.id, t.person.c.name).where(t.person.c.org_id == ORG)
    with db.read() as connection:
        rows = connection.execute(query).all()
        assert sorted(msgspec.json.decode(db.packed(connection, query))) == sorted(map(list, rows))
        assert db.packed(connection, sa.select(c.id, c.members).where(c.id == "none")) == "[]"
