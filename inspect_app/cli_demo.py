"""`inspect-app demo`: the demo county."""

from __future__ import annotations

import datetime as dt

import click

from inspect_app.cli_base import fail, opened

MOST_FINDINGS = 20_000


@click.command(
    epilog="\b\n例：\n  inspect-app demo                     1,795 家企业、1,500 条隐患\n"
    "  inspect-app demo --findings 20000     压力测试用\n"
    "  inspect-app demo --reset --seed 7     清空演示数据，换一个种子重新生成"
)
@click.option(
    "--findings",
    type=click.IntRange(0, MOST_FINDINGS),
    default=1500,
    show_default=True,
    help="历史隐患条数。",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="种子：相同的种子和日期得到相同的县。",
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="以这一天为今天，缺省为真正的今天。")
@click.option(
    "--notices", type=click.IntRange(0), help="立即生成文件的最近整改通知书份数，其余在启动服务后于后台补齐。"
)
@click.option("--reset", is_flag=True, help="先清空演示数据（不会动真实单位的数据）。")
@click.option("--if-empty", is_flag=True, help="已有数据时什么也不做。")
def demo(
    findings: int, seed: int, today: dt.datetime | None, notices: int | None, reset: bool, if_empty: bool
) -> None:
    """载入演示县（临颍县）：企业、专家、本周检查、历史隐患、照片和文书。"""
    from inspect_app.checklist_files import FolderError
    from inspect_app.commands import keys
    from inspect_app.demo import load, welcome
    from inspect_app.domain.people import system
    from inspect_app.queries import facts

    with opened() as (config, db):
        now = load.condition(db, config.org)
        if now in ("demo", "real") and if_empty and not reset:
            return
        if now == "real":
            raise fail(
                f"单位 {config.org} 里是真实数据，不能载入演示数据；请用 INSPECT_DATA 另设一个数据目录"
            )
        if now == "demo" and not reset:
            raise fail("已有演示数据；重新生成请加 --reset（演示数据会全部清空）")
        if now == "partial":
            click.echo("上次载入没有完成，重新开始")
        if now != "empty":
            load.reset(db, config)
        try:
            done = load.load(
                db, config, findings=findings, seed=seed, today=today.date() if today else None,
                ahead=load.DEFAULT_PAPERS if notices is None else notices, say=click.echo,
            )  # fmt: skip
        except FolderError as problem:
            raise fail(f"检查表有问题：\n{problem}") from problem
        click.echo(
            f"演示县已载入：{done.visits} 次检查，{done.findings} 条隐患，{done.papers} 份通知书，用时 {done.seconds:.1f} 秒"
        )
        if done.later:
            click.echo(
                f"另有较早的 {done.later} 份通知书，启动服务后在后台生成（或运行 inspect-app worker --once）"
            )
        with db.read() as connection:
            keyed = facts.encryption(connection, config.org)["key"] is not None
        if not keyed:  # so that the bureau can open the rescue files of its tablets
            keys.make(db, config.data, system(config.org))
        for line in welcome.lines(db, config.org, config.data, config.base_url):
            click.echo(line)
