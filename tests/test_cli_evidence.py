"""Evidence packages from the command line: made of a document by its number, checked by anybody who has the file."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from inspect_app import cli, cli_base
from inspect_app.storage import tables as t
from tests.web.portal_case import County


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> County:
    data = tmp_path / "data"
    data.mkdir()
    made = County(data)
    monkeypatch.setenv("INSPECT_DATA", str(data))
    monkeypatch.setenv("INSPECT_DATABASE", made.config.database)
    monkeypatch.delenv("INSPECT_BLOBS", raising=False)
    return made


def run(*arguments: str | Path) -> int:
    return cli_base.run(cli.commands, [str(one) for one in arguments])


def test_a_package_is_made_by_number_and_checked_without_the_database(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    county.served()
    out = tmp_path / "包.zip"
    assert run("evidence", "export", "临应急隐改〔2026〕1号", "--out", out) == 0
    assert "核对：inspect-app evidence verify" in capsys.readouterr().out
    monkeypatch.setenv("INSPECT_DATABASE", "sqlite:////nowhere/at/all.db")
    assert run("evidence", "verify", out) == 0
    assert "证据包完整，各项一致" in capsys.readouterr().out
    data = bytearray(out.read_bytes())
    at = data.index(b"notice.pdf") + 5000
    data[at] ^= 1
    out.write_bytes(data)
    assert run("evidence", "verify", out) == 1
    assert "[不符] notice.pdf" in capsys.readouterr().out


def test_what_cannot_be_made_or_read_is_said_in_words(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "包.zip"
    assert run("evidence", "export", "临应急隐改〔2026〕9号", "--out", out) == 1
    assert "没有这份文书" in capsys.readouterr().err
    out.write_bytes(b"kept")
    county.served()
    assert run("evidence", "export", "临应急隐改〔2026〕1号", "--out", out) == 1
    assert "--force" in capsys.readouterr().err
    assert out.read_bytes() == b"kept"
    assert run("evidence", "verify", tmp_path / "nothing.zip") == 2
    assert run("evidence", "verify", out) == 2
    assert sorted(file.name for file in tmp_path.iterdir()) == ["data", "包.zip"]


def test_a_package_prints_its_document_again(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notice = county.served()
    folder, out = tmp_path / "包", tmp_path / "again.pdf"
    assert run("evidence", "export", "临应急隐改〔2026〕1号", "--out", tmp_path / "包.zip") == 0
    with zipfile.ZipFile(tmp_path / "包.zip") as archive:
        archive.extractall(folder)
    with county.db.read() as connection:
        row = connection.execute(sa.select(t.document)).mappings().one()
    assert row["id"] == notice.document
    assert run("pdf", "render", folder / "notice.json", "--out", out) == 0
    unsigned = hashlib.sha256(out.read_bytes()).hexdigest()
    assert unsigned == row["unsigned"]
    assert unsigned in capsys.readouterr().out
    assert run("pdf", "render", folder / "manifest.json") == 1
    assert "不是文书的 notice.json" in capsys.readouterr().err
    (folder / "photos/1-1-print.jpg").unlink()
    assert run("pdf", "render", folder / "notice.json") == 1
    assert "缺少 1 张照片或签名" in capsys.readouterr().err
