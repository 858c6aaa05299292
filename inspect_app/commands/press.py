"""What a document is printed from: where files lie, and the copies of photos and signatures that go to paper, each made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from inspect_app.commands import signing
from inspect_app.commands.photos import blob_name
from inspect_app.commands.signing import Signing
from inspect_app.config import Config
from inspect_app.domain import canon
from inspect_app.domain.doc_settings import FACE_LABELS
from inspect_app.domain.documents import NoticeFacts
from inspect_app.domain.marks import PLAIN, Marks
from inspect_app.domain.rules import Refusal
from inspect_app.queries import marks as q
from inspect_app.queries.facts import Print
from inspect_app.render import own_fonts
from inspect_app.render import photos as pictures
from inspect_app.render.pdf import asset_names
from inspect_app.storage.blobs import Blobs
from inspect_app.storage.db import Database

Row = dict[str, Any]


class Press(msgspec.Struct, frozen=True):
    """What issuing needs beside the database: where files lie, the key that seals codes, the address printed on paper, who signs."""

    blobs: Blobs
    secret: str
    base_url: str
    signing: Signing = Signing()


def print_copy_of(blobs: Blobs, org: str, sha: str, marks: Marks = PLAIN) -> Print:
    """Made once for (photo, finding, version of what is drawn): the stamp names the finding, so the tag of the marks says all three."""
    name = f"{sha}.{marks.tag}" if marks.tag else sha
    digest = _made_once(blobs, org, sha, "print", name, lambda original: pictures.print_copy(original, marks))
    return Print(digest, sha, marks.hidden)


def signature_copy_of(blobs: Blobs, org: str, sha: str) -> str:
    return _made_once(blobs, org, sha, "signature", sha, pictures.signature_copy)


def _made_once(blobs: Blobs, org: str, sha: str, kind: str, name: str, make: Callable[[bytes], bytes]) -> str:
    """Makes the copy that goes to paper and stores it under its own hash; `name` points to it."""
    pointer = blobs.get(blob_name(org, f"{kind}-of", name))
    if pointer is not None:
        return pointer.decode()
    original = blobs.get(blob_name(org, "original", sha))
    if original is None:
        raise Refusal("photo_missing", "有照片还没有上传完，不能生成文书；请等平板上传完毕后再试")
    made = make(original)
    digest = canon.sha256(made)
    blobs.put(blob_name(org, kind, digest), made)
    blobs.put(blob_name(org, f"{kind}-of", name), digest.encode())
    return digest


def printed_now(db: Database, blobs: Blobs, org: str, photo: Row) -> bytes | None:
    """A printed photo for a page: the copy on the paper, or one made anew when something was hidden after it was printed.

    photo: see queries.portal.printed_photo. The file that was issued never changes; what pages show does.
    """
    printed = blobs.get(blob_name(org, "print", photo["sha256"]))
    if not photo["original"] or printed is None:
        return printed
    with db.read() as connection:
        marks = q.of_photo(connection, org, photo["original"], photo["finding"])
    if marks.hidden == photo["hidden"]:
        return printed
    return blobs.get(blob_name(org, "print", print_copy_of(blobs, org, photo["original"], marks).sha256))


def fetch_fonts(blobs: Blobs, org: str, own: Mapping[str, str]) -> None:
    """Lays the bureau's own fonts where documents are rendered, unless they are there. Raises Refusal when one is lost."""
    for sha in own_fonts.absent(own):
        data = blobs.get(blob_name(org, "font", sha))
        if data is None or not own_fonts.keep(sha, data):
            label = next(FACE_LABELS.get(face, face) for face, held in own.items() if held == sha)
            raise Refusal(
                "font_missing",
                f"服务器上找不到本局的字体文件（{label}），不能生成文书。请管理员在“设置—文书—字体”重新上传，或从备份恢复",
            )


def assets(blobs: Blobs, org: str, facts: NoticeFacts) -> dict[str, bytes]:
    """The pictures that the facts name, as far as they are held; the bureau's fonts are laid ready. Raises Refusal when a font is lost."""
    fetch_fonts(blobs, org, facts.fonts)
    held = {name: blobs.get(blob_name(org, *_place(name))) for name in asset_names(facts)}
    return {name: data for name, data in held.items() if data is not None}


def _place(asset: str) -> tuple[str, str]:
    """Kind and hash under which an asset lies."""
    kind, _, sha = asset.partition("/")
    return {"photo": "print"}.get(kind, kind), sha


def press_of(config: Config, blobs: Blobs) -> Press:
    """The press of this installation."""
    return Press(blobs, config.secret, config.base_url, signing.of(config))
