"""挂牌督办 as a fact of the row: since when, from the log. The wide indexes hold it, so that it is counted without reading rows."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_finding_listed": [
        "org_id", "found_on", "id", "state", "due_date", "township_id", "severity", "track", "checklist", "item", "enterprise_id", "updated_at", "listed_at",
    ],
    "ix_finding_counted": [
        "org_id", "state", "severity", "township_id", "due_date", "track", "checklist", "item", "enterprise_id", "found_on", "closed_at", "notified_at",
        "feedback_at", "recurs", "listed_at",
    ],
    "ix_finding_firms": [
        "org_id", "enterprise_id", "found_on", "state", "severity", "due_date", "feedback_at", "recurs", "township_id", "closed_at", "listed_at",
    ],
}  # fmt: skip


def upgrade() -> None:
    op.add_column("finding", sa.Column("listed_at", sa.BigInteger()))
    for name, columns in INDEXES.items():
        op.drop_index(name, "finding")
        op.create_index(name, "finding", columns)
    log = sa.table("op", *map(sa.column, ("org_id", "seq", "subject", "kind", "path", "received_at")))
    said = sa.table("op_value", *map(sa.column, ("org_id", "seq", "value")))
    finding = sa.table("finding", *map(sa.column, ("org_id", "id", "listed_at")))
    grade, listing = log.alias("grade"), log.alias("listing")
    # What was graded down and up again is listed since the listing that came after.
    lowered = (
        sa.select(sa.func.coalesce(sa.func.max(grade.c.seq), 0))
        .join(said, (said.c.org_id == grade.c.org_id) & (said.c.seq == grade.c.seq))
        .where(_of(grade, finding, "grade"), said.c.value.not_like('%"severity":"major"%'))
        .correlate(finding)
        .scalar_subquery()
    )
    since = (
        sa.select(sa.func.min(listing.c.received_at))
        .where(_of(listing, finding, "supervise"), listing.c.seq > lowered)
        .correlate(finding)
        .scalar_subquery()
    )
    supervised = sa.select(log.c.subject).where(log.c.kind == "event", log.c.path == "supervise")
    op.execute(
        finding.update()
        .where((sa.literal("finding/") + finding.c.id).in_(supervised))
        .values(listed_at=since)
    )


def _of(log: sa.FromClause, finding: sa.TableClause, path: str) -> sa.ColumnElement[bool]:
    return (
        (log.c.org_id == finding.c.org_id)
        & (log.c.subject == sa.literal("finding/") + finding.c.id)
        & (log.c.kind == "event")
        & (log.c.path == path)
    )


def downgrade() -> None:
    """Only forwards: nothing that people wrote is cut back. Restore a backup instead."""
    raise RuntimeError("restore a backup instead of downgrading")
