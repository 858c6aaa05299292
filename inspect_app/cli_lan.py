"""`inspect-app serve --lan`: certificates before the server starts, the page of instructions beside it, renewal while it runs."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspect_app.cli_base import fail
from inspect_app.lan import addresses, guide
from inspect_app.lan.authority import Papers, Unfit, papers

if TYPE_CHECKING:
    from inspect_app.storage.db import Database

LOOK_SECONDS = 600


def prepare(host: str, port: int, guide_port: int) -> Lan:
    """Certificates for where this machine stands now. Raises ClickException with what is wrong and what to do."""
    data = Path(os.environ.get("INSPECT_DATA", "var")).resolve()
    try:
        return Lan(data, host, port, guide_port)
    except Unfit as problem:
        raise fail(str(problem)) from None


class Lan:
    """A server on the local network: its certificates, its addresses, its page of instructions."""

    def __init__(self, data: Path, host: str, port: int, guide_port: int) -> None:
        self.data, self.host, self.port, self.guide_port = data, host, port, guide_port
        self.papers, self.where = self._now()
        self.office = "县应急管理局"
        self.door: guide.Door | None = None
        self.stopping = threading.Event()

    def _now(self) -> tuple[Papers, guide.Places]:
        found = addresses.lan_addresses(self.host)
        if not found:
            raise Unfit(
                "这台电脑没有局域网地址，平板连不上。请先接好网线或无线网；只在本机使用时不要加 --lan"
            )
        return papers(self.data, found, addresses.host_name()), guide.places(
            found, self.port, self.guide_port
        )

    def start(self, db: Database, org: str) -> None:
        """Opens the page of instructions, says where it is, and looks after the certificate from now on."""
        from inspect_app.queries import facts

        with db.read() as connection:
            self.office = facts.bureau(connection, org).get("name") or self.office
        try:
            self.door = guide.Door(self.host, self.guide_port, self._content())
        except OSError as error:
            click.echo(f"说明页没有打开（端口 {self.guide_port}：{error.strerror}），其余不受影响", err=True)
            return
        self.door.start()
        for line in self.lines():
            click.echo(line)
        threading.Thread(target=self._look_after, daemon=True).start()

    def stop(self) -> None:
        """Closes the page of instructions."""
        self.stopping.set()
        if self.door:
            self.door.stop()

    def lines(self) -> list[str]:
        """What the terminal says: the addresses, the fingerprint, the QR code of the page."""
        made = (
            "新生成，每台平板需要信任一次" if self.papers.fresh_ca else "沿用原来的，已信任过的平板不用再做"
        )
        return [
            "局域网（https）：",
            *(f"  平板打开  {url}/field/" for url in self.where.app),
            *(f"  信任说明  {url}" for url in self.where.guide),
            f"  本地CA    {self.papers.ca_name}（{made}）",
            f"  CA 指纹   {self.papers.fingerprint[:48]}",
            f"            {self.papers.fingerprint[48:]}",
            "平板第一次使用：扫下面的二维码打开信任说明，核对指纹后安装证书。",
            guide.terminal_qr(self.where.guide[0]),
        ]

    def _content(self) -> dict[str, tuple[str, bytes]]:
        return guide.files(self.papers, self.where, self.office)

    def _look_after(self) -> None:
        while not self.stopping.wait(LOOK_SECONDS):
            self.look()

    def look(self) -> None:
        """Another address, or a certificate near its end: a new one, which the workers load at once; tablets notice nothing."""
        try:
            fresh, where = self._now()
        except (Unfit, OSError) as problem:
            click.echo(f"局域网证书没有换新：{problem}", err=True)
            return
        moved = where != self.where
        self.papers, self.where = fresh, where
        if self.door and (moved or fresh.renewed):
            self.door.content = self._content()
        if fresh.renewed:
            os.kill(os.getpid(), signal.SIGHUP)
        if moved:
            click.echo("这台电脑的局域网地址变了：")
            for line in self.lines():
                click.echo(line)
