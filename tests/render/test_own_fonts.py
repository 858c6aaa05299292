"""A bureau's own fonts: converted, set before the free ones, kept under their hash; the same document again is the same bytes."""

import io
import itertools
import shutil
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont
from msgspec.structs import replace

from inspect_app.domain.doc_samples import sample
from inspect_app.render import engine, fonts, outlines, own_fonts, pdf
from inspect_app.render.charset import level_one
from inspect_app.render.own_fonts import UnfitFont

FACTS = sample("doc_rectify_notice")
COMMON = level_one() | set(range(0x20, 0x7F)) | set(map(ord, "，。；：（）《》“”〔〕、．—　"))


@pytest.fixture(scope="module")
def kai_file(tmp_path_factory, font_set):
    """A font with the characters of everyday use only, as a bureau may own one."""
    path = tmp_path_factory.mktemp("fonts") / "楷体.ttf"
    path.write_bytes(outlines.truetype(font_set / "InspectKai.ttf", 0, COMMON, "Bureau Kai"))
    return path.read_bytes()


@pytest.fixture(scope="module")
def hei_file(tmp_path_factory, font_set):
    path = tmp_path_factory.mktemp("fonts") / "黑体.ttf"
    path.write_bytes(outlines.truetype(font_set / "InspectHei.ttf", 0, COMMON, "Bureau Hei"))
    return path.read_bytes()


@pytest.fixture(scope="module")
def body(kai_file):
    return own_fonts.convert("body", kai_file)


@pytest.fixture(scope="module")
def other_body(hei_file):
    return own_fonts.convert("body", hei_file)


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(own_fonts, "folder", lambda: tmp_path / "own-fonts")
    yield tmp_path / "own-fonts"
    engine._engine.cache_clear()


def changed(data, change):
    """A font file in which something was changed."""
    font = TTFont(io.BytesIO(data))
    change(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def families(made, tmp_path):
    (tmp_path / "made.pdf").write_bytes(made.pdf)
    listed = subprocess.run(
        ["pdffonts", tmp_path / "made.pdf"], capture_output=True, text=True, check=True
    ).stdout
    return {line.split()[0].split("+")[1] for line in listed.splitlines()[2:]}


def test_the_body_is_printed_in_the_bureaus_font_and_what_it_lacks_in_the_free_one(body, tmp_path):
    assert own_fonts.keep(body.sha256, body.data)
    assert TTFont(io.BytesIO(body.data))["name"].getDebugName(1) == "Own Fang"
    assert body.name == "Bureau Kai"
    assert body.lacks > 1000
    rare = replace(FACTS, enterprise=replace(FACTS.enterprise, name="临颍县㛃䶮机械有限公司"))
    made = pdf.render(replace(rare, fonts={"body": body.sha256}), {})
    assert families(made, tmp_path) >= {"Own-Fang", "Inspect-Fang", "Inspect-Title"}
    text = subprocess.run(
        ["pdftotext", tmp_path / "made.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "临颍县㛃䶮机械有限公司" in text


def test_sets_live_beside_each_other_and_every_document_keeps_its_bytes(body, other_body):
    own_fonts.keep(body.sha256, body.data)
    own_fonts.keep(other_body.sha256, other_body.data)
    sets = [{}, {"body": body.sha256}, {"body": other_body.sha256}, {"hei": other_body.sha256}]
    sets[3]["body"] = body.sha256  # one more than stay in memory
    first = [pdf.render(replace(FACTS, fonts=own), {}).sha256 for own in sets]
    again = [pdf.render(replace(FACTS, fonts=own), {}).sha256 for own in reversed(sets)]
    assert first == again[::-1]
    assert len(set(first)) == 4
    assert engine._engine.cache_info().currsize == engine.KEPT_SETS
    assert all(a != b for a, b in itertools.pairwise(first))


def test_another_process_with_an_empty_cache_gives_the_same_bytes(body, tmp_path):
    own_fonts.keep(body.sha256, body.data)
    here = pdf.render(replace(FACTS, fonts={"body": body.sha256}), {}).sha256
    (tmp_path / "face.ttf").write_bytes(body.data)
    code = f"""
from pathlib import Path
from msgspec.structs import replace
from inspect_app.domain.doc_samples import sample
from inspect_app.render import own_fonts, pdf
own_fonts.folder = lambda: Path({str(tmp_path / "elsewhere")!r})
own_fonts.keep({body.sha256!r}, Path({str(tmp_path / "face.ttf")!r}).read_bytes())
print(pdf.render(replace(sample("doc_rectify_notice"), fonts={{"body": {body.sha256!r}}}), {{}}).sha256)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == here


def test_converting_again_gives_the_same_file(kai_file, body):
    assert own_fonts.convert("body", kai_file).sha256 == body.sha256


def test_a_file_that_is_gone_or_damaged_is_never_replaced_by_another_face_in_silence(body, place):
    own = {"body": body.sha256}
    with pytest.raises(pdf.MissingAsset, match="自有字体文件缺失"):
        pdf.render(replace(FACTS, fonts=own), {})
    assert own_fonts.absent(own) == [body.sha256]
    own_fonts.keep(body.sha256, body.data)
    (place / f"{body.sha256}.ttf").write_bytes(body.data[:-1])
    with pytest.raises(pdf.MissingAsset):
        pdf.render(replace(FACTS, fonts=own), {})
    assert own_fonts.absent(own) == [body.sha256]  # so that it is fetched again
    assert not own_fonts.keep(body.sha256, b"something else")


def no_embedding(font):
    font["OS/2"].fsType = 0x0002


def no_subsetting(font):
    font["OS/2"].fsType = 0x0100


def without_some(font):
    for table in font["cmap"].tables:
        table.cmap.pop(ord("隐"), None)


def nothing_drawn(font):
    name = font.getBestCmap()[ord("患")]
    font["glyf"][name] = type(font["glyf"][name])()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (no_embedding, "不允许嵌入"), (no_subsetting, "不允许嵌入"), (without_some, "缺少 1 个一级常用汉字（GB 2312），如“隐”"),
        (nothing_drawn, "如“患”"),
    ],
)  # fmt: skip
def test_a_font_that_may_not_or_cannot_print_documents_is_refused_with_the_reason(kai_file, change, said):
    with pytest.raises(UnfitFont, match=said):
        own_fonts.convert("body", changed(kai_file, change))


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"\x89PNG\r\n", b"wOF2" + bytes(100), b"\0\1\0\0" + bytes(5000), b"OTTO" + b"\xff" * 5000, b"ttcf" + b"\xff" * 200]
)  # fmt: skip
def test_what_is_no_font_is_refused(data):
    with pytest.raises(UnfitFont, match=r"不是字体文件|已损坏"):
        own_fonts.convert("body", data)


def test_a_cut_file_and_one_that_is_too_large_are_refused(kai_file):
    with pytest.raises(UnfitFont, match=r"已损坏|缺少"):
        own_fonts.convert("body", kai_file[: len(kai_file) // 2])
    with pytest.raises(UnfitFont, match="最大 40 MB"):
        own_fonts.convert("body", b"OTTO" + bytes(own_fonts.MAX_BYTES))


def test_a_collection_gives_its_face_of_simplified_chinese(tmp_path_factory):
    sources = fonts.find_sources(tmp_path_factory.mktemp("sources"))
    collection = sources[fonts.FALLBACK.family]
    made = own_fonts.convert("title", collection.read_bytes())
    assert made.name == "Noto Serif CJK SC" or "SC" in made.name
    assert made.lacks < 100
    assert shutil.which("pdffonts")
