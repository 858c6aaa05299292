"""All tables. Every key starts with org_id, so that a table can be partitioned by bureau without a change of code.

Three kinds: the log (op, op_value), projections that `fold` derives from it, and operational rows (accounts, sessions, devices, photos).
Instants are integers, ms since 1970 UTC; dates are ISO text in Asia/Shanghai.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

meta = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)  # fmt: skip

Ms = sa.BigInteger


def _key(name: str = "id") -> list[sa.Column[str]]:
    return [sa.Column("org_id", sa.Text, primary_key=True), sa.Column(name, sa.Text, primary_key=True)]


def _text(name: str, **kw: Any) -> sa.Column[str]:
    return sa.Column(name, sa.Text, **kw)


# --- the log -------------------------------------------------------------------------------------------------------------------------

org = sa.Table(
    "org", meta,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("seq", Ms, nullable=False),  # last number given; the row is the lock that orders writers
    _text("chain", nullable=False),  # hash of the last op
    _text("clock", nullable=False),  # last stamp of the server's own device
    # Projection → the op that changed it last; "ended" → the op that last changed a finding which had ended before; "epoch" (commands.orgs). Figures that are kept rest on it (queries.kept).
    sa.Column("marks", sa.JSON),
)  # fmt: skip

op = sa.Table(
    "op", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("seq", Ms, primary_key=True, autoincrement=False),
    _text("id", nullable=False), _text("visit_id"), _text("subject", nullable=False), _text("kind", nullable=False),
    _text("path", nullable=False), sa.Column("prev", sa.JSON, nullable=False), _text("author", nullable=False),
    _text("device", nullable=False), _text("uploaded_by", nullable=False), sa.Column("received_at", Ms, nullable=False),
    _text("rank", nullable=False), _text("content_hash", nullable=False), _text("value_hash", nullable=False), _text("hash", nullable=False),
    sa.UniqueConstraint("org_id", "id"),
    sa.Index(None, "org_id", "subject", "seq"), sa.Index(None, "org_id", "visit_id", "seq"),
)  # fmt: skip

op_value = sa.Table(
    "op_value", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("seq", Ms, primary_key=True, autoincrement=False),
    sa.Column("salt", sa.LargeBinary, nullable=False), _text("value", nullable=False),  # canonical JSON
)  # fmt: skip

op_refused = sa.Table(
    "op_refused", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("body_hash", sa.Text, primary_key=True),
    _text("id"), _text("visit_id"), _text("device", nullable=False), _text("uploaded_by", nullable=False),
    sa.Column("received_at", Ms, nullable=False), _text("reason", nullable=False), _text("message", nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False), sa.Index(None, "org_id", "visit_id"), sa.Index(None, "org_id", "id"),
)  # fmt: skip

# --- projections ---------------------------------------------------------------------------------------------------------------------

head = sa.Table(
    "head", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("path", sa.Text, primary_key=True), sa.Column("id", sa.Text, primary_key=True),
    _text("rank", nullable=False), sa.Column("seq", Ms, nullable=False), _text("author", nullable=False), sa.Column("value", sa.JSON),
)  # fmt: skip

awaited = sa.Table(
    "awaited", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("path", sa.Text, primary_key=True), sa.Column("id", sa.Text, primary_key=True),
)  # fmt: skip

photo_ref = sa.Table(
    "photo_ref", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("subject", sa.Text, primary_key=True), _text("visit_id"), sa.Index(None, "org_id", "visit_id"),
)  # fmt: skip

visit = sa.Table(
    "visit", meta, *_key(),
    _text("state", nullable=False), _text("enterprise_id"), _text("track", nullable=False), _text("planned_date"), _text("lead_id"),
    sa.Column("members", sa.JSON, nullable=False), sa.Column("checklists", sa.JSON, nullable=False), sa.Column("version", sa.Integer, nullable=False),
    _text("manifest_hash"), sa.Column("manifest", sa.JSON), _text("reason"), sa.Column("started_at", Ms), sa.Column("submitted_at", Ms),
    sa.Column("received_at", Ms), sa.Column("signed", sa.JSON), sa.Column("supplementary", sa.Integer, nullable=False), sa.Column("updated_at", Ms, nullable=False),
    sa.Column("updated_seq", Ms, nullable=False),
    sa.Index(None, "org_id", "planned_date", "id"), sa.Index(None, "org_id", "enterprise_id", "planned_date"), sa.Index(None, "org_id", "state", "planned_date"),
)  # fmt: skip

visit_member = sa.Table(
    "visit_member", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("visit_id", sa.Text, primary_key=True),
    sa.Column("person_id", sa.Text, primary_key=True), sa.Index(None, "org_id", "person_id", "visit_id"),
)  # fmt: skip

finding = sa.Table(
    "finding", meta, *_key(),
    _text("state", nullable=False), _text("visit_id"), _text("enterprise_id"), _text("township_id"), _text("track", nullable=False),
    sa.Column("version", sa.Integer, nullable=False), _text("checklist"), _text("item"), _text("severity", nullable=False), _text("criterion"),
    _text("location", nullable=False), _text("statement", nullable=False), _text("measure", nullable=False), sa.Column("basis", sa.JSON),
    sa.Column("due_days", sa.Integer), _text("due_date"), _text("found_on"), sa.Column("signed", sa.JSON), sa.Column("photos", sa.JSON, nullable=False), _text("reason"),
    _text("merged_into"), _text("rectify_unit"), _text("rectify_owner"), _text("document_id"), sa.Column("round", sa.Integer, nullable=False),
    sa.Column("feedback", sa.JSON), _text("rectified_by"), _text("reinspector"), _text("recheck_on"), sa.Column("outcome", sa.JSON),
    sa.Column("after_photos", sa.JSON, nullable=False), sa.Column("submitted_at", Ms), sa.Column("confirmed_at", Ms),
    sa.Column("notified_at", Ms), sa.Column("feedback_at", Ms), sa.Column("closed_at", Ms), sa.Column("updated_at", Ms, nullable=False),
    sa.Column("updated_seq", Ms, nullable=False),
    sa.Column("state_at", Ms, nullable=False, server_default="0"),  # when it came into its state: clocks run from here (domain.clocks)
    sa.Column("extension", sa.JSON), sa.Column("extensions", sa.Integer, nullable=False, server_default="0"), sa.Column("referral", sa.JSON),
    sa.Column("transfer", sa.JSON), _text("department_id"), _text("recurs"), sa.Column("progress", sa.JSON), sa.Column("urged_at", Ms),
    sa.Column("urged", sa.Integer, nullable=False, server_default="0"), sa.Column("followed", sa.JSON),
    sa.Column("listed_at", Ms),  # 挂牌督办 since; it lasts until the finding ends
    sa.Index(None, "org_id", "department_id"),
    # Two wide indexes answer every list and count of the ledger and the dashboard without reading rows (queries.ledger, queries.dashboard).
    sa.Index("ix_finding_listed", "org_id", "found_on", "id", "state", "due_date", "township_id", "severity", "track", "checklist", "item", "enterprise_id", "updated_at", "listed_at"),
    sa.Index("ix_finding_counted", "org_id", "state", "severity", "township_id", "due_date", "track", "checklist", "item", "enterprise_id", "found_on", "closed_at", "notified_at", "feedback_at", "recurs", "listed_at"),
    # By enterprise: its own findings, and the levels of all in one pass (queries.warning).
    sa.Index("ix_finding_firms", "org_id", "enterprise_id", "found_on", "state", "severity", "due_date", "feedback_at", "recurs", "township_id", "closed_at", "listed_at"),
    sa.Index(None, "org_id", "township_id", "found_on", "id"), sa.Index(None, "org_id", "visit_id"),
    sa.Index(None, "org_id", "updated_seq"),  # what ended since (queries.ended)
)  # fmt: skip

# What the search of the ledger reads: a finding's words, folded. Kept by triggers on `finding` (migration 0010), with an index of trigrams over it
# (SQLite: the virtual table finding_fts; PostgreSQL: pg_trgm). `n` because the rows of an FTS5 table are named by a number that stays.
finding_text = sa.Table(
    "finding_text", meta,
    sa.Column("n", sa.Integer, primary_key=True), _text("org_id", nullable=False), _text("finding_id", nullable=False), _text("said", nullable=False),
    sa.UniqueConstraint("org_id", "finding_id"),
)  # fmt: skip

document = sa.Table(
    "document", meta, *_key(),
    _text("state", nullable=False), _text("type"), _text("enterprise_id"), _text("visit_id"), sa.Column("findings", sa.JSON, nullable=False),
    _text("number"), sa.Column("year", sa.Integer), sa.Column("number_seq", sa.Integer), sa.Column("facts", sa.JSON), _text("sha256"),
    sa.Column("bytes", sa.Integer), sa.Column("pages", sa.Integer), sa.Column("drafted_at", Ms), sa.Column("issued_at", Ms),
    sa.Column("served_at", Ms), sa.Column("service", sa.JSON), sa.Column("receipt", sa.JSON), _text("reason"),
    _text("refers"), _text("replaces"), _text("replaced_by"),  # the documents that it rests on, takes the place of, and that took its place
    _text("drafted_by"), _text("reviewed_by"), _text("issued_by"), sa.Column("reviewed_at", Ms),
    _text("unsigned"), _text("signer"),  # SHA-256 before it was signed; subject of the certificate, '' for none, NULL for earlier versions
    sa.Column("opened", sa.JSON),  # when the enterprise first opened it: no service, but worth knowing
    sa.Column("updated_at", Ms, nullable=False), sa.Column("updated_seq", Ms, nullable=False),
    sa.UniqueConstraint("org_id", "type", "year", "number_seq"), sa.Index(None, "org_id", "refers"),
    sa.Index(None, "org_id", "state", "updated_at"), sa.Index(None, "org_id", "enterprise_id"), sa.Index(None, "org_id", "visit_id"),
)  # fmt: skip

document_finding = sa.Table(
    "document_finding", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("document_id", sa.Text, primary_key=True),
    sa.Column("finding_id", sa.Text, primary_key=True), sa.Column("n", sa.Integer, nullable=False), sa.Index(None, "org_id", "finding_id"),
)  # fmt: skip

# What somebody was asked to do (domain.tasks), and joint meetings.
task = sa.Table(
    "task", meta, *_key(),
    _text("state", nullable=False), _text("kind", nullable=False), _text("title", nullable=False), _text("note", nullable=False),
    _text("finding_id"), _text("enterprise_id"), _text("meeting_id"), _text("owner_id"), _text("department_id"), _text("township_id"), _text("role"),
    _text("due_date"), _text("made_by"), sa.Column("made_at", Ms), sa.Column("accepted_at", Ms), sa.Column("answer", sa.JSON), _text("answered_by"),
    sa.Column("answered_at", Ms), sa.Column("ended_at", Ms), _text("reason"), sa.Column("state_at", Ms, nullable=False),
    sa.Column("updated_at", Ms, nullable=False), sa.Column("updated_seq", Ms, nullable=False),
    sa.Index(None, "org_id", "state", "due_date"), sa.Index(None, "org_id", "finding_id"), sa.Index(None, "org_id", "meeting_id"),
)  # fmt: skip

meeting = sa.Table(
    "meeting", meta, *_key(),
    _text("state", nullable=False), _text("title", nullable=False), _text("day"), _text("time", nullable=False), _text("place", nullable=False),
    _text("chair", nullable=False), sa.Column("agenda", sa.JSON, nullable=False), sa.Column("findings", sa.JSON, nullable=False),
    sa.Column("attendees", sa.JSON, nullable=False), sa.Column("triggers", sa.JSON, nullable=False), _text("minutes"),
    sa.Column("attended", sa.JSON, nullable=False), sa.Column("resolutions", sa.JSON, nullable=False), _text("reason"), _text("made_by"),
    sa.Column("made_at", Ms), sa.Column("held_at", Ms), sa.Column("state_at", Ms, nullable=False), sa.Column("updated_at", Ms, nullable=False),
    sa.Column("updated_seq", Ms, nullable=False), sa.Index(None, "org_id", "state", "day"),
)  # fmt: skip

# 协办部门. `duties`: words that propose it for a finding (domain.duties).
department = sa.Table(
    "department",
    meta,
    *_key(),
    _text("name", nullable=False),
    sa.Column("duties", sa.JSON, nullable=False),
    _text("contact"),
    _text("phone"),
)

township = sa.Table("township", meta, *_key(), _text("name", nullable=False), _text("kind"))

enterprise = sa.Table(
    "enterprise", meta, *_key(),
    _text("name", nullable=False), _text("uscc"), _text("industry_code"), _text("industry"), _text("scale"),
    sa.Column("hazards", sa.JSON, nullable=False), _text("township_id"), _text("address"), _text("principal"), _text("principal_phone"),
    _text("safety_manager"), _text("safety_manager_phone"), sa.Column("employees", sa.Integer), sa.Column("checklists", sa.JSON, nullable=False),
    sa.UniqueConstraint("org_id", "uscc"), sa.Index(None, "org_id", "township_id", "name"), sa.Index(None, "org_id", "name"),
)  # fmt: skip

person = sa.Table(
    "person", meta, *_key(),
    _text("name", nullable=False), _text("role", nullable=False), _text("specialty"), _text("title"), _text("unit"), _text("township_id"),
    _text("enterprise_id"), _text("department_id"), _text("cert_no"), _text("phone"), sa.Column("active", sa.Boolean, nullable=False), sa.Index(None, "org_id", "role", "name"),
)  # fmt: skip

checklist = sa.Table(
    "checklist", meta, *_key(),  # id = "electrical@0.1.0"
    _text("name", nullable=False), _text("version", nullable=False), _text("title", nullable=False), _text("status"),
    _text("content_hash", nullable=False), sa.Column("content", sa.JSON, nullable=False),
)  # fmt: skip

setting = sa.Table("setting", meta, *_key(), sa.Column("value", sa.JSON, nullable=False))

# --- operational rows ----------------------------------------------------------------------------------------------------------------

account = sa.Table(
    "account", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("person_id", sa.Text, primary_key=True),
    _text("login", nullable=False, unique=True), _text("password_hash", nullable=False), sa.Column("disabled", sa.Boolean, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False), sa.Column("locked_until", Ms),
)  # fmt: skip

session = sa.Table(
    "session", meta,
    sa.Column("token_hash", sa.Text, primary_key=True), _text("org_id", nullable=False), _text("person_id"), _text("link_id"),
    sa.Column("created_at", Ms, nullable=False), sa.Column("expires_at", Ms, nullable=False), sa.Column("revoked_at", Ms),
    _text("device_id"),  # the tablet that it is used on, once it is known: a locked one may only send
    sa.Index(None, "org_id", "person_id"),
)  # fmt: skip

link = sa.Table(
    "link", meta, *_key(),
    _text("document_id", nullable=False), _text("kind", nullable=False), _text("code_hash", nullable=False, unique=True),
    sa.Column("sealed", sa.LargeBinary),  # the code under the server's key until the file that prints it is stored, then NULL
    sa.Column("created_at", Ms, nullable=False), sa.Column("expires_at", Ms), sa.Column("revoked_at", Ms), sa.Index(None, "org_id", "document_id"),
)  # fmt: skip

device = sa.Table(
    "device", meta, *_key(),
    _text("label"), sa.Column("created_at", Ms, nullable=False), sa.Column("seen_at", Ms, nullable=False), sa.Column("locked_at", Ms),
    _text("app_version"), sa.Column("clock_offset", Ms),
    _text("name"), _text("ex_certificate"),  # given by the bureau; the number of its explosion-proof certificate, NULL for an ordinary tablet
    _text("locked_by"), _text("lock_reason"),
    sa.Column("report", sa.JSON), sa.Column("reported_at", Ms),  # the last one only (domain.reports)
    sa.UniqueConstraint("id"),
)  # fmt: skip

# What the bureau did to tablets (lock, unlock, name …): shown below their list, never changed.
device_log = sa.Table(
    "device_log", meta, *_key(),
    _text("device_id", nullable=False), sa.Column("at", Ms, nullable=False), _text("person_id", nullable=False), _text("act", nullable=False),
    _text("detail", nullable=False), sa.Index(None, "org_id", "device_id", "at"),
)  # fmt: skip

device_person = sa.Table(
    "device_person", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("device_id", sa.Text, primary_key=True), sa.Column("person_id", sa.Text, primary_key=True),
)  # fmt: skip

photo = sa.Table(
    "photo", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("bytes", sa.Integer, nullable=False), sa.Column("width", sa.Integer, nullable=False), sa.Column("height", sa.Integer, nullable=False),
    sa.Column("received_at", Ms, nullable=False), _text("uploaded_by", nullable=False),
)  # fmt: skip

# 投诉建议 from the field app
suggestion = sa.Table(
    "suggestion", meta, *_key(),
    _text("person_id", nullable=False), _text("uploaded_by", nullable=False), _text("device_id", nullable=False), _text("category", nullable=False),
    _text("text", nullable=False), _text("contact", nullable=False), sa.Column("written_at", Ms, nullable=False), sa.Column("received_at", Ms, nullable=False),
    _text("state", nullable=False), _text("reply"), _text("replied_by"), sa.Column("replied_at", Ms),
    sa.Index(None, "org_id", "state", "received_at"), sa.Index(None, "org_id", "person_id", "received_at"),
)  # fmt: skip

# Many documents issued or printed in one go (commands.batches). What a document is, its own row says; these say only who asked and how far it got.
batch = sa.Table(
    "batch", meta, *_key(),
    _text("kind", nullable=False), _text("state", nullable=False), sa.Column("options", sa.JSON, nullable=False),
    _text("made_by", nullable=False), sa.Column("made_at", Ms, nullable=False), sa.Column("ended_at", Ms),
    _text("claimed_by"), sa.Column("claimed_at", Ms), sa.Column("tries", sa.Integer, nullable=False), _text("reason"),
    _text("file"), sa.Column("bytes", Ms), sa.Column("pages", sa.Integer),  # the merged PDF of a printing, until it is removed
    sa.Index(None, "org_id", "made_at"), sa.Index(None, "state"),
)  # fmt: skip

batch_item = sa.Table(
    "batch_item", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("batch_id", sa.Text, primary_key=True),
    sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
    _text("document_id", nullable=False), _text("state", nullable=False), _text("reason"), _text("claimed_by"), sa.Column("claimed_at", Ms),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Index(None, "org_id", "document_id"),
)  # fmt: skip

# 反馈告知: what was told to whom, and how it went out. `about` names a case (finding/…, document/…, task/…); `key` keeps it from being told twice.
message = sa.Table(
    "message", meta, *_key(),
    _text("key", nullable=False), _text("kind", nullable=False), _text("party", nullable=False), _text("party_id", nullable=False), _text("about"),
    _text("enterprise_id"), _text("title", nullable=False), _text("text", nullable=False), sa.Column("made_at", Ms, nullable=False),
    sa.Column("not_before", Ms), sa.Column("read_at", Ms), _text("read_by"),
    sa.UniqueConstraint("org_id", "key"), sa.Index(None, "org_id", "party", "party_id", "made_at"), sa.Index(None, "org_id", "about"),
    sa.Index(None, "org_id", "party", "party_id", "read_at"),  # every page counts what is unread
)  # fmt: skip

# Every case that a message is about: a bundle lists several.
message_about = sa.Table(
    "message_about", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("message_id", sa.Text, primary_key=True), sa.Column("about", sa.Text, primary_key=True),
    sa.Column("n", sa.Integer, nullable=False), _text("line", nullable=False), sa.Index(None, "org_id", "about"),
)  # fmt: skip

# Ways out besides the in-app inbox. `url` is sealed under the server's key: it holds tokens.
channel = sa.Table(
    "channel", meta, *_key(),
    _text("name", nullable=False), sa.Column("url", sa.LargeBinary, nullable=False), sa.Column("kinds", sa.JSON, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False), _text("made_by", nullable=False), sa.Column("made_at", Ms, nullable=False),
)  # fmt: skip

delivery = sa.Table(
    "delivery", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("message_id", sa.Text, primary_key=True), sa.Column("channel_id", sa.Text, primary_key=True),
    _text("state", nullable=False), sa.Column("tries", sa.Integer, nullable=False), sa.Column("at", Ms, nullable=False), _text("error"),
    sa.Index(None, "org_id", "state"),
)  # fmt: skip

# Lists under a name: of one person, or (person_id NULL) of the bureau.
saved_view = sa.Table(
    "saved_view", meta, *_key(),
    _text("person_id"), _text("page", nullable=False), _text("name", nullable=False), _text("query", nullable=False), sa.Column("made_at", Ms, nullable=False),
    sa.Index(None, "org_id", "page", "person_id"),
)  # fmt: skip

# 导出: who took which list out, under which filters (workflow § 10.10). Shown to the auditor beside the log, never changed.
export_log = sa.Table(
    "export_log", meta, *_key(),
    sa.Column("at", Ms, nullable=False), _text("person_id", nullable=False), _text("what", nullable=False), _text("detail", nullable=False),
    sa.Index(None, "org_id", "at"),
)  # fmt: skip

# 导出审批: who asked for which full ledger and what a leader said. `query`: its filters as they stand in an address; `state`: asked | approved | refused;
# `until`: the last day on which it can be fetched.
export_request = sa.Table(
    "export_request", meta, *_key(),
    sa.Column("at", Ms, nullable=False), _text("person_id", nullable=False), _text("query", nullable=False), _text("said", nullable=False),
    sa.Column("count", sa.Integer, nullable=False), _text("purpose", nullable=False), _text("state", nullable=False),
    _text("decided_by"), sa.Column("decided_at", Ms), _text("reason"), _text("until"),
    sa.Index(None, "org_id", "state", "at"), sa.Index(None, "org_id", "person_id", "at"),
)  # fmt: skip

# 整改预警 as it was computed, a row whenever the level changed. `of`: enterprise | township | industry.
warning_level = sa.Table(
    "warning_level", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("of", sa.Text, primary_key=True), sa.Column("key", sa.Text, primary_key=True),
    sa.Column("day", sa.Text, primary_key=True), _text("level", nullable=False), sa.Column("facts", sa.JSON, nullable=False),
)  # fmt: skip

# What an enterprise has typed and not handed in yet.
proof_draft = sa.Table(
    "proof_draft", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("finding_id", sa.Text, primary_key=True), sa.Column("person_id", sa.Text, primary_key=True),
    sa.Column("typed", sa.JSON, nullable=False), sa.Column("photos", sa.JSON, nullable=False), sa.Column("saved_at", Ms, nullable=False),
)  # fmt: skip

# Perceptual hashes (16 hex digits) of photos: the same picture under another SHA-256.
photo_print = sa.Table(
    "photo_print", meta,
    sa.Column("org_id", sa.Text, primary_key=True), sa.Column("sha256", sa.Text, primary_key=True), _text("print"),  # NULL: has no features to compare
    sa.Column("at", Ms, nullable=False, server_default="0"), sa.Index(None, "org_id", "at"),
)  # fmt: skip

PROJECTIONS = (
    head, awaited, photo_ref, visit, visit_member, finding, document, document_finding, task, meeting, department, township, enterprise, person, checklist, setting,
)  # fmt: skip
