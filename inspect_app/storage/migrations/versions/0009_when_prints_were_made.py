"""When the print of a photo was made: a process adds what is new to those it holds in memory."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("photo_print") as prints:
        prints.add_column(sa.Column("at", sa.BigInteger(), nullable=False, server_default="0"))
        prints.create_index(prints.f("ix_photo_print_org_id_at"), ["org_id", "at"], unique=False)


def downgrade() -> None:
    """Only forwards: nothing that people wrote is cut back. Restore a backup instead."""
    raise RuntimeError("restore a backup instead of downgrading")
