"""Which signer signs for which bureau: `INSPECT_DATA/signing/<org>.p12`, else the external seal service, else nobody.

One installation may hold several bureaus, so everything is looked up by org: `<org>.p12` with `<org>.pass` (or INSPECT_SIGN_PASSPHRASE),
`<org>.token` for the service (or INSPECT_SIGN_TOKEN), and `*.pem`: the authorities whose certificates `inspect-app pdf verify` believes.
"""

from __future__ import annotations

import datetime as dt
import stat
from pathlib import Path

import msgspec

from inspect_app.config import Config
from inspect_app.render.sign import Signer, SignError, open_p12

FOLDER = "signing"
WARN_DAYS = 30


class Signing(msgspec.Struct, frozen=True):
    """The settings of signing. `folder` None: nothing is ever signed. `service` may hold {org}."""

    folder: Path | None = None
    passphrase: str | None = None
    service: str = ""
    token: str | None = None
    tsa: str = ""

    def __repr__(self) -> str:
        return f"Signing({self.folder}, {self.service or '-'})"  # never the secrets

    def signer(self, org: str) -> Signer | None:
        """Who signs for this bureau; None where nothing is configured. Raises SignError when what is configured can't be opened."""
        if self.folder is None:
            return None
        file = self.folder / f"{org}.p12"
        if file.exists():
            return open_p12(file, _secret(file.with_suffix(".pass"), self.passphrase), self.tsa)
        if self.service:
            from inspect_app.render.sign_service import ServiceSigner

            token = _secret(self.folder / f"{org}.token", self.token)
            return ServiceSigner(self.service.replace("{org}", org), token)
        return None

    def ready(self, org: str, now: dt.datetime) -> Signer | None:
        """The signer, able to sign at this moment, or None where nothing is configured. Raises SignError."""
        found = self.signer(org)
        if found is not None:
            found.check(now)
        return found


def of(config: Config) -> Signing:
    """The settings of this installation."""
    return Signing(
        config.data / FOLDER,
        config.sign_passphrase,
        config.sign_service,
        config.sign_token,
        config.sign_tsa,
    )


def own_authorities(folder: Path) -> dict[str, list[bytes]]:
    """Certificates (DER) of the authorities in the folder, by file name. Raises SignError for a file that is no certificate."""
    return {f"{FOLDER}/{file.name}": certificates(file) for file in sorted(folder.glob("*.pem"))}


def certificates(file: Path) -> list[bytes]:
    """The certificates (DER) of a PEM or DER file. Raises SignError."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        data = file.read_bytes()
        found = (
            x509.load_pem_x509_certificates(data)
            if b"-----BEGIN" in data
            else [x509.load_der_x509_certificate(data)]
        )
    except OSError as error:
        raise SignError(f"证书文件 {file} 读不出来：{error.strerror}") from error
    except ValueError as error:
        raise SignError(f"{file} 不是证书文件（PEM 或 DER）") from error
    return [one.public_bytes(Encoding.DER) for one in found]


def _secret(file: Path, otherwise: str | None) -> str | None:
    """The secret in a file that only its owner may read, or the one of the environment. Raises SignError."""
    try:
        mode = file.stat().st_mode
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise SignError(f"口令文件 {file} 其他用户也能读取，已拒绝使用。请执行 chmod 600 {file}")
        return file.read_text("utf-8").rstrip("\r\n")
    except FileNotFoundError:
        return otherwise
    except (OSError, UnicodeDecodeError) as error:
        raise SignError(f"口令文件 {file} 读不出来：{error}") from error
