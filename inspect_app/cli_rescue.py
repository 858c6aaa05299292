"""`inspect-app keys` and `inspect-app import-rescue`: what tablets encrypt, and what a lost one still had."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_app.cli_base import fail, opened

if TYPE_CHECKING:
    from inspect_app.commands.rescue import Contents, Taken

STATES = (
    ("applied", "已写入"), ("conflict", "已写入，与他人填写的不同，待选择"), ("kept", "已收存，升级后可用"), ("duplicate", "局里已有"),
    ("refused", "未接受（原文已留存）"),
)  # fmt: skip
SHOWN = 20


@click.group()
def keys() -> None:
    """平板数据加密：局里的密钥，开启与关闭。"""


@keys.command(epilog="\b\n例：\n  inspect-app keys make")
def make() -> None:
    """生成一对新密钥：私钥留在数据目录，公钥随任务数据发到平板。旧私钥保留，旧文件仍能打开。"""
    from inspect_app.commands import keys as making
    from inspect_app.domain.people import system

    with opened() as (config, db):
        kid = making.make(db, config.data, system(config.org))
        _say_where(config.data / making.FOLDER / f"{kid}.pem")


@keys.command("list", epilog="\b\n例：\n  inspect-app keys list")
def list_() -> None:
    """列出密钥和当前设置。"""
    from inspect_app.commands import keys as making
    from inspect_app.queries import facts

    with opened() as (config, db):
        with db.read() as connection:
            setting = facts.encryption(connection, config.org)
        private = making.private_keys(config.data)
    known = setting["key"]
    click.echo(
        f"平板本机加密：{'开启' if setting['on'] else '关闭'}，后台 {setting['lock_minutes']} 分钟自动锁定"
    )
    click.echo(f"平板使用的公钥：{known['kid'] if known else '没有（inspect-app keys make 生成）'}")
    for kid in private:
        click.echo(f"私钥 {kid}  {config.data / making.FOLDER / (kid + '.pem')}")
    if known and known["kid"] not in private:
        raise fail(
            f"本机没有公钥 {known['kid']} 对应的私钥：平板忘记密码时将无法打开。请放回私钥，或重新生成"
        )


@keys.command(epilog="\b\n例：\n  inspect-app keys on --lock-minutes 10")
@click.option(
    "--lock-minutes", type=int, default=15, show_default=True, help="应用在后台多少分钟后要求输入密码。"
)
def on(lock_minutes: int) -> None:
    """要求平板加密本机数据：平板下次联网后请使用人设置密码。"""
    _switch(True, lock_minutes)


@keys.command(epilog="\b\n例：\n  inspect-app keys off")
def off() -> None:
    """不再要求加密：平板下次联网并解锁后转回不加密。"""
    _switch(False, None)


def _switch(wanted: bool, lock_minutes: int | None) -> None:
    from inspect_app.commands import keys as making
    from inspect_app.domain.people import system
    from inspect_app.queries import facts

    with opened() as (config, db):
        with db.read() as connection:
            before = facts.encryption(connection, config.org)
        minutes = before["lock_minutes"] if lock_minutes is None else lock_minutes
        making.switch(db, config.data, system(config.org), wanted, minutes)
        with db.read() as connection:
            after = facts.encryption(connection, config.org)
    click.echo(f"平板本机加密：{'开启' if wanted else '关闭'}，平板下次联网后生效")
    if after["key"] != before["key"]:
        _say_where(config.data / making.FOLDER / f"{after['key']['kid']}.pem")


def _say_where(file: Path) -> None:
    click.echo(f"已生成密钥 {file.stem}，私钥：{file}")
    click.echo(
        "请把私钥另存一份到安全的地方：平板忘记密码时只有它能打开数据；拿到它的人能打开每台平板的数据。"
    )


@click.command(
    "import-rescue",
    epilog="\b\n例：\n  inspect-app import-rescue 现场检查.rescue               用数据目录里的私钥打开\n"
    "  inspect-app import-rescue 现场检查.rescue --passphrase   输入救援口令打开\n"
    "  inspect-app import-rescue 现场检查.rescue --list         只看里面有什么，不导入\n"
    "  inspect-app import-rescue 平板拷出的文件夹               平板浏览器第二份副本的文件",
)
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option("--passphrase", is_flag=True, help="提示输入救援口令（或平板密码），不用私钥。")
@click.option("--passphrase-stdin", is_flag=True, help="从标准输入读取救援口令（一行）。")
@click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="另外存放的私钥文件。",
)
@click.option("--by", "login", help="以这个账号的名义上传（记入 uploaded_by）；缺省为系统。")
@click.option("--list", "only_list", is_flag=True, help="只列出内容，不导入。")
def import_rescue(
    source: Path,
    passphrase: bool,
    passphrase_stdin: bool,
    key_file: Path | None,
    login: str | None,
    only_list: bool,
) -> None:
    """把平板的救援文件（或拷出的副本文件夹）SOURCE 导入局里；作者不变，重复导入不会产生重复。"""
    from inspect_app.commands import keys as making
    from inspect_app.commands import rescue
    from inspect_app.domain import sealed
    from inspect_app.storage.blobs import open_blobs

    with opened() as (config, db):
        by = _uploader(db, config.org, login)
        secret = _secret(passphrase, passphrase_stdin)
        try:
            private = making.private_keys(config.data)
            if key_file is not None:
                own = sealed.private_key(key_file.read_bytes())
                private[sealed.public_of(own)["kid"]] = own
            inside = rescue.read(source, secret=secret, private=private)
        except rescue.Locked as problem:
            raise fail(f"{problem}。可用 --passphrase 输入救援口令，或用 --key 指定私钥文件") from problem
        except sealed.Unreadable as problem:
            raise fail(str(problem)) from problem
        _say_inside(inside)
        if only_list:
            return
        taken = rescue.take_in(db, open_blobs(config.blobs, config.min_free_bytes), by, inside)
    _say_taken(taken, inside)


def _secret(passphrase: bool, stdin: bool) -> str | None:
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("救援口令", hide_input=True)) if passphrase else None


def _uploader(db: Any, org: str, login: str | None) -> Any:
    from inspect_app.cli_users import account_of
    from inspect_app.domain.people import Actor, system

    if login is None:
        return system(org)
    account = account_of(db, login)
    if account is None or account.org_id != org:
        raise fail(f"没有账号 {login}")
    return Actor(org=org, id=account.person_id, role="admin")


def _say_inside(inside: Contents) -> None:
    about = inside.about
    person = (about.get("person") or {}).get("name", "")
    if about:
        click.echo(
            f"导出于 {about['made']}，平板 {about['device']}，使用人 {person or '（锁定时导出）'}，应用 {about['app']}"
        )
    names = {one["id"]: one["name"] for one in inside.bundle.get("enterprises", [])}
    firms = {one["id"]: names.get(one["enterprise"], "") for one in inside.bundle.get("visits", [])}
    click.echo(f"检查任务 {len(inside.visits)} 次，记录 {len(inside.ops)} 条，照片 {len(inside.photos)} 张")
    for visit in inside.visits:
        click.echo(f"  {visit}  {firms.get(visit, '')}  {sum(op['visit'] == visit for op in inside.ops)} 条")
    if inside.faults or not inside.whole:
        click.echo(f"注意：文件不完整（{inside.faults} 处损坏或被截断），以上是完好的部分", err=True)


def _say_taken(taken: Taken, inside: Contents) -> None:
    for state, word in STATES:
        if taken.states[state]:
            click.echo(f"记录 {taken.states[state]} 条：{word}")
    click.echo(f"照片新存 {taken.stored} 张，局里已有 {taken.held} 张")
    for id_, message in taken.refused[:SHOWN]:
        click.echo(f"  未接受 {id_}：{message}", err=True)
    for sha256, message in taken.rejected[:SHOWN]:
        click.echo(f"  照片 {sha256[:12]}…：{message}", err=True)
    problems = len(taken.refused) + len(taken.rejected) + inside.faults
    if problems or not inside.whole:
        raise fail(f"有 {problems} 处没有导入，请按上面的说明核对；其余内容已全部导入")
