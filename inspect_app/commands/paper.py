"""The stored file of a document: rendered, signed where the bureau has a signer, and claimed, so that there is never a second one.

A signature is not made twice alike. Whoever finishes a document first gives the name its bytes (Blobs.put_new); everybody else, another
process or the sweep after a kill, learns them and says the same of them. The name holds the document and the beginning of the hash of the
unsigned file, which is the same on every machine: a document that is issued anew after a restore has another one.
"""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

import msgspec

from inspect_app.commands.photos import blob_name
from inspect_app.commands.press import Press, assets
from inspect_app.domain import dates
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.documents import NoticeFacts
from inspect_app.render.engine import RenderError
from inspect_app.render.pdf import Rendered, render
from inspect_app.render.sign import SignError
from inspect_app.storage.blobs import Blobs
from inspect_app.storage.db import now_ms

Row = dict[str, Any]


class Ahead(NamedTuple):
    """A file made before its number was taken; of use when the facts turn out to be these."""

    facts: NoticeFacts
    made: Rendered


def make(
    press: Press, org: str, document: str, facts: NoticeFacts, at: int, ahead: Ahead | None = None
) -> Row:
    """Renders, signs and stores the file of frozen facts; returns the value of `issued`. `at`: when it is signed, ms UTC.

    Raises RenderError (SignError when a signature is due and can't be made: it is never left out), Full, Busy.
    """
    made = ahead.made if ahead and ahead.facts == facts else render(facts, assets(press.blobs, org, facts))
    name = blob_name(org, "paper", _key(document, made.sha256))
    held = press.blobs.get(name)
    if held is None:
        held = press.blobs.put_new(name, _signed(press, org, facts, made, at))
    if not held.startswith(made.pdf):
        raise RenderError(f"已存的文件 {name} 损坏，请系统管理员从备份中取回后再继续")
    return {
        "sha256": hashlib.sha256(held).hexdigest(), "bytes": len(held), "pages": made.pages, "unsigned": made.sha256,
        "signer": _signer_of(held, made),
    }  # fmt: skip


def sealed(facts: NoticeFacts, seal: str) -> NoticeFacts:
    """The facts of a document that is issued now, with the seal that it prints (seals.to_print). A draft never shows one: nobody signs it."""
    return (
        msgspec.structs.replace(facts, seal="image", seal_image=seal)
        if seal and facts.seal == "place"
        else facts
    )


def stored(blobs: Blobs, org: str, document: Row) -> bytes | None:
    """The bytes of an issued document, or None when they are missing or altered. `document`: id, sha256, unsigned."""
    data = blobs.get(name_of(org, document))
    return data if data is not None and hashlib.sha256(data).hexdigest() == document["sha256"] else None


def name_of(org: str, document: Row) -> str:
    """The name under which the file of an issued document lies."""
    return blob_name(org, *place_of(document))


def place_of(document: Row) -> tuple[str, str]:
    """Kind and key of that name; earlier versions stored the file under its own hash. `document`: id, sha256, unsigned."""
    if not document["unsigned"]:
        return "document", document["sha256"] or ""
    return "paper", _key(document["id"], document["unsigned"])


def _key(document: str, unsigned: str) -> str:
    return f"{document}.{unsigned[:16]}"


def _signed(press: Press, org: str, facts: NoticeFacts, made: Rendered, at: int) -> bytes:
    signer = press.signing.ready(org, dates.moment(now_ms()))
    if signer is None:
        if facts.seal == "image":  # a seal is printed only on a file that is signed (design § 7.10)
            raise SignError(
                "文书签发时定为加盖印章，但现在没有配置签章证书，不能生成文件；请系统管理员恢复证书后再继续"
            )
        return made.pdf
    kind = DOC_TYPES[facts.doc_type]
    reason = f"签发{kind.title} {facts.number}"
    return signer.sign(made.pdf, reason, dates.moment(at), countersigned=kind.countersigned)


def _signer_of(held: bytes, made: Rendered) -> str:
    from inspect_app.render.sign_check import subject_of

    return subject_of(held, len(made.pdf)) if len(held) > len(made.pdf) else ""
