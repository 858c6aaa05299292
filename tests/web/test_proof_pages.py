"""The bureau's proof of a document: photos held against the log, the evidence package, and who may have it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest

from inspect_app import evidence_check
from inspect_app.commands import drafts
from inspect_app.domain.doc_types import NOTICE
from tests.helpers import actor
from tests.web.bureau_case import Bureau


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def test_the_document_page_leads_to_the_check_of_its_photos(bureau: Bureau) -> None:
    notice = bureau.served()
    page = bureau.desk().get(f"/bureau/documents/{notice.document}").text
    assert f"/bureau/documents/{notice.document}/proof" in page
    proof = bureau.desk().get(f"/bureau/documents/{notice.document}/proof").text
    assert "照片与日志核对：2/2 张一致" in proof


def test_an_altered_photo_is_named_there(bureau: Bureau) -> None:
    notice = bureau.served()
    [first, _] = sorted(bureau.blobs.root.rglob("print/*/*"))
    first.write_bytes(b"something else")
    proof = bureau.desk().get(f"/bureau/documents/{notice.document}/proof").text
    assert "照片与日志核对：1/2 张一致" in proof
    assert "文书用的照片被改动" in proof


def test_the_package_is_sent_piece_by_piece_and_agrees(bureau: Bureau, tmp_path: Path) -> None:
    notice = bureau.served()
    answer = bureau.desk("p-audit").get(f"/bureau/documents/{notice.document}/evidence.zip")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.is_streamed
    assert "证据包.zip" in unquote(answer.headers["Content-Disposition"])
    assert "no-store" in answer.headers["Cache-Control"]
    place = tmp_path / "a.zip"
    place.write_bytes(answer.data)
    assert {line.state for line in evidence_check.check(place)} <= {"ok", "open"}
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        page = archive.read("说明.html").decode()
        assert "郑审计（审计）" in page
        assert "<script" not in page
        assert all(
            f'id="{name}"' in page for name in ("about", "files", "auto", "hand", "means", "photos", "hashes")
        )


@pytest.mark.parametrize(
    ("person", "status"),
    [("p-off1", 200), ("p-lead", 200), ("p-comm", 403), ("p-grid", 403), ("p-ent1", 403)],
)
def test_originals_leave_only_with_those_who_may_take_them(bureau: Bureau, person: str, status: int) -> None:
    notice = bureau.served()
    assert bureau.desk(person).get(f"/bureau/documents/{notice.document}/evidence.zip").status_code == status
    page = bureau.desk(person).get(f"/bureau/documents/{notice.document}")
    assert ("evidence.zip" in page.text) == (status == 200)


def test_a_draft_has_no_proof(bureau: Bureau) -> None:
    visit, _ = bureau.accepted()
    draft = drafts.draft(bureau.db, actor("p-sec"), NOTICE, visit)
    assert "照片与日志核对" not in bureau.desk().get(f"/bureau/documents/{draft}").text
    for page in ("proof", "evidence.zip"):
        answer = bureau.desk().get(f"/bureau/documents/{draft}/{page}")
        assert answer.status_code == 409
        assert "还没有签发" in answer.text
