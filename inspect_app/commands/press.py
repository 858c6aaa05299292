"""What a document is printed from: where files lie, and the copies of photos and signatures that go to paper, each made once."""

from __future__ import annotations

from typing import Any

import msgspec

from inspect_app.commands.photos import blob_name
from inspect_app.domain import canon
from inspect_app.domain.documents import NoticeFacts
from inspect_app.domain.rules import Refusal
from inspect_app.render import photos as pictures
from inspect_app.storage.blobs import Blobs


class Press(msgspec.Struct, frozen=True):
    """What issuing needs beside the database: where files lie, the key that seals codes, the address printed on paper."""

    blobs: Blobs
    secret: str
    base_url: str


def print_copy_of(blobs: Blobs, org: str, sha: str) -> str:
    return _made_once(blobs, org, sha, "print", pictures.print_copy)


def signature_copy_of(blobs: Blobs, org: str, sha: str) -> str:
    return _made_once(blobs, org, sha, "signature", pictures.signature_copy)


def _made_once(blobs: Blobs, org: str, sha: str, kind: str, make: Any) -> str:
    """Makes the copy that goes to paper and stores it under its own hash; the name of the original points to it."""
    pointer = blobs.get(blob_name(org, f"{kind}-of", sha))
    if pointer is not None:
        return pointer.decode()
    original = blobs.get(blob_name(org, "original", sha))
    if original is None:
        raise Refusal("photo_missing", "有照片还没有上传完，不能生成文书；请等平板上传完毕后再试")
    made = make(original)
    digest = canon.sha256(made)
    blobs.put(blob_name(org, kind, digest), made)
    blobs.put(blob_name(org, f"{kind}-of", sha), digest.encode())
    return digest


def assets(blobs: Blobs, org: str, facts: NoticeFacts) -> dict[str, bytes]:
    named = [("photo", "print", photo.sha256) for finding in facts.findings for photo in finding.photos]
    named += [
        ("signature", "signature", signature.image) for signature in facts.signatures if signature.image
    ]
    held = {f"{asset}/{sha}": blobs.get(blob_name(org, kind, sha)) for asset, kind, sha in named}
    return {name: data for name, data in held.items() if data is not None}
