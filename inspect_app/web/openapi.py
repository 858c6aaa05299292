"""The API described as OpenAPI 3.1, made from the structs that read requests and from one table of the calls.

A test holds the table against the routes of the application, and real answers against the schemas: what is described is what happens.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
from werkzeug.routing import Map, Rule

from inspect_app.commands.devices import Lock
from inspect_app.commands.push import Result
from inspect_app.domain import paths, wire
from inspect_app.domain.reports import Report
from inspect_app.domain.suggestions import Suggestion

PREFIX = "/api/v1"


class _Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of what is answered."""


class Problem(_Shape, frozen=True):
    """Every error: `error` for programs, `message` for people (Chinese)."""

    error: str
    message: str


class Credentials(msgspec.Struct, frozen=True):
    """Body of `POST /session`."""

    login: str
    password: str


class Enrolment(msgspec.Struct, frozen=True):
    """Body of `POST /devices`; `device` when the tablet has an id already."""

    device: str | None = None
    label: str = ""
    app_version: str = ""


class Batch(_Shape, frozen=True):
    """Body of `POST /ops`. `now` is the tablet's clock, ms since 1970."""

    device: str
    ops: list[wire.Op]
    now: int | None = None


class Person(_Shape, frozen=True):
    """Somebody of the bureau, or an expert."""

    id: str
    name: str
    role: str
    specialty: str
    title: str


class Org(_Shape, frozen=True):
    """A bureau."""

    id: str
    name: str
    demo: bool = False
    contact: str = ""
    phone: str = ""


class Session(_Shape, frozen=True):
    """Who is signed in, and the server's clock in ms since 1970."""

    person: Person
    org: Org
    server_time: int


class Enrolled(_Shape, frozen=True):
    """The device's id."""

    device: str
    server_time: int
    person: Person
    org: Org


class Reported(_Shape, frozen=True):
    """Whether the bureau has locked this tablet."""

    server_time: int
    lock: Lock | None = None


class Pushed(_Shape, frozen=True):
    """One result for each op, in the order sent."""

    server_time: int
    results: list[Result]


class HeldOp(_Shape, frozen=True):
    """An op as the log holds it."""

    id: str
    visit: str | None
    subject: str
    kind: str
    path: str
    value: Any
    prev: list[str]
    author: str
    device: str
    seq: int
    rank: str
    received_at: int
    uploaded_by: str


class Pulled(_Shape, frozen=True):
    """A page of ops in order of seq; `next` is the cursor of the next page."""

    ops: list[HeldOp]
    next: int
    more: bool


class HeldCount(_Shape, frozen=True):
    """How many of the manifest the server holds; `refused` of them outside the chain."""

    held: int
    of: int
    refused: int = 0


class Lacking(_Shape, frozen=True):
    """What the server still waits for."""

    ops: list[str]
    photos: list[str]


class Receipt(_Shape, frozen=True):
    """What the server holds of a visit: `open` (never submitted), `waiting`, `received`."""

    state: str
    version: int
    missing: Lacking
    manifest_hash: str | None = None
    ops: HeldCount | None = None
    photos: HeldCount | None = None
    received_at: str | None = None


class Bundle(_Shape, frozen=True):
    """What a tablet needs offline (docs/wire.md describes the members)."""

    api: int
    today: str
    org: Org
    person: Person
    people: list[dict[str, Any]]
    visits: list[dict[str, Any]]
    enterprises: list[dict[str, Any]]
    townships: list[dict[str, Any]]
    checklists: dict[str, dict[str, Any]]
    findings: list[dict[str, Any]]
    results: dict[str, dict[str, dict[str, Any]]]
    documents: list[dict[str, Any]]
    rechecks: list[dict[str, Any]]
    phrases: list[dict[str, Any]]
    encryption: dict[str, Any]


class Suggested(_Shape, frozen=True):
    """A 投诉建议 that is held."""

    id: str


class SuggestionState(_Shape, frozen=True):
    """`new`, `read` or `done`, and what the bureau answered; `replied_at` in ms since 1970."""

    id: str
    state: str
    reply: str | None = None
    replied_at: int | None = None


class SuggestionStates(_Shape, frozen=True):
    """The person's own, newest first."""

    suggestions: list[SuggestionState]


class StoredPhoto(_Shape, frozen=True):
    """A photo that is held."""

    sha256: str
    bytes: int


class Nothing(_Shape, frozen=True):
    """An empty object."""


class Call(msgspec.Struct, frozen=True):
    """One call: its answers by status (a struct, a media type as text, or None for no body), its body, its query."""

    summary: str
    answers: dict[int, Any]
    body: Any = None
    query: dict[str, str] = {}
    errors: tuple[int, ...] = ()


JPEG = "image/jpeg"
CALLS: dict[tuple[str, str], Call] = {
    ("api.openapi", "GET"): Call("This description", {200: "application/json"}),
    ("api.session_get", "GET"): Call("Who is signed in", {200: Session}, errors=(401,)),
    ("api.session_post", "POST"): Call("Signs in", {200: Session}, Credentials, errors=(400, 401)),
    ("api.session_delete", "DELETE"): Call("Signs out", {200: Nothing}),
    ("api.devices_post", "POST"): Call("Enrols this device for the person signed in", {200: Enrolled}, Enrolment, errors=(400, 401, 403, 409)),
    ("api.device_report", "POST"): Call("What a tablet tells of itself; whether it is locked", {200: Reported}, Report, errors=(400, 401, 403, 409)),
    ("api.ops", "POST"): Call("Appends operations; a state for each", {200: Pushed}, Batch, errors=(400, 401, 403, 409)),
    ("api.visit_ops", "GET"): Call(
        "Operations of a visit, its findings and documents", {200: Pulled}, query={"after": "Only those with a greater seq"}, errors=(400, 401, 403, 404),
    ),
    ("api.receipt", "GET"): Call("What the server holds of a visit", {200: Receipt}, errors=(401, 403, 404)),
    ("api.bundle", "GET"): Call("What a tablet needs offline; has an ETag", {200: Bundle, 304: None}, errors=(401, 403)),
    ("api.suggestion_post", "POST"): Call(
        "Stores a 投诉建议; again is 200", {200: Suggested, 201: Suggested}, Suggestion, errors=(400, 401, 403, 409, 422),
    ),
    ("api.suggestions_get", "GET"): Call("What became of the person's own 投诉建议", {200: SuggestionStates}, errors=(401, 403)),
    ("api.photo_put", "PUT"): Call("Stores a photo under its SHA-256", {200: StoredPhoto, 201: StoredPhoto}, JPEG, errors=(400, 401, 403, 422)),
    ("api.photo_get", "GET"): Call(
        "The copy of a photo as it must look now", {200: JPEG, 304: None}, query={"size": "`thumb` for the thumbnail, `bare` without strokes and stamp", "of": "the finding or visit whose strokes and stamp it carries"}, errors=(400, 401, 403, 404),
    ),
    ("api.photo_get", "HEAD"): Call("Whether a photo is held", {200: None, 204: None}, errors=(400, 401, 403)),
}  # fmt: skip
WRITE_ERRORS = (403, 413, 415, 426, 503)


def describe(routes: Map, version: str) -> dict[str, Any]:
    """The OpenAPI document of the routes below /api/v1. Raises KeyError for a route that CALLS doesn't know."""
    used = [
        kind
        for call in CALLS.values()
        for kind in (call.body, *call.answers.values())
        if isinstance(kind, type)
    ]
    fields = [
        (case, pattern.pattern, kind) for case, listed in paths.FIELDS.items() for pattern, kind in listed
    ]
    kinds = [*used, Problem, *paths.EVENTS.values(), *(kind for _, _, kind in fields)]
    schemas, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    refs = dict(zip(map(repr, kinds), schemas, strict=True))
    described: dict[str, dict[str, Any]] = {}
    for rule in routes.iter_rules():
        if not rule.rule.startswith(PREFIX + "/"):
            continue
        where = re.sub(r"<(?:[a-z]+:)?([a-z0-9_]+)>", r"{\1}", rule.rule)
        for method in sorted(methods_of(rule)):
            described.setdefault(where, {})[method.lower()] = _operation(rule, method, refs)
    return {
        "openapi": "3.1.0",
        "info": {"title": "inspect-app: API of the tablets", "version": version, "description": "docs/wire.md describes it for people."},
        "security": [{"session": []}],
        "paths": dict(sorted(described.items())),
        "components": {
            "schemas": components, "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "inspect_session"}},
        },
        "x-fields": [{"case": case, "path": f"^({pattern})$", "value": refs[repr(kind)]} for case, pattern, kind in fields],
        "x-events": [{"case": case, "path": path, "value": refs[repr(kind)]} for (case, path), kind in paths.EVENTS.items()],
    }  # fmt: skip


def methods_of(rule: Rule) -> set[str]:
    """The methods of a route that are described: HEAD only where it means something of its own."""
    found = (rule.methods or set()) - {"OPTIONS"}
    return {method for method in found if method != "HEAD" or (rule.endpoint, "HEAD") in CALLS}


def _operation(rule: Rule, method: str, refs: dict[str, Any]) -> dict[str, Any]:
    call = CALLS[rule.endpoint, method]
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in sorted(rule.arguments)
    ]
    parameters += [
        {"name": name, "in": "query", "description": text, "schema": {"type": "string"}}
        for name, text in call.query.items()
    ]
    errors = {*call.errors, *(WRITE_ERRORS if method in ("POST", "PUT") else (426,))} - call.answers.keys()
    answers = {str(status): _answer(status, kind, refs) for status, kind in call.answers.items()}
    answers |= {str(status): _answer(status, Problem, refs) for status in sorted(errors)}
    operation: dict[str, Any] = {
        "operationId": f"{rule.endpoint.partition('.')[2]}_{method.lower()}",
        "summary": call.summary,
        "responses": answers,
    }
    if parameters:
        operation["parameters"] = parameters
    if call.body is not None:
        operation["requestBody"] = {"required": True, "content": _content(call.body, refs)}
    return operation


def _answer(status: int, kind: Any, refs: dict[str, Any]) -> dict[str, Any]:
    text = "Done" if status < 300 else "Not changed" if status == 304 else "Refused; the body says why"
    return {"description": text, **({"content": _content(kind, refs)} if kind is not None else {})}


def _content(kind: Any, refs: dict[str, Any]) -> dict[str, Any]:
    if isinstance(kind, str):
        return {
            kind: {"schema": {} if kind == "application/json" else {"type": "string", "format": "binary"}}
        }
    return {"application/json": {"schema": refs[repr(kind)]}}
