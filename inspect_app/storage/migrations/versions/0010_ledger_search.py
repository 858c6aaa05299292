"""The ledger: free-text search over findings, a third sort, and who exported what.

Texts are kept by triggers, so that no writer can forget them: the log, the replay and the demo all write `finding`. A later migration that makes
`finding` anew (batch with recreate) drops its triggers on SQLite and must make them again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LISTED = [
    "org_id",
    "found_on",
    "id",
    "state",
    "due_date",
    "township_id",
    "severity",
    "track",
    "checklist",
    "item",
    "enterprise_id",
    "updated_at",
]

SQLITE = (
    "CREATE VIRTUAL TABLE finding_fts USING fts5(said, content='finding_text', content_rowid='n', tokenize='trigram')",
    """CREATE TRIGGER finding_text_added AFTER INSERT ON finding_text BEGIN
        INSERT INTO finding_fts (rowid, said) VALUES (new.n, new.said); END""",
    """CREATE TRIGGER finding_text_gone AFTER DELETE ON finding_text BEGIN
        INSERT INTO finding_fts (finding_fts, rowid, said) VALUES ('delete', old.n, old.said); END""",
    """CREATE TRIGGER finding_text_changed AFTER UPDATE OF said ON finding_text BEGIN
        INSERT INTO finding_fts (finding_fts, rowid, said) VALUES ('delete', old.n, old.said);
        INSERT INTO finding_fts (rowid, said) VALUES (new.n, new.said); END""",
    """CREATE TRIGGER finding_said AFTER INSERT ON finding BEGIN
        INSERT INTO finding_text (org_id, finding_id, said)
        VALUES (new.org_id, new.id, lower(new.statement || char(10) || new.location)); END""",
    """CREATE TRIGGER finding_unsaid AFTER DELETE ON finding BEGIN
        DELETE FROM finding_text WHERE org_id = old.org_id AND finding_id = old.id; END""",
    """CREATE TRIGGER finding_resaid AFTER UPDATE OF statement, location ON finding
        WHEN old.statement <> new.statement OR old.location <> new.location BEGIN
        UPDATE finding_text SET said = lower(new.statement || char(10) || new.location)
        WHERE org_id = new.org_id AND finding_id = new.id; END""",
    "INSERT INTO finding_text (org_id, finding_id, said) SELECT org_id, id, lower(statement || char(10) || location) FROM finding",
)
POSTGRESQL = (
    """CREATE FUNCTION finding_said() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN
            DELETE FROM finding_text WHERE org_id = old.org_id AND finding_id = old.id;
        ELSIF TG_OP = 'INSERT' OR old.statement <> new.statement OR old.location <> new.location THEN
            INSERT INTO finding_text (org_id, finding_id, said)
            VALUES (new.org_id, new.id, lower((new.statement || chr(10) || new.location) COLLATE "C"))
            ON CONFLICT (org_id, finding_id) DO UPDATE SET said = excluded.said;
        END IF;
        RETURN NULL; END $$""",
    "CREATE TRIGGER finding_said AFTER INSERT OR DELETE OR UPDATE OF statement, location ON finding FOR EACH ROW EXECUTE FUNCTION finding_said()",
    """INSERT INTO finding_text (org_id, finding_id, said)
       SELECT org_id, id, lower((statement || chr(10) || location) COLLATE "C") FROM finding""",
    # A server that doesn't have the extension, or does not let us, searches without its index: slower, with the same results.
    """DO $$ BEGIN
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE INDEX finding_text_trigrams ON finding_text USING gin (said gin_trgm_ops);
        EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'no pg_trgm: %', SQLERRM; END $$""",
)  # fmt: skip


def upgrade() -> None:
    op.drop_index("ix_finding_listed", "finding")
    op.create_index("ix_finding_listed", "finding", LISTED, unique=False)
    op.create_table(
        "finding_text", sa.Column("n", sa.Integer(), nullable=False), *[_text(name) for name in ("org_id", "finding_id", "said")],
        sa.PrimaryKeyConstraint("n", name=op.f("pk_finding_text")), sa.UniqueConstraint("org_id", "finding_id", name=op.f("uq_finding_text_org_id_finding_id")),
    )  # fmt: skip
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(sa.text(statement.replace(":", "\\:")))
    op.create_table(
        "export_log", *[_text(name) for name in ("org_id", "id")], sa.Column("at", sa.BigInteger(), nullable=False),
        *[_text(name) for name in ("person_id", "what", "detail")], sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_export_log")),
    )  # fmt: skip
    with op.batch_alter_table("export_log") as altered:
        altered.create_index(altered.f("ix_export_log_org_id_at"), ["org_id", "at"], unique=False)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def downgrade() -> None:
    """Only forwards: nothing that people wrote is cut back. Restore a backup instead."""
    raise RuntimeError("restore a backup instead of downgrading")
