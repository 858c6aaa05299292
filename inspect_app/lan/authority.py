"""The bureau's own certificate authority: made once, kept beside the data, and the server's certificate that it vouches for.

Whoever holds the CA's key could pretend to be any server that the tablets trust it for. So the CA may only vouch for private addresses,
the networks this machine stood in when the CA was made, and local names; it may not make further CAs; its key is readable by the owner only.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from inspect_app.lan.addresses import Address

FOLDER = "lan"
CA_KEY, CA_CERT, KEY, CERT = "ca.key", "ca.crt", "server.key", "server.crt"
CA_DAYS = 3653
LEAF_DAYS = 396
RENEW_DAYS = 30
# A tablet's clock may be behind; a certificate that is "not yet valid" there helps nobody.
BACKDATED = dt.timedelta(days=1)
# The program did not exist before: a machine that says so has lost its clock (an empty battery says 1970 or 2010).
EARLIEST = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
LOCAL_NAMES = ("localhost", "local", "lan", "internal", "home.arpa")
PRIVATE = (
    "127.0.0.0/8",
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "::1/128",
    "fc00::/7",
    "fe80::/10",
)


class Unfit(Exception):
    """No certificate can be had; the message (Chinese) says why and what to do."""


@dataclass(frozen=True)
class Papers:
    """What the server and the page of instructions need. `fingerprint`: SHA-256 of the CA's certificate as `AB:CD:…`."""

    folder: Path
    ca_pem: bytes
    ca_der: bytes
    ca_name: str
    fingerprint: str
    valid_until: dt.datetime
    fresh_ca: bool
    renewed: bool

    @property
    def cert(self) -> Path:
        """The server's certificate."""
        return self.folder / CERT

    @property
    def key(self) -> Path:
        """The server's key."""
        return self.folder / KEY

    @property
    def ca(self) -> Path:
        """The CA's certificate, for clients on this machine."""
        return self.folder / CA_CERT


def papers(
    data: Path, addresses: Sequence[Address], name: str | None, now: dt.datetime | None = None
) -> Papers:
    """The CA and a certificate for these addresses and this host name; makes or renews what is missing, old or for other addresses.

    Raises Unfit: a clock that can't be right, files that can't be read or don't belong together, an address the CA may not vouch for.
    """
    now = now or dt.datetime.now(dt.UTC)
    if now < EARLIEST:
        raise Unfit(f"这台电脑的时钟显示 {now:%Y-%m-%d}，不可能正确。请先校准系统时间，否则平板不会信任证书")
    folder = data / FOLDER
    fresh = not (folder / CA_CERT).exists() and not (folder / CA_KEY).exists()
    if fresh:
        _make_ca(folder, addresses, name, now)
    ca, ca_key = _load(folder, CA_CERT, CA_KEY)
    _check_ca(ca, now, folder)
    wanted = _names(ca, addresses, name)
    renewed = fresh or not _still_good(folder, ca, wanted, now)
    if renewed:
        _make_leaf(folder, ca, ca_key, wanted, now)
    leaf, _ = _load(folder, CERT, KEY)
    return Papers(
        folder, ca.public_bytes(serialization.Encoding.PEM), ca.public_bytes(serialization.Encoding.DER),
        _common_name(ca), ca.fingerprint(hashes.SHA256()).hex(":").upper(), leaf.not_valid_after_utc, fresh, renewed,
    )  # fmt: skip


# --- the CA ----------------------------------------------------------------------------------------------------------------------------


def _make_ca(folder: Path, addresses: Sequence[Address], name: str | None, now: dt.datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"县局本地CA {now:%Y-%m-%d}")])
    around = [
        ipaddress.ip_network(f"{address}/{16 if address.version == 4 else 48}", strict=False)
        for address in addresses
    ]
    networks = dict.fromkeys([*map(ipaddress.ip_network, PRIVATE), *around])
    names = dict.fromkeys([*LOCAL_NAMES, *([name] if name else [])])
    allowed = [*map(x509.IPAddress, networks), *map(x509.DNSName, names)]
    public = key.public_key()
    made = (
        _begun(subject, subject, public, now, CA_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(allowed, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(folder, CA_KEY, _pem(key))
    _write(folder, CA_CERT, made.public_bytes(serialization.Encoding.PEM))


def _check_ca(ca: x509.Certificate, now: dt.datetime, folder: Path) -> None:
    if now < ca.not_valid_before_utc:
        raise Unfit(
            f"这台电脑的时钟显示 {now:%Y-%m-%d}，比本地CA的生成日期 {ca.not_valid_before_utc + BACKDATED:%Y-%m-%d} 还早。"
            "请先校准系统时间"
        )
    if now > ca.not_valid_after_utc - dt.timedelta(days=RENEW_DAYS):
        raise Unfit(
            f"本地CA到 {ca.not_valid_after_utc:%Y-%m-%d} 为止，需要换新。请先核对系统时间；时间没有错，就把 {folder} 移走后再启动，"
            "并在每台平板上重新信任新的CA"
        )


def _names(ca: x509.Certificate, addresses: Sequence[Address], name: str | None) -> list[x509.GeneralName]:
    """What the server's certificate is for. A host name that the CA may not vouch for is left out; an address must not be."""
    allowed = ca.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    networks = [
        ipaddress.ip_network(str(entry.value)) for entry in allowed if isinstance(entry, x509.IPAddress)
    ]
    domains = [entry.value for entry in allowed if isinstance(entry, x509.DNSName)]
    outside = [str(a) for a in addresses if not any(a.version == n.version and a in n for n in networks)]
    if outside:
        raise Unfit(
            f"地址 {'、'.join(outside)} 不在本地CA可以担保的范围内（CA生成时电脑不在这个网络）。请用 --host 指定其他地址；"
            f"或把数据目录里的 {FOLDER} 文件夹移走后再启动，并在每台平板上重新信任新的CA"
        )
    local = [ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1")]
    listed: list[x509.GeneralName] = [x509.IPAddress(a) for a in dict.fromkeys([*addresses, *local])]
    listed.append(x509.DNSName("localhost"))
    names = [name, f"{name}.local"] if name and "." not in name else [name] if name else []
    listed += [x509.DNSName(n) for n in names if any(n == d or n.endswith(f".{d}") for d in domains)]
    return listed


# --- the server's certificate ------------------------------------------------------------------------------------------------------------


def _still_good(folder: Path, ca: x509.Certificate, wanted: list[x509.GeneralName], now: dt.datetime) -> bool:
    if not (folder / CERT).exists() or not (folder / KEY).exists():
        return False
    leaf, _ = _load(folder, CERT, KEY)
    if leaf.issuer != ca.subject or not leaf.not_valid_before_utc <= now:
        return False
    try:
        leaf.verify_directly_issued_by(ca)
    except Exception:  # another key of the same name, whatever the library calls it
        return False
    named = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return set(named) >= set(wanted) and now < leaf.not_valid_after_utc - dt.timedelta(days=RENEW_DAYS)


def _make_leaf(
    folder: Path, ca: x509.Certificate, ca_key: ec.EllipticCurvePrivateKey, wanted: list[x509.GeneralName], now: dt.datetime
) -> None:  # fmt: skip
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "现场检查服务器")])
    made = (
        _begun(subject, ca.subject, public, now, LEAF_DAYS, until=ca.not_valid_after_utc)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(wanted), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False
        )
        .sign(ca_key, hashes.SHA256())
    )
    # Both are taken away first: a crash between the two leaves none, and the next start makes both again.
    (folder / CERT).unlink(missing_ok=True)
    _write(folder, KEY, _pem(key))
    _write(folder, CERT, made.public_bytes(serialization.Encoding.PEM))


def _begun(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, now: dt.datetime, days: int, until: dt.datetime | None = None
) -> x509.CertificateBuilder:  # fmt: skip
    begin = (now - BACKDATED).replace(microsecond=0)
    end = begin + dt.timedelta(days=days)
    return (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
        .serial_number(x509.random_serial_number()).not_valid_before(begin).not_valid_after(min(end, until) if until else end)
    )  # fmt: skip


def _usage(signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates, key_cert_sign=signs_certificates, crl_sign=signs_certificates, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


# --- files -------------------------------------------------------------------------------------------------------------------------------


def _load(folder: Path, cert: str, key: str) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    try:
        loaded = x509.load_pem_x509_certificate((folder / cert).read_bytes())
        private = serialization.load_pem_private_key((folder / key).read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise Unfit(_unreadable(folder, cert, key, error)) from error
    if not isinstance(private, ec.EllipticCurvePrivateKey) or private.public_key() != loaded.public_key():
        raise Unfit(_unreadable(folder, cert, key, None))
    return loaded, private


def _unreadable(folder: Path, cert: str, key: str, error: Exception | None) -> str:
    why = "两个文件不是一对" if error is None else getattr(error, "strerror", None) or "内容已损坏"
    what = f"证书文件读不出来：{folder / cert}、{folder / key}（{why}）。"
    if cert == CERT:
        return f"{what}请删除这两个文件后再启动，会自动重新签发；平板不用做什么"
    return f"{what}请从备份放回来，并确认运行服务的用户可以读；没有备份，就把 {folder} 移走后再启动，并在每台平板上重新信任新的CA"


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(folder: Path, name: str, content: bytes) -> None:
    """Readable by the owner only from its first byte on, and whole or not there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = folder / f"{name}.new"
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    os.replace(fresh, folder / name)


def _common_name(cert: x509.Certificate) -> str:
    return str(cert.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)
