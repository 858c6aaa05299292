"""Tablets have a name, a lock with its reason, what they last told of themselves, and a log of what the bureau did to them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("device") as device:
        device.alter_column("revoked_at", new_column_name="locked_at", existing_type=sa.BigInteger())
        device.add_column(sa.Column("name", sa.Text(), nullable=True))
        device.add_column(sa.Column("ex_certificate", sa.Text(), nullable=True))
        device.add_column(sa.Column("locked_by", sa.Text(), nullable=True))
        device.add_column(sa.Column("lock_reason", sa.Text(), nullable=True))
        device.add_column(sa.Column("report", sa.JSON(), nullable=True))
        device.add_column(sa.Column("reported_at", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("session") as session:
        session.add_column(sa.Column("device_id", sa.Text(), nullable=True))
    op.create_table(
        "device_log",
        sa.Column("org_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_device_log")),
    )
    with op.batch_alter_table("device_log") as log:
        log.create_index(
            log.f("ix_device_log_org_id_device_id_at"), ["org_id", "device_id", "at"], unique=False
        )


def downgrade() -> None:
    """Only forwards: a log is never cut back. Restore a backup instead."""
    raise RuntimeError("restore a backup instead of downgrading")
