"""The image of a bureau's seal: stored by its hash, printed only on files that are signed with the bureau's certificate (design § 7.10)."""

from __future__ import annotations

import sqlalchemy as sa

from inspect_app.commands.photos import blob_name
from inspect_app.domain import canon
from inspect_app.domain.rules import Refusal
from inspect_app.queries import facts as q
from inspect_app.queries.doc_settings import doc_settings
from inspect_app.render import seal
from inspect_app.render.sign import Signer
from inspect_app.storage.blobs import Blobs

KIND = "seal"


def store(blobs: Blobs, org: str, data: bytes) -> str:
    """Checks and keeps an uploaded image; returns the SHA-256 for `setting/documents`. Raises render.seal.BadSeal, Full."""
    made = seal.normalised(data)
    digest = canon.sha256(made)
    blobs.put(blob_name(org, KIND, digest), made)
    return digest


def image(blobs: Blobs, org: str, digest: str) -> bytes | None:
    """The PNG of a seal that was stored."""
    return blobs.get(blob_name(org, KIND, digest))


def to_print(connection: sa.Connection, org: str, signer: Signer | None) -> str:
    """The SHA-256 of the seal that a document issued now prints; '' without a signer, without an image, and in a demo county."""
    if signer is None or q.bureau(connection, org).get("demo"):
        return ""
    return doc_settings(connection, org).seal


def check_held(blobs: Blobs, org: str, digest: str) -> None:
    """Raises Refusal when the image that the settings name is not there: before a number is taken."""
    if digest and not blobs.has(blob_name(org, KIND, digest)):
        raise Refusal("seal_missing", "设置中的印章图片找不到了，请在“文书设置”中重新上传印章图片后再签发")
