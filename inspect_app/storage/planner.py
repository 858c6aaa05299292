"""What SQLite's planner is told of the tables: fixed, measured once over a county with 20,000 findings (1.3 million ops).

Without it SQLite takes `org_id`, with which every key starts, for selective, and reads the whole bureau by the wrong index (measured:
540 ms for the page of one finding, 10 ms with it). Fixed rather than gathered, so that plans are the same on the first day as after years.
PostgreSQL gathers its own. Made by `ANALYZE` over `inspect-app demo --findings 20000`.
"""

from __future__ import annotations

import sqlalchemy as sa

from inspect_app.storage.db import Database

# (table, index, rows of the table and average rows for one value of the first, first two … columns of the index)
STATISTICS: tuple[tuple[str, str | None, str], ...] = (
    ("account", "sqlite_autoindex_account_1", "11 11 1"),
    ("account", "sqlite_autoindex_account_2", "11 1"),
    ("checklist", "sqlite_autoindex_checklist_1", "6 6 1"),
    ("device", "sqlite_autoindex_device_1", "112 112 1"),
    ("device", "sqlite_autoindex_device_2", "112 1"),
    ("device_person", "sqlite_autoindex_device_person_1", "112 112 1 1"),
    ("document", "ix_document_org_id_enterprise_id", "6025 6025 5"),
    ("document", "ix_document_org_id_refers", "6025 6025 603"),
    ("document", "ix_document_org_id_state_updated_at", "6025 6025 2009 1"),
    ("document", "ix_document_org_id_visit_id", "6025 6025 1"),
    ("document", "sqlite_autoindex_document_1", "6025 6025 1"),
    ("document", "sqlite_autoindex_document_2", "6025 6025 6025 2009 1"),
    ("document_finding", "ix_document_finding_org_id_finding_id", "18721 18721 1"),
    ("document_finding", "sqlite_autoindex_document_finding_1", "18721 18721 4 1"),
    ("enterprise", "ix_enterprise_org_id_name", "1795 1795 1"),
    ("enterprise", "ix_enterprise_org_id_township_id_name", "1795 1795 113 1"),
    ("enterprise", "sqlite_autoindex_enterprise_1", "1795 1795 1"),
    ("enterprise", "sqlite_autoindex_enterprise_2", "1795 1795 1"),
    ("finding", "ix_finding_counted", "20000 20000 1667 1053 102 3 3 2 1 1 1 1 1 1 1 1"),
    ("finding", "ix_finding_firms", "20000 20000 15 4 3 3 2 1 1 1 1 1"),
    ("finding", "ix_finding_listed", "20000 20000 40 1 1 1 1 1 1 1 1 1 1 1"),
    ("finding", "ix_finding_org_id_department_id", "20000 20000 2000"),
    ("finding", "ix_finding_org_id_township_id_found_on_id", "20000 20000 1250 6 1"),
    ("finding", "ix_finding_org_id_updated_seq", "20000 20000 1"),
    ("finding", "ix_finding_org_id_visit_id", "20000 20000 4"),
    ("finding", "sqlite_autoindex_finding_1", "20000 20000 1"),
    ("finding_text", "sqlite_autoindex_finding_text_1", "20000 20000 1"),
    ("head", "sqlite_autoindex_head_1", "836812 836812 28 1 1"),
    ("link", "ix_link_org_id_document_id", "6026 6026 1"),
    ("link", "sqlite_autoindex_link_1", "6026 6026 1"),
    ("link", "sqlite_autoindex_link_2", "6026 1"),
    ("op", "ix_op_org_id_subject_seq", "1045771 1045771 29 1"),
    ("op", "ix_op_org_id_visit_id_seq", "1045771 1045771 147 1"),
    ("op", "sqlite_autoindex_op_1", "1045771 1045771 1"),
    ("op", "sqlite_autoindex_op_2", "1045771 1045771 1"),
    ("op_value", "sqlite_autoindex_op_value_1", "1045771 1045771 1"),
    ("org", "sqlite_autoindex_org_1", "1 1"),
    ("person", "ix_person_org_id_role_name", "1492 1492 150 1"),
    ("person", "sqlite_autoindex_person_1", "1492 1492 1"),
    ("photo", "sqlite_autoindex_photo_1", "288 288 1"),
    ("photo_ref", "ix_photo_ref_org_id_visit_id", "89832 89832 14"),
    ("photo_ref", "sqlite_autoindex_photo_ref_1", "89832 89832 312 1"),
    ("session", "ix_session_org_id_person_id", "10 10 5"),
    ("session", "sqlite_autoindex_session_1", "10 1"),
    ("setting", "sqlite_autoindex_setting_1", "2 2 1"),
    ("township", "sqlite_autoindex_township_1", "16 16 1"),
    ("visit", "ix_visit_org_id_enterprise_id_planned_date", "7136 7136 6 1"),
    ("visit", "ix_visit_org_id_planned_date_id", "7136 7136 15 1"),
    ("visit", "ix_visit_org_id_state_planned_date", "7136 7136 2379 11"),
    ("visit", "sqlite_autoindex_visit_1", "7136 7136 1"),
    ("visit_member", "ix_visit_member_org_id_person_id_visit_id", "17875 17875 160 1"),
    ("visit_member", "sqlite_autoindex_visit_member_1", "17875 17875 3 1"),
)


def tell_planner(db: Database) -> None:
    """Gives SQLite the statistics when they differ from what it holds; must run before other connections are opened."""
    if not db.is_sqlite:
        return
    with db.read() as connection:
        known = sa.inspect(connection).has_table("sqlite_stat1")
        held = (
            {tuple(row) for row in connection.execute(sa.text("SELECT tbl, idx, stat FROM sqlite_stat1"))}
            if known
            else set()
        )
    if held == set(STATISTICS):
        return
    with db.write() as connection:
        connection.exec_driver_sql("ANALYZE")  # makes the table
        connection.exec_driver_sql("DELETE FROM sqlite_stat1")
        connection.exec_driver_sql(
            "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", list(STATISTICS)
        )
    with db.write() as connection:
        connection.exec_driver_sql("ANALYZE sqlite_schema")  # read them now
