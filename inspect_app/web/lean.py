"""Takes comments and indentation out of a module on its way to the tablet: its types live in comments, which a tablet doesn't need.

What runs is otherwise what is in the repository: line ends stay (they end statements), and so do strings, templates and regular
expressions, byte for byte.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<space>\s+)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[\w$]+|.""",
    re.DOTALL | re.VERBOSE,
)
_REGEX = re.compile(r"/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
# A slash divides after one of these; anywhere else it begins a regular expression.
_VALUE_END = re.compile(r"[\w$)\]}]$")
_WORDS_BEFORE_REGEX = {"return", "typeof", "case", "of", "in"}


def lean(source: str) -> str:
    """`source` without comments, indentation and empty lines. Raises ValueError when a template or a brace stays open."""
    pieces, end = _code(source, 0)
    if end != len(source):
        raise ValueError(f"a brace too many at character {end}")
    return "".join(pieces).strip() + "\n"


def _code(source: str, at: int) -> tuple[list[str], int]:
    """What is kept of the code from `at` up to the brace that closes it, or to the end."""
    kept: list[str] = []
    last, depth = "", 0
    while at < len(source):
        piece, kind = _piece(source, at, last)
        if piece == "}" and depth == 0:
            break
        depth += {"{": 1, "}": -1}.get(piece, 0)
        at += len(piece)
        if kind is None:
            kept.append(piece)
            last = piece
        elif kind == "space" and not (kept and kept[-1] == "\n"):
            kept.append("\n" if "\n" in piece else " ")
    if depth:
        raise ValueError("a brace is not closed")
    return kept, at


def _piece(source: str, at: int, last: str) -> tuple[str, str | None]:
    """The next token and, for a comment or a space, its kind. `last`: the token before it that is neither."""
    if source[at] == "`":
        return source[at : _template_end(source, at + 1)], None
    divides = _VALUE_END.search(last) and last not in _WORDS_BEFORE_REGEX
    found = (None if divides else _REGEX.match(source, at)) or _TOKEN.match(source, at)
    if found is None:  # `.` matches whatever is left
        raise ValueError(f"nothing at character {at}")
    return found.group(), found.lastgroup


def _template_end(source: str, at: int) -> int:
    """Just after the backtick that closes the template whose text begins at `at`."""
    while at < len(source):
        if source[at] == "`":
            return at + 1
        if source.startswith("${", at):
            at = _code(source, at + 2)[1] + 1
        else:
            at += 2 if source[at] == "\\" else 1
    raise ValueError("a template is not closed")
