"""Font files that a bureau owns (GB/T 9704 names proprietary faces): checked, converted once, kept under their hash, set before the free ones.

A document freezes the hashes of its faces (NoticeFacts.fonts), and is printed again with exactly these files. The bureau's blobs hold them; this
machine keeps what it has used under $XDG_CACHE_HOME or ~/.cache (inspect-app/own-fonts). What an own face lacks is printed by the free one.

    python -m inspect_app.render.own_fonts FACE FROM TO      converts one file, in a process of its own: a font file is foreign data
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from inspect_app.render import fonts
from inspect_app.render.charset import charset, level_one, rare_hanzi
from inspect_app.render.engine import MissingAsset, RenderError

MAX_BYTES = 40 * 1024 * 1024
PATIENCE_S = 180  # a face of 8,000 characters takes 5 s of one core, a fallback of 40,000 half a minute
MEMORY = 3 << 30
SHA = re.compile(r"[0-9a-f]{64}")
KINDS = (b"OTTO", b"\0\1\0\0", b"true", b"ttcf")


class Face(NamedTuple):
    """One place for a font: our family for the bureau's file, and the free family that it stands before."""

    family: str
    before: str


FACES: Mapping[str, Face] = {
    "body": Face("Own Fang", fonts.BODY.family),
    "title": Face("Own Title", fonts.TITLE.family),
    "hei": Face("Own Hei", fonts.HEI.family),
    "kai": Face("Own Kai", fonts.KAI.family),
    "fallback": Face("Own Fallback", fonts.FALLBACK.family),
}


class UnfitFont(RenderError):
    """A file that can't print documents; the message (Chinese) says why and what to do."""


class Converted(NamedTuple):
    """The TrueType file, its SHA-256, the font's own name, and how many characters of the documents' set it lacks."""

    data: bytes
    sha256: str
    name: str
    lacks: int


def convert(face: str, data: bytes) -> Converted:
    """The bureau's file as documents use it. Takes seconds, in a process of its own. Raises UnfitFont."""
    if len(data) > MAX_BYTES:
        raise UnfitFont(f"字体文件有 {len(data) / 1048576:.1f} MB，最大 {MAX_BYTES // 1048576} MB")
    if not data.startswith(KINDS):
        raise UnfitFont("不是字体文件：请选择 TTF、OTF 或 TTC 文件（网页字体 WOFF 不能用于文书）")
    with tempfile.TemporaryDirectory(prefix="inspect-font-") as scratch:
        given, made = Path(scratch, "given"), Path(scratch, "made")
        given.write_bytes(data)
        told = _convert_apart(face, given, made)
        if "unfit" in told:
            raise UnfitFont(told["unfit"])
        content = made.read_bytes()
    return Converted(content, hashlib.sha256(content).hexdigest(), told["name"], told["lacks"])


def _convert_apart(face: str, given: Path, made: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", __name__, face, str(given), str(made)]
    try:
        run = subprocess.run(command, capture_output=True, timeout=PATIENCE_S, check=False)
        told: dict[str, Any] = json.loads(run.stdout)
        return told
    except (subprocess.TimeoutExpired, ValueError):  # crashed, too slow, or too much memory
        return {"unfit": "字体文件已损坏，或内容过于复杂，无法转换。请换一个文件"}


# --- in the process of its own --------------------------------------------------------------------------------------------------------


def _make(face: str, given: Path) -> tuple[bytes, dict[str, Any]]:
    from fontTools.ttLib import TTLibError

    from inspect_app.render import outlines

    try:
        index = _place(given)
        _refuse_special(given, index)
        held = outlines.coverage(given, index)
        _refuse_gaps(level_one() - held)
        wanted = charset() | (rare_hanzi() if face == "fallback" else set())
        made = outlines.truetype(given, index, wanted, FACES[face].family)
        _refuse_gaps(_empty(made, level_one()))
        name = _name(given, index)
    except outlines.NotEmbeddable as error:
        raise UnfitFont(str(error).replace(given.name, "")) from error
    except (TTLibError, KeyError, ValueError, IndexError, AssertionError, RuntimeError) as error:
        if isinstance(error, UnfitFont):
            raise
        raise UnfitFont("字体文件已损坏，无法读取。请换一个文件") from error
    lacks = sum(1 for point in charset() - held if chr(point).isprintable())
    return made, {"name": name[:80], "lacks": lacks}


def _place(given: Path) -> int:
    """In a collection the face of simplified Chinese, where its name says so, else the first."""
    import uharfbuzz as hb

    blob = hb.Blob.from_file_path(str(given))
    count = hb.Face(blob).count
    if not count or not hb.Face(blob).glyph_count:
        raise UnfitFont("字体文件已损坏，无法读取。请换一个文件")
    named = [
        hb.Face(blob, i).get_name(hb.OTNameIdPredefined.FONT_FAMILY) or "" for i in range(min(count, 64))
    ]
    return next((i for i, name in enumerate(named) if "SC" in name.split()), 0)


def _name(given: Path, index: int) -> str:
    """What the font calls itself: in Chinese where it can."""
    from fontTools.ttLib import TTFont

    with TTFont(given, fontNumber=index, lazy=True) as font:
        names = font["name"]
        chinese = names.getName(4, 3, 1, 0x804) or names.getName(1, 3, 1, 0x804)
        return (
            chinese.toUnicode() if chinese else names.getDebugName(4) or names.getDebugName(1) or ""
        ).strip()


def _refuse_special(given: Path, index: int) -> None:
    import uharfbuzz as hb

    tags = set(hb.Face(hb.Blob.from_file_path(str(given)), index).table_tags)
    if "fvar" in tags:
        raise UnfitFont("这是可变字体，不能用于文书。请换用单一字重的字体文件")
    if tags & {"COLR", "CBDT", "sbix", "SVG "}:
        raise UnfitFont("这是彩色字体，不能用于文书。请换用普通字体文件")
    if not tags & {"glyf", "CFF "}:
        raise UnfitFont("字体文件里没有字形轮廓（可能是点阵字体），不能用于文书")


def _refuse_gaps(gaps: set[int]) -> None:
    if gaps:
        some = "".join(map(chr, sorted(gaps)[:20]))
        raise UnfitFont(
            f"字体缺少 {len(gaps)} 个一级常用汉字（GB 2312），如“{some}”，不能用于文书。请换用字数齐全的字体文件"
        )


def _empty(made: bytes, points: set[int]) -> set[int]:
    """Characters that the font claims and draws nothing for."""
    import uharfbuzz as hb

    font = hb.Font(hb.Face(hb.Blob(made)))
    drawn = {point: font.get_nominal_glyph(point) for point in points}
    return {
        point
        for point, glyph in drawn.items()
        if glyph is None or not (box := font.get_glyph_extents(glyph)) or not (box.width and box.height)
    }


def main(arguments: list[str]) -> int:
    face, given, made = arguments
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        data, told = _make(face, Path(given))
    except UnfitFont as error:
        print(json.dumps({"unfit": str(error)}))
        return 0
    Path(made).write_bytes(data)
    print(json.dumps(told))
    return 0


# --- files of this machine ------------------------------------------------------------------------------------------------------------


def folder(env: Mapping[str, str] = os.environ) -> Path:
    """Where this machine keeps the own fonts that it has used; content lies under its hash, so bureaus can share it."""
    return Path(env.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "inspect-app" / "own-fonts"


def _file(sha256: str) -> Path:
    if not SHA.fullmatch(sha256):
        raise MissingAsset(f"文书所用字体的编号不正确：{sha256[:20]}")
    return folder() / f"{sha256}.ttf"


def absent(own: Mapping[str, str]) -> list[str]:
    """Hashes among a document's fonts that this machine doesn't keep yet."""
    return [sha256 for sha256 in dict.fromkeys(own.values()) if not _file(sha256).exists()]


def keep(sha256: str, data: bytes) -> bool:
    """Keeps a file for rendering; False when the bytes are not those of the hash."""
    if hashlib.sha256(data).hexdigest() != sha256:
        return False
    _write(_file(sha256), data)
    return True


def _write(path: Path, data: bytes) -> None:
    """Beside its place and renamed: several processes may write the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
    os.replace(temporary, path)


def configured(own: Mapping[str, str]) -> Path:
    """The fontconfig file that lists the free set and these files. Raises MissingAsset, fonts.FontsMissing."""
    free = fonts.configured().parent
    for sha256 in own.values():
        _check(_file(sha256))
    named = json.dumps([str(free), sorted(own.values())])
    place = folder() / f"set-{hashlib.sha256(named.encode()).hexdigest()[:16]}"
    place.mkdir(parents=True, exist_ok=True)
    for sha256 in set(own.values()):
        link = place / f"{sha256}.ttf"
        if not link.is_symlink():
            temporary = place / f".{sha256}.{os.getpid()}"
            temporary.symlink_to(_file(sha256))
            temporary.rename(link)
    lines = f'  <dir prefix="relative">.</dir>\n  <dir>{free}</dir>\n'
    _write(place / fonts.CONF, fonts.FONTCONFIG.replace('  <dir prefix="relative">.</dir>\n', lines).encode())
    return place / fonts.CONF


def _check(path: Path) -> None:
    """A file that was damaged since is dropped, so that the next attempt fetches it again."""
    try:
        sound = hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
    except FileNotFoundError:
        sound = False
    if not sound:
        path.unlink(missing_ok=True)
        raise MissingAsset(
            "文书所用的自有字体文件缺失或已损坏，请再试一次；仍不行请在“设置—文书—字体”重新上传"
        )


def styled(css: str, own: Mapping[str, str]) -> str:
    """The style sheet with the bureau's families set before the free ones."""
    for name in own:
        if face := FACES.get(name):
            css = css.replace(f'"{face.before}"', f'"{face.family}", "{face.before}"')
    return css


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
