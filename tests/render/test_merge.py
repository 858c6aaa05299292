"""Joining documents for the printer: every page looks as in its document, the file is sound, and memory does not grow with their number."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from inspect_app.render import pdf, sign
from inspect_app.render.merge import Sheet, merge
from tests.render import samples
from tests.render.certificates import SECRET, Authority


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Two notices, the second one signed (it has an invisible widget)."""

    made = [pdf.render(*samples.notice(pictures=pictures)).pdf for pictures in (0, 3)]
    signer = sign.open_p12(Authority().p12(tmp_path_factory.mktemp("keys") / "b.p12"), SECRET)
    return [made[0], signer.sign(made[1], "签发隐患整改通知书", dt.datetime.now(dt.UTC))]


def pictures(file: Path, folder: Path) -> list[bytes]:
    folder.mkdir()
    subprocess.run(["pdftoppm", "-r", "50", file, folder / "p"], check=True)
    return [path.read_bytes() for path in sorted(folder.iterdir())]


def test_every_page_looks_as_in_its_document(documents: list[bytes], tmp_path: Path) -> None:
    made = merge(
        [Sheet(documents[0], 1, "甲（一）"), Sheet(documents[1], 2, "乙"), Sheet(documents[0], 1, "丙")],
        tmp_path, duplex=False, done=lambda: None,
    )  # fmt: skip
    checked = subprocess.run(["qpdf", "--check", made.path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    seen = pictures(made.path, tmp_path / "merged")
    single = []
    for n, content in enumerate(documents):
        (tmp_path / f"{n}.pdf").write_bytes(content)
        single.append(pictures(tmp_path / f"{n}.pdf", tmp_path / f"single-{n}"))
    assert seen == single[0] + single[1] * 2 + single[0]
    assert made.pages == len(seen)


def test_contents_lead_to_the_first_page_and_nothing_of_the_signature_is_left(
    documents: list[bytes], tmp_path: Path
) -> None:
    made = merge(
        [Sheet(content, 2, label) for content, label in zip(documents, ("甲", "乙"), strict=True)],
        tmp_path, duplex=True, done=lambda: None,
    )  # fmt: skip
    lengths = [len(pikepdf.open(io.BytesIO(content)).pages) for content in documents]
    each = [2 * (length + length % 2) for length in lengths]
    with pikepdf.open(made.path) as out:
        pages = [page.obj.objgen for page in out.pages]
        with out.open_outline() as outline:
            places = [(item.title, pages.index(item.destination[0].objgen)) for item in outline.root]
        assert places == [("甲", 0), ("乙", each[0])]
        assert len(out.pages) == made.pages == sum(each)
        assert "/AcroForm" not in out.Root
        assert "/StructTreeRoot" not in out.Root
        for page in out.pages:
            assert all(note.Subtype != "/Widget" for note in page.obj.get("/Annots", []))
        assert out.open_metadata()["dc:description"] == "共 2 份文书"


def test_nothing_to_merge(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nothing"):
        merge([], tmp_path, duplex=False, done=lambda: None)


GROWTH = """
import resource, sys
from pathlib import Path
from inspect_app.render.merge import Sheet, merge
data, folder = Path(sys.argv[1]).read_bytes(), Path(sys.argv[2])
def peak(count):
    merge((Sheet(data, 2, f"第{n}份") for n in range(count)), folder, duplex=True, done=lambda: None)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
few = peak(20)
print(peak(220) - few)
"""


def test_two_hundred_more_take_no_more_memory(documents: list[bytes], tmp_path: Path) -> None:
    (tmp_path / "one.pdf").write_bytes(documents[1])
    command = [sys.executable, "-c", GROWTH, tmp_path / "one.pdf", tmp_path]
    grown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert float(grown) < 8  # MB; 70 when pages were appended by a library
