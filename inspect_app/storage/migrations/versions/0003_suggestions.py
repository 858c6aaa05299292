"""投诉建议 that experts hand in from the field app, and what the bureau answers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suggestion",
        sa.Column("org_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("uploaded_by", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_by", sa.Text(), nullable=True),
        sa.Column("replied_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_suggestion")),
    )
    with op.batch_alter_table("suggestion") as suggestion:
        for columns in (["org_id", "state", "received_at"], ["org_id", "person_id", "received_at"]):
            suggestion.create_index(suggestion.f("ix_suggestion_" + "_".join(columns)), columns, unique=False)


def downgrade() -> None:
    """Only forwards: nothing that people wrote is cut back. Restore a backup instead."""
    raise RuntimeError("restore a backup instead of downgrading")
