"""The fonts of the documents: made once, into a cache outside the repository, the same bytes on every machine.

    python -m inspect_app.render.fonts build [--dir D]
    python -m inspect_app.render.fonts where

GB/T 9704 wants 仿宋 for the body, 小标宋 for titles, 黑体 and 楷体 for headings. The free default is Fandol (from Debian's
texlive-lang-chinese), with Noto Serif CJK SC for the characters that Fandol lacks. A bureau that owns the usual faces names
its files in INSPECT_FONT_BODY, _TITLE, _HEI, _KAI (and _FALLBACK). Environment: INSPECT_FONTS, where the set lives (default
$XDG_CACHE_HOME or ~/.cache, under inspect-app/fonts-<recipe>); INSPECT_FONT_SOURCES, a folder with the original files for
machines without apt-get.
"""

import argparse
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from inspect_app.render.charset import SCRIPTS, charset, rare_hanzi

RECIPE = "4"  # raise it when the way fonts are made changes: every machine then builds anew
CONF = "fonts.conf"
MANIFEST = "manifest.json"
FALLBACK_FAMILY = "Noto Serif CJK SC"


class Source(NamedTuple):
    """Where a family of ours comes from: our name, the setting that overrides it, the file, the Debian package with it."""

    family: str
    setting: str
    file: str
    package: str


BODY = Source("Inspect Fang", "INSPECT_FONT_BODY", "FandolFang-Regular.otf", "texlive-lang-chinese")
TITLE = Source("Inspect Title", "INSPECT_FONT_TITLE", "FandolSong-Bold.otf", "texlive-lang-chinese")
HEI = Source("Inspect Hei", "INSPECT_FONT_HEI", "FandolHei-Regular.otf", "texlive-lang-chinese")
KAI = Source("Inspect Kai", "INSPECT_FONT_KAI", "FandolKai-Regular.otf", "texlive-lang-chinese")
FALLBACK = Source("Inspect Fallback", "INSPECT_FONT_FALLBACK", "NotoSerifCJK-Regular.ttc", "fonts-noto-cjk")
RARE = (
    "Inspect Rare"  # all other ideographs of the fallback's source: big, so in a file that few documents open
)
SONG = "Inspect Song"  # page numbers are 宋体: a few glyphs of the fallback, in a file of their own so that it stays small
FACES = (BODY, TITLE, HEI, KAI)
SYSTEM_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/usr/share/texlive/texmf-dist/fonts/opentype"),
)


class FontsMissing(RuntimeError):
    """The font set has not been built, or cannot be; the message says what to do."""


def recipe(env: Mapping[str, str] = os.environ) -> str:
    """Twelve hex digits that change with the recipe, the character set or the bureau's own files."""
    digest = hashlib.sha256(f"{RECIPE} {sorted(charset())}".encode())
    for source in (*FACES, FALLBACK):
        if name := env.get(source.setting):
            digest.update(source.setting.encode() + _own_file(source, name).read_bytes())
    return digest.hexdigest()[:12]


def folder(env: Mapping[str, str] = os.environ) -> Path:
    """Where the font set of this recipe lives, built or not."""
    if named := env.get("INSPECT_FONTS"):
        return Path(named)
    cache = Path(env.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "inspect-app" / f"fonts-{recipe(env)}"


def is_built(where: Path, made_by: str) -> bool:
    """True when the set was made by this recipe and every file of its manifest is there with its size."""
    try:
        manifest = json.loads((where / MANIFEST).read_text())
        return manifest["recipe"] == made_by and all(
            (where / name).stat().st_size == size for name, size in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


def configured(env: Mapping[str, str] = os.environ) -> Path:
    """The fontconfig file that lists only our fonts. Raises FontsMissing when the set has not been built."""
    where = folder(env)
    if not is_built(where, recipe(env)):
        raise FontsMissing(f"文书字体尚未生成（{where}）。请运行：python -m inspect_app.render.fonts build")
    return where / CONF


def build(where: Path | None = None, env: Mapping[str, str] = os.environ) -> Path:
    """Build the set unless it is there; returns its folder. Raises FontsMissing, outlines.NotEmbeddable.

    Built beside its place and renamed, under a lock: two processes may call it, a kill leaves nothing half made.
    """
    where, made_by = (where or folder(env)).absolute(), recipe(env)
    if is_built(where, made_by):
        return where
    if where.exists() and not (where / MANIFEST).exists() and any(where.iterdir()):
        raise FontsMissing(f"文件夹 {where} 里有别的文件，不会覆盖。请为字体另指定一个空文件夹。")
    where.parent.mkdir(parents=True, exist_ok=True)
    with (where.parent / f".{where.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_built(where, made_by):
            return where
        work = Path(tempfile.mkdtemp(prefix=f".{where.name}-", dir=where.parent))
        try:
            work.chmod(0o755)
            _make(work, env)
            _write_manifest(work, made_by)
            shutil.rmtree(where, ignore_errors=True)  # damaged, or of an older recipe
            work.rename(where)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return where


def _make(work: Path, env: Mapping[str, str]) -> None:
    with tempfile.TemporaryDirectory(prefix="inspect-fonts-") as scratch:
        files = find_sources(Path(scratch), env)
        jobs = _jobs(files)
        with ProcessPoolExecutor(max_workers=min(len(jobs), os.cpu_count() or 1)) as pool:
            results = [(family, pool.submit(_convert, *job)) for family, job in jobs.items()]
            for family, result in results:
                (work / f"{family.replace(' ', '')}.ttf").write_bytes(result.result())
    (work / CONF).write_text(FONTCONFIG, "utf-8")


def _write_manifest(work: Path, made_by: str) -> None:
    sizes = {path.name: path.stat().st_size for path in sorted(work.iterdir())}
    (work / MANIFEST).write_text(json.dumps({"recipe": made_by, "files": sizes}, indent=1))


def _jobs(files: dict[str, Path]) -> dict[str, tuple[Path, int, set[int], str]]:
    """What to convert, the longest first. The fallback holds whatever at least one of the four faces lacks."""
    from inspect_app.render import outlines

    wanted = charset()
    shared = wanted.intersection(*(outlines.coverage(files[face.family]) for face in FACES))
    noto = files[FALLBACK.family]
    index = outlines.face_index(noto, FALLBACK_FAMILY)
    jobs = {RARE: (noto, index, rare_hanzi() - wanted, RARE)}
    digits = {ord(base) for base, _ in SCRIPTS.values()}  # from which the small ones are made
    jobs[FALLBACK.family] = (noto, index, wanted - shared | digits, FALLBACK.family)
    jobs |= {face.family: (files[face.family], 0, wanted, face.family) for face in FACES}
    jobs[SONG] = (noto, index, set(range(0x20, 0x7F)) | set(map(ord, "—第页共")), SONG)
    return jobs


def _convert(path: Path, index: int, codepoints: set[int], family: str) -> bytes:
    from inspect_app.render import outlines

    return outlines.truetype(path, index, codepoints, family)


def find_sources(scratch: Path, env: Mapping[str, str] = os.environ) -> dict[str, Path]:
    """family -> its original file: the bureau's own, one in INSPECT_FONT_SOURCES or on this system, else by apt-get."""
    found = {source.family: _local(source, env) for source in (*FACES, FALLBACK)}
    for package in sorted({source.package for source in (*FACES, FALLBACK) if not found[source.family]}):
        names = [source.file for source in (*FACES, FALLBACK) if source.package == package]
        unpacked = _download(package, names, scratch)
        for source in (*FACES, FALLBACK):
            found[source.family] = found[source.family] or unpacked.get(source.file)
    if absent := [source.file for source in (*FACES, FALLBACK) if not found[source.family]]:
        raise FontsMissing(_advice(f"软件包里没有 {'、'.join(absent)}"))
    return {family: path for family, path in found.items() if path}


def _local(source: Source, env: Mapping[str, str]) -> Path | None:
    if name := env.get(source.setting):
        return _own_file(source, name)
    if given := env.get("INSPECT_FONT_SOURCES"):
        if found := sorted(Path(given).rglob(source.file)):
            return found[0]
        raise FontsMissing(_advice(f"INSPECT_FONT_SOURCES 指定的文件夹（{given}）里没有 {source.file}"))
    return next(
        (path for base in SYSTEM_FOLDERS if base.is_dir() for path in sorted(base.rglob(source.file))), None
    )


def _own_file(source: Source, name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise FontsMissing(f"设置 {source.setting} 指定的字体文件不存在：{name}")
    return path


def _download(package: str, names: list[str], scratch: Path) -> dict[str, Path]:
    """Fetch a Debian package and unpack only `names`; no root, nothing installed, no dependencies."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise FontsMissing(_advice("本机没有 apt-get"))
    # As root, apt would drop to user _apt, which cannot write into our folder.
    fetched = _run(["apt-get", "-o", "APT::Sandbox::User=root", "-q", "download", package], scratch)
    if fetched.returncode:
        raise FontsMissing(
            _advice(
                f"下载软件包 {package} 失败（{fetched.stderr.strip()[-300:]}）；可先运行 apt-get update 再试"
            )
        )
    archive = next(scratch.glob(f"{package}_*.deb"))
    patterns = [f"*/{name}" for name in names]
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(archive)], stdout=subprocess.PIPE) as tar:
        subprocess.run(
            ["tar", "-x", "--wildcards", *patterns],
            stdin=tar.stdout,
            cwd=scratch,
            check=False,
            capture_output=True,
        )
    archive.unlink()
    return {path.name: path for name in names for path in scratch.rglob(name)}


def _run(command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )


def _advice(reason: str) -> str:
    wanted = "、".join(source.file for source in (*FACES, FALLBACK))
    return (
        f"无法取得文书字体：{reason}。请把 {wanted} 放进一个文件夹（Fandol 字体见 CTAN 的 fandol，"
        "Noto Serif CJK 见其发布页），设置 INSPECT_FONT_SOURCES=该文件夹，再运行 python -m inspect_app.render.fonts build；"
        "也可用 INSPECT_FONT_BODY、_TITLE、_HEI、_KAI、_FALLBACK 指定本单位自有的字体文件。"
    )


FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir prefix="relative">.</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m inspect_app.render.fonts", description="Builds the fonts of the documents."
    )
    parser.add_argument("command", choices=("build", "where"))
    parser.add_argument("--dir", type=Path, default=None, help="build here instead of the cache")
    options = parser.parse_args(arguments)
    if options.command == "where":
        print(options.dir or folder())
        return 0
    from inspect_app.render.outlines import NotEmbeddable

    started = time.monotonic()
    try:
        where = build(options.dir)
    except (FontsMissing, NotEmbeddable) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{where} ({time.monotonic() - started:.1f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
