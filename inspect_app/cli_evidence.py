"""Commands about evidence packages: `evidence verify`, `evidence export`."""

from __future__ import annotations

from pathlib import Path

import click

from inspect_app.cli_base import fail, opened


@click.group(
    epilog="\b\n例：\n  inspect-app evidence verify 证据包.zip\n  inspect-app evidence export '临应急隐改〔2026〕1号' --out 证据包.zip"
)
def evidence() -> None:
    """证据包：制作，核对。"""


@evidence.command(name="verify")
@click.argument("place", metavar="FILE", type=click.Path(path_type=Path, exists=True))
def verify_package(place: Path) -> int:
    """核对证据包 FILE（ZIP 或解压后的文件夹）：逐项说明是否一致；有不符时退出码为 1。不需要数据库。"""
    from inspect_app import evidence_check

    return evidence_check.report(place)


@evidence.command()
@click.argument("document")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="写到这个文件；缺省用文号和企业名称。"
)
@click.option("--force", is_flag=True, help="覆盖已有的文件。")
def export(document: str, out: Path | None, force: bool) -> None:
    """制作文书 DOCUMENT（编号或文号）的证据包。"""
    from inspect_app.commands import evidence as making
    from inspect_app.domain.people import system
    from inspect_app.storage.blobs import open_blobs

    with opened() as (config, db):
        name, pieces = making.package(db, open_blobs(config.blobs), system(config.org), document)
        place = out or Path(name)
        if place.exists() and not force:
            raise fail(f"{place} 已存在；换一个文件名，或加 --force 覆盖")
        half = place.with_name(f".{place.name}.part")
        try:
            with half.open("wb") as file:
                for piece in pieces:
                    file.write(piece)
            half.replace(place)
        finally:
            half.unlink(missing_ok=True)
    click.echo(f"已制作 {place}（{place.stat().st_size} 字节）。核对：inspect-app evidence verify {place}")
