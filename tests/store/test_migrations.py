"""A database upgrades to exactly the tables of the program, from nothing and from the file that the first release made."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from inspect_app.commands import findings, push, verify
from inspect_app.storage import migrate
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database
from tests.conftest import County
from tests.helpers import ORG, TODAY, actor, raw
from tests.store.test_messages import rectifying, submitted

DUMP = Path(__file__).parents[1] / "data" / "release_0001.sql"


def no_search_index(name: str | None, kind: str, _parents: object) -> bool:
    """SQLite's virtual table of trigrams, the tables that it keeps itself in, and PostgreSQL's index (if the server can) are none of the program's."""
    return (kind, str(name)[:11]) != ("table", "finding_fts") and name != "finding_text_trigrams"


def test_the_migrations_make_the_tables_of_the_program(db: Database) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "compare_server_default": True, "include_name": no_search_index},
        )
        assert compare_metadata(context, t.meta) == []
        assert migrate.revision(connection) == migrate.newest()


def test_unique_constraints_are_there_in_both_databases(db: Database) -> None:
    inspector = sa.inspect(db.engine)
    for table in t.meta.sorted_tables:
        wanted = {
            tuple(sorted(column.name for column in c.columns))
            for c in table.constraints
            if isinstance(c, sa.UniqueConstraint)
        }
        found = {tuple(sorted(c["column_names"])) for c in inspector.get_unique_constraints(table.name)}
        assert found == wanted, table.name


def test_an_upgrade_of_what_is_new_does_nothing(db: Database) -> None:
    assert migrate.upgrade(db) is False


def test_a_database_from_the_future_is_left_alone(db: Database) -> None:
    with db.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(migrate.Newer, match="升级程序"):
        migrate.upgrade(db)


@pytest.fixture
def released(tmp_path: Path) -> Database:
    """The file of the first release, with work in it."""
    file = tmp_path / "released.db"
    with sqlite3.connect(file) as connection:
        connection.executescript(DUMP.read_text(encoding="utf-8"))
    connection.close()
    return Database(f"sqlite:///{file}")


def test_the_file_of_the_first_release_upgrades_verifies_and_goes_on(released: Database) -> None:
    with released.read() as connection:
        assert migrate.revision(connection) == "0001"
        before = connection.execute(sa.text("SELECT org_id, seq, id, hash FROM op ORDER BY seq")).all()
    migrate.upgrade(released)
    report = verify.verify(released, ORG)
    assert (report.problems, report.ops) == ([], len(before))
    assert report.ops > 40
    with released.engine.connect() as connection:
        assert (
            compare_metadata(
                MigrationContext.configure(connection, opts={"include_name": no_search_index}), t.meta
            )
            == []
        )
        assert (
            connection.execute(sa.text("SELECT org_id, seq, id, hash FROM op ORDER BY seq")).all() == before
        )
        states = set(connection.scalars(sa.select(t.finding.c.state)))
        op = (
            connection.execute(sa.select(t.op).where(t.op.c.kind == "set", t.op.c.device != "server00"))
            .mappings()
            .first()
        )
    assert states == {"closed", "submitted"}
    assert op is not None
    verify.rebuild(released, ORG)
    assert verify.verify(released, ORG).problems == []
    again = {k: op[k] for k in ("id", "subject", "kind", "path", "prev", "author", "device")} | {
        "visit": op["visit_id"],
        "value": "another",
    }
    assert push.push(released, actor(op["author"]), op["device"], raw([again]))[0].reason == "id_reused"
    released.close()


def test_tablets_of_the_first_release_keep_what_is_known_of_them(released: Database) -> None:
    with released.write() as connection:
        connection.execute(sa.text("UPDATE device SET revoked_at = 7, label = '测试平板'"))
        before = connection.execute(sa.text("SELECT id, created_at, seen_at FROM device ORDER BY id")).all()
        sessions = connection.execute(sa.text("SELECT token_hash FROM session")).all()
    migrate.upgrade(released)
    with released.read() as connection:
        after = connection.execute(sa.select(t.device).order_by(t.device.c.id)).all()
        assert connection.execute(sa.text("SELECT token_hash FROM session")).all() == sessions
    assert [(d.id, d.created_at, d.seen_at) for d in after] == before
    assert {(d.locked_at, d.label, d.name, d.report, d.lock_reason) for d in after} == {
        (7, "测试平板", None, None, None)
    }
    released.close()


def go_back_to(connection: sa.Connection, version: str) -> None:
    """What the migrations after `version` made is taken away again, so that they can run over rows that are there."""
    for name in ("ix_finding_listed", "ix_finding_counted", "ix_finding_firms"):
        connection.execute(sa.text(f"DROP INDEX {name}"))
        connection.execute(sa.text(f"CREATE INDEX {name} ON finding (org_id)"))
    connection.execute(sa.text("ALTER TABLE finding DROP COLUMN listed_at"))
    connection.execute(sa.text("DROP TABLE export_request"))
    connection.execute(sa.text("DROP INDEX ix_finding_org_id_updated_seq"))
    connection.execute(sa.text("ALTER TABLE org DROP COLUMN marks"))
    connection.execute(sa.text(f"UPDATE alembic_version SET version_num = '{version}'"))


def test_what_was_corrected_in_an_older_database_counts_from_its_first_day(county: County) -> None:
    finding = rectifying(county, due="2027-01-01")
    proof = {"owner": "韩安全", "done_on": TODAY, "photos": []}
    for measure in ("已整改", "已整改并复核"):
        findings.act(county.db, actor("p-ent1"), finding, "feedback", {"measure": measure, **proof})
    rectifying(county, 2, due="2027-01-01")
    with county.db.write() as connection:  # as the version before left it: the day of the correction
        f = t.finding
        connection.execute(
            f.update()
            .where(f.c.id == finding)
            .values(feedback_at=f.c.feedback_at + 5, state_at=f.c.state_at + 5)
        )
    assert verify.verify(county.db, ORG).problems
    with county.db.write() as connection:
        go_back_to(connection, "0011")
    assert migrate.upgrade(county.db)
    assert verify.verify(county.db, ORG).problems == []


def test_what_was_listed_in_an_older_database_is_listed_since_that_day(county: County) -> None:
    """Those that were assigned since count, too; what was graded down again does not."""
    committee, desk, leader = actor("p-comm"), actor("p-sec"), actor("p-lead")
    going, lowered, never = (
        graded(county, seed, severity) for seed, severity in ((1, "major"), (2, "major"), (3, "general"))
    )
    for finding in (going, lowered):
        findings.act(county.db, committee, finding, "supervise", {"note": "挂牌"})
        findings.act(county.db, desk, finding, "assign", {"due_date": "2027-01-01"})
    letter = {"department": "d-fire", "reason": "属消防"}
    findings.act(county.db, leader, lowered, "transfer", letter)
    findings.act(county.db, leader, lowered, "reject_transfer", {"reason": "不属本单位"})
    findings.act(county.db, leader, lowered, "grade", {"severity": "general"})
    f = t.finding.c
    with county.db.read() as connection:
        before = dict(connection.execute(sa.select(f.id, f.listed_at)).all())
    assert before[going]
    assert (before[lowered], before[never]) == (None, None)
    with county.db.write() as connection:
        go_back_to(connection, "0012")
    assert migrate.upgrade(county.db)
    with county.db.read() as connection:
        assert dict(connection.execute(sa.select(f.id, f.listed_at)).all()) == before
    assert verify.verify(county.db, ORG).problems == []


def graded(county: County, seed: int, severity: str) -> str:
    finding = submitted(county, seed)
    leader = actor("p-lead")
    findings.act(county.db, leader, finding, "confirm", {})
    findings.act(county.db, leader, finding, "grade", {"severity": severity, "criterion": "令10"})
    return finding
