#!/usr/bin/env python3
"""核对证据包：python3 verify.py [文件夹或 ZIP 文件]。只用 Python 标准库，不联网，不改动任何文件。

This file is part of every evidence package (as verify.py), so that a court or an expert can check it without the system that made it.
`inspect-app evidence verify` and the server use the same functions; so nothing of ours may be imported here.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

FORMAT = "inspect-evidence/1"
MANIFEST, PAGE, SCRIPT = "manifest.json", "说明.html", "verify.py"
PDF, NOTICE, OPS, CHAIN = "notice.pdf", "notice.json", "ops.jsonl", "chain.jsonl"
CHUNK = 1 << 16
MAX_NOTICE = 16 << 20  # bytes that the attachments of a PDF may inflate to
MAX_VERSIONS = 64
MAX_TRIES = 16  # attachments, and what only looks like one: a hostile file must not cost minutes
WINDOW = 4096  # bytes between the name of an attachment's dictionary and its stream
IGNORED = ("Thumbs.db", "desktop.ini")  # what systems leave in a folder that somebody looked at
PHOTO_PATHS = ("photo/", "earlier_photo/", "recheck_photo/")
PHOTO_EVENTS = ("feedback", "pass", "fail")

BROKEN = (ValueError, RecursionError, EOFError, zlib.error, zipfile.BadZipFile)


class Line(NamedTuple):
    """One thing that was checked. `state`: ok | bad | open (it can't be checked, and why)."""

    state: str
    where: str
    said: str


def sha256(data: bytes) -> str:
    """Lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def canonical(value: Any) -> bytes:
    """RFC 8785 of what the log holds: null, booleans, integers, texts, lists and objects."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return b"{" + b",".join(canonical(name) + b":" + canonical(value[name]) for name in names) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(canonical(item) for item in value) + b"]"
    return json.dumps(value, ensure_ascii=False).encode()


def leaf_of(envelope: dict[str, Any], value_hash: str) -> str:
    """What an operation gives to the chain."""
    return sha256(canonical(envelope) + value_hash.encode())


def print_name(n: int, k: int) -> str:
    """File of the k-th photo of finding n as it is printed."""
    return f"photos/{n}-{k}-print.jpg"


def original_name(n: int, k: int) -> str:
    """File of the photo as the tablet sent it."""
    return f"photos/{n}-{k}-original.jpg"


def photos_of(facts: dict[str, Any]) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """(finding, place in it, photo) of everything that the document prints."""
    for finding in facts.get("findings", []):
        for k, photo in enumerate(finding.get("photos", []), 1):
            yield finding["n"], k, photo


class PdfBytes:
    """What the bytes of a PDF say without being interpreted; fed in pieces, bounded in memory.

    A PDF that is signed or added to begins with all bytes of the version before it. `versions`: (length, SHA-256) of every such beginning;
    `embedded`: the files that it carries; `sha256` and `size` of the whole after `close`.
    """

    def __init__(self) -> None:
        self.size, self.sha256, self.head = 0, "", b""
        self.versions: list[tuple[int, str]] = []
        self.embedded: list[bytes] = []
        self._hash, self._hashed, self._held = hashlib.sha256(), 0, b""
        self._seen = b""  # not yet looked through for attachments
        self._inflate: Any = None
        self._tries = 0
        self._out = bytearray()

    def feed(self, data: bytes) -> None:
        """The next piece."""
        self.size += len(data)
        self.head += data[: 1024 - len(self.head)]
        self._find_versions(data, last=False)
        self._find_attachments(data)

    @property
    def is_pdf(self) -> bool:
        """Whether it begins as readers want it (ISO 32000-1, annex H.3.4.1)."""
        return b"%PDF-" in self.head

    def close(self) -> PdfBytes:
        """After the last piece."""
        self._find_versions(b"", last=True)
        self.sha256 = self._hash.hexdigest()
        return self

    def _find_versions(self, data: bytes, last: bool) -> None:
        data, at = self._held + data, 0
        while (
            len(self.versions) < MAX_VERSIONS
            and (end := data.find(b"%%EOF", at)) >= 0
            and (last or end + 7 <= len(data))
        ):
            at = self._take(data, at, end + 5)
            for sign in (b"\r", b"\n"):  # the end of the line may belong to the version or to what follows
                if data[at : at + 1] == sign:
                    at = self._take(data, at, at + 1)
        keep = len(data) if last else max(at, len(data) - 6)
        self._hash.update(data[at:keep])
        self._hashed += keep - at
        self._held = data[keep:]

    def _take(self, data: bytes, start: int, end: int) -> int:
        self._hash.update(data[start:end])
        self._hashed += end - start
        if len(self.versions) < MAX_VERSIONS:
            self.versions.append((self._hashed, self._hash.copy().hexdigest()))
        return end

    def _find_attachments(self, data: bytes) -> None:
        self._seen += data
        while self._tries < MAX_TRIES and (self._inflate is not None or self._begin()):
            if not self._go_on():
                return
        self._seen = self._seen[-WINDOW - 8 :]

    def _begin(self) -> bool:
        """Moves to the first byte of an attachment; False when none begins in what was fed so far."""
        seen, start = self._seen, 0
        while (start := seen.find(b"/EmbeddedFile", start)) >= 0:
            if seen[start + 13 : start + 14] == b"s":  # the list of names, no file
                start += 13
                continue
            begin = seen.find(b"stream", start, start + WINDOW)
            if begin >= 0 and begin + 8 <= len(seen):
                begin += 8 if seen[begin + 6 : begin + 8] == b"\r\n" else 7
                self._seen, self._inflate, self._out = seen[begin:], zlib.decompressobj(), bytearray()
                return True
            if len(seen) < start + WINDOW + 8 or self._tries >= MAX_TRIES:
                break  # its stream may begin in the next piece
            start += 13
            self._tries += 1
        self._seen = seen[start:] if start >= 0 else seen
        return False

    def _go_on(self) -> bool:
        """Inflates what is there; True when the attachment has ended and the search goes on behind it."""
        room = MAX_NOTICE - sum(map(len, self.embedded))
        try:
            self._out += self._inflate.decompress(self._seen, room + 1 - len(self._out))
        except zlib.error:
            self._inflate, self._tries = None, self._tries + 1
            return True
        if len(self._out) > room:
            self._seen, self._inflate, self._tries = self._inflate.unconsumed_tail, None, self._tries + 1
            return True
        if not self._inflate.eof:
            self._seen = self._inflate.unconsumed_tail
            return False
        self.embedded.append(bytes(self._out))
        self._seen, self._inflate, self._tries = self._inflate.unused_data, None, self._tries + 1
        return True


def notices_in(pdf: PdfBytes) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """Every attachment that is the data of a document: its bytes and what they say."""
    for content in pdf.embedded:
        try:
            notice = json.loads(content)
        except (ValueError, RecursionError):
            continue
        if isinstance(notice, dict) and "doc_type" in notice:
            yield content, notice


def notice_in(pdf: PdfBytes) -> bytes | None:
    """The notice.json of a document."""
    return next((content for content, _ in notices_in(pdf)), None)


def codes_in(pdf: PdfBytes) -> list[str]:
    """The codes of the documents that the file claims to be; whoever made it may claim anything."""
    claims = [notice.get("verify") for _, notice in notices_in(pdf)]
    codes = [claim.get("code") for claim in claims if isinstance(claim, dict)]
    return [code for code in codes if isinstance(code, str)]


class Package:
    """An evidence package: a folder or a ZIP file, read without unpacking."""

    def __init__(self, place: Path) -> None:
        self.zip = None if place.is_dir() else zipfile.ZipFile(place)
        self.root = place

    def names(self) -> list[str]:
        """Every file, with / between folders, without traces that systems and programs leave in a folder."""
        if self.zip:
            return [name for name in self.zip.namelist() if not name.endswith("/")]
        found = [file.relative_to(self.root) for file in self.root.rglob("*") if file.is_file()]
        return [
            file.as_posix() for file in found
            if "__pycache__" not in file.parts and file.name not in IGNORED and not file.name.startswith(".")
        ]  # fmt: skip

    def open(self, name: str) -> IO[bytes]:
        """Raises FileNotFoundError."""
        if self.zip is None:
            return (self.root / name).open("rb")
        try:
            return self.zip.open(name)
        except KeyError:
            raise FileNotFoundError(name) from None

    def hashed(self, name: str) -> tuple[str, int]:
        """SHA-256 and length of one file."""
        digest, size = hashlib.sha256(), 0
        with self.open(name) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
        return digest.hexdigest(), size

    def json(self, name: str) -> Any:
        """One file of JSON."""
        with self.open(name) as file:
            return json.loads(file.read())

    def lines(self, name: str) -> Iterator[tuple[int, Any]]:
        """(number, value) of a file of JSON lines."""
        with self.open(name) as file:
            for number, line in enumerate(file, 1):
                yield number, json.loads(line)


class Ops:
    """What the operations of the package say: their leaves, the document's events, and where each photo is named."""

    def __init__(self) -> None:
        self.leaves: dict[int, tuple[str, str]] = {}  # seq → (leaf, hash)
        self.issue: dict[str, Any] = {}
        self.issued: dict[str, Any] = {}
        self.named: dict[str, int] = {}  # hash of a photo → seq of the first op that names it
        self.erased: list[int] = []
        self.mute: list[int] = []  # erased ones that may have named photos in their value

    def take(self, op: dict[str, Any], document: str) -> str | None:
        """One line of ops.jsonl; returns what is wrong with it."""
        envelope, value_hash = op["envelope"], op["value_hash"]
        self.leaves[envelope["seq"]] = (leaf_of(envelope, value_hash), op["hash"])
        if "salt" not in op:
            self.erased.append(envelope["seq"])
            self.mute += [envelope["seq"]] if envelope["path"] in PHOTO_EVENTS else []
            self._note(envelope, None)
            return None
        if sha256(bytes.fromhex(op["salt"]) + canonical(op["value"])) != value_hash:
            return "内容与其校验值不符（内容被改动）"
        if envelope["subject"] == f"document/{document}" and envelope["path"] in ("issue", "issued"):
            setattr(self, envelope["path"], op["value"])
        self._note(envelope, op["value"])
        return None

    def _note(self, envelope: dict[str, Any], value: Any) -> None:
        """An erased op names its photo still: the path is part of the envelope."""
        named = [envelope["path"].rpartition("/")[2]] if envelope["path"].startswith(PHOTO_PATHS) else []
        if envelope["path"] in PHOTO_EVENTS and isinstance(value, dict):
            named += value.get("photos") or []
        for sha in named:
            self.named.setdefault(sha, envelope["seq"])


def check(place: Path) -> list[Line]:
    """Everything that can be checked of a package. Raises OSError, zipfile.BadZipFile when it can't be opened."""
    package = Package(place)
    lines: list[Line] = []
    try:
        manifest = package.json(MANIFEST)
        if manifest["format"] != FORMAT:
            return [Line("bad", MANIFEST, f"不认识的证据包版本 {manifest['format']}，请用新版程序核对")]
        lines += _files(package, manifest)
        ops, found = _ops(package, manifest["document"])
        lines += found
        facts = package.json(NOTICE)
        lines += _pdf(package, ops) + _facts(facts, ops, manifest)
        lines += _chain(package, manifest, facts, ops) + _photos(package, manifest, facts, ops)
    except FileNotFoundError as error:
        lines.append(Line("bad", str(error.filename or error), "证据包里没有这个文件，其余各项无法核对"))
    except (*BROKEN, KeyError, TypeError, AttributeError) as error:
        lines.append(Line("bad", "证据包", f"文件内容不完整或格式被破坏，其余各项无法核对（{error!r:.120}）"))
    return lines


def _files(package: Package, manifest: dict[str, Any]) -> list[Line]:
    plain = {name: value for name, value in manifest.items() if name != "digest"}
    lines = []
    if sha256(canonical(plain)) != manifest["digest"]:
        lines.append(Line("bad", MANIFEST, "文件清单与其校验值不符（清单被改动）"))
    listed = {row["name"]: row for row in manifest["files"]}
    there = set(package.names())
    for name, row in listed.items():
        if name not in there:
            lines.append(Line("bad", name, "清单里有，证据包里没有（文件被删去）"))
        elif not _is(package, name, row):
            lines.append(Line("bad", name, "与清单里的校验值不符（文件被改动）"))
    lines += [
        Line("bad", name, "清单里没有这个文件（后来加入的）")
        for name in sorted(there - set(listed) - {MANIFEST})
    ]
    lines += [Line("open", row["name"], row["why"]) for row in manifest["missing"]]
    return lines or [Line("ok", MANIFEST, f"{len(listed)} 个文件与清单一致")]


def _is(package: Package, name: str, row: dict[str, Any]) -> bool:
    try:
        return package.hashed(name) == (row["sha256"], row["bytes"])
    except BROKEN:
        return False


def _ops(package: Package, document: str) -> tuple[Ops, list[Line]]:
    ops, lines = Ops(), []
    for number, op in package.lines(OPS):
        if problem := ops.take(op, document):
            lines.append(
                Line("bad", f"{OPS} 第 {number} 行", f"日志第 {op['envelope']['seq']} 条：{problem}")
            )
    if ops.erased:
        lines.append(
            Line("open", OPS, f"{len(ops.erased)} 条操作的内容已依法删除，只留校验值；它们仍在哈希链上")
        )
    if all(line.state != "bad" for line in lines):
        lines.append(Line("ok", OPS, f"{len(ops.leaves)} 条操作的内容与校验值一致"))
    return ops, lines


def _pdf(package: Package, ops: Ops) -> list[Line]:
    if PDF not in package.names():
        return []  # said by the list of files
    pdf = PdfBytes()
    with package.open(PDF) as file:
        while chunk := file.read(CHUNK):
            pdf.feed(chunk)
    pdf.close()
    lines = []
    if (pdf.sha256, pdf.size) != (ops.issued.get("sha256"), ops.issued.get("bytes")):
        lines.append(Line("bad", PDF, "与日志里签发时登记的校验值不符（文书文件被改动）"))
    unsigned = ops.issued.get("unsigned")
    if unsigned and unsigned not in [sha for _, sha in pdf.versions]:
        lines.append(Line("bad", PDF, "其中没有签名前的原文，或原文与登记的校验值不符"))
    with package.open(NOTICE) as file:
        if notice_in(pdf) != file.read():
            lines.append(Line("bad", NOTICE, "与文书文件里嵌入的数据不一致（被改动）"))
    signer = ops.issued.get("signer")
    told = (
        f"，由“{signer}”的证书签名（证书本身请用 PDF 阅读器或 pdfsig 核对）" if signer else "，没有电子签名"
    )
    return lines or [Line("ok", PDF, f"与签发时登记的校验值一致{told}")]


def _facts(facts: dict[str, Any], ops: Ops, manifest: dict[str, Any]) -> list[Line]:
    frozen = ops.issue.get("facts")
    if frozen is None:
        return [Line("open", NOTICE, "签发时固定的内容已依法删除，不能与日志核对")]
    if {**facts, "verify": None} != {**frozen, "verify": None}:
        return [Line("bad", NOTICE, "文书的内容与签发时固定在日志里的不一致")]
    if facts.get("number") != ops.issue.get("number") or facts.get("number") != manifest["number"]:
        return [Line("bad", NOTICE, "文号与签发记录不一致")]
    return [Line("ok", NOTICE, f"{facts['number']} 的内容与签发时固定在日志里的一致")]


def _chain(package: Package, manifest: dict[str, Any], facts: dict[str, Any], ops: Ops) -> list[Line]:
    about, anchor = manifest["chain"], facts.get("anchor")
    running, expected, own, anchored = about["previous"], about["first"], 0, ""
    for number, link in package.lines(CHAIN):
        where = f"{CHAIN} 第 {number} 行"
        if link["seq"] != expected:
            return [
                Line("bad", where, f"应是日志第 {expected} 条，却是第 {link['seq']} 条（有记录被删去或插入）")
            ]
        leaf, stored = ops.leaves.get(expected, (link.get("leaf"), None))
        if leaf is None:
            return [Line("bad", OPS, f"缺少日志第 {expected} 条（操作被删去）")]
        running = sha256((running + leaf).encode())
        if stored is not None and stored != running:
            return [Line("bad", where, f"哈希链在日志第 {expected} 条或之前断开（记录被改动）")]
        own += stored is not None
        if anchor and expected == anchor["seq"]:
            anchored = running
        expected += 1
    if own != len(ops.leaves) or expected - 1 != about["last"]:
        return [Line("bad", CHAIN, "链不完整：有操作不在链上，或链没有到头")]
    if running != about["hash"]:
        return [Line("bad", CHAIN, "哈希链的末尾与清单不符（记录被改动）")]
    said = f"日志第 {about['first']} 至 {about['last']} 条连续，哈希链完整"
    if not anchor:
        return [Line("ok", CHAIN, said), Line("open", NOTICE, "这份文书签发时还没有在文件里写入链的锚点")]
    if anchored != anchor["hash"]:
        return [Line("bad", CHAIN, f"哈希链与文书文件里写入的锚点（第 {anchor['seq']} 条）不符")]
    return [Line("ok", CHAIN, f"{said}，经过文书文件里写入的锚点（第 {anchor['seq']} 条）")]


def _photos(package: Package, manifest: dict[str, Any], facts: dict[str, Any], ops: Ops) -> list[Line]:
    lines, count = [], 0
    absent = {row["name"] for row in manifest["missing"]}
    latest = (facts.get("anchor") or {"seq": manifest["chain"]["last"]})["seq"]
    for n, k, photo in photos_of(facts):
        count += 1
        lines += _same(
            package, absent, print_name(n, k), photo["sha256"], "与文书登记的照片不符（照片被改动）"
        )
        if not photo.get("original"):
            lines.append(Line("open", print_name(n, k), "这份文书签发时还没有登记原图"))
            continue
        lines += _same(
            package, absent, original_name(n, k), photo["original"], "与现场记录的照片不符（原图被改动）"
        )
        if ops.named.get(photo["original"], latest + 1) > latest:
            erased = any(seq <= latest for seq in ops.mute)
            said = "记录这张照片的操作可能已依法删除" if erased else "签发之前的日志里没有记录这张照片"
            lines.append(Line("open" if erased else "bad", original_name(n, k), said))
    wrong = {line.where.split("-print")[0].split("-original")[0] for line in lines if line.state == "bad"}
    said = f"{count - len(wrong)}/{count} 张照片与日志一致"
    return [*lines, Line("bad" if wrong else "ok", "photos", said)]


def _same(package: Package, absent: set[str], name: str, sha: str, problem: str) -> list[Line]:
    if name in absent:
        return []  # said by the list of files
    try:
        return [] if package.hashed(name)[0] == sha else [Line("bad", name, problem)]
    except FileNotFoundError:
        return [Line("bad", name, "证据包里没有这张照片")]


def report(place: Path) -> int:
    """Prints what `check` found; 0 when nothing is wrong, 1 when something is, 2 when the package can't be opened."""
    try:
        lines = check(place)
    except (OSError, zipfile.BadZipFile) as error:
        print(f"打不开 {place}：不是证据包的文件夹或 ZIP 文件（{error}）")
        return 2
    for line in lines:
        print(
            f"{ {'ok': '[一致]', 'bad': '[不符]', 'open': '[无法核对]'}[line.state] } {line.where}：{line.said}"
        )
    bad, left = (sum(line.state == state for line in lines) for state in ("bad", "open"))
    more = f"，另有 {left} 项无法核对" if left else ""
    print(f"结论：{f'发现 {bad} 处不符' if bad else '证据包完整，各项一致'}{more}")
    return 1 if bad else 0


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")  # a Windows console of another code page must not stop it
    sys.exit(report(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent))
