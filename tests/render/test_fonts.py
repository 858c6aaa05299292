"""The font set: what it covers, that it is TrueType and the same everywhere, and what happens when it cannot be made."""

import io
import json
import os
import subprocess
import sys
import time

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from inspect_app.render import fonts, outlines
from inspect_app.render.charset import charset

SOURCE_FAMILIES = {source.family: source for source in (*fonts.FACES, fonts.FALLBACK)}


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """The original files, from this system or from Debian's packages."""
    return fonts.find_sources(tmp_path_factory.mktemp("sources"))


@pytest.fixture
def nothing_installed(monkeypatch):
    monkeypatch.setattr(fonts, "SYSTEM_FOLDERS", ())


def faces(font_set):
    return {path.stem: path for path in font_set.glob("*.ttf")}


def test_the_character_set_is_the_national_table_with_gb2312():
    chars = charset()
    hanzi = {point for point in chars if 0x3400 <= point <= 0x9FFF or point > 0x1FFFF}
    assert len(hanzi) == 6763 + 1467  # GB 2312, and what 通用规范汉字表 has besides
    assert set(map(ord, "㛃䶮𬭚𫖯淼犇颍漯颐鄢郾")) <= chars


def test_every_character_of_the_set_is_in_one_of_the_files(font_set):
    covered = set.union(*(outlines.coverage(path) for path in faces(font_set).values()))
    missing = {point for point in charset() if chr(point).isprintable()} - covered
    assert "".join(map(chr, sorted(missing))) == ""


def test_each_face_with_its_fallback_prints_every_character(font_set):
    for name in ("InspectFang", "InspectTitle", "InspectHei", "InspectKai"):
        covered = outlines.coverage(faces(font_set)[name]) | outlines.coverage(
            faces(font_set)["InspectFallback"]
        )
        assert {point for point in charset() if chr(point).isprintable()} <= covered, name


def test_small_digits_are_copies_of_the_large_ones_above_or_below_the_line(font_set):
    font = TTFont(faces(font_set)["InspectFallback"])
    cmap, glyf = font.getBestCmap(), font["glyf"]
    two, below, above = (glyf[cmap[ord(char)]] for char in "2₂⁴")
    assert below.yMin < 0 < below.yMax < two.yMax * 0.7
    assert above.yMin > two.yMax * 0.3
    assert above.yMax > two.yMax
    assert font["hmtx"][cmap[ord("₂")]][0] < font["hmtx"][cmap[ord("2")]][0]


def test_rare_names_outside_the_table_have_a_glyph_too(font_set):
    assert set(map(ord, "喆堃祎昇喦䲜㴪𠮷")) <= set.union(
        *(outlines.coverage(path) for path in faces(font_set).values())
    )


def test_all_files_are_truetype_under_names_of_our_own(font_set):
    assert len(faces(font_set)) == 7
    for path in faces(font_set).values():
        font = TTFont(path, lazy=True)
        assert "glyf" in font
        assert "CFF " not in font
        assert font["name"].getDebugName(1).startswith("Inspect ")
        assert font["name"].getDebugName(1).replace(" ", "") == path.stem
        assert font["head"].modified == outlines.EPOCH


def test_fontconfig_sees_only_these_files(font_set):
    env = {**os.environ, "FONTCONFIG_FILE": str(font_set / fonts.CONF)}
    listed = subprocess.run(
        ["fc-list", ":", "file"], env=env, capture_output=True, text=True, check=True
    ).stdout.split()
    assert sorted(line.rstrip(":") for line in listed) == sorted(
        str(path) for path in faces(font_set).values()
    )


def drawn(path, char, index=0):
    image = Image.new("L", (200, 240), 0)
    ImageDraw.Draw(image).text((10, 10), char, fill=255, font=ImageFont.truetype(str(path), 160, index=index))
    return image


@pytest.mark.parametrize("char", "隐患颍漯淼整〔8A，")
def test_converted_outlines_look_like_the_originals(char, font_set, sources):
    for family in ("Inspect Fang", "Inspect Title", "Inspect Hei", "Inspect Kai"):
        ours = drawn(faces(font_set)[family.replace(" ", "")], char)
        difference = ImageChops.difference(ours, drawn(sources[family], char))
        inked = sum(ours.histogram()[128:])
        assert inked > 100
        thick = difference.filter(ImageFilter.MinFilter(3))  # the originals' hints move edges by a pixel
        assert thick.getextrema()[1] < 128, (family, char)


def test_boxes_and_counts_of_converted_glyphs_are_true(font_set):
    font = TTFont(faces(font_set)["InspectFang"])
    cmap, glyphs = font.getBestCmap(), font.getGlyphSet()
    for char in "隐患整改8Ag，·":
        glyph = font["glyf"][cmap[ord(char)]]
        pen = BoundsPen(glyphs, ignoreSinglePoints=True)
        glyphs[cmap[ord(char)]].draw(pen)
        left, bottom, right, top = pen.bounds
        assert glyph.xMin <= left + 1
        assert glyph.xMax >= right - 1
        assert glyph.yMin <= bottom + 1
        assert glyph.yMax >= top - 1
        assert font["hmtx"][cmap[ord(char)]][1] == glyph.xMin
        assert len(glyph.coordinates) <= font["maxp"].maxPoints


def test_the_same_source_gives_the_same_bytes(sources):
    make = [
        outlines.truetype(sources["Inspect Kai"], 0, set(map(ord, "临颍县")), "Inspect Kai") for _ in range(2)
    ]
    assert make[0] == make[1]
    assert set(TTFont(io.BytesIO(make[0])).getBestCmap()) == set(map(ord, "临颍县"))


def test_a_second_build_returns_at_once(font_set):
    started = time.monotonic()
    assert fonts.build() == font_set
    assert time.monotonic() - started < 0.5


def test_a_missing_or_cut_file_makes_the_set_unbuilt(font_set, tmp_path):
    for path in font_set.iterdir():
        (tmp_path / path.name).symlink_to(path)
    assert fonts.is_built(tmp_path, fonts.recipe())
    assert not fonts.is_built(tmp_path, "another")
    (tmp_path / "InspectKai.ttf").unlink()
    assert not fonts.is_built(tmp_path, fonts.recipe())
    (tmp_path / "InspectKai.ttf").write_bytes(b"cut")
    assert not fonts.is_built(tmp_path, fonts.recipe())


def test_a_folder_with_other_files_is_never_overwritten(tmp_path):
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(fonts.FontsMissing, match="不会覆盖"):
        fonts.build(tmp_path)
    assert (tmp_path / "thesis.doc").read_text() == "mine"


def test_a_failed_build_leaves_nothing_behind(tmp_path):
    env = {"INSPECT_FONT_SOURCES": str(tmp_path / "empty")}
    with pytest.raises(fonts.FontsMissing, match="FandolFang-Regular"):
        fonts.build(tmp_path / "set", env)
    assert [path.name for path in tmp_path.iterdir() if not path.name.endswith(".lock")] == []


def test_without_apt_the_advice_names_files_and_settings(tmp_path, monkeypatch, nothing_installed):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(fonts.FontsMissing) as caught:
        fonts.find_sources(tmp_path, {})
    for words in (
        "没有 apt-get",
        "FandolFang-Regular.otf",
        "NotoSerifCJK-Regular.ttc",
        "INSPECT_FONT_SOURCES",
        "INSPECT_FONT_BODY",
    ):
        assert words in str(caught.value)


def test_the_command_says_so_on_stderr_and_fails(tmp_path):
    env = {
        **os.environ,
        "INSPECT_FONT_BODY": str(tmp_path / "missing.ttf"),
        "INSPECT_FONTS": str(tmp_path / "set"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "inspect_app.render.fonts", "build"], env=env, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "INSPECT_FONT_BODY 指定的字体文件不存在" in done.stderr


def test_unbuilt_fonts_are_an_error_that_names_the_command(tmp_path):
    with pytest.raises(fonts.FontsMissing, match=r"python -m inspect_app\.render\.fonts build"):
        fonts.configured({"INSPECT_FONTS": str(tmp_path)})


def test_a_bureau_uses_its_own_files(sources, tmp_path):
    own = tmp_path / "FZXBSJW.ttf"
    own.write_bytes(
        outlines.truetype(sources["Inspect Kai"], 0, set(map(ord, "临颍县应急管理局")), "FZXiaoBiaoSong")
    )
    env = {"INSPECT_FONT_TITLE": str(own)}
    assert fonts.find_sources(tmp_path, env)["Inspect Title"] == own
    assert fonts.recipe(env) != fonts.recipe({})
    assert (
        fonts.folder({"XDG_CACHE_HOME": "/c", **env}).parent == fonts.folder({"XDG_CACHE_HOME": "/c"}).parent
    )
    again = TTFont(io.BytesIO(outlines.truetype(own, 0, charset(), "Inspect Title")))
    assert set(again.getBestCmap()) == set(map(ord, "临颍县应急管理局"))


def test_a_font_whose_licence_forbids_embedding_is_refused(sources, tmp_path):
    font = TTFont(io.BytesIO(outlines.truetype(sources["Inspect Kai"], 0, {0x4E34}, "X")))
    font["OS/2"].fsType = outlines.RESTRICTED
    font.save(tmp_path / "restricted.ttf")
    with pytest.raises(outlines.NotEmbeddable, match="不允许嵌入"):
        outlines.truetype(tmp_path / "restricted.ttf", 0, {0x4E34}, "Inspect Title")


def test_the_manifest_lists_every_file(font_set):
    manifest = json.loads((font_set / fonts.MANIFEST).read_text())
    assert manifest["recipe"] == fonts.recipe()
    assert set(manifest["files"]) == {path.name for path in font_set.iterdir()} - {fonts.MANIFEST}
