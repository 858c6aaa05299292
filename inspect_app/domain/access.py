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
PORTAL = PORTAL_ROLES
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
    "api.ops": FIELD,
    "api.visit_ops": FIELD,
    "api.receipt": FIELD,
    "api.bundle": FIELD,
    "api.photo_put": FIELD,
    "api.photo_get": FIELD,
    # accounts
    "account.sign_in": PUBLIC,
    "account.sign_out": PUBLIC,
}


def may(endpoint: str, role: str | None) -> bool:
    """Whether somebody of `role` (None = not signed in) may call the route."""
    roles = ROUTES.get(endpoint)
    if roles is None:
        return False
    if roles is PUBLIC:
        return True
    return role is not None and (roles is SIGNED_IN or role in roles)
