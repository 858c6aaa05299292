"""A test authority and the demo bureau's certificate, made once a data folder, so that the demo's documents are signed like real ones.

The names say 演示. The authority's key is thrown away: it has signed once and can vouch for nothing else.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12

from inspect_app.commands.signing import FOLDER

YEARS = 5
DAY = dt.timedelta(days=1)


def make(data: Path, org: str, bureau: str, since: dt.datetime) -> None:
    """Writes `<org>.p12`, `<org>.pass` and `<org>-demo-ca.pem`, valid from `since`; leaves a certificate that is there alone."""
    folder = data / FOLDER
    if (folder / f"{org}.p12").exists():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    since, until = min(since, now - DAY), max(since, now) + YEARS * 365 * DAY
    root_key, own_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name, own_name = (
        _name("演示测试根证书（不得用于正式文书）"),
        _name(f"{bureau}（演示测试证书）", bureau),
    )
    root = _built(root_name, root_name, root_key, root_key, since, until, True)
    own = _built(own_name, root_name, own_key, root_key, since, until, False)
    passphrase = secrets.token_urlsafe(24)
    packed = pkcs12.serialize_key_and_certificates(
        org.encode(), own_key, own, [root], BestAvailableEncryption(passphrase.encode())
    )
    _write(folder / f"{org}-demo-ca.pem", root.public_bytes(Encoding.PEM))
    _write(folder / f"{org}.pass", passphrase.encode())
    _write(folder / f"{org}.p12", packed)  # last: with it the rest is complete


def forget(data: Path, org: str) -> None:
    """Removes what `make` wrote; a real certificate stays."""
    if (data / FOLDER / f"{org}-demo-ca.pem").exists():
        for name in (f"{org}.p12", f"{org}.pass", f"{org}-demo-ca.pem"):
            (data / FOLDER / name).unlink(missing_ok=True)


def _name(common: str, organization: str = "演示") -> x509.Name:
    oid = x509.NameOID
    parts = ((oid.COUNTRY_NAME, "CN"), (oid.STATE_OR_PROVINCE_NAME, "河南省"), (oid.LOCALITY_NAME, "临颍县"),
             (oid.ORGANIZATION_NAME, organization), (oid.COMMON_NAME, common))  # fmt: skip
    return x509.Name([x509.NameAttribute(*part) for part in parts])


def _built(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, by: ec.EllipticCurvePrivateKey, since: dt.datetime, until: dt.datetime,
    authority: bool,
) -> x509.Certificate:  # fmt: skip
    usage = x509.KeyUsage(
        digital_signature=not authority, content_commitment=not authority, key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=authority, crl_sign=authority, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(authority, 0 if authority else None), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), False)
        .add_extension(usage, True)
        .sign(by, hashes.SHA256())
    )


def _write(file: Path, content: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
