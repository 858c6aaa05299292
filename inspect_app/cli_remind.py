"""`inspect-app remind`."""

from __future__ import annotations

import click

from inspect_app.cli_base import fail, opened


@click.command(
    epilog="\b\n例：\n  inspect-app remind                      今天的提醒，并把该发的发出去\n  inspect-app remind --today 2026-12-01   补做某一天的提醒\n"
    "  inspect-app remind --no-send            只写站内消息"
)
@click.option("--today", metavar="YYYY-MM-DD", help="按这一天计算期限，缺省为今天（北京时间）。")
@click.option("--no-send", is_flag=True, help="只写站内消息，不通过短信、邮件等渠道发送。")
def remind(today: str | None, no_send: bool) -> None:
    """提醒到期、逾期的隐患和各环节事项。可以反复运行：同一天同一对象的提醒只有一条。"""
    from inspect_app.commands import deliver
    from inspect_app.commands.remind import all_bureaus
    from inspect_app.domain.dates import day_of
    from inspect_app.domain.deadline_settings import is_day
    from inspect_app.storage.db import now_ms

    if today is not None and not is_day(today):
        raise fail(f"--today {today} 不是日期，请写成 2026-12-01 这样的年-月-日")
    if today is not None and today > day_of(now_ms()):
        raise fail(f"--today {today} 还没有到；提醒只能按今天或补做以前的日子")
    with opened() as (config, db):
        told = all_bureaus(db, today or day_of(now_ms()))
        click.echo(f"已写站内消息 {told} 条")
        if not no_send:
            click.echo(f"通过通知渠道发送 {deliver.deliver(db, config.secret, config.channel_hosts)} 条")
