"""The page that explains how to trust the local CA, over plain http: it shows the page and the CA's certificate and nothing else.

Plain http because a tablet that does not trust the CA yet can't open anything else without a warning. What could be forged on the way is the
certificate itself; that is why the page and the terminal show its fingerprint, to be compared by a person.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from inspect_app.lan.addresses import Address, in_url
from inspect_app.lan.authority import Papers
from inspect_app.paths import static_dir, templates_dir

SECONDS = 10  # for a whole request: nobody may hold a thread
HTML, CSS, SVG = "text/html; charset=utf-8", "text/css; charset=utf-8", "image/svg+xml"
# With its own type iPadOS and Windows offer to install it; some Androids refuse that type, so there it is a file like any other too.
CA_TYPE, PEM_TYPE = "application/x-x509-ca-cert", "application/x-pem-file"
STYLES = ("tokens.css", "portal.css", "lan.css")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
}  # fmt: skip


@dataclass(frozen=True)
class Places:
    """Where people find what. `app`: addresses of the app (https), `guide`: of the page of instructions (http), the best one first."""

    app: list[str]
    guide: list[str]


def places(addresses: Sequence[Address], port: int, guide_port: int) -> Places:
    """The addresses to open."""
    hosts = [in_url(address) for address in addresses]
    return Places(
        [f"https://{host}:{port}" for host in hosts], [f"http://{host}:{guide_port}/" for host in hosts]
    )


def terminal_qr(url: str) -> str:
    """The address as a QR code of text, for the terminal."""
    import segno

    out = io.StringIO()
    segno.make(url, error="m", micro=False).terminal(out=out, compact=True)
    return out.getvalue()


def files(found: Papers, where: Places, office: str) -> dict[str, tuple[str, bytes]]:
    """Path to (type, body): all that this door has."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(templates_dir()), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )  # fmt: skip
    page = templates.get_template("lan/guide.html").render(
        office=office, where=where, ca_name=found.ca_name, fingerprint=found.fingerprint.split(":"), valid_until=f"{found.valid_until:%Y-%m-%d}"
    )  # fmt: skip
    return {
        "/": (HTML, page.encode()),
        "/ca.crt": (CA_TYPE, found.ca_der),
        "/ca.pem": (PEM_TYPE, found.ca_pem),
        "/guide.svg": (SVG, _svg(where.guide[0])),
        "/app.svg": (SVG, _svg(f"{where.app[0]}/field/")),
        **{f"/{name}": (CSS, (static_dir() / name).read_bytes()) for name in STYLES},
    }


def _svg(url: str) -> bytes:
    import segno

    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", border=4, xmldecl=False, light="#fff", omitsize=True
    )
    return out.getvalue()


class Door:
    """The plain server, in threads of this process."""

    def __init__(self, host: str, port: int, content: dict[str, tuple[str, bytes]]) -> None:
        self.content = content
        self.server = _Server((host, port), partial(_Handler, self))
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    def start(self) -> None:
        """Begins to answer."""
        self.thread.start()

    def stop(self) -> None:
        """Ends; the port is free afterwards."""
        if self.thread.is_alive():
            self.server.shutdown()
        self.server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], handler: Any) -> None:
        import socket

        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor who hangs up is nothing to write into the terminal."""


class _Handler(BaseHTTPRequestHandler):
    timeout = SECONDS
    server_version, sys_version = "inspect-app", ""

    def __init__(self, door: Door, *args: Any) -> None:
        self.door = door
        super().__init__(*args)

    def do_GET(self) -> None:
        """One of the files; every other path leads to the page, so that a mistyped address of the app does too."""
        found = self.door.content.get(self.path.partition("?")[0])
        if found is None:
            self._answer(302, {"Location": "/", "Content-Length": "0"})
            return
        kind, body = found
        headers = {"Content-Type": kind, "Content-Length": str(len(body))}
        if kind == PEM_TYPE:
            headers["Content-Disposition"] = 'attachment; filename="inspect-ca.pem"'
        self._answer(200, headers)
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def _answer(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """No log: the terminal shows the addresses and the QR code."""
