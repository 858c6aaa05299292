"""Long texts in short runs. WeasyPrint hands the rest of a text to Pango for every line of it, so that the time grows with the square of the length:
20,000 characters in a table took 24 s, in runs about 1 s (measured). Runs are inline and change nothing that can be seen."""

import re

RUN = 200  # characters
_LONG = re.compile(r"(?<=>)[^<>]{400,}(?=<)")
_PIECE = re.compile(rf"(?:&[#\w]+;|[^&]){{1,{RUN}}}[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]*|&")
_MAY_BREAK = "\u200b"  # between two runs of one endless word: else it runs off the page, since no single run of it is too wide


def in_runs(html: str) -> str:
    """The page with every long text of its body cut into spans; short texts, and so ordinary documents, stay byte for byte as they are."""
    head, body, rest = html.partition("<body")
    return head + body + _LONG.sub(lambda found: _cut(found[0]), rest)


def _cut(text: str) -> str:
    pieces = _PIECE.findall(text)
    ends = [
        _MAY_BREAK if _one_word(piece, following) else ""
        for piece, following in zip(pieces, [*pieces[1:], " "], strict=True)
    ]
    return "".join(f"<span>{piece}{end}</span>" for piece, end in zip(pieces, ends, strict=True))


def _one_word(before: str, after: str) -> bool:
    return before[-1].isascii() and after[0].isascii() and not before[-1].isspace() and not after[0].isspace()
