"""What a document rests on, who drafted, reviewed and issued it, which other takes its place, and what the signed file was made of."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXTS = ("refers", "replaces", "replaced_by", "drafted_by", "reviewed_by", "issued_by", "unsigned", "signer")


def upgrade() -> None:
    with op.batch_alter_table("document") as document:
        for name in TEXTS:
            document.add_column(sa.Column(name, sa.Text(), nullable=True))
        document.add_column(sa.Column("reviewed_at", sa.BigInteger(), nullable=True))
        document.add_column(sa.Column("opened", sa.JSON(), nullable=True))
        document.create_index(document.f("ix_document_org_id_refers"), ["org_id", "refers"], unique=False)
    # The fold says these of every document, so those that stand here already get them from their own events.
    for column, path in (("drafted_by", "draft"), ("issued_by", "issue")):
        op.execute(
            sa.text(
                f"UPDATE document SET {column} = (SELECT MAX(op.author) FROM op WHERE op.org_id = document.org_id"
                f" AND op.subject = 'document/' || document.id AND op.kind = 'event' AND op.path = '{path}')"
            )
        )


def downgrade() -> None:
    """Only forwards: nothing that people wrote is cut back. Restore a backup instead."""
    raise RuntimeError("restore a backup instead of downgrading")
