"""Signing a finished PDF with the bureau's certificate: PAdES by pyHanko from a PKCS#12 file. Other signers fit the same protocol (sign_service).

The signature is invisible, because a visible widget breaks PDF/UA-1, and an incremental update: the signed file begins with the unsigned bytes.
It certifies the document (MDP): nothing may be added later, or only fields filled where the recipient countersigns.
Importing this module costs nothing; pyHanko is imported when the first certificate is opened.
"""

from __future__ import annotations

import datetime as dt
import io
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from inspect_app.render.apart import apart
from inspect_app.render.engine import RenderError
from inspect_app.render.sign_http import TimeServer, Unreachable

FIELD = "Seal"
SMALLEST_RSA = 2048
SIGNATURE_BYTES, TOKEN_BYTES = (
    2048,
    24_576,
)  # what a signature without its certificates, and a timestamp with them, take at most
ZONE = dt.timezone(dt.timedelta(hours=8))
# Purposes that alone make a certificate one of machines, not of documents (RFC 5280 § 4.2.1.12).
MACHINES = {
    x509.oid.ExtendedKeyUsageOID.SERVER_AUTH,
    x509.oid.ExtendedKeyUsageOID.TIME_STAMPING,
    x509.oid.ExtendedKeyUsageOID.OCSP_SIGNING,
}


class SignError(RenderError):
    """A signature that cannot be made; the message (Chinese) says why and what to do."""


class About(msgspec.Struct, frozen=True):
    """What would sign. `valid_until` None when the signer does not say; `way` in Chinese; `tsa` '' without a timestamp server."""

    way: str
    subject: str
    issuer: str
    valid_until: dt.datetime | None
    tsa: str = ""


class Signer(Protocol):
    """Something that signs PDFs for one bureau."""

    def about(self) -> About:
        """What would sign. Raises SignError when that can't be known."""

    def check(self, now: dt.datetime) -> None:
        """Raises SignError when nothing could be signed at this time; asked before a number is taken."""

    def sign(self, pdf: bytes, reason: str, at: dt.datetime, *, countersigned: bool = False) -> bytes:
        """The signed file, which begins with `pdf`. `countersigned`: the recipient fills and signs fields in it later. Raises SignError."""


def open_p12(file: Path, passphrase: str | None, tsa: str = "") -> P12Signer:
    """The signer of a PKCS#12 file, opened once a process for each state of the file. Raises SignError."""
    try:
        seen = file.stat()
        return _opened(file, seen.st_mtime_ns, seen.st_size, passphrase, tsa)
    except OSError as error:
        raise SignError(
            f"签章证书文件 {file} 读不出来：{error.strerror}。请系统管理员检查文件和权限"
        ) from error


@lru_cache(maxsize=64)
def _opened(file: Path, _mtime: int, _size: int, passphrase: str | None, tsa: str) -> P12Signer:
    data = file.read_bytes()
    _check_container(file, data)
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(
            data, passphrase.encode() if passphrase is not None else None
        )
    except (
        Exception
    ) as error:  # ValueError for a passphrase, and several kinds for algorithms that OpenSSL doesn't know
        raise SignError(_unopened(file, passphrase, error)) from error
    if certificate is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise SignError(
            f"签章证书文件 {file.name} 里没有可用的证书和私钥（支持 RSA 和 ECC；国密 SM2 请接入外部签章服务）"
        )
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < SMALLEST_RSA:
        raise SignError(f"签章证书 {file.name} 的 RSA 密钥只有 {key.key_size} 位，至少要 {SMALLEST_RSA} 位")
    return P12Signer(key, certificate, others, tsa)


def _check_container(file: Path, data: bytes) -> None:
    """A file that is no PKCS#12 at all must not be blamed on the passphrase."""
    from asn1crypto import pkcs12 as asn1

    try:
        version = asn1.Pfx.load(data, strict=True)["version"].native
    except (ValueError, TypeError, KeyError):
        version = None
    if version != "v3":
        raise SignError(
            f"签章证书文件 {file.name} 不是 PKCS#12（.p12/.pfx）文件，或已损坏。请向证书机构重新导出"
        )


def _unopened(file: Path, passphrase: str | None, error: Exception) -> str:
    if passphrase is None:
        return (
            f"签章证书 {file.name} 有口令保护，但没有设置口令。请系统管理员设置环境变量 INSPECT_SIGN_PASSPHRASE，"
            f"或把口令写入 {file.with_suffix('.pass').name}（权限 600）"
        )
    if isinstance(error, ValueError) and "password" in str(error).lower():
        return f"签章证书 {file.name} 的口令不正确。请系统管理员核对 INSPECT_SIGN_PASSPHRASE 或 {file.with_suffix('.pass').name}"
    return f"签章证书 {file.name} 打不开（口令不对，或算法不支持；国密 SM2 请接入外部签章服务）"


class P12Signer:
    """Signs with a private key in memory. `tsa`: address of an RFC 3161 server, whose time then stands in the signature (B-T)."""

    def __init__(
        self, key: Any, certificate: x509.Certificate, others: list[x509.Certificate], tsa: str = ""
    ) -> None:
        self.certificate, self.tsa = certificate, tsa
        self._signer = _cms_signer(key, certificate, others)
        self._clock = TimeServer(tsa).stamper() if tsa else None
        certificates = sum(len(one.public_bytes(Encoding.DER)) for one in (certificate, *others))
        # In hexadecimal digits. pyHanko would find out by signing twice.
        self._room = 2 * (certificates + SIGNATURE_BYTES + (TOKEN_BYTES if tsa else 0))

    def about(self) -> About:
        """See Signer.about."""
        cert = self.certificate
        return About(
            "PKCS#12 证书",
            subject_text(cert.subject),
            subject_text(cert.issuer),
            cert.not_valid_after_utc,
            self.tsa,
        )

    def check(self, now: dt.datetime) -> None:
        """See Signer.check: the certificate's time and purpose. The timestamp server is asked only when something is signed."""
        cert = self.certificate
        if now < cert.not_valid_before_utc:
            raise SignError(
                f"签章证书（{common_name(cert.subject)}）自 {day(cert.not_valid_before_utc)} 起才有效，现在不能签发文书；请核对服务器时钟"
            )
        if now > cert.not_valid_after_utc:
            raise SignError(
                f"签章证书（{common_name(cert.subject)}）已于 {day(cert.not_valid_after_utc)} 过期，不能签发文书；请系统管理员更换证书后再签发"
            )
        if problem := unfit_usage(cert):
            raise SignError(
                f"签章证书（{common_name(cert.subject)}）{problem}；请向证书机构申请文件签名用的证书"
            )

    def sign(self, pdf: bytes, reason: str, at: dt.datetime, *, countersigned: bool = False) -> bytes:
        """See Signer.sign."""
        from pyhanko.pdf_utils.misc import PdfError
        from pyhanko.sign import fields
        from pyhanko.sign.general import SigningError

        rights = fields.MDPPerm.FILL_FORMS if countersigned else fields.MDPPerm.NO_CHANGES
        try:
            writer = _writer(pdf)
            made = _pdf_signer(self._signer, self._clock, self.certificate, reason, at, rights)
            signed = apart(lambda: made.sign_pdf(writer, bytes_reserved=self._room))
        except Unreachable as error:
            raise SignError(
                f"时间戳服务器没有给出时间戳：{error}。请稍后再试，或请系统管理员检查 INSPECT_SIGN_TSA"
            ) from error
        except (PdfError, SigningError, OSError, ValueError) as error:
            raise SignError(f"文书签名没有成功：{error}") from error
        return bytes(signed.getbuffer())


def _cms_signer(key: Any, certificate: x509.Certificate, chain: list[x509.Certificate]) -> Any:
    """pyHanko's own signer loads the key anew for every signature, which costs more than signing."""
    from asn1crypto import x509 as asn1
    from pyhanko.sign.signers import Signer as CmsSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class Held(CmsSigner):
        async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
            assert digest_algorithm == "sha256"
            if isinstance(key, rsa.RSAPrivateKey):
                return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
            return key.sign(data, ec.ECDSA(hashes.SHA256()))

    own, *others = (asn1.Certificate.load(one.public_bytes(Encoding.DER)) for one in (certificate, *chain))
    store = SimpleCertificateStore()
    store.register_multiple(others)
    # A root in the file proves nothing to anybody, and nothing protects its bytes there.
    return Held(signing_cert=own, cert_registry=store, embed_roots=False)


def _writer(pdf: bytes) -> Any:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Unmarked(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            """The description stays as it is: rewritten by pyHanko it says the moment of the call, and no longer PDF/UA as PDF/A wants it said."""

    return Unmarked(io.BytesIO(pdf))


def _pdf_signer(
    signer: Any, clock: Any, certificate: x509.Certificate, reason: str, at: dt.datetime, rights: Any
) -> Any:
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter

    class At(signers.PdfSigner):
        """With the time that we give, not the moment of the call."""

        def init_signing_session(self, *args: Any, **options: Any) -> Any:
            session = super().init_signing_session(*args, **options)
            session.system_time = at.astimezone(ZONE)
            return session

    meta = signers.PdfSignatureMetadata(
        field_name=FIELD, name=common_name(certificate.subject), reason=reason, location=place(certificate.subject) or None,
        subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", certify=True, docmdp_permissions=rights,
    )  # fmt: skip
    return At(meta, signer=signer, timestamper=clock, new_field_spec=SigFieldSpec(FIELD))


def unfit_usage(certificate: x509.Certificate) -> str | None:
    """Why the certificate may not sign documents (Chinese), or None."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            return "的密钥用途不含数字签名"
    except x509.ExtensionNotFound:
        pass
    try:
        purposes = set(certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
        if purposes <= MACHINES:
            return "是网站或服务器用的证书，不能签署文书"
    except x509.ExtensionNotFound:
        pass
    return None


def subject_text(name: x509.Name) -> str:
    """'CN=…,O=…,C=CN': the name in one line (RFC 4514), most special part first."""
    return name.rfc4514_string()


def common_name(name: x509.Name) -> str:
    """The name that a person reads."""
    return (
        _part(name, x509.NameOID.COMMON_NAME)
        or _part(name, x509.NameOID.ORGANIZATION_NAME)
        or subject_text(name)
    )


def place(name: x509.Name) -> str:
    """Province and town of the certificate, as far as it names them."""
    parts = (x509.NameOID.STATE_OR_PROVINCE_NAME, x509.NameOID.LOCALITY_NAME)
    return "".join(_part(name, part) for part in parts)


def _part(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""


def day(moment: dt.datetime) -> str:
    """'2026年11月27日' in China."""
    local = moment.astimezone(ZONE)
    return f"{local.year}年{local.month}月{local.day}日"
