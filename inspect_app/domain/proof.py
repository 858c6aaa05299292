"""What stands as proof: the chain from an op to the anchor that a document carries, the photos that hang on it, and a file that somebody
holds against the one that was issued. Pure; commands.evidence reads, web.portal.compare asks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Literal

import msgspec

from inspect_app.domain import canon
from inspect_app.domain.documents import Anchor

Row = dict[str, Any]
Likeness = Literal["same", "added", "bare", "altered"]


class Link(msgspec.Struct, frozen=True):
    """One op as the chain sees it, and the hash that is stored for it."""

    seq: int
    leaf: str
    hash: str


class Shot(msgspec.Struct, frozen=True):
    """A printed photo and what is held of it. `named_at`: seq of the first op that names its original; hashes are those of the bytes
    that lie in the store now, '' for none."""

    n: int
    k: int
    label: str
    sha256: str
    original: str
    held_print: str
    held_original: str
    named_at: int | None
    named_soundly: bool


class Judged(msgspec.Struct, frozen=True):
    """`problem` '' when the photo is as it was recorded."""

    shot: Shot
    problem: str


def anchor_of(facts: Row) -> Anchor | None:
    """The anchor among frozen facts; None for documents from before anchors."""
    found = facts.get("anchor")
    return msgspec.convert(found, Anchor) if found else None


def broken_at(previous: str, links: Iterable[Link], end: Anchor) -> int | None:
    """The first seq at which the chain does not follow from the one before, or the anchor's when it ends in another hash; None when
    it is whole. `previous`: the hash before the first link."""
    running, last = previous, None
    for link in links:
        running = canon.next_hash(running, link.leaf)
        if (last is not None and link.seq != last + 1) or running != link.hash:
            return link.seq
        last = link.seq
    return None if last == end.seq and running == end.hash else end.seq


def judge(shot: Shot, end: Anchor, broken: int | None) -> Judged:
    """Whether a printed photo is the one that was recorded before the document was issued."""
    return Judged(shot, _problem(shot, end, broken))


def _problem(shot: Shot, end: Anchor, broken: int | None) -> str:
    if not shot.held_print:
        return "文书用的照片不在库中"
    if shot.held_print != shot.sha256:
        return "文书用的照片被改动"
    if not shot.original:
        return "签发时还没有登记原图，无法核对"
    if shot.held_original and shot.held_original != shot.original:
        return "原图被改动"
    if shot.named_at is None or shot.named_at > end.seq:
        return "签发之前的日志里没有这张照片"
    if not shot.named_soundly:
        return f"记录这张照片的操作（第 {shot.named_at} 条）被改动"
    if broken is not None:
        return f"哈希链在第 {broken} 条断开"
    return "" if shot.held_original else "原图不在库中（已依法删除或遗失）"


def likeness(sha256: str, versions: Collection[str], document: Row) -> Likeness:
    """How a file relates to the stored one: the same bytes; our content with another signature or something added behind; our content
    without its signature (bare); or altered.

    sha256: of the file; versions: hashes of the beginnings that are PDFs of their own (evidence_check.PdfBytes).
    """
    if sha256 == document["sha256"]:
        return "same"
    if sha256 == document.get("unsigned"):
        return "bare"
    ours = {document["sha256"], document.get("unsigned")} - {None, ""}
    return "added" if ours & set(versions) else "altered"
