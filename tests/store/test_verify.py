"""Whatever is altered behind the program's back is found and named; the tables can be made anew from the log."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands import verify
from inspect_app.commands.log import writing
from inspect_app.domain.people import system
from inspect_app.storage import tables as t
from tests.conftest import County
from tests.helpers import ORG, found_county, jpeg


@pytest.fixture
def worked(county: County) -> County:
    """A county in which a visit was received."""
    visit, tablet, picture = county.plan(), county.tablet(), jpeg(1)
    county.push(tablet, tablet.inspection(visit, [picture]))
    county.photo(picture)
    assert verify.verify(county.db, ORG).problems == []
    return county


def tamper(county: County, statement: sa.sql.expression.Executable) -> None:
    with county.db.engine.begin() as connection:
        assert connection.execute(statement).rowcount > 0


def first(county: County) -> verify.Problem:
    problems = verify.verify(county.db, ORG).problems
    assert problems, "the change was not found"
    return problems[0]


def op_of(county: County, path: str) -> Any:
    with county.db.read() as connection:
        return connection.execute(sa.select(t.op).where(t.op.c.path == path).order_by(t.op.c.seq)).first()


def test_an_altered_value_is_found_and_named(worked: County) -> None:
    op = op_of(worked, "statement")
    tamper(worked, t.op_value.update().where(t.op_value.c.seq == op.seq).values(value='"没有隐患"'))
    found = first(worked)
    assert found.seq == op.seq
    assert op.id in found.where


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("author", "p-exp2"), ("path", "measure"), ("subject", "visit/x"), ("visit_id", "x"), ("kind", "event"), ("device", "zzzzzzzz"),
        ("uploaded_by", "p-sec"), ("received_at", 1), ("rank", "000000001"), ("prev", ["0mjk2l3x4-000-a1b2c3d4"]), ("value_hash", "0" * 64), ("hash", "0" * 64),
        ("content_hash", "0" * 64), ("id", "0mjk2l3x4-000-a1b2c3d4"),
    ],
)  # fmt: skip
def test_an_altered_column_of_the_log_is_found_and_named(worked: County, column: str, value: Any) -> None:
    op = op_of(worked, "statement")
    tamper(worked, t.op.update().where(t.op.c.seq == op.seq).values({column: value}))
    assert first(worked).seq == op.seq


def test_every_column_of_the_log_is_covered_by_the_test_above() -> None:
    marks = next(
        m for m in test_an_altered_column_of_the_log_is_found_and_named.pytestmark if m.name == "parametrize"
    )  # type: ignore[attr-defined]
    assert {name for name, _ in marks.args[1]} | {"org_id", "seq"} == {column.name for column in t.op.columns}


def test_a_deleted_row_is_found_and_named(worked: County) -> None:
    op = op_of(worked, "statement")
    tamper(worked, t.op.delete().where(t.op.c.seq == op.seq))
    found = first(worked)
    assert (found.seq, str(op.seq) in found.what) == (op.seq + 1, True)


def test_a_deleted_value_is_found_and_named(worked: County) -> None:
    op = op_of(worked, "statement")
    tamper(worked, t.op_value.delete().where(t.op_value.c.seq == op.seq))
    assert first(worked).seq == op.seq


def test_a_deleted_last_row_is_found(worked: County) -> None:
    with worked.db.read() as connection:
        last = connection.scalar(sa.select(sa.func.max(t.op.c.seq)))
    tamper(worked, t.op.delete().where(t.op.c.seq == last))
    assert any("计数" in p.what for p in verify.verify(worked.db, ORG).problems)


def test_two_swapped_rows_are_found_and_named(worked: County) -> None:
    one, two = op_of(worked, "location"), op_of(worked, "statement")
    for table in (t.op, t.op_value):
        for before, after in ((one.seq, -1), (two.seq, one.seq), (-1, two.seq)):
            tamper(worked, table.update().where(table.c.seq == before).values(seq=after))
    assert first(worked).seq == one.seq


def test_a_row_smuggled_in_at_the_end_is_found(worked: County) -> None:
    with worked.db.read() as connection:
        row = dict(connection.execute(sa.select(t.op).order_by(t.op.c.seq.desc())).mappings().first() or {})
    with worked.db.engine.begin() as connection:
        connection.execute(t.op.insert(), {**row, "seq": row["seq"] + 1, "id": "0mjk2l3x4-000-a1b2c3d4"})
    assert first(worked).seq == row["seq"] + 1


@pytest.mark.parametrize("change", [{"seq": 9999}, {"chain": "0" * 64}])
def test_a_counter_that_does_not_fit_is_found(worked: County, change: dict[str, Any]) -> None:
    tamper(worked, t.org.update().values(change))
    assert first(worked).where == f"org/{ORG}"


TAMPERED: dict[str, dict[str, Any]] = {
    "head": {"value": "x"}, "photo_ref": {"visit_id": "x"}, "visit": {"state": "cancelled"}, "finding": {"severity": "major"},
    "enterprise": {"name": "别家"}, "person": {"role": "leader"}, "township": {"name": "别镇"}, "checklist": {"title": "别表"},
    "setting": {"value": {"name": "别局"}},
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERED)
def test_a_tampered_table_is_found_and_its_row_named_and_rebuild_repairs_it(
    worked: County, name: str
) -> None:
    table = t.meta.tables[name]
    with worked.db.read() as connection:
        row = connection.execute(sa.select(table).order_by(*table.primary_key)).mappings().first()
        before = [
            dict(r) for r in connection.execute(sa.select(table).order_by(*table.primary_key)).mappings()
        ]
    assert row is not None
    keys = [row[column.name] for column in table.primary_key]
    tamper(
        worked,
        table.update()
        .where(*(column == key for column, key in zip(table.primary_key, keys, strict=True)))
        .values(TAMPERED[name]),
    )
    found = first(worked)
    assert found.where == f"{name} {'/'.join(keys[1:])}"
    verify.rebuild(worked.db, ORG)
    assert verify.verify(worked.db, ORG).problems == []
    with worked.db.read() as connection:
        assert [
            dict(r) for r in connection.execute(sa.select(table).order_by(*table.primary_key)).mappings()
        ] == before


def test_emptied_tables_are_rebuilt_from_the_log(worked: County) -> None:
    def everything() -> dict[str, list[dict[str, Any]]]:
        with worked.db.read() as connection:
            return {
                table.name: [
                    dict(r)
                    for r in connection.execute(sa.select(table).order_by(*table.primary_key)).mappings()
                ]
                for table in t.PROJECTIONS
            }

    before = everything()
    with worked.db.engine.begin() as connection:
        for table in t.PROJECTIONS:
            connection.execute(table.delete())
    assert verify.verify(worked.db, ORG).problems
    verify.rebuild(worked.db, ORG)
    assert everything() == before


def test_the_orgs_are_verified_and_rebuilt_apart(worked: County) -> None:
    found_county(worked.db, "410000")
    tamper(
        worked,
        t.enterprise.update()
        .where(t.enterprise.c.org_id == "410000", t.enterprise.c.id == "e-1")
        .values(name="别家"),
    )
    assert verify.verify(worked.db, ORG).problems == []
    assert len(verify.verify(worked.db, "410000").problems) == 1
    verify.rebuild(worked.db, "410000")
    assert verify.verify(worked.db, "410000").problems == []
    assert verify.verify(worked.db, ORG).problems == []
    with pytest.raises(LookupError):
        verify.verify(worked.db, "nowhere")


def test_a_withdrawn_record_leaves_its_table_and_verifies(worked: County) -> None:
    with writing(worked.db, ORG) as log:
        log.record(system(ORG), "enterprise/e-2", None)
        log.record(system(ORG), "enterprise/e-3", {"name": "用了同一个代码", "uscc": "91411122000000002X"})
    with worked.db.read() as connection:
        assert sorted(connection.scalars(sa.select(t.enterprise.c.id))) == ["e-1", "e-3"]
    assert verify.verify(worked.db, ORG).problems == []
