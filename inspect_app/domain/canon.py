"""Canonical JSON (RFC 8785) and the hashes made of it: content, value, chain, manifest."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import rfc8785

GENESIS = "0" * 64
LARGEST_INT = 2**53 - 1  # the last one that RFC 8785 can write
_FAST = msgspec.json.Encoder(order="sorted")


def canonical(value: Any) -> bytes:
    """The one spelling of a JSON value, UTF-8. Raises ValueError for what has none (NaN, integers past 2^53)."""
    # The library takes some 10 µs for a short text and 70 for an envelope. msgspec writes the same bytes for what has no fractions and only
    # ASCII names (beyond, RFC 8785 sorts by UTF-16); a test with hypothesis holds the two against each other.
    return _FAST.encode(value) if _is_simple(value) else rfc8785.dumps(value)


def flat(envelope: dict[str, Any]) -> bytes:
    """Canonical JSON of an envelope: ASCII names, texts, lists of texts, small integers and null, which need no second look."""
    return _FAST.encode(envelope)


def _is_simple(value: Any) -> bool:
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is int:
        return bool(-LARGEST_INT <= value <= LARGEST_INT)
    if kind is list:
        return all(map(_is_simple, value))
    if kind is not dict:
        return False
    return all(type(name) is str and name.isascii() for name in value) and all(
        map(_is_simple, value.values())
    )


def sha256(data: bytes) -> str:
    """Lower-case hex digest."""
    return hashlib.sha256(data).hexdigest()


def value_hash(salt: bytes, value: bytes) -> str:
    """Hash of an op's value. The salt lets the value be erased later without making it guessable from its hash."""
    return sha256(salt + value)


def chain_hash(previous: str, envelope: dict[str, Any], hashed_value: str) -> str:
    """`sha256(previous ‖ sha256(envelope ‖ value_hash))`, all hex: an altered row breaks every hash after it."""
    return next_hash(previous, leaf(envelope, hashed_value))


def leaf(envelope: dict[str, Any], hashed_value: str) -> str:
    """What one op gives to the chain. It says nothing of the op: the value's hash is salted."""
    return sha256(flat(envelope) + hashed_value.encode())


def next_hash(previous: str, own: str) -> str:
    """The chain after one more leaf."""
    return sha256((previous + own).encode())


def manifest_hash(ops: list[str], photos: list[str]) -> str:
    """The hash that a signature and a submission name (docs/wire.md)."""
    return sha256(canonical({"ops": sorted(ops), "photos": sorted(photos)}))
