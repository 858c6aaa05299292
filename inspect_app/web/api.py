"""/api/v1: what the tablets talk to (docs/wire.md). Every answer is JSON or a JPEG; every error says what to do."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from flask import Blueprint, Response, current_app, request

from inspect_app.commands import accounts, devices, photos, push, suggestions
from inspect_app.domain import reports, versions, wire
from inspect_app.domain.people import Actor
from inspect_app.domain.phrases import PHRASES
from inspect_app.domain.rules import Refusal
from inspect_app.domain.suggestions import Suggestion
from inspect_app.queries import facts, tablet
from inspect_app.queries import suggestions as remarks
from inspect_app.storage.db import now_ms
from inspect_app.web import pictures
from inspect_app.web.app import parts
from inspect_app.web.errors import ApiError
from inspect_app.web.openapi import Credentials, Enrolment, describe
from inspect_app.web.security import SESSION_COOKIE, actor, api_version, app_version, use_on

UNKNOWN_DEVICE = "服务器不认识这台设备，请重新登记；已保存的内容不会丢失"
blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.before_request
def check_version() -> None:
    """An app that speaks a version this server never spoke is told so; filling goes on (offline.md, version skew)."""
    if request.headers.get("X-Api-Version", versions.NEWEST) not in versions.SPOKEN:
        raise ApiError(
            426, "upgrade", "平板上的应用与服务器版本不一致，请联网更新应用后再上传；已保存的内容不会丢失"
        )


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, mimetype="application/json")


def _body(kind: type[Any]) -> Any:
    try:
        return msgspec.json.decode(request.get_data(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ApiError(400, "malformed", f"请求格式不正确：{error}") from None


def _person(who: Actor) -> dict[str, str]:
    return {"id": who.id, "name": who.name, "role": who.role, "specialty": who.specialty, "title": who.title}


def _org(who: Actor) -> dict[str, Any]:
    with parts().db.read() as connection:
        return {"id": who.org, "name": facts.bureau(connection, who.org).get("name", "")}


@blueprint.get("/openapi.json")
def openapi() -> Any:
    """The API described for programs."""
    return _json(describe(current_app.url_map, app_version()))


@blueprint.get("/session")
def session_get() -> Any:
    """Who is signed in."""
    who = actor()
    return _json({"person": _person(who), "org": _org(who), "server_time": now_ms()})


@blueprint.post("/session")
def session_post() -> Any:
    """Signs in from inside the field app."""
    given = _body(Credentials)
    try:
        token = accounts.sign_in(parts().db, given.login, given.password)
    except accounts.BadCredentials as problem:
        raise ApiError(
            401, "bad_credentials", "尝试次数过多，请 10 分钟后再试" if problem.locked else "账号或密码不正确"
        ) from None
    who = accounts.who(parts().db, token)
    assert who is not None
    response = _json({"person": _person(who), "org": _org(who), "server_time": now_ms()})
    set_session(response, token)
    return response


@blueprint.delete("/session")
def session_delete() -> Any:
    """Signs out."""
    if token := request.cookies.get(SESSION_COOKIE):
        accounts.end_session(parts().db, token)
    response = _json({})
    response.delete_cookie(SESSION_COOKIE)
    return response


def set_session(response: Response, token: str) -> None:
    """The session cookie: not readable by scripts, sent to this site only."""
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=accounts.FIELD_DAYS * 86400,
        httponly=True,
        samesite="Lax",
        secure=parts().config.secure_cookies,
    )


@blueprint.post("/devices")
def devices_post() -> Any:
    """Enrols this device for the person signed in."""
    who, given = actor(), _body(Enrolment)
    try:
        device = devices.enrol(parts().db, who, given.device, given.label, given.app_version)
    except devices.NotYours:
        raise ApiError(409, "device_unknown", "设备编号不属于本单位，请重新登记设备") from None
    use_on(device)
    return _json({"device": device, "server_time": now_ms(), "person": _person(who), "org": _org(who)})


@blueprint.post("/devices/<device>/report")
def device_report(device: str) -> Any:
    """What a tablet tells of itself at each contact; the answer says whether the bureau locked it."""
    if (request.content_length or 0) > reports.MAX_BYTES:
        raise ApiError(413, "too_large", "设备状态报告过大")
    try:
        lock = devices.report(parts().db, actor(), device, _body(reports.Report))
    except devices.NotYours:
        raise ApiError(409, "device_unknown", UNKNOWN_DEVICE) from None
    use_on(device)
    return _json({"server_time": now_ms(), "lock": lock})


@blueprint.post("/ops")
def ops() -> Any:
    """Appends a batch; a state for each op."""
    if (request.content_length or 0) > wire.MAX_BODY_BYTES:
        raise ApiError(413, "too_large", "这一批内容太大，请分成两半再传")
    data = request.get_data(cache=False)
    if len(data) > wire.MAX_BODY_BYTES:  # sent in chunks, without a length
        raise ApiError(413, "too_large", "这一批内容太大，请分成两半再传")
    body = wire.parse_push(data)
    if len(body.ops) > wire.MAX_OPS:
        raise ApiError(413, "too_large", f"一次最多上传 {wire.MAX_OPS} 条，请分批")
    try:
        results = push.push(
            parts().db, actor(), body.device, [bytes(raw) for raw in body.ops], device_now=body.now
        )
    except push.DeviceUnknown:
        raise ApiError(409, "device_unknown", UNKNOWN_DEVICE) from None
    use_on(body.device)
    return _json({"server_time": now_ms(), "results": results})


@blueprint.get("/visits/<uuid:visit>/ops")
def visit_ops(visit: Any) -> Any:
    """Ops of one visit after a number."""
    after = request.args.get("after", "0")
    if not re.fullmatch("[0-9]{1,16}", after):
        raise ApiError(400, "malformed", "参数 after 应为整数")
    with parts().db.read() as connection:
        found = tablet.visit_ops(connection, actor(), str(visit), int(after))
    if found is None:
        raise ApiError(404, "not_found", "没有这次检查任务，或您不在人员名单中")
    return _json(found)


@blueprint.get("/visits/<uuid:visit>/receipt")
def receipt(visit: Any) -> Any:
    """What the server holds of a visit."""
    with parts().db.read() as connection:
        found = tablet.receipt(connection, actor(), str(visit))
    if found is None:
        raise ApiError(404, "not_found", "没有这次检查任务，或您不在人员名单中")
    return _json(found)


@blueprint.get("/bundle")
def bundle() -> Any:
    """What a tablet needs offline, with an ETag."""
    with parts().db.read() as connection:
        content = versions.bundle_as(api_version(), tablet.bundle(connection, actor(), PHRASES))
    tag = tablet.etag(content)
    if request.if_none_match.contains(tag):
        return Response(status=304, headers={"ETag": f'"{tag}"'})
    response = _json(content)
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.post("/suggestions")
def suggestion_post() -> Any:
    """Stores a 投诉建议; sent again it is the same one."""
    given = _body(Suggestion)
    try:
        new = suggestions.receive(parts().db, actor(), given)
    except suggestions.DeviceUnknown:
        raise ApiError(
            409, "device_unknown", "服务器不认识这台设备，请重新登记；已保存的内容不会丢失"
        ) from None
    except Refusal as problem:
        raise ApiError(422, problem.reason, problem.message) from None
    return _json({"id": given.id}, 201 if new else 200)


@blueprint.get("/suggestions")
def suggestions_get() -> Any:
    """What became of the person's own."""
    with parts().db.read() as connection:
        return _json({"suggestions": remarks.own(connection, actor())})


@blueprint.put("/photos/<sha256>")
def photo_put(sha256: str) -> Any:
    """Stores one JPEG under its hash."""
    _check_sha(sha256)
    if (request.content_length or 0) > wire.MAX_PHOTO_BYTES:
        raise ApiError(413, "too_large", f"单张照片上限 {wire.MAX_PHOTO_BYTES // 1024} KB")
    data = request.get_data(cache=False)
    if request.content_length is not None and len(data) != request.content_length:
        raise ApiError(400, "wrong_length", "照片没有传完整，请重新上传")
    try:
        stored = photos.put_photo(parts().db, parts().blobs, actor(), sha256, data)
    except photos.Rejected as problem:
        status = {"too_large": 413, "bad_photo": 422}.get(problem.reason, 400)
        raise ApiError(status, problem.reason, problem.message) from None
    return _json({"sha256": stored.sha256, "bytes": stored.bytes}, 201 if stored.new else 200)


@blueprint.get("/photos/<sha256>")
def photo_get(sha256: str) -> Any:
    """The clean copy, or the thumbnail, for whoever may see a case that shows it. HEAD tells whether it is held."""
    _check_sha(sha256)
    who = actor()
    if request.method == "HEAD":
        held = photos.holds(parts().db, parts().blobs, who.org, sha256)
        return Response(status=200 if held else 204)
    shown = pictures.shown_to(who, sha256)
    if shown is None:
        raise ApiError(404, "not_found", "没有这张照片，或您无权查看")
    return pictures.jpeg(shown)


def _check_sha(sha256: str) -> None:
    if len(sha256) != 64 or not all(ch in "0123456789abcdef" for ch in sha256):
        raise ApiError(400, "malformed", "照片编号应为 64 位十六进制 SHA-256")
