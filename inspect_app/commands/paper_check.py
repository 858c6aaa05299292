"""Whether a PDF that somebody holds is a document of a bureau: its signatures, what it says of itself, and whether this server issued it."""

from __future__ import annotations

import hashlib
import io
import json
import ssl
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from inspect_app.commands import signing
from inspect_app.domain.rules import DOCUMENT_STATES
from inspect_app.domain.wording import time_text
from inspect_app.render import sign_check
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database

SYSTEM = "操作系统信任的机构"
ENDED = ("void", "superseded")
NOTICE_BYTES = 4 * 1024 * 1024
Anchors = Mapping[str, Sequence[bytes]]


class Known(msgspec.Struct, frozen=True):
    """A document of this server. `same`: the file that was handed in is the one that was issued, to the byte."""

    number: str
    state: str
    same: bool


class Verdict(msgspec.Struct, frozen=True):
    """`number`, `issuer`: what the file's own notice.json says. `known`: None without a database, or where it knows nothing of the file.

    `asked`: a database was there to ask. `problem`: the file can't be read (Chinese), or ''.
    """

    sha256: str
    number: str
    issuer: str
    marks: list[sign_check.Mark]
    asked: bool
    known: Known | None
    problem: str

    @property
    def genuine(self) -> bool:
        """The server's own record decides where it knows the document; else the signatures."""
        if self.problem:
            return False
        return self.known.same if self.known else sign_check.genuine(self.marks)


def anchors(data: Path, given: Sequence[Path] = ()) -> dict[str, list[bytes]]:
    """Whom to believe: what was given, the authorities in the data folder, those of the operating system. Raises render.sign.SignError."""
    named = {f"--trust {file.name}": signing.certificates(file) for file in given}
    return {**named, **signing.own_authorities(data / signing.FOLDER), SYSTEM: _system()}


def judge(pdf: bytes, trusted: Anchors, db: Database | None) -> Verdict:
    """Looks at one file."""
    digest = hashlib.sha256(pdf).hexdigest()
    number, issuer = _says(pdf)
    problem, marks = "", []
    try:
        marks = sign_check.look(pdf, trusted)
    except sign_check.Unreadable as error:
        problem = str(error)
    known = _known(db, digest, number) if db is not None else None
    return Verdict(digest, number, issuer, marks, db is not None, known, problem)


def lines(verdict: Verdict) -> list[str]:
    """The verdict in words for a terminal."""
    if verdict.problem:
        return [verdict.problem, "结论：不能认定为真实"]
    said = [f"文号：{verdict.number or '（文件里没有）'}　机关：{verdict.issuer or '（文件里没有）'}"]
    for n, mark in enumerate(verdict.marks, 1):
        said += _mark_lines(n, mark)
    if not verdict.marks:
        said.append("没有签名")
    said.append(_known_line(verdict))
    said.append(_conclusion(verdict))
    return said


def _conclusion(verdict: Verdict) -> str:
    if not verdict.genuine:
        return "结论：不能认定为真实"
    if verdict.known and verdict.known.state in ENDED:
        return f"结论：文件真实，但文书{DOCUMENT_STATES[verdict.known.state]}，不再有效"
    return "结论：真实"


def _mark_lines(n: int, mark: sign_check.Mark) -> list[str]:
    state = (
        "完好"
        if mark.intact and not mark.doubt
        else ("未改动" if mark.intact else "不能核对" if mark.unchecked else "已被改动")
    )
    cover = "覆盖整个文件" if mark.whole else "没有覆盖整个文件"
    later = {"": "", "allowed": "；之后的追加属于允许的范围", "forbidden": "；之后有不允许的改动"}[mark.later]
    found = [f"签名 {n}：{state}，{cover}{later}"]
    found.append(f"  签名人：{mark.signer}" + (f"　颁发者：{mark.issuer}" if mark.issuer else ""))
    when = "（签名人自己的时钟）" if not mark.stamped else ""
    if mark.claimed or mark.stamped:
        shown = mark.stamped or mark.claimed
        found.append(f"  时间：{time_text(shown.isoformat())}{when or '（时间戳服务器）'}" if shown else "")
    found.append(f"  信任：{mark.trust or '没有'}")
    if mark.doubt:
        found.append(f"  问题：{mark.doubt}")
    return found


def _known_line(verdict: Verdict) -> str:
    if not verdict.asked:
        return "本系统：这台机器上没有数据库，没有对照"
    if verdict.known is None:
        return "本系统：没有这份文书的记录"
    state = DOCUMENT_STATES.get(verdict.known.state, verdict.known.state)
    same = "文件与签发时一致" if verdict.known.same else "文件与签发时的不一致"
    return f"本系统：{verdict.known.number}（{state}），{same}"


def _known(db: Database, digest: str, number: str) -> Known | None:
    """By the file's hash in any bureau of this server; else by the number that it claims."""
    d = t.document.c
    with db.read() as connection:
        for wanted in (d.sha256 == digest, d.number == number if number else None):
            if wanted is None:
                continue
            row = connection.execute(sa.select(d.number, d.state, d.sha256).where(wanted).limit(1)).first()
            if row is not None and row.sha256:
                return Known(row.number, row.state, row.sha256 == digest)
    return None


def _says(pdf: bytes) -> tuple[str, str]:
    """Number and issuer of the notice.json inside, or empty texts."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            held = opened.attachments["notice.json"].get_file().read_bytes()
        told: Any = json.loads(held) if len(held) <= NOTICE_BYTES else {}
        return str(told.get("number") or ""), str(told.get("issuer") or "")
    except Exception:  # a file of somebody else, or a damaged one, fails in every way there is
        return "", ""


def _system() -> list[bytes]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs()
    return context.get_ca_certs(binary_form=True)
