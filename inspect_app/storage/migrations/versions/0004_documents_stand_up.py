"""What a document rests on, who drafted, reviewed and issued it, which other takes its place, and what the signed file was made of."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXTS = ("refers", "replaces", "replaced_by", "drafted_by", "reviewed_by", "issued_by", "unsigned", "signer")


def upgrade() -> None:
    with op.batch_alter_table("document") as altered:
        for name in TEXTS:
            altered.add_column(sa.Column(name, sa.Text(), nullable=True))
        altered.add_column(sa.Column("reviewed_at", sa.BigInteger(), nullable=True))
        altered.add_column(sa.Column("opened", sa.JSON(), nullable=True))
        altered.create_index(altered.f("ix_document_org_id_refers"), ["org_id", "refers"], unique=False)
    # The fold says these of every document, so those that stand here already get them from their own events.
    document, log = sa.table("document", *map(sa.column, ("org_id", "id", "drafted_by", "issued_by"))), _log()
    for column, path in (("drafted_by", "draft"), ("issued_by", "issue")):
        author = (
            sa.select(sa.func.max(log.c.author))
            .where(
                log.c.org_id == document.c.org_id, log.c.subject == sa.literal("document/") + document.c.id
            )
            .where(log.c.kind == "event", log.c.path == path)
            .scalar_subquery()
        )
        op.execute(document.update().values({column: author}))


def _log() -> sa.TableClause:
    return sa.table("op", *map(sa.column, ("org_id", "subject", "kind", "path", "author")))


def downgrade() -> None:
    """Only forwards: nothing that people wrote is cut back. Restore a backup instead."""
    raise RuntimeError("restore a backup instead of downgrading")
