"""Chinese punctuation of what people typed: full width beside Chinese, one full stop, and never a changed fact (0.4 MPa, GB 50054-2011, AP-3, 1,200 mm, 3:00).

Only marks and spaces change; letters, digits and everything between them stay as they are. Pure.
"""

import re

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_WIDE = "，。；：？！、）】》〉”’〕（【《〈“‘〔…"
_MARKS = str.maketrans(",;:?!", "，；：？！")
_STOPS, _CLOSERS, _WEAK = "。！？…", '”’）)"', "；，、：,;:. "

_MARK = re.compile(rf"(?<=[{_HAN}{_WIDE}])\s*[,;:?!]|[,;:?!](?=\s*[{_HAN}“《（])")
_STOP = re.compile(rf"(?<=[{_HAN}{_WIDE}])\.(?=\s|$)|(?<=[{_HAN}])(?<![一二三四五六七八九十])\.(?=[{_HAN}])")
_QUOTED = re.compile(rf'(?<!\d)"(?=[^"]*[{_HAN}])([^"\s](?:[^"]*[^"\s])?)(?<!\d)"')
_SPACE_AFTER = re.compile(r"(?<=[，。；：？！、）】》”（【《“])\s+")
_SPACE_BEFORE = re.compile(r"\s+(?=[，。；：？！、）】》”])")
# Between a standard's letters and its number, between a number and its unit: no line may end there.
_JOINT = re.compile(r"(?<=[A-Z]) (?=\d)|(?<=\d) (?=[A-Za-zΩ℃°μ])")


def sentence(text: str) -> str:
    """Full-width punctuation beside Chinese, brackets and quotes in pairs, one full stop at the end, lines joined. Twice is the same as once."""
    tidy = _once(" ".join(text.split()))
    while tidy != text:  # a mark that became Chinese may make its neighbour so
        text, tidy = tidy, _once(tidy)
    return tidy


def _once(text: str) -> str:
    text = _brackets(_QUOTED.sub(r"“\1”", text))
    text = _MARK.sub(lambda mark: mark[0].strip().translate(_MARKS), text)
    text = _STOP.sub("。", text)
    return _stopped(_SPACE_BEFORE.sub("", _SPACE_AFTER.sub("", text)))


def _stopped(text: str) -> str:
    while text and text[-1] in _WEAK:
        text = text[:-1]
    inner = text.rstrip(_CLOSERS)
    return text if not inner or inner[-1] in _STOPS else text + "。"


def _brackets(text: str) -> str:
    """Both brackets of a pair full width as soon as Chinese stands beside one of them, or one of them is; a lone one by its neighbours."""
    open_at: list[int] = []
    pairs: list[tuple[int, ...]] = []
    for at, char in enumerate(text):
        if char in "(（":
            open_at.append(at)
        elif char in ")）":
            pairs.append((open_at.pop(), at) if open_at else (at,))
    wide = list(text)
    for pair in [*pairs, *((at,) for at in open_at)]:
        if any(text[at] in "（）" or _by_chinese(text, at) for at in pair):
            for at in pair:
                wide[at] = "（" if text[at] in "(（" else "）"
    return "".join(wide)


def _by_chinese(text: str, at: int) -> bool:
    before, after = text[:at].rstrip()[-1:], text[at + 1 :].lstrip()[:1]
    return any(char and re.match(f"[{_HAN}《》“”]", char) for char in (before, after))


def unbroken(text: str) -> str:
    """No-break spaces inside 'GB 50054-2011' and '0.4 m', so that a line never ends there."""
    return _JOINT.sub("\u00a0", text)
