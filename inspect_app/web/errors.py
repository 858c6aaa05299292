"""Errors as people and programs see them: what was wrong, where, what to do. JSON under /api/, a page elsewhere."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Flask, current_app, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException

from inspect_app.domain.rules import Refusal
from inspect_app.domain.wire import Invalid
from inspect_app.render.engine import RenderError
from inspect_app.storage.db import Busy, Full
from inspect_app.web.security import is_api

HTTP: dict[int, tuple[str, str]] = {
    400: ("malformed", "请求内容不完整或格式不正确，请返回检查后重试"),
    401: ("sign_in", "登录已过期，请重新登录；已填写的内容不会丢失"),
    403: ("forbidden", "您没有权限进行这项操作；如需办理，请联系业务科室或系统管理员"),
    404: ("not_found", "没有找到这个页面或记录，可能已被移动，或不在您的权限范围内"),
    405: ("method", "这个地址不支持这种操作"),
    409: ("conflict", "内容已被他人更改，请刷新后重试"),
    410: ("gone", "这个链接已失效"),
    413: (
        "too_large",
        "一次发送的内容太大，没有保存。请返回上一页（已填写的内容还在），减少照片数量或分批上传",
    ),
    415: ("media_type", "不支持这种内容类型"),
    422: ("invalid", "内容不符合要求，请按提示修改"),
    426: ("upgrade", "这台设备上的应用版本太旧，请更新后再上传；已保存的内容不会丢失"),
    429: ("too_many", "尝试次数过多，请稍后再试"),
    503: ("busy", "服务器正忙，请稍后重试；已保存的内容不会丢失"),
}


class ApiError(Exception):
    """An error of the API with its own code and sentence."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code, self.message = status, code, message


def answer(status: int, code: str, message: str, retry_after: int | None = None) -> Any:
    """An error in the form that the caller reads."""
    if is_api():
        response = make_response(jsonify(error=code, message=message), status)
    else:
        response = make_response(
            render_template("error.html", status=status, code=code, message=message), status
        )
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def handle(app: Flask) -> None:
    """Registers the handlers; nothing a person can do ends in a bare 500."""
    app.register_error_handler(ApiError, lambda e: answer(e.status, e.code, e.message))
    app.register_error_handler(Invalid, lambda e: answer(400, e.reason, e.message))
    app.register_error_handler(Refusal, lambda e: answer(409, e.reason, e.message))
    app.register_error_handler(RenderError, lambda e: answer(422, "render", str(e)))
    app.register_error_handler(
        Full,
        lambda e: answer(
            503, "storage_full", "服务器存储空间不足，未能保存；请通知管理员，内容仍在您的设备上", 60
        ),
    )
    app.register_error_handler(Busy, lambda e: answer(503, "busy", HTTP[503][1], 5))
    app.register_error_handler(
        DataError,
        lambda e: answer(400, "malformed", "内容中有数据库无法保存的字符或过大的数字，请修改后重试"),
    )
    app.register_error_handler(
        CSRFError, lambda e: answer(400, "csrf", "页面已过期或不是从本站打开的，请刷新页面后重试")
    )
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> Any:
    status = error.code or 500
    if status in (301, 302, 303, 304, 307, 308):
        return error
    code, message = HTTP.get(status, ("error", "操作没有成功"))
    own = error.description
    return answer(status, code, own if own and own != type(error).description else message)


def _unexpected(error: Exception) -> Any:
    mark = secrets.token_hex(4)
    current_app.logger.exception("unexpected error %s on %s %s", mark, request.method, request.path)
    return answer(
        500, "internal", f"系统内部错误（编号 {mark}），没有保存本次操作。请稍后重试，或把编号告诉管理员"
    )
