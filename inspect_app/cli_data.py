"""Commands about data: `init`, `check`, `verify`, `backup`."""

from __future__ import annotations

from pathlib import Path

import click

from inspect_app.cli_base import fail, opened

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(
    epilog="\b\n例：\n  INSPECT_ORG=411122 inspect-app init --name 临颍县应急管理局 --abbr 临 --contact 工贸科 --phone 0395-1234567"
)
@click.option("--name", required=True, help="单位全称，印在文书上。")
@click.option("--abbr", required=True, help="文号中的简称，如 临。")
@click.option("--contact", default="", help="联系科室或联系人。")
@click.option("--phone", default="", help="联系电话。")
@click.option("--system-name", default="百名专家助千企平台", show_default=True, help="系统名称。")
def init(name: str, abbr: str, contact: str, phone: str, system_name: str) -> None:
    """建立单位（INSPECT_ORG），并发布随程序附带的检查表。"""
    from inspect_app.checklist_files import load_folder
    from inspect_app.commands import checklists, orgs
    from inspect_app.commands import keys as rescue
    from inspect_app.domain.people import system
    from inspect_app.paths import checklists_dir

    with opened() as (config, db):
        about = {
            "name": name,
            "abbr": abbr,
            "contact": contact,
            "phone": phone,
            "system_name": system_name,
            "demo": False,
        }
        orgs.create(db, config.org, about)
        keys = checklists.publish(db, system(config.org), load_folder(checklists_dir()))
        rescue.make(db, config.data, system(config.org))
    click.echo(f"已建立 {name}（{config.org}），发布检查表 {len(keys)} 份")
    click.echo("下一步：inspect-app user add 账号 --name 姓名 --role admin")


@click.command(
    epilog="\b\n例：\n  inspect-app check                    检查随程序附带的检查表\n"
    "  inspect-app check 我的检查表           检查一个文件夹\n"
    "  inspect-app check 我的检查表 --publish  发布其中的新版本，平板下次联网即可使用"
)
@click.argument("folder", type=FOLDER, required=False)
@click.option("--publish", is_flag=True, help="没有问题时发布新版本；已发布的版本不能再改。")
def check(folder: Path | None, publish: bool) -> None:
    """检查文件夹 FOLDER 里的检查表（*.yaml）：逐条列出 文件:行 检查项 字段 问题。"""
    from inspect_app.checklist_files import check_folder, load_folder, publish_folder
    from inspect_app.paths import checklists_dir

    place = folder or checklists_dir()
    problems = check_folder(place)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        raise fail(f"检查表有 {len(problems)} 处问题，请按上面的文件和行号修改")
    listed = load_folder(place)
    click.echo(f"{len(listed)} 份检查表，{sum(len(one.items) for one in listed)} 个检查项，没有问题")
    if publish:
        from inspect_app.commands import checklists
        from inspect_app.domain.people import system

        with opened() as (config, db):
            fresh = checklists.publish(db, system(config.org), listed)
        publish_folder(place)
        click.echo(f"已发布：{'、'.join(fresh)}" if fresh else "没有新版本需要发布")


@click.command(epilog="\b\n例：\n  inspect-app verify\n  inspect-app verify --org 411122 --rebuild")
@click.option("--org", help="只校验这个单位；缺省为全部。")
@click.option("--rebuild", is_flag=True, help="先按日志重建各表（程序升级后使用）。")
def verify(org: str | None, rebuild: bool) -> None:
    """重放日志：核对哈希链和每一张表，指出第一处不符；有问题时退出码为 1。"""
    from inspect_app.commands import orgs
    from inspect_app.commands import verify as checking

    bad = 0
    with opened() as (_, db):
        listed = [org] if org else orgs.all_ids(db)
        if not listed:
            click.echo("数据库里还没有单位，没有可校验的内容")
        for one in listed:
            if not orgs.exists(db, one):
                raise fail(f"没有单位 {one}；现有：{'、'.join(orgs.all_ids(db)) or '无'}")
            if rebuild:
                click.echo(
                    f"{one}：已按 {checking.rebuild(db, one)} 条记录重建各表；正在运行的服务请重新启动"
                )
            report = checking.verify(db, one)
            for problem in report.problems:
                place = f"第 {problem.seq} 条 " if problem.seq is not None else ""
                click.echo(f"{one}：{place}{problem.where}：{problem.what}")
            click.echo(f"{one}：日志 {report.ops} 条，{_summary(len(report.problems))}")
            bad += len(report.problems)
    if bad:
        raise fail(f"校验发现 {bad} 处问题")


def _summary(problems: int) -> str:
    return f"问题 {problems} 处" if problems else "哈希链完整，各表与日志一致"


@click.command(
    epilog="\b\n例：\n  inspect-app backup /mnt/usb/inspect             备份（服务可以不停）；再次执行只复制新增的照片\n"
    "  inspect-app backup --restore /mnt/usb/inspect   恢复到空的数据目录（先停服务）"
)
@click.argument("dest", type=FOLDER, required=False)
@click.option("--restore", "source", type=FOLDER, help="从这个备份恢复。")
@click.option("--force", is_flag=True, help="恢复时覆盖已有数据。")
def backup(dest: Path | None, source: Path | None, force: bool) -> None:
    """把数据库、照片和文书备份到文件夹 DEST，并校验备份。"""
    from inspect_app.commands import backup as copying
    from inspect_app.config import from_environment

    if (dest is None) == (source is None):
        raise click.UsageError("请写明备份到哪个文件夹，或用 --restore 写明从哪里恢复（二者选一）")
    config = from_environment()
    try:
        if dest is not None:
            done = copying.backup(config, dest.absolute())
        else:
            assert source is not None
            done = copying.restore(config, source.absolute(), force)
    except copying.Unfit as problem:
        raise fail(str(problem)) from problem
    click.echo(
        f"已{'备份' if dest else '恢复'}：日志 {done.ops} 条；照片和文书 {done.blobs} 个文件，本次复制 {done.copied} 个；校验通过"
    )
