"""A PDF held against the one that was issued, by anybody: what it is, and that nothing of it is kept or shown."""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from inspect_app.commands import documents, drafts, service
from inspect_app.domain.doc_types import NOTICE
from inspect_app.web import security
from tests.helpers import ORG, actor
from tests.render.certificates import SECRET, Authority
from tests.web.portal_case import County, Notice, token

PRIVATE = ("颍川食品", "杨经理", "配电室", "19900000001")


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path)


@pytest.fixture
def notice(county: County) -> Notice:
    return county.served()


def file_of(county: County, notice: Notice) -> bytes:
    data: bytes = county.browser().get(f"/n/{notice.read}/notice.pdf").data
    assert data.startswith(b"%PDF-")
    return data


def upload(county: County, data: bytes | None, code: str = "", **environ: str) -> Any:
    browser = county.browser(**environ)
    fields: dict[str, Any] = {"csrf_token": token(browser, "/verify/")}
    if data is not None:
        fields["file"] = (io.BytesIO(data), "任意.pdf")
    return browser.post(f"/verify/{code}", data=fields, content_type="multipart/form-data")


def supersede(county: County, notice: Notice) -> str:
    """Withdraws a notice that was issued and issues another in its place; returns the number of that."""
    key = drafts.draft(county.db, actor("p-sec"), NOTICE, replaces=notice.document)
    number: str = documents.issue(county.db, county.press, actor("p-lead"), key)["number"]
    return number


@pytest.mark.parametrize("with_code", [True, False])
def test_the_issued_file_is_known_with_and_without_the_code(
    county: County, notice: Notice, with_code: bool
) -> None:
    data = file_of(county, notice)
    page = upload(county, data, notice.read if with_code else "")
    assert page.status_code == 200
    for words in (
        "文件与签发时完全一致",
        "临应急隐改〔2026〕1号",
        hashlib.sha256(data).hexdigest(),
        "没有保存",
    ):
        assert words in page.text
    assert not any(words in page.text for words in PRIVATE)


def test_what_is_added_behind_the_file_is_said(county: County, notice: Notice) -> None:
    page = upload(county, file_of(county, notice) + b"9 0 obj <<>> endobj\nstartxref\n0\n%%EOF\n")
    assert "原文一致，后面有附加内容" in page.text
    assert "临应急隐改〔2026〕1号" in page.text


@pytest.mark.parametrize("with_code", [True, False])
def test_a_flipped_bit_is_found(county: County, notice: Notice, with_code: bool) -> None:
    data = bytearray(file_of(county, notice))
    data[data.index(b"endstream") - 20] ^= 1
    page = upload(county, bytes(data), notice.read if with_code else "")
    assert "文件与签发的不一致" in page.text
    assert not any(words in page.text for words in PRIVATE)


def claiming(code: Any) -> bytes:
    packed = zlib.compress(json.dumps({"doc_type": "x", "verify": {"code": code}}).encode())
    return b"%PDF-1.7\n1 0 obj <</Type /EmbeddedFile>>\nstream\n" + packed + b"\nendstream\n%%EOF\n"


def test_a_forgery_that_names_a_code_of_ours_is_altered_and_tells_nothing_more(
    county: County, notice: Notice
) -> None:
    page = upload(county, claiming(notice.read))
    assert "文件与签发的不一致" in page.text
    assert not any(words in page.text for words in PRIVATE)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%%EOF\n",
        claiming("ABCDEFGHJKMN"),
        claiming(7),
        claiming(None),
        claiming(""),
        claiming("' OR 1=1"),
    ],
)
def test_what_is_not_ours_is_said(county: County, notice: Notice, data: bytes) -> None:
    page = upload(county, data)
    assert page.status_code == 200
    assert "没有查到对应的文书" in page.text
    assert "临应急隐改" not in page.text


def test_the_service_code_inside_a_file_opens_nothing(county: County, notice: Notice) -> None:
    assert "临应急隐改" not in upload(county, claiming(notice.service)).text


def test_any_other_pdf_does_not_agree_with_the_document_of_the_code(county: County, notice: Notice) -> None:
    assert "文件与签发的不一致" in upload(county, b"%PDF-1.7\n%%EOF\n", notice.read).text


def test_the_file_of_another_document_is_named_as_that(county: County, notice: Notice) -> None:
    other = county.served("e-2", seed=5)
    page = upload(county, file_of(county, other), notice.read).text
    assert "文件与签发时完全一致" in page
    assert "不是同一份文书" in page
    assert "临应急隐改〔2026〕2号" in page


@pytest.mark.parametrize(
    ("data", "said"), [(None, "请选择"), (b"", "是空的"), (b"\x89PNG....", "不是 PDF"), (b"PK\x03\x04word", "不是 PDF"), ("扫描件".encode(), "不是 PDF")]
)  # fmt: skip
def test_bad_files_are_refused_in_words(county: County, data: bytes | None, said: str) -> None:
    for code in ("", "ABCDEFGHJKMN"):
        answer = upload(county, data, code)
        assert answer.status_code == 422
        assert said in answer.text
        assert 'type="file"' in answer.text  # another can be chosen right there


def test_a_file_that_is_too_big_is_refused_before_it_is_read(
    county: County,
) -> None:
    answer = upload(county, b"%PDF-" + b"x" * (security.MAX_COMPARED + 70_000))
    assert answer.status_code == 413
    assert "30 MB" in answer.text
    assert upload(county, b"%PDF-" + b"x" * (26 << 20)).status_code == 200  # more than other forms take


def test_nothing_of_a_file_is_kept(county: County, notice: Notice, tmp_path: Path) -> None:
    data = file_of(county, notice)
    before = sorted(tmp_path.rglob("*"))
    upload(county, data + b"more\n%%EOF\n")
    upload(county, b"%PDF-1.7\n%%EOF\n")
    assert sorted(tmp_path.rglob("*")) == before


def test_trying_files_is_stopped_like_guessing_codes(county: County, notice: Notice) -> None:
    data, guesser = file_of(county, notice), "198.51.100.9"
    for _ in range(30):
        assert upload(county, b"%PDF-1.7\n%%EOF\n", REMOTE_ADDR=guesser).status_code == 200
    stopped = upload(county, data, REMOTE_ADDR=guesser)
    assert stopped.status_code == 429
    assert "Retry-After" in stopped.headers
    assert upload(county, data, REMOTE_ADDR="198.51.100.10").status_code == 200


def test_a_form_of_another_site_is_refused(county: County) -> None:
    browser = county.browser()
    assert browser.post("/verify/", data={"file": (io.BytesIO(b"%PDF-"), "a.pdf")}).status_code == 400


# --- signed ----------------------------------------------------------------------------------------------------------------------------


def test_another_signature_on_the_same_content_is_known_and_the_signer_is_named(county: County) -> None:
    Authority().p12(county.config.data / "signing" / f"{ORG}.p12")
    secret = county.config.data / "signing" / f"{ORG}.pass"
    secret.write_text(SECRET, encoding="utf-8")
    secret.chmod(0o600)
    notice = county.served()
    data = file_of(county, notice)
    page = county.browser().get(f"/verify/{notice.read}").text
    assert "CN=临颍县应急管理局（测试）" in page
    assert "文件与签发时完全一致" in upload(county, data).text
    unsigned = data[: data.index(b"%%EOF") + 6]
    signer = county.press.signing.signer(ORG)
    assert signer
    again = signer.sign(unsigned, "再签一次", datetime.now(UTC))
    assert again.startswith(unsigned)
    assert again != data
    assert "原文一致，后面有附加内容" in upload(county, again, notice.read).text
    assert "原文一致，缺少电子签名" in upload(county, unsigned, notice.read).text


# --- void and superseded ---------------------------------------------------------------------------------------------------------------


def test_a_void_document_verifies_as_void_and_stays_closed(county: County, notice: Notice) -> None:
    data = file_of(county, notice)
    service.void(county.db, actor("p-lead"), notice.document, "企业名称有误")
    page = county.browser().get(f"/verify/{notice.read}")
    assert page.status_code == 200
    assert "文书已作废" in page.text
    assert county.browser().get(f"/n/{notice.read}").status_code == 410
    compared = upload(county, data).text
    assert "文件与签发时完全一致" in compared
    assert "文书已作废" in compared


def test_a_superseded_document_names_the_one_that_replaces_it(county: County) -> None:
    document, visit, code, pictures = county.issued()
    notice = Notice(document, [], code, "", visit, pictures)
    data = file_of(county, notice)
    number = supersede(county, notice)
    for page in (f"/verify/{notice.read}", f"/n/{notice.read}"):
        answer = county.browser().get(page)
        assert "已被替代" in answer.text
        assert number in answer.text
        assert not any(words in answer.text for words in PRIVATE)
    assert county.browser().get(f"/verify/{notice.read}").status_code == 200
    assert county.browser().get(f"/n/{notice.read}/notice.pdf").status_code == 410
    compared = upload(county, data).text
    assert "文书已被替代" in compared
    assert number in compared
