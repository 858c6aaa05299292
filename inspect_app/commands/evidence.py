"""Proof of an issued document: its photos held against the log, and the evidence package, a ZIP that is made while it is sent.

Nothing is written. The package holds what evidence_check.py (its own verify.py) checks; of ops that belong to other cases only their
leaves go in, so that the chain can be followed and nothing of anybody else is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from inspect_app import evidence_check as check
from inspect_app.commands import paper
from inspect_app.commands.photos import blob_name
from inspect_app.domain import canon, dates, proof
from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.documents import Anchor
from inspect_app.domain.people import ROLES, Actor
from inspect_app.domain.rules import Refusal
from inspect_app.queries import proof as q
from inspect_app.render import evidence as pages
from inspect_app.render.zipped import Zipped
from inspect_app.storage.blobs import Blobs
from inspect_app.storage.db import Database, now_ms

Row = dict[str, Any]


class Ground(msgspec.Struct, frozen=True):
    """What a proof of a document rests on: its row, the numbers of its ops, where its photos are named, and where the chain ends for it."""

    row: Row
    seqs: list[int]
    named: dict[str, q.Named]
    anchor: Anchor


class PhotoProof(msgspec.Struct, frozen=True):
    """`first`, `last`: the stretch of the log that was followed."""

    photos: list[proof.Judged]
    first: int
    last: int
    anchored: bool

    @property
    def agreeing(self) -> int:
        """How many photos are as they were recorded."""
        return sum(not one.problem for one in self.photos)


def ground(db: Database, org: str, document: str) -> Ground:
    """Raises Refusal for a document that isn't there, or has no file yet. `document`: uuid or number."""
    with db.read() as connection:
        row = q.document(connection, org, document)
        if row is None:
            raise Refusal("unknown", "没有这份文书")
        issue = q.issue_of(connection, org, row["id"])
        if not row["sha256"] or issue is None:
            raise Refusal("wrong_state", "这份文书还没有签发，没有可以核对的文件")
        shown = [photo["original"] for _, _, photo in check.photos_of(row["facts"]) if photo.get("original")]
        named = q.named(connection, org, shown) if shown else {}
        seqs = {*q.own_seqs(connection, org, q.subjects(row)), *(one.seq for sha, one in named.items() if sha in shown)}  # fmt: skip
    return Ground(row, sorted(seqs), named, proof.anchor_of(row["facts"]) or issue)


def photos(db: Database, blobs: Blobs, org: str, document: str) -> PhotoProof:
    """Holds every printed photo against the log: its bytes, its original's, the op that names it, and the chain from there to the anchor."""
    about = ground(db, org, document)
    end = about.anchor
    shots = [
        _shot(blobs, org, n, k, photo, about.named) for n, k, photo in check.photos_of(about.row["facts"])
    ]
    first = min((shot.named_at for shot in shots if shot.named_at), default=end.seq)
    with db.read() as connection:
        previous = q.hash_at(connection, org, first - 1)
    broken = proof.broken_at(previous, q.chain(db, org, first, end.seq), end)
    judged = [proof.judge(shot, end, broken) for shot in shots]
    return PhotoProof(judged, first, end.seq, proof.anchor_of(about.row["facts"]) is not None)


def _shot(blobs: Blobs, org: str, n: int, k: int, photo: Row, named: dict[str, q.Named]) -> proof.Shot:
    at = named.get(photo.get("original") or "")
    return proof.Shot(
        n=n, k=k, label=photo.get("label", ""), sha256=photo["sha256"], original=photo.get("original") or "",
        held_print=_hash_held(blobs, org, "print", photo["sha256"]), held_original=_hash_held(blobs, org, "original", photo.get("original")),
        named_at=at.seq if at else None, named_soundly=at.soundly if at else False,
    )  # fmt: skip


def _hash_held(blobs: Blobs, org: str, kind: str, sha: str | None) -> str:
    data = blobs.get(blob_name(org, kind, sha)) if sha else None
    return canon.sha256(data) if data is not None else ""


# --- the package -----------------------------------------------------------------------------------------------------------------------


def file_name(row: Row) -> str:
    """（字号）企业名-证据包.zip, without characters that file systems refuse."""
    name = f"（{row['number']}）{row['facts']['enterprise']['name']}-证据包.zip"
    return "".join("_" if char in '\\/:*?"<>|' or ord(char) < 32 else char for char in name)


def package(db: Database, blobs: Blobs, actor: Actor, document: str) -> tuple[str, Iterator[bytes]]:
    """(name, the ZIP piece by piece). Raises Refusal before the first piece. Memory does not grow with the number of photos."""
    about = ground(db, actor.org, document)
    return file_name(about.row), _Package(db, blobs, actor, about).pieces()


class _Package:
    """One package while it is made."""

    def __init__(self, db: Database, blobs: Blobs, actor: Actor, about: Ground) -> None:
        self.db, self.blobs, self.org, self.about = db, blobs, actor.org, about
        self.row, self.facts = about.row, about.row["facts"]
        self.zip = Zipped(dates.moment(self.row["issued_at"]))
        self.made = {
            "at": dates.instant(now_ms()),
            "by": {"name": actor.name, "role": ROLES.get(actor.role, actor.role)},
        }
        self.missing: list[Row] = []
        self.notice: bytes | None = None

    def pieces(self) -> Iterator[bytes]:
        """Everything in order; the page and the list come last, because they name the hashes of the others."""
        yield from self._held(check.PDF, "签发的文书文件", *paper.place_of(self.row), self._reading)
        notice = self.notice or _without_code(self.facts)
        yield from self.zip.add(check.NOTICE, "文书的结构化数据（与 PDF 里嵌入的相同）", [notice])
        yield from self._photos()
        yield from self._drawn()
        yield from self.zip.add(check.OPS, "文书、所列隐患和检查的操作记录", self._ops())
        chain = self._chain_about()
        yield from self.zip.add(check.CHAIN, "哈希链：他人的操作只有校验值", self._links(chain))
        script = Path(check.__file__).read_bytes()
        yield from self.zip.add(check.SCRIPT, "核对程序（Python 3，不需要安装别的软件）", [script])
        yield from self.zip.add(check.PAGE, "说明", [pages.page(self._manifest(chain), self.facts)])
        yield from self.zip.add(check.MANIFEST, "", [_text(self._manifest(chain))])
        yield from self.zip.close()

    def _held(self, name: str, what: str, kind: str, sha: str, through: Any = None) -> Iterator[bytes]:
        pieces = self.blobs.pieces(blob_name(self.org, kind, sha))
        if pieces is None:
            self.missing.append(
                {"name": name, "what": what, "why": f"{what}不在库中（已依法删除或遗失），没有收入"}
            )
            return
        yield from self.zip.add(name, what, through(pieces) if through else pieces, packed=True)

    def _reading(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Passes the PDF on and takes the notice.json out of it."""
        pdf = check.PdfBytes()
        for piece in pieces:
            pdf.feed(piece)
            yield piece
        self.notice = check.notice_in(pdf.close())

    def _photos(self) -> Iterator[bytes]:
        for n, k, photo in check.photos_of(self.facts):
            yield from self._held(
                check.print_name(n, k), f"第 {n} 项照片 {k}（文书所印）", "print", photo["sha256"]
            )
            if photo.get("original"):
                yield from self._held(check.original_name(n, k), f"第 {n} 项照片 {k}（原图）", "original", photo["original"])  # fmt: skip

    def _drawn(self) -> Iterator[bytes]:
        """Signatures and the picture of the seal: with them the notice can be rendered again."""
        images = [one["image"] for one in self.facts.get("signatures", []) if one.get("image")]
        for number, sha in enumerate(dict.fromkeys(images), 1):
            yield from self._held(f"drawn/signature-{number}.jpg", f"手写签名 {number}", "signature", sha)
        if seal := self.facts.get("seal_image"):
            yield from self._held("drawn/seal.png", "印章图", "seal", seal)

    def _ops(self) -> Iterator[bytes]:
        for op in q.ops(self.db, self.org, self.about.seqs):
            erased = op["salt"] is None
            said = (
                b""
                if erased
                else b'"salt":"%b","value":%b,' % (op["salt"].hex().encode(), op["value"].encode())
            )
            head = b'{"envelope":%b,"hash":"%b",' % (canon.flat(op["envelope"]), op["hash"].encode())
            yield head + said + b'"value_hash":"%b"}\n' % op["value_hash"].encode()

    def _chain_about(self) -> Row:
        first, last = self.about.seqs[0], max(self.about.seqs[-1], self.about.anchor.seq)
        with self.db.read() as connection:
            previous, end = (q.hash_at(connection, self.org, seq) for seq in (first - 1, last))
        return {"first": first, "last": last, "previous": previous, "hash": end}

    def _links(self, about: Row) -> Iterator[bytes]:
        own = set(self.about.seqs)
        for link in q.chain(self.db, self.org, about["first"], about["last"]):
            leaf = "" if link.seq in own else f'"leaf":"{link.leaf}",'
            yield f'{{{leaf}"seq":{link.seq}}}\n'.encode()

    def _manifest(self, chain: Row) -> Row:
        """The list of what is in the package so far."""
        listed = {
            "format": check.FORMAT, "document": self.row["id"], "type": DOC_TYPES[self.row["type"]].title, "number": self.row["number"],
            "state": self.row["state"], "issuer": self.facts["issuer"], "made": self.made, "anchor": self.facts.get("anchor"), "chain": chain,
            "files": [msgspec.to_builtins(file) for file in self.zip.files], "missing": self.missing,
        }  # fmt: skip
        return {**listed, "digest": canon.sha256(canon.canonical(listed))}


def _without_code(facts: Row) -> bytes:
    """The facts of the log, where the file that would hold them all is gone."""
    return _text(facts)


def _text(value: Row) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=1)
