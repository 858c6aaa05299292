"""`inspect-app serve --lan`: a local CA that vouches for little, certificates that follow the machine, a page that explains how to trust it."""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image, ImageDraw

from inspect_app import cli_lan, cli_serve
from inspect_app.lan import addresses, authority
from inspect_app.lan.authority import Unfit, papers
from tests.servers import free_port

NOW = dt.datetime(2026, 11, 27, 8, tzinfo=dt.UTC)
HERE = [ipaddress.ip_address("192.168.3.7")]


def leaf(data: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate((data / "lan/server.crt").read_bytes())


# --- certificates ------------------------------------------------------------------------------------------------------------------------


def test_the_ca_lasts_ten_years_makes_no_further_cas_and_vouches_for_local_places_only(
    tmp_path: Path,
) -> None:
    made = papers(tmp_path, [*HERE, ipaddress.ip_address("59.200.1.9")], "jg-server", NOW)

    ca = x509.load_pem_x509_certificate(made.ca_pem)
    basic = ca.extensions.get_extension_for_class(x509.BasicConstraints)
    names = ca.extensions.get_extension_for_class(x509.NameConstraints)
    assert made.ca_name == "县局本地CA 2026-11-27"
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, 0)
    assert isinstance(ca.public_key(), ec.EllipticCurvePublicKey)
    assert ca.public_key().curve.name == "secp256r1"
    assert (ca.not_valid_after_utc - ca.not_valid_before_utc).days in range(3650, 3655)
    assert names.critical
    allowed = [str(entry.value) for entry in names.value.permitted_subtrees]
    assert {"192.168.0.0/16", "10.0.0.0/8", "59.200.0.0/16", "jg-server", "local"} <= set(allowed)
    assert made.fingerprint.replace(":", "").lower() == hashlib.sha256(made.ca_der).hexdigest()
    for file in ("ca.key", "ca.crt", "server.key", "server.crt"):
        assert (tmp_path / "lan" / file).stat().st_mode & 0o777 == 0o600, file


def test_the_servers_certificate_names_addresses_and_host_for_at_most_397_days(tmp_path: Path) -> None:
    papers(tmp_path, HERE, "jg-server", NOW)

    cert = leaf(tmp_path)
    named = cert.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert set(named.get_values_for_type(x509.IPAddress)) == {*HERE, ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1")}  # fmt: skip
    assert named.get_values_for_type(x509.DNSName) == ["localhost", "jg-server", "jg-server.local"]
    assert cert.not_valid_after_utc - cert.not_valid_before_utc <= dt.timedelta(days=397)
    assert cert.not_valid_before_utc < NOW - dt.timedelta(hours=20), (
        "a tablet whose clock is behind must trust it too"
    )


def test_certificates_are_kept_and_renewed_only_when_the_place_changes_or_the_end_is_near(
    tmp_path: Path,
) -> None:
    first = papers(tmp_path, HERE, "jg-server", NOW)
    before = leaf(tmp_path)
    again = papers(tmp_path, HERE, "jg-server", NOW + dt.timedelta(days=300))
    assert (again.renewed, leaf(tmp_path)) == (False, before)

    moved = papers(tmp_path, [ipaddress.ip_address("10.1.2.3")], "jg-server", NOW + dt.timedelta(days=300))
    assert (moved.renewed, moved.fresh_ca, moved.fingerprint) == (True, False, first.fingerprint)
    later = papers(tmp_path, [ipaddress.ip_address("10.1.2.3")], "jg-server", NOW + dt.timedelta(days=670))
    assert (later.renewed, later.fingerprint) == (True, first.fingerprint)


def test_a_host_name_outside_the_constraints_is_left_out_and_an_address_outside_is_refused(
    tmp_path: Path,
) -> None:
    papers(tmp_path, HERE, "old-name", NOW)

    papers(tmp_path, HERE, "new-name", NOW)
    named = leaf(tmp_path).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert named.get_values_for_type(x509.DNSName) == ["localhost", "new-name.local"]
    with pytest.raises(Unfit, match=r"8\.8\.8\.8 不在本地CA可以担保的范围内"):
        papers(tmp_path, [ipaddress.ip_address("8.8.8.8")], "old-name", NOW)


def test_a_wrong_clock_and_a_ca_at_its_end_are_said(tmp_path: Path) -> None:
    with pytest.raises(Unfit, match="时钟显示 2010-01-01"):
        papers(tmp_path, HERE, None, dt.datetime(2010, 1, 1, tzinfo=dt.UTC))
    papers(tmp_path, HERE, None, NOW)
    with pytest.raises(Unfit, match="比本地CA的生成日期 2026-11-27 还早"):
        papers(tmp_path, HERE, None, NOW - dt.timedelta(days=90))
    with pytest.raises(Unfit, match="重新信任新的CA"):
        papers(tmp_path, HERE, None, NOW + dt.timedelta(days=3640))


@pytest.mark.parametrize("file", ["ca.key", "ca.crt", "server.key", "server.crt"])
def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path, file: str) -> None:
    papers(tmp_path, HERE, None, NOW)
    (tmp_path / "lan" / file).write_text("not a certificate")

    with pytest.raises(Unfit, match=f"{file}.*{'重新信任' if file.startswith('ca') else '重新签发'}"):
        papers(tmp_path, HERE, None, NOW)


def test_a_key_without_its_certificate_makes_no_new_ca_behind_the_tablets_back(tmp_path: Path) -> None:
    papers(tmp_path, HERE, None, NOW)
    (tmp_path / "lan/ca.crt").unlink()

    with pytest.raises(Unfit, match="从备份放回来"):
        papers(tmp_path, HERE, None, NOW)


def test_the_constraints_hold_a_certificate_for_a_public_site_is_worth_nothing(tmp_path: Path) -> None:
    papers(tmp_path, HERE, None, NOW)
    ca, key = authority._load(tmp_path / "lan", "ca.crt", "ca.key")
    authority._make_leaf(tmp_path / "lan", ca, key, [x509.DNSName("www.gov.cn")], dt.datetime.now(dt.UTC))

    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"):
        shake(tmp_path, "www.gov.cn")


def shake(data: Path, name: str) -> None:
    """A handshake in memory between the files of `data/lan` and a client that trusts their CA and expects `name`."""
    server, client = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    server.load_cert_chain(data / "lan/server.crt", data / "lan/server.key")
    client.load_verify_locations(data / "lan/ca.crt")
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = [client.wrap_bio(to_client, to_server, server_hostname=name), server.wrap_bio(to_server, to_client, server_side=True)]  # fmt: skip
    for _ in range(6):
        for end in ends:
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue


def test_the_addresses_of_this_machine_are_found_or_taken_from_the_host_given() -> None:
    assert addresses.lan_addresses("127.0.0.2") == [ipaddress.ip_address("127.0.0.2")]
    assert all(not address.is_loopback for address in addresses.lan_addresses("0.0.0.0"))
    assert addresses.lan_addresses("no.such.host.invalid") == []


# --- the running server --------------------------------------------------------------------------------------------------------------------


class Serving:
    """A real `serve --lan` on 127.0.0.2, an address that no browser takes for localhost by name."""

    host = "127.0.0.2"

    def __init__(self, data: Path) -> None:
        self.data, self.port, self.guide_port = data, free_port(), free_port()
        self.log = open(data / "server.log", "w+", encoding="utf-8")  # noqa: SIM115 - lives as long as the process
        env = {k: v for k, v in os.environ.items() if not k.startswith("INSPECT_")} | {
            "INSPECT_DATA": str(data)
        }
        command = [sys.executable, "-u", "-m", "inspect_app.cli", "serve", "--lan", "--host", self.host]
        command += ["--port", str(self.port), "--guide-port", str(self.guide_port)]
        self.process = subprocess.Popen(command, env=env, stdout=self.log, stderr=subprocess.STDOUT)
        self.until("CA 指纹")

    def until(self, words: str) -> str:
        end = time.monotonic() + 60
        while words not in (
            said := (self.data / "server.log").read_text(encoding="utf-8")
        ) or not said.endswith("\n"):
            assert time.monotonic() < end, said
            assert self.process.poll() is None, said
            time.sleep(0.1)
        time.sleep(0.3)
        return (self.data / "server.log").read_text(encoding="utf-8")

    def get(
        self, path: str, ca: Path | None = None, host: str | None = None
    ) -> urllib.request.http.client.HTTPResponse:
        context = ssl.create_default_context(cafile=ca or self.data / "lan/ca.crt")
        return urllib.request.urlopen(
            f"https://{host or self.host}:{self.port}{path}", timeout=10, context=context
        )

    def guide(self, path: str) -> urllib.request.http.client.HTTPResponse:
        return urllib.request.urlopen(f"http://{self.host}:{self.guide_port}{path}", timeout=10)


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One server for the tests below, over an empty bureau."""
    made = Serving(tmp_path_factory.mktemp("lan"))
    yield made
    made.process.send_signal(signal.SIGTERM)
    made.process.wait(30)


def test_whoever_trusts_the_ca_reaches_the_app_and_nobody_else_does(serving: Serving, tmp_path: Path) -> None:
    with serving.get("/field/") as answer:
        assert answer.status == 200
        assert "现场检查" in answer.read().decode()
    papers(tmp_path, HERE, None)  # somebody else's CA
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        serving.get("/healthz", ca=tmp_path / "lan/ca.crt")
    with socket.create_connection((serving.host, serving.port)) as raw:
        context = ssl.create_default_context(cafile=serving.data / "lan/ca.crt")
        with pytest.raises(ssl.SSLCertVerificationError, match="IP address mismatch"):
            context.wrap_socket(raw, server_hostname="192.168.9.9")


def test_cookies_are_secure_and_documents_carry_the_address_of_the_network(serving: Serving) -> None:
    with serving.get("/sign-in") as answer:
        cookies = answer.headers.get_all("Set-Cookie") or []
    assert cookies
    assert all("Secure" in cookie for cookie in cookies)


def test_the_plain_door_has_the_page_and_the_certificate_and_nothing_of_the_app(
    serving: Serving, tmp_path: Path
) -> None:
    said = (serving.data / "server.log").read_text(encoding="utf-8")
    fingerprint = "".join(part.strip() for part in said.partition("CA 指纹")[2].splitlines()[:2])
    with serving.guide("/") as answer:
        page = answer.read().decode()
    assert all(word in page for word in ("核对指纹", "以设备实际菜单为准", "iPad", "HarmonyOS", "Windows"))
    assert "".join(f"<span>{part}</span>" for part in fingerprint.split(":")) == page[page.index("<span>", page.index("fingerprint")):].partition("</p>")[0].replace("<i>:</i>", "")  # fmt: skip
    with serving.guide("/ca.crt") as answer:
        der = answer.read()
        assert answer.headers["Content-Type"] == "application/x-x509-ca-cert"
    assert x509.load_der_x509_certificate(der).fingerprint(hashes.SHA256()).hex(":").upper() == fingerprint
    with serving.guide("/ca.pem") as answer:
        assert x509.load_pem_x509_certificate(answer.read()).public_bytes(serialization.Encoding.DER) == der
    for path in ("/field/", "/api/v1/session", "/bureau/", "/healthz", "/%2e%2e/secret"):
        with serving.guide(path) as answer:  # followed to the page
            assert answer.url == f"http://{serving.host}:{serving.guide_port}/", path
    with pytest.raises(urllib.error.HTTPError, match="501"):
        urllib.request.urlopen(f"http://{serving.host}:{serving.guide_port}/", data=b"x", timeout=10)


def test_the_terminal_shows_where_to_go_and_a_qr_code_that_reads(serving: Serving) -> None:
    said = (serving.data / "server.log").read_text(encoding="utf-8")
    assert f"https://{serving.host}:{serving.port}/field/" in said
    rows = [line for line in said.splitlines() if line and set(line) <= set("█▄▀ ")]
    picture = Image.new("L", (len(rows[0]) * 8, len(rows) * 16), 0)
    draw = ImageDraw.Draw(picture)
    for y, row in enumerate(rows):
        for x, char in enumerate(row):
            for half, lit in enumerate((char in "█▀", char in "█▄")):
                if lit:
                    draw.rectangle((x * 8, y * 16 + half * 8, x * 8 + 7, y * 16 + half * 8 + 7), fill=255)
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [
        f"http://{serving.host}:{serving.guide_port}/"
    ]


def test_a_renewed_certificate_is_served_without_a_restart(serving: Serving) -> None:
    before = leaf(serving.data).serial_number
    (serving.data / "lan/server.crt").unlink()
    papers(serving.data, addresses.lan_addresses(serving.host), addresses.host_name())
    serving.process.send_signal(signal.SIGHUP)  # what cli_lan.Lan.look sends itself

    end = time.monotonic() + 30
    while served(serving, before) == before:
        assert time.monotonic() < end, "the old certificate is still served"
        time.sleep(0.2)
    with serving.get("/healthz") as answer:
        assert answer.status == 200


def served(serving: Serving, before: int) -> int:
    """The serial number of the certificate that the server shows; `before` while its workers change."""
    context = ssl.create_default_context(cafile=serving.data / "lan/ca.crt")
    try:
        with (
            socket.create_connection((serving.host, serving.port), timeout=5) as raw,
            context.wrap_socket(raw, server_hostname=serving.host) as secure,
        ):
            return x509.load_der_x509_certificate(secure.getpeercert(binary_form=True) or b"").serial_number
    except OSError:
        return before


# --- what can be wrong -----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs `serve` with these arguments as far as its refusal; returns what it says."""
    monkeypatch.setenv("INSPECT_DATA", str(tmp_path))
    for name in ("HOST", "PORT", "INSPECT_BASE_URL"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object) -> str:
        outcome = CliRunner().invoke(cli_serve.serve, [str(argument) for argument in arguments])
        assert outcome.exit_code == 1
        return outcome.output

    return run


def test_a_port_of_the_page_that_is_taken_is_said(said) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.2", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"端口 {port} 已被占用" in said("--lan", "--host", "127.0.0.2", "--port", free_port(), "--guide-port", port)  # fmt: skip


def test_a_machine_without_a_network_is_told_so(said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "lan_addresses", lambda host: [])
    assert "没有局域网地址" in said("--lan", "--port", free_port())


def test_a_plain_base_url_and_a_page_without_lan_are_refused(said, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "要和 --lan 一起用" in said("--guide-port", 9000)
    monkeypatch.setenv("INSPECT_BASE_URL", "http://192.168.1.5:8000")
    assert "应以 https:// 开头" in said("--lan", "--host", "127.0.0.2", "--port", free_port())


def test_files_that_cannot_be_read_are_named(said, tmp_path: Path) -> None:
    papers(tmp_path, HERE, None)
    (tmp_path / "lan/ca.key").unlink()
    (tmp_path / "lan/ca.key").mkdir()
    assert "ca.key" in said("--lan", "--host", "127.0.0.2", "--port", free_port())


def test_a_new_address_gets_a_new_certificate_and_a_new_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = cli_lan.Lan(tmp_path, "127.0.0.2", free_port(), free_port())
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda pid, what: sent.append((pid, what)))
    lan.look()
    assert sent == []

    lan.host = "127.0.0.3"
    lan.look()
    assert sent == [(os.getpid(), signal.SIGHUP)]
    assert lan.where.app[0].startswith("https://127.0.0.3:")
