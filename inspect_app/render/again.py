"""A document printed again from its own data: the notice.json of its PDF and a folder with its pictures, such as an evidence package.

The result is the file as it was before it was signed, byte for byte; its SHA-256 is `unsigned` of the `issued` op. docs/notice-json.md.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from inspect_app.domain.documents import NoticeFacts
from inspect_app.render import own_fonts
from inspect_app.render.engine import MissingAsset, RenderError
from inspect_app.render.pdf import Rendered, asset_names, render

MOST_BYTES = 32 << 20  # a font; pictures are smaller


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of notice.json, made of the structs that write it; docs/notice.schema.json is a copy."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "notice.json",
        **msgspec.json.schema(NoticeFacts),
    }
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(made))
    return plain


def print_again(notice: bytes, folder: Path) -> Rendered:
    """The PDF of a notice.json. Pictures and fonts are known by their hash, whatever their names in the folder are.

    Raises RenderError when it isn't a notice.json, or MissingAsset (one of them) naming what the folder lacks.
    """
    try:
        facts = msgspec.json.decode(notice, type=NoticeFacts)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RenderError(f"不是文书的 notice.json：{error}") from error
    wanted = {name.partition("/")[2]: name for name in asset_names(facts)}
    found = _by_hash(folder, {*wanted, *own_fonts.absent(facts.fonts)})
    for sha in own_fonts.absent(facts.fonts):
        if sha not in found or not own_fonts.keep(sha, found[sha]):
            raise MissingAsset(f"文件夹里没有文书所用的本局字体文件（SHA-256 {sha}）")
    return render(facts, {name: found[sha] for sha, name in wanted.items() if sha in found})


def _by_hash(folder: Path, wanted: set[str]) -> dict[str, bytes]:
    """The wanted files among all in the folder and below it."""
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.stat().st_size <= MOST_BYTES:
            data = file.read_bytes()
            sha = hashlib.sha256(data).hexdigest()
            if sha in wanted:
                found[sha] = data
    return found
