"""`inspect-app pdf`: what would sign documents here, whether a PDF that somebody holds is genuine, and a document printed again from its data."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspect_app.cli_base import fail, opened

if TYPE_CHECKING:
    from inspect_app.storage.db import Database

MOST_BYTES = 256 * 1024 * 1024


@click.group()
def pdf() -> None:
    """文书文件：签名证书、验真、由数据重印。"""


@pdf.command(epilog="\b\n例：\n  inspect-app pdf signer\n  INSPECT_ORG=411122 inspect-app pdf signer")
def signer() -> None:
    """显示本单位（INSPECT_ORG）用什么签署文书；不能签署时退出码为 1，证书 30 天内到期时给出提醒。"""
    from inspect_app.commands import signing
    from inspect_app.config import from_environment
    from inspect_app.render.sign import SignError, day

    config = from_environment()
    now = dt.datetime.now(dt.UTC)
    try:
        found = signing.of(config).signer(config.org)
        if found is None:
            click.echo(f"单位 {config.org} 没有配置签章：文书照常签发，不签名，落款处印“盖章处”")
            click.echo(
                f"配置方法：把证书放到 {config.data / signing.FOLDER / (config.org + '.p12')}（见 docs/operations.md）"
            )
            return
        about = found.about()
        rows = [("方式", about.way), ("证书", about.subject or "（签章服务没有说明）"), ("颁发者", about.issuer),
                ("有效期至", day(about.valid_until) if about.valid_until else "（没有说明）"), ("时间戳", about.tsa or "不使用")]  # fmt: skip
        for name, value in rows:
            if value:
                click.echo(f"{name}：{value}")
        found.check(now)
    except SignError as problem:
        raise fail(str(problem)) from problem
    left = (about.valid_until - now).days if about.valid_until else None
    if left is not None and left < signing.WARN_DAYS:
        click.echo(f"提醒：证书还有 {left} 天到期，请尽快更换；到期后不能签发文书", err=True)


@pdf.command(
    epilog="\b\n例：\n  inspect-app pdf verify 通知书.pdf\n  inspect-app pdf verify --trust 省CA根证书.pem *.pdf"
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--trust",
    type=click.Path(path_type=Path),
    multiple=True,
    help="信任这个机构的根证书（PEM 或 DER），可写多次。",
)
def verify(files: tuple[Path, ...], trust: tuple[Path, ...]) -> None:
    """核对 PDF 文书的签名：是否被改动、由谁签署、本系统有没有这份文件。全部真实时退出码为 0。"""
    from inspect_app.commands import paper_check
    from inspect_app.render.sign import SignError

    false = 0
    try:
        anchors = paper_check.anchors(data_folder(), trust)
    except SignError as problem:
        raise fail(str(problem)) from problem
    with database() as db:
        for file in files:
            verdict = paper_check.judge(_content(file), anchors, db)
            click.echo(str(file))
            for line in paper_check.lines(verdict):
                click.echo(f"  {line}")
            false += not verdict.genuine
    if false:
        raise fail(f"{len(files)} 份文件中有 {false} 份不能认定为真实")


@pdf.command(
    name="render",
    epilog="\b\n例：\n  inspect-app pdf render 证据包/notice.json --assets 证据包 --out 重印.pdf",
)
@click.argument("notice", type=click.Path(path_type=Path))
@click.option(
    "--assets",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="放照片、签名、印章图的文件夹（按内容认，不看文件名）；缺省为 notice.json 所在的文件夹。",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="写到这个文件；缺省只算校验值。")
def render_again(notice: Path, assets: Path | None, out: Path | None) -> None:
    """由文书内嵌的 notice.json 和照片重新生成签名前的 PDF，逐字节相同，用来证明文书与数据一致。不需要数据库。"""
    from inspect_app.render.again import print_again
    from inspect_app.render.engine import RenderError, RendererUnfit
    from inspect_app.render.fonts import FontsMissing

    try:
        made = print_again(_content(notice), assets or notice.absolute().parent)
    except (RenderError, RendererUnfit, FontsMissing) as problem:
        raise fail(str(problem)) from problem
    if out:
        out.write_bytes(made.pdf)
    click.echo(f"{made.pages} 页，{len(made.pdf)} 字节，SHA-256 {made.sha256}")
    click.echo("与日志里签发记录（issued）的 unsigned 相同，文书就与数据一致")


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise fail(f"{file} 超过 {MOST_BYTES // 1048576} MB，不是本系统的文书")
        return file.read_bytes()
    except OSError as error:
        raise fail(f"{file} 读不出来：{error.strerror}") from error


def data_folder() -> Path:
    """Where certificates lie; nothing is made there: verifying must work on a machine without an installation."""
    return Path(os.environ.get("INSPECT_DATA", "var")).resolve()


@contextmanager
def database() -> Iterator[Database | None]:
    """The installation's database when there is one."""
    if "INSPECT_DATABASE" not in os.environ and not (data_folder() / "inspect.db").exists():
        yield None
        return
    with opened() as (_, db):
        yield db
