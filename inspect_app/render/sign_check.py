"""What the signatures of a PDF prove: unchanged or not, by whom, when, and who vouches for the certificate. No network is asked.

A signature protects every byte but its own value. That gap is checked by writing it anew from its parts: what no validator looks at
(padding, spelling of the digits, fields that nothing signs) must be as a signer writes it, so that a changed byte is found there too.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from cryptography import x509

from inspect_app.render.apart import apart
from inspect_app.render.sign import unfit_usage

MOST_SIGNATURES = 20
UNNAMED = "外部签章服务"
RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
KNOWN_FORMATS = ("/ETSI.CAdES.detached", "/adbe.pkcs7.detached", "/ETSI.RFC3161", "/adbe.pkcs7.sha1")
DIGESTS = ("sha256", "sha384", "sha512")
KINDS = ("rsassa_pkcs1v15", "rsassa_pss", "ecdsa", "ed25519", "ed448")


class Unreadable(ValueError):
    """A file that is no PDF that could be checked; the message is Chinese."""


class Mark(msgspec.Struct, frozen=True):
    """One signature.

    `intact`: the bytes it covers are those that the holder of the certificate signed; `whole`: it covers the whole file; `later`: what was
    added after it: '' (nothing), 'allowed' (what the signature permits) or 'forbidden'. `claimed`: the signer's own time, `stamped`: a trusted
    server's. `trust`: the name of the anchor that vouches for the certificate, or ''. `doubt`: what speaks against it (Chinese), or '';
    `end`: how many bytes of the file it covers; `unchecked`: its algorithm is unknown here (SM2), so that only its cover could be told.
    """

    signer: str
    issuer: str
    claimed: dt.datetime | None
    stamped: dt.datetime | None
    intact: bool
    whole: bool
    later: str
    trust: str
    doubt: str
    end: int
    unchecked: bool = False

    @property
    def genuine(self) -> bool:
        """Nothing speaks against it, as far as one signature can say."""
        return self.intact and self.later != "forbidden" and bool(self.trust) and not self.doubt


def genuine(marks: Sequence[Mark]) -> bool:
    """Every signature is, and together they cover the whole file."""
    return bool(marks) and all(mark.genuine for mark in marks) and any(mark.whole for mark in marks)


def look(pdf: bytes, anchors: Mapping[str, Sequence[bytes]]) -> list[Mark]:
    """The signatures of a file, in their order; none for an unsigned one. `anchors`: name -> certificates (DER) that are trusted. Raises Unreadable."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    logging.getLogger("pyhanko").setLevel(
        logging.CRITICAL
    )  # what it says of a bad signature is said here, without a traceback
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        fields = [
            (name, ref.get_object()) for name, _, ref in enumerate_sig_fields(reader, filled_status=True)
        ]
    except Exception as error:  # a damaged file fails in every way there is
        raise Unreadable("不是可以读取的 PDF 文件，或文件已损坏") from error
    if len(fields) > MOST_SIGNATURES:
        raise Unreadable(f"文件里有 {len(fields)} 个签名，超出可核对的数目")
    marks = [_of_field(pdf, reader, name, field, anchors) for name, field in fields]
    marks.sort(key=lambda mark: mark.end)
    if marks and not marks[-1].whole and not marks[-1].doubt:
        marks[-1] = msgspec.structs.replace(
            marks[-1], later="forbidden", doubt="最后一个签名之后又追加了内容"
        )
    return marks


def _of_field(pdf: bytes, reader: Any, name: str, field: Any, anchors: Mapping[str, Sequence[bytes]]) -> Mark:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    try:
        signature = EmbeddedPdfSignature(reader, field, name)
        if (unknown := _unknown_algorithm(signature)) is None:
            return _mark(pdf, signature, anchors)
        doubt, value = f"签名算法（{unknown}）本程序不能核对", signature.sig_object
    except Exception:  # no CMS, or whatever a changed file may break
        unknown, doubt, value = None, "签名数据已损坏，或格式本程序不认识", _value(field)
    return _bare(pdf, value, doubt, unknown is not None or value.get("/SubFilter") not in KNOWN_FORMATS)


def _value(field: Any) -> Any:
    try:
        return field["/V"]
    except Exception:
        return {}


def _bare(pdf: bytes, value: Any, doubt: str, unchecked: bool) -> Mark:
    """A signature of which only the cover can be told."""
    try:
        ranges = [int(part) for part in value["/ByteRange"]]
        start, length, again, rest = ranges
        end = again + rest
        whole = (start, end, pdf[length : length + 1], pdf[again - 1 : again]) == (0, len(pdf), b"<", b">")
    except Exception:
        end, whole = 0, False
    name = str(value.get("/Name", "")) or "（未注明）"
    return Mark(name, "", None, None, False, whole, "", "", doubt, end, unchecked)


def _unknown_algorithm(signature: Any) -> str | None:
    info = signature.signer_info
    digest = info["digest_algorithm"]["algorithm"].native
    try:
        kind = info["signature_algorithm"].signature_algo
    except ValueError:
        kind = info["signature_algorithm"]["algorithm"].native
    return next((name for name, known in ((digest, DIGESTS), (kind, KINDS)) if name not in known), None)


def _mark(pdf: bytes, signature: Any, anchors: Mapping[str, Sequence[bytes]]) -> Mark:
    status = _status(signature, anchors, None)
    stamp = status.timestamp_validity
    stamped = stamp.timestamp if stamp and stamp.intact and stamp.valid and stamp.trusted else None
    if (
        not status.trusted and stamped
    ):  # the certificate may have expired since: the server's time says that it had not
        status = _status(signature, anchors, stamped)
    whole = bool(status.coverage is not None and status.coverage.name == "ENTIRE_FILE")
    cert, ranges = signature.signer_cert, [int(part) for part in signature.byte_range]
    return Mark(
        signer=_name(cert.subject), issuer=_name(cert.issuer), claimed=signature.self_reported_timestamp, stamped=stamped,
        intact=bool(status.intact and status.valid), whole=whole, later="" if whole else "allowed" if status.docmdp_ok else "forbidden",
        trust=_anchor(status, anchors) if status.trusted else "",
        doubt=_doubt(status, _rewritten(pdf, signature), bool(stamp) and not stamped), end=ranges[2] + ranges[3],
    )  # fmt: skip


def _status(signature: Any, anchors: Mapping[str, Sequence[bytes]], moment: dt.datetime | None) -> Any:
    from asn1crypto import x509 as asn1
    from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    roots = [asn1.Certificate.load(one) for listed in anchors.values() for one in listed]
    context = ValidationContext(
        trust_roots=roots,
        allow_fetching=False,
        moment=moment,
        best_signature_time=moment,
        retroactive_revinfo=True,
    )
    at_all = ValidationContext(trust_roots=roots, allow_fetching=False)
    usage = KeyUsageConstraints(
        key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
    )
    return apart(lambda: validate_pdf_signature(signature, context, at_all, key_usage_settings=usage))


def _doubt(status: Any, rewritten: bool, stamp_untrusted: bool) -> str:
    if not status.intact:
        return "文件内容在签名之后被改动"
    if not status.valid:
        return "签名值与证书不符"
    if rewritten:
        return "签名数据被改动"
    if not status.docmdp_ok:
        return "签名之后又追加了不允许的内容"
    if stamp_untrusted:
        return "时间戳无效，或时间戳服务器的证书不受信任"
    if not status.trusted:
        return _untrusted(status)
    return ""


def _untrusted(status: Any) -> str:
    if status.revoked:
        return "签名证书已被吊销"
    indication = getattr(status.trust_problem_indic, "name", "")
    if "OUT_OF_BOUNDS" in indication or "EXPIRED" in indication:
        return "签名证书不在有效期内，又没有可信的时间戳，不能单凭签名认定"
    if unfit_usage(x509.load_der_x509_certificate(status.signing_cert.dump())):
        return "签名证书的用途不含签署文件"
    return "不认识签发证书的机构（可用 --trust 指定其根证书）"


def _anchor(status: Any, anchors: Mapping[str, Sequence[bytes]]) -> str:
    root = status.validation_path.first.dump()
    return next((name for name, listed in anchors.items() if root in listed), "受信任的机构")


def _name(name: Any) -> str:
    native = name.native
    parts = [native.get("common_name"), native.get("organization_name")]
    return "，".join(dict.fromkeys(str(part) for part in parts if part)) or name.human_friendly


def _rewritten(pdf: bytes, signature: Any) -> bool:
    """Whether the value is written in another way than a signer writes it."""
    _, length, again, _ = (int(part) for part in signature.byte_range)
    gap = pdf[length:again]
    digits = re.fullmatch(rb"<([0-9a-f]+|[0-9A-F]+)>", gap)
    if digits is None:
        return True
    raw = bytes.fromhex(digits[1].decode())
    value = _canonical(signature.signed_data)
    if not raw.startswith(value) or raw[len(value) :].strip(b"\0") != b"":
        return True
    return any(_odd_token(token) for token in _tokens(signature.signer_info))


def _tokens(info: Any) -> list[Any]:
    """The timestamps on a signature."""
    kept = [one for one in info["unsigned_attrs"] if one["type"].native == "signature_time_stamp_token"]
    return [token["content"] for one in kept for token in one["values"]]


def _odd_token(held: Any) -> bool:
    """Whether what nothing signs in a timestamp says something else than it may (RFC 5652 § 5.1: version 3, the algorithms of its signers)."""
    algorithms = [one["algorithm"].native for one in held["digest_algorithms"]]
    signers = [one["digest_algorithm"]["algorithm"].native for one in held["signer_infos"]]
    return held["version"].native != "v3" or sorted(algorithms) != sorted(set(signers))


def _canonical(held: Any) -> bytes:
    """The signature written anew: what the signer's certificate and signed attributes do not fix stands at the only value it may have."""
    from asn1crypto import cms

    info = held["signer_infos"][0]
    algorithm = info["digest_algorithm"]["algorithm"].native
    fresh = cms.SignerInfo(
        {
            "version": "v1",
            "sid": info["sid"],
            "digest_algorithm": {"algorithm": algorithm},
            "signed_attrs": info["signed_attrs"],
            "signature_algorithm": info["signature_algorithm"],
            "signature": info["signature"].native,
        }
    )
    if len(info["unsigned_attrs"]):
        fresh["unsigned_attrs"] = info["unsigned_attrs"]
    return cms.ContentInfo(
        {
            "content_type": "signed_data",
            "content": cms.SignedData(
                {
                    "version": "v1",
                    "digest_algorithms": [{"algorithm": algorithm}],
                    "encap_content_info": {"content_type": "data"},
                    "certificates": held["certificates"],
                    "signer_infos": [fresh],
                }
            ),
        }
    ).dump(force=True)


def subject_of(pdf: bytes, unsigned: int) -> str:
    """The subject (RFC 4514) of the certificate in the signature that was appended after `unsigned` bytes; a word where it names none (SM2)."""
    from asn1crypto import cms

    try:
        found = RANGE.search(pdf, unsigned)
        assert found is not None
        digits = pdf[int(found[2]) + 1 : int(found[3]) - 1]
        content = cms.ContentInfo.load(bytes.fromhex(digits.decode()))["content"]
        wanted = content["signer_infos"][0]["sid"].chosen
        for held in content["certificates"]:
            if (held.chosen.issuer, held.chosen.serial_number) == (
                wanted["issuer"],
                wanted["serial_number"].native,
            ):
                return x509.load_der_x509_certificate(held.chosen.dump()).subject.rfc4514_string()[:500]
    except Exception:  # another format than CMS: the seal service knows it, we don't
        return UNNAMED
    return UNNAMED
