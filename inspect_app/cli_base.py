"""What the commands share: settings and database, and errors said in one sentence instead of a traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from inspect_app.config import Config
    from inspect_app.storage.db import Database

USAGE, FAILED = 2, 1


@contextmanager
def opened() -> Iterator[tuple[Config, Database]]:
    """Settings and the database, brought to this version's tables."""
    from inspect_app.config import from_environment
    from inspect_app.storage.db import Database
    from inspect_app.storage.migrate import upgrade

    config = from_environment()
    db = Database(config.database)
    try:
        upgrade(db)
        yield config, db
    finally:
        db.close()


def fail(message: str) -> click.ClickException:
    """To be raised: the message in red words on stderr, exit code 1."""
    return click.ClickException(message)


def run(group: click.Group, arguments: list[str] | None = None) -> int:
    """Runs a command; returns its exit code. What a person can cause is said in Chinese; only our own mistakes are tracebacks."""
    try:
        outcome = group.main(arguments, prog_name="inspect-app", standalone_mode=False)
    except click.exceptions.Abort:
        return _said("已中止")
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "inspect-app"
        return _said(f"{usage(error)}\n用法见 {path} --help", USAGE)
    except click.ClickException as error:
        return _said(error.format_message())
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else _said(str(error.code or ""))
    except BrokenPipeError:
        sys.stderr.close()  # `inspect-app user list | head`: the reader left, there is nobody to tell
        return FAILED
    except Exception as error:
        message = expected(error)
        if message is None:
            raise
        return _said(message)
    return outcome if isinstance(outcome, int) else 0


def _said(message: str, code: int = FAILED) -> int:
    click.echo(f"错误：{message}", err=True)
    return code


def usage(error: click.UsageError) -> str:
    """click's own complaints in Chinese."""
    if isinstance(error, click.exceptions.NoSuchOption):
        hint = f"，是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
        return f"没有选项 {error.option_name}{hint}"
    if isinstance(error, click.exceptions.MissingParameter):
        return f"缺少参数 {error.param.make_metavar(error.ctx) if error.param and error.ctx else ''}"
    if isinstance(error, click.exceptions.BadParameter):
        named = error.param.get_error_hint(error.ctx) if error.param and error.ctx else ""
        return f"参数 {named} 不正确：{error.message}"
    if error.message.startswith("No such command"):
        return f"没有命令 {error.message.removeprefix('No such command ').rstrip('.')}"
    if error.message.startswith("Got unexpected extra argument"):
        return f"多余的参数：{error.message.partition('(')[2].rstrip(')')}"
    return error.message


def expected(error: Exception) -> str | None:
    """The sentence for what may go wrong on a machine; None for what may not."""
    import sqlalchemy as sa

    from inspect_app.domain.rules import Refusal
    from inspect_app.domain.wire import Invalid
    from inspect_app.storage.db import Busy, Full
    from inspect_app.storage.migrate import Newer

    table: tuple[tuple[type[Exception], Any], ...] = (
        (Refusal, lambda e: e.message),
        (Invalid, lambda e: e.message),
        (Newer, str),
        (Full, lambda e: f"磁盘空间不足，没有写入：{e}"),
        (Busy, lambda e: "数据库正被另一个程序占用，请稍后再试"),
        (sa.exc.OperationalError, lambda e: f"数据库不能使用：{e.orig}"),
        (sa.exc.DatabaseError, lambda e: f"数据库已损坏，或不是本程序的数据库：{e.orig}"),
        (sa.exc.ArgumentError, lambda e: f"INSPECT_DATABASE 不是数据库地址：{e}"),
        (PermissionError, lambda e: f"没有权限读写 {e.filename}"),
        (FileNotFoundError, lambda e: f"没有找到 {e.filename or e}"),
        (NotADirectoryError, lambda e: f"{e.filename} 不是文件夹"),
        (LookupError, lambda e: f"没有这个单位：{e}" if "org" in str(e) else None),
    )
    return next((say(error) for kind, say in table if isinstance(error, kind)), None)
