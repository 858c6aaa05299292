"""Which cases a message is about: a bundle lists several."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message_about",
        *[sa.Column(name, sa.Text(), nullable=False) for name in ("org_id", "message_id", "about")],
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "message_id", "about", name=op.f("pk_message_about")),
    )
    op.create_index(op.f("ix_message_about_org_id_about"), "message_about", ["org_id", "about"])


def downgrade() -> None:
    """Only forwards: nothing that people wrote is cut back. Restore a backup instead."""
    raise RuntimeError("restore a backup instead of downgrading")
