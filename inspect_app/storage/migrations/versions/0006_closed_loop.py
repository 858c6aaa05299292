"""The closed loop: what findings carry of it, tasks, meetings, departments, messages, warnings, saved views, drafts of proof, prints of photos.

Only what stands in the table of states when this was written sets `state_at` (each event that moves a finding); later versions fold it themselves.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOVING = (
    "submit", "confirm", "return", "merge", "grade", "supervise", "assign", "notify", "recall", "feedback", "recheck", "pass", "fail", "close_out", "cancel",
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("finding") as finding:
        finding.add_column(sa.Column("state_at", sa.BigInteger(), nullable=False, server_default="0"))
        for name in ("extension", "referral", "transfer", "progress", "followed"):
            finding.add_column(sa.Column(name, sa.JSON(), nullable=True))
        for name in ("extensions", "urged"):
            finding.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        for name in ("department_id", "recurs"):
            finding.add_column(sa.Column(name, sa.Text(), nullable=True))
        finding.add_column(sa.Column("urged_at", sa.BigInteger(), nullable=True))
        finding.create_index(
            finding.f("ix_finding_org_id_department_id"), ["org_id", "department_id"], unique=False
        )
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("department_id", sa.Text(), nullable=True))
    _fill()
    _cases()
    _rows()


def _fill() -> None:
    """What the fold says of findings that stand here already."""
    log = sa.table("op", *map(sa.column, ("org_id", "subject", "kind", "path", "received_at")))
    finding = sa.table("finding", *map(sa.column, ("org_id", "id", "state_at", "extensions")))
    of = (
        (log.c.org_id == finding.c.org_id)
        & (log.c.subject == sa.literal("finding/") + finding.c.id)
        & (log.c.kind == "event")
    )
    moved = sa.select(sa.func.max(log.c.received_at)).where(of, log.c.path.in_(MOVING)).scalar_subquery()
    extended = sa.select(sa.func.count()).select_from(log).where(of, log.c.path == "extend").scalar_subquery()
    op.execute(finding.update().values(state_at=sa.func.coalesce(moved, 0), extensions=extended))


def _cases() -> None:
    op.create_table(
        "task", *_key(),
        *[_text(name, False) for name in ("state", "kind", "title", "note")],
        *[_text(name) for name in ("finding_id", "enterprise_id", "meeting_id", "owner_id", "department_id", "township_id", "role", "due_date", "made_by")],
        sa.Column("made_at", sa.BigInteger(), nullable=True), sa.Column("accepted_at", sa.BigInteger(), nullable=True), sa.Column("answer", sa.JSON(), nullable=True),
        _text("answered_by"), sa.Column("answered_at", sa.BigInteger(), nullable=True), sa.Column("ended_at", sa.BigInteger(), nullable=True), _text("reason"),
        *[sa.Column(name, sa.BigInteger(), nullable=False) for name in ("state_at", "updated_at", "updated_seq")],
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_task")),
    )  # fmt: skip
    _index("task", "org_id", "state", "due_date")
    _index("task", "org_id", "finding_id")
    _index("task", "org_id", "meeting_id")
    op.create_table(
        "meeting", *_key(),
        _text("state", False), _text("title", False), _text("day"), *[_text(name, False) for name in ("time", "place", "chair")],
        *[sa.Column(name, sa.JSON(), nullable=False) for name in ("agenda", "findings", "attendees", "triggers")], _text("minutes"),
        *[sa.Column(name, sa.JSON(), nullable=False) for name in ("attended", "resolutions")], _text("reason"), _text("made_by"),
        sa.Column("made_at", sa.BigInteger(), nullable=True), sa.Column("held_at", sa.BigInteger(), nullable=True),
        *[sa.Column(name, sa.BigInteger(), nullable=False) for name in ("state_at", "updated_at", "updated_seq")],
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_meeting")),
    )  # fmt: skip
    _index("meeting", "org_id", "state", "day")
    op.create_table(
        "department", *_key(), _text("name", False), sa.Column("duties", sa.JSON(), nullable=False), _text("contact"), _text("phone"),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_department")),
    )  # fmt: skip


def _rows() -> None:
    op.create_table(
        "message", *_key(), *[_text(name, False) for name in ("key", "kind", "party", "party_id")], _text("about"), _text("enterprise_id"), _text("title", False),
        _text("text", False), sa.Column("made_at", sa.BigInteger(), nullable=False), sa.Column("not_before", sa.BigInteger(), nullable=True),
        sa.Column("read_at", sa.BigInteger(), nullable=True), _text("read_by"), sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_message")),
        sa.UniqueConstraint("org_id", "key", name=op.f("uq_message_org_id_key")),
    )  # fmt: skip
    _index("message", "org_id", "party", "party_id", "made_at")
    _index("message", "org_id", "about")
    op.create_table(
        "channel", *_key(), _text("name", False), sa.Column("url", sa.LargeBinary(), nullable=False), sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False), _text("made_by", False), sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_channel")),
    )  # fmt: skip
    op.create_table(
        "delivery", *[_text(name, False) for name in ("org_id", "message_id", "channel_id", "state")], sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False), _text("error"),
        sa.PrimaryKeyConstraint("org_id", "message_id", "channel_id", name=op.f("pk_delivery")),
    )  # fmt: skip
    _index("delivery", "org_id", "state")
    op.create_table(
        "saved_view", *_key(), _text("person_id"), *[_text(name, False) for name in ("page", "name", "query")],
        sa.Column("made_at", sa.BigInteger(), nullable=False), sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_saved_view")),
    )  # fmt: skip
    _index("saved_view", "org_id", "page", "person_id")
    op.create_table(
        "warning_level", *[_text(name, False) for name in ("org_id", "of", "key", "day", "level")], sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "of", "key", "day", name=op.f("pk_warning_level")),
    )  # fmt: skip
    op.create_table(
        "proof_draft", *[_text(name, False) for name in ("org_id", "finding_id", "person_id")], sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("photos", sa.JSON(), nullable=False), sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "finding_id", "person_id", name=op.f("pk_proof_draft")),
    )  # fmt: skip
    op.create_table(
        "photo_print", _text("org_id", False), _text("sha256", False), _text("print"),
        sa.PrimaryKeyConstraint("org_id", "sha256", name=op.f("pk_photo_print")),
    )  # fmt: skip


def _key() -> list[sa.Column]:
    return [_text("org_id", False), _text("id", False)]


def _text(name: str, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table) as altered:
        altered.create_index(altered.f(f"ix_{table}_{'_'.join(columns)}"), list(columns), unique=False)


def downgrade() -> None:
    """Only forwards: nothing that people wrote is cut back. Restore a backup instead."""
    raise RuntimeError("restore a backup instead of downgrading")
