"""`inspect-app pdf signer` and `pdf verify` as an administrator, or somebody with a file, uses them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from inspect_app.commands import documents, paper, service
from inspect_app.commands.press import press_of
from inspect_app.config import from_environment
from inspect_app.render import fonts
from inspect_app.storage.blobs import Folder
from tests.conftest import County
from tests.helpers import ORG, actor, found_county
from tests.render.certificates import SECRET, Authority
from tests.store.test_documents import drafted
from tests.test_cli import Shell

SIGN_VARIABLES = ("INSPECT_SIGN_PASSPHRASE", "INSPECT_SIGN_SERVICE", "INSPECT_SIGN_TOKEN", "INSPECT_SIGN_TSA")


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    for name in SIGN_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    return Shell(tmp_path / "data", monkeypatch, capsys)


def certify(shell: Shell, authority: Authority, **options: object) -> Path:
    """The bureau's certificate with its passphrase beside it."""
    file = authority.p12(shell.data / "signing" / f"{ORG}.p12", **options)  # type: ignore[arg-type]
    secret = file.with_suffix(".pass")
    secret.write_text(SECRET + "\n")
    secret.chmod(0o600)
    return file


# --- what would sign ---------------------------------------------------------------------------------------------------------------------


def test_without_a_certificate_it_says_that_nothing_is_signed_and_where_to_put_one(shell: Shell) -> None:
    code, out, _ = shell("pdf", "signer")
    assert code == 0
    assert "没有配置签章" in out
    assert f"signing/{ORG}.p12" in out


def test_the_certificate_its_end_and_the_timestamp_server_are_shown(
    shell: Shell, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    certify(shell, authority)
    monkeypatch.setenv("INSPECT_SIGN_TSA", "http://tsa.example/")
    code, out, err = shell("pdf", "signer")
    assert (code, err) == (0, "")
    for word in ("CN=临颍县应急管理局（测试）", "CN=测试根证书", "有效期至", "http://tsa.example/"):
        assert word in out


def test_a_month_before_the_end_it_warns_and_still_signs(shell: Shell, authority: Authority) -> None:
    certify(shell, authority, until=20)
    code, _, err = shell("pdf", "signer")
    assert code == 0
    assert "到期" in err


@pytest.mark.parametrize(
    ("options", "said"),
    [({"until": -1}, "过期"), ({"since": 5}, "起才有效"), ({"usage": "encipher"}, "不含数字签名")],
    ids=["expired", "future", "purpose"],
)
def test_a_certificate_that_may_not_sign_ends_with_one(
    shell: Shell, authority: Authority, options: dict[str, object], said: str
) -> None:
    certify(shell, authority, **options)
    code, _, err = shell("pdf", "signer")
    assert code == 1
    assert said in err


def test_the_passphrase_comes_from_the_file_or_the_environment_and_a_readable_file_is_refused(
    shell: Shell, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = certify(shell, authority).with_suffix(".pass")
    secret.chmod(0o640)
    code, _, err = shell("pdf", "signer")
    assert (code, "chmod 600" in err) == (1, True)
    secret.unlink()
    code, _, err = shell("pdf", "signer")
    assert (code, "没有设置口令" in err) == (1, True)
    monkeypatch.setenv("INSPECT_SIGN_PASSPHRASE", "falsch")
    code, _, err = shell("pdf", "signer")
    assert (code, "口令不正确" in err) == (1, True)
    monkeypatch.setenv("INSPECT_SIGN_PASSPHRASE", SECRET)
    assert shell("pdf", "signer")[0] == 0
    assert SECRET not in repr(from_environment())


def test_an_address_that_is_none_is_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECT_SIGN_SERVICE", "file:///etc/passwd")
    code, _, err = shell("pdf", "signer")
    assert code == 1
    assert "INSPECT_SIGN_SERVICE" in err


# --- whether a file is genuine -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def issued(shell: Shell, authority: Authority) -> tuple[Shell, County, str, Path]:
    """A signed notice, and a copy of it that somebody was handed."""
    fonts.build()
    certify(shell, authority)
    authority.pem(shell.data / "signing" / "ca.pem")
    db = shell.db()
    found_county(db)
    county = County(db, Folder(shell.data / "blobs"))
    _, _, document = drafted(county)
    row = documents.issue(db, press_of(from_environment(), county.blobs), actor("p-lead"), document)
    copy = shell.data.parent / "通知书.pdf"
    copy.write_bytes(paper.stored(county.blobs, ORG, row) or b"")
    return shell, county, document, copy


def test_the_file_that_was_issued_is_genuine_and_poppler_agrees(
    issued: tuple[Shell, County, str, Path], authority: Authority, tmp_path: Path
) -> None:
    shell, county, document, copy = issued
    code, out, err = shell("pdf", "verify", copy)
    assert (code, err) == (0, "")
    for word in (
        "临应急隐改〔2026〕1号",
        "临颍县应急管理局（测试）",
        "完好，覆盖整个文件",
        "文件与签发时一致",
        "已签发",
        "结论：真实",
    ):
        assert word in out
    assert (
        "Signature is Valid."
        in subprocess.run(["pdfsig", copy], capture_output=True, text=True, check=True).stdout
    )
    assert county.row("document", document)["signer"].startswith("CN=临颍县应急管理局（测试）")
    service.void(county.db, actor("p-lead"), document, "开错了")
    code, out, _ = shell("pdf", "verify", copy)
    assert (code, "文件真实，但文书已作废，不再有效" in out) == (0, True)


def test_elsewhere_the_signature_decides_and_who_is_trusted_must_be_said(
    issued: tuple[Shell, County, str, Path],
    authority: Authority,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shell, _, _, copy = issued
    monkeypatch.setenv("INSPECT_DATA", str(tmp_path / "elsewhere"))
    code, out, _ = shell("pdf", "verify", copy)
    assert code == 1
    assert "不认识签发证书的机构" in out
    assert "没有数据库" in out
    code, out, _ = shell("pdf", "verify", "--trust", authority.pem(tmp_path / "ca.pem"), copy)
    assert (code, "信任：--trust ca.pem" in out) == (0, True)
    assert not (tmp_path / "elsewhere").exists()
    (tmp_path / "no.pem").write_text("hello")
    code, _, err = shell("pdf", "verify", "--trust", tmp_path / "no.pem", copy)
    assert (code, "不是证书文件" in err) == (1, True)


def test_a_changed_byte_ends_with_one_here_and_for_poppler(issued: tuple[Shell, County, str, Path]) -> None:
    shell, _, _, copy = issued
    content = copy.read_bytes()
    for where in (20, len(content) // 3, content.rindex(b"/ByteRange") + 14, len(content) - 300):
        changed = bytearray(content)
        changed[where] ^= 1
        copy.write_bytes(changed)
        code, out, _ = shell("pdf", "verify", copy)
        assert (code, "结论：不能认定为真实" in out) == (1, True)
        said = subprocess.run(["pdfsig", copy], capture_output=True, text=True, check=False).stdout
        assert "Signature is Valid." not in said or "Not total document signed" in said
    copy.write_bytes(content + b"\n")
    code, out, _ = shell("pdf", "verify", copy)
    assert (code, "与签发时的不一致" in out, "没有覆盖整个文件" in out) == (1, True, True)


def test_files_that_are_no_document_are_said_so_and_one_bad_file_fails_all(
    issued: tuple[Shell, County, str, Path], tmp_path: Path
) -> None:
    shell, _, _, copy = issued
    (tmp_path / "x.pdf").write_bytes(b"hello")
    code, out, err = shell("pdf", "verify", copy, tmp_path / "x.pdf")
    assert code == 1
    assert "不是可以读取的 PDF" in out
    assert "2 份文件中有 1 份" in err
    code, _, err = shell("pdf", "verify", tmp_path / "gone.pdf")
    assert (code, "gone.pdf" in err) == (1, True)


def test_a_backup_carries_the_certificate_and_a_restored_server_signs_and_verifies(
    issued: tuple[Shell, County, str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell, county, _, copy = issued
    county.db.close()
    assert shell("backup", tmp_path / "safe")[0] == 0
    assert oct((tmp_path / "safe" / "signing" / f"{ORG}.p12").stat().st_mode)[-3:] == "600"
    shutil.rmtree(shell.data)
    assert shell("backup", "--restore", tmp_path / "safe")[0] == 0
    assert shell("pdf", "signer")[0] == 0
    assert shell("pdf", "verify", copy)[0] == 0
    assert oct((shell.data / "signing").stat().st_mode)[-3:] == "700"
