"""`inspect-app user`: people with accounts. A password comes from a prompt, a pipe or the environment, never from the command line."""

from __future__ import annotations

import os
import sys
import uuid
from typing import Any

import click

from inspect_app.cli_base import fail, opened

SCOPES = {
    "grid": ("township", "乡镇（街道）"),
    "dept": ("department", "部门"),
    "ent_safety": ("enterprise", "企业"),
    "ent_head": ("enterprise", "企业"),
}


@click.group()
def user() -> None:
    """账号：新增、列出、停用、改密码。"""


def _password(stdin: bool) -> str:
    """From a pipe, from INSPECT_PASSWORD, or asked twice."""
    given = os.environ.get("INSPECT_PASSWORD")
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if given:
        return given
    return str(click.prompt("密码（至少 8 位）", hide_input=True, confirmation_prompt="再输一次"))


def _roles() -> Any:
    """The roles that a person can have, with their names, for help and checking."""
    from inspect_app.domain.people import ROLES

    return {role: name for role, name in ROLES.items() if role not in ("holder", "system")}


stdin_option = click.option("--password-stdin", is_flag=True, help="从标准输入读取密码（一行）。")


@user.command(
    epilog="\b\n角色：expert 专家  officer 执法人员  section 业务科室  leader 局领导  committee 县安委办  dept 协办部门\n"
    "      grid 乡镇  ent_safety 企业安全管理员  ent_head 企业主要负责人  audit 审计  admin 系统管理员\n"
    "\b\n例：\n  inspect-app user add wang --name 王建国 --role expert --specialty 电气\n"
    "  inspect-app user add grid01 --name 孙敏 --role grid --township 411122101\n"
    "  inspect-app user add xiaofang --name 卫民 --role dept --department 临颍县消防救援大队\n"
    "  inspect-app user add huaxing --name 韩伟 --role ent_safety --enterprise 91411122MA4XXXXX1X\n"
    "  echo 密码 | inspect-app user add chen --name 陈静 --role section --password-stdin"
)
@click.argument("login")
@click.option("--name", required=True, help="姓名。")
@click.option("--role", required=True, help="角色（见下）。")
@click.option("--township", help="乡镇编号（乡镇角色必填）。")
@click.option("--department", help="部门编号或名称（部门角色必填；先在“登记—部门”中登记）。")
@click.option("--enterprise", help="企业编号或统一社会信用代码（企业角色必填）。")
@click.option("--specialty", default="", help="专业，如 电气。")
@click.option("--title", default="", help="职称或职务。")
@click.option("--unit", default="", help="工作单位。")
@click.option("--cert", default="", help="执法证号。")
@stdin_option
def add(
    login: str, name: str, role: str, township: str | None, department: str | None, enterprise: str | None, specialty: str, title: str, unit: str, cert: str,
    password_stdin: bool,
) -> None:  # fmt: skip
    """新增一个人及其账号 LOGIN。"""
    from inspect_app.commands import accounts
    from inspect_app.commands.log import writing
    from inspect_app.domain.people import system

    if role not in _roles():
        raise fail(f"没有角色 {role}；可用：{'、'.join(_roles())}")
    with opened() as (config, db):
        if account_of(db, login) is not None:
            raise fail(f"账号 {login} 已存在；改密码用 inspect-app user password {login}")
        record = {
            "name": name,
            "role": role,
            "specialty": specialty,
            "title": title,
            "unit": unit,
            "cert_no": cert,
        }
        given = {"township": township, "department": department, "enterprise": enterprise}
        record |= _scope(db, config.org, role, given)
        password = _password(password_stdin)
        if len(password) < 8:
            raise fail("密码至少 8 位")
        person = str(uuid.uuid4())
        with writing(db, config.org) as log:
            log.record(
                system(config.org), f"person/{person}", {key: value for key, value in record.items() if value}
            )
        accounts.set_account(db, config.org, person, login, password)
    click.echo(f"已新增 {_roles()[role]} {name}，账号 {login}")


def _scope(db: Any, org: str, role: str, given: dict[str, str | None]) -> dict[str, str]:
    """Which township, department or enterprise a role is bound to. Raises ClickException when it is missing or unknown."""
    import sqlalchemy as sa

    from inspect_app.storage import tables as t

    kind, word = SCOPES.get(role, ("", ""))
    if not kind:
        return {}
    value = given[kind]
    if not value:
        raise fail(f"角色 {role} 须用 --{kind} 写明{word}")
    table = {"township": t.township, "department": t.department, "enterprise": t.enterprise}[kind]
    also = {"enterprise": t.enterprise.c.uscc, "department": t.department.c.name}.get(kind, table.c.id)
    with db.read() as connection:
        found = connection.scalar(
            sa.select(table.c.id).where(table.c.org_id == org, (table.c.id == value) | (also == value))
        )
    if found is None:
        raise fail(f"没有{word} {value}")
    return {f"{kind}_id": str(found)}


def account_of(db: Any, login: str) -> Any:
    """The account's row with its org and person, or None."""
    import sqlalchemy as sa

    from inspect_app.storage import tables as t

    with db.read() as connection:
        return connection.execute(sa.select(t.account).where(t.account.c.login == login)).one_or_none()


def _known(db: Any, login: str) -> Any:
    found = account_of(db, login)
    if found is None:
        raise fail(f"没有账号 {login}；全部账号见 inspect-app user list")
    return found


@user.command("list", epilog="\b\n例：\n  inspect-app user list")
def list_() -> None:
    """列出全部账号。"""
    import sqlalchemy as sa

    from inspect_app.storage import tables as t

    with opened() as (config, db):
        query = (
            sa.select(t.account.c.login, t.account.c.disabled, t.person.c.name, t.person.c.role)
            .join(
                t.person,
                sa.and_(t.person.c.org_id == t.account.c.org_id, t.person.c.id == t.account.c.person_id),
            )
            .where(t.account.c.org_id == config.org)
            .order_by(t.person.c.role, t.account.c.login)
        )
        with db.read() as connection:
            rows = connection.execute(query).all()
    for row in rows:
        click.echo(
            f"{row.login}\t{_roles().get(row.role, row.role)}\t{row.name}\t{'已停用' if row.disabled else '可用'}"
        )
    if not rows:
        click.echo("还没有账号；用 inspect-app user add 新增", err=True)


@user.command(epilog="\b\n例：\n  inspect-app user disable wang\n  inspect-app user disable wang --undo")
@click.argument("login")
@click.option("--undo", is_flag=True, help="重新启用。")
def disable(login: str, undo: bool) -> None:
    """停用账号 LOGIN：不能再登录，已登录的立即退出；其记录不变。"""
    from inspect_app.storage import tables as t
    from inspect_app.storage.db import now_ms

    with opened() as (_, db):
        found = _known(db, login)
        with db.write() as connection:
            mine = (t.account.c.org_id == found.org_id) & (t.account.c.person_id == found.person_id)
            connection.execute(t.account.update().where(mine).values(disabled=not undo))
            if not undo:
                theirs = (
                    (t.session.c.org_id == found.org_id)
                    & (t.session.c.person_id == found.person_id)
                    & t.session.c.revoked_at.is_(None)
                )
                connection.execute(t.session.update().where(theirs).values(revoked_at=now_ms()))
    click.echo(f"账号 {login} 已{'启用' if undo else '停用'}")


@user.command(
    epilog="\b\n例：\n  inspect-app user password wang\n  echo 新密码 | inspect-app user password wang --password-stdin"
)
@click.argument("login")
@stdin_option
def password(login: str, password_stdin: bool) -> None:
    """修改账号 LOGIN 的密码（并解除锁定）。"""
    from inspect_app.commands import accounts

    with opened() as (_, db):
        found = _known(db, login)
        try:
            accounts.set_account(db, found.org_id, found.person_id, login, _password(password_stdin))
        except ValueError as error:
            raise fail(str(error)) from error
    click.echo(f"账号 {login} 的密码已修改")
