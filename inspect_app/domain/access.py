"""Who may call which route. One table; a route that isn't in it is closed, and a test walks all routes.

Rows within a route are narrowed further by queries.scope: nobody reads another org's, enterprise's or expert's rows.
"""

from __future__ import annotations

from inspect_app.domain.people import BUREAU_ROLES, FIELD_ROLES, PORTAL_ROLES

PUBLIC: frozenset[str] = frozenset({"*"})
SIGNED_IN: frozenset[str] = frozenset({"+"})
FIELD = FIELD_ROLES
BUREAU = BUREAU_ROLES
DESK = frozenset({"section", "leader"})
DISPATCH = frozenset({"section", "leader", "officer"})
PAPERS = DISPATCH | {"committee"}  # what each may do with a document of a type says domain/doc_types
PORTAL = PORTAL_ROLES
FIRM = PORTAL_ROLES - {"holder"}  # with an account
WHOLE_ORG = frozenset({"section", "leader", "officer", "committee", "audit"})
WARNED = WHOLE_ORG | {"grid"}  # workflow § 7: inside the bureau, and the enterprise itself
AUDIT = frozenset({"audit"})
EVIDENCE = frozenset(
    {"section", "leader", "officer", "audit"}
)  # originals without masks leave the server with it
TABLETS = frozenset({"section", "admin"})
CALLERS = frozenset({"section", "leader", "committee"})  # of joint meetings
SETTINGS = frozenset({"section", "leader", "admin"})
SET = frozenset({"leader", "admin"})
TOLD = frozenset({"section", "leader", "audit"})
PHOTO_VIEWERS = FIELD_ROLES | BUREAU_ROLES | PORTAL_ROLES

ROUTES: dict[str, frozenset[str]] = {
    # the server itself
    "public.healthz": PUBLIC,
    "public.home": PUBLIC,
    "public.static_files": PUBLIC,
    # field app: files are public, data is not
    "field.shell": PUBLIC,
    "field.service_worker": PUBLIC,
    "field.manifest": PUBLIC,
    "field.files": PUBLIC,
    # API of the tablets
    "api.openapi": PUBLIC,
    "api.session_get": SIGNED_IN,
    "api.session_post": PUBLIC,
    "api.session_delete": PUBLIC,
    "api.devices_post": FIELD,
    "api.device_report": FIELD,
    "api.ops": FIELD,
    "api.visit_ops": FIELD,
    "api.receipt": FIELD,
    "api.bundle": FIELD,
    "api.suggestion_post": FIELD,
    "api.suggestions_get": FIELD,
    "api.photo_put": FIELD,
    "api.photo_get": FIELD,
    # the bureau's desktop
    "bureau.dashboard": BUREAU,
    "bureau.help": BUREAU | {"admin"},
    "bureau.review_queue": DESK,
    "bureau.review_case": DESK,
    "bureau.review_act": DESK,
    "bureau.ledger": BUREAU,
    "bureau.ledger_file": BUREAU,
    "bureau.ledger_picked": BUREAU,
    "bureau.export_new": BUREAU,
    "bureau.export_ask": BUREAU,
    "bureau.export": BUREAU,  # one's own; leaders and the auditor all
    "bureau.export_file": BUREAU,
    "bureau.export_decide": frozenset({"leader"}),
    **dict.fromkeys(
        ("bureau.reports", "bureau.reports_file", "bureau.reports_print", "bureau.enterprise_ledger"),
        WHOLE_ORG | {"grid"},
    ),
    "bureau.ledger_act": PAPERS | {"grid"},
    "bureau.ledger_view_save": BUREAU,
    "bureau.ledger_view_change": BUREAU,
    "bureau.finding": BUREAU,
    "bureau.finding_act": DISPATCH | {"committee", "grid", "dept"},  # rules.decide says who may do what
    "bureau.photo": BUREAU,
    "bureau.photo_mask": DESK,
    "bureau.visits": BUREAU,
    "bureau.visit": BUREAU,
    "bureau.visit_paper": BUREAU,
    "bureau.visit_new": DISPATCH,
    "bureau.visit_draft": DISPATCH,
    "bureau.visit_cancel": DISPATCH,
    "bureau.visit_settle": DESK,
    "bureau.documents": BUREAU,
    "bureau.document": BUREAU,
    "bureau.document_preview": BUREAU,
    "bureau.document_file": BUREAU,
    "bureau.document_proof": BUREAU,
    "bureau.document_evidence": EVIDENCE,
    "bureau.document_issue": PAPERS,
    "bureau.document_serve": PAPERS,
    "bureau.document_code": DISPATCH,
    "bureau.document_void": PAPERS,
    "bureau.document_replace": PAPERS,
    "bureau.document_receipt": PAPERS,
    "bureau.batches": PAPERS,
    "bureau.batch_new": PAPERS,
    "bureau.batch_start": PAPERS,
    "bureau.batch": PAPERS,
    "bureau.batch_progress": PAPERS,
    "bureau.batch_cancel": PAPERS,
    "bureau.batch_resume": PAPERS,
    "bureau.batch_file": PAPERS,
    "bureau.document_sheets": BUREAU,
    "bureau.document_sheet": BUREAU,
    "bureau.document_new": PAPERS,
    "bureau.document_edit": PAPERS,
    "bureau.document_arrange": PAPERS,
    "bureau.document_review": PAPERS,
    "bureau.document_revise": PAPERS,
    "bureau.enterprises": BUREAU,
    "bureau.enterprise": BUREAU,
    "bureau.enterprise_codes": BUREAU,
    "bureau.enterprise_verify": DESK,
    "bureau.enterprise_merge": DESK,
    "bureau.experts": WHOLE_ORG | {"admin"},
    "bureau.tasks": BUREAU,
    "bureau.task": BUREAU,
    "bureau.task_new": PAPERS,
    "bureau.task_act": BUREAU - {"audit"},  # rules.decide says who may do what
    "bureau.meetings": WHOLE_ORG,
    "bureau.meeting": WHOLE_ORG,
    "bureau.meeting_print": WHOLE_ORG,
    "bureau.meeting_new": CALLERS,
    "bureau.meeting_call": CALLERS,
    "bureau.meeting_act": CALLERS,
    "bureau.departments": WHOLE_ORG | {"admin"},
    "bureau.department_new": SETTINGS | {"committee"},
    "bureau.department_change": SETTINGS | {"committee"},
    "bureau.checklists": BUREAU | {"admin"},
    "bureau.checklist": BUREAU | {"admin"},
    "bureau.devices": WHOLE_ORG | {"admin"},
    "bureau.device": WHOLE_ORG | {"admin"},
    "bureau.device_describe": TABLETS,
    "bureau.device_lock": TABLETS,
    "bureau.device_unlock": TABLETS,
    "bureau.audit": AUDIT,
    "bureau.audit_exports": AUDIT,
    "bureau.encryption": frozenset({"admin"}),
    "bureau.encryption_set": frozenset({"admin"}),
    "bureau.encryption_key": frozenset({"admin"}),
    "bureau.settings": SETTINGS,
    "bureau.settings_preview": SETTINGS,
    "bureau.settings_seal_image": SETTINGS,
    "bureau.settings_change": SET,
    "bureau.settings_seal": SET,
    "bureau.settings_font": SET,
    "bureau.charts": WARNED,
    "bureau.referrals": WARNED,
    "bureau.warnings": WARNED,
    "bureau.warning": WARNED,
    "bureau.warning_talk": PAPERS,
    "bureau.followup_settings": SETTINGS,
    "bureau.followup_settings_change": SET,
    "bureau.export_settings": SETTINGS,
    "bureau.export_settings_change": SET,
    "bureau.warning_settings": SETTINGS,
    "bureau.deadlines": SETTINGS,
    "bureau.deadlines_change": SET,
    "bureau.channels": SETTINGS,
    "bureau.channels_change": SET,
    "bureau.channels_test": SET,
    "bureau.inbox": BUREAU | {"admin"},
    "bureau.inbox_read": BUREAU | {"admin"},
    "bureau.messages": TOLD,
    "bureau.warning_settings_change": SET,
    "bureau.suggestions": DESK | {"admin"},
    "bureau.suggestion_answer": DESK | {"admin"},
    # accounts
    "account.sign_in": PUBLIC,
    "account.sign_out": PUBLIC,
    # the printed code, verification, and what everybody may know
    "card.read": PUBLIC,
    "notice.typed": PUBLIC,
    "notice.read": PUBLIC,
    "notice.file": PUBLIC,
    "notice.photo": PUBLIC,
    "notice.verify_typed": PUBLIC,
    "notice.verify": PUBLIC,
    "compare.any_file": PUBLIC,
    "compare.of_code": PUBLIC,
    "slip.verify": PUBLIC,
    "entry.of_document": PUBLIC,
    "entry.by_code": PUBLIC,
    "info.privacy": PUBLIC,
    "info.complaint": PUBLIC,
    # the enterprise, by account or service code
    "portal.home": PORTAL,
    "portal.inbox": FIRM,
    "portal.inbox_read": FIRM,
    "portal.document": PORTAL,
    "portal.document_file": PORTAL,
    "portal.document_photo": PORTAL,
    "portal.receipt": PORTAL,
    "portal.photo": PORTAL,
    "proof.finding": PORTAL,
    "proof.photo_add": PORTAL,
    "proof.photo_kept": PORTAL,
    "proof.proof": PORTAL,
    "ask.extension": PORTAL,
    "ask.progress": PORTAL,
    "ask.endorse": PORTAL,
    "proof.draft_save": PORTAL,
    "firm.history": PORTAL,
    "firm.ledger": PORTAL,
    "firm.consent": PORTAL,
    "firm.suggest": PORTAL,
}

# All that a session may still call from a tablet that the bureau has locked: sending, and learning that it arrived. `HEAD` of a photo says only that.
LOCKED_DEVICE = frozenset({
    ("api.session_get", "GET"), ("api.devices_post", "POST"), ("api.device_report", "POST"), ("api.ops", "POST"), ("api.photo_put", "PUT"),
    ("api.photo_get", "HEAD"), ("api.receipt", "GET"), ("api.suggestion_post", "POST"),
})  # fmt: skip


def may_when_locked(endpoint: str, method: str) -> bool:
    """Whether a session on a locked tablet may call this."""
    return ROUTES.get(endpoint) is PUBLIC or (endpoint, method) in LOCKED_DEVICE


def may(endpoint: str, role: str | None) -> bool:
    """Whether somebody of `role` (None = not signed in) may call the route."""
    roles = ROUTES.get(endpoint)
    if roles is None:
        return False
    if roles is PUBLIC:
        return True
    return role is not None and (roles is SIGNED_IN or role in roles)
