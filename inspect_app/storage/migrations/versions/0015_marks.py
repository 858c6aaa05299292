"""Which op changed which table last, and an index of what changed since: figures are kept for as long as nothing they rest on has changed."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("org", sa.Column("marks", sa.JSON))
    op.create_index(op.f("ix_finding_org_id_updated_seq"), "finding", ["org_id", "updated_seq"])


def downgrade() -> None:
    """Only forwards: nothing that people wrote is cut back. Restore a backup instead."""
    raise RuntimeError("restore a backup instead of downgrading")
