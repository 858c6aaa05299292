"""导出审批: who asked for which full ledger, and what a leader said."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "export_request",
        sa.Column("org_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text),
        sa.Column("decided_at", sa.BigInteger),
        sa.Column("reason", sa.Text),
        sa.Column("until", sa.Text),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_export_request")),
    )
    op.create_index(op.f("ix_export_request_org_id_state_at"), "export_request", ["org_id", "state", "at"])
    op.create_index(
        op.f("ix_export_request_org_id_person_id_at"), "export_request", ["org_id", "person_id", "at"]
    )


def downgrade() -> None:
    """Only forwards: nothing that people wrote is cut back. Restore a backup instead."""
    raise RuntimeError("restore a backup instead of downgrading")
