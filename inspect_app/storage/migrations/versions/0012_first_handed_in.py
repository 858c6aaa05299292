"""A corrected feedback stays handed in on its first day; the levels of enterprises find the day of close-out in their index, too."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

FIRMS = [
    "org_id", "enterprise_id", "found_on", "state", "severity", "due_date", "feedback_at", "recurs", "township_id", "closed_at",
]  # fmt: skip
# Every other event that moves a finding, as of this version.
MOVING = (
    "submit", "confirm", "return", "merge", "grade", "supervise", "assign", "notify", "recall", "request_ext", "approve_ext", "reject_ext", "recheck", "pass",
    "fail", "close_out", "escalate", "resume", "conclude", "transfer", "reject_transfer", "cancel",
)  # fmt: skip


def upgrade() -> None:
    op.drop_index("ix_finding_firms", "finding")
    op.create_index("ix_finding_firms", "finding", FIRMS)
    log = sa.table("op", *map(sa.column, ("org_id", "seq", "subject", "kind", "path", "received_at")))
    finding = sa.table("finding", *map(sa.column, ("org_id", "id", "state", "feedback_at", "state_at")))
    last, prior, first = (log.alias(name) for name in ("last", "prior", "first"))
    latest = (
        sa.select(sa.func.max(last.c.seq))
        .where(_of(last, finding), last.c.path == "feedback")
        .correlate(finding)
        .scalar_subquery()
    )
    before = (
        sa.select(sa.func.coalesce(sa.func.max(prior.c.seq), 0))
        .where(_of(prior, finding), prior.c.path.in_(MOVING), prior.c.seq < latest)
        .correlate(finding)
        .scalar_subquery()
    )
    handed = (
        sa.select(sa.func.min(first.c.received_at))
        .where(_of(first, finding), first.c.path == "feedback", first.c.seq > before)
        .correlate(finding)
        .scalar_subquery()
    )
    op.execute(finding.update().where(finding.c.feedback_at.is_not(None)).values(feedback_at=handed))
    op.execute(finding.update().where(finding.c.state == "feedback").values(state_at=finding.c.feedback_at))


def _of(log: sa.FromClause, finding: sa.TableClause) -> sa.ColumnElement[bool]:
    return (
        (log.c.org_id == finding.c.org_id)
        & (log.c.subject == sa.literal("finding/") + finding.c.id)
        & (log.c.kind == "event")
    )


def downgrade() -> None:
    """Only forwards: nothing that people wrote is cut back. Restore a backup instead."""
    raise RuntimeError("restore a backup instead of downgrading")
