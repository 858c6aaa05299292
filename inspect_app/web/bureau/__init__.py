"""The bureau's desktop pages: one blueprint, one module a group of pages."""

from __future__ import annotations

from importlib import import_module

from inspect_app.web.bureau.common import blueprint

MODULES = (
    "dashboard",
    "charts",
    "review",
    "ledger",
    "ledger_bulk",
    "exports",
    "reports",
    "findings",
    "masks",
    "visits",
    "paper",
    "documents",
    "evidence",
    "service",
    "batches",
    "drafts",
    "editor",
    "sheets",
    "registry",
    "departments",
    "tasks",
    "meetings",
    "enterprises",
    "devices",
    "encryption",
    "settings",
    "deadlines",
    "channels",
    "inbox",
    "warnings",
    "warning_settings",
    "followup_settings",
    "export_settings",
    "suggestions",
)

for module in MODULES:
    import_module(f"{__name__}.{module}")  # registers its routes

blueprints = [blueprint]
