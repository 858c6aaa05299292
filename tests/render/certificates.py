"""Certificates for tests: an authority of one's own, and what it signs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    pkcs12,
)

DAY = dt.timedelta(days=1)
SECRET = "口令 with 空格"
KEYS = {
    "ec": lambda: ec.generate_private_key(ec.SECP256R1()),
    "rsa": lambda: rsa.generate_private_key(65537, 2048),
}


def name(common: str) -> x509.Name:
    oid = x509.NameOID
    parts = [(oid.COUNTRY_NAME, "CN"), (oid.STATE_OR_PROVINCE_NAME, "河南省"), (oid.LOCALITY_NAME, "临颍县")]
    return x509.Name([x509.NameAttribute(*part) for part in [*parts, (oid.COMMON_NAME, common)]])


class Authority:
    """A root that signs certificates; `day` counts from today."""

    def __init__(self, common: str = "测试根证书") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = self._made(name(common), self.key, ca=True, since=-4000, until=4000)
        self.der = self.certificate.public_bytes(Encoding.DER)

    def pem(self, file: Path) -> Path:
        file.write_bytes(self.certificate.public_bytes(Encoding.PEM))
        return file

    def leaf(self, common: str, key: Any, *, since: int = -400, until: int = 400, usage: str = "sign",
             purposes: list[x509.ObjectIdentifier] | None = None) -> x509.Certificate:  # fmt: skip
        return self._made(
            name(common), key, ca=False, since=since, until=until, usage=usage, purposes=purposes
        )

    def p12(
        self, file: Path, common: str = "临颍县应急管理局（测试）", *, kind: str = "ec", secret: str | None = SECRET, key: Any = None, **options: Any
    ) -> Path:  # fmt: skip
        """A PKCS#12 file with a new key and its certificate."""
        key = key or KEYS[kind]()
        locked = BestAvailableEncryption(secret.encode()) if secret is not None else NoEncryption()
        leaf = self.leaf(common, key, **options)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pkcs12.serialize_key_and_certificates(b"one", key, leaf, [self.certificate], locked))
        return file

    def _made(
        self, subject: x509.Name, key: Any, *, ca: bool, since: int, until: int, usage: str = "sign", purposes: Any = None
    ) -> x509.Certificate:  # fmt: skip
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        issuer = subject if ca else self.certificate.subject
        signs = not ca and usage == "sign"
        built = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + since * DAY)
            .not_valid_after(now + until * DAY)
            .add_extension(x509.BasicConstraints(ca, None), True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), False)
            .add_extension(
                x509.KeyUsage(signs, signs, not (signs or ca), False, False, ca, ca, False, False), True
            )
        )
        if purposes:
            built = built.add_extension(x509.ExtendedKeyUsage(purposes), True)
        return built.sign(self.key, hashes.SHA256())
