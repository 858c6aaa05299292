"""Signing a finished file: what it keeps, what is found when a byte changes, and the errors that a person can do something about."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import subprocess
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_app.render import pdf, sign, sign_check
from tests.render import samples
from tests.render.certificates import SECRET, Authority

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
ISSUED = NOW - dt.timedelta(days=3)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def unsigned() -> bytes:
    facts, assets = samples.notice(pictures=1)
    return pdf.render(facts, assets).pdf


@pytest.fixture(scope="module")
def signer(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> sign.P12Signer:
    return sign.open_p12(authority.p12(tmp_path_factory.mktemp("keys") / "b.p12"), SECRET)


@pytest.fixture(scope="module")
def signed(signer: sign.P12Signer, unsigned: bytes) -> bytes:
    return signer.sign(unsigned, "签发隐患整改通知书", ISSUED)


@pytest.fixture(scope="module")
def trusted(authority: Authority) -> dict[str, list[bytes]]:
    return {"测试CA": [authority.der]}


def genuine(content: bytes, trusted: dict[str, list[bytes]]) -> bool:
    try:
        return sign_check.genuine(sign_check.look(content, trusted))
    except sign_check.Unreadable:
        return False


@pytest.mark.parametrize("kind", ["ec", "rsa"])
@pytest.mark.parametrize("countersigned", [False, True])
def test_a_signed_file_begins_with_the_unsigned_bytes_and_is_found_genuine(
    authority: Authority, unsigned: bytes, trusted: dict[str, list[bytes]], tmp_path: Path, kind: str, countersigned: bool
) -> None:  # fmt: skip
    signer = sign.open_p12(authority.p12(tmp_path / "b.p12", kind=kind), SECRET)
    made = signer.sign(unsigned, "签发", ISSUED, countersigned=countersigned)
    [mark] = sign_check.look(made, trusted)
    assert made.startswith(unsigned)
    assert (mark.intact, mark.whole, mark.later, mark.trust, mark.doubt) == (True, True, "", "测试CA", "")
    assert (mark.signer, mark.issuer) == ("临颍县应急管理局（测试）", "测试根证书")
    assert (mark.claimed, mark.stamped) == (ISSUED, None)
    with pikepdf.open(io.BytesIO(made)) as opened:
        value = opened.Root.AcroForm.Fields[0].V
        rights = value.Reference[0].TransformParams.P
        assert (str(value.Reason), str(value.Location), str(value.Name)) == (
            "签发",
            "河南省临颍县",
            "临颍县应急管理局（测试）",
        )
        assert (rights, str(value.SubFilter)) == (2 if countersigned else 1, "/ETSI.CAdES.detached")


def test_qpdf_and_poppler_agree_and_nothing_of_the_standards_is_lost(
    signed: bytes, unsigned: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "notice.pdf"
    file.write_bytes(signed)
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert (checked.returncode, "warning" in checked.stdout.lower() + checked.stderr.lower()) == (0, False)
    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert said.count("Signature #") == 1
    with pikepdf.open(file) as after, pikepdf.open(io.BytesIO(unsigned)) as before:
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert b"<pdfaid:part>3" in after.Root.Metadata.read_bytes().replace(
            b'pdfaid:part="3"', b"<pdfaid:part>3"
        )
        assert after.Root.MarkInfo.Marked
        assert (list(after.attachments), len(after.Root.AF)) == (["notice.json"], len(before.Root.AF))
        widget = after.Root.AcroForm.Fields[0]
        assert [int(edge) for edge in widget.Rect] == [0, 0, 0, 0]  # a visible one would break PDF/UA-1


# --- a changed byte ------------------------------------------------------------------------------------------------------------------


def test_a_flipped_bit_anywhere_is_found(
    signed: bytes, unsigned: bytes, trusted: dict[str, list[bytes]]
) -> None:
    """Half of the trials in the signature's own part, which the digest does not cover everywhere."""

    @settings(max_examples=80, deadline=None)
    @given(
        where=st.one_of(st.integers(0, len(signed) - 1), st.integers(len(unsigned), len(signed) - 1)),
        bit=st.integers(0, 7),
    )
    def found(where: int, bit: int) -> None:
        changed = bytearray(signed)
        changed[where] ^= 1 << bit
        assert not genuine(bytes(changed), trusted)

    found()


@pytest.mark.parametrize("added", [b"x", b"\n", b"\0" * 100, b"%%EOF\n"])
def test_bytes_that_were_appended_are_found(
    signed: bytes, trusted: dict[str, list[bytes]], added: bytes
) -> None:
    assert genuine(signed, trusted)
    assert not genuine(signed + added, trusted)


def test_what_was_changed_by_an_update_after_signing_is_said(
    signed: bytes, trusted: dict[str, list[bytes]]
) -> None:
    from pyhanko.pdf_utils.generic import pdf_name, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root[pdf_name("/Lang")] = pdf_string("en")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    [mark] = sign_check.look(out.getvalue(), trusted)
    assert (mark.intact, mark.whole, mark.later, mark.genuine) == (True, False, "forbidden", False)
    assert "追加" in mark.doubt


@pytest.mark.parametrize("end", [0, 10, 1000, -1, -3000])
def test_a_cut_file_or_none_at_all_is_not_genuine(
    signed: bytes, trusted: dict[str, list[bytes]], end: int
) -> None:
    assert not genuine(signed[:end], trusted)


def test_an_unsigned_file_has_no_signature_and_a_stranger_is_not_believed(
    signed: bytes, unsigned: bytes
) -> None:
    assert sign_check.look(unsigned, {}) == []
    [mark] = sign_check.look(signed, {"别人": [Authority("别人").der]})
    assert (mark.intact, mark.trust) == (True, "")
    assert "不认识" in mark.doubt


def test_a_copy_signed_by_another_with_the_same_names_is_not_believed(
    unsigned: bytes, trusted: dict[str, list[bytes]], tmp_path: Path
) -> None:
    forger = sign.open_p12(Authority().p12(tmp_path / "f.p12"), SECRET)
    assert not genuine(forger.sign(unsigned, "签发", ISSUED), trusted)


def test_an_expired_certificate_is_not_believed_by_the_signature_alone(
    authority: Authority, unsigned: bytes, trusted: dict[str, list[bytes]], tmp_path: Path
) -> None:
    """Whoever has the old key could say any time: only a timestamp, or the server's own record, tells."""
    old = sign.open_p12(authority.p12(tmp_path / "old.p12", since=-800, until=-100), SECRET)
    [mark] = sign_check.look(old.sign(unsigned, "签发", NOW - dt.timedelta(days=200)), trusted)
    assert (mark.intact, mark.trust) == (True, "")
    assert "有效期" in mark.doubt


# --- what may be wrong with the certificate ---------------------------------------------------------------------------------------------


def refused(file: Path, secret: str | None, now: dt.datetime = NOW) -> str:
    with pytest.raises(sign.SignError) as told:
        sign.open_p12(file, secret).check(now)
    return str(told.value)


def test_the_passphrase_missing_or_wrong_is_said(authority: Authority, tmp_path: Path) -> None:
    file = authority.p12(tmp_path / "411122.p12")
    sign.open_p12(file, SECRET).check(NOW)
    assert "INSPECT_SIGN_PASSPHRASE" in (said := refused(file, None)) and "没有设置口令" in said  # noqa: PT018
    for wrong in ("", "guess", SECRET + " "):
        assert "口令不正确" in refused(file, wrong)
    open_one = authority.p12(tmp_path / "open.p12", secret=None)
    sign.open_p12(open_one, None).check(NOW)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"0\x82\x01\x00", b"\x89PNG\r\n\x1a\n", b"-----BEGIN CERTIFICATE-----\nAAAA\n"]
)
def test_a_file_that_is_no_pkcs12_is_not_blamed_on_the_passphrase(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "b.p12"
    file.write_bytes(content)
    assert "不是 PKCS#12" in refused(file, SECRET)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    assert "b.p12" in refused(tmp_path / "b.p12", SECRET)
    (tmp_path / "dir.p12").mkdir()
    assert "读不出来" in refused(tmp_path / "dir.p12", SECRET)


def test_an_expired_and_a_future_certificate_are_refused_with_their_day(
    authority: Authority, tmp_path: Path
) -> None:
    old = authority.p12(tmp_path / "old.p12", since=-800, until=-1)
    assert f"已于 {sign.day(NOW - dt.timedelta(days=1))} 过期" in refused(old, SECRET)
    new = authority.p12(tmp_path / "new.p12", since=2, until=100)
    assert "起才有效" in refused(new, SECRET)


def test_a_certificate_for_other_purposes_is_refused(authority: Authority, tmp_path: Path) -> None:
    for name, options in {
        "usage": {"usage": "encipher"},
        "web": {"purposes": [x509.oid.ExtendedKeyUsageOID.SERVER_AUTH]},
    }.items():
        said = refused(authority.p12(tmp_path / f"{name}.p12", **options), SECRET)
        assert "不能签署文书" in said or "不含数字签名" in said
    mail = [x509.oid.ExtendedKeyUsageOID.SERVER_AUTH, x509.oid.ExtendedKeyUsageOID.EMAIL_PROTECTION]
    sign.open_p12(authority.p12(tmp_path / "mail.p12", purposes=mail), SECRET).check(NOW)


def test_a_weak_or_unknown_key_is_refused(authority: Authority, tmp_path: Path) -> None:
    weak = authority.p12(tmp_path / "weak.p12", key=rsa.generate_private_key(65537, 1024))
    assert "1024 位" in refused(weak, SECRET)
    sign.open_p12(authority.p12(tmp_path / "p384.p12", key=ec.generate_private_key(ec.SECP384R1())), SECRET)


def test_a_replaced_file_is_opened_anew(authority: Authority, tmp_path: Path) -> None:
    file = authority.p12(tmp_path / "b.p12", "甲局")
    assert "甲局" in sign.open_p12(file, SECRET).about().subject
    authority.p12(file, "乙局")
    os.utime(file, ns=(1, 1))
    assert "乙局" in sign.open_p12(file, SECRET).about().subject


def test_what_is_signed_twice_differs_but_its_unsigned_part_does_not(
    signer: sign.P12Signer, unsigned: bytes
) -> None:
    one, two = signer.sign(unsigned, "签发", ISSUED), signer.sign(unsigned, "签发", ISSUED)
    assert one != two
    assert {hashlib.sha256(each[: len(unsigned)]).hexdigest() for each in (one, two)} == {
        hashlib.sha256(unsigned).hexdigest()
    }
