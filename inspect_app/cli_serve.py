"""`inspect-app serve` and `inspect-app worker`."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import click

from inspect_app.cli_base import fail, opened

if TYPE_CHECKING:
    from inspect_app.cli_lan import Lan
    from inspect_app.config import Config
    from inspect_app.storage.db import Database

BLOCKING_THREADS = 64
READY_SECONDS = 60
STOP_SECONDS = 10
STEADY_SECONDS = 60  # a worker that ran so long did not die of its start


@click.command(
    epilog="\b\n例：\n  inspect-app serve\n  inspect-app serve --host 0.0.0.0 --port 8000\n"
    "  inspect-app serve --lan            局域网内的平板用 https 打开，见 docs/operations.md\n"
    "  INSPECT_DATABASE=postgresql+psycopg://inspect@db/inspect inspect-app serve --workers 4"
)
@click.option(
    "--host", envvar="HOST", help="监听地址（环境变量 HOST）。缺省 127.0.0.1；加 --lan 时缺省 0.0.0.0。"
)
@click.option(
    "--port",
    envvar="PORT",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="端口（环境变量 PORT）。",
)
@click.option(
    "--workers", type=click.IntRange(1, 64), help="进程数：SQLite 只能 1 个，PostgreSQL 缺省为处理器个数。"
)
@click.option(
    "--no-worker",
    is_flag=True,
    help="不另起后台进程：批量签发、合并打印、补齐文书由另行运行的 inspect-app worker 办理。",
)
@click.option(
    "--lan", is_flag=True, help="用本地CA签发的证书在局域网上提供 https，并给出平板信任它的说明页和二维码。"
)
@click.option(
    "--guide-port",
    type=click.IntRange(1, 65535),
    help="说明页的端口（http，只有说明和证书），缺省为端口加 1。",
)
def serve(
    host: str | None, port: int, workers: int | None, no_worker: bool, lan: bool, guide_port: int | None
) -> None:
    """启动服务：现场 /field，局端 /bureau，企业 /portal。"""
    host = host or ("0.0.0.0" if lan else "127.0.0.1")  # nosec B104 - asked for with --lan
    if guide_port and not lan:
        raise fail("--guide-port 要和 --lan 一起用")
    os.environ["HOST"], os.environ["PORT"] = host, str(port)  # the workers read them again
    _refuse_taken(host, port)
    secured = _secured(host, port, guide_port or port % 65535 + 1) if lan else None
    with opened() as (config, db):  # migrated here, once, before any worker looks
        if db.is_sqlite and (workers or 1) > 1:
            raise fail(
                "SQLite 只能用 1 个进程（写入须排队）；需要多进程请用 INSPECT_DATABASE 改用 PostgreSQL"
            )
        count = 1 if db.is_sqlite else workers or os.cpu_count() or 1
        server = _server(host, port, count, secured)
        after = _After(config, db, host, port, not no_worker, secured)
        server.on_startup(after.start)
        server.on_shutdown(after.stop)
        server.serve()


def _secured(host: str, port: int, guide_port: int) -> Lan:
    from inspect_app.cli_lan import prepare

    if guide_port == port:
        raise fail("说明页的端口不能和服务的端口相同")
    _refuse_taken(host, guide_port)
    lan = prepare(host, port, guide_port)
    # What is printed on documents must be an address that others can open; it also makes cookies secure.
    os.environ.setdefault("INSPECT_BASE_URL", lan.where.app[0])
    if not os.environ["INSPECT_BASE_URL"].startswith("https://"):
        raise fail("INSPECT_BASE_URL 应以 https:// 开头（或不设）：--lan 只用 https 提供服务")
    return lan


def _server(host: str, port: int, workers: int, lan: Lan | None) -> Any:
    from granian import Granian
    from granian.constants import Interfaces, SSLProtocols
    from granian.log import LogLevels

    return Granian(
        "inspect_app:create_app", factory=True, interface=Interfaces.WSGI, address=host, port=port, workers=workers,
        blocking_threads=BLOCKING_THREADS, websockets=False, log_level=LogLevels.error, workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=workers > 1, ssl_cert=lan.papers.cert if lan else None, ssl_key=lan.papers.key if lan else None,
        ssl_protocol_min=SSLProtocols.tls12,
    )  # fmt: skip


def _refuse_taken(host: str, port: int) -> None:
    """Raises ClickException when the address can't be had; the server itself would only log a line."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        raise fail(f"没有地址 {host}；本机用 127.0.0.1，对外服务用 0.0.0.0") from None
    with socket.socket(found[0], found[1]) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(found[4])
        except PermissionError:
            raise fail(f"没有权限使用端口 {port}；请改用 1024 以上的端口") from None
        except OSError:
            raise fail(
                f"端口 {port} 已被占用（{host}）：另一个服务在运行？可换一个端口，如 --port {port % 65535 + 1}"
            ) from None


class _After:
    """What happens beside the server: a greeting once it answers, and a worker for what takes longer than a page."""

    def __init__(
        self, config: Config, db: Database, host: str, port: int, works: bool, lan: Lan | None = None
    ) -> None:
        self.config, self.db, self.works, self.lan = config, db, works, lan
        shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # nosec B104 - where to open, not where to listen
        self.address = f"{'https' if lan else 'http'}://{shown}:{port}"
        self.child: subprocess.Popen[bytes] | None = None
        self.stopping, self.changing = threading.Event(), threading.Lock()

    def start(self) -> None:
        threading.Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        self.stopping.set()
        if self.lan:
            self.lan.stop()
        with self.changing:
            child = self.child
        if child and child.poll() is None:
            child.terminate()  # it finishes the document in work, then ends

    def _run(self) -> None:
        if not self._answers():
            return
        for line in self._greeting():
            click.echo(line)
        if self.lan:
            self.lan.start(self.db, self.config.org)
        if self.works:
            self._keep_worker()

    def _keep_worker(self) -> None:
        """A process of its own, so that the server keeps its memory and its time; begun again when it dies, ever later if it dies at once."""
        pause = 1.0
        while not self.stopping.is_set():
            began = time.monotonic()
            with self.changing:
                if self.stopping.is_set():
                    return
                self.child = subprocess.Popen(
                    [sys.executable, "-m", "inspect_app.cli", "worker", "--parent", str(os.getpid())]
                )
            self.child.wait()
            pause = 1.0 if time.monotonic() - began > STEADY_SECONDS else min(2 * pause, STEADY_SECONDS)
            self.stopping.wait(pause)

    def _answers(self) -> bool:
        end = time.monotonic() + READY_SECONDS
        trust = ssl.create_default_context(cafile=self.lan.papers.ca) if self.lan else None
        while time.monotonic() < end and not self.stopping.wait(0.02):
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=5, context=trust):  # nosec B310
                    return True
            except (urllib.error.URLError, OSError):
                continue
        return False

    def _greeting(self) -> list[str]:
        from inspect_app.demo.welcome import lines

        faces = (("现场", "field", "平板，可离线"), ("局端", "bureau", "电脑"), ("企业", "portal", "手机"))
        listed = [f"服务已启动：{self.address}/"]
        listed += [f"  {name}  {self.address}/{path}/  （{what}）" for name, path, what in faces]
        return [*listed, *lines(self.db, self.config.org, self.config.data, self.address), "按 Ctrl+C 停止"]


@click.command(
    epilog="\b\n例：\n  inspect-app worker              一直运行，直到停止（serve 会自己起一个；可以多起几个，多台机器也可以）\n"
    "  inspect-app worker --every 300  每 5 分钟清查一遍未办完的\n  inspect-app worker --once       把现有的办完就结束（可由 cron 调用）"
)
@click.option(
    "--every", type=click.IntRange(1, 86400), default=60, show_default=True, help="每隔这么多秒清查一遍。"
)
@click.option("--once", is_flag=True, help="把现有的办完就结束。")
@click.option("--parent", type=int, hidden=True, help="随这个进程（serve）结束。")
def worker(every: int, once: bool, parent: int | None) -> None:
    """后台工作：批量签发、合并打印，补齐因断电等原因没有生成完的文书。"""
    from inspect_app.commands import documents
    from inspect_app.commands.press import press_of
    from inspect_app.demo import papers
    from inspect_app.jobs import Jobs
    from inspect_app.storage.blobs import open_blobs

    if parent is not None:
        os.nice(10)  # pages come first
    with opened() as (config, db):
        press = press_of(config, open_blobs(config.blobs, config.min_free_bytes))

        def finish() -> int:
            done = papers.finish(db, press) + documents.sweep(db, press)
            if done:
                click.echo(f"已补齐文书 {done} 份")
            return done

        jobs = Jobs(config, db, press)
        if once:
            jobs.once(finish)
        else:
            jobs.run(finish, every, parent)
