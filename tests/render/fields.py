"""Every text in the facts of a document, found by itself: a new field of NoticeFacts is tried with bad input without anybody thinking of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from inspect_app.domain.doc_types import DOC_TYPES
from inspect_app.domain.documents import NoticeFacts

Path = tuple[str | int, ...]
# written by the app itself: codes, hashes, choices. All else somebody may have typed.
OF_THE_APP = {
    "doc_type", "track", "seal", "seal_image", "severity", "sha256", "original", "hidden", "image", "hash", "url", "role", "stage", "result", "fonts", "number",
}  # fmt: skip
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def texts(facts: NoticeFacts) -> list[Path]:
    """Paths of all texts, in order."""
    return list(_walk(msgspec.to_builtins(facts), ()))


def typed(facts: NoticeFacts) -> list[Path]:
    """Those that somebody may have typed, empty ones too; not dates, codes and choices, and not the fixed sentences, which hold the others."""
    plain = msgspec.to_builtins(facts)
    return [path for path in texts(facts) if _is_typed(facts.doc_type, path, value_at(plain, path))]


def _is_typed(doc_type: str, path: Path, value: str) -> bool:
    name = str(path[-1])
    if (
        OF_THE_APP & {str(part) for part in path}
        or path[0] in ("words", "verify", "slip")
        or _DATE.match(value)
    ):
        return False
    blank = next(
        (blank for blank in DOC_TYPES[doc_type].fields if path[0] == "fields" and blank.name == name), None
    )
    if blank is not None:
        return blank.kind not in ("day", "choice")
    return not (
        name.endswith(("_date", "_at", "_by")) or name in ("at", "day", "issued_by", "taken_at")
    ) or name in ("drafted_by", "reviewed_by", "issued_by", "by")


def changed(facts: NoticeFacts, paths: list[Path], change: Callable[[int, str], str]) -> NoticeFacts:
    """The facts with change(position, old text) at each path; raises msgspec.ValidationError for what can be no facts."""
    plain = msgspec.to_builtins(facts)
    for position, path in enumerate(paths):
        home = value_at(plain, path[:-1])
        home[path[-1]] = change(position, home[path[-1]])
    return msgspec.convert(plain, NoticeFacts)


def value_at(plain: Any, path: Path) -> Any:
    for part in path:
        plain = plain[part]
    return plain


def _walk(value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(item, (*path, key))
    elif isinstance(value, list):
        for key, item in enumerate(value):
            yield from _walk(item, (*path, key))
