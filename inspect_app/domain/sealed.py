"""What a tablet seals, opened with a passphrase or the bureau's private key: the other side of static/field/crypt.js, rescue_file.js, vault.js.

AES-GCM 256; a key is wrapped by PBKDF2-SHA-256 of a secret, or by ECDH P-256 and HKDF-SHA-256 for the bureau. The format of a rescue file
is described in rescue_file.js and docs/operations.md.
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

KEY_NAME = b"inspect key 1"
MAGIC = b"INSPRSC"
VERSION = b"1"
HEAD_MAX, FRAME_MAX, TAG = 64 * 1024, 32 * 1024 * 1024, 16
IV, KEY = 12, 32
ITERATIONS = range(100_000, 10_000_001)
# A photo as it lies in a tablet's second copy: a block with the wrapped keys, a mark, then what was sealed (mirror.worker.js).
BLOCK, BLOCK_MARK, SEAL_MARK = 1024, b"INSPHEAD", b"INSPSEAL"

Row = dict[str, Any]
Private = Mapping[str, ec.EllipticCurvePrivateKey]


class Unreadable(ValueError):
    """Not a rescue file, or one that can't be opened; the message (Chinese) says what to do."""


class Frame(msgspec.Struct, frozen=True):
    """One piece of a rescue file: the `number`th, which begins at byte `offset`."""

    meta: Row
    body: bytes
    number: int
    offset: int


class State(msgspec.Struct):
    """What is known after reading: pieces that were cut or altered; whether the end was reached with none of them."""

    faults: int = 0
    whole: bool = False


def new_pair() -> bytes:
    """A private key on P-256 as PEM (PKCS #8)."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def private_key(pem: bytes) -> ec.EllipticCurvePrivateKey:
    """Reads what `new_pair` made. Raises Unreadable."""
    try:
        key = serialization.load_pem_private_key(pem, None)
    except (ValueError, TypeError) as problem:
        raise Unreadable("私钥文件不能读取：应为没有口令的 PEM（inspect-app keys make 生成）") from problem
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise Unreadable("私钥不是 P-256 椭圆曲线密钥（inspect-app keys make 生成）")
    return key


def public_of(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    """`{"kid", "point"}` as tablets get it: the point uncompressed, the id from its SHA-256."""
    point = key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return {"kid": hashlib.sha256(point).hexdigest()[:16], "point": base64.b64encode(point).decode()}


def plain_secret(secret: str) -> str:
    """As people type it: without spaces and hyphens, in small letters."""
    typed = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", secret))
    return re.sub("[A-Z]", lambda letter: letter[0].lower(), typed)


def unseal(key: bytes, sealed: bytes, name: str) -> bytes:
    """Opens iv ‖ ciphertext ‖ tag. Raises Unreadable when a byte is other than it was, or the key or the name is another."""
    try:
        return AESGCM(key).decrypt(sealed[:IV], sealed[IV:], name.encode())
    except (InvalidTag, ValueError) as problem:
        raise Unreadable("内容已损坏，或密钥不符") from problem


def unwrap(wraps: list[Row], *, secret: str | None = None, private: Private | None = None) -> bytes | None:
    """The wrapped key by a secret or by one of the bureau's private keys; None when none fits."""
    for wrap in wraps:
        try:
            by = _by_secret(wrap, secret) if wrap["by"] == "secret" else _by_bureau(wrap, private or {})
            if by is not None:
                return unseal(by, base64.b64decode(wrap["key"]), KEY_NAME.decode())
        except (KeyError, TypeError, ValueError):  # Unreadable is a ValueError: a wrong passphrase
            continue
    return None


def _by_secret(wrap: Row, secret: str | None) -> bytes | None:
    if secret is None or wrap["iterations"] not in ITERATIONS:
        return None
    kdf = PBKDF2HMAC(hashes.SHA256(), KEY, base64.b64decode(wrap["salt"]), wrap["iterations"])
    return kdf.derive(plain_secret(secret).encode())


def _by_bureau(wrap: Row, private: Private) -> bytes | None:
    key = private.get(wrap["kid"])
    if key is None:
        return None
    theirs, ours = base64.b64decode(wrap["from"]), base64.b64decode(wrap["to"])
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
    return HKDF(hashes.SHA256(), KEY, theirs + ours, KEY_NAME).derive(shared)


def read_head(file: BinaryIO) -> tuple[Row, bytes]:
    """The readable head of a rescue file and its digest; the file then stands at the first frame. Raises Unreadable."""
    begin = file.read(12)
    if len(begin) < 12 or begin[:7] != MAGIC:
        raise Unreadable("这不是救援文件（文件名应以 .rescue 结尾）")
    if begin[7:8] != VERSION:
        raise Unreadable("这个救援文件由更新的版本导出，请先升级本程序")
    (length,) = struct.unpack(">I", begin[8:])
    text = file.read(length) if length <= HEAD_MAX else b""
    try:
        head = msgspec.json.decode(text)
    except msgspec.DecodeError:
        head = None
    if len(text) != length or not isinstance(head, dict) or not isinstance(head.get("wraps"), list):
        raise Unreadable("救援文件的开头已损坏，无法打开；请用另一份拷贝")
    return head, hashlib.sha256(text).digest()


def frames(file: BinaryIO, digest: bytes, key: bytes, state: State, number: int = 0) -> Iterator[Frame]:
    """Every whole frame from where the file stands, which is the `number`th; what is not whole is passed over and counted in `state`."""
    cipher, number = AESGCM(key), number - 1
    while True:
        number += 1
        offset = file.tell()
        before = file.read(4)
        length = struct.unpack(">I", before)[0] if len(before) == 4 else 0
        sealed = file.read(length) if TAG + 4 <= length <= FRAME_MAX else b""
        if not sealed or len(sealed) < length:
            state.faults += 1  # cut off, or a length was altered: nothing after it can be found
            return
        try:
            guard = digest + struct.pack(">II", number, length)
            plain = cipher.decrypt(b"\0" * 8 + struct.pack(">I", number), sealed, guard)
        except InvalidTag:
            state.faults += 1
            continue
        end = 4 + struct.unpack(">I", plain[:4])[0]
        meta = msgspec.json.decode(plain[4:end])
        if meta["kind"] == "end":
            state.whole = state.faults == 0
            return
        yield Frame(meta, plain[end:], number, offset)


def open_op(key: bytes, row: Row) -> Row:
    """An op as a tablet with encryption keeps it (vault.js), with its content. Raises Unreadable."""
    if "sealed" not in row:
        return row
    name = f"op {row['id'][:22]} {row['visit']} {row['device']}"
    content = msgspec.json.decode(unseal(key, base64.b64decode(row["sealed"]), name))
    return {**{name: value for name, value in row.items() if name != "sealed"}, **content}


def open_photo(key: bytes | None, stored: bytes) -> bytes:
    """A photo as it lies on a tablet, with or without the block of keys before it, sealed or not. Raises Unreadable."""
    if stored.startswith(BLOCK_MARK):
        stored = stored[BLOCK:]
    if not stored.startswith(SEAL_MARK):
        return stored
    if key is None:
        raise Unreadable("照片已加密，没有合适的密钥")
    return unseal(key, stored[len(SEAL_MARK) :], "photo")
