"""An index for what is unread: every page of the bureau counts it."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        op.f("ix_message_org_id_party_party_id_read_at"),
        "message",
        ["org_id", "party", "party_id", "read_at"],
    )


def downgrade() -> None:
    """Only forwards: nothing that people wrote is cut back. Restore a backup instead."""
    raise RuntimeError("restore a backup instead of downgrading")
