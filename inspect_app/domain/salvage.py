"""Reading what a strict parser refuses: a batch with one broken op keeps its other ops, and a broken op still tells its id.

A lone surrogate (half an emoji that JavaScript escapes as `\\ud83d`) or deep nesting in one op makes the whole body invalid for msgspec.
"""

from __future__ import annotations

import json
import re

# A string, or one of the marks that give JSON its structure. Everything between is a number, a word or a space.
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{},:]', re.DOTALL)
_HINTED = 64
# `\ud83d` without its other half, as JSON.stringify writes a broken emoji.
HALF_PAIR = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]"
)


def cut_list(body: bytes, name: bytes) -> tuple[bytes, list[bytes]]:
    """Cuts the elements out of the list `name` of a JSON object without reading them.

    Returns the body with that list empty, and the raw bytes of each element. Raises ValueError when brackets do not match or there is
    no such list.
    """
    wanted, depth, begin, at = b'"' + name + b'"', 0, -1, -1
    named = last = b""
    found: list[bytes] = []
    for token in _TOKEN.finditer(body):
        mark = token[0]
        if mark == b":" and depth == 1:
            named = last
        if mark in (b"[", b"{"):
            depth += 1
            if depth == 2 and mark == b"[" and named == wanted:
                begin = at = token.end()
        elif mark in (b"]", b"}"):
            depth -= 1
        if begin > 0 and (depth == 1 or (depth == 2 and mark == b",")):
            found.append(body[at : token.start()].strip())
            at = token.end()
            if depth == 1:
                return body[:begin] + body[token.start() :], [] if found == [b""] else found
        last = mark
    raise ValueError("no such list, or it does not end")


def hint(raw: bytes, name: str) -> str | None:
    """A text member of an op that cannot be read as one, as far as it can be told; printable, at most 64 characters."""
    try:
        members = json.loads(raw.decode("utf-8", "replace"), strict=False)
        value = members.get(name) if isinstance(members, dict) else None
    except (ValueError, RecursionError):
        found = re.search(rb'"' + name.encode() + rb'"\s*:\s*"([^"\\]{1,64})"', raw)
        value = found[1].decode("utf-8", "replace") if found else None
    return printable(value)[:_HINTED] if isinstance(value, str) else None


def printable(text: str) -> str:
    """Without the characters that a database or a screen cannot take (NUL, controls, halves of surrogate pairs)."""
    return "".join(ch for ch in text if ch.isprintable())
