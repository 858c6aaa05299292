"""The command line: `inspect-app serve | worker | demo | init | user | check | verify | backup | evidence | keys | pdf | import-rescue | remind`.

Commands import what they need when they run, so that `--help` and `serve` start at once.
"""

from __future__ import annotations

import sys

import click

from inspect_app import cli_base
from inspect_app.cli_data import backup, check, init, verify
from inspect_app.cli_demo import demo
from inspect_app.cli_evidence import evidence
from inspect_app.cli_pdf import pdf
from inspect_app.cli_remind import remind
from inspect_app.cli_rescue import import_rescue, keys
from inspect_app.cli_serve import serve, worker
from inspect_app.cli_users import user


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="\b\n设置（环境变量）：\n"
    "  INSPECT_DATA      数据目录，缺省 ./var\n"
    "  INSPECT_DATABASE  数据库，缺省 数据目录里的 SQLite；postgresql+psycopg://用户@主机/库\n"
    "  INSPECT_BLOBS     照片和文书的存放处，缺省 数据目录/blobs\n"
    "  INSPECT_BASE_URL  印在文书上的网址，缺省 http://HOST:PORT\n"
    "  INSPECT_ORG       单位编号（区划代码），缺省 411122\n"
    "  INSPECT_SIGN_PASSPHRASE、_SERVICE、_TOKEN、_TSA  签章证书的口令、外部签章服务、时间戳服务器（见 docs/operations.md）\n"
    "\b\n例：\n  inspect-app demo && inspect-app serve --port 9000\n  inspect-app COMMAND --help",
)
@click.version_option(package_name="inspect-app", message="inspect-app %(version)s")
def commands() -> None:
    """百名专家助千企：专家现场检查、局端签发整改通知书、跟踪隐患直至销号。"""


for command in (
    serve,
    worker,
    demo,
    init,
    user,
    check,
    verify,
    backup,
    evidence,
    keys,
    pdf,
    import_rescue,
    remind,
):
    commands.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """The entry point; exits 0, 1 (failed) or 2 (wrong usage)."""
    sys.exit(cli_base.run(commands, arguments))


if __name__ == "__main__":
    main()
