"""A PDF that is looked at from several sides: opened and its pages read once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Stream

Instruction = tuple[list[Any], str]


class File:
    """`content` opened as `pdf`; `pages`: (page, its instructions); `dictionaries`: every dictionary and stream, those inside others too."""

    def __init__(self, content: bytes) -> None:
        self.content, self.pdf = content, pikepdf.open(io.BytesIO(content))

    @cached_property
    def pages(self) -> list[tuple[Any, list[Instruction]]]:
        return [(page, instructions(page)) for page in self.pdf.pages]

    @cached_property
    def dictionaries(self) -> list[Any]:
        return [one for item in self.pdf.objects for one in _inside(item)]


def instructions(source: Any) -> list[Instruction]:
    """Operands and operator of a page or a form."""
    return [(list(operands), str(operator)) for operands, operator in pikepdf.parse_content_stream(source)]


def _inside(item: Any, depth: int = 0) -> Iterator[Any]:
    if isinstance(item, Dictionary | Stream):
        yield item
    if depth < 6 and isinstance(item, Dictionary | Stream | Array):
        for value in item if isinstance(item, Array) else item.values():
            if isinstance(value, Dictionary | Stream | Array) and not value.is_indirect:
                yield from _inside(value, depth + 1)
